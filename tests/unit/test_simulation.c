/* Simulations: the same bits however they are run, and means that are known by hand. */
#include "support.h"

#include "analysis/findings.h"

#include <stdio.h>

static const char areas[] =
    "code;households;team_cost_eur;score_find;score_referral;score_source_referral\n"
    "A;20000;4000000;0.4;;\n"
    "B;9000;1500000;0.6;0.5;audit\n"
    "C;500;;0.2;;\n";

static mkba_simulation *simulate(const model_run *run, const mkba_lanes *lanes,
                                 unsigned long long draws, unsigned threads)
{
    mkba_simulation *s = NULL;
    const mkba_areas *world[] = {run->areas};
    const char *name[] = {"base"};
    mkba_simulation_options options = {.draws = draws, .seed = 42, .threads = threads};
    assert_int_equal(mkba_simulation_run_on(&s, lanes, world, name, 1, &options, NULL),
                     MKBA_OK);
    return s;
}

static char *rows_of(const mkba_simulation *s)
{
    char *text;
    assert_int_equal(mkba_simulation_write(&text, s, (mkba_style){MKBA_CSV, MKBA_DUTCH}),
                     MKBA_OK);
    return text;
}

static void test_threads_and_sets(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    mkba_simulation *first = simulate(&run, mkba_lanes_all()[0], 1000, 1);
    char *want = rows_of(first);
    for (const mkba_lanes *const *lanes = mkba_lanes_all(); *lanes; lanes++) {
        for (unsigned threads = 1; threads <= 3 && mkba_lanes_available(*lanes); threads++) {
            mkba_simulation *s = simulate(&run, *lanes, 1000, threads);
            char *have = rows_of(s);
            assert_string_equal(have, want);
            mkba_text_free(have);
            mkba_simulation_free(s);
        }
    }
    mkba_text_free(want);
    mkba_simulation_free(first);
    end_run(&run);
}

/* An area is the same among others and alone. */
static void test_alone(void **state)
{
    (void)state;
    model_run together, alone;
    assert_int_equal(run_model(&together, areas, NULL), MKBA_OK);
    assert_int_equal(run_model(&alone, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_select(alone.areas, "B", NULL), MKBA_OK);
    mkba_simulation *all = simulate(&together, mkba_lanes_best(), 700, 2);
    mkba_simulation *one = simulate(&alone, mkba_lanes_best(), 700, 1);
    for (size_t a = 0; a < all->areas; a++) {
        for (size_t m = 0;
             m < all->measures.count && strcmp(all->area[a].in_world[0]->code, "B") == 0;
             m++) {
            const mkba_distribution *x = mkba_simulation_at(all, a, 0, m);
            const mkba_distribution *y = mkba_simulation_at(one, SIZE_MAX, 0, m);
            assert_memory_equal(x->quantile, y->quantile, sizeof x->quantile);
            assert_memory_equal(x->bin, y->bin, sizeof x->bin);
            assert_memory_equal(&x->mean, &y->mean, sizeof x->mean);
            assert_memory_equal(&x->sd, &y->sd, sizeof x->sd);
        }
    }
    mkba_simulation_free(all);
    mkba_simulation_free(one);
    end_run(&together);
    end_run(&alone);
}

/* Few draws are kept whole, many are seen in passing: two ways to the same figures. */
static void test_few_and_many(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    mkba_simulation *few = simulate(&run, mkba_lanes_best(), 65536, 2);
    mkba_simulation *many = simulate(&run, mkba_lanes_best(), 70000, 2);
    for (size_t a = 0; a <= few->areas; a++) {
        size_t area = a == few->areas ? SIZE_MAX : a;
        for (size_t m = 0; m < few->measures.count; m++) {
            const mkba_distribution *x = mkba_simulation_at(few, area, 0, m);
            const mkba_distribution *y = mkba_simulation_at(many, area, 0, m);
            double error = 5 * x->mean_error;
            if (x->defined > 0) {
                assert_near(y->mean, x->mean, error + 1e-9 * fabs(x->mean));
                assert_near(y->sd, x->sd, 0.05 * x->sd);
                assert_near(y->quantile[2], x->quantile[2], 2 * error + 1e-9 * fabs(x->mean));
            }
        }
    }
    mkba_simulation_free(few);
    mkba_simulation_free(many);
    end_run(&run);
}

static const char certain[] = "code;households;team_cost_eur\nA;20000;4000000\n";

/* The additional cost is a straight line in the replaced share when nothing else in it is
 * uncertain, so its mean is that line at the mean of the triangle, (low + mode + high) / 3;
 * and the line is known from its values at two shares. */
static double cost_at(const char *share)
{
    model_run run;
    char set[64];
    snprintf(set, sizeof set, "replaced_share=%s", share);
    const char *const settings[] = {set, NULL};
    assert_int_equal(run_model(&run, certain, settings), MKBA_OK);
    double cost = figure_of(&run, 0, "additional_cost_pv_eur");
    end_run(&run);
    return cost;
}

/* How many numbers a stream draws; 0 when there is no such stream. */
static size_t members(const mkba_findings *f, const char *name)
{
    for (size_t i = 0; i < f->findings; i++) {
        if (strcmp(f->finding[i].stream->name, name) == 0) {
            return f->finding[i].members;
        }
    }
    return 0;
}

static void test_linear_mean(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, certain, NULL), MKBA_OK);
    for (size_t i = 0; i < run.data->parameters; i++) {
        mkba_parameter *p = &run.data->parameter[i];
        if (strcmp(p->key, "replaced_share") != 0) {
            p->low = p->high = p->value;
        }
    }
    const mkba_parameter *share = mkba_data_parameter(run.data, "replaced_share");
    double mean = (share->low + share->value + share->high) / 3;
    double zero = cost_at("0"), want = zero + mean * (cost_at("1") - zero);
    mkba_simulation *s = simulate(&run, mkba_lanes_best(), 50000, 2);
    const mkba_distribution *cost = mkba_simulation_at(s, SIZE_MAX, 0, s->measures.cost);
    assert_true(cost->mean_error > 0 && cost->mean_error < 0.01 * want);
    assert_near(cost->mean, want, 4 * cost->mean_error);
    assert_int_equal(s->slots, 1);
    mkba_simulation_free(s);
    end_run(&run);
}

/* What is set or documented is certain; what an area thinks of itself is drawn. */
static void test_what_is_drawn(void **state)
{
    (void)state;
    model_run run;
    mkba_findings *f;
    const char *const settings[] = {"kappa=1", NULL};
    assert_int_equal(run_model(&run, areas, settings), MKBA_OK);
    assert_int_equal(mkba_areas_select(run.areas, "B", NULL), MKBA_OK);
    mkba_simulation *s = simulate(&run, mkba_lanes_best(), 200, 1);
    assert_int_equal(mkba_findings_new(&f, s), MKBA_OK);
    assert_int_equal(members(f, "score_find@B"), 1);
    assert_int_equal(members(f, "score_referral@B"), 0);
    assert_int_equal(members(f, "kappa"), 0);
    assert_int_equal(members(f, "replaced_share"), 1);
    assert_true(members(f, "group.effect") > 10);
    mkba_findings_free(f);
    mkba_simulation_free(s);
    end_run(&run);
}

/* Shares of heavy and vulnerable households so wide that they often exceed 1 together: then
 * they give way, and no figure runs away or gets lost. */
static void test_sets_of_shares(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, certain, NULL), MKBA_OK);
    for (size_t i = 0; i < run.data->parameters; i++) {
        mkba_parameter *p = &run.data->parameter[i];
        if (strncmp(p->key, "segment_share.", 14) == 0) {
            p->low = 0;
            p->value = 0.3;
            p->high = 1;
        }
    }
    mkba_simulation *s = simulate(&run, mkba_lanes_best(), 5000, 2);
    const mkba_distribution *npv = mkba_simulation_at(s, SIZE_MAX, 0, s->measures.npv);
    assert_int_equal(npv->defined, 5000);
    assert_true(isfinite(npv->mean) && npv->sd > 0);
    /* helping cannot cost more than the teams do, however the segments lie */
    const mkba_distribution *cost = mkba_simulation_at(s, SIZE_MAX, 0, s->measures.cost);
    assert_true(cost->high < 10 * 4000000.0);
    mkba_simulation_free(s);
    end_run(&run);
}

typedef struct {
    double least, last; /* the first above 0, and the last */
    size_t patience;    /* how often it is asked before it says no */
    bool falls;
} asked;

static bool ask(void *context, double done)
{
    asked *a = context;
    a->falls = a->falls || done < a->last;
    a->last = done;
    if (done > 0 && a->least <= 0) {
        a->least = done;
    }
    return done <= 0 || a->patience-- > 0;
}

static mkba_status stopped_after(const model_run *run, unsigned long long draws, asked *a)
{
    mkba_simulation *s = NULL;
    const mkba_areas *world[] = {run->areas};
    const char *name[] = {"base"};
    mkba_simulation_options options = {
        .draws = draws, .seed = 1, .threads = 2, .progress = ask, .progress_context = a};
    mkba_status status = mkba_simulation_run(&s, world, name, 1, &options, NULL);
    assert_true(status == MKBA_OK || !s);
    mkba_simulation_free(s);
    return status;
}

/* Hours of work are left within a thousandth of it, also where a thirty-second part would last
 * minutes. */
static void test_stopped(void **state)
{
    (void)state;
    model_run run;
    asked at_once = {0}, halfway = {.patience = 10}, never = {.patience = SIZE_MAX};
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    assert_int_equal(stopped_after(&run, 100000000, &at_once), MKBA_ERR_STOPPED);
    assert_true(at_once.least > 0 && at_once.least < 0.001);
    assert_int_equal(stopped_after(&run, 100000000, &halfway), MKBA_ERR_STOPPED);
    assert_true(halfway.last > halfway.least && !halfway.falls);
    assert_int_equal(stopped_after(&run, 3000, &never), MKBA_OK);
    assert_true(never.last <= 1 && never.last > 0.9 && !never.falls);
    end_run(&run);
}

static mkba_status run_with(const mkba_areas *const *world, size_t worlds,
                            mkba_simulation_options options, const char *group)
{
    const char *names[MKBA_MOST_WORLDS + 1];
    mkba_simulation *s;
    for (size_t i = 0; i <= MKBA_MOST_WORLDS; i++) {
        names[i] = "world";
    }
    options.groups = &group;
    options.n_groups = group != NULL;
    mkba_status status = mkba_simulation_run(&s, world, names, worlds, &options, NULL);
    assert_true((s != NULL) == (status == MKBA_OK));
    mkba_simulation_free(s);
    return status;
}

static void test_what_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *group;
        mkba_status status;
    } groups[] = {{"own=tau,ramp", MKBA_OK}, {"own=", MKBA_ERR_SYNTAX},
                  {"own", MKBA_ERR_SYNTAX},  {"=tau", MKBA_ERR_SYNTAX},
                  {"", MKBA_ERR_SYNTAX},     {"own=luck*", MKBA_ERR_UNKNOWN},
                  {"own=luck,tau", MKBA_OK}};
    const mkba_simulation_options options = {.draws = 10, .seed = 1};
    mkba_simulation_options other = options;
    static const char one[] = "code;households\nA;10\n";
    model_run run, shorter;
    assert_int_equal(run_model(&run, one, NULL), MKBA_OK);
    assert_int_equal(run_model(&shorter, "code;households\nA;10\nB;20\n", NULL), MKBA_OK);
    const mkba_areas *world[MKBA_MOST_WORLDS + 1];
    for (size_t i = 0; i <= MKBA_MOST_WORLDS; i++) {
        world[i] = run.areas;
    }
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        assert_int_equal(run_with(world, 1, options, groups[i].group), groups[i].status);
    }
    assert_int_equal(run_with(world, 0, options, NULL), MKBA_ERR_RANGE);
    assert_int_equal(run_with(world, MKBA_MOST_WORLDS + 1, options, NULL), MKBA_ERR_RANGE);
    other.draws = 1;
    assert_int_equal(run_with(world, 1, other, NULL), MKBA_ERR_RANGE);
    other = options;
    other.seed = (unsigned long long)1 << 53;
    assert_int_equal(run_with(world, 1, other, NULL), MKBA_ERR_RANGE);
    other = options;
    other.threads = 1000; /* as many as are of use */
    assert_int_equal(run_with(world, 1, other, NULL), MKBA_OK);
    world[1] = shorter.areas;
    assert_int_equal(run_with(world, 2, options, NULL), MKBA_ERR_CONFLICT);
    end_run(&shorter);
    assert_int_equal(run_model(&shorter, "code;households\nB;10\n", NULL), MKBA_OK);
    world[1] = shorter.areas;
    assert_int_equal(run_with(world, 2, options, NULL), MKBA_ERR_CONFLICT);
    end_run(&shorter);
    /* tables with other columns or numbers */
    assert_int_equal(run_model(&shorter, one, NULL), MKBA_OK);
    world[1] = shorter.areas;
    assert_int_equal(run_with(world, 2, options, NULL), MKBA_OK);
    shorter.data->columns--;
    assert_int_equal(run_with(world, 2, options, NULL), MKBA_ERR_CONFLICT);
    shorter.data->columns++;
    shorter.data->parameters--;
    assert_int_equal(run_with(world, 2, options, NULL), MKBA_ERR_CONFLICT);
    shorter.data->parameters++;
    end_run(&run);
    end_run(&shorter);
}

/* An area of which nobody can tell whether it pays: knowing more is worth something, and what
 * is worth most comes first. */
static void test_what_is_worth_knowing(void **state)
{
    (void)state;
    static const char *const settings[] = {"replaced_share=1", NULL};
    model_run run;
    assert_int_equal(run_model(&run,
                               "code;households;team_cost_eur;access_share\n"
                               "A;20000;1000000;0\n",
                               settings),
                     MKBA_OK);
    mkba_simulation *s = simulate(&run, mkba_lanes_best(), 2000, 1);
    mkba_findings *f = NULL;
    assert_int_equal(mkba_findings_new(&f, s), MKBA_OK);
    assert_true(f->findings > 5);
    assert_true(f->finding[0].worth->eur > 0);
    for (size_t i = 1; i < f->findings; i++) {
        assert_true(f->finding[i].worth->eur <= f->finding[i - 1].worth->eur);
    }
    mkba_findings_free(f);
    mkba_simulation_free(s);
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_threads_and_sets),
        cmocka_unit_test(test_alone),
        cmocka_unit_test(test_few_and_many),
        cmocka_unit_test(test_linear_mean),
        cmocka_unit_test(test_what_is_drawn),
        cmocka_unit_test(test_sets_of_shares),
        cmocka_unit_test(test_stopped),
        cmocka_unit_test(test_what_is_refused),
        cmocka_unit_test(test_what_is_worth_knowing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
