/* Scenarios side by side. Contributions are worked out by hand from baseline runs, which know
 * nothing of comparisons. */
#include "support.h"

#include "analysis/compare.h"
#include "input/overlay.h"

#include <stdio.h>

enum { MOST = 4 };

static const char *const headlines[] = {"npv_eur",
                                        "ratio",
                                        "benefit_pv_eur",
                                        "additional_cost_pv_eur",
                                        "gross_cost_pv_eur",
                                        "team_cost_eur",
                                        "transfers_pv_eur",
                                        "helped_per_year",
                                        "fte_total",
                                        "reach_share",
                                        "potential_eur",
                                        "within_reach_eur",
                                        "parties.municipality.pv_eur",
                                        "parties.municipality.budget_year_2_eur",
                                        "parties.households.budget_year_2_eur"};
enum { HEADLINES = sizeof headlines / sizeof *headlines };

/* One world: the areas of a text, with a stack of scenarios given as texts. */
typedef struct {
    mkba_data *data;
    mkba_areas *areas;
    mkba_result *result;
} one_world;

static void open_world(one_world *w, const char *areas, const char *const *stack)
{
    static const char *const names[MOST] = {"a.json", "b.json", "c.json", "d.json"};
    mkba_issues issues = {0};
    mkba_arena *arena;
    mkba_overlay *overlay = mkba_arena_object(&arena, sizeof *overlay);
    overlay->arena = arena;
    overlay->file = mkba_arena_alloc(arena, MOST, sizeof *overlay->file);
    assert_int_equal(mkba_data_open(&w->data, NULL, &issues), MKBA_OK);
    for (; stack && stack[overlay->files]; overlay->files++) {
        const char *text = stack[overlay->files];
        mkba_source_text source = {
            .file = names[overlay->files], .bytes = text, .length = strlen(text)};
        assert_int_equal(mkba_overlay_read(&overlay->file[overlay->files], arena, w->data,
                                           source, true, &issues),
                         MKBA_OK);
    }
    assert_int_equal(mkba_data_apply(w->data, overlay, &issues), MKBA_OK);
    if (areas) {
        mkba_source_text text = {.file = "test.csv", .bytes = areas, .length = strlen(areas)};
        assert_int_equal(mkba_areas_read_text(&w->areas, w->data, text, 0, &issues), MKBA_OK);
    } else {
        assert_int_equal(mkba_areas_open_municipalities(&w->areas, w->data, &issues), MKBA_OK);
        assert_int_equal(mkba_areas_select(w->areas, "Utrecht", &issues), MKBA_OK);
        assert_int_equal(mkba_areas_select(w->areas, "Rotterdam", &issues), MKBA_OK);
        assert_int_equal(mkba_areas_select(w->areas, "Urk", &issues), MKBA_OK);
    }
    assert_int_equal(mkba_areas_apply(w->areas, overlay, &issues), MKBA_OK);
    assert_int_equal(mkba_baseline_run(&w->result, w->areas, &issues), MKBA_OK);
    mkba_overlay_free(overlay);
}

static void close_world(one_world *w)
{
    mkba_result_free(w->result);
    mkba_areas_free(w->areas);
    mkba_data_free(w->data);
}

static double value_in(const one_world *w, size_t area, const char *figure)
{
    double value = 0;
    assert_int_equal(mkba_result_figure(&value, w->result, area, figure, NULL), MKBA_OK);
    return value;
}

/* A figure under a stack. */
static double figure_under(const char *areas, const char *const *stack, size_t area,
                           const char *figure)
{
    one_world w;
    open_world(&w, areas, stack);
    double value = value_in(&w, area, figure);
    close_world(&w);
    return value;
}

typedef struct {
    one_world world[2];
    mkba_comparison *c;
} pair;

static void open_pair(pair *p, const char *areas, const char *const *base,
                      const char *const *alternative, const char *figure)
{
    static const char *const names[] = {"base", "plan"};
    mkba_issues issues = {0};
    open_world(&p->world[0], areas, base);
    open_world(&p->world[1], areas, alternative);
    mkba_areas *both[] = {p->world[0].areas, p->world[1].areas};
    assert_int_equal(mkba_comparison_run(&p->c, both, names, 2, figure, &issues), MKBA_OK);
}

static void close_pair(pair *p)
{
    mkba_comparison_free(p->c);
    close_world(&p->world[0]);
    close_world(&p->world[1]);
}

static size_t input_of(const pair *p, const char *name)
{
    for (size_t i = 0; i < mkba_comparison_inputs(p->c, 1); i++) {
        if (strcmp(mkba_comparison_input(p->c, 1, i), name) == 0) {
            return i;
        }
    }
    print_error("no input %s\n", name);
    fail();
    return 0;
}

static double part_of(const pair *p, size_t area, const char *input, const char *figure)
{
    double part = 0;
    assert_int_equal(
        mkba_comparison_contribution(&part, p->c, area, 1, input_of(p, input), figure, NULL),
        MKBA_OK);
    return part;
}

static double difference_of(const pair *p, size_t area, const char *figure)
{
    double difference = 0;
    assert_int_equal(mkba_comparison_difference(&difference, p->c, area, 1, figure, NULL),
                     MKBA_OK);
    return difference;
}

/* The difference is that of the two baselines, and the contributions add up to it: exactly,
 * and in whatever order. */
static void check_sums(const pair *p, size_t areas)
{
    for (size_t a = 0; a <= areas; a++) {
        size_t area = a == areas ? MKBA_TOTAL : a;
        for (size_t f = 0; f < HEADLINES; f++) {
            double before = value_in(&p->world[0], area, headlines[f]);
            double after = value_in(&p->world[1], area, headlines[f]);
            double difference = difference_of(p, area, headlines[f]);
            double up = 0, down = 0;
            if (isnan(before) || isnan(after)) {
                assert_true(isnan(difference));
                continue;
            }
            size_t n = mkba_comparison_inputs(p->c, 1);
            for (size_t i = 0; i < n; i++) {
                double part;
                mkba_comparison_contribution(&part, p->c, area, 1, i, headlines[f], NULL);
                up += part;
                mkba_comparison_contribution(&part, p->c, area, 1, n - 1 - i, headlines[f],
                                             NULL);
                down += part;
            }
            double scale = fabs(before) + fabs(after);
            assert_near(difference, after - before, 1e-11 * scale);
            if (!isnan(up)) {
                assert_near(up, difference, 0);
                assert_near(down, difference, 0);
            } else {
                /* only what does not add up has no contributions */
                assert_string_equal(headlines[f], "reach_share");
            }
        }
    }
}

#define STACK(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char two[] = "code;households;team_cost_eur;replaced_share\n"
                          "A;10000;1000000;0.5\nB;20000;3000000;0.75\n";

/* ------------------------------------------------------------------ By hand */

/* Additional cost = team cost x (1 - replaced share): two inputs that multiply. From (1 mln,
 * 0.5) to (2 mln, 0.8): 500,000 -> 400,000 a year. Cost first: + 500,000, then - 600,000;
 * share first: - 300,000, then + 200,000. On average + 350,000 and - 450,000 a year. */
static void two_inputs_that_multiply(void **state)
{
    static const char one[] = "code;households;team_cost_eur;replaced_share\n"
                              "A;10000;1000000;0.5\n";
    pair p;
    (void)state;
    open_pair(&p, one, NULL,
              STACK("{\"areas\": {\"A\": {\"team_cost_eur\": 2000000, "
                    "\"replaced_share\": 0.8}}}"),
              "additional_cost_eur");
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 2);
    assert_near(difference_of(&p, 0, "additional_cost_eur"), -100000, 1e-6);
    assert_near(part_of(&p, 0, "team_cost_eur", "additional_cost_eur"), 350000, 1e-6);
    assert_near(part_of(&p, 0, "replaced_share", "additional_cost_eur"), -450000, 1e-6);
    check_sums(&p, 1);
    close_pair(&p);
}

/* The same for figures that nobody can do by hand, from four runs of the baseline. */
static void two_inputs_from_four_baselines(void **state)
{
    static const char first[] = "{\"parameters\": {\"kappa\": 1.1, \"tau\": 0.7}}";
    static const char one[] = "{\"parameters\": {\"kappa\": 1.1}}";
    static const char other[] = "{\"parameters\": {\"tau\": 0.7}}";
    static const char areas[] = "code;households;caseload_heavy;score_find\nA;10000;14;0.3\n";
    pair p;
    (void)state;
    open_pair(&p, areas, NULL, STACK(first), NULL);
    for (size_t f = 0; f < HEADLINES; f++) {
        double none = figure_under(areas, NULL, 0, headlines[f]);
        double kappa = figure_under(areas, STACK(one), 0, headlines[f]);
        double tau = figure_under(areas, STACK(other), 0, headlines[f]);
        double both = figure_under(areas, STACK(first), 0, headlines[f]);
        double scale = 1e-11 * (fabs(none) + fabs(both));
        assert_near(part_of(&p, 0, "kappa", headlines[f]), ((kappa - none) + (both - tau)) / 2,
                    scale);
        assert_near(part_of(&p, 0, "tau", headlines[f]), ((tau - none) + (both - kappa)) / 2,
                    scale);
    }
    assert_true(fabs(part_of(&p, 0, "kappa", "npv_eur")) > 1);
    check_sums(&p, 1);
    close_pair(&p);
}

/* The ratio of the total is that of the sums, in every combination. */
static void ratio_of_a_total(void **state)
{
    static const char both[] = "{\"parameters\": {\"tau\": 0.9, \"replaced_effect\": 0.1}}";
    static const char one[] = "{\"parameters\": {\"tau\": 0.9}}";
    static const char other[] = "{\"parameters\": {\"replaced_effect\": 0.1}}";
    pair p;
    (void)state;
    open_pair(&p, two, NULL, STACK(both), NULL);
    double none = figure_under(two, NULL, MKBA_TOTAL, "ratio");
    double tau = figure_under(two, STACK(one), MKBA_TOTAL, "ratio");
    double effect = figure_under(two, STACK(other), MKBA_TOTAL, "ratio");
    double all = figure_under(two, STACK(both), MKBA_TOTAL, "ratio");
    assert_near(part_of(&p, MKBA_TOTAL, "tau", "ratio"), ((tau - none) + (all - effect)) / 2,
                1e-12);
    check_sums(&p, 2);
    close_pair(&p);
}

/* ------------------------------------------------------------------ What Shapley promises */

static void order_of_a_stack_does_not_matter(void **state)
{
    static const char a[] = "{\"parameters\": {\"tau\": 0.7, \"ramp\": 0.3}}";
    static const char b[] = "{\"parameters\": {\"kappa\": 1.1}, \"areas\": {\"*\": "
                            "{\"score_find\": 0.8, \"team_cost_eur\": {\"times\": 1.5}}}}";
    pair one, other;
    (void)state;
    open_pair(&one, two, NULL, STACK(a, b), NULL);
    open_pair(&other, two, NULL, STACK(b, a), NULL);
    assert_int_equal(mkba_comparison_inputs(one.c, 1), 5);
    assert_int_equal(mkba_comparison_inputs(other.c, 1), 5);
    for (size_t i = 0; i < 5; i++) {
        const char *name = mkba_comparison_input(one.c, 1, i);
        for (size_t f = 0; f < HEADLINES; f++) {
            for (size_t area = 0; area < 2; area++) {
                assert_near(part_of(&one, area, name, headlines[f]),
                            part_of(&other, area, name, headlines[f]), 0);
            }
        }
    }
    check_sums(&one, 2);
    close_pair(&one);
    close_pair(&other);
}

/* What no figure depends on, and what is entered as it is by default, gets 0. */
static void what_does_not_matter_is_nothing(void **state)
{
    static const char plan[] =
        "{\"parameters\": {\"zrm_heavy_domains\": 5, \"tau\": 0.7}, \"areas\": {\"A\": "
        "{\"score_find\": 0.5, \"low_income_share\": 0.2, \"target_group\": \"all\"}}}";
    static const char *const idle[] = {"zrm_heavy_domains", "score_find", "low_income_share",
                                       "target_group"};
    pair p;
    (void)state;
    open_pair(&p, two, NULL, STACK(plan), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 5);
    for (size_t i = 0; i < 4; i++) {
        for (size_t f = 0; f < HEADLINES; f++) {
            assert_near(part_of(&p, 0, idle[i], headlines[f]), 0, 0);
        }
        assert_near(part_of(&p, MKBA_TOTAL, idle[i], "npv_eur"), 0, 0);
    }
    assert_near(part_of(&p, 0, "tau", "npv_eur"), difference_of(&p, 0, "npv_eur"), 0);
    check_sums(&p, 2);
    close_pair(&p);
}

static void nothing_differs(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, two, NULL, STACK("{\"parameters\": {\"tau\": \"central\"}}"), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 0);
    assert_near(difference_of(&p, MKBA_TOTAL, "npv_eur"), 0, 0);
    close_pair(&p);
}

/* Only one of two areas: the other's contributions are 0. */
static void one_area_of_two(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, two, NULL,
              STACK("{\"parameters\": {\"ramp\": 0.2}, \"areas\": {\"B\": "
                    "{\"score_find\": 0.9}}}"),
              NULL);
    assert_near(part_of(&p, 0, "score_find", "npv_eur"), 0, 0);
    assert_true(fabs(part_of(&p, 1, "score_find", "npv_eur")) > 1);
    assert_near(part_of(&p, MKBA_TOTAL, "score_find", "npv_eur"),
                part_of(&p, 1, "score_find", "npv_eur"), 1e-6);
    check_sums(&p, 2);
    close_pair(&p);
}

/* ------------------------------------------------------------------ Shapes */

static void figures_added_and_taken_away(void **state)
{
    static const char areas[] = "code;households;score_find;caseload_heavy\n"
                                "A;10000;0.2;12\nB;20000;0.9;9\n";
    pair p;
    (void)state;
    open_pair(&p, areas, NULL,
              STACK("{\"areas\": {\"*\": {\"score_find\": null, \"score_referral\": 0.9, "
                    "\"caseload_heavy\": null, \"access_share\": 0.4}}}"),
              NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 4);
    assert_true(fabs(part_of(&p, 0, "caseload_heavy", "npv_eur")) > 1);
    assert_true(part_of(&p, 1, "score_referral", "npv_eur") > 1);
    check_sums(&p, 2);
    close_pair(&p);
}

static void years_change_the_shape(void **state)
{
    static const char plan[] = "{\"parameters\": {\"programme_years\": 3, \"horizon\": 15, "
                               "\"cash_lag_years.wmo_support\": 0, \"tau\": 0.7}}";
    pair p;
    (void)state;
    open_pair(&p, two, NULL, STACK(plan), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 4);
    assert_true(fabs(part_of(&p, 0, "programme_years", "npv_eur")) > 1);
    assert_near(part_of(&p, 0, "cash_lag_years.wmo_support", "npv_eur"), 0, 0);
    check_sums(&p, 2);
    close_pair(&p);
}

/* 5 programme years do not fit in a horizon of 4: these two are one input. */
static void years_that_need_each_other(void **state)
{
    pair p;
    (void)state;
    open_pair(
        &p, two, NULL,
        STACK("{\"parameters\": {\"horizon\": 4, \"programme_years\": 3, \"tau\": 0.7}}"),
        NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 2);
    assert_true(fabs(part_of(&p, 0, "programme_years+horizon", "npv_eur")) > 1);
    check_sums(&p, 2);
    close_pair(&p);
}

/* How far factors move within reach is no number of a formula. */
static void the_step_within_reach(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, two, NULL,
              STACK("{\"parameters\": {\"potential_step\": 0.5, \"tau\": 0.7}}"), NULL);
    assert_near(part_of(&p, 0, "potential_step", "npv_eur"), 0, 0);
    assert_near(part_of(&p, 0, "potential_step", "potential_eur"), 0, 0);
    assert_true(fabs(part_of(&p, 0, "potential_step", "within_reach_eur")) > 1);
    check_sums(&p, 2);
    close_pair(&p);
}

/* ------------------------------------------------------------------ Taken together */

/* 0.9 for one share leaves less for the others: what gave way belongs to what was set. */
static void shares_that_gave_way(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, two, NULL,
              STACK("{\"parameters\": {\"segment_share.heavy\": 0.9, \"tau\": 0.7}}"), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 2);
    assert_true(fabs(part_of(&p, 0, "segment_share.*", "npv_eur")) > 1);
    check_sums(&p, 2);
    close_pair(&p);
}

static void a_price_level_takes_all_amounts_along(void **state)
{
    static const char areas[] = "code;households;access_share\nA;10000;1\nB;20000;0.5\n";
    pair p;
    (void)state;
    open_pair(&p, areas, NULL, STACK("{\"parameters\": {\"price_year\": 2020, \"tau\": 0.7}}"),
              NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 2);
    assert_true(fabs(part_of(&p, 0, "price_year", "npv_eur")) > 1);
    check_sums(&p, 2);
    close_pair(&p);
}

static void who_pays_is_one_input(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, two, NULL,
              STACK("{\"areas\": {\"*\": {\"funding_municipality\": 0.6, "
                    "\"funding_health_insurer\": 0.4}}}"),
              NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 1);
    assert_near(part_of(&p, 0, "funding_*", "npv_eur"), 0, 0);
    assert_true(part_of(&p, 0, "funding_*", "parties.municipality.pv_eur") > 1);
    check_sums(&p, 2);
    close_pair(&p);
}

static void households_that_fit_together_only(void **state)
{
    static const char areas[] = "code;households;heavy_households;vulnerable_households\n"
                                "A;10000;1000;8000\n";
    pair p;
    (void)state;
    open_pair(&p, areas, NULL,
              STACK("{\"areas\": {\"A\": {\"households\": 5000, \"heavy_households\": 500, "
                    "\"vulnerable_households\": 4000, \"score_find\": 0.7}}}"),
              NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 2);
    check_sums(&p, 1);
    close_pair(&p);
}

/* In the first area every mixture of then and now fits, in the second the many vulnerable
 * households of then leave no room for the many heavy ones of now. */
static void heavy_and_vulnerable_that_do_not_fit(void **state)
{
    static const char areas[] = "code;households;heavy_households;vulnerable_households\n"
                                "A;10000;100;200\nB;10000;1000;8000\n";
    pair p;
    (void)state;
    open_pair(&p, areas, NULL,
              STACK("{\"areas\": {\"*\": {\"heavy_households\": 4000, "
                    "\"vulnerable_households\": 5000}}}"),
              NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 1);
    assert_string_equal(mkba_comparison_input(p.c, 1, 0),
                        "heavy_households+vulnerable_households");
    check_sums(&p, 2);
    close_pair(&p);
}

/* The low end of a norm may not lie above the high one, be it moved up or down; apart where
 * each fits with what the other was. */
static void norms_that_need_each_other(void **state)
{
    static const struct {
        const char *change;
        size_t inputs;
    } rows[] = {
        {"\"caseload_norm_low.heavy\": 2, \"caseload_norm_high.heavy\": 4", 2},
        {"\"caseload_norm_low.heavy\": 8, \"caseload_norm_high.heavy\": 9", 2},
        {"\"caseload_norm_low.heavy\": 4, \"caseload_norm_high.heavy\": 8", 3},
    };
    char text[256];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        pair p;
        snprintf(text, sizeof text, "{\"parameters\": {%s, \"tau\": 0.7}}", rows[i].change);
        open_pair(&p, two, NULL, STACK(text), NULL);
        assert_int_equal(mkba_comparison_inputs(p.c, 1), rows[i].inputs);
        if (rows[i].inputs == 2) {
            part_of(&p, 0, "caseload_norm_*", "npv_eur");
        }
        check_sums(&p, 2);
        close_pair(&p);
    }
}

/* Amounts of an area with a price year of its own move with the level, too. */
static void a_price_level_takes_entered_amounts_along(void **state)
{
    static const char areas[] =
        "code;households;team_cost_eur;price_year\nA;10000;1000000;2020\n";
    pair p;
    (void)state;
    open_pair(&p, areas, NULL, STACK("{\"parameters\": {\"price_year\": 2022}}"), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 1);
    part_of(&p, 0, "price_year", "npv_eur");
    assert_true(fabs(difference_of(&p, 0, "team_cost_eur")) > 1);
    check_sums(&p, 1);
    close_pair(&p);
}

/* One scenario in both worlds that moves what another set: the other one is the input. */
static void an_entry_that_both_worlds_have(void **state)
{
    static const char higher[] = "{\"parameters\": {\"cost_per_fte_eur\": {\"times\": 1.1}}}";
    static const char set[] = "{\"parameters\": {\"cost_per_fte_eur\": 80000}}";
    pair p;
    (void)state;
    open_pair(&p, two, STACK("{}", higher), STACK(set, higher), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 1);
    part_of(&p, 0, "cost_per_fte_eur", "npv_eur");
    check_sums(&p, 2);
    close_pair(&p);
}

/* 18 numbers by one pattern and 8 by another: two inputs, and with a third number three. */
static void many_numbers_by_entry(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, NULL, NULL,
              STACK("{\"parameters\": {\"reduction.*\": \"low\", \"extra_refer_*\": \"high\", "
                    "\"replaced_effect\": \"high\"}}"),
              NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 3);
    assert_true(part_of(&p, MKBA_TOTAL, "extra_refer_*", "npv_eur") < 0);
    assert_true(part_of(&p, MKBA_TOTAL, "reduction.*", "npv_eur") < 0);
    assert_true(part_of(&p, MKBA_TOTAL, "replaced_effect", "npv_eur") < 0);
    check_sums(&p, 3);
    close_pair(&p);
}

/* Everything at once by one entry: families, and those that matter least together. */
static void everything_by_family(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, NULL, NULL, STACK("{\"parameters\": {\"*\": \"low\"}}"), NULL);
    assert_int_equal(p.c->world[1].apart, MKBA_APART_FAMILY);
    assert_in_range(mkba_comparison_inputs(p.c, 1), 8, 12);
    assert_true(fabs(part_of(&p, MKBA_TOTAL, "extra_refer_high.*", "npv_eur")) > 1);
    part_of(&p, 0, "other", "npv_eur");
    check_sums(&p, 3);
    close_pair(&p);
}

/* Twelve are taken one by one, thirteen are not. */
static void twelve_is_the_most(void **state)
{
    static const char twelve[] =
        "{\"parameters\": {\"reduction.wmo_support.heavy\": 0.11, "
        "\"reduction.wmo_support.vulnerable\": 0.05, \"reduction.mental_health.heavy\": 0.07, "
        "\"extra_need.wmo_support\": 0.2, \"tau\": 0.6, \"kappa\": 1.2, \"ramp\": 0.4, "
        "\"delta_low\": 0.6, \"need_value\": 0.3, \"replaced_effect\": 0.4, "
        "\"refill_share\": 0.2, \"cost_per_fte_eur\": 90000}}";
    pair p;
    (void)state;
    open_pair(&p, two, NULL, STACK(twelve), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 12);
    assert_int_equal(p.c->world[1].apart, MKBA_APART_ONE);
    check_sums(&p, 2);
    close_pair(&p);
    open_pair(&p, two, NULL, STACK(twelve, "{\"parameters\": {\"discount_rate\": 0.03}}"),
              NULL);
    assert_int_equal(p.c->world[1].apart, MKBA_APART_FAMILY);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 11);
    part_of(&p, 0, "reduction.*", "npv_eur");
    check_sums(&p, 2);
    close_pair(&p);
}

/* Eight inputs that each change the shape are more than are built in every combination. */
static void many_shapes(void **state)
{
    pair p;
    (void)state;
    open_pair(&p, two, NULL,
              STACK("{\"areas\": {\"*\": {\"score_find\": 0.7, \"access_share\": 0.5, "
                    "\"caseload_heavy\": 8, \"helped_vulnerable\": 50, "
                    "\"provider_share\": 0.2, \"heavy_households\": 300, "
                    "\"startup_cost_eur\": 50000, \"spend_wmo_support\": 2000000}}}"),
              NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 7);
    part_of(&p, 0, "other", "npv_eur");
    check_sums(&p, 2);
    close_pair(&p);
}

/* ------------------------------------------------------------------ The base, and refusals */

/* What the base has too does not differ; what it gives another value does. */
static void a_base_of_ones_own(void **state)
{
    static const char base[] = "{\"parameters\": {\"tau\": 0.7, \"ramp\": 0.4}}";
    static const char plan[] = "{\"parameters\": {\"ramp\": 0.2}}";
    pair p;
    (void)state;
    open_pair(&p, two, STACK(base), STACK(base, plan), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 1);
    assert_near(part_of(&p, 0, "ramp", "npv_eur"), difference_of(&p, 0, "npv_eur"), 0);
    assert_near(difference_of(&p, 0, "npv_eur"),
                figure_under(two, STACK(base, plan), 0, "npv_eur") -
                    figure_under(two, STACK(base), 0, "npv_eur"),
                1e-6);
    close_pair(&p);
}

/* The price of a set of shares in the base that opens up again. */
static void shares_that_come_back(void **state)
{
    static const char base[] = "{\"parameters\": {\"segment_share.heavy\": 0.9}}";
    static const char plan[] = "{\"parameters\": {\"segment_share.heavy\": 0.05}}";
    pair p;
    (void)state;
    open_pair(&p, two, STACK(base), STACK(base, plan), NULL);
    assert_int_equal(mkba_comparison_inputs(p.c, 1), 1);
    assert_near(part_of(&p, 0, "segment_share.*", "npv_eur"), difference_of(&p, 0, "npv_eur"),
                0);
    check_sums(&p, 2);
    close_pair(&p);
}

static mkba_status run_with(mkba_areas *a, mkba_areas *b, size_t worlds, const char *figure,
                            mkba_issues *issues)
{
    static const char *const names[] = {"base", "plan"};
    mkba_areas *const world[] = {a, b};
    mkba_comparison *c;
    mkba_status status = mkba_comparison_run(&c, world, names, worlds, figure, issues);
    mkba_comparison_free(c);
    return status;
}

static void what_is_refused(void **state)
{
    one_world a, b, shorter;
    mkba_issues issues = {0};
    (void)state;
    open_world(&a, two, NULL);
    open_world(&b, "code;households\nA;10000\n", NULL);
    open_world(&shorter, two, STACK("{\"parameters\": {\"horizon\": 6}}"));
    assert_int_equal(run_with(a.areas, b.areas, 2, NULL, &issues), MKBA_ERR_CONFLICT);
    assert_int_equal(run_with(a.areas, b.areas, 1, NULL, &issues), MKBA_ERR_RANGE);
    assert_int_equal(run_with(a.areas, shorter.areas, 2, "npv_euro", &issues),
                     MKBA_ERR_UNKNOWN);
    assert_int_equal(run_with(a.areas, shorter.areas, 2, "evidence.A.eur", &issues),
                     MKBA_ERR_CONFLICT);
    assert_int_equal(run_with(a.areas, shorter.areas, 2, "years.9.net_eur", &issues),
                     MKBA_ERR_CONFLICT);
    assert_int_equal(run_with(a.areas, shorter.areas, 2, "years.5.net_eur", &issues), MKBA_OK);
    assert_int_equal(issues.total, 5);
    mkba_areas *many[MKBA_MOST_WORLDS + 1];
    const char *names[MKBA_MOST_WORLDS + 1];
    mkba_comparison *c;
    for (size_t i = 0; i <= MKBA_MOST_WORLDS; i++) {
        many[i] = a.areas;
        names[i] = "x";
    }
    assert_int_equal(mkba_comparison_run(&c, many, names, MKBA_MOST_WORLDS + 1, NULL, &issues),
                     MKBA_ERR_RANGE);
    assert_int_equal(
        mkba_comparison_run_moments(&c, many, names, MKBA_MOST_WORLDS + 1, NULL, &issues),
        MKBA_ERR_RANGE);
    assert_int_equal(mkba_comparison_run_moments(&c, many, names, 1, NULL, &issues),
                     MKBA_ERR_RANGE);
    /* tables with other numbers or columns cannot be compared */
    shorter.data->parameters--;
    assert_int_equal(run_with(a.areas, shorter.areas, 2, NULL, &issues), MKBA_ERR_CONFLICT);
    shorter.data->parameters++;
    shorter.data->columns--;
    assert_int_equal(run_with(a.areas, shorter.areas, 2, NULL, &issues), MKBA_ERR_CONFLICT);
    shorter.data->columns++;
    close_world(&a);
    close_world(&b);
    close_world(&shorter);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_inputs_that_multiply),
        cmocka_unit_test(two_inputs_from_four_baselines),
        cmocka_unit_test(ratio_of_a_total),
        cmocka_unit_test(order_of_a_stack_does_not_matter),
        cmocka_unit_test(what_does_not_matter_is_nothing),
        cmocka_unit_test(nothing_differs),
        cmocka_unit_test(one_area_of_two),
        cmocka_unit_test(figures_added_and_taken_away),
        cmocka_unit_test(years_change_the_shape),
        cmocka_unit_test(years_that_need_each_other),
        cmocka_unit_test(the_step_within_reach),
        cmocka_unit_test(shares_that_gave_way),
        cmocka_unit_test(a_price_level_takes_all_amounts_along),
        cmocka_unit_test(who_pays_is_one_input),
        cmocka_unit_test(households_that_fit_together_only),
        cmocka_unit_test(heavy_and_vulnerable_that_do_not_fit),
        cmocka_unit_test(norms_that_need_each_other),
        cmocka_unit_test(a_price_level_takes_entered_amounts_along),
        cmocka_unit_test(an_entry_that_both_worlds_have),
        cmocka_unit_test(many_numbers_by_entry),
        cmocka_unit_test(everything_by_family),
        cmocka_unit_test(twelve_is_the_most),
        cmocka_unit_test(many_shapes),
        cmocka_unit_test(a_base_of_ones_own),
        cmocka_unit_test(shares_that_come_back),
        cmocka_unit_test(what_is_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
