#include "commands.h"

static cli_exit write_baseline(const cli_request *request, mkba_result *result)
{
    char *text;
    mkba_issues issues = {0};
    if (request->style.format == MKBA_CSV) {
        cli_remark(request, result);
    }
    mkba_status status = mkba_baseline_write(&text, result, request->style);
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
}

cli_exit cmd_baseline(const cli_request *request)
{
    return cli_with_result(request, write_baseline);
}
