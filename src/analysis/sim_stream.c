/* More draws than can be kept: they are seen as they come. A pilot of the first draws tells
 * between which bins the quantiles lie, and only values near those are kept. With very many
 * draws also those would be too many; then the draws are made twice. */
#include "analysis/sim_run.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    EXACT_VALUES = 1 << 21, /* values near quantiles that are kept, over all columns */
    FEW_BINS = 2048,
    MANY_BINS = 65536,
    ONCE_MOST = 2000000 /* draws that are made once */
};

typedef struct {
    size_t area;         /* whose columns are seen; SIZE_MAX: the total */
    mkba_pilot *pilot;   /* per worker and column */
    mkba_spread *spread; /* per column */
    bool inform;
} watcher;

static void pilot_values(mkba_sim_run *r, size_t area, size_t block, size_t slice,
                         size_t worker, double *const *value)
{
    (void)slice;
    const watcher *w = r->own;
    size_t lanes = mkba_sim_lanes(r, block);
    for (size_t c = 0; c < r->s->columns && area == w->area; c++) {
        mkba_pilot_add(&w->pilot[worker * r->s->columns + c], value[c], lanes);
    }
}

static void see_values(mkba_sim_run *r, size_t area, size_t block, size_t slice, size_t worker,
                       double *const *value)
{
    const watcher *w = r->own;
    if (area != w->area) {
        return;
    }
    for (size_t c = 0; c < r->s->columns; c++) {
        if (w->spread[c].count &&
            !mkba_spread_see(&w->spread[c], r->s->lanes, value[c], slice, worker)) {
            r->failed = true;
        }
    }
    if (w->inform) {
        mkba_sim_inform(r, block, slice, r->room[worker].word, value, false);
    }
}

static void keep_values(mkba_sim_run *r, size_t area, size_t block, size_t slice,
                        size_t worker, double *const *value)
{
    (void)block;
    (void)slice;
    (void)worker;
    const watcher *w = r->own;
    for (size_t c = 0; c < r->s->columns && area == w->area; c++) {
        if (w->spread[c].count) {
            mkba_spread_keep(&w->spread[c], r->s->lanes, value[c]);
        }
    }
}

static void see_groups(mkba_sim_run *r, size_t area, size_t block, size_t slice, size_t worker,
                       double *const *value)
{
    if (area == SIZE_MAX) {
        mkba_sim_inform(r, block, slice, r->room[worker].word, value, true);
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
    size_t columns = r->s->columns;
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
    for (size_t c = 0; c < r->s->columns; c++) {
        w->spread[c] = (mkba_spread){.count = NULL};
        if (!mkba_sim_is_even(r->s, w->area, c) &&
            !mkba_spread_start(&w->spread[c], arena, w->pilot[c], bins, r->s->workers)) {
            return false;
        }
    }
    return true;
}

/* Sees as many first draws as can be kept, to know where the quantiles will be. */
static mkba_status aim(mkba_sim_run *r, mkba_arena *arena, size_t from, size_t to)
{
    watcher *w = r->own;
    mkba_spread *first = w->spread;
    bool inform = w->inform;
    w->inform = false;
    mkba_status status = pass_first(r, from, to, see_values, MKBA_STORED_MOST);
    w->inform = inform;
    w->spread = mkba_arena_alloc(arena, r->s->columns, sizeof *first);
    if (!w->spread || !start_spreads(r, arena, FEW_BINS)) {
        status = status == MKBA_OK ? MKBA_ERR_MEMORY : status;
    }
    for (size_t c = 0; c < r->s->columns && status == MKBA_OK; c++) {
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
    for (size_t c = 0; c < r->s->columns; c++) {
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

static void finish(mkba_sim_run *r, mkba_distribution *out, bool again)
{
    const watcher *w = r->own;
    for (size_t c = 0; c < r->s->columns; c++) {
        if (!w->spread[c].count) {
            mkba_sim_describe_even(r->s, w->area, c);
            continue;
        }
        if (!again) {
            mkba_spread_use_kept(&w->spread[c], r->s->lanes, r->s->workers);
        }
        mkba_spread_finish(&out[c], &w->spread[c]);
    }
}

static mkba_status see_all(mkba_sim_run *r, mkba_arena *arena, size_t from, size_t to,
                           double part)
{
    watcher *w = r->own;
    mkba_simulation *s = r->s;
    bool once = s->draws <= ONCE_MOST, again = false;
    mkba_distribution *out =
        s->distribution + (w->area == SIZE_MAX ? s->areas : w->area) * s->columns;
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
        finish(r, out, again);
    }
    for (size_t c = 0; c < s->columns; c++) {
        mkba_spread_free(&w->spread[c], s->workers);
    }
    return status;
}

/* The columns of one area, or of the total over all of them. */
static mkba_status run_columns(mkba_sim_run *r, size_t area, double part)
{
    watcher *w = r->own;
    mkba_spread *spread = w->spread;
    bool total = area == SIZE_MAX;
    mkba_arena *arena = mkba_arena_new();
    w->area = area;
    w->inform = total;
    memset(w->spread, 0, r->s->columns * sizeof *w->spread);
    mkba_status status =
        arena ? see_all(r, arena, total ? 0 : area, total ? r->s->areas : area + 1, part)
              : MKBA_ERR_MEMORY;
    w->spread = spread;
    mkba_arena_free(arena);
    return status;
}

/* Groups are judged on the first draws: going over all of them again gains little. */
static mkba_status inform_groups(mkba_sim_run *r)
{
    mkba_information_settle(&r->s->information);
    return pass_first(r, 0, r->s->areas, see_groups, MKBA_STORED_MOST);
}

mkba_status mkba_sim_run_streamed(mkba_sim_run *r)
{
    mkba_simulation *s = r->s;
    double part = s->areas > 1 ? 0.5 : 1;
    watcher w = {.pilot = calloc(s->workers * s->columns, sizeof *w.pilot),
                 .spread = calloc(s->columns, sizeof *w.spread)};
    mkba_status status = w.pilot && w.spread ? MKBA_OK : MKBA_ERR_MEMORY;
    r->own = &w;
    if (status == MKBA_OK) {
        status = run_columns(r, SIZE_MAX, part);
    }
    if (status == MKBA_OK) {
        status = inform_groups(r);
    }
    for (size_t a = 0; a < s->areas && s->areas > 1 && status == MKBA_OK; a++) {
        status = run_columns(r, a, (1 - part) / (double)s->areas);
    }
    free(w.pilot);
    free(w.spread);
    return status;
}
