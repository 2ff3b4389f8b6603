#include "input/areas.h"

#include "input/area_reader.h"
#include "input/bytes.h"
#include "input/parameters.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

size_t mkba_area_column(const mkba_data *data, const char *id)
{
    return mkba_map_get(&data->column_by_name, id);
}

static void scale_range(mkba_area *area, size_t column, double factor)
{
    if (area->low) {
        area->low[column] *= factor;
        area->high[column] *= factor;
    }
}

static void convert_amounts(mkba_area_reader *r, mkba_area *area, size_t row)
{
    size_t year_column = mkba_area_column(r->data, "price_year");
    double factor = 1;
    if (!area->entered[year_column]) {
        return;
    }
    mkba_place place = mkba_table_place(&r->table, row, r->at[year_column]);
    mkba_area_report(
        r, mkba_price_factor(&factor, r->data, area->value[year_column], place, r->issues));
    for (size_t i = 0; i < r->data->columns; i++) {
        if (mkba_column_is_amount(&r->data->column[i]) && area->entered[i]) {
            area->value[i] *= factor;
            scale_range(area, i, factor);
        }
    }
}

/* Where a column is in the file, or SIZE_MAX. */
static size_t place_of(const mkba_area_reader *r, const char *column)
{
    return r->at[mkba_area_column(r->data, column)];
}

static const char *text_of(const mkba_area_reader *r, const mkba_area *area, const char *id)
{
    return area->text[mkba_area_column(r->data, id)];
}

static void check_segments(mkba_area_reader *r, const mkba_area *area, size_t row)
{
    double number[3];
    if (!mkba_area_segments_fit(r->data, area, number)) {
        size_t heavy = place_of(r, "heavy_households");
        size_t at = heavy != SIZE_MAX ? heavy : place_of(r, "vulnerable_households");
        mkba_area_fault(r, MKBA_ERR_CONFLICT, row, at, "area.segments", "");
        mkba_issue_numbers(r->issues, 0, 3, number);
    }
}

static void check_funding(mkba_area_reader *r, mkba_area *area, size_t row)
{
    double sum;
    size_t last;
    if (!mkba_area_funding_fits(r->data, area, &sum, &last)) {
        mkba_area_fault(r, MKBA_ERR_CONFLICT, row, r->at[last], "area.funding", "");
        mkba_issue_numbers(r->issues, 0, 1, &sum);
    }
}

static void check_code(mkba_area_reader *r, const mkba_area *area, size_t row)
{
    size_t earlier = mkba_map_get(&r->seen, area->code);
    if (earlier != MKBA_MAP_NONE && area->code[0] != '\0') {
        char line[32];
        snprintf(line, sizeof line, "%u", mkba_table_line(&r->table, earlier));
        mkba_place place = mkba_table_place(&r->table, row, place_of(r, "code"));
        mkba_area_report(r, mkba_issue_add(r->issues, MKBA_ERR_CONFLICT, place, "area.twice",
                                           MKBA_WORDS(area->code, line)));
    } else if (!mkba_map_put(&r->seen, area->code, row)) {
        r->status = MKBA_ERR_MEMORY;
    }
}

static void take_source(const mkba_area_reader *r, mkba_area *area, size_t column)
{
    if (area->entered[column] && !area->source[column]) {
        area->source[column] = text_of(r, area, "source");
        area->grade[column] =
            area->grade[column] ? area->grade[column] : text_of(r, area, "evidence")[0];
    }
}

/* A row may list the columns that its source is about, so that what somebody adds to it later
 * does not pass for more than it is. */
static void spread_source_over(mkba_area_reader *r, mkba_area *area, size_t row,
                               const char *list)
{
    while (*list) {
        char name[MKBA_TEXT];
        size_t length = strcspn(list, " ,");
        snprintf(name, sizeof name, "%.*s", (int)length, list);
        size_t column = length > 0 ? mkba_area_column(r->data, name) : MKBA_MAP_NONE;
        if (column != MKBA_MAP_NONE) {
            take_source(r, area, column);
        } else if (length > 0) {
            mkba_area_fault(r, MKBA_ERR_UNKNOWN, row, place_of(r, "source_covers"),
                            "area.source_covers", name);
            return;
        }
        list += length + (list[length] != '\0');
    }
}

/* A source for the whole row holds for every number that has none of its own. Not for shares:
 * those are mostly judgements, which a source of figures does not cover. */
static void spread_source(mkba_area_reader *r, mkba_area *area, size_t row)
{
    const char *covers = text_of(r, area, "source_covers");
    bool sourced = text_of(r, area, "source")[0] != '\0';
    if (sourced && covers[0]) {
        spread_source_over(r, area, row, covers);
        return;
    }
    for (size_t i = 0; i < r->data->columns && sourced; i++) {
        if (r->data->column[i].type != MKBA_COLUMN_SHARE) {
            take_source(r, area, i);
        }
    }
}

/* A grade says how good a source is; without one it says nothing. */
static void check_grades(mkba_area_reader *r, const mkba_area *area, size_t row)
{
    for (size_t c = 0; c < r->table.columns; c++) {
        const mkba_area_header *h = &r->header[c];
        bool own = h->column != SIZE_MAX && h->what == MKBA_HEADER_EVIDENCE;
        bool whole = h->column != SIZE_MAX && h->what == MKBA_HEADER_FIGURE &&
                     strcmp(r->data->column[h->column].id, "evidence") == 0;
        bool given = own ? area->grade[h->column] != 0 : whole && area->text[h->column][0];
        bool sourced = text_of(r, area, "source")[0] || (own && area->source[h->column]);
        if (given && !sourced) {
            mkba_area_fault(r, MKBA_ERR_MISSING, row, c, "area.grade_alone", "");
        }
    }
}

/* The cell that gives the low or high end of a column. */
static size_t cell_of_range(const mkba_area_reader *r, size_t column, mkba_header what)
{
    size_t c = 0;
    while (c < r->table.columns &&
           (r->header[c].column != column || r->header[c].what != what)) {
        c++;
    }
    return c;
}

/* A range holds its figure; where one end is blank that end is the figure itself. */
static void check_ranges(mkba_area_reader *r, mkba_area *area, size_t row)
{
    for (size_t i = 0; i < r->data->columns && area->low; i++) {
        double value = area->value[i], low = area->low[i], high = area->high[i];
        if (isnan(low) && isnan(high)) {
            continue;
        }
        mkba_header what = isnan(low) || high < value ? MKBA_HEADER_HIGH : MKBA_HEADER_LOW;
        if (!area->entered[i]) {
            mkba_area_fault(r, MKBA_ERR_MISSING, row, cell_of_range(r, i, what),
                            "range.no_figure", r->data->column[i].id);
        } else if (low > value || high < value) {
            mkba_area_fault(r, MKBA_ERR_CONFLICT, row, cell_of_range(r, i, what),
                            "range.order", r->data->column[i].id);
        }
        area->low[i] = isnan(low) ? value : low;
        area->high[i] = isnan(high) ? value : high;
    }
}

static bool new_area(const mkba_area_reader *r, mkba_area *area)
{
    mkba_arena *arena = r->areas->arena;
    size_t n = r->data->columns;
    area->entered = mkba_arena_alloc(arena, n, sizeof *area->entered);
    area->value = mkba_arena_alloc(arena, n, sizeof *area->value);
    area->text = mkba_arena_alloc(arena, n, sizeof *area->text);
    area->source = mkba_arena_alloc(arena, n, sizeof *area->source);
    area->grade = mkba_arena_alloc(arena, n, sizeof *area->grade);
    if (!area->entered || !area->value || !area->text || !area->source || !area->grade) {
        return false;
    }
    for (size_t i = 0; i < n; i++) {
        area->value[i] = NAN;
        area->text[i] = "";
    }
    area->entry = r->entry ? &r->entry[(size_t)(area - r->areas->area) * n] : NULL;
    return true;
}

static const char *cell_at(const mkba_area_reader *r, size_t row, size_t place)
{
    return place != SIZE_MAX ? mkba_table_cell(&r->table, row, place) : "";
}

static void read_names(mkba_area_reader *r)
{
    size_t code = place_of(r, "code"), name = place_of(r, "name");
    size_t other = place_of(r, "also_known_as");
    for (size_t row = 0; row < r->table.rows; row++) {
        mkba_area *area = &r->areas->area[row];
        area->code = cell_at(r, row, code);
        area->name = cell_at(r, row, name);
        area->name = area->name[0] ? area->name : area->code;
        area->other_name = cell_at(r, row, other);
    }
}

static void read_row(mkba_area_reader *r, size_t row)
{
    mkba_area *area = &r->areas->area[row];
    if (!new_area(r, area)) {
        r->status = MKBA_ERR_MEMORY;
        return;
    }
    size_t faults = r->faults;
    area->line = mkba_table_line(&r->table, row);
    mkba_area_read_cells(r, area, row);
    area->code = text_of(r, area, "code");
    area->name = text_of(r, area, "name");
    area->name = area->name[0] ? area->name : area->code;
    check_code(r, area, row);
    if (r->faults > faults) {
        return; /* what follows would complain of the same cells again */
    }
    check_ranges(r, area, row);
    check_segments(r, area, row);
    check_funding(r, area, row);
    check_grades(r, area, row);
    convert_amounts(r, area, row);
    spread_source(r, area, row);
}

static void find_decimal(mkba_area_reader *r, char decimal)
{
    mkba_place place;
    const char *text;
    bool *numeric = mkba_arena_alloc(r->areas->arena, r->table.columns, sizeof *numeric);
    if (!numeric) {
        r->status = MKBA_ERR_MEMORY;
        return;
    }
    for (size_t c = 0; c < r->table.columns; c++) {
        const mkba_area_header *h = &r->header[c];
        numeric[c] = h->column != SIZE_MAX && h->what != MKBA_HEADER_SOURCE &&
                     h->what != MKBA_HEADER_EVIDENCE &&
                     mkba_column_is_number(&r->data->column[h->column]);
    }
    r->table.decimal = decimal;
    mkba_table_find_decimal(&r->table, numeric, &place, &text);
    r->areas->decimal = r->table.decimal;
    if (text) {
        mkba_message message;
        mkba_table_assumed_decimal(&message, &r->table, place, text);
        mkba_areas_note(r->areas, &message);
    }
}

static mkba_status read_rows(mkba_area_reader *r, char decimal, bool names_only)
{
    mkba_arena *arena = r->areas->arena;
    r->header = mkba_arena_alloc(arena, r->table.columns, sizeof *r->header);
    r->at = mkba_arena_alloc(arena, r->data->columns, sizeof *r->at);
    r->areas->area = mkba_arena_alloc(arena, r->table.rows, sizeof *r->areas->area);
    if (!r->header || !r->at || !r->areas->area) {
        return MKBA_ERR_MEMORY;
    }
    mkba_area_read_header(r);
    if (r->status != MKBA_OK) {
        return r->status;
    }
    if (r->table.rows == 0) {
        return mkba_issue_add(r->issues, MKBA_ERR_MISSING, (mkba_place){.file = r->table.file},
                              "table.no_rows", NULL);
    }
    find_decimal(r, decimal);
    r->areas->count = r->table.rows;
    read_names(r);
    for (size_t row = 0; row < r->table.rows && r->status != MKBA_ERR_MEMORY && !names_only;
         row++) {
        read_row(r, row);
    }
    if (r->status == MKBA_OK && !names_only) {
        mkba_areas_check_total(r->areas);
        mkba_areas_check_levels(r->areas);
    }
    return r->status;
}

/* The reader stays with the areas, for the rows that it has not read. */
static mkba_status read_later(const mkba_area_reader *r)
{
    r->areas->later = mkba_arena_alloc(r->areas->arena, 1, sizeof *r->areas->later);
    if (!r->areas->later) {
        return MKBA_ERR_MEMORY;
    }
    *r->areas->later = *r;
    return MKBA_OK;
}

mkba_status mkba_areas_fill(const mkba_areas *areas, size_t index, mkba_issues *issues)
{
    mkba_area_reader *r = areas->later;
    if (!r || areas->area[index].entered) {
        return MKBA_OK;
    }
    r->issues = issues;
    r->status = MKBA_OK;
    read_row(r, index);
    return r->status;
}

mkba_status mkba_areas_fill_selected(const mkba_areas *areas, mkba_issues *issues)
{
    mkba_status status = MKBA_OK;
    size_t count = mkba_areas_count(areas);
    for (size_t i = 0; i < count && status == MKBA_OK; i++) {
        status = mkba_areas_fill(areas, mkba_areas_place(areas, i), issues);
    }
    return status;
}

/* A sheet of indicators is a table of areas on its side. */
static mkba_status read_table(mkba_area_reader *r, mkba_source_text text)
{
    bool *unknown = NULL;
    mkba_arena *arena = r->areas->arena;
    const char *file = r->areas->file;
    mkba_status status =
        mkba_table_read(&r->table, arena, file, text.bytes, text.length, r->issues);
    if (status != MKBA_OK || !mkba_is_indicator_sheet(&r->table)) {
        return status;
    }
    mkba_table sheet = r->table;
    status = mkba_indicator_sheet_turn(&r->table, &r->entry, &unknown, &r->in_sheet, arena,
                                       r->data, r->issues);
    for (size_t c = 0; c < sheet.columns && unknown; c++) {
        if (unknown[c]) {
            mkba_area_note_unknown(r, sheet.header[c]);
        }
    }
    return status;
}

static mkba_status read_text(mkba_areas **out, const mkba_data *data, mkba_source_text text,
                             char decimal, bool names_only, mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_areas *areas = mkba_arena_object(&arena, sizeof *areas);
    if (!areas) {
        return MKBA_ERR_MEMORY;
    }
    areas->arena = arena;
    areas->data = data;
    areas->columns = data->columns;
    areas->file = mkba_arena_text(arena, text.file, strlen(text.file));
    mkba_area_reader r = {
        .areas = areas, .data = data, .seen = {.arena = arena}, .issues = issues};
    mkba_status status = MKBA_ERR_MEMORY;
    if (areas->file && text.packed) {
        status = mkba_table_packed(&r.table, arena, areas->file, text.packed);
    } else if (areas->file) {
        status = read_table(&r, text);
    }
    if (status == MKBA_OK) {
        status = read_rows(&r, decimal, names_only);
    }
    if (r.in_sheet != MKBA_OK) {
        status = r.in_sheet; /* the first fault that was told */
    }
    if (status == MKBA_OK && names_only) {
        status = read_later(&r);
    }
    status = mkba_arena_failed(arena) ? MKBA_ERR_MEMORY : status;
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = areas;
    return MKBA_OK;
}

mkba_status mkba_areas_read_text(mkba_areas **out, const mkba_data *data,
                                 mkba_source_text text, char decimal, mkba_issues *issues)
{
    return read_text(out, data, text, decimal, false, issues);
}

mkba_status mkba_areas_read_names(mkba_areas **out, const mkba_data *data,
                                  mkba_source_text text, mkba_issues *issues)
{
    return read_text(out, data, text, '.', true, issues);
}

mkba_status mkba_areas_whole(mkba_areas **areas)
{
    if (!mkba_arena_failed((*areas)->arena)) {
        return MKBA_OK;
    }
    mkba_areas_free(*areas);
    *areas = NULL;
    return MKBA_ERR_MEMORY;
}

mkba_status mkba_areas_open(mkba_areas **out, const mkba_data *data, const char *path,
                            char decimal, mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    *out = NULL;
    mkba_status status = mkba_bytes_read(&bytes, path, issues);
    if (status == MKBA_OK) {
        mkba_source_text text = {
            .file = path, .bytes = mkba_buffer_text(&bytes), .length = bytes.length};
        status = mkba_areas_read_text(out, data, text, decimal, issues);
    }
    if (status == MKBA_OK) {
        mkba_read_files_add(&(*out)->read, (*out)->arena, "areas", path,
                            mkba_buffer_text(&bytes), bytes.length);
        status = mkba_areas_whole(out);
    }
    mkba_buffer_free(&bytes);
    return status;
}

size_t mkba_areas_count(const mkba_areas *areas)
{
    return areas->n_selected > 0 ? areas->n_selected : areas->count;
}

size_t mkba_areas_place(const mkba_areas *areas, size_t i)
{
    return areas->n_selected > 0 ? areas->selected[i] : i;
}

mkba_area *mkba_areas_at(const mkba_areas *areas, size_t i)
{
    return &areas->area[mkba_areas_place(areas, i)];
}

const char *mkba_areas_name(const mkba_areas *areas, size_t area)
{
    return mkba_areas_at(areas, area)->name;
}

const char *mkba_areas_code(const mkba_areas *areas, size_t area)
{
    return mkba_areas_at(areas, area)->code;
}

void mkba_areas_free(mkba_areas *areas)
{
    if (areas) {
        mkba_arena_free(areas->arena);
    }
}
