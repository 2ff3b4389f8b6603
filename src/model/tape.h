/* What has to be computed of a graph for some outputs in many worlds, sorted by how often:
 * once, once per area, once per draw for all areas together, once per draw and area.
 * Operations that several outputs or views share are done once. */
#ifndef MKBA_MODEL_TAPE_H
#define MKBA_MODEL_TAPE_H

#include "model/lanes.h"

/* What a number depends on; stages combine by `or`. */
enum {
    MKBA_STAGE_FIXED = 0,
    MKBA_STAGE_AREA = 1,  /* on the area */
    MKBA_STAGE_DRAWN = 2, /* on the world (lane), the same for all areas */
    MKBA_STAGE_LOCAL = 3  /* on both */
};

/* Where a leaf gets its value. */
typedef struct {
    unsigned char stage;
    uint32_t index;   /* into the area's numbers, the drawn rows or the local rows */
    double value;     /* of FIXED */
    double low, high; /* of the others: known bounds; none when low is not below high. A number
                         that may be NaN has none. */
} mkba_binding;

/* A way to look at a graph: what its leaves are. Views of one graph share what they have in
 * common. */
typedef struct {
    const mkba_graph *graph;
    const mkba_binding *parameter, *entered, *switched;
} mkba_view;

/* An output: a node in a view, or what that is more than another. */
typedef struct {
    size_t view;
    mkba_node node;
    bool is_gain;
    size_t base_view; /* of a gain */
    mkba_node base_node;
} mkba_target;

/* How many inputs the bindings number, per stage. */
typedef struct {
    size_t area, drawn, local;
    bool as_written; /* every operation as the graph has it: the same bits as one world alone.
                        Else products and sums may be sorted, which is faster. */
} mkba_inputs;

typedef struct {
    mkba_inputs inputs;
    const double
        *fixed; /* scalars: the area's numbers first, then what is fixed or of the area */
    size_t scalars;
    mkba_steps area_steps; /* on scalars: `out` and operands are places among them */
    mkba_steps drawn_steps;
    mkba_steps local_steps;
    size_t rows; /* drawn inputs, local inputs, and what is worked out */
    const bool
        *input_used; /* per drawn and then per local input: does any step or output need it? */
    const mkba_place_of *output; /* per target */
    size_t outputs;
} mkba_tape;

/* NULL: no memory. Views and bindings are not kept. */
mkba_tape *mkba_tape_new(mkba_arena *arena, const mkba_view *view, size_t views,
                         mkba_inputs inputs, const mkba_target *output, size_t outputs);

/* Fills the scalars of one area (room for tape->scalars) from its numbers. */
void mkba_tape_area(double *scalar, const mkba_tape *tape, const double *number);

/* The row of an input. */
double *mkba_tape_drawn_row(const mkba_tape *tape, double *rows, size_t index);
double *mkba_tape_local_row(const mkba_tape *tape, double *rows, size_t index);

/* Is the output the same in all lanes? */
bool mkba_tape_is_even(const mkba_tape *tape, size_t output);
/* The lanes of an output that is not even: its row. */
double *mkba_tape_output_row(const mkba_tape *tape, double *rows, size_t output);
/* The value of one that is. */
double mkba_tape_output_value(const mkba_tape *tape, const double *scalar, size_t output);
/* The lanes of any output, copied. */
void mkba_tape_output(double *out, const mkba_tape *tape, double *rows, const double *scalar,
                      size_t output);

/* Rows for a tape: aligned as the lanes want it; free with free(). NULL: no memory. */
double *mkba_tape_rows(const mkba_tape *tape);

#endif
