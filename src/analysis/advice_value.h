/* The values of the conditions and numbers of advice.csv: a part of the language of formulas,
 * over figures, numbers of the model, and whether a column was entered. */
#ifndef MKBA_ANALYSIS_ADVICE_VALUE_H
#define MKBA_ANALYSIS_ADVICE_VALUE_H

#include "analysis/advice.h"

/* The text of a name without indices; NULL when it has any. */
const char *mkba_advice_name(const mkba_expression *name);
/* Is it a figure, a number of the model, or entered.<column>? */
bool mkba_advice_knows(const mkba_result *result, const char *name);
/* Is there nothing in it that only a graph could tell (sums, traits of lines)? */
bool mkba_advice_can_compute(const mkba_expression *x);
bool mkba_advice_can_decide(const mkba_condition *c);

#endif
