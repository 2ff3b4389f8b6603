/* Rows of household records, a block at a time. */
#ifndef MKBA_INPUT_HOUSEHOLD_ROWS_H
#define MKBA_INPUT_HOUSEHOLD_ROWS_H

#include "input/blocks.h"
#include "input/fault_list.h"
#include "input/household_columns.h"

/* One household. The texts stand in the block, without blanks around, with MKBA_BLOCK_PAD
 * bytes behind them that may be read. */
typedef struct {
    const char *area;
    const char *id;
    size_t area_length, id_length; /* 0: blank */
    unsigned acute;                /* domains at 1 or 2 */
    unsigned mild;                 /* at 3 */
    unsigned scored;
    unsigned line;
    bool is_whole; /* all its scores could be read */
} mkba_household_row;

typedef void (*mkba_take_household)(void *context, const mkba_household_row *row);

typedef struct mkba_household_reader mkba_household_reader;

/* NULL when there is no memory. */
mkba_household_reader *mkba_household_reader_new(const mkba_household_columns *columns);
void mkba_household_reader_free(mkba_household_reader *reader);

/* From now on rows are read by these columns. */
void mkba_household_reader_use(mkba_household_reader *reader,
                               const mkba_household_columns *columns);

/* Hands all rows to `take`. The text of the block is changed. `faults` NULL: they are known
 * already. False when there is no memory. */
bool mkba_household_read_block(mkba_household_reader *reader, mkba_block *block,
                               mkba_take_household take, void *context,
                               mkba_fault_list *faults);

#endif
