#include "commands.h"
#include "report.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

static cli_exit write_csv(const cli_request *request, mkba_result *result)
{
    cli_request other = *request;
    other.style.format = MKBA_CSV;
    return cli_write_result(&other, result, mkba_baseline_write);
}

/* What a report can be: the extension of --output decides. */
typedef struct {
    const char *extension;
    cli_use_result write;
    bool has_plan;    /* and contracts */
    bool has_extra;   /* what --with adds */
    bool has_moments; /* it can put measurements side by side */
} report_kind;

static const report_kind folder = {"/", cli_report_folder, true, true, true};
static const report_kind kinds[] = {
    {".html", cli_report_html, true, true, true},
    {".htm", cli_report_html, true, true, true},
    {".xlsx", cli_report_workbook, true, false, false},
    {".md", cli_report_markdown, false, false, true},
    {".markdown", cli_report_markdown, false, false, true},
    {".csv", write_csv, false, false, false},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static bool is_folder(const char *path)
{
    struct stat about;
    size_t length = strlen(path);
    return (length > 0 && path[length - 1] == '/') ||
           (stat(path, &about) == 0 && S_ISDIR(about.st_mode));
}

static cli_exit complain(const cli_request *request)
{
    char list[64] = "";
    for (size_t i = 0; i < KINDS; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "",
                 kinds[i].extension);
    }
    return cli_complain(
        request->style.language,
        "noem met -o een bestand waarvan de extensie zegt wat het wordt (%s), of een map/",
        "name a file with -o whose extension says what it becomes (%s), or a folder/", list);
}

/* ------------------------------------------------------------------ Measurements */

/* A report about the last of several measurements. */
static mkba_status run_last(mkba_result **result, const cli_request *request,
                            const mkba_areas *areas, const report_kind *kind,
                            mkba_issues *issues)
{
    return kind->has_plan ? mkba_baseline_run_plan(result, areas, request->contracts,
                                                   request->decimal, issues)
                          : mkba_baseline_run(result, areas, issues);
}

static cli_exit write_moments(const cli_request *request, mkba_areas *const *moment,
                              const char *const *name, size_t moments)
{
    const report_kind *kind = request->context;
    cli_request one = *request;
    mkba_issues issues = {0};
    mkba_comparison *comparison = NULL;
    mkba_result *result = NULL;
    mkba_status status =
        mkba_comparison_run_moments(&comparison, moment, name, moments, NULL, &issues);
    if (status == MKBA_OK) {
        status = run_last(&result, request, moment[moments - 1], kind, &issues);
    }
    one.moments = comparison;
    cli_exit code =
        status == MKBA_OK ? kind->write(&one, result) : cli_report(request, status, &issues);
    mkba_result_free(result);
    mkba_comparison_free(comparison);
    return code;
}

static cli_exit report_moments(const cli_request *request, const report_kind *kind)
{
    cli_request with_kind = *request;
    report_kind copy = *kind;
    if (!kind->has_moments) {
        return cli_complain(request->style.language,
                            "metingen naast elkaar kan niet in %s; wel in .html, .md en een "
                            "map/, en met mkba compare --format csv",
                            "measurements side by side do not go into %s; they do into .html, "
                            ".md and a folder/, and with mkba compare --format csv",
                            kind->extension);
    }
    with_kind.context = &copy;
    return cli_with_moments(&with_kind, write_moments);
}

/* ------------------------------------------------------------------ All of it */

/* Some kinds hold the baseline alone. */
static cli_exit check_options(const cli_request *request, const report_kind *kind)
{
    mkba_language language = request->style.language;
    if (request->with && !kind->has_extra) {
        return cli_complain(language, "--with kan niet met %s", "--with does not go with %s",
                            kind->extension);
    }
    return request->contracts && !kind->has_plan
               ? cli_complain(language, "--contracts kan niet met %s",
                              "--contracts does not go with %s", kind->extension)
               : CLI_OK;
}

static const report_kind *kind_of(const cli_request *request)
{
    const char *extension = request->output ? strrchr(request->output, '.') : NULL;
    if (request->output && is_folder(request->output)) {
        return &folder;
    }
    for (size_t i = 0; i < KINDS && extension; i++) {
        if (strcasecmp(extension, kinds[i].extension) == 0) {
            return &kinds[i];
        }
    }
    return NULL;
}

cli_exit cmd_report(const cli_request *request)
{
    const report_kind *kind = kind_of(request);
    if (!kind) {
        return complain(request);
    }
    cli_exit code = check_options(request, kind);
    if (code != CLI_OK) {
        return code;
    }
    return request->arguments.count > 1 ? report_moments(request, kind)
           : kind->has_plan             ? cli_with_plan(request, kind->write)
                                        : cli_with_result(request, kind->write);
}
