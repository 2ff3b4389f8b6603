/* What a result rests on: how many euros depend on numbers of which evidence grade. */
#ifndef MKBA_ANALYSIS_EVIDENCE_H
#define MKBA_ANALYSIS_EVIDENCE_H

#include "analysis/result.h"

/* For every number that the net value depends on, |number x slope| in euros, summed per grade
 * of MKBA_GRADES. Whole numbers (years, lags) have no slope and are left out. `value` is the
 * evaluated graph; `slope` has room for it. */
void mkba_evidence_profile(double eur[6], const mkba_result *result,
                           const mkba_outcome *outcome, const double *value, double *slope);

#endif
