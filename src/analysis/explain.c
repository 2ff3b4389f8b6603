#include "analysis/explain.h"

#include "analysis/measure.h"
#include "analysis/shapley.h"
#include "model/show.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_OPERANDS = 512 /* two sums of as many terms as can be, each of two names */ };

/* One world of the model, computed, and what of it was explained already. */
typedef struct {
    mkba_explanation *out;
    const mkba_graph *graph;
    double *value;
    bool *seen;
    unsigned depth_limit;
} walker;

/* Without memory the arena remembers it. */
static void add_step(mkba_explanation *e, mkba_explained step)
{
    e->step = mkba_arena_grow(e->arena, e->step, e->count, &e->capacity, sizeof *e->step);
    if (e->step) {
        e->step[e->count++] = step;
    }
}

/* Takes the text of a buffer into the explanation. */
static const char *kept(mkba_explanation *e, mkba_buffer *text)
{
    const char *copy = mkba_arena_text(e->arena, mkba_buffer_text(text), text->length);
    e->failed = e->failed || text->failed;
    mkba_buffer_free(text);
    return copy;
}

static const char *formula_text(const walker *w, mkba_node node)
{
    mkba_buffer text = {0};
    mkba_show_formula(&text, w->graph, node);
    return kept(w->out, &text);
}

static const char *name_text(const walker *w, mkba_node node)
{
    mkba_buffer text = {0};
    mkba_graph_write_name(&text, w->graph, node);
    return kept(w->out, &text);
}

static mkba_explained leaf_step(const walker *w, mkba_node index, mkba_explained step)
{
    const mkba_graph_node *node = &w->graph->node[index];
    const mkba_result *r = w->out->result;
    if (node->op == MKBA_OP_PARAMETER) {
        step.kind = MKBA_STEP_PARAMETER;
        step.parameter = &r->data->parameter[node->leaf];
        step.unit = step.parameter->unit;
        step.by_scenario = fabs(step.value - step.parameter->value) > 0;
    } else if (node->op == MKBA_OP_ENTERED) {
        step.kind = MKBA_STEP_ENTERED;
        step.column = node->leaf;
    } else {
        step.kind = MKBA_STEP_SWITCH;
    }
    return step;
}

static void walk(const walker *w, mkba_node index, unsigned depth)
{
    const mkba_graph_node *node = &w->graph->node[index];
    mkba_explained step = {.depth = depth,
                           .key = name_text(w, index),
                           .unit = mkba_graph_unit(w->graph, index),
                           .section = mkba_graph_section(w->graph, index),
                           .value = w->value[index]};
    if (mkba_op_is_leaf(node->op) && node->op != MKBA_OP_CONSTANT) {
        step = leaf_step(w, index, step);
        add_step(w->out, step);
        return;
    }
    mkba_node operand[MOST_OPERANDS];
    size_t count = mkba_show_operands(operand, MOST_OPERANDS, w->graph, index);
    step.formula = formula_text(w, index);
    step.repeated = w->seen[index] && count > 0;
    step.cut = !step.repeated && count > 0 && w->depth_limit > 0 && depth >= w->depth_limit;
    add_step(w->out, step);
    if (step.repeated || step.cut) {
        return;
    }
    w->seen[index] = true;
    for (size_t i = 0; i < count; i++) {
        walk(w, operand[i], depth + 1);
    }
}

/* Computes a world and explains one key in it. */
static mkba_status explain_in_world(mkba_explanation *e, const char *key,
                                    const double *parameter, int moved, unsigned depth,
                                    unsigned limit)
{
    mkba_node node;
    const mkba_plan *plan = e->outcome->plan;
    const mkba_study *study = e->result->study;
    mkba_status status = mkba_builder_require(&node, plan->builder, key, NULL);
    if (status != MKBA_OK) {
        return status;
    }
    const mkba_graph *graph = plan->graph;
    walker w = {.out = e, .graph = graph, .depth_limit = limit};
    double *switched = mkba_arena_alloc(e->arena, study->n_switches, sizeof *switched);
    w.value = mkba_arena_alloc(e->arena, graph->count, sizeof *w.value);
    w.seen = mkba_arena_alloc(e->arena, graph->count, sizeof *w.seen);
    if (mkba_arena_failed(e->arena)) {
        return MKBA_ERR_MEMORY;
    }
    mkba_measure_switches(switched, study, moved);
    mkba_graph_eval(w.value, graph,
                    (mkba_leaves){parameter, e->outcome->area->value, switched});
    walk(&w, node, depth);
    return MKBA_OK;
}

static mkba_status explain_today(mkba_explanation *e, const char *key, unsigned depth,
                                 unsigned limit)
{
    return explain_in_world(e, key, e->result->study->parameter, MKBA_MOVED_NONE, depth,
                            limit);
}

/* The first line: an output figure that is more than one formula in today's world. */
static void add_world(mkba_explanation *e, const mkba_figure *f, const char *section,
                      const char *formula)
{
    const mkba_figures *figures = e->result->figures;
    add_step(e, (mkba_explained){.kind = MKBA_STEP_WORLD,
                                 .key = f->path,
                                 .unit = f->unit,
                                 .section = section,
                                 .formula = formula,
                                 .value = e->outcome->value[f - figures->figure]});
}

static mkba_status explain_scenario(mkba_explanation *e, const mkba_figure *f, unsigned limit)
{
    const mkba_result *r = e->result;
    add_world(e, f, NULL, f->key);
    return explain_in_world(e, f->key, r->in_scenario + f->item * r->data->parameters,
                            MKBA_MOVED_NONE, 1, limit);
}

/* All factors moved, against none: two worlds, each explained. */
static mkba_status explain_total_potential(mkba_explanation *e, const mkba_figure *f,
                                           unsigned limit)
{
    int moved = f->variant == 0 ? MKBA_MOVED_ALL : MKBA_MOVED_WITHIN_REACH;
    add_world(e, f, "[10]", "moved_value_eur - npv_eur");
    mkba_status status =
        explain_in_world(e, "moved_value_eur", e->result->study->parameter, moved, 1, limit);
    return status == MKBA_OK ? explain_today(e, "npv_eur", 1, limit) : status;
}

static const char *set_name(mkba_explanation *e, size_t set)
{
    const mkba_data *d = e->result->data;
    mkba_buffer text = {0};
    mkba_buffer_add(&text, set == 0 ? "-" : "");
    for (size_t i = 0; i < d->factors; i++) {
        if (set >> i & 1) {
            mkba_buffer_add(&text, text.length ? " + " : "");
            mkba_buffer_add(&text, d->factor[i].id);
        }
    }
    return kept(e, &text);
}

static const char *difference_text(mkba_explanation *e, double weight, double with,
                                   double without)
{
    mkba_buffer text = {0};
    mkba_buffer_add_double(&text, weight);
    mkba_buffer_add(&text, " * (");
    mkba_buffer_add_double(&text, with);
    mkba_buffer_add(&text, without < 0 ? " + " : " - ");
    mkba_buffer_add_double(&text, fabs(without));
    mkba_buffer_add(&text, ")");
    return kept(e, &text);
}

/* What a factor adds to every set of other factors, weighted: the Shapley value. */
static mkba_status explain_factor(mkba_explanation *e, const mkba_figure *f)
{
    size_t n = e->result->data->factors, self = (size_t)1 << f->item;
    double *worth = mkba_arena_alloc(e->arena, (size_t)1 << n, sizeof *worth);
    if (!worth) {
        return MKBA_ERR_MEMORY;
    }
    add_world(e, f, "[10]", "");
    mkba_baseline_coalitions(worth, e->result, e->outcome,
                             mkba_baseline_step(e->result, f->variant));
    for (size_t set = 0; set < (size_t)1 << n; set++) {
        size_t size = 0;
        if (set & self) {
            continue;
        }
        for (size_t i = 0; i < n; i++) {
            size += set >> i & 1;
        }
        double with = worth[set | self], without = worth[set];
        double weight = mkba_shapley_weight(n, size);
        add_step(e, (mkba_explained){.kind = MKBA_STEP_WORLD,
                                     .depth = 1,
                                     .key = set_name(e, set),
                                     .unit = f->unit,
                                     .formula = difference_text(e, weight, with, without),
                                     .value = weight * (with - without)});
    }
    return MKBA_OK;
}

/* The name of an output figure, also without its _eur; NULL when it is none. */
static const mkba_figure *output_figure(const mkba_result *r, const char *name)
{
    char longer[MKBA_TEXT];
    size_t i = mkba_figures_find(r->figures, name);
    if (i == MKBA_MAP_NONE) {
        snprintf(longer, sizeof longer, "%s_eur", name);
        i = mkba_figures_find(r->figures, longer);
    }
    return i == MKBA_MAP_NONE ? NULL : &r->figures->figure[i];
}

static mkba_status explain(mkba_explanation *e, const mkba_figure *f, unsigned limit,
                           mkba_issues *issues)
{
    if (!f) {
        mkba_status status = explain_today(e, e->figure, 0, limit);
        return status == MKBA_OK || status == MKBA_ERR_MEMORY
                   ? status
                   : mkba_figure_unknown(e->result->figures, e->figure, issues);
    }
    if (f->origin == MKBA_FROM_SCENARIO) {
        return explain_scenario(e, f, limit);
    }
    if (f->origin == MKBA_FROM_POTENTIAL) {
        return f->is_total ? explain_total_potential(e, f, limit) : explain_factor(e, f);
    }
    const mkba_baseline_plan *plan = e->outcome->plan->extra;
    bool is_here = plan && plan->node[f - e->result->figures->figure] != MKBA_NO_NODE;
    if (f->origin == MKBA_FROM_GRAPH && f->key && is_here) {
        return explain_today(e, f->key, 0, limit);
    }
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0}, "figure.no_formula",
                          MKBA_WORDS(f->path));
}

mkba_status mkba_explain_figure(mkba_explanation **out, mkba_result *result, size_t area,
                                const char *figure, unsigned depth, mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_explanation *e = mkba_arena_object(&arena, sizeof *e);
    if (!e) {
        return MKBA_ERR_MEMORY;
    }
    e->arena = arena;
    e->result = result;
    e->outcome = &result->outcome[area];
    e->figure = mkba_arena_text(arena, figure, strlen(figure));
    mkba_status status =
        e->figure ? explain(e, output_figure(result, figure), depth, issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK && (e->failed || mkba_arena_failed(arena))) {
        status = MKBA_ERR_MEMORY;
    }
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = e;
    return MKBA_OK;
}

void mkba_explanation_free(mkba_explanation *explanation)
{
    if (explanation) {
        mkba_arena_free(explanation->arena);
    }
}
