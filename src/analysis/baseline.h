/* Computing the baseline measurement (nulmeting): mkba_baseline_run of the public header, and
 * what explanations need of it. */
#ifndef MKBA_ANALYSIS_BASELINE_H
#define MKBA_ANALYSIS_BASELINE_H

#include "analysis/result.h"

/* The worth of every set of moved factors (bit i for data->factor[i]): the value in present
 * euros, their own cost of improvement included. `worth` has room for 2^factors; `step` is how
 * far a factor may move. */
mkba_status mkba_baseline_coalitions(double *worth, const mkba_result *result,
                                     const mkba_outcome *outcome, double step);
/* The step within which a factor moves: 1 for the maximum, potential_step for what is within
 * reach. */
double mkba_baseline_step(const mkba_result *result, size_t variant);

#endif
