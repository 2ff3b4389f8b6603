#include "cases.h"

#include <stdio.h>
#include <string.h>

enum { JSON = MKBA_JSON, CSV = MKBA_CSV, TABLE = MKBA_TABLE, MARKDOWN = MKBA_MARKDOWN };

/* ------------------------------------------------------------------ Numbers and areas */

static mkba_status open_inside(job *j)
{
    return mkba_data_open(&j->data, NULL, &j->issues);
}

static mkba_status open_folder(job *j)
{
    return mkba_data_open(&j->data, j->file, &j->issues);
}

static mkba_status override(job *j)
{
    const char *const file = file_at("numbers.csv"), *const setting = "replaced_share=0,5";
    mkba_overrides overrides = {&file, 1, &setting, 1, 0};
    mkba_status s = open_inside(j);
    s = s ? s : mkba_data_override(j->data, &overrides, &j->issues);
    return s ? s
             : mkba_numbers_write(&j->text, j->data, MKBA_NUMBERS, NULL, j->style, &j->issues);
}

static mkba_status set_shares(job *j)
{
    mkba_overrides overrides = {.settings = &j->file, .n_settings = 1};
    mkba_status s = open_inside(j);
    s = s ? s : mkba_data_override(j->data, &overrides, &j->issues);
    s = s ? s : mkba_areas_open(&j->areas, j->data, file_at("areas.csv"), 0, &j->issues);
    return s ? s : mkba_areas_remarks_write(&j->text, j->areas, MKBA_DUTCH);
}

/* More years than the usual model has room for. */
static mkba_status set_horizon(job *j)
{
    mkba_overrides overrides = {.settings = &j->file, .n_settings = 1};
    mkba_status s = open_inside(j);
    s = s ? s : mkba_data_override(j->data, &overrides, &j->issues);
    s = s ? s : mkba_areas_open(&j->areas, j->data, file_at("alike.csv"), 0, &j->issues);
    s = s ? s : mkba_baseline_run(&j->result, j->areas, &j->issues);
    return s ? s : mkba_baseline_write(&j->text, j->result, j->style);
}

static mkba_status apply_overlay(job *j)
{
    const char *const file[] = {"optimistic", file_at("scenario.json")};
    mkba_status s = open_inside(j);
    s = s ? s : mkba_overlay_open(&j->overlay, j->data, file, 2, &j->issues);
    s = s ? s : mkba_data_apply(j->data, j->overlay, &j->issues);
    s = s ? s : mkba_areas_open(&j->areas, j->data, file_at("areas.csv"), 0, &j->issues);
    s = s ? s : mkba_areas_select(j->areas, "noord", &j->issues);
    s = s ? s : mkba_areas_apply(j->areas, j->overlay, &j->issues);
    s = s ? s : mkba_baseline_run(&j->result, j->areas, &j->issues);
    return s ? s : mkba_baseline_write(&j->text, j->result, j->style);
}

static mkba_status measure(job *j)
{
    const char *const file = file_at(j->file);
    mkba_status s = open_inside(j);
    s = s ? s : mkba_data_measure(j->data, &file, 1, 0, &j->issues);
    s = s ? s : mkba_areas_open(&j->areas, j->data, file_at("areas.csv"), 0, &j->issues);
    s = s ? s : mkba_areas_measure(j->areas, &j->issues);
    s = s ? s : mkba_baseline_run(&j->result, j->areas, &j->issues);
    return s ? s : mkba_baseline_write(&j->text, j->result, j->style);
}

static mkba_status name_maker(job *j)
{
    static const char *const argument[] = {"areas.csv", "--set=tau=0.3"};
    mkba_status s = open_inside(j);
    s = s ? s : mkba_data_made_from(j->data, "baseline", argument, 2, MKBA_ENGLISH);
    s = s ? s : mkba_areas_open(&j->areas, j->data, file_at(j->file), 0, &j->issues);
    s = s ? s : mkba_baseline_run(&j->result, j->areas, &j->issues);
    return s ? s : mkba_baseline_write(&j->text, j->result, j->style);
}

static mkba_status find_municipality(job *j)
{
    mkba_status s = mkba_areas_open_municipalities(&j->areas, j->have->data, &j->issues);
    s = s ? s : mkba_areas_select(j->areas, j->file, &j->issues);
    s = s ? s : mkba_baseline_run(&j->result, j->areas, &j->issues);
    return s ? s : mkba_baseline_write(&j->text, j->result, j->style);
}

/* In whatever letters. */
static mkba_status read_areas(job *j)
{
    mkba_status s = mkba_areas_open(&j->areas, j->have->data, file_at(j->file), 0, &j->issues);
    s = s ? s : mkba_areas_remarks_write(&j->text, j->areas, MKBA_ENGLISH);
    if (s == MKBA_OK) {
        mkba_text_free(j->text);
        j->text = NULL;
        s = mkba_number_write(&j->text, (double)strlen(mkba_areas_name(j->areas, 0)));
    }
    return s;
}

/* ------------------------------------------------------------------ Faults */

/* The last fault, as it is told. */
static mkba_status told(job *j, mkba_status status)
{
    if (status == MKBA_OK || status == MKBA_ERR_MEMORY ||
        mkba_issues_stored(&j->issues) == 0) {
        return status;
    }
    j->text = mkba_issue_text(&j->issues.item[mkba_issues_stored(&j->issues) - 1], MKBA_DUTCH);
    return j->text ? MKBA_OK : MKBA_ERR_MEMORY;
}

static mkba_status fault_in_areas(job *j)
{
    return told(j, mkba_areas_open(&j->areas, j->have->data, file_at(j->file), 0, &j->issues));
}

static mkba_status fault_in_overlay(job *j)
{
    const char *const file = file_at(j->file);
    return told(j, mkba_overlay_open(&j->overlay, j->have->data, &file, 1, &j->issues));
}

static mkba_status fault_in_numbers(job *j)
{
    const char *const file = file_at(j->file);
    mkba_overrides overrides = {.files = &file, .n_files = 1};
    mkba_status s = open_inside(j);
    return s ? s : told(j, mkba_data_override(j->data, &overrides, &j->issues));
}

static mkba_status fault_in_measured(job *j)
{
    const char *const file = file_at(j->file);
    mkba_status s = open_inside(j);
    return s ? s : told(j, mkba_data_measure(j->data, &file, 1, 0, &j->issues));
}

static mkba_status fault_in_name(job *j)
{
    mkba_status s = mkba_areas_open_municipalities(&j->areas, j->have->data, &j->issues);
    return s ? s : told(j, mkba_areas_select(j->areas, j->file, &j->issues));
}

static mkba_status fault_in_contracts(job *j)
{
    return told(j, mkba_baseline_run_plan(&j->result, j->have->areas, file_at(j->file), 0,
                                          &j->issues));
}

static mkba_status fault_in_households(job *j)
{
    return told(
        j, mkba_segment_run(&j->segments, j->have->data, file_at(j->file), NULL, &j->issues));
}

static mkba_status fault_in_kwb(job *j)
{
    return told(j, import_kwb(&j->import, j->have->data, j->file, NULL, &j->issues));
}

static mkba_status fault_in_setting(job *j)
{
    mkba_overrides overrides = {.settings = &j->file, .n_settings = 1};
    mkba_status s = open_inside(j);
    return s ? s : told(j, mkba_data_override(j->data, &overrides, &j->issues));
}

static mkba_status fault_in_figure(job *j)
{
    double value;
    return told(j, mkba_result_figure(&value, j->have->result, 0, j->file, &j->issues));
}

static mkba_status fault_in_explaining(job *j)
{
    return told(
        j, mkba_explain_write(&j->text, j->have->plan, 0, j->file, 0, j->style, &j->issues));
}

static mkba_status fault_in_key(job *j)
{
    mkba_breakeven_options options = {.key = j->file};
    return told(j, mkba_breakeven_run(&j->breakeven, j->have->result, &options, &j->issues));
}

static mkba_status fault_in_stored(job *j)
{
    return told(j, mkba_stored_open(&j->stored, file_at(j->file), &j->issues));
}

/* ------------------------------------------------------------------ The baseline */

static mkba_status run_baseline(job *j)
{
    mkba_status s = mkba_baseline_run(&j->result, j->have->areas, &j->issues);
    return s ? s : mkba_baseline_write(&j->text, j->result, j->style);
}

static mkba_status run_figure(job *j)
{
    double value = 0;
    mkba_status s = mkba_baseline_run_figure(&j->result, j->have->areas, j->file, &j->issues);
    s = s ? s : mkba_result_figure(&value, j->result, MKBA_TOTAL, j->file, &j->issues);
    return s ? s : mkba_number_write(&j->text, value);
}

static mkba_status write_baseline(job *j)
{
    return mkba_baseline_write(&j->text, j->have->result, j->style);
}

static mkba_status write_remarks(job *j)
{
    return mkba_remarks_write(&j->text, j->have->plan, j->style.language);
}

static mkba_status explain(job *j)
{
    return mkba_explain_write(&j->text, j->have->plan, 0, j->file,
                              j->style.format == MKBA_JSON ? 0 : 3, j->style, &j->issues);
}

static mkba_status run_plan(job *j)
{
    mkba_status s =
        mkba_baseline_run_plan(&j->result, j->have->areas, file_at(j->file), 0, &j->issues);
    return s ? s : mkba_cash_plan_write(&j->text, j->result, j->style);
}

static mkba_status write_plan(job *j)
{
    return mkba_cash_plan_write(&j->text, j->have->plan, j->style);
}

static mkba_status write_potential(job *j)
{
    return mkba_potential_write(&j->text, j->have->plan, j->style);
}

/* ------------------------------------------------------------------ Reports */

static mkba_status write_report(job *j)
{
    mkba_report_options index = {.sensitivity = j->have->sensitivity,
                                 .simulation = j->have->simulation,
                                 .is_index = true};
    mkba_report_options one = {.of_area = true, .area = 1};
    return mkba_report_write(&j->text, j->have->plan, j->file ? &index : &one,
                             j->style.language, &j->issues);
}

static mkba_status write_workbook(job *j)
{
    mkba_workbook_options options = {.language = j->style.language};
    return mkba_workbook_write(file_at("out.xlsx"), j->have->plan, &options, &j->issues);
}

static mkba_status write_moments_report(job *j)
{
    mkba_report_options options = {.moments = j->have->moments};
    mkba_status s = mkba_baseline_run(&j->result, j->have->moment[1], &j->issues);
    return s ? s
             : mkba_report_write(&j->text, j->result, &options, j->style.language, &j->issues);
}

/* ------------------------------------------------------------------ Comparing */

static mkba_status compare(job *j)
{
    mkba_status s = run_comparison(&j->comparison, j->have);
    return s ? s : mkba_comparison_write(&j->text, j->comparison, j->style);
}

/* More inputs than are told apart. */
static mkba_status compare_many(job *j)
{
    static const char *const name[] = {"base", "other"};
    const char *const file = file_at(j->file);
    mkba_status s = open_inside(j);
    s = s ? s : mkba_overlay_open(&j->overlay, j->data, &file, 1, &j->issues);
    s = s ? s : mkba_data_apply(j->data, j->overlay, &j->issues);
    s = s ? s : mkba_areas_open(&j->areas, j->data, file_at("areas.csv"), 0, &j->issues);
    s = s ? s : mkba_areas_apply(j->areas, j->overlay, &j->issues);
    mkba_areas *const world[] = {j->have->areas, j->areas};
    s = s ? s : mkba_comparison_run(&j->comparison, world, name, 2, NULL, &j->issues);
    return s ? s : mkba_comparison_write(&j->text, j->comparison, j->style);
}

/* Their selections change. */
static mkba_status open_moments(job *j)
{
    mkba_status s = MKBA_OK;
    for (size_t i = 0; i < 2; i++) {
        s = s ? s
              : mkba_areas_open(&j->moment[i], j->have->data, file_at(moment_file[i]), 0,
                                &j->issues);
    }
    return s;
}

static mkba_status compare_moments(job *j)
{
    mkba_status s = open_moments(j);
    s = s ? s : run_moments(&j->comparison, j->moment);
    return s ? s : mkba_comparison_write(&j->text, j->comparison, j->style);
}

static mkba_status write_comparison(job *j)
{
    return mkba_comparison_write(&j->text, j->have->comparison, j->style);
}

static mkba_status write_moments(job *j)
{
    return mkba_comparison_write(&j->text, j->have->moments, j->style);
}

static mkba_status write_comparison_remarks(job *j)
{
    return mkba_comparison_remarks_write(&j->text, j->have->moments, j->style.language);
}

static mkba_status read_contribution(job *j)
{
    double part = 0;
    mkba_status s = mkba_comparison_contribution(&part, j->have->comparison, MKBA_TOTAL, 1, 0,
                                                 j->file, &j->issues);
    return s ? s : mkba_number_write(&j->text, part);
}

/* ------------------------------------------------------------------ Moving and drawing */

static mkba_status move(job *j)
{
    mkba_sensitivity_options options = {.figure = j->file};
    mkba_status s = mkba_sensitivity_run(&j->sensitivity, j->have->plan, &options, &j->issues);
    return s ? s : mkba_sensitivity_write(&j->text, j->sensitivity, j->style);
}

static mkba_status write_sensitivity(job *j)
{
    return mkba_sensitivity_write(&j->text, j->have->sensitivity, j->style);
}

static mkba_status turn(job *j)
{
    mkba_status s = run_breakeven(&j->breakeven, j->have->result, j->file);
    return s ? s : mkba_breakeven_write(&j->text, j->breakeven, j->style);
}

static mkba_status write_breakeven(job *j)
{
    return mkba_breakeven_write(&j->text, j->have->breakeven, j->style);
}

static mkba_status write_breakevens(job *j)
{
    return mkba_breakeven_write(&j->text, j->have->breakevens, j->style);
}

static mkba_status simulate(job *j)
{
    mkba_status s = run_simulation(&j->simulation, j->have);
    return s ? s : mkba_simulation_write(&j->text, j->simulation, j->style);
}

/* More draws than are kept. */
static mkba_status simulate_many(job *j)
{
    static const char *const name = "base";
    mkba_simulation_options options = {.draws = 65537, .seed = 1, .threads = 1};
    mkba_status s = mkba_areas_open(&j->areas, j->have->data, file_at(j->file), 0, &j->issues);
    const mkba_areas *world = j->areas;
    s = s ? s : mkba_simulation_run(&j->simulation, &world, &name, 1, &options, &j->issues);
    return s ? s : mkba_simulation_write(&j->text, j->simulation, j->style);
}

static mkba_status write_simulation(job *j)
{
    return mkba_simulation_write(&j->text, j->have->simulation, j->style);
}

static mkba_status find_to_measure(job *j)
{
    mkba_simulation_options options = {.draws = 40, .seed = 7, .threads = 1, .top = 5};
    mkba_status s =
        mkba_to_measure_run(&j->to_measure, j->have->result,
                            j->style.format == MKBA_CSV ? NULL : &options, &j->issues);
    return s ? s : mkba_to_measure_write(&j->text, j->to_measure, j->style);
}

static mkba_status write_to_measure(job *j)
{
    return mkba_to_measure_write(&j->text, j->have->to_measure, j->style);
}

/* ------------------------------------------------------------------ Records and statistics */

static mkba_status segment(job *j)
{
    mkba_segment_options options = {.areas = file_at("areas.csv"), .threads = 1};
    mkba_status s =
        mkba_segment_run(&j->segments, j->have->data, file_at(j->file),
                         j->style.format == MKBA_CSV ? NULL : &options, &j->issues);
    s = s ? s : mkba_segments_write(&j->text, j->segments, 0);
    return j->style.format == MKBA_CSV ? s : told(j, s);
}

static mkba_status write_segments(job *j)
{
    return mkba_segments_write(&j->text, j->have->segments, 2);
}

static mkba_status write_segments_remarks(job *j)
{
    return mkba_segments_remarks_write(&j->text, j->have->segments, 2, j->style.language);
}

static mkba_status run_kwb(job *j)
{
    mkba_status s = import_kwb(&j->import, j->have->data, j->file, NULL, &j->issues);
    return s ? s : mkba_import_write(&j->text, j->import, j->style.language);
}

static mkba_status spread_kwb(job *j)
{
    mkba_status s = import_kwb(&j->import, j->have->data, j->file, "Utrecht", &j->issues);
    return s ? s : mkba_import_remarks_write(&j->text, j->import, j->style.language);
}

static mkba_status join_kwb(job *j)
{
    static const char *const municipality = "voorbeeldstad";
    const char *const file[] = {file_at("import-join/oud.csv"),
                                file_at("import-join/kwb.csv")};
    mkba_kwb_options options = {.files = file,
                                .n_files = 2,
                                .level = MKBA_LEVEL_MUNICIPALITY,
                                .municipalities = &municipality,
                                .n_municipalities = 1};
    mkba_status s = mkba_import_kwb(&j->import, j->have->data, &options, &j->issues);
    return s ? s : mkba_import_write(&j->text, j->import, j->style.language);
}

static mkba_status run_iv3(job *j)
{
    mkba_iv3_options options = {
        .file = file_at(j->file), .year = 2024, .report = MKBA_REPORT_ACCOUNTS};
    mkba_status s = mkba_import_iv3(&j->import, j->have->data, &options, &j->issues);
    return s ? s : mkba_import_write(&j->text, j->import, j->style.language);
}

static mkba_status write_import_remarks(job *j)
{
    return mkba_import_remarks_write(&j->text, j->have->import, j->style.language);
}

/* ------------------------------------------------------------------ Stored results */

static mkba_status check(job *j)
{
    mkba_check_options options = {.tolerance = 0.01};
    mkba_status s = mkba_stored_open(&j->stored, file_at(j->file), &j->issues);
    s = s ? s : mkba_check_run(&j->check, j->stored, j->have->now, &options, &j->issues);
    s = s ? s : mkba_check_explain(j->check, j->have->result, NULL, &j->issues);
    const mkba_check *all = j->check;
    return s ? s : mkba_check_write(&j->text, &all, 1, 5, j->style);
}

static mkba_status check_failed(job *j)
{
    mkba_stored *none = NULL;
    mkba_status s = mkba_stored_open(&none, file_at("wrong.json"), &j->issues);
    s = s == MKBA_OK || s == MKBA_ERR_MEMORY
            ? s
            : mkba_check_failed(&j->check, "wrong.json", &j->issues);
    const mkba_check *all[] = {j->check, j->have->check};
    s = s ? s : mkba_check_write(&j->text, all, 2, 0, j->style);
    mkba_stored_free(none);
    return s;
}

static mkba_status write_check(job *j)
{
    const mkba_check *all = j->have->check;
    return mkba_check_write(&j->text, &all, 1, 3, j->style);
}

/* ------------------------------------------------------------------ Tables and forms */

static mkba_status write_numbers(job *j)
{
    return mkba_numbers_write(&j->text, j->have->data, MKBA_NUMBERS, j->file, j->style,
                              &j->issues);
}

static mkba_status write_prices(job *j)
{
    return mkba_numbers_write(&j->text, j->have->data, MKBA_PRICES, j->file, j->style,
                              &j->issues);
}

static mkba_status write_sources(job *j)
{
    return mkba_numbers_write(&j->text, j->have->data, MKBA_SOURCES, j->file, j->style,
                              &j->issues);
}

static mkba_status write_rubric(job *j)
{
    return mkba_rubric_write(&j->text, j->have->data, j->file, j->style, &j->issues);
}

static mkba_status write_sheet(job *j)
{
    mkba_status s =
        j->file ? mkba_areas_open(&j->areas, j->have->data, file_at(j->file), 0, &j->issues)
                : MKBA_OK;
    return s ? s
             : mkba_sheet_write(&j->text, j->have->data, j->areas, j->style.language,
                                &j->issues);
}

/* All files of a folder to start from, one after the other. */
static mkba_status write_start(job *j)
{
    mkba_status s = mkba_areas_open_municipalities(&j->areas, j->have->data, &j->issues);
    s = s ? s : mkba_areas_select(j->areas, "Utrecht", &j->issues);
    for (int which = 0; which < MKBA_START_FILES && s == MKBA_OK; which++) {
        mkba_text_free(j->text);
        j->text = NULL;
        s = mkba_start_write(&j->text, j->areas, j->file, (mkba_start_file)which,
                             j->style.language, &j->issues);
    }
    return s;
}

static mkba_status write_team_models(job *j)
{
    return mkba_team_models_write(&j->text, j->have->data, j->style, &j->issues);
}

/* Two letters per file: what it is, and whether it has rows. */
static mkba_status tell_kinds(job *j)
{
    static const char *const file[] = {"areas.csv",    "numbers.csv",   "scenario.json",
                                       "measured.csv", "contracts.csv", "households.csv",
                                       "wrong.json"};
    enum { FILES = sizeof file / sizeof *file };
    mkba_status s = MKBA_OK;
    double all = 0;
    for (size_t i = 0; i < FILES && s == MKBA_OK; i++) {
        mkba_file_kind kind;
        bool rows;
        s = mkba_file_kind_of(&kind, &rows, j->have->data, file_at(file[i]), &j->issues);
        all = all * 20 + 2 * (double)kind + rows;
    }
    return s ? s : mkba_number_write(&j->text, all);
}

/* ------------------------------------------------------------------ All of them */

#define NL(format)                                                                            \
    {                                                                                         \
        (mkba_format)(format), MKBA_DUTCH                                                     \
    }
#define EN(format)                                                                            \
    {                                                                                         \
        (mkba_format)(format), MKBA_ENGLISH                                                   \
    }

const memory_case memory_cases[] = {
    {"data inside", open_inside, NL(JSON), NULL},
    {"data of a folder", open_folder, NL(JSON), "data"},
    {"data overridden", override, NL(CSV), NULL},
    {"shares set", set_shares, NL(CSV), "segment_share.heavy=0.9"},
    {"a long horizon", set_horizon, NL(CSV), "horizon=40"},
    {"overlay applied", apply_overlay, NL(JSON), NULL},
    {"measured effects", measure, EN(JSON), "measured.csv"},
    {"measured effects as a table", measure, NL(TABLE), "measured.csv"},
    {"what made it", name_maker, EN(JSON), "areas.csv"},
    {"a sheet as areas", name_maker, NL(TABLE), "sheet.csv"},
    {"municipality", find_municipality, NL(JSON), "Utrecht"},
    {"faults in areas", fault_in_areas, NL(TABLE), "wrong.csv"},
    {"faults in a sheet", fault_in_areas, NL(TABLE), "wrong_sheet.csv"},
    {"faults in an overlay", fault_in_overlay, NL(TABLE), "wrong.json"},
    {"areas in UTF-16", read_areas, NL(TABLE), "wide.csv"},
    {"faults in numbers", fault_in_numbers, NL(TABLE), "wrong_numbers.csv"},
    {"faults in measured effects", fault_in_measured, NL(TABLE), "wrong_measured.csv"},
    {"an unknown area", fault_in_name, NL(TABLE), "Utrech"},
    {"faults in contracts", fault_in_contracts, NL(TABLE), "wrong_contracts.csv"},
    {"faults in households", fault_in_households, NL(TABLE), "wrong_households.csv"},
    {"faults in statistics", fault_in_kwb, NL(TABLE), "fault-official.over_hundred/kwb.csv"},
    {"an unknown number", fault_in_setting, NL(TABLE), "replaced_shaer=0.5"},
    {"a number that is none", fault_in_setting, NL(TABLE), "replaced_share=half"},
    {"an unknown figure", fault_in_figure, NL(TABLE), "npv_euro"},
    {"what is not explained", fault_in_explaining, NL(TABLE), "evidence.A.share"},
    {"an unknown key", fault_in_key, NL(TABLE), "replaced_shar"},
    {"no stored result", fault_in_stored, NL(TABLE), "scenario.json"},
    {"baseline", run_baseline, EN(JSON), NULL},
    {"one figure", run_figure, EN(JSON), "npv_eur"},
    {"another figure", run_figure, EN(JSON), "lines.wmo_support.pv_eur"},
    {"baseline as a table", write_baseline, NL(TABLE), NULL},
    {"baseline as Markdown", write_baseline, EN(MARKDOWN), NULL},
    {"baseline as CSV", write_baseline, NL(CSV), NULL},
    {"remarks", write_remarks, NL(TABLE), NULL},
    {"explanation", explain, EN(JSON), "npv_eur"},
    {"explanation as a table", explain, NL(TABLE), "potential_eur"},
    {"explanation as Markdown", explain, NL(MARKDOWN), "plan.wmo_support.cash_eur.3"},
    {"explanation of a factor", explain, EN(JSON), "factors.find.potential_eur"},
    {"explanation of a scenario", explain, NL(TABLE), "scenarios.null.npv_eur"},
    {"plan", run_plan, NL(JSON), "contracts.csv"},
    {"plan as a table", write_plan, NL(TABLE), NULL},
    {"plan as Markdown", write_plan, EN(MARKDOWN), NULL},
    {"plan as CSV", write_plan, NL(CSV), NULL},
    {"potential", write_potential, EN(JSON), NULL},
    {"potential as a table", write_potential, NL(TABLE), NULL},
    {"potential as CSV", write_potential, NL(CSV), NULL},
    {"report of an area", write_report, NL(TABLE), NULL},
    {"index of reports", write_report, EN(TABLE), "index.html"},
    {"report of moments", write_moments_report, EN(TABLE), NULL},
    {"workbook", write_workbook, NL(TABLE), NULL},
    {"comparison", compare, EN(JSON), NULL},
    {"comparison as a table", write_comparison, NL(TABLE), NULL},
    {"comparison as Markdown", write_comparison, NL(MARKDOWN), NULL},
    {"comparison as CSV", write_comparison, NL(CSV), NULL},
    {"comparison of many inputs", compare_many, NL(CSV), "many.json"},
    {"moments", compare_moments, EN(JSON), NULL},
    {"moments as a table", write_moments, NL(TABLE), NULL},
    {"moments as CSV", write_moments, NL(CSV), NULL},
    {"remarks of a comparison", write_comparison_remarks, EN(TABLE), NULL},
    {"contribution", read_contribution, EN(TABLE), "npv_eur"},
    {"sensitivity", move, EN(JSON), NULL},
    {"sensitivity of a plan", move, EN(JSON), "plan.wmo_support.cash_eur.3"},
    {"sensitivity as a table", write_sensitivity, NL(TABLE), NULL},
    {"sensitivity as CSV", write_sensitivity, NL(CSV), NULL},
    {"break-even", turn, EN(JSON), "replaced_share"},
    {"break-even of a group", turn, EN(JSON), "group.effect"},
    {"break-even of a column", turn, EN(JSON), "score_find"},
    {"break-even of all numbers", turn, NL(CSV), NULL},
    {"break-even as a table", write_breakeven, NL(TABLE), NULL},
    {"break-evens as a table", write_breakevens, NL(TABLE), NULL},
    {"break-evens as JSON", write_breakevens, NL(JSON), NULL},
    {"simulation", simulate, NL(CSV), NULL},
    {"simulation of many draws", simulate_many, NL(CSV), "sheet.csv"},
    {"simulation as a table", write_simulation, NL(TABLE), NULL},
    {"simulation as JSON", write_simulation, EN(JSON), NULL},
    {"what to record", find_to_measure, NL(JSON), NULL},
    {"what to record, moved", find_to_measure, NL(CSV), NULL},
    {"what to record as a table", write_to_measure, NL(TABLE), NULL},
    {"households", segment, NL(CSV), "households.csv"},
    {"households in UTF-16", segment, NL(CSV), "wide_households.csv"},
    {"households of no area", segment, NL(TABLE), "households.csv"},
    {"counts of households", write_segments, NL(CSV), NULL},
    {"remarks on households", write_segments_remarks, NL(TABLE), NULL},
    {"statistics", run_kwb, NL(CSV), "import-raw/kwb.csv"},
    {"statistics of a portal", run_kwb, EN(CSV), "import-no-unit-row/kwb.csv"},
    {"statistics, old", run_kwb, EN(CSV), "import-old/kwb.csv"},
    {"statistics and spending", spread_kwb, NL(CSV), "import-spread/kwb.csv"},
    {"statistics joined", join_kwb, NL(CSV), NULL},
    {"accounts", run_iv3, NL(CSV), "import-iv3/iv3.csv"},
    {"remarks on statistics", write_import_remarks, NL(TABLE), NULL},
    {"check", check, NL(TABLE), "stored.json"},
    {"a check that failed", check_failed, EN(JSON), NULL},
    {"check as Markdown", write_check, EN(MARKDOWN), NULL},
    {"check as CSV", write_check, NL(CSV), NULL},
    {"check as JSON", write_check, NL(JSON), NULL},
    {"check as TAP", write_check, NL(MKBA_TAP), NULL},
    {"check as JUnit", write_check, NL(MKBA_JUNIT), NULL},
    {"numbers", write_numbers, NL(TABLE), "r*"},
    {"numbers as JSON", write_numbers, NL(JSON), "price*"},
    {"prices", write_prices, EN(JSON), NULL},
    {"prices as a table", write_prices, EN(TABLE), "w*"},
    {"sources", write_sources, NL(TABLE), NULL},
    {"sources as CSV", write_sources, NL(CSV), NULL},
    {"rubric", write_rubric, NL(TABLE), "find"},
    {"rubric as JSON", write_rubric, NL(JSON), NULL},
    {"rubric as CSV", write_rubric, EN(CSV), NULL},
    {"rubric as Markdown", write_rubric, EN(MARKDOWN), NULL},
    {"sheet", write_sheet, NL(CSV), NULL},
    {"sheet of areas", write_sheet, EN(CSV), "areas.csv"},
    {"start", write_start, NL(CSV), NULL},
    {"start of a kind of team", write_start, EN(CSV), "older_people"},
    {"kinds of team", write_team_models, NL(TABLE), NULL},
    {"kinds of team as JSON", write_team_models, EN(JSON), NULL},
    {"kinds of files", tell_kinds, NL(TABLE), NULL},
};
const size_t memory_case_count = sizeof memory_cases / sizeof *memory_cases;
