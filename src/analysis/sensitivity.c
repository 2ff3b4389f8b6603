#include "analysis/sensitivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The least and greatest value of the figure that was seen on an axis. */
typedef struct {
    double at_low, at_high, least, greatest;
} seen;

typedef struct {
    mkba_sensitivity *s;
    size_t points;
    seen *seen; /* [part * axes + axis] */
    mkba_spot *spot;
    size_t spots;
    double *y; /* [part * spots + spot] */
    mkba_issues *issues;
} worker;

/* ------------------------------------------------------------------ Evaluating */

static mkba_status evaluate(worker *w)
{
    mkba_sensitivity *s = w->s;
    mkba_worlds *worlds;
    free(w->y);
    w->y = calloc(s->parts * w->spots + 1, sizeof *w->y);
    mkba_status status =
        w->y ? mkba_probe_worlds(&worlds, &s->probe, s->axes.axis, s->axes.count)
             : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = mkba_probe_all(w->y, &s->probe, worlds, w->spot, w->spots, w->issues);
        mkba_worlds_free(worlds);
    }
    return status;
}

static bool start_spots(worker *w, size_t most)
{
    free(w->spot);
    w->spots = 0;
    w->spot = calloc(most + 1, sizeof *w->spot);
    return w->spot != NULL;
}

/* Today, then both ends of every axis. */
static mkba_status look_at_ends(worker *w)
{
    mkba_sensitivity *s = w->s;
    if (!start_spots(w, 1 + 2 * s->axes.count)) {
        return MKBA_ERR_MEMORY;
    }
    w->spot[w->spots++] = (mkba_spot){0};
    for (size_t i = 0; i < s->axes.count; i++) {
        w->spot[w->spots++] = (mkba_spot){&s->axes.axis[i], s->axes.axis[i].low};
        w->spot[w->spots++] = (mkba_spot){&s->axes.axis[i], s->axes.axis[i].high};
    }
    mkba_status status = evaluate(w);
    for (size_t p = 0; p < s->parts && status == MKBA_OK; p++) {
        const double *y = w->y + p * w->spots;
        s->part[p].central = y[0];
        for (size_t i = 0; i < s->axes.count; i++) {
            double low = y[1 + 2 * i], high = y[2 + 2 * i];
            w->seen[p * s->axes.count + i] =
                (seen){low, high, fmin(y[0], fmin(low, high)), fmax(y[0], fmax(low, high))};
        }
    }
    return status;
}

/* Two runs of the same sums may differ in their last digit. */
static bool is_other(double value, double central)
{
    return isnan(value) != isnan(central) || fabs(value - central) > 1e-12 * fabs(central);
}

static bool moves(const worker *w, size_t part, size_t axis)
{
    const seen *x = &w->seen[part * w->s->axes.count + axis];
    double central = w->s->part[part].central;
    return is_other(x->at_low, central) || is_other(x->at_high, central);
}

/* Axes that move nothing at their ends are taken to move nothing between them. */
static bool moves_anywhere(const worker *w, size_t axis)
{
    for (size_t p = 0; p < w->s->parts; p++) {
        if (moves(w, p, axis)) {
            return true;
        }
    }
    return false;
}

static void add_between(worker *w, const mkba_axis *axis, double from, double to)
{
    if (axis->whole) {
        for (double at = ceil(from + 0.5); at < to; at += 1) {
            w->spot[w->spots++] = (mkba_spot){axis, at};
        }
        return;
    }
    for (size_t k = 1; k < w->points && from < to; k++) {
        double share = (double)k / (double)w->points;
        w->spot[w->spots++] = (mkba_spot){axis, from + (to - from) * share};
    }
}

static size_t most_between(const worker *w)
{
    size_t most = 0;
    for (size_t i = 0; i < w->s->axes.count; i++) {
        const mkba_axis *axis = &w->s->axes.axis[i];
        most += axis->whole ? (size_t)(axis->high - axis->low) + 2 : 2 * w->points;
    }
    return most;
}

static mkba_status look_between(worker *w)
{
    mkba_sensitivity *s = w->s;
    if (!start_spots(w, most_between(w))) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < s->axes.count; i++) {
        const mkba_axis *axis = &s->axes.axis[i];
        if (moves_anywhere(w, i)) {
            add_between(w, axis, axis->low, axis->central);
            add_between(w, axis, axis->central, axis->high);
        }
    }
    mkba_status status = evaluate(w);
    for (size_t k = 0; k < w->spots * s->parts && status == MKBA_OK; k++) {
        size_t axis = (size_t)(w->spot[k % w->spots].axis - s->axes.axis);
        seen *x = &w->seen[k / w->spots * s->axes.count + axis];
        x->least = fmin(x->least, w->y[k]);
        x->greatest = fmax(x->greatest, w->y[k]);
    }
    return status;
}

/* ------------------------------------------------------------------ Rows */

static double distance(double value, double central)
{
    return isnan(value) || isnan(central) ? 0 : fabs(value - central);
}

static mkba_swing swing_of(const worker *w, size_t part, size_t i)
{
    const mkba_sensitivity *s = w->s;
    const mkba_axis *axis = &s->axes.axis[i];
    const seen *x = &w->seen[part * s->axes.count + i];
    const mkba_outcome *outcome = s->part[part].outcome;
    const mkba_area *area = outcome ? outcome->area : NULL;
    double central = s->part[part].central;
    return (mkba_swing){.axis = axis,
                        .low = mkba_axis_value(axis, area, axis->low),
                        .central = mkba_axis_value(axis, area, axis->central),
                        .high = mkba_axis_value(axis, area, axis->high),
                        .at_low = x->at_low,
                        .at_high = x->at_high,
                        .effect =
                            fmax(distance(x->at_low, central), distance(x->at_high, central)),
                        .spread = isnan(x->at_low) || isnan(x->at_high) || isnan(central)
                                      ? (double)NAN
                                      : fmax(central, fmax(x->at_low, x->at_high)) -
                                            fmin(central, fmin(x->at_low, x->at_high)),
                        .sign_change = x->least < s->target && x->greatest > s->target};
}

static int by_effect(const void *a, const void *b)
{
    const mkba_swing *x = a, *y = b;
    int order = (x->effect < y->effect) - (x->effect > y->effect);
    return order != 0 ? order : strcmp(x->axis->key, y->axis->key);
}

static mkba_status fill_part(const worker *w, size_t p)
{
    mkba_sensitivity *s = w->s;
    mkba_sensitivity_part *part = &s->part[p];
    part->swing = mkba_arena_alloc(s->arena, s->axes.count, sizeof *part->swing);
    if (!part->swing) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < s->axes.count; i++) {
        const mkba_axis *axis = &s->axes.axis[i];
        if (!moves(w, p, i)) {
            part->without_effect += axis->kind == MKBA_AXIS_NUMBER ? 1 : 0;
            continue;
        }
        part->swing[part->swings++] = swing_of(w, p, i);
        part->numbers += axis->kind == MKBA_AXIS_NUMBER ? 1 : 0;
        part->assumed += axis->kind == MKBA_AXIS_NUMBER && axis->evidence == 'E' ? 1 : 0;
    }
    qsort(part->swing, part->swings, sizeof *part->swing, by_effect);
    return MKBA_OK;
}

static mkba_status compute(mkba_sensitivity *s, size_t points, mkba_issues *issues)
{
    worker w = {.s = s, .points = points, .issues = issues};
    w.seen = calloc(s->parts * s->axes.count + 1, sizeof *w.seen);
    mkba_status status = w.seen ? look_at_ends(&w) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = look_between(&w);
    }
    for (size_t p = 0; p < s->parts && status == MKBA_OK; p++) {
        status = fill_part(&w, p);
    }
    free(w.seen);
    free(w.spot);
    free(w.y);
    return status;
}

static mkba_status start(mkba_sensitivity *s, const char *figure, mkba_issues *issues)
{
    mkba_status status = mkba_probe_start(&s->probe, s->arena, s->result, figure, issues);
    if (status == MKBA_OK) {
        status = mkba_axes_list(&s->axes, s->arena, s->result);
    }
    s->parts = s->probe.parts;
    s->part = mkba_arena_alloc(s->arena, s->parts, sizeof *s->part);
    for (size_t p = 0; p < s->parts && s->part; p++) {
        s->part[p].outcome = mkba_probe_part(&s->probe, p);
    }
    return status == MKBA_OK && !s->part ? MKBA_ERR_MEMORY : status;
}

mkba_status mkba_sensitivity_make(mkba_sensitivity **out, const mkba_result *result,
                                  const char *figure, double target, size_t points,
                                  mkba_issues *issues)
{
    mkba_arena *arena;
    *out = NULL;
    mkba_sensitivity *s = mkba_arena_object(&arena, sizeof *s);
    if (!s) {
        return MKBA_ERR_MEMORY;
    }
    s->arena = arena;
    s->result = result;
    s->target = target;
    mkba_status status = start(s, figure, issues);
    if (status == MKBA_OK) {
        status = compute(s, points, issues);
    }
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = s;
    return MKBA_OK;
}

mkba_status mkba_sensitivity_run(mkba_sensitivity **out, const mkba_result *result,
                                 const mkba_sensitivity_options *options, mkba_issues *issues)
{
    mkba_status status = mkba_sensitivity_make(out, result, options ? options->figure : NULL,
                                               0, MKBA_SWING_POINTS, issues);
    if (status == MKBA_OK) {
        (*out)->top = options ? options->top : 20;
    }
    return status;
}

void mkba_sensitivity_free(mkba_sensitivity *sensitivity)
{
    if (sensitivity) {
        mkba_arena_free(sensitivity->arena);
    }
}
