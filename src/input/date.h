/* Days of the calendar, as contracts have them. No clock: nothing here knows what day it is.
 */
#ifndef MKBA_INPUT_DATE_H
#define MKBA_INPUT_DATE_H

#include <stdbool.h>

typedef struct {
    int year, month, day; /* all 0: none */
} mkba_date;

/* 2027-12-31 or 31-12-2027, a day that exists in a year from 1900 to 2200. */
bool mkba_date_read(mkba_date *out, const char *text);
bool mkba_date_is_none(mkba_date date);
/* The same day so many months earlier, or the last of that month where it is shorter. */
mkba_date mkba_date_less_months(mkba_date date, unsigned months);
/* The first year that lies wholly behind the date. */
int mkba_date_year_after(mkba_date date);
/* YYYY-MM-DD */
void mkba_date_text(char out[16], mkba_date date);

#endif
