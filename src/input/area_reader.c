#include "input/area_reader.h"

#include "input/columns.h"
#include "input/nearest.h"
#include "input/parameters.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

mkba_status mkba_area_report(mkba_area_reader *r, mkba_status status)
{
    mkba_keep_first(&r->status, status);
    r->faults += status != MKBA_OK;
    return status;
}

mkba_status mkba_area_fault(mkba_area_reader *r, mkba_status status, size_t row, size_t at,
                            const char *id, const char *word)
{
    return mkba_area_report(r, mkba_issue_add(r->issues, status,
                                              mkba_table_place(&r->table, row, at), id,
                                              MKBA_WORDS(word)));
}

/* ------------------------------------------------------------------ The header */

static bool column_has_cells(const mkba_table *table, size_t c)
{
    for (size_t row = 0; row < table->rows; row++) {
        if (mkba_table_cell(table, row, c)[0] != '\0') {
            return true;
        }
    }
    return false;
}

void mkba_area_note_unknown(mkba_area_reader *r, const char *name)
{
    mkba_message message;
    mkba_nearest nearest;
    mkba_columns_near(&nearest, r->data, name);
    mkba_message_words(
        &message, nearest.text[0] ? "assume.unknown_column_near" : "assume.unknown_column",
        MKBA_WORDS(name, r->table.file, nearest.text));
    mkba_areas_note(r->areas, &message);
}

static void read_header_cell(mkba_area_reader *r, size_t c)
{
    const char *name = r->table.header[c];
    mkba_place place = {
        .file = r->table.file, .line = 1, .column = (unsigned)c + 1, .column_name = name};
    mkba_area_header *h = &r->header[c];
    h->column = SIZE_MAX;
    if (name[0] == '\0') {
        if (column_has_cells(&r->table, c)) {
            mkba_area_report(
                r, mkba_issue_add(r->issues, MKBA_ERR_MISSING, place, "header.blank", NULL));
        }
        return;
    }
    size_t found = mkba_columns_find(r->data, name, &h->what);
    if (found == MKBA_MAP_NONE) {
        mkba_area_note_unknown(r, name);
        return;
    }
    if (h->what == MKBA_HEADER_FIGURE && r->at[found] != SIZE_MAX) {
        mkba_area_report(r, mkba_issue_add(r->issues, MKBA_ERR_CONFLICT, place, "header.twice",
                                           MKBA_WORDS(name, r->table.header[r->at[found]])));
        return;
    }
    h->column = found;
    if (h->what == MKBA_HEADER_FIGURE) {
        r->at[found] = c;
    }
}

void mkba_area_read_header(mkba_area_reader *r)
{
    for (size_t i = 0; i < r->data->columns; i++) {
        r->at[i] = SIZE_MAX;
    }
    for (size_t c = 0; c < r->table.columns; c++) {
        read_header_cell(r, c);
    }
    for (size_t i = 0; i < r->data->columns; i++) {
        if (r->data->column[i].required && r->at[i] == SIZE_MAX) {
            mkba_place place = {.file = r->table.file, .line = 1};
            mkba_area_report(
                r, mkba_issue_add(r->issues, MKBA_ERR_MISSING, place, "header.missing",
                                  MKBA_WORDS(r->data->column[i].id, r->table.header[0],
                                             r->data->column[i].name_nl)));
        }
    }
}

/* ------------------------------------------------------------------ Cells */

static void read_number(mkba_area_reader *r, mkba_area *area, size_t row, size_t c)
{
    size_t column = r->header[c].column;
    mkba_number number;
    if (mkba_area_report(r, mkba_table_number(&number, &r->table, row, c, r->issues)) !=
        MKBA_OK) {
        return;
    }
    area->value[column] = number.value;
    area->entered[column] = !isnan(number.value);
    if (!area->entered[column]) {
        if (r->data->column[column].required) {
            mkba_area_fault(r, MKBA_ERR_MISSING, row, c, "cell.blank", "");
        }
        return;
    }
    const char *wrong = mkba_column_objection(&r->data->column[column], number);
    if (wrong) {
        mkba_area_fault(r, MKBA_ERR_RANGE, row, c, wrong, mkba_table_cell(&r->table, row, c));
        return;
    }
    mkba_area_floor_spending(r->areas, area, column);
}

static bool make_ranges(mkba_area_reader *r, mkba_area *area)
{
    size_t columns = r->data->columns;
    double *end = mkba_arena_alloc(r->areas->arena, 2 * columns, sizeof *end);
    const char **text = mkba_arena_alloc(r->areas->arena, 2 * columns, sizeof *text);
    if (!end || !text) {
        return false;
    }
    for (size_t i = 0; i < 2 * columns; i++) {
        end[i] = NAN;
    }
    area->low = end;
    area->high = end + columns;
    area->low_text = text;
    area->high_text = text + columns;
    return true;
}

/* One end of the range of a figure. */
static void read_end(mkba_area_reader *r, mkba_area *area, size_t row, size_t c)
{
    const mkba_area_header *h = &r->header[c];
    const mkba_column *column = &r->data->column[h->column];
    mkba_number number;
    if (mkba_area_report(r, mkba_table_number(&number, &r->table, row, c, r->issues)) !=
            MKBA_OK ||
        isnan(number.value)) {
        return;
    }
    const char *wrong =
        column->in_model ? mkba_column_objection(column, number) : "range.none";
    if (wrong) {
        mkba_area_fault(r, MKBA_ERR_RANGE, row, c, wrong, mkba_table_cell(&r->table, row, c));
    } else if (!area->low && !make_ranges(r, area)) {
        mkba_area_report(r, MKBA_ERR_MEMORY);
    } else {
        bool is_low = h->what == MKBA_HEADER_LOW;
        (is_low ? area->low : area->high)[h->column] = number.value;
        (is_low ? area->low_text : area->high_text)[h->column] =
            mkba_table_cell(&r->table, row, c);
    }
}

/* The letter of an evidence grade, or 0 for a blank; anything else is a fault. */
static char read_grade(mkba_area_reader *r, size_t row, size_t c, const char *text)
{
    if (text[0] && !mkba_is_grade(text)) {
        mkba_area_fault(r, MKBA_ERR_RANGE, row, c, "area.grade", text);
        return 0;
    }
    return text[0];
}

static void read_cell(mkba_area_reader *r, mkba_area *area, size_t row, size_t c)
{
    const mkba_area_header *h = &r->header[c];
    const char *text = mkba_table_cell(&r->table, row, c);
    if (h->column == SIZE_MAX) {
        return;
    }
    if (mkba_number_is_blank(text)) {
        text = ""; /* "." and NA are missing words too */
    }
    const mkba_column *column = &r->data->column[h->column];
    if (h->what == MKBA_HEADER_SOURCE) {
        area->source[h->column] = text[0] ? text : NULL;
        return;
    }
    if (h->what == MKBA_HEADER_EVIDENCE) {
        area->grade[h->column] = read_grade(r, row, c, text);
        return;
    }
    if (h->what != MKBA_HEADER_FIGURE) {
        read_end(r, area, row, c);
        return;
    }
    area->text[h->column] = text;
    if (strcmp(column->id, "evidence") == 0) {
        read_grade(r, row, c, text);
    }
    if (mkba_column_is_number(column)) {
        read_number(r, area, row, c);
    } else if (column->type == MKBA_COLUMN_EVIDENCE && column->about != MKBA_MAP_NONE) {
        area->source[column->about] = text[0] ? text : area->source[column->about];
    } else if (column->required && text[0] == '\0') {
        mkba_area_fault(r, MKBA_ERR_MISSING, row, c, "cell.blank", "");
    }
}

void mkba_area_read_cells(mkba_area_reader *r, mkba_area *area, size_t row)
{
    for (size_t c = 0; c < r->table.columns; c++) {
        read_cell(r, area, row, c);
    }
}
