#include "input/parameters.h"

#include "input/bytes.h"
#include "input/nearest.h"

#include <math.h>
#include <string.h>

mkba_status mkba_parameter_unknown(const mkba_data *data, const char *key, mkba_place place,
                                   mkba_issues *issues)
{
    mkba_nearest nearest;
    mkba_nearest_start(&nearest, key);
    for (size_t k = 0; k < data->parameters; k++) {
        mkba_nearest_offer(&nearest, data->parameter[k].key, data->parameter[k].key);
    }
    mkba_nearest_finish(&nearest);
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place,
                          nearest.text[0] ? "parameter.unknown_near" : "parameter.unknown",
                          MKBA_WORDS(key, nearest.text));
}

static mkba_parameter *find(mkba_data *data, const char *key, mkba_place place,
                            mkba_issues *issues)
{
    size_t i = mkba_map_get(&data->parameter_by_key, key);
    if (i == MKBA_MAP_NONE) {
        mkba_parameter_unknown(data, key, place, issues);
        return NULL;
    }
    return &data->parameter[i];
}

static bool may_be_percent(const mkba_parameter *p)
{
    mkba_values values = p->family->values;
    return values == MKBA_VALUES_SHARE || values == MKBA_VALUES_POSITIVE_SHARE ||
           values == MKBA_VALUES_SIGNED_SHARE || values == MKBA_VALUES_RATE ||
           strcmp(p->unit, "fraction") == 0;
}

static void fix(mkba_parameter *p, double value)
{
    p->written[0] = p->written[1] = p->written[2] = value;
    p->is_own = true;
    p->by_scenario = false;
    p->path = NULL;
    p->evidence = "S";
    p->source = "";
    p->note[0] = p->note[1] = "";
}

mkba_status mkba_parameters_set(mkba_data *data, const char *assignment, char decimal,
                                mkba_issues *issues)
{
    char key[MKBA_TEXT];
    mkba_place place = {.file = "--set", .column_name = assignment};
    const char *equals = strchr(assignment, '=');
    size_t length = equals ? (size_t)(equals - assignment) : 0;
    if (length == 0 || length >= sizeof key) {
        return mkba_issue_add(issues, MKBA_ERR_SYNTAX, place, "set.form",
                              MKBA_WORDS(assignment));
    }
    memcpy(key, assignment, length);
    key[length] = '\0';
    place.column_name = key;
    mkba_parameter *p = find(data, key, place, issues);
    if (!p) {
        return MKBA_ERR_UNKNOWN;
    }
    const char *text = equals + 1;
    mkba_number number;
    mkba_number_form form = mkba_number_form_of(text);
    if (form == MKBA_NUMBER_EITHER && decimal == 0) {
        return mkba_issue_add(issues, MKBA_ERR_SYNTAX, place, "cell.ambiguous",
                              MKBA_WORDS(text));
    }
    char sign = decimal ? decimal : form == MKBA_NUMBER_COMMA ? ',' : '.';
    if (form == MKBA_NUMBER_BLANK || form == MKBA_NUMBER_BAD ||
        !mkba_number_read(&number, text, sign) || (number.is_percent && !may_be_percent(p))) {
        return mkba_issue_add(issues, MKBA_ERR_SYNTAX, place, "cell.not_a_number",
                              MKBA_WORDS(text));
    }
    fix(p, number.value);
    p->text = mkba_arena_text(data->arena, text, strlen(text));
    p->is_set = true;
    p->file = "--set";
    p->line = 0;
    return MKBA_OK;
}

/* The columns of a table of numbers; SIZE_MAX where the table has none. */
enum { KEY, NUMBER_VALUE, NUMBER_LOW, NUMBER_HIGH, PRICE_YEAR, EVIDENCE, SOURCE, COLUMNS };

static const char *const column_names[COLUMNS][2] = {
    {"key", "sleutel"}, {"value", "waarde"},         {"low", "laag"},
    {"high", "hoog"},   {"price_year", "prijspeil"}, {"evidence", "bewijsgraad"},
    {"source", "bron"},
};

/* Columns that a copy of the project's own table also has: read past without a word. */
static bool is_known_extra(const char *header)
{
    static const char *const names[] = {"unit",    "kind", "draw_group", "note_nl",
                                        "note_en", "note", "payer"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(header, names[i]) == 0) {
            return true;
        }
    }
    return false;
}

static void note_unknown(mkba_data *data, const mkba_table *table, size_t column)
{
    mkba_message message;
    mkba_message_words(&message, "assume.unknown_column",
                       MKBA_WORDS(table->header[column], table->file));
    mkba_data_note(data, &message);
}

static mkba_status find_columns(size_t at[COLUMNS], mkba_data *data, const mkba_table *table,
                                mkba_issues *issues)
{
    for (size_t i = 0; i < COLUMNS; i++) {
        at[i] = SIZE_MAX;
    }
    for (size_t c = 0; c < table->columns; c++) {
        bool known = is_known_extra(table->header[c]) || table->header[c][0] == '\0';
        for (size_t i = 0; i < COLUMNS; i++) {
            if (strcmp(table->header[c], column_names[i][0]) == 0 ||
                strcmp(table->header[c], column_names[i][1]) == 0) {
                at[i] = c;
                known = true;
            }
        }
        if (!known) {
            note_unknown(data, table, c);
        }
    }
    for (size_t i = KEY; i <= NUMBER_VALUE; i++) {
        if (at[i] == SIZE_MAX) {
            mkba_place place = {.file = table->file, .line = 1};
            return mkba_issue_add(issues, MKBA_ERR_MISSING, place, "table.no_column",
                                  MKBA_WORDS(column_names[i][0]));
        }
    }
    return MKBA_OK;
}

typedef struct {
    mkba_data *data;
    const mkba_table *table;
    const size_t *at;
    mkba_issues *issues;
} rows;

static mkba_status number_at(double *out, const rows *r, size_t row, size_t column,
                             const mkba_parameter *p, double absent)
{
    mkba_number number = {.value = NAN};
    *out = absent;
    if (r->at[column] == SIZE_MAX) {
        return MKBA_OK;
    }
    mkba_status status = mkba_table_number(&number, r->table, row, r->at[column], r->issues);
    if (status == MKBA_OK && number.is_percent && !may_be_percent(p)) {
        return mkba_issue_add(
            r->issues, MKBA_ERR_SYNTAX, mkba_table_place(r->table, row, r->at[column]),
            "cell.no_percent", MKBA_WORDS(mkba_table_cell(r->table, row, r->at[column])));
    }
    *out = isnan(number.value) ? absent : number.value;
    return status;
}

static const char *text_at(const rows *r, size_t row, size_t column)
{
    return r->at[column] == SIZE_MAX ? "" : mkba_table_cell(r->table, row, r->at[column]);
}

static mkba_status override_row(const rows *r, size_t row)
{
    mkba_place place = mkba_table_place(r->table, row, r->at[KEY]);
    const char *key = mkba_table_cell(r->table, row, r->at[KEY]);
    mkba_parameter *p = find(r->data, key, place, r->issues);
    if (!p) {
        return MKBA_ERR_UNKNOWN;
    }
    if (p->file == r->table->file) {
        return mkba_issue_add(r->issues, MKBA_ERR_CONFLICT, place, "parameter.twice",
                              MKBA_WORDS(key));
    }
    double value, low, high, year;
    mkba_status status = number_at(&value, r, row, NUMBER_VALUE, p, (double)NAN);
    if (status == MKBA_OK && isnan(value)) {
        status = mkba_issue_add(r->issues, MKBA_ERR_MISSING,
                                mkba_table_place(r->table, row, r->at[NUMBER_VALUE]),
                                "cell.blank", NULL);
    }
    mkba_status other[3] = {number_at(&low, r, row, NUMBER_LOW, p, value),
                            number_at(&high, r, row, NUMBER_HIGH, p, value),
                            number_at(&year, r, row, PRICE_YEAR, p, p->price_year)};
    for (size_t i = 0; i < 3; i++) {
        mkba_keep_first(&status, other[i]);
    }
    if (status != MKBA_OK) {
        return status;
    }
    fix(p, value);
    p->text = mkba_table_cell(r->table, row, r->at[NUMBER_VALUE]);
    p->written[1] = low;
    p->written[2] = high;
    p->price_year = isnan(p->price_year) ? p->price_year : year;
    p->source = text_at(r, row, SOURCE);
    p->evidence = text_at(r, row, EVIDENCE);
    if (p->evidence[0] == '\0') {
        p->evidence = p->source[0] ? "A" : "S";
    }
    p->file = r->table->file;
    p->line = mkba_table_line(r->table, row);
    return MKBA_OK;
}

static void find_decimal(mkba_data *data, mkba_table *table, const size_t at[COLUMNS],
                         bool *numeric)
{
    mkba_place place;
    const char *text;
    for (size_t i = NUMBER_VALUE; i <= PRICE_YEAR; i++) {
        if (at[i] != SIZE_MAX) {
            numeric[at[i]] = true;
        }
    }
    mkba_table_find_decimal(table, numeric, &place, &text);
    if (text) {
        mkba_message message;
        mkba_table_assumed_decimal(&message, table, place, text);
        mkba_data_note(data, &message);
    }
}

mkba_status mkba_parameters_read(mkba_data *data, const char *path, char decimal,
                                 mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    mkba_table table = {0};
    size_t at[COLUMNS];
    const char *file = mkba_arena_text(data->arena, path, strlen(path));
    mkba_status status = file ? mkba_bytes_read(&bytes, path, issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        mkba_read_files_add(&data->read, data->arena, "parameters", path,
                            mkba_buffer_text(&bytes), bytes.length);
        status = mkba_table_read(&table, data->arena, file, mkba_buffer_text(&bytes),
                                 bytes.length, issues);
    }
    mkba_buffer_free(&bytes);
    if (status == MKBA_OK) {
        status = find_columns(at, data, &table, issues);
    }
    bool *numeric = mkba_arena_alloc(data->arena, table.columns + 1, sizeof *numeric);
    if (status != MKBA_OK || !numeric) {
        return status != MKBA_OK ? status : MKBA_ERR_MEMORY;
    }
    table.decimal = decimal;
    find_decimal(data, &table, at, numeric);
    rows r = {.data = data, .table = &table, .at = at, .issues = issues};
    for (size_t row = 0; row < table.rows; row++) {
        mkba_keep_first(&status, override_row(&r, row));
    }
    return status;
}
