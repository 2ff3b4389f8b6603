/* Where a curve of one number passes through zero: nowhere, once, or several times. */
#ifndef MKBA_ANALYSIS_TURNING_H
#define MKBA_ANALYSIS_TURNING_H

#include <mkba.h>

/* y[i] for x[i], many at once; NaN where the curve is not defined. */
typedef mkba_status (*mkba_curve)(double *y, const double *x, size_t count, void *context);

typedef enum {
    MKBA_TURN_ZERO,    /* exactly there; from == to */
    MKBA_TURN_PLATEAU, /* zero all the way from `from` to `to` */
    MKBA_TURN_BETWEEN  /* the sign changes without a zero: between neighbouring whole numbers,
                          or where the curve jumps */
} mkba_turn_kind;

/* Signs are -1, 0 or 1; 0 where there is no curve on that side. */
typedef struct {
    mkba_turn_kind kind;
    double from, to;
    int before, after;
} mkba_turn;

enum { MKBA_MOST_TURNS = 16 };

typedef struct {
    mkba_turn turn[MKBA_MOST_TURNS];
    size_t count;
    bool more;              /* there are more than fit */
    size_t undefined;       /* points of the grid without a value */
    int sign;               /* of the first point that has a value */
    double least, greatest; /* values on the grid; NaN: none */
} mkba_turns;

/* Looks at the curve in the points `x` (ascending), and refines what it finds there until
 * neighbouring numbers; a dip towards zero between points is looked into as well. With `whole`
 * there is nothing between the points. */
mkba_status mkba_turns_find(mkba_turns *out, mkba_curve curve, void *context, const double *x,
                            size_t count, bool whole);

#endif
