/* Drawing: blocks of draws through the tapes, and what is seen of them. */
#include "analysis/sim_run.h"

#include "base/workers.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

size_t mkba_sim_lanes(const mkba_sim_run *r, size_t block)
{
    uint64_t first = (uint64_t)block * MKBA_LANES;
    uint64_t left = r->s->draws - first;
    return left < MKBA_LANES ? (size_t)left : MKBA_LANES;
}

/* ------------------------------------------------------------------ Through the tapes */

void mkba_sim_words(const mkba_sim_run *r, mkba_sim_room *room, uint64_t first)
{
    const mkba_simulation *s = r->s;
    for (size_t i = 0; i < s->streams; i++) {
        const mkba_stream *stream = &s->stream[i];
        uint32_t *word = room->word + stream->slot * MKBA_LANES;
        if (stream->used) {
            s->lanes->words(word, s->seed, stream->id, first);
        }
        if (stream->shared > 0) {
            s->lanes->roots(room->roots + (stream->shared - 1) * 2 * MKBA_LANES, word);
        }
    }
}

static void settle_sets(const mkba_simulation *s, const mkba_sim_group *g, double *rows)
{
    for (size_t i = 0; i < g->n_drawn;) {
        size_t set = g->drawn[i].set, end = i + 1;
        while (end < g->n_drawn && g->drawn[end].set == set) {
            end++;
        }
        if (set > 0) {
            s->lanes->set(rows + i * MKBA_LANES, end - i);
        }
        i = end;
    }
}

/* Numbers of a draw group share their words, and so their roots. */
static void draw_number(const mkba_simulation *s, const mkba_sim_drawn *d, double *row,
                        const mkba_sim_room *room)
{
    const mkba_stream *stream = &s->stream[d->stream];
    const uint32_t *word = room->word + stream->slot * MKBA_LANES;
    if (stream->shared == 0) {
        s->lanes->triangle(row, word, &d->triangle);
    } else {
        s->lanes->shared(row, word, room->roots + (stream->shared - 1) * 2 * MKBA_LANES,
                         &d->triangle);
    }
}

static void draw_group(const mkba_sim_run *r, const mkba_sim_group *g, mkba_sim_room *room)
{
    const mkba_simulation *s = r->s;
    for (size_t i = 0; i < g->n_drawn; i++) {
        const mkba_sim_drawn *d = &g->drawn[i];
        if (g->tape->input_used[i] || d->set > 0) {
            draw_number(s, d, mkba_tape_drawn_row(g->tape, room->rows, i), room);
        }
    }
    settle_sets(s, g, room->rows);
    s->lanes->steps(&g->tape->drawn_steps, room->rows, g->tape->fixed);
}

static void find_values(const mkba_simulation *s, const mkba_tape *tape,
                        const mkba_sim_area *a, mkba_sim_room *room)
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

static void draw_area(const mkba_sim_run *r, size_t area, mkba_sim_room *room, uint64_t first)
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
static void pad(const mkba_sim_run *r, size_t block, double *const *value)
{
    for (size_t i = mkba_sim_lanes(r, block); i < MKBA_LANES; i++) {
        for (size_t c = 0; c < r->s->columns; c++) {
            value[c][i] = NAN;
        }
    }
}

static void run_block(mkba_sim_run *r, size_t block, size_t slice, size_t worker)
{
    mkba_simulation *s = r->s;
    mkba_sim_room *room = &r->room[worker];
    uint64_t first = (uint64_t)block * MKBA_LANES;
    size_t group = SIZE_MAX;
    mkba_sim_words(r, room, first);
    if (s->areas > 1) {
        memset(room->sum, 0, s->columns * MKBA_LANES * sizeof *room->sum);
    }
    for (size_t a = r->from; a < r->to; a++) {
        if (s->area[a].group != group) {
            group = s->area[a].group;
            draw_group(r, &s->group[group], room);
        }
        draw_area(r, a, room, first);
        for (size_t c = 0; c < s->columns && s->areas > 1; c++) {
            s->lanes->add(room->at_sum[c], room->at[c]);
        }
        pad(r, block, room->at);
        r->visit(r, a, block, slice, worker, room->at);
    }
    double *const *total = room->at; /* with one area the total is that area */
    if (s->areas > 1) {
        settle_total(s, room->sum);
        pad(r, block, room->at_sum);
        total = room->at_sum;
    }
    r->visit(r, SIZE_MAX, block, slice, worker, total);
}

/* Asked by the calling thread. */
static bool keep_on(void *context, size_t slices_done)
{
    (void)slices_done;
    mkba_sim_run *r = context;
    const mkba_simulation_options *o = r->options;
    double passed = (double)atomic_load(&r->blocks_done) / (double)r->blocks;
    double done = r->done + r->part * passed;
    if (o->progress && !o->progress(o->progress_context, done < 1 ? done : 1)) {
        atomic_store(&r->stopped, true);
    }
    return !atomic_load(&r->stopped);
}

/* A slice of many draws and areas lasts a minute: who wants to stop is heard in between. */
static void run_slice(void *context, size_t slice, size_t worker)
{
    enum { HEARD_AFTER = 256 }; /* areas of a block: some milliseconds */
    mkba_sim_run *r = context;
    size_t from = r->blocks * slice / MKBA_SLICES, to = r->blocks * (slice + 1) / MKBA_SLICES;
    size_t silent = 0;
    for (size_t block = from; block < to && !atomic_load(&r->stopped); block++) {
        run_block(r, block, slice, worker);
        atomic_fetch_add(&r->blocks_done, 1);
        silent += r->to - r->from;
        if (worker == 0 && silent >= HEARD_AFTER) {
            silent = 0;
            keep_on(r, 0);
        }
    }
}

/* One pass over all draws, for the areas from .. to. */
mkba_status mkba_sim_pass(mkba_sim_run *r, size_t from, size_t to, mkba_sim_visitor visit,
                          double part)
{
    r->from = from;
    r->to = to;
    r->visit = visit;
    r->part = part;
    atomic_store(&r->blocks_done, 0);
    bool whole = mkba_workers_run(r->s->workers, MKBA_SLICES, run_slice, keep_on, r);
    r->done += part;
    return whole ? MKBA_OK : MKBA_ERR_STOPPED;
}

/* ------------------------------------------------------------------ What knowing is worth */

void mkba_sim_options(const mkba_sim_run *r, double *const *sum, const double **value)
{
    const mkba_simulation *s = r->s;
    for (size_t w = 0; w < s->worlds; w++) {
        value[w] = sum[w * s->measures.count + s->measures.npv];
    }
}

void mkba_sim_inform(mkba_sim_run *r, size_t block, size_t slice, const uint32_t *word,
                     double *const *sum, bool groups)
{
    const double *value[MKBA_MOST_WORLDS];
    size_t lanes = mkba_sim_lanes(r, block);
    mkba_sim_options(r, sum, value);
    if (groups) {
        mkba_information_see_groups(&r->s->information, slice, word, value, lanes);
    } else {
        mkba_information_see(&r->s->information, slice, word, value, lanes);
    }
}

/* ------------------------------------------------------------------ Even columns */

bool mkba_sim_is_even(const mkba_simulation *s, size_t area, size_t column)
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

/* The sum over all areas, or the value of one. */
static double even_value(const mkba_simulation *s, size_t area, size_t column)
{
    double sum = 0;
    for (size_t a = 0; a < s->areas; a++) {
        if (area == SIZE_MAX || a == area) {
            const mkba_tape *tape = s->group[s->area[a].group].tape;
            sum += mkba_tape_output_value(tape, s->area[a].scalar, column);
        }
    }
    return sum;
}

void mkba_sim_describe_even(mkba_simulation *s, size_t area, size_t column)
{
    size_t row = area == SIZE_MAX ? s->areas : area;
    mkba_distribution_even(&s->distribution[row * s->columns + column],
                           even_value(s, area, column), s->draws);
}

/* ------------------------------------------------------------------ A run */

static bool make_rooms(mkba_sim_run *r)
{
    const mkba_simulation *s = r->s;
    size_t cells = s->columns * MKBA_LANES, rows = 0;
    r->room = calloc(s->workers, sizeof *r->room);
    for (size_t g = 0; g < s->groups; g++) {
        rows = s->group[g].tape->rows > rows ? s->group[g].tape->rows : rows;
    }
    for (size_t w = 0; w < s->workers && r->room; w++) {
        mkba_sim_room *room = &r->room[w];
        room->rows = aligned_alloc(64, (rows + 1) * MKBA_LANES * sizeof(double));
        room->word = aligned_alloc(64, (s->slots + 1) * MKBA_LANES * sizeof(uint32_t));
        room->roots = aligned_alloc(64, (s->n_shared + 1) * 2 * MKBA_LANES * sizeof(double));
        room->local_word = aligned_alloc(64, MKBA_LANES * sizeof(uint32_t));
        room->value = aligned_alloc(64, cells * sizeof(double));
        room->sum = aligned_alloc(64, cells * sizeof(double));
        room->at = calloc(s->columns, sizeof(double *));
        room->at_sum = calloc(s->columns, sizeof(double *));
        for (size_t c = 0; c < s->columns && room->at_sum; c++) {
            room->at_sum[c] = room->sum + c * MKBA_LANES;
        }
        if (!room->at || !room->at_sum || !room->roots || !room->rows || !room->word ||
            !room->local_word || !room->value || !room->sum) {
            return false;
        }
    }
    return r->room != NULL;
}

static void free_rooms(mkba_sim_run *r)
{
    for (size_t w = 0; w < r->s->workers && r->room; w++) {
        free(r->room[w].rows);
        free(r->room[w].word);
        free(r->room[w].local_word);
        free(r->room[w].roots);
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
    mkba_sim_run r = {.s = s, .options = options};
    r.blocks = (size_t)((s->draws + MKBA_LANES - 1) / MKBA_LANES);
    s->distribution =
        mkba_arena_alloc(s->arena, (s->areas + 1) * s->columns, sizeof *s->distribution);
    mkba_status status = s->distribution && make_rooms(&r) ? MKBA_OK : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status =
            s->draws <= MKBA_STORED_MOST ? mkba_sim_run_stored(&r) : mkba_sim_run_streamed(&r);
    }
    free_rooms(&r);
    if (status == MKBA_OK) {
        copy_single(s);
    }
    return status;
}
