/* The evidence scenarios: what differs in each of them, side by side in every result. */
#ifndef MKBA_INPUT_SCENARIO_H
#define MKBA_INPUT_SCENARIO_H

#include "input/data.h"

/* Reads scenarios/<id>.json: an overlay (overlay.h) of numbers of the model only. */
mkba_status mkba_scenario_read(mkba_scenario *scenario, mkba_data *data, mkba_issues *issues);

/* The values of all parameters in a scenario; what is set (is_set) stays. `out` has
 * room for them all. */
void mkba_scenario_values(double *out, const mkba_data *data, const mkba_scenario *scenario);

/* Does a key fit a pattern in which * stands for any text? */
bool mkba_pattern_fits(const char *pattern, const char *key);

#endif
