#include "commands.h"

static cli_exit write_breakeven(const cli_request *request, mkba_result *result)
{
    char *text = NULL;
    mkba_issues issues = {0};
    mkba_breakeven *breakeven;
    mkba_breakeven_options options = {
        .figure = request->figure, .key = cli_subject(request), .target = request->target};
    cli_remark(request, result);
    mkba_status status = mkba_breakeven_run(&breakeven, result, &options, &issues);
    if (status == MKBA_OK) {
        status = mkba_breakeven_write(&text, breakeven, request->style);
    }
    mkba_breakeven_free(breakeven);
    return cli_finish(request, status, text, &issues);
}

cli_exit cmd_breakeven(const cli_request *request)
{
    return cli_with_result(request, write_breakeven);
}
