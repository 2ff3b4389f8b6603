#include "analysis/breakeven.h"

#include "analysis/sensitivity.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Points of the grid per stretch within the range, and outside it; how fine a list looks. */
enum { WITHIN = 100, OUTSIDE = 200, LIST_POINTS = 16 };

bool mkba_turn_is_within(const mkba_turn *turn, const mkba_axis *axis)
{
    return turn->to >= axis->low && turn->from <= axis->high;
}

double mkba_turn_way(bool *up, const mkba_turn *turn, const mkba_axis *axis)
{
    *up = turn->from > axis->central;
    double at = turn->to < axis->central ? turn->to : turn->from;
    double end = *up ? axis->high : axis->low;
    double way = fabs(at - axis->central);
    return way > 0 ? way / fabs(end - axis->central) : isnan(end) ? (double)NAN : 0;
}

/* ------------------------------------------------------------------ The curve of an axis */

typedef struct {
    const mkba_breakeven *b;
    const mkba_axis *axis;
    size_t part;
    mkba_worlds *worlds;
    mkba_issues *issues;
} curve;

static mkba_status draw_curve(double *y, const double *x, size_t count, void *context)
{
    const curve *c = context;
    mkba_spot *spot = calloc(count + 1, sizeof *spot);
    mkba_status status = spot ? MKBA_OK : MKBA_ERR_MEMORY;
    for (size_t i = 0; i < count && spot; i++) {
        spot[i] = (mkba_spot){c->axis, x[i]};
    }
    if (status == MKBA_OK) {
        status = mkba_probe_one(y, &c->b->probe, c->part, c->worlds, spot, count, c->issues);
    }
    for (size_t i = 0; i < count && status == MKBA_OK; i++) {
        y[i] -= c->b->target;
    }
    free(spot);
    return status;
}

/* ------------------------------------------------------------------ The grid */

typedef struct {
    double *x;
    size_t count;
} grid;

static void add_point(grid *g, double x)
{
    if (g->count == 0 || x > g->x[g->count - 1]) {
        g->x[g->count++] = x;
    }
}

/* From `from` to `to`, closer together near `from` the larger `bend` is: beyond the range the
 * first part matters most. */
static void add_stretch(grid *g, double from, double to, size_t points, int bend)
{
    for (size_t i = 0; i <= points && from <= to; i++) {
        double share = (double)i / (double)points;
        add_point(g, i == points
                         ? to
                         : from + (to - from) * (bend == 3 ? share * share * share : share));
    }
}

static bool make_grid(grid *g, const mkba_axis *axis, bool within)
{
    double least = within ? axis->low : axis->least, most = within ? axis->high : axis->most;
    bool ranged = !isnan(axis->low); /* and its high end too */
    double middle = isnan(axis->central) ? least : axis->central;
    g->x = malloc((size_t)(2 * WITHIN + 2 * OUTSIDE + 8 + (axis->whole ? most - least : 0)) *
                  sizeof *g->x);
    g->count = 0;
    if (g->x && axis->whole) {
        for (double x = ceil(least); x <= most; x += 1) {
            add_point(g, x);
        }
    } else if (g->x) {
        add_stretch(g, least, ranged ? axis->low : middle, OUTSIDE, 1);
        add_stretch(g, ranged ? axis->low : middle, middle, WITHIN, 1);
        add_stretch(g, middle, ranged ? axis->high : middle, WITHIN, 1);
        add_stretch(g, ranged ? axis->high : middle, most, OUTSIDE,
                    most > 4 * middle && middle > 0 ? 3 : 1);
    }
    return g->x != NULL;
}

static mkba_status find_turns(mkba_turns *out, const mkba_breakeven *b, const mkba_axis *axis,
                              size_t part, mkba_worlds *worlds, mkba_issues *issues)
{
    curve c = {.b = b, .axis = axis, .part = part, .worlds = worlds, .issues = issues};
    grid g;
    mkba_status status = make_grid(&g, axis, b->is_list)
                             ? mkba_turns_find(out, draw_curve, &c, g.x, g.count, axis->whole)
                             : MKBA_ERR_MEMORY;
    free(g.x);
    return status;
}

/* ------------------------------------------------------------------ One number */

static mkba_status fill_part(mkba_breakeven *b, size_t part, mkba_worlds *worlds,
                             mkba_issues *issues)
{
    mkba_breakeven_part *p = &b->part[part];
    mkba_spot today = {0};
    p->outcome = mkba_probe_part(&b->probe, part);
    p->row = mkba_arena_alloc(b->arena, 1, sizeof *p->row);
    if (!p->row) {
        return MKBA_ERR_MEMORY;
    }
    p->rows = 1;
    p->row->axis = b->axes.axis;
    mkba_status status =
        mkba_probe_one(&p->central, &b->probe, part, worlds, &today, 1, issues);
    return status == MKBA_OK
               ? find_turns(&p->row->turns, b, b->axes.axis, part, worlds, issues)
               : status;
}

static mkba_status run_key(mkba_breakeven *b, const char *key, mkba_issues *issues)
{
    mkba_worlds *worlds = NULL;
    b->parts = b->probe.parts;
    b->axes.axis = mkba_arena_alloc(b->arena, 1, sizeof *b->axes.axis);
    b->part = mkba_arena_alloc(b->arena, b->parts, sizeof *b->part);
    if (!b->axes.axis || !b->part) {
        return MKBA_ERR_MEMORY;
    }
    b->axes.count = 1;
    mkba_status status = mkba_axis_find(b->axes.axis, b->arena, b->result, key, issues);
    if (status == MKBA_OK) {
        status = mkba_probe_worlds(&worlds, &b->probe, b->axes.axis, 1);
    }
    for (size_t p = 0; p < b->parts && status == MKBA_OK; p++) {
        status = fill_part(b, p, worlds, issues);
    }
    mkba_worlds_free(worlds);
    return status;
}

/* ------------------------------------------------------------------ All numbers */

static double nearest_way(const mkba_breakeven_row *row)
{
    double nearest = INFINITY;
    bool up;
    for (size_t i = 0; i < row->turns.count; i++) {
        nearest = fmin(nearest, mkba_turn_way(&up, &row->turns.turn[i], row->axis));
    }
    return nearest;
}

static int by_way(const void *a, const void *b)
{
    const mkba_breakeven_row *x = a, *y = b;
    double p = nearest_way(x), q = nearest_way(y);
    return p < q ? -1 : p > q ? 1 : strcmp(x->axis->key, y->axis->key);
}

static mkba_status add_row(mkba_breakeven *b, const mkba_axis *axis, mkba_issues *issues)
{
    mkba_worlds *worlds = NULL;
    mkba_breakeven_row *row = &b->part->row[b->part->rows];
    row->axis = axis;
    mkba_status status = mkba_probe_worlds(&worlds, &b->probe, axis, 1);
    if (status == MKBA_OK) {
        status = find_turns(&row->turns, b, axis, 0, worlds, issues);
    }
    mkba_worlds_free(worlds);
    b->part->rows += status == MKBA_OK && row->turns.count > 0 ? 1 : 0;
    return status;
}

/* Of those whose figure changes sign: the axes of both lists are in the same order. */
static mkba_status run_list(mkba_breakeven *b, const mkba_sensitivity *s, mkba_issues *issues)
{
    const mkba_sensitivity_part *swings = &s->part[0];
    mkba_breakeven_part *part = b->part;
    mkba_status status = MKBA_OK;
    part->row = mkba_arena_alloc(b->arena, swings->swings, sizeof *part->row);
    part->outcome = swings->outcome;
    part->central = swings->central;
    b->numbers = swings->numbers;
    b->assumed = swings->assumed;
    b->without_effect = swings->without_effect;
    for (size_t i = 0; i < swings->swings && part->row && status == MKBA_OK; i++) {
        if (swings->swing[i].sign_change) {
            size_t at = (size_t)(swings->swing[i].axis - s->axes.axis);
            status = add_row(b, &b->axes.axis[at], issues);
        }
    }
    if (part->row && part->rows > 1) {
        qsort(part->row, part->rows, sizeof *part->row, by_way);
    }
    return part->row ? status : MKBA_ERR_MEMORY;
}

static mkba_status run_all(mkba_breakeven *b, const char *figure, mkba_issues *issues)
{
    mkba_sensitivity *s;
    b->parts = 1;
    b->part = mkba_arena_alloc(b->arena, 1, sizeof *b->part);
    mkba_status status = mkba_axes_list(&b->axes, b->arena, b->result);
    if (status != MKBA_OK) {
        return status; /* without memory for the part there is none for a list */
    }
    status = mkba_sensitivity_make(&s, b->result, figure, b->target, LIST_POINTS, issues);
    if (status == MKBA_OK) {
        status = run_list(b, s, issues);
        mkba_sensitivity_free(s);
    }
    return status;
}

mkba_status mkba_breakeven_run(mkba_breakeven **out, const mkba_result *result,
                               const mkba_breakeven_options *options, mkba_issues *issues)
{
    mkba_arena *arena;
    *out = NULL;
    mkba_breakeven *b = mkba_arena_object(&arena, sizeof *b);
    if (!b) {
        return MKBA_ERR_MEMORY;
    }
    b->arena = arena;
    b->result = result;
    b->target = options ? options->target : 0;
    const char *key = options ? options->key : NULL,
               *figure = options ? options->figure : NULL;
    b->is_list = !key;
    mkba_status status = mkba_probe_start(&b->probe, arena, result, figure, issues);
    if (status == MKBA_OK) {
        status = key ? run_key(b, key, issues) : run_all(b, figure, issues);
    }
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = b;
    return MKBA_OK;
}

void mkba_breakeven_free(mkba_breakeven *breakeven)
{
    if (breakeven) {
        mkba_arena_free(breakeven->arena);
    }
}
