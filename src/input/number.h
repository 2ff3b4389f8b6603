/* Numbers as people write them: 1234,5  1.234,50  1,234.5  70%  € 1.000  1,5E+07. Never by the
 * locale. */
#ifndef MKBA_INPUT_NUMBER_H
#define MKBA_INPUT_NUMBER_H

#include <stdbool.h>

/* What the writing of a number says about the decimal sign. */
typedef enum {
    MKBA_NUMBER_BLANK,  /* nothing, or "." or "NA": not known */
    MKBA_NUMBER_PLAIN,  /* no sign to tell by */
    MKBA_NUMBER_POINT,  /* the decimal sign is a point */
    MKBA_NUMBER_COMMA,  /* ... a comma */
    MKBA_NUMBER_EITHER, /* 1.234: a thousand or one and a bit */
    MKBA_NUMBER_BAD     /* not a number */
} mkba_number_form;

typedef struct {
    double value;
    bool is_percent; /* value is the fraction already: 70% gives 0.7 */
    bool is_euro;    /* a euro sign stood before it */
} mkba_number;

mkba_number_form mkba_number_form_of(const char *text);
/* Nothing, or "." or "NA". */
bool mkba_number_is_blank(const char *text);

/* Reads a number of form PLAIN, POINT, COMMA or EITHER, with '.' or ',' as decimal sign:
 * exactly the double nearest to what is written. False when it is not a number under that
 * sign, or too large for one. */
bool mkba_number_read(mkba_number *out, const char *text, char decimal);

#endif
