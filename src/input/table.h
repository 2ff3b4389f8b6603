/* A CSV file as a table of cells: any of the usual separators, encodings and line ends, and
 * every cell knows its line. What the cells mean is decided by others. */
#ifndef MKBA_INPUT_TABLE_H
#define MKBA_INPUT_TABLE_H

#include "base/arena.h"
#include "base/embedded.h"
#include "base/issue.h"
#include "input/number.h"

typedef struct {
    const char *file; /* for messages */
    char separator;   /* ';' ',' or tab */
    char decimal;     /* '.' or ',' once known; 0 while it is not */
    size_t columns;
    size_t rows;
    const char **header; /* [columns], without blanks around */
    const char **cell;   /* [rows * columns], without blanks around */
    unsigned *line;      /* [rows], where the row starts */
    mkba_place *origin;  /* [rows * columns], where a cell stands in a file that is laid out
                            otherwise; NULL: here */
    const mkba_embedded_file
        *packed; /* then this holds the cells, and `cell` and `line` are NULL */
} mkba_table;

/* Reads a table from bytes. Rows of blank cells are left out; a row longer or shorter than the
 * header is an error, as are quotes that do not match. Everything lives in `arena`. */
mkba_status mkba_table_read(mkba_table *out, mkba_arena *arena, const char *file,
                            const char *bytes, size_t length, mkba_issues *issues);

/* A table inside the program, which stays where it is. */
mkba_status mkba_table_packed(mkba_table *out, mkba_arena *arena, const char *file,
                              const mkba_embedded_file *packed);
/* The row of such a table whose first cell is `name`, or MKBA_MAP_NONE. */
size_t mkba_table_packed_row(const mkba_table *table, const char *name);

const char *mkba_table_cell(const mkba_table *table, size_t row, size_t column);
unsigned mkba_table_line(const mkba_table *table, size_t row);
mkba_place mkba_table_place(const mkba_table *table, size_t row, size_t column);

/* The number in a cell; NaN when it is not known (blank, "." or "NA"). What is no number, or
 * could be two, is an error that says so. */
mkba_status mkba_table_number(mkba_number *out, const mkba_table *table, size_t row,
                              size_t column, mkba_issues *issues);

/* Decides the decimal sign from the cells of the given columns (flags per column) where every
 * cell that tells says the same. `assumed` becomes the first cell that only this decision
 * explains (1.234), or NULL. Does nothing when table->decimal is set already. */
void mkba_table_find_decimal(mkba_table *table, const bool *numeric, mkba_place *assumed,
                             const char **assumed_text);
/* The sentence that tells how such a cell was read. */
void mkba_table_assumed_decimal(mkba_message *out, const mkba_table *table, mkba_place place,
                                const char *text);

#endif
