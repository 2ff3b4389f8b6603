#include "commands.h"

static cli_exit write_plan(const cli_request *request, mkba_result *result)
{
    return cli_write_result(request, result, mkba_cash_plan_write);
}

static cli_exit write_potential(const cli_request *request, mkba_result *result)
{
    return cli_write_result(request, result, mkba_potential_write);
}

cli_exit cmd_plan(const cli_request *request)
{
    return cli_with_plan(request, write_plan);
}

cli_exit cmd_potential(const cli_request *request)
{
    return cli_with_plan(request, write_potential);
}
