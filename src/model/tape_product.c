/* Products of many factors, sorted by how often each factor changes. */
#include "model/tape_maker.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The factors of a product while it is put together. */
typedef struct {
    mkba_place_of above[2 * MKBA_MOST_FACTORS], below[2 * MKBA_MOST_FACTORS];
    size_t n_above, n_below;
} fraction;

static void add(fraction *f, mkba_place_of place, bool above)
{
    if (above) {
        f->above[f->n_above++] = place;
    } else {
        f->below[f->n_below++] = place;
    }
}

/* A place that is itself a product gives its factors. */
static void add_factors(const mkba_tape_maker *m, fraction *f, mkba_place_of place, bool above)
{
    const mkba_factors *own = &mkba_about(m, place)->factors;
    if (own->above + own->below == 0) {
        add(f, place, above);
        return;
    }
    for (size_t k = 0; k < (size_t)own->above + own->below; k++) {
        add(f, m->factor[own->first + k], (k < own->above) == above);
    }
}

/* x / x is left out, where x cannot be 0. */
static void cancel(const mkba_tape_maker *m, fraction *f)
{
    for (size_t a = f->n_above; a-- > 0;) {
        mkba_bounds bounds = mkba_about(m, f->above[a])->bounds;
        size_t b = 0;
        while (b < f->n_below && f->below[b] != f->above[a]) {
            b++;
        }
        if (b < f->n_below && (bounds.low > 0 || bounds.high < 0)) {
            f->above[a] = f->above[--f->n_above];
            f->below[b] = f->below[--f->n_below];
        }
    }
}

static int by_place(const void *a, const void *b)
{
    mkba_place_of x = *(const mkba_place_of *)a, y = *(const mkba_place_of *)b;
    return (x > y) - (x < y);
}

/* The factors of one stage multiplied, in the order of their places, so that products that
 * begin alike share their beginning. False when there are none. */
static bool multiply(mkba_tape_maker *m, const mkba_place_of *factor, size_t count,
                     unsigned char stage, mkba_place_of *out)
{
    bool found = false;
    for (size_t k = 0; k < count; k++) {
        if (mkba_about(m, factor[k])->stage != stage) {
            continue;
        }
        mkba_place_of pair[2] = {*out, factor[k]};
        *out = found ? mkba_place_step(m, MKBA_OP_MULTIPLY, 0, pair, 2) : factor[k];
        found = true;
    }
    return found;
}

static double fixed_part(const mkba_tape_maker *m, const fraction *f)
{
    double product = 1;
    for (size_t k = 0; k < f->n_above; k++) {
        const mkba_place_about *about = mkba_about(m, f->above[k]);
        product *= about->stage == MKBA_STAGE_FIXED ? about->fixed : 1;
    }
    for (size_t k = 0; k < f->n_below; k++) {
        const mkba_place_about *about = mkba_about(m, f->below[k]);
        product /= about->stage == MKBA_STAGE_FIXED ? about->fixed : 1;
    }
    return product;
}

/* What of the fraction changes at one stage: above over below. */
static bool stage_part(mkba_tape_maker *m, const fraction *f, unsigned char stage,
                       mkba_place_of *out)
{
    mkba_place_of pair[2];
    bool above = multiply(m, f->above, f->n_above, stage, &pair[0]);
    bool below = multiply(m, f->below, f->n_below, stage, &pair[1]);
    if (above && !below) {
        *out = pair[0];
    } else if (below) {
        pair[0] = above ? pair[0] : mkba_place_fixed(m, 1);
        *out = mkba_place_step(m, MKBA_OP_DIVIDE, 0, pair, 2);
    }
    return above || below;
}

/* Local factors first, then those that are drawn, then the area's and the constant, which are
 * one number for all lanes. */
static mkba_place_of place_fraction(mkba_tape_maker *m, const fraction *f)
{
    static const unsigned char order[] = {MKBA_STAGE_LOCAL, MKBA_STAGE_DRAWN, MKBA_STAGE_AREA};
    double fixed = fixed_part(m, f);
    mkba_place_of product = 0, part = 0;
    bool found = false;
    for (size_t i = 0; i < 3; i++) {
        if (stage_part(m, f, order[i], &part)) {
            bool constant = i == 2 || !found;
            mkba_place_of with[2] = {part, 0};
            if (constant && i > 0 && (fixed < 1 || fixed > 1)) {
                with[1] = mkba_place_fixed(m, fixed);
                part = mkba_place_step(m, MKBA_OP_MULTIPLY, 0, with, 2);
                fixed = 1;
            }
            mkba_place_of pair[2] = {product, part};
            product = found ? mkba_place_step(m, MKBA_OP_MULTIPLY, 0, pair, 2) : part;
            found = true;
        }
    }
    if (found && (fixed < 1 || fixed > 1)) {
        mkba_place_of pair[2] = {product, mkba_place_fixed(m, fixed)};
        product = mkba_place_step(m, MKBA_OP_MULTIPLY, 0, pair, 2);
    }
    return found ? product : mkba_place_fixed(m, fixed);
}

static void keep_factors(mkba_tape_maker *m, const fraction *f, mkba_place_of place)
{
    mkba_place_about *about =
        place & MKBA_IN_ROW ? &m->value[place & MKBA_PLACE_MASK] : &m->scalar[place];
    if (about->factors.above + about->factors.below > 0 || f->n_above + f->n_below < 2 ||
        about->stage == MKBA_STAGE_FIXED) {
        return;
    }
    about->factors = (mkba_factors){(uint32_t)m->factors, (unsigned char)f->n_above,
                                    (unsigned char)f->n_below};
    for (size_t k = 0; k < f->n_above + f->n_below; k++) {
        mkba_place_of *grown = mkba_arena_grow(m->arena, m->factor, m->factors,
                                               &m->factor_capacity, sizeof *m->factor);
        if (!grown) {
            about->factors = (mkba_factors){0};
            m->failed = true;
            return;
        }
        m->factor = grown;
        m->factor[m->factors++] = k < f->n_above ? f->above[k] : f->below[k - f->n_above];
    }
}

static mkba_place_of place_sorted(mkba_tape_maker *m, fraction *f)
{
    for (size_t k = 0; k < f->n_above; k++) {
        const mkba_place_about *about = mkba_about(m, f->above[k]);
        if (about->stage == MKBA_STAGE_FIXED && !(about->fixed < 0) && !(about->fixed > 0) &&
            !isnan(about->fixed)) {
            return f->above[k]; /* all numbers of the model are finite */
        }
    }
    cancel(m, f);
    qsort(f->above, f->n_above, sizeof *f->above, by_place);
    qsort(f->below, f->n_below, sizeof *f->below, by_place);
    mkba_place_of out = place_fraction(m, f);
    bool is_factor = false;
    for (size_t k = 0; k < f->n_above; k++) {
        is_factor = is_factor || f->above[k] == out;
    }
    if (!m->failed && !is_factor) {
        keep_factors(m, f, out);
    }
    return out;
}

mkba_place_of mkba_place_product(mkba_tape_maker *m, mkba_place_of a, mkba_place_of b,
                                 bool divide)
{
    fraction f = {.n_above = 0};
    add_factors(m, &f, a, true);
    add_factors(m, &f, b, !divide);
    if (f.n_above + f.n_below > MKBA_MOST_FACTORS) {
        f = (fraction){.n_above = 0};
        add(&f, a, true);
        add(&f, b, !divide);
    }
    return place_sorted(m, &f);
}

mkba_place_of mkba_place_power(mkba_tape_maker *m, mkba_place_of place, int exponent)
{
    fraction f = {.n_above = 0};
    if (exponent == 0 || exponent == 1) {
        return exponent == 0 ? mkba_place_fixed(m, 1) : place;
    }
    add_factors(m, &f, place, true);
    if (f.n_above + f.n_below < 2) {
        return mkba_place_step(m, MKBA_OP_WHOLE_POWER, exponent, &place, 1);
    }
    for (size_t k = 0; k < f.n_above; k++) {
        f.above[k] = mkba_place_operation(m, MKBA_OP_WHOLE_POWER, exponent, &f.above[k], 1);
    }
    for (size_t k = 0; k < f.n_below; k++) {
        f.below[k] = mkba_place_operation(m, MKBA_OP_WHOLE_POWER, exponent, &f.below[k], 1);
    }
    return place_sorted(m, &f);
}

/* Takes the factor out; false when it is not there. */
static bool take(fraction *f, mkba_place_of factor)
{
    for (size_t k = 0; k < f->n_above; k++) {
        if (f->above[k] == factor) {
            f->above[k] = f->above[--f->n_above];
            return true;
        }
    }
    return false;
}

/* The factors that all terms have, each as often as the term with fewest of it. */
static void find_common(const mkba_tape_maker *m, fraction *common, const mkba_place_of *term,
                        size_t count)
{
    add_factors(m, common, term[0], true);
    common->n_below = 0;
    for (size_t t = 1; t < count; t++) {
        fraction f = {.n_above = 0}, both = {.n_above = 0};
        add_factors(m, &f, term[t], true);
        for (size_t k = 0; k < common->n_above; k++) {
            if (take(&f, common->above[k])) {
                add(&both, common->above[k], true);
            }
        }
        *common = both;
    }
}

bool mkba_place_common(mkba_tape_maker *m, const mkba_place_of *term, size_t count,
                       mkba_place_of *out)
{
    fraction common = {.n_above = 0};
    mkba_place_of rest[MKBA_MOST_TERMS];
    find_common(m, &common, term, count);
    if (common.n_above == 0) {
        return false;
    }
    for (size_t t = 0; t < count; t++) {
        fraction f = {.n_above = 0};
        add_factors(m, &f, term[t], true);
        for (size_t k = 0; k < common.n_above; k++) {
            take(&f, common.above[k]);
        }
        rest[t] = place_sorted(m, &f);
    }
    add_factors(m, &common, mkba_place_operation(m, MKBA_OP_SUM, 0, rest, count), true);
    *out = place_sorted(m, &common);
    return true;
}

/* The area's own factors of a place that are above 0. */
static void find_scale(const mkba_tape_maker *m, fraction *scale, mkba_place_of place)
{
    fraction f = {.n_above = 0};
    add_factors(m, &f, place, true);
    for (size_t k = 0; k < f.n_above; k++) {
        const mkba_place_about *about = mkba_about(m, f.above[k]);
        if (about->stage == MKBA_STAGE_AREA && about->bounds.low > 0) {
            add(scale, f.above[k], true);
        }
    }
}

static mkba_place_of divide(mkba_tape_maker *m, mkba_place_of place, const fraction *scale)
{
    fraction f = {.n_above = 0};
    add_factors(m, &f, place, true);
    for (size_t k = 0; k < scale->n_above; k++) {
        add(&f, scale->above[k], false);
    }
    return place_sorted(m, &f);
}

bool mkba_place_scaled(mkba_tape_maker *m, mkba_op op, const mkba_place_of *operand,
                       mkba_place_of *out)
{
    fraction scale = {.n_above = 0};
    if (mkba_about(m, operand[0])->stage == MKBA_STAGE_LOCAL) {
        find_scale(m, &scale, operand[0]);
    }
    if (scale.n_above == 0 && mkba_about(m, operand[1])->stage == MKBA_STAGE_LOCAL) {
        find_scale(m, &scale, operand[1]);
    }
    if (scale.n_above == 0) {
        return false;
    }
    mkba_place_of pair[2] = {divide(m, operand[0], &scale), divide(m, operand[1], &scale)};
    add_factors(m, &scale, mkba_place_operation(m, op, 0, pair, 2), true);
    *out = place_sorted(m, &scale);
    return true;
}

bool mkba_place_guarded(mkba_tape_maker *m, const mkba_place_of *operand, mkba_place_of *out)
{
    fraction f = {.n_above = 0};
    add_factors(m, &f, operand[1], true);
    size_t at = 0;
    while (at < f.n_below && f.below[at] != operand[0]) {
        at++;
    }
    if (at == f.n_below) {
        return false;
    }
    f.below[at] = f.below[--f.n_below];
    mkba_place_of divide[2] = {mkba_place_fixed(m, 1), operand[0]};
    mkba_place_of guarded[3] = {operand[0], mkba_place_step(m, MKBA_OP_DIVIDE, 0, divide, 2),
                                operand[2]};
    add(&f, mkba_place_step(m, MKBA_OP_IF_POSITIVE, 0, guarded, 3), true);
    *out = place_sorted(m, &f);
    return true;
}
