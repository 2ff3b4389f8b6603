/* One-way sensitivity against what --set gives, and against what can be worked out by hand. */
#include "support.h"

#include "analysis/sensitivity.h"

#include <stdio.h>

static const char *const two_areas = "code;households;inhabitants;team_cost_eur;score_find;"
                                     "score_follow_up;score_source_follow_up\n"
                                     "A;10000;21000;3000000;0.4;0.9;audit 2025\n"
                                     "B;20000;40000;5000000;0.1;;\n";
static const char *const one_area = "code;households;inhabitants;team_cost_eur;score_find\n"
                                    "A;10000;21000;3000000;0.9\n";

static mkba_sensitivity *sensitivity_of(const model_run *run, const char *figure)
{
    mkba_sensitivity *s = NULL;
    mkba_sensitivity_options options = {.figure = figure};
    assert_int_equal(mkba_sensitivity_run(&s, run->result, &options, NULL), MKBA_OK);
    return s;
}

static bool is_listed(const mkba_sensitivity_part *part, const char *key)
{
    bool listed = false;
    for (size_t i = 0; i < part->swings; i++) {
        listed = listed || strcmp(part->swing[i].axis->key, key) == 0;
    }
    return listed;
}

/* All NaN when it is not there, which is near nothing. */
static mkba_swing swing_of(const mkba_sensitivity_part *part, const char *key)
{
    static const mkba_axis none = {0};
    for (size_t i = 0; i < part->swings; i++) {
        if (strcmp(part->swing[i].axis->key, key) == 0) {
            return part->swing[i];
        }
    }
    return (mkba_swing){.axis = &none, .low = NAN, .high = NAN, .at_low = NAN, .at_high = NAN};
}

/* The figure of a real run with key=value, for area 0 or the total. */
static double figure_with(const char *areas, size_t area, const char *key, double value,
                          const char *figure)
{
    model_run run;
    char setting[MKBA_TEXT];
    snprintf(setting, sizeof setting, "%s=%.17g", key, value);
    assert_int_equal(run_model(&run, areas, (const char *const[]){setting, NULL}), MKBA_OK);
    double found = figure_of(&run, area, figure);
    end_run(&run);
    return found;
}

static bool is_at_price_level(const model_run *run, const mkba_axis *axis)
{
    const mkba_parameter *p = &run->data->parameter[axis->member[0]];
    return isnan(p->price_year) || fabs(p->price_year - 2024) < 0.5;
}

/* Every number of the table, shares and years too: both ends as --set computes them. Lags show
 * in the budget. */
static void test_ends_are_those_of_a_run(void **state)
{
    (void)state;
    static const char *const figures[] = {"npv_eur", "parties.municipality.budget_year_2_eur"};
    model_run run;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    for (size_t f = 0; f < 2; f++) {
        mkba_sensitivity *s = sensitivity_of(&run, figures[f]);
        size_t compared = 0;
        assert_near(s->part[0].central, figure_of(&run, 0, figures[f]), 0.005);
        for (size_t i = 0; i < s->part[0].swings; i++) {
            const mkba_swing *w = &s->part[0].swing[i];
            bool wanted = f == 0 || w->axis->whole;
            if (wanted && w->axis->kind == MKBA_AXIS_NUMBER &&
                is_at_price_level(&run, w->axis)) {
                const char *key = w->axis->key;
                assert_near(w->at_low, figure_with(one_area, 0, key, w->low, figures[f]),
                            0.005);
                assert_near(w->at_high, figure_with(one_area, 0, key, w->high, figures[f]),
                            0.005);
                compared++;
            }
        }
        assert_true(compared > (f == 0 ? 60 : 4));
        mkba_sensitivity_free(s);
    }
    end_run(&run);
}

static void test_the_total_moves_in_all_areas_at_once(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, two_areas, NULL), MKBA_OK);
    mkba_sensitivity *s = sensitivity_of(&run, "npv_eur");
    assert_int_equal(s->parts, 3);
    const mkba_swing total = swing_of(&s->part[0], "replaced_share");
    assert_near(total.at_low,
                figure_with(two_areas, MKBA_TOTAL, "replaced_share", 0.5, "npv_eur"), 0.005);
    assert_near(total.at_low,
                swing_of(&s->part[1], "replaced_share").at_low +
                    swing_of(&s->part[2], "replaced_share").at_low,
                0.005);
    mkba_sensitivity_free(s);
    /* the ratio of the total is that of the sums, not a sum of ratios */
    s = sensitivity_of(&run, "ratio");
    assert_near(swing_of(&s->part[0], "replaced_share").at_low,
                figure_with(two_areas, MKBA_TOTAL, "replaced_share", 0.5, "ratio"), 1e-9);
    mkba_sensitivity_free(s);
    end_run(&run);
}

/* Nothing but the cost of the team moves with its own price when all else is entered, so the
 * largest effect is first and a number that has no part in the figure is not there. */
static void test_order_and_what_does_not_matter(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    mkba_sensitivity *s = sensitivity_of(&run, NULL);
    const mkba_sensitivity_part *part = &s->part[0];
    for (size_t i = 1; i < part->swings; i++) {
        assert_true(part->swing[i - 1].effect >= part->swing[i].effect);
    }
    /* a lag is about the budget, the team cost of the area was entered, and a step or a rubric
     * is about other figures */
    assert_false(is_listed(part, "cash_lag_years.wmo_support"));
    assert_false(is_listed(part, "national_mean_eur.team_cost"));
    assert_false(is_listed(part, "zrm_heavy_domains"));
    size_t numbers = 0;
    for (size_t i = 0; i < run.data->parameters; i++) {
        numbers += run.data->parameter[i].low < run.data->parameter[i].high ? 1 : 0;
    }
    assert_int_equal(part->numbers + part->without_effect, numbers);
    assert_true(part->assumed > 0 && part->assumed <= part->numbers);
    mkba_sensitivity_free(s);
    end_run(&run);
}

/* All members of a group at their low, as a table of numbers would have it. */
static void test_a_group_moves_together(void **state)
{
    (void)state;
    model_run run, low;
    const char *settings[64] = {NULL};
    char text[64][MKBA_TEXT];
    size_t count = 0;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    for (size_t i = 0; i < run.data->parameters; i++) {
        const mkba_parameter *p = &run.data->parameter[i];
        if (strcmp(p->draw_group, "effect") == 0 && p->low < p->high) {
            snprintf(text[count], sizeof text[count], "%s=%.17g", p->key, p->low);
            settings[count] = text[count];
            count++;
        }
    }
    assert_true(count > 20);
    assert_int_equal(run_model(&low, one_area, settings), MKBA_OK);
    mkba_sensitivity *s = sensitivity_of(&run, "npv_eur");
    const mkba_swing group = swing_of(&s->part[0], "group.effect");
    assert_int_equal(group.axis->members, count);
    assert_near(group.at_low, figure_of(&low, 0, "npv_eur"), 0.005);
    mkba_sensitivity_free(s);
    end_run(&run);
    end_run(&low);
}

/* A score without documents moves by a quarter and stops at 1; a documented one is fixed. */
static void test_scores_of_the_area(void **state)
{
    (void)state;
    model_run run, other;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    mkba_sensitivity *s = sensitivity_of(&run, "npv_eur");
    const mkba_swing find = swing_of(&s->part[0], "score_find");
    assert_near(find.low, 0.65, 1e-12);
    assert_near(find.high, 1, 0);
    assert_int_equal(find.axis->evidence, 'S');
    assert_int_equal(run_model(&other,
                               "code;households;inhabitants;team_cost_eur;score_find\n"
                               "A;10000;21000;3000000;0.65\n",
                               NULL),
                     MKBA_OK);
    assert_near(find.at_low, figure_of(&other, 0, "npv_eur"), 0.005);
    end_run(&other);
    mkba_sensitivity_free(s);
    end_run(&run);

    assert_int_equal(run_model(&run, two_areas, NULL), MKBA_OK);
    s = sensitivity_of(&run, "npv_eur");
    assert_false(is_listed(&s->part[0], "score_follow_up"));
    assert_near(swing_of(&s->part[0], "score_find").low, 0, 0); /* the scale */
    assert_near(swing_of(&s->part[2], "score_find").low, 0, 0); /* 0.1 - 0.25, cut */
    assert_near(swing_of(&s->part[2], "score_find").high, 0.35, 1e-12);
    mkba_sensitivity_free(s);
    end_run(&run);
}

/* In a programme of 5 years and a horizon of 5, the programme cannot take 8. */
static void test_a_range_is_cut_where_numbers_must_fit(void **state)
{
    (void)state;
    model_run run;
    assert_int_equal(run_model(&run, one_area, (const char *const[]){"horizon=5", NULL}),
                     MKBA_OK);
    mkba_sensitivity *s = sensitivity_of(&run, "npv_eur");
    const mkba_swing years = swing_of(&s->part[0], "programme_years");
    assert_true(years.axis->cut);
    assert_near(years.high, 5, 0);
    assert_near(years.at_high, s->part[0].central, 0);
    mkba_sensitivity_free(s);
    /* a year beyond the low end of the horizon has no figure there */
    end_run(&run);
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    s = sensitivity_of(&run, "years.7.benefit_eur");
    const mkba_swing horizon = swing_of(&s->part[0], "horizon");
    assert_true(is_listed(&s->part[0], "horizon") && isnan(horizon.at_low) &&
                isnan(horizon.spread));
    mkba_sensitivity_free(s);
    end_run(&run);
}

/* Around a target just above what it is now the figure changes side, far above it does not. */
static void test_a_change_of_sign(void **state)
{
    (void)state;
    model_run run;
    mkba_sensitivity *s;
    assert_int_equal(run_model(&run, one_area, NULL), MKBA_OK);
    double npv = figure_of(&run, 0, "npv_eur");
    assert_int_equal(mkba_sensitivity_make(&s, run.result, NULL, npv + 1, 4, NULL), MKBA_OK);
    assert_true(swing_of(&s->part[0], "replaced_share").sign_change);
    mkba_sensitivity_free(s);
    assert_int_equal(mkba_sensitivity_make(&s, run.result, NULL, npv + 1e12, 4, NULL),
                     MKBA_OK);
    assert_false(swing_of(&s->part[0], "replaced_share").sign_change);
    mkba_sensitivity_free(s);
    end_run(&run);
}

static void test_figures_that_cannot_be_moved(void **state)
{
    (void)state;
    model_run run;
    mkba_sensitivity *s;
    assert_int_equal(run_model(&run, two_areas, NULL), MKBA_OK);
    mkba_sensitivity_options options = {.figure = "no_such_figure"};
    assert_int_equal(mkba_sensitivity_run(&s, run.result, &options, NULL), MKBA_ERR_UNKNOWN);
    assert_null(s);
    options.figure = "evidence.E.eur";
    assert_int_equal(mkba_sensitivity_run(&s, run.result, &options, NULL), MKBA_ERR_CONFLICT);
    options.figure = "payback_year";
    assert_int_equal(mkba_sensitivity_run(&s, run.result, &options, NULL), MKBA_ERR_CONFLICT);
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_ends_are_those_of_a_run),
        cmocka_unit_test(test_the_total_moves_in_all_areas_at_once),
        cmocka_unit_test(test_order_and_what_does_not_matter),
        cmocka_unit_test(test_a_group_moves_together),
        cmocka_unit_test(test_scores_of_the_area),
        cmocka_unit_test(test_a_range_is_cut_where_numbers_must_fit),
        cmocka_unit_test(test_a_change_of_sign),
        cmocka_unit_test(test_figures_that_cannot_be_moved),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
