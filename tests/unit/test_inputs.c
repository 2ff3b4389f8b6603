/* What is wrong in measured effects, contracts and scenarios. By docs/measured.md,
 * docs/plan.md and docs/scenarios.md. */
#include "faults.h"

/* ------------------------------------------------------------------ Measured effects */

static const fault_case measured[] = {
    GOOD("price;change;design\nemergency_visit;-120;comparison\n"),
    GOOD("post;verandering;ontwerp\nwmo_support;-1000;proef\n"),
    GOOD("line;change;design\nWmo individual support;-1000;proef\n"),
    GOOD("price;change;design\nEmergency department visit;-1;proef\nBezoek spoedeisende "
         "hulp;-1;proef\n"),
    GOOD("price;line;change;design\nemergency_visit;emergency_care;-1;proef\n"),
    {"line;change;design\nquality_of_life;-1;rct\n", MKBA_ERR_MISSING, "measured.no_price", 2,
     1, NULL},
    {"price;line;change;design\n;quality_of_life;-1;rct\n", MKBA_ERR_MISSING,
     "measured.no_price", 2, 2, NULL},
    GOOD("line;change;design;unit_price\nquality_of_life;-1;rct;100\n"),
    GOOD("price;line;change_in_quantity_per_year;design\nemergency_visit;;-120;rct\n"),
    GOOD("price;change;low;high;design\nemergency_visit;-120;;-40;rct\npaid_work_hour;5;4;;"
         "rct\n"),
    GOOD("price;change;design;jaren\nemergency_visit;-1;rct;2026\npaid_work_hour;1;rct;2026-"
         "2028\nwmo_support;1;rct;2026 t/m 2028\n"),
    GOOD("price;change;design;unknown thing\nemergency_visit;-120;comparison;x\n"),
    GOOD("price;change;design;first_year;last_year\nemergency_visit;-120;comparison;2026;"
         "2028\nwmo_support;1;rct;2026;\nyouth_ambulatory;1;rct;;2027\n"),
    GOOD("price;change;design;unit_price\nemergency_visit;-1,5;comparison;1.234\n"),
    {"price;change;design\n", MKBA_ERR_MISSING, "table.no_rows", 0, 0, NULL},
    {"change;design\n-1;rct\n", MKBA_ERR_MISSING, "measured.no_column", 1, 0, NULL},
    {"price;design\nemergency_visit;rct\n", MKBA_ERR_MISSING, "measured.no_column", 1, 0,
     NULL},
    {"price;change\nemergency_visit;1\n", MKBA_ERR_MISSING, "measured.no_column", 1, 0, NULL},
    {"price;prijs;change;design\na;b;1;rct\n", MKBA_ERR_CONFLICT, "header.twice", 1, 2,
     "prijs"},
    {"price;change;design\n;-120;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, NULL},
    {"line;change;design\n;-120;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, NULL},
    {"line;price;change;design\n;;-120;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 2, NULL},
    {"price;change;design\nemergency_visit;;rct\n", MKBA_ERR_MISSING, "cell.blank", 2, 2,
     NULL},
    {"price;change;design\nemergency_visit;few;rct\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2,
     2, NULL},
    {"price;change;design\nemergency_visit;-5%;rct\n", MKBA_ERR_RANGE, "cell.no_percent", 2, 2,
     NULL},
    {"price;change;design\nemergency_visits_;1;rct\n", MKBA_ERR_UNKNOWN,
     "measured.unknown_near", 2, 1, NULL},
    {"price;change;design\nzzzzzzzzzzzz;1;rct\n", MKBA_ERR_UNKNOWN, "measured.unknown", 2, 1,
     NULL},
    {"price;line;change;design\nemergency_visit;zzzz;1;rct\n", MKBA_ERR_CONFLICT,
     "measured.other_line", 2, 2, NULL},
    {"price;line;change;design\nemergency_visit;wmo_support;1;rct\n", MKBA_ERR_CONFLICT,
     "measured.other_line", 2, 2, NULL},
    {"price;change;design\nemergency_visit;1;guess\n", MKBA_ERR_UNKNOWN, "measured.design", 2,
     3, NULL},
    {"price;change;design\nemergency_visit;1;\n", MKBA_ERR_UNKNOWN, "measured.design", 2, 3,
     NULL},
    {"price;change;low;high;design\nemergency_visit;-120;-100;-40;rct\n", MKBA_ERR_CONFLICT,
     "range.order", 2, 3, NULL},
    {"price;change;low;high;design\nemergency_visit;-120;-200;-140;rct\n", MKBA_ERR_CONFLICT,
     "range.order", 2, 4, NULL},
    {"price;change;high;design\nemergency_visit;-120;-140;rct\n", MKBA_ERR_CONFLICT,
     "range.order", 2, 3, NULL},
    {"price;change;low;design;attribution;low_attribution\nemergency_visit;-120;;rct;;0.5\n",
     MKBA_ERR_MISSING, "range.no_figure", 2, 6, NULL},
    {"price;change;design;laag_toerekening\nemergency_visit;-120;rct;0.5\n", MKBA_ERR_MISSING,
     "range.no_figure", 2, 4, NULL},
    {"price;change;design;attribution\nemergency_visit;-120;rct;1.5\n", MKBA_ERR_RANGE,
     "cell.percentage_meant", 2, 4, NULL},
    {"price;change;design;unit_price\nemergency_visit;-120;rct;-15\n", MKBA_ERR_RANGE,
     "cell.negative", 2, 4, NULL},
    {"price;change;design;price_year\nemergency_visit;-120;rct;12\n", MKBA_ERR_RANGE,
     "values.year", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;26\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;20262028\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2026-28\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2026-2028 ongeveer\n",
     MKBA_ERR_SYNTAX, "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2026-\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;all of them\n", MKBA_ERR_SYNTAX,
     "measured.years", 2, 4, NULL},
    {"price;change;design;years\nemergency_visit;-120;rct;2028-2026\n", MKBA_ERR_CONFLICT,
     "measured.year_order", 2, 4, NULL},
    {"price;change;design;first_year;last_year\nemergency_visit;-120;rct;2028;2026\n",
     MKBA_ERR_CONFLICT, "measured.year_order", 2, 5, NULL},
    {"price;change;design;first_year;years\nemergency_visit;-120;rct;2026;2026\n",
     MKBA_ERR_SYNTAX, "measured.years_twice", 2, 5, NULL},
    {"price;change;design;last_year;years\nemergency_visit;-120;rct;2026;2026\n",
     MKBA_ERR_SYNTAX, "measured.years_twice", 2, 5, NULL},
    {"price;change;design\nemergency_visit;1.234;rct\n", MKBA_ERR_SYNTAX, "cell.ambiguous", 2,
     2, NULL},
    {"price;change;design\n\"a", MKBA_ERR_SYNTAX, "table.open_quote", 2, 0, NULL},
};

static void measured_effects(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(measured); i++) {
        mkba_issues issues = {0};
        mkba_data *data;
        const char *const file[] = {put(measured[i].text), path};
        assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
        check(&measured[i], mkba_data_measure(data, file, measured[i].id ? 2 : 1, 0, &issues),
              &issues);
        mkba_data_free(data);
    }
    none_wrong();
}

/* ------------------------------------------------------------------ Contracts */

static const fault_case contracts[] = {
    GOOD("line;end_date;notice_months;step_eur;share\nwmo_support;2027-12-31;6;1000;50%\n"),
    GOOD("post;gebied;einddatum;deel;onbekend\nwmo_support;A;onbepaald;0,6;x\nwmo_support;A;"
         "31-12-2027;0,4;\nwmo_support;B;;0,9;\n"),
    GOOD("line;area;share\nwmo_support;Noord;0.6\nwmo_support;Noord;0.4\n"),
    GOOD("line;step_eur;notice_months\nwmo_support;1.234;\nyouth_ambulatory;12,5;\n"),
    {"area;share\nA;0.5\n", MKBA_ERR_MISSING, "header.missing", 1, 0, NULL},
    {"line;post\nwmo_support;x\n", MKBA_ERR_CONFLICT, "header.twice", 1, 2, "post"},
    {"line;share\n;0.5\n", MKBA_ERR_MISSING, "cell.blank", 2, 1, NULL},
    {"line;share\nwmo_suport;0.5\n", MKBA_ERR_UNKNOWN, "contract.line_near", 2, 1, NULL},
    {"line;share\nzzzzzzzzzzzz;0.5\n", MKBA_ERR_UNKNOWN, "contract.line", 2, 1, NULL},
    {"line;area\nwmo_support;C\n", MKBA_ERR_UNKNOWN, "contract.area", 2, 2, NULL},
    {"line;end_date\nwmo_support;31-02-2027\n", MKBA_ERR_SYNTAX, "contract.date", 2, 2, NULL},
    {"line;notice_months\nwmo_support;-1\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;121\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;1.5\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;6%\n", MKBA_ERR_RANGE, "contract.notice", 2, 2, NULL},
    {"line;notice_months\nwmo_support;\xE2\x82\xAC 6\n", MKBA_ERR_RANGE, "contract.notice", 2,
     2, NULL},
    {"line;notice_months\nwmo_support;six\n", MKBA_ERR_SYNTAX, "cell.not_a_number", 2, 2,
     NULL},
    {"line;step_eur\nwmo_support;0\n", MKBA_ERR_RANGE, "contract.step", 2, 2, NULL},
    {"line;step_fte\nwmo_support;50%\n", MKBA_ERR_RANGE, "contract.step", 2, 2, NULL},
    {"line;step_eur;step_fte\nwmo_support;100;1\n", MKBA_ERR_CONFLICT, "contract.two_steps", 2,
     3, NULL},
    {"line;share\nwmo_support;0\n", MKBA_ERR_RANGE, "contract.share", 2, 2, NULL},
    {"line;share\nwmo_support;150%\n", MKBA_ERR_RANGE, "contract.share", 2, 2, NULL},
    {"line;share\nwmo_support;\xE2\x82\xAC 0.5\n", MKBA_ERR_RANGE, "contract.share", 2, 2,
     NULL},
    {"line;share\nwmo_support;0.5\nwmo_support;\n", MKBA_ERR_MISSING, "contract.no_share", 3,
     1, NULL},
    {"line;share\nyouth_ambulatory;1\nwmo_support;0.5\nwmo_support;0.6\n", MKBA_ERR_CONFLICT,
     "contract.shares", 3, 1, NULL},
    {"line;step_eur\nwmo_support;1.234\n", MKBA_ERR_SYNTAX, "cell.ambiguous", 2, 2, NULL},
};

static void contract_files(void **state)
{
    mkba_areas *of;
    (void)state;
    const char *two =
        "code;name;households;team_cost_eur\nA;Noord;1000;100000\nB;;2000;200000\n";
    assert_int_equal(mkba_areas_open(&of, plain, put(two), 0, NULL), MKBA_OK);
    for (size_t i = 0; i < COUNT(contracts); i++) {
        mkba_issues issues = {0};
        mkba_result *result;
        check(&contracts[i],
              mkba_baseline_run_plan(&result, of, put(contracts[i].text), 0, &issues),
              &issues);
        mkba_result_free(result);
    }
    mkba_areas_free(of);
    none_wrong();
}

/* ------------------------------------------------------------------ Scenarios */

static const fault_case scenarios[] = {
    GOOD("{}"),
    GOOD("{\"name\": \"x\", \"label\": {\"nl\": \"x\", \"en\": \"y\", \"note\": 3}, \"note\": "
         "\"n\"}"),
    GOOD("{\"name\": \"\", \"label\": {\"nl\": \"\"}}"),
    GOOD("{\"parameters\": {\"note\": \"n\", \"tau\": {\"value\": 0.5, \"low\": 0.4, "
         "\"high\": 0.6, \"note\": \"n\"}}}"),
    GOOD("{\"parameters\": {\"reduction.*\": {\"times\": 0.5}, \"tau\": \"central\"}}"),
    GOOD("{\"areas\": {\"note\": \"n\", \"*\": {\"note\": \"n\", \"team_cost_eur\": "
         "{\"plus\": 1}, \"level\": null}}}"),
    GOOD("{\"areas\": {\"A\": {\"level\": \"district\", \"replaced_share\": null}}}"),
    {"[]", MKBA_ERR_SYNTAX, "overlay.top", 1, 0, NULL},
    {"{\"parametrs\": {}}", MKBA_ERR_UNKNOWN, "overlay.key_near", 1, 0, "parametrs"},
    {"{\"label\": \"x\"}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "label"},
    {"{\"label\": {\"nl\": 3}}", MKBA_ERR_SYNTAX, "overlay.text", 1, 0, "label.nl"},
    {"{\"label\": {\"fr\": \"x\"}}", MKBA_ERR_UNKNOWN, "overlay.key", 1, 0, "label.fr"},
    {"{\"name\": 3}", MKBA_ERR_SYNTAX, "overlay.text", 1, 0, "name"},
    {"{\"parameters\": []}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "parameters"},
    {"{\"parameters\": {\"tau\": true}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": \"middle\"}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": null}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": 1e999}}", MKBA_ERR_SYNTAX, "scenario.value", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": 1.5}}", MKBA_ERR_RANGE, "overlay.share", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"taux\": 0.5}}", MKBA_ERR_UNKNOWN, "parameter.unknown_near", 1, 0,
     "parameters.taux"},
    {"{\"parameters\": {\"taux*\": 0.5}}", MKBA_ERR_UNKNOWN, "scenario.pattern", 1, 0,
     "parameters.taux*"},
    {"{\"parameters\": {\"tau\": {\"value\": 0.5, \"low\": 0.6}}}", MKBA_ERR_CONFLICT,
     "parameter.range", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": 0.5, \"high\": 0.4}}}", MKBA_ERR_CONFLICT,
     "parameter.range", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": \"x\", \"times\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.number", 1, 0, "parameters.tau.value"},
    {"{\"parameters\": {\"tau\": {\"value\": 1e999}}}", MKBA_ERR_SYNTAX, "overlay.number", 1,
     0, "parameters.tau.value"},
    {"{\"parameters\": {\"tau\": {\"vaule\": 1, \"times\": 2}}}", MKBA_ERR_UNKNOWN,
     "overlay.key_near", 1, 0, "parameters.tau.vaule"},
    {"{\"parameters\": {\"tau\": {}}}", MKBA_ERR_SYNTAX, "overlay.change", 1, 0,
     "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": 1, \"times\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"value\": 1, \"plus\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"times\": 1, \"plus\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"times\": 1, \"low\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"parameters\": {\"tau\": {\"plus\": 1, \"high\": 1}}}", MKBA_ERR_SYNTAX,
     "overlay.change", 1, 0, "parameters.tau"},
    {"{\"areas\": 3}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "areas"},
    {"{\"areas\": {\"A\": 3}}", MKBA_ERR_SYNTAX, "overlay.object", 1, 0, "areas.A"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": {\"value\": 1, \"low\": 1}}}}", MKBA_ERR_UNKNOWN,
     "overlay.key", 1, 0, "areas.A.team_cost_eur.low"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": {}}}}", MKBA_ERR_SYNTAX, "overlay.area_change",
     1, 0, "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": \"low\"}}}", MKBA_ERR_SYNTAX,
     "overlay.area_value", 1, 0, "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": -1}}}", MKBA_ERR_RANGE, "cell.negative", 1, 0,
     "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"replaced_share\": 70}}}", MKBA_ERR_RANGE, "overlay.share", 1, 0,
     "areas.A.replaced_share"},
    {"{\"areas\": {\"A\": {\"households\": null}}}", MKBA_ERR_MISSING, "overlay.required", 1,
     0, "areas.A.households"},
    {"{\"areas\": {\"A\": {\"level\": 3}}}", MKBA_ERR_SYNTAX, "overlay.text", 1, 0,
     "areas.A.level"},
    {"{\"areas\": {\"A\": {\"code\": \"B\"}}}", MKBA_ERR_CONFLICT, "overlay.fixed", 1, 0,
     "areas.A.code"},
    {"{\"areas\": {\"A\": {\"source_households\": \"B\"}}}", MKBA_ERR_CONFLICT,
     "overlay.fixed", 1, 0, "areas.A.source_households"},
    {"{\"areas\": {\"A\": {\"score_source_find\": \"B\"}}}", MKBA_ERR_CONFLICT,
     "overlay.fixed", 1, 0, "areas.A.score_source_find"},
    {"{\"areas\": {\"A\": {\"team_kost_eur\": 1}}}", MKBA_ERR_UNKNOWN, "overlay.column_near",
     1, 0, "areas.A.team_kost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": 1, \"teamkosten\": 2}}}", MKBA_ERR_CONFLICT,
     "header.twice", 1, 0, "areas.A.teamkosten"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": 1,\n\"team_cost_eur\": 2}}}", MKBA_ERR_CONFLICT,
     "json.twice", 2, 0, "areas.A.team_cost_eur"},
    {"{\"areas\": {\"A\": {\"team_cost_eur\": {\"times\": 1e308}}}}", MKBA_ERR_RANGE,
     "overlay.number", 1, 0, "areas.A.team_cost_eur"},
    /* what shows only with the areas */
    {"{\"areas\": {\n\"C\": {\"team_cost_eur\": 1, \"households\": 2}}}", MKBA_ERR_UNKNOWN,
     "area.unknown_near", 2, 0, "areas.C"},
    {"{\"areas\": {\"*\": {\n\"helped_heavy\": {\"times\": 2}}}}", MKBA_ERR_MISSING,
     "overlay.not_entered_many", 2, 0, "areas.*.helped_heavy"},
    {"{\"areas\": {\"A\": {\"replaced_share\": {\"times\": 3}}}}", MKBA_ERR_RANGE,
     "overlay.share", 1, 0, "areas.A.replaced_share"},
    {"{\"areas\": {\"*\": {\"replaced_share\": {\"times\": 30}}}}", MKBA_ERR_RANGE,
     "overlay.share", 1, 0, "areas.*.replaced_share (A)"},
    {"{\"areas\": {\"*\": {\"heavy_households\": 5000}}}", MKBA_ERR_CONFLICT, "area.segments",
     1, 0, "areas.*.heavy_households (A)"},
    {"{\"areas\": {\"*\": {\"funding_state\": 0.5}}}", MKBA_ERR_CONFLICT, "area.funding", 1, 0,
     "areas.*.funding_state (A)"},
};

static mkba_status apply(const char *file, mkba_issues *issues)
{
    static const char two[] =
        "code;households;team_cost_eur;replaced_share\nA;1000;100000;0.5\n"
        "B;2000;200000;0.5\n";
    mkba_overlay *overlay = NULL;
    mkba_areas *of = NULL;
    mkba_source_text text = {.file = "areas.csv", .bytes = two, .length = strlen(two)};
    mkba_status status = mkba_overlay_open(&overlay, plain, &file, 1, issues);
    if (status == MKBA_OK) {
        assert_int_equal(mkba_areas_read_text(&of, plain, text, 0, NULL), MKBA_OK);
        status = mkba_areas_apply(of, overlay, issues);
    }
    mkba_areas_free(of);
    mkba_overlay_free(overlay);
    return status;
}

static void scenario_files(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(scenarios); i++) {
        mkba_issues issues = {0};
        check(&scenarios[i], apply(put(scenarios[i].text), &issues), &issues);
    }
    none_wrong();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(measured_effects),
        cmocka_unit_test(contract_files),
        cmocka_unit_test(scenario_files),
    };
    return cmocka_run_group_tests_name("inputs", tests, open_plain, close_plain);
}
