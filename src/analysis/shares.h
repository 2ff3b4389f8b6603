/* Shares of one whole: members of a set add up to at most 1. */
#ifndef MKBA_ANALYSIS_SHARES_H
#define MKBA_ANALYSIS_SHARES_H

#include "input/data.h"

/* The first member of the set that a number belongs to, or MKBA_MAP_NONE. */
size_t mkba_shares_first(const mkba_data *data, size_t parameter);

/* Where the set with this first member exceeds 1, the members that were not moved give way in
 * proportion. `set` holds the first member per parameter. */
void mkba_shares_settle(double *parameter, const mkba_data *data, const size_t *set,
                        size_t first, const bool *moved);

#endif
