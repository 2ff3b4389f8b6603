#include "input/segment_work.h"

#include "base/buffer.h"
#include "input/bytes.h"

#include <string.h>

/* ------------------------------------------------------------------ Areas */

/* What is not written in UTF-8 is in Windows-1252. */
mkba_status mkba_segment_area_name(const char **out, mkba_arena *arena, const char *text,
                                   size_t length)
{
    mkba_buffer name = {0};
    mkba_status status = mkba_bytes_to_text(&name, "", text, length, NULL);
    if (status == MKBA_OK) {
        *out = mkba_arena_text(arena, mkba_buffer_text(&name), name.length);
        status = *out ? MKBA_OK : MKBA_ERR_MEMORY;
    }
    mkba_buffer_free(&name);
    return status;
}

/* RANGE: it is no text; UNKNOWN: it is not among those that there are. */
static mkba_status judge_name(const mkba_segment_worker *w, const char *text, size_t length)
{
    const char *name;
    mkba_arena *arena = length <= MKBA_LONGEST_AREA ? mkba_arena_new() : NULL;
    mkba_status status = arena ? mkba_segment_area_name(&name, arena, text, length)
                         : length > MKBA_LONGEST_AREA ? MKBA_ERR_SYNTAX
                                                      : MKBA_ERR_MEMORY;
    if (status == MKBA_OK && w->work->has_known &&
        mkba_map_get(&w->work->known, name) == MKBA_MAP_NONE) {
        status = MKBA_ERR_UNKNOWN;
    }
    mkba_arena_free(arena);
    return status == MKBA_ERR_SYNTAX ? MKBA_ERR_RANGE : status;
}

static mkba_area_count *refuse(mkba_segment_worker *w, const mkba_household_row *row,
                               mkba_status status, const char *id)
{
    size_t column = 0;
    while (w->work->columns.role[column] != MKBA_HOUSEHOLD_AREA) {
        column++;
    }
    mkba_fault_add(&w->faults, &(mkba_fault){.line = row->line,
                                             .column = (unsigned)column + 1,
                                             .status = status,
                                             .id = id,
                                             .name = "area"});
    return NULL;
}

static mkba_area_count *new_area(mkba_segment_worker *w, const mkba_household_row *row,
                                 uint64_t hash)
{
    if (row->area_length == 0) {
        return refuse(w, row, MKBA_ERR_MISSING, "household.area_blank");
    }
    mkba_status status = judge_name(w, row->area, row->area_length);
    if (status == MKBA_ERR_MEMORY) {
        w->failed = true;
        return NULL;
    }
    if (status != MKBA_OK) {
        return refuse(w, row, status,
                      status == MKBA_ERR_UNKNOWN ? "household.area_unknown"
                                                 : "household.area_text");
    }
    if (w->areas.count == MKBA_MOST_RECORD_AREAS) {
        w->has_too_many = true; /* no fault of one row: the column holds something else */
        mkba_blocks_stop(w->work->blocks);
        return NULL;
    }
    mkba_area_count *area =
        mkba_area_counts_add(&w->areas, row->area, row->area_length, hash, row->line);
    w->failed = w->failed || !area;
    return area;
}

static mkba_area_count *area_of(mkba_segment_worker *w, const mkba_household_row *row)
{
    if (w->last && w->last->length == row->area_length &&
        memcmp(w->last->name, row->area, row->area_length) == 0) {
        return w->last;
    }
    uint64_t hash = mkba_bytes_hash(row->area, row->area_length);
    mkba_area_count *area =
        mkba_area_counts_find(&w->areas, row->area, row->area_length, hash);
    w->last = area ? area : new_area(w, row, hash);
    return w->last;
}

/* ------------------------------------------------------------------ Rows */

static void repeat_fault(mkba_segment_worker *w, const mkba_id_row *row)
{
    size_t column = 0;
    while (w->work->columns.role[column] != MKBA_HOUSEHOLD_ID) {
        column++;
    }
    mkba_fault_add(&w->faults, &(mkba_fault){.line = row->line,
                                             .column = (unsigned)column + 1,
                                             .status = MKBA_ERR_CONFLICT,
                                             .name = "id",
                                             .hash = row->hash,
                                             .area = row->area});
}

static void hold(mkba_segment_worker *w, const mkba_household_row *row, uint64_t hash)
{
    mkba_id_row repeat, mine = {.hash = hash,
                                .area = (uint32_t)mkba_bytes_hash(row->area, row->area_length),
                                .line = row->line};
    if (mkba_id_check_hold(&repeat, w->work->ids, mine)) {
        repeat_fault(w, &repeat);
    }
}

static void check_id(mkba_segment_worker *w, const mkba_household_row *row)
{
    const mkba_segment_work *k = w->work;
    uint64_t hash = mkba_bytes_hash(row->id, row->id_length);
    if (row->id_length == 0) {
        w->no_id += k->pass == MKBA_PASS_COUNT;
    } else if (k->is_once && row->line > MKBA_ONCE_LINES) {
        w->not_repeated++;
    } else if (k->is_once) {
        hold(w, row, hash);
    } else if (k->pass != MKBA_PASS_HOLD) {
        mkba_id_check_filter(k->ids, &w->queue, hash);
    } else if (mkba_id_check_suspects(k->ids, hash)) {
        hold(w, row, hash);
    }
}

/* Docs/model.md, from households to segments. */
static void classify(const mkba_segment_worker *w, mkba_area_count *area,
                     const mkba_household_row *row)
{
    bool heavy = row->acute >= w->work->heavy;
    bool vulnerable = !heavy && (row->acute >= 1 || row->mild >= w->work->vulnerable);
    area->households++;
    area->heavy += heavy;
    area->vulnerable += vulnerable;
}

static void take(void *context, const mkba_household_row *row)
{
    mkba_segment_worker *w = context;
    if (w->work->pass == MKBA_PASS_COUNT) {
        mkba_area_count *area = area_of(w, row);
        w->no_score += row->scored == 0 && row->is_whole;
        if (area && row->is_whole) {
            classify(w, area, row);
        }
    }
    if (w->work->ids) {
        check_id(w, row);
    }
}

void mkba_segment_read_blocks(void *context, size_t job, size_t thread)
{
    mkba_segment_work *k = context;
    mkba_segment_worker *w = &k->worker[job];
    mkba_block block;
    (void)thread;
    w->last = NULL;
    while (!w->failed && mkba_blocks_next(&block, k->blocks, job)) {
        mkba_fault_list *faults = k->pass == MKBA_PASS_COUNT ? &w->faults : NULL;
        w->failed =
            !mkba_household_read_block(w->reader, &block, take, w, faults) || w->failed;
    }
    if (k->ids && !k->is_once) {
        mkba_id_check_flush(k->ids, &w->queue);
    }
}
