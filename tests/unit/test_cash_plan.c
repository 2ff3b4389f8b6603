/* The cash-in plan: the example of docs/model.md worked out by hand, dates, and contracts. */
#include "support.h"

#include "analysis/cash_plan.h"
#include "report/writers.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static const char areas[] =
    "code;households;inhabitants;heavy_households;vulnerable_households;team_cost_eur;"
    "startup_cost_eur;caseload_heavy;caseload_vulnerable;score_find;score_coordination;"
    "score_own_strength;score_referral;score_follow_up;spend_wmo_support;"
    "spend_income_support;spend_youth_ambulatory;spend_youth_residential;"
    "spend_youth_specialised;spend_escalated_adult;spend_escalated_youth;"
    "spend_mental_health;spend_eviction;access_share;provider_share;replaced_share;"
    "funding_municipality;funding_state\n"
    "X1;1000;2000;50;150;200000;10000;14;30;0.6;0.8;0.4;0.75;0.5;1000000;400000;0;0;0;0;0;0;0;"
    "0.4;0.5;0.5;0.75;0.25\n";

static char *numbers_of_the_example(void)
{
    static const char *const path = "tests/golden/worked-example/parameters.csv";
    return access(path, R_OK) == 0 ? strdup(path) : NULL;
}

/* Writes text to a file that goes away at the end. */
static void write_file(char path[32], const char *text)
{
    strcpy(path, "/tmp/mkba-test-XXXXXX");
    int file = mkstemp(path);
    assert_true(file >= 0);
    assert_int_equal(write(file, text, strlen(text)), strlen(text));
    close(file);
}

/* The example with contracts given as text (NULL: none), and other numbers. */
static mkba_status run_plan_with(model_run *run, const char *contracts,
                                 const char *const *settings, size_t n_settings)
{
    char *numbers = numbers_of_the_example();
    char path[32] = "";
    assert_non_null(numbers);
    const char *const files[] = {numbers};
    mkba_overrides overrides = {
        .files = files, .n_files = 1, .settings = settings, .n_settings = n_settings};
    mkba_source_text text = {.file = "test.csv", .bytes = areas, .length = strlen(areas)};
    memset(run, 0, sizeof *run);
    assert_int_equal(mkba_data_open(&run->data, NULL, &run->issues), MKBA_OK);
    assert_int_equal(mkba_data_override(run->data, &overrides, &run->issues), MKBA_OK);
    assert_int_equal(mkba_areas_read_text(&run->areas, run->data, text, 0, &run->issues),
                     MKBA_OK);
    if (contracts) {
        write_file(path, contracts);
    }
    mkba_status status = mkba_baseline_run_plan(&run->result, run->areas,
                                                contracts ? path : NULL, 0, &run->issues);
    if (contracts) {
        remove(path);
    }
    free(numbers);
    return status;
}

static mkba_status run_plan(model_run *run, const char *contracts)
{
    return run_plan_with(run, contracts, NULL, 0);
}

/* Of Wmo 0.8 x 0.75 of the saving of a year before, of assistance 0.75 of the same year; the
 * team costs 200,000 x (1 - 0.5 x 0.5), in t = 2 the 2,640 of following. */
static void plan_worked_out_by_hand(void **state)
{
    static const struct {
        const char *path;
        double want;
    } rows[] = {
        {"plan.wmo_support.from_year", 2027},
        {"plan.wmo_support.saving_eur.0", 1971.2},
        {"plan.wmo_support.saving_eur.1", 5913.6},
        {"plan.wmo_support.saving_eur.2", 6522.88},
        {"plan.wmo_support.cash_eur.0", 0},
        {"plan.wmo_support.cash_eur.1", 1182.72},
        {"plan.wmo_support.cash_eur.2", 3548.16},
        {"plan.wmo_support.extra_use_eur.0", -4500},
        {"plan.wmo_support.extra_use_eur.1", -9000},
        {"plan.wmo_support.balance_eur.1", -7817.28},
        {"plan.income_support.from_year", 2026},
        {"plan.income_support.cash_eur.0", 221.184},
        {"plan.income_support.cash_eur.1", 663.552},
        {"plan.cost_eur.0", 160000},
        {"plan.cost_eur.1", 150000},
        {"plan.cost_eur.2", 2640},
        {"plan.parties.municipality.net_eur.0", -4500 + 110.592 - 120000},
        {"plan.parties.municipality.net_eur.1", -7817.28 + 331.776 - 112500},
        {"plan.parties.municipality.net_eur.2", -2570.5728},
        {"plan.parties.state.net_eur.1", 331.776 - 37500},
        {"plan.parties.households.net_eur.1", -663.552},
        {"pockets.municipality.wmo_support.share", 1},
        {"pockets.municipality.income_support.share", 0.5},
        {"pockets.municipality.wmo_support.pv_eur", -3703.2768},
        {"pockets.state.income_support.pv_eur", 809.631744},
        {"pockets.state.income_support.year_2_eur", 361.2672},
        {"pockets.households.income_support.pv_eur", -1619.263488},
        {"pockets.health_insurer.wmo_support.pv_eur", 0},
        {"pockets.found_need.pv_eur", 9720},
        {"pockets.found_need.year_2_eur", 3000},
    };
    model_run run;
    (void)state;
    assert_int_equal(run_plan(&run, NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double got = figure_of(&run, 0, rows[i].path);
        if (!(fabs(got - rows[i].want) <= 1e-8)) {
            print_error("%s is %.10g, by hand %.10g\n", rows[i].path, got, rows[i].want);
            fail();
        }
    }
    end_run(&run);
}

static void year_2_is_the_budget(void **state)
{
    static const char *const rows[][2] = {
        {"plan.wmo_support.cash_eur.2", "lines.wmo_support.cash_saving_year_2_eur"},
        {"plan.wmo_support.extra_use_eur.2", "lines.wmo_support.extra_use_year_2_eur"},
        {"plan.parties.state.net_eur.2", "parties.state.budget_year_2_eur"},
        {"plan.parties.households.benefit_eur.2",
         "parties.households.budget_benefit_year_2_eur"}};
    model_run run;
    (void)state;
    assert_int_equal(run_plan(&run, NULL), MKBA_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_near(figure_of(&run, 0, rows[i][0]), figure_of(&run, 0, rows[i][1]), 0);
    }
    end_run(&run);
}

/* What a baseline writes is the same whether the plan was asked for or not. */
static void baseline_is_untouched(void **state)
{
    mkba_buffer with = {0}, without = {0};
    model_run run;
    mkba_result *plain;
    (void)state;
    assert_int_equal(run_plan(&run, NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_run(&plain, run.areas, NULL), MKBA_OK);
    mkba_write_baseline_csv(&with, run.result);
    mkba_write_baseline_csv(&without, plain);
    assert_string_equal(with.text, without.text);
    mkba_buffer_free(&with);
    mkba_buffer_free(&without);
    mkba_result_free(plain);
    end_run(&run);
}

static void dates(void **state)
{
    static const char *const bad[] = {"",           "2027",       "2027-13-01",  "2027-02-29",
                                      "31-11-2027", "27-12-31",   "2027/12/31",  "12-31-2027",
                                      "2027-1-x",   "1899-01-01", "2027-12-31 ", "-1-2-2027"};
    static const struct {
        const char *text;
        unsigned months;
        const char *want;
    } good[] = {{"2027-12-31", 0, "2027-12-31"},  {"31-12-2027", 6, "2027-06-30"},
                {"2024-02-29", 12, "2023-02-28"}, {"1-3-2028", 1, "2028-02-01"},
                {"2027-01-15", 13, "2025-12-15"}, {"2028-03-31", 1, "2028-02-29"}};
    mkba_date date;
    char text[16];
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_false(mkba_date_read(&date, bad[i]));
    }
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        assert_true(mkba_date_read(&date, good[i].text));
        mkba_date_text(text, mkba_date_less_months(date, good[i].months));
        assert_string_equal(text, good[i].want);
    }
}

static size_t line_of(const model_run *run, const char *id)
{
    size_t i = 0;
    while (strcmp(run->data->line[i].id, id) != 0) {
        i++;
    }
    return i;
}

static void check_within(const char *contracts, double t0, double t1, double t2)
{
    const double want[] = {t0, t1, t2};
    model_run run;
    assert_int_equal(run_plan(&run, contracts), MKBA_OK);
    for (size_t t = 0; t < 3; t++) {
        double got = mkba_cash_plan_within(run.result, &run.result->outcome[0],
                                           line_of(&run, "wmo_support"), t);
        assert_true(isnan(want[t]) ? isnan(got) : fabs(got - want[t]) <= 1e-8);
        double total =
            mkba_cash_plan_within(run.result, NULL, line_of(&run, "wmo_support"), t);
        assert_true(isnan(want[t]) ? isnan(total) : fabs(total - want[t]) <= 1e-8);
    }
    end_run(&run);
}

/* The model allows 0, 1,182.72 and 3,548.16. */
static void contracts_hold_back(void **state)
{
    (void)state;
    check_within("line;end_date\nwmo_support;2025-12-31\n", 0, 1182.72, 3548.16);
    check_within("line;end_date\nwmo_support;2027-01-01\n", 0, 0, 3548.16);
    check_within("line;end_date;step_eur\nwmo;31-12-2026;1000\n", 0, 1000, 3000);
    check_within("line;end_date;step_fte\nwmo;31-12-2026;0.03\n", 0, 0, 3000);
    check_within("line;end_date\nwmo;2028-12-31\n", 0, 0, 0);
    check_within("line;end_date;notice_months\nwmo;open;13\n", 0, 0, 3548.16);
    check_within("line;end_date;notice_months\nwmo;onbepaald;12\n", 0, 1182.72, 3548.16);
    check_within("line;owner\nwmo;me\n", 0, NAN, NAN);
    check_within("line;end_date;notice_months\nwmo;open;\n", 0, NAN, NAN);
    check_within("line;end_date\neviction;2026-12-31\n", NAN, NAN, NAN);
    check_within("line;end_date;share;step_eur\nwmo;2027-06-30;50%;1000\n"
                 "wmo;2026-12-31;25%;\n",
                 0, 295.68, 1000 + 887.04);
    check_within("area;line;end_date\nX1;wmo;2027-12-31\n;wmo;2026-12-31\n", 0, 0, 3548.16);
}

static void arrangement(void **state)
{
    mkba_arrangement a;
    model_run run;
    char text[16];
    (void)state;
    assert_int_equal(run_plan(&run, "line;end_date;notice_months;step_fte\n"
                                    "wmo;2026-06-30;9;0.5\n"
                                    "bijstand;2025-06-30;;\n"
                                    "ggz;2028-12-31;;\n"),
                     MKBA_OK);
    const mkba_contract *c = run.result->contracts->item;
    mkba_cash_plan_arrange(&a, run.result, &c[0]);
    mkba_date_text(text, a.deadline);
    assert_string_equal(text, "2025-09-30");
    assert_true(a.notice_passed && !a.ended && !a.after_plan && !a.after_horizon);
    assert_near(a.first_year, 2027, 0);
    assert_near(a.step_eur, 50000, 0);
    mkba_cash_plan_arrange(&a, run.result, &c[1]);
    assert_true(a.ended && mkba_date_is_none(a.deadline));
    assert_near(a.first_year, 2026, 0);
    mkba_cash_plan_arrange(&a, run.result, &c[2]);
    assert_true(a.after_plan && a.after_horizon); /* three years from 2026 */
    end_run(&run);
}

/* Use that grows costs money whatever the contracts say: in full, and once. */
static void no_contract_holds_back_a_loss(void **state)
{
    static const char *const worse[] = {"reduction.wmo_support.heavy=-0.2",
                                        "reduction.wmo_support.vulnerable=-0.2"};
    static const char *const contracts[] = {
        "line;end_date;share\nwmo;2027-06-30;50%\n",
        "line;end_date;share;step_eur\nwmo;2030-06-30;100%;1000\n",
        "line;end_date;share\nwmo;2027-06-30;50%\nwmo;2028-06-30;30%\n"};
    model_run run;
    (void)state;
    for (size_t i = 0; i < sizeof contracts / sizeof *contracts; i++) {
        assert_int_equal(run_plan_with(&run, contracts[i], worse, 2), MKBA_OK);
        double cash = figure_of(&run, 0, "plan.wmo_support.cash_eur.1");
        size_t wmo = line_of(&run, "wmo_support");
        assert_true(cash < -1);
        assert_near(mkba_cash_plan_within(run.result, &run.result->outcome[0], wmo, 1), cash,
                    1e-9);
        assert_near(mkba_cash_plan_within(run.result, NULL, wmo, 1), cash, 1e-9);
        end_run(&run);
    }
}

/* An area's own contracts stand in the place of those of all; the total has both. */
static void which_contracts_count(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_plan(&run, NULL), MKBA_OK);
    size_t wmo = line_of(&run, "wmo_support");
    const mkba_outcome *o = &run.result->outcome[0];
    assert_true(isnan(mkba_cash_plan_within(run.result, o, wmo, 1)));
    assert_int_equal(mkba_cash_plan_contract(run.result, o, wmo, 0), 0);
    end_run(&run);
    assert_int_equal(run_plan(&run, "area;line;end_date\n;ggz;2026-12-31\n;wmo;2026-12-31\n"
                                    "X1;wmo;2027-12-31\n"),
                     MKBA_OK);
    o = &run.result->outcome[0];
    assert_int_equal(mkba_cash_plan_contract(run.result, o, wmo, 0), 2);
    assert_int_equal(mkba_cash_plan_contract(run.result, o, wmo, 3), 3);
    assert_int_equal(mkba_cash_plan_contract(run.result, NULL, wmo, 0), 1);
    assert_int_equal(mkba_cash_plan_contract(run.result, NULL, wmo, 2), 2);
    assert_true(isnan(mkba_cash_plan_within(run.result, o, wmo, 99))); /* no such year */
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(plan_worked_out_by_hand),
        cmocka_unit_test(year_2_is_the_budget),
        cmocka_unit_test(baseline_is_untouched),
        cmocka_unit_test(dates),
        cmocka_unit_test(contracts_hold_back),
        cmocka_unit_test(arrangement),
        cmocka_unit_test(no_contract_holds_back_a_loss),
        cmocka_unit_test(which_contracts_count),
    };
    return cmocka_run_group_tests_name("cash plan", tests, NULL, NULL);
}
