/* The steps of a comparison; shared by the files that take them. */
#ifndef MKBA_ANALYSIS_COMPARE_WORK_H
#define MKBA_ANALYSIS_COMPARE_WORK_H

#include "analysis/compare.h"
#include "analysis/shapley.h"
#include "analysis/worlds.h"

/* Inputs that change the shape of the model each double the number of graphs that have to be
 * built: 2^7 of them take a second, and a quarter of a gigabyte. */
enum { MKBA_RESHAPING_MOST = 7 };

/* A number, or a column over all areas, that differs. Items of one group are one input. */
typedef struct {
    bool of_area;
    size_t leaf;
    const char *name;        /* key or column */
    const char *file, *path; /* what set it; NULL: it follows from something that was set */
    size_t group;            /* the first item of its group */
    bool is_computed, reshapes, is_rest;
} mkba_change_item;

typedef struct {
    mkba_arena *arena;
    const mkba_study *study;
    const mkba_areas *base;
    mkba_compared_world *world;
    mkba_change_item *item;
    size_t items, capacity;
} mkba_change_finder;

/* Finds what differs, and takes together what cannot be told apart. */
mkba_status mkba_changes_find(mkba_change_finder *f);
/* Are there few enough inputs to evaluate them in every combination? */
bool mkba_changes_fit(const mkba_change_finder *f);
/* Makes the inputs of the world out of the groups. */
mkba_status mkba_changes_put(mkba_change_finder *f);
/* Takes together the inputs with least effect, so that what is left fits; `effect` is per
 * input of the world. */
mkba_status mkba_changes_merge(mkba_change_finder *f, const double *effect);

/* Is a column part of a measured effect? */
bool mkba_measured_has(const mkba_measured *measured, size_t column);
/* Does a column hold words rather than a number? */
bool mkba_column_has_words(const mkba_column *column);
/* Is column `i` not the same in two areas? */
bool mkba_column_differs(const mkba_data *data, size_t i, const mkba_area *a,
                         const mkba_area *b);

/* The model in all combinations of the inputs of one alternative. */
typedef struct {
    mkba_comparison *all;
    mkba_compared_world *world;
    mkba_study *study[2]; /* with the base's potential_step, and with the alternative's */
    mkba_worlds *ready[2];
    size_t input[MKBA_SHAPLEY_MOST]; /* those that the model computes with */
    size_t inputs;
    size_t step;       /* bit of the input in which potential_step moves; 0: none */
    size_t reshaping;  /* bits of those that change the shape of the model */
    mkba_move *move;   /* of all inputs, for the area at hand */
    size_t *first;     /* per input of the world, and one behind the last */
    mkba_world *asked; /* the worlds of one call */
    size_t *set;       /* which inputs moved in each of them */
    double *value;     /* [asked * measures] */
    double *worth;     /* [sets * measures] */
    double *sum;       /* the same, over areas */
    double *one;       /* of one measure, per set */
    mkba_move *moves;  /* what `asked` points to */
    size_t moves_held;
    mkba_issues *issues;
} mkba_combiner;

/* `sets` is the most worlds that are asked for at once. */
mkba_status mkba_combiner_start(mkba_combiner *k, mkba_comparison *c, size_t world,
                                size_t sets, mkba_issues *issues);
void mkba_combiner_free(mkba_combiner *k);
/* Every combination in one area, into `worth`. */
mkba_status mkba_combiner_run(mkba_combiner *k, size_t area);

/* What each input of an alternative does to the net value by itself, without sign, summed over
 * areas. */
mkba_status mkba_compare_effects(double *effect, mkba_comparison *c, size_t world,
                                 mkba_issues *issues);
/* Rounds parts to a grid on which they add up to the difference exactly, in whatever order;
 * `scale` is the size of the figures. Returns the difference on that grid. */
double mkba_parts_settle(double *part, size_t count, double difference, double scale);

/* What each contributes to every difference. */
mkba_status mkba_compare_contributions(mkba_comparison *c, size_t world, mkba_issues *issues);

#endif
