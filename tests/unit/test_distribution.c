/* How draws are spread, of few draws that can be worked out by hand: quantiles lie between
 * order statistics (type 7 of Hyndman and Fan, as in R). */
#include "support.h"

#include "analysis/distribution.h"

#include <stdlib.h>

enum { BINS = 64, WORKERS = 2 };

typedef struct {
    mkba_arena *arena;
    mkba_spread spread;
    mkba_distribution out;
} trial;

/* Lanes behind the last value have no number. */
static void fill(double row[MKBA_LANES], const double *value, size_t from, size_t count)
{
    for (size_t i = 0; i < MKBA_LANES; i++) {
        row[i] = from + i < count ? value[from + i] : (double)NAN;
    }
}

/* Blocks go to the workers in turn; `first` (perhaps 0) of them are a trial beforehand, from
 * which what is likely to matter is told. */
static void spread_out(trial *t, const double *value, size_t count, size_t most, size_t first)
{
    _Alignas(64) double row[MKBA_LANES];
    const mkba_lanes *lanes = mkba_lanes_best();
    mkba_pilot pilot = {INFINITY, -INFINITY};
    mkba_spread before;
    t->arena = mkba_arena_new();
    mkba_pilot_add(&pilot, value, count < MKBA_PILOT ? count : MKBA_PILOT);
    assert_true(mkba_spread_start(&before, t->arena, pilot, BINS, WORKERS));
    assert_true(mkba_spread_start(&t->spread, t->arena, pilot, BINS, WORKERS));
    for (size_t block = 0; block < first; block++) {
        fill(row, value, block * MKBA_LANES, count);
        assert_true(mkba_spread_see(&before, lanes, row, 0, block % WORKERS));
    }
    if (first > 0) {
        assert_true(mkba_spread_aim(&t->spread, &before, t->arena, WORKERS));
    }
    for (size_t from = 0; from < count; from += MKBA_LANES) {
        fill(row, value, from, count);
        size_t block = from / MKBA_LANES;
        assert_true(
            mkba_spread_see(&t->spread, lanes, row, block % MKBA_SLICES, block % WORKERS));
    }
    assert_true(mkba_spread_settle(&t->out, &t->spread, t->arena, WORKERS, most));
    if (mkba_spread_has_all(&t->spread)) {
        mkba_spread_use_kept(&t->spread, lanes, WORKERS);
    } else {
        for (size_t from = 0; from < count; from += MKBA_LANES) {
            fill(row, value, from, count);
            mkba_spread_keep(&t->spread, lanes, row);
        }
    }
    mkba_spread_finish(&t->out, &t->spread);
    mkba_spread_free(&t->spread, WORKERS);
    mkba_arena_free(t->arena);
}

static void check_quantiles(const mkba_distribution *d, const double *want, double tolerance)
{
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        assert_near(d->quantile[q], want[q], tolerance);
    }
}

static void nothing_is_known_of_nothing(void **state)
{
    static const double none[3] = {NAN, NAN, NAN};
    trial t;
    (void)state;
    spread_out(&t, none, 3, 100, 0);
    assert_int_equal(t.out.defined, 0);
    assert_true(isnan(t.out.mean) && isnan(t.out.sd) && isnan(t.out.positive));
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        assert_true(isnan(t.out.quantile[q]));
    }
}

static void one_draw_has_no_spread(void **state)
{
    static const double one[2] = {NAN, 7}, all[MKBA_QUANTILES] = {7, 7, 7, 7, 7};
    trial t;
    (void)state;
    spread_out(&t, one, 2, 100, 0);
    assert_int_equal(t.out.defined, 1);
    assert_near(t.out.mean, 7, 0);
    assert_true(isnan(t.out.sd));
    check_quantiles(&t.out, all, 0);
}

static void a_few_draws_by_hand(void **state)
{
    /* 1 to 5: place 4 x 0.05 = 0.2, 1, 2, 3, 3.8 */
    static const double five[] = {4, 2, 5, 1, 3}, want[] = {1.2, 2, 3, 4, 4.8};
    static const double two[] = {-1, 1}, between[] = {-0.9, -0.5, 0, 0.5, 0.9};
    static const double same[] = {2, 2, 2}, twos[] = {2, 2, 2, 2, 2};
    trial t;
    (void)state;
    spread_out(&t, five, 5, 100, 0);
    check_quantiles(&t.out, want, 1e-12);
    assert_near(t.out.mean, 3, 1e-12);
    assert_near(t.out.sd, sqrt(2.5), 1e-12);
    assert_near(t.out.mean_error, sqrt(0.5), 1e-12);
    assert_near(t.out.positive, 1, 0);
    spread_out(&t, two, 2, 100, 0);
    check_quantiles(&t.out, between, 1e-12);
    assert_near(t.out.positive, 0.5, 0);
    spread_out(&t, same, 3, 100, 0);
    check_quantiles(&t.out, twos, 0);
    assert_near(t.out.sd, 0, 0);
    assert_near(t.out.low, 2, 0);
    assert_near(t.out.high, 2, 0);
}

/* 0, 1, ... 9999 in a mixed order: quantiles lie at 9999 x 0.05 and so on, also when few
 * values may be kept, but then only as far as the bins are wide. */
static void many_draws(void **state)
{
    enum { DRAWS = 10000 };
    double *value = malloc(DRAWS * sizeof *value), want[MKBA_QUANTILES];
    trial t;
    (void)state;
    for (size_t i = 0; i < DRAWS; i++) {
        value[i] = (double)(i * 7919 % DRAWS);
    }
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        want[q] = (DRAWS - 1) * mkba_quantile_at[q];
    }
    for (size_t first = 0; first < 40; first += 20) {
        spread_out(&t, value, DRAWS, DRAWS, first);
        check_quantiles(&t.out, want, 1e-9);
        assert_near(t.out.quantile_error, 0, 0);
        assert_near(t.out.positive, 0.9999, 1e-12);
        assert_near(t.out.sd, sqrt(DRAWS / 12.0 * (DRAWS + 1)), 1e-6);
        spread_out(&t, value, DRAWS, 100, first);
        assert_near(t.out.quantile_error, 9999.0 / BINS, 1);
        check_quantiles(&t.out, want, t.out.quantile_error);
    }
    free(value);
}

/* 0 to 9, a thousand of each: the middle lies between the fours and the fives. When one of the
 * zeros is a million, all others are in one bin, and there is a zero less before them. */
static void draws_of_which_many_are_equal(void **state)
{
    enum { DRAWS = 10000 };
    static const double want[] = {0, 2, 4.5, 7, 9}, without[] = {0, 2, 5, 7, 9};
    static double value[DRAWS];
    trial t;
    (void)state;
    for (size_t i = 0; i < DRAWS; i++) {
        value[i] = (double)(i * 7919 % DRAWS / 1000);
    }
    spread_out(&t, value, DRAWS, DRAWS, 0);
    check_quantiles(&t.out, want, 0);
    value[0] = 1e6;
    spread_out(&t, value, DRAWS, DRAWS, 0);
    assert_near(t.out.quantile_error, 0, 0);
    check_quantiles(&t.out, without, 0);
}

/* What the first draws promised is not what came: the values that matter are seen again. */
static void draws_that_turn_out_otherwise(void **state)
{
    enum { DRAWS = 40 * MKBA_LANES };
    static double value[DRAWS];
    double want[MKBA_QUANTILES];
    trial t;
    (void)state;
    for (size_t i = 0; i < DRAWS; i++) {
        value[i] = (double)i; /* the first half of the draws lie low */
    }
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        want[q] = (DRAWS - 1) * mkba_quantile_at[q];
    }
    spread_out(&t, value, DRAWS, DRAWS, 10);
    check_quantiles(&t.out, want, 1e-9);
}

static void a_figure_that_is_always_the_same(void **state)
{
    mkba_distribution d;
    (void)state;
    mkba_distribution_even(&d, -3, 100);
    assert_near(d.mean, -3, 0);
    assert_near(d.sd, 0, 0);
    assert_near(d.positive, 0, 0);
    assert_int_equal(d.defined, 100);
    mkba_distribution_even(&d, 3, 100);
    assert_near(d.positive, 1, 0);
    mkba_distribution_even(&d, NAN, 100);
    assert_true(isnan(d.sd) && isnan(d.positive));
    assert_int_equal(d.defined, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(nothing_is_known_of_nothing),
        cmocka_unit_test(one_draw_has_no_spread),
        cmocka_unit_test(a_few_draws_by_hand),
        cmocka_unit_test(many_draws),
        cmocka_unit_test(draws_of_which_many_are_equal),
        cmocka_unit_test(draws_that_turn_out_otherwise),
        cmocka_unit_test(a_figure_that_is_always_the_same),
    };
    return cmocka_run_group_tests_name("distribution", tests, NULL, NULL);
}
