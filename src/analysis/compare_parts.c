/* What every input contributes to the differences: Shapley values that add up. */
#include "analysis/compare_work.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ Contributions */

/* What the arithmetic cannot tell from nothing is nothing. Then all are rounded to a grid, of
 * powers of 2, on which they add up without rounding in whatever order; and what is left of
 * the difference (the last digits, far below a cent, in which the figures of the baseline and
 * the sums differ) goes to the largest. Returns the difference on that grid. */
double mkba_parts_settle(double *part, size_t count, double difference, double scale)
{
    double gross = 0;
    size_t largest = 0;
    for (size_t i = 0; i < count; i++) {
        part[i] = fabs(part[i]) > 1e-12 * scale ? part[i] : 0;
        largest = fabs(part[i]) > fabs(part[largest]) ? i : largest;
        gross += fabs(part[i]);
    }
    if (!(gross > 0)) {
        return 0;
    }
    int exponent;
    frexp(gross, &exponent);
    double grid = ldexp(1, exponent - DBL_MANT_DIG);
    double on_grid = rint(difference / grid) * grid, rest = on_grid;
    for (size_t i = 0; i < count; i++) {
        part[i] = i == largest ? 0 : rint(part[i] / grid) * grid;
        rest -= part[i];
    }
    part[largest] = rest;
    return on_grid;
}

/* The Shapley values of one measure over the sets of `worth`, into the inputs that are
 * computed with. False: the measure does not exist in one of the worlds. */
static bool take_apart(double *part, double *scale, mkba_combiner *k, const double *worth,
                       size_t measure)
{
    double share[MKBA_SHAPLEY_MOST];
    size_t sets = (size_t)1 << k->inputs;
    *scale = 0;
    for (size_t set = 0; set < sets; set++) {
        const double *here = &worth[set * k->all->measures.count];
        k->one[set] = measure == k->all->measures.ratio && worth == k->sum
                          ? mkba_measures_total(&k->all->measures, measure, here)
                          : here[measure];
        if (!isfinite(k->one[set])) {
            return false;
        }
        *scale = fmax(*scale, fabs(k->one[set]));
    }
    mkba_shapley(share, k->one, k->inputs);
    for (size_t b = 0; b < k->inputs; b++) {
        part[k->input[b]] = share[b];
    }
    return true;
}

static double *parts_of(const mkba_combiner *k, size_t row, size_t figure)
{
    return &k->world->contribution[(row * k->all->figures + figure) * k->world->inputs];
}

static void give_up(mkba_combiner *k, size_t row, size_t figure, mkba_not_apart why)
{
    double *part = parts_of(k, row, figure);
    k->world->why_not[row * k->all->figures + figure] = why;
    for (size_t i = 0; i < k->world->inputs; i++) {
        part[i] = NAN;
    }
}

/* Sets the difference; true when it is there and can be taken apart. */
static bool start_figure(mkba_combiner *k, size_t row, size_t figure)
{
    size_t world = (size_t)(k->world - k->all->world);
    double difference = mkba_compared_value(k->all, world, row, figure) -
                        mkba_compared_value(k->all, 0, row, figure);
    k->world->difference[row * k->all->figures + figure] = difference;
    const mkba_compared_figure *f = &k->all->figure[figure];
    if (row == k->all->areas && row > 1 && !f->adds_up &&
        f->measure != k->all->measures.ratio) {
        give_up(k, row, figure, MKBA_NOT_ADDING_UP);
    } else if (!isfinite(difference)) {
        give_up(k, row, figure, MKBA_NOT_A_FIGURE);
    } else if (f->measure == MKBA_MAP_NONE) {
        give_up(k, row, figure, MKBA_NOT_IN_SCENARIO);
    }
    return k->world->why_not[row * k->all->figures + figure] == MKBA_NOT_WHY;
}

static void finish_figure(mkba_combiner *k, size_t row, size_t figure, double scale)
{
    double *difference = &k->world->difference[row * k->all->figures + figure];
    *difference =
        mkba_parts_settle(parts_of(k, row, figure), k->world->inputs, *difference, scale);
}

static void divide_area(mkba_combiner *k, size_t row)
{
    for (size_t f = 0; f < k->all->figures; f++) {
        double scale;
        if (!start_figure(k, row, f)) {
            continue;
        }
        if (take_apart(parts_of(k, row, f), &scale, k, k->worth, k->all->figure[f].measure)) {
            finish_figure(k, row, f, scale);
        } else {
            give_up(k, row, f, MKBA_NOT_BETWEEN);
        }
    }
}

/* ------------------------------------------------------------------ The total */

static bool add_areas(mkba_combiner *k, size_t figure)
{
    double *total = parts_of(k, k->all->areas, figure);
    for (size_t a = 0; a < k->all->areas; a++) {
        size_t row = k->all->order[a];
        const double *part = parts_of(k, row, figure);
        if (k->world->why_not[row * k->all->figures + figure] != MKBA_NOT_WHY) {
            return false;
        }
        for (size_t i = 0; i < k->world->inputs; i++) {
            total[i] += part[i];
        }
    }
    return true;
}

/* The ratio of the total is that of sums, so it is taken apart by the sums of benefits and
 * cost in every combination. All other figures add up, or are those of the only area. */
static void divide_total(mkba_combiner *k)
{
    size_t row = k->all->areas;
    for (size_t f = 0; f < k->all->figures; f++) {
        const mkba_compared_figure *figure = &k->all->figure[f];
        bool is_ratio = figure->measure == k->all->measures.ratio;
        double scale = 0;
        if (!start_figure(k, row, f)) {
            continue;
        }
        if (is_ratio ? take_apart(parts_of(k, row, f), &scale, k, k->sum, figure->measure)
                     : add_areas(k, f)) {
            finish_figure(k, row, f, scale);
        } else {
            give_up(k, row, f, MKBA_NOT_BETWEEN);
        }
    }
}

/* ------------------------------------------------------------------ All of it */

static bool moves_step(const mkba_combiner *k, const mkba_compared_input *input)
{
    const mkba_data *d = k->world->areas->data;
    for (size_t i = input->first; i < input->first + input->changes; i++) {
        const mkba_changed *change = &k->world->change[i];
        if (!change->of_area &&
            strcmp(d->parameter[change->leaf].key, "potential_step") == 0) {
            return true;
        }
    }
    return false;
}

static void find_inputs(mkba_combiner *k)
{
    for (size_t i = 0; i < k->world->inputs; i++) {
        const mkba_compared_input *input = &k->world->input[i];
        if (input->is_computed && k->inputs < MKBA_SHAPLEY_MOST) {
            size_t bit = (size_t)1 << k->inputs;
            k->step |= moves_step(k, input) ? bit : 0;
            k->reshaping |= input->reshapes ? bit : 0;
            k->input[k->inputs++] = i;
        }
    }
}

static size_t count_computed(const mkba_compared_world *w)
{
    size_t n = 0;
    for (size_t i = 0; i < w->inputs; i++) {
        n += w->input[i].is_computed;
    }
    return n;
}

/* Areas in the order in which they are evaluated. */
typedef struct {
    size_t at, columns;
    const mkba_area *base, *here;
} queued;

static int by_shape(const void *a, const void *b)
{
    const queued *x = a, *y = b;
    int base = memcmp(x->base->entered, y->base->entered, x->columns * sizeof(bool));
    int here = memcmp(x->here->entered, y->here->entered, x->columns * sizeof(bool));
    return base != 0 ? base : here != 0 ? here : strcmp(x->base->code, y->base->code);
}

/* Areas of one shape after each other, since their graphs are kept for a while only. */
static queued *queue_of(const mkba_comparison *c, const mkba_compared_world *w)
{
    queued *queue = mkba_arena_alloc(c->arena, c->areas, sizeof *queue);
    for (size_t a = 0; a < c->areas && queue; a++) {
        queue[a] = (queued){a, w->areas->data->columns, mkba_areas_at(c->world[0].areas, a),
                            mkba_areas_at(w->areas, a)};
    }
    if (queue) {
        qsort(queue, c->areas, sizeof *queue, by_shape);
    }
    return queue;
}

mkba_status mkba_compare_contributions(mkba_comparison *c, size_t world, mkba_issues *issues)
{
    mkba_combiner k;
    mkba_compared_world *w = &c->world[world];
    size_t sets = (size_t)1 << count_computed(w), cells = (c->areas + 1) * c->figures;
    w->difference = mkba_arena_alloc(c->arena, cells, sizeof *w->difference);
    w->contribution = mkba_arena_alloc(c->arena, cells * w->inputs + 1, sizeof(double));
    w->why_not = mkba_arena_alloc(c->arena, cells, sizeof *w->why_not);
    queued *queue = queue_of(c, w);
    mkba_status status = w->difference && w->contribution && w->why_not && queue
                             ? mkba_combiner_start(&k, c, world, sets, issues)
                             : MKBA_ERR_MEMORY;
    if (status != MKBA_OK) {
        return status;
    }
    find_inputs(&k);
    for (size_t a = 0; a < c->areas && status == MKBA_OK; a++) {
        status = mkba_combiner_run(&k, queue[a].at);
        if (status == MKBA_OK) {
            divide_area(&k, queue[a].at);
        }
        for (size_t i = 0; i < sets * c->measures.count; i++) {
            k.sum[i] += k.worth[i];
        }
    }
    if (status == MKBA_OK) {
        divide_total(&k);
    }
    mkba_combiner_free(&k);
    return status;
}
