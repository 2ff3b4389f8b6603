#include "input/official.h"

#include "input/area_rules.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* 342 municipalities report on some 60 task fields. */
enum { MOST_MUNICIPALITIES = 5000, MOST_FIELDS = 400, MOST_REPORTS = 64 };

/* A task field of one municipality, or of all together. */
typedef struct {
    const char *field;
    const mkba_official_name *name; /* NULL: not known */
    double eur;
    unsigned line;
} amount;

typedef struct {
    const char *code, *name;
    amount *item;
    size_t items, capacity;
} municipality;

typedef struct {
    unsigned year;
    mkba_iv3_report report; /* ONLY: another kind, such as a quarter */
} period;

typedef struct {
    mkba_import *import;
    const mkba_iv3_options *options;
    mkba_official_names names;
    mkba_builtin builtin;
    mkba_official_sheet sheet;
    size_t code_at, name_at, year_at, report_at, field_at, amount_at;
    double factor; /* to euros */
    period period;
    municipality *item;
    size_t items, capacity;
    mkba_map by_code;
    amount *field; /* what is not used, over all municipalities */
    size_t fields, field_capacity;
    unsigned char source, source_households, source_moved;
    mkba_issues *issues;
} reader;

static mkba_status fault_in(const reader *r, mkba_status status, const char *id,
                            const char *const *words)
{
    mkba_place place = {.file = r->sheet.table.file, .line = r->sheet.header_line};
    return mkba_issue_add(r->issues, status, place, id, words);
}

static mkba_status fault_at(const reader *r, mkba_status status, size_t row, size_t at,
                            const char *id, const char *const *words)
{
    return mkba_issue_add(r->issues, status, mkba_table_place(&r->sheet.table, row, at), id,
                          words);
}

/* ------------------------------------------------------------------ Columns */

static mkba_status find_places(reader *r)
{
    static const struct {
        const char *word;
        size_t offset;
        bool required;
    } rows[] = {{"@code", offsetof(reader, code_at), true},
                {"@name", offsetof(reader, name_at), false},
                {"@year", offsetof(reader, year_at), false},
                {"@report", offsetof(reader, report_at), false},
                {"@field", offsetof(reader, field_at), true},
                {"@amount", offsetof(reader, amount_at), true}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at = mkba_official_at(&r->names, &r->sheet, rows[i].word);
        memcpy((char *)r + rows[i].offset, &at, sizeof at);
        if (rows[i].required && at == SIZE_MAX) {
            return fault_in(r, MKBA_ERR_MISSING, "import.iv3_columns", NULL);
        }
    }
    const char *unit = r->sheet.header[r->amount_at].unit;
    r->factor = strcmp(unit, "thousand_euro") == 0 || strcmp(unit, "thousand") == 0 ? 1000
                : strcmp(unit, "euro") == 0                                         ? 1
                                                                                    : 0;
    return r->factor > 0 ? MKBA_OK
                         : fault_in(r, MKBA_ERR_MISSING, "import.iv3_unit",
                                    MKBA_WORDS(r->sheet.table.header[r->amount_at]));
}

/* ------------------------------------------------------------------ Year and kind of report
 */

/* "2024X005" is the accounts of 2024, "2024X000" the budget; or the words for them. */
static period period_of(const reader *r, size_t row)
{
    const char *kind = mkba_official_cell(&r->sheet, row, r->report_at);
    period p = {.year = mkba_official_year(mkba_official_cell(&r->sheet, row, r->year_at))};
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

static bool is_wanted(const reader *r, period p)
{
    return (r->options->year == 0 || p.year == r->options->year) &&
           (r->options->report == MKBA_REPORT_ONLY || p.report == r->options->report);
}

static bool same(period a, period b)
{
    return a.year == b.year && a.report == b.report;
}

static void list_period(char *list, size_t size, period p)
{
    size_t n = strlen(list);
    snprintf(list + n, size - n, "%s--year %u --report %s", n ? ", " : "", p.year,
             word_of(p.report));
}

static mkba_status find_period(reader *r)
{
    period found[MOST_REPORTS];
    size_t n = 0, wanted = 0;
    char list[MKBA_TEXT] = "";
    for (size_t row = 0; row < r->sheet.table.rows && n < MOST_REPORTS; row++) {
        period p = period_of(r, row);
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
               ? fault_in(r, MKBA_ERR_UNKNOWN, "import.iv3_no_period", MKBA_WORDS(list))
               : fault_in(r, MKBA_ERR_CONFLICT, "import.iv3_periods", MKBA_WORDS(list));
}

/* ------------------------------------------------------------------ Task fields */

/* The longest name that the field starts with: 6.711 is part of 6.71. */
static const mkba_official_name *find_field(const reader *r, const char *field)
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

static municipality *municipality_of(reader *r, const char *code, size_t row)
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
    municipality *m = &r->item[r->items++];
    *m = (municipality){.code = copy, .name = mkba_official_cell(&r->sheet, row, r->name_at)};
    return m;
}

static amount *amount_of(amount *item, size_t items, const char *field)
{
    for (size_t i = 0; i < items; i++) {
        if (strcmp(item[i].field, field) == 0) {
            return &item[i];
        }
    }
    return NULL;
}

static mkba_status add_amount(reader *r, municipality *m, size_t row, double eur)
{
    const char *field = mkba_official_cell(&r->sheet, row, r->field_at);
    const amount *earlier = amount_of(m->item, m->items, field);
    char line[32];
    if (earlier) {
        snprintf(line, sizeof line, "%u", earlier->line);
        return fault_at(r, MKBA_ERR_CONFLICT, row, r->field_at, "import.iv3_twice",
                        MKBA_WORDS(field, m->code, line));
    }
    if (m->items == MOST_FIELDS) {
        return fault_in(r, MKBA_ERR_SYNTAX, "import.too_long", NULL);
    }
    m->item =
        mkba_arena_grow(r->import->arena, m->item, m->items, &m->capacity, sizeof *m->item);
    if (!m->item) {
        return MKBA_ERR_MEMORY;
    }
    m->item[m->items++] = (amount){.field = field,
                                   .name = find_field(r, field),
                                   .eur = eur,
                                   .line = mkba_table_line(&r->sheet.table, row)};
    return MKBA_OK;
}

static mkba_status read_row(reader *r, size_t row)
{
    char code[16];
    mkba_level level;
    double value;
    const char *text = mkba_official_cell(&r->sheet, row, r->code_at);
    if (!mkba_official_code(code, &level, text) || level != MKBA_LEVEL_MUNICIPALITY) {
        return fault_at(r, MKBA_ERR_SYNTAX, row, r->code_at, "import.iv3_code",
                        MKBA_WORDS(text));
    }
    mkba_status status = mkba_official_number(&value, &r->sheet, row, r->amount_at, r->issues);
    if (status != MKBA_OK || isnan(value)) {
        return status;
    }
    municipality *m = municipality_of(r, code, row);
    if (r->items > MOST_MUNICIPALITIES) {
        return fault_in(r, MKBA_ERR_SYNTAX, "import.too_long", NULL);
    }
    return m ? add_amount(r, m, row, round(value * r->factor * 100) / 100) : MKBA_ERR_MEMORY;
}

static mkba_status read_rows(reader *r)
{
    mkba_status first = MKBA_OK;
    size_t faults = 0;
    for (size_t row = 0; row < r->sheet.table.rows && faults < MKBA_MAX_ISSUES; row++) {
        if (same(period_of(r, row), r->period)) {
            mkba_status status = read_row(r, row);
            first = first == MKBA_OK ? status : first;
            faults += status != MKBA_OK;
        }
    }
    return first;
}

/* ------------------------------------------------------------------ Areas */

/* Is the field a part of another that the municipality reports too? */
static bool is_part(const municipality *m, const amount *a)
{
    for (size_t i = 0; i < m->items; i++) {
        const amount *b = &m->item[i];
        if (b->name && b->name->column[0] != '-' && b != a &&
            strlen(b->field) < strlen(a->field) &&
            strncmp(b->field, a->field, strlen(b->field)) == 0) {
            return true;
        }
    }
    return false;
}

static bool did_report(const municipality *m)
{
    for (size_t i = 0; i < m->items; i++) {
        if (m->item[i].eur > 0 || m->item[i].eur < 0) {
            return true;
        }
    }
    return false;
}

static void add_unused(reader *r, const amount *a)
{
    amount *all = amount_of(r->field, r->fields, a->field);
    if (!all) {
        r->field = mkba_arena_grow(r->import->arena, r->field, r->fields, &r->field_capacity,
                                   sizeof *r->field);
        if (!r->field) {
            return; /* the arena remembers */
        }
        all = &r->field[r->fields++];
        *all = (amount){.field = a->field, .name = a->name};
    }
    all->eur += a->eur;
}

/* Where a field took in what had a field of its own, that other column is not unknown: the
 * national mean in its place would count the money twice. */
static void settle_moved(reader *r, const municipality *m, mkba_import_row *row)
{
    for (size_t i = 0; i < m->items; i++) {
        const mkba_official_name *n = m->item[i].name;
        size_t column = n ? mkba_area_column(r->import->data, n->also_holds) : MKBA_MAP_NONE;
        if (column != MKBA_MAP_NONE && isnan(row->value[column])) {
            mkba_import_set(row, column, 0, r->source_moved);
        }
    }
}

static void add_spending(reader *r, const municipality *m, mkba_import_row *row)
{
    for (size_t i = 0; i < m->items; i++) {
        const amount *a = &m->item[i];
        size_t column =
            a->name ? mkba_area_column(r->import->data, a->name->column) : MKBA_MAP_NONE;
        if (is_part(m, a)) {
            continue;
        }
        if (column == MKBA_MAP_NONE) {
            add_unused(r, a);
            continue;
        }
        double before = isnan(row->value[column]) ? 0 : row->value[column];
        mkba_import_set(row, column, before + a->eur, r->source);
    }
    settle_moved(r, m, row);
}

/* Household figures are not in the accounts. */
static void add_households(reader *r, const mkba_area *area, mkba_import_row *row)
{
    for (size_t i = 0; i < r->import->data->columns; i++) {
        if (area->entered[i] && r->import->data->column[i].type == MKBA_COLUMN_COUNT) {
            mkba_import_set(row, i, area->value[i], r->source_households);
        }
    }
}

static void note_negative(reader *r, const mkba_import_row *row)
{
    for (size_t i = 0; i < r->import->data->columns; i++) {
        if (row->value[i] < 0) {
            mkba_import_note(r->import, "import.iv3_negative",
                             MKBA_WORDS(row->name, row->code, r->import->data->column[i].id),
                             3, 1, &row->value[i]);
        }
    }
}

static mkba_status add_row(reader *r, const municipality *m, size_t *capacity)
{
    const mkba_area *area = mkba_builtin_get(&r->builtin, m->code, r->issues);
    mkba_import *import = r->import;
    if (!area) {
        mkba_import_note(import, "import.iv3_unknown_code", MKBA_WORDS(m->name, m->code), 0, 0,
                         NULL);
        return MKBA_OK;
    }
    mkba_import_row row = {.code = m->code,
                           .name =
                               mkba_arena_text(import->arena, area->name, strlen(area->name)),
                           .municipality = m->code,
                           .level = MKBA_LEVEL_MUNICIPALITY};
    import->row = mkba_arena_grow(import->arena, import->row, import->rows, capacity,
                                  sizeof *import->row);
    if (!import->row || !row.name || !mkba_import_row_new(import, &row)) {
        return MKBA_ERR_MEMORY;
    }
    add_households(r, area, &row);
    import->row[import->rows++] = row;
    return MKBA_OK;
}

/* What all zero is was not reported: not known, which is something else than no spending. */
static void spend(reader *r, mkba_import_row *row)
{
    const municipality *m = &r->item[mkba_map_get(&r->by_code, row->code)];
    if (did_report(m)) {
        add_spending(r, m, row);
        note_negative(r, row);
    } else {
        mkba_import_note(r->import, "import.iv3_zero", MKBA_WORDS(row->name, row->code), 0, 0,
                         NULL);
    }
}

/* ------------------------------------------------------------------ The whole */

/* A column per line: from which fields, in how many municipalities, and how much. */
static void note_columns(reader *r)
{
    const mkba_data *data = r->import->data;
    for (size_t c = 0; c < data->columns; c++) {
        double number[] = {0, 0, 0};
        if (!mkba_column_is_amount(&data->column[c])) {
            continue;
        }
        for (size_t i = 0; i < r->import->rows; i++) {
            double value = r->import->row[i].value[c];
            number[0] += isnan(value) ? 0 : value;
            number[1] += !isnan(value);
            number[2] += isnan(value);
        }
        if (number[1] > 0) {
            mkba_import_note(r->import, "import.iv3_used", MKBA_WORDS(data->column[c].id), 1,
                             3, number);
        }
    }
}

static void note_unused(reader *r)
{
    for (size_t i = 0; i < r->fields; i++) {
        const amount *a = &r->field[i];
        mkba_import_note(r->import,
                         a->name ? "import.iv3_skipped" : "import.iv3_unknown_field",
                         MKBA_WORDS(a->field), 1, 1, &a->eur);
    }
}

static void note_moved(reader *r)
{
    double n = 0;
    for (size_t i = 0; i < r->import->rows; i++) {
        const mkba_import_row *row = &r->import->row[i];
        for (size_t c = 0; c < r->import->data->columns; c++) {
            n += !isnan(row->value[c]) && row->source[c] == r->source_moved;
        }
    }
    if (n > 0) {
        mkba_import_note(r->import, "import.iv3_moved", NULL, 0, 1, &n);
    }
}

/* Amounts of a year that the price index does not have yet are read as those of its last. */
static void set_price_year(reader *r)
{
    double last = 0, number[2] = {r->period.year, 0};
    for (size_t i = 0; i < r->import->data->indices; i++) {
        last = fmax(last, r->import->data->index[i].year);
    }
    r->import->price_year = fmin(number[0], last);
    number[1] = last;
    if (number[0] > last) {
        mkba_import_note(r->import, "import.iv3_price_year", NULL, 0, 2, number);
    }
}

static void start_notes(reader *r)
{
    char year[16];
    const char *file = mkba_official_base(r->sheet.table.file);
    bool accounts = r->period.report == MKBA_REPORT_ACCOUNTS;
    double number[] = {r->period.year, (double)r->items};
    snprintf(year, sizeof year, "%u", r->period.year);
    r->source = mkba_import_add_source(r->import, 'B',
                                       accounts ? "import.source_accounts"
                                       : r->period.report == MKBA_REPORT_BUDGET
                                           ? "import.source_budget"
                                           : "import.source_iv3",
                                       MKBA_WORDS(file, year));
    r->source_households =
        mkba_import_add_source(r->import, 'B', "import.source_households", NULL);
    r->source_moved =
        mkba_import_add_source(r->import, 'B', "import.source_moved", MKBA_WORDS(file, year));
    mkba_import_note(r->import,
                     accounts                                 ? "import.iv3_accounts"
                     : r->period.report == MKBA_REPORT_BUDGET ? "import.iv3_budget"
                                                              : "import.iv3_other",
                     MKBA_WORDS(file), 1, 2, number);
    mkba_import_note(r->import, "import.iv3_households", NULL, 0, 0, NULL);
}

static mkba_status make_areas(reader *r)
{
    mkba_status status = MKBA_OK;
    size_t capacity = 0;
    start_notes(r);
    for (size_t i = 0; i < r->items && status == MKBA_OK; i++) {
        status = add_row(r, &r->item[i], &capacity);
    }
    if (status == MKBA_OK && r->options->n_municipalities > 0) {
        status = mkba_import_narrow(r->import, &r->builtin, r->options->municipalities,
                                    r->options->n_municipalities, r->issues);
    }
    if (status == MKBA_OK && r->import->rows == 0) {
        status = fault_in(r, MKBA_ERR_MISSING, "import.iv3_nobody", NULL);
    }
    for (size_t i = 0; i < r->import->rows && status == MKBA_OK; i++) {
        spend(r, &r->import->row[i]);
    }
    if (status == MKBA_OK) {
        set_price_year(r);
        note_columns(r);
        note_moved(r);
        note_unused(r);
    }
    return status;
}

static mkba_status read_all(reader *r)
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
    return status == MKBA_OK ? make_areas(r) : status;
}

mkba_status mkba_import_iv3(mkba_import **out, const mkba_data *data,
                            const mkba_iv3_options *options, mkba_issues *issues)
{
    *out = NULL;
    mkba_import *import = mkba_import_new(data);
    if (!import) {
        return MKBA_ERR_MEMORY;
    }
    reader r = {.import = import,
                .options = options,
                .by_code = {.arena = import->arena},
                .issues = issues};
    mkba_status status = read_all(&r);
    mkba_areas_free(r.builtin.areas);
    if (status == MKBA_OK && mkba_arena_failed(import->arena)) {
        status = MKBA_ERR_MEMORY;
    }
    if (status != MKBA_OK) {
        mkba_import_free(import);
        return status;
    }
    *out = import;
    return MKBA_OK;
}
