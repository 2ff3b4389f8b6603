/* Plausibility checks (model section 12): what a careful reader would ask about the figures of
 * an area. They warn, and never change a number. */
#ifndef MKBA_ANALYSIS_CHECKS_H
#define MKBA_ANALYSIS_CHECKS_H

#include "analysis/result.h"

/* Adds what was noticed to outcome->message. `value` is the evaluated graph of the area. */
mkba_status mkba_checks_run(const mkba_result *result, mkba_outcome *outcome,
                            const double *value);

#endif
