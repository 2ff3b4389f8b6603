/* A tape while it is made. Every operation is a place: a number of its own among the scalars,
 * or a row (here a value, which gets memory at the end). The same operation on the same places
 * is one place, so what views and outputs have in common is done once. */
#ifndef MKBA_MODEL_TAPE_MAKER_H
#define MKBA_MODEL_TAPE_MAKER_H

#include "model/tape.h"

enum { MKBA_MOST_FACTORS = 24, MKBA_MOST_TERMS = 256 };

/* Between which numbers a place lies; (-inf, inf) also when it may be no number. */
typedef struct {
    double low, high;
} mkba_bounds;

/* A place as a product of others: factors above and below the line. None when it is not one.
 */
typedef struct {
    uint32_t first;
    unsigned char above, below;
} mkba_factors;

typedef struct {
    unsigned char stage;
    mkba_bounds bounds;
    mkba_factors factors;
    double fixed; /* of FIXED */
} mkba_place_about;

typedef struct {
    mkba_step *step;
    size_t steps, capacity;
} mkba_step_list;

typedef struct {
    mkba_arena *arena;
    mkba_tape *tape;
    const mkba_view *view;
    size_t views;
    mkba_place_of **place; /* per view and node */
    unsigned char **needed, **differs;
    mkba_place_about *scalar, *value;
    size_t scalars, scalar_capacity, values, value_capacity;
    mkba_place_of *operand;
    size_t operands, operand_capacity;
    mkba_place_of *factor;
    size_t factors, factor_capacity;
    mkba_step_list list[4]; /* per stage; FIXED has none */
    uint32_t *seen;         /* hash of an operation -> 1 + index into known */
    size_t seen_size;
    struct mkba_known *known;
    size_t n_known, known_capacity;
    bool failed;
} mkba_tape_maker;

/* ------------------------------------------------------------------ Places */

const mkba_place_about *mkba_about(const mkba_tape_maker *m, mkba_place_of place);
mkba_place_of mkba_place_fixed(mkba_tape_maker *m, double value);
mkba_place_of mkba_place_leaf(mkba_tape_maker *m, const mkba_binding *binding);
/* An operation on places: worked out at once when all are fixed, simplified where its result
 * is known beforehand, else a step. Sums may have any number of operands. */
mkba_place_of mkba_place_operation(mkba_tape_maker *m, mkba_op op, int exponent,
                                   const mkba_place_of *operand, size_t count);
bool mkba_start_places(mkba_tape_maker *m, mkba_inputs inputs);

/* A step as it stands, or the place of the same one before. */
mkba_place_of mkba_place_step(mkba_tape_maker *m, mkba_op op, int exponent,
                              const mkba_place_of *operand, size_t count);
bool mkba_add_operand(mkba_tape_maker *m, mkba_place_of place);

/* ------------------------------------------------------------------ Products */

/* a * b or a / b, sorted by how often each factor changes, so that as much as possible is
 * multiplied once per area or once per draw. */
mkba_place_of mkba_place_product(mkba_tape_maker *m, mkba_place_of a, mkba_place_of b,
                                 bool divide);
/* (a b)^n as a^n b^n. */
mkba_place_of mkba_place_power(mkba_tape_maker *m, mkba_place_of place, int exponent);
/* a x + a y as a (x + y). False when the terms have no factor in common. */
bool mkba_place_common(mkba_tape_maker *m, const mkba_place_of *term, size_t count,
                       mkba_place_of *out);
/* min(a x, y) as a min(x, y / a), where a is a number of the area above 0: then what is left
 * to compare changes less often. False when there is no such number. */
bool mkba_place_scaled(mkba_tape_maker *m, mkba_op op, const mkba_place_of *operand,
                       mkba_place_of *out);
/* positive(c, x / c, 0) as x * positive(c, 1 / c, 0), so that x can join other products. False
 * when it is not of that form. */
bool mkba_place_guarded(mkba_tape_maker *m, const mkba_place_of *operand, mkba_place_of *out);

/* ------------------------------------------------------------------ Bounds */

mkba_bounds mkba_bounds_of(mkba_op op, int exponent, const mkba_bounds *operand, size_t count);

/* ------------------------------------------------------------------ The end */

/* Drops steps that no output needs, makes sums of products one step each, and gives rows. */
void mkba_finish_tape(mkba_tape_maker *m, const mkba_place_of *output, size_t outputs);

#endif
