#include "commands.h"

static cli_exit write_baseline(const cli_request *request, mkba_result *result)
{
    return cli_write_result(request, result, mkba_baseline_write);
}

cli_exit cmd_baseline(const cli_request *request)
{
    return cli_with_result(request, write_baseline);
}
