/* Reading household records: what segments.c and segment_rows.c share. */
#ifndef MKBA_INPUT_SEGMENT_WORK_H
#define MKBA_INPUT_SEGMENT_WORK_H

#include "input/household_rows.h"
#include "input/id_check.h"
#include "input/segments.h"

/* What the rows pass for. */
typedef enum {
    MKBA_PASS_COUNT, /* counts, and the ids' first time */
    MKBA_PASS_FILTER,
    MKBA_PASS_HOLD /* the ids' second time */
} mkba_segment_pass;

typedef struct mkba_segment_work mkba_segment_work;

typedef struct {
    mkba_segment_work *work;
    mkba_arena *arena;
    mkba_household_reader *reader;
    mkba_area_counts areas;
    mkba_area_count *last; /* the area of the row before: mostly this one's too */
    mkba_fault_list faults;
    mkba_id_queue queue;
    uint64_t no_score, no_id, not_repeated;
    bool has_too_many, failed;
} mkba_segment_worker;

struct mkba_segment_work {
    const mkba_segment_setup *setup;
    mkba_arena *arena; /* lasts as long as the reading */
    const char *file;
    mkba_stream *stream;
    mkba_blocks *blocks;
    mkba_household_columns columns, id_columns;
    double heavy, vulnerable; /* thresholds */
    mkba_map known;           /* areas; without slots: all are */
    bool has_known;
    mkba_id_check *ids;
    bool is_once; /* the stream passes only once */
    bool has_too_many;
    mkba_segment_pass pass;
    mkba_segment_worker *worker;
    size_t workers;
};

/* Reads blocks for worker number `job` until there are no more: a job for mkba_workers_run. */
void mkba_segment_read_blocks(void *context, size_t job, size_t thread);
/* The name in UTF-8; SYNTAX when it is no text. What is not written in UTF-8 is in
 * Windows-1252. */
mkba_status mkba_segment_area_name(const char **out, mkba_arena *arena, const char *text,
                                   size_t length);

#endif
