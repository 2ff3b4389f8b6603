#include "input/official.h"

#include "input/bytes.h"
#include "input/columns.h"
#include "input/nearest.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* The names of columns stand within so many lines; a table has at most so many columns. */
enum { MOST_LINES_BEFORE = 60, MOST_COLUMNS = 4096, MOST_AFTER = 40 };

typedef struct {
    const mkba_data *data;
    const mkba_official_names *names;
    const char *kind;
    const char *file;
    char *text; /* of which lines that are no part of the table become empty */
    mkba_arena *arena;
    mkba_issues *issues;
    bool *no_memory; /* for a line that was only looked at */
} reader;

static mkba_status fault(const reader *r, mkba_status status, unsigned line, const char *id,
                         const char *const *words)
{
    return mkba_issue_add(r->issues, status, (mkba_place){.file = r->file, .line = line}, id,
                          words);
}

static size_t line_length(const char *line)
{
    return strcspn(line, "\n");
}

/* ------------------------------------------------------------------ One line */

/* The cells of a line, as the header of a table of that line alone. */
static bool cells_of(const reader *r, mkba_table *out, const char *line)
{
    size_t length = line_length(line);
    mkba_status status = strspn(line, " \t") < length
                             ? mkba_table_read(out, r->arena, r->file, line, length, NULL)
                             : MKBA_ERR_MISSING;
    *r->no_memory = *r->no_memory || status == MKBA_ERR_MEMORY;
    return status == MKBA_OK;
}

static size_t filled(const mkba_table *cells)
{
    size_t n = 0;
    for (size_t c = 0; c < cells->columns; c++) {
        n += cells->header[c][0] != '\0';
    }
    return n;
}

static size_t known_names(const reader *r, const mkba_table *cells, bool *has_code)
{
    size_t known = 0;
    *has_code = false;
    for (size_t c = 0; c < cells->columns; c++) {
        const mkba_official_name *n =
            mkba_official_find(r->names, r->kind, cells->header[c]).name;
        known += n != NULL;
        *has_code =
            *has_code ||
            (n && (strcmp(n->column, "@code") == 0 || strcmp(n->column, "@place") == 0));
    }
    return known;
}

/* ------------------------------------------------------------------ Where the names are */

typedef struct {
    char *line; /* NULL: none */
    unsigned number;
    size_t known;
    bool has_code;
    mkba_table cells;
} header_line;

/* The line with the most names that are known. */
static header_line find_header(const reader *r)
{
    header_line best = {.line = NULL};
    unsigned number = 1;
    for (char *s = r->text; *s && number <= MOST_LINES_BEFORE; number++) {
        header_line here = {.line = s, .number = number};
        size_t length = line_length(s);
        if (cells_of(r, &here.cells, s)) {
            here.known = known_names(r, &here.cells, &here.has_code);
            if (!best.line || here.known > best.known ||
                (best.known == 0 && filled(&here.cells) > filled(&best.cells))) {
                best = here;
            }
        }
        s += length + (s[length] == '\n');
    }
    return best;
}

static bool looks_like_areas(const reader *r, const mkba_table *cells)
{
    bool code = false, households = false;
    for (size_t c = 0; c < cells->columns; c++) {
        mkba_header what;
        size_t i = mkba_columns_find(r->data, cells->header[c], &what);
        code = code || (i != MKBA_MAP_NONE && strcmp(r->data->column[i].id, "code") == 0);
        households = households ||
                     (i != MKBA_MAP_NONE && strcmp(r->data->column[i].id, "households") == 0);
    }
    return code && households;
}

static bool looks_like(const reader *r, const char *kind)
{
    reader other = *r;
    other.kind = kind;
    header_line header = find_header(&other);
    return header.has_code && header.known >= (strcmp(kind, "iv3") == 0 ? 5 : 3);
}

/* The names of the table that are nearest to one in the file. */
static void find_nearest(const reader *r, const mkba_table *cells, const char **name,
                         mkba_nearest *nearest)
{
    char plain[MKBA_TEXT];
    *name = cells->header[0];
    nearest->text[0] = '\0';
    for (size_t c = 0; c < cells->columns && !nearest->text[0]; c++) {
        char squashed[MKBA_TEXT];
        size_t n = 0;
        mkba_plain_name(plain, sizeof plain, cells->header[c]);
        for (const char *s = plain; *s; s++) {
            squashed[n] = *s;
            n += *s != '_';
        }
        squashed[n] = '\0';
        memcpy(plain, squashed, n + 1);
        mkba_nearest_start(nearest, plain);
        for (size_t i = 0; i < r->names->rows && n >= 3; i++) {
            const mkba_official_name *row = &r->names->row[i];
            if (strcmp(row->kind, r->kind) == 0) {
                mkba_nearest_offer(nearest, row->name, row->name);
            }
        }
        mkba_nearest_finish(nearest);
        *name = nearest->text[0] ? cells->header[c] : *name;
    }
}

/* What the file is instead, as far as that shows. */
static mkba_status refuse(const reader *r, const header_line *best)
{
    bool kwb = strcmp(r->kind, "kwb") == 0;
    if (!best->line) {
        return fault(r, MKBA_ERR_MISSING, 0, "table.empty", NULL);
    }
    if (looks_like(r, kwb ? "iv3" : "kwb")) {
        return fault(r, MKBA_ERR_CONFLICT, best->number,
                     kwb ? "official.is_iv3" : "official.is_kwb", NULL);
    }
    if (looks_like_areas(r, &best->cells)) {
        return fault(r, MKBA_ERR_CONFLICT, best->number, "official.is_areas", NULL);
    }
    if (best->known > 0) {
        return fault(r, MKBA_ERR_MISSING, best->number,
                     kwb ? "official.no_code" : "official.no_iv3_code", NULL);
    }
    mkba_nearest nearest;
    const char *name;
    find_nearest(r, &best->cells, &name, &nearest);
    return fault(r, MKBA_ERR_UNKNOWN, best->number,
                 nearest.text[0]
                     ? (kwb ? "official.unknown_near" : "official.iv3_unknown_near")
                 : kwb ? "official.unknown"
                       : "official.iv3_unknown",
                 MKBA_WORDS(name, nearest.text));
}

/* ------------------------------------------------------------------ Around the table */

static void clear(char *line, size_t length)
{
    if (length > 0) {
        memmove(line, line + length, strlen(line + length) + 1);
    }
}

/* Below the names may stand what they are counted in. */
static bool is_unit_row(const reader *r, const header_line *header, const mkba_table *cells)
{
    size_t units = 0, others = 0;
    for (size_t c = 0; c < cells->columns && c < header->cells.columns; c++) {
        const char *text = cells->header[c];
        bool known =
            mkba_official_find(r->names, r->kind, header->cells.header[c]).name != NULL;
        bool unit = mkba_official_unit(r->names, text) != NULL;
        units += known && unit;
        mkba_number_form form = mkba_number_form_of(text);
        others += known && !unit && form != MKBA_NUMBER_BAD && form != MKBA_NUMBER_BLANK;
    }
    return units > 0 && others == 0;
}

/* A line below the table: one cell at most, and no code where codes are. */
static bool is_below(const reader *r, const char *line)
{
    mkba_table cells;
    char code[16];
    mkba_level level;
    if (!cells_of(r, &cells, line)) {
        return true;
    }
    for (size_t c = 0; c < cells.columns; c++) {
        if (mkba_official_code(code, &level, cells.header[c])) {
            return false;
        }
    }
    return filled(&cells) <= 1;
}

/* Cuts lines off the end of the text as long as they are no rows. */
static size_t cut_below(const reader *r, char *table)
{
    size_t cut = 0;
    for (size_t tries = 0; tries < MOST_AFTER; tries++) {
        size_t length = strlen(table);
        while (table[length - 1] == '\n') { /* it has a line */
            table[--length] = '\0';
        }
        char *line = table + length;
        while (line > table && line[-1] != '\n') {
            line--;
        }
        if (line == table || !is_below(r, line)) {
            break;
        }
        cut += line_length(line) > 0;
        *line = '\0';
    }
    return cut;
}

/* Line ends only, so that the lines of the table keep their numbers. */
static void clear_above(reader *r, const char *table)
{
    size_t lines = 0;
    for (const char *s = r->text; s < table; s++) {
        lines += *s == '\n';
    }
    memset(r->text, '\n', lines);
    clear(r->text + lines, (size_t)(table - r->text) - lines);
}

/* ------------------------------------------------------------------ The whole */

static bool name_headers(reader *r, mkba_official_sheet *out, const mkba_table *units)
{
    mkba_table *t = &out->table;
    out->header = mkba_arena_alloc(r->arena, t->columns, sizeof *out->header);
    for (size_t c = 0; c < t->columns && out->header; c++) {
        const char *below = units && c < units->columns ? units->header[c] : "";
        const char *unit = mkba_official_unit(r->names, below);
        if (t->header[c][0] == '\0' && below[0] && !unit) {
            t->header[c] = below; /* a name that stands in the row of units */
        }
        out->header[c] = mkba_official_find(r->names, r->kind, t->header[c]);
        out->header[c].unit = unit ? unit : out->header[c].unit;
        out->known += out->header[c].name != NULL;
    }
    return out->header != NULL;
}

static void find_decimal(mkba_official_sheet *out, mkba_arena *arena, char decimal)
{
    mkba_place place = {0};
    const char *text = NULL;
    mkba_table *t = &out->table;
    bool *numeric = mkba_arena_alloc(arena, t->columns, sizeof *numeric);
    for (size_t c = 0; c < t->columns && numeric; c++) {
        const mkba_official_name *n = out->header[c].name;
        numeric[c] = n && (n->column[0] != '@' || strcmp(n->column, "@amount") == 0);
    }
    t->decimal = decimal;
    if (numeric) {
        mkba_table_find_decimal(t, numeric, &place, &text);
    }
    out->has_assumed = text != NULL;
    if (text) {
        mkba_table_assumed_decimal(&out->assumed, t, place, text);
    }
}

static mkba_status read_table(reader *r, mkba_official_sheet *out, header_line *header,
                              char decimal)
{
    mkba_table units = {0};
    char *next = header->line + line_length(header->line);
    out->header_line = header->number;
    out->lines_before = header->number - 1;
    out->has_unit_row =
        *next && cells_of(r, &units, next + 1) && is_unit_row(r, header, &units);
    if (out->has_unit_row) { /* an empty line in its place */
        clear(next + 1, line_length(next + 1));
    }
    out->lines_after = cut_below(r, header->line);
    clear_above(r, header->line);
    mkba_status status =
        mkba_table_read(&out->table, r->arena, r->file, r->text, strlen(r->text), r->issues);
    if (status != MKBA_OK) {
        return status;
    }
    if (out->table.columns > MOST_COLUMNS) {
        return fault(r, MKBA_ERR_SYNTAX, header->number, "official.too_wide", NULL);
    }
    if (out->table.rows == 0) {
        return fault(r, MKBA_ERR_MISSING, header->number, "table.no_rows", NULL);
    }
    if (!name_headers(r, out, out->has_unit_row ? &units : NULL)) {
        return MKBA_ERR_MEMORY;
    }
    find_decimal(out, r->arena, decimal);
    return MKBA_OK;
}

static mkba_status read_text(reader *r, const char *path, mkba_issues *issues)
{
    mkba_buffer bytes = {0}, text = {0};
    mkba_status status = mkba_bytes_read(&bytes, path, issues);
    if (status == MKBA_OK) {
        status =
            mkba_bytes_to_text(&text, path, mkba_buffer_text(&bytes), bytes.length, issues);
    }
    if (status == MKBA_OK) {
        r->text = mkba_arena_text(r->arena, mkba_buffer_text(&text), text.length);
        status = r->text ? MKBA_OK : MKBA_ERR_MEMORY;
    }
    mkba_buffer_free(&bytes);
    mkba_buffer_free(&text);
    if (status == MKBA_OK && r->text[strspn(r->text, " \t\n")] == '<') {
        status = fault(r, MKBA_ERR_SYNTAX, 1, "official.html", NULL);
    }
    return status;
}

mkba_status mkba_official_read(mkba_official_sheet *out, const mkba_data *data,
                               const mkba_official_names *names, const char *kind,
                               const char *path, char decimal, mkba_arena *arena,
                               mkba_issues *issues)
{
    bool no_memory = false;
    reader r = {.data = data,
                .names = names,
                .kind = kind,
                .file = path,
                .arena = arena,
                .issues = issues,
                .no_memory = &no_memory};
    *out = (mkba_official_sheet){.kind = kind};
    mkba_status status = read_text(&r, path, issues);
    unsigned bad = status == MKBA_OK ? mkba_official_bad_quotes(r.text) : 0;
    if (bad > 0) {
        status = fault(&r, MKBA_ERR_SYNTAX, bad, "official.quotes", NULL);
    }
    if (status != MKBA_OK) {
        return status;
    }
    header_line header = find_header(&r);
    bool other = strcmp(kind, "kwb") == 0 && header.line && looks_like(&r, "iv3");
    if (no_memory) {
        return MKBA_ERR_MEMORY;
    }
    status = header.line && header.has_code && !other ? read_table(&r, out, &header, decimal)
                                                      : refuse(&r, &header);
    return no_memory || mkba_arena_failed(arena) ? MKBA_ERR_MEMORY : status;
}
