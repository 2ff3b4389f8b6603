/* Official statistics as people download them, made into areas: key figures of districts and
 * neighbourhoods of CBS (kerncijfers wijken en buurten) and municipal accounts (Iv3). Public
 * as the opaque mkba_import. Which name means which column is a table (official_columns.csv).
 */
#ifndef MKBA_INPUT_OFFICIAL_H
#define MKBA_INPUT_OFFICIAL_H

#include "input/areas.h"
#include "input/table.h"

/* Where figures come from, in words that the report puts into a sentence, and how good that
 * is. */
typedef struct {
    mkba_message text;
    char grade;
} mkba_import_source;

typedef struct {
    const char *code;
    const char *name;         /* "" when the file has none */
    const char *municipality; /* its code; "" for a country */
    mkba_level level;
    unsigned line;
    double *value;         /* per column of data->column; NaN: not known */
    unsigned char *source; /* per column: an index in mkba_import.source, where it has one */
} mkba_import_row;

struct mkba_import {
    mkba_arena *arena;
    const mkba_data *data;
    mkba_import_row *row;
    size_t rows;
    double price_year; /* of the amounts; NaN: that of the model */
    mkba_import_source *source;
    size_t sources, source_capacity;
    mkba_message *note; /* what was used, what was not, and what to mind */
    size_t notes, note_capacity;
};

/* ------------------------------------------------------------------ Names */

/* A row of official_columns.csv. */
typedef struct {
    const char *kind;   /* unit, kwb, iv3, or field (a task field of Iv3) */
    const char *name;   /* lower case, letters and digits only (a unit: as a plain name) */
    const char *column; /* of an areas file; @... what is no figure; - known and not used */
    const char *unit;   /* when the file does not say; "" when it has to */
    const char *base;   /* the column that a share of this figure is a share of */
    const char *also_holds; /* the column whose spending this field holds too */
} mkba_official_name;

typedef struct {
    mkba_official_name *row;
    size_t rows;
} mkba_official_names;

mkba_status mkba_official_names_read(mkba_official_names *out, const mkba_data *data,
                                     mkba_arena *arena, mkba_issues *issues);

/* What a header means. */
typedef struct {
    const mkba_official_name *name; /* NULL: not known */
    const char *unit;               /* as the header has it; "" when it has none */
} mkba_official_header;

/* Looks a header up among the names of a kind: `_NN` behind it, a path before it, and a unit
 * in brackets do not matter. */
mkba_official_header mkba_official_find(const mkba_official_names *names, const char *kind,
                                        const char *header);
/* The unit that a text names, or NULL. */
const char *mkba_official_unit(const mkba_official_names *names, const char *text);

/* ------------------------------------------------------------------ Layout */

/* A file without what stands around its table. */
typedef struct {
    const char *kind;
    mkba_table table;
    unsigned header_line;
    mkba_official_header *header; /* per column of the table, with the unit of the unit row */
    bool has_unit_row;
    size_t known; /* headers that mean something */
    size_t lines_before, lines_after;
    bool has_assumed;
    mkba_message assumed; /* how a number was read that could be two */
} mkba_official_sheet;

mkba_status mkba_official_read(mkba_official_sheet *out, const mkba_data *data,
                               const mkba_official_names *names, const char *kind,
                               const char *path, char decimal, mkba_arena *arena,
                               mkba_issues *issues);

/* The first line whose quotes are broken, or 0. */
unsigned mkba_official_bad_quotes(const char *text);

/* Where a word such as "@code" is in the sheet, the first name of the table first; SIZE_MAX
 * when it is not there. */
size_t mkba_official_at(const mkba_official_names *names, const mkba_official_sheet *sheet,
                        const char *word);
/* The text of a cell, "" when `at` is SIZE_MAX. */
const char *mkba_official_cell(const mkba_official_sheet *sheet, size_t row, size_t at);
/* The number of a cell, NaN when CBS did not give it: blank, ".", and the marks of maps and
 * raw files. */
mkba_status mkba_official_number(double *out, const mkba_official_sheet *sheet, size_t row,
                                 size_t at, mkba_issues *issues);
/* The first four digits of a period (2024*, 2019JJ00), or 0. */
unsigned mkba_official_year(const char *period);
/* The name of a file without the folders before it. */
const char *mkba_official_base(const char *path);

/* Letters of a code such as GM0363, WK036300, BU0363AA01 or NL00, or of its digits alone:
 * false when it is none. `out` gets the code as CBS writes it. */
bool mkba_official_code(char out[16], mkba_level *level, const char *text);

/* ------------------------------------------------------------------ Making areas */

mkba_import *mkba_import_new(const mkba_data *data);
void mkba_import_note(mkba_import *import, const char *id, const char *const *words,
                      size_t first, size_t count, const double *numbers);
/* What holds for a file that was read: a number that could be two. */
void mkba_import_note_sheet(mkba_import *import, const mkba_official_sheet *sheet);
/* Returns its index; sources of one text and grade are one. */
unsigned char mkba_import_add_source(mkba_import *import, char grade, const char *id,
                                     const char *const *words);
/* A row without figures. False when there is no memory. */
bool mkba_import_row_new(mkba_import *import, mkba_import_row *row);
void mkba_import_set(mkba_import_row *row, size_t column, double value, unsigned char source);

/* All municipalities of the program by code; the area of a code, or NULL. */
typedef struct {
    mkba_areas *areas;
    mkba_map by_code;
} mkba_builtin;

mkba_status mkba_builtin_open(mkba_builtin *out, const mkba_data *data, mkba_arena *arena,
                              mkba_issues *issues);
/* The import, or nothing: memory that ran out on the way comes before any other fault. */
mkba_status mkba_import_end(mkba_import **out, mkba_import *import, mkba_builtin *builtin,
                            mkba_status status);
const mkba_area *mkba_builtin_get(const mkba_builtin *builtin, const char *code,
                                  mkba_issues *issues);

/* Leaves the rows of some municipalities, each by code or name. */
mkba_status mkba_import_narrow(mkba_import *import, const mkba_builtin *builtin,
                               const char *const *names, size_t n, mkba_issues *issues);
/* Compares the sum of the rows of a level with their municipality, and says where it is less.
 */
void mkba_import_check_sums(mkba_import *import, mkba_level level);
/* Gives the rows of a level their part of the spending of their municipality, which is the
 * only one that is left. */
mkba_status mkba_import_spread(mkba_import *import, const mkba_builtin *builtin,
                               mkba_level level, mkba_issues *issues);

#endif
