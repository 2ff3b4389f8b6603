/* A run of a simulation: blocks of draws through the tapes, and what is done with them. */
#ifndef MKBA_ANALYSIS_SIM_RUN_H
#define MKBA_ANALYSIS_SIM_RUN_H

#include "analysis/simulation.h"

#include <stdatomic.h>

enum {
    MKBA_STORED_MOST = 1 << 16 /* draws up to which all values are kept */
};

/* Working memory of one thread. */
typedef struct {
    double *rows;
    uint32_t *word; /* per slot */
    double *roots;  /* of the words of draw groups */
    uint32_t *local_word;
    double *value; /* [columns][lanes] of one area: those that have no row of the tape */
    double *sum;   /* [columns][lanes] over areas */
    double **at;   /* per column of an area: its lanes */
    double **at_sum;
} mkba_sim_room;

typedef struct mkba_sim_run mkba_sim_run;

/* What is done with the values of a block: those of an area, or with `area` SIZE_MAX those of
 * the total. */
typedef void (*mkba_sim_visitor)(mkba_sim_run *r, size_t area, size_t block, size_t slice,
                                 size_t worker, double *const *value);

struct mkba_sim_run {
    mkba_simulation *s;
    const mkba_simulation_options *options;
    mkba_sim_room *room;
    size_t blocks;
    size_t from, to; /* the areas that are worked out */
    mkba_sim_visitor visit;
    double done, part; /* progress: before this pass, and of this pass */
    atomic_size_t blocks_done;
    atomic_bool stopped;
    void *own; /* of those who visit */
    bool failed;
};

/* One pass over all draws for the areas from .. to. STOPPED when the caller wishes so. */
mkba_status mkba_sim_pass(mkba_sim_run *r, size_t from, size_t to, mkba_sim_visitor visit,
                          double part);
/* Draws in a block: the last one may not be full; the other lanes are NaN. */
size_t mkba_sim_lanes(const mkba_sim_run *r, size_t block);
/* The words of the streams for the draws from `first`. */
void mkba_sim_words(const mkba_sim_run *r, mkba_sim_room *room, uint64_t first);
/* Is the column the same in all draws? `area` SIZE_MAX: of every area. */
bool mkba_sim_is_even(const mkba_simulation *s, size_t area, size_t column);
/* The distribution of such a column. */
void mkba_sim_describe_even(mkba_simulation *s, size_t area, size_t column);
/* What knowing is worth, from the total of a block; a second time for the groups. */
void mkba_sim_inform(mkba_sim_run *r, size_t block, size_t slice, const uint32_t *word,
                     double *const *sum, bool groups);
/* The rows of a block that say what each option brings, one per world. */
void mkba_sim_options(const mkba_sim_run *r, double *const *sum, const double **value);

/* All values kept, a few areas at a time. */
mkba_status mkba_sim_run_stored(mkba_sim_run *r);
/* More draws than can be kept. */
mkba_status mkba_sim_run_streamed(mkba_sim_run *r);

#endif
