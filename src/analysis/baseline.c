#include "analysis/baseline.h"

#include "analysis/advice.h"
#include "analysis/checks.h"
#include "analysis/evidence.h"
#include "analysis/plan.h"
#include "analysis/shapley.h"
#include "analysis/variants.h"
#include "base/issue.h"
#include "input/contracts.h"
#include "model/renew.h"

#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SCENARIOS = 64 };

/* Working memory for one area at a time. */
typedef struct {
    const mkba_result *result;
    mkba_issues *issues;
    double *slope; /* per node */
    size_t nodes;
    double *worth, *share; /* coalitions and factors, for each step */
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

static void fill_potential(const worker *w, mkba_outcome *outcome)
{
    const mkba_figures *figures = w->result->figures;
    size_t factors = w->result->data->factors, sets = (size_t)1 << factors;
    double step[2] = {mkba_baseline_step(w->result, 0), mkba_baseline_step(w->result, 1)};
    mkba_variants_coalitions(w->worth, w->result, outcome, step, 2);
    for (size_t variant = 0; variant < 2; variant++) {
        mkba_shapley(w->share + variant * factors, w->worth + variant * sets, factors);
    }
    for (size_t i = 0; i < figures->count; i++) {
        const mkba_figure *f = &figures->figure[i];
        const double *worth = w->worth + f->variant * sets;
        if (f->origin == MKBA_FROM_POTENTIAL) {
            outcome->value[i] = f->is_total ? worth[sets - 1] - worth[0]
                                            : w->share[f->variant * factors + f->item];
        }
    }
}

static void fill_evidence(const worker *w, mkba_outcome *outcome)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    double eur[6], sum = 0;
    mkba_evidence_profile(eur, w->result, outcome, own->value, w->slope);
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

/* The figure that is asked for, from its own formula and what that needs. */
static mkba_status fill_only(const worker *w, mkba_outcome *outcome)
{
    const mkba_result *r = w->result;
    const mkba_plan *plan = outcome->plan;
    mkba_node node;
    mkba_status status =
        mkba_builder_require(&node, plan->builder, r->figures->figure[r->only].key, w->issues);
    if (status != MKBA_OK) {
        return status;
    }
    double *value = calloc(plan->graph->count, sizeof *value);
    if (!value) {
        return MKBA_ERR_MEMORY;
    }
    mkba_graph_eval(value, plan->graph,
                    (mkba_leaves){.parameter = r->study->parameter,
                                  .entered = outcome->area->value,
                                  .switched = w->switched});
    outcome->value[r->only] = value[node];
    free(value);
    return MKBA_OK;
}

/* Of the first area of a plan everything is computed, of the others what differs. */
static void fill_graph(const worker *w, mkba_outcome *outcome, bool is_first)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    const mkba_graph *graph = outcome->plan->graph;
    mkba_leaves leaves = {.parameter = w->result->study->parameter,
                          .entered = outcome->area->value,
                          .switched = w->switched};
    if (is_first) {
        mkba_graph_eval(own->value, graph, leaves);
    } else {
        mkba_renew(own->value, graph, outcome->area->value, own->of_area, own->n_of_area);
    }
    for (size_t i = 0; i < w->result->figures->count; i++) {
        outcome->value[i] =
            own->node[i] == MKBA_NO_NODE ? (double)NAN : own->value[own->node[i]];
    }
}

/* The plan for the baseline; from the second area on with what differs between areas. */
static mkba_status ready_plan(const worker *w, mkba_plan *plan)
{
    mkba_baseline_plan *own = plan->extra;
    if (!own) {
        return mkba_baseline_plan_make(plan, w->result, &mkba_prepared_plan, w->issues);
    }
    if (!own->of_area) {
        own->of_area = mkba_renew_nodes(w->result->study->arena, plan->graph, &own->n_of_area);
    }
    return own->of_area ? MKBA_OK : MKBA_ERR_MEMORY;
}

static mkba_status fill_all(worker *w, mkba_outcome *outcome)
{
    const mkba_result *r = w->result;
    bool is_first = !outcome->plan->extra;
    mkba_status status = ready_plan(w, outcome->plan);
    if (status == MKBA_OK && !grow(&w->slope, &w->nodes, outcome->plan->graph->count)) {
        status = MKBA_ERR_MEMORY;
    }
    if (status != MKBA_OK) {
        return status;
    }
    fill_graph(w, outcome, is_first);
    fill_potential(w, outcome);
    mkba_variants_scenarios(r, outcome);
    fill_evidence(w, outcome);
    const mkba_baseline_plan *own = outcome->plan->extra;
    return mkba_checks_run(r, outcome, own->value);
}

static mkba_status compute_area(worker *w, mkba_outcome *outcome)
{
    const mkba_result *r = w->result;
    mkba_status status = mkba_study_plan(&outcome->plan, r->study, outcome->area);
    outcome->value = mkba_arena_alloc(r->arena, r->figures->count, sizeof *outcome->value);
    if (status != MKBA_OK || !outcome->value) {
        return status != MKBA_OK ? status : MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < r->figures->count; i++) {
        outcome->value[i] = NAN;
    }
    return r->only == MKBA_MAP_NONE ? fill_all(w, outcome) : fill_only(w, outcome);
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

/* Over the areas that have it; NaN when none has. */
static double sum_where_measured(const mkba_outcome *const *order, size_t count, size_t figure)
{
    double sum = NAN;
    for (size_t k = 0; k < count; k++) {
        double value = order[k]->value[figure];
        sum = isnan(value) ? sum : isnan(sum) ? value : sum + value;
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
        const mkba_figure *f = &r->figures->figure[i];
        r->total[i] = !f->adds_up         ? same_everywhere(order, r->count, i)
                      : f->where_measured ? sum_where_measured(order, r->count, i)
                                          : sum_of(order, r->count, i);
    }
    if (r->only != MKBA_MAP_NONE) {
        return true;
    }
    size_t ratio = mkba_figures_find(r->figures, "ratio");
    double cost = r->total[mkba_figures_find(r->figures, "additional_cost_pv_eur")];
    double benefit = r->total[mkba_figures_find(r->figures, "benefit_pv_eur")];
    r->total[ratio] = cost > 0 ? benefit / cost : (double)NAN;
    return true;
}

static void worker_free(worker *w)
{
    free(w->slope);
    free(w->worth);
    free(w->share);
    free(w->switched);
}

static mkba_status worker_start(worker *w, const mkba_result *result, mkba_issues *issues)
{
    size_t factors = result->data->factors;
    *w = (worker){.result = result, .issues = issues};
    if (factors > MKBA_SHAPLEY_MOST || result->data->scenarios > MOST_SCENARIOS) {
        return mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){0}, "data.too_many", NULL);
    }
    w->worth = calloc((size_t)2 << factors, sizeof *w->worth);
    w->share = calloc(2 * factors + 1, sizeof *w->share);
    w->switched = calloc(result->study->n_switches, sizeof *w->switched);
    if (!w->worth || !w->share || !w->switched) {
        worker_free(w);
        return MKBA_ERR_MEMORY;
    }
    mkba_study_today(w->switched, result->study);
    return MKBA_OK;
}

static mkba_status compute_range(const mkba_result *r, size_t from, size_t to,
                                 mkba_issues *issues)
{
    worker w;
    mkba_status status = worker_start(&w, r, issues);
    if (status != MKBA_OK) {
        return status;
    }
    for (size_t i = from; i < to && status == MKBA_OK; i++) {
        status = compute_area(&w, &r->outcome[i]);
    }
    worker_free(&w);
    return status;
}

/* The second half of the areas, computed by a thread with a study of its own: the same
 * outcomes, in the same places. */
typedef struct {
    mkba_result own;
    mkba_issues issues;
    mkba_status status;
} second_half;

static void *compute_second(void *context)
{
    second_half *h = context;
    h->status = compute_range(&h->own, h->own.count / 2, h->own.count, &h->issues);
    return NULL;
}

static mkba_status compute_halves(mkba_result *r, mkba_issues *issues)
{
    pthread_t thread;
    second_half h = {.own = *r};
    mkba_status status = mkba_study_new(&r->second_study, r->data, issues);
    if (status == MKBA_OK) {
        h.own.study = r->second_study;
        h.own.arena = r->second_study->arena;
        status = mkba_baseline_figures(&h.own.figures, h.own.study, h.own.with_plan);
    }
    if (status != MKBA_OK) {
        return status;
    }
    bool threaded = pthread_create(&thread, NULL, compute_second, &h) == 0;
    status = compute_range(r, 0, r->count / 2, issues);
    if (threaded) {
        pthread_join(thread, NULL);
    } else {
        compute_second(&h);
    }
    if (status == MKBA_OK) {
        mkba_issues_repeat(issues, &h.issues);
        status = h.status;
    }
    return status;
}

static mkba_status compute(mkba_result *r, mkba_issues *issues)
{
    enum { MANY = 64 };
    mkba_status status = MKBA_OK;
    for (size_t i = 0; i < r->count && status == MKBA_OK; i++) {
        size_t at = mkba_areas_place(r->areas, i);
        r->outcome[i].area = &r->areas->area[at];
        status = mkba_areas_fill(r->areas, at, issues);
    }
    if (status == MKBA_OK) {
        status = r->count < MANY ? compute_range(r, 0, r->count, issues)
                                 : compute_halves(r, issues);
    }
    if (status == MKBA_OK && !add_up(r)) {
        status = MKBA_ERR_MEMORY;
    }
    return status;
}

/* One figure alone can be computed where no other could fail: of an area inside the program,
 * as it stands there, and from the graph. */
static size_t only_figure(const mkba_result *r, const char *figure)
{
    const mkba_data *d = r->data;
    size_t i = figure ? mkba_figures_find(r->figures, figure) : MKBA_MAP_NONE;
    bool as_it_stands =
        !d->folder && d->n_applied == 0 && d->n_measured == 0 && r->areas->is_built_in;
    bool can = i != MKBA_MAP_NONE && as_it_stands && r->count == 1 &&
               r->figures->figure[i].origin == MKBA_FROM_GRAPH && r->figures->figure[i].key;
    return can ? i : MKBA_MAP_NONE;
}

static mkba_status run(mkba_result **out, const mkba_areas *areas, const char *figure,
                       bool with_plan, mkba_issues *issues)
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
    r->with_plan = with_plan;
    r->count = mkba_areas_count(areas);
    r->outcome = mkba_arena_alloc(arena, r->count, sizeof *r->outcome);
    mkba_status status =
        r->outcome ? mkba_study_new(&r->study, areas->data, issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = mkba_baseline_figures(&r->figures, r->study, with_plan);
    }
    if (status == MKBA_OK) {
        r->only = only_figure(r, figure);
        status = r->only == MKBA_MAP_NONE ? mkba_baseline_find_moving(r) : MKBA_OK;
    }
    if (status == MKBA_OK) {
        status = compute(r, issues);
    }
    if (status != MKBA_OK) {
        mkba_result_free(r);
        return status;
    }
    *out = r;
    return MKBA_OK;
}

mkba_status mkba_baseline_run(mkba_result **out, const mkba_areas *areas, mkba_issues *issues)
{
    return run(out, areas, NULL, false, issues);
}

mkba_status mkba_baseline_run_figure(mkba_result **out, const mkba_areas *areas,
                                     const char *figure, mkba_issues *issues)
{
    return run(out, areas, figure, figure && mkba_baseline_is_plan(figure), issues);
}

mkba_status mkba_baseline_run_plan(mkba_result **out, const mkba_areas *areas,
                                   const char *contracts, char decimal, mkba_issues *issues)
{
    mkba_status status = run(out, areas, NULL, true, issues);
    if (status == MKBA_OK) {
        status = mkba_advice_read(&(*out)->advice, *out, issues);
    }
    if (status == MKBA_OK && contracts) {
        status = mkba_contracts_read(&(*out)->contracts, (*out)->arena, areas, contracts,
                                     decimal, issues);
    }
    if (status != MKBA_OK) {
        mkba_result_free(*out);
        *out = NULL;
    }
    return status;
}

void mkba_baseline_coalitions(double *worth, const mkba_result *result,
                              const mkba_outcome *outcome, double step)
{
    mkba_variants_coalitions(worth, result, outcome, &step, 1);
}
