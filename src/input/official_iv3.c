#include "input/official_iv3.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* 342 municipalities report on some 60 task fields. */
enum { MOST_MUNICIPALITIES = 5000, MOST_FIELDS = 400, MOST_REPORTS = 64 };

static mkba_status fault_in(const mkba_iv3_reader *r, mkba_status status, const char *id,
                            const char *const *words)
{
    mkba_place place = {.file = r->sheet.table.file, .line = r->sheet.header_line};
    return mkba_issue_add(r->issues, status, place, id, words);
}

static mkba_status fault_at(const mkba_iv3_reader *r, mkba_status status, size_t row,
                            size_t at, const char *id, const char *const *words)
{
    return mkba_issue_add(r->issues, status, mkba_table_place(&r->sheet.table, row, at), id,
                          words);
}

/* ------------------------------------------------------------------ Columns */

static mkba_status find_places(mkba_iv3_reader *r)
{
    static const struct {
        const char *word;
        size_t offset;
        bool required;
    } rows[] = {{"@code", offsetof(mkba_iv3_reader, code_at), true},
                {"@name", offsetof(mkba_iv3_reader, name_at), false},
                {"@year", offsetof(mkba_iv3_reader, year_at), false},
                {"@report", offsetof(mkba_iv3_reader, report_at), false},
                {"@field", offsetof(mkba_iv3_reader, field_at), true},
                {"@amount", offsetof(mkba_iv3_reader, amount_at), true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at = mkba_official_at(&r->names, &r->sheet, rows[i].word);
        memcpy((char *)r + rows[i].offset, &at, sizeof at);
        if (rows[i].required && at == SIZE_MAX) {
            return fault_in(r, MKBA_ERR_MISSING, "official.iv3_columns", NULL);
        }
    }
    const char *unit = r->sheet.header[r->amount_at].unit;
    r->factor = strcmp(unit, "thousand_euro") == 0 || strcmp(unit, "thousand") == 0 ? 1000
                : strcmp(unit, "euro") == 0                                         ? 1
                                                                                    : 0;
    return r->factor > 0 ? MKBA_OK
                         : fault_in(r, MKBA_ERR_MISSING, "official.iv3_unit",
                                    MKBA_WORDS(r->sheet.table.header[r->amount_at]));
}

/* ------------------------------------------------------------------ Year and kind of report
 */

/* "2024X005" is the accounts of 2024, "2024X000" the budget; or the words for them. */
static mkba_iv3_period period_of(const mkba_iv3_reader *r, size_t row)
{
    const char *kind = mkba_official_cell(&r->sheet, row, r->report_at);
    mkba_iv3_period p = {
        .year = mkba_official_year(mkba_official_cell(&r->sheet, row, r->year_at))};
    unsigned own = mkba_official_year(kind);
    size_t length = strlen(kind);
    p.year = p.year > 0 ? p.year : own;
    if (strstr(kind, "ekening") || (length >= 4 && strcmp(kind + length - 4, "X005") == 0)) {
        p.report = MKBA_REPORT_ACCOUNTS;
    } else if (strstr(kind, "egroting") ||
               (length >= 4 && strcmp(kind + length - 4, "X000") == 0)) {
        p.report = MKBA_REPORT_BUDGET;
    }
    return p;
}

static const char *word_of(mkba_iv3_report report)
{
    return report == MKBA_REPORT_ACCOUNTS ? "accounts"
           : report == MKBA_REPORT_BUDGET ? "budget"
                                          : "?";
}

static bool is_wanted(const mkba_iv3_reader *r, mkba_iv3_period p)
{
    return (r->options->year == 0 || p.year == r->options->year) &&
           (r->options->report == MKBA_REPORT_ONLY || p.report == r->options->report);
}

static bool same(mkba_iv3_period a, mkba_iv3_period b)
{
    return a.year == b.year && a.report == b.report;
}

static void list_period(char *list, size_t size, mkba_iv3_period p)
{
    size_t n = strlen(list);
    snprintf(list + n, size - n, "%s--year %u --report %s", n ? ", " : "", p.year,
             word_of(p.report));
}

static mkba_status find_period(mkba_iv3_reader *r)
{
    mkba_iv3_period found[MOST_REPORTS];
    size_t n = 0, wanted = 0;
    char list[MKBA_TEXT] = "";
    for (size_t row = 0; row < r->sheet.table.rows && n < MOST_REPORTS; row++) {
        mkba_iv3_period p = period_of(r, row);
        size_t i = 0;
        while (i < n && !same(found[i], p)) {
            i++;
        }
        if (i == n) {
            found[n++] = p;
            list_period(list, sizeof list, p);
            wanted += is_wanted(r, p);
            r->period = is_wanted(r, p) ? p : r->period;
        }
    }
    return wanted == 1 ? MKBA_OK
           : wanted == 0
               ? fault_in(r, MKBA_ERR_UNKNOWN, "official.iv3_no_period", MKBA_WORDS(list))
               : fault_in(r, MKBA_ERR_CONFLICT, "official.iv3_periods", MKBA_WORDS(list));
}

/* ------------------------------------------------------------------ Task fields */

/* The longest name that the field starts with: 6.711 is part of 6.71. */
static const mkba_official_name *find_field(const mkba_iv3_reader *r, const char *field)
{
    const mkba_official_name *best = NULL;
    for (size_t i = 0; i < r->names.rows; i++) {
        const mkba_official_name *n = &r->names.row[i];
        size_t length = strlen(n->name);
        if (strcmp(n->kind, "field") == 0 && strncmp(field, n->name, length) == 0 &&
            (!best || length > strlen(best->name))) {
            best = n;
        }
    }
    return best;
}

static mkba_iv3_municipality *municipality_of(mkba_iv3_reader *r, const char *code, size_t row)
{
    size_t at = mkba_map_get(&r->by_code, code);
    if (at != MKBA_MAP_NONE) {
        return &r->item[at];
    }
    mkba_arena *arena = r->import->arena;
    r->item = mkba_arena_grow(arena, r->item, r->items, &r->capacity, sizeof *r->item);
    char *copy = mkba_arena_text(arena, code, strlen(code));
    if (!r->item || !copy || !mkba_map_put(&r->by_code, copy, r->items)) {
        return NULL;
    }
    mkba_iv3_municipality *m = &r->item[r->items++];
    *m = (mkba_iv3_municipality){.code = copy,
                                 .name = mkba_official_cell(&r->sheet, row, r->name_at)};
    return m;
}

mkba_iv3_amount *mkba_iv3_find(mkba_iv3_amount *item, size_t items, const char *field)
{
    for (size_t i = 0; i < items; i++) {
        if (strcmp(item[i].field, field) == 0) {
            return &item[i];
        }
    }
    return NULL;
}

static mkba_status add_amount(mkba_iv3_reader *r, mkba_iv3_municipality *m, size_t row,
                              double eur)
{
    const char *field = mkba_official_cell(&r->sheet, row, r->field_at);
    const mkba_iv3_amount *earlier = mkba_iv3_find(m->item, m->items, field);
    char line[32];
    if (earlier) {
        snprintf(line, sizeof line, "%u", earlier->line);
        return fault_at(r, MKBA_ERR_CONFLICT, row, r->field_at, "official.iv3_twice",
                        MKBA_WORDS(field, m->code, line));
    }
    if (m->items == MOST_FIELDS) {
        return fault_in(r, MKBA_ERR_SYNTAX, "official.too_long", NULL);
    }
    m->item =
        mkba_arena_grow(r->import->arena, m->item, m->items, &m->capacity, sizeof *m->item);
    if (!m->item) {
        return MKBA_ERR_MEMORY;
    }
    m->item[m->items++] = (mkba_iv3_amount){.field = field,
                                            .name = find_field(r, field),
                                            .eur = eur,
                                            .line = mkba_table_line(&r->sheet.table, row)};
    return MKBA_OK;
}

static mkba_status read_row(mkba_iv3_reader *r, size_t row)
{
    char code[16];
    mkba_level level;
    double value;
    const char *text = mkba_official_cell(&r->sheet, row, r->code_at);
    if (!mkba_official_code(code, &level, text) || level != MKBA_LEVEL_MUNICIPALITY) {
        return fault_at(r, MKBA_ERR_SYNTAX, row, r->code_at, "official.iv3_code",
                        MKBA_WORDS(text));
    }
    mkba_status status = mkba_official_number(&value, &r->sheet, row, r->amount_at, r->issues);
    if (status != MKBA_OK || isnan(value)) {
        return status;
    }
    mkba_iv3_municipality *m = municipality_of(r, code, row);
    if (r->items > MOST_MUNICIPALITIES) {
        return fault_in(r, MKBA_ERR_SYNTAX, "official.too_long", NULL);
    }
    return m ? add_amount(r, m, row, round(value * r->factor * 100) / 100) : MKBA_ERR_MEMORY;
}

static mkba_status read_rows(mkba_iv3_reader *r)
{
    mkba_status first = MKBA_OK;
    size_t faults = 0;
    for (size_t row = 0; row < r->sheet.table.rows && faults < MKBA_MAX_ISSUES; row++) {
        if (same(period_of(r, row), r->period)) {
            mkba_status status = read_row(r, row);
            mkba_keep_first(&first, status);
            faults += status != MKBA_OK;
        }
    }
    return first;
}

/* ------------------------------------------------------------------ The whole */

static mkba_status read_all(mkba_iv3_reader *r)
{
    mkba_arena *arena = r->import->arena;
    mkba_status status =
        mkba_official_names_read(&r->names, r->import->data, arena, r->issues);
    if (status == MKBA_OK) {
        status = mkba_official_read(&r->sheet, r->import->data, &r->names, "iv3",
                                    r->options->file, r->options->decimal, arena, r->issues);
    }
    if (status == MKBA_OK) {
        status = find_places(r);
    }
    if (status == MKBA_OK) {
        status = find_period(r);
    }
    if (status == MKBA_OK) {
        status = read_rows(r);
    }
    if (status == MKBA_OK) {
        status = mkba_builtin_open(&r->builtin, r->import->data, arena, r->issues);
    }
    return status == MKBA_OK ? mkba_iv3_make_areas(r) : status;
}

mkba_status mkba_import_iv3(mkba_import **out, const mkba_data *data,
                            const mkba_iv3_options *options, mkba_issues *issues)
{
    *out = NULL;
    mkba_import *import = mkba_import_new(data);
    if (!import) {
        return MKBA_ERR_MEMORY;
    }
    mkba_iv3_reader r = {.import = import,
                         .options = options,
                         .by_code = {.arena = import->arena},
                         .issues = issues};
    return mkba_import_end(out, import, &r.builtin, read_all(&r));
}
