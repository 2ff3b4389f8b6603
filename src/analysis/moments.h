/* Measurements of the same areas at several moments, and what their difference does not say.
 */
#ifndef MKBA_ANALYSIS_MOMENTS_H
#define MKBA_ANALYSIS_MOMENTS_H

#include "analysis/compare.h"

/* Selects the areas that every measurement has, in the order of the first; says in the others'
 * notes which it leaves out. */
mkba_status mkba_moments_align(mkba_areas *const *moment, size_t moments, mkba_issues *issues);
/* Fills the cautions of a comparison of moments. */
mkba_status mkba_moments_caution(mkba_comparison *comparison);
/* The first and last day of what was measured for one moment, of an area or (row `areas`) of
 * all; none when no day was given. */
void mkba_moment_days(mkba_date day[2], const mkba_comparison *comparison, size_t moment,
                      size_t row);
/* Is a number entered for a column of an area at any moment? */
bool mkba_moments_have(const mkba_comparison *comparison, size_t area, size_t column);

#endif
