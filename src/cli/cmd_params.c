#include "commands.h"

cli_exit cmd_params(const cli_request *request)
{
    mkba_data *data;
    mkba_issues issues = {0};
    char *text = NULL;
    const char *pattern = request->arguments.count > 0 ? request->arguments.value[0] : NULL;
    mkba_table_of what = request->sources  ? MKBA_SOURCES
                         : request->prices ? MKBA_PRICES
                                           : MKBA_NUMBERS;
    cli_exit code = cli_open(&data, NULL, request);
    if (code != CLI_OK) {
        return code;
    }
    mkba_status status =
        mkba_numbers_write(&text, data, what, pattern, request->style, &issues);
    code = status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
    mkba_data_free(data);
    return code;
}
