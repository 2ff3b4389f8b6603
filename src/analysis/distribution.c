#include "analysis/distribution.h"

#include <math.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

const double mkba_quantile_at[MKBA_QUANTILES] = {0.05, 0.25, 0.5, 0.75, 0.95};

void mkba_pilot_add(mkba_pilot *pilot, const double *row, size_t lanes)
{
    for (size_t i = 0; i < lanes; i++) {
        bool finite = isfinite(row[i]);
        pilot->low = finite && row[i] < pilot->low ? row[i] : pilot->low;
        pilot->high = finite && row[i] > pilot->high ? row[i] : pilot->high;
    }
}

void mkba_distribution_even(mkba_distribution *out, double value, uint64_t draws)
{
    bool defined = isfinite(value);
    *out = (mkba_distribution){.mean = value,
                               .sd = defined ? 0 : (double)NAN,
                               .mean_error = defined ? 0 : (double)NAN,
                               .positive = defined ? value > 0 : (double)NAN,
                               .defined = defined ? draws : 0,
                               .low = value,
                               .high = value};
    out->bin[0] = out->defined;
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        out->quantile[q] = value;
    }
}

bool mkba_spread_start(mkba_spread *spread, mkba_arena *arena, mkba_pilot pilot, uint32_t bins,
                       size_t workers)
{
    bool empty = !(pilot.low <= pilot.high);
    double low = empty ? 0 : pilot.low, width = empty ? 0 : pilot.high - pilot.low;
    *spread = (mkba_spread){.low = low,
                            .per_unit = width > 0 ? bins / width : 0,
                            .shift = low + width / 2,
                            .bins = bins,
                            .exact = true};
    spread->count = mkba_arena_alloc(arena, (bins + 1) * workers, sizeof *spread->count);
    spread->slice = mkba_arena_alloc(arena, MKBA_SLICES, sizeof *spread->slice);
    return spread->count && spread->slice;
}

/* Room for a whole block more. */
static bool make_room(mkba_pool *pool)
{
    if (pool->count + MKBA_LANES <= pool->capacity) {
        return true;
    }
    size_t capacity = pool->capacity ? 2 * pool->capacity : 4096;
    double *grown = realloc(pool->value, capacity * sizeof *grown);
    if (grown) {
        pool->value = grown;
        pool->capacity = capacity;
    }
    return grown != NULL;
}

/* Every value is written behind the others, and stays there if it is a candidate: which one is
 * cannot be foreseen, and a branch would be. */
static bool keep_candidates(const mkba_spread *spread, const uint32_t *bin, const double *row,
                            uint32_t *restrict seen, size_t worker)
{
    mkba_pool *pool = &spread->pool[worker];
    if (!make_room(pool)) {
        return false;
    }
    const bool *candidate = spread->candidate;
    double *restrict next = pool->value + pool->count;
    for (size_t i = 0; i < MKBA_LANES; i++) {
        seen[bin[i]]++;
        *next = row[i];
        next += candidate[bin[i]];
    }
    pool->count = (size_t)(next - pool->value);
    return true;
}

bool mkba_spread_see(mkba_spread *spread, const mkba_lanes *lanes, const double *row,
                     size_t slice, size_t worker)
{
    uint32_t bin[MKBA_LANES], *count = spread->count + worker * (spread->bins + 1);
    lanes->moments(&spread->slice[slice], row, spread->shift);
    lanes->bins(bin, row, spread->low, spread->per_unit, spread->bins);
    if (spread->candidate) {
        return keep_candidates(spread, bin, row, count, worker);
    }
    for (size_t i = 0; i < MKBA_LANES; i++) {
        count[bin[i]]++;
    }
    return true;
}

/* Slice by slice, and within a slice part by part: always in the same order. */
static void add_moments(mkba_distribution *out, const mkba_spread *spread)
{
    double sum = 0, squares = 0;
    uint64_t positive = 0;
    out->defined = 0;
    for (size_t s = 0; s < MKBA_SLICES; s++) {
        const mkba_moments *m = &spread->slice[s];
        for (size_t k = 0; k < MKBA_PARTS; k++) {
            sum += m->sum[k];
            squares += m->squares[k];
        }
        out->defined += m->defined;
        positive += m->positive;
    }
    double n = (double)out->defined;
    double variance = n > 1 ? (squares - sum * sum / n) / (n - 1) : (double)NAN;
    out->mean = n > 0 ? spread->shift + sum / n : (double)NAN;
    out->sd = sqrt(variance > 0 || isnan(variance) ? variance : 0);
    out->mean_error = out->sd / sqrt(n);
    out->positive = n > 0 ? (double)positive / n : (double)NAN;
}

static void add_counts(mkba_distribution *out, mkba_spread *spread, size_t workers)
{
    for (size_t w = 1; w < workers; w++) {
        for (size_t b = 0; b < spread->bins; b++) {
            spread->count[b] += spread->count[w * (spread->bins + 1) + b];
        }
    }
    for (size_t b = 0; b < spread->bins; b++) {
        out->bin[b * MKBA_SHOWN_BINS / spread->bins] += spread->count[b];
    }
    out->low = spread->low;
    out->high =
        spread->per_unit > 0 ? spread->low + spread->bins / spread->per_unit : spread->low;
}

/* The order statistics on both sides of a quantile, as ranks from 0, and how far between. */
static double ranks(uint64_t rank[2], uint64_t defined, double at)
{
    double place = (double)(defined - 1) * at;
    rank[0] = (uint64_t)place;
    rank[1] = rank[0] + 1 < defined ? rank[0] + 1 : rank[0];
    return place - (double)rank[0];
}

/* Ranks rise, so one walk over the bins finds them all. */
static void find_order(mkba_spread *spread, uint64_t defined)
{
    uint64_t before = 0;
    size_t b = 0;
    for (size_t k = 0; k < 2 * MKBA_QUANTILES; k++) {
        uint64_t rank[2];
        spread->part[k / 2] = ranks(rank, defined, mkba_quantile_at[k / 2]);
        /* the one above a quantile may lie above the one below the next, with few draws */
        if (k > 0 && rank[k % 2] < spread->order[k - 1].rank) {
            before = 0;
            b = 0;
        }
        while (before + spread->count[b] <= rank[k % 2]) {
            before += spread->count[b++];
        }
        spread->order[k].rank = rank[k % 2];
        spread->order[k].before = before;
        spread->order[k].bin = b;
    }
}

bool mkba_spread_settle(mkba_distribution *out, mkba_spread *spread, mkba_arena *arena,
                        size_t workers, size_t most)
{
    *out = (mkba_distribution){0};
    add_moments(out, spread);
    add_counts(out, spread, workers);
    spread->start = mkba_arena_alloc(arena, spread->bins + 1, sizeof *spread->start);
    spread->filled = mkba_arena_alloc(arena, spread->bins + 1, sizeof *spread->filled);
    spread->wanted = mkba_arena_alloc(arena, spread->bins + 1, sizeof *spread->wanted);
    if (!spread->start || !spread->filled || !spread->wanted) {
        return false;
    }
    memset(spread->start, 0xff, (spread->bins + 1) * sizeof *spread->start);
    if (out->defined > 0) {
        find_order(spread, out->defined);
    }
    for (size_t k = 0; k < 2 * MKBA_QUANTILES && out->defined > 0; k++) {
        size_t bin = spread->order[k].bin;
        if (spread->start[bin] == SIZE_MAX) {
            spread->start[bin] = spread->n_kept;
            spread->wanted[bin] = true;
            spread->n_kept += spread->count[bin];
        }
    }
    spread->exact = spread->n_kept <= most;
    if (spread->exact) {
        spread->kept = mkba_arena_alloc(arena, spread->n_kept + 1, sizeof *spread->kept);
    }
    return !spread->exact || spread->kept;
}

bool mkba_spread_has_all(const mkba_spread *spread)
{
    for (size_t k = 0; k < 2 * MKBA_QUANTILES; k++) {
        if (!spread->candidate || !spread->candidate[spread->order[k].bin]) {
            return false;
        }
    }
    return true;
}

void mkba_spread_use_kept(mkba_spread *spread, const mkba_lanes *lanes, size_t workers)
{
    _Alignas(64) double row[MKBA_LANES];
    for (size_t w = 0; w < workers && spread->pool; w++) {
        const mkba_pool *pool = &spread->pool[w];
        for (size_t from = 0; from < pool->count; from += MKBA_LANES) {
            for (size_t i = 0; i < MKBA_LANES; i++) {
                row[i] = from + i < pool->count ? pool->value[from + i] : (double)NAN;
            }
            mkba_spread_keep(spread, lanes, row);
        }
    }
}

void mkba_spread_free(mkba_spread *spread, size_t workers)
{
    for (size_t w = 0; w < workers && spread->pool; w++) {
        free(spread->pool[w].value);
    }
    spread->pool = NULL;
}

/* How many of n values lie below a quantile differs by chance, with this standard deviation;
 * five of them either way is as good as certain. */
static double chance_width(double n, double at)
{
    return 5 * sqrt(n * at * (1 - at)) + 2;
}

bool mkba_spread_aim(mkba_spread *spread, const mkba_spread *first, mkba_arena *arena,
                     size_t workers)
{
    spread->candidate = mkba_arena_alloc(arena, spread->bins + 1, sizeof *spread->candidate);
    spread->pool = mkba_arena_alloc(arena, workers, sizeof *spread->pool);
    if (!spread->candidate || !spread->pool) {
        return false;
    }
    double before = 0, all = 0;
    for (size_t i = 0; i < first->bins * workers + workers; i++) {
        bool undefined = i % (first->bins + 1) == first->bins;
        all += undefined ? 0 : first->count[i];
    }
    for (size_t b = 0; b < first->bins; b++) {
        double here = 0;
        for (size_t w = 0; w < workers; w++) {
            here += first->count[w * (first->bins + 1) + b];
        }
        for (size_t q = 0; q < MKBA_QUANTILES; q++) {
            double at = mkba_quantile_at[q] * all,
                   width = chance_width(all, mkba_quantile_at[q]);
            spread->candidate[b] |= before <= at + width && before + here >= at - width;
        }
        before += here;
    }
    return true;
}

void mkba_spread_keep(mkba_spread *spread, const mkba_lanes *lanes, const double *row)
{
    uint32_t bin[MKBA_LANES];
    if (!spread->exact) {
        return;
    }
    lanes->bins(bin, row, spread->low, spread->per_unit, spread->bins);
    for (size_t i = 0; i < MKBA_LANES; i++) {
        if (spread->wanted[bin[i]]) {
            size_t start = spread->start[bin[i]];
            size_t at =
                atomic_fetch_add_explicit(&spread->filled[bin[i]], 1, memory_order_relaxed);
            spread->kept[start + at] = row[i];
        }
    }
}

/* The number of this rank among those that are there, which change places: the lesser come to
 * stand before it, the greater behind it (Hoare's Find). */
static double at_rank(double *value, size_t count, size_t rank)
{
    size_t from = 0, to = count;
    while (to - from > 1) {
        double pivot = value[rank];
        size_t i = from, j = to;
        while (i < j) {
            while (value[i] < pivot) {
                i++;
            }
            while (value[j - 1] > pivot) {
                j--;
            }
            if (i < j) {
                double moved = value[i];
                value[i++] = value[--j];
                value[j] = moved;
            }
        }
        if (rank >= j && rank < i) {
            break; /* between the two parts there can be one, equal to the pivot */
        }
        from = rank >= i ? i : from;
        to = rank < j ? j : to;
    }
    return value[rank];
}

static double value_at(const mkba_spread *spread, size_t k)
{
    size_t bin = spread->order[k].bin;
    uint64_t within = spread->order[k].rank - spread->order[k].before;
    if (spread->exact) {
        return at_rank(spread->kept + spread->start[bin], spread->count[bin], within);
    }
    double part = ((double)within + 0.5) / spread->count[bin];
    return spread->low + ((double)bin + part) / spread->per_unit;
}

void mkba_spread_finish(mkba_distribution *out, mkba_spread *spread)
{
    out->quantile_error = spread->exact ? 0 : 1 / spread->per_unit;
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        out->quantile[q] = NAN;
        if (out->defined > 0) {
            double low = value_at(spread, 2 * q), high = value_at(spread, 2 * q + 1);
            out->quantile[q] = low + spread->part[q] * (high - low);
        }
    }
}
