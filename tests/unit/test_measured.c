/* The measured route, on the worked example of docs/model.md. What is expected was worked out
 * there by hand: d = 1, 0.8, 0.64; two programme years, ramp 0.5; an effect remains for 0.8 x
 * 0.5 = 0.4 of it a year later. So a yearly euro in the programme years is worth 0.5 + 0.8 +
 * 0.4 x 0.64 = 1.556. */
#include "support.h"

#include "analysis/axis.h"
#include "analysis/to_measure.h"
#include "input/measured.h"

#include <stdio.h>

static const char folder[] = "tests/golden/worked-example/";

typedef struct {
    mkba_data *data;
    mkba_areas *areas;
    mkba_result *result;
    mkba_issues issues;
} measured_run;

/* The worked example with these measured effects; the status of the first step that fails. */
static mkba_status run_measured(measured_run *run, const char *rows)
{
    char numbers[128], areas[128];
    snprintf(numbers, sizeof numbers, "%sparameters.csv", folder);
    snprintf(areas, sizeof areas, "%sareas.csv", folder);
    const char *const files[] = {numbers};
    mkba_overrides overrides = {.files = files, .n_files = 1};
    memset(run, 0, sizeof *run);
    assert_int_equal(mkba_data_open(&run->data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_data_override(run->data, &overrides, NULL), MKBA_OK);
    mkba_source_text text = {.file = "measured.csv", .bytes = rows, .length = strlen(rows)};
    mkba_status status = mkba_measured_read_text(run->data, text, 0, &run->issues);
    if (status == MKBA_OK) {
        status = mkba_areas_open(&run->areas, run->data, areas, 0, &run->issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_measure(run->areas, &run->issues);
    }
    return status == MKBA_OK ? mkba_baseline_run(&run->result, run->areas, &run->issues)
                             : status;
}

static void end_measured(measured_run *run)
{
    mkba_result_free(run->result);
    mkba_areas_free(run->areas);
    mkba_data_free(run->data);
}

static double figure(const measured_run *run, const char *path)
{
    double value = 0;
    assert_int_equal(mkba_result_figure(&value, run->result, 0, path, NULL), MKBA_OK);
    return value;
}

typedef struct {
    const char *path;
    double want;
} expected;

static void assert_figures(const char *rows, const expected *row, size_t count)
{
    measured_run run;
    mkba_status status = run_measured(&run, rows);
    if (status != MKBA_OK) {
        print_error("%s: %s\n", rows, run.issues.item[0].message.id);
    }
    assert_int_equal(status, MKBA_OK);
    for (size_t i = 0; i < count; i++) {
        double got = figure(&run, row[i].path);
        bool fits = isnan(row[i].want) ? isnan(got) : fabs(got - row[i].want) <= 1e-8;
        if (!fits) {
            print_error("%s is %.10g, by hand %.10g\n", row[i].path, got, row[i].want);
            fail();
        }
    }
    end_measured(&run);
}

#define ASSERT_FIGURES(rows, ...)                                                             \
    assert_figures(rows, (const expected[]){__VA_ARGS__},                                     \
                   sizeof((const expected[]){__VA_ARGS__}) / sizeof(expected))

static void assert_refused(const char *rows, const char *id)
{
    measured_run run;
    assert_int_not_equal(run_measured(&run, rows), MKBA_OK);
    assert_string_equal(run.issues.item[0].message.id, id);
    end_measured(&run);
}

/* 10,000 euro of Wmo support less a year replaces the estimate: no need found, no informal
 * care. Of the 10,000 of t = 1 the municipality cashes 0.8 x 0.75. The factors move cost
 * (191,152) and improvement (4,173), but not what was measured. */
static void a_line_in_euros(void **state)
{
    (void)state;
    ASSERT_FIGURES("line;change;design\nwmo_support;-10000;experiment\n",
                   {"lines.wmo_support.pv_eur", 15560},
                   {"lines.wmo_support.saving_pv_eur", NAN},
                   {"lines.wmo_support.need_pv_eur", NAN}, {"lines.unmet_need.pv_eur", 0},
                   {"lines.informal_care.pv_eur", 0}, {"years.0.benefit_eur", 5000},
                   {"years.1.benefit_eur", 10000}, {"years.2.benefit_eur", 4000},
                   {"npv_eur", 15560 - 191689.6}, {"segments.heavy.saving_pv_eur", 0},
                   {"parties.municipality.pv_eur", 15560 + 809.631744 - 143767.2},
                   {"lines.wmo_support.cash_saving_year_2_eur", 6000},
                   {"parties.municipality.budget_year_2_eur", 6000 + 361.2672 - 1980},
                   {"potential_eur", 15560 - 191152 - 4173 - (15560 - 191689.6)},
                   {"scenarios.pessimistic.npv_eur", 15560 - 191689.6});
}

/* Half of what changed between before and after is due to the approach, unless the file says
 * how much. A rise is a cost, and in the budget at once. */
static void attribution_and_sign(void **state)
{
    (void)state;
    ASSERT_FIGURES("line;change;design\nwmo_support;-10000;before_after\n",
                   {"lines.wmo_support.pv_eur", 7780});
    ASSERT_FIGURES("line;change;design;attribution\nwmo_support;-10000;voor_na;70%\n",
                   {"lines.wmo_support.pv_eur", 10892});
    ASSERT_FIGURES("line;change;design\nwmo_support;10000;comparison\n",
                   {"lines.wmo_support.pv_eur", -15560},
                   {"lines.wmo_support.cash_saving_year_2_eur", -4000});
}

/* Of a PM line nobody knows what can be cashed: a gain brings the budget nothing, a loss
 * counts in full. Society has no budget. Of a good, more is a benefit. */
static void lines_that_are_pm_otherwise(void **state)
{
    (void)state;
    ASSERT_FIGURES("price;change;design;unit_price\nemergency_visit;-8;experiment;250\n",
                   {"lines.emergency_care.pv_eur", 3112},
                   {"lines.emergency_care.cash_saving_year_2_eur", 0},
                   {"parties.health_insurer.pv_eur", 3112}, {"npv_eur", -186955.64032 + 3112});
    ASSERT_FIGURES("price;change;design;unit_price\nemergency_visit;8;experiment;250\n",
                   {"parties.health_insurer.budget_year_2_eur", -800});
    ASSERT_FIGURES("price;change;design;unit_price\npaid_work_hour;-5;experiment;40\n",
                   {"parties.society.pv_eur", -311.2},
                   {"parties.society.budget_year_2_eur", 0});
    ASSERT_FIGURES("price;change;design;unit_price\npaid_work_hour;5;experiment;40\n",
                   {"lines.paid_work.pv_eur", 311.2});
    ASSERT_FIGURES("price;change;design;unit_price\ndebt_help_household;-1;experiment;1000\n",
                   {"parties.municipality.pv_eur", -146660.845056 + 1556},
                   {"parties.society.pv_eur", 0});
}

/* Prices of one line are added up; a price without a line has one of its own; hours of
 * informal care replace what follows from own strength. */
static void several_prices(void **state)
{
    (void)state;
    ASSERT_FIGURES(
        "price;change;design;unit_price\n"
        "emergency_visit;-8;experiment;250\nhospital_day;-1;experiment;600\n"
        "nursing_home_day;-10;experiment;300\ninformal_care_hour;30;experiment;20\n",
        {"lines.emergency_care.pv_eur", (2000 + 600) * 1.556},
        {"lines.nursing_home_day.pv_eur", 3000 * 1.556},
        {"parties.care_office.pv_eur", 3000 * 1.556},
        {"lines.informal_care.pv_eur", -600 * 1.556},
        {"npv_eur", -186955.64032 + 310.76352 + (2600 + 3000 - 600) * 1.556});
}

/* 258 euro of 2022 at the price level of 2024, and 100 euro of 2015. */
static void prices_at_one_level(void **state)
{
    (void)state;
    ASSERT_FIGURES("price;change;design\nemergency_visit;-1;experiment\n",
                   {"measured.emergency_visit.price_eur", 258 * 130.27 / 121.43});
    ASSERT_FIGURES("price;change;design;unit_price;price_year\n"
                   "emergency_visit;-1;experiment;100;2015\n",
                   {"measured.emergency_visit.price_eur", 130.27});
    ASSERT_FIGURES("line;change;design;price_year\nwmo_support;-100;experiment;2015\n",
                   {"measured.wmo_support.yearly_eur", 130.27});
}

/* The years are t = 0 (2026), 1 and 2. */
static void years_that_are_stated(void **state)
{
    (void)state;
    ASSERT_FIGURES("line;change;design;first_year;last_year\n"
                   "wmo_support;-1000;experiment;2027;2027\n",
                   {"lines.wmo_support.pv_eur", 1000 * (0.8 + 0.4 * 0.64)});
    ASSERT_FIGURES("line;change;design;years\nwmo_support;-1000;experiment;2026\n",
                   {"lines.wmo_support.pv_eur", 1000 * (1 + 0.4 * 0.8 + 0.16 * 0.64)});
    ASSERT_FIGURES("line;change;design;years\nwmo_support;-1000;experiment;2026 t/m 2028\n",
                   {"lines.wmo_support.pv_eur", 1000 * (1 + 0.8 + 0.64)});
    ASSERT_FIGURES("line;change;design;last_year\nwmo_support;-1000;experiment;2026\n",
                   {"lines.wmo_support.pv_eur", 1000 * (0.5 + 0.4 * 0.8 + 0.16 * 0.64)});
    ASSERT_FIGURES("line;change;design;first_year\nwmo_support;-1000;experiment;2028\n",
                   {"lines.wmo_support.pv_eur", 1000 * 0.64});
    assert_refused("line;change;design;years\nwmo_support;-1;experiment;2029\n",
                   "measured.year_outside");
    assert_refused("line;change;design;years\nwmo_support;-1;experiment;26-27\n",
                   "measured.years");
}

static void nothing_is_valued_twice(void **state)
{
    (void)state;
    assert_refused("price;change;design\nqaly;1;experiment\nmental_health_consult;-1;rct\n",
                   "measured.effect");
    assert_refused("price;change;design\nmental_health;-1;experiment\nqaly;1;experiment\n",
                   "measured.effect");
    assert_refused("price;change;design\nquality_of_life;1;experiment\n", "measured.no_price");
    assert_refused("price;change;design\nwmo_support;-1;rct\nhousehold_help_hour;-1;rct\n",
                   "measured.service");
    assert_refused("price;change;design\nqaly;1;rct\nQALY;1;rct\n", "measured.twice");
    ASSERT_FIGURES("price;change;design;unit_price\nqaly;2;rct;50000\neviction;-1;rct;7000\n",
                   {"lines.quality_of_life.pv_eur", 100000 * 1.556},
                   {"lines.eviction.pv_eur", 7000 * 1.556});
}

static char grade_of(const measured_run *run, const char *column)
{
    const char *source;
    size_t at = mkba_area_column(run->data, column);
    assert_true(at != MKBA_MAP_NONE);
    return mkba_area_evidence(run->areas, &run->areas->area[0], at, &source);
}

static void evidence_and_ranges(void **state)
{
    measured_run run;
    (void)state;
    assert_int_equal(run_measured(&run, "price;change;low;high;design;source\n"
                                        "emergency_visit;-8;-12;1;comparison;Insurer\n"
                                        "police_call;-8;;;experiment;\n"
                                        "wmo_support;-10;;;before_after;Own study\n"),
                     MKBA_OK);
    assert_int_equal(grade_of(&run, "measured_change_emergency_visit"), 'A');
    assert_int_equal(grade_of(&run, "measured_price_emergency_visit"), 'B');
    assert_int_equal(grade_of(&run, "measured_change_police_call"), 'S');
    assert_int_equal(grade_of(&run, "measured_change_wmo_support"), 'D');
    size_t change = mkba_area_column(run.data, "measured_change_emergency_visit");
    assert_near(run.areas->area[0].low[change], -12, 0);
    assert_near(run.areas->area[0].high[change], 1, 0);
    /* attribution.before_after is in the graph: the number is used where it was needed */
    size_t attribution = mkba_map_get(&run.data->parameter_by_key, "attribution.before_after");
    const mkba_graph *graph = run.result->outcome[0].plan->graph;
    bool used = false;
    for (size_t i = 0; i < graph->count; i++) {
        used = used ||
               (graph->node[i].op == MKBA_OP_PARAMETER && graph->node[i].leaf == attribution);
    }
    assert_true(used);
    end_measured(&run);
}

/* Parties still add up to the net value, also where payers share and households lose. */
static void parties_add_up(void **state)
{
    measured_run run;
    double sum = 0;
    (void)state;
    assert_int_equal(run_measured(&run,
                                  "price;change;design\n"
                                  "income_support;-5000;comparison\n"
                                  "debt_help_household;-3;before_after\n"
                                  "gp_consult;12;experiment\nwmo_guidance_hour;-9;rct\n"),
                     MKBA_OK);
    for (size_t i = 0; i < run.data->parties; i++) {
        char path[MKBA_TEXT];
        assert_true(mkba_path_of_item(path, "parties.%s.pv_eur", run.data->party[i].id));
        sum += figure(&run, path);
    }
    assert_near(sum, figure(&run, "npv_eur"), 1e-8);
    assert_near(figure(&run, "transfers_pv_eur"), 5000 * 1.556, 1e-8);
    end_measured(&run);
}

static mkba_record_item record_of(const mkba_to_measure *t, const char *id)
{
    mkba_record_item found = {0};
    for (size_t i = 0; i < t->items; i++) {
        if (strcmp(t->item[i].row->id, id) == 0) {
            found = t->item[i];
        }
    }
    assert_non_null(found.row);
    return found;
}

/* With every number set in the worked example only what was measured can still move. A change
 * between -12,000 and -9,000 moves the net value by 3,000 x 1.556. */
static void what_to_record(void **state)
{
    measured_run run;
    mkba_to_measure *t;
    (void)state;
    assert_int_equal(run_measured(&run, "line;change;low;high;design\n"
                                        "wmo_support;-10000;-12000;-9000;experiment\n"),
                     MKBA_OK);
    assert_int_equal(mkba_to_measure_run(&t, run.result, NULL, NULL), MKBA_OK);
    assert_near(record_of(t, "wmo_support").spread, 3000 * 1.556, 1e-8);
    assert_true(record_of(t, "wmo_support").measured);
    assert_true(isnan(record_of(t, "school_dropout").spread)); /* PM: nobody knows */
    assert_true(isnan(record_of(t, "wmo_support").worth.eur)); /* no simulation */
    for (size_t i = 1; i < t->items; i++) {
        assert_false(t->item[i - 1].spread < t->item[i].spread);
    }
    mkba_to_measure_free(t);
    end_measured(&run);
}

/* Every line, and every factor, has a row that says what to record; its prices are known and
 * belong to that line. */
static void registration_is_complete(void **state)
{
    mkba_data *d;
    mkba_registration *row;
    size_t rows, found = 0;
    mkba_arena *arena = mkba_arena_new();
    (void)state;
    assert_int_equal(mkba_data_open(&d, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_registrations_read(&row, &rows, d, arena, NULL), MKBA_OK);
    for (size_t i = 0; i < rows; i++) {
        bool line = strcmp(row[i].about, "line") == 0;
        for (size_t k = 0; k < d->lines; k++) {
            found += line && strcmp(d->line[k].id, row[i].id) == 0;
        }
        for (size_t k = 0; k < d->factors; k++) {
            found +=
                strcmp(row[i].about, "factor") == 0 && strcmp(d->factor[k].id, row[i].id) == 0;
        }
        for (size_t k = 0; k < d->prices && line; k++) {
            bool named = strstr(row[i].prices, d->price[k].key) != NULL;
            assert_int_equal(named, strcmp(d->price[k].line, row[i].id) == 0);
        }
    }
    assert_int_equal(found, d->lines + d->factors);
    mkba_data_free(d);
    mkba_arena_free(arena);
}

/* Measured effects come before areas: areas that were read earlier have no place for them. */
static void areas_come_after_effects(void **state)
{
    static const char text[] = "price;change;design\nemergency_visit;-120;comparison\n";
    const char *one = "code;households\nA;1000\n";
    mkba_source_text effects = {.file = "m.csv", .bytes = text, .length = strlen(text)};
    mkba_source_text of = {.file = "a.csv", .bytes = one, .length = strlen(one)};
    mkba_data *data;
    mkba_areas *areas;
    mkba_issues issues = {0};
    (void)state;
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_read_text(&areas, data, of, 0, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_measure(areas, &issues), MKBA_OK); /* there are none */
    assert_int_equal(mkba_measured_read_text(data, effects, 0, &issues), MKBA_OK);
    assert_int_equal(mkba_areas_measure(areas, &issues), MKBA_ERR_CONFLICT);
    assert_string_equal(issues.item[0].message.id, "measured.too_late");
    mkba_areas_free(areas);
    mkba_data_free(data);
}

/* A change may turn around: it is looked for as far down as up. What only says how it was
 * measured cannot move. */
static void what_can_be_moved(void **state)
{
    static const struct {
        const char *key, *unit;
        double central, least, most;
    } rows[] = {
        {"measured_change_school_dropout", "units per year", -2, -200, 200},
        {"measured_price_school_dropout", "euro per unit", 12000, 0, 1200000},
        {"measured_change_wmo_support", "euro per year", -10000, -1e6, 1e6},
        {"measured_attribution_wmo_support", "fraction", 0.8, 0, 1},
        {"measured_change_emergency_visit", "visits per year", 0, -100, 100},
    };
    static const char *const refused[] = {"measured_attribution_school_dropout",
                                          "measured_first_wmo_support"};
    measured_run run;
    mkba_arena *arena = mkba_arena_new();
    mkba_axis axis;
    (void)state;
    assert_int_equal(run_measured(&run, "line;price;change;design;unit_price;attribution\n"
                                        "school_dropout;;-2;comparison;12000;\n"
                                        "wmo_support;;-10000;experiment;;0.8\n"
                                        ";emergency_visit;0;experiment;;\n"),
                     MKBA_OK);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(mkba_axis_find(&axis, arena, run.result, rows[i].key, NULL), MKBA_OK);
        assert_string_equal(axis.unit, rows[i].unit);
        assert_near(axis.central, rows[i].central, 1e-9);
        assert_near(axis.least, rows[i].least, 1e-6);
        assert_near(axis.most, rows[i].most, 1e-6);
    }
    for (size_t i = 0; i < 2; i++) {
        assert_int_equal(mkba_axis_find(&axis, arena, run.result, refused[i], NULL),
                         MKBA_ERR_CONFLICT);
    }
    mkba_arena_free(arena);
    end_measured(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(areas_come_after_effects),
        cmocka_unit_test(a_line_in_euros),
        cmocka_unit_test(attribution_and_sign),
        cmocka_unit_test(lines_that_are_pm_otherwise),
        cmocka_unit_test(several_prices),
        cmocka_unit_test(prices_at_one_level),
        cmocka_unit_test(years_that_are_stated),
        cmocka_unit_test(nothing_is_valued_twice),
        cmocka_unit_test(evidence_and_ranges),
        cmocka_unit_test(parties_add_up),
        cmocka_unit_test(what_to_record),
        cmocka_unit_test(what_can_be_moved),
        cmocka_unit_test(registration_is_complete),
    };
    return cmocka_run_group_tests_name("measured", tests, NULL, NULL);
}
