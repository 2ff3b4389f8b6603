#include "progress.h"

#include <signal.h>
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

static double seconds_since(const struct timespec *start)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

/* One line on a terminal, for work that lasts. */
bool cli_progress_show(void *progress, double done)
{
    static const double patience = 0.5;
    cli_progress *p = progress;
    int percent = (int)(100 * done);
    if (p->is_wanted && percent != p->shown && seconds_since(&p->start) > patience) {
        fprintf(stderr, "\r%s %3d%%", cli_pick(p->doing, p->language), percent);
        fflush(stderr);
        p->shown = percent;
    }
    return !stopped;
}

void cli_progress_clear(const cli_progress *progress)
{
    if (progress->shown >= 0) {
        fprintf(stderr, "\r%32s\r", "");
        fflush(stderr);
    }
}

void cli_progress_start(cli_progress *progress, const char *const doing[2],
                        mkba_language language)
{
    *progress = (cli_progress){
        .is_wanted = isatty(STDERR_FILENO), .shown = -1, .language = language, .doing = doing};
    catch_signal(SIGINT);
    catch_signal(SIGTERM);
    clock_gettime(CLOCK_MONOTONIC, &progress->start);
}

mkba_status cli_progress_end(mkba_status status)
{
    return stopped && status == MKBA_OK ? MKBA_ERR_STOPPED : status;
}

/* ------------------------------------------------------------------ The simulation */

mkba_status cli_simulate(mkba_simulation **out, const cli_request *request,
                         const mkba_areas *const *world, const char *const *name,
                         size_t worlds, mkba_issues *issues)
{
    static const char *const doing[2] = {"simuleren", "simulating"};
    cli_progress p;
    mkba_simulation_options options = {.draws = request->draws,
                                       .seed = request->seed,
                                       .threads = cli_threads(request),
                                       .groups = request->group.value,
                                       .n_groups = request->group.count,
                                       .top = request->top,
                                       .progress = cli_progress_show,
                                       .progress_context = &p};
    cli_progress_start(&p, doing, request->style.language);
    mkba_status status = mkba_simulation_run(out, world, name, worlds, &options, issues);
    cli_progress_clear(&p);
    return cli_progress_end(status);
}
