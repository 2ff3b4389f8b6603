/* What every input contributes: the model in all combinations of them. */
#include "analysis/compare_work.h"

#include "analysis/shapley.h"
#include "analysis/worlds.h"

#include <float.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A study keeps every graph that was ever asked of it; from here on it is made anew. */
enum { MOST_PLANS = 256 };

typedef struct {
    mkba_comparison *all;
    mkba_compared_world *world;
    mkba_study *study[2]; /* with the base's potential_step, and with the alternative's */
    mkba_worlds *ready[2];
    size_t input[MKBA_SHAPLEY_MOST]; /* those that the model computes with */
    size_t inputs;
    size_t step;       /* bit of the input in which potential_step moves; 0: none */
    size_t reshaping;  /* bits of those that change the shape of the model */
    mkba_move *move;   /* of all inputs, for the area at hand */
    size_t *first;     /* per input of the world, and one behind the last */
    mkba_world *asked; /* the worlds of one call */
    size_t *set;       /* which inputs moved in each of them */
    double *value;     /* [asked * measures] */
    double *worth;     /* [sets * measures] */
    double *sum;       /* the same, over areas */
    double *one;       /* of one measure, per set */
    mkba_move *moves;  /* what `asked` points to */
    size_t moves_held;
    mkba_issues *issues;
} worker;

/* ------------------------------------------------------------------ Making ready */

static bool moves_step(const worker *k, const mkba_compared_input *input)
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

/* Made ready for all that may move. */
static mkba_status make_ready(worker *k, size_t which)
{
    size_t changes = k->world->changes;
    mkba_move *may_move = calloc(changes + 1, sizeof *may_move);
    if (!may_move) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < changes; i++) {
        const mkba_changed *change = &k->world->change[i];
        may_move[i] =
            (mkba_move){.kind = change->of_area ? MKBA_OP_ENTERED : MKBA_OP_PARAMETER,
                        .leaf = (uint32_t)change->leaf};
    }
    mkba_status status = mkba_worlds_new(&k->ready[which], k->study[which], &k->all->measures,
                                         may_move, changes);
    free(may_move);
    return status;
}

static void let_go(worker *k, size_t which)
{
    mkba_worlds_free(k->ready[which]);
    mkba_study_free(k->study[which]);
    k->ready[which] = NULL;
    k->study[which] = NULL;
}

static mkba_status renew(worker *k, size_t which)
{
    const mkba_data *base = k->all->world[0].areas->data;
    let_go(k, which);
    mkba_status status =
        mkba_study_new(&k->study[which], which == 0 ? base : k->world->areas->data, k->issues);
    for (size_t i = 0; i < base->parameters && status == MKBA_OK; i++) {
        k->study[which]->parameter[i] = base->parameter[i].value;
    }
    return status == MKBA_OK ? make_ready(k, which) : status;
}

/* What evaluates a set of inputs that moved. */
static mkba_status ready_for(mkba_worlds **out, worker *k, size_t set)
{
    size_t which = (set & k->step) != 0, plans = 0;
    mkba_status status = MKBA_OK;
    for (const mkba_plan *p = k->ready[which] ? k->study[which]->plans : NULL; p;
         p = p->next) {
        plans++;
    }
    if (!k->ready[which] || plans > MOST_PLANS) {
        status = renew(k, which);
    }
    *out = k->ready[which];
    return status;
}

static void worker_free(worker *k)
{
    let_go(k, 0);
    let_go(k, 1);
    free(k->move);
    free(k->first);
    free(k->asked);
    free(k->set);
    free(k->value);
    free(k->worth);
    free(k->sum);
    free(k->one);
    free(k->moves);
}

/* `sets` is the most worlds that are asked for at once. */
static mkba_status worker_start(worker *k, mkba_comparison *c, size_t world, size_t sets,
                                mkba_issues *issues)
{
    mkba_compared_world *w = &c->world[world];
    size_t measures = c->measures.count;
    *k = (worker){.all = c, .world = w, .issues = issues};
    k->move = calloc(w->changes + 1, sizeof *k->move);
    k->first = calloc(w->inputs + 1, sizeof *k->first);
    k->asked = calloc(sets, sizeof *k->asked);
    k->set = calloc(sets, sizeof *k->set);
    k->value = calloc(sets * measures, sizeof *k->value);
    k->worth = calloc(sets * measures, sizeof *k->worth);
    k->sum = calloc(sets * measures, sizeof *k->sum);
    k->one = calloc(sets, sizeof *k->one);
    if (!k->move || !k->first || !k->asked || !k->set || !k->value || !k->worth || !k->sum ||
        !k->one) {
        worker_free(k);
        return MKBA_ERR_MEMORY;
    }
    return MKBA_OK;
}

/* What moves in one area, input by input. A figure that was taken away moves to NaN. */
static void gather_moves(worker *k, size_t area)
{
    size_t n = 0;
    for (size_t i = 0; i < k->world->inputs; i++) {
        const mkba_compared_input *input = &k->world->input[i];
        k->first[i] = n;
        for (size_t c = input->first; c < input->first + input->changes; c++) {
            const mkba_changed *change = &k->world->change[c];
            if (input->is_computed && (!change->of_area || change->area == area)) {
                k->move[n++] =
                    (mkba_move){change->of_area ? MKBA_OP_ENTERED : MKBA_OP_PARAMETER,
                                (uint32_t)change->leaf, change->to};
            }
        }
    }
    k->first[k->world->inputs] = n;
}

/* ------------------------------------------------------------------ One area */

/* The bits of the inputs that move anything in the area. */
static size_t moving_here(const worker *k)
{
    size_t set = 0;
    for (size_t b = 0; b < k->inputs; b++) {
        size_t i = k->input[b];
        set |= k->first[i + 1] > k->first[i] ? (size_t)1 << b : 0;
    }
    return set;
}

/* All moves of `count` sets one after the other. */
static mkba_status list_moves(worker *k, size_t count)
{
    size_t wanted = count * (k->first[k->world->inputs] + 1), n = 0;
    if (wanted > k->moves_held) {
        free(k->moves);
        k->moves = malloc(wanted * sizeof *k->moves);
        k->moves_held = k->moves ? wanted : 0;
    }
    for (size_t s = 0; s < count && k->moves; s++) {
        k->asked[s] = (mkba_world){&k->moves[n], 0};
        for (size_t b = 0; b < k->inputs; b++) {
            size_t i = k->input[b], moves = k->first[i + 1] - k->first[i];
            if (k->set[s] >> b & 1) {
                memcpy(&k->moves[n], &k->move[k->first[i]], moves * sizeof *k->moves);
                n += moves;
            }
        }
        k->asked[s].moves = (size_t)(&k->moves[n] - k->asked[s].move);
    }
    return k->moves ? MKBA_OK : MKBA_ERR_MEMORY;
}

/* Evaluates the sets of `k->set`, all of one shape, and puts their measures in their places.
 */
static mkba_status evaluate(worker *k, size_t area, size_t count)
{
    size_t measures = k->all->measures.count;
    mkba_worlds *ready = NULL;
    mkba_status status = list_moves(k, count);
    if (status == MKBA_OK) {
        status = ready_for(&ready, k, k->set[0]);
    }
    if (status == MKBA_OK) {
        status =
            mkba_worlds_run(k->value, ready, mkba_area_of_run(k->all->world[0].areas, area),
                            k->asked, count, k->issues);
    }
    for (size_t s = 0; s < count && status == MKBA_OK; s++) {
        memcpy(&k->worth[k->set[s] * measures], &k->value[s * measures],
               measures * sizeof *k->value);
    }
    return status;
}

/* The next subset of `of` after `set`, in rising order; 0 after the last. */
static size_t next_subset(size_t set, size_t of)
{
    return (set - of) & of;
}

/* Every combination of the inputs that move here, one shape of the model at a time. */
static mkba_status evaluate_all(worker *k, size_t area)
{
    gather_moves(k, area);
    size_t here = moving_here(k), shaping = here & k->reshaping, free_ones = here & ~shaping;
    size_t shape = 0, measures = k->all->measures.count;
    mkba_status status = MKBA_OK;
    do {
        size_t count = 0, others = 0;
        do {
            k->set[count++] = shape | others;
            others = next_subset(others, free_ones);
        } while (others != 0);
        status = evaluate(k, area, count);
        shape = next_subset(shape, shaping);
    } while (shape != 0 && status == MKBA_OK);
    for (size_t set = 0; set < (size_t)1 << k->inputs; set++) {
        if ((set & ~here) != 0) { /* with an input that moves nothing here */
            memcpy(&k->worth[set * measures], &k->worth[(set & here) * measures],
                   measures * sizeof *k->worth);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ Contributions */

/* What the arithmetic cannot tell from nothing is nothing. Then all are rounded to a grid, of
 * powers of 2, on which they add up without rounding in whatever order; and what is left of
 * the difference (the last digits, far below a cent, in which the figures of the baseline and
 * the sums differ) goes to the largest. Returns the difference on that grid. */
static double settle(double *part, size_t count, double difference, double scale)
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
static bool take_apart(double *part, double *scale, worker *k, const double *worth,
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

static double *parts_of(const worker *k, size_t row, size_t figure)
{
    return &k->world->contribution[(row * k->all->figures + figure) * k->world->inputs];
}

static void give_up(worker *k, size_t row, size_t figure, mkba_not_apart why)
{
    double *part = parts_of(k, row, figure);
    k->world->why_not[row * k->all->figures + figure] = why;
    for (size_t i = 0; i < k->world->inputs; i++) {
        part[i] = NAN;
    }
}

/* Sets the difference; true when it is there and can be taken apart. */
static bool start_figure(worker *k, size_t row, size_t figure)
{
    size_t world = (size_t)(k->world - k->all->world);
    double difference = mkba_compared_value(k->all, world, row, figure) -
                        mkba_compared_value(k->all, 0, row, figure);
    k->world->difference[row * k->all->figures + figure] = difference;
    if (!isfinite(difference)) {
        give_up(k, row, figure, MKBA_NOT_A_FIGURE);
    } else if (k->all->figure[figure].measure == MKBA_MAP_NONE) {
        give_up(k, row, figure, MKBA_NOT_IN_SCENARIO);
    }
    return k->world->why_not[row * k->all->figures + figure] == MKBA_NOT_WHY;
}

static void finish_figure(worker *k, size_t row, size_t figure, double scale)
{
    double *difference = &k->world->difference[row * k->all->figures + figure];
    *difference = settle(parts_of(k, row, figure), k->world->inputs, *difference, scale);
}

static void divide_area(worker *k, size_t row)
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

static bool add_areas(worker *k, size_t figure)
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
static void divide_total(worker *k)
{
    size_t row = k->all->areas;
    for (size_t f = 0; f < k->all->figures; f++) {
        const mkba_compared_figure *figure = &k->all->figure[f];
        bool is_ratio = figure->measure == k->all->measures.ratio;
        double scale = 0;
        if (!start_figure(k, row, f)) {
            continue;
        }
        if (!figure->adds_up && !is_ratio && k->all->areas > 1) {
            give_up(k, row, f, MKBA_NOT_ADDING_UP);
        } else if (is_ratio
                       ? take_apart(parts_of(k, row, f), &scale, k, k->sum, figure->measure)
                       : add_areas(k, f)) {
            finish_figure(k, row, f, scale);
        } else {
            give_up(k, row, f, MKBA_NOT_BETWEEN);
        }
    }
}

/* ------------------------------------------------------------------ All of it */

static void find_inputs(worker *k)
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

mkba_status mkba_compare_contributions(mkba_comparison *c, size_t world, mkba_issues *issues)
{
    worker k;
    mkba_compared_world *w = &c->world[world];
    size_t sets = (size_t)1 << count_computed(w), cells = (c->areas + 1) * c->figures;
    w->difference = mkba_arena_alloc(c->arena, cells, sizeof *w->difference);
    w->contribution = mkba_arena_alloc(c->arena, cells * w->inputs + 1, sizeof(double));
    w->why_not = mkba_arena_alloc(c->arena, cells, sizeof *w->why_not);
    mkba_status status = w->difference && w->contribution && w->why_not
                             ? worker_start(&k, c, world, sets, issues)
                             : MKBA_ERR_MEMORY;
    if (status != MKBA_OK) {
        return status;
    }
    find_inputs(&k);
    for (size_t a = 0; a < c->areas && status == MKBA_OK; a++) {
        status = evaluate_all(&k, c->order[a]);
        if (status == MKBA_OK) {
            divide_area(&k, c->order[a]);
        }
        for (size_t i = 0; i < sets * c->measures.count; i++) {
            k.sum[i] += k.worth[i];
        }
    }
    if (status == MKBA_OK) {
        divide_total(&k);
    }
    worker_free(&k);
    return status;
}

/* Each input by itself; the last world is the base. */
static mkba_status evaluate_each(worker *k, size_t area)
{
    mkba_worlds *ready = NULL;
    size_t npv = k->all->measures.npv, measures = k->all->measures.count;
    size_t inputs = k->world->inputs;
    gather_moves(k, area);
    for (size_t i = 0; i < inputs; i++) {
        k->asked[i] = (mkba_world){&k->move[k->first[i]], k->first[i + 1] - k->first[i]};
    }
    k->asked[inputs] = (mkba_world){0};
    mkba_status status = ready_for(&ready, k, 0);
    if (status == MKBA_OK) {
        status =
            mkba_worlds_run(k->value, ready, mkba_area_of_run(k->all->world[0].areas, area),
                            k->asked, inputs + 1, k->issues);
    }
    for (size_t i = 0; i < inputs && status == MKBA_OK; i++) {
        k->sum[i] += fabs(k->value[i * measures + npv] - k->value[inputs * measures + npv]);
    }
    return status;
}

mkba_status mkba_compare_effects(double *effect, mkba_comparison *c, size_t world,
                                 mkba_issues *issues)
{
    worker k;
    size_t inputs = c->world[world].inputs;
    mkba_status status = worker_start(&k, c, world, inputs + 1, issues);
    if (status != MKBA_OK) {
        return status;
    }
    for (size_t a = 0; a < c->areas && status == MKBA_OK; a++) {
        status = evaluate_each(&k, c->order[a]);
    }
    memcpy(effect, k.sum, inputs * sizeof *effect);
    worker_free(&k);
    return status;
}
