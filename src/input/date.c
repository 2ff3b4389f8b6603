#include "input/date.h"

#include <stdio.h>
#include <string.h>

enum { FIRST_YEAR = 1900, LAST_YEAR = 2200 };

static int days_in(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return days[month - 1] + (month == 2 && leap);
}

/* Digits only, `least` to `most` of them; -1 when it is something else. */
static int digits_of(const char *text, size_t length, size_t least, size_t most)
{
    int number = 0;
    if (length < least || length > most || strspn(text, "0123456789") < length) {
        return -1;
    }
    for (size_t i = 0; i < length; i++) {
        number = number * 10 + (text[i] - '0');
    }
    return number;
}

bool mkba_date_read(mkba_date *out, const char *text)
{
    const char *second = strchr(text, '-');
    const char *third = second ? strchr(second + 1, '-') : NULL;
    *out = (mkba_date){0};
    if (!third) {
        return false;
    }
    size_t first_length = (size_t)(second - text);
    bool year_first = first_length == 4;
    int a = digits_of(text, first_length, year_first ? 4 : 1, year_first ? 4 : 2);
    int month = digits_of(second + 1, (size_t)(third - second - 1), 1, 2);
    int c = digits_of(third + 1, strlen(third + 1), year_first ? 1 : 4, year_first ? 2 : 4);
    int year = year_first ? a : c, day = year_first ? c : a;
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 ||
        day > days_in(year, month)) {
        return false;
    }
    *out = (mkba_date){year, month, day};
    return true;
}

bool mkba_date_is_none(mkba_date date)
{
    return date.year == 0;
}

mkba_date mkba_date_less_months(mkba_date date, unsigned months)
{
    int count = date.year * 12 + date.month - 1 - (int)months;
    mkba_date earlier = {count / 12, count % 12 + 1, date.day};
    int last = days_in(earlier.year, earlier.month);
    earlier.day = earlier.day > last ? last : earlier.day;
    return earlier;
}

int mkba_date_year_after(mkba_date date)
{
    return date.year + 1;
}

void mkba_date_text(char out[16], mkba_date date)
{
    snprintf(out, 16, "%04d-%02d-%02d", date.year % 10000, date.month % 100, date.day % 100);
}
