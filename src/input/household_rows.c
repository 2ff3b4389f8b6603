#include "input/household_rows.h"

#include "input/household_parts.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

mkba_household_reader *mkba_household_reader_new(const mkba_household_columns *columns)
{
    mkba_household_reader *r = calloc(1, sizeof *r);
    if (r) {
        r->columns = columns;
    }
    return r;
}

void mkba_household_reader_use(mkba_household_reader *reader,
                               const mkba_household_columns *columns)
{
    reader->columns = columns;
}

void mkba_household_reader_free(mkba_household_reader *reader)
{
    if (reader) {
        mkba_buffer_free(&reader->quoted);
        free(reader->cell);
        free(reader);
    }
}

/* Takes the line at `text`; returns where the next one begins. */
static const char *take_line(mkba_household_reader *r, const char *text, const char *end)
{
    mkba_household_row row = {.line = r->line, .is_whole = true, .area = "", .id = ""};
    if (*text == '\n') {
        return text + 1;
    }
    const char *next = mkba_household_plain_row(&row, r->columns, text);
    if (next) {
        r->take(r->context, &row);
        return next;
    }
    next = (const char *)memchr(text, '\n', (size_t)(end - text)) + 1;
    r->row_line = r->line;
    mkba_household_cut_line(r, text, (size_t)(next - text) - 1);
    r->row_line = 0;
    return next;
}

static void read_lines(mkba_household_reader *r, const char *text, const char *end)
{
    for (; text < end && !r->failed; r->line++) {
        text = take_line(r, text, end);
    }
}

/* ------------------------------------------------------------------ Rows with quotes */

static void on_field(void *text, size_t length, void *context)
{
    mkba_household_reader *r = context;
    size_t start = r->quoted.length;
    mkba_buffer_add_bytes(&r->quoted, text, length);
    mkba_household_add_cell(r, NULL, start, length);
}

static void on_row(int terminator, void *context)
{
    mkba_household_reader *r = context;
    (void)terminator;
    mkba_buffer_add_char(&r->quoted, '\0', MKBA_BLOCK_PAD);
    r->failed = r->failed || r->quoted.failed;
    for (size_t i = 0; i < r->cells && !r->failed; i++) {
        r->cell[i].text = r->quoted.text + r->cell[i].start;
    }
    mkba_household_take_cells(r);
    r->cells = 0;
    r->quoted.length = 0;
    r->row_line = 0;
}

static void quote_fault(const mkba_household_reader *r, unsigned line, const char *id)
{
    if (r->faults) {
        mkba_fault_add_last(r->faults,
                            &(mkba_fault){.line = line, .status = MKBA_ERR_SYNTAX, .id = id});
    }
}

/* As in table.c: libcsv is fed line by line, and only what has quotes. */
static void read_quoted(mkba_household_reader *r, struct csv_parser *parser, const char *text,
                        const char *end)
{
    for (const char *next; text < end && !r->failed; text = next, r->line++) {
        next = (const char *)memchr(text, '\n', (size_t)(end - text)) + 1;
        size_t length = (size_t)(next - text);
        if (r->row_line == 0 && !memchr(text, '"', length)) {
            take_line(r, text, end);
            continue;
        }
        if (r->row_line == 0) {
            r->row_line = r->line;
            r->cells = 0;
        }
        if (csv_parse(parser, text, length, on_field, on_row, r) != length) {
            quote_fault(r, r->line, "table.quotes");
            return;
        }
    }
    if (csv_fini(parser, on_field, on_row, r) != 0) {
        quote_fault(r, r->row_line, "table.open_quote");
    }
}

/* ------------------------------------------------------------------ Blocks */

static size_t unify_line_ends(char *text, size_t length)
{
    size_t to = 0;
    for (size_t from = 0; from < length; from++) {
        char c = text[from];
        if (c == '\r') {
            c = '\n';
            from += from + 1 < length && text[from + 1] == '\n';
        }
        text[to++] = c;
    }
    return to;
}

bool mkba_household_read_block(mkba_household_reader *reader, mkba_block *block,
                               mkba_take_household take, void *context,
                               mkba_fault_list *faults)
{
    mkba_household_reader *r = reader;
    struct csv_parser parser;
    r->take = take;
    r->context = context;
    r->faults = faults;
    r->line = block->line;
    r->row_line = 0;
    r->cells = 0;
    r->quoted.length = 0;
    if (block->has_returns ||
        (block->has_quotes && memchr(block->text, '\r', block->length))) {
        block->length = unify_line_ends(block->text, block->length);
    }
    if (block->text[block->length - 1] != '\n') {
        block->text[block->length++] = '\n';
    }
    const char *end = block->text + block->length;
    if (block->has_quotes) {
        csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL);
        csv_set_delim(&parser, (unsigned char)r->columns->separator);
        read_quoted(r, &parser, block->text, end);
        csv_free(&parser);
    } else {
        read_lines(r, block->text, end);
    }
    return !r->failed;
}
