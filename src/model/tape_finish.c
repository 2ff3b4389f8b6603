/* The end of making a tape: only what is needed, sums of products in one step, rows given to
 * values for as long as they are used. */
#include "model/tape_maker.h"

#include <string.h>

/* ------------------------------------------------------------------ What is needed */

/* Operands are made before what is made of them, so one pass from the end marks all. */
static void mark_places(const mkba_tape_maker *m, const mkba_step *step, bool *scalar,
                        bool *value)
{
    for (uint32_t k = 0; k < step->count; k++) {
        mkba_place_of place = m->operand[step->first + k];
        (place & MKBA_IN_ROW ? value : scalar)[place & MKBA_PLACE_MASK] = true;
    }
}

static void drop_unneeded(mkba_tape_maker *m, const mkba_place_of *output, size_t outputs)
{
    bool *scalar = mkba_arena_alloc(m->arena, m->scalars, sizeof *scalar);
    bool *value = mkba_arena_alloc(m->arena, m->values, sizeof *value);
    if (!scalar || !value) {
        m->failed = true;
        return;
    }
    for (size_t o = 0; o < outputs; o++) {
        (output[o] & MKBA_IN_ROW ? value : scalar)[output[o] & MKBA_PLACE_MASK] = true;
    }
    for (int stage = MKBA_STAGE_LOCAL; stage >= MKBA_STAGE_AREA; stage--) {
        mkba_step_list *list = &m->list[stage];
        const bool *needed = stage == MKBA_STAGE_AREA ? scalar : value;
        size_t kept = list->steps;
        for (size_t s = list->steps; s-- > 0;) {
            if (needed[list->step[s].out]) {
                mark_places(m, &list->step[s], scalar, value);
                list->step[--kept] = list->step[s];
            }
        }
        list->steps -= kept;
        list->step += kept;
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
static const mkba_step *sole_maker(const mkba_tape_maker *m, const value_use *use,
                                   unsigned char stage, mkba_place_of place)
{
    size_t index = place & MKBA_PLACE_MASK;
    if (!(place & MKBA_IN_ROW) || m->value[index].stage != stage || use->uses[index] != 1 ||
        use->made_by[index] == 0) {
        return NULL;
    }
    const mkba_step *step = &m->list[stage].step[use->made_by[index] - 1];
    return is_products(step) ? step : NULL;
}

static bool is_one_term(const mkba_tape_maker *m, const mkba_step *step)
{
    for (uint32_t k = 1; k < step->count; k++) {
        if (m->operand[step->first + k] & MKBA_NEXT_TERM) {
            return false;
        }
    }
    return true;
}

/* Takes the factors of `inner` over as they stand; `mark` goes on the first. */
static void take_in(mkba_tape_maker *m, value_use *use, const mkba_step *inner,
                    mkba_place_of mark)
{
    for (uint32_t k = 0; k < inner->count; k++) {
        mkba_place_of place = m->operand[inner->first + k];
        if (!mkba_add_operand(m, k == 0 ? place | mark : place)) {
            return;
        }
    }
    use->inside[inner->out] = true;
}

/* a * b, where one of them may be a product itself: factors multiply from left to right, so
 * only the left one can be taken in, but a * b is b * a. */
static void write_product(mkba_tape_maker *m, value_use *use, unsigned char stage,
                          mkba_step *step)
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
        mkba_add_operand(m, b);
        step->first = first;
        step->count = (uint32_t)m->operands - first;
    }
    step->op = MKBA_STEP_PRODUCTS;
}

/* Terms of which each may be a product, and the first a sum of products if the step is a sum.
 */
static void write_terms(mkba_tape_maker *m, value_use *use, unsigned char stage,
                        mkba_step *step, bool is_sum)
{
    mkba_place_of term[MKBA_MOST_TERMS];
    uint32_t count = step->count, first;
    memcpy(term, &m->operand[step->first], count * sizeof *term);
    first = (uint32_t)m->operands;
    for (uint32_t k = 0; k < count && !m->failed; k++) {
        mkba_place_of mark = k == 0 ? 0 : MKBA_NEXT_TERM;
        const mkba_step *inner = sole_maker(m, use, stage, term[k]);
        if (inner && ((k == 0 && is_sum) || is_one_term(m, inner))) {
            take_in(m, use, inner, mark);
        } else {
            mkba_add_operand(m, term[k] | mark);
        }
    }
    step->first = first;
    step->count = (uint32_t)m->operands - first;
}

/* Scalars are not counted: they have no row. */
static void add_uses(const value_use *use, mkba_place_of place, uint32_t times)
{
    if (place & MKBA_IN_ROW) {
        use->uses[place & MKBA_PLACE_MASK] += times;
    }
}

static void count_uses(const mkba_tape_maker *m, const value_use *use,
                       const mkba_place_of *output, size_t outputs)
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
        add_uses(use, output[o], 2);
    }
}

/* Rewrites sums and products, and drops the steps that became part of others. */
static void join_products(mkba_tape_maker *m, const mkba_place_of *output, size_t outputs)
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
        mkba_step_list *list = &m->list[stage];
        size_t kept = 0;
        for (size_t s = 0; s < list->steps && !m->failed; s++) {
            mkba_step *step = &list->step[s];
            if (step->op == MKBA_OP_MULTIPLY) {
                write_product(m, &use, stage, step);
            } else if (step->op == MKBA_OP_MIN || step->op == MKBA_OP_MAX) {
                write_terms(m, &use, stage, step, false);
                step->op = step->op == MKBA_OP_MIN ? MKBA_STEP_LEAST : MKBA_STEP_MOST;
            } else if (step->op == MKBA_OP_ADD || step->op == MKBA_OP_SUM) {
                write_terms(m, &use, stage, step, true);
                step->op = MKBA_STEP_PRODUCTS;
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

static void find_last_uses(const mkba_tape_maker *m, const row_store *store,
                           const mkba_place_of *output, size_t outputs)
{
    size_t at = 0;
    for (unsigned char stage = MKBA_STAGE_DRAWN; stage <= MKBA_STAGE_LOCAL; stage++) {
        for (size_t s = 0; s < m->list[stage].steps; s++, at++) {
            const mkba_step *step = &m->list[stage].step[s];
            for (uint32_t k = 0; k < step->count; k++) {
                mkba_place_of place = m->operand[step->first + k];
                size_t index = place & MKBA_PLACE_MASK;
                if (place & MKBA_IN_ROW) {
                    /* what is drawn for all areas stays while they are done */
                    bool stays =
                        m->value[index].stage == MKBA_STAGE_DRAWN && stage == MKBA_STAGE_LOCAL;
                    store->last[index] = stays ? UINT32_MAX : (uint32_t)at;
                }
            }
        }
    }
    for (size_t o = 0; o < outputs; o++) {
        mkba_place_of place = output[o];
        if (place & MKBA_IN_ROW) {
            store->last[place & MKBA_PLACE_MASK] = UINT32_MAX;
        }
    }
}

/* Operands that are not needed any more leave their row to the result. Inputs keep theirs:
 * they are filled in from outside. */
static void give_rows(mkba_tape_maker *m, row_store *store)
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

/* Inputs have the first rows, so a used one shows by its number. */
static void mark_used(bool *used, size_t inputs, mkba_place_of place)
{
    size_t row = place & MKBA_PLACE_MASK;
    if ((place & MKBA_IN_ROW) && row < inputs) {
        used[row] = true;
    }
}

static void find_used_inputs(mkba_tape_maker *m)
{
    mkba_tape *tape = m->tape;
    size_t inputs = tape->inputs.drawn + tape->inputs.local;
    bool *used = mkba_arena_alloc(m->arena, inputs + 1, sizeof *used);
    tape->input_used = used;
    m->failed = m->failed || !used;
    for (unsigned char stage = MKBA_STAGE_DRAWN; stage <= MKBA_STAGE_LOCAL; stage++) {
        for (size_t s = 0; s < m->list[stage].steps && !m->failed; s++) {
            const mkba_step *step = &m->list[stage].step[s];
            for (uint32_t k = 0; k < step->count; k++) {
                mark_used(used, inputs, m->operand[step->first + k]);
            }
        }
    }
    for (size_t o = 0; o < tape->outputs && !m->failed; o++) {
        mark_used(used, inputs, tape->output[o]);
    }
}

static void place_rows(mkba_tape_maker *m, const mkba_place_of *output, size_t outputs)
{
    size_t inputs = m->tape->inputs.drawn + m->tape->inputs.local;
    row_store store = {.row = mkba_arena_alloc(m->arena, m->values, sizeof *store.row),
                       .last = mkba_arena_alloc(m->arena, m->values, sizeof *store.last),
                       .free = mkba_arena_alloc(m->arena, m->values, sizeof *store.free),
                       .rows = inputs};
    mkba_tape *tape = m->tape;
    mkba_place_of *out = mkba_arena_alloc(m->arena, outputs, sizeof *out);
    tape->output = out;
    if (!store.row || !store.last || !store.free || !out) {
        m->failed = true;
        return;
    }
    for (size_t i = 0; i < inputs; i++) {
        store.row[i] = (uint32_t)i;
    }
    find_last_uses(m, &store, output, outputs);
    give_rows(m, &store);
    for (size_t o = 0; o < outputs; o++) {
        mkba_place_of place = output[o];
        out[o] =
            place & MKBA_IN_ROW ? store.row[place & MKBA_PLACE_MASK] | MKBA_IN_ROW : place;
    }
    tape->outputs = outputs;
    tape->rows = store.rows;
}

void mkba_finish_tape(mkba_tape_maker *m, const mkba_place_of *output, size_t outputs)
{
    drop_unneeded(m, output, outputs);
    if (!m->failed) {
        join_products(m, output, outputs);
    }
    if (!m->failed) {
        place_rows(m, output, outputs);
    }
    if (!m->failed) {
        find_used_inputs(m);
    }
}
