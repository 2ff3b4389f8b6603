/* Arithmetic on many worlds side by side: one row of numbers per node, one lane per world. One
 * source is compiled for each instruction set (lanes_rows.c); the best one that the processor
 * has is chosen when a run starts. Every set gives the same bits: no fused multiply-add (but
 * in a square root, which is one certain number), no sum in another order. */
#ifndef MKBA_MODEL_LANES_H
#define MKBA_MODEL_LANES_H

#include "model/graph.h"

/* Lanes that are computed together; a row is that many numbers. */
enum { MKBA_LANES = 128 };

/* Where an operand stands: a row of lanes, or a number that is the same in all of them. */
typedef uint32_t mkba_place_of;
#define MKBA_IN_ROW 0x80000000u

/* One step: writes one row. PRODUCTS is a sum of products: `count` operands, of which those
 * marked MKBA_NEXT_TERM start the next term. LEAST and MOST are the least and greatest of
 * products in the same way; every other operation has the operands of its node. */
typedef struct {
    unsigned char op; /* mkba_op, or MKBA_STEP_PRODUCTS */
    int exponent;     /* of WHOLE_POWER */
    uint32_t out;     /* row */
    uint32_t first, count;
} mkba_step;

enum { MKBA_STEP_PRODUCTS = MKBA_OP_SUM + 1, MKBA_STEP_LEAST, MKBA_STEP_MOST };
#define MKBA_NEXT_TERM  0x40000000u
#define MKBA_PLACE_MASK 0x3fffffffu

typedef struct {
    const mkba_step *step;
    size_t steps;
    const mkba_place_of *operand;
} mkba_steps;

/* Runs the steps on `rows` (aligned to 64 bytes; row r is rows + r * MKBA_LANES) and on
 * `scalar`. */
typedef void (*mkba_run_steps)(const mkba_steps *steps, double *rows, const double *scalar);

/* Samples of a triangular distribution from the words of a generator: one per lane. */
typedef struct {
    double low, mode, high;
} mkba_triangle;
typedef void (*mkba_run_triangle)(double *row, const uint32_t *word,
                                  const mkba_triangle *triangle);
/* Where many distributions share their words: the roots are worked out once (two rows), and
 * each distribution is a product with them. Equal to the above but for the last digits. */
typedef void (*mkba_run_roots)(double *roots, const uint32_t *word);
typedef void (*mkba_run_shared)(double *row, const uint32_t *word, const double *roots,
                                const mkba_triangle *triangle);

/* Where the members of a set (rows that follow each other) add up to more than 1, all give way
 * in proportion. */
typedef void (*mkba_run_set)(double *rows, size_t members);

/* The words of one stream for the draws first .. first + MKBA_LANES; `first` is a multiple of
 * 4. */
typedef void (*mkba_run_words)(uint32_t *word, uint64_t seed, uint64_t stream, uint64_t first);

/* Sums over a row, about `shift`, of the lanes that have a number. Partial sums are kept per
 * residue of the lane modulo MKBA_PARTS, so that every instruction set adds in the same order.
 */
enum { MKBA_PARTS = 8 };
typedef struct {
    double sum[MKBA_PARTS], squares[MKBA_PARTS];
    uint64_t defined, positive;
} mkba_moments;
typedef void (*mkba_run_moments)(mkba_moments *moments, const double *row, double shift);

/* Which bin each lane falls in: 0 .. bins - 1, the outer ones also for what lies beyond;
 * `bins` where there is no number. */
typedef void (*mkba_run_bins)(uint32_t *bin, const double *row, double low, double per_unit,
                              uint32_t bins);

/* sum += row */
typedef void (*mkba_run_add)(double *sum, const double *row);

typedef struct {
    const char *name; /* of the instruction set */
    mkba_run_steps steps;
    mkba_run_triangle triangle;
    mkba_run_roots roots;
    mkba_run_shared shared;
    mkba_run_set set;
    mkba_run_words words;
    mkba_run_moments moments;
    mkba_run_bins bins;
    mkba_run_add add;
} mkba_lanes;

/* All that this build has, the narrowest first; NULL ends the list. */
const mkba_lanes *const *mkba_lanes_all(void);
/* The widest that the processor has. */
const mkba_lanes *mkba_lanes_best(void);
bool mkba_lanes_available(const mkba_lanes *lanes);

#endif
