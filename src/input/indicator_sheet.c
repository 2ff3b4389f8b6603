#include "input/indicator_sheet.h"

#include "input/columns.h"
#include "input/nearest.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The columns of a sheet. */
typedef enum {
    PART_AREA,
    PART_INDICATOR,
    PART_VALUE,
    PART_DATE,
    PART_SOURCE,
    PART_EVIDENCE,
    PART_OWNER,
    PART_NEXT_DATE,
    PART_LOW,
    PART_HIGH,
    PART_NOTE,
    PART_LABEL, /* for people: what the indicator means */
    PARTS
} part;

/* Which part a header names; PARTS when none. */
static part part_of(const char *header)
{
    static const struct {
        const char *name;
        part part;
    } names[] = {{"gebied", PART_AREA},
                 {"gebiedscode", PART_AREA},
                 {"area", PART_AREA},
                 {"code", PART_AREA},
                 {"indicator", PART_INDICATOR},
                 {"waarde", PART_VALUE},
                 {"value", PART_VALUE},
                 {"datum", PART_DATE},
                 {"peildatum", PART_DATE},
                 {"date", PART_DATE},
                 {"bron", PART_SOURCE},
                 {"source", PART_SOURCE},
                 {"bewijsgraad", PART_EVIDENCE},
                 {"evidence", PART_EVIDENCE},
                 {"eigenaar", PART_OWNER},
                 {"owner", PART_OWNER},
                 {"volgende_datum", PART_NEXT_DATE},
                 {"volgende_meting", PART_NEXT_DATE},
                 {"next_date", PART_NEXT_DATE},
                 {"laag", PART_LOW},
                 {"low", PART_LOW},
                 {"hoog", PART_HIGH},
                 {"high", PART_HIGH},
                 {"opmerking", PART_NOTE},
                 {"toelichting", PART_NOTE},
                 {"note", PART_NOTE},
                 {"omschrijving", PART_LABEL},
                 {"description", PART_LABEL}};
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, header);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i].name, plain) == 0) {
            return names[i].part;
        }
    }
    return PARTS;
}

bool mkba_is_indicator_sheet(const mkba_table *table)
{
    bool has[PARTS + 1] = {false};
    for (size_t c = 0; c < table->columns; c++) {
        has[part_of(table->header[c])] = true;
    }
    return has[PART_INDICATOR] && has[PART_VALUE];
}

typedef struct {
    const mkba_table *sheet;
    mkba_arena *arena;
    const mkba_data *data;
    mkba_issues *issues;
    mkba_status status; /* of the first fault */
    size_t at[PARTS];   /* where a part is; SIZE_MAX: the sheet has none */
    mkba_map area_by_code;
    size_t areas;
    size_t *first;  /* per area: its first row */
    size_t *area;   /* per row: its area; SIZE_MAX: nothing stands there */
    size_t *column; /* per row: its column of the data */
    size_t *row;    /* [areas * columns]: the row of a figure, SIZE_MAX for none */
    mkba_entry *entry;
} turner;

static void fault(turner *t, mkba_status status, size_t row, size_t at, const char *id,
                  const char *const *words)
{
    mkba_issue_add(t->issues, status, mkba_table_place(t->sheet, row, at), id, words);
    mkba_keep_first(&t->status, status);
}

/* What a part says in a row; "" where the sheet does not have it. */
static const char *cell_of(const turner *t, size_t row, part which)
{
    const char *text =
        t->at[which] != SIZE_MAX ? mkba_table_cell(t->sheet, row, t->at[which]) : "";
    return mkba_number_is_blank(text) ? "" : text;
}

/* ------------------------------------------------------------------ The header */

static void read_header(turner *t, bool *unknown)
{
    for (size_t i = 0; i < PARTS; i++) {
        t->at[i] = SIZE_MAX;
    }
    for (size_t c = 0; c < t->sheet->columns; c++) {
        const char *name = t->sheet->header[c];
        part found = part_of(name);
        if (found == PARTS) {
            unknown[c] = name[0] != '\0';
        } else if (t->at[found] == SIZE_MAX) {
            t->at[found] = c;
        } else {
            mkba_place place = {.file = t->sheet->file,
                                .line = 1,
                                .column = (unsigned)c + 1,
                                .column_name = name};
            t->status = mkba_issue_add(t->issues, MKBA_ERR_CONFLICT, place, "header.twice",
                                       MKBA_WORDS(name, t->sheet->header[t->at[found]]));
        }
    }
}

/* ------------------------------------------------------------------ Rows */

static void fault_unknown(turner *t, size_t row, const char *name)
{
    mkba_nearest nearest;
    mkba_columns_near(&nearest, t->data, name);
    fault(t, MKBA_ERR_UNKNOWN, row, t->at[PART_INDICATOR],
          nearest.text[0] ? "sheet.unknown_near" : "sheet.unknown",
          MKBA_WORDS(name, nearest.text));
}

/* The area of a row, a new one when its code was not seen before. Without a column for it the
 * sheet is about one area, whose code is an indicator. */
static size_t area_of(turner *t, size_t row)
{
    const char *code = cell_of(t, row, PART_AREA);
    if (t->at[PART_AREA] != SIZE_MAX && code[0] == '\0') {
        fault(t, MKBA_ERR_MISSING, row, t->at[PART_AREA], "cell.blank", NULL);
        return SIZE_MAX;
    }
    size_t area = mkba_map_get(&t->area_by_code, code);
    if (area == MKBA_MAP_NONE) {
        area = t->areas++;
        t->first[area] = row;
        if (!mkba_map_put(&t->area_by_code, code, area)) {
            t->status = MKBA_ERR_MEMORY;
        }
    }
    return area;
}

/* A row with nothing but words around it, such as a heading, says nothing. */
static void read_row(turner *t, size_t row)
{
    const char *name = cell_of(t, row, PART_INDICATOR);
    mkba_header what;
    t->area[row] = SIZE_MAX;
    if (name[0] == '\0') {
        if (cell_of(t, row, PART_VALUE)[0]) {
            fault(t, MKBA_ERR_MISSING, row, t->at[PART_INDICATOR], "cell.blank", NULL);
        }
        return;
    }
    t->column[row] = mkba_columns_find(t->data, name, &what);
    if (t->column[row] == MKBA_MAP_NONE || what != MKBA_HEADER_FIGURE) {
        fault_unknown(t, row, name);
        return;
    }
    t->area[row] = area_of(t, row);
}

static void read_date(turner *t, mkba_date *out, size_t row, part which)
{
    const char *text = cell_of(t, row, which);
    if (text[0] && !mkba_date_read(out, text)) {
        fault(t, MKBA_ERR_SYNTAX, row, t->at[which], "sheet.date", MKBA_WORDS(text));
    }
}

static void fault_twice(turner *t, size_t row, size_t earlier)
{
    char line[32];
    snprintf(line, sizeof line, "%u", mkba_table_line(t->sheet, earlier));
    fault(t, MKBA_ERR_CONFLICT, row, t->at[PART_INDICATOR], "sheet.twice",
          MKBA_WORDS(cell_of(t, row, PART_INDICATOR), line));
}

static void place_row(turner *t, size_t row)
{
    size_t cell = t->area[row] * t->data->columns + t->column[row];
    if (t->row[cell] != SIZE_MAX) {
        fault_twice(t, row, t->row[cell]);
        return;
    }
    t->row[cell] = row;
    mkba_entry *entry = &t->entry[cell];
    read_date(t, &entry->date, row, PART_DATE);
    read_date(t, &entry->next_date, row, PART_NEXT_DATE);
    entry->owner = cell_of(t, row, PART_OWNER);
    entry->note = cell_of(t, row, PART_NOTE);
}

/* Where the sheet has a column for areas, the code of an area stands in every row of it. */
static void place_codes(turner *t)
{
    size_t code = mkba_map_get(&t->data->column_by_name, "code");
    for (size_t a = 0; a < t->areas && t->at[PART_AREA] != SIZE_MAX; a++) {
        t->row[a * t->data->columns + code] = t->first[a];
    }
}

static bool make_room(turner *t)
{
    size_t cells = t->areas * t->data->columns;
    t->row = mkba_arena_alloc(t->arena, cells, sizeof *t->row);
    t->entry = mkba_arena_alloc(t->arena, cells, sizeof *t->entry);
    for (size_t i = 0; i < cells && t->row && t->entry; i++) {
        t->row[i] = SIZE_MAX;
        t->entry[i].owner = t->entry[i].note = "";
    }
    return t->row && t->entry;
}

static mkba_status read_rows(turner *t)
{
    size_t rows = t->sheet->rows;
    t->first = mkba_arena_alloc(t->arena, rows, sizeof *t->first);
    t->area = mkba_arena_alloc(t->arena, rows, sizeof *t->area);
    t->column = mkba_arena_alloc(t->arena, rows, sizeof *t->column);
    if (!t->first || !t->area || !t->column) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < rows && t->status != MKBA_ERR_MEMORY; i++) {
        read_row(t, i);
    }
    if (t->status == MKBA_ERR_MEMORY || !make_room(t)) {
        return MKBA_ERR_MEMORY;
    }
    place_codes(t);
    for (size_t i = 0; i < rows; i++) {
        if (t->area[i] != SIZE_MAX) {
            place_row(t, i);
        }
    }
    return t->status;
}

static bool lacks(const turner *t, size_t area, size_t column)
{
    return t->data->column[column].required &&
           t->row[area * t->data->columns + column] == SIZE_MAX;
}

/* A row that is not there may be one of those that are wrong: then that is said already. */
static bool check_required(turner *t)
{
    bool complete = true, quiet = t->status != MKBA_OK;
    for (size_t a = 0; a < t->areas; a++) {
        for (size_t c = 0; c < t->data->columns; c++) {
            const mkba_column *column = &t->data->column[c];
            complete = complete && !lacks(t, a, c);
            if (lacks(t, a, c) && !quiet) {
                fault(t, MKBA_ERR_MISSING, t->first[a], t->at[PART_INDICATOR], "sheet.missing",
                      MKBA_WORDS(column->id, column->name_nl,
                                 cell_of(t, t->first[a], PART_AREA)));
            }
        }
    }
    return complete;
}

/* ------------------------------------------------------------------ On its side */

/* One column of the table that comes out. */
typedef struct {
    size_t column;
    part part;
} turned;

static bool is_said(const turner *t, size_t column, part which)
{
    for (size_t a = 0; a < t->areas; a++) {
        size_t row = t->row[a * t->data->columns + column];
        if (row != SIZE_MAX && (which == PART_VALUE || cell_of(t, row, which)[0])) {
            return true;
        }
    }
    return false;
}

static size_t choose_columns(const turner *t, turned *out)
{
    static const part order[] = {PART_VALUE, PART_SOURCE, PART_EVIDENCE, PART_LOW, PART_HIGH};
    size_t code = mkba_map_get(&t->data->column_by_name, "code"), count = 0;
    for (size_t c = 0; c < t->data->columns; c++) {
        for (size_t p = 0; p < sizeof order / sizeof *order; p++) {
            if (is_said(t, c, order[p]) && (c != code || order[p] == PART_VALUE)) {
                out[count++] = (turned){c, order[p]};
            }
        }
    }
    return count;
}

static const char *header_of(const turner *t, const turned *column)
{
    static const char *const patterns[PARTS] = {[PART_VALUE] = "{c}",
                                                [PART_SOURCE] = "source_{c}",
                                                [PART_EVIDENCE] = "evidence_{c}",
                                                [PART_LOW] = "low_{c}",
                                                [PART_HIGH] = "high_{c}"};
    return mkba_arena_fill(t->arena, patterns[column->part],
                           t->data->column[column->column].id);
}

static void turn_cell(const turner *t, mkba_table *out, size_t area, size_t at,
                      const turned *column)
{
    size_t code = mkba_map_get(&t->data->column_by_name, "code");
    size_t row = t->row[area * t->data->columns + column->column];
    bool is_area = column->column == code && t->at[PART_AREA] != SIZE_MAX;
    part which = is_area ? PART_AREA : column->part;
    size_t cell = area * out->columns + at, place = t->at[which];
    bool there = row != SIZE_MAX && place != SIZE_MAX;
    size_t line = there ? row : t->first[area];
    out->cell[cell] = there ? mkba_table_cell(t->sheet, row, place) : "";
    out->origin[cell] =
        mkba_table_place(t->sheet, line, there ? place : t->at[PART_INDICATOR]);
}

static mkba_status turn(const turner *t, mkba_table *out)
{
    turned *column = mkba_arena_alloc(t->arena, 5 * t->data->columns, sizeof *column);
    size_t columns = column ? choose_columns(t, column) : 0;
    *out = (mkba_table){.file = t->sheet->file,
                        .separator = t->sheet->separator,
                        .columns = columns,
                        .rows = t->areas};
    out->header = mkba_arena_alloc(t->arena, columns, sizeof *out->header);
    out->cell = mkba_arena_alloc(t->arena, t->areas * columns, sizeof *out->cell);
    out->origin = mkba_arena_alloc(t->arena, t->areas * columns, sizeof *out->origin);
    out->line = mkba_arena_alloc(t->arena, t->areas, sizeof *out->line);
    if (!column || !out->header || !out->cell || !out->origin || !out->line) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t c = 0; c < columns; c++) {
        out->header[c] = header_of(t, &column[c]);
        for (size_t a = 0; a < t->areas; a++) {
            turn_cell(t, out, a, c, &column[c]);
        }
    }
    for (size_t a = 0; a < t->areas; a++) {
        out->line[a] = mkba_table_line(t->sheet, t->first[a]);
    }
    return mkba_arena_failed(t->arena) ? MKBA_ERR_MEMORY : MKBA_OK;
}

mkba_status mkba_indicator_sheet_turn(mkba_table *table, mkba_entry **entry, bool **unknown,
                                      mkba_status *faulty, mkba_arena *arena,
                                      const mkba_data *data, mkba_issues *issues)
{
    mkba_table sheet = *table;
    turner t = {.sheet = &sheet,
                .arena = arena,
                .data = data,
                .issues = issues,
                .area_by_code = {.arena = arena}};
    *unknown = mkba_arena_alloc(arena, sheet.columns, sizeof **unknown);
    if (!*unknown) {
        return MKBA_ERR_MEMORY;
    }
    read_header(&t, *unknown);
    mkba_status status = t.status == MKBA_OK ? read_rows(&t) : t.status;
    if (status == MKBA_ERR_MEMORY || !t.row) {
        return status;
    }
    if (status == MKBA_OK && t.areas == 0) {
        return mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = sheet.file},
                              "table.no_rows", NULL);
    }
    bool complete = check_required(&t) && t.areas > 0;
    *entry = t.entry;
    *faulty = t.status;
    return complete ? turn(&t, table) : t.status;
}
