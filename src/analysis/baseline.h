/* Computing the baseline measurement (nulmeting): mkba_baseline_run of the public header, and
 * what explanations need of it. */
#ifndef MKBA_ANALYSIS_BASELINE_H
#define MKBA_ANALYSIS_BASELINE_H

#include "analysis/result.h"

/* Is it a figure of the cash-in plan, which a baseline leaves out? */
bool mkba_baseline_is_plan(const char *figure);
/* Makes the list of figures: those of the baseline, and perhaps those of the plan. */
mkba_status mkba_baseline_figures(mkba_figures **out, mkba_study *study, bool with_plan);

/* The worth of every set of moved factors (bit i for data->factor[i]): the value in present
 * euros, their own cost of improvement included. `worth` has room for 2^factors; `step` is how
 * far a factor may move. */
void mkba_baseline_coalitions(double *worth, const mkba_result *result,
                              const mkba_outcome *outcome, double step);
/* The step within which a factor moves: 1 for the maximum, potential_step for what is within
 * reach. */
double mkba_baseline_step(const mkba_result *result, size_t variant);

#endif
