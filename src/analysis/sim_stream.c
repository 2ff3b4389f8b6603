/* More draws than can be kept: they are seen as they come. A pilot of the first draws tells
 * between which bins the quantiles lie, and only values near those are kept. With very many
 * draws also those would be too many; then the draws are made twice. */
#include "analysis/sim_run.h"

#include "base/workers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXACT_VALUES = 1 << 21, /* values near quantiles that are kept, over all columns */
    KEPT_BYTES = 16 << 20,  /* for the areas that are done together */
    FEW_BINS = 2048,
    MANY_BINS = 65536,
    ONCE_MOST = 2000000, /* draws that are made once */
    /* Groups are judged on the first draws: going over all of them again gains little. */
    JUDGED_BLOCKS = MKBA_STORED_MOST / MKBA_LANES
};

typedef struct {
    size_t from, to; /* the areas whose columns are seen, unless it is the total */
    bool total;
    size_t columns;      /* of all that are seen */
    mkba_pilot *pilot;   /* per worker and column */
    mkba_spread *spread; /* per column */
    bool inform;
    double *option; /* [block][world][lanes] of the draws on which groups are judged */
} watcher;

/* The first column of an area, or SIZE_MAX when it is not seen now. */
static size_t seen_at(const mkba_sim_run *r, size_t area)
{
    const watcher *w = r->own;
    if (w->total || area == SIZE_MAX) {
        return w->total && area == SIZE_MAX ? 0 : SIZE_MAX;
    }
    return (area - w->from) * r->s->columns;
}

/* Which area a column is of. */
static size_t area_of(const mkba_sim_run *r, size_t column)
{
    const watcher *w = r->own;
    return w->total ? SIZE_MAX : w->from + column / r->s->columns;
}

static void pilot_values(mkba_sim_run *r, size_t area, size_t block, size_t slice,
                         size_t worker, double *const *value)
{
    (void)slice;
    const watcher *w = r->own;
    size_t lanes = mkba_sim_lanes(r, block), at = seen_at(r, area);
    for (size_t c = 0; c < r->s->columns && at != SIZE_MAX; c++) {
        mkba_pilot_add(&w->pilot[worker * w->columns + at + c], value[c], lanes);
    }
}

static double *options_of(const mkba_sim_run *r, size_t block, size_t world)
{
    const watcher *w = r->own;
    return w->option + (block * r->s->worlds + world) * MKBA_LANES;
}

static void keep_options(const mkba_sim_run *r, size_t block, double *const *sum)
{
    const double *value[MKBA_MOST_WORLDS];
    mkba_sim_options(r, sum, value);
    for (size_t i = 0; i < r->s->worlds && block < JUDGED_BLOCKS; i++) {
        memcpy(options_of(r, block, i), value[i], MKBA_LANES * sizeof(double));
    }
}

static void see_values(mkba_sim_run *r, size_t area, size_t block, size_t slice, size_t worker,
                       double *const *value)
{
    const watcher *w = r->own;
    size_t at = seen_at(r, area);
    for (size_t c = 0; c < r->s->columns && at != SIZE_MAX; c++) {
        mkba_spread *spread = &w->spread[at + c];
        if (spread->count && !mkba_spread_see(spread, r->s->lanes, value[c], slice, worker)) {
            r->failed = true;
        }
    }
    if (w->inform && area == SIZE_MAX) {
        mkba_sim_inform(r, block, slice, r->room[worker].word, value, false);
        keep_options(r, block, value);
    }
}

static void keep_values(mkba_sim_run *r, size_t area, size_t block, size_t slice,
                        size_t worker, double *const *value)
{
    (void)block;
    (void)slice;
    (void)worker;
    const watcher *w = r->own;
    size_t at = seen_at(r, area);
    for (size_t c = 0; c < r->s->columns && at != SIZE_MAX; c++) {
        if (w->spread[at + c].count) {
            mkba_spread_keep(&w->spread[at + c], r->s->lanes, value[c]);
        }
    }
}

/* A pass over the first draws only. */
static mkba_status pass_first(mkba_sim_run *r, size_t from, size_t to, mkba_sim_visitor visit,
                              size_t draws)
{
    size_t blocks = r->blocks;
    r->blocks = draws / MKBA_LANES;
    mkba_status status = mkba_sim_pass(r, from, to, visit, 0);
    r->blocks = blocks;
    return status;
}

static mkba_status find_ranges(mkba_sim_run *r, size_t from, size_t to)
{
    const watcher *w = r->own;
    size_t columns = w->columns;
    for (size_t i = 0; i < r->s->workers * columns; i++) {
        w->pilot[i] = (mkba_pilot){INFINITY, -INFINITY};
    }
    mkba_status status = pass_first(r, from, to, pilot_values, MKBA_PILOT);
    for (size_t i = columns; i < r->s->workers * columns; i++) {
        mkba_pilot *all = &w->pilot[i % columns];
        all->low = fmin(all->low, w->pilot[i].low);
        all->high = fmax(all->high, w->pilot[i].high);
    }
    return status;
}

/* Columns that are the same in all draws are not seen. */
static bool start_spreads(const mkba_sim_run *r, mkba_arena *arena, uint32_t bins)
{
    const watcher *w = r->own;
    for (size_t c = 0; c < w->columns; c++) {
        w->spread[c] = (mkba_spread){.count = NULL};
        if (!mkba_sim_is_even(r->s, area_of(r, c), c % r->s->columns) &&
            !mkba_spread_start(&w->spread[c], arena, w->pilot[c], bins, r->s->workers)) {
            return false;
        }
    }
    return true;
}

/* Enough to know well where to look, few against all. */
static size_t pilot_draws(uint64_t draws)
{
    size_t wanted = (size_t)(draws / 32) / MKBA_LANES * MKBA_LANES;
    return wanted < 2 * MKBA_PILOT     ? 2 * MKBA_PILOT
           : wanted > MKBA_STORED_MOST ? MKBA_STORED_MOST
                                       : wanted;
}

/* Sees the first draws, to know where the quantiles will be. */
static mkba_status aim(mkba_sim_run *r, mkba_arena *arena, size_t from, size_t to)
{
    watcher *w = r->own;
    mkba_spread *first = w->spread;
    bool inform = w->inform;
    w->inform = false;
    mkba_status status = pass_first(r, from, to, see_values, pilot_draws(r->s->draws));
    w->inform = inform;
    mkba_spread *aimed = mkba_arena_alloc(arena, w->columns, sizeof *aimed);
    if (status != MKBA_OK || !aimed) {
        return status == MKBA_OK ? MKBA_ERR_MEMORY : status;
    }
    w->spread = aimed;
    status = start_spreads(r, arena, FEW_BINS) ? MKBA_OK : MKBA_ERR_MEMORY;
    for (size_t c = 0; c < w->columns && status == MKBA_OK; c++) {
        if (first[c].count &&
            !mkba_spread_aim(&w->spread[c], &first[c], arena, r->s->workers)) {
            status = MKBA_ERR_MEMORY;
        }
    }
    return status;
}

/* Adds up; `again` tells whether the draws are needed a second time. */
static mkba_status settle(const mkba_sim_run *r, mkba_arena *arena, mkba_distribution *out,
                          bool *again)
{
    const watcher *w = r->own;
    size_t most = EXACT_VALUES / r->s->columns;
    *again = false;
    for (size_t c = 0; c < w->columns; c++) {
        mkba_spread *spread = &w->spread[c];
        if (!spread->count) {
            continue;
        }
        if (!mkba_spread_settle(&out[c], spread, arena, r->s->workers, most)) {
            return MKBA_ERR_MEMORY;
        }
        *again = *again || (spread->exact && !mkba_spread_has_all(spread));
    }
    return r->failed ? MKBA_ERR_MEMORY : MKBA_OK;
}

/* Columns that are to be described, each by itself. */
typedef struct {
    const mkba_sim_run *run;
    mkba_distribution *out;
    bool again; /* the draws were made a second time */
} finishing;

static void finish_column(void *context, size_t c, size_t worker)
{
    const finishing *f = context;
    const mkba_sim_run *r = f->run;
    const watcher *w = r->own;
    (void)worker;
    if (!w->spread[c].count) {
        mkba_sim_describe_even(r->s, area_of(r, c), c % r->s->columns);
        return;
    }
    if (!f->again) {
        mkba_spread_use_kept(&w->spread[c], r->s->lanes, r->s->workers);
    }
    mkba_spread_finish(&f->out[c], &w->spread[c]);
}

static mkba_status see_all(mkba_sim_run *r, mkba_arena *arena, size_t from, size_t to,
                           double part)
{
    watcher *w = r->own;
    mkba_simulation *s = r->s;
    bool once = s->draws <= ONCE_MOST, again = false;
    mkba_distribution *out = s->distribution + (w->total ? s->areas : w->from) * s->columns;
    mkba_status status = find_ranges(r, from, to);
    if (status == MKBA_OK && !start_spreads(r, arena, once ? FEW_BINS : MANY_BINS)) {
        status = MKBA_ERR_MEMORY;
    }
    if (status == MKBA_OK && once) {
        status = aim(r, arena, from, to);
    }
    if (status == MKBA_OK) {
        status = mkba_sim_pass(r, from, to, see_values, once ? part : part / 2);
    }
    if (status == MKBA_OK) {
        status = settle(r, arena, out, &again);
    }
    if (status == MKBA_OK && again) {
        status = mkba_sim_pass(r, from, to, keep_values, once ? 0 : part / 2);
    }
    if (status == MKBA_OK) {
        finishing f = {r, out, again};
        mkba_workers_run(s->workers, w->columns, finish_column, NULL, &f);
    }
    for (size_t c = 0; c < w->columns; c++) {
        mkba_spread_free(&w->spread[c], s->workers);
    }
    return status;
}

/* The columns of the areas from .. to, or of the total over all of them. */
static mkba_status run_columns(mkba_sim_run *r, size_t from, size_t to, bool total,
                               double part)
{
    watcher *w = r->own;
    mkba_spread *spread = w->spread;
    mkba_arena *arena = mkba_arena_new();
    w->from = from;
    w->to = to;
    w->total = w->inform = total;
    w->columns = r->s->columns * (total ? 1 : to - from);
    memset(w->spread, 0, w->columns * sizeof *w->spread);
    mkba_status status = arena ? see_all(r, arena, from, to, part) : MKBA_ERR_MEMORY;
    w->spread = spread;
    mkba_arena_free(arena);
    return status;
}

/* Only the words are drawn again. */
static void judge_slice(void *context, size_t slice, size_t worker)
{
    mkba_sim_run *r = context;
    const double *value[MKBA_MOST_WORLDS];
    size_t to = JUDGED_BLOCKS * (slice + 1) / MKBA_SLICES;
    for (size_t block = JUDGED_BLOCKS * slice / MKBA_SLICES; block < to; block++) {
        mkba_sim_words(r, &r->room[worker], (uint64_t)block * MKBA_LANES);
        for (size_t i = 0; i < r->s->worlds; i++) {
            value[i] = options_of(r, block, i);
        }
        mkba_information_see_groups(&r->s->information, slice, r->room[worker].word, value,
                                    MKBA_LANES);
    }
}

static void inform_groups(mkba_sim_run *r)
{
    mkba_information_settle(&r->s->information);
    mkba_workers_run(r->s->workers, MKBA_SLICES, judge_slice, NULL, r);
}

/* Areas that are done together: what is kept of them has to fit. About a tenth of the draws is
 * near a quantile. */
static size_t areas_together(const mkba_simulation *s)
{
    size_t bins = s->draws <= ONCE_MOST ? FEW_BINS : MANY_BINS;
    size_t kept = s->draws <= ONCE_MOST ? (size_t)s->draws / 8 * sizeof(double) : 0;
    size_t per_area = s->columns * (kept + 2 * bins * s->workers * sizeof(uint32_t));
    size_t together = KEPT_BYTES / per_area;
    return together < 1 ? 1 : together < s->areas ? together : s->areas;
}

mkba_status mkba_sim_run_streamed(mkba_sim_run *r)
{
    mkba_simulation *s = r->s;
    size_t together = areas_together(s), columns = together * s->columns;
    double part = s->areas > 1 ? 0.5 : 1;
    watcher *w = mkba_arena_alloc(s->arena, 1, sizeof *w);
    if (!w) {
        return MKBA_ERR_MEMORY;
    }
    r->own = w;
    w->pilot = calloc(s->workers * columns, sizeof *w->pilot);
    w->spread = calloc(columns, sizeof *w->spread);
    w->option = calloc(JUDGED_BLOCKS * s->worlds * MKBA_LANES, sizeof *w->option);
    mkba_status status = w->pilot && w->spread && w->option ? MKBA_OK : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = run_columns(r, 0, s->areas, true, part);
    }
    if (status == MKBA_OK) {
        inform_groups(r);
    }
    for (size_t a = 0; a < s->areas && s->areas > 1 && status == MKBA_OK; a += together) {
        size_t to = a + together < s->areas ? a + together : s->areas;
        status =
            run_columns(r, a, to, false, (1 - part) * (double)(to - a) / (double)s->areas);
    }
    free(w->pilot);
    free(w->spread);
    free(w->option);
    return status;
}
