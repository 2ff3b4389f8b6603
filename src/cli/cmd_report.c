#include "commands.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

/* ------------------------------------------------------------------ CSV */

static cli_exit write_csv(const cli_request *request, mkba_result *result)
{
    char *text;
    mkba_issues issues = {0};
    mkba_style style = {MKBA_CSV, request->style.language};
    cli_remark(request, result);
    mkba_status status = mkba_baseline_write(&text, result, style);
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
}

/* ------------------------------------------------------------------ Workbook */

typedef struct {
    const cli_request *request;
    mkba_result *result;
    mkba_status status;
    mkba_issues issues;
    bool shows_progress;
    int shown; /* percent; -1: nothing yet */
} workbook;

static bool show_progress(void *context, double done)
{
    static const char *const doing[2] = {"werkmap schrijven", "writing the workbook"};
    workbook *w = context;
    int percent = (int)(100 * done);
    if (w->shows_progress && percent != w->shown) {
        fprintf(stderr, "\r%s %3d%%", cli_pick(doing, w->request->style.language), percent);
        fflush(stderr);
        w->shown = percent;
    }
    return true;
}

static bool make_workbook(const char *path, void *context)
{
    workbook *w = context;
    FILE *file = fopen(path, "wb"); /* before the work, and with the reason when it fails */
    if (!file || fclose(file) != 0) {
        w->status = MKBA_ERR_IO;
        return false;
    }
    mkba_workbook_options options = {.language = w->request->style.language,
                                     .progress = show_progress,
                                     .progress_context = w};
    w->status = mkba_workbook_write(path, w->result, &options, &w->issues);
    if (w->shown >= 0) {
        fprintf(stderr, "\r%32s\r", "");
        fflush(stderr);
    }
    return w->status == MKBA_OK;
}

static cli_exit write_workbook(const cli_request *request, mkba_result *result)
{
    enum { LASTS_FROM = 20 };
    workbook w = {.request = request,
                  .result = result,
                  .shown = -1,
                  .shows_progress =
                      isatty(STDERR_FILENO) && mkba_result_areas(result) >= LASTS_FROM};
    if (cli_write_file(request, make_workbook, &w)) {
        return CLI_OK;
    }
    bool refused = w.status != MKBA_OK && w.status != MKBA_ERR_IO;
    return refused ? cli_report(request, w.status, &w.issues)
                   : cli_cannot_write(request, errno);
}

/* ------------------------------------------------------------------ The command */

/* What a report can be: the extension of --output decides. */
static const struct {
    const char *extension;
    cli_use_result write;
} kinds[] = {
    {".xlsx", write_workbook},
    {".csv", write_csv},
};
enum { KINDS = sizeof kinds / sizeof *kinds };

static cli_use_result writer_for(const char *path)
{
    const char *extension = strrchr(path, '.');
    for (size_t i = 0; i < KINDS && extension; i++) {
        if (strcasecmp(extension, kinds[i].extension) == 0) {
            return kinds[i].write;
        }
    }
    return NULL;
}

static cli_exit complain(mkba_language language)
{
    char list[64] = "";
    for (size_t i = 0; i < KINDS; i++) {
        size_t used = strlen(list);
        snprintf(list + used, sizeof list - used, "%s%s", i > 0 ? ", " : "",
                 kinds[i].extension);
    }
    return cli_complain(language,
                        "noem met -o een bestand waarvan de extensie zegt wat het wordt: %s",
                        "name a file with -o whose extension says what it becomes: %s", list);
}

cli_exit cmd_report(const cli_request *request)
{
    cli_use_result write = request->output ? writer_for(request->output) : NULL;
    return write ? cli_with_result(request, write) : complain(request->style.language);
}
