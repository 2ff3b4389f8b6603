#include "commands.h"
#include "progress.h"

static cli_exit simulate(const cli_request *request, mkba_areas *const *world,
                         const char *const *name, size_t worlds)
{
    char *text = NULL;
    mkba_issues issues = {0};
    mkba_simulation *simulation = NULL;
    const mkba_areas *areas[MKBA_MOST_WORLDS];
    for (size_t w = 0; w < worlds; w++) {
        areas[w] = world[w];
    }
    if (request->style.format == MKBA_CSV) {
        cli_remark_areas(request, world[0]);
    }
    mkba_status status = cli_simulate(&simulation, request, areas, name, worlds, &issues);
    if (status == MKBA_OK) {
        status = mkba_simulation_write(&text, simulation, request->style);
    }
    mkba_simulation_free(simulation);
    return cli_finish(request, status, text, &issues);
}

cli_exit cmd_simulate(const cli_request *request)
{
    return cli_with_worlds(request, simulate);
}
