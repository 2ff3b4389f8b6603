/* Measured effects (model page, section 5): what a municipality found that its use of
 * something changed by, a row each. They become columns of the areas that they are about, so
 * that all that can be done with what an area enters can be done with them. */
#ifndef MKBA_INPUT_MEASURED_H
#define MKBA_INPUT_MEASURED_H

#include "input/areas.h"

/* The price list against lines and parties: every line and payer is known, and the prices of a
 * line without an amount have one payer. */
mkba_status mkba_prices_check(const mkba_data *data, mkba_issues *issues);

/* As one file of mkba_data_measure, from text in memory. */
mkba_status mkba_measured_read_text(mkba_data *data, mkba_source_text text, char decimal,
                                    mkba_issues *issues);

/* The measured quantity of this name: of a price, of a line, or of what a Dutch name stands
 * for; made when nobody measured it yet. UNKNOWN names the nearest, CONFLICT is a line that
 * cannot be measured; MKBA_MAP_NONE then. */
size_t mkba_measured_item(mkba_data *data, const char *name, mkba_place place,
                          mkba_issues *issues);
/* Is this a name of the line? */
bool mkba_measured_is_line(const mkba_data *data, const char *line, const char *name);
/* Do they value the same: two quantities of which one is a good and the other a cost, on
 * different lines, with an effect in common? */
bool mkba_measured_overlap(const mkba_data *data, const mkba_measured *a,
                           const mkba_measured *b);

#endif
