#include "model/tape.h"

#include "model/operation.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* While a tape is made, a row is a number of its own (a value); which memory it gets is
 * decided at the end. Value v of the inputs comes first. */
typedef struct {
    mkba_step *step;
    size_t steps, capacity;
} step_list;

typedef struct {
    mkba_arena *arena;
    mkba_tape *tape;
    const mkba_view *view;
    size_t views;
    mkba_place_of **place; /* per view and node */
    unsigned char **needed, **differs;
    double *fixed;
    unsigned char *scalar_stage;
    size_t scalars, scalar_capacity, stage_capacity;
    unsigned char *value_stage;
    size_t values, value_capacity;
    mkba_place_of *operand;
    size_t operands, operand_capacity;
    step_list list[4]; /* per stage; FIXED has none */
    bool failed;
} maker;

/* ------------------------------------------------------------------ What is needed */

static const mkba_binding *binding_of(const mkba_view *view, const mkba_graph_node *node)
{
    switch (node->op) {
    case MKBA_OP_PARAMETER:
        return &view->parameter[node->leaf];
    case MKBA_OP_ENTERED:
        return &view->entered[node->leaf];
    case MKBA_OP_SWITCH:
        return &view->switched[node->leaf];
    default:
        return NULL;
    }
}

static bool same_binding(const mkba_binding *a, const mkba_binding *b)
{
    bool fixed = a->stage == MKBA_STAGE_FIXED;
    return a->stage == b->stage &&
           (fixed ? memcmp(&a->value, &b->value, sizeof a->value) == 0 : a->index == b->index);
}

/* The first view of the same graph, with which this one shares what does not differ. */
static size_t base_of(const maker *m, size_t v)
{
    size_t base = 0;
    while (m->view[base].graph != m->view[v].graph) {
        base++;
    }
    return base;
}

static void mark_differences(const maker *m, size_t v)
{
    const mkba_graph *graph = m->view[v].graph;
    const mkba_view *base = &m->view[base_of(m, v)];
    for (size_t i = 0; i < graph->count && base != &m->view[v]; i++) {
        const mkba_graph_node *node = &graph->node[i];
        const mkba_binding *own = binding_of(&m->view[v], node);
        m->differs[v][i] = own && !same_binding(own, binding_of(base, node));
        for (uint32_t k = 0; k < node->count && !m->differs[v][i]; k++) {
            m->differs[v][i] = m->differs[v][graph->operand[node->first + k]];
        }
    }
}

/* Views share with an earlier one, so the last view passes its needs on first. */
static void mark_needed(const maker *m, size_t v)
{
    const mkba_graph *graph = m->view[v].graph;
    size_t base = base_of(m, v);
    for (size_t i = graph->count; i-- > 0;) {
        const mkba_graph_node *node = &graph->node[i];
        if (!m->needed[v][i]) {
            continue;
        }
        if (base != v && !m->differs[v][i]) {
            m->needed[base][i] = 1;
            continue;
        }
        for (uint32_t k = 0; k < node->count; k++) {
            m->needed[v][graph->operand[node->first + k]] = 1;
        }
    }
}

/* ------------------------------------------------------------------ Places */

static mkba_place_of new_scalar(maker *m, double value, unsigned char stage)
{
    m->fixed =
        mkba_arena_grow(m->arena, m->fixed, m->scalars, &m->scalar_capacity, sizeof *m->fixed);
    m->scalar_stage = mkba_arena_grow(m->arena, m->scalar_stage, m->scalars,
                                      &m->stage_capacity, sizeof *m->scalar_stage);
    if (!m->fixed || !m->scalar_stage) {
        m->failed = true;
        return 0;
    }
    m->fixed[m->scalars] = value;
    m->scalar_stage[m->scalars] = stage;
    return (mkba_place_of)m->scalars++;
}

static mkba_place_of new_value(maker *m, unsigned char stage)
{
    m->value_stage = mkba_arena_grow(m->arena, m->value_stage, m->values, &m->value_capacity,
                                     sizeof *m->value_stage);
    if (!m->value_stage) {
        m->failed = true;
        return 0;
    }
    m->value_stage[m->values] = stage;
    return (mkba_place_of)m->values++ | MKBA_IN_ROW;
}

static unsigned char stage_of(const maker *m, mkba_place_of place)
{
    size_t index = place & MKBA_PLACE_MASK;
    return place & MKBA_IN_ROW ? m->value_stage[index] : m->scalar_stage[index];
}

static mkba_place_of place_leaf(maker *m, const mkba_binding *binding)
{
    switch (binding->stage) {
    case MKBA_STAGE_AREA:
        return binding->index;
    case MKBA_STAGE_DRAWN:
        return binding->index | MKBA_IN_ROW;
    case MKBA_STAGE_LOCAL:
        return (mkba_place_of)(m->tape->inputs.drawn + binding->index) | MKBA_IN_ROW;
    default:
        return new_scalar(m, binding->value, MKBA_STAGE_FIXED);
    }
}

static bool add_operand(maker *m, mkba_place_of place)
{
    m->operand = mkba_arena_grow(m->arena, m->operand, m->operands, &m->operand_capacity,
                                 sizeof *m->operand);
    if (!m->operand) {
        m->failed = true;
        return false;
    }
    m->operand[m->operands++] = place;
    return true;
}

static mkba_place_of add_step(maker *m, unsigned char stage, mkba_step step,
                              const mkba_place_of *operand, size_t count)
{
    step_list *list = &m->list[stage];
    bool scalar = stage == MKBA_STAGE_AREA;
    mkba_place_of out = scalar ? new_scalar(m, 0, stage) : new_value(m, stage);
    list->step = mkba_arena_grow(m->arena, list->step, list->steps, &list->capacity,
                                 sizeof *list->step);
    step.first = (uint32_t)m->operands;
    step.count = (uint32_t)count;
    step.out = out & MKBA_PLACE_MASK;
    for (size_t k = 0; k < count && !m->failed; k++) {
        add_operand(m, operand[k]);
    }
    if (m->failed || !list->step) {
        m->failed = true;
        return 0;
    }
    list->step[list->steps++] = step;
    return out;
}

/* ------------------------------------------------------------------ From nodes to steps */

enum { MOST_OPERANDS = 256 };

static double fixed_result(const maker *m, const mkba_graph_node *node,
                           const mkba_place_of *operand)
{
    double x[3] = {0, 0, 0};
    if (node->op == MKBA_OP_SUM) {
        double sum = m->fixed[operand[0]];
        for (uint32_t k = 1; k < node->count; k++) {
            sum += m->fixed[operand[k]];
        }
        return sum;
    }
    for (uint32_t k = 0; k < node->count; k++) {
        x[k] = m->fixed[operand[k]];
    }
    return mkba_operation(node->op, node->exponent, x[0], x[1], x[2]);
}

static bool is_one(const maker *m, mkba_place_of place)
{
    return !(place & MKBA_IN_ROW) && m->scalar_stage[place] == MKBA_STAGE_FIXED &&
           !(m->fixed[place] < 1) && !(m->fixed[place] > 1) && !isnan(m->fixed[place]);
}

/* Operations whose result is one of their operands as it is. */
static bool place_alias(const maker *m, const mkba_graph_node *node,
                        const mkba_place_of *operand, mkba_place_of *out)
{
    bool product = node->op == MKBA_OP_MULTIPLY;
    bool choice = node->op == MKBA_OP_IF_POSITIVE || node->op == MKBA_OP_IF_NEGATIVE;
    if (node->op == MKBA_OP_SUM && node->count == 1) {
        *out = operand[0];
        return true;
    }
    if (product && (is_one(m, operand[0]) || is_one(m, operand[1]))) {
        *out = is_one(m, operand[0]) ? operand[1] : operand[0];
        return true;
    }
    if (choice && stage_of(m, operand[0]) == MKBA_STAGE_FIXED) {
        double c = m->fixed[operand[0]];
        bool first = node->op == MKBA_OP_IF_POSITIVE ? c > 0 : c < 0;
        *out = operand[first ? 1 : 2];
        return true;
    }
    return false;
}

static mkba_place_of place_node(maker *m, size_t v, size_t i)
{
    const mkba_graph *graph = m->view[v].graph;
    const mkba_graph_node *node = &graph->node[i];
    const mkba_binding *binding = binding_of(&m->view[v], node);
    mkba_place_of operand[MOST_OPERANDS] = {0}, alias;
    unsigned char stage = MKBA_STAGE_FIXED;
    if (binding) {
        return place_leaf(m, binding);
    }
    if (node->op == MKBA_OP_CONSTANT) {
        return new_scalar(m, node->constant, MKBA_STAGE_FIXED);
    }
    for (uint32_t k = 0; k < node->count && k < MOST_OPERANDS; k++) {
        operand[k] = m->place[v][graph->operand[node->first + k]];
        stage |= stage_of(m, operand[k]);
    }
    if (stage == MKBA_STAGE_FIXED) {
        return new_scalar(m, fixed_result(m, node, operand), stage);
    }
    if (place_alias(m, node, operand, &alias)) {
        return alias;
    }
    mkba_step step = {.op = (unsigned char)node->op, .exponent = node->exponent};
    return add_step(m, stage, step, operand, node->count);
}

static void place_view(maker *m, size_t v)
{
    size_t base = base_of(m, v);
    for (size_t i = 0; i < m->view[v].graph->count && !m->failed; i++) {
        if (!m->needed[v][i]) {
            continue;
        }
        m->place[v][i] =
            base != v && !m->differs[v][i] ? m->place[base][i] : place_node(m, v, i);
    }
}

/* ------------------------------------------------------------------ Sums of products */

/* How often each value is used, and by which step it is made (1 + index), per stage list. */
typedef struct {
    uint32_t *uses, *made_by;
    bool *inside; /* has become part of another step */
} value_use;

static bool is_products(const mkba_step *step)
{
    return step->op == MKBA_STEP_PRODUCTS;
}

/* The step that makes a value which nothing else uses, so that it may be taken in. */
static const mkba_step *sole_maker(const maker *m, const value_use *use, unsigned char stage,
                                   mkba_place_of place)
{
    size_t index = place & MKBA_PLACE_MASK;
    if (!(place & MKBA_IN_ROW) || m->value_stage[index] != stage || use->uses[index] != 1 ||
        use->made_by[index] == 0) {
        return NULL;
    }
    const mkba_step *step = &m->list[stage].step[use->made_by[index] - 1];
    return is_products(step) ? step : NULL;
}

static bool is_one_term(const maker *m, const mkba_step *step)
{
    for (uint32_t k = 1; k < step->count; k++) {
        if (m->operand[step->first + k] & MKBA_NEXT_TERM) {
            return false;
        }
    }
    return true;
}

/* Takes the factors of `inner` over as they stand; `mark` goes on the first. */
static void take_in(maker *m, value_use *use, const mkba_step *inner, mkba_place_of mark)
{
    for (uint32_t k = 0; k < inner->count; k++) {
        mkba_place_of place = m->operand[inner->first + k];
        if (!add_operand(m, k == 0 ? place | mark : place)) {
            return;
        }
    }
    use->inside[inner->out] = true;
}

/* a * b, where one of them may be a product itself: factors multiply from left to right, so
 * only the left one can be taken in, but a * b is b * a. */
static void write_product(maker *m, value_use *use, unsigned char stage, mkba_step *step)
{
    mkba_place_of a = m->operand[step->first], b = m->operand[step->first + 1];
    const mkba_step *inner = sole_maker(m, use, stage, a);
    if (!inner || !is_one_term(m, inner)) {
        inner = sole_maker(m, use, stage, b);
        mkba_place_of swap = a;
        a = b;
        b = swap;
    }
    if (inner && is_one_term(m, inner) && a != b) {
        uint32_t first = (uint32_t)m->operands;
        take_in(m, use, inner, 0);
        add_operand(m, b);
        step->first = first;
        step->count = (uint32_t)m->operands - first;
    }
    step->op = MKBA_STEP_PRODUCTS;
}

/* a + b + ..., where every term may be a product, and the first a sum of products. */
static void write_sum(maker *m, value_use *use, unsigned char stage, mkba_step *step)
{
    mkba_place_of term[MOST_OPERANDS];
    uint32_t count = step->count, first;
    memcpy(term, &m->operand[step->first], count * sizeof *term);
    first = (uint32_t)m->operands;
    for (uint32_t k = 0; k < count && !m->failed; k++) {
        mkba_place_of mark = k == 0 ? 0 : MKBA_NEXT_TERM;
        const mkba_step *inner = sole_maker(m, use, stage, term[k]);
        if (inner && (k == 0 || is_one_term(m, inner))) {
            take_in(m, use, inner, mark);
        } else {
            add_operand(m, term[k] | mark);
        }
    }
    step->first = first;
    step->count = (uint32_t)m->operands - first;
    step->op = MKBA_STEP_PRODUCTS;
}

/* Scalars are not counted: they have no row. */
static void add_uses(const value_use *use, mkba_place_of place, uint32_t times)
{
    if (place & MKBA_IN_ROW) {
        use->uses[place & MKBA_PLACE_MASK] += times;
    }
}

static void count_uses(const maker *m, const value_use *use, const mkba_target *output,
                       size_t outputs)
{
    for (unsigned char stage = MKBA_STAGE_DRAWN; stage <= MKBA_STAGE_LOCAL; stage++) {
        for (size_t s = 0; s < m->list[stage].steps; s++) {
            const mkba_step *step = &m->list[stage].step[s];
            use->made_by[step->out] = (uint32_t)s + 1;
            for (uint32_t k = 0; k < step->count; k++) {
                add_uses(use, m->operand[step->first + k], 1);
            }
        }
    }
    for (size_t o = 0; o < outputs; o++) {
        add_uses(use, m->place[output[o].view][output[o].node], 2);
    }
}

/* Rewrites sums and products, and drops the steps that became part of others. */
static void join_products(maker *m, const mkba_target *output, size_t outputs)
{
    value_use use = {.uses = mkba_arena_alloc(m->arena, m->values, sizeof *use.uses),
                     .made_by = mkba_arena_alloc(m->arena, m->values, sizeof *use.made_by),
                     .inside = mkba_arena_alloc(m->arena, m->values, sizeof *use.inside)};
    if (!use.uses || !use.made_by || !use.inside) {
        m->failed = true;
        return;
    }
    count_uses(m, &use, output, outputs);
    for (unsigned char stage = MKBA_STAGE_DRAWN; stage <= MKBA_STAGE_LOCAL; stage++) {
        step_list *list = &m->list[stage];
        size_t kept = 0;
        for (size_t s = 0; s < list->steps && !m->failed; s++) {
            mkba_step *step = &list->step[s];
            if (step->op == MKBA_OP_MULTIPLY) {
                write_product(m, &use, stage, step);
            } else if (step->op == MKBA_OP_ADD || step->op == MKBA_OP_SUM) {
                write_sum(m, &use, stage, step);
            }
        }
        for (size_t s = 0; s < list->steps; s++) {
            if (!use.inside[list->step[s].out]) {
                list->step[kept++] = list->step[s];
            }
        }
        list->steps = kept;
    }
}

/* ------------------------------------------------------------------ Rows */

/* Which row a value has while it is needed. */
typedef struct {
    uint32_t *row, *last; /* per value; `last`: the step that uses it last, counted over both
                             lists */
    uint32_t *free;
    size_t n_free, rows;
} row_store;

static void find_last_uses(const maker *m, const row_store *store, const mkba_target *output,
                           size_t outputs)
{
    size_t at = 0;
    for (unsigned char stage = MKBA_STAGE_DRAWN; stage <= MKBA_STAGE_LOCAL; stage++) {
        for (size_t s = 0; s < m->list[stage].steps; s++, at++) {
            const mkba_step *step = &m->list[stage].step[s];
            for (uint32_t k = 0; k < step->count; k++) {
                mkba_place_of place = m->operand[step->first + k];
                size_t index = place & MKBA_PLACE_MASK;
                bool shared =
                    m->value_stage[index < m->values ? index : 0] == MKBA_STAGE_DRAWN &&
                    stage == MKBA_STAGE_LOCAL;
                if (place & MKBA_IN_ROW) {
                    store->last[index] = shared ? UINT32_MAX : (uint32_t)at;
                }
            }
        }
    }
    for (size_t o = 0; o < outputs; o++) {
        mkba_place_of place = m->place[output[o].view][output[o].node];
        if (place & MKBA_IN_ROW) {
            store->last[place & MKBA_PLACE_MASK] = UINT32_MAX;
        }
    }
}

/* Operands that are not needed any more leave their row to the result. Inputs keep theirs:
 * they are filled in from outside. */
static void give_rows(maker *m, row_store *store)
{
    size_t inputs = m->tape->inputs.drawn + m->tape->inputs.local, at = 0;
    for (unsigned char stage = MKBA_STAGE_DRAWN; stage <= MKBA_STAGE_LOCAL; stage++) {
        for (size_t s = 0; s < m->list[stage].steps; s++, at++) {
            mkba_step *step = &m->list[stage].step[s];
            uint32_t out =
                store->n_free > 0 ? store->free[--store->n_free] : (uint32_t)store->rows++;
            store->row[step->out] = out;
            for (uint32_t k = 0; k < step->count; k++) {
                mkba_place_of *place = &m->operand[step->first + k];
                size_t index = *place & MKBA_PLACE_MASK;
                if (!(*place & MKBA_IN_ROW)) {
                    continue;
                }
                if (index >= inputs && store->last[index] == at) {
                    store->free[store->n_free++] = store->row[index];
                    store->last[index] = UINT32_MAX; /* once, also when it stands here twice */
                }
                *place = (*place & ~MKBA_PLACE_MASK) | store->row[index];
            }
            step->out = out;
        }
    }
}

static void place_rows(maker *m, const mkba_target *output, size_t outputs)
{
    size_t inputs = m->tape->inputs.drawn + m->tape->inputs.local;
    row_store store = {.row = mkba_arena_alloc(m->arena, m->values, sizeof *store.row),
                       .last = mkba_arena_alloc(m->arena, m->values, sizeof *store.last),
                       .free = mkba_arena_alloc(m->arena, m->values, sizeof *store.free),
                       .rows = inputs};
    mkba_tape *tape = m->tape;
    tape->output = mkba_arena_alloc(m->arena, outputs, sizeof *tape->output);
    if (!store.row || !store.last || !store.free || !tape->output) {
        m->failed = true;
        return;
    }
    for (size_t i = 0; i < inputs; i++) {
        store.row[i] = (uint32_t)i;
    }
    find_last_uses(m, &store, output, outputs);
    give_rows(m, &store);
    for (size_t o = 0; o < outputs; o++) {
        mkba_place_of place = m->place[output[o].view][output[o].node];
        tape->output[o] =
            place & MKBA_IN_ROW ? store.row[place & MKBA_PLACE_MASK] | MKBA_IN_ROW : place;
    }
    tape->outputs = outputs;
    tape->rows = store.rows;
}

/* ------------------------------------------------------------------ Making a tape */

static bool start(maker *m, mkba_inputs inputs)
{
    m->place = mkba_arena_alloc(m->arena, m->views, sizeof *m->place);
    m->needed = mkba_arena_alloc(m->arena, m->views, sizeof *m->needed);
    m->differs = mkba_arena_alloc(m->arena, m->views, sizeof *m->differs);
    for (size_t v = 0; v < m->views && m->place && m->needed && m->differs; v++) {
        size_t count = m->view[v].graph->count;
        m->place[v] = mkba_arena_alloc(m->arena, count, sizeof *m->place[v]);
        m->needed[v] = mkba_arena_alloc(m->arena, count, 1);
        m->differs[v] = mkba_arena_alloc(m->arena, count, 1);
        if (!m->place[v] || !m->needed[v] || !m->differs[v]) {
            return false;
        }
    }
    for (size_t i = 0; i < inputs.area; i++) {
        new_scalar(m, 0, MKBA_STAGE_AREA);
    }
    for (size_t i = 0; i < inputs.drawn + inputs.local; i++) {
        new_value(m, i < inputs.drawn ? MKBA_STAGE_DRAWN : MKBA_STAGE_LOCAL);
    }
    return !mkba_arena_failed(m->arena);
}

static void place_all(maker *m, const mkba_target *output, size_t outputs)
{
    for (size_t v = 0; v < m->views; v++) {
        mark_differences(m, v);
    }
    for (size_t o = 0; o < outputs; o++) {
        m->needed[output[o].view][output[o].node] = 1;
    }
    for (size_t v = m->views; v-- > 0;) {
        mark_needed(m, v);
    }
    for (size_t v = 0; v < m->views; v++) {
        place_view(m, v);
    }
}

static mkba_steps steps_of(const maker *m, unsigned char stage)
{
    return (mkba_steps){m->list[stage].step, m->list[stage].steps, m->operand};
}

mkba_tape *mkba_tape_new(mkba_arena *arena, const mkba_view *view, size_t views,
                         mkba_inputs inputs, const mkba_target *output, size_t outputs)
{
    maker m = {.arena = arena, .view = view, .views = views};
    m.tape = mkba_arena_alloc(arena, 1, sizeof *m.tape);
    if (!m.tape) {
        return NULL;
    }
    m.tape->inputs = inputs;
    if (!start(&m, inputs)) {
        return NULL;
    }
    place_all(&m, output, outputs);
    if (!m.failed) {
        join_products(&m, output, outputs);
    }
    if (!m.failed) {
        place_rows(&m, output, outputs);
    }
    m.tape->fixed = m.fixed;
    m.tape->scalars = m.scalars;
    m.tape->area_steps = steps_of(&m, MKBA_STAGE_AREA);
    m.tape->drawn_steps = steps_of(&m, MKBA_STAGE_DRAWN);
    m.tape->local_steps = steps_of(&m, MKBA_STAGE_LOCAL);
    return m.failed ? NULL : m.tape;
}

/* ------------------------------------------------------------------ Running a tape */

void mkba_tape_area(double *scalar, const mkba_tape *tape, const double *number)
{
    const mkba_steps *steps = &tape->area_steps;
    memcpy(scalar, tape->fixed, tape->scalars * sizeof *scalar);
    memcpy(scalar, number, tape->inputs.area * sizeof *scalar);
    for (size_t s = 0; s < steps->steps; s++) {
        const mkba_step *step = &steps->step[s];
        const mkba_place_of *operand = &steps->operand[step->first];
        double sum = scalar[operand[0]];
        if (step->op == MKBA_OP_SUM) {
            for (uint32_t k = 1; k < step->count; k++) {
                sum += scalar[operand[k]];
            }
            scalar[step->out] = sum;
        } else {
            scalar[step->out] = mkba_operation((mkba_op)step->op, step->exponent, sum,
                                               step->count > 1 ? scalar[operand[1]] : 0,
                                               step->count > 2 ? scalar[operand[2]] : 0);
        }
    }
}

double *mkba_tape_drawn_row(const mkba_tape *tape, double *rows, size_t index)
{
    (void)tape;
    return rows + index * MKBA_LANES;
}

double *mkba_tape_local_row(const mkba_tape *tape, double *rows, size_t index)
{
    return rows + (tape->inputs.drawn + index) * MKBA_LANES;
}

void mkba_tape_output(double *out, const mkba_tape *tape, const double *rows,
                      const double *scalar, size_t output)
{
    mkba_place_of place = tape->output[output];
    size_t index = place & MKBA_PLACE_MASK;
    for (size_t i = 0; i < MKBA_LANES; i++) {
        out[i] = place & MKBA_IN_ROW ? rows[index * MKBA_LANES + i] : scalar[index];
    }
}

double *mkba_tape_rows(const mkba_tape *tape)
{
    size_t size = (tape->rows + 1) * MKBA_LANES * sizeof(double);
    return aligned_alloc(64, size);
}
