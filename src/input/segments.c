#include "input/segments.h"

#include "base/workers.h"
#include "input/bytes.h"
#include "input/columns.h"
#include "input/household_rows.h"
#include "input/id_check.h"

#include <stdio.h>
#include <string.h>

/* What the rows pass for. */
typedef enum {
    COUNT, /* counts, and the ids' first time */
    FILTER,
    HOLD /* the ids' second time */
} pass;

typedef struct work work;

typedef struct {
    work *work;
    mkba_arena *arena;
    mkba_household_reader *reader;
    mkba_area_counts areas;
    mkba_area_count *last; /* the area of the row before: mostly this one's too */
    mkba_fault_list faults;
    mkba_id_queue queue;
    uint64_t no_score, no_id, not_repeated;
    bool has_too_many, failed;
} worker;

struct work {
    const mkba_segment_setup *setup;
    mkba_arena *arena; /* lasts as long as the reading */
    const char *file;
    mkba_stream *stream;
    mkba_blocks *blocks;
    mkba_household_columns columns;
    double heavy, vulnerable; /* thresholds */
    mkba_map known;           /* areas; without slots: all are */
    bool has_known;
    mkba_id_check *ids;
    bool is_once; /* the stream passes only once */
    bool has_too_many;
    pass pass;
    worker *worker;
    size_t workers;
};

/* ------------------------------------------------------------------ Areas */

/* The name in UTF-8; NULL when there is no memory. What is not written in it is in
 * Windows-1252. */
static const char *area_name(mkba_arena *arena, const char *text, size_t length)
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
    bool good = arena && area_name(arena, text, length);
    mkba_arena_free(arena);
    return good;
}

static bool is_known(const worker *w, const char *text, size_t length)
{
    if (!w->work->has_known) {
        return true;
    }
    mkba_arena *arena = mkba_arena_new();
    const char *name = arena ? area_name(arena, text, length) : NULL;
    bool known = name && mkba_map_get(&w->work->known, name) != MKBA_MAP_NONE;
    mkba_arena_free(arena);
    return known;
}

static mkba_area_count *refuse(worker *w, const mkba_household_row *row, mkba_status status,
                               const char *id)
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

static mkba_area_count *new_area(worker *w, const mkba_household_row *row, uint64_t hash)
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

static mkba_area_count *area_of(worker *w, const mkba_household_row *row)
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

static void repeat_fault(worker *w, const mkba_id_row *row)
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

static void hold(worker *w, const mkba_household_row *row, uint64_t hash)
{
    mkba_id_row repeat, mine = {.hash = hash,
                                .area = (uint32_t)mkba_bytes_hash(row->area, row->area_length),
                                .line = row->line};
    if (mkba_id_check_hold(&repeat, w->work->ids, mine)) {
        repeat_fault(w, &repeat);
    }
}

static void check_id(worker *w, const mkba_household_row *row)
{
    const work *k = w->work;
    uint64_t hash = mkba_bytes_hash(row->id, row->id_length);
    if (row->id_length == 0) {
        w->no_id += k->pass == COUNT;
    } else if (k->is_once && row->line > MKBA_ONCE_LINES) {
        w->not_repeated++;
    } else if (k->is_once) {
        hold(w, row, hash);
    } else if (k->pass != HOLD) {
        mkba_id_check_filter(k->ids, &w->queue, hash);
    } else if (mkba_id_check_suspects(k->ids, hash)) {
        hold(w, row, hash);
    }
}

/* Docs/model.md, from households to segments. */
static void classify(const worker *w, mkba_area_count *area, const mkba_household_row *row)
{
    bool heavy = row->acute >= w->work->heavy;
    bool vulnerable = !heavy && (row->acute >= 1 || row->mild >= w->work->vulnerable);
    area->households++;
    area->heavy += heavy;
    area->vulnerable += vulnerable;
}

static void take(void *context, const mkba_household_row *row)
{
    worker *w = context;
    if (w->work->pass == COUNT) {
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

static void read_blocks(void *context, size_t job, size_t thread)
{
    work *k = context;
    worker *w = &k->worker[job];
    mkba_block block;
    (void)thread;
    w->last = NULL;
    while (!w->failed && mkba_blocks_next(&block, k->blocks, job)) {
        mkba_fault_list *faults = k->pass == COUNT ? &w->faults : NULL;
        w->failed =
            !mkba_household_read_block(w->reader, &block, take, w, faults) || w->failed;
    }
    if (k->ids && !k->is_once) {
        mkba_id_check_flush(k->ids, &w->queue);
    }
}

/* ------------------------------------------------------------------ Passes */

static mkba_status pass_over(work *k, pass now, mkba_issues *issues)
{
    mkba_status status = now == COUNT ? MKBA_OK : mkba_blocks_repeat(k->blocks, issues);
    k->pass = now;
    if (status != MKBA_OK) {
        return status;
    }
    mkba_workers_run(k->workers, k->workers, read_blocks, NULL, k);
    for (size_t i = 0; i < k->workers; i++) {
        if (k->worker[i].failed || (k->ids && mkba_id_check_failed(k->ids))) {
            return mkba_issue_add(issues, MKBA_ERR_MEMORY, (mkba_place){.file = k->file},
                                  "memory", NULL);
        }
    }
    return mkba_stream_check(k->stream, issues);
}

/* Now that the first row of each id is known: says where it is. */
static void settle_repeats(work *k)
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

/* The ids, after the first pass: suspects pass again, and what had no turn yet. */
static mkba_status check_ids(work *k, mkba_issues *issues)
{
    mkba_status status = MKBA_OK;
    for (bool more = true; more && status == MKBA_OK;) {
        while (status == MKBA_OK && !mkba_id_check_settle(k->ids)) {
            status = pass_over(k, FILTER, issues);
        }
        if (status == MKBA_OK && mkba_id_check_has_suspects(k->ids)) {
            status = pass_over(k, HOLD, issues);
            settle_repeats(k);
        }
        more = mkba_id_check_next(k->ids);
        if (more && status == MKBA_OK) {
            status = pass_over(k, FILTER, issues);
        }
    }
    return status;
}

/* ------------------------------------------------------------------ Beginning */

static mkba_status begin_workers(work *k)
{
    k->worker = mkba_arena_alloc(k->arena, k->workers, sizeof *k->worker);
    for (size_t i = 0; k->worker && i < k->workers; i++) {
        worker *w = &k->worker[i];
        w->work = k;
        w->arena = w->areas.arena = mkba_arena_new();
        w->reader = mkba_household_reader_new(&k->columns);
        if (!w->arena || !w->reader) {
            return MKBA_ERR_MEMORY;
        }
    }
    return k->worker ? MKBA_OK : MKBA_ERR_MEMORY;
}

static void end_workers(work *k)
{
    for (size_t i = 0; k->worker && i < k->workers; i++) {
        mkba_household_reader_free(k->worker[i].reader);
        mkba_arena_free(k->worker[i].arena);
    }
}

/* The codes in the file of known areas. */
static mkba_status read_known(work *k, const mkba_data *data, const char *path,
                              mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    mkba_table table;
    mkba_header what;
    size_t code = 0;
    mkba_status status = mkba_bytes_read(&bytes, path, issues);
    if (status == MKBA_OK) {
        status = mkba_table_read(&table, k->arena, path, bytes.text ? bytes.text : "",
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

static mkba_status begin(work *k, const mkba_data *data, mkba_issues *issues)
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
        area->name = area_name(out->arena, area->name, area->length);
        out->households += area->households;
        if (!area->name) {
            return MKBA_ERR_MEMORY;
        }
    }
    return MKBA_OK;
}

/* Puts together what the workers have. */
static mkba_status add_up(mkba_segments *out, work *k, mkba_fault_list *faults,
                          mkba_area_counts *counts)
{
    for (size_t i = 0; i < k->workers; i++) {
        const worker *w = &k->worker[i];
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

static mkba_status too_many_areas(const work *k, mkba_issues *issues)
{
    char most[32];
    snprintf(most, sizeof most, "%d", MKBA_MOST_RECORD_AREAS);
    return mkba_issue_add(issues, MKBA_ERR_RANGE, (mkba_place){.file = k->file},
                          "household.too_many_areas", MKBA_WORDS(most));
}

static mkba_status finish(mkba_segments *out, work *k, mkba_issues *issues)
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
static bool is_read_whole(const work *k)
{
    bool whole = mkba_blocks_status(k->blocks, NULL) == MKBA_OK;
    for (size_t i = 0; i < k->workers; i++) {
        whole = whole && !k->worker[i].has_too_many && k->worker[i].faults.last_line == 0;
    }
    return whole;
}

static mkba_status run(mkba_segments *out, work *k, const mkba_data *data, mkba_issues *issues)
{
    mkba_status status = begin(k, data, issues);
    if (status != MKBA_OK) {
        return status;
    }
    k->heavy = mkba_data_value(data, "zrm_heavy_domains");
    k->vulnerable = mkba_data_value(data, "zrm_vulnerable_domains");
    status = pass_over(k, COUNT, issues);
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
    work *k = segments ? mkba_arena_object(&arena, sizeof *k) : NULL;
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
