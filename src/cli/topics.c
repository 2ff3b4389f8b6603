/* What help says about all commands at once: exit codes, and which command writes which form.
 */
#include "options.h"

#include <string.h>

const char *const cli_topics[] = {"exit-codes", "formats"};
const size_t cli_topic_count = sizeof cli_topics / sizeof *cli_topics;

bool cli_has_word(const char *words, const char *word)
{
    size_t length = strlen(word);
    for (const char *at = words; (at = strstr(at, word)) != NULL; at += length) {
        bool starts = at == words || at[-1] == ' ';
        if (starts && (at[length] == ' ' || at[length] == '\0')) {
            return true;
        }
    }
    return false;
}

bool cli_is_topic(const char *name)
{
    for (size_t i = 0; i < cli_topic_count; i++) {
        if (strcmp(cli_topics[i], name) == 0) {
            return true;
        }
    }
    return false;
}

/* The compiler sees to it that no code is left out. */
static const char *const *meaning(cli_exit code)
{
    static const char
        *const ok[2] = {"gelukt", "done"},
               *const refused[2] = {"de gegevens worden geweigerd, en waarom staat op "
                                    "standaardfout",
                                    "the data are refused; standard error says why"},
               *const usage[2] = {"de opdrachtregel is niet begrepen",
                                  "the command line is not understood"},
               *const io[2] = {"lezen of schrijven is mislukt", "reading or writing failed"},
               *const memory[2] = {"er is niet genoeg geheugen", "there is not enough memory"},
               *const moved[2] = {"een bewaard resultaat is niet wat er nu uitkomt "
                                  "(check, verify)",
                                  "a stored result is not what comes out now (check, "
                                  "verify)"},
               *const stopped[2] = {"gestopt door de gebruiker; er is niets geschreven",
                                    "stopped by the user; nothing was written"};
    switch (code) {
    case CLI_OK:
        return ok;
    case CLI_REFUSED:
        return refused;
    case CLI_USAGE:
        return usage;
    case CLI_IO:
        return io;
    case CLI_MEMORY:
        return memory;
    case CLI_MOVED:
        return moved;
    case CLI_STOPPED:
        return stopped;
    }
    return NULL;
}

const char *cli_exit_meaning(cli_exit code, mkba_language language)
{
    const char *const *text = meaning(code);
    return text ? cli_pick(text, language) : NULL;
}

static void print_exit_codes(FILE *out, mkba_language language)
{
    static const char *const title[2] = {"Exitcodes", "Exit codes"};
    fprintf(out, "%s:\n", cli_pick(title, language));
    for (int code = 0; code <= CLI_LAST_EXIT; code++) {
        const char *text = cli_exit_meaning((cli_exit)code, language);
        if (text) {
            fprintf(out, "  %3d  %s\n", code, text);
        }
    }
}

static const cli_option *format_option(void)
{
    for (size_t i = 0; i < cli_option_count; i++) {
        if (cli_options[i].letter == 'f') {
            return &cli_options[i];
        }
    }
    return NULL;
}

/* A column for each form, a mark where a command writes it. */
static void print_formats(FILE *out, mkba_language language)
{
    static const char *const title[2] = {"Opdrachten en vormen (--format)",
                                         "Commands and formats (--format)"};
    const cli_option *row = format_option();
    const char *word;
    fprintf(out, "%s:\n  %-12s", cli_pick(title, language), "");
    for (size_t i = 0; (word = cli_option_word(row, i)) != NULL; i++) {
        fprintf(out, " %6s", word);
    }
    for (size_t c = 0; c < cli_command_count; c++) {
        if (!cli_commands[c].formats[0]) {
            continue;
        }
        fprintf(out, "\n  %-12s", cli_commands[c].name);
        for (size_t i = 0; (word = cli_option_word(row, i)) != NULL; i++) {
            fprintf(out, " %6s", cli_has_word(cli_commands[c].formats, word) ? "x" : "-");
        }
    }
    fputc('\n', out);
}

void cli_topic_print(FILE *out, const char *name, mkba_language language)
{
    if (strcmp(name, "formats") == 0) {
        print_formats(out, language);
    } else {
        print_exit_codes(out, language);
    }
}
