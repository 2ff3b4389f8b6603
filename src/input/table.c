#include "input/table.h"

#include "base/map.h"
#include "input/bytes.h"

#include <csv.h>
#include <ctype.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    mkba_arena *arena;
    mkba_table *table;
    mkba_issues *issues;
    mkba_status status;
    const char *rest;  /* the text after the line being read */
    unsigned line;     /* of the physical line being read */
    unsigned row_line; /* where the row began; 0 between rows */
    const char **field;
    size_t fields, field_capacity;
    size_t cell_capacity, line_capacity, cells;
} reader;

static mkba_place place_of(const reader *r, unsigned column)
{
    return (mkba_place){.file = r->table->file, .line = r->row_line, .column = column};
}

static bool out_of_memory(reader *r)
{
    if (r->status == MKBA_ERR_MEMORY) {
        return false;
    }
    r->status = mkba_issue_add(r->issues, MKBA_ERR_MEMORY,
                               (mkba_place){.file = r->table->file}, "memory", NULL);
    return false;
}

/* Length of a blank at `s` (space, tab, line end, no-break space), or 0. */
static size_t blank_at(const char *s)
{
    if (isspace((unsigned char)*s)) {
        return 1;
    }
    return strncmp(s, "\xC2\xA0", 2) == 0 ? 2 : 0;
}

/* Surely no blank, nor part of one: most characters. */
static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

/* Drops the blanks around text[0 .. *length). */
static const char *trimmed(const char *text, size_t *length)
{
    const char *end = text + *length;
    if (text < end && is_plain(*text) && is_plain(end[-1])) {
        return text;
    }
    while (text < end && blank_at(text) > 0) {
        text += blank_at(text);
    }
    for (;;) {
        if (end > text && isspace((unsigned char)end[-1])) {
            end--;
        } else if (end - text >= 2 && memcmp(end - 2, "\xC2\xA0", 2) == 0) {
            end -= 2;
        } else {
            *length = (size_t)(end - text);
            return text;
        }
    }
}

static void keep_field(reader *r, const char *text)
{
    if (r->fields == r->field_capacity) {
        r->field = mkba_arena_grow(r->arena, r->field, r->fields, &r->field_capacity,
                                   sizeof *r->field);
    }
    if (!text || !r->field) {
        out_of_memory(r);
        return;
    }
    r->field[r->fields++] = text;
}

static void on_field(void *text, size_t length, void *context)
{
    reader *r = context;
    const char *start = trimmed(text, &length);
    keep_field(r, mkba_arena_text(r->arena, start, length));
}

static bool all_blank(const reader *r, size_t from)
{
    for (size_t i = from; i < r->fields; i++) {
        if (r->field[i][0] != '\0') {
            return false;
        }
    }
    return true;
}

/* Room for all rows at once: growing would copy. A row is a line at least, and a cell takes a
 * byte at least. */
static void reserve_rows(reader *r)
{
    size_t lines = 1, left = strlen(r->rest);
    for (const char *s = r->rest; (s = strchr(s, '\n')) != NULL; s++) {
        lines++;
    }
    size_t cells = lines > left / r->table->columns ? left + 1 : lines * r->table->columns;
    r->table->cell = mkba_arena_alloc(r->arena, cells, sizeof *r->table->cell);
    r->table->line = mkba_arena_alloc(r->arena, lines, sizeof *r->table->line);
    r->cell_capacity = r->table->cell ? cells : 0;
    r->line_capacity = r->table->line ? lines : 0;
}

static void keep_header(reader *r)
{
    mkba_table *t = r->table;
    t->header = mkba_arena_alloc(r->arena, r->fields, sizeof *t->header);
    if (!t->header) {
        out_of_memory(r);
        return;
    }
    memcpy(t->header, r->field, r->fields * sizeof *t->header);
    t->columns = r->fields;
    reserve_rows(r);
}

static void report_length(reader *r)
{
    char found[32], wanted[32];
    snprintf(found, sizeof found, "%zu", r->fields);
    snprintf(wanted, sizeof wanted, "%zu", r->table->columns);
    mkba_status status =
        mkba_issue_add(r->issues, MKBA_ERR_SYNTAX, place_of(r, 0),
                       r->fields < r->table->columns ? "table.short_row" : "table.long_row",
                       MKBA_WORDS(found, wanted));
    mkba_keep_first(&r->status, status);
}

static void keep_row(reader *r)
{
    mkba_table *t = r->table;
    if (r->fields < t->columns || !all_blank(r, t->columns)) {
        report_length(r);
        return;
    }
    t->line = mkba_arena_grow(r->arena, t->line, t->rows, &r->line_capacity, sizeof *t->line);
    while (t->cell && r->cells + t->columns > r->cell_capacity) {
        t->cell = mkba_arena_grow(r->arena, t->cell, r->cell_capacity, &r->cell_capacity,
                                  sizeof *t->cell);
    }
    if (!t->line || !t->cell) {
        out_of_memory(r);
        return;
    }
    memcpy(t->cell + r->cells, r->field, t->columns * sizeof *t->cell);
    r->cells += t->columns;
    t->line[t->rows++] = r->row_line;
}

static void on_row(int terminator, void *context)
{
    reader *r = context;
    (void)terminator;
    if (r->status != MKBA_ERR_MEMORY && !all_blank(r, 0)) {
        if (!r->table->header) {
            keep_header(r);
        } else {
            keep_row(r);
        }
    }
    r->fields = 0;
    r->row_line = 0;
}

/* The separator that occurs most in the first line, outside quotes; `sep=;` on a line of its
 * own decides. */
static char find_separator(char **text)
{
    static const char candidates[] = ";\t,";
    size_t count[3] = {0};
    while (**text == '\n') {
        ++*text;
    }
    const char *s = *text;
    if (strncmp(s, "sep=", 4) == 0 && !isalnum((unsigned char)s[4]) && !strchr("\n\"", s[4]) &&
        (s[5] == '\n' || s[5] == '\0')) {
        *text += s[5] ? 6 : 5;
        return s[4];
    }
    bool quoted = false;
    for (; *s && *s != '\n'; s++) {
        quoted ^= *s == '"';
        const char *found = quoted ? NULL : strchr(candidates, *s);
        if (found) {
            count[found - candidates]++;
        }
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++) {
        best = count[i] > count[best] ? i : best;
    }
    return candidates[best];
}

/* A line without quotes needs no parser: its cells stay where they are, each closed with a
 * NUL.
 */
static void plain_line(reader *r, char *text, size_t length)
{
    char *end = text + length - (text[length - 1] == '\n');
    r->row_line = r->line;
    for (bool more = true; more && r->status != MKBA_ERR_MEMORY;) {
        char *stop = memchr(text, r->table->separator, (size_t)(end - text));
        more = stop != NULL;
        stop = more ? stop : end;
        size_t n = (size_t)(stop - text);
        size_t before = (size_t)(trimmed(text, &n) - text);
        text[before + n] = '\0';
        keep_field(r, text + before);
        text = stop + 1;
    }
    on_row('\n', r);
}

/* libcsv counts rows, not lines, so it is fed one line at a time. */
static void parse_lines(reader *r, struct csv_parser *parser, char *text)
{
    while (*text && r->status != MKBA_ERR_MEMORY) {
        const char *newline = strchr(text, '\n');
        size_t length = newline ? (size_t)(newline - text) + 1 : strlen(text);
        r->rest = text + length;
        if (r->row_line == 0 && !memchr(text, '"', length)) {
            plain_line(r, text, length);
            text += length;
            r->line++;
            continue;
        }
        if (r->row_line == 0) {
            r->row_line = r->line;
        }
        if (csv_parse(parser, text, length, on_field, on_row, r) != length) {
            r->status = mkba_issue_add(r->issues, MKBA_ERR_SYNTAX,
                                       (mkba_place){.file = r->table->file, .line = r->line},
                                       "table.quotes", NULL);
            return;
        }
        if (r->row_line == r->line && strspn(text, " \t\n") >= length) {
            r->row_line = 0; /* a blank line begins no row */
        }
        text += length;
        r->line++;
    }
    if (csv_fini(parser, on_field, on_row, r) != 0) {
        r->status = mkba_issue_add(r->issues, MKBA_ERR_SYNTAX, place_of(r, 0),
                                   "table.open_quote", NULL);
    }
}

static void parse(reader *r, char *text)
{
    struct csv_parser parser;
    const char *start = text;
    csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
    r->table->separator = find_separator(&text);
    for (const char *s = start; s < text; s++) {
        r->line += *s == '\n';
    }
    csv_set_delim(&parser, (unsigned char)r->table->separator);
    parse_lines(r, &parser, text);
    csv_free(&parser);
}

mkba_status mkba_table_read(mkba_table *out, mkba_arena *arena, const char *file,
                            const char *bytes, size_t length, mkba_issues *issues)
{
    mkba_buffer text = {0};
    *out = (mkba_table){.file = file};
    mkba_status status = mkba_bytes_to_text(&text, file, bytes, length, issues);
    if (status == MKBA_OK) {
        reader r = {.arena = arena, .table = out, .issues = issues, .line = 1};
        char *kept = mkba_arena_text(arena, mkba_buffer_text(&text), text.length);
        if (kept) {
            parse(&r, kept);
        } else {
            out_of_memory(&r);
        }
        status = r.status;
    }
    mkba_buffer_free(&text);
    if (status == MKBA_OK && !out->header) {
        status = mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = file},
                                "table.empty", NULL);
    }
    return status;
}

mkba_status mkba_table_packed(mkba_table *out, mkba_arena *arena, const char *file,
                              const mkba_embedded_file *packed)
{
    *out = (mkba_table){.file = file,
                        .separator = ';',
                        .decimal = '.',
                        .columns = packed->columns,
                        .rows = packed->cells / packed->columns - 1,
                        .packed = packed};
    out->header = mkba_arena_alloc(arena, out->columns, sizeof *out->header);
    for (size_t c = 0; c < out->columns && out->header; c++) {
        out->header[c] = packed->bytes + packed->place[c];
    }
    return out->header ? MKBA_OK : MKBA_ERR_MEMORY;
}

size_t mkba_table_packed_row(const mkba_table *table, const char *name)
{
    const uint16_t *order = table->packed->order;
    size_t from = 0, to = table->rows;
    while (from < to) {
        size_t middle = (from + to) / 2;
        int side = strcmp(name, mkba_table_cell(table, order[middle], 0));
        if (side == 0) {
            return order[middle];
        }
        from = side > 0 ? middle + 1 : from;
        to = side < 0 ? middle : to;
    }
    return MKBA_MAP_NONE;
}

const char *mkba_table_cell(const mkba_table *table, size_t row, size_t column)
{
    size_t at = row * table->columns + column;
    const mkba_embedded_file *packed = table->packed;
    return packed ? packed->bytes + packed->place[table->columns + at] : table->cell[at];
}

unsigned mkba_table_line(const mkba_table *table, size_t row)
{
    return table->packed ? (unsigned)row + 2 : table->line[row];
}

mkba_place mkba_table_place(const mkba_table *table, size_t row, size_t column)
{
    if (table->origin) {
        return table->origin[row * table->columns + column];
    }
    return (mkba_place){.file = table->file,
                        .line = mkba_table_line(table, row),
                        .column = (unsigned)column + 1,
                        .column_name = table->header[column]};
}

mkba_status mkba_table_number(mkba_number *out, const mkba_table *table, size_t row,
                              size_t column, mkba_issues *issues)
{
    const char *text = mkba_table_cell(table, row, column);
    if (table->packed && mkba_number_read(out, text, table->decimal)) {
        return MKBA_OK; /* of the project's own: no doubt how it is written */
    }
    mkba_number_form form = mkba_number_form_of(text);
    *out = (mkba_number){.value = NAN};
    if (form == MKBA_NUMBER_BLANK) {
        return MKBA_OK;
    }
    if (form == MKBA_NUMBER_EITHER && table->decimal == 0) {
        return mkba_issue_add(issues, MKBA_ERR_SYNTAX, mkba_table_place(table, row, column),
                              "cell.ambiguous", MKBA_WORDS(text));
    }
    char decimal = table->decimal ? table->decimal : form == MKBA_NUMBER_COMMA ? ',' : '.';
    if (form != MKBA_NUMBER_BAD && mkba_number_read(out, text, decimal)) {
        return MKBA_OK;
    }
    *out = (mkba_number){.value = NAN};
    bool other_sign = form == MKBA_NUMBER_POINT || form == MKBA_NUMBER_COMMA;
    return mkba_issue_add(issues, MKBA_ERR_SYNTAX, mkba_table_place(table, row, column),
                          text[0] == '#' ? "cell.excel_error"
                          : other_sign   ? "cell.other_decimal"
                                         : "cell.not_a_number",
                          MKBA_WORDS(text));
}

void mkba_table_find_decimal(mkba_table *table, const bool *numeric, mkba_place *assumed,
                             const char **assumed_text)
{
    size_t seen[MKBA_NUMBER_BAD + 1] = {0};
    *assumed_text = NULL;
    for (size_t row = 0; row < table->rows && table->decimal == 0; row++) {
        for (size_t c = 0; c < table->columns; c++) {
            const char *text = mkba_table_cell(table, row, c);
            mkba_number_form form = numeric[c] ? mkba_number_form_of(text) : MKBA_NUMBER_BLANK;
            seen[form]++;
            if (form == MKBA_NUMBER_EITHER && !*assumed_text) {
                *assumed = mkba_table_place(table, row, c);
                *assumed_text = text;
            }
        }
    }
    if (seen[MKBA_NUMBER_POINT] > 0 && seen[MKBA_NUMBER_COMMA] == 0) {
        table->decimal = '.';
    } else if (seen[MKBA_NUMBER_COMMA] > 0 && seen[MKBA_NUMBER_POINT] == 0) {
        table->decimal = ',';
    } else {
        *assumed_text = NULL;
    }
}

void mkba_table_assumed_decimal(mkba_message *out, const mkba_table *table, mkba_place place,
                                const char *text)
{
    char line[32];
    mkba_number number = {.value = NAN};
    snprintf(line, sizeof line, "%u", place.line);
    mkba_number_read(&number, text, table->decimal);
    mkba_message_fill(out, table->decimal == ',' ? "assume.comma" : "assume.point",
                      MKBA_WORDS(text, place.column_name, line, table->file), &number.value,
                      1);
}
