#include "cases.h"

#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *folder;

const char *file_at(const char *name)
{
    static char path[4][4096];
    static unsigned next;
    char *at = path[next++ % 4];
    snprintf(at, sizeof path[0], "%s/%s", strchr(name, '/') ? "tests/golden" : folder, name);
    return at;
}

static void keep(const char *name, const char *text)
{
    FILE *file = fopen(file_at(name), "wb");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        perror(file_at(name));
        exit(EXIT_FAILURE);
    }
}

/* The same in UTF-16, of letters below U+0100. */
static void keep_wide(const char *name, const char *text)
{
    FILE *file = fopen(file_at(name), "wb");
    bool good = file && fwrite("\xFF\xFE", 1, 2, file) == 2;
    for (; good && *text; text++) {
        good = fwrite((char[2]){*text, '\0'}, 1, 2, file) == 2;
    }
    if (!good || fclose(file) != 0) {
        perror(file_at(name));
        exit(EXIT_FAILURE);
    }
}

static void write_files(void)
{
    keep("areas.csv", "code;naam;huishoudens;teamkosten;caseload_zwaar;score_vinden;"
                      "bewijs_score_vinden;doelgroep;eigen_kolom\n"
                      "A;Noord;4.000;\"1.200.000\";12;0,5;C;iedereen;x\n"
                      "B;Zuid;6.500;;;0,75;C;\"gezinnen; jeugd\";y\n");
    keep("wrong.csv", "code;naam;huishoudens;score_vinden\nA;Noord;veel;2\nA;Noord;-1;0,5\n");
    keep("many.json",
         "{\"parameters\": {\"tau\": 0.6, \"kappa\": 1.2, \"ramp\": 0.4, \"delta_low\": 0.6, "
         "\"need_value\": 0.3, \"replaced_effect\": 0.4, \"refill_share\": 0.2, "
         "\"cost_per_fte_eur\": 90000, \"discount_rate\": 0.03, \"informal_burden\": 0.4, "
         "\"frontline_share\": 0.7, \"replaced_share\": 0.8, \"provider_share\": 0.4}}");
    keep("alike.csv", "code;households\nA;10000\nB;20000\nC;500\n");
    keep("numbers.csv", "key;value;low;high;price_year;evidence;source\n"
                        "tau;0.3;0.2;0.4;;C;\"own; 2025\"\n"
                        "cost_per_fte_eur;14;12;16;2020;;\n");
    keep("scenario.json",
         "{\"name\": \"s\", \"label\": {\"nl\": \"Beter\", \"en\": \"Better\"}, "
         "\"parameters\": "
         "{\"ramp\": {\"value\": 0.4, \"note\": \"\\u00e9\"}, \"reduction.*\": \"low\"}, "
         "\"areas\": {\"*\": {\"score_find\": 0.9}, \"Noord\": {\"teamkosten\": {\"times\": "
         "1.5}, \"caseload_zwaar\": null}}}");
    keep("wrong.json", "{\"parameters\": {\"tua\": 1, \"ramp\": \"hoog\"}, \"areas\": 3}");
    keep("measured.csv",
         "gebied;prijs;verandering;laag;hoog;ontwerp;toerekening;eerste_jaar;laatste_jaar;"
         "bron\n"
         "Noord;emergency_visit;-120;-200;-40;vergelijking;;;;\"cijfers; 2025\"\n"
         "A;police_call;-40;-60;-20;experiment;0,8;2027;2028;\n"
         "Zuid;wmo_support;-250000,50;-400000;50000;voor_na;;;;onderzoek\n");
    keep("contracts.csv",
         "gebied;post;contractvorm;einddatum;opzegtermijn;eigenaar;stap;aandeel;leverancier\n"
         "A;jeugdhulp_ambulant;raamovereenkomst;2027-12-31;9;Inkoop jeugd;1.000,0;60%;P\n"
         ";wmo;bestuurlijk aanbesteed;31-12-2026;;;;0,05;Q\n"
         "A;Jeugdhulp zonder verblijf;subsidie;onbepaald;3;\"Inkoop; jeugd\";;0,4;R\n");
    keep("wrong_contracts.csv", "post;einddatum;aandeel\nwmo;morgen;3\nwom;;\n");
    keep("households.csv", "gebied;id;zrm_financien;zrm_huisvesting;zrm_justitie\n"
                           "W1;1;1;2;2\nW1;2;3;3;\nW2;3;5;\"5\";5\nW1;4;;;\n");
    keep("wrong_households.csv",
         "gebied;id;zrm_financien;zrm_huisvesting\nW1;1;1;9\nW1;1;2;2\n;2;1;1\n");
    keep("sheet.csv", "area,indicator,value,source,owner,next_date,low,high,note\n"
                      "W1,Households,4000,register,council,31-12-2026,,,\"all, of it\"\n"
                      "W1,replaced_share,40%,,,,0.3,50%,\n"
                      "W1,team cost,\"1,200,000.5\",accounts,,2026-12-31,,,\n");
    keep_wide("wide.csv",
              "code;naam;huishoudens\nA;Noord\xEB;4.000\nB;\"Zu\"\"id\";6.500,5\n");
    keep_wide("wide_households.csv",
              "gebied;id;opmerking;zrm_financien;zrm_huisvesting\n"
              "W\xEB;1;\"een \"\"lange\"\" opmerking\nvan twee regels, langer dan "
              "wat er eerst voor een cel is: honderd letters en nog wat, en nog "
              "wat, en dan nog iets meer dan dat\";2;2\nW2;2;;3;3\n");
    keep("wrong_numbers.csv", "key;value;low\ntua;1;\ntau;half;\ntau;0.5;0.9\nhorizon;;\n");
    keep("wrong_measured.csv", "prijs;verandering;ontwerp;jaren\nspoed;1;proef;26\n"
                               "emergency_visit;veel;gok;2026-2025\n");
    keep("wrong_sheet.csv", "area,indicator,value\nW1,Hoseholds,4000\nW1,score_find,9\n");
}

/* ------------------------------------------------------------------ What several works run */

mkba_status run_simulation(mkba_simulation **out, const shared *have)
{
    static const char *const name[] = {"base", "other"};
    static const char *const group = "own=reduction.*";
    mkba_simulation_options options = {
        .draws = 40, .seed = 7, .threads = 1, .groups = &group, .n_groups = 1, .top = 5};
    const mkba_areas *world[] = {have->areas, have->other_areas};
    return mkba_simulation_run(out, world, name, 2, &options, NULL);
}

mkba_status run_comparison(mkba_comparison **out, const shared *have)
{
    static const char *const name[] = {"base", "other"};
    mkba_areas *const world[] = {have->areas, have->other_areas};
    return mkba_comparison_run(out, world, name, 2, "parties.state.pv_eur", NULL);
}

const char *const moment_file[2] = {"compare-moments-areas/2024.csv",
                                    "compare-moments-areas/2025.csv"};

mkba_status run_moments(mkba_comparison **out, mkba_areas *const *moment)
{
    static const char *const name[] = {"2024", "2025"};
    return mkba_comparison_run_moments(out, moment, name, 2, NULL, NULL);
}

mkba_status run_breakeven(mkba_breakeven **out, const mkba_result *result, const char *key)
{
    mkba_breakeven_options options = {.key = key, .target = key ? 0 : -4e6};
    return mkba_breakeven_run(out, result, &options, NULL);
}

mkba_status import_kwb(mkba_import **out, const mkba_data *data, const char *file,
                       const char *spread, mkba_issues *issues)
{
    const char *const path = file_at(file);
    mkba_kwb_options options = {
        .files = &path, .n_files = 1, .level = MKBA_LEVEL_DISTRICT, .spread = spread};
    return mkba_import_kwb(out, data, &options, issues);
}

/* ------------------------------------------------------------------ What they share */

static mkba_status open_areas(mkba_data **data, mkba_areas **areas, const char *file,
                              const char *setting)
{
    static const char *const made_by[] = {"areas.csv", "--set=tau=0.3"};
    mkba_overrides overrides = {.settings = &setting, .n_settings = setting ? 1 : 0};
    mkba_status status = mkba_data_open(data, NULL, NULL);
    if (status == MKBA_OK) {
        status = mkba_data_override(*data, &overrides, NULL);
    }
    if (status == MKBA_OK) {
        status = mkba_data_made_from(*data, "baseline", made_by, 2, MKBA_DUTCH);
    }
    return status == MKBA_OK ? mkba_areas_open(areas, *data, file_at(file), 0, NULL) : status;
}

/* A result that was stored, and what the same command would give now: with another number. */
static mkba_status store(shared *have)
{
    mkba_result *other = NULL;
    mkba_style json = {MKBA_JSON, MKBA_DUTCH};
    char *text = NULL;
    mkba_status status = mkba_baseline_write(&have->now, have->result, json);
    if (status == MKBA_OK) {
        status = mkba_baseline_run(&other, have->other_areas, NULL);
    }
    if (status == MKBA_OK) {
        status = mkba_baseline_write(&text, other, json);
    }
    if (status == MKBA_OK) {
        keep("stored.json", text);
        status = mkba_stored_open(&have->stored, file_at("stored.json"), NULL);
    }
    mkba_text_free(text);
    mkba_result_free(other);
    return status;
}

static mkba_status open_inputs(shared *have)
{
    mkba_status status = open_areas(&have->data, &have->areas, "areas.csv", NULL);
    if (status == MKBA_OK) {
        status = open_areas(&have->other_data, &have->other_areas, "areas.csv", "tau=0.3");
    }
    for (size_t i = 0; i < 2 && status == MKBA_OK; i++) {
        status = open_areas(&have->moment_data[i], &have->moment[i], moment_file[i], NULL);
    }
    return status;
}

static mkba_status run_results(shared *have)
{
    mkba_check_options exact = {.exact = true};
    const char *contracts = file_at("contracts.csv");
    mkba_status s = mkba_baseline_run(&have->result, have->areas, NULL);
    s = s ? s : mkba_baseline_run_plan(&have->plan, have->areas, contracts, 0, NULL);
    s = s ? s : run_simulation(&have->simulation, have);
    s = s ? s : run_comparison(&have->comparison, have);
    s = s ? s : run_moments(&have->moments, have->moment);
    s = s ? s : mkba_sensitivity_run(&have->sensitivity, have->result, NULL, NULL);
    s = s ? s : run_breakeven(&have->breakeven, have->result, "replaced_share");
    s = s ? s : run_breakeven(&have->breakevens, have->result, NULL);
    s = s ? s : mkba_to_measure_run(&have->to_measure, have->result, NULL, NULL);
    s = s ? s
          : mkba_segment_run(&have->segments, have->data, file_at("households.csv"), NULL,
                             NULL);
    s = s ? s : import_kwb(&have->import, have->data, "import-raw/kwb.csv", NULL, NULL);
    s = s ? s : store(have);
    s = s ? s : mkba_check_run(&have->check, have->stored, have->now, &exact, NULL);
    return s ? s
             : mkba_check_explain(have->check, have->result, "segments.heavy.households",
                                  NULL);
}

mkba_status shared_open(shared *have, const char *where)
{
    folder = where;
    write_files();
    mkba_status status = open_inputs(have);
    return status == MKBA_OK ? run_results(have) : status;
}

void shared_free(shared *have)
{
    mkba_text_free(have->now);
    mkba_check_free(have->check);
    mkba_stored_free(have->stored);
    mkba_to_measure_free(have->to_measure);
    mkba_import_free(have->import);
    mkba_segments_free(have->segments);
    mkba_breakeven_free(have->breakevens);
    mkba_breakeven_free(have->breakeven);
    mkba_sensitivity_free(have->sensitivity);
    mkba_comparison_free(have->moments);
    mkba_comparison_free(have->comparison);
    mkba_simulation_free(have->simulation);
    mkba_result_free(have->plan);
    mkba_result_free(have->result);
    for (size_t i = 0; i < 2; i++) {
        mkba_areas_free(have->moment[i]);
        mkba_data_free(have->moment_data[i]);
    }
    mkba_areas_free(have->other_areas);
    mkba_areas_free(have->areas);
    mkba_data_free(have->other_data);
    mkba_data_free(have->data);
}

void job_free(job *j)
{
    mkba_text_free(j->text);
    mkba_check_free(j->check);
    mkba_stored_free(j->stored);
    mkba_to_measure_free(j->to_measure);
    mkba_import_free(j->import);
    mkba_segments_free(j->segments);
    mkba_breakeven_free(j->breakeven);
    mkba_sensitivity_free(j->sensitivity);
    mkba_comparison_free(j->comparison);
    mkba_simulation_free(j->simulation);
    mkba_result_free(j->result);
    mkba_areas_free(j->areas);
    mkba_areas_free(j->moment[0]);
    mkba_areas_free(j->moment[1]);
    mkba_overlay_free(j->overlay);
    mkba_data_free(j->data);
}
