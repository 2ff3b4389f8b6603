/* What the figures of an area may be, wherever they come from: a file or a scenario. */
#ifndef MKBA_INPUT_AREA_RULES_H
#define MKBA_INPUT_AREA_RULES_H

#include "input/areas.h"
#include "input/number.h"

bool mkba_column_is_number(const mkba_column *column);
bool mkba_column_is_amount(const mkba_column *column);
/* What is wrong with a number in a column, as the name of a sentence, or NULL. */
const char *mkba_column_objection(const mkba_column *column, mkba_number number);

/* Do the measured segments, each with the other's default, fit in the households? `number`
 * becomes heavy, vulnerable and all. */
bool mkba_area_segments_fit(const mkba_data *data, const mkba_area *area, double number[3]);
/* If any funding share is given, blanks become 0 and the sum must be 1. `last` becomes the
 * last column that is given. */
bool mkba_area_funding_fits(const mkba_data *data, mkba_area *area, double *sum, size_t *last);
/* Accounts sometimes show spending below zero, as a correction: counted as 0, and said. */
void mkba_area_floor_spending(mkba_areas *areas, mkba_area *area, size_t column);

/* Notes on the file as a whole: a row that looks like a total, rows of several levels. */
void mkba_areas_check_total(mkba_areas *areas);
void mkba_areas_check_levels(mkba_areas *areas);

void mkba_areas_note(mkba_areas *areas, const mkba_message *message);

#endif
