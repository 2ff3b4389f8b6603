/* Drawing: blocks of draws through the tapes, and what is seen of them. */
#include "analysis/simulation.h"

#include "base/workers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
    STORED_MOST = 1 << 16,  /* draws up to which all values are kept */
    STORE_BYTES = 24 << 20, /* for the values of the areas that are done together */
    EXACT_VALUES = 1 << 21, /* values near quantiles that are kept, over all columns */
    FEW_BINS = 2048,
    MANY_BINS = 65536,
    MANY_DRAWS = 2000000
};

/* Working memory of one thread. */
typedef struct {
    double *rows;
    uint32_t *word; /* per slot */
    uint32_t *local_word;
    double *value; /* [columns][lanes] of one area: those that have no row of the tape */
    double **at;   /* per column of an area: its lanes */
    double **at_sum;
    double *sum; /* [columns][lanes] over areas */
} worker_room;

typedef struct run run;

/* What is done with the values of a block: those of an area, or with `area` SIZE_MAX those of
 * the total. */
typedef void (*visitor)(run *r, size_t area, size_t block, size_t slice, size_t worker,
                        double *const *value);

struct run {
    mkba_simulation *s;
    const mkba_simulation_options *options;
    worker_room *room;
    size_t blocks;
    size_t from, to; /* the areas that are worked out */
    visitor visit;
    double done, part; /* progress: before this pass, and of this pass */
    size_t jobs;
    /* what visitors use */
    size_t *slot, slots;   /* per column: its place among those that are kept */
    double *store, *total; /* [area - from][columns][draws] and [columns][draws] */
    mkba_pilot *pilot;     /* per worker and column */
    mkba_spread *column;   /* per column */
    size_t seen_area;      /* the area or SIZE_MAX (total) whose columns are seen */
    bool failed;
};

static size_t block_lanes(const run *r, size_t block)
{
    uint64_t first = (uint64_t)block * MKBA_LANES;
    uint64_t left = r->s->draws - first;
    return left < MKBA_LANES ? (size_t)left : MKBA_LANES;
}

/* ------------------------------------------------------------------ Through the tapes */

static void fill_words(const run *r, worker_room *room, uint64_t first)
{
    const mkba_simulation *s = r->s;
    for (size_t i = 0; i < s->streams; i++) {
        if (s->stream[i].used) {
            s->lanes->words(room->word + s->stream[i].slot * MKBA_LANES, s->seed,
                            s->stream[i].id, first);
        }
    }
}

/* Where the members of a set add up to more than 1 they all give way in proportion. */
static void settle_sets(const mkba_sim_group *g, double *rows)
{
    for (size_t i = 0; i < g->n_drawn;) {
        size_t set = g->drawn[i].set, end = i + 1;
        while (end < g->n_drawn && g->drawn[end].set == set) {
            end++;
        }
        for (size_t lane = 0; lane < MKBA_LANES && set > 0; lane++) {
            double sum = 0;
            for (size_t k = i; k < end; k++) {
                sum += rows[k * MKBA_LANES + lane];
            }
            for (size_t k = i; k < end && sum > 1; k++) {
                rows[k * MKBA_LANES + lane] /= sum;
            }
        }
        i = end;
    }
}

static void draw_group(const run *r, const mkba_sim_group *g, worker_room *room)
{
    const mkba_simulation *s = r->s;
    for (size_t i = 0; i < g->n_drawn; i++) {
        const mkba_sim_drawn *d = &g->drawn[i];
        if (g->tape->input_used[i] || d->set > 0) {
            s->lanes->triangle(mkba_tape_drawn_row(g->tape, room->rows, i),
                               room->word + s->stream[d->stream].slot * MKBA_LANES,
                               &d->triangle);
        }
    }
    settle_sets(g, room->rows);
    s->lanes->steps(&g->tape->drawn_steps, room->rows, g->tape->fixed);
}

static void find_values(const mkba_simulation *s, const mkba_tape *tape,
                        const mkba_sim_area *a, worker_room *room)
{
    for (size_t c = 0; c < s->columns; c++) {
        if (mkba_tape_is_even(tape, c)) {
            room->at[c] = room->value + c * MKBA_LANES;
            mkba_tape_output(room->at[c], tape, room->rows, a->scalar, c);
        } else {
            room->at[c] = mkba_tape_output_row(tape, room->rows, c);
        }
    }
}

static void draw_area(const run *r, size_t area, worker_room *room, uint64_t first)
{
    const mkba_simulation *s = r->s;
    const mkba_sim_area *a = &s->area[area];
    const mkba_sim_group *g = &s->group[a->group];
    for (size_t l = 0; l < g->n_local; l++) {
        if (g->tape->input_used[g->n_drawn + l]) {
            s->lanes->words(room->local_word, s->seed, a->stream[l], first);
            s->lanes->triangle(mkba_tape_local_row(g->tape, room->rows, l), room->local_word,
                               &a->triangle[l]);
        }
    }
    s->lanes->steps(&g->tape->local_steps, room->rows, a->scalar);
    find_values(s, g->tape, a, room);
}

/* The ratio of a total is that of its sums. */
static void settle_total(const mkba_simulation *s, double *sum)
{
    const mkba_measures *m = &s->measures;
    for (size_t w = 0; w < s->worlds; w++) {
        double *base = sum + w * m->count * MKBA_LANES;
        for (size_t i = 0; i < MKBA_LANES; i++) {
            double cost = base[m->cost * MKBA_LANES + i];
            base[m->ratio * MKBA_LANES + i] =
                cost > 0 ? base[m->benefit * MKBA_LANES + i] / cost : (double)NAN;
        }
    }
}

/* Draws beyond the last are no draws. */
static void pad(const run *r, size_t block, double *const *value)
{
    for (size_t i = block_lanes(r, block); i < MKBA_LANES; i++) {
        for (size_t c = 0; c < r->s->columns; c++) {
            value[c][i] = NAN;
        }
    }
}

static void run_block(run *r, size_t block, size_t slice, size_t worker)
{
    mkba_simulation *s = r->s;
    worker_room *room = &r->room[worker];
    uint64_t first = (uint64_t)block * MKBA_LANES;
    size_t cells = s->columns * MKBA_LANES, group = SIZE_MAX;
    memset(room->sum, 0, cells * sizeof *room->sum);
    fill_words(r, room, first);
    for (size_t a = r->from; a < r->to; a++) {
        if (s->area[a].group != group) {
            group = s->area[a].group;
            draw_group(r, &s->group[group], room);
        }
        draw_area(r, a, room, first);
        for (size_t c = 0; c < s->columns; c++) {
            s->lanes->add(room->at_sum[c], room->at[c]);
        }
        pad(r, block, room->at);
        r->visit(r, a, block, slice, worker, room->at);
    }
    settle_total(s, room->sum);
    pad(r, block, room->at_sum);
    r->visit(r, SIZE_MAX, block, slice, worker, room->at_sum);
}

static void run_slice(void *context, size_t slice, size_t worker)
{
    run *r = context;
    size_t from = r->blocks * slice / MKBA_SLICES, to = r->blocks * (slice + 1) / MKBA_SLICES;
    for (size_t block = from; block < to; block++) {
        run_block(r, block, slice, worker);
    }
}

static bool keep_on(void *context, size_t jobs_done)
{
    run *r = context;
    const mkba_simulation_options *o = r->options;
    double done = r->done + r->part * (double)jobs_done / (double)r->jobs;
    return !o->progress || o->progress(o->progress_context, done < 1 ? done : 1);
}

/* One pass over all draws, for the areas from .. to. */
static mkba_status pass(run *r, size_t from, size_t to, visitor visit, double part)
{
    r->from = from;
    r->to = to;
    r->visit = visit;
    r->part = part;
    r->jobs = MKBA_SLICES;
    bool whole = mkba_workers_run(r->s->workers, MKBA_SLICES, run_slice, keep_on, r);
    r->done += part;
    return whole ? MKBA_OK : MKBA_ERR_STOPPED;
}

/* ------------------------------------------------------------------ What knowing is worth */

static void option_rows(const run *r, double *const *sum, const double **value)
{
    const mkba_simulation *s = r->s;
    for (size_t w = 0; w < s->worlds; w++) {
        value[w] = sum[w * s->measures.count + s->measures.npv];
    }
}

static void see_information(run *r, size_t block, size_t slice, const uint32_t *word,
                            double *const *sum, bool groups)
{
    const double *value[MKBA_MOST_WORLDS];
    size_t lanes = block_lanes(r, block);
    option_rows(r, sum, value);
    if (groups) {
        mkba_information_see_groups(&r->s->information, slice, word, value, lanes);
    } else {
        mkba_information_see(&r->s->information, slice, word, value, lanes);
    }
}

/* ------------------------------------------------------------------ All values kept */

/* Is the column the same in all draws? For the total: of every area. */
static bool is_even(const mkba_simulation *s, size_t area, size_t column)
{
    if (area != SIZE_MAX) {
        return mkba_tape_is_even(s->group[s->area[area].group].tape, column);
    }
    for (size_t g = 0; g < s->groups; g++) {
        if (!mkba_tape_is_even(s->group[g].tape, column)) {
            return false;
        }
    }
    return true;
}

static void store_values(run *r, size_t area, size_t block, size_t slice, size_t worker,
                         double *const *value)
{
    (void)slice;
    (void)worker;
    const mkba_simulation *s = r->s;
    size_t padded = r->blocks * MKBA_LANES, at = block * MKBA_LANES;
    for (size_t c = 0; c < s->columns; c++) {
        if (area == SIZE_MAX) {
            s->lanes->add(r->total + c * padded + at, value[c]);
        } else if (r->slot[c] != SIZE_MAX && s->areas > 1) {
            memcpy(r->store + ((area - r->from) * r->slots + r->slot[c]) * padded + at,
                   value[c], MKBA_LANES * sizeof **value);
        }
    }
}

/* The distribution of one column of values that were kept. */
static bool describe(mkba_distribution *out, const run *r, const double *value)
{
    const mkba_lanes *lanes = r->s->lanes;
    mkba_pilot pilot = {INFINITY, -INFINITY};
    mkba_spread column;
    mkba_arena *arena = mkba_arena_new();
    size_t draws = (size_t)r->s->draws;
    mkba_pilot_add(&pilot, value, draws < MKBA_PILOT ? draws : MKBA_PILOT);
    bool good = arena && mkba_spread_start(&column, arena, pilot, FEW_BINS, 1);
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
    run *r = context;
    mkba_simulation *s = r->s;
    size_t padded = r->blocks * MKBA_LANES, c = job % s->columns;
    size_t area = r->from + job / s->columns;
    mkba_distribution *out = &s->distribution[area * s->columns + c];
    const double *store =
        r->store +
        ((area - r->from) * r->slots + (r->slot[c] != SIZE_MAX ? r->slot[c] : 0)) * padded;
    if (is_even(s, area, c)) {
        const mkba_sim_area *a = &s->area[area];
        mkba_distribution_even(
            out, mkba_tape_output_value(s->group[a->group].tape, a->scalar, c), s->draws);
    } else if (!describe(out, r, store)) {
        r->failed = true;
    }
}

/* The ratio cannot be summed over the parts in which areas were done. */
static void settle_stored_total(run *r)
{
    const mkba_measures *m = &r->s->measures;
    size_t padded = r->blocks * MKBA_LANES, draws = (size_t)r->s->draws;
    for (size_t w = 0; w < r->s->worlds; w++) {
        double *base = r->total + w * m->count * padded;
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
    run *r = context;
    size_t columns = r->s->columns, padded = r->blocks * MKBA_LANES;
    if (is_even(r->s, SIZE_MAX, job)) {
        mkba_distribution_even(&r->s->distribution[r->s->areas * columns + job],
                               r->total[job * padded], r->s->draws);
    } else if (!describe(&r->s->distribution[r->s->areas * columns + job], r,
                         r->total + job * padded)) {
        r->failed = true;
    }
}

/* Draws again the words that the total was made from. */
static void inform_slice(run *r, size_t slice, size_t worker, bool groups)
{
    const mkba_simulation *s = r->s;
    worker_room *room = &r->room[worker];
    size_t padded = r->blocks * MKBA_LANES, to = r->blocks * (slice + 1) / MKBA_SLICES;
    for (size_t b = r->blocks * slice / MKBA_SLICES; b < to; b++) {
        fill_words(r, room, (uint64_t)b * MKBA_LANES);
        for (size_t c = 0; c < s->columns; c++) {
            room->at[c] = r->total + c * padded + b * MKBA_LANES;
        }
        see_information(r, b, slice, room->word, room->at, groups);
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

static void inform_stored(run *r)
{
    mkba_workers_run(r->s->workers, MKBA_SLICES, inform_once, NULL, r);
    mkba_information_settle(&r->s->information);
    mkba_workers_run(r->s->workers, MKBA_SLICES, inform_twice, NULL, r);
}

/* Columns that are the same in all draws of every area need not be kept. */
static bool find_slots(run *r)
{
    r->slot = mkba_arena_alloc(r->s->arena, r->s->columns, sizeof *r->slot);
    for (size_t c = 0; c < r->s->columns && r->slot; c++) {
        bool even = is_even(r->s, SIZE_MAX, c);
        r->slot[c] = even ? SIZE_MAX : r->slots;
        r->slots += !even;
    }
    return r->slot != NULL;
}

static mkba_status run_stored(run *r)
{
    mkba_simulation *s = r->s;
    size_t per_column = r->blocks * MKBA_LANES * sizeof(double);
    if (!find_slots(r)) {
        return MKBA_ERR_MEMORY;
    }
    size_t per_area = (r->slots + 1) * per_column;
    size_t together = STORE_BYTES / per_area > 1 ? STORE_BYTES / per_area : 1;
    together = together < s->areas ? together : s->areas;
    r->store = aligned_alloc(64, together * per_area);
    r->total = aligned_alloc(64, s->columns * per_column);
    mkba_status status = r->store && r->total ? MKBA_OK : MKBA_ERR_MEMORY;
    if (r->total) {
        memset(r->total, 0, s->columns * per_column);
    }
    for (size_t from = 0; from < s->areas && status == MKBA_OK; from += together) {
        size_t to = from + together < s->areas ? from + together : s->areas;
        status =
            pass(r, from, to, store_values, 0.95 * (double)(to - from) / (double)s->areas);
        if (status == MKBA_OK && s->areas > 1) {
            mkba_workers_run(s->workers, (to - from) * s->columns, describe_stored, NULL, r);
        }
    }
    if (status == MKBA_OK) {
        settle_stored_total(r);
        mkba_workers_run(s->workers, s->columns, describe_total, NULL, r);
        inform_stored(r);
    }
    free(r->store);
    free(r->total);
    return status == MKBA_OK && r->failed ? MKBA_ERR_MEMORY : status;
}

/* ------------------------------------------------------------------ Values seen twice */

static void pilot_values(run *r, size_t area, size_t block, size_t slice, size_t worker,
                         double *const *value)
{
    (void)slice;
    size_t lanes = block_lanes(r, block);
    for (size_t c = 0; c < r->s->columns && area == r->seen_area; c++) {
        mkba_pilot_add(&r->pilot[worker * r->s->columns + c], value[c], lanes);
    }
}

static void see_values(run *r, size_t area, size_t block, size_t slice, size_t worker,
                       double *const *value)
{
    if (area != r->seen_area) {
        return;
    }
    for (size_t c = 0; c < r->s->columns; c++) {
        mkba_spread_see(&r->column[c], r->s->lanes, value[c], slice, worker);
    }
    if (area == SIZE_MAX) {
        see_information(r, block, slice, r->room[worker].word, value, false);
    }
}

static void keep_values(run *r, size_t area, size_t block, size_t slice, size_t worker,
                        double *const *value)
{
    if (area != r->seen_area) {
        return;
    }
    for (size_t c = 0; c < r->s->columns; c++) {
        mkba_spread_keep(&r->column[c], r->s->lanes, value[c]);
    }
    if (area == SIZE_MAX) {
        see_information(r, block, slice, r->room[worker].word, value, true);
    }
}

/* The first draws alone. */
static mkba_status run_pilot(run *r, size_t from, size_t to)
{
    size_t columns = r->s->columns, blocks = r->blocks;
    r->blocks = MKBA_PILOT / MKBA_LANES;
    for (size_t i = 0; i < r->s->workers * columns; i++) {
        r->pilot[i] = (mkba_pilot){INFINITY, -INFINITY};
    }
    mkba_status status = pass(r, from, to, pilot_values, 0);
    for (size_t w = 1; w < r->s->workers; w++) {
        for (size_t c = 0; c < columns; c++) {
            const mkba_pilot *own = &r->pilot[w * columns + c];
            r->pilot[c].low = fmin(r->pilot[c].low, own->low);
            r->pilot[c].high = fmax(r->pilot[c].high, own->high);
        }
    }
    r->blocks = blocks;
    return status;
}

static bool settle_columns(run *r, mkba_distribution *out, mkba_arena *arena)
{
    mkba_simulation *s = r->s;
    for (size_t c = 0; c < s->columns; c++) {
        if (!mkba_spread_settle(&out[c], &r->column[c], arena, s->workers,
                                EXACT_VALUES / s->columns)) {
            return false;
        }
    }
    return true;
}

/* The columns of one area (or of the total over all of them), in two passes. */
static mkba_status run_seen(run *r, size_t area, double part)
{
    mkba_simulation *s = r->s;
    bool total = area == SIZE_MAX;
    size_t from = total ? 0 : area, to = total ? s->areas : area + 1;
    mkba_distribution *out = s->distribution + (total ? s->areas : area) * s->columns;
    mkba_arena *arena = mkba_arena_new();
    uint32_t bins = s->draws > MANY_DRAWS ? MANY_BINS : FEW_BINS;
    r->seen_area = area;
    mkba_status status = arena ? run_pilot(r, from, to) : MKBA_ERR_MEMORY;
    for (size_t c = 0; c < s->columns && status == MKBA_OK; c++) {
        status = mkba_spread_start(&r->column[c], arena, r->pilot[c], bins, s->workers)
                     ? MKBA_OK
                     : MKBA_ERR_MEMORY;
    }
    if (status == MKBA_OK) {
        status = pass(r, from, to, see_values, part / 2);
    }
    if (status == MKBA_OK && !settle_columns(r, out, arena)) {
        status = MKBA_ERR_MEMORY;
    }
    if (status == MKBA_OK && total) {
        mkba_information_settle(&s->information);
    }
    if (status == MKBA_OK) {
        status = pass(r, from, to, keep_values, part / 2);
    }
    for (size_t c = 0; c < s->columns && status == MKBA_OK; c++) {
        mkba_spread_finish(&out[c], &r->column[c]);
    }
    mkba_arena_free(arena);
    return status;
}

static mkba_status run_large(run *r)
{
    mkba_simulation *s = r->s;
    double part = s->areas > 1 ? 0.5 : 1;
    r->pilot = calloc(s->workers * s->columns, sizeof *r->pilot);
    r->column = calloc(s->columns, sizeof *r->column);
    mkba_status status = r->pilot && r->column ? run_seen(r, SIZE_MAX, part) : MKBA_ERR_MEMORY;
    for (size_t a = 0; a < s->areas && s->areas > 1 && status == MKBA_OK; a++) {
        status = run_seen(r, a, (1 - part) / (double)s->areas);
    }
    free(r->pilot);
    free(r->column);
    return status;
}

/* ------------------------------------------------------------------ A run */

static bool make_rooms(run *r)
{
    const mkba_simulation *s = r->s;
    size_t cells = s->columns * MKBA_LANES, rows = 0;
    r->room = calloc(s->workers, sizeof *r->room);
    for (size_t g = 0; g < s->groups; g++) {
        rows = s->group[g].tape->rows > rows ? s->group[g].tape->rows : rows;
    }
    for (size_t w = 0; w < s->workers && r->room; w++) {
        worker_room *room = &r->room[w];
        room->rows = aligned_alloc(64, (rows + 1) * MKBA_LANES * sizeof(double));
        room->word = aligned_alloc(64, (s->slots + 1) * MKBA_LANES * sizeof(uint32_t));
        room->local_word = aligned_alloc(64, MKBA_LANES * sizeof(uint32_t));
        room->value = aligned_alloc(64, cells * sizeof(double));
        room->sum = aligned_alloc(64, cells * sizeof(double));
        room->at = calloc(s->columns, sizeof(double *));
        room->at_sum = calloc(s->columns, sizeof(double *));
        for (size_t c = 0; c < s->columns && room->at_sum; c++) {
            room->at_sum[c] = room->sum + c * MKBA_LANES;
        }
        if (!room->at || !room->at_sum || !room->rows || !room->word || !room->local_word ||
            !room->value || !room->sum) {
            return false;
        }
    }
    return r->room != NULL;
}

static void free_rooms(run *r)
{
    for (size_t w = 0; w < r->s->workers && r->room; w++) {
        free(r->room[w].rows);
        free(r->room[w].word);
        free(r->room[w].local_word);
        free(r->room[w].value);
        free(r->room[w].sum);
        free(r->room[w].at);
        free(r->room[w].at_sum);
    }
    free(r->room);
}

/* With one area the total is that area. */
static void copy_single(mkba_simulation *s)
{
    if (s->areas == 1) {
        memcpy(s->distribution, s->distribution + s->columns,
               s->columns * sizeof *s->distribution);
    }
}

mkba_status mkba_simulation_draw(mkba_simulation *s, const mkba_simulation_options *options)
{
    run r = {.s = s, .options = options};
    r.blocks = (size_t)((s->draws + MKBA_LANES - 1) / MKBA_LANES);
    s->distribution =
        mkba_arena_alloc(s->arena, (s->areas + 1) * s->columns, sizeof *s->distribution);
    mkba_status status = s->distribution && make_rooms(&r) ? MKBA_OK : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = s->draws <= STORED_MOST ? run_stored(&r) : run_large(&r);
    }
    free_rooms(&r);
    copy_single(s);
    return status;
}
