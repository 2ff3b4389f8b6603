/* Counts per area from household records: docs/model.md, from households to segments. Public
 * as the opaque mkba_segments. */
#ifndef MKBA_INPUT_SEGMENTS_H
#define MKBA_INPUT_SEGMENTS_H

#include "input/area_counts.h"
#include "input/data.h"

struct mkba_segments {
    mkba_arena *arena;
    const mkba_area_count *area; /* in the order of the file */
    size_t areas;
    uint64_t households;
    uint64_t no_score;     /* households without any score */
    uint64_t no_id;        /* rows without an id, where there is a column for it */
    uint64_t not_repeated; /* rows whose id could not be held against the others: a pipe */
    uint64_t absent;       /* known areas without households */
    size_t others;         /* columns that were not read */
    bool has_id;
};

/* What the tests choose too. */
typedef struct {
    mkba_segment_options options;
    size_t block;    /* bytes that are read at once: the longest row */
    size_t suspects; /* ids that are held against each other at once */
} mkba_segment_setup;

mkba_status mkba_segments_read(mkba_segments **out, const mkba_data *data, const char *path,
                               const mkba_segment_setup *setup, mkba_issues *issues);

#endif
