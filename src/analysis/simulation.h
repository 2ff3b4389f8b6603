/* A simulation: every uncertain number drawn many times, for many areas and several worlds at
 * once, with the same draws in all of them. Public as the opaque mkba_simulation. */
#ifndef MKBA_ANALYSIS_SIMULATION_H
#define MKBA_ANALYSIS_SIMULATION_H

#include "analysis/distribution.h"
#include "analysis/draws.h"
#include "analysis/information.h"
#include "analysis/measure.h"
#include "model/tape.h"

/* One world: a set of numbers, and the areas with what they entered there. */
typedef struct {
    const char *name;
    const mkba_areas *areas;
    double *parameter; /* central values */
} mkba_sim_world;

/* A number that is drawn for all areas together. */
typedef struct {
    size_t stream;
    mkba_triangle triangle;
    size_t set; /* 1 + the set of shares that it is kept in; 0 for none */
} mkba_sim_drawn;

/* A number that is drawn for each area on its own. */
typedef struct {
    const mkba_parameter *parameter; /* NULL: a figure that the area entered */
    size_t column, world;
} mkba_sim_local;

typedef struct {
    const mkba_area **in_world;
    size_t group;
    double *scalar;          /* of the tape */
    uint64_t *stream;        /* per local number of its group */
    mkba_triangle *triangle; /* per local number of its group */
} mkba_sim_area;

/* What a tape may know of a figure that an area entered. */
enum {
    MKBA_FIGURE_ZERO = 1,
    MKBA_FIGURE_POSITIVE = 2,
    MKBA_FIGURE_DRAWN = 4,  /* it has a range */
    MKBA_FIGURE_DIFFERS = 8 /* from the first world */
};

/* Areas of one shape, for which the same holds of every figure, share a tape. So the tape of
 * an area does not depend on which other areas are there. */
typedef struct {
    mkba_plan **plan;      /* per world */
    unsigned char *figure; /* [worlds * columns] */
    size_t first, areas;   /* of the areas in simulation order */
    mkba_tape *tape;
    mkba_sim_drawn *drawn;
    size_t n_drawn, sets;
    mkba_sim_local *local;
    size_t n_local;
} mkba_sim_group;

typedef struct {
    const char *name;
    uint64_t id;
    bool used;
    size_t slot; /* of a used one: counted over those */
    const mkba_parameter
        *parameter; /* one of those that share it; NULL for an entered figure */
    size_t column;  /* of an entered figure */
    size_t members;
} mkba_stream;

struct mkba_simulation {
    mkba_arena *arena;
    mkba_study *study;
    mkba_figures *figures;
    mkba_measures measures;
    mkba_sim_world *world;
    size_t worlds;
    uint64_t draws, seed;
    size_t top; /* rows of the list in the table; 0: all */
    size_t workers;
    const mkba_lanes *lanes;
    mkba_stream *stream; /* those for all areas; with one area also its own */
    size_t streams, stream_capacity;
    size_t slots;        /* used streams */
    mkba_sim_area *area; /* in the order of their codes within a group */
    size_t areas;
    mkba_sim_group *group;
    size_t groups;
    size_t columns; /* worlds * measures, and per alternative the gain on the base */
    mkba_distribution *distribution; /* [(areas + 1) * columns]; the last is the total */
    mkba_information information;
    bool may_stop; /* the decision: keep the approach or stop; else the best of the worlds */
    char inputs_hash[65];
};

/* mkba_simulation_run on a given set of instructions; every one gives the same bits. */
mkba_status mkba_simulation_run_on(mkba_simulation **out, const mkba_lanes *lanes,
                                   const mkba_areas *const *world, const char *const *name,
                                   size_t worlds, const mkba_simulation_options *options,
                                   mkba_issues *issues);

/* The distribution of a measure in a world; area SIZE_MAX is the total. */
const mkba_distribution *mkba_simulation_at(const mkba_simulation *s, size_t area,
                                            size_t world, size_t measure);

/* What the net value of a world is more than that of the first, draw by draw; world is not 0.
 */
const mkba_distribution *mkba_simulation_gain(const mkba_simulation *s, size_t area,
                                              size_t world);

/* Finds what is drawn and makes the tapes. */
mkba_status mkba_simulation_prepare(mkba_simulation *s, mkba_issues *issues);
/* Draws. */
mkba_status mkba_simulation_draw(mkba_simulation *s, const mkba_simulation_options *options);

#endif
