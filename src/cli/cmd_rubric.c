#include "commands.h"

static cli_exit write_rubric(const cli_request *request, const mkba_data *data)
{
    char *text;
    mkba_issues issues = {0};
    const char *factor = request->arguments.count > 0 ? request->arguments.value[0] : NULL;
    mkba_status status = mkba_rubric_write(&text, data, factor, request->style, &issues);
    return cli_finish(request, status, text, &issues);
}

cli_exit cmd_rubric(const cli_request *request)
{
    return cli_with_data(request, write_rubric);
}
