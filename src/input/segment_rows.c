#include "input/segment_work.h"

#include "base/buffer.h"
#include "input/bytes.h"

#include <string.h>

/* ------------------------------------------------------------------ Areas */

/* The name in UTF-8; NULL when there is no memory. What is not written in it is in
 * Windows-1252. */
const char *mkba_segment_area_name(mkba_arena *arena, const char *text, size_t length)
{
    mkba_buffer out = {0};
    const char *name = NULL;
    if (mkba_bytes_to_text(&out, "", text, length, NULL) == MKBA_OK) {
        name = mkba_arena_text(arena, out.text ? out.text : "", out.length);
    }
    mkba_buffer_free(&out);
    return name;
}

static bool is_text(const char *text, size_t length)
{
    mkba_arena *arena = mkba_arena_new();
    bool good = arena && mkba_segment_area_name(arena, text, length);
    mkba_arena_free(arena);
    return good;
}

static bool is_known(const mkba_segment_worker *w, const char *text, size_t length)
{
    if (!w->work->has_known) {
        return true;
    }
    mkba_arena *arena = mkba_arena_new();
    const char *name = arena ? mkba_segment_area_name(arena, text, length) : NULL;
    bool known = name && mkba_map_get(&w->work->known, name) != MKBA_MAP_NONE;
    mkba_arena_free(arena);
    return known;
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
    if (row->area_length > MKBA_LONGEST_AREA || !is_text(row->area, row->area_length)) {
        return refuse(w, row, MKBA_ERR_RANGE, "household.area_text");
    }
    if (!is_known(w, row->area, row->area_length)) {
        return refuse(w, row, MKBA_ERR_UNKNOWN, "household.area_unknown");
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
