#include "commands.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

/* A file, or those of a folder that belong together. */
typedef struct {
    const cli_request *request;
    char *path[CLI_MANY];
    mkba_file_kind kind[CLI_MANY];
    bool has_rows[CLI_MANY];
    bool is_wrong[CLI_MANY];
    size_t count;
    cli_request with; /* the request, with the numbers of the group */
    cli_exit code;    /* of the first fault */
} group;

static void keep(group *g, cli_exit code)
{
    g->code = g->code == CLI_OK ? code : g->code;
}

static bool fault(group *g, mkba_status status, const mkba_issues *issues)
{
    if (status != MKBA_OK) {
        keep(g, cli_report(g->request, status, issues));
    }
    return status != MKBA_OK;
}

/* ------------------------------------------------------------------ Which files */

static void add_file(group *g, const char *folder, const char *name)
{
    size_t size = strlen(folder) + strlen(name) + 2;
    char *path = malloc(size);
    if (!path || g->count == CLI_MANY) {
        keep(g, path ? cli_complain(g->request->style.language,
                                    "%s: te veel bestanden in een map",
                                    "%s: too many files in one folder", folder)
                     : CLI_MEMORY);
        free(path);
        return;
    }
    snprintf(path, size, "%s%s%s", folder, folder[0] ? "/" : "", name);
    g->path[g->count++] = path;
}

static bool ends_with(const char *name, const char *end)
{
    size_t length = strlen(name), n = strlen(end);
    return length >= n && strcasecmp(name + length - n, end) == 0;
}

/* Tables and scenarios are looked at. What else stands there is named, but for the readme and
 * what an office program leaves while a file is open. */
static void add_entry(group *g, const char *folder, const char *name)
{
    if (name[0] == '.' || strncmp(name, "~$", 2) == 0) {
        return;
    }
    if (ends_with(name, ".csv") || ends_with(name, ".json")) {
        add_file(g, folder, name);
    } else if (!ends_with(name, ".md")) {
        static const char *const why[2] = {"niet bekeken (geen .csv of .json)",
                                           "not looked at (neither .csv nor .json)"};
        fprintf(stderr, "mkba: %s/%s: %s\n", folder, name,
                cli_pick(why, g->request->style.language));
    }
}

static void add_folder(group *g, const char *folder)
{
    struct dirent **entry = NULL;
    int count = scandir(folder, &entry, NULL, alphasort);
    if (count < 0) {
        fprintf(stderr, "mkba: %s: %s\n", folder, strerror(errno));
        keep(g, CLI_IO);
    }
    for (int i = 0; i < count; i++) {
        add_entry(g, folder, entry[i]->d_name);
        free(entry[i]);
    }
    free(entry);
}

/* What each of them is. */
static void find_kinds(group *g)
{
    mkba_data *data;
    mkba_issues issues = {0};
    if (fault(g, mkba_data_open(&data, g->request->data_folder, &issues), &issues)) {
        g->count = 0;
        return;
    }
    for (size_t i = 0; i < g->count; i++) {
        issues = (mkba_issues){0};
        g->is_wrong[i] = fault(
            g, mkba_file_kind_of(&g->kind[i], &g->has_rows[i], data, g->path[i], &issues),
            &issues);
    }
    mkba_data_free(data);
}

static bool is_good(const group *g, size_t i, mkba_file_kind kind)
{
    return g->kind[i] == kind && !g->is_wrong[i];
}

/* The first file of areas, or NULL. */
static const char *areas_of(const group *g)
{
    for (size_t a = 0; a < g->count; a++) {
        if (is_good(g, a, MKBA_FILE_AREAS)) {
            return g->path[a];
        }
    }
    return NULL;
}

/* ------------------------------------------------------------------ Reading them as others do
 */

/* All numbers of one's own together: they apply to all that follows. */
static void check_numbers(group *g)
{
    static const cli_stack none;
    mkba_issues issues = {0};
    cli_world world = {0};
    for (size_t i = 0; i < g->count; i++) {
        if (is_good(g, i, MKBA_FILE_NUMBERS)) {
            g->with.parameters.value[g->with.parameters.count++] = g->path[i];
        }
    }
    mkba_status status = cli_world_data(&world, &g->with, &none, &issues);
    if (status == MKBA_OK) {
        status = mkba_areas_open_municipalities(&world.areas, world.data, &issues);
    }
    if (fault(g, status, &issues)) {
        g->with.parameters.count = 0;
    } else if (!areas_of(g)) { /* else it is said with those */
        cli_remark_areas(g->request, world.areas);
    }
    cli_world_free(&world);
}

static void check_areas(group *g, size_t i)
{
    static const cli_stack none;
    mkba_issues issues = {0};
    cli_world world = {0};
    mkba_status status = cli_world_data(&world, &g->with, &none, &issues);
    if (status == MKBA_OK) {
        status = cli_world_areas(&world, &g->with, g->path[i], &issues);
    }
    g->is_wrong[i] = fault(g, status, &issues);
    if (status == MKBA_OK) {
        cli_remark_areas(g->request, world.areas);
    }
    cli_world_free(&world);
}

/* A scenario on its own, or on the areas that are there: do they have what it changes? */
static bool check_scenario_on(group *g, const char *scenario, const char *areas)
{
    mkba_issues issues = {0};
    cli_world world = {0};
    cli_stack stack = {.files = {.value = {scenario}, .count = 1}};
    mkba_status status = cli_world_data(&world, &g->with, &stack, &issues);
    if (status == MKBA_OK && areas) {
        status = cli_world_areas(&world, &g->with, areas, &issues);
    }
    bool wrong = fault(g, status, &issues);
    cli_world_free(&world);
    return !wrong;
}

static void check_scenario(group *g, size_t i)
{
    size_t held_against = 0;
    bool good = true;
    for (size_t a = 0; a < g->count && good; a++) {
        if (is_good(g, a, MKBA_FILE_AREAS)) {
            good = check_scenario_on(g, g->path[i], g->path[a]);
            held_against++;
        }
    }
    if (held_against == 0) {
        check_scenario_on(g, g->path[i], NULL);
    }
}

/* Measured effects, with the areas that they are about if those are there; a table without
 * rows is still to be filled in. */
static void check_measured(group *g, size_t i)
{
    static const cli_stack none;
    mkba_issues issues = {0};
    cli_world world = {0};
    cli_request one = g->with;
    const char *areas = areas_of(g);
    if (!g->has_rows[i]) {
        return;
    }
    one.measured = (cli_list){.value = {g->path[i]}, .count = 1};
    mkba_status status = cli_world_data(&world, &one, &none, &issues);
    if (status == MKBA_OK && areas) {
        status = cli_world_areas(&world, &one, areas, &issues);
    }
    fault(g, status, &issues);
    cli_world_free(&world);
}

/* Contracts, with the areas that they are about; without those with all municipalities. */
static void check_contracts(group *g, size_t i)
{
    static const cli_stack none;
    mkba_issues issues = {0};
    cli_world world = {0};
    mkba_result *result = NULL;
    const char *areas = areas_of(g);
    if (!g->has_rows[i]) {
        return;
    }
    mkba_status status = cli_world_data(&world, &g->with, &none, &issues);
    if (status == MKBA_OK) {
        status = areas ? cli_world_areas(&world, &g->with, areas, &issues)
                       : mkba_areas_open_municipalities(&world.areas, world.data, &issues);
    }
    if (status == MKBA_OK) {
        status = mkba_baseline_run_plan(&result, world.areas, g->path[i], g->request->decimal,
                                        &issues);
    }
    fault(g, status, &issues);
    mkba_result_free(result);
    cli_world_free(&world);
}

static void check_households(group *g, size_t i)
{
    mkba_issues issues = {0};
    mkba_data *data = NULL;
    mkba_segments *segments = NULL;
    mkba_segment_options options = {.areas = areas_of(g), .threads = cli_threads(g->request)};
    mkba_status status = mkba_data_open(&data, g->request->data_folder, &issues);
    if (status == MKBA_OK) {
        status = mkba_segment_run(&segments, data, g->path[i], &options, &issues);
    }
    fault(g, status, &issues);
    mkba_segments_free(segments);
    mkba_data_free(data);
}

static void check_all(group *g, mkba_file_kind kind, void (*check)(group *, size_t))
{
    for (size_t i = 0; i < g->count; i++) {
        if (is_good(g, i, kind)) {
            check(g, i);
        }
    }
}

static cli_exit check_group(group *g)
{
    g->with = *g->request;
    find_kinds(g);
    check_numbers(g);
    check_all(g, MKBA_FILE_AREAS, check_areas);
    check_all(g, MKBA_FILE_SCENARIO, check_scenario);
    check_all(g, MKBA_FILE_MEASURED, check_measured);
    check_all(g, MKBA_FILE_CONTRACTS, check_contracts);
    check_all(g, MKBA_FILE_HOUSEHOLDS, check_households);
    for (size_t i = 0; i < g->count; i++) {
        free(g->path[i]);
    }
    return g->code;
}

static cli_exit validate(const cli_request *request, const char *path)
{
    struct stat about;
    cli_exit code = CLI_MEMORY;
    group *g = calloc(1, sizeof *g);
    if (g) {
        g->request = request;
        if (stat(path, &about) == 0 && S_ISDIR(about.st_mode)) {
            add_folder(g, path);
        } else {
            add_file(g, "", path);
        }
        code = check_group(g);
    }
    free(g);
    return code;
}

cli_exit cmd_validate(const cli_request *request)
{
    cli_exit first = CLI_OK;
    if (request->arguments.count == 0) {
        return cli_complain(request->style.language,
                            "noem de bestanden of de map om te controleren",
                            "name the files or the folder to check", "");
    }
    for (size_t i = 0; i < request->arguments.count; i++) {
        cli_exit code = validate(request, request->arguments.value[i]);
        first = first == CLI_OK ? code : first;
    }
    return first;
}
