#include "analysis/advice.h"

#include "analysis/advice_value.h"
#include "input/nearest.h"
#include "model/formula_reader.h"

#include <string.h>

enum { MOST_TEXT = 400 /* of a condition, so that it cannot be nested without end */ };

static const mkba_record_column columns[] = {
    {"id", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, id), true},
    {"about", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, about), true},
    {"kind", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, kind), true},
    {"condition", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, when), false},
    {"numbers", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, fills), false},
    {"nl", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, text), true},
    {"en", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, text) + sizeof(char *), true},
    {"origin", MKBA_FIELD_TEXT, offsetof(mkba_advice_row, origin), true},
    {NULL, MKBA_FIELD_LINE, offsetof(mkba_advice_row, line), false},
};

typedef struct {
    const mkba_result *result;
    const char *file;
    mkba_formulas *formulas; /* of the names in conditions */
    mkba_issues *issues;
    mkba_status status;
} reader;

static void fault(reader *r, const mkba_advice_row *row, const char *column,
                  mkba_status status, const char *id, const char *const *words)
{
    mkba_place place = {.file = r->file, .line = row->line, .column_name = column};
    mkba_issue_add(r->issues, status, place, id, words);
    mkba_keep_first(&r->status, status);
}

/* ------------------------------------------------------------------ What it is about */

static bool is_factor(const mkba_data *d, const char *id)
{
    return strcmp(id, "general") == 0 || mkba_data_factor(d, id);
}

static bool is_line(const mkba_data *d, const char *id)
{
    const mkba_line *line = mkba_data_line(d, id);
    return line && line->has_amount;
}

static bool is_party(const mkba_data *d, const char *id)
{
    return mkba_data_party(d, id) != NULL;
}

static void check_about(reader *r, const mkba_advice_row *row)
{
    static const struct {
        const char *kind;
        bool (*fits)(const mkba_data *, const char *);
    } kinds[] = {{"do", is_factor},      {"risk", is_factor},  {"first", is_factor},
                 {"measure", is_factor}, {"arrange", is_line}, {"agree", is_party}};
    size_t i = 0;
    while (i < sizeof kinds / sizeof *kinds && strcmp(kinds[i].kind, row->kind) != 0) {
        i++;
    }
    if (i == sizeof kinds / sizeof *kinds) {
        fault(r, row, "kind", MKBA_ERR_UNKNOWN, "advice.kind", MKBA_WORDS(row->kind));
    } else if (!kinds[i].fits(r->result->data, row->about)) {
        fault(r, row, "about", MKBA_ERR_UNKNOWN, "advice.about",
              MKBA_WORDS(row->about, row->kind));
    }
}

static void check_origin(reader *r, const mkba_advice_row *row)
{
    if (strcmp(row->origin, "assumption") != 0 && strcmp(row->origin, "own_judgement") != 0 &&
        !mkba_data_source(r->result->data, row->origin)) {
        fault(r, row, "origin", MKBA_ERR_UNKNOWN, "advice.origin", MKBA_WORDS(row->origin));
    }
}

/* ------------------------------------------------------------------ Conditions and numbers */

static mkba_formula_reader reader_of(const reader *r, const char *text)
{
    return (mkba_formula_reader){.arena = r->result->arena,
                                 .at = strlen(text) < MOST_TEXT ? text : "",
                                 .formulas = r->formulas};
}

/* What is wrong once `f` has read, if anything; and the names in what it read. */
static void check_read(reader *r, const mkba_advice_row *row, const char *column,
                       mkba_formula_reader *f)
{
    mkba_formula_skip_blanks(f);
    if (!mkba_arena_failed(f->arena) && (f->fault || *f->at)) {
        fault(r, row, column, MKBA_ERR_SYNTAX, "advice.formula",
              MKBA_WORDS(f->fault ? f->fault : ","));
    }
}

static void unknown_name(reader *r, const mkba_advice_row *row, const char *column,
                         const char *name)
{
    mkba_nearest nearest;
    const mkba_figures *figures = r->result->figures;
    mkba_nearest_start(&nearest, name);
    for (size_t i = 0; i < figures->count; i++) {
        mkba_nearest_offer(&nearest, figures->figure[i].path, figures->figure[i].path);
    }
    mkba_nearest_finish(&nearest);
    fault(r, row, column, MKBA_ERR_UNKNOWN,
          nearest.text[0] ? "advice.figure_near" : "advice.figure",
          MKBA_WORDS(name, nearest.text));
}

/* The names that were read since the last check. */
static void check_names(reader *r, const mkba_advice_row *row, const char *column,
                        size_t first)
{
    for (size_t i = first; i < r->formulas->names && !mkba_arena_failed(r->result->arena);
         i++) {
        const char *name = mkba_advice_name(r->formulas->name[i]);
        if (!name) {
            fault(r, row, column, MKBA_ERR_SYNTAX, "advice.formula", MKBA_WORDS("a name"));
        } else if (!mkba_advice_knows(r->result, name)) {
            unknown_name(r, row, column, name);
        }
    }
}

static void read_condition(reader *r, mkba_advice_row *row)
{
    size_t names = r->formulas->names;
    if (row->when[0] == '\0') {
        return;
    }
    mkba_formula_reader f = reader_of(r, row->when);
    row->condition = mkba_formula_condition(&f);
    if (!f.fault && !mkba_advice_can_decide(row->condition)) {
        mkba_formula_fail(&f, "<, <=, ==, >= or >");
    }
    check_read(r, row, "condition", &f);
    check_names(r, row, "condition", names);
}

static void read_numbers(reader *r, mkba_advice_row *row)
{
    size_t names = r->formulas->names;
    if (row->fills[0] == '\0') {
        return;
    }
    mkba_formula_reader f = reader_of(r, row->fills);
    do {
        const mkba_expression *x = mkba_formula_expression(&f);
        if (!f.fault && !mkba_advice_can_compute(x)) {
            mkba_formula_fail(&f, "a number or a name");
        }
        row->number[row->numbers++] = x;
    } while (!f.fault && row->numbers < MKBA_MAX_ARGUMENTS && mkba_formula_take(&f, ","));
    check_read(r, row, "numbers", &f);
    check_names(r, row, "numbers", names);
}

/* Every place in the text has a number. */
static void check_places(reader *r, const mkba_advice_row *row)
{
    static const char *const names[2] = {"nl", "en"};
    for (size_t k = 0; k < 2; k++) {
        for (const char *at = strchr(row->text[k], '{'); at; at = strchr(at + 1, '{')) {
            char place[3] = {at[1], '\0'};
            if (at[1] < '1' || at[1] > '9' || (size_t)(at[1] - '0') > row->numbers) {
                double numbers = (double)row->numbers;
                fault(r, row, names[k], MKBA_ERR_SYNTAX, "advice.place", MKBA_WORDS(place));
                mkba_issue_numbers(r->issues, 1, 1, &numbers);
                return;
            }
        }
    }
}

/* ------------------------------------------------------------------ The table */

static void check_row(reader *r, mkba_advice *advice, size_t i)
{
    mkba_advice_row *row = &advice->row[i];
    for (size_t k = 0; k < i; k++) {
        if (strcmp(advice->row[k].id, row->id) == 0) {
            fault(r, row, "id", MKBA_ERR_CONFLICT, "advice.twice", MKBA_WORDS(row->id));
            return;
        }
    }
    check_about(r, row);
    check_origin(r, row);
    read_condition(r, row);
    read_numbers(r, row);
    check_places(r, row);
}

mkba_status mkba_advice_read(mkba_advice **out, const mkba_result *result, mkba_issues *issues)
{
    mkba_source_text text = {0};
    void *items = NULL;
    reader r = {.result = result, .issues = issues};
    mkba_advice *advice = mkba_arena_alloc(result->arena, 1, sizeof *advice);
    r.formulas = mkba_arena_alloc(result->arena, 1, sizeof *r.formulas);
    *out = NULL;
    if (!advice || !r.formulas) {
        return MKBA_ERR_MEMORY;
    }
    r.formulas->by_text.arena = result->arena;
    r.status = mkba_data_text(&text, result->data, result->arena, "advice.csv", issues);
    if (r.status == MKBA_OK) {
        r.file = text.file;
        r.status =
            mkba_records_read(&items, &advice->count, sizeof *advice->row, columns,
                              sizeof columns / sizeof *columns, result->arena, text, issues);
    }
    if (r.status != MKBA_OK) {
        return r.status; /* rows may lack whole columns */
    }
    advice->row = items;
    for (size_t i = 0; i < advice->count; i++) {
        check_row(&r, advice, i);
    }
    if (mkba_arena_failed(result->arena)) {
        r.status = MKBA_ERR_MEMORY;
    }
    *out = r.status == MKBA_OK ? advice : NULL;
    return r.status;
}

size_t mkba_advice_next(const mkba_advice_view *view, const char *about, const char *kind,
                        size_t from)
{
    const mkba_advice *advice = view->result->advice;
    while (from < advice->count) {
        const mkba_advice_row *row = &advice->row[from];
        if (strcmp(row->about, about) == 0 && strcmp(row->kind, kind) == 0 &&
            mkba_advice_holds(row, view)) {
            break;
        }
        from++;
    }
    return from;
}
