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

static mkba_status require_figures(mkba_baseline_plan *own, const mkba_result *result,
                                   mkba_plan *plan, mkba_issues *issues)
{
    mkba_figures *figures = result->figures;
    own->node = mkba_arena_alloc(result->study->arena, figures->count, sizeof *own->node);
    if (!own->node) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < figures->count; i++) {
        mkba_figure *f = &figures->figure[i];
        own->node[i] = MKBA_NO_NODE;
        if (!f->key || mkba_figure_is_elsewhere(result->data, plan, f)) {
            continue;
        }
        mkba_status status =
            mkba_builder_require(&own->node[i], plan->builder, f->key, issues);
        if (status != MKBA_OK) {
            return status;
        }
        f->unit = mkba_graph_unit(plan->graph, own->node[i]);
    }
    return MKBA_OK;
}

static mkba_status require_shares(mkba_baseline_plan *own, const mkba_study *study,
                                  mkba_plan *plan, mkba_issues *issues)
{
    const mkba_domain *line = &study->domain[MKBA_DOMAIN_LINE];
    const mkba_domain *segment = &study->domain[MKBA_DOMAIN_SEGMENT];
    own->saving_share = mkba_arena_alloc(study->arena, line->count * segment->count,
                                         sizeof *own->saving_share);
    if (!own->saving_share) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < line->count * segment->count; i++) {
        char key[MKBA_TEXT];
        own->saving_share[i] = MKBA_NO_NODE;
        if (mkba_plan_measures(plan, line->name[i / segment->count])) {
            continue; /* what was measured is no share of the use of a segment */
        }
        snprintf(key, sizeof key, "lines.%s.saving_share.%s", line->name[i / segment->count],
                 segment->name[i % segment->count]);
        mkba_status status =
            mkba_builder_require(&own->saving_share[i], plan->builder, key, issues);
        if (status != MKBA_OK) {
            return status;
        }
    }
    return MKBA_OK;
}

static bool find_leaves(mkba_baseline_plan *own, mkba_arena *arena, const mkba_graph *graph)
{
    for (size_t i = 0; i < graph->count; i++) {
        own->leaves += mkba_op_is_leaf(graph->node[i].op);
    }
    own->leaf = mkba_arena_alloc(arena, own->leaves, sizeof *own->leaf);
    own->leaves = 0;
    for (size_t i = 0; i < graph->count && own->leaf; i++) {
        mkba_op op = graph->node[i].op;
        if (op == MKBA_OP_PARAMETER || op == MKBA_OP_ENTERED) {
            own->leaf[own->leaves++] = (mkba_node)i;
        }
    }
    return own->leaf != NULL;
}

mkba_status mkba_baseline_plan_make(mkba_plan *plan, const mkba_result *result,
                                    mkba_issues *issues)
{
    mkba_study *study = result->study;
    mkba_baseline_plan *own = mkba_arena_alloc(study->arena, 1, sizeof *own);
    if (!own) {
        return MKBA_ERR_MEMORY;
    }
    mkba_node moved_value;
    mkba_status status = require_figures(own, result, plan, issues);
    if (status == MKBA_OK) {
        status = require_shares(own, study, plan, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_builder_require(&own->npv, plan->builder, "npv_eur", issues);
    }
    if (status == MKBA_OK) {
        status = mkba_builder_require(&moved_value, plan->builder, "moved_value_eur", issues);
    }
    if (status == MKBA_OK) {
        status = mkba_variants_make(own, result, plan, moved_value);
    }
    if (status != MKBA_OK) {
        return status;
    }
    own->value = mkba_arena_alloc(study->arena, plan->graph->count, sizeof *own->value);
    if (!own->value || !find_leaves(own, study->arena, plan->graph)) {
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
