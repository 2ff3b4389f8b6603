/* What to record first: every row of registration.csv with what knowing its numbers would be
 * worth. Public as the opaque mkba_to_measure. */
#ifndef MKBA_ANALYSIS_TO_MEASURE_H
#define MKBA_ANALYSIS_TO_MEASURE_H

#include "analysis/findings.h"
#include "analysis/sensitivity.h"
#include "input/registration.h"

typedef struct {
    const mkba_registration *row;
    size_t numbers; /* that it would tell and that move the net value */
    double spread;  /* the sum of what each of them moves the net value over its own range;
                       NaN when nothing stands for it: nobody knows what it is worth */
    mkba_worth
        worth; /* of knowing them together; NaN without a simulation, or when none is drawn */
    bool measured; /* a line that was measured in all areas */
} mkba_record_item;

struct mkba_to_measure {
    mkba_arena *arena;
    const mkba_result *result;
    mkba_record_item *item; /* the most valuable first */
    size_t items;
    double draws, seed; /* 0 draws: no simulation */
    double years;       /* euros in present value divided by this are euros per year */
    double perfect;     /* what knowing everything would be worth */
};

#endif
