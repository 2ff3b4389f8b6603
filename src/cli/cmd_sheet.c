#include "commands.h"

static cli_exit write_sheet(const cli_request *request, const mkba_data *data,
                            const mkba_areas *areas)
{
    char *text;
    mkba_issues issues = {0};
    mkba_status status =
        mkba_sheet_write(&text, data, areas, request->style.language, &issues);
    return cli_finish(request, status, text, &issues);
}

static cli_exit write_empty(const cli_request *request, const mkba_data *data)
{
    return write_sheet(request, data, NULL);
}

static cli_exit write_of(const cli_request *request, const char *file)
{
    mkba_issues issues = {0};
    cli_stack stack = {0};
    cli_world world = {0};
    mkba_status status = cli_world_data(&world, request, &stack, &issues);
    if (status == MKBA_OK) {
        status = cli_world_areas(&world, request, file, &issues);
    }
    cli_exit code = status == MKBA_OK ? write_sheet(request, world.data, world.areas)
                                      : cli_report(request, status, &issues);
    if (status == MKBA_OK) {
        cli_remark_areas(request, world.areas);
    }
    cli_world_free(&world);
    return code;
}

cli_exit cmd_sheet(const cli_request *request)
{
    const char *file = NULL;
    bool any = request->arguments.count > 0 || request->all || request->municipality.count > 0;
    cli_exit code = any ? cli_find_file(&file, request) : CLI_OK;
    return code != CLI_OK ? code
           : any          ? write_of(request, file)
                          : cli_with_data(request, write_empty);
}
