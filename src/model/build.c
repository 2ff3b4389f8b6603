#include "model/build.h"

#include "base/issue.h"
#include "model/index.h"
#include "model/operation.h"
#include "model/reference.h"

#include <math.h>
#include <string.h>

#define BUILDING UINT32_MAX
enum { KEY_SIZE = MKBA_KEY_SIZE, MOST_OPERANDS = 128, USUAL_LEAVES = 256 };

struct mkba_builder {
    mkba_arena *arena;
    mkba_formulas *formulas;
    mkba_scope scope;
    mkba_graph graph;
    bool has_constants;        /* the graph is one that was taken, as it stands */
    mkba_map leaves;           /* key -> node */
    mkba_reference *reference; /* per name in the formulas that were read */
    size_t names;              /* there is room for */
    uint32_t **kept;           /* per formula, per place of its indices */
    mkba_issues *issues;
    mkba_status status;
    char missing[KEY_SIZE]; /* the last number that nobody had */
};

static mkba_node build(mkba_builder *b, const mkba_expression *x, const mkba_index *at);

/* The first fault counts. Where there was no memory something else may seem to be missing. */
static mkba_status stop(mkba_builder *b, mkba_status status, const char *id, const char *key,
                        const char *other)
{
    bool memory = mkba_arena_failed(b->arena);
    if (b->status == MKBA_OK) {
        b->status =
            mkba_issue_add(b->issues, memory ? MKBA_ERR_MEMORY : status, (mkba_place){0},
                           memory ? "memory" : id, MKBA_WORDS(key, other));
    }
    return b->status;
}

static mkba_node add(mkba_builder *b, mkba_graph_node node, const mkba_node *operands,
                     size_t count)
{
    mkba_node result = mkba_graph_add(&b->graph, node, operands, count);
    if (result == MKBA_NO_NODE) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
    }
    return result;
}

static mkba_node constant(mkba_builder *b, double value)
{
    return add(b, (mkba_graph_node){.op = MKBA_OP_CONSTANT, .constant = value}, NULL, 0);
}

static mkba_node leaf(mkba_builder *b, mkba_op op, size_t index, const char *key)
{
    mkba_graph_node node = {.op = op, .leaf = (uint32_t)index};
    mkba_node result = add(b, node, NULL, 0);
    const char *copy = mkba_arena_text(b->arena, key, strlen(key));
    if (copy) {
        mkba_graph_name_node(&b->graph, (mkba_graph_name){.key = copy}, result);
        mkba_map_put(&b->leaves, copy, result);
    }
    if (mkba_arena_failed(b->arena)) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
        return MKBA_NO_NODE;
    }
    return result;
}

/* ------------------------------------------------------------------ Formulas */

static mkba_status stop_at(mkba_builder *b, mkba_status status, const char *id,
                           const char *before, const mkba_formula *f, size_t place)
{
    mkba_buffer key = {0};
    mkba_index_write(&key, f, place, &b->scope.extent);
    const char *text = mkba_buffer_text(&key);
    stop(b, status, id, before ? before : text, before ? text : "");
    mkba_buffer_free(&key);
    return b->status;
}

/* Room for what is remembered of every name. */
static bool has_room_for_names(mkba_builder *b)
{
    size_t capacity[2] = {b->names, b->names};
    while (b->names < b->formulas->names && !mkba_arena_failed(b->arena)) {
        b->reference = mkba_arena_grow(b->arena, b->reference, b->names, &capacity[0],
                                       sizeof *b->reference);
        b->scope.parameter = mkba_arena_grow(b->arena, b->scope.parameter, b->names,
                                             &capacity[1], sizeof *b->scope.parameter);
        b->names = capacity[0];
    }
    return !mkba_arena_failed(b->arena);
}

/* The ways of a formula, which are read when they are first needed. */
static const mkba_way *ways_of(mkba_builder *b, const mkba_formula *f)
{
    const mkba_way *ways = mkba_formula_ways(b->formulas, f);
    if (!ways && b->status == MKBA_OK) {
        b->status = mkba_formulas_fault(b->formulas, b->issues);
    }
    if (!has_room_for_names(b)) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
        return NULL;
    }
    return ways;
}

/* The first way whose numbers are all there. */
static mkba_node build_ways(mkba_builder *b, const mkba_formula *f, const mkba_index *at)
{
    for (const mkba_way *way = ways_of(b, f); way; way = way->next) {
        if (way->when && !mkba_index_holds(way->when, at, &b->scope)) {
            continue;
        }
        mkba_node node = build(b, way->expression, at);
        if (node != MKBA_NO_NODE || b->status != MKBA_OK) {
            return node;
        }
    }
    return MKBA_NO_NODE;
}

static mkba_node build_formula(mkba_builder *b, const mkba_formula *f, const mkba_index *at,
                               size_t place)
{
    mkba_node node = build_ways(b, f, at);
    if (b->status != MKBA_OK) {
        return MKBA_NO_NODE;
    }
    if (node == MKBA_NO_NODE) {
        stop_at(b, MKBA_ERR_MISSING, "formula.missing", b->missing, f, place);
        return MKBA_NO_NODE;
    }
    /* Another name for an existing node would hide that node's own name in explanations. */
    if (b->graph.node[node].name != 0) {
        node = add(b, (mkba_graph_node){.op = MKBA_OP_SUM}, &node, 1);
    }
    mkba_graph_name name = {.formula = f, .place = place};
    if (node != MKBA_NO_NODE && !mkba_graph_name_node(&b->graph, name, node)) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
    }
    return node;
}

/* Where the node of a formula is kept: 1 + the node, 0 when there is none yet, BUILDING while
 * what it needs is looked for. */
static uint32_t *kept_at(mkba_builder *b, const mkba_formula *f, size_t place)
{
    enum { MOST_PLACES = 1 << 20 };
    uint32_t **kept = &b->kept[f - b->formulas->formula];
    if (!*kept) {
        size_t places = mkba_index_places(f, &b->scope.extent);
        *kept =
            places <= MOST_PLACES ? mkba_arena_alloc(b->arena, places, sizeof **kept) : NULL;
    }
    return *kept ? *kept + place : NULL;
}

static mkba_node of_formula(mkba_builder *b, const mkba_formula *f, const mkba_index *at,
                            size_t place)
{
    uint32_t *kept = kept_at(b, f, place);
    if (!kept) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
        return MKBA_NO_NODE;
    }
    if (*kept == BUILDING) {
        stop_at(b, MKBA_ERR_CONFLICT, "formula.circular", NULL, f, place);
        return MKBA_NO_NODE;
    }
    if (*kept == 0) {
        *kept = BUILDING;
        mkba_node node = build_formula(b, f, at, place);
        *kept = node == MKBA_NO_NODE ? 0 : node + 1;
    }
    return *kept - 1;
}

/* ------------------------------------------------------------------ Keys */

static mkba_node find_formula(mkba_builder *b, bool *found, const char *key)
{
    mkba_index at;
    mkba_word word[MKBA_MOST_WORDS];
    size_t words = mkba_key_words(word, key);
    size_t first = words == 0
                       ? MKBA_MAP_NONE
                       : mkba_map_get_bytes(&b->formulas->by_first_word, key, word[0].length);
    const mkba_formula *f = first == MKBA_MAP_NONE ? NULL : &b->formulas->formula[first];
    for (; f; f = f->next_alike) {
        if (mkba_index_match(&at, &b->scope, f, word, words)) {
            *found = true;
            return of_formula(b, f, &at, mkba_index_place(f, &at, &b->scope.extent));
        }
    }
    *found = false;
    return MKBA_NO_NODE;
}

/* The node of a key. MKBA_NO_NODE with status OK: a number that nobody has, so try another
 * way. */
static mkba_node of_key(mkba_builder *b, const char *key)
{
    const mkba_vocabulary *v = b->scope.vocabulary;
    size_t known = mkba_map_get(&b->leaves, key);
    if (known != MKBA_MAP_NONE) {
        return (mkba_node)known;
    }
    if (strncmp(key, "entered.", 8) == 0) {
        size_t column = mkba_map_get(v->columns, key + 8);
        if (column != MKBA_MAP_NONE && v->entered[column]) {
            return leaf(b, MKBA_OP_ENTERED, column, key);
        }
        mkba_text_copy(b->missing, sizeof b->missing, key + 8);
        return MKBA_NO_NODE;
    }
    if (strncmp(key, "switch.", 7) == 0) {
        size_t index = mkba_map_get(v->switches, key + 7);
        if (index != MKBA_MAP_NONE) {
            return leaf(b, MKBA_OP_SWITCH, index, key);
        }
    }
    bool found;
    mkba_node node = find_formula(b, &found, key);
    if (found) {
        return node;
    }
    size_t parameter = mkba_map_get(v->parameters, key);
    if (parameter != MKBA_MAP_NONE) {
        return leaf(b, MKBA_OP_PARAMETER, parameter, key);
    }
    mkba_text_copy(b->missing, sizeof b->missing, key);
    return MKBA_NO_NODE;
}

static mkba_node of_name_text(mkba_builder *b, const mkba_expression *x, const mkba_index *at)
{
    char key[KEY_SIZE];
    if (!mkba_index_key(key, &x->name, at, &b->scope)) {
        mkba_text_copy(b->missing, sizeof b->missing, key);
        return MKBA_NO_NODE;
    }
    return of_key(b, key);
}

/* ------------------------------------------------------------------ Names in formulas */

/* Names of formulas lead to them directly; the nodes of all others are kept per place of their
 * indices. Only what is neither has its text made and looked up. */
static mkba_node of_name(mkba_builder *b, const mkba_expression *x, const mkba_index *at)
{
    mkba_index own;
    size_t place;
    mkba_reference *reference = &b->reference[x->name_number];
    const mkba_formula *f =
        mkba_reference_find(&own, &place, reference, x, at, &b->scope, b->formulas);
    if (f) {
        return of_formula(b, f, &own, place);
    }
    if (!mkba_index_name_place(&place, &x->name, at, &b->scope)) {
        return of_name_text(b, x, at);
    }
    if (!reference->node) {
        reference->node = mkba_arena_alloc(
            b->arena, mkba_index_name_places(&x->name, &b->scope), sizeof *reference->node);
    }
    uint32_t *kept = reference->node; /* stays where it is when there are more names */
    if (!kept) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
        return MKBA_NO_NODE;
    }
    if (kept[place] == 0) {
        mkba_node node = of_name_text(b, x, at);
        kept[place] = node == MKBA_NO_NODE ? 0 : node + 1;
    }
    return kept[place] - 1;
}

static mkba_node build_name(mkba_builder *b, const mkba_expression *x, const mkba_index *at)
{
    double number;
    return x->variable_place && mkba_index_variable(x, at, &number) ? constant(b, number)
                                                                    : of_name(b, x, at);
}

/* ------------------------------------------------------------------ Expressions */

static mkba_node build_sum(mkba_builder *b, const mkba_expression *x, const mkba_index *outer)
{
    mkba_node term[MOST_OPERANDS];
    size_t count = 0;
    mkba_range range;
    if (!mkba_index_range(&range, x, outer, &b->scope)) {
        mkba_text_copy(b->missing, sizeof b->missing, "sum");
        return MKBA_NO_NODE;
    }
    mkba_index at = *outer;
    for (long i = range.from; i <= range.to; i++) {
        mkba_index_set(&at, mkba_index_variable_place(x->variable), i);
        if (x->sum->where && !mkba_index_holds(x->sum->where, &at, &b->scope)) {
            continue;
        }
        if (count == MOST_OPERANDS) {
            stop(b, MKBA_ERR_RANGE, "formula.too_long", "sum", "");
            return MKBA_NO_NODE;
        }
        term[count] = build(b, x->operand[0], &at);
        if (term[count++] == MKBA_NO_NODE) {
            return MKBA_NO_NODE;
        }
    }
    return count == 0 ? constant(b, 0)
                      : add(b, (mkba_graph_node){.op = MKBA_OP_SUM}, term, count);
}

static mkba_node build_power(mkba_builder *b, const mkba_expression *x, const mkba_index *at)
{
    long exponent;
    mkba_node operand[2] = {build(b, x->operand[0], at)};
    if (operand[0] == MKBA_NO_NODE) {
        return MKBA_NO_NODE;
    }
    if (mkba_index_whole(x->operand[1], at, &b->scope, &exponent)) {
        mkba_graph_node node = {.op = MKBA_OP_WHOLE_POWER, .exponent = (int)exponent};
        return add(b, node, operand, 1);
    }
    operand[1] = build(b, x->operand[1], at);
    return operand[1] == MKBA_NO_NODE
               ? MKBA_NO_NODE
               : add(b, (mkba_graph_node){.op = MKBA_OP_POWER}, operand, 2);
}

static mkba_node build_operation(mkba_builder *b, const mkba_expression *x,
                                 const mkba_index *at)
{
    mkba_kind_of_operation is = mkba_operation_of(x->kind);
    mkba_node operand[3];
    for (size_t i = 0; i < is.operands; i++) {
        operand[i] = build(b, x->operand[i], at);
        if (operand[i] == MKBA_NO_NODE) {
            return MKBA_NO_NODE;
        }
    }
    return add(b, (mkba_graph_node){.op = is.op}, operand, is.operands);
}

static mkba_node build(mkba_builder *b, const mkba_expression *x, const mkba_index *at)
{
    if (x->kind == MKBA_EXPR_NUMBER) {
        return constant(b, x->number);
    }
    if (x->kind == MKBA_EXPR_UNDEFINED) {
        return constant(b, (double)NAN);
    }
    if (x->kind == MKBA_EXPR_NAME) {
        return build_name(b, x, at);
    }
    if (x->kind == MKBA_EXPR_SUM) {
        return build_sum(b, x, at);
    }
    if (x->kind == MKBA_EXPR_POWER) {
        return build_power(b, x, at);
    }
    return build_operation(b, x, at);
}

/* Room for a model of the usual size at once: growing would copy. What is not used is never
 * touched. */
static void reserve(mkba_graph *graph)
{
    enum { NODES = 4096, OPERANDS = 8192, NAMES = 1536 };
    graph->own_node = mkba_arena_alloc(graph->arena, NODES, sizeof *graph->own_node);
    graph->own_operand = mkba_arena_alloc(graph->arena, OPERANDS, sizeof *graph->own_operand);
    graph->name = mkba_arena_alloc(graph->arena, NAMES, sizeof *graph->name);
    graph->capacity = NODES;
    graph->operand_capacity = OPERANDS;
    graph->name_capacity = NAMES;
}

static mkba_scope scope_of(mkba_arena *arena, const mkba_vocabulary *vocabulary)
{
    size_t horizon = mkba_map_get(vocabulary->parameters, "horizon");
    long years = horizon == MKBA_MAP_NONE ? 0 : lround(vocabulary->parameter[horizon]);
    return (mkba_scope){
        .arena = arena, .vocabulary = vocabulary, .extent = {vocabulary->domain, years}};
}

mkba_builder *mkba_builder_new(mkba_arena *arena, mkba_formulas *formulas,
                               const mkba_vocabulary *vocabulary)
{
    mkba_builder *b = mkba_arena_alloc(arena, 1, sizeof *b);
    if (!b) {
        return NULL;
    }
    b->arena = arena;
    b->formulas = formulas;
    b->scope = scope_of(arena, vocabulary);
    b->graph.arena = arena;
    b->graph.extent = b->scope.extent;
    b->leaves.arena = arena;
    mkba_map_reserve(&b->leaves, USUAL_LEAVES);
    b->kept = mkba_arena_alloc(arena, formulas->count, sizeof *b->kept);
    reserve(&b->graph);
    return mkba_arena_failed(arena) ? NULL : b;
}

const mkba_graph *mkba_builder_graph(const mkba_builder *builder)
{
    return &builder->graph;
}

/* ------------------------------------------------------------------ A graph made before */

bool mkba_builder_take(mkba_builder *builder, const mkba_prepared_graph *prepared)
{
    const mkba_prepared_graph *p = prepared;
    mkba_graph *graph = &builder->graph;
    mkba_graph_name *name = mkba_arena_alloc(graph->arena, p->names, sizeof *name);
    for (size_t i = 0; i < p->names && name; i++) {
        const mkba_prepared_name *own = &p->name[i];
        bool is_leaf = own->formula == MKBA_NO_FORMULA;
        name[i].formula = is_leaf ? NULL : &builder->formulas->formula[own->formula];
        if (is_leaf) {
            name[i].key = p->keys + own->place;
        } else {
            name[i].place = own->place;
        }
    }
    graph->node = p->node;
    graph->operand = p->operand;
    graph->name = name;
    graph->count = graph->capacity = p->nodes;
    graph->n_operands = graph->operand_capacity = p->operands;
    graph->n_names = graph->name_capacity = p->names;
    graph->own_node = NULL;
    builder->has_constants = true;
    return name != NULL;
}

/* Keeps a node where it is looked for. */
static bool keep(mkba_builder *b, mkba_node node)
{
    const mkba_graph_name *name = &b->graph.name[b->graph.node[node].name - 1];
    if (!name->formula) {
        return mkba_map_put(&b->leaves, name->key, node);
    }
    uint32_t *kept = kept_at(b, name->formula, name->place);
    if (kept) {
        *kept = node + 1;
    }
    return kept != NULL;
}

/* A graph of constants becomes one that nodes can be added to. */
static bool own_graph(mkba_builder *b)
{
    mkba_graph *graph = &b->graph;
    graph->own_node = mkba_arena_alloc(b->arena, graph->count, sizeof *graph->own_node);
    graph->own_operand =
        mkba_arena_alloc(b->arena, graph->n_operands, sizeof *graph->own_operand);
    if (!graph->own_node || !graph->own_operand) {
        return false;
    }
    memcpy(graph->own_node, graph->node, graph->count * sizeof *graph->own_node);
    memcpy(graph->own_operand, graph->operand, graph->n_operands * sizeof *graph->own_operand);
    graph->node = graph->own_node;
    graph->operand = graph->own_operand;
    bool good = true;
    for (size_t i = 0; i < graph->count && good; i++) {
        good = graph->node[i].name == 0 || keep(b, (mkba_node)i);
    }
    b->has_constants = !good;
    return good;
}

mkba_status mkba_builder_require(mkba_node *out, mkba_builder *builder, const char *key,
                                 mkba_issues *issues)
{
    builder->issues = issues;
    builder->status = MKBA_OK;
    if (builder->has_constants && !own_graph(builder)) {
        *out = MKBA_NO_NODE;
        return stop(builder, MKBA_ERR_MEMORY, "memory", "", "");
    }
    *out = strlen(key) < KEY_SIZE ? of_key(builder, key) : MKBA_NO_NODE;
    return *out == MKBA_NO_NODE ? stop(builder, MKBA_ERR_UNKNOWN, "figure.unknown", key, "")
                                : builder->status;
}
