/* What it would be worth to know a number before deciding: the expected value of perfect
 * information, of everything (EVPI) and of one stream of draws or a group of them (EVPPI).
 *
 * A number is drawn from its distribution by its uniform, so draws whose uniforms lie in one
 * bin are draws in which the number is known that well. The best decision within each bin,
 * against the best for all draws, is what knowing is worth. A finer division can only raise
 * that, so an estimate is never below 0 or above EVPI. */
#ifndef MKBA_ANALYSIS_INFORMATION_H
#define MKBA_ANALYSIS_INFORMATION_H

#include "base/arena.h"
#include "model/lanes.h"

#include <stdatomic.h>

/* A value in euros, the standard error of its estimate, and for a stream the part of the
 * variance of the first option that it explains. */
typedef struct {
    double eur, error, variance_share;
} mkba_worth;

typedef struct {
    const char *name;
    const size_t *stream; /* indices of its streams */
    size_t streams;
    mkba_worth worth;
} mkba_information_group;

/* One slice of the draws. */
typedef struct {
    double draws;
    double *option; /* per option: the sum */
    double squares; /* of the first option */
    double best;    /* the sum of the best option of each draw */
    double *in_bin; /* [stream][bin][option], and behind the options the draws */
    double *policy; /* per group: the sum of what its rule chooses beyond the best option */
    double judged;  /* draws on which groups were judged */
} mkba_information_slice;

typedef struct {
    mkba_arena *arena;
    size_t options; /* those with draws */
    bool may_stop;  /* another option brings 0 in every draw */
    size_t streams;
    unsigned bits; /* 2^bits bins */
    size_t slices;
    mkba_information_slice *slice;
    mkba_information_group *group;
    size_t groups;
    /* the result */
    double *mean; /* per option */
    size_t best;  /* the best option on average; `options` means to stop */
    mkba_worth perfect;
    mkba_worth *worth; /* per stream */
    double *rule; /* [stream][bin][option]: how far its mean lies above the overall mean */
} mkba_information;

/* Room for a run. `info->arena`, options, may_stop, streams, slices, group and groups are set
 * by the caller; `draws` sets the number of bins. False: no memory. */
bool mkba_information_start(mkba_information *info, uint64_t draws);
size_t mkba_information_bins(const mkba_information *info);
/* A block of at most MKBA_LANES draws: word[stream * MKBA_LANES + lane], value[option] its
 * row. Blocks of one slice in the order of the draws. */
void mkba_information_see(mkba_information *info, size_t slice, const uint32_t *word,
                          const double *const *value, size_t lanes);
/* What all of it and each stream is worth. */
void mkba_information_settle(mkba_information *info);
/* Second time, for the groups. */
void mkba_information_see_groups(mkba_information *info, size_t slice, const uint32_t *word,
                                 const double *const *value, size_t lanes);
void mkba_information_finish(mkba_information *info);

#endif
