/* The columns that an areas file may have, under every name by which they are known. */
#ifndef MKBA_INPUT_COLUMNS_H
#define MKBA_INPUT_COLUMNS_H

#include "input/data.h"

/* Reads fields.csv and writes it out for every segment, factor, line and party. */
mkba_status mkba_columns_read(mkba_data *data, mkba_issues *issues);

/* The column that a header names, in Dutch or English, or MKBA_MAP_NONE. Case, accents, blanks
 * and hyphens do not matter. `is_source` is set for "source_<column>", which tells where the
 * column's number comes from. */
size_t mkba_columns_find(const mkba_data *data, const char *header, bool *is_source);

/* Lower case, without accents, with _ for everything that is neither letter nor digit. Returns
 * its length. */
size_t mkba_plain_name(char *out, size_t size, const char *text);

#endif
