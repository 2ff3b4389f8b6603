# bash completion for mkba: the program says what can stand here.
_mkba()
{
    local word joined=() line files= folders=
    # readline cuts words at = and :, which mkba does not
    for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
        if [[ ${#joined[@]} -gt 0 && ( $word == [=:]* || ${joined[-1]} == --*= || ${joined[-1]} == *: ) ]]; then
            joined[-1]+=$word
        else
            joined+=("$word")
        fi
    done
    local last=${joined[-1]} cut=
    if [[ $last == [\"\']* ]]; then
        last=${last:1}
    else
        last=${last//\\/}
    fi
    joined[-1]=$last
    # what readline holds for another word
    if [[ $last == --*=* && $COMP_WORDBREAKS == *=* ]]; then
        cut=${last%%=*}=
    fi
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
        :files) files=1 ;;
        :folders) folders=1 ;;
        *) line=${line%%$'\t'*} && COMPREPLY+=("${line#"$cut"}") ;;
        esac
    done < <("${COMP_WORDS[0]}" complete "${joined[@]}" 2>/dev/null)
    if [[ $files ]]; then
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "${last#"$cut"}")
    elif [[ $folders ]]; then
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "${last#"$cut"}")
    fi
    # readline puts quotes around blanks in names of files only
    compopt -o filenames 2>/dev/null
    if [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]]; then
        compopt -o nospace 2>/dev/null
    fi
}
complete -F _mkba mkba
