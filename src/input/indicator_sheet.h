/* A sheet of indicators: an areas file on its side, with a row for every figure of every area,
 * so that each has a date, a source, an owner and a next date of its own. */
#ifndef MKBA_INPUT_INDICATOR_SHEET_H
#define MKBA_INPUT_INDICATOR_SHEET_H

#include "input/data.h"
#include "input/date.h"
#include "input/table.h"

/* What a sheet says of a figure besides the figure. */
typedef struct {
    mkba_date date, next_date;
    const char *owner, *note; /* "" when blank */
} mkba_entry;

/* Is this the header of a sheet: an indicator and its value? */
bool mkba_is_indicator_sheet(const mkba_table *table);
/* Turns a sheet into a table with a row per area, whose cells know where they stand in the
 * file. `entry` becomes what else is said: [rows * data->columns]. A column that is not known
 * is read past, and its place in `unknown` is true: [columns of the sheet].
 * `faulty` becomes the status of the first fault in a row, after which the others can be read
 * all the same, to tell their faults too. */
mkba_status mkba_indicator_sheet_turn(mkba_table *table, mkba_entry **entry, bool **unknown,
                                      mkba_status *faulty, mkba_arena *arena,
                                      const mkba_data *data, mkba_issues *issues);

#endif
