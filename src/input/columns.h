/* The columns that an areas file may have, under every name by which they are known. */
#ifndef MKBA_INPUT_COLUMNS_H
#define MKBA_INPUT_COLUMNS_H

#include "input/data.h"

#include "input/nearest.h"

/* Reads fields.csv and writes it out for every segment, factor, line and party. */
mkba_status mkba_columns_read(mkba_data *data, mkba_issues *issues);

/* What a header says of a column: its figure, where that comes from (source_<column>) and how
 * good that is (evidence_<column>), or between what it lies (low_<column>, high_<column>). */
typedef enum {
    MKBA_HEADER_FIGURE,
    MKBA_HEADER_SOURCE,
    MKBA_HEADER_EVIDENCE,
    MKBA_HEADER_LOW,
    MKBA_HEADER_HIGH
} mkba_header;

/* The column that a header names, in Dutch or English, or MKBA_MAP_NONE. Case, accents, blanks
 * and hyphens do not matter. */
size_t mkba_columns_find(const mkba_data *data, const char *header, mkba_header *what);

/* Lower case, without accents, with _ for everything that is neither letter nor digit. Returns
 * its length. */
size_t mkba_plain_name(char *out, size_t size, const char *text);
/* Is `plain` that name, plainly? A name without letters and digits is nobody's. */
bool mkba_plain_is(const char *plain, const char *name);

/* The columns whose names look like that one, in `text`. */
void mkba_columns_near(mkba_nearest *nearest, const mkba_data *data, const char *name);

#endif
