#include "analysis/plan.h"

#include "analysis/variants.h"
#include "input/scenario.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

bool mkba_figure_is_elsewhere(const mkba_data *d, const mkba_plan *plan, const mkba_figure *f)
{
    if (strncmp(f->path, "measured.", 9) == 0) {
        return !plan->entered[d->measured[f->item].column[MKBA_MEASURED_CHANGE]];
    }
    bool of_line = f->where_measured || strncmp(f->path, "lines.", 6) == 0;
    return of_line && strcmp(d->line[f->item].kind, "pm") == 0 &&
           !mkba_plan_measures(plan, d->line[f->item].id);
}

/* The nodes of the figures from the `first` on. */
static mkba_status require_figures(mkba_baseline_plan *own, const mkba_result *result,
                                   mkba_plan *plan, size_t first, mkba_issues *issues)
{
    const mkba_figures *figures = result->figures;
    mkba_status status = MKBA_OK;
    for (size_t i = first; i < figures->count && status == MKBA_OK; i++) {
        const mkba_figure *f = &figures->figure[i];
        own->node[i] = MKBA_NO_NODE;
        if (f->key && !mkba_figure_is_elsewhere(result->data, plan, f)) {
            status = mkba_builder_require(&own->node[i], plan->builder, f->key, issues);
        }
    }
    return status;
}

static void set_units(const mkba_baseline_plan *own, mkba_figures *figures,
                      const mkba_graph *graph)
{
    for (size_t i = 0; i < figures->count; i++) {
        if (own->node[i] != MKBA_NO_NODE) {
            figures->figure[i].unit = mkba_graph_unit(graph, own->node[i]);
        }
    }
}

static mkba_status require_shares(mkba_baseline_plan *own, const mkba_study *study,
                                  mkba_plan *plan, mkba_issues *issues)
{
    const mkba_domain *line = &study->domain[MKBA_DOMAIN_LINE];
    const mkba_domain *segment = &study->domain[MKBA_DOMAIN_SEGMENT];
    mkba_node *share =
        mkba_arena_alloc(study->arena, line->count * segment->count, sizeof *share);
    own->saving_share = share;
    if (!share) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < line->count * segment->count; i++) {
        char key[MKBA_TEXT];
        share[i] = MKBA_NO_NODE;
        if (mkba_plan_measures(plan, line->name[i / segment->count])) {
            continue; /* what was measured is no share of the use of a segment */
        }
        snprintf(key, sizeof key, "lines.%s.saving_share.%s", line->name[i / segment->count],
                 segment->name[i % segment->count]);
        mkba_status status = mkba_builder_require(&share[i], plan->builder, key, issues);
        if (status != MKBA_OK) {
            return status;
        }
    }
    return MKBA_OK;
}

static bool find_leaves(mkba_baseline_plan *own, mkba_arena *arena, const mkba_graph *graph)
{
    size_t most = 0;
    for (size_t i = 0; i < graph->count; i++) {
        most += mkba_op_is_leaf(graph->node[i].op);
    }
    mkba_node *leaf = mkba_arena_alloc(arena, most, sizeof *leaf);
    own->leaf = leaf;
    for (size_t i = 0; i < graph->count && leaf; i++) {
        mkba_op op = graph->node[i].op;
        if (op == MKBA_OP_PARAMETER || op == MKBA_OP_ENTERED) {
            leaf[own->leaves++] = (mkba_node)i;
        }
    }
    return leaf != NULL;
}

/* The graph and all nodes of the baseline, from the formulas. */
static mkba_status make_nodes(mkba_baseline_plan *own, const mkba_result *result,
                              mkba_plan *plan, mkba_issues *issues)
{
    mkba_status status = require_figures(own, result, plan, 0, issues);
    if (status == MKBA_OK) {
        status = require_shares(own, result->study, plan, issues);
    }
    return status == MKBA_OK
               ? mkba_builder_require(&own->npv, plan->builder, "npv_eur", issues)
               : status;
}

/* The same as they were prepared; figures of the cash-in plan are not among them. */
static mkba_status take_nodes(mkba_baseline_plan *own, const mkba_result *result,
                              mkba_plan *plan, const mkba_prepared *p, mkba_issues *issues)
{
    if (!mkba_builder_take(plan->builder, &p->graph)) {
        return MKBA_ERR_MEMORY;
    }
    memcpy(own->node, p->node, p->figures * sizeof *own->node);
    own->saving_share = p->saving_share;
    own->npv = p->npv;
    mkba_status status = require_figures(own, result, plan, p->figures, issues);
    if (plan->graph->count == p->graph.nodes) {
        own->leaf = p->leaf;
        own->leaves = p->leaves;
    }
    return status;
}

static mkba_status make_tape(const mkba_tape **tape, const mkba_baseline_plan *own,
                             const mkba_result *result, mkba_plan *plan, mkba_issues *issues)
{
    mkba_node moved_value;
    mkba_status status =
        mkba_builder_require(&moved_value, plan->builder, "moved_value_eur", issues);
    *tape = status == MKBA_OK ? mkba_variants_tape(own, result, plan, moved_value) : NULL;
    return status == MKBA_OK && !*tape ? MKBA_ERR_MEMORY : status;
}

mkba_status mkba_baseline_plan_make(mkba_plan *plan, const mkba_result *result,
                                    const mkba_prepared *prepared, mkba_issues *issues)
{
    mkba_arena *arena = result->study->arena;
    mkba_baseline_plan *own = mkba_arena_alloc(arena, 1, sizeof *own);
    mkba_node *node = mkba_arena_alloc(arena, result->figures->count, sizeof *node);
    if (!own || !node) {
        return MKBA_ERR_MEMORY;
    }
    own->node = node;
    bool fits = mkba_prepared_fits(prepared, result, plan);
    const mkba_tape *tape = &prepared->variants;
    mkba_status status = fits ? take_nodes(own, result, plan, prepared, issues)
                              : make_nodes(own, result, plan, issues);
    if (status == MKBA_OK && (!fits || !mkba_prepared_has_numbers(prepared, result))) {
        status = make_tape(&tape, own, result, plan, issues);
    }
    if (status != MKBA_OK) {
        return status;
    }
    set_units(own, result->figures, plan->graph);
    own->value = mkba_arena_alloc(arena, plan->graph->count, sizeof *own->value);
    if (!own->value || (!own->leaf && !find_leaves(own, arena, plan->graph)) ||
        !mkba_variants_make(own, result, tape)) {
        return MKBA_ERR_MEMORY;
    }
    plan->extra = own;
    return MKBA_OK;
}

mkba_status mkba_baseline_find_moving(mkba_result *result)
{
    const mkba_data *d = result->data;
    mkba_arena *arena = result->arena;
    result->moving = mkba_arena_alloc(arena, d->parameters, sizeof *result->moving);
    result->in_scenario =
        mkba_arena_alloc(arena, d->scenarios * d->parameters, sizeof *result->in_scenario);
    if (!result->moving || !result->in_scenario) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t s = 0; s < d->scenarios; s++) {
        mkba_scenario_values(result->in_scenario + s * d->parameters, d, &d->scenario[s]);
    }
    for (size_t i = 0; i < d->parameters; i++) {
        bool moves = false;
        for (size_t s = 0; s < d->scenarios; s++) {
            double there = result->in_scenario[s * d->parameters + i];
            moves = moves || fabs(there - d->parameter[i].value) > 0;
        }
        if (moves) {
            result->moving[result->n_moving++] = i;
        }
    }
    return MKBA_OK;
}
