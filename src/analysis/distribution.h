/* How the draws of one figure are spread: mean, quantiles, chance, histogram. The draws are
 * seen a block at a time, twice: first moments and a histogram with fine bins, then only the
 * values in the few bins that hold the quantiles. So quantiles are exact, and memory does not
 * grow with the number of draws. */
#ifndef MKBA_ANALYSIS_DISTRIBUTION_H
#define MKBA_ANALYSIS_DISTRIBUTION_H

#include "base/arena.h"
#include "model/lanes.h"

enum {
    MKBA_QUANTILES = 5,  /* 5, 25, 50, 75 and 95% */
    MKBA_SLICES = 32,    /* parts of a run that are added up on their own */
    MKBA_PILOT = 4096,   /* the first draws, which fix the range of the histogram */
    MKBA_SHOWN_BINS = 32 /* of the histogram that is shown */
};

extern const double mkba_quantile_at[MKBA_QUANTILES];

/* What is known of a figure when all draws were seen. */
typedef struct {
    double mean, sd;
    double mean_error; /* standard error of the mean */
    double quantile[MKBA_QUANTILES];
    double quantile_error; /* 0: exact; else the width of the bins that they were read from */
    double positive;       /* share of the draws above 0, of those that have a number */
    uint64_t defined;      /* draws that have a number */
    double low, high;      /* of the histogram; its outer bins also hold what lies beyond */
    uint64_t bin[MKBA_SHOWN_BINS];
} mkba_distribution;

/* A figure that is the same in every draw. */
void mkba_distribution_even(mkba_distribution *out, double value, uint64_t draws);

/* The range of a figure over the pilot draws. Start with { INFINITY, -INFINITY }. */
typedef struct {
    double low, high;
} mkba_pilot;
void mkba_pilot_add(mkba_pilot *pilot, const double *row, size_t lanes);

typedef struct {
    double *value;
    size_t count, capacity;
} mkba_pool;

/* One figure while draws are being seen. */
typedef struct {
    double low, per_unit, shift;
    uint32_t bins;
    uint32_t *count; /* per bin and one more for draws without a number; per worker */
    mkba_moments *slice;
    bool *candidate; /* per bin: kept the first time; NULL when nothing is */
    mkba_pool *pool; /* what was kept, per worker */
    /* second time */
    bool *wanted;  /* per bin: does it hold a quantile? */
    size_t *start; /* per bin that holds a quantile: where its values begin, else SIZE_MAX */
    _Atomic size_t *filled;
    double *kept;
    size_t n_kept;
    struct {
        size_t bin;
        uint64_t rank, before;   /* values in the bins before it */
    } order[2 * MKBA_QUANTILES]; /* the order statistics around the quantiles */
    double part[MKBA_QUANTILES]; /* how far between them */
    bool exact;
} mkba_spread;

/* Room for one figure. `bins` is a multiple of MKBA_SHOWN_BINS; a power of 2 at best. */
bool mkba_spread_start(mkba_spread *spread, mkba_arena *arena, mkba_pilot pilot, uint32_t bins,
                       size_t workers);
/* Values in bins where the quantiles are likely to be, to judge by `first`, which has seen the
 * first draws, are kept the first time already. */
bool mkba_spread_aim(mkba_spread *spread, const mkba_spread *first, mkba_arena *arena,
                     size_t workers);
/* First time. Blocks of one slice come from one worker in the order of the draws; lanes that
 * are NaN have no number. False: no memory for what is kept. */
bool mkba_spread_see(mkba_spread *spread, const mkba_lanes *lanes, const double *row,
                     size_t slice, size_t worker);
/* Between: adds up, and finds the bins of the quantiles. Exact quantiles are given up when
 * they take more than `most` values. */
bool mkba_spread_settle(mkba_distribution *out, mkba_spread *spread, mkba_arena *arena,
                        size_t workers, size_t most);
/* After settling: were all values that matter kept the first time? Then those are used, and a
 * second time is not needed. */
bool mkba_spread_has_all(const mkba_spread *spread);
void mkba_spread_use_kept(mkba_spread *spread, const mkba_lanes *lanes, size_t workers);
/* Second time, in any order. */
void mkba_spread_keep(mkba_spread *spread, const mkba_lanes *lanes, const double *row);
/* At the end. */
void mkba_spread_finish(mkba_distribution *out, mkba_spread *spread);
/* Frees what was kept the first time. */
void mkba_spread_free(mkba_spread *spread, size_t workers);

#endif
