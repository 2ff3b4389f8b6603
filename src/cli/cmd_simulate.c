#include "commands.h"

#include <signal.h>
#include <time.h>
#include <unistd.h>

/* ------------------------------------------------------------------ Stopping */

/* Set by a signal, read between pieces of work. */
static volatile sig_atomic_t stopped;

static void stop(int signal_number)
{
    (void)signal_number;
    stopped = 1;
}

/* The first signal ends the work in an orderly way; a second one ends the program. A signal
 * that was to be ignored (nohup) stays ignored. */
static void catch_signal(int signal_number)
{
    struct sigaction now, catch = {.sa_handler = stop};
    sigemptyset(&catch.sa_mask);
    catch.sa_flags = (int)SA_RESETHAND;
    if (sigaction(signal_number, NULL, &now) == 0 && now.sa_handler != SIG_IGN) {
        sigaction(signal_number, &catch, NULL);
    }
}

/* ------------------------------------------------------------------ Progress */

typedef struct {
    bool is_wanted;
    struct timespec start;
    int shown; /* percent; -1: nothing yet */
    mkba_language language;
} progress;

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* One line on a terminal, for work that lasts. */
static bool show_progress(void *context, double done)
{
    static const double patience = 0.5;
    static const char *const doing[2] = {"simuleren", "simulating"};
    progress *p = context;
    int percent = (int)(100 * done);
    if (p->is_wanted && percent != p->shown && seconds_since(&p->start) > patience) {
        fprintf(stderr, "\r%s %3d%%", cli_pick(doing, p->language), percent);
        fflush(stderr);
        p->shown = percent;
    }
    return !stopped;
}

static void clear_progress(const progress *p)
{
    if (p->shown >= 0) {
        fprintf(stderr, "\r%24s\r", "");
        fflush(stderr);
    }
}

/* ------------------------------------------------------------------ The command */

static unsigned threads_of(const cli_request *request)
{
    long online = sysconf(_SC_NPROCESSORS_ONLN);
    return request->threads > 0 ? request->threads : online > 0 ? (unsigned)online : 1;
}

static mkba_status run(mkba_simulation **out, const cli_request *request,
                       mkba_areas *const *world, const char *const *name, size_t worlds,
                       mkba_issues *issues)
{
    progress p = {
        .is_wanted = isatty(STDERR_FILENO), .shown = -1, .language = request->style.language};
    const mkba_areas *areas[MKBA_MOST_WORLDS];
    mkba_simulation_options options = {.draws = request->draws,
                                       .seed = request->seed,
                                       .threads = threads_of(request),
                                       .groups = request->group.value,
                                       .n_groups = request->group.count,
                                       .top = request->top,
                                       .progress = show_progress,
                                       .progress_context = &p};
    for (size_t w = 0; w < worlds; w++) {
        areas[w] = world[w];
    }
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    clock_gettime(CLOCK_MONOTONIC, &p.start);
    mkba_status status = mkba_simulation_run(out, areas, name, worlds, &options, issues);
    clear_progress(&p);
    return stopped && status == MKBA_OK ? MKBA_ERR_STOPPED : status;
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
