#include "commands.h"

static cli_exit write_sensitivity(const cli_request *request, mkba_result *result)
{
    char *text = NULL;
    mkba_issues issues = {0};
    mkba_sensitivity *sensitivity;
    mkba_sensitivity_options options = {.figure = cli_subject(request), .top = request->top};
    cli_remark(request, result);
    mkba_status status = mkba_sensitivity_run(&sensitivity, result, &options, &issues);
    if (status == MKBA_OK) {
        status = mkba_sensitivity_write(&text, sensitivity, request->style);
    }
    mkba_sensitivity_free(sensitivity);
    return cli_finish(request, status, text, &issues);
}

cli_exit cmd_sensitivity(const cli_request *request)
{
    return cli_with_result(request, write_sensitivity);
}
