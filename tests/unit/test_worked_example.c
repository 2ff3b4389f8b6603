/* The worked example of docs/model.md. Every expected value was worked out there by hand, with
 * round numbers. */
#include "support.h"

static const char areas[] =
    "code;households;inhabitants;heavy_households;vulnerable_households;team_cost_eur;"
    "startup_cost_eur;caseload_heavy;caseload_vulnerable;score_find;score_coordination;"
    "score_own_strength;score_referral;score_follow_up;spend_wmo_support;spend_income_support;"
    "spend_youth_ambulatory;spend_youth_residential;spend_youth_specialised;"
    "spend_escalated_adult;spend_escalated_youth;spend_mental_health;spend_eviction;"
    "access_share;provider_share;replaced_share;funding_municipality;funding_state\n"
    "X1;1000;2000;50;150;200000;10000;14;30;0.6;0.8;0.4;0.75;0.5;1000000;400000;0;0;0;0;0;0;0;"
    "0.4;0.5;0.5;0.75;0.25\n";

static const char *const settings[] = {"horizon=3",
                                       "programme_years=2",
                                       "effect_years=2",
                                       "discount_rate=0.25",
                                       "ramp=0.5",
                                       "autonomous_growth=0",
                                       "cost_per_fte_eur=100000",
                                       "frontline_share=0.5",
                                       "fte_share.heavy=0.5",
                                       "fte_share.vulnerable=0.5",
                                       "clients_per_household=1.5",
                                       "months.heavy=12",
                                       "months.vulnerable=6",
                                       "repeat_share=0.2",
                                       "tau=0.5",
                                       "kappa=1",
                                       "replaced_effect=0.4",
                                       "delta_low=0.6",
                                       "delta_high=1",
                                       "null_survival.heavy=1",
                                       "null_survival.vulnerable=0.5",
                                       "reduction.wmo_support.heavy=0.2",
                                       "reduction.wmo_support.vulnerable=0.1",
                                       "reduction.wmo_support.self_reliant=0",
                                       "concentration.wmo_support.heavy=0.5",
                                       "concentration.wmo_support.vulnerable=0.3",
                                       "own_strength_weight.wmo_support=0.25",
                                       "extra_base.wmo_support=0.5",
                                       "extra_need.wmo_support=0.05",
                                       "extra_refer_low.wmo_support=0.01",
                                       "extra_refer_high.wmo_support=0.05",
                                       "cash_share.wmo_support=0.8",
                                       "cash_lag_years.wmo_support=1",
                                       "reduction.income_support.heavy=0.1",
                                       "reduction.income_support.vulnerable=0.05",
                                       "reduction.income_support.self_reliant=0",
                                       "concentration.income_support.heavy=0.4",
                                       "concentration.income_support.vulnerable=0.3",
                                       "own_strength_weight.income_support=0.5",
                                       "cash_share.income_support=1",
                                       "cash_lag_years.income_support=0",
                                       "payer_share.income_support.state=0.5",
                                       "need_value=0.9",
                                       "informal_burden=0.5",
                                       "informal_hour_eur=20",
                                       "guidance_hour_eur=50",
                                       "hourly_rate_eur=60",
                                       "follow_up_hours.heavy=5",
                                       "follow_up_hours.vulnerable=1",
                                       "refill_share=0.25",
                                       "improve_eur_per_fte.find=1000",
                                       "improve_eur_per_fte.coordination=1000",
                                       "improve_eur_per_fte.own_strength=1000",
                                       "improve_eur_per_fte.referral=1000",
                                       "improve_eur_per_fte.follow_up=1000",
                                       "improve_eur_per_fte_year.find=100",
                                       "improve_eur_per_fte_year.coordination=100",
                                       "improve_eur_per_fte_year.own_strength=100",
                                       "improve_eur_per_fte_year.referral=100",
                                       "improve_eur_per_fte_year.follow_up=100",
                                       NULL};

static void figures_worked_out_by_hand(void **state)
{
    static const struct {
        const char *path;
        double want;
    } rows[] = {
        {"segments.heavy.fte", 0.5},
        {"segments.heavy.helped_per_year", 7},
        {"segments.vulnerable.helped_per_year", 20},
        {"segments.heavy.new_per_year", 5.6},
        {"segments.heavy.intensity", 0.5},
        {"segments.vulnerable.intensity", 1},
        {"segments.heavy.fte_needed_low", 1},
        {"segments.heavy.fte_needed_high", 1.4},
        {"segments.heavy.stock_peak", 8.4},
        {"lines.wmo_support.need_pv_eur", 3000 + 4800 + 1920},
        {"lines.wmo_support.refer_pv_eur", 1500 + 2400 + 960},
        {"lines.wmo_support.saving_pv_eur", 1971.2 + 4730.88 + 4174.6432},
        {"lines.wmo_support.pv_eur", -3703.2768},
        {"lines.unmet_need.pv_eur", 8748},
        {"lines.informal_care.pv_eur", -310.76352},
        {"lines.income_support.pv_eur", 1619.263488},
        {"benefit_pv_eur", 4733.95968},
        {"additional_cost_pv_eur", 191689.6},
        {"npv_eur", -186955.64032},
        {"ratio", 4733.95968 / 191689.6},
        {"years.0.benefit_eur", -2528.8 + 2700 - 56.32},
        {"years.1.cost_eur", 100000},
        {"years.2.cost_eur", 2640},
        {"years.2.cumulative_pv_eur", -186955.64032},
        {"parties.municipality.pv_eur", -146660.845056},
        {"parties.state.pv_eur", -47112.768256},
        {"parties.households.pv_eur", 6817.972992},
        {"lines.wmo_support.cash_saving_year_2_eur", 3548.16},
        {"lines.wmo_support.extra_use_year_2_eur", -4500},
        {"parties.municipality.budget_year_2_eur", -2570.5728},
        {"parties.state.budget_year_2_eur", -298.7328},
        {"parties.households.budget_year_2_eur", -722.5344},
        {"potential_eur", 9162.64032},
        {"scenarios.null.benefit_pv_eur", 4733.95968}, /* --set stands in every scenario */
    };
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, areas, settings), MKBA_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double got = figure_of(&run, 0, rows[i].path);
        if (!(fabs(got - rows[i].want) <= 1e-8)) {
            print_error("%s is %.10g, by hand %.10g\n", rows[i].path, got, rows[i].want);
            fail();
        }
    }
    end_run(&run);
}

static void not_paid_back(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, areas, settings), MKBA_OK);
    assert_true(isnan(figure_of(&run, 0, "payback_year")));
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(figures_worked_out_by_hand),
        cmocka_unit_test(not_paid_back),
    };
    return cmocka_run_group_tests_name("worked example", tests, NULL, NULL);
}
