#include "report.h"

#include "progress.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* ------------------------------------------------------------------ What else is in it */

typedef struct {
    bool tornado, distribution;
} parts;

static const struct {
    const char *word;
    bool is_tornado;
} words[] = {
    {"tornado", true}, {"distribution", false}, {"verdeling", false}, {"verdelingen", false}};

static cli_exit read_parts(parts *out, const cli_request *request)
{
    *out = (parts){false, false};
    for (const char *word = request->with; word && *word;) {
        size_t n = strcspn(word, ","), i = 0, count = sizeof words / sizeof *words;
        while (i < count && (strncmp(words[i].word, word, n) != 0 || words[i].word[n])) {
            i++;
        }
        if (i == count) {
            return cli_complain(
                request->style.language, "--with: '%s': kies uit tornado en verdeling",
                "--with: '%s': choose from tornado and distribution", request->with);
        }
        out->tornado = out->tornado || words[i].is_tornado;
        out->distribution = out->distribution || !words[i].is_tornado;
        word += n + (word[n] == ',');
    }
    return CLI_OK;
}

/* What was computed in addition. */
typedef struct {
    mkba_sensitivity *sensitivity;
    mkba_simulation *simulation;
} extra;

static void extra_free(extra *e)
{
    mkba_sensitivity_free(e->sensitivity);
    mkba_simulation_free(e->simulation);
}

static mkba_status compute(extra *e, const parts *wanted, const cli_request *request,
                           const mkba_result *result, mkba_issues *issues)
{
    mkba_status status = MKBA_OK;
    mkba_sensitivity_options options = {.top = request->top};
    if (wanted->tornado) {
        status = mkba_sensitivity_run(&e->sensitivity, result, &options, issues);
    }
    if (wanted->distribution && status == MKBA_OK) {
        const mkba_areas *areas = mkba_result_source(result);
        const char *name = "base";
        status = cli_simulate(&e->simulation, request, &areas, &name, 1, issues);
    }
    return status;
}

/* ------------------------------------------------------------------ One file */

static cli_exit write_one(const cli_request *request, mkba_result *result,
                          const mkba_report_options *options)
{
    char *text;
    mkba_issues issues = {0};
    mkba_status status =
        mkba_report_write(&text, result, options, request->style.language, &issues);
    return cli_finish(request, status, text, &issues);
}

/* Computes what else was asked for, and hands it to `write`. */
static cli_exit with_extra(const cli_request *request, mkba_result *result,
                           cli_exit (*write)(const cli_request *request, mkba_result *result,
                                             const mkba_report_options *options))
{
    parts wanted;
    extra e = {NULL, NULL};
    mkba_issues issues = {0};
    cli_exit code = read_parts(&wanted, request);
    if (code != CLI_OK) {
        return code;
    }
    mkba_status status = compute(&e, &wanted, request, result, &issues);
    if (status == MKBA_OK) {
        mkba_report_options options = {.sensitivity = e.sensitivity,
                                       .simulation = e.simulation,
                                       .moments = request->moments};
        code = write(request, result, &options);
    } else {
        code = cli_report(request, status, &issues);
    }
    extra_free(&e);
    return code;
}

cli_exit cli_report_markdown(const cli_request *request, mkba_result *result)
{
    mkba_report_options options = {.moments = request->moments, .is_markdown = true};
    return write_one(request, result, &options);
}

cli_exit cli_report_html(const cli_request *request, mkba_result *result)
{
    return with_extra(request, result, write_one);
}

/* ------------------------------------------------------------------ A folder */

static char *path_in(const char *folder, const char *name)
{
    size_t length = strlen(folder) + strlen(name) + 2;
    char *path = malloc(length);
    if (path) {
        bool slash = folder[0] && folder[strlen(folder) - 1] == '/';
        snprintf(path, length, "%s%s%s", folder, slash ? "" : "/", name);
    }
    return path;
}

static cli_exit write_in(const cli_request *request, mkba_result *result, const char *name,
                         const mkba_report_options *options)
{
    cli_request one = *request;
    char *path = path_in(request->output, name);
    if (!path) {
        return CLI_MEMORY;
    }
    one.output = path;
    cli_exit code = write_one(&one, result, options);
    free(path);
    return code;
}

static cli_exit stopped_after(const cli_request *request, size_t written)
{
    char count[32];
    snprintf(count, sizeof count, "%zu", written);
    cli_complain(request->style.language, "gestopt na %s rapporten; er is geen index",
                 "stopped after %s reports; there is no index", count);
    return CLI_STOPPED;
}

/* The index comes last: with it the folder is complete. */
static cli_exit write_all(const cli_request *request, mkba_result *result,
                          const mkba_report_options *options)
{
    static const char *const doing[2] = {"rapporten schrijven", "writing reports"};
    cli_progress p;
    cli_exit code = CLI_OK;
    size_t n = mkba_result_areas(result);
    mkba_report_options one = *options;
    one.of_area = true;
    cli_progress_start(&p, doing, request->style.language);
    for (one.area = 0; one.area < n && code == CLI_OK; one.area++) {
        char name[MKBA_TEXT];
        mkba_report_file(name, result, one.area);
        if (!cli_progress_show(&p, (double)one.area / (double)n)) {
            cli_progress_clear(&p);
            return stopped_after(request, one.area);
        }
        code = write_in(request, result, name, &one);
    }
    cli_progress_clear(&p);
    one.of_area = false;
    one.is_index = true;
    return code == CLI_OK ? write_in(request, result, "index.html", &one) : code;
}

cli_exit cli_report_folder(const cli_request *request, mkba_result *result)
{
    if (mkdir(request->output, 0777) != 0 && errno != EEXIST) {
        fprintf(stderr, "mkba: %s: %s (%s)\n", request->output,
                request->style.language == MKBA_ENGLISH ? "cannot be made"
                                                        : "kan niet worden gemaakt",
                strerror(errno));
        return CLI_IO;
    }
    return with_extra(request, result, write_all);
}
