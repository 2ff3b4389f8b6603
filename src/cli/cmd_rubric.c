#include "commands.h"

cli_exit cmd_rubric(const cli_request *request)
{
    mkba_data *data;
    mkba_issues issues = {0};
    char *text = NULL;
    const char *factor = request->arguments.count > 0 ? request->arguments.value[0] : NULL;
    cli_exit code = cli_open(&data, NULL, request);
    if (code != CLI_OK) {
        return code;
    }
    mkba_status status = mkba_rubric_write(&text, data, factor, request->style, &issues);
    code = status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
    mkba_data_free(data);
    return code;
}
