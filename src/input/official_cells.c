#include "input/official.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

size_t mkba_official_at(const mkba_official_names *names, const mkba_official_sheet *sheet,
                        const char *word)
{
    for (size_t i = 0; i < names->rows; i++) {
        for (size_t c = 0; c < sheet->table.columns && strcmp(names->row[i].column, word) == 0;
             c++) {
            if (sheet->header[c].name == &names->row[i]) {
                return c;
            }
        }
    }
    return SIZE_MAX;
}

const char *mkba_official_cell(const mkba_official_sheet *sheet, size_t row, size_t at)
{
    return at == SIZE_MAX ? "" : mkba_table_cell(&sheet->table, row, at);
}

/* Marks of CBS for what is not known, secret, or cannot be, beside a blank and a point. */
static bool is_mark(const char *text)
{
    static const char *const marks[] = {",",      "-",         "x",        "X",
                                        "-99995", "-99996",    "-99997",   "-99998",
                                        "-99999", "-99999999", "-99999998"};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        if (strcmp(marks[i], text) == 0) {
            return true;
        }
    }
    return false;
}

mkba_status mkba_official_number(double *out, const mkba_official_sheet *sheet, size_t row,
                                 size_t at, mkba_issues *issues)
{
    mkba_number number = {.value = NAN};
    *out = NAN;
    if (at == SIZE_MAX || is_mark(mkba_table_cell(&sheet->table, row, at))) {
        return MKBA_OK;
    }
    mkba_status status = mkba_table_number(&number, &sheet->table, row, at, issues);
    *out = number.value;
    return status;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* The locale of the host program has no say in what a letter is. */
static char upper(char c)
{
    return c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c;
}

unsigned mkba_official_year(const char *period)
{
    unsigned year = 0;
    for (size_t i = 0; i < 4; i++) {
        if (!is_digit(period[i])) {
            return 0;
        }
        year = year * 10 + (unsigned)(period[i] - '0');
    }
    return year >= 1900 && year <= 2200 ? year : 0;
}

const char *mkba_official_base(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash ? slash + 1 : path;
}

static bool all_alphanumeric(const char *text)
{
    while (is_digit(*text) || (upper(*text) >= 'A' && upper(*text) <= 'Z')) {
        text++;
    }
    return *text == '\0';
}

/* Digits alone, where a leading zero may have got lost: GM0358 as 358. */
static bool code_of_digits(char out[16], mkba_level *level, const char *text, size_t length)
{
    static const struct {
        size_t length;
        const char *prefix;
        mkba_level level;
    } rows[] = {{4, "GM", MKBA_LEVEL_MUNICIPALITY},
                {6, "WK", MKBA_LEVEL_DISTRICT},
                {8, "BU", MKBA_LEVEL_NEIGHBOURHOOD}};
    for (size_t i = 0; i < 3; i++) {
        if (length == rows[i].length || (i == 0 && length > 0 && length < 4)) {
            snprintf(out, 16, "%s%.*s%s", rows[i].prefix, (int)(rows[i].length - length),
                     "0000", text);
            *level = rows[i].level;
            return true;
        }
    }
    return false;
}

bool mkba_official_code(char out[16], mkba_level *level, const char *text)
{
    static const struct {
        const char *prefix;
        size_t shortest, longest;
        mkba_level level;
    } rows[] = {{"NL", 2, 4, MKBA_LEVEL_COUNTRY},
                {"GM", 6, 6, MKBA_LEVEL_MUNICIPALITY},
                {"WK", 8, 8, MKBA_LEVEL_DISTRICT},
                {"BU", 10, 10, MKBA_LEVEL_NEIGHBOURHOOD}};
    size_t length = strlen(text);
    if (length == 0 || strspn(text, "0123456789") == length) {
        return code_of_digits(out, level, text, length);
    }
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (upper(text[0]) == rows[i].prefix[0] && upper(text[1]) == rows[i].prefix[1] &&
            length >= rows[i].shortest && length <= rows[i].longest &&
            all_alphanumeric(text) && (length == 2 || is_digit(text[2]))) {
            for (size_t k = 0; k <= length; k++) {
                out[k] = upper(text[k]);
            }
            *level = rows[i].level;
            return true;
        }
    }
    return false;
}
