/* The model in all combinations of the changed inputs. */
#include "analysis/compare_work.h"

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* A study keeps every graph that was ever asked of it; from here on it is made anew. */
enum { MOST_PLANS = 1 << MKBA_RESHAPING_MOST };

/* ------------------------------------------------------------------ Making ready */

/* Made ready for all that may move. */
static mkba_status make_ready(mkba_combiner *k, size_t which)
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

static void let_go(mkba_combiner *k, size_t which)
{
    mkba_worlds_free(k->ready[which]);
    mkba_study_free(k->study[which]);
    k->ready[which] = NULL;
    k->study[which] = NULL;
}

static mkba_status renew(mkba_combiner *k, size_t which)
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
static mkba_status ready_for(mkba_worlds **out, mkba_combiner *k, size_t set)
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

void mkba_combiner_free(mkba_combiner *k)
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

mkba_status mkba_combiner_start(mkba_combiner *k, mkba_comparison *c, size_t world,
                                size_t sets, mkba_issues *issues)
{
    mkba_compared_world *w = &c->world[world];
    size_t measures = c->measures.count;
    *k = (mkba_combiner){.all = c, .world = w, .issues = issues};
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
        mkba_combiner_free(k);
        return MKBA_ERR_MEMORY;
    }
    return MKBA_OK;
}

/* What moves in one area, input by input. A figure that was taken away moves to NaN. */
static void gather_moves(mkba_combiner *k, size_t area)
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
static size_t moving_here(const mkba_combiner *k)
{
    size_t set = 0;
    for (size_t b = 0; b < k->inputs; b++) {
        size_t i = k->input[b];
        set |= k->first[i + 1] > k->first[i] ? (size_t)1 << b : 0;
    }
    return set;
}

/* All moves of `count` sets one after the other. */
static mkba_status list_moves(mkba_combiner *k, size_t count)
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
static mkba_status evaluate(mkba_combiner *k, size_t area, size_t count)
{
    size_t measures = k->all->measures.count;
    mkba_worlds *ready = NULL;
    mkba_status status = list_moves(k, count);
    if (status == MKBA_OK) {
        status = ready_for(&ready, k, k->set[0]);
    }
    if (status == MKBA_OK) {
        status = mkba_worlds_run(k->value, ready, mkba_areas_at(k->all->world[0].areas, area),
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

/* One shape of the model at a time. */
mkba_status mkba_combiner_run(mkba_combiner *k, size_t area)
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

/* ------------------------------------------------------------------ Each by itself */

/* Each input by itself; the last world is the base. */
static mkba_status evaluate_each(mkba_combiner *k, size_t area)
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
        status = mkba_worlds_run(k->value, ready, mkba_areas_at(k->all->world[0].areas, area),
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
    mkba_combiner k;
    size_t inputs = c->world[world].inputs;
    mkba_status status = mkba_combiner_start(&k, c, world, inputs + 1, issues);
    if (status != MKBA_OK) {
        return status;
    }
    for (size_t a = 0; a < c->areas && status == MKBA_OK; a++) {
        status = evaluate_each(&k, c->order[a]);
    }
    memcpy(effect, k.sum, inputs * sizeof *effect);
    mkba_combiner_free(&k);
    return status;
}
