/* Work that lasts: a line on the terminal, and an orderly end when the user wants one. */
#ifndef MKBA_CLI_PROGRESS_H
#define MKBA_CLI_PROGRESS_H

#include "cli.h"

#include <time.h>

typedef struct {
    bool is_wanted;
    struct timespec start;
    int shown; /* percent; -1: nothing yet */
    mkba_language language;
    const char *const *doing; /* in both languages */
} cli_progress;

/* `doing` must outlive it. From here on a signal ends the work. */
void cli_progress_start(cli_progress *progress, const char *const doing[2],
                        mkba_language language);
/* As mkba_progress: false when the user wants it to end. */
bool cli_progress_show(void *progress, double done);
void cli_progress_clear(const cli_progress *progress);
/* OK, or STOPPED when the user ended the work. */
mkba_status cli_progress_end(mkba_status status);

/* The simulation that was asked for, shown while it runs. */
mkba_status cli_simulate(mkba_simulation **out, const cli_request *request,
                         const mkba_areas *const *world, const char *const *name,
                         size_t worlds, mkba_issues *issues);

#endif
