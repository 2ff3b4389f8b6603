#include "report.h"

#include "progress.h"

#include <errno.h>

typedef struct {
    const cli_request *request;
    mkba_result *result;
    mkba_status status;
    mkba_issues issues;
} workbook;

static bool make_workbook(const char *path, void *context)
{
    static const char *const doing[2] = {"werkmap schrijven", "writing the workbook"};
    workbook *w = context;
    cli_progress p;
    FILE *file = fopen(path, "wb"); /* before the work, and with the reason when it fails */
    if (!file || fclose(file) != 0) {
        w->status = MKBA_ERR_IO;
        return false;
    }
    cli_progress_start(&p, doing, w->request->style.language);
    mkba_workbook_options options = {.language = w->request->style.language,
                                     .progress = cli_progress_show,
                                     .progress_context = &p};
    w->status = mkba_workbook_write(path, w->result, &options, &w->issues);
    cli_progress_clear(&p);
    w->status = cli_progress_end(w->status);
    return w->status == MKBA_OK;
}

cli_exit cli_report_workbook(const cli_request *request, mkba_result *result)
{
    workbook w = {.request = request, .result = result};
    if (cli_write_file(request, make_workbook, &w)) {
        return CLI_OK;
    }
    bool refused = w.status != MKBA_OK && w.status != MKBA_ERR_IO;
    return refused ? cli_report(request, w.status, &w.issues)
                   : cli_cannot_write(request, errno);
}
