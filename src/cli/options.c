#include "options.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

enum { LONG_ONLY = 256 };

/* The words that an option of kind WORD takes. */
static const struct {
    char letter;
    const char *word;
    int value;
} words[] = {
    {'d', "comma", ','},
    {'d', "komma", ','},
    {'d', "point", '.'},
    {'d', "punt", '.'},
    {'f', "table", MKBA_TABLE},
    {'f', "csv", MKBA_CSV},
    {'f', "json", MKBA_JSON},
    {'f', "md", MKBA_MARKDOWN},
    {'f', "tap", MKBA_TAP},
    {'f', "junit", MKBA_JUNIT},
    {'l', "nl", MKBA_DUTCH},
    {'l', "en", MKBA_ENGLISH},
    {'L', "buurt", MKBA_LEVEL_NEIGHBOURHOOD},
    {'L', "neighbourhood", MKBA_LEVEL_NEIGHBOURHOOD},
    {'L', "wijk", MKBA_LEVEL_DISTRICT},
    {'L', "district", MKBA_LEVEL_DISTRICT},
    {'L', "gemeente", MKBA_LEVEL_MUNICIPALITY},
    {'L', "municipality", MKBA_LEVEL_MUNICIPALITY},
    {'L', "land", MKBA_LEVEL_COUNTRY},
    {'L', "country", MKBA_LEVEL_COUNTRY},
    {'L', "alle", MKBA_LEVEL_ALL},
    {'L', "all", MKBA_LEVEL_ALL},
    {'R', "rekening", MKBA_REPORT_ACCOUNTS},
    {'R', "jaarrekening", MKBA_REPORT_ACCOUNTS},
    {'R', "accounts", MKBA_REPORT_ACCOUNTS},
    {'R', "begroting", MKBA_REPORT_BUDGET},
    {'R', "budget", MKBA_REPORT_BUDGET},
};

const char *cli_option_word(const cli_option *row, size_t number)
{
    size_t seen = 0;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].letter == row->letter && seen++ == number) {
            return words[i].word;
        }
    }
    return NULL;
}

static bool takes_value(const cli_option *row)
{
    return row->kind != KIND_FLAG;
}

static int code_of(const cli_option *row)
{
    return row->letter_is_own ? row->letter : LONG_ONLY + row->letter;
}

static const cli_option *row_of(int code)
{
    for (size_t i = 0; i < cli_option_count; i++) {
        if (code_of(&cli_options[i]) == code) {
            return &cli_options[i];
        }
    }
    return NULL;
}

/* Says what the option takes: its help, on one line. */
static cli_exit refuse_value(const cli_request *request, const cli_option *row,
                             const char *value)
{
    fprintf(stderr, "mkba: --%s: '%s': ", row->name, value);
    for (const char *c = cli_pick(row->help, request->style.language); *c; c++) {
        fputc(*c == '\n' ? ' ' : *c, stderr);
    }
    fputc('\n', stderr);
    return CLI_USAGE;
}

static cli_exit set_word(cli_request *request, const cli_option *row, const char *value)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].letter != row->letter || strcmp(words[i].word, value) != 0) {
            continue;
        }
        if (row->letter == 'd') {
            request->decimal = (char)words[i].value;
        } else if (row->letter == 'f') {
            request->style.format = (mkba_format)words[i].value;
        } else if (row->letter == 'L') {
            request->level = (mkba_level)words[i].value;
        } else if (row->letter == 'R') {
            request->report = (mkba_iv3_report)words[i].value;
        } else {
            request->style.language = (mkba_language)words[i].value;
        }
        return CLI_OK;
    }
    return refuse_value(request, row, value);
}

static cli_exit set_count(cli_request *request, const cli_option *row, const char *value)
{
    char *end;
    long n = strtol(value, &end, 10);
    if (end == value || *end || n < 0 || n > 1000) {
        return refuse_value(request, row, value);
    }
    *(unsigned *)(void *)((char *)request + row->target) = (unsigned)n;
    return CLI_OK;
}

static cli_exit set_year(cli_request *request, const cli_option *row, const char *value)
{
    char *end;
    long n = strtol(value, &end, 10);
    if (end == value || *end || n < 1900 || n > 2200) {
        return refuse_value(request, row, value);
    }
    request->year = (unsigned)n;
    return CLI_OK;
}

/* Digits, and perhaps e and how many zeros follow. False: something else, or 2^53 and more. */
static bool read_whole(unsigned long long *out, const char *text)
{
    static const unsigned long long most = 1ULL << 53;
    unsigned long long n = 0, zeros = 0;
    size_t digits = strspn(text, "0123456789");
    size_t more = text[digits] == 'e' ? strspn(text + digits + 1, "0123456789") : 0;
    bool whole = text[digits] == '\0' || (more > 0 && text[digits + 1 + more] == '\0');
    for (size_t i = 0; i < digits && n < most; i++) {
        n = n * 10 + (unsigned long long)(text[i] - '0');
    }
    for (size_t i = 0; i < more && zeros < 100; i++) {
        zeros = zeros * 10 + (unsigned long long)(text[digits + 1 + i] - '0');
    }
    for (unsigned long long i = 0; i < zeros && n > 0 && n < most; i++) {
        n *= 10;
    }
    *out = n;
    return digits > 0 && whole && n < most;
}

static cli_exit set_whole(cli_request *request, const cli_option *row, const char *value)
{
    unsigned long long *target = (void *)((char *)request + row->target);
    if (!read_whole(target, value)) {
        return refuse_value(request, row, value);
    }
    return CLI_OK;
}

/* One number, with a comma or a point for decimals. */
static cli_exit set_number(cli_request *request, const cli_option *row, const char *value)
{
    char text[64], *end;
    snprintf(text, sizeof text, "%s", value);
    char *comma = strchr(text, ',');
    if (comma) {
        *comma = '.';
    }
    double number = strtod(text, &end);
    if (end == text || *end || !(number - number >= 0) || strlen(value) >= sizeof text) {
        return refuse_value(request, row, value);
    }
    *(double *)(void *)((char *)request + row->target) = number;
    return CLI_OK;
}

static cli_exit set_option(cli_request *request, const cli_option *row, const char *value)
{
    void *target = (char *)request + row->target;
    if (row->kind == KIND_FLAG) {
        *(bool *)target = true;
    } else if (row->kind == KIND_TEXT) {
        *(const char **)target = value;
    } else if (row->kind == KIND_WORD) {
        return set_word(request, row, value);
    } else if (row->kind == KIND_COUNT) {
        return set_count(request, row, value);
    } else if (row->kind == KIND_NUMBER) {
        return set_number(request, row, value);
    } else if (row->kind == KIND_YEAR) {
        return set_year(request, row, value);
    } else if (row->kind == KIND_WHOLE) {
        return set_whole(request, row, value);
    } else {
        cli_list *list = target;
        if (list->count == CLI_MANY) {
            return cli_complain(request->style.language, "--%s is te vaak gegeven",
                                "--%s was given too often", row->name);
        }
        list->value[list->count++] = value;
    }
    return CLI_OK;
}

static cli_exit remember_option(cli_request *request, const cli_option *row, const char *value)
{
    if (request->n_given == CLI_GIVEN) {
        return cli_complain(request->style.language, "--%s is te vaak gegeven",
                            "--%s was given too often", row->name);
    }
    request->given[request->n_given++] = (cli_given){row->name, row->letter, value};
    return CLI_OK;
}

static void fill_getopt(struct option *longs, char *shorts)
{
    size_t n = 0;
    shorts[n++] = ':'; /* tell a missing value from an unknown option */
    for (size_t i = 0; i < cli_option_count; i++) {
        longs[i] =
            (struct option){cli_options[i].name,
                            takes_value(&cli_options[i]) ? required_argument : no_argument,
                            NULL, code_of(&cli_options[i])};
        if (cli_options[i].letter_is_own) {
            shorts[n++] = cli_options[i].letter;
            if (takes_value(&cli_options[i])) {
                shorts[n++] = ':';
            }
        }
    }
    shorts[n] = '\0';
    longs[cli_option_count] = (struct option){0};
}

/* The first word is the command, the others are its arguments. `help X` is `X --help`. */
static cli_exit read_words(cli_request *request, int argc, char **argv)
{
    int i = optind;
    if (i < argc && strcmp(argv[i], "help") == 0) {
        request->help = true;
        i++;
    }
    if (i < argc && request->help && cli_is_topic(argv[i])) {
        request->topic = argv[i];
        return CLI_OK;
    }
    if (i < argc) {
        const cli_command *command = cli_command_find(argv[i]);
        if (!command) {
            return cli_complain(request->style.language,
                                "'%s' is geen opdracht; zie mkba help",
                                "'%s' is no command; see mkba help", argv[i]);
        }
        request->command = command->name;
        i++;
    }
    for (; i < argc; i++) {
        if (request->arguments.count == CLI_MANY) {
            return cli_complain(request->style.language, "te veel argumenten",
                                "too many arguments", "");
        }
        request->arguments.value[request->arguments.count++] = argv[i];
    }
    return CLI_OK;
}

/* An option that the command does nothing with would be silently lost. */
static cli_exit check_options(const cli_request *request, const bool *given)
{
    const cli_command *command = request->command ? cli_command_find(request->command) : NULL;
    for (size_t i = 0; i < cli_option_count && command && !request->help; i++) {
        if (given[i] && !strchr("hVl", cli_options[i].letter) &&
            !strchr(command->options, cli_options[i].letter)) {
            return cli_complain(
                request->style.language, "deze opdracht kent --%s niet; zie mkba help",
                "this command does not know --%s; see mkba help", cli_options[i].name);
        }
    }
    return CLI_OK;
}

/* A form that the command does not write; without --format the first one that it does. */
static cli_exit check_format(cli_request *request, const bool *given)
{
    const cli_command *command = request->command ? cli_command_find(request->command) : NULL;
    bool is_given = false;
    for (size_t i = 0; i < cli_option_count; i++) {
        is_given = is_given || (cli_options[i].letter == 'f' && given[i]);
    }
    for (size_t i = 0; i < sizeof words / sizeof *words && command && !request->help; i++) {
        if (words[i].letter != 'f' || !command->formats[0]) {
            continue;
        }
        bool is_known = cli_has_word(command->formats, words[i].word);
        if (!is_given && is_known) {
            request->style.format = (mkba_format)words[i].value;
            return CLI_OK;
        }
        if (is_given && !is_known && words[i].value == (int)request->style.format) {
            return cli_complain(
                request->style.language,
                "deze opdracht kent --format %s niet; zie mkba help formats",
                "this command does not know --format %s; see mkba help formats",
                words[i].word);
        }
    }
    return CLI_OK;
}

cli_exit cli_options_read(cli_request *request, int argc, char **argv)
{
    struct option longs[CLI_MOST_OPTIONS + 1];
    char shorts[2 * CLI_MOST_OPTIONS + 2];
    bool given[CLI_MOST_OPTIONS] = {false};
    int code;
    request->style.language = cli_language();
    request->top = CLI_TOP;
    request->draws = CLI_DRAWS;
    request->seed = 1;
    fill_getopt(longs, shorts);
    request->tolerance = CLI_CENT;
    opterr = 0;
    optind = 0; /* a second command line may follow */
    while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const cli_option *row = row_of(code);
        if (!row) {
            return cli_complain(request->style.language,
                                code == ':' ? "'%s' vraagt om een waarde; zie mkba help"
                                            : "'%s' is geen optie; zie mkba help",
                                code == ':' ? "'%s' takes a value; see mkba help"
                                            : "'%s' is no option; see mkba help",
                                argv[optind - 1]);
        }
        given[row - cli_options] = true;
        request->draws_given = request->draws_given || row->letter == 'N';
        cli_exit status = set_option(request, row, optarg);
        if (status == CLI_OK) {
            status = remember_option(request, row, optarg);
        }
        if (status != CLI_OK) {
            return status;
        }
    }
    cli_exit status = read_words(request, argc, argv);
    if (status == CLI_OK) {
        status = check_options(request, given);
    }
    return status == CLI_OK ? check_format(request, given) : status;
}

static void print_option(FILE *out, const cli_option *row, mkba_language language)
{
    char text[64];
    const char *value = cli_pick(row->value, language);
    snprintf(text, sizeof text, "%s%c%s--%s%s%s", row->letter_is_own ? "-" : " ",
             row->letter_is_own ? row->letter : ' ', row->letter_is_own ? ", " : "  ",
             row->name, value[0] ? " " : "", value);
    const char *help = cli_pick(row->help, language);
    do {
        size_t line = strcspn(help, "\n");
        fprintf(out, "  %-27s %.*s\n", text, (int)line, help);
        help += line + (help[line] == '\n');
        text[0] = '\0';
    } while (*help);
}

bool cli_takes_option(const cli_command *command, const cli_option *row)
{
    bool taken = strchr("hVl", row->letter) != NULL;
    for (size_t i = 0; i < cli_command_count && !taken; i++) {
        taken = (!command || command == &cli_commands[i]) &&
                strchr(cli_commands[i].options, row->letter);
    }
    return taken;
}

void cli_help_print(FILE *out, const cli_command *command, mkba_language language)
{
    static const char *const opening[2] = {
        "mkba: wat sociale wijkteams kosten en opleveren (indicatieve MKBA)",
        "mkba: what social neighbourhood teams cost and bring (indicative CBA)"};
    static const char *const usage[2] = {"Gebruik", "Usage"};
    static const char *const commands[2] = {"Opdrachten", "Commands"};
    static const char *const options[2] = {"Opties", "Options"};
    static const char *const more[2] = {"Meer", "More"};
    static const char *const one[2] = {"OPDRACHT", "COMMAND"};
    if (command) {
        fprintf(out, "%s: mkba %s\n\n%s\n\n%s:\n", cli_pick(usage, language),
                cli_pick(command->usage, language), cli_pick(command->summary, language),
                cli_pick(options, language));
    } else {
        fprintf(out, "%s\n\n%s:\n", cli_pick(opening, language), cli_pick(commands, language));
        for (size_t i = 0; i < cli_command_count; i++) {
            fprintf(out, "  %-31s %s\n", cli_pick(cli_commands[i].usage, language),
                    cli_pick(cli_commands[i].summary, language));
        }
        fprintf(out, "\n%s:\n", cli_pick(options, language));
    }
    for (size_t i = 0; i < cli_option_count; i++) {
        if (cli_takes_option(command, &cli_options[i])) {
            print_option(out, &cli_options[i], language);
        }
    }
    if (!command) {
        fprintf(out, "\n%s:\n  mkba help %s", cli_pick(more, language),
                cli_pick(one, language));
        for (size_t i = 0; i < cli_topic_count; i++) {
            fprintf(out, ", mkba help %s", cli_topics[i]);
        }
        fputc('\n', out);
    }
}
