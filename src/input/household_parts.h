/* How rows of household records are read: what household_*.c share. */
#ifndef MKBA_INPUT_HOUSEHOLD_PARTS_H
#define MKBA_INPUT_HOUSEHOLD_PARTS_H

#include "base/buffer.h"
#include "input/household_rows.h"

typedef struct {
    const char *text;
    size_t start, length; /* `start`: in the buffer of a row with quotes */
} mkba_household_cell;

struct mkba_household_reader {
    const mkba_household_columns *columns;
    mkba_take_household take;
    void *context;
    mkba_fault_list *faults;
    unsigned line;     /* of the line that is read */
    unsigned row_line; /* where the row began; 0 between rows */
    mkba_household_cell *cell;
    size_t cells, capacity;
    mkba_buffer quoted; /* the cells of a row with quotes */
    bool failed;
};

/* Adds a cell of the row that is read. False when there is no memory. */
bool mkba_household_add_cell(mkba_household_reader *reader, const char *text, size_t start,
                             size_t length);
/* Hands over the row that its cells make, or says what is wrong with it. */
void mkba_household_take_cells(mkba_household_reader *reader);
/* The same for a line without quotes. */
void mkba_household_cut_line(mkba_household_reader *reader, const char *text, size_t length);
/* Nothing, or "." or "NA", as in every input. */
bool mkba_household_is_blank(const char *text, size_t length);

/* A row in its usual form, without quotes, blanks or decimals. Returns where the next line
 * begins, or NULL: it is something else. The text ends with a line end, and MKBA_BLOCK_PAD
 * bytes behind it may be read. */
const char *mkba_household_plain_row(mkba_household_row *row,
                                     const mkba_household_columns *columns, const char *text);

#endif
