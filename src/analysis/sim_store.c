/* Few enough draws that all values are kept, a few areas at a time. */
#include "analysis/sim_run.h"

#include "base/workers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { STORE_BYTES = 24 << 20, BINS = 2048 };

typedef struct {
    size_t *slot, slots; /* per column: its place among those that are kept */
    double *store;       /* [area - from][slots][draws] */
    double *total;       /* [columns][draws] */
} keeper;

static void store_values(mkba_sim_run *r, size_t area, size_t block, size_t slice,
                         size_t worker, double *const *value)
{
    keeper *k = r->own;
    (void)slice;
    (void)worker;
    const mkba_simulation *s = r->s;
    size_t padded = r->blocks * MKBA_LANES, at = block * MKBA_LANES;
    for (size_t c = 0; c < s->columns; c++) {
        if (area == SIZE_MAX) {
            s->lanes->add(k->total + c * padded + at, value[c]);
        } else if (k->slot[c] != SIZE_MAX && s->areas > 1) {
            memcpy(k->store + ((area - r->from) * k->slots + k->slot[c]) * padded + at,
                   value[c], MKBA_LANES * sizeof **value);
        }
    }
}

/* The distribution of one column of values that were kept. */
static bool describe(mkba_distribution *out, const mkba_sim_run *r, const double *value)
{
    const mkba_lanes *lanes = r->s->lanes;
    mkba_pilot pilot = {INFINITY, -INFINITY};
    mkba_spread column;
    mkba_arena *arena = mkba_arena_new();
    size_t draws = (size_t)r->s->draws;
    mkba_pilot_add(&pilot, value, draws < MKBA_PILOT ? draws : MKBA_PILOT);
    bool good = arena && mkba_spread_start(&column, arena, pilot, BINS, 1);
    for (size_t slice = 0; slice < MKBA_SLICES && good; slice++) {
        size_t to = r->blocks * (slice + 1) / MKBA_SLICES;
        for (size_t b = r->blocks * slice / MKBA_SLICES; b < to; b++) {
            mkba_spread_see(&column, lanes, value + b * MKBA_LANES, slice, 0);
        }
    }
    good = good && mkba_spread_settle(out, &column, arena, 1, SIZE_MAX);
    for (size_t b = 0; b < r->blocks && good; b++) {
        mkba_spread_keep(&column, lanes, value + b * MKBA_LANES);
    }
    if (good) {
        mkba_spread_finish(out, &column);
    }
    mkba_arena_free(arena);
    return good;
}

static void describe_stored(void *context, size_t job, size_t worker)
{
    (void)worker;
    mkba_sim_run *r = context;
    const keeper *k = r->own;
    mkba_simulation *s = r->s;
    size_t padded = r->blocks * MKBA_LANES, c = job % s->columns;
    size_t area = r->from + job / s->columns;
    mkba_distribution *out = &s->distribution[area * s->columns + c];
    const double *store =
        k->store +
        ((area - r->from) * k->slots + (k->slot[c] != SIZE_MAX ? k->slot[c] : 0)) * padded;
    if (mkba_sim_is_even(s, area, c)) {
        mkba_sim_describe_even(s, area, c);
    } else if (!describe(out, r, store)) {
        r->failed = true;
    }
}

/* The ratio cannot be summed over the parts in which areas were done. */
static void settle_stored_total(mkba_sim_run *r)
{
    keeper *k = r->own;
    const mkba_measures *m = &r->s->measures;
    size_t padded = r->blocks * MKBA_LANES, draws = (size_t)r->s->draws;
    /* one area has its own */
    for (size_t w = 0; w < r->s->worlds && r->s->areas > 1; w++) {
        double *base = k->total + w * m->count * padded;
        for (size_t i = 0; i < draws; i++) {
            double cost = base[m->cost * padded + i];
            base[m->ratio * padded + i] =
                cost > 0 ? base[m->benefit * padded + i] / cost : (double)NAN;
        }
    }
}

static void describe_total(void *context, size_t job, size_t worker)
{
    (void)worker;
    mkba_sim_run *r = context;
    const keeper *k = r->own;
    size_t columns = r->s->columns, padded = r->blocks * MKBA_LANES;
    if (mkba_sim_is_even(r->s, SIZE_MAX, job)) {
        mkba_sim_describe_even(r->s, SIZE_MAX, job);
    } else if (!describe(&r->s->distribution[r->s->areas * columns + job], r,
                         k->total + job * padded)) {
        r->failed = true;
    }
}

/* Draws again the words that the total was made from. */
static void inform_slice(mkba_sim_run *r, size_t slice, size_t worker, bool groups)
{
    keeper *k = r->own;
    const mkba_simulation *s = r->s;
    mkba_sim_room *room = &r->room[worker];
    size_t padded = r->blocks * MKBA_LANES, to = r->blocks * (slice + 1) / MKBA_SLICES;
    for (size_t b = r->blocks * slice / MKBA_SLICES; b < to; b++) {
        mkba_sim_words(r, room, (uint64_t)b * MKBA_LANES);
        for (size_t c = 0; c < s->columns; c++) {
            room->at[c] = k->total + c * padded + b * MKBA_LANES;
        }
        mkba_sim_inform(r, b, slice, room->word, room->at, groups);
    }
}

static void inform_once(void *context, size_t slice, size_t worker)
{
    inform_slice(context, slice, worker, false);
}

static void inform_twice(void *context, size_t slice, size_t worker)
{
    inform_slice(context, slice, worker, true);
}

static void inform_stored(mkba_sim_run *r)
{
    mkba_workers_run(r->s->workers, MKBA_SLICES, inform_once, NULL, r);
    mkba_information_settle(&r->s->information);
    mkba_workers_run(r->s->workers, MKBA_SLICES, inform_twice, NULL, r);
}

/* Columns that are the same in all draws of every area need not be kept. */
static bool find_slots(mkba_sim_run *r)
{
    keeper *k = r->own;
    k->slot = mkba_arena_alloc(r->s->arena, r->s->columns, sizeof *k->slot);
    for (size_t c = 0; c < r->s->columns && k->slot; c++) {
        bool even = mkba_sim_is_even(r->s, SIZE_MAX, c);
        k->slot[c] = even ? SIZE_MAX : k->slots;
        k->slots += !even;
    }
    return k->slot != NULL;
}

static mkba_status start(keeper *k, mkba_sim_run *r, size_t *together)
{
    size_t per_column = r->blocks * MKBA_LANES * sizeof(double);
    size_t columns = r->s->columns;
    if (!find_slots(r)) {
        return MKBA_ERR_MEMORY;
    }
    size_t per_area = (k->slots + 1) * per_column;
    *together = STORE_BYTES / per_area > 1 ? STORE_BYTES / per_area : 1;
    *together = *together < r->s->areas ? *together : r->s->areas;
    k->store = aligned_alloc(64, *together * per_area);
    k->total = aligned_alloc(64, columns * per_column);
    if (!k->store || !k->total) {
        return MKBA_ERR_MEMORY;
    }
    memset(k->total, 0, columns * per_column);
    return MKBA_OK;
}

static mkba_status run_areas(mkba_sim_run *r, size_t together)
{
    const mkba_simulation *s = r->s;
    mkba_status status = MKBA_OK;
    for (size_t from = 0; from < s->areas && status == MKBA_OK; from += together) {
        size_t to = from + together < s->areas ? from + together : s->areas;
        double part = 0.95 * (double)(to - from) / (double)s->areas;
        status = mkba_sim_pass(r, from, to, store_values, part);
        if (status == MKBA_OK && s->areas > 1) {
            mkba_workers_run(s->workers, (to - from) * s->columns, describe_stored, NULL, r);
        }
    }
    return status;
}

mkba_status mkba_sim_run_stored(mkba_sim_run *r)
{
    keeper *k = mkba_arena_alloc(r->s->arena, 1, sizeof *k);
    size_t together;
    if (!k) {
        return MKBA_ERR_MEMORY;
    }
    r->own = k;
    mkba_status status = start(k, r, &together);
    if (status == MKBA_OK) {
        status = run_areas(r, together);
    }
    if (status == MKBA_OK) {
        settle_stored_total(r);
        mkba_workers_run(r->s->workers, r->s->columns, describe_total, NULL, r);
        inform_stored(r);
    }
    free(k->store);
    free(k->total);
    return status == MKBA_OK && r->failed ? MKBA_ERR_MEMORY : status;
}
