/* An area in other worlds side by side: with success factors moved, and in every scenario. */
#ifndef MKBA_ANALYSIS_VARIANTS_H
#define MKBA_ANALYSIS_VARIANTS_H

#include "analysis/result.h"

/* Makes the tape of a plan whose figures have their nodes. `moved_value` is the node of what
 * moving factors is worth. */
mkba_status mkba_variants_make(mkba_baseline_plan *own, const mkba_result *result,
                               const mkba_plan *plan, mkba_node moved_value);

/* The worth of every set of moved factors (bit i for data->factor[i]), for each of `steps`
 * ways to move them: worth[k << factors | set], with step[k] how far a factor may move. */
void mkba_variants_coalitions(double *worth, const mkba_result *result,
                              const mkba_outcome *outcome, const double *step, size_t steps);

/* The figures of an area in every scenario, into outcome->value: what
 * mkba_variants_coalitions worked out of that area along with the rest. */
void mkba_variants_scenarios(const mkba_result *result, mkba_outcome *outcome);

#endif
