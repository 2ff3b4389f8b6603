#include "cli.h"

#include <getopt.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    KIND_FLAG,
    KIND_TEXT,
    KIND_LIST,
    KIND_WORD,
    KIND_COUNT,
    KIND_WHOLE /* a count that may be large, also as 1e6 */
} option_kind;

/* One option: everything about it in one row. */
typedef struct {
    const char *name;
    char letter;        /* also what cli_command.options lists */
    bool letter_is_own; /* false: the long name only */
    option_kind kind;
    size_t target; /* offset in cli_request */
    const char *value[2];
    const char *help[2];
} option_row;

static const option_row rows[] = {
    {"municipality",
     'm',
     true,
     KIND_LIST,
     offsetof(cli_request, municipality),
     {"NAAM", "NAME"},
     {"een gemeente, met naam of code (mag vaker)",
      "a municipality, by name or code (repeatable)"}},
    {"all",
     'a',
     true,
     KIND_FLAG,
     offsetof(cli_request, all),
     {"", ""},
     {"alle gemeenten", "all municipalities"}},
    {"area",
     'A',
     false,
     KIND_LIST,
     offsetof(cli_request, area),
     {"CODE", "CODE"},
     {"een gebied uit het bestand (mag vaker)", "one area of the file (repeatable)"}},
    {"parameters",
     'p',
     true,
     KIND_LIST,
     offsetof(cli_request, parameters),
     {"BESTAND", "FILE"},
     {"eigen getallen, als tabel (mag vaker)",
      "numbers of your own, as a table (repeatable)"}},
    {"set",
     's',
     true,
     KIND_LIST,
     offsetof(cli_request, set),
     {"SLEUTEL=WAARDE", "KEY=VALUE"},
     {"een eigen getal (mag vaker)", "one number of your own (repeatable)"}},
    {"scenario",
     'c',
     true,
     KIND_LIST,
     offsetof(cli_request, scenario),
     {"BESTAND", "FILE"},
     {"wat anders is: A.json, of A.json+B.json op elkaar\n(mag vaker: op elkaar, of elk een "
      "alternatief waar\nwerelden naast elkaar staan)",
      "what differs: A.json, or A.json+B.json in a stack\n(repeatable: in a stack, or each an "
      "alternative\nwhere worlds stand side by side)"}},
    {"base",
     'B',
     false,
     KIND_LIST,
     offsetof(cli_request, base),
     {"BESTAND", "FILE"},
     {"het scenario waarmee wordt vergeleken", "the scenario that others are held against"}},
    {"decimal",
     'd',
     true,
     KIND_WORD,
     offsetof(cli_request, decimal),
     {"TEKEN", "SIGN"},
     {"decimaalteken in de invoer: comma of point",
      "decimal sign in the input: comma or point"}},
    {"depth",
     'n',
     true,
     KIND_COUNT,
     offsetof(cli_request, depth),
     {"N", "N"},
     {"hoeveel lagen diep (anders: tot de bron)",
      "how many levels deep (else: to the source)"}},
    {"draws",
     'N',
     false,
     KIND_WHOLE,
     offsetof(cli_request, draws),
     {"N", "N"},
     {"hoeveel trekkingen (anders 10000; ook als 1e6)",
      "how many draws (else 10000; also as 1e6)"}},
    {"seed",
     'E',
     false,
     KIND_WHOLE,
     offsetof(cli_request, seed),
     {"GETAL", "NUMBER"},
     {"startgetal van de trekkingen (anders 1)", "what the draws start from (else 1)"}},
    {"group",
     'G',
     false,
     KIND_LIST,
     offsetof(cli_request, group),
     {"NAAM=PATROON", "NAME=PATTERN"},
     {"wat het waard is deze getallen samen te kennen\n(mag vaker; ook A=PATROON,PATROON)",
      "what knowing these numbers together is worth\n(repeatable; also A=PATTERN,PATTERN)"}},
    {"threads",
     'J',
     false,
     KIND_COUNT,
     offsetof(cli_request, threads),
     {"N", "N"},
     {"hoeveel processors (anders: alle)", "how many processors (else: all)"}},
    {"top",
     'T',
     false,
     KIND_COUNT,
     offsetof(cli_request, top),
     {"N", "N"},
     {"hoeveel rijen (anders 20; 0: alle)", "how many rows (else 20; 0: all)"}},
    {"prices",
     'P',
     false,
     KIND_FLAG,
     offsetof(cli_request, prices),
     {"", ""},
     {"de prijslijst", "the price list"}},
    {"sources",
     'S',
     false,
     KIND_FLAG,
     offsetof(cli_request, sources),
     {"", ""},
     {"de bronnen", "the sources"}},
    {"format",
     'f',
     true,
     KIND_WORD,
     offsetof(cli_request, style.format),
     {"VORM", "FORM"},
     {"table, csv of json", "table, csv or json"}},
    {"lang",
     'l',
     true,
     KIND_WORD,
     offsetof(cli_request, style.language),
     {"TAAL", "LANGUAGE"},
     {"nl of en", "nl or en"}},
    {"data",
     'D',
     false,
     KIND_TEXT,
     offsetof(cli_request, data_folder),
     {"MAP", "FOLDER"},
     {"tabellen uit een map, niet de ingebouwde", "tables from a folder, not those built in"}},
    {"output",
     'o',
     true,
     KIND_TEXT,
     offsetof(cli_request, output),
     {"BESTAND", "FILE"},
     {"schrijf naar een bestand", "write to a file"}},
    {"help",
     'h',
     true,
     KIND_FLAG,
     offsetof(cli_request, help),
     {"", ""},
     {"deze hulp", "this help"}},
    {"version",
     'V',
     true,
     KIND_FLAG,
     offsetof(cli_request, version),
     {"", ""},
     {"het versienummer", "the version number"}},
};
enum { ROWS = sizeof rows / sizeof *rows, LONG_ONLY = 256 };

/* The words that an option of kind WORD takes. */
static const struct {
    char letter;
    const char *word;
    int value;
} words[] = {
    {'d', "comma", ','},      {'d', "komma", ','},        {'d', "point", '.'},
    {'d', "punt", '.'},       {'f', "table", MKBA_TABLE}, {'f', "csv", MKBA_CSV},
    {'f', "json", MKBA_JSON}, {'l', "nl", MKBA_DUTCH},    {'l', "en", MKBA_ENGLISH},
};

static bool takes_value(const option_row *row)
{
    return row->kind != KIND_FLAG;
}

static int code_of(const option_row *row)
{
    return row->letter_is_own ? row->letter : LONG_ONLY + row->letter;
}

static const option_row *row_of(int code)
{
    for (size_t i = 0; i < ROWS; i++) {
        if (code_of(&rows[i]) == code) {
            return &rows[i];
        }
    }
    return NULL;
}

/* Says what the option takes: its help, on one line. */
static cli_exit refuse_value(const cli_request *request, const option_row *row,
                             const char *value)
{
    fprintf(stderr, "mkba: --%s: '%s': ", row->name, value);
    for (const char *c = cli_pick(row->help, request->style.language); *c; c++) {
        fputc(*c == '\n' ? ' ' : *c, stderr);
    }
    fputc('\n', stderr);
    return CLI_USAGE;
}

static cli_exit set_word(cli_request *request, const option_row *row, const char *value)
{
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (words[i].letter != row->letter || strcmp(words[i].word, value) != 0) {
            continue;
        }
        if (row->letter == 'd') {
            request->decimal = (char)words[i].value;
        } else if (row->letter == 'f') {
            request->style.format = (mkba_format)words[i].value;
        } else {
            request->style.language = (mkba_language)words[i].value;
        }
        return CLI_OK;
    }
    return refuse_value(request, row, value);
}

static cli_exit set_count(cli_request *request, const option_row *row, const char *value)
{
    char *end;
    long n = strtol(value, &end, 10);
    if (end == value || *end || n < 0 || n > 1000) {
        return refuse_value(request, row, value);
    }
    *(unsigned *)(void *)((char *)request + row->target) = (unsigned)n;
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

static cli_exit set_whole(cli_request *request, const option_row *row, const char *value)
{
    unsigned long long *target = (void *)((char *)request + row->target);
    if (!read_whole(target, value)) {
        return refuse_value(request, row, value);
    }
    return CLI_OK;
}

static cli_exit set_option(cli_request *request, const option_row *row, const char *value)
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

static void fill_getopt(struct option *longs, char *shorts)
{
    size_t n = 0;
    shorts[n++] = ':'; /* tell a missing value from an unknown option */
    for (size_t i = 0; i < ROWS; i++) {
        longs[i] = (struct option){rows[i].name,
                                   takes_value(&rows[i]) ? required_argument : no_argument,
                                   NULL, code_of(&rows[i])};
        if (rows[i].letter_is_own) {
            shorts[n++] = rows[i].letter;
            if (takes_value(&rows[i])) {
                shorts[n++] = ':';
            }
        }
    }
    shorts[n] = '\0';
    longs[ROWS] = (struct option){0};
}

/* The first word is the command, the others are its arguments. `help X` is `X --help`. */
static cli_exit read_words(cli_request *request, int argc, char **argv)
{
    int i = optind;
    if (i < argc && strcmp(argv[i], "help") == 0) {
        request->help = true;
        i++;
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
    for (size_t i = 0; i < ROWS && command && !request->help; i++) {
        if (given[i] && !strchr("hVl", rows[i].letter) &&
            !strchr(command->options, rows[i].letter)) {
            return cli_complain(
                request->style.language, "deze opdracht kent --%s niet; zie mkba help",
                "this command does not know --%s; see mkba help", rows[i].name);
        }
    }
    return CLI_OK;
}

cli_exit cli_options_read(cli_request *request, int argc, char **argv)
{
    struct option longs[ROWS + 1];
    char shorts[2 * ROWS + 2];
    bool given[ROWS] = {false};
    int code;
    request->style.language = cli_language();
    request->top = CLI_TOP;
    request->draws = CLI_DRAWS;
    request->seed = 1;
    fill_getopt(longs, shorts);
    opterr = 0;
    while ((code = getopt_long(argc, argv, shorts, longs, NULL)) != -1) {
        const option_row *row = row_of(code);
        if (!row) {
            return cli_complain(request->style.language,
                                code == ':' ? "'%s' vraagt om een waarde; zie mkba help"
                                            : "'%s' is geen optie; zie mkba help",
                                code == ':' ? "'%s' takes a value; see mkba help"
                                            : "'%s' is no option; see mkba help",
                                argv[optind - 1]);
        }
        given[row - rows] = true;
        cli_exit status = set_option(request, row, optarg);
        if (status != CLI_OK) {
            return status;
        }
    }
    cli_exit status = read_words(request, argc, argv);
    return status == CLI_OK ? check_options(request, given) : status;
}

static void print_option(FILE *out, const option_row *row, mkba_language language)
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

/* Does the command take the option; without a command: does any? */
static bool takes_option(const cli_command *command, const option_row *row)
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
    if (command) {
        fprintf(out, "%s: mkba %s\n\n%s\n\n%s:\n", cli_pick(usage, language),
                cli_pick(command->usage, language), cli_pick(command->summary, language),
                cli_pick(options, language));
    } else {
        fprintf(out, "%s\n\n%s:\n", cli_pick(opening, language), cli_pick(commands, language));
        for (size_t i = 0; i < cli_command_count; i++) {
            fprintf(out, "  %-28s %s\n", cli_pick(cli_commands[i].usage, language),
                    cli_pick(cli_commands[i].summary, language));
        }
        fprintf(out, "\n%s:\n", cli_pick(options, language));
    }
    for (size_t i = 0; i < ROWS; i++) {
        if (takes_option(command, &rows[i])) {
            print_option(out, &rows[i], language);
        }
    }
}
