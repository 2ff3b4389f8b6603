/* Scenarios side by side, and why they differ: every headline figure in every world, and what
 * each changed input contributes to the difference. Public as the opaque mkba_comparison. */
#ifndef MKBA_ANALYSIS_COMPARE_H
#define MKBA_ANALYSIS_COMPARE_H

#include "analysis/measure.h"
#include "analysis/result.h"

/* A number of the model, or a figure of one area, that is not what it is in the base. */
typedef struct {
    bool of_area;
    size_t leaf;                     /* of data->column, or of data->parameter */
    size_t area;                     /* of those of the run; a number of the model: SIZE_MAX */
    double from, to;                 /* NaN: not entered */
    const char *from_text, *to_text; /* of a column with words, else NULL */
} mkba_changed;

/* What contributions are given of: one number, or several that are taken together. */
typedef struct {
    const char *name;      /* key, column, pattern, or "other" */
    size_t first, changes; /* of mkba_compared_world.change */
    bool is_computed;      /* false: the model does not compute with it */
    bool reshapes;         /* the model has another shape with it */
    bool is_rest;          /* what has least effect, taken together */
} mkba_compared_input;

typedef enum {
    MKBA_APART_ONE,    /* each number by itself */
    MKBA_APART_ENTRY,  /* what one entry of a scenario changed, together */
    MKBA_APART_FAMILY, /* numbers of one family together */
} mkba_apart;

/* Why a difference is not taken apart. */
typedef enum {
    MKBA_NOT_WHY,         /* it is */
    MKBA_NOT_A_FIGURE,    /* one of the worlds does not have the figure */
    MKBA_NOT_BETWEEN,     /* a world between the two does not have it */
    MKBA_NOT_ADDING_UP,   /* it does not add up over areas */
    MKBA_NOT_IN_SCENARIO, /* it is that of an evidence scenario */
    MKBA_NOT_REASONS
} mkba_not_apart;

typedef struct {
    const char *name;
    const mkba_areas *areas;
    mkba_result *result;
    /* The rest is of alternatives only, world 1 and on. */
    mkba_changed *change; /* in the order of the inputs that they belong to */
    size_t changes;
    mkba_compared_input *input;
    size_t inputs;
    mkba_apart apart;
    double *difference;      /* [(areas + 1) * figures]; the last row is the total */
    double *contribution;    /* [((areas + 1) * figures) * inputs] */
    mkba_not_apart *why_not; /* [(areas + 1) * figures] */
} mkba_compared_world;

typedef struct {
    const char *path;
    const char *unit;
    bool adds_up;
    size_t measure; /* MKBA_MAP_NONE: shown, and not taken apart */
} mkba_compared_figure;

struct mkba_comparison {
    mkba_arena *arena;
    mkba_compared_world *world; /* [0] is the base */
    size_t worlds;
    mkba_measures measures;
    mkba_compared_figure *figure;
    size_t figures, figure_capacity;
    size_t chosen; /* the first figure that the user asked for; `figures` when none */
    size_t areas;
    size_t *order;         /* the areas in the order of their codes */
    bool is_moments;       /* the worlds are measurements, one after the other */
    mkba_message *caution; /* what the difference between moments does not say */
    size_t cautions, caution_capacity;
    size_t *caution_area; /* which area each is about; `areas`: all of them */
    size_t caution_area_capacity;
};

/* A figure of a world, of an area or (row `areas`) of the total; NaN when it has none. */
double mkba_compared_value(const mkba_comparison *c, size_t world, size_t row, size_t figure);
/* Where the contributions to one difference start; one per input of that world. */
const double *mkba_compared_parts(const mkba_comparison *c, size_t world, size_t row,
                                  size_t figure);
/* The figure with that name, or MKBA_MAP_NONE. */
size_t mkba_compared_find(const mkba_comparison *c, const char *path);

#endif
