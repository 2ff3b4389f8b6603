/* Every allocation fails once. Then the call says that there is no memory, or does without and
 * gives the same answer; nothing is lost, nothing is freed twice, and what was there before is
 * as good as it was. */
#include <mkba.h>

#include "allocator.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ What the work needs */

static const char *folder; /* with the files below */
static struct {
    mkba_data *data;
    mkba_areas *areas;
    mkba_result *result;
    mkba_data *other_data;
    mkba_areas *other_areas;
    mkba_simulation *simulation;
    mkba_comparison *comparison;
    mkba_sensitivity *sensitivity;
    mkba_breakeven *breakeven;
} have;

static const char *in_folder(const char *name)
{
    static char path[4][4096];
    static unsigned next;
    char *at = path[next++ % 4];
    snprintf(at, sizeof path[0], "%s/%s", folder, name);
    return at;
}

static void keep(const char *name, const char *text)
{
    FILE *file = fopen(in_folder(name), "wb");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0) {
        perror(in_folder(name));
        exit(EXIT_FAILURE);
    }
}

static void write_files(void)
{
    keep("areas.csv",
         "code;naam;huishoudens;teamkosten;caseload_zwaar;score_vinden;doelgroep\n"
         "A;Noord;4.000;\"1.200.000\";12;0,5;iedereen\n"
         "B;Zuid;6.500;;;0,75;\"gezinnen; jeugd\"\n");
    keep("wrong.csv", "code;naam;huishoudens;score_vinden\nA;Noord;veel;2\nA;Noord;-1;0,5\n");
    keep("numbers.csv", "key;value;low;high\ntau;0.3;0.2;0.4\n");
    keep("scenario.json",
         "{\"name\": \"s\", \"label\": {\"nl\": \"Beter\", \"en\": \"Better\"}, "
         "\"parameters\": "
         "{\"ramp\": {\"value\": 0.4, \"note\": \"\\u00e9\"}, \"reduction.*\": \"low\"}, "
         "\"areas\": {\"*\": {\"score_find\": 0.9}, \"Noord\": {\"teamkosten\": {\"times\": "
         "1.5}, \"caseload_zwaar\": null}}}");
}

static mkba_status open_areas(mkba_data **data, mkba_areas **areas, const char *setting)
{
    mkba_overrides overrides = {.settings = &setting, .n_settings = setting ? 1 : 0};
    mkba_status status = mkba_data_open(data, NULL, NULL);
    if (status == MKBA_OK) {
        status = mkba_data_override(*data, &overrides, NULL);
    }
    return status == MKBA_OK ? mkba_areas_open(areas, *data, in_folder("areas.csv"), 0, NULL)
                             : status;
}

static const mkba_simulation_options drawing = {
    .draws = 40, .seed = 7, .threads = 1, .top = 5};

static mkba_status run_simulation(mkba_simulation **out)
{
    static const char *const name[] = {"base", "other"};
    const mkba_areas *world[] = {have.areas, have.other_areas};
    return mkba_simulation_run(out, world, name, 2, &drawing, NULL);
}

static mkba_status run_comparison(mkba_comparison **out)
{
    static const char *const name[] = {"base", "other"};
    mkba_areas *const world[] = {have.areas, have.other_areas};
    return mkba_comparison_run(out, world, name, 2, "parties.state.pv_eur", NULL);
}

static mkba_status run_breakeven(mkba_breakeven **out)
{
    mkba_breakeven_options options = {.key = "replaced_share"};
    return mkba_breakeven_run(out, have.result, &options, NULL);
}

static void must(mkba_status status)
{
    if (status != MKBA_OK) {
        fprintf(stderr, "the work cannot be prepared: status %d\n", (int)status);
        exit(EXIT_FAILURE);
    }
}

static void prepare(void)
{
    write_files();
    must(open_areas(&have.data, &have.areas, NULL));
    must(open_areas(&have.other_data, &have.other_areas, "tau=0.3"));
    must(mkba_baseline_run(&have.result, have.areas, NULL));
    must(run_simulation(&have.simulation));
    must(run_comparison(&have.comparison));
    must(mkba_sensitivity_run(&have.sensitivity, have.result, NULL, NULL));
    must(run_breakeven(&have.breakeven));
}

static void end(void)
{
    mkba_breakeven_free(have.breakeven);
    mkba_sensitivity_free(have.sensitivity);
    mkba_comparison_free(have.comparison);
    mkba_simulation_free(have.simulation);
    mkba_result_free(have.result);
    mkba_areas_free(have.areas);
    mkba_areas_free(have.other_areas);
    mkba_data_free(have.data);
    mkba_data_free(have.other_data);
}

/* ------------------------------------------------------------------ The work: each gives text
 * that tells right from wrong, or NULL */

static const mkba_style json = {MKBA_JSON, MKBA_ENGLISH};
static const mkba_style csv = {MKBA_CSV, MKBA_DUTCH};
static const mkba_style table = {MKBA_TABLE, MKBA_DUTCH};

static mkba_status data_inside(char **out)
{
    mkba_data *data;
    mkba_status status = mkba_data_open(&data, NULL, NULL);
    mkba_data_free(data);
    *out = NULL;
    return status;
}

static mkba_status data_of_folder(char **out)
{
    mkba_data *data;
    mkba_issues issues = {0};
    mkba_status status = mkba_data_open(&data, "data", &issues);
    mkba_data_free(data);
    *out = NULL;
    return status;
}

static mkba_status data_overridden(char **out)
{
    const char *const file = in_folder("numbers.csv"), *const setting = "replaced_share=0,5";
    mkba_overrides overrides = {&file, 1, &setting, 1, 0};
    mkba_data *data;
    mkba_issues issues = {0};
    mkba_status status = mkba_data_open(&data, NULL, &issues);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_data_override(data, &overrides, &issues);
    }
    if (status == MKBA_OK) {
        status = mkba_numbers_write(out, data, MKBA_NUMBERS, NULL, csv, &issues);
    }
    mkba_data_free(data);
    return status;
}

static mkba_status overlay_applied(char **out)
{
    const char *const file = in_folder("scenario.json");
    mkba_data *data;
    mkba_overlay *overlay = NULL;
    mkba_areas *areas = NULL;
    mkba_issues issues = {0};
    mkba_status status = mkba_data_open(&data, NULL, &issues);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_overlay_open(&overlay, data, &file, 1, &issues);
    }
    if (status == MKBA_OK) {
        status = mkba_data_apply(data, overlay, &issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_open(&areas, data, in_folder("areas.csv"), 0, &issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_select(areas, "noord", &issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_apply(areas, overlay, &issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_remarks_write(out, areas, MKBA_DUTCH);
    }
    mkba_areas_free(areas);
    mkba_overlay_free(overlay);
    mkba_data_free(data);
    return status;
}

static mkba_status municipalities(char **out)
{
    mkba_areas *areas;
    mkba_issues issues = {0};
    mkba_status status = mkba_areas_open_municipalities(&areas, have.data, &issues);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_areas_select(areas, "Utrecht", &issues);
    }
    mkba_areas_free(areas);
    return status;
}

/* The last fault of a file with several. */
static mkba_status faults_told(char **out)
{
    mkba_areas *areas;
    mkba_issues issues = {0};
    mkba_status status =
        mkba_areas_open(&areas, have.data, in_folder("wrong.csv"), 0, &issues);
    mkba_areas_free(areas);
    *out = NULL;
    if (status == MKBA_OK || status == MKBA_ERR_MEMORY) {
        return status;
    }
    *out = mkba_issue_text(&issues.item[issues.total - 1], MKBA_DUTCH);
    return *out ? MKBA_OK : MKBA_ERR_MEMORY;
}

static mkba_status baseline(char **out)
{
    mkba_result *result;
    mkba_issues issues = {0};
    mkba_status status = mkba_baseline_run(&result, have.areas, &issues);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_baseline_write(out, result, json);
    }
    mkba_result_free(result);
    return status;
}

static mkba_status one_figure(char **out)
{
    mkba_result *result;
    double value = 0;
    mkba_status status = mkba_baseline_run_figure(&result, have.areas, "npv_eur", NULL);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_result_figure(&value, result, MKBA_TOTAL, "npv_eur", NULL);
    }
    if (status == MKBA_OK) {
        status = mkba_number_write(out, value);
    }
    mkba_result_free(result);
    return status;
}

static mkba_status baseline_table(char **out)
{
    return mkba_baseline_write(out, have.result, table);
}

static mkba_status baseline_csv(char **out)
{
    return mkba_baseline_write(out, have.result, csv);
}

static mkba_status explained(char **out)
{
    return mkba_explain_write(out, have.result, 0, "npv_eur", 0, json, NULL);
}

static mkba_status explained_table(char **out)
{
    return mkba_explain_write(out, have.result, 0, "potential_eur", 3, table, NULL);
}

static mkba_status compared(char **out)
{
    mkba_comparison *comparison;
    mkba_status status = run_comparison(&comparison);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_comparison_write(out, comparison, json);
    }
    mkba_comparison_free(comparison);
    return status;
}

static mkba_status compared_table(char **out)
{
    return mkba_comparison_write(out, have.comparison, table);
}

static mkba_status compared_csv(char **out)
{
    return mkba_comparison_write(out, have.comparison, csv);
}

static mkba_status compared_remarks(char **out)
{
    return mkba_comparison_remarks_write(out, have.comparison, MKBA_ENGLISH);
}

static mkba_status moved(char **out)
{
    mkba_sensitivity *sensitivity;
    mkba_status status = mkba_sensitivity_run(&sensitivity, have.result, NULL, NULL);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_sensitivity_write(out, sensitivity, json);
    }
    mkba_sensitivity_free(sensitivity);
    return status;
}

static mkba_status moved_table(char **out)
{
    return mkba_sensitivity_write(out, have.sensitivity, table);
}

static mkba_status moved_csv(char **out)
{
    return mkba_sensitivity_write(out, have.sensitivity, csv);
}

static mkba_status turned(char **out)
{
    mkba_breakeven *breakeven;
    mkba_status status = run_breakeven(&breakeven);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_breakeven_write(out, breakeven, json);
    }
    mkba_breakeven_free(breakeven);
    return status;
}

static mkba_status turned_by_any(char **out)
{
    mkba_breakeven *breakeven;
    mkba_breakeven_options options = {.target = -4e6};
    mkba_status status = mkba_breakeven_run(&breakeven, have.result, &options, NULL);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_breakeven_write(out, breakeven, csv);
    }
    mkba_breakeven_free(breakeven);
    return status;
}

static mkba_status turned_table(char **out)
{
    return mkba_breakeven_write(out, have.breakeven, table);
}

static mkba_status simulated(char **out)
{
    mkba_simulation *simulation;
    mkba_status status = run_simulation(&simulation);
    *out = NULL;
    if (status == MKBA_OK) {
        status = mkba_simulation_write(out, simulation, csv);
    }
    mkba_simulation_free(simulation);
    return status;
}

static mkba_status simulated_table(char **out)
{
    return mkba_simulation_write(out, have.simulation, table);
}

static mkba_status simulated_json(char **out)
{
    return mkba_simulation_write(out, have.simulation, json);
}

static mkba_status numbers_table(char **out)
{
    return mkba_numbers_write(out, have.data, MKBA_NUMBERS, "r*", table, NULL);
}

static mkba_status numbers_json(char **out)
{
    return mkba_numbers_write(out, have.data, MKBA_PRICES, NULL, json, NULL);
}

static mkba_status sources(char **out)
{
    return mkba_numbers_write(out, have.data, MKBA_SOURCES, NULL, table, NULL);
}

static mkba_status rubric(char **out)
{
    return mkba_rubric_write(out, have.data, "find", table, NULL);
}

static mkba_status rubric_json(char **out)
{
    return mkba_rubric_write(out, have.data, NULL, json, NULL);
}

typedef mkba_status (*work)(char **out);

static const struct {
    const char *name;
    work work;
} works[] = {
    {"data inside", data_inside},
    {"data of a folder", data_of_folder},
    {"data overridden", data_overridden},
    {"overlay applied", overlay_applied},
    {"municipalities", municipalities},
    {"faults told", faults_told},
    {"baseline", baseline},
    {"one figure", one_figure},
    {"baseline as a table", baseline_table},
    {"baseline as CSV", baseline_csv},
    {"explanation", explained},
    {"explanation as a table", explained_table},
    {"comparison", compared},
    {"comparison as a table", compared_table},
    {"comparison as CSV", compared_csv},
    {"remarks of a comparison", compared_remarks},
    {"sensitivity", moved},
    {"sensitivity as a table", moved_table},
    {"sensitivity as CSV", moved_csv},
    {"break-even", turned},
    {"break-even of all numbers", turned_by_any},
    {"break-even as a table", turned_table},
    {"simulation", simulated},
    {"simulation as a table", simulated_table},
    {"simulation as JSON", simulated_json},
    {"numbers", numbers_table},
    {"prices", numbers_json},
    {"sources", sources},
    {"rubric", rubric},
    {"rubric as JSON", rubric_json},
};

/* ------------------------------------------------------------------ Failing */

/* Up to `all` every allocation fails; of more, so many of them in even steps. */
static size_t all = 1000, at_most = 300;
static size_t failed;

static void complain(const char *name, allocation_kind kind, size_t n, const char *what)
{
    printf("FAIL %s, %s %zu: %s\n", name,
           kind == FROM_ARENA ? "piece of an arena" : "allocation", n, what);
    failed++;
}

static bool is_same(const char *a, const char *b)
{
    return a && b ? strcmp(a, b) == 0 : a == b;
}

/* True when the allocation was reached and failed. */
static void fail_at(size_t w, allocation_kind kind, size_t n, const char *want)
{
    char *text = NULL;
    long before = allocator_in_use();
    allocator_start(kind, n);
    mkba_status status = works[w].work(&text);
    allocator_stop();
    if (status != MKBA_OK && status != MKBA_ERR_MEMORY) {
        char what[64];
        snprintf(what, sizeof what, "status %d, not that of memory", (int)status);
        complain(works[w].name, kind, n, what);
    }
    if (status != MKBA_OK && text) {
        complain(works[w].name, kind, n, "text in spite of an error");
    }
    if (status == MKBA_OK && !is_same(text, want)) {
        complain(works[w].name, kind, n, "no error, and another answer");
    }
    mkba_text_free(text);
    if (allocator_in_use() != before) {
        complain(works[w].name, kind, n, "memory is lost");
    }
}

static size_t fail_everywhere(size_t w, allocation_kind kind)
{
    char *want = NULL, *again = NULL;
    must(works[w].work(&want)); /* what is made once (the C library's own) is made now */
    allocator_start(kind, 0);
    must(works[w].work(&again));
    size_t count = allocator_stop(), tried = 0;
    size_t step = count > all ? (count + at_most - 1) / at_most : 1;
    if (!is_same(want, again)) {
        complain(works[w].name, kind, 0, "not the same twice");
    }
    mkba_text_free(again);
    for (size_t n = 1; n <= count; n += step) {
        fail_at(w, kind, n, want);
        tried++;
    }
    again = NULL;
    if (works[w].work(&again) != MKBA_OK || !is_same(want, again)) {
        complain(works[w].name, kind, 0, "not the same afterwards");
    }
    mkba_text_free(again);
    mkba_text_free(want);
    printf("%-28s %6zu of %6zu %s\n", works[w].name, tried, count,
           kind == FROM_ARENA ? "pieces of arenas" : "allocations");
    fflush(stdout);
    return tried;
}

/* usage: test_memory FOLDER [ALL AT_MOST] */
int main(int argc, char **argv)
{
    size_t tried = 0;
    if (argc < 2) {
        return 2;
    }
    folder = argv[1];
    if (argc == 4) {
        all = strtoul(argv[2], NULL, 10);
        at_most = strtoul(argv[3], NULL, 10);
    }
    prepare();
    for (size_t w = 0; w < sizeof works / sizeof *works; w++) {
        tried += fail_everywhere(w, FROM_SYSTEM);
        tried += fail_everywhere(w, FROM_ARENA);
    }
    end();
    printf("%zu passed, %zu failed\n", tried - (failed < tried ? failed : tried), failed);
    return failed > 0 || tried == 0;
}
