/* What the files on axes share among themselves. */
#ifndef MKBA_ANALYSIS_AXIS_PARTS_H
#define MKBA_ANALYSIS_AXIS_PARTS_H

#include "analysis/axis.h"

/* How far a search goes beyond the range of a number that has no end of its own. */
#define MKBA_FAR_ABOVE 100.0
#define MKBA_FAR_BELOW 0.001

bool mkba_axis_fill_number(mkba_axis *axis, mkba_arena *arena, const mkba_result *r, size_t i);
bool mkba_axis_fill_group(mkba_axis *axis, mkba_arena *arena, const mkba_result *r,
                          const char *group);
void mkba_axis_fill_column(mkba_axis *axis, const mkba_result *r, size_t column);
void mkba_axis_fill_ranged(mkba_axis *axis, const mkba_result *r, size_t column);

/* Is this number the first of a group of two or more? */
bool mkba_axis_starts_group(const mkba_data *d, size_t i);
/* Does any area have a range for this figure? */
bool mkba_axis_anyone_ranged(const mkba_result *r, size_t column);

#endif
