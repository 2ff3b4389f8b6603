#include "model/tape_maker.h"

#include "model/operation.h"

#include <stdlib.h>
#include <string.h>

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
static size_t base_of(const mkba_tape_maker *m, size_t v)
{
    size_t base = 0;
    while (m->view[base].graph != m->view[v].graph) {
        base++;
    }
    return base;
}

static void mark_differences(const mkba_tape_maker *m, size_t v)
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
static void mark_needed(const mkba_tape_maker *m, size_t v)
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

/* ------------------------------------------------------------------ From nodes to places */

static mkba_place_of place_node(mkba_tape_maker *m, size_t v, size_t i)
{
    const mkba_graph *graph = m->view[v].graph;
    const mkba_graph_node *node = &graph->node[i];
    const mkba_binding *binding = binding_of(&m->view[v], node);
    mkba_place_of operand[MKBA_MOST_TERMS];
    operand[0] = operand[1] = operand[2] = 0; /* the others only where a sum has them */
    if (binding) {
        return mkba_place_leaf(m, binding);
    }
    if (node->op == MKBA_OP_CONSTANT) {
        return mkba_place_fixed(m, node->constant);
    }
    for (uint32_t k = 0; k < node->count && k < MKBA_MOST_TERMS; k++) {
        operand[k] = m->place[v][graph->operand[node->first + k]];
    }
    return mkba_place_operation(m, node->op, node->exponent, operand, node->count);
}

static void place_view(mkba_tape_maker *m, size_t v)
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

static bool start(mkba_tape_maker *m, mkba_inputs inputs)
{
    m->place = mkba_arena_alloc(m->arena, m->views, sizeof *m->place);
    m->needed = mkba_arena_alloc(m->arena, m->views, sizeof *m->needed);
    m->differs = mkba_arena_alloc(m->arena, m->views, sizeof *m->differs);
    for (size_t v = 0; v < m->views && m->place && m->needed && m->differs; v++) {
        size_t count = m->view[v].graph->count;
        m->place[v] = mkba_arena_alloc(m->arena, count, sizeof *m->place[v]);
        m->needed[v] = mkba_arena_alloc(m->arena, count, 1);
        m->differs[v] = mkba_arena_alloc(m->arena, count, 1);
    }
    return mkba_start_places(m, inputs) && !mkba_arena_failed(m->arena);
}

static void place_all(mkba_tape_maker *m, const mkba_target *output, size_t outputs)
{
    for (size_t v = 0; v < m->views; v++) {
        mark_differences(m, v);
    }
    for (size_t o = 0; o < outputs; o++) {
        m->needed[output[o].view][output[o].node] = 1;
        if (output[o].is_gain) {
            m->needed[output[o].base_view][output[o].base_node] = 1;
        }
    }
    for (size_t v = m->views; v-- > 0;) {
        mark_needed(m, v);
    }
    for (size_t v = 0; v < m->views; v++) {
        place_view(m, v);
    }
}

static mkba_place_of place_output(mkba_tape_maker *m, const mkba_target *output)
{
    mkba_place_of place = m->place[output->view][output->node];
    if (!output->is_gain) {
        return place;
    }
    mkba_place_of pair[2] = {place, m->place[output->base_view][output->base_node]};
    return mkba_place_operation(m, MKBA_OP_SUBTRACT, 0, pair, 2);
}

static bool keep_scalars(mkba_tape_maker *m)
{
    m->tape->scalars = m->scalars;
    double *fixed = mkba_arena_alloc(m->arena, m->scalars, sizeof *fixed);
    for (size_t i = 0; i < m->scalars && fixed; i++) {
        fixed[i] = m->scalar[i].fixed;
    }
    m->tape->fixed = fixed;
    return fixed != NULL;
}

static mkba_steps steps_of(const mkba_tape_maker *m, unsigned char stage)
{
    return (mkba_steps){m->list[stage].step, m->list[stage].steps, m->operand};
}

mkba_tape *mkba_tape_new(mkba_arena *arena, const mkba_view *view, size_t views,
                         mkba_inputs inputs, const mkba_target *output, size_t outputs)
{
    mkba_tape_maker m = {.arena = arena, .view = view, .views = views};
    mkba_place_of *place = mkba_arena_alloc(arena, outputs, sizeof *place);
    m.tape = mkba_arena_alloc(arena, 1, sizeof *m.tape);
    if (!m.tape || !place) {
        return NULL;
    }
    m.tape->inputs = inputs;
    if (!start(&m, inputs)) {
        return NULL;
    }
    place_all(&m, output, outputs);
    for (size_t o = 0; o < outputs && !m.failed; o++) {
        place[o] = place_output(&m, &output[o]);
    }
    if (!m.failed) {
        mkba_finish_tape(&m, place, outputs);
    }
    m.tape->area_steps = steps_of(&m, MKBA_STAGE_AREA);
    m.tape->drawn_steps = steps_of(&m, MKBA_STAGE_DRAWN);
    m.tape->local_steps = steps_of(&m, MKBA_STAGE_LOCAL);
    return !m.failed && keep_scalars(&m) ? m.tape : NULL;
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

bool mkba_tape_is_even(const mkba_tape *tape, size_t output)
{
    return !(tape->output[output] & MKBA_IN_ROW);
}

double *mkba_tape_output_row(const mkba_tape *tape, double *rows, size_t output)
{
    return rows + (size_t)(tape->output[output] & MKBA_PLACE_MASK) * MKBA_LANES;
}

double mkba_tape_output_value(const mkba_tape *tape, const double *scalar, size_t output)
{
    return scalar[tape->output[output]];
}

void mkba_tape_output(double *out, const mkba_tape *tape, double *rows, const double *scalar,
                      size_t output)
{
    bool even = mkba_tape_is_even(tape, output);
    for (size_t i = 0; i < MKBA_LANES; i++) {
        out[i] = even ? mkba_tape_output_value(tape, scalar, output)
                      : mkba_tape_output_row(tape, rows, output)[i];
    }
}

double *mkba_tape_rows(const mkba_tape *tape)
{
    size_t size = (tape->rows + 1) * MKBA_LANES * sizeof(double);
    return aligned_alloc(64, size);
}
