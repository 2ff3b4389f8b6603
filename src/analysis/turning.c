#include "analysis/turning.h"

#include <math.h>
#include <stdlib.h>

/* As many as the model computes at once. */
enum { PARTS = 128, MOST_PASSES = 16, MOST_ZOOMS = 3 };
/* Turns that lie closer than this part of their size are one: the last digits of a sum may
 * touch zero more than once. */
static const double same_place = 1e-11;
/* Closer than this it is no use to look: the curve is a straight line and noise. */
static const double close_enough = 1e-13;

typedef struct {
    mkba_turns *out;
    mkba_curve curve;
    void *context;
    bool whole;
    double width; /* of all that is looked at */
    mkba_status status;
} finder;

typedef struct {
    double x, y;
} point;

/* 0 also where there is no value. */
static int sign_of(double y)
{
    return (y > 0) - (y < 0);
}

static bool is_zero(point p)
{
    return fabs(p.y) <= 0;
}

/* What is as good as one number is a point, and turns as good as together are one turn. */
static bool as_good_as(const finder *f, double a, double b)
{
    return fabs(a - b) <= same_place * fmax(fabs(a), fabs(b)) + 1e-15 * f->width;
}

static void add(finder *f, mkba_turn turn)
{
    mkba_turn *last = f->out->count > 0 ? &f->out->turn[f->out->count - 1] : NULL;
    if (last && !f->whole && as_good_as(f, last->to, turn.from)) {
        turn = (mkba_turn){MKBA_TURN_PLATEAU, last->from, turn.to, last->before, turn.after};
        f->out->count--;
    }
    if (turn.kind == MKBA_TURN_PLATEAU && as_good_as(f, turn.from, turn.to)) {
        turn.kind = MKBA_TURN_ZERO;
        turn.from = turn.to = turn.from + (turn.to - turn.from) / 2;
    }
    if (f->out->count == MKBA_MOST_TURNS) {
        f->out->more = true;
        return;
    }
    f->out->turn[f->out->count++] = turn;
}

/* The curve in PARTS + 1 points from a to b; what lies at the ends is known. False when
 * nothing lies between, or it cannot be computed. */
static bool draw(finder *f, point *p, point a, point b, const double *x)
{
    double y[PARTS - 1];
    if (f->status != MKBA_OK) {
        return false;
    }
    if (!(a.x < a.x + (b.x - a.x) / 2 && a.x + (b.x - a.x) / 2 < b.x)) {
        return false;
    }
    f->status = f->curve(y, x, PARTS - 1, f->context);
    p[0] = a;
    p[PARTS] = b;
    for (size_t i = 0; i < PARTS - 1; i++) {
        p[i + 1] = (point){x[i], y[i]};
    }
    return f->status == MKBA_OK;
}

static bool divide(finder *f, point *p, point a, point b)
{
    double x[PARTS - 1];
    for (size_t i = 0; i < PARTS - 1; i++) {
        x[i] = a.x + (b.x - a.x) * (double)(i + 1) / PARTS;
    }
    return draw(f, p, a, b, x);
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* The same with points ever closer to where a straight line would pass through zero, and some
 * spread evenly: most curves are nearly straight. */
static bool aim(finder *f, point *p, point a, point b)
{
    enum { EVEN = 17 };
    double x[PARTS - 1], width = b.x - a.x;
    double zero = a.x + width * (a.y / (a.y - b.y));
    for (size_t i = 0; i < PARTS - 1; i++) {
        size_t k = i < EVEN ? 0 : i - EVEN;
        double step = ldexp(width, -(int)(k / 2) - 1);
        x[i] = i < EVEN     ? a.x + width * (double)(i + 1) / (EVEN + 1)
               : k % 2 == 0 ? zero - step
                            : zero + step;
        x[i] = fmin(fmax(x[i], a.x), b.x);
    }
    qsort(x, PARTS - 1, sizeof *x, by_size);
    return draw(f, p, a, b, x);
}

/* How far zeros reach from `zero` towards `other`, on either side of it: the last zero, and
 * the first point beyond. */
static void reach(finder *f, point *zero, point *other)
{
    point p[PARTS + 1];
    bool right = zero->x < other->x;
    for (int pass = 0; pass < MOST_PASSES; pass++) {
        if (!(right ? divide(f, p, *zero, *other) : divide(f, p, *other, *zero))) {
            return;
        }
        size_t i = 1;
        while (i < PARTS && is_zero(p[right ? i : PARTS - i])) {
            i++;
        }
        *zero = p[right ? i - 1 : PARTS - i + 1];
        *other = p[right ? i : PARTS - i];
    }
}

static void walk(finder *f, const point *p, size_t count, int zooms);

/* The sign changes between a and b. A curve that is continuous is next to nothing by then; one
 * that is not, jumps. Exact zeros on the way are looked at as such. */
static void cross(finder *f, point a, point b)
{
    point p[PARTS + 1];
    int before = sign_of(a.y), after = sign_of(b.y);
    double size = fabs(a.y) + fabs(b.y);
    for (int pass = 0; pass < MOST_PASSES && !f->whole; pass++) {
        size_t i = 1;
        if (b.x - a.x <= close_enough * fmax(fabs(a.x), fabs(b.x)) || !aim(f, p, a, b)) {
            break;
        }
        while (sign_of(p[i].y) == before) { /* the last one is not */
            i++;
        }
        if (is_zero(p[i])) {
            walk(f, p, PARTS + 1, 0);
            return;
        }
        a = p[i - 1];
        b = p[i];
    }
    if (f->whole || isnan(b.y) || fabs(a.y) + fabs(b.y) > 1e-6 * size) {
        add(f, (mkba_turn){MKBA_TURN_BETWEEN, a.x, b.x, before, after});
        return;
    }
    double zero = a.x + (b.x - a.x) * (a.y / (a.y - b.y));
    add(f, (mkba_turn){MKBA_TURN_ZERO, zero, zero, before, after});
}

/* Zeros from place `first` to `last` on the grid; how far they reach beyond it, and whether
 * the curve crosses once more on the way to the next point, is looked up. */
static void level(finder *f, const point *p, size_t count, size_t first, size_t last)
{
    point left = p[first], right = p[last], before = left, after = right;
    if (first > 0 && !isnan(p[first - 1].y)) {
        before = p[first - 1];
        if (!f->whole) {
            reach(f, &left, &before);
        }
        if (sign_of(before.y) * sign_of(p[first - 1].y) < 0) {
            cross(f, p[first - 1], before);
        }
    }
    if (last + 1 < count && !isnan(p[last + 1].y)) {
        after = p[last + 1];
        if (!f->whole) {
            reach(f, &right, &after);
        }
    }
    add(f, (mkba_turn){left.x < right.x ? MKBA_TURN_PLATEAU : MKBA_TURN_ZERO, left.x, right.x,
                       sign_of(before.y), sign_of(after.y)});
    if (last + 1 < count && sign_of(after.y) * sign_of(p[last + 1].y) < 0) {
        cross(f, after, p[last + 1]);
    }
}

/* A dip towards zero in the middle of three points that could reach it: as deep as what is
 * left. */
static bool may_dip(const point *p)
{
    int sign = sign_of(p[1].y);
    if (sign_of(p[0].y) != sign || sign_of(p[2].y) != sign) {
        return false;
    }
    double middle = fabs(p[1].y), left = fabs(p[0].y), right = fabs(p[2].y);
    return middle <= left && middle <= right && middle < fmax(left, right) &&
           middle <= 2 * (fmax(left, right) - middle);
}

/* Looks between three points for a dip below zero: at the lowest point, closer each time. */
static void zoom(finder *f, point a, point b, int zooms)
{
    point p[PARTS + 1];
    size_t best = 1;
    int sign = sign_of(a.y);
    if (!divide(f, p, a, b)) {
        return;
    }
    for (size_t i = 1; i < PARTS; i++) {
        if (sign_of(p[i].y) != sign) {
            walk(f, p, PARTS + 1, 0);
            return;
        }
        best = fabs(p[i].y) < fabs(p[best].y) ? i : best;
    }
    if (zooms > 1 && may_dip(&p[best - 1])) {
        zoom(f, p[best - 1], p[best + 1], zooms - 1);
    }
}

static void walk(finder *f, const point *p, size_t count, int zooms)
{
    for (size_t i = 0; i < count && f->status == MKBA_OK; i++) {
        if (isnan(p[i].y)) {
            continue;
        }
        if (is_zero(p[i])) {
            size_t last = i;
            while (last + 1 < count && is_zero(p[last + 1])) {
                last++;
            }
            level(f, p, count, i, last);
            i = last;
        } else if (i + 1 < count && sign_of(p[i].y) * sign_of(p[i + 1].y) < 0) {
            cross(f, p[i], p[i + 1]);
        } else if (zooms > 0 && i > 0 && i + 1 < count && may_dip(&p[i - 1])) {
            zoom(f, p[i - 1], p[i + 1], zooms);
        }
    }
}

static void look_over(mkba_turns *out, const point *p, size_t count)
{
    *out = (mkba_turns){.least = NAN, .greatest = NAN};
    for (size_t i = 0; i < count; i++) {
        bool first = isnan(out->least);
        out->undefined += isnan(p[i].y) ? 1 : 0;
        out->sign = first && !isnan(p[i].y) ? sign_of(p[i].y) : out->sign;
        out->least = fmin(out->least, p[i].y);
        out->greatest = fmax(out->greatest, p[i].y);
    }
}

mkba_status mkba_turns_find(mkba_turns *out, mkba_curve curve, void *context, const double *x,
                            size_t count, bool whole)
{
    finder f = {.out = out, .curve = curve, .context = context, .whole = whole};
    f.width = count > 0 ? x[count - 1] - x[0] : 0;
    double *y = malloc((count + 1) * sizeof *y);
    point *p = malloc((count + 1) * sizeof *p);
    f.status = y && p ? curve(y, x, count, context) : MKBA_ERR_MEMORY;
    for (size_t i = 0; i < count && f.status == MKBA_OK; i++) {
        p[i] = (point){x[i], y[i]};
    }
    if (f.status == MKBA_OK) {
        look_over(out, p, count);
        walk(&f, p, count, whole ? 0 : MOST_ZOOMS);
    }
    free(y);
    free(p);
    return f.status;
}
