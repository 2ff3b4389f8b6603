/* Advice as data (advice.csv): sentences, each with the condition under which it is said, and
 * with numbers of the result in it. */
#ifndef MKBA_ANALYSIS_ADVICE_H
#define MKBA_ANALYSIS_ADVICE_H

#include "analysis/result.h"
#include "model/formula.h"

typedef struct {
    const char *id;
    const char
        *about; /* a success factor, "general", a line (kind arrange) or a party (agree) */
    const char *kind;         /* do, risk, first, measure, arrange, agree */
    const char *when, *fills; /* condition and numbers as written */
    const char *text[2];
    const char *origin; /* of sources.csv, or "assumption" or "own_judgement" */
    unsigned line;
    const mkba_condition *condition; /* NULL: always */
    const mkba_expression *number[MKBA_MAX_ARGUMENTS];
    size_t numbers;
} mkba_advice_row;

typedef struct mkba_advice {
    mkba_advice_row *row; /* in the order in which they are said */
    size_t count;
} mkba_advice;

/* Reads and checks the table: names of figures and numbers that do not exist are faults. Lives
 * in the arena of the result. */
mkba_status mkba_advice_read(mkba_advice **out, const mkba_result *result,
                             mkba_issues *issues);

/* What a condition is evaluated on: an area, or (outcome NULL) the total. */
typedef struct {
    const mkba_result *result;
    const mkba_outcome *outcome;
    const double *value; /* per figure */
} mkba_advice_view;

/* Is the row said here? Not when a figure that it asks for is not there. */
bool mkba_advice_holds(const mkba_advice_row *row, const mkba_advice_view *view);
/* The numbers that fill its places. */
void mkba_advice_fill(mkba_message *out, const mkba_advice_row *row,
                      const mkba_advice_view *view);
/* The next row about something of some kind that is said here, from `from` on; count at the
 * end. */
size_t mkba_advice_next(const mkba_advice_view *view, const char *about, const char *kind,
                        size_t from);

#endif
