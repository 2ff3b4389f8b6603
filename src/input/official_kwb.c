#include "input/official_figures.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The country has 18,000 of them. */
enum { MOST_ROWS = 100000, MOST_YEARS = 64 };

typedef struct {
    mkba_import *import;
    const mkba_kwb_options *options;
    mkba_official_names names;
    mkba_builtin builtin;
    mkba_official_figures figures;
    mkba_map by_code; /* of all rows */
    size_t row_capacity;
    mkba_issues *issues;
    /* of the file that is being read */
    mkba_official_sheet sheet;
    size_t first_figure;
    size_t code_at, name_at, municipality_at, year_at;
    mkba_map seen;
    bool is_first;
    size_t other_rows, not_joined;
} reader;

static mkba_status fault_at(const reader *r, mkba_status status, size_t row, size_t at,
                            const char *id, const char *const *words)
{
    return mkba_issue_add(r->issues, status, mkba_table_place(&r->sheet.table, row, at), id,
                          words);
}

static mkba_status fault_in(const reader *r, mkba_status status, const char *id,
                            const char *const *words)
{
    mkba_place place = {.file = r->sheet.table.file, .line = r->sheet.header_line};
    return mkba_issue_add(r->issues, status, place, id, words);
}

/* ------------------------------------------------------------------ Which column is which */

static size_t count_codes(const reader *r, size_t at)
{
    char code[16];
    mkba_level level;
    size_t n = 0;
    for (size_t row = 0; row < r->sheet.table.rows && at != SIZE_MAX; row++) {
        n += mkba_official_code(code, &level, mkba_official_cell(&r->sheet, row, at));
    }
    return n;
}

/* "Wijken en buurten" holds codes in raw files and names in others. */
static mkba_status find_places(reader *r)
{
    size_t place = mkba_official_at(&r->names, &r->sheet, "@place");
    bool place_is_code = count_codes(r, place) > 0;
    r->code_at = mkba_official_at(&r->names, &r->sheet, "@code");
    if (r->code_at == SIZE_MAX && place_is_code) {
        r->code_at = place;
    }
    r->name_at = mkba_official_at(&r->names, &r->sheet, "@name");
    if (r->name_at == SIZE_MAX && !place_is_code) {
        r->name_at = place;
    }
    r->municipality_at = mkba_official_at(&r->names, &r->sheet, "@municipality");
    r->year_at = mkba_official_at(&r->names, &r->sheet, "@year");
    return count_codes(r, r->code_at) > 0
               ? MKBA_OK
               : fault_in(r, MKBA_ERR_MISSING, "official.no_code", NULL);
}

/* ------------------------------------------------------------------ Periods */

static void list_year(char *list, size_t size, unsigned year)
{
    size_t n = strlen(list);
    snprintf(list + n, size - n, "%s%u", n ? ", " : "", year);
}

/* The year of the figures; 0 when nobody says. */
static mkba_status find_year(reader *r, unsigned *year)
{
    unsigned found[MOST_YEARS];
    size_t n = 0;
    char list[MKBA_TEXT] = "";
    bool wanted = false;
    for (size_t row = 0; row < r->sheet.table.rows && n < MOST_YEARS; row++) {
        unsigned y = mkba_official_year(mkba_official_cell(&r->sheet, row, r->year_at));
        size_t i = 0;
        while (i < n && found[i] != y) {
            i++;
        }
        if (y > 0 && i == n) {
            found[n++] = y;
            list_year(list, sizeof list, y);
            wanted = wanted || y == r->options->year;
        }
    }
    *year = r->options->year ? r->options->year : n == 1 ? found[0] : 0;
    if (n > 1 && r->options->year == 0) {
        return fault_in(r, MKBA_ERR_CONFLICT, "official.years", MKBA_WORDS(list));
    }
    if (n > 0 && r->options->year > 0 && !wanted) {
        char asked[16];
        snprintf(asked, sizeof asked, "%u", r->options->year);
        return fault_in(r, MKBA_ERR_UNKNOWN, "official.no_year", MKBA_WORDS(asked, list));
    }
    return MKBA_OK;
}

static bool is_of_year(const reader *r, size_t row, unsigned year)
{
    unsigned own = mkba_official_year(mkba_official_cell(&r->sheet, row, r->year_at));
    return own == 0 || year == 0 || own == year;
}

/* ------------------------------------------------------------------ Rows */

static const char *objection(const mkba_official_figure *f, const mkba_column *column,
                             double value)
{
    bool is_share = f->base != SIZE_MAX || column->type == MKBA_COLUMN_SHARE;
    bool is_hundredth = is_share && f->factor > 0.005;
    return value < 0                     ? "cell.negative"
           : is_hundredth && value > 100 ? "official.over_hundred"
                                         : NULL;
}

/* Rounded where only the arithmetic of doubles shows: 45.3% is 0.453. */
static double converted(const mkba_official_figure *f, double value, double base)
{
    double fine = f->factor < 1 && f->base == SIZE_MAX ? 1e9 : 1e6;
    value = f->factor < 1 ? value * base / round(1 / f->factor) : value * f->factor;
    return f->factor < 1 || f->factor > 1 ? round(value * fine) / fine : value;
}

static mkba_status read_figure(const reader *r, mkba_import_row *out, size_t row,
                               const mkba_official_figure *f)
{
    double value, base = f->base == SIZE_MAX ? 1 : out->value[f->base];
    mkba_status status = mkba_official_number(&value, &r->sheet, row, f->at, r->issues);
    const char *wrong = objection(f, &r->import->data->column[f->column], value);
    if (status == MKBA_OK && wrong) {
        status = fault_at(r, MKBA_ERR_RANGE, row, f->at, wrong,
                          MKBA_WORDS(mkba_official_cell(&r->sheet, row, f->at)));
    }
    if (status == MKBA_OK && !isnan(value) && !isnan(base)) {
        mkba_import_set(out, f->column, converted(f, value, base), f->source);
    }
    return status;
}

/* The figures that stand alone first: others are shares of them. */
static mkba_status read_figures(const reader *r, mkba_import_row *out, size_t row)
{
    mkba_status first = MKBA_OK;
    for (size_t pass = 0; pass < 2; pass++) {
        for (size_t i = r->first_figure; i < r->figures.count; i++) {
            const mkba_official_figure *f = &r->figures.item[i];
            if ((f->base == SIZE_MAX) == (pass == 0)) {
                mkba_status status = read_figure(r, out, row, f);
                mkba_keep_first(&first, status);
            }
        }
    }
    return first;
}

static const char *kept(const reader *r, const char *text)
{
    const char *copy = mkba_arena_text(r->import->arena, text, strlen(text));
    return copy ? copy : "";
}

static void set_names(const reader *r, mkba_import_row *out, size_t row)
{
    char code[16] = "";
    const char *own = mkba_official_cell(&r->sheet, row, r->name_at);
    bool whole = out->level <= MKBA_LEVEL_MUNICIPALITY;
    out->name = kept(
        r, own[0] || !whole ? own : mkba_official_cell(&r->sheet, row, r->municipality_at));
    if (out->level != MKBA_LEVEL_COUNTRY) {
        snprintf(code, sizeof code, "GM%.4s", out->code + 2);
    }
    out->municipality = kept(r, code);
}

/* A row of the first file is new; those of others are laid beside it. */
static mkba_status keep_row(reader *r, const mkba_import_row *row)
{
    mkba_import *import = r->import;
    size_t at = mkba_map_get(&r->by_code, row->code);
    if (r->is_first) {
        import->row = mkba_arena_grow(import->arena, import->row, import->rows,
                                      &r->row_capacity, sizeof *import->row);
        if (!import->row || !mkba_map_put(&r->by_code, row->code, import->rows)) {
            return MKBA_ERR_MEMORY;
        }
        import->row[import->rows++] = *row;
        return MKBA_OK;
    }
    r->not_joined += at == MKBA_MAP_NONE;
    for (size_t i = 0; i < import->data->columns && at != MKBA_MAP_NONE; i++) {
        if (isnan(import->row[at].value[i]) && !isnan(row->value[i])) {
            mkba_import_set(&import->row[at], i, row->value[i], row->source[i]);
        }
    }
    return MKBA_OK;
}

static mkba_status check_twice(reader *r, const char *code, size_t row)
{
    size_t earlier = mkba_map_get(&r->seen, code);
    if (earlier != MKBA_MAP_NONE) {
        char line[32];
        snprintf(line, sizeof line, "%u", mkba_table_line(&r->sheet.table, earlier));
        return fault_at(r, MKBA_ERR_CONFLICT, row, r->code_at, "official.twice",
                        MKBA_WORDS(code, line));
    }
    return mkba_map_put(&r->seen, code, row) ? MKBA_OK : MKBA_ERR_MEMORY;
}

static mkba_status read_row(reader *r, size_t row)
{
    mkba_import_row out = {.line = mkba_table_line(&r->sheet.table, row)};
    char code[16];
    const char *text = mkba_official_cell(&r->sheet, row, r->code_at);
    if (!mkba_official_code(code, &out.level, text)) {
        r->other_rows++;
        return MKBA_OK;
    }
    out.code = kept(r, code);
    if (!mkba_import_row_new(r->import, &out)) {
        return MKBA_ERR_MEMORY;
    }
    mkba_status status = check_twice(r, out.code, row);
    if (status == MKBA_OK) {
        set_names(r, &out, row);
        status = read_figures(r, &out, row);
    }
    return status == MKBA_OK ? keep_row(r, &out) : status;
}

static mkba_status read_rows(reader *r, unsigned year)
{
    mkba_status first = MKBA_OK;
    size_t start = r->issues ? r->issues->total : 0;
    if (r->sheet.table.rows > MOST_ROWS) {
        return fault_in(r, MKBA_ERR_SYNTAX, "official.too_long", NULL);
    }
    for (size_t row = 0; row < r->sheet.table.rows; row++) {
        if (is_of_year(r, row, year)) {
            mkba_status status = read_row(r, row);
            mkba_keep_first(&first, status);
        }
        if (first == MKBA_ERR_MEMORY ||
            (r->issues && r->issues->total - start >= MKBA_MAX_ISSUES)) {
            break;
        }
    }
    return first;
}

/* ------------------------------------------------------------------ A file */

static void note_file(reader *r)
{
    const char *file = mkba_official_base(r->sheet.table.file);
    double shape[] = {(double)r->sheet.table.rows, (double)r->sheet.table.columns,
                      (double)r->sheet.header_line};
    mkba_import_note(r->import, "import.file", MKBA_WORDS(file), 1, 3, shape);
    mkba_import_note_sheet(r->import, &r->sheet);
    if (r->sheet.has_unit_row) {
        mkba_import_note(r->import, "import.unit_row", MKBA_WORDS(file), 0, 0, NULL);
    }
}

static void note_rows(reader *r)
{
    const char *file = mkba_official_base(r->sheet.table.file);
    double others = (double)r->other_rows, apart = (double)r->not_joined;
    double rest = (double)(r->sheet.table.columns - r->sheet.known);
    if (r->sheet.lines_after > 0) {
        double after = (double)r->sheet.lines_after;
        mkba_import_note(r->import, "import.after", MKBA_WORDS(file), 1, 1, &after);
    }
    if (r->other_rows > 0) {
        mkba_import_note(r->import, "import.other_rows", MKBA_WORDS(file), 1, 1, &others);
    }
    if (r->not_joined > 0) {
        mkba_import_note(r->import, "import.not_joined", MKBA_WORDS(file), 1, 1, &apart);
    }
    if (rest > 0) {
        mkba_import_note(r->import, "import.unused", MKBA_WORDS(file), 1, 1, &rest);
    }
}

static void add_sources(reader *r, unsigned year, unsigned char source[2])
{
    char text[16] = "";
    const char *file = mkba_official_base(r->sheet.table.file);
    if (year > 0) {
        snprintf(text, sizeof text, "%u", year);
    }
    const char *id = year > 0 ? "import.source_kwb" : "import.source_kwb_no_year";
    source[0] = mkba_import_add_source(r->import, 'B', id, MKBA_WORDS(file, text));
    id = year > 0 ? "import.source_share" : "import.source_share_no_year";
    source[1] = mkba_import_add_source(r->import, 'D', id, MKBA_WORDS(file, text));
}

static mkba_status read_file(reader *r, const char *path)
{
    unsigned year = 0;
    unsigned char source[2];
    r->seen = (mkba_map){.arena = r->import->arena};
    r->other_rows = r->not_joined = 0;
    mkba_status status = mkba_official_read(&r->sheet, r->import->data, &r->names, "kwb", path,
                                            r->options->decimal, r->import->arena, r->issues);
    if (status == MKBA_OK) {
        status = find_places(r);
    }
    if (status == MKBA_OK) {
        status = find_year(r, &year);
    }
    if (status != MKBA_OK) {
        return status;
    }
    note_file(r);
    add_sources(r, year, source);
    r->first_figure = r->figures.count;
    status = mkba_official_figures_add(&r->figures, r->import, &r->names, &r->sheet, source[0],
                                       source[1]);
    if (status == MKBA_OK) {
        status = read_rows(r, year);
    }
    note_rows(r);
    r->is_first = false;
    return status;
}

/* ------------------------------------------------------------------ The whole */

static mkba_status read_all(reader *r)
{
    const mkba_kwb_options *options = r->options;
    mkba_arena *arena = r->import->arena;
    mkba_place first = {0};
    mkba_status status =
        mkba_official_names_read(&r->names, r->import->data, arena, r->issues);
    if (status == MKBA_OK) {
        status = mkba_builtin_open(&r->builtin, r->import->data, arena, r->issues);
    }
    for (size_t i = 0; i < options->n_files && status == MKBA_OK; i++) {
        status = read_file(r, options->files[i]);
        if (i == 0) {
            first = (mkba_place){.file = r->sheet.table.file, .line = r->sheet.header_line};
        }
    }
    if (status == MKBA_OK) {
        status =
            mkba_kwb_finish(r->import, options, &r->builtin, &r->figures, first, r->issues);
    }
    return status;
}

mkba_status mkba_import_kwb(mkba_import **out, const mkba_data *data,
                            const mkba_kwb_options *options, mkba_issues *issues)
{
    mkba_import *import = mkba_import_new(data);
    *out = NULL;
    if (!import) {
        return MKBA_ERR_MEMORY;
    }
    reader r = {.import = import,
                .options = options,
                .by_code = {.arena = import->arena},
                .issues = issues,
                .is_first = true};
    return mkba_import_end(out, import, &r.builtin, read_all(&r));
}
