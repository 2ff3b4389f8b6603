/* What can stand at the end of a command line. The completions of bash, zsh and fish ask the
 * program itself, so that they know what it knows. */
#include "options.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* What was read of the words before the last one. */
typedef struct {
    const cli_command *command; /* NULL: none yet */
    const cli_option *pending;  /* takes the last word as its value */
    size_t arguments;           /* words behind the command that are no options */
    bool help;
    const char *word;   /* that is to be completed */
    const char *before; /* what stands before it in the same word: "--format=" */
    int before_length;
    mkba_language language;
} line;

/* ------------------------------------------------------------------ Candidates */

static void offer(const line *l, const char *candidate, size_t length, const char *suffix,
                  const char *meaning)
{
    size_t typed = strlen(l->word);
    if (typed <= length && strncasecmp(candidate, l->word, typed) == 0) {
        printf("%.*s%.*s%s\t%s\n", l->before_length, l->before, (int)length, candidate, suffix,
               meaning);
    }
}

static void offer_word(const line *l, const char *word, const char *meaning)
{
    offer(l, word, strlen(word), "", meaning);
}

/* The cells of one column of CSV that the program writes itself, each once when they stand
 * together: names and keys, in which there are no quotes. */
static void offer_column(const line *l, const char *csv, size_t column, const char *suffix)
{
    const char *last = "";
    size_t last_length = 0;
    for (const char *row = strchr(csv, '\n'); row && row[1]; row = strchr(row + 1, '\n')) {
        const char *cell = row + 1;
        for (size_t c = 0; c < column; c++) {
            cell += strcspn(cell, ";") + 1;
        }
        size_t length = strcspn(cell, ";\n");
        if (length != last_length || strncmp(cell, last, length) != 0) {
            offer(l, cell, length, suffix, "");
        }
        last = cell;
        last_length = length;
    }
}

static const mkba_style csv = {MKBA_CSV, MKBA_ENGLISH};

static void offer_keys(const line *l, const char *suffix)
{
    mkba_data *data;
    char *text;
    if (mkba_data_open(&data, NULL, NULL) == MKBA_OK &&
        mkba_numbers_write(&text, data, MKBA_NUMBERS, NULL, csv, NULL) == MKBA_OK) {
        offer_column(l, text, 0, suffix);
        mkba_text_free(text);
    }
    mkba_data_free(data);
}

static void offer_factors(const line *l)
{
    mkba_data *data;
    char *text;
    if (mkba_data_open(&data, NULL, NULL) == MKBA_OK &&
        mkba_rubric_write(&text, data, NULL, csv, NULL) == MKBA_OK) {
        offer_column(l, text, 0, "");
        mkba_text_free(text);
    }
    mkba_data_free(data);
}

/* The figures of the first municipality: all areas have the same. */
static char *figures_of(mkba_areas *areas)
{
    char *text = NULL;
    mkba_result *result = NULL;
    if (mkba_areas_select(areas, mkba_areas_code(areas, 0), NULL) == MKBA_OK &&
        mkba_baseline_run(&result, areas, NULL) == MKBA_OK) {
        mkba_baseline_write(&text, result, csv);
    }
    char *total = text ? strstr(text, "\ntotal;") : NULL;
    if (total) {
        total[1] = '\0'; /* the same figures once more */
    }
    mkba_result_free(result);
    return text;
}

/* The words between "scenarios." and the next point: the scenarios inside the program. */
static void offer_scenarios(const line *l, const char *figures)
{
    static const char mark[] = ";scenarios.";
    const char *last = "";
    for (const char *at = figures; (at = strstr(at, mark)) != NULL;) {
        at += sizeof mark - 1;
        size_t length = strcspn(at, ".");
        if (strncmp(at, last, length + 1) != 0) {
            offer(l, at, length, "", "");
        }
        last = at;
    }
}

typedef enum { NAMES_OF_AREAS, NAMES_OF_FIGURES, NAMES_OF_SCENARIOS } names;

static void offer_names(const line *l, names what)
{
    mkba_data *data;
    mkba_areas *areas = NULL;
    char *figures = NULL;
    mkba_status status = mkba_data_open(&data, NULL, NULL);
    if (status == MKBA_OK) {
        status = mkba_areas_open_municipalities(&areas, data, NULL);
    }
    for (size_t i = 0;
         status == MKBA_OK && what == NAMES_OF_AREAS && i < mkba_areas_count(areas); i++) {
        offer_word(l, mkba_areas_name(areas, i), mkba_areas_code(areas, i));
    }
    if (status == MKBA_OK && what != NAMES_OF_AREAS) {
        figures = figures_of(areas);
    }
    if (figures && what == NAMES_OF_FIGURES) {
        offer_column(l, figures, 1, "");
    } else if (figures) {
        offer_scenarios(l, figures);
    }
    mkba_text_free(figures);
    mkba_areas_free(areas);
    mkba_data_free(data);
}

/* What a placeholder of the English help stands for. False: nothing that is known. */
static bool offer_kind(const line *l, const char *kind)
{
    if (strcmp(kind, "FILE") == 0 || strcmp(kind, "AREAS") == 0) {
        puts(":files");
    } else if (strcmp(kind, "FOLDER") == 0) {
        puts(":folders");
    } else if (strcmp(kind, "NAME") == 0) {
        offer_names(l, NAMES_OF_AREAS);
    } else if (strcmp(kind, "FIGURE") == 0) {
        offer_names(l, NAMES_OF_FIGURES);
    } else if (strcmp(kind, "KEY=VALUE") == 0) {
        offer_keys(l, "=");
    } else if (strcmp(kind, "KEY") == 0 || strcmp(kind, "PATTERN") == 0) {
        offer_keys(l, "");
    } else if (strcmp(kind, "KIND") == 0) {
        offer_word(l, "kwb", "");
        offer_word(l, "iv3", "");
    } else if (strcmp(kind, "FACTOR") == 0) {
        offer_factors(l);
    } else {
        return false;
    }
    return true;
}

/* ------------------------------------------------------------------ Options */

static void offer_values(const line *l, const cli_option *row)
{
    const char *word;
    for (size_t i = 0; row->kind == KIND_WORD && (word = cli_option_word(row, i)) != NULL;
         i++) {
        bool fits =
            row->letter != 'f' || !l->command || cli_has_word(l->command->formats, word);
        if (fits) {
            offer_word(l, word, "");
        }
    }
    if (row->letter == 'c' || row->letter == 'B') {
        offer_names(l, NAMES_OF_SCENARIOS);
    }
    offer_kind(l, row->value[1]);
}

static void offer_options(const line *l)
{
    for (size_t i = 0; i < cli_option_count; i++) {
        const cli_option *row = &cli_options[i];
        char name[64], meaning[128];
        const char *help = cli_pick(row->help, l->language);
        snprintf(name, sizeof name, "--%s", row->name);
        snprintf(meaning, sizeof meaning, "%.*s", (int)strcspn(help, "\n"), help);
        if (cli_takes_option(l->command, row)) {
            offer_word(l, name, meaning);
        }
    }
}

static const cli_option *find_long(const char *name, size_t length)
{
    for (size_t i = 0; i < cli_option_count; i++) {
        if (strlen(cli_options[i].name) == length &&
            strncmp(cli_options[i].name, name, length) == 0) {
            return &cli_options[i];
        }
    }
    return NULL;
}

static const cli_option *find_option(const char *word)
{
    if (word[0] == '-' && word[1] == '-') {
        return find_long(word + 2, strlen(word + 2));
    }
    for (size_t i = 0; i < cli_option_count && word[0] == '-' && word[1] && !word[2]; i++) {
        if (cli_options[i].letter_is_own && cli_options[i].letter == word[1]) {
            return &cli_options[i];
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------ Words */

static void offer_commands(const line *l)
{
    static const char *const help[2] = {"hulp", "help"};
    for (size_t i = 0; i < cli_command_count; i++) {
        const cli_command *c = &cli_commands[i];
        offer_word(l, c->name, cli_pick(c->summary, l->language));
        if (c->alias) {
            offer_word(l, c->alias, cli_pick(c->summary, l->language));
        }
    }
    for (size_t i = 0; i < cli_topic_count && l->help; i++) {
        offer_word(l, cli_topics[i], "");
    }
    if (!l->help) {
        offer_word(l, "help", cli_pick(help, l->language));
    }
}

/* The placeholders of a usage line are words in capitals, perhaps in brackets; one behind an
 * option belongs to that. */
static void offer_arguments(const line *l)
{
    const char *at = l->command->usage[1];
    size_t place = 0;
    bool of_option = false;
    while (*at) {
        size_t length = strcspn(at, " ");
        char word[64];
        snprintf(word, sizeof word, "%.*s", (int)length, at[0] == '[' ? at + 1 : at);
        word[strcspn(word, "]. ")] = '\0';
        bool is_place = word[0] >= 'A' && word[0] <= 'Z' && !of_option;
        /* where something may be left out, what comes next fits too */
        if (is_place && (place == l->arguments || (place > l->arguments && at[0] == '['))) {
            offer_kind(l, word);
        }
        place += is_place;
        of_option = strncmp(word, "--", 2) == 0;
        at += length + (at[length] == ' ');
    }
}

static void read_word(line *l, const char *word)
{
    if (l->pending) {
        l->pending = NULL;
    } else if (word[0] == '-' && word[1]) {
        const cli_option *row = find_option(word);
        l->pending = row && row->kind != KIND_FLAG ? row : NULL;
    } else if (!l->command && !l->help && strcmp(word, "help") == 0) {
        l->help = true;
    } else if (!l->command) {
        l->command = cli_command_find(word);
    } else {
        l->arguments++;
    }
}

static void offer_last(line *l)
{
    const char *equals = strchr(l->word, '=');
    if (l->pending) {
        offer_values(l, l->pending);
    } else if (strncmp(l->word, "--", 2) == 0 && equals) {
        const cli_option *row = find_long(l->word + 2, (size_t)(equals - l->word - 2));
        l->before = l->word;
        l->before_length = (int)(equals + 1 - l->word);
        l->word = equals + 1;
        if (row) {
            offer_values(l, row);
        }
    } else if (l->word[0] == '-') {
        offer_options(l);
    } else if (!l->command) {
        offer_commands(l);
    } else if (!l->help) {
        offer_arguments(l);
    }
}

cli_exit cli_complete(int count, char **words)
{
    line l = {.word = "", .before = "", .language = cli_language()};
    for (int i = 0; i + 1 < count; i++) {
        read_word(&l, words[i]);
    }
    if (count > 0) {
        l.word = words[count - 1];
    }
    offer_last(&l);
    return CLI_OK;
}
