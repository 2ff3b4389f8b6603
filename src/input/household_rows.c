#include "input/household_rows.h"

#include "base/buffer.h"

#include <csv.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    const char *text;
    size_t start, length; /* `start`: in the buffer of a row with quotes */
} cell;

struct mkba_household_reader {
    const mkba_household_columns *columns;
    mkba_take_household take;
    void *context;
    mkba_fault_list *faults;
    unsigned line;     /* of the line that is read */
    unsigned row_line; /* where the row began; 0 between rows */
    cell *cell;
    size_t cells, capacity;
    mkba_buffer quoted; /* the cells of a row with quotes */
    bool failed;
};

mkba_household_reader *mkba_household_reader_new(const mkba_household_columns *columns)
{
    mkba_household_reader *r = calloc(1, sizeof *r);
    if (r) {
        r->columns = columns;
    }
    return r;
}

void mkba_household_reader_free(mkba_household_reader *reader)
{
    if (reader) {
        mkba_buffer_free(&reader->quoted);
        free(reader->cell);
        free(reader);
    }
}

static void fault(const mkba_household_reader *r, mkba_status status, size_t column,
                  const char *id)
{
    if (r->faults) {
        const char *name = column > 0 ? r->columns->name[column - 1] : NULL;
        mkba_fault_add(r->faults, &(mkba_fault){.line = r->row_line,
                                                .column = (unsigned)column,
                                                .status = status,
                                                .id = id,
                                                .name = name});
    }
}

/* ------------------------------------------------------------------ Any row, as cells */

static bool add_cell(mkba_household_reader *r, const char *text, size_t start, size_t length)
{
    if (r->cells == r->capacity) {
        size_t wanted = r->capacity == 0 ? 64 : 2 * r->capacity;
        cell *grown = realloc(r->cell, wanted * sizeof *grown);
        if (!grown) {
            r->failed = true;
            return false;
        }
        r->cell = grown;
        r->capacity = wanted;
    }
    r->cell[r->cells++] = (cell){text, start, length};
    return true;
}

static bool is_no_break_space(const char *text)
{
    return memcmp(text, "\xC2\xA0", 2) == 0;
}

static const char *trimmed(const char *text, size_t *length)
{
    const char *end = text + *length;
    for (bool more = true; more;) {
        bool wide = end - text >= 2 && is_no_break_space(text);
        more = wide || (text < end && isspace((unsigned char)*text));
        text += more ? 1 + wide : 0;
    }
    for (bool more = true; more;) {
        bool wide = end - text >= 2 && is_no_break_space(end - 2);
        more = wide || (text < end && isspace((unsigned char)end[-1]));
        end -= more ? 1 + wide : 0;
    }
    *length = (size_t)(end - text);
    return text;
}

/* Nothing, or "." or "NA", as in every input. */
static bool is_blank(const char *text, size_t length)
{
    return length == 0 || (length == 1 && text[0] == '.') ||
           (length == 2 && strncasecmp(text, "NA", 2) == 0);
}

/* A whole number below ten, perhaps with decimals that are 0; -1 when it is none. */
static int whole_digit(const char *text, size_t length)
{
    size_t at = 0;
    while (at + 1 < length && text[at] == '0' && isdigit((unsigned char)text[at + 1])) {
        at++;
    }
    if (at == length || !isdigit((unsigned char)text[at])) {
        return -1;
    }
    int value = text[at++] - '0';
    if (at < length && (text[at] == ',' || text[at] == '.') && at + 1 < length) {
        at++;
        while (at < length && text[at] == '0') {
            at++;
        }
    }
    return at == length ? value : -1;
}

static void take_score(mkba_household_reader *r, mkba_household_row *row, size_t column,
                       const char *text, size_t length)
{
    int score = whole_digit(text, length);
    if (is_blank(text, length)) {
        return;
    }
    if (score < 1 || score > 5) {
        fault(r, MKBA_ERR_RANGE, column + 1, "household.score");
        row->is_whole = false;
        return;
    }
    row->acute += score <= 2;
    row->mild += score == 3;
    row->scored++;
}

static void take_cell(mkba_household_reader *r, mkba_household_row *row, size_t column)
{
    mkba_household_role role = r->columns->role[column];
    size_t length = r->cell[column].length;
    const char *text = trimmed(r->cell[column].text, &length);
    if (role == MKBA_HOUSEHOLD_SCORE) {
        take_score(r, row, column, text, length);
    } else if (role == MKBA_HOUSEHOLD_AREA) {
        row->area = text;
        row->area_length = is_blank(text, length) ? 0 : length;
    } else if (role == MKBA_HOUSEHOLD_ID) {
        row->id = text;
        row->id_length = is_blank(text, length) ? 0 : length;
    }
}

static bool blank_from(const mkba_household_reader *r, size_t column)
{
    for (; column < r->cells; column++) {
        size_t length = r->cell[column].length;
        trimmed(r->cell[column].text, &length);
        if (length > 0) {
            return false;
        }
    }
    return true;
}

static void report_length(const mkba_household_reader *r)
{
    if (r->faults) {
        bool is_short = r->cells < r->columns->columns;
        mkba_fault_add(
            r->faults,
            &(mkba_fault){.line = r->row_line,
                          .status = MKBA_ERR_SYNTAX,
                          .id = is_short ? "table.short_row" : "table.long_row",
                          .number = {(unsigned)r->cells, (unsigned)r->columns->columns}});
    }
}

/* Rows of blank cells are left out, as in every input. */
static void take_cells(mkba_household_reader *r)
{
    mkba_household_row row = {.area = "", .id = "", .line = r->row_line, .is_whole = true};
    if (r->failed || blank_from(r, 0)) {
        return;
    }
    if (r->cells < r->columns->columns || !blank_from(r, r->columns->columns)) {
        report_length(r);
        return;
    }
    for (size_t c = 0; c < r->columns->columns; c++) {
        take_cell(r, &row, c);
    }
    r->take(r->context, &row);
}

/* A line without quotes. */
static void cut_line(mkba_household_reader *r, const char *text, size_t length)
{
    r->cells = 0;
    for (bool more = true; more;) {
        const char *stop = memchr(text, r->columns->separator, length);
        size_t n = stop ? (size_t)(stop - text) : length;
        more = add_cell(r, text, 0, n) && stop;
        text += n + 1;
        length -= n + more;
    }
    take_cells(r);
}

/* ------------------------------------------------------------------ Rows as they mostly are
 */

/* What one digit counts for, all three in one number: domains at 1 or 2, at 3, with a score.
 * Of what is no score nothing. */
enum { MILD = 8, SCORED = 16, ALL_BITS = 0xFF };
static const unsigned weight[256] = {
    ['1'] = 1u | 1u << SCORED, ['2'] = 1u | 1u << SCORED, ['3'] = 1u << MILD | 1u << SCORED,
    ['4'] = 1u << SCORED,      ['5'] = 1u << SCORED,
};

/* Scores of one digit, or none, each closed by a separator: without a branch per cell, because
 * nobody can guess which are blank. NULL: they are something else. */
static const char *plain_scores(const char *text, size_t count, char separator, unsigned *sum)
{
    unsigned filled = 0, wrong = 0, all = 0;
    for (; count > 0; count--) {
        unsigned blank = text[0] == separator;
        wrong |= !(blank | (text[1] == separator));
        all += weight[(unsigned char)text[0]];
        filled += 1 - blank;
        text += 2 - blank;
    }
    *sum += all;
    return wrong || all >> SCORED != filled ? NULL : text;
}

static bool is_plain(char c)
{
    return (unsigned char)c > ' ' && (unsigned char)c < 0x80;
}

/* Neither blank nor with blanks around it. */
static bool is_plain_text(const char *text, size_t length)
{
    return length > 0 && is_plain(text[0]) && is_plain(text[length - 1]) &&
           (length > 2 || !is_blank(text, length));
}

/* Text without blanks around it: its length, or 0 when it is something else. */
static size_t plain_text(const char *text, char stop)
{
    size_t n = 0;
    while (text[n] != stop && text[n] != '\n') {
        n++;
    }
    return text[n] == stop && is_plain_text(text, n) ? n : 0;
}

/* A cell that is not read. NULL: the line ends in it. */
static const char *skip_cells(const char *text, size_t count, char separator)
{
    for (; count > 0; count--) {
        while (*text != separator) {
            if (*text++ == '\n') {
                return NULL;
            }
        }
        text++;
    }
    return text;
}

static const char *keep_text(mkba_household_row *row, mkba_household_role role,
                             const char *text, size_t length)
{
    if (role == MKBA_HOUSEHOLD_AREA) {
        row->area = text;
        row->area_length = length;
    } else {
        row->id = text;
        row->id_length = length;
    }
    return length > 0 ? text + length + 1 : NULL;
}

/* The last cell of a line, which ends with \n or \r\n. */
static const char *plain_last(mkba_household_row *row, mkba_household_role role,
                              char separator, const char *text, unsigned *sum)
{
    size_t n = 0;
    while (text[n] != '\n' && text[n] != separator) {
        n++;
    }
    if (text[n] == separator) {
        return NULL;
    }
    const char *next = text + n + 1;
    n -= n > 0 && text[n - 1] == '\r';
    if (role == MKBA_HOUSEHOLD_SCORE) {
        unsigned all = n == 1 ? weight[(unsigned char)text[0]] : 0;
        *sum += all;
        return n == 0 || all > 0 ? next : NULL;
    }
    if (role == MKBA_HOUSEHOLD_OTHER) {
        return next;
    }
    return is_plain_text(text, n) && keep_text(row, role, text, n) ? next : NULL;
}

/* A row in its usual form. Returns where the next line begins, or NULL: it is something else.
 */
static const char *plain_row(mkba_household_row *row, const mkba_household_columns *columns,
                             const char *text)
{
    unsigned sum = 0;
    char separator = columns->separator;
    for (size_t i = 0; i < columns->runs && text; i++) {
        mkba_household_role role = columns->run[i].role;
        size_t count = columns->run[i].count - (i + 1 == columns->runs);
        if (role == MKBA_HOUSEHOLD_SCORE) {
            text = plain_scores(text, count, separator, &sum);
        } else if (role == MKBA_HOUSEHOLD_OTHER) {
            text = skip_cells(text, count, separator);
        } else if (count > 0) {
            text = keep_text(row, role, text, plain_text(text, separator));
        }
    }
    if (text) {
        mkba_household_role last = columns->run[columns->runs - 1].role;
        text = plain_last(row, last, separator, text, &sum);
    }
    row->acute = sum & ALL_BITS;
    row->mild = sum >> MILD & ALL_BITS;
    row->scored = sum >> SCORED;
    return text;
}

/* Takes the line at `text`; returns where the next one begins. */
static const char *take_line(mkba_household_reader *r, const char *text, const char *end)
{
    mkba_household_row row = {.line = r->line, .is_whole = true, .area = "", .id = ""};
    const char *next = plain_row(&row, r->columns, text);
    if (next) {
        r->take(r->context, &row);
        return next;
    }
    next = (const char *)memchr(text, '\n', (size_t)(end - text)) + 1;
    r->row_line = r->line;
    cut_line(r, text, (size_t)(next - text) - 1);
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
    mkba_buffer_add_bytes(&r->quoted, text ? text : "", length);
    add_cell(r, NULL, start, length);
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
    take_cells(r);
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
    if (block->length > 0 && block->text[block->length - 1] != '\n') {
        block->text[block->length++] = '\n';
    }
    const char *end = block->text + block->length;
    if (!block->has_quotes) {
        read_lines(r, block->text, end);
    } else if (csv_init(&parser, CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL) == 0) {
        csv_set_delim(&parser, (unsigned char)r->columns->separator);
        read_quoted(r, &parser, block->text, end);
        csv_free(&parser);
    } else {
        r->failed = true;
    }
    return !r->failed;
}
