/* A file of measured effects, row by row. */
#include "base/buffer.h"
#include "base/words.h"
#include "input/area_rules.h"
#include "input/bytes.h"
#include "input/columns.h"
#include "input/measured.h"
#include "input/parameters.h"
#include "input/table.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef enum {
    AREA,
    ITEM,
    LINE,
    CHANGE,
    CHANGE_LOW,
    CHANGE_HIGH,
    DESIGN,
    ATTRIBUTION,
    ATTRIBUTION_LOW,
    ATTRIBUTION_HIGH,
    PRICE,
    PRICE_LOW,
    PRICE_HIGH,
    PRICE_YEAR,
    FIRST_YEAR,
    LAST_YEAR,
    YEARS,
    SOURCE,
    NOTE,
    FIELDS
} field;

/* Every name of a field, with blanks between; where the name goes on (change in quantity per
 * year ...) its start is enough. */
static const struct {
    const char *names, *start;
    bool is_number;
} fields[FIELDS] = {
    [AREA] = {"area gebied code gebiedscode municipality gemeente gemeentecode", NULL, false},
    [ITEM] = {"price prijs line_or_price post_of_prijs item quantity hoeveelheid price_key "
              "prijssleutel",
              NULL, false},
    [LINE] = {"line post effectpost", NULL, false},
    [CHANGE] = {"change verandering", "change_in_quantity", true},
    [CHANGE_LOW] = {"low laag low_change laag_verandering", NULL, true},
    [CHANGE_HIGH] = {"high hoog high_change hoog_verandering", NULL, true},
    [DESIGN] = {"design ontwerp opzet onderzoeksopzet", NULL, false},
    [ATTRIBUTION] = {"attribution toerekening", NULL, true},
    [ATTRIBUTION_LOW] = {"low_attribution laag_toerekening", NULL, true},
    [ATTRIBUTION_HIGH] = {"high_attribution hoog_toerekening", NULL, true},
    [PRICE] = {"unit_price eenheidsprijs unit_price_eur eenheidsprijs_eur", NULL, true},
    [PRICE_LOW] = {"low_unit_price laag_eenheidsprijs", NULL, true},
    [PRICE_HIGH] = {"high_unit_price hoog_eenheidsprijs", NULL, true},
    [PRICE_YEAR] = {"price_year prijspeil", NULL, true},
    [FIRST_YEAR] = {"first_year eerste_jaar", NULL, true},
    [LAST_YEAR] = {"last_year laatste_jaar", NULL, true},
    [YEARS] = {"years jaren year jaar", NULL, false},
    [SOURCE] = {"source bron", NULL, false},
    [NOTE] = {"note toelichting opmerking", NULL, false},
};

typedef struct {
    mkba_data *data;
    mkba_table table;
    size_t at[FIELDS]; /* where each is in the table, or SIZE_MAX */
    mkba_issues *issues;
    mkba_status status; /* of the first fault */
    size_t faults;
} reader;

static void keep(reader *r, mkba_status status)
{
    mkba_keep_first(&r->status, status);
    r->faults += status != MKBA_OK;
}

static const char *text_at(const reader *r, size_t row, field f)
{
    const char *text = r->at[f] == SIZE_MAX ? "" : mkba_table_cell(&r->table, row, r->at[f]);
    return mkba_number_is_blank(text) ? "" : text;
}

static mkba_place place_at(const reader *r, size_t row, field f)
{
    return mkba_table_place(&r->table, row, r->at[f]);
}

static void fault(reader *r, mkba_status status, size_t row, field f, const char *id,
                  const char *const *words)
{
    keep(r, mkba_issue_add(r->issues, status, place_at(r, row, f), id, words));
}

/* ------------------------------------------------------------------ The header */

static bool is_named(field f, const char *plain)
{
    const char *start = fields[f].start;
    return mkba_words_have(fields[f].names, plain) ||
           (start && strncmp(plain, start, strlen(start)) == 0);
}

static void read_header_cell(reader *r, size_t c)
{
    char plain[MKBA_TEXT];
    const char *name = r->table.header[c];
    size_t f = 0;
    mkba_plain_name(plain, sizeof plain, name);
    while (f < FIELDS && !is_named((field)f, plain)) {
        f++;
    }
    if (f == FIELDS) {
        mkba_message message;
        mkba_message_words(&message, "assume.unknown_column", MKBA_WORDS(name, r->table.file));
        mkba_data_note(r->data, &message);
    } else if (r->at[f] != SIZE_MAX) {
        mkba_place place = {
            .file = r->table.file, .line = 1, .column = (unsigned)c + 1, .column_name = name};
        keep(r, mkba_issue_add(r->issues, MKBA_ERR_CONFLICT, place, "header.twice",
                               MKBA_WORDS(name, r->table.header[r->at[f]])));
    } else {
        r->at[f] = c;
    }
}

static void need(reader *r, bool there, const char *name)
{
    if (!there) {
        mkba_place place = {.file = r->table.file, .line = 1};
        keep(r, mkba_issue_add(r->issues, MKBA_ERR_MISSING, place, "measured.no_column",
                               MKBA_WORDS(name)));
    }
}

static void read_header(reader *r)
{
    for (size_t f = 0; f < FIELDS; f++) {
        r->at[f] = SIZE_MAX;
    }
    for (size_t c = 0; c < r->table.columns; c++) {
        read_header_cell(r, c);
    }
    need(r, r->at[ITEM] != SIZE_MAX || r->at[LINE] != SIZE_MAX, "price (prijs)");
    need(r, r->at[CHANGE] != SIZE_MAX, "change (verandering)");
    need(r, r->at[DESIGN] != SIZE_MAX, "design (ontwerp)");
}

static bool find_decimal(reader *r, char decimal)
{
    mkba_place place;
    const char *text;
    bool *numeric = mkba_arena_alloc(r->data->arena, r->table.columns + 1, sizeof *numeric);
    for (size_t f = 0; f < FIELDS && numeric; f++) {
        if (r->at[f] != SIZE_MAX && fields[f].is_number) {
            numeric[r->at[f]] = true;
        }
    }
    r->table.decimal = decimal;
    if (numeric) {
        mkba_table_find_decimal(&r->table, numeric, &place, &text);
    }
    if (numeric && text) {
        mkba_message message;
        mkba_table_assumed_decimal(&message, &r->table, place, text);
        mkba_data_note(r->data, &message);
    }
    return numeric != NULL;
}

/* ------------------------------------------------------------------ Numbers */

/* NaN when there is none. */
static double number_at(reader *r, size_t row, field f, mkba_column_type type)
{
    const mkba_column column = {.type = type};
    mkba_number number = {.value = NAN};
    if (r->at[f] == SIZE_MAX) {
        return NAN;
    }
    keep(r, mkba_table_number(&number, &r->table, row, r->at[f], r->issues));
    const char *wrong = isnan(number.value) ? NULL : mkba_column_objection(&column, number);
    if (wrong) {
        fault(r, MKBA_ERR_RANGE, row, f, wrong, MKBA_WORDS(text_at(r, row, f)));
    }
    return number.value;
}

/* A figure with its range in the two fields behind it; a blank end is the figure itself. */
static void read_range(reader *r, double out[3], size_t row, field f, mkba_column_type type)
{
    size_t before = r->faults;
    for (size_t i = 0; i < 3; i++) {
        out[i] = number_at(r, row, (field)(f + i), type);
    }
    field end = (field)(isnan(out[1]) || out[2] < out[0] ? f + 2 : f + 1);
    const char *name = r->at[f] == SIZE_MAX ? "" : r->table.header[r->at[f]];
    if (r->faults > before || (isnan(out[1]) && isnan(out[2]))) {
        out[1] = out[2] = out[0];
        return;
    }
    if (isnan(out[0])) {
        fault(r, MKBA_ERR_MISSING, row, end, "range.no_figure", MKBA_WORDS(name));
    } else if (out[1] > out[0] || out[2] < out[0]) {
        fault(r, MKBA_ERR_CONFLICT, row, end, "range.order", MKBA_WORDS(name));
    }
    out[1] = isnan(out[1]) ? out[0] : out[1];
    out[2] = isnan(out[2]) ? out[0] : out[2];
}

/* 2026, 2026-2028, 2026 t/m 2028. */
static bool split_years(const char *text, double *first, double *last)
{
    char *end;
    *first = *last = (double)strtol(text, &end, 10);
    bool good = end - text == 4;
    size_t between = strcspn(end, "0123456789");
    if (good && end[between]) {
        const char *second = end + between;
        *last = (double)strtol(second, &end, 10);
        good = end - second == 4 && *end == '\0';
    } else {
        good = good && *end == '\0';
    }
    return good;
}

static void read_years(reader *r, mkba_measurement *m, size_t row)
{
    const char *years = text_at(r, row, YEARS);
    m->first = number_at(r, row, FIRST_YEAR, MKBA_COLUMN_YEAR);
    m->last = number_at(r, row, LAST_YEAR, MKBA_COLUMN_YEAR);
    if (years[0]) {
        bool twice = !isnan(m->first) || !isnan(m->last);
        if (twice || !split_years(years, &m->first, &m->last)) {
            fault(r, MKBA_ERR_SYNTAX, row, YEARS,
                  twice ? "measured.years_twice" : "measured.years", MKBA_WORDS(years));
        }
    }
    if (m->last < m->first) {
        fault(r, MKBA_ERR_CONFLICT, row, years[0] ? YEARS : LAST_YEAR, "measured.year_order",
              NULL);
    }
}

/* ------------------------------------------------------------------ Rows */

static void read_design(reader *r, mkba_measurement *m, size_t row)
{
    static const struct {
        const char *names;
        int design;
    } designs[] = {{"experiment proef rct", MKBA_MEASURED_EXPERIMENT},
                   {"comparison vergelijking vergelijkingsgroep", MKBA_MEASURED_COMPARISON},
                   {"before_after voor_na voor_en_na voor_nameting voor_en_nameting",
                    MKBA_MEASURED_BEFORE_AFTER}};
    char plain[MKBA_TEXT];
    const char *text = text_at(r, row, DESIGN);
    mkba_plain_name(plain, sizeof plain, text);
    for (size_t i = 0; i < sizeof designs / sizeof *designs; i++) {
        if (mkba_words_have(designs[i].names, plain)) {
            m->design = designs[i].design;
            return;
        }
    }
    fault(r, MKBA_ERR_UNKNOWN, row, DESIGN, "measured.design", MKBA_WORDS(text));
}

/* A price, or a line; where both stand there the price belongs to that line. */
static void read_item(reader *r, mkba_measurement *m, size_t row)
{
    const char *price = text_at(r, row, ITEM), *line = text_at(r, row, LINE);
    field f = price[0] ? ITEM : LINE;
    if (!price[0] && !line[0]) {
        fault(r, MKBA_ERR_MISSING, row, r->at[ITEM] == SIZE_MAX ? LINE : ITEM, "cell.blank",
              NULL);
        return;
    }
    m->item =
        mkba_measured_item(r->data, price[0] ? price : line, place_at(r, row, f), r->issues);
    if (m->item == MKBA_MAP_NONE) {
        keep(r, MKBA_ERR_UNKNOWN);
        return;
    }
    const mkba_measured *item = &r->data->measured[m->item];
    if (price[0] && line[0] && !mkba_measured_is_line(r->data, item->line, line)) {
        fault(r, MKBA_ERR_CONFLICT, row, LINE, "measured.other_line",
              MKBA_WORDS(item->id, item->line));
    }
}

static void read_prices(reader *r, mkba_measurement *m, size_t row)
{
    read_range(r, m->price, row, PRICE, MKBA_COLUMN_EURO);
    m->price_year = number_at(r, row, PRICE_YEAR, MKBA_COLUMN_YEAR);
    const mkba_measured *item = m->item == MKBA_MAP_NONE ? NULL : &r->data->measured[m->item];
    if (item && !item->price && isnan(m->price[0]) &&
        !mkba_data_line(r->data, item->line)->has_amount) {
        field f = text_at(r, row, ITEM)[0] ? ITEM : LINE;
        fault(r, MKBA_ERR_MISSING, row, f, "measured.no_price", MKBA_WORDS(item->line));
    }
}

static void read_row(reader *r, size_t row)
{
    mkba_data *d = r->data;
    mkba_measurement m = {.area = text_at(r, row, AREA),
                          .source = text_at(r, row, SOURCE),
                          .item = MKBA_MAP_NONE,
                          .file = r->table.file,
                          .line = mkba_table_line(&r->table, row),
                          .area_column = (unsigned)(r->at[AREA] + 1)};
    read_item(r, &m, row);
    size_t before = r->faults;
    read_range(r, m.change, row, CHANGE, MKBA_COLUMN_CHANGE);
    if (isnan(m.change[0]) && r->faults == before) {
        fault(r, MKBA_ERR_MISSING, row, CHANGE, "cell.blank", NULL);
    }
    read_design(r, &m, row);
    read_range(r, m.attribution, row, ATTRIBUTION, MKBA_COLUMN_SHARE);
    read_prices(r, &m, row);
    read_years(r, &m, row);
    d->measurement = mkba_arena_grow(d->arena, d->measurement, d->measurements,
                                     &d->measurement_capacity, sizeof *d->measurement);
    if (d->measurement) {
        d->measurement[d->measurements++] = m;
    } else {
        keep(r, MKBA_ERR_MEMORY);
    }
}

mkba_status mkba_measured_read_text(mkba_data *data, mkba_source_text text, char decimal,
                                    mkba_issues *issues)
{
    reader r = {.data = data, .issues = issues};
    const char *file = mkba_arena_text(data->arena, text.file, strlen(text.file));
    mkba_status status =
        file ? mkba_table_read(&r.table, data->arena, file, text.bytes, text.length, issues)
             : MKBA_ERR_MEMORY;
    if (status != MKBA_OK) {
        return status;
    }
    read_header(&r);
    if (r.status == MKBA_OK && r.table.rows == 0) {
        keep(&r, mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = file},
                                "table.no_rows", NULL));
    }
    if (r.status != MKBA_OK || !find_decimal(&r, decimal)) {
        return r.status != MKBA_OK ? r.status : MKBA_ERR_MEMORY;
    }
    for (size_t row = 0; row < r.table.rows; row++) {
        read_row(&r, row);
    }
    return r.status;
}

mkba_status mkba_data_measure(mkba_data *data, const char *const *files, size_t n_files,
                              char decimal, mkba_issues *issues)
{
    mkba_status status = MKBA_OK;
    for (size_t i = 0; i < n_files && status == MKBA_OK; i++) {
        mkba_buffer bytes = {0};
        status = mkba_bytes_read(&bytes, files[i], issues);
        if (status == MKBA_OK) {
            mkba_source_text text = {
                .file = files[i], .bytes = mkba_buffer_text(&bytes), .length = bytes.length};
            mkba_read_files_add(&data->read, data->arena, "measured", text.file, text.bytes,
                                text.length);
            status = mkba_measured_read_text(data, text, decimal, issues);
            if (mkba_arena_failed(data->arena)) {
                status = MKBA_ERR_MEMORY;
            }
        }
        mkba_buffer_free(&bytes);
    }
    return status;
}
