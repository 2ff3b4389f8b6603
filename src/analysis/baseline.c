#include "analysis/baseline.h"

#include "analysis/checks.h"
#include "analysis/evidence.h"
#include "analysis/hash.h"
#include "analysis/plan.h"
#include "analysis/shapley.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Working memory for one area at a time. */
typedef struct {
    const mkba_result *result;
    mkba_issues *issues;
    double *value, *slope; /* per node */
    size_t nodes;
    double *scratch;
    size_t scratch_size;
    double *varying, *out;
    double *worth, *share; /* coalitions, factors */
    double *switched;
} worker;

double mkba_baseline_step(const mkba_result *result, size_t variant)
{
    return variant == 0 ? 1 : mkba_data_value(result->data, "potential_step");
}

static bool grow(double **array, size_t *size, size_t wanted)
{
    if (wanted <= *size) {
        return true;
    }
    double *grown = realloc(*array, wanted * sizeof **array);
    if (grown) {
        *array = grown;
        *size = wanted;
    }
    return grown != NULL;
}

static bool make_room(worker *w, const mkba_plan *plan)
{
    const mkba_baseline_plan *own = plan->extra;
    size_t a = mkba_program_scratch(own->scenario), b = mkba_program_scratch(own->potential);
    size_t nodes = w->nodes;
    return grow(&w->value, &nodes, plan->graph->count) &&
           grow(&w->slope, &w->nodes, plan->graph->count) &&
           grow(&w->scratch, &w->scratch_size, a > b ? a : b);
}

/* Every set of moved factors is one world, 64 worlds at a time. */
static void run_coalitions(double *worth, const worker *w, const mkba_outcome *outcome,
                           double step)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    size_t factors = w->result->data->factors;
    size_t sets = (size_t)1 << factors;
    for (size_t first = 0; first < sets; first += MKBA_LANES_OLD) {
        size_t lanes = sets - first < MKBA_LANES_OLD ? sets - first : MKBA_LANES_OLD;
        for (size_t lane = 0; lane < MKBA_LANES_OLD; lane++) {
            for (size_t f = 0; f < factors; f++) {
                w->varying[f * MKBA_LANES_OLD + lane] = (double)((first + lane) >> f & 1);
            }
            w->varying[factors * MKBA_LANES_OLD + lane] = step;
        }
        mkba_program_run(w->out, own->potential, w->value, w->varying, lanes, w->scratch);
        memcpy(worth + first, w->out, lanes * sizeof *worth);
    }
}

static void fill_potential(const worker *w, mkba_outcome *outcome)
{
    const mkba_figures *figures = w->result->figures;
    size_t factors = w->result->data->factors;
    for (size_t variant = 0; variant < 2; variant++) {
        run_coalitions(w->worth, w, outcome, mkba_baseline_step(w->result, variant));
        mkba_shapley(w->share, w->worth, factors);
        for (size_t i = 0; i < figures->count; i++) {
            const mkba_figure *f = &figures->figure[i];
            if (f->origin == MKBA_FROM_POTENTIAL && f->variant == variant) {
                outcome->value[i] = f->is_total
                                        ? w->worth[((size_t)1 << factors) - 1] - w->worth[0]
                                        : w->share[f->item];
            }
        }
    }
}

static void fill_scenarios(const worker *w, mkba_outcome *outcome)
{
    const mkba_result *r = w->result;
    const mkba_baseline_plan *own = outcome->plan->extra;
    for (size_t i = 0; i < r->n_moving; i++) {
        for (size_t lane = 0; lane < MKBA_LANES_OLD; lane++) {
            size_t s = lane < r->data->scenarios ? lane : 0;
            w->varying[i * MKBA_LANES_OLD + lane] =
                r->in_scenario[s * r->data->parameters + r->moving[i]];
        }
    }
    mkba_program_run(w->out, own->scenario, w->value, w->varying, r->data->scenarios,
                     w->scratch);
    size_t output = 0;
    size_t of_scenario = own->scenario->n_outputs;
    for (size_t i = 0; i < r->figures->count; i++) {
        const mkba_figure *f = &r->figures->figure[i];
        if (f->origin == MKBA_FROM_SCENARIO) {
            outcome->value[i] = w->out[output % of_scenario * MKBA_LANES_OLD + f->item];
            output++;
        }
    }
}

static void fill_evidence(const worker *w, mkba_outcome *outcome)
{
    double eur[6], sum = 0;
    mkba_evidence_profile(eur, w->result, outcome, w->value, w->slope);
    for (size_t g = 0; g < 6; g++) {
        sum += eur[g];
    }
    for (size_t i = 0; i < w->result->figures->count; i++) {
        const mkba_figure *f = &w->result->figures->figure[i];
        if (f->origin == MKBA_FROM_EVIDENCE) {
            outcome->value[i] = f->variant == 0 ? eur[f->item]
                                : sum > 0       ? eur[f->item] / sum
                                                : (double)NAN;
        }
    }
}

static void fill_graph(const worker *w, mkba_outcome *outcome)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    mkba_leaves leaves = {.parameter = w->result->study->parameter,
                          .entered = outcome->area->value,
                          .switched = w->switched};
    mkba_graph_eval(w->value, outcome->plan->graph, leaves);
    for (size_t i = 0; i < w->result->figures->count; i++) {
        outcome->value[i] =
            own->node[i] == MKBA_NO_NODE ? (double)NAN : w->value[own->node[i]];
    }
}

static mkba_status compute_area(worker *w, mkba_outcome *outcome)
{
    const mkba_result *r = w->result;
    mkba_status status = mkba_study_plan(&outcome->plan, r->study, outcome->area);
    if (status == MKBA_OK && !outcome->plan->extra) {
        status = mkba_baseline_plan_make(outcome->plan, r, w->issues);
    }
    outcome->value = mkba_arena_alloc(r->arena, r->figures->count, sizeof *outcome->value);
    if (status == MKBA_OK && (!outcome->value || !make_room(w, outcome->plan))) {
        status = MKBA_ERR_MEMORY;
    }
    if (status != MKBA_OK) {
        return status;
    }
    fill_graph(w, outcome);
    fill_scenarios(w, outcome);
    fill_potential(w, outcome);
    fill_evidence(w, outcome);
    return mkba_checks_run(r, outcome, w->value);
}

static int by_code(const void *a, const void *b)
{
    const mkba_outcome *const *x = a, *const *y = b;
    return strcmp((*x)->area->code, (*y)->area->code);
}

static double sum_of(const mkba_outcome *const *order, size_t count, size_t figure)
{
    double sum = 0;
    for (size_t k = 0; k < count; k++) {
        sum += order[k]->value[figure];
    }
    return sum;
}

/* A figure that does not add up still holds for the total when it is the same in every area (a
 * norm, say). */
static double same_everywhere(const mkba_outcome *const *order, size_t count, size_t figure)
{
    for (size_t k = 1; k < count; k++) {
        if (fabs(order[k]->value[figure] - order[0]->value[figure]) > 0) {
            return NAN;
        }
    }
    return order[0]->value[figure];
}

/* In the order of the codes, so that the order of the file does not show in the last digit. */
static bool add_up(mkba_result *r)
{
    size_t n = r->figures->count;
    const mkba_outcome **order = mkba_arena_alloc(r->arena, r->count, sizeof *order);
    r->total = mkba_arena_alloc(r->arena, n, sizeof *r->total);
    if (!order || !r->total) {
        return false;
    }
    for (size_t i = 0; i < r->count; i++) {
        order[i] = &r->outcome[i];
    }
    qsort(order, r->count, sizeof *order, by_code);
    for (size_t i = 0; i < n; i++) {
        r->total[i] = r->figures->figure[i].adds_up ? sum_of(order, r->count, i)
                                                    : same_everywhere(order, r->count, i);
    }
    size_t ratio = mkba_figures_find(r->figures, "ratio");
    double cost = r->total[mkba_figures_find(r->figures, "additional_cost_pv_eur")];
    double benefit = r->total[mkba_figures_find(r->figures, "benefit_pv_eur")];
    r->total[ratio] = cost > 0 ? benefit / cost : (double)NAN;
    return true;
}

static void worker_free(worker *w)
{
    free(w->value);
    free(w->slope);
    free(w->scratch);
    free(w->varying);
    free(w->out);
    free(w->worth);
    free(w->share);
    free(w->switched);
}

static mkba_status worker_start(worker *w, const mkba_result *result, mkba_issues *issues)
{
    size_t factors = result->data->factors;
    size_t leaves = result->n_moving > factors + 1 ? result->n_moving : factors + 1;
    *w = (worker){.result = result, .issues = issues};
    if (factors > MKBA_SHAPLEY_MOST || result->data->scenarios > MKBA_LANES_OLD) {
        return mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){0}, "data.too_many", NULL);
    }
    w->varying = calloc((leaves + 1) * MKBA_LANES_OLD, sizeof *w->varying);
    w->out = calloc((result->figures->count + 1) * MKBA_LANES_OLD, sizeof *w->out);
    w->worth = calloc((size_t)1 << factors, sizeof *w->worth);
    w->share = calloc(factors + 1, sizeof *w->share);
    w->switched = calloc(result->study->n_switches, sizeof *w->switched);
    if (!w->varying || !w->out || !w->worth || !w->share || !w->switched) {
        worker_free(w);
        return MKBA_ERR_MEMORY;
    }
    mkba_study_today(w->switched, result->study);
    return MKBA_OK;
}

static mkba_status compute(mkba_result *r, mkba_issues *issues)
{
    worker w;
    mkba_status status = worker_start(&w, r, issues);
    if (status != MKBA_OK) {
        return status;
    }
    for (size_t i = 0; i < r->count && status == MKBA_OK; i++) {
        size_t at = r->areas->n_selected > 0 ? r->areas->selected[i] : i;
        r->outcome[i].area = &r->areas->area[at];
        status = compute_area(&w, &r->outcome[i]);
    }
    worker_free(&w);
    if (status == MKBA_OK && !add_up(r)) {
        status = MKBA_ERR_MEMORY;
    }
    return status;
}

mkba_status mkba_baseline_run(mkba_result **out, const mkba_areas *areas, mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_result *r = mkba_arena_object(&arena, sizeof *r);
    if (!r) {
        return MKBA_ERR_MEMORY;
    }
    r->arena = arena;
    r->data = areas->data;
    r->areas = areas;
    r->count = mkba_areas_count(areas);
    r->outcome = mkba_arena_alloc(arena, r->count, sizeof *r->outcome);
    mkba_status status =
        r->outcome ? mkba_study_new(&r->study, areas->data, issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = mkba_figures_new(&r->figures, r->study);
    }
    if (status == MKBA_OK) {
        status = mkba_baseline_find_moving(r);
    }
    if (status == MKBA_OK) {
        status = compute(r, issues);
    }
    if (status != MKBA_OK) {
        mkba_result_free(r);
        return status;
    }
    mkba_inputs_hash(r->inputs_hash, &r->areas, 1);
    *out = r;
    return MKBA_OK;
}

mkba_status mkba_baseline_coalitions(double *worth, const mkba_result *result,
                                     const mkba_outcome *outcome, double step)
{
    worker w;
    mkba_status status = worker_start(&w, result, NULL);
    if (status != MKBA_OK) {
        return status;
    }
    if (make_room(&w, outcome->plan)) {
        mkba_leaves leaves = {.parameter = result->study->parameter,
                              .entered = outcome->area->value,
                              .switched = w.switched};
        mkba_graph_eval(w.value, outcome->plan->graph, leaves);
        run_coalitions(worth, &w, outcome, step);
    } else {
        status = MKBA_ERR_MEMORY;
    }
    worker_free(&w);
    return status;
}
