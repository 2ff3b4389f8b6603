/* An area in other worlds side by side: with success factors moved, and in every scenario. */
#ifndef MKBA_ANALYSIS_VARIANTS_H
#define MKBA_ANALYSIS_VARIANTS_H

#include "analysis/result.h"
#include "model/tape.h"

/* What is worked out for a plan whose figures have their nodes, in `arena`. `moved_value` is
 * the node of what moving factors is worth. NULL: no memory. */
mkba_tape *mkba_variants_tape(const mkba_baseline_plan *own, const mkba_result *result,
                              const mkba_plan *plan, mkba_node moved_value);
/* Gets a plan ready to work that out, with a tape that must outlive it. False: no memory. */
bool mkba_variants_make(mkba_baseline_plan *own, const mkba_result *result,
                        const mkba_tape *tape);

/* The tape that such a plan has. */
const mkba_tape *mkba_variants_used(const mkba_baseline_plan *own);

/* The worth of every set of moved factors (bit i for data->factor[i]), for each of `steps`
 * ways to move them: worth[k << factors | set], with step[k] how far a factor may move. */
void mkba_variants_coalitions(double *worth, const mkba_result *result,
                              const mkba_outcome *outcome, const double *step, size_t steps);

/* The figures of an area in every scenario, into outcome->value: what
 * mkba_variants_coalitions worked out of that area along with the rest. */
void mkba_variants_scenarios(const mkba_result *result, mkba_outcome *outcome);

#endif
