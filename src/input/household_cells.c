#include "input/household_parts.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

static void fault(const mkba_household_reader *r, mkba_status status, size_t column,
                  const char *id)
{
    if (r->faults) {
        const char *name = r->columns->name[column - 1];
        mkba_fault_add(r->faults, &(mkba_fault){.line = r->row_line,
                                                .column = (unsigned)column,
                                                .status = status,
                                                .id = id,
                                                .name = name});
    }
}

bool mkba_household_add_cell(mkba_household_reader *r, const char *text, size_t start,
                             size_t length)
{
    if (r->cells == r->capacity) {
        size_t wanted = r->capacity == 0 ? 64 : 2 * r->capacity;
        mkba_household_cell *grown = realloc(r->cell, wanted * sizeof *grown);
        if (!grown) {
            r->failed = true;
            return false;
        }
        r->cell = grown;
        r->capacity = wanted;
    }
    r->cell[r->cells++] = (mkba_household_cell){text, start, length};
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
bool mkba_household_is_blank(const char *text, size_t length)
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
    if (mkba_household_is_blank(text, length)) {
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
        row->area_length = mkba_household_is_blank(text, length) ? 0 : length;
    } else if (role == MKBA_HOUSEHOLD_ID) {
        row->id = text;
        row->id_length = mkba_household_is_blank(text, length) ? 0 : length;
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
void mkba_household_take_cells(mkba_household_reader *r)
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
void mkba_household_cut_line(mkba_household_reader *r, const char *text, size_t length)
{
    r->cells = 0;
    for (bool more = true; more;) {
        const char *stop = memchr(text, r->columns->separator, length);
        size_t n = stop ? (size_t)(stop - text) : length;
        more = mkba_household_add_cell(r, text, 0, n) && stop;
        text += n + 1;
        length -= n + more;
    }
    mkba_household_take_cells(r);
}
