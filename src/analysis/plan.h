/* Getting a plan ready for the baseline: the nodes of its figures, and the programs for
 * scenarios and potential. */
#ifndef MKBA_ANALYSIS_PLAN_H
#define MKBA_ANALYSIS_PLAN_H

#include "analysis/prepared.h"

/* Fills plan->extra with a mkba_baseline_plan: what fits of a prepared one, and for the rest
 * from the formulas. */
mkba_status mkba_baseline_plan_make(mkba_plan *plan, const mkba_result *result,
                                    const mkba_prepared *prepared, mkba_issues *issues);

/* Finds which parameters differ between scenarios, and their values there. */
mkba_status mkba_baseline_find_moving(mkba_result *result);
/* A measured effect, or a figure of a PM line, that was measured in areas of other shapes
 * only. */
bool mkba_figure_is_elsewhere(const mkba_data *data, const mkba_plan *plan,
                              const mkba_figure *figure);

#endif
