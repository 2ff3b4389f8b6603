/* What must hold for any area, tried on areas that a small generator makes up. */
#include "support.h"

#include "base/buffer.h"

#include <stdio.h>

enum { AREAS = 60 };

/* A generator of our own, so that the areas are the same everywhere. */
static double between(uint64_t *seed, double low, double high)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return low + (high - low) * ((double)(*seed >> 11) / 9007199254740992.0);
}

/* A number of two decimals, times `scale` without rounding. */
static void add_cell(mkba_buffer *out, uint64_t *seed, double low, double high, double present,
                     long scale)
{
    mkba_buffer_add(out, ";");
    long hundredths = lround(between(seed, low, high) * 100) * scale;
    if (between(seed, 0, 1) < present) {
        char text[64];
        snprintf(text, sizeof text, "%ld.%02ld", hundredths / 100, hundredths % 100);
        mkba_buffer_add(out, text);
    }
}

/* Areas with every amount entered (complete), or with gaps that defaults fill. `scale`
 * multiplies all euros. */
static char *make_areas(bool complete, long scale, bool backwards)
{
    mkba_buffer out = {0};
    char *row[AREAS];
    mkba_buffer_add(
        &out, "code;households;inhabitants;heavy_households;team_cost_eur;startup_cost_eur;"
              "caseload_heavy;caseload_vulnerable;caseload_self_reliant;score_find;"
              "score_coordination;score_own_strength;score_referral;score_follow_up;"
              "spend_wmo_support;spend_youth_ambulatory;spend_youth_residential;"
              "spend_youth_specialised;spend_escalated_adult;spend_escalated_youth;"
              "spend_income_support;spend_mental_health;spend_eviction;access_share;"
              "provider_share;replaced_share\n");
    uint64_t seed = 88172645463325252u;
    double present = complete ? 1 : 0.6;
    for (size_t i = 0; i < AREAS; i++) {
        mkba_buffer line = {0};
        double households = floor(between(&seed, 50, 90000));
        mkba_buffer_add(&line, "A");
        mkba_buffer_add_int(&line, 100 + (long)i);
        mkba_buffer_add(&line, ";");
        mkba_buffer_add_double(&line, households);
        add_cell(&line, &seed, households, 3 * households, present, 1);
        add_cell(&line, &seed, 0, 0.1 * households, present, 1);
        add_cell(&line, &seed, 0, 500 * households, present, scale);
        add_cell(&line, &seed, 0, 100000, present, scale);
        add_cell(&line, &seed, 2, 15, present, 1);
        add_cell(&line, &seed, 15, 90, present, 1);
        add_cell(&line, &seed, 50, 200, present, 1);
        for (size_t k = 0; k < 5; k++) {
            add_cell(&line, &seed, 0, 1, present, 1);
        }
        for (size_t k = 0; k < 9; k++) {
            add_cell(&line, &seed, 0, 900 * households, present, scale);
        }
        for (size_t k = 0; k < 3; k++) {
            add_cell(&line, &seed, 0, 1, present, 1);
        }
        mkba_buffer_add(&line, "\n");
        row[i] = line.text;
    }
    for (size_t i = 0; i < AREAS; i++) {
        size_t at = backwards ? AREAS - 1 - i : i;
        mkba_buffer_add(&out, row[at]);
    }
    for (size_t i = 0; i < AREAS; i++) {
        mkba_text_free(row[i]);
    }
    return out.text;
}

static void run_areas(model_run *run, bool complete, const char *const *settings)
{
    char *text = make_areas(complete, 1, false);
    assert_int_equal(run_model(run, text, settings), MKBA_OK);
    mkba_text_free(text);
}

static double item(const model_run *run, size_t area, const char *pattern, const char *id)
{
    return mkba_outcome_item(run->result, &run->result->outcome[area], pattern, id);
}

static double scale_of(const model_run *run, size_t area)
{
    return 1 + fabs(figure_of(run, area, "benefit_pv_eur")) +
           fabs(figure_of(run, area, "additional_cost_pv_eur")) +
           fabs(figure_of(run, area, "transfers_pv_eur"));
}

static void parties_add_up(void **state)
{
    model_run run;
    (void)state;
    run_areas(&run, false, NULL);
    for (size_t a = 0; a < AREAS; a++) {
        double sum = 0, cost = 0;
        for (size_t p = 0; p < run.data->parties; p++) {
            sum += item(&run, a, "parties.%s.pv_eur", run.data->party[p].id);
            cost += item(&run, a, "parties.%s.cost_pv_eur", run.data->party[p].id);
        }
        assert_near(sum, figure_of(&run, a, "npv_eur"), 1e-12 * scale_of(&run, a));
        assert_near(cost, figure_of(&run, a, "additional_cost_pv_eur"),
                    1e-12 * scale_of(&run, a));
    }
    end_run(&run);
}

static void years_add_up_to_the_present_value(void **state)
{
    model_run run;
    (void)state;
    run_areas(&run, false, NULL);
    for (size_t a = 0; a < AREAS; a++) {
        assert_near(figure_of(&run, a, "years.9.cumulative_pv_eur"),
                    figure_of(&run, a, "npv_eur"), 1e-11 * scale_of(&run, a));
    }
    end_run(&run);
}

static void segments_add_up(void **state)
{
    model_run run;
    (void)state;
    run_areas(&run, false, NULL);
    for (size_t a = 0; a < AREAS; a++) {
        double saving = 0, lines = 0, cost = 0;
        for (size_t s = 0; s < run.data->segments; s++) {
            saving += item(&run, a, "segments.%s.saving_pv_eur", run.data->segment[s].id);
            cost += item(&run, a, "segments.%s.cost_pv_eur", run.data->segment[s].id);
        }
        for (size_t e = 0; e < run.data->lines; e++) {
            bool real = run.data->line[e].has_amount &&
                        strcmp(run.data->line[e].kind, "transfer") != 0;
            lines += real ? item(&run, a, "lines.%s.saving_pv_eur", run.data->line[e].id) : 0;
        }
        assert_near(saving, lines, 1e-11 * scale_of(&run, a));
        assert_near(cost, figure_of(&run, a, "additional_cost_pv_eur"),
                    1e-11 * scale_of(&run, a));
    }
    end_run(&run);
}

static void transfers_move_no_social_total(void **state)
{
    static const char *const more[] = {"reduction.income_support.heavy=0.5",
                                       "reduction.income_support.vulnerable=0.5", NULL};
    model_run without, with;
    (void)state;
    run_areas(&without, false, NULL);
    run_areas(&with, false, more);
    for (size_t a = 0; a < AREAS; a++) {
        assert_near(figure_of(&with, a, "npv_eur"), figure_of(&without, a, "npv_eur"), 0);
        assert_near(figure_of(&with, a, "years.3.net_eur"),
                    figure_of(&without, a, "years.3.net_eur"), 0);
    }
    assert_true(figure_of(&with, 0, "parties.state.pv_eur") >
                figure_of(&without, 0, "parties.state.pv_eur"));
    end_run(&without);
    end_run(&with);
}

static void no_effect_no_benefit(void **state)
{
    model_run run;
    (void)state;
    run_areas(&run, false, NULL);
    for (size_t a = 0; a < AREAS; a++) {
        assert_near(figure_of(&run, a, "scenarios.null.benefit_pv_eur"), 0, 0);
        assert_near(figure_of(&run, a, "scenarios.null.npv_eur"),
                    -figure_of(&run, a, "additional_cost_pv_eur"), 1e-14 * scale_of(&run, a));
    }
    end_run(&run);
}

static void without_discounting_years_are_summed(void **state)
{
    static const char *const settings[] = {"discount_rate=0", NULL};
    model_run run;
    (void)state;
    run_areas(&run, false, settings);
    for (size_t a = 0; a < AREAS; a++) {
        double net = 0;
        for (int t = 0; t < 10; t++) {
            char path[32];
            snprintf(path, sizeof path, "years.%d.net_eur", t);
            net += figure_of(&run, a, path);
        }
        assert_near(figure_of(&run, a, "npv_eur"), net, 1e-11 * scale_of(&run, a));
    }
    end_run(&run);
}

/* All euros times eight, also those of the model itself: every result in euros times eight, to
 * the last bit. */
static void euros_scale(void **state)
{
    static const char *const euros[] = {"cost_per_fte_eur",
                                        "access_reference_eur",
                                        "hourly_rate_eur",
                                        "informal_hour_eur",
                                        "guidance_hour_eur",
                                        "improve_eur_per_fte.find",
                                        "improve_eur_per_fte.coordination",
                                        "improve_eur_per_fte.own_strength",
                                        "improve_eur_per_fte.referral",
                                        "improve_eur_per_fte.follow_up",
                                        "improve_eur_per_fte_year.find",
                                        "improve_eur_per_fte_year.coordination",
                                        "improve_eur_per_fte_year.own_strength",
                                        "improve_eur_per_fte_year.referral",
                                        "improve_eur_per_fte_year.follow_up"};
    enum { EUROS = sizeof euros / sizeof *euros };
    char text[2][EUROS][80];
    const char *settings[2][EUROS + 1];
    model_run run[2];
    (void)state;
    for (size_t r = 0; r < 2; r++) {
        for (size_t i = 0; i < EUROS; i++) {
            snprintf(text[r][i], sizeof text[r][i], "%s=%d", euros[i], r == 0 ? 1000 : 8000);
            settings[r][i] = text[r][i];
        }
        settings[r][EUROS] = NULL;
        char *areas = make_areas(true, r == 0 ? 1 : 8, false);
        assert_int_equal(run_model(&run[r], areas, settings[r]), MKBA_OK);
        mkba_text_free(areas);
    }
    for (size_t a = 0; a < AREAS; a++) {
        static const char *const paths[] = {"npv_eur",
                                            "benefit_pv_eur",
                                            "potential_eur",
                                            "within_reach_eur",
                                            "parties.municipality.budget_year_2_eur",
                                            "factors.referral.potential_eur",
                                            "scenarios.optimistic.npv_eur"};
        for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
            assert_near(figure_of(&run[1], a, paths[i]), 8 * figure_of(&run[0], a, paths[i]),
                        0);
        }
        assert_near(figure_of(&run[1], a, "ratio"), figure_of(&run[0], a, "ratio"), 0);
    }
    end_run(&run[0]);
    end_run(&run[1]);
}

static void order_of_areas_does_not_matter(void **state)
{
    model_run forth, back;
    char *text[2] = {make_areas(false, 1, false), make_areas(false, 1, true)};
    (void)state;
    assert_int_equal(run_model(&forth, text[0], NULL), MKBA_OK);
    assert_int_equal(run_model(&back, text[1], NULL), MKBA_OK);
    for (size_t i = 0; i < forth.result->figures->count; i++) {
        for (size_t a = 0; a < AREAS; a++) {
            double x = forth.result->outcome[a].value[i],
                   y = back.result->outcome[AREAS - 1 - a].value[i];
            assert_true((isnan(x) && isnan(y)) || !(fabs(x - y) > 0));
        }
        double x = forth.result->total[i], y = back.result->total[i];
        assert_true((isnan(x) && isnan(y)) || !(fabs(x - y) > 0));
    }
    end_run(&forth);
    end_run(&back);
    mkba_text_free(text[0]);
    mkba_text_free(text[1]);
}

static void factors_add_up_to_the_potential(void **state)
{
    model_run run;
    (void)state;
    run_areas(&run, false, NULL);
    for (size_t a = 0; a < AREAS; a++) {
        double most = 0, reach = 0;
        for (size_t f = 0; f < run.data->factors; f++) {
            most += item(&run, a, "factors.%s.potential_eur", run.data->factor[f].id);
            reach += item(&run, a, "factors.%s.within_reach_eur", run.data->factor[f].id);
        }
        assert_near(most, figure_of(&run, a, "potential_eur"), 1e-9 * scale_of(&run, a));
        assert_near(reach, figure_of(&run, a, "within_reach_eur"), 1e-9 * scale_of(&run, a));
    }
    end_run(&run);
}

/* With reductions that are not negative, a better score for coordination or referral never
 * lowers a line's benefit. */
static void better_scores_never_hurt_a_line(void **state)
{
    static const char *const columns[] = {"score_coordination", "score_referral"};
    (void)state;
    for (size_t c = 0; c < 2; c++) {
        model_run low, high;
        char text[2][128];
        for (size_t r = 0; r < 2; r++) {
            snprintf(text[r], sizeof text[r], "code;households;%s\nA;10000;%s\nB;500;%s\n",
                     columns[c], r == 0 ? "0.2" : "0.9", r == 0 ? "0" : "1");
        }
        assert_int_equal(
            run_model(&low, text[0],
                      (const char *const[]){"reduction.wmo_support.vulnerable=0", NULL}),
            MKBA_OK);
        assert_int_equal(
            run_model(&high, text[1],
                      (const char *const[]){"reduction.wmo_support.vulnerable=0", NULL}),
            MKBA_OK);
        for (size_t e = 0; e < low.data->lines; e++) {
            for (size_t a = 0; a < 2 && low.data->line[e].has_amount; a++) {
                double before = item(&low, a, "lines.%s.pv_eur", low.data->line[e].id);
                double after = item(&high, a, "lines.%s.pv_eur", high.data->line[e].id);
                assert_true(after >= before);
            }
        }
        assert_true(figure_of(&high, 0, "lines.wmo_support.pv_eur") >
                    figure_of(&low, 0, "lines.wmo_support.pv_eur"));
        end_run(&low);
        end_run(&high);
    }
}

/* Even when everything that can save does so fully, no line saves more than is spent on it in
 * a year. */
static void no_saving_exceeds_the_use(void **state)
{
    static const char *const most[] = {"reduction.wmo_support.heavy=1",
                                       "reduction.wmo_support.vulnerable=1",
                                       "reduction.wmo_support.self_reliant=1",
                                       "reduction.eviction.heavy=1",
                                       "tau=1",
                                       "ramp=1",
                                       "delta_low=1",
                                       "null_survival.heavy=1",
                                       "null_survival.vulnerable=1",
                                       "replaced_effect=0",
                                       "months.heavy=1",
                                       "months.vulnerable=1",
                                       "months.self_reliant=1",
                                       "frontline_share=1",
                                       "cost_per_fte_eur=1000",
                                       "repeat_share=0",
                                       NULL};
    model_run run;
    (void)state;
    run_areas(&run, false, most);
    for (size_t a = 0; a < AREAS; a++) {
        for (int t = 0; t < 10; t++) {
            char path[64];
            const mkba_plan *plan = run.result->outcome[a].plan;
            mkba_node node;
            double value[8192];
            snprintf(path, sizeof path, "lines.wmo_support.years.%d.saving_eur", t);
            assert_int_equal(mkba_builder_require(&node, plan->builder, path, NULL), MKBA_OK);
            assert_true(plan->graph->count <= 8192);
            double switched[16];
            mkba_study_today(switched, run.result->study);
            mkba_graph_eval(value, plan->graph,
                            (mkba_leaves){run.result->study->parameter,
                                          run.result->outcome[a].area->value, switched});
            assert_true(value[node] <=
                        figure_of(&run, a, "lines.wmo_support.spend_eur") * (1 + 1e-12));
        }
    }
    end_run(&run);
}

static void reach_and_stock_stay_within_the_segment(void **state)
{
    model_run run;
    (void)state;
    run_areas(&run, false, (const char *const[]){"cost_per_fte_eur=1000", NULL});
    for (size_t a = 0; a < AREAS; a++) {
        for (size_t s = 0; s < run.data->segments; s++) {
            double all = item(&run, a, "segments.%s.households", run.data->segment[s].id);
            assert_true(
                item(&run, a, "segments.%s.helped_per_year", run.data->segment[s].id) <= all);
            assert_true(item(&run, a, "segments.%s.stock_peak", run.data->segment[s].id) <=
                        all);
            assert_true(all >= 0);
        }
    }
    end_run(&run);
}

static void area_without_households_has_no_effects(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run,
                               "code;households;inhabitants;team_cost_eur;spend_wmo_support\n"
                               "A;0;500;1000;70000\n",
                               NULL),
                     MKBA_OK);
    assert_near(figure_of(&run, 0, "benefit_pv_eur"), 0, 0);
    assert_true(figure_of(&run, 0, "additional_cost_pv_eur") > 0);
    end_run(&run);
}

static void without_cost_there_is_no_ratio(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(
        run_model(&run, "code;households;team_cost_eur;score_follow_up\nA;100;0;0\n", NULL),
        MKBA_OK);
    assert_true(isnan(figure_of(&run, 0, "ratio")));
    assert_true(isnan(figure_of(&run, 0, "payback_year")));
    assert_near(figure_of(&run, 0, "npv_eur"), figure_of(&run, 0, "benefit_pv_eur"), 0);
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(parties_add_up),
        cmocka_unit_test(years_add_up_to_the_present_value),
        cmocka_unit_test(segments_add_up),
        cmocka_unit_test(transfers_move_no_social_total),
        cmocka_unit_test(no_effect_no_benefit),
        cmocka_unit_test(without_discounting_years_are_summed),
        cmocka_unit_test(euros_scale),
        cmocka_unit_test(order_of_areas_does_not_matter),
        cmocka_unit_test(factors_add_up_to_the_potential),
        cmocka_unit_test(better_scores_never_hurt_a_line),
        cmocka_unit_test(no_saving_exceeds_the_use),
        cmocka_unit_test(reach_and_stock_stay_within_the_segment),
        cmocka_unit_test(area_without_households_has_no_effects),
        cmocka_unit_test(without_cost_there_is_no_ratio),
    };
    return cmocka_run_group_tests_name("invariants", tests, NULL, NULL);
}
