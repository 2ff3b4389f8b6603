#include "commands.h"

cli_exit cmd_baseline(const cli_request *request)
{
    mkba_data *data;
    mkba_areas *areas;
    mkba_result *result = NULL;
    mkba_issues issues = {0};
    char *text = NULL;
    cli_exit code = cli_open(&data, &areas, request);
    if (code != CLI_OK) {
        return code;
    }
    mkba_status status = mkba_baseline_run(&result, areas, &issues);
    if (status == MKBA_OK) {
        status = mkba_baseline_write(&text, result, request->style);
    }
    code = status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
    mkba_result_free(result);
    mkba_areas_free(areas);
    mkba_data_free(data);
    return code;
}
