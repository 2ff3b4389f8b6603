#include "input/official_iv3.h"

#include "input/area_rules.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Is the field a part of another that the municipality reports too? */
static bool is_part(const mkba_iv3_municipality *m, const mkba_iv3_amount *a)
{
    for (size_t i = 0; i < m->items; i++) {
        const mkba_iv3_amount *b = &m->item[i];
        if (b->name && b->name->column[0] != '-' && b != a &&
            strlen(b->field) < strlen(a->field) &&
            strncmp(b->field, a->field, strlen(b->field)) == 0) {
            return true;
        }
    }
    return false;
}

static bool did_report(const mkba_iv3_municipality *m)
{
    for (size_t i = 0; i < m->items; i++) {
        if (m->item[i].eur > 0 || m->item[i].eur < 0) {
            return true;
        }
    }
    return false;
}

static void add_unused(mkba_iv3_reader *r, const mkba_iv3_amount *a)
{
    mkba_iv3_amount *all = mkba_iv3_find(r->field, r->fields, a->field);
    if (!all) {
        r->field = mkba_arena_grow(r->import->arena, r->field, r->fields, &r->field_capacity,
                                   sizeof *r->field);
        if (!r->field) {
            return; /* the arena remembers */
        }
        all = &r->field[r->fields++];
        *all = (mkba_iv3_amount){.field = a->field, .name = a->name};
    }
    all->eur += a->eur;
}

/* Where a field took in what had a field of its own, that other column is not unknown: the
 * national mean in its place would count the money twice. */
static void settle_moved(mkba_iv3_reader *r, const mkba_iv3_municipality *m,
                         mkba_import_row *row)
{
    for (size_t i = 0; i < m->items; i++) {
        const mkba_official_name *n = m->item[i].name;
        size_t column = n ? mkba_area_column(r->import->data, n->also_holds) : MKBA_MAP_NONE;
        if (column != MKBA_MAP_NONE && isnan(row->value[column])) {
            mkba_import_set(row, column, 0, r->source_moved);
        }
    }
}

static void add_spending(mkba_iv3_reader *r, const mkba_iv3_municipality *m,
                         mkba_import_row *row)
{
    for (size_t i = 0; i < m->items; i++) {
        const mkba_iv3_amount *a = &m->item[i];
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
static void add_households(mkba_iv3_reader *r, const mkba_area *area, mkba_import_row *row)
{
    for (size_t i = 0; i < r->import->data->columns; i++) {
        if (area->entered[i] && r->import->data->column[i].type == MKBA_COLUMN_COUNT) {
            mkba_import_set(row, i, area->value[i], r->source_households);
        }
    }
}

/* Spending below zero stands, and counts as 0 later. A team cannot cost less than nothing:
 * what it costs is then not known. */
static void note_negative(mkba_iv3_reader *r, mkba_import_row *row)
{
    for (size_t i = 0; i < r->import->data->columns; i++) {
        if (row->value[i] < 0) {
            bool stands = r->import->data->column[i].type == MKBA_COLUMN_SPEND;
            mkba_import_note(r->import,
                             stands ? "import.iv3_negative" : "import.iv3_negative_cost",
                             MKBA_WORDS(row->name, row->code, r->import->data->column[i].id),
                             3, 1, &row->value[i]);
            row->value[i] = stands ? row->value[i] : (double)NAN;
        }
    }
}

static mkba_status add_row(mkba_iv3_reader *r, const mkba_iv3_municipality *m,
                           size_t *capacity)
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
static void spend(mkba_iv3_reader *r, mkba_import_row *row)
{
    const mkba_iv3_municipality *m = &r->item[mkba_map_get(&r->by_code, row->code)];
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
static void note_columns(mkba_iv3_reader *r)
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

static void note_unused(mkba_iv3_reader *r)
{
    for (size_t i = 0; i < r->fields; i++) {
        const mkba_iv3_amount *a = &r->field[i];
        mkba_import_note(r->import,
                         a->name ? "import.iv3_skipped" : "import.iv3_unknown_field",
                         MKBA_WORDS(a->field), 1, 1, &a->eur);
    }
}

static void note_moved(mkba_iv3_reader *r)
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

static void note_central(mkba_iv3_reader *r)
{
    size_t column = mkba_area_column(r->import->data, "accounts_escalated_adult_eur");
    for (size_t i = 0; i < r->import->rows && column != MKBA_MAP_NONE; i++) {
        if (!isnan(r->import->row[i].value[column])) {
            mkba_import_note(r->import, "import.iv3_central", NULL, 0, 0, NULL);
            return;
        }
    }
}

/* Amounts of a year that the price index does not have yet are read as those of its last. */
static void set_price_year(mkba_iv3_reader *r)
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

static void start_notes(mkba_iv3_reader *r)
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
    mkba_import_note_sheet(r->import, &r->sheet);
    mkba_import_note(r->import, "import.iv3_households", NULL, 0, 0, NULL);
}

mkba_status mkba_iv3_make_areas(mkba_iv3_reader *r)
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
        status = mkba_issue_add(r->issues, MKBA_ERR_MISSING,
                                (mkba_place){.file = r->sheet.table.file},
                                "official.iv3_nobody", NULL);
    }
    for (size_t i = 0; i < r->import->rows && status == MKBA_OK; i++) {
        spend(r, &r->import->row[i]);
    }
    if (status == MKBA_OK) {
        set_price_year(r);
        note_columns(r);
        note_moved(r);
        note_central(r);
        note_unused(r);
    }
    return status;
}
