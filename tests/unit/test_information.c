/* The value of information against answers worked out by hand. A stream is a uniform number
 * between 0 and 1; what the options bring is computed from a few of them. */
#include "support.h"

#include "analysis/information.h"

enum { DRAWS = 65536, STREAMS = 12, OPTIONS = 3, SLICES = 32 };

/* What every option brings, given the uniforms of a draw. */
typedef void (*brings)(double *out, const double *u);

typedef struct {
    mkba_arena *arena;
    mkba_information info;
    const mkba_lanes *lanes;
    uint64_t seed;
    brings brings;
} trial;

static size_t draw_block(const trial *t, size_t block, uint32_t *word,
                         double (*value)[MKBA_LANES])
{
    double u[STREAMS], out[OPTIONS];
    for (size_t j = 0; j < t->info.streams; j++) {
        t->lanes->words(word + j * MKBA_LANES, t->seed, 1000 + j, block * MKBA_LANES);
    }
    for (size_t i = 0; i < MKBA_LANES; i++) {
        for (size_t j = 0; j < t->info.streams; j++) {
            u[j] = ((double)word[j * MKBA_LANES + i] + 0.5) / 4294967296.0;
        }
        t->brings(out, u);
        for (size_t o = 0; o < t->info.options; o++) {
            value[o][i] = out[o];
        }
    }
    return block * SLICES / (DRAWS / MKBA_LANES);
}

static void pass(trial *t, bool groups)
{
    _Alignas(64) static uint32_t word[STREAMS * MKBA_LANES];
    static double value[OPTIONS][MKBA_LANES];
    const double *row[OPTIONS] = {value[0], value[1], value[2]};
    for (size_t block = 0; block < DRAWS / MKBA_LANES; block++) {
        size_t slice = draw_block(t, block, word, value);
        if (groups) {
            mkba_information_see_groups(&t->info, slice, word, row, MKBA_LANES);
        } else {
            mkba_information_see(&t->info, slice, word, row, MKBA_LANES);
        }
    }
}

/* One option is held against stopping, more against each other. */
static void start(trial *t, brings what, size_t streams, size_t options)
{
    *t = (trial){
        .arena = mkba_arena_new(), .lanes = mkba_lanes_best(), .seed = 20261, .brings = what};
    t->info = (mkba_information){.arena = t->arena,
                                 .options = options,
                                 .may_stop = options == 1,
                                 .streams = streams,
                                 .slices = SLICES};
}

static void run(trial *t)
{
    assert_true(mkba_information_start(&t->info, DRAWS));
    pass(t, false);
    mkba_information_settle(&t->info);
    pass(t, true);
    mkba_information_finish(&t->info);
}

/* ------------------------------------------------------------------ By hand */

static void nearly_normal(double *out, const double *u)
{
    out[0] = -0.5 - 6;
    for (size_t j = 0; j < 12; j++) {
        out[0] += u[j];
    }
}

/* The sum of twelve uniforms less 6 is nearly normal with spread 1, so EVPI is the normal loss
 * phi(0.5) - 0.5 Phi(-0.5) = 0.35207 - 0.5 * 0.30854 = 0.19780; its flatter tails shift that
 * by about 0.001. */
static void test_normal_loss(void **state)
{
    (void)state;
    trial t;
    start(&t, nearly_normal, 12, 1);
    run(&t);
    assert_int_equal(t.info.best, 1); /* to stop */
    assert_near(t.info.perfect.eur, 0.19780, 0.0015 + 4 * t.info.perfect.error);
    assert_true(t.info.perfect.error > 0 && t.info.perfect.error < 0.003);
    mkba_arena_free(t.arena);
}

static void uniform_below(double *out, const double *u)
{
    out[0] = -3 + 4 * u[0];
}

static void uniform_above(double *out, const double *u)
{
    out[0] = -1 + 4 * u[0];
}

/* Uniform on [-a, b]: without knowing max(0, (b - a) / 2), with knowing b^2 / (2 (a + b)). For
 * a = 3, b = 1 that is 1/8 - 0, for a = 1, b = 3 it is 9/8 - 1 = a^2 / (2 (a + b)) too. */
static void test_uniform(void **state)
{
    (void)state;
    trial t;
    start(&t, uniform_below, 1, 1);
    run(&t);
    assert_near(t.info.perfect.eur, 0.125, 4 * t.info.perfect.error);
    assert_int_equal(t.info.best, 1);
    mkba_arena_free(t.arena);
    start(&t, uniform_above, 1, 1);
    run(&t);
    assert_near(t.info.perfect.eur, 0.125, 4 * t.info.perfect.error);
    assert_int_equal(t.info.best, 0);
    /* one number carries all, and its zero lies on the edge of a bin (a quarter) */
    assert_near(t.info.worth[0].eur, t.info.perfect.eur, 1e-9);
    assert_near(t.info.worth[0].variance_share, 1, 0.002);
    mkba_arena_free(t.arena);
}

static void two_numbers(double *out, const double *u)
{
    out[0] = (2 * u[0] - 1) + (4 * u[1] - 2);
}

/* x on [-1, 1] and y on [-2, 2]: knowing x brings E max(0, x) = 1/4, knowing y 1/2; x explains
 * (1/3) / (1/3 + 4/3) = 0.2 of the variance. Knowing both: E |x + y| / 2, where E |x + y| is
 * (1 + y^2) / 2 for |y| < 1 and |y| beyond, so (2/3 + 3/2) / 2 = 13/12, and half of it is
 * 13/24. */
static void test_two_numbers(void **state)
{
    (void)state;
    trial t;
    const size_t both[] = {0, 1};
    mkba_information_group group = {.name = "both", .stream = both, .streams = 2};
    start(&t, two_numbers, 2, 1);
    t.info.group = &group;
    t.info.groups = 1;
    run(&t);
    assert_near(t.info.worth[0].eur, 0.25, 0.002 + 4 * t.info.worth[0].error);
    assert_near(t.info.worth[1].eur, 0.5, 0.002 + 4 * t.info.worth[1].error);
    assert_near(t.info.worth[0].variance_share, 0.2, 0.01);
    assert_near(t.info.worth[1].variance_share, 0.8, 0.01);
    assert_near(t.info.perfect.eur, 13.0 / 24, 4 * t.info.perfect.error);
    assert_near(group.worth.eur, t.info.perfect.eur, 0.002);
    mkba_arena_free(t.arena);
}

static void without_influence(double *out, const double *u)
{
    out[0] = 1 + 4 * u[0] - 2;
}

/* The mean lies so far from 0 that no bin of a number without influence comes near it. */
static void test_without_influence(void **state)
{
    (void)state;
    trial t;
    start(&t, without_influence, 2, 1);
    run(&t);
    assert_true(t.info.worth[0].eur > 0.1);
    assert_near(t.info.worth[1].eur, 0, 0);
    assert_true(t.info.worth[1].variance_share < 0.002);
    mkba_arena_free(t.arena);
}

static void two_options(double *out, const double *u)
{
    out[0] = u[0];
    out[1] = u[1];
}

/* Two options, uniform on [0, 1] and unrelated: E max = 2/3 against 1/2; knowing one of them
 * brings E max(x, 1/2) - 1/2 = 1/8. */
static void test_two_options(void **state)
{
    (void)state;
    trial t;
    start(&t, two_options, 2, 2);
    run(&t);
    assert_near(t.info.perfect.eur, 1.0 / 6, 4 * t.info.perfect.error);
    assert_near(t.info.worth[0].eur, 0.125, 0.002 + 4 * t.info.worth[0].error);
    assert_near(t.info.worth[1].eur, 0.125, 0.002 + 4 * t.info.worth[1].error);
    mkba_arena_free(t.arena);
}

/* ------------------------------------------------------------------ Properties */

static void entangled(double *out, const double *u)
{
    out[0] = u[0] * u[1] - u[2] * u[2] + 0.3 * u[3] - 0.1;
    out[1] = u[1] - u[4] * u[0] + (u[5] > 0.9 ? 1 : 0) - 0.4;
    out[2] = 0.5 * out[0] + 0.2 * u[2];
}

static void check_properties(const trial *t)
{
    double most = t->info.perfect.eur, shares = 0;
    assert_true(most >= 0);
    for (size_t j = 0; j < t->info.streams; j++) {
        assert_true(t->info.worth[j].eur >= 0);
        assert_true(t->info.worth[j].eur <= most * (1 + 1e-12));
        shares += t->info.worth[j].variance_share;
    }
    assert_true(shares <= 1.01); /* what numbers explain together is in none of them */
    for (size_t g = 0; g < t->info.groups; g++) {
        const mkba_information_group *group = &t->info.group[g];
        assert_true(group->worth.eur <= most * (1 + 1e-12));
        for (size_t k = 0; k < group->streams; k++) {
            assert_true(group->worth.eur >= t->info.worth[group->stream[k]].eur);
        }
    }
}

static void test_properties(void **state)
{
    (void)state;
    const size_t some[] = {0, 2}, all[] = {0, 1, 2, 3, 4, 5};
    for (uint64_t seed = 1; seed <= 12; seed++) {
        mkba_information_group group[] = {{.name = "some", .stream = some, .streams = 2},
                                          {.name = "all", .stream = all, .streams = 6}};
        trial t;
        start(&t, entangled, 6, seed % 3 + 1);
        t.seed = seed;
        t.info.group = group;
        t.info.groups = 2;
        run(&t);
        check_properties(&t);
        mkba_arena_free(t.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_normal_loss), cmocka_unit_test(test_uniform),
        cmocka_unit_test(test_two_numbers), cmocka_unit_test(test_without_influence),
        cmocka_unit_test(test_two_options), cmocka_unit_test(test_properties),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
