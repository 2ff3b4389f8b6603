/* Break-even: where one number turns a figure around a target. */
#ifndef MKBA_ANALYSIS_BREAKEVEN_H
#define MKBA_ANALYSIS_BREAKEVEN_H

#include "analysis/probe.h"
#include "analysis/turning.h"

typedef struct {
    const mkba_axis *axis;
    mkba_turns turns; /* of the figure less the target */
} mkba_breakeven_row;

/* One area, or the total (outcome NULL). */
typedef struct {
    const mkba_outcome *outcome;
    double central;
    mkba_breakeven_row *row;
    size_t rows;
} mkba_breakeven_part;

struct mkba_breakeven {
    mkba_arena *arena;
    const mkba_result *result;
    mkba_probe probe;
    double target;
    bool is_list; /* all that can turn the figure within their range, nearest first */
    mkba_axes axes;
    mkba_breakeven_part *part; /* of a list the first only */
    size_t parts;
    size_t numbers, assumed; /* of a list: numbers that move the figure; with grade E */
    size_t without_effect;
};

/* Does a turn lie in the range of its number? False when that has none. */
bool mkba_turn_is_within(const mkba_turn *turn, const mkba_axis *axis);
/* How far on the way from the central value to the end of the range on its side: 0 to 1
 * within it; NaN without a range. `up` tells on which side. */
double mkba_turn_way(bool *up, const mkba_turn *turn, const mkba_axis *axis);

#endif
