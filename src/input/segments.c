#include "input/segments.h"

#include "base/workers.h"
#include "input/bytes.h"
#include "input/columns.h"
#include "input/segment_work.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ Passes */

static mkba_status pass_over(mkba_segment_work *k, mkba_segment_pass now, mkba_issues *issues)
{
    mkba_status status =
        now == MKBA_PASS_COUNT ? MKBA_OK : mkba_blocks_repeat(k->blocks, issues);
    k->pass = now;
    if (status != MKBA_OK) {
        return status;
    }
    mkba_workers_run(k->workers, k->workers, mkba_segment_read_blocks, NULL, k);
    for (size_t i = 0; i < k->workers; i++) {
        if (k->worker[i].failed || (k->ids && mkba_id_check_failed(k->ids))) {
            return mkba_issue_add(issues, MKBA_ERR_MEMORY, (mkba_place){.file = k->file},
                                  "memory", NULL);
        }
    }
    return mkba_stream_check(k->stream, issues);
}

/* Now that the first row of each id is known: says where it is. */
static void settle_repeats(mkba_segment_work *k)
{
    for (size_t i = 0; i < k->workers; i++) {
        mkba_fault_list *list = &k->worker[i].faults;
        for (size_t f = 0; f < list->stored; f++) {
            mkba_fault *fault = &list->item[f];
            if (fault->id) {
                continue;
            }
            mkba_id_row first = mkba_id_check_first(k->ids, fault->hash);
            fault->number[0] = first.line;
            fault->id =
                first.area == fault->area ? "household.id_twice" : "household.id_two_areas";
        }
    }
}

/* Rows without faults need not be looked at in full again. */
static void look_at_ids(mkba_segment_work *k)
{
    for (size_t i = 0; i < k->workers; i++) {
        if (k->worker[i].faults.total > 0) {
            return;
        }
    }
    k->id_columns = mkba_household_columns_of_ids(&k->columns, k->arena);
    for (size_t i = 0; i < k->workers; i++) {
        mkba_household_reader_use(k->worker[i].reader, &k->id_columns);
    }
}

/* The ids, after the first pass: suspects pass again, and what had no turn yet. */
static mkba_status check_ids(mkba_segment_work *k, mkba_issues *issues)
{
    mkba_status status = MKBA_OK;
    look_at_ids(k);
    for (bool more = true; more && status == MKBA_OK;) {
        while (status == MKBA_OK && !mkba_id_check_settle(k->ids)) {
            status = pass_over(k, MKBA_PASS_FILTER, issues);
        }
        if (status == MKBA_OK && mkba_id_check_has_suspects(k->ids)) {
            status = pass_over(k, MKBA_PASS_HOLD, issues);
            settle_repeats(k);
        }
        more = mkba_id_check_next(k->ids);
        if (more && status == MKBA_OK) {
            status = pass_over(k, MKBA_PASS_FILTER, issues);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ Beginning */

static mkba_status begin_workers(mkba_segment_work *k)
{
    k->worker = mkba_arena_alloc(k->arena, k->workers, sizeof *k->worker);
    for (size_t i = 0; k->worker && i < k->workers; i++) {
        mkba_segment_worker *w = &k->worker[i];
        w->work = k;
        w->arena = w->areas.arena = mkba_arena_new();
        w->reader = mkba_household_reader_new(&k->columns);
        if (!w->arena || !w->reader) {
            return MKBA_ERR_MEMORY;
        }
    }
    return k->worker ? MKBA_OK : MKBA_ERR_MEMORY;
}

static void end_workers(mkba_segment_work *k)
{
    for (size_t i = 0; k->worker && i < k->workers; i++) {
        mkba_household_reader_free(k->worker[i].reader);
        mkba_arena_free(k->worker[i].arena);
    }
}

/* The codes in the file of known areas. */
static mkba_status read_known(mkba_segment_work *k, const mkba_data *data, const char *path,
                              mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    mkba_table table;
    mkba_header what;
    size_t code = 0;
    mkba_status status = mkba_bytes_read(&bytes, path, issues);
    if (status == MKBA_OK) {
        status = mkba_table_read(&table, k->arena, path, mkba_buffer_text(&bytes),
                                 bytes.length, issues);
    }
    mkba_buffer_free(&bytes);
    if (status != MKBA_OK) {
        return status;
    }
    size_t wanted = mkba_map_get(&data->column_by_name, "code");
    while (code < table.columns &&
           (mkba_columns_find(data, table.header[code], &what) != wanted ||
            what != MKBA_HEADER_FIGURE)) {
        code++;
    }
    if (code == table.columns) {
        return mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = path, .line = 1},
                              "table.no_column", MKBA_WORDS("code"));
    }
    k->known.arena = k->arena;
    k->has_known = true;
    for (size_t i = 0; i < table.rows; i++) {
        mkba_map_put(&k->known, mkba_table_cell(&table, i, code), i);
    }
    return mkba_arena_failed(k->arena) ? MKBA_ERR_MEMORY : MKBA_OK;
}

static mkba_status begin(mkba_segment_work *k, const mkba_data *data, mkba_issues *issues)
{
    mkba_block head;
    const char *known = k->setup->options.areas;
    mkba_status status = known ? read_known(k, data, known, issues) : MKBA_OK;
    if (status == MKBA_OK) {
        status = mkba_stream_open(&k->stream, k->file, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_blocks_new(&k->blocks, k->stream, k->file, k->setup->block, k->workers);
    }
    if (status == MKBA_OK) {
        status = mkba_blocks_head(&head, k->blocks, issues);
    }
    if (status == MKBA_OK) {
        status =
            mkba_household_columns_read(&k->columns, k->arena, data, k->file, &head, issues);
    }
    if (status == MKBA_OK) {
        status = begin_workers(k);
    }
    if (status == MKBA_OK && k->columns.has_id) {
        k->is_once = !mkba_stream_can_repeat(k->stream);
        k->ids = mkba_id_check_new(k->is_once ? 0 : mkba_blocks_rows(k->blocks),
                                   k->setup->suspects);
        status = k->ids ? MKBA_OK : MKBA_ERR_MEMORY;
    }
    return status;
}

/* ------------------------------------------------------------------ Result */

static mkba_status name_areas(mkba_segments *out, mkba_area_counts *counts)
{
    mkba_area_counts_sort(counts);
    out->area = counts->item;
    out->areas = counts->count;
    for (size_t i = 0; i < counts->count; i++) {
        mkba_area_count *area = &counts->item[i];
        mkba_status status =
            mkba_segment_area_name(&area->name, out->arena, area->name, area->length);
        if (status != MKBA_OK) {
            return status;
        }
        out->households += area->households;
    }
    return MKBA_OK;
}

/* Puts together what the workers have. */
static mkba_status add_up(mkba_segments *out, mkba_segment_work *k, mkba_fault_list *faults,
                          mkba_area_counts *counts)
{
    for (size_t i = 0; i < k->workers; i++) {
        const mkba_segment_worker *w = &k->worker[i];
        mkba_fault_merge(faults, &w->faults);
        out->no_score += w->no_score;
        out->no_id += w->no_id;
        out->not_repeated += w->not_repeated;
        k->has_too_many = k->has_too_many || w->has_too_many;
        if (!mkba_area_counts_merge(counts, &w->areas)) {
            return MKBA_ERR_MEMORY;
        }
    }
    k->has_too_many = k->has_too_many || counts->count > MKBA_MOST_RECORD_AREAS;
    out->others = k->columns.others;
    out->has_id = k->columns.has_id;
    out->absent = k->known.count > counts->count ? k->known.count - counts->count : 0;
    return MKBA_OK;
}

static mkba_status too_many_areas(const mkba_segment_work *k, mkba_issues *issues)
{
    char most[32];
    snprintf(most, sizeof most, "%d", MKBA_MOST_RECORD_AREAS);
    return mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){.file = k->file},
                          "household.too_many_areas", MKBA_WORDS(most));
}

static mkba_status finish(mkba_segments *out, mkba_segment_work *k, mkba_issues *issues)
{
    mkba_area_counts counts = {.arena = out->arena};
    mkba_fault_list faults = {0};
    mkba_status status = add_up(out, k, &faults, &counts);
    if (status != MKBA_OK) {
        return status;
    }
    if (k->has_too_many) {
        return too_many_areas(k, issues);
    }
    status = mkba_fault_report(&faults, k->file, issues);
    mkba_status read = mkba_blocks_status(k->blocks, issues); /* faults may tell why */
    status = status == MKBA_OK ? read : status;
    if (status == MKBA_OK && counts.count == 0) {
        status = mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = k->file},
                                "household.no_rows", NULL);
    }
    return status == MKBA_OK ? name_areas(out, &counts) : status;
}

/* Whether all rows were read, so that their ids can be held against each other. */
static bool is_read_whole(const mkba_segment_work *k)
{
    bool whole = mkba_blocks_status(k->blocks, NULL) == MKBA_OK;
    for (size_t i = 0; i < k->workers; i++) {
        whole = whole && !k->worker[i].has_too_many && k->worker[i].faults.last_line == 0;
    }
    return whole;
}

static mkba_status run(mkba_segments *out, mkba_segment_work *k, const mkba_data *data,
                       mkba_issues *issues)
{
    mkba_status status = begin(k, data, issues);
    if (status != MKBA_OK) {
        return status;
    }
    k->heavy = mkba_data_value(data, "zrm_heavy_domains");
    k->vulnerable = mkba_data_value(data, "zrm_vulnerable_domains");
    status = pass_over(k, MKBA_PASS_COUNT, issues);
    if (status == MKBA_OK && k->is_once) {
        settle_repeats(k);
    } else if (status == MKBA_OK && k->ids && is_read_whole(k)) {
        status = check_ids(k, issues);
    }
    return status == MKBA_OK ? finish(out, k, issues) : status;
}

mkba_status mkba_segments_read(mkba_segments **out, const mkba_data *data, const char *path,
                               const mkba_segment_setup *setup, mkba_issues *issues)
{
    mkba_arena *kept, *arena;
    unsigned threads = setup->options.threads;
    *out = NULL;
    mkba_segments *segments = mkba_arena_object(&kept, sizeof *segments);
    mkba_segment_work *k = segments ? mkba_arena_object(&arena, sizeof *k) : NULL;
    if (!k) {
        mkba_arena_free(segments ? kept : NULL);
        return MKBA_ERR_MEMORY;
    }
    segments->arena = kept;
    k->arena = arena;
    k->setup = setup;
    k->file = path;
    k->workers = threads == 0 ? 1 : threads < MKBA_MOST_WORKERS ? threads : MKBA_MOST_WORKERS;
    mkba_status status = run(segments, k, data, issues);
    end_workers(k);
    mkba_id_check_free(k->ids);
    mkba_blocks_free(k->blocks);
    mkba_stream_close(k->stream);
    mkba_arena_free(arena);
    if (status != MKBA_OK) {
        mkba_segments_free(segments);
        return status;
    }
    *out = segments;
    return MKBA_OK;
}

mkba_status mkba_segment_run(mkba_segments **out, const mkba_data *data, const char *path,
                             const mkba_segment_options *options, mkba_issues *issues)
{
    mkba_segment_setup setup = {.block = MKBA_BLOCK, .suspects = MKBA_MOST_SUSPECTS};
    if (options) {
        setup.options = *options;
    }
    return mkba_segments_read(out, data, path, &setup, issues);
}

void mkba_segments_free(mkba_segments *segments)
{
    if (segments) {
        mkba_arena_free(segments->arena);
    }
}

size_t mkba_segments_areas(const mkba_segments *segments)
{
    return segments->areas;
}

const char *mkba_segments_code(const mkba_segments *segments, size_t area)
{
    return segments->area[area].name;
}

unsigned long long mkba_segments_count(const mkba_segments *segments, size_t area,
                                       mkba_segment_count what)
{
    const mkba_area_count *a = &segments->area[area];
    return what == MKBA_COUNT_HEAVY        ? a->heavy
           : what == MKBA_COUNT_VULNERABLE ? a->vulnerable
                                           : a->households;
}
