/* Explanations: what is said of a figure adds up to it, and what is no figure is refused. */
#include "support.h"

#include "analysis/explain.h"

#include <stdio.h>

/* A team that costs more than it brings, and one that brings more. */
static const char areas[] =
    "code;households;team_cost_eur;score_find;caseload_heavy;access_share\n"
    "A;20000;9000000;0.3;9;1\nB;20000;1000000;0.6;6;0\n";
static const char *const hopeful[] = {"replaced_share=1", "replaced_effect=0",
                                      "informal_burden=0", NULL};

static mkba_explanation *explained(const model_run *run, size_t area, const char *figure)
{
    mkba_explanation *e = NULL;
    assert_int_equal(mkba_explain_figure(&e, run->result, area, figure, 0, NULL), MKBA_OK);
    return e;
}

/* Of each set of other factors: weight, worth with and without. */
static void a_factor_is_the_sum_of_what_it_adds_to_sets(void **state)
{
    model_run run;
    bool below = false, above = false;
    (void)state;
    assert_int_equal(run_model(&run, areas, hopeful), MKBA_OK);
    for (size_t area = 0; area < 2; area++) {
        mkba_explanation *e = explained(&run, area, "factors.find.potential_eur");
        double sum = 0, weights = 0;
        assert_int_equal(e->count, 1 + 32); /* sets of the five others */
        assert_string_equal(e->step[1].key, "-");
        for (size_t i = 1; i < e->count; i++) {
            double weight, with, without;
            char sign;
            assert_int_equal(sscanf(e->step[i].formula, "%lf * (%lf %c %lf)", &weight, &with,
                                    &sign, &without),
                             4);
            without = sign == '-' ? without : -without;
            below = below || without < 0;
            above = above || without > 0;
            assert_near(e->step[i].value, weight * (with - without), 1e-6);
            sum += e->step[i].value;
            weights += weight;
        }
        assert_near(weights, 1, 1e-12);
        assert_near(sum, figure_of(&run, area, "factors.find.potential_eur"), 0.01);
        mkba_explanation_free(e);
    }
    assert_true(below && above);
    end_run(&run);
}

/* The potential is the difference of two worlds, each with its own value below. */
static void the_potential_is_a_difference_of_worlds(void **state)
{
    static const char *const figures[] = {"potential_eur", "within_reach_eur"};
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    for (size_t i = 0; i < 2; i++) {
        mkba_explanation *e = explained(&run, 0, figures[i]);
        double moved = NAN, today = NAN;
        for (size_t k = 1; k < e->count; k++) {
            bool top = e->step[k].depth == 1;
            moved = top && strcmp(e->step[k].key, "moved_value_eur") == 0 ? e->step[k].value
                                                                          : moved;
            today = top && strcmp(e->step[k].key, "npv_eur") == 0 ? e->step[k].value : today;
        }
        assert_near(moved - today, e->step[0].value, 0.01);
        assert_near(e->step[0].value, figure_of(&run, 0, figures[i]), 0.01);
        mkba_explanation_free(e);
    }
    end_run(&run);
}

static void a_scenario_has_its_own_numbers(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    mkba_explanation *e = explained(&run, 0, "scenarios.null.npv_eur");
    assert_string_equal(e->step[1].key, "npv_eur");
    assert_near(e->step[0].value, e->step[1].value, 0.01);
    bool moved = false;
    for (size_t i = 0; i < e->count; i++) {
        bool reduction =
            e->step[i].parameter && strncmp(e->step[i].key, "reduction.", 10) == 0;
        assert_false(reduction && fabs(e->step[i].value) > 0); /* null: no effect at all */
        moved = moved || (reduction && e->step[i].by_scenario);
    }
    assert_true(moved);
    mkba_explanation_free(e);
    end_run(&run);
}

static void refuses_what_it_cannot_explain(void **state)
{
    static const struct {
        const char *figure;
        const char *id;
    } rows[] = {
        {"npv_euro", "figure.unknown_near"},
        {"luck", "figure.unknown"},
        {"entered.score_referral", "figure.unknown"}, /* which nobody entered */
        {"price.nothing", "figure.unknown"},
        {"evidence.A.share", "figure.no_formula"},
    };
    model_run run;
    mkba_explanation *e;
    (void)state;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_issues issues = {0};
        assert_int_equal(mkba_explain_figure(&e, run.result, 0, rows[i].figure, 0, &issues),
                         MKBA_ERR_UNKNOWN);
        assert_null(e);
        assert_string_equal(issues.item[0].message.id, rows[i].id);
    }
    end_run(&run);
}

/* Of a run for one figure nothing else can be explained; a run for no figure has all. */
static void a_run_for_one_figure(void **state)
{
    mkba_data *data;
    mkba_areas *leiden;
    mkba_result *one, *all;
    mkba_explanation *e;
    mkba_issues issues = {0};
    double value[2];
    (void)state;
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_open_municipalities(&leiden, data, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_select(leiden, "Leiden", NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_run_figure(&one, leiden, "npv_eur", NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_run_figure(&all, leiden, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_explain_figure(&e, one, 0, "npv_eur", 0, &issues), MKBA_ERR_UNKNOWN);
    assert_string_equal(issues.item[0].message.id, "figure.no_formula");
    assert_int_equal(mkba_explain_figure(&e, all, 0, "npv_eur", 0, NULL), MKBA_OK);
    mkba_explanation_free(e);
    mkba_result_figure(&value[0], one, 0, "npv_eur", NULL);
    mkba_result_figure(&value[1], all, 0, "npv_eur", NULL);
    assert_near(value[0], value[1], 0);
    mkba_result_figure(&value[1], all, 0, "ratio", NULL);
    assert_true(fabs(value[1]) > 0);
    mkba_result_free(one);
    mkba_result_free(all);
    mkba_areas_free(leiden);
    mkba_data_free(data);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_factor_is_the_sum_of_what_it_adds_to_sets),
        cmocka_unit_test(the_potential_is_a_difference_of_worlds),
        cmocka_unit_test(a_scenario_has_its_own_numbers),
        cmocka_unit_test(refuses_what_it_cannot_explain),
        cmocka_unit_test(a_run_for_one_figure),
    };
    return cmocka_run_group_tests_name("explain", tests, NULL, NULL);
}
