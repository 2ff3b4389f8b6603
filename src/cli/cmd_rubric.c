#include "commands.h"

static cli_exit write_rubric(const cli_request *request, const mkba_data *data)
{
    char *text;
    mkba_issues issues = {0};
    const char *factor = request->arguments.count > 0 ? request->arguments.value[0] : NULL;
    mkba_status status = mkba_rubric_write(&text, data, factor, request->style, &issues);
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
}

cli_exit cmd_rubric(const cli_request *request)
{
    return cli_with_data(request, write_rubric);
}
