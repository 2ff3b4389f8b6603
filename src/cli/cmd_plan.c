#include "commands.h"

static cli_exit write(const cli_request *request, mkba_result *result,
                      mkba_status (*to_text)(char **, const mkba_result *, mkba_style))
{
    char *text;
    mkba_issues issues = {0};
    if (request->style.format == MKBA_CSV) {
        cli_remark(request, result);
    }
    mkba_status status = to_text(&text, result, request->style);
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
}

static cli_exit write_plan(const cli_request *request, mkba_result *result)
{
    return write(request, result, mkba_cash_plan_write);
}

static cli_exit write_potential(const cli_request *request, mkba_result *result)
{
    return write(request, result, mkba_potential_write);
}

cli_exit cmd_plan(const cli_request *request)
{
    return cli_with_plan(request, write_plan);
}

cli_exit cmd_potential(const cli_request *request)
{
    return cli_with_plan(request, write_potential);
}
