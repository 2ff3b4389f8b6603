#include "commands.h"

static cli_exit write_numbers(const cli_request *request, const mkba_data *data)
{
    char *text;
    mkba_issues issues = {0};
    const char *pattern = request->arguments.count > 0 ? request->arguments.value[0] : NULL;
    mkba_table_of what = request->sources  ? MKBA_SOURCES
                         : request->prices ? MKBA_PRICES
                                           : MKBA_NUMBERS;
    mkba_status status =
        mkba_numbers_write(&text, data, what, pattern, request->style, &issues);
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
}

cli_exit cmd_params(const cli_request *request)
{
    return cli_with_data(request, write_numbers);
}
