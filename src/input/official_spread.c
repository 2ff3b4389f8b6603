#include "input/official.h"

#include "base/words.h"
#include "input/area_rules.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_KEYS = 3 };

/* A row of spread_keys.csv: by which columns an amount is spread. */
typedef struct {
    const char *column;
    const char *by; /* up to three columns; the part of an area is the mean of its parts */
} spread_key;

static const mkba_record_column key_columns[] = {
    {"column", MKBA_FIELD_TEXT, offsetof(spread_key, column), true},
    {"by", MKBA_FIELD_TEXT, offsetof(spread_key, by), true},
};

typedef struct {
    mkba_import *import;
    const mkba_area *accounts;    /* of the municipality */
    const mkba_import_row *whole; /* its row in the file; NULL: none */
    mkba_import_row **part;       /* the areas, by code */
    size_t parts;
    size_t households; /* the column */
    double all_households;
    double *by_households;
    const double **share; /* per column of data->column, per part; NULL: not asked for yet */
    const char *year;
    mkba_issues *issues;
} spread;

static double value_or_zero(double value)
{
    return isnan(value) ? 0 : value;
}

/* ------------------------------------------------------------------ The part of each area */

/* What is known of one key: in the areas, and in the municipality. */
typedef struct {
    double known;              /* sum over the areas that have it */
    double unknown_households; /* of the areas that do not */
    double total;              /* of the municipality */
    size_t unknown;            /* areas */
    bool total_is_known;
} key_facts;

static key_facts facts_of(const spread *s, size_t column)
{
    key_facts f = {.total = s->whole ? s->whole->value[column] : (double)NAN};
    double known_households = 0;
    for (size_t i = 0; i < s->parts; i++) {
        double value = s->part[i]->value[column];
        double households = value_or_zero(s->part[i]->value[s->households]);
        f.known += value_or_zero(value);
        f.unknown += isnan(value) ? 1 : 0;
        *(isnan(value) ? &f.unknown_households : &known_households) += households;
    }
    f.total_is_known = !isnan(f.total);
    if (!f.total_is_known) { /* as if areas that are not known were like the others */
        f.total =
            known_households > 0 ? f.known * s->all_households / known_households : f.known;
    }
    return f;
}

/* Says how the areas were told apart. */
static void say(const spread *s, size_t column, const key_facts *f, double to_unknown,
                double rest)
{
    double number[] = {f->known, f->total, (double)f->unknown, to_unknown, rest};
    mkba_import_note(s->import,
                     f->total_is_known ? "import.spread_key" : "import.spread_key_no_total",
                     MKBA_WORDS(s->import->data->column[column].id), 1, 5, number);
}

/* The part of each area in a key. What the areas have is theirs. What the municipality has
 * beyond that goes by households: first to the areas where it is not known, though not more
 * than they would have at the average of the municipality; the rest to all. NULL: nobody has
 * any. */
static const double *shares_of(spread *s, size_t column)
{
    key_facts f = facts_of(s, column);
    double beyond = fmax(0, f.total - f.known);
    double most = f.total * f.unknown_households / s->all_households;
    double to_unknown = fmin(beyond, most), rest = beyond - to_unknown;
    double *share = mkba_arena_alloc(s->import->arena, s->parts, sizeof *share);
    if (!share || !(f.known + beyond > 0)) {
        return NULL;
    }
    for (size_t i = 0; i < s->parts; i++) {
        double value = s->part[i]->value[column];
        double households = value_or_zero(s->part[i]->value[s->households]);
        double own = !isnan(value) ? value
                     : f.unknown_households > 0
                         ? to_unknown * households / f.unknown_households
                         : 0;
        share[i] = (own + rest * households / s->all_households) / (f.known + beyond);
    }
    say(s, column, &f, to_unknown, rest);
    return share;
}

static bool is_there(const spread *s, size_t column)
{
    for (size_t i = 0; i < s->parts; i++) {
        if (!isnan(s->part[i]->value[column])) {
            return true;
        }
    }
    return false;
}

/* NULL: the file does not have it. */
static const double *key_shares(spread *s, size_t column)
{
    if (!s->share[column] && is_there(s, column)) {
        s->share[column] = shares_of(s, column);
    }
    return s->share[column];
}

/* ------------------------------------------------------------------ The amounts */

static double part_of(const double *const *share, size_t shares, size_t i)
{
    double sum = 0;
    for (size_t k = 0; k < shares; k++) {
        sum += share[k][i] / (double)shares;
    }
    return sum;
}

/* Whole euros: each area gets what the running total gains by it, so that nothing is lost. */
static void give(spread *s, size_t column, const double *const *share, size_t shares,
                 unsigned char source)
{
    double amount = s->accounts->value[column], run = 0, given = 0;
    for (size_t i = 0; i < s->parts; i++) {
        run += part_of(share, shares, i);
        double until = i + 1 == s->parts ? amount : round(amount * run);
        mkba_import_set(s->part[i], column, until - given, source);
        given = until;
    }
}

/* The keys of a column; what the file does not have goes by households. Returns how many. */
static size_t find_keys(spread *s, const char *by, const double *share[MOST_KEYS],
                        const char *word[MOST_KEYS], bool *any)
{
    size_t shares = 0;
    *any = false;
    do {
        char id[MKBA_TEXT];
        mkba_words_next(id, sizeof id, &by);
        size_t key = mkba_area_column(s->import->data, id);
        const double *found = key == MKBA_MAP_NONE ? NULL : key_shares(s, key);
        *any = *any || found;
        word[shares] = s->import->data->column[found ? key : s->households].id;
        share[shares++] = found ? found : s->by_households;
    } while (*by && shares < MOST_KEYS);
    return shares;
}

static void spread_column(spread *s, size_t column, const char *by)
{
    static const char *const ids[] = {"import.source_spread", "import.source_spread_one",
                                      "import.source_spread_two",
                                      "import.source_spread_three"};
    const double *share[MOST_KEYS];
    const char *word[MOST_KEYS] = {"", "", ""};
    bool any;
    size_t shares = find_keys(s, by, share, word, &any);
    unsigned char source = mkba_import_add_source(
        s->import, 'D', ids[any ? shares : 0],
        MKBA_WORDS(s->accounts->name, s->year, word[0], word[1], word[2]));
    double amount = s->accounts->value[column];
    static const char *const said[] = {"import.spread_households", "import.spread",
                                       "import.spread_two", "import.spread_three"};
    mkba_import_note(s->import, said[any ? shares : 0],
                     MKBA_WORDS(s->import->data->column[column].id, "", s->accounts->name,
                                word[0], word[1], word[2]),
                     1, 1, &amount);
    give(s, column, share, shares, source);
}

/* ------------------------------------------------------------------ Who takes part */

static int by_code(const void *a, const void *b)
{
    const mkba_import_row *const *x = a, *const *y = b;
    return strcmp((*x)->code, (*y)->code);
}

static bool find_parts(spread *s, mkba_level level)
{
    mkba_import *import = s->import;
    s->part = mkba_arena_alloc(import->arena, import->rows, sizeof(mkba_import_row *));
    s->share = mkba_arena_alloc(import->arena, import->data->columns, sizeof(double *));
    for (size_t i = 0; i < import->rows && s->part; i++) {
        mkba_import_row *row = &import->row[i];
        s->whole = row->level == MKBA_LEVEL_MUNICIPALITY ? row : s->whole;
        if (row->level == level && !isnan(row->value[s->households])) {
            s->part[s->parts++] = row;
            s->all_households += row->value[s->households];
        }
    }
    s->by_households = mkba_arena_alloc(import->arena, s->parts, sizeof(double));
    if (s->part && s->by_households) {
        qsort(s->part, s->parts, sizeof(mkba_import_row *), by_code);
    }
    for (size_t i = 0; i < s->parts && s->part && s->by_households; i++) {
        s->by_households[i] = s->part[i]->value[s->households] / s->all_households;
    }
    return s->part && s->share && s->by_households;
}

static void pass_notes_on(const spread *s)
{
    for (size_t i = 0; i < s->accounts->notes; i++) {
        const mkba_message *m = &s->accounts->note[i];
        mkba_import_note(s->import, m->id, MKBA_WORDS(m->argument[0].text), 1, 1,
                         &m->argument[1].number);
    }
}

static mkba_status spread_all(spread *s)
{
    mkba_source_text text;
    void *items = NULL;
    size_t count = 0;
    mkba_import *import = s->import;
    mkba_status status =
        mkba_data_text(&text, import->data, import->arena, "spread_keys.csv", s->issues);
    if (status == MKBA_OK) {
        status = mkba_records_read(&items, &count, sizeof(spread_key), key_columns,
                                   sizeof key_columns / sizeof *key_columns, import->arena,
                                   text, s->issues);
    }
    const spread_key *key = items;
    bool any = false;
    for (size_t c = 0; c < import->data->columns && status == MKBA_OK; c++) {
        const mkba_column *column = &import->data->column[c];
        if (!mkba_column_is_amount(column) || !column->in_model || !s->accounts->entered[c]) {
            continue;
        }
        size_t k = 0;
        while (k < count && strcmp(key[k].column, column->id) != 0) {
            k++;
        }
        spread_column(s, c, k < count ? key[k].by : "");
        any = true;
    }
    if (status == MKBA_OK && !any) {
        status = mkba_issue_add(s->issues, MKBA_ERR_MISSING, (mkba_place){0},
                                "official.spread_no_accounts", MKBA_WORDS(s->accounts->name));
    }
    return status;
}

mkba_status mkba_import_spread(mkba_import *import, const mkba_builtin *builtin,
                               mkba_level level, mkba_issues *issues)
{
    char year[16];
    double price_year = mkba_data_value(import->data, "price_year");
    spread s = {.import = import,
                .households = mkba_area_column(import->data, "households"),
                .year = year,
                .issues = issues};
    const char *code = import->row[0].municipality;
    if (level != MKBA_LEVEL_NEIGHBOURHOOD && level != MKBA_LEVEL_DISTRICT) {
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0},
                              "official.spread_level", MKBA_WORDS(code));
    }
    s.accounts = mkba_builtin_get(builtin, code, issues);
    if (!s.accounts) {
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0},
                              "official.spread_unknown", MKBA_WORDS(code));
    }
    snprintf(year, sizeof year, "%.0f",
             s.accounts->value[mkba_area_column(import->data, "price_year")]);
    if (!find_parts(&s, level)) {
        return MKBA_ERR_MEMORY;
    }
    if (!(s.all_households > 0)) {
        return mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){0},
                              "official.spread_nobody", MKBA_WORDS(code));
    }
    import->price_year = price_year;
    pass_notes_on(&s);
    return spread_all(&s);
}
