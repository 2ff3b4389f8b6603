#include "analysis/information.h"

#include <math.h>
#include <string.h>

enum { FEWEST_BITS = 2, MOST_BITS = 6, DRAWS_PER_BIN = 500 };

size_t mkba_information_bins(const mkba_information *info)
{
    return (size_t)1 << info->bits;
}

static size_t cells(const mkba_information *info)
{
    return info->streams * mkba_information_bins(info);
}

static bool start_slice(const mkba_information *info, mkba_information_slice *slice)
{
    slice->option = mkba_arena_alloc(info->arena, info->options, sizeof(double));
    slice->in_bin =
        mkba_arena_alloc(info->arena, cells(info) * (info->options + 1), sizeof(double));
    slice->policy = mkba_arena_alloc(info->arena, info->groups, sizeof(double));
    return slice->option && slice->in_bin && slice->policy;
}

/* Enough draws in a bin that its mean is not mostly noise: noise would look like information.
 */
bool mkba_information_start(mkba_information *info, uint64_t draws)
{
    info->bits = FEWEST_BITS;
    while (info->bits < MOST_BITS && draws >> (info->bits + 1) >= DRAWS_PER_BIN) {
        info->bits++;
    }
    info->slice = mkba_arena_alloc(info->arena, info->slices, sizeof *info->slice);
    info->mean = mkba_arena_alloc(info->arena, info->options, sizeof *info->mean);
    info->worth = mkba_arena_alloc(info->arena, info->streams, sizeof *info->worth);
    info->rule = mkba_arena_alloc(info->arena, cells(info) * info->options, sizeof(double));
    bool good = info->slice && info->mean && info->worth && info->rule;
    for (size_t s = 0; s < info->slices && good; s++) {
        good = start_slice(info, &info->slice[s]);
    }
    return good;
}

/* The best option of one draw, given what each brings; what it brings if it is to stop is 0.
 */
static void best_of(const mkba_information *info, const double *brings, size_t *which)
{
    double best = info->may_stop ? 0 : brings[0];
    *which = info->may_stop ? info->options : 0;
    for (size_t o = 0; o < info->options; o++) {
        if (brings[o] > best) {
            best = brings[o];
            *which = o;
        }
    }
}

static void see_options(const mkba_information *info, mkba_information_slice *slice,
                        const double *const *value, size_t lanes)
{
    slice->draws += (double)lanes;
    for (size_t i = 0; i < lanes; i++) {
        double best = info->may_stop ? 0 : value[0][i];
        for (size_t o = 0; o < info->options; o++) {
            slice->option[o] += value[o][i];
            best = value[o][i] > best ? value[o][i] : best;
        }
        slice->squares += value[0][i] * value[0][i];
        slice->best += best;
    }
}

/* Where the numbers of each lane's bin begin, for all lanes at once. */
static inline void find_bins(uint32_t *at, const mkba_information *info, const uint32_t *word,
                             size_t per_bin)
{
    unsigned shift = 32 - info->bits;
    for (size_t i = 0; i < MKBA_LANES; i++) {
        at[i] = (word[i] >> shift) * (uint32_t)per_bin;
    }
}

/* The sum and the number of draws of a bin stand side by side, so that both take one addition.
 */
typedef double pair __attribute__((vector_size(2 * sizeof(double)), may_alias));

static void see_one(const mkba_information *info, double *in_bin, const uint32_t *word,
                    const pair *value, size_t lanes)
{
    uint32_t at[MKBA_LANES];
    find_bins(at, info, word, 2);
#pragma GCC unroll 8
    for (size_t i = 0; i < lanes; i++) {
        *(pair *)(void *)(in_bin + at[i]) += value[i];
    }
}

static void see_several(const mkba_information *info, double *in_bin, const uint32_t *word,
                        const double *const *value, size_t lanes)
{
    uint32_t at[MKBA_LANES];
    find_bins(at, info, word, info->options + 1);
    for (size_t i = 0; i < lanes; i++) {
        double *cell = in_bin + at[i];
        for (size_t o = 0; o < info->options; o++) {
            cell[o] += value[o][i];
        }
        cell[info->options] += 1;
    }
}

void mkba_information_see(mkba_information *info, size_t s, const uint32_t *word,
                          const double *const *value, size_t lanes)
{
    mkba_information_slice *slice = &info->slice[s];
    size_t bins = mkba_information_bins(info), options = info->options;
    pair once[MKBA_LANES];
    for (size_t i = 0; i < lanes && options == 1; i++) {
        once[i] = (pair){value[0][i], 1};
    }
    see_options(info, slice, value, lanes);
    for (size_t j = 0; j < info->streams; j++) {
        const uint32_t *w = word + j * MKBA_LANES;
        double *in_bin = slice->in_bin + j * bins * (options + 1);
        if (options == 1) {
            see_one(info, in_bin, w, once, lanes);
        } else {
            see_several(info, in_bin, w, value, lanes);
        }
    }
}

/* The standard error of a mean of which each slice has its own. */
static double error_between(const double *mean, size_t slices)
{
    double sum = 0, squares = 0, n = (double)slices;
    for (size_t s = 0; s < slices; s++) {
        sum += mean[s];
    }
    for (size_t s = 0; s < slices; s++) {
        squares += (mean[s] - sum / n) * (mean[s] - sum / n);
    }
    return slices > 1 ? sqrt(squares / (n - 1) / n) : (double)NAN;
}

enum { MOST_SLICES = 64 };

/* What the best single option brings in a slice. */
static double of_best(const mkba_information *info, size_t s)
{
    return info->best < info->options ? info->slice[s].option[info->best] : 0;
}

static double all_draws(const mkba_information *info)
{
    double draws = 0;
    for (size_t s = 0; s < info->slices; s++) {
        draws += info->slice[s].draws;
    }
    return draws;
}

static void settle_means(mkba_information *info, double draws)
{
    for (size_t o = 0; o < info->options; o++) {
        double sum = 0;
        for (size_t s = 0; s < info->slices; s++) {
            sum += info->slice[s].option[o];
        }
        info->mean[o] = sum / draws;
    }
    best_of(info, info->mean, &info->best);
}

/* What is gained per slice, and all together; `in_slice` has the draws when those are not all.
 */
static mkba_worth worth_of(const mkba_information *info, const double *gain,
                           const double *in_slice)
{
    double sum = 0, draws = 0, mean[MOST_SLICES];
    size_t seen = 0;
    for (size_t s = 0; s < info->slices; s++) {
        double here = in_slice ? in_slice[s] : info->slice[s].draws;
        sum += gain[s];
        draws += here;
        if (here > 0) {
            mean[seen++] = gain[s] / here;
        }
    }
    double eur = draws > 0 ? sum / draws : 0;
    return (mkba_worth){.eur = eur > 0 ? eur : 0, .error = error_between(mean, seen)};
}

static void settle_perfect(mkba_information *info)
{
    double gain[MOST_SLICES];
    for (size_t s = 0; s < info->slices; s++) {
        gain[s] = info->slice[s].best - of_best(info, s);
    }
    info->perfect = worth_of(info, gain, NULL);
}

/* Sums over all slices of one bin of a stream. */
static double add_bin(const mkba_information *info, size_t cell, double *sum)
{
    double count = 0;
    memset(sum, 0, info->options * sizeof *sum);
    for (size_t s = 0; s < info->slices; s++) {
        const mkba_information_slice *slice = &info->slice[s];
        const double *in_bin = slice->in_bin + cell * (info->options + 1);
        count += in_bin[info->options];
        for (size_t o = 0; o < info->options; o++) {
            sum[o] += in_bin[o];
        }
    }
    return count;
}

/* In a bin the best option for the bin, in the end compared with the best for all draws; given
 * those choices the gain of a slice is a plain mean, which gives the error. */
static void settle_stream(mkba_information *info, size_t j, double draws, double squares)
{
    size_t bins = mkba_information_bins(info), which;
    double gain[MOST_SLICES] = {0}, between = 0, filled = 0;
    for (size_t b = 0; b < bins; b++) {
        size_t cell = j * bins + b;
        double *sum = info->rule + cell * info->options;
        double count = add_bin(info, cell, sum);
        best_of(info, sum, &which);
        for (size_t s = 0; s < info->slices; s++) {
            const double *here = info->slice[s].in_bin + cell * (info->options + 1);
            gain[s] += (which < info->options ? here[which] : 0) -
                       (info->best < info->options ? here[info->best] : 0);
        }
        filled += count > 0;
        for (size_t o = 0; o < info->options; o++) {
            sum[o] = count > 0 ? sum[o] / count - info->mean[o] : 0;
        }
        between += count * sum[0] * sum[0];
    }
    info->worth[j] = worth_of(info, gain, NULL);
    /* the part of the spread between bins that chance alone would give is taken off */
    double within = (squares - between) / (draws - filled);
    double explained = (between - (filled - 1) * within) / squares;
    info->worth[j].variance_share = explained > 0 ? explained : 0;
}

void mkba_information_settle(mkba_information *info)
{
    double draws = all_draws(info), squares = 0;
    settle_means(info, draws);
    settle_perfect(info);
    for (size_t s = 0; s < info->slices; s++) {
        squares += info->slice[s].squares;
    }
    squares -= draws * info->mean[0] * info->mean[0];
    for (size_t j = 0; j < info->streams; j++) {
        settle_stream(info, j, draws, squares);
    }
}

/* Knowing the members of a group, one would choose by what they say together: their effects
 * added up. That rule uses nothing else, so what it gains is never more than the group is
 * worth, and little less where the members hardly interact. */
static void expect(const mkba_information *info, const mkba_information_group *group,
                   const uint32_t *word, size_t option, double *expected)
{
    size_t bins = mkba_information_bins(info);
    uint32_t at[MKBA_LANES];
    for (size_t i = 0; i < MKBA_LANES; i++) {
        expected[i] = info->mean[option];
    }
    for (size_t k = 0; k < group->streams; k++) {
        size_t j = group->stream[k];
        const double *rule = info->rule + j * bins * info->options + option;
        find_bins(at, info, word + j * MKBA_LANES, info->options);
        for (size_t i = 0; i < MKBA_LANES; i++) {
            expected[i] += rule[at[i]];
        }
    }
}

static void judge(const mkba_information *info, mkba_information_slice *slice, size_t g,
                  const uint32_t *word, const double *const *value, size_t lanes)
{
    double best[MKBA_LANES] = {0}, brings[MKBA_LANES] = {0}, expected[MKBA_LANES];
    for (size_t o = 0; o < info->options; o++) {
        expect(info, &info->group[g], word, o, expected);
        for (size_t i = 0; i < lanes; i++) {
            bool better = expected[i] > best[i] || (o == 0 && !info->may_stop);
            best[i] = better ? expected[i] : best[i];
            brings[i] = better ? value[o][i] : brings[i];
        }
    }
    for (size_t i = 0; i < lanes; i++) {
        slice->policy[g] +=
            brings[i] - (info->best < info->options ? value[info->best][i] : 0);
    }
}

void mkba_information_see_groups(mkba_information *info, size_t s, const uint32_t *word,
                                 const double *const *value, size_t lanes)
{
    info->slice[s].judged += (double)lanes;
    for (size_t g = 0; g < info->groups; g++) {
        judge(info, &info->slice[s], g, word, value, lanes);
    }
}

/* A group is worth at least what its members are, and at most all information. */
void mkba_information_finish(mkba_information *info)
{
    for (size_t g = 0; g < info->groups; g++) {
        mkba_information_group *group = &info->group[g];
        double gain[MOST_SLICES], draws[MOST_SLICES];
        for (size_t s = 0; s < info->slices; s++) {
            gain[s] = info->slice[s].policy[g];
            draws[s] = info->slice[s].judged;
        }
        group->worth = worth_of(info, gain, draws);
        for (size_t k = 0; k < group->streams; k++) {
            const mkba_worth *part = &info->worth[group->stream[k]];
            group->worth.variance_share += part->variance_share;
            if (part->eur > group->worth.eur) {
                group->worth.eur = part->eur;
                group->worth.error = part->error;
            }
        }
        group->worth.eur = fmin(group->worth.eur, info->perfect.eur);
    }
}
