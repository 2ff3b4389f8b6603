# fish completion for mkba: the program says what can stand here.
function __mkba_complete
    set -l words (commandline -opc)
    set -l last (commandline -ct)
    set -l option (string match -r -- '^--[^=]*=' $last; or echo '')
    set -l rest (string replace -r -- '^--[^=]*=' '' $last)
    for line in ($words[1] complete $words[2..-1] $last 2>/dev/null)
        switch $line
            case :files
                printf '%s\n' $option(__fish_complete_path $rest)
            case :folders
                printf '%s\n' $option(__fish_complete_directories $rest)
            case '*'
                echo $line
        end
    end
end
complete -c mkba -f -a '(__mkba_complete)'
