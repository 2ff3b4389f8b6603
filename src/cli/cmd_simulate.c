#include "commands.h"
#include "progress.h"

#include <unistd.h>

/* ------------------------------------------------------------------ The command */

static mkba_status run(mkba_simulation **out, const cli_request *request,
                       mkba_areas *const *world, const char *const *name, size_t worlds,
                       mkba_issues *issues)
{
    static const char *const doing[2] = {"simuleren", "simulating"};
    cli_progress p;
    const mkba_areas *areas[MKBA_MOST_WORLDS];
    mkba_simulation_options options = {.draws = request->draws,
                                       .seed = request->seed,
                                       .threads = cli_threads(request),
                                       .groups = request->group.value,
                                       .n_groups = request->group.count,
                                       .top = request->top,
                                       .progress = cli_progress_show,
                                       .progress_context = &p};
    for (size_t w = 0; w < worlds; w++) {
        areas[w] = world[w];
    }
    cli_progress_start(&p, doing, request->style.language);
    mkba_status status = mkba_simulation_run(out, areas, name, worlds, &options, issues);
    cli_progress_clear(&p);
    return cli_progress_end(status);
}

static cli_exit simulate(const cli_request *request, mkba_areas *const *world,
                         const char *const *name, size_t worlds)
{
    char *text = NULL;
    mkba_issues issues = {0};
    mkba_simulation *simulation = NULL;
    if (request->style.format == MKBA_CSV) {
        cli_remark_areas(request, world[0]);
    }
    mkba_status status = run(&simulation, request, world, name, worlds, &issues);
    if (status == MKBA_OK) {
        status = mkba_simulation_write(&text, simulation, request->style);
    }
    mkba_simulation_free(simulation);
    if (status == MKBA_ERR_STOPPED) {
        cli_complain(request->style.language, "gestopt; er is niets geschreven",
                     "stopped; nothing was written", "");
    }
    return status == MKBA_OK ? cli_write(request, text) : cli_report(request, status, &issues);
}

cli_exit cmd_simulate(const cli_request *request)
{
    return cli_with_worlds(request, simulate);
}
