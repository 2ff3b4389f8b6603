/* Places: what an operation on places is, once it has been made as simple as it can be without
 * changing its result. */
#include "model/operation.h"
#include "model/tape_maker.h"

#include <math.h>
#include <string.h>

struct mkba_known {
    mkba_op op;
    int exponent;
    uint32_t first, count; /* operands as given */
    mkba_place_of place;
};

const mkba_place_about *mkba_about(const mkba_tape_maker *m, mkba_place_of place)
{
    size_t index = place & MKBA_PLACE_MASK;
    return place & MKBA_IN_ROW ? &m->value[index] : &m->scalar[index];
}

static mkba_place_of new_place(mkba_tape_maker *m, mkba_place_about about)
{
    bool row = (about.stage & MKBA_STAGE_DRAWN) != 0;
    mkba_place_about **list = row ? &m->value : &m->scalar;
    size_t *count = row ? &m->values : &m->scalars;
    mkba_place_about *grown =
        mkba_arena_grow(m->arena, *list, *count,
                        row ? &m->value_capacity : &m->scalar_capacity, sizeof **list);
    if (!grown) {
        m->failed = true;
        return 0; /* a place all the same: what is on its way still looks at it */
    }
    *list = grown;
    grown[*count] = about;
    return (mkba_place_of)(*count)++ | (row ? MKBA_IN_ROW : 0);
}

bool mkba_add_operand(mkba_tape_maker *m, mkba_place_of place)
{
    mkba_place_of *grown = mkba_arena_grow(m->arena, m->operand, m->operands,
                                           &m->operand_capacity, sizeof *m->operand);
    if (!grown) {
        m->failed = true;
        return false;
    }
    m->operand = grown;
    m->operand[m->operands++] = place;
    return true;
}

/* Room at once for what most tapes need: growing would copy. What is not used is never
 * touched.
 */
static void reserve(mkba_tape_maker *m, size_t nodes, mkba_inputs inputs)
{
    m->scalar_capacity = nodes + inputs.area;
    m->value_capacity = nodes + inputs.drawn + inputs.local;
    m->known_capacity = nodes;
    m->operand_capacity = 4 * nodes;
    m->scalar = mkba_arena_alloc(m->arena, m->scalar_capacity, sizeof *m->scalar);
    m->value = mkba_arena_alloc(m->arena, m->value_capacity, sizeof *m->value);
    m->known = mkba_arena_alloc(m->arena, m->known_capacity, sizeof *m->known);
    m->operand = mkba_arena_alloc(m->arena, m->operand_capacity, sizeof *m->operand);
    for (size_t stage = MKBA_STAGE_AREA; stage <= MKBA_STAGE_LOCAL; stage++) {
        mkba_step_list *list = &m->list[stage];
        list->capacity = nodes;
        list->step = mkba_arena_alloc(m->arena, nodes, sizeof *list->step);
    }
    m->failed = mkba_arena_failed(m->arena);
}

bool mkba_start_places(mkba_tape_maker *m, mkba_inputs inputs)
{
    static const unsigned char stages[] = {MKBA_STAGE_AREA, MKBA_STAGE_DRAWN,
                                           MKBA_STAGE_LOCAL};
    size_t counts[] = {inputs.area, inputs.drawn, inputs.local};
    reserve(m, m->view[0].graph->count, inputs);
    if (m->failed) {
        return false;
    }
    for (size_t k = 0; k < 3; k++) {
        for (size_t i = 0; i < counts[k]; i++) {
            new_place(m,
                      (mkba_place_about){.stage = stages[k], .bounds = {-INFINITY, INFINITY}});
        }
    }
    m->seen_size = 1 << 12;
    m->seen = mkba_arena_alloc(m->arena, m->seen_size, sizeof *m->seen);
    return m->seen && !m->failed;
}

/* ------------------------------------------------------------------ Operations seen before */

static size_t hash_of(mkba_op op, int exponent, const mkba_place_of *operand, size_t count)
{
    uint64_t hash = (uint64_t)op * 31 + (uint64_t)(unsigned)exponent;
    for (size_t k = 0; k < count; k++) {
        hash = (hash ^ operand[k]) * 0x9e3779b97f4a7c15u;
        hash ^= hash >> 29;
    }
    return (size_t)hash;
}

/* Where the operation is, or would be, in the table. */
static size_t find_seen(const mkba_tape_maker *m, mkba_op op, int exponent,
                        const mkba_place_of *operand, size_t count)
{
    size_t at = hash_of(op, exponent, operand, count) & (m->seen_size - 1);
    for (; m->seen[at]; at = (at + 1) & (m->seen_size - 1)) {
        const struct mkba_known *k = &m->known[m->seen[at] - 1];
        if (k->op == op && k->exponent == exponent && k->count == count &&
            memcmp(&m->operand[k->first], operand, count * sizeof *operand) == 0) {
            break;
        }
    }
    return at;
}

static void grow_seen(mkba_tape_maker *m)
{
    uint32_t *grown = mkba_arena_alloc(m->arena, 2 * m->seen_size, sizeof *m->seen);
    if (!grown) {
        m->failed = true;
        return;
    }
    m->seen = grown;
    m->seen_size *= 2;
    for (size_t i = 0; i < m->n_known; i++) {
        const struct mkba_known *k = &m->known[i];
        m->seen[find_seen(m, k->op, k->exponent, &m->operand[k->first], k->count)] =
            (uint32_t)i + 1;
    }
}

static void remember(mkba_tape_maker *m, size_t at, struct mkba_known known)
{
    struct mkba_known *grown =
        mkba_arena_grow(m->arena, m->known, m->n_known, &m->known_capacity, sizeof *m->known);
    if (!grown) {
        m->failed = true;
        return;
    }
    m->known = grown;
    m->known[m->n_known++] = known;
    m->seen[at] = (uint32_t)m->n_known;
    if (m->n_known * 2 > m->seen_size) {
        grow_seen(m);
    }
}

static mkba_place_about about_step(const mkba_tape_maker *m, mkba_op op, int exponent,
                                   const mkba_place_of *operand, size_t count)
{
    mkba_place_about about = {0};
    mkba_bounds bounds[MKBA_MOST_TERMS];
    for (size_t k = 0; k < count; k++) {
        about.stage |= mkba_about(m, operand[k])->stage;
        bounds[k] = mkba_about(m, operand[k])->bounds;
    }
    about.bounds = mkba_bounds_of(op, exponent, bounds, count);
    return about;
}

mkba_place_of mkba_place_step(mkba_tape_maker *m, mkba_op op, int exponent,
                              const mkba_place_of *operand, size_t count)
{
    mkba_place_of sorted[2];
    if ((op == MKBA_OP_MULTIPLY || op == MKBA_OP_ADD) && operand[0] > operand[1]) {
        sorted[0] = operand[1];
        sorted[1] = operand[0];
        operand = sorted;
    }
    size_t at = find_seen(m, op, exponent, operand, count);
    if (m->seen[at]) {
        return m->known[m->seen[at] - 1].place;
    }
    mkba_place_about about = about_step(m, op, exponent, operand, count);
    mkba_step_list *list = &m->list[about.stage];
    mkba_step *grown = mkba_arena_grow(m->arena, list->step, list->steps, &list->capacity,
                                       sizeof *list->step);
    mkba_place_of out = new_place(m, about);
    mkba_step step = {.op = (unsigned char)op,
                      .exponent = exponent,
                      .out = out & MKBA_PLACE_MASK,
                      .first = (uint32_t)m->operands,
                      .count = (uint32_t)count};
    for (size_t k = 0; k < count; k++) {
        mkba_add_operand(m, operand[k]);
    }
    if (m->failed || !grown) {
        m->failed = true;
        return 0;
    }
    list->step = grown;
    list->step[list->steps++] = step;
    remember(m, at, (struct mkba_known){op, exponent, step.first, step.count, out});
    return out;
}

/* ------------------------------------------------------------------ Leaves and constants */

mkba_place_of mkba_place_fixed(mkba_tape_maker *m, double value)
{
    mkba_place_of word[2];
    memcpy(word, &value, sizeof value);
    size_t at = find_seen(m, MKBA_OP_CONSTANT, 0, word, 2);
    if (m->seen[at]) {
        return m->known[m->seen[at] - 1].place;
    }
    mkba_bounds bounds = {value, value};
    if (isnan(value)) {
        bounds = (mkba_bounds){-INFINITY, INFINITY};
    }
    uint32_t first = (uint32_t)m->operands;
    mkba_add_operand(m, word[0]);
    mkba_add_operand(m, word[1]);
    mkba_place_of out = new_place(
        m, (mkba_place_about){.stage = MKBA_STAGE_FIXED, .bounds = bounds, .fixed = value});
    if (!m->failed) {
        remember(m, at, (struct mkba_known){MKBA_OP_CONSTANT, 0, first, 2, out});
    }
    return out;
}

mkba_place_of mkba_place_leaf(mkba_tape_maker *m, const mkba_binding *binding)
{
    mkba_place_of place = binding->index;
    if (binding->stage == MKBA_STAGE_FIXED) {
        return mkba_place_fixed(m, binding->value);
    }
    if (binding->stage != MKBA_STAGE_AREA) {
        bool local = binding->stage == MKBA_STAGE_LOCAL;
        place = (mkba_place_of)((local ? m->tape->inputs.drawn : 0) + binding->index) |
                MKBA_IN_ROW;
    }
    mkba_place_about *about =
        place & MKBA_IN_ROW ? &m->value[place & MKBA_PLACE_MASK] : &m->scalar[place];
    if (binding->low < binding->high) {
        about->bounds = (mkba_bounds){binding->low, binding->high};
    }
    return place;
}

/* ------------------------------------------------------------------ Simple results */

static bool all_fixed(const mkba_tape_maker *m, const mkba_place_of *operand, size_t count)
{
    for (size_t k = 0; k < count; k++) {
        if (mkba_about(m, operand[k])->stage != MKBA_STAGE_FIXED) {
            return false;
        }
    }
    return true;
}

static double fixed_result(const mkba_tape_maker *m, mkba_op op, int exponent,
                           const mkba_place_of *operand, size_t count)
{
    double x[3] = {0, 0, 0};
    if (op == MKBA_OP_SUM) {
        double sum = mkba_about(m, operand[0])->fixed;
        for (size_t k = 1; k < count; k++) {
            sum += mkba_about(m, operand[k])->fixed;
        }
        return sum;
    }
    for (size_t k = 0; k < count && k < 3; k++) {
        x[k] = mkba_about(m, operand[k])->fixed;
    }
    return mkba_operation(op, exponent, x[0], x[1], x[2]);
}

/* Where the bounds of the operands leave one outcome: its operand, else SIZE_MAX. */
static size_t known_outcome(const mkba_tape_maker *m, mkba_op op, const mkba_place_of *operand,
                            size_t count)
{
    mkba_bounds a = mkba_about(m, operand[0])->bounds;
    mkba_bounds b = count > 1 ? mkba_about(m, operand[1])->bounds : a;
    switch (op) {
    case MKBA_OP_MIN:
        return a.high < b.low ? 0 : a.low >= b.high ? 1 : SIZE_MAX;
    case MKBA_OP_MAX:
        return a.low > b.high ? 0 : a.high <= b.low ? 1 : SIZE_MAX;
    case MKBA_OP_REST:
        return a.low >= 1e-12 ? 0 : SIZE_MAX;
    case MKBA_OP_IF_POSITIVE:
        return a.low > 0 ? 1 : a.high <= 0 ? 2 : SIZE_MAX;
    case MKBA_OP_IF_NEGATIVE:
        return a.high < 0 ? 1 : a.low >= 0 ? 2 : SIZE_MAX;
    default:
        return SIZE_MAX;
    }
}

static bool is_zero(const mkba_tape_maker *m, mkba_place_of place)
{
    const mkba_place_about *about = mkba_about(m, place);
    return about->stage == MKBA_STAGE_FIXED && !(about->fixed < 0) && !(about->fixed > 0) &&
           !isnan(about->fixed);
}

/* A sum without the terms that are 0. */
static mkba_place_of place_sum(mkba_tape_maker *m, const mkba_place_of *operand, size_t count)
{
    mkba_place_of term[MKBA_MOST_TERMS];
    size_t terms = 0;
    for (size_t k = 0; k < count; k++) {
        if (!is_zero(m, operand[k])) {
            term[terms++] = operand[k];
        }
    }
    if (terms < 2) {
        return terms == 1 ? term[0] : mkba_place_fixed(m, 0);
    }
    mkba_place_of out;
    return mkba_place_common(m, term, terms, &out)
               ? out
               : mkba_place_step(m, terms == 2 ? MKBA_OP_ADD : MKBA_OP_SUM, 0, term, terms);
}

/* a - b as a + -1 b, and -a as -1 a, which round alike and join other sums and products. */
static mkba_place_of place_difference(mkba_tape_maker *m, const mkba_place_of *operand,
                                      size_t count)
{
    mkba_place_of minus_one = mkba_place_fixed(m, -1);
    mkba_place_of negated = mkba_place_product(m, operand[count - 1], minus_one, false);
    mkba_place_of term[2] = {operand[0], negated};
    return count == 1 ? negated : mkba_place_operation(m, MKBA_OP_ADD, 0, term, 2);
}

/* Without a change in the last digit: a - b as a + -1 b, and -a as -1 a, round alike. */
static mkba_place_of place_as_written(mkba_tape_maker *m, mkba_op op, int exponent,
                                      const mkba_place_of *operand, size_t count)
{
    if (op == MKBA_OP_SUM && count == 1) {
        return operand[0];
    }
    if (op != MKBA_OP_SUBTRACT && op != MKBA_OP_NEGATE) {
        return mkba_place_step(m, op, exponent, operand, count);
    }
    mkba_place_of pair[2] = {operand[count - 1], mkba_place_fixed(m, -1)};
    mkba_place_of term[2] = {operand[0],
                             mkba_place_operation(m, MKBA_OP_MULTIPLY, 0, pair, 2)};
    return count == 1 ? term[1] : mkba_place_operation(m, MKBA_OP_ADD, 0, term, 2);
}

mkba_place_of mkba_place_operation(mkba_tape_maker *m, mkba_op op, int exponent,
                                   const mkba_place_of *operand, size_t count)
{
    mkba_place_of out;
    if (all_fixed(m, operand, count)) {
        return mkba_place_fixed(m, fixed_result(m, op, exponent, operand, count));
    }
    size_t known = known_outcome(m, op, operand, count);
    if (known != SIZE_MAX) {
        return operand[known];
    }
    if (m->tape->inputs.as_written) {
        return place_as_written(m, op, exponent, operand, count);
    }
    if (op == MKBA_OP_ADD || op == MKBA_OP_SUM) {
        return place_sum(m, operand, count);
    }
    if (op == MKBA_OP_SUBTRACT || op == MKBA_OP_NEGATE) {
        return place_difference(m, operand, count);
    }
    if (op == MKBA_OP_MULTIPLY || op == MKBA_OP_DIVIDE) {
        return mkba_place_product(m, operand[0], operand[1], op == MKBA_OP_DIVIDE);
    }
    if (op == MKBA_OP_WHOLE_POWER) {
        return mkba_place_power(m, operand[0], exponent);
    }
    if ((op == MKBA_OP_MIN || op == MKBA_OP_MAX) && mkba_place_scaled(m, op, operand, &out)) {
        return out;
    }
    if (op == MKBA_OP_IF_POSITIVE && is_zero(m, operand[2]) &&
        mkba_place_guarded(m, operand, &out)) {
        return out;
    }
    return mkba_place_step(m, op, exponent, operand, count);
}
