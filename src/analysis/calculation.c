#include "analysis/calculation.h"

#include "analysis/plan.h"
#include "model/show.h"

#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ Graphs */

/* A plan in which the required columns were entered, and the others as `others` says. What
 * was measured decides which formulas there are, so it is as in the areas. */
static mkba_status plan_with(mkba_plan **out, mkba_calculation *c, bool others, size_t but)
{
    mkba_study *study = c->result->study;
    const mkba_data *d = c->result->data;
    bool *entered = mkba_arena_alloc(c->arena, d->columns, sizeof *entered);
    if (!entered) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_column *column = &d->column[i];
        bool there = column->measured ? c->result->outcome[0].area->entered[i]
                                      : column->required || others;
        entered[i] = column->in_model && there && i != but;
    }
    return mkba_study_plan_of(out, study, entered, study->parameter);
}

/* Every formula that a figure needs, and what moving factors is worth. */
static mkba_status require_all(mkba_plan *plan, const mkba_calculation *c, mkba_node *figure,
                               mkba_node *moved_value, mkba_issues *issues)
{
    const mkba_figures *figures = c->result->figures;
    mkba_status status =
        mkba_builder_require(moved_value, plan->builder, "moved_value_eur", issues);
    for (size_t i = 0; i < figures->count && status == MKBA_OK; i++) {
        figure[i] = MKBA_NO_NODE;
        if (figures->figure[i].key &&
            !mkba_figure_is_elsewhere(c->result->data, plan, &figures->figure[i])) {
            status = mkba_builder_require(&figure[i], plan->builder, figures->figure[i].key,
                                          issues);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ Rows */

typedef struct {
    mkba_node node;
    size_t formula, place;
} sorted;

static int in_order(const void *a, const void *b)
{
    const sorted *x = a, *y = b;
    if (x->formula != y->formula) {
        return x->formula < y->formula ? -1 : 1;
    }
    return x->place < y->place ? -1 : x->place > y->place;
}

/* Switches stand before the formulas of their section; so formulas have odd places in the
 * order. */
static size_t before_section(const mkba_formulas *formulas, const char *section)
{
    for (size_t i = 0; i < formulas->count; i++) {
        if (strncmp(formulas->formula[i].section, section, strlen(section)) == 0) {
            return 2 * i;
        }
    }
    return 0;
}

static sorted *sort_rows(mkba_calculation *c)
{
    const mkba_formulas *formulas = c->result->study->formulas;
    const mkba_graph *g = c->graph;
    sorted *list = mkba_arena_alloc(c->arena, g->count, sizeof *list);
    for (size_t i = 0; i < g->count && list; i++) {
        const mkba_graph_node *n = &g->node[i];
        const mkba_graph_name *name = n->name ? &g->name[n->name - 1] : NULL;
        if (name && name->formula) {
            list[c->rows++] =
                (sorted){(mkba_node)i, 2 * (size_t)(name->formula - formulas->formula) + 1,
                         name->place};
        } else if (n->op == MKBA_OP_SWITCH) {
            list[c->rows++] = (sorted){
                (mkba_node)i, before_section(formulas, mkba_graph_section(g, (mkba_node)i)),
                n->leaf};
        }
    }
    if (list) {
        qsort(list, c->rows, sizeof *list, in_order);
    }
    return list;
}

static const char *kept(mkba_calculation *c, mkba_buffer *text)
{
    const char *copy =
        mkba_arena_text(c->arena, mkba_buffer_text(text), text->text ? text->length : 0);
    copy = text->failed ? NULL : copy;
    mkba_buffer_free(text);
    return copy;
}

static bool fill_row(mkba_calculation *c, mkba_calculation_row *row, mkba_node node)
{
    mkba_buffer key = {0}, words = {0};
    mkba_graph_write_name(&key, c->graph, node);
    mkba_show_formula(&words, c->graph, node);
    *row = (mkba_calculation_row){.node = node,
                                  .unit = mkba_graph_unit(c->graph, node),
                                  .section = mkba_graph_section(c->graph, node),
                                  .input = MKBA_NO_ROW,
                                  .is_switch = c->graph->node[node].op == MKBA_OP_SWITCH};
    row->key = kept(c, &key);
    row->words = kept(c, &words);
    return row->key && row->words;
}

static bool make_rows(mkba_calculation *c)
{
    sorted *list = sort_rows(c);
    c->row = mkba_arena_alloc(c->arena, c->rows, sizeof *c->row);
    c->row_of = mkba_arena_alloc(c->arena, c->graph->count, sizeof *c->row_of);
    if (!list || !c->row || !c->row_of) {
        return false;
    }
    for (size_t i = 0; i < c->graph->count; i++) {
        c->row_of[i] = MKBA_NO_ROW;
    }
    for (size_t i = 0; i < c->rows; i++) {
        c->row_of[list[i].node] = i;
        if (!fill_row(c, &c->row[i], list[i].node)) {
            return false;
        }
    }
    return true;
}

/* ------------------------------------------------------------------ What differs between
 * worlds */

static void need(bool *needed, const mkba_graph *graph, mkba_node node)
{
    const mkba_graph_node *n = &graph->node[node];
    if (!needed[node]) {
        needed[node] = true;
        for (uint32_t k = 0; k < n->count; k++) {
            need(needed, graph, graph->operand[n->first + k]);
        }
    }
}

static bool moves(const mkba_result *r, const mkba_graph_node *leaf, bool potential)
{
    bool found = potential && leaf->op == MKBA_OP_SWITCH;
    for (size_t i = 0; i < r->n_moving && !potential && leaf->op == MKBA_OP_PARAMETER; i++) {
        found = found || r->moving[i] == leaf->leaf;
    }
    return found;
}

static void mark_rows(mkba_calculation *c, bool *depends, const bool *needed, bool potential)
{
    const mkba_graph *g = c->graph;
    for (size_t i = 0; i < g->count; i++) {
        const mkba_graph_node *n = &g->node[i];
        depends[i] = moves(c->result, n, potential);
        for (uint32_t k = 0; k < n->count && !depends[i]; k++) {
            depends[i] = depends[g->operand[n->first + k]];
        }
        if (c->row_of[i] != MKBA_NO_ROW && depends[i] && needed[i]) {
            mkba_calculation_row *row = &c->row[c->row_of[i]];
            *(potential ? &row->by_potential : &row->by_scenario) = true;
        }
    }
}

static bool mark_worlds(mkba_calculation *c, const mkba_node *figure, mkba_node moved_value)
{
    const mkba_figures *figures = c->result->figures;
    bool *depends = mkba_arena_alloc(c->arena, c->graph->count, sizeof *depends);
    bool *scenario = mkba_arena_alloc(c->arena, c->graph->count, sizeof *scenario);
    bool *potential = mkba_arena_alloc(c->arena, c->graph->count, sizeof *potential);
    if (!depends || !scenario || !potential) {
        return false;
    }
    for (size_t i = 0; i < figures->count; i++) {
        if (figures->figure[i].origin == MKBA_FROM_SCENARIO) {
            need(scenario, c->graph, figure[i]);
        }
    }
    need(potential, c->graph, moved_value);
    mark_rows(c, depends, scenario, false);
    mark_rows(c, depends, potential, true);
    return true;
}

/* ------------------------------------------------------------------ Inputs */

/* In a graph in which everything was entered, a value that is nothing but what was entered. */
static bool is_entered(const mkba_graph *g, size_t i)
{
    const mkba_graph_node *n = &g->node[i];
    return n->name && g->name[n->name - 1].formula && n->op == MKBA_OP_SUM && n->count == 1 &&
           g->node[g->operand[n->first]].op == MKBA_OP_ENTERED;
}

static size_t row_of_key(const mkba_calculation *c, const char *key)
{
    for (size_t i = 0; i < c->rows; i++) {
        if (strcmp(c->row[i].key, key) == 0) {
            return i;
        }
    }
    return MKBA_NO_ROW;
}

static size_t row_of_node(const mkba_calculation *c, const mkba_graph *graph, mkba_node node)
{
    mkba_buffer key = {0};
    mkba_graph_write_name(&key, graph, node);
    size_t row = key.text ? row_of_key(c, key.text) : MKBA_NO_ROW;
    mkba_buffer_free(&key);
    return row;
}

static void collect_entered(mkba_calculation_input *in, const mkba_graph *g, mkba_node node)
{
    const mkba_graph_node *n = &g->node[node];
    if (n->op == MKBA_OP_ENTERED) {
        in->other_needs[in->other_count++] = n->leaf;
    }
    for (uint32_t k = 0; k < n->count; k++) {
        collect_entered(in, g, g->operand[n->first + k]);
    }
}

static bool same_words(const mkba_calculation_row *row, const mkba_graph *graph,
                       mkba_node node)
{
    mkba_buffer words = {0};
    mkba_show_formula(&words, graph, node);
    bool same = words.text && strcmp(words.text, row->words) == 0;
    mkba_buffer_free(&words);
    return same;
}

/* Does another way apply when everything else was entered? */
static mkba_status find_other(mkba_calculation *c, mkba_calculation_input *in)
{
    mkba_plan *plan;
    mkba_node node = MKBA_NO_NODE;
    const mkba_calculation_row *row = &c->row[in->row];
    mkba_status status = plan_with(&plan, c, true, in->column);
    if (status == MKBA_OK) {
        status = mkba_builder_require(&node, plan->builder, row->key, NULL);
    }
    if (status != MKBA_OK || same_words(row, plan->graph, node)) {
        return status;
    }
    in->other_needs = mkba_arena_alloc(c->arena, plan->graph->count, sizeof *in->other_needs);
    if (!in->other_needs) {
        return MKBA_ERR_MEMORY;
    }
    in->other = plan->graph;
    in->other_node = node;
    collect_entered(in, plan->graph, node);
    return MKBA_OK;
}

static bool is_funding(const mkba_column *column)
{
    return strncmp(column->id, "funding_", 8) == 0;
}

/* Who pays adds up to 1: when one party was entered, a blank is 0. */
static mkba_status find_zero(mkba_calculation *c, mkba_calculation_input *in)
{
    const mkba_data *d = c->result->data;
    if (!is_funding(&d->column[in->column])) {
        return MKBA_OK;
    }
    in->zero_with = mkba_arena_alloc(c->arena, d->columns, sizeof *in->zero_with);
    for (size_t i = 0; i < d->columns && in->zero_with; i++) {
        if (is_funding(&d->column[i])) {
            in->zero_with[in->zero_count++] = i;
        }
    }
    return in->zero_with ? MKBA_OK : MKBA_ERR_MEMORY;
}

static mkba_status add_input(mkba_calculation *c, size_t column, size_t row)
{
    mkba_calculation_input *in = &c->input[c->inputs];
    *in = (mkba_calculation_input){.column = column,
                                   .row = row,
                                   .required = c->result->data->column[column].required ||
                                               c->result->data->column[column].measured};
    c->row[row].input = c->inputs++;
    if (in->required) {
        return MKBA_OK;
    }
    mkba_status status = find_other(c, in);
    return status == MKBA_OK ? find_zero(c, in) : status;
}

static mkba_status make_inputs(mkba_calculation *c, const mkba_graph *everything)
{
    mkba_status status = MKBA_OK;
    c->input = mkba_arena_alloc(c->arena, c->result->data->columns, sizeof *c->input);
    if (!c->input) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < everything->count && status == MKBA_OK; i++) {
        if (is_entered(everything, i)) {
            mkba_node leaf = everything->operand[everything->node[i].first];
            size_t row = row_of_node(c, everything, (mkba_node)i);
            if (row != MKBA_NO_ROW && c->row[row].input == MKBA_NO_ROW) {
                status = add_input(c, everything->node[leaf].leaf, row);
            }
        }
    }
    return status;
}

/* ------------------------------------------------------------------ The whole */

/* One set of formulas serves all areas, so they must have measured the same. */
static mkba_status check_measured(const mkba_result *r, mkba_issues *issues)
{
    for (size_t i = 0; i < r->data->columns && r->data->n_measured > 0; i++) {
        for (size_t k = 1; k < r->count && r->data->column[i].measured; k++) {
            if (r->outcome[k].area->entered[i] != r->outcome[0].area->entered[i]) {
                return mkba_issue_add(
                    issues, MKBA_ERR_CONFLICT, (mkba_place){0}, "workbook.measured",
                    MKBA_WORDS(r->outcome[0].area->code, r->outcome[k].area->code));
            }
        }
    }
    return MKBA_OK;
}

static mkba_status fill(mkba_calculation *c, mkba_issues *issues)
{
    size_t figures = c->result->figures->count;
    mkba_plan *bare, *full;
    mkba_node moved_value;
    mkba_node *figure = mkba_arena_alloc(c->arena, figures, sizeof *figure);
    c->figure_row = mkba_arena_alloc(c->arena, figures, sizeof *c->figure_row);
    c->today = mkba_arena_alloc(c->arena, c->result->study->n_switches, sizeof *c->today);
    if (!figure || !c->figure_row || !c->today) {
        return MKBA_ERR_MEMORY;
    }
    mkba_study_today(c->today, c->result->study);
    mkba_status status = check_measured(c->result, issues);
    status = status == MKBA_OK ? plan_with(&full, c, true, SIZE_MAX) : status;
    status = status == MKBA_OK ? require_all(full, c, figure, &moved_value, issues) : status;
    status = status == MKBA_OK ? plan_with(&bare, c, false, SIZE_MAX) : status;
    status = status == MKBA_OK ? require_all(bare, c, figure, &moved_value, issues) : status;
    if (status != MKBA_OK) {
        return status;
    }
    c->graph = bare->graph;
    if (!make_rows(c) || !mark_worlds(c, figure, moved_value)) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < figures; i++) {
        c->figure_row[i] = figure[i] == MKBA_NO_NODE ? MKBA_NO_ROW : c->row_of[figure[i]];
    }
    c->moved_value = c->row_of[moved_value];
    return make_inputs(c, full->graph);
}

mkba_status mkba_calculation_new(mkba_calculation **out, mkba_result *result,
                                 mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_calculation *c = mkba_arena_object(&arena, sizeof *c);
    if (!c) {
        return MKBA_ERR_MEMORY;
    }
    c->arena = arena;
    c->result = result;
    mkba_status status = fill(c, issues);
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = c;
    return MKBA_OK;
}

void mkba_calculation_free(mkba_calculation *calculation)
{
    if (calculation) {
        mkba_arena_free(calculation->arena);
    }
}

size_t mkba_calculation_row_of(const mkba_calculation *calculation, const mkba_graph *graph,
                               mkba_node node)
{
    mkba_op op = graph->node[node].op;
    if (op == MKBA_OP_PARAMETER || op == MKBA_OP_ENTERED) {
        return MKBA_NO_ROW;
    }
    return graph == calculation->graph ? calculation->row_of[node]
                                       : row_of_node(calculation, graph, node);
}
