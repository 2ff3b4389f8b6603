/* The tables of --data: a folder in which one table is replaced by the bytes behind the first,
 * which says which. Tables that wait until a command needs them are read by what it does. */
#include "fuzz.h"

#include <dirent.h>
#include <limits.h>

static char folder[] = "/tmp/mkba-fuzz-XXXXXX";
static char table[64][64];
static size_t tables;

static int by_name(const void *a, const void *b)
{
    return strcmp(a, b);
}

static void link_table(const char *name)
{
    char from[PATH_MAX], to[PATH_MAX], here[PATH_MAX];
    snprintf(from, sizeof from, "%s/data/%s", getcwd(here, 1024), name);
    snprintf(to, sizeof to, "%s/%s", folder, name);
    if (symlink(from, to) != 0) {
        abort();
    }
}

static void remove_folder(void)
{
    char path[PATH_MAX];
    for (size_t i = 0; i < tables; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, table[i]);
        remove(path);
    }
    snprintf(path, sizeof path, "%s/scenarios", folder);
    remove(path);
    remove(folder);
}

static void make_folder(void)
{
    struct dirent *entry;
    DIR *data = opendir("data");
    if (!data || !mkdtemp(folder)) {
        abort();
    }
    while ((entry = readdir(data)) != NULL && tables < 64) {
        if (strstr(entry->d_name, ".csv")) {
            snprintf(table[tables++], sizeof *table, "%.63s", entry->d_name);
            link_table(entry->d_name);
        }
    }
    closedir(data);
    link_table("scenarios");
    qsort(table, tables, sizeof *table, by_name);
    atexit(remove_folder);
}

/* ------------------------------------------------------------------ Read later */

static void read_households(mkba_data *data)
{
    mkba_issues issues = {0};
    mkba_segments *segments;
    mkba_segment_options options = {.areas = NULL};
    fuzz_check(mkba_segment_run(&segments, data, "tests/fuzz/seeds/households/plain", &options,
                                &issues),
               &issues);
    mkba_segments_free(segments);
}

static void read_official(mkba_data *data)
{
    static const char *const files[] = {"tests/fuzz/seeds/official/kwb-portal"};
    mkba_issues issues[2] = {{0}};
    mkba_import *import;
    mkba_kwb_options kwb = {.files = files, .n_files = 1};
    fuzz_check(mkba_import_kwb(&import, data, &kwb, &issues[0]), &issues[0]);
    mkba_import_free(import);
    mkba_iv3_options iv3 = {.file = "tests/fuzz/seeds/official/iv3"};
    fuzz_check(mkba_import_iv3(&import, data, &iv3, &issues[1]), &issues[1]);
    mkba_import_free(import);
}

static void read_models(mkba_data *data)
{
    char *text;
    mkba_issues issues = {0};
    mkba_style style = {MKBA_TABLE, MKBA_DUTCH};
    fuzz_check(mkba_team_models_write(&text, data, style, &issues), &issues);
    mkba_text_free(text);
}

static void start(mkba_areas *areas)
{
    char *text;
    mkba_issues issues = {0};
    fuzz_check(mkba_start_write(&text, areas, NULL, MKBA_START_COLUMNS, MKBA_ENGLISH, &issues),
               &issues);
    mkba_text_free(text);
}

static void plan(mkba_areas *areas)
{
    mkba_issues issues = {0}, more = {0};
    mkba_result *result;
    mkba_to_measure *to_measure = NULL;
    fuzz_check(mkba_baseline_run_plan(&result, areas, NULL, 0, &issues), &issues);
    if (result) {
        fuzz_check(mkba_to_measure_run(&to_measure, result, NULL, &more), &more);
    }
    mkba_to_measure_free(to_measure);
    mkba_result_free(result);
}

static void with_utrecht(mkba_data *data, void (*use)(mkba_areas *areas))
{
    mkba_areas *areas;
    if (mkba_areas_open_municipalities(&areas, data, NULL) == MKBA_OK &&
        mkba_areas_select(areas, "Utrecht", NULL) == MKBA_OK) {
        use(areas);
    }
    mkba_areas_free(areas);
}

static void read_help(mkba_data *data)
{
    with_utrecht(data, start);
}

static void read_plan(mkba_data *data)
{
    with_utrecht(data, plan);
}

static const struct {
    const char *table;
    void (*read)(mkba_data *data);
} later[] = {
    {"domains.csv", read_households}, {"official_columns.csv", read_official},
    {"team_models.csv", read_models}, {"team_model_values.csv", read_models},
    {"field_help.csv", read_help},    {"advice.csv", read_plan},
    {"registration.csv", read_plan},
};

static void read_later(mkba_data *data, const char *name)
{
    for (size_t i = 0; i < sizeof later / sizeof *later; i++) {
        if (strcmp(later[i].table, name) == 0) {
            later[i].read(data);
        }
    }
}

/* ------------------------------------------------------------------ One table */

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char path[PATH_MAX];
    mkba_issues issues = {0};
    mkba_data *data;
    if (size == 0) {
        return 0;
    }
    if (tables == 0) {
        make_folder();
    }
    const char *name = table[bytes[0] % tables];
    snprintf(path, sizeof path, "%s/%s", folder, name);
    remove(path);
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(bytes + 1, 1, size - 1, file) != size - 1 || fclose(file) != 0) {
        abort();
    }
    fuzz_check(mkba_data_open(&data, folder, &issues), &issues);
    if (data) {
        mkba_areas *areas;
        mkba_issues more = {0};
        fuzz_check(mkba_areas_open_municipalities(&areas, data, &more), &more);
        mkba_areas_free(areas);
        read_later(data, name);
    }
    mkba_data_free(data);
    remove(path);
    link_table(name);
    return 0;
}
