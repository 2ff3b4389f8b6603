#include "model/build.h"

#include "base/issue.h"
#include "model/index.h"

#include <math.h>
#include <string.h>

enum { KEY_SIZE = MKBA_KEY_SIZE, MOST_OPERANDS = 128 };

/* A key being built, and the one it is built for. */
typedef struct frame {
    const struct frame *up;
    const mkba_formula *formula;
    const char *key;
} frame;

struct mkba_builder {
    mkba_arena *arena;
    const mkba_formulas *formulas;
    const mkba_vocabulary *vocabulary;
    mkba_graph graph;
    const frame *building; /* to see a formula that leads back to itself */
    mkba_issues *issues;
    mkba_status status;
    char missing[KEY_SIZE]; /* the last number that nobody had */
};

static mkba_node build(mkba_builder *b, const mkba_expression *x, const mkba_index *at);

static mkba_status stop(mkba_builder *b, mkba_status status, const char *id, const char *key,
                        const char *other)
{
    if (b->status == MKBA_OK) {
        b->status =
            mkba_issue_add(b->issues, status, (mkba_place){0}, id, MKBA_WORDS(key, other));
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

static mkba_node leaf(mkba_builder *b, mkba_op op, size_t index, const char *key,
                      const char *section)
{
    mkba_graph_node node = {.op = op, .leaf = (uint32_t)index};
    mkba_node result = add(b, node, NULL, 0);
    const char *copy = mkba_arena_text(b->arena, key, strlen(key));
    if (result != MKBA_NO_NODE &&
        (!copy || !mkba_graph_name_node(&b->graph, copy, "", section, result))) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
        return MKBA_NO_NODE;
    }
    return result;
}

static const mkba_formula *find_formula(const mkba_builder *b, const char *key, mkba_index *at)
{
    mkba_word word[MKBA_MOST_WORDS];
    size_t words = mkba_key_words(word, key);
    size_t first = words == 0
                       ? MKBA_MAP_NONE
                       : mkba_map_get_bytes(&b->formulas->by_first_word, key, word[0].length);
    const mkba_formula *f = first == MKBA_MAP_NONE ? NULL : &b->formulas->formula[first];
    for (; f; f = f->next_alike) {
        if (mkba_index_match(at, b->vocabulary, f, word, words)) {
            return f;
        }
    }
    return NULL;
}

static bool is_building(const mkba_builder *b, const mkba_formula *f, const char *key)
{
    for (const frame *at = b->building; at; at = at->up) {
        if (at->formula == f && strcmp(at->key, key) == 0) {
            return true;
        }
    }
    return false;
}

/* The first way whose numbers are all there. */
static mkba_node build_ways(mkba_builder *b, const mkba_formula *f, const mkba_index *at)
{
    for (const mkba_way *way = f->ways; way; way = way->next) {
        if (way->when && !mkba_index_holds(way->when, at, b->vocabulary)) {
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
                               const char *key)
{
    const char *copy = mkba_arena_text(b->arena, key, strlen(key));
    if (!copy) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
        return MKBA_NO_NODE;
    }
    const frame own = {.up = b->building, .formula = f, .key = copy};
    b->building = &own;
    mkba_node node = build_ways(b, f, at);
    b->building = own.up;
    if (b->status != MKBA_OK) {
        return MKBA_NO_NODE;
    }
    if (node == MKBA_NO_NODE) {
        stop(b, MKBA_ERR_MISSING, "formula.missing", b->missing, key);
        return MKBA_NO_NODE;
    }
    /* Another name for an existing node would hide that node's own name in explanations. */
    if (b->graph.node[node].name != 0) {
        node = add(b, (mkba_graph_node){.op = MKBA_OP_SUM}, &node, 1);
    }
    if (node != MKBA_NO_NODE &&
        !mkba_graph_name_node(&b->graph, copy, f->unit, f->section, node)) {
        stop(b, MKBA_ERR_MEMORY, "memory", "", "");
    }
    return node;
}

/* The node of a key. MKBA_NO_NODE with status OK: a number that nobody has, so try another
 * way. */
static mkba_node resolve(mkba_builder *b, const char *key)
{
    const mkba_vocabulary *v = b->vocabulary;
    mkba_node known = mkba_graph_find(&b->graph, key);
    if (known != MKBA_NO_NODE) {
        return known;
    }
    if (strncmp(key, "entered.", 8) == 0) {
        size_t column = mkba_map_get(v->columns, key + 8);
        if (column != MKBA_MAP_NONE && v->entered[column]) {
            return leaf(b, MKBA_OP_ENTERED, column, key, "[2]");
        }
        mkba_text_copy(b->missing, sizeof b->missing, key + 8);
        return MKBA_NO_NODE;
    }
    if (strncmp(key, "switch.", 7) == 0) {
        size_t index = mkba_map_get(v->switches, key + 7);
        if (index != MKBA_MAP_NONE) {
            return leaf(b, MKBA_OP_SWITCH, index, key, "[10]");
        }
    }
    mkba_index at = {0};
    const mkba_formula *f = find_formula(b, key, &at);
    if (f && is_building(b, f, key)) {
        stop(b, MKBA_ERR_CONFLICT, "formula.circular", key, "");
        return MKBA_NO_NODE;
    }
    if (f) {
        return build_formula(b, f, &at, key);
    }
    size_t parameter = mkba_map_get(v->parameters, key);
    if (parameter != MKBA_MAP_NONE) {
        return leaf(b, MKBA_OP_PARAMETER, parameter, key, "");
    }
    mkba_text_copy(b->missing, sizeof b->missing, key);
    return MKBA_NO_NODE;
}

static mkba_node build_name(mkba_builder *b, const mkba_expression *x, const mkba_index *at)
{
    char key[KEY_SIZE];
    double number;
    if (mkba_index_variable(x, at, &number)) {
        return constant(b, number);
    }
    if (!mkba_index_key(key, &x->name, at, b->vocabulary)) {
        mkba_text_copy(b->missing, sizeof b->missing, key);
        return MKBA_NO_NODE;
    }
    return resolve(b, key);
}

static mkba_node build_sum(mkba_builder *b, const mkba_expression *x, const mkba_index *outer)
{
    mkba_node term[MOST_OPERANDS];
    size_t count = 0;
    mkba_range range = mkba_index_range(x, outer, b->vocabulary);
    for (long i = range.from; i <= range.to; i++) {
        mkba_index at = *outer;
        mkba_index_set(&at, x->variable, i);
        if (x->where && !mkba_index_holds(x->where, &at, b->vocabulary)) {
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
    if (mkba_index_whole(x->operand[1], at, b->vocabulary, &exponent)) {
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
    static const struct {
        mkba_op op;
        size_t operands;
    } rows[] = {
        [MKBA_EXPR_NEGATE] = {MKBA_OP_NEGATE, 1},
        [MKBA_EXPR_ADD] = {MKBA_OP_ADD, 2},
        [MKBA_EXPR_SUBTRACT] = {MKBA_OP_SUBTRACT, 2},
        [MKBA_EXPR_MULTIPLY] = {MKBA_OP_MULTIPLY, 2},
        [MKBA_EXPR_DIVIDE] = {MKBA_OP_DIVIDE, 2},
        [MKBA_EXPR_MIN] = {MKBA_OP_MIN, 2},
        [MKBA_EXPR_MAX] = {MKBA_OP_MAX, 2},
        [MKBA_EXPR_POSITIVE] = {MKBA_OP_IF_POSITIVE, 3},
        [MKBA_EXPR_NEGATIVE] = {MKBA_OP_IF_NEGATIVE, 3},
        [MKBA_EXPR_REST] = {MKBA_OP_REST, 1},
    };
    mkba_node operand[3];
    for (size_t i = 0; i < rows[x->kind].operands; i++) {
        operand[i] = build(b, x->operand[i], at);
        if (operand[i] == MKBA_NO_NODE) {
            return MKBA_NO_NODE;
        }
    }
    return add(b, (mkba_graph_node){.op = rows[x->kind].op}, operand, rows[x->kind].operands);
}

static mkba_node build(mkba_builder *b, const mkba_expression *x, const mkba_index *at)
{
    if (b->status != MKBA_OK) {
        return MKBA_NO_NODE;
    }
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
    graph->node = mkba_arena_alloc(graph->arena, NODES, sizeof *graph->node);
    graph->operand = mkba_arena_alloc(graph->arena, OPERANDS, sizeof *graph->operand);
    graph->name = mkba_arena_alloc(graph->arena, NAMES, sizeof *graph->name);
    graph->capacity = graph->node ? NODES : 0;
    graph->operand_capacity = graph->operand ? OPERANDS : 0;
    graph->name_capacity = graph->name ? NAMES : 0;
    mkba_map_reserve(&graph->by_key, NAMES);
}

mkba_builder *mkba_builder_new(mkba_arena *arena, const mkba_formulas *formulas,
                               const mkba_vocabulary *vocabulary)
{
    mkba_builder *b = mkba_arena_alloc(arena, 1, sizeof *b);
    if (b) {
        b->arena = arena;
        b->formulas = formulas;
        b->vocabulary = vocabulary;
        b->graph.arena = arena;
        b->graph.by_key.arena = arena;
        reserve(&b->graph);
    }
    return b;
}

const mkba_graph *mkba_builder_graph(const mkba_builder *builder)
{
    return &builder->graph;
}

mkba_status mkba_builder_require(mkba_node *out, mkba_builder *builder, const char *key,
                                 mkba_issues *issues)
{
    builder->issues = issues;
    builder->status = MKBA_OK;
    *out = strlen(key) < KEY_SIZE ? resolve(builder, key) : MKBA_NO_NODE;
    if (builder->status == MKBA_OK && *out == MKBA_NO_NODE) {
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0}, "figure.unknown",
                              MKBA_WORDS(key));
    }
    return builder->status;
}
