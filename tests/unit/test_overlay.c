/* Scenarios on each other, on numbers and on areas. Expected values are worked out by hand. */
#include "support.h"

#include "analysis/hash.h"

#include "analysis/evidence.h"
#include "input/overlay.h"
#include "input/scenario.h"

enum { MOST = 4 };

/* A stack of files, given as texts up to a NULL. */
static mkba_status open_stack(mkba_overlay **out, const mkba_data *data,
                              const char *const *text, mkba_issues *issues)
{
    static const char *const names[MOST] = {"a.json", "b.json", "c.json", "d.json"};
    mkba_arena *arena;
    mkba_status status = MKBA_OK;
    mkba_overlay *overlay = mkba_arena_object(&arena, sizeof *overlay);
    overlay->arena = arena;
    overlay->file = mkba_arena_alloc(arena, MOST, sizeof *overlay->file);
    for (; text[overlay->files] && status == MKBA_OK; overlay->files++) {
        mkba_source_text source = {.file = names[overlay->files],
                                   .bytes = text[overlay->files],
                                   .length = strlen(text[overlay->files])};
        status = mkba_overlay_read(&overlay->file[overlay->files], arena, data, source, true,
                                   issues);
    }
    *out = overlay;
    return status;
}

/* Runs areas under a stack of scenarios; the area `selected`, or all when it is NULL. */
static mkba_status run_stack(model_run *run, const char *areas, const char *const *settings,
                             const char *const *scenario, const char *selected)
{
    mkba_overrides overrides = {.settings = settings};
    mkba_source_text text = {.file = "test.csv", .bytes = areas, .length = strlen(areas)};
    mkba_overlay *overlay = NULL;
    memset(run, 0, sizeof *run);
    while (settings && settings[overrides.n_settings]) {
        overrides.n_settings++;
    }
    mkba_status status = mkba_data_open(&run->data, NULL, &run->issues);
    assert_int_equal(mkba_data_override(run->data, &overrides, &run->issues), MKBA_OK);
    if (status == MKBA_OK) {
        status = open_stack(&overlay, run->data, scenario, &run->issues);
    }
    if (status == MKBA_OK) {
        status = mkba_data_apply(run->data, overlay, &run->issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_read_text(&run->areas, run->data, text, 0, &run->issues);
    }
    if (status == MKBA_OK && selected) {
        status = mkba_areas_select(run->areas, selected, &run->issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_apply(run->areas, overlay, &run->issues);
    }
    mkba_overlay_free(overlay); /* nothing may lean on it from here on */
    return status == MKBA_OK ? mkba_baseline_run(&run->result, run->areas, &run->issues)
                             : status;
}

#define STACK(...) ((const char *const[]){__VA_ARGS__, NULL})

static const char two[] = "code;households;team_cost_eur;replaced_share;caseload_heavy\n"
                          "A;1000;100000;0.5;12\nB;2000;300000;0.75;12\n";

static void assert_number(const model_run *run, const char *key, double value, double low,
                          double high)
{
    const mkba_parameter *p = mkba_data_parameter(run->data, key);
    assert_non_null(p);
    assert_near(p->value, value, 1e-12);
    assert_near(p->low, low, 1e-12);
    assert_near(p->high, high, 1e-12);
}

/* Additional is what is not replaced: half of A's cost, a quarter of B's. */
static void doubled_team_cost_doubles_what_is_additional(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL,
                               STACK("{\"areas\": {\"*\": {\"team_cost_eur\": "
                                     "{\"times\": 2}}}}"),
                               NULL),
                     MKBA_OK);
    assert_near(figure_of(&run, 0, "additional_cost_eur"), 100000, 1e-9);
    assert_near(figure_of(&run, 1, "additional_cost_eur"), 150000, 1e-9);
    assert_near(figure_of(&run, MKBA_TOTAL, "team_cost_eur"), 800000, 1e-9);
    end_run(&run);
}

static void one_area_and_the_order_of_the_stack(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(
        run_stack(&run, two, NULL,
                  STACK("{\"areas\": {\"*\": {\"teamkosten\": 50000}, "
                        "\"b\": {\"team_cost\": {\"plus\": 10000}}}}",
                        "{\"areas\": {\"B\": {\"team_cost_eur\": {\"times\": 3}}}}"),
                  NULL),
        MKBA_OK);
    assert_near(figure_of(&run, 0, "team_cost_eur"), 50000, 1e-9);
    assert_near(figure_of(&run, 1, "team_cost_eur"), (50000 + 10000) * 3, 1e-9);
    end_run(&run);
}

static void null_brings_the_default_back(void **state)
{
    static const char without[] = "code;households;team_cost_eur;replaced_share\n"
                                  "A;1000;100000;0.5\nB;2000;300000;0.75\n";
    model_run run, plain;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL,
                               STACK("{\"areas\": {\"A\": {\"caseload_heavy\": null, "
                                     "\"inhabitants\": null}}}"),
                               NULL),
                     MKBA_OK);
    assert_int_equal(run_model(&plain, without, NULL), MKBA_OK);
    assert_near(figure_of(&run, 0, "npv_eur"), figure_of(&plain, 0, "npv_eur"), 0);
    assert_true(fabs(figure_of(&run, 1, "npv_eur") - figure_of(&plain, 1, "npv_eur")) > 1);
    /* taking away what is not there changes nothing */
    assert_null(
        mkba_area_origin(&run.areas->area[0], mkba_area_column(run.data, "inhabitants")));
    end_run(&run);
    end_run(&plain);
}

static void only_the_areas_of_the_run(void **state)
{
    static const char scenario[] =
        "{\"areas\": {\"A\": {\"helped_heavy\": {\"times\": 2}}, \"*\": {\"households\": 7}}}";
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL, STACK(scenario), "B"), MKBA_OK);
    assert_near(figure_of(&run, 0, "households"), 7, 0);
    assert_near(run.areas->area[0].value[mkba_area_column(run.data, "households")], 1000, 0);
    end_run(&run);
    assert_int_equal(run_stack(&run, two, NULL, STACK(scenario), "A"), MKBA_ERR_MISSING);
    assert_int_equal(run.issues.total, 1);
    assert_string_equal(run.issues.item[0].message.id, "overlay.not_entered");
    assert_string_equal(run.issues.item[0].column_name, "areas.A.helped_heavy");
    end_run(&run);
}

static void fixed_and_ranged(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL,
                               STACK("{\"parameters\": {\"kappa\": 1.2, "
                                     "\"ramp\": {\"value\": 0.4, \"low\": 0.3, \"high\": 0.6},"
                                     "\"tau\": {\"value\": 0.4, \"high\": 0.5}}}"),
                               NULL),
                     MKBA_OK);
    assert_number(&run, "kappa", 1.2, 1.2, 1.2);
    assert_number(&run, "ramp", 0.4, 0.3, 0.6);
    assert_number(&run, "tau", 0.4, 0.4, 0.5);
    end_run(&run);
}

/* As shipped: kappa 1.5 (1 - 2), ramp 0.5 (0.25 - 0.75). */
static void times_and_plus_move_the_range(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(
        run_stack(&run, two, NULL,
                  STACK("{\"parameters\": {\"kappa\": {\"times\": 2}, "
                        "\"ramp\": {\"plus\": 0.125}, \"reduction.wmo_support.heavy\": "
                        "{\"value\": 0.2, \"low\": 0.1, \"high\": 0.4}}}",
                        "{\"parameters\": {\"kappa\": {\"plus\": 1}, "
                        "\"reduction.wmo_support.heavy\": {\"times\": -0.5}}}"),
                  NULL),
        MKBA_OK);
    assert_number(&run, "kappa", 4, 3, 5);
    assert_number(&run, "ramp", 0.625, 0.375, 0.875);
    assert_number(&run, "reduction.wmo_support.heavy", -0.1, -0.2, -0.05);
    end_run(&run);
}

/* low is fixed, but what it was chosen from is not forgotten. */
static void words_choose_from_the_range_below(void **state)
{
    static const char low[] = "{\"parameters\": {\"kappa\": \"low\", \"ramp\": \"low\"}}";
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL, STACK(low), NULL), MKBA_OK);
    assert_number(&run, "kappa", 1, 1, 1);
    end_run(&run);
    assert_int_equal(run_stack(&run, two, NULL,
                               STACK(low,
                                     "{\"parameters\": {\"kappa\": \"central\", "
                                     "\"ramp\": {\"times\": 0.5}}}",
                                     "{\"parameters\": {\"ramp\": \"high\"}}"),
                               NULL),
                     MKBA_OK);
    assert_number(&run, "kappa", 1.5, 1.5, 1.5);
    assert_number(&run, "ramp", 0.375, 0.375, 0.375);
    end_run(&run);
}

/* An index of its own for every year: what matters is that amounts of a scenario are not
 * converted, and that those it multiplies still are. */
static void amounts_are_at_the_price_level_of_the_model(void **state)
{
    static const char *const settings[] = {"price_year=2015", NULL};
    model_run run, plain;
    (void)state;
    assert_int_equal(run_model(&plain, two, settings), MKBA_OK);
    assert_int_equal(run_stack(&run, two, settings,
                               STACK("{\"parameters\": {\"hourly_rate_eur\": 50, "
                                     "\"cost_per_fte_eur\": {\"times\": 2}, "
                                     "\"guidance_hour_eur\": {\"plus\": 5}}}"),
                               NULL),
                     MKBA_OK);
    const mkba_parameter *fte = mkba_data_parameter(plain.data, "cost_per_fte_eur");
    const mkba_parameter *hour = mkba_data_parameter(plain.data, "guidance_hour_eur");
    assert_true(fte->price_year > 2015 && fte->value < fte->written[0]);
    assert_number(&run, "hourly_rate_eur", 50, 50, 50);
    assert_near(mkba_data_value(run.data, "cost_per_fte_eur"), 2 * fte->value, 1e-9);
    assert_near(mkba_data_value(run.data, "guidance_hour_eur"), hour->value + 5, 1e-9);
    end_run(&run);
    end_run(&plain);
    /* the same when the scenario itself moves the price level, wherever it says so */
    assert_int_equal(run_stack(&run, two, NULL,
                               STACK("{\"parameters\": {\"hourly_rate_eur\": 50, "
                                     "\"price_year\": 2015}}"),
                               NULL),
                     MKBA_OK);
    assert_number(&run, "hourly_rate_eur", 50, 50, 50);
    end_run(&run);
}

/* Like --set: the same in all four, also where one of them would make it 0. */
static void it_stands_in_every_evidence_scenario(void **state)
{
    static const char scenario[] = "{\"name\": \"sure\", \"parameters\": {\"reduction.*\": "
                                   "0.05, \"extra_*\": 0, \"replaced_effect\": 0.5}}";
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL, STACK(scenario), NULL), MKBA_OK);
    double npv = figure_of(&run, 0, "npv_eur");
    assert_near(figure_of(&run, 0, "scenarios.null.npv_eur"), npv, 1e-9);
    assert_near(figure_of(&run, 0, "scenarios.pessimistic.npv_eur"), npv, 1e-9);
    assert_near(figure_of(&run, 0, "scenarios.optimistic.npv_eur"), npv, 1e-9);
    end_run(&run);
}

static void its_numbers_name_it_as_their_source(void **state)
{
    static const char sourced[] =
        "code;households;team_cost_eur;source\nA;1000;100000;books\n";
    model_run run;
    const char *source;
    (void)state;
    assert_int_equal(run_stack(&run, sourced, NULL,
                               STACK("{\"name\": \"more\", \"parameters\": {\"kappa\": {"
                                     "\"value\": 2, \"note\": \"why\"}},\n"
                                     "\"areas\": {\"*\": {\"team_cost_eur\": 5}}}"),
                               NULL),
                     MKBA_OK);
    const mkba_parameter *p = mkba_data_parameter(run.data, "kappa");
    assert_string_equal(p->evidence, "S");
    assert_string_equal(p->source, "scenario more (a.json)");
    assert_string_equal(p->note[MKBA_ENGLISH], "why");
    size_t cost = mkba_area_column(run.data, "team_cost_eur");
    assert_int_equal(mkba_area_evidence(run.areas, run.areas->area, cost, &source), 'S');
    assert_string_equal(source, "scenario more (a.json)");
    assert_int_equal(mkba_area_origin(run.areas->area, cost)->line, 2);
    size_t households = mkba_area_column(run.data, "households");
    assert_int_equal(mkba_area_evidence(run.areas, run.areas->area, households, &source), 'A');
    end_run(&run);
}

static const char *fingerprint(char out[65], const model_run *run)
{
    const mkba_areas *areas = run->areas;
    mkba_inputs_hash(out, &areas, 1);
    return out;
}

static void the_fingerprint_moves(void **state)
{
    char here[65], there[65];
    model_run run, other;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL, STACK("{}"), NULL), MKBA_OK);
    assert_int_equal(run_model(&other, two, NULL), MKBA_OK);
    assert_string_equal(fingerprint(here, &run), fingerprint(there, &other));
    end_run(&run);
    static const char *const scenarios[] = {
        "{\"parameters\": {\"kappa\": 1.2}}", "{\"areas\": {\"A\": {\"score_find\": 0.5}}}",
        "{\"parameters\": {\"reduction.*\": \"central\"}}"};
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(run_stack(&run, two, NULL, STACK(scenarios[i]), NULL), MKBA_OK);
        assert_string_not_equal(fingerprint(here, &run), there);
        end_run(&run);
    }
    end_run(&other);
}

static void funding_is_whole_or_not_there(void **state)
{
    static const char areas[] = "code;households;funding_municipality;funding_state\n"
                                "A;1000;0.75;0.25\n";
    static const char bare[] = "code;households\nA;1000\n";
    model_run run, plain;
    (void)state;
    assert_int_equal(run_stack(&run, areas, NULL,
                               STACK("{\"areas\": {\"A\": {\"funding_state\": null, "
                                     "\"funding_municipality\": null}}}"),
                               NULL),
                     MKBA_OK);
    assert_int_equal(run_model(&plain, bare, NULL), MKBA_OK);
    assert_near(figure_of(&run, 0, "parties.municipality.cost_pv_eur"),
                figure_of(&plain, 0, "parties.municipality.cost_pv_eur"), 0);
    end_run(&run);
    end_run(&plain);
    assert_int_equal(run_stack(&run, areas, NULL,
                               STACK("{\"areas\": {\"A\": {\"funding_state\": 0.05, "
                                     "\"funding_health_insurer\": 0.2}}}"),
                               NULL),
                     MKBA_OK);
    assert_near(figure_of(&run, 0, "parties.health_insurer.funding_share"), 0.2, 0);
    assert_near(figure_of(&run, 0, "parties.society.funding_share"), 0, 0);
    end_run(&run);
    assert_int_equal(run_stack(&run, areas, NULL,
                               STACK("{\"areas\": {\"A\": {\"funding_state\": null}}}"), NULL),
                     MKBA_ERR_CONFLICT);
    assert_string_equal(run.issues.item[0].message.id, "area.funding");
    assert_string_equal(run.issues.item[0].column_name, "areas.A.funding_state");
    end_run(&run);
}

/* A correction in the accounts is no longer remarked on when the scenario has another number.
 */
static void negative_spending(void **state)
{
    static const char areas[] = "code;households;spend_wmo_support\nA;1000;-5\n";
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, areas, NULL,
                               STACK("{\"areas\": {\"A\": {\"spend_wmo_support\": 700}}}"),
                               NULL),
                     MKBA_OK);
    assert_int_equal(run.areas->area[0].notes, 0);
    assert_near(figure_of(&run, 0, "lines.wmo_support.spend_eur"), 700, 0);
    end_run(&run);
    assert_int_equal(
        run_stack(&run, areas, NULL,
                  STACK("{\"areas\": {\"A\": {\"spend_wmo_support\": {\"plus\": -9}}}}"),
                  NULL),
        MKBA_OK);
    assert_int_equal(run.areas->area[0].notes, 1);
    assert_near(figure_of(&run, 0, "lines.wmo_support.spend_eur"), 0, 0);
    end_run(&run);
}

/* What the whole stack comes to is checked, not each file by itself. */
static void the_stack_is_checked_as_a_whole(void **state)
{
    static const char brief[] = "{\"parameters\": {\"horizon\": 3}}";
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, two, NULL, STACK(brief), NULL), MKBA_ERR_CONFLICT);
    assert_string_equal(run.issues.item[0].message.id, "parameter.programme_years");
    end_run(&run);
    assert_int_equal(run_stack(&run, two, NULL,
                               STACK(brief, "{\"parameters\": {\"programme_years\": 2}}"),
                               NULL),
                     MKBA_OK);
    end_run(&run);
}

static void lines_and_paths_of_keys(void **state)
{
    static const char json[] = "{\n \"a\": {\"b \\\" \\\\\": [1, {\"c\"\n:\n"
                               "\"x: \\\"y\\\": z\"}],\r\n \"d\": \"e\"},\n\n\"f\" :null}";
    mkba_arena *arena = mkba_arena_new();
    const mkba_tree *top;
    (void)state;
    assert_int_equal(
        mkba_tree_read(&top, arena,
                       (mkba_source_text){.file = "x", .bytes = json, .length = strlen(json)},
                       NULL),
        MKBA_OK);
    const mkba_tree *a = top->child, *b = a->child, *d = b->next, *f = a->next;
    const mkba_tree *c = b->child->next->child;
    assert_int_equal(a->line, 2);
    assert_string_equal(b->key, "b \" \\");
    assert_int_equal(b->line, 2);
    assert_int_equal(c->line, 2);
    assert_string_equal(c->text, "x: \"y\": z");
    assert_int_equal(d->line, 5);
    assert_string_equal(d->path, "a.d");
    assert_int_equal(f->line, 7);
    assert_int_equal(f->kind, MKBA_TREE_NULL);
    mkba_arena_free(arena);
}

static void names_and_files(void **state)
{
    static const char *const shipped[] = {"pessimistic"};
    static const char *const none[] = {"pessimistic.json"};
    mkba_overlay *overlay;
    mkba_data *data;
    mkba_issues issues = {0};
    (void)state;
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_overlay_open(&overlay, data, shipped, 1, &issues), MKBA_OK);
    assert_string_equal(overlay->file[0].name, "pessimistic");
    assert_string_equal(overlay->file[0].file, "data/scenarios/pessimistic.json");
    mkba_overlay_free(overlay);
    assert_int_equal(mkba_overlay_open(&overlay, data, none, 1, &issues), MKBA_ERR_IO);
    assert_null(overlay);
    mkba_data_free(data);
}

/* What an evidence scenario makes of a number, beside what was set by hand. tau is 0.5 (0.3 -
 * 0.7) here. */
static void values_under_an_evidence_scenario(void **state)
{
    static const struct {
        mkba_take take;
        double number, value;
    } rows[] = {{MKBA_TAKE_NUMBER, 0.25, 0.25}, {MKBA_TAKE_LOW, 0, 0.3},
                {MKBA_TAKE_CENTRAL, 0, 0.5},    {MKBA_TAKE_HIGH, 0, 0.7},
                {MKBA_TAKE_TIMES, 0.5, 0.25},   {MKBA_TAKE_PLUS, 0.125, 0.625}};
    mkba_data *data;
    (void)state;
    assert_int_equal(mkba_data_open(&data, NULL, NULL), MKBA_OK);
    size_t at = mkba_map_get(&data->parameter_by_key, "tau");
    data->parameter[at].value = 0.5;
    data->parameter[at].low = 0.3;
    data->parameter[at].high = 0.7;
    double *value = mkba_arena_alloc(data->arena, data->parameters, sizeof *value);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_change change = {
            .pattern = "tau", .take = rows[i].take, .number = rows[i].number};
        mkba_scenario scenario = {.change = &change, .changes = 1};
        data->parameter[at].is_set = false;
        mkba_scenario_values(value, data, &scenario);
        assert_near(value[at], rows[i].value, 1e-15);
        data->parameter[at].is_set = true;
        mkba_scenario_values(value, data, &scenario);
        assert_near(value[at], 0.5, 0);
    }
    mkba_data_free(data);
}

/* Shares that gave way are told once, however often the numbers are settled. */
static void shares_that_give_way_are_told_once(void **state)
{
    static const char *const settings[] = {"segment_share.heavy=0.9", NULL};
    model_run run;
    size_t told = 0;
    (void)state;
    assert_int_equal(
        run_stack(&run, two, settings, STACK("{\"parameters\": {\"tau\": 0.5}}"), NULL),
        MKBA_OK);
    for (size_t i = 0; i < run.data->notes; i++) {
        told += strcmp(run.data->note[i].id, "assume.share_scaled") == 0;
    }
    assert_int_equal(told, 1); /* segment_share.vulnerable */
    end_run(&run);
}

/* A warning about spending below zero goes when that spending is changed, and no other. */
static void warnings_go_with_their_figure(void **state)
{
    static const char areas[] =
        "code;households;spend_wmo_support;spend_mental_health\nA;1000;-5;-7\n";
    model_run run;
    (void)state;
    assert_int_equal(run_stack(&run, areas, NULL,
                               STACK("{\"areas\": {\"*\": {\"spend_wmo_support\": 10}}}"),
                               NULL),
                     MKBA_OK);
    assert_int_equal(run.areas->area[0].notes, 1);
    assert_string_equal(run.areas->area[0].note[0].argument[0].text, "spend_mental_health");
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_under_an_evidence_scenario),
        cmocka_unit_test(shares_that_give_way_are_told_once),
        cmocka_unit_test(warnings_go_with_their_figure),
        cmocka_unit_test(doubled_team_cost_doubles_what_is_additional),
        cmocka_unit_test(one_area_and_the_order_of_the_stack),
        cmocka_unit_test(null_brings_the_default_back),
        cmocka_unit_test(only_the_areas_of_the_run),
        cmocka_unit_test(fixed_and_ranged),
        cmocka_unit_test(times_and_plus_move_the_range),
        cmocka_unit_test(words_choose_from_the_range_below),
        cmocka_unit_test(amounts_are_at_the_price_level_of_the_model),
        cmocka_unit_test(it_stands_in_every_evidence_scenario),
        cmocka_unit_test(its_numbers_name_it_as_their_source),
        cmocka_unit_test(the_fingerprint_moves),
        cmocka_unit_test(funding_is_whole_or_not_there),
        cmocka_unit_test(negative_spending),
        cmocka_unit_test(the_stack_is_checked_as_a_whole),
        cmocka_unit_test(lines_and_paths_of_keys),
        cmocka_unit_test(names_and_files),
    };
    return cmocka_run_group_tests_name("overlay", tests, NULL, NULL);
}
