/* Jobs shared out over threads. Which thread does a job, and when, must not matter for its
 * result. */
#ifndef MKBA_BASE_WORKERS_H
#define MKBA_BASE_WORKERS_H

#include <stdbool.h>
#include <stddef.h>

enum { MKBA_MOST_WORKERS = 64 };

/* Does one job; `worker` tells whose working memory it may use. */
typedef void (*mkba_job)(void *context, size_t job, size_t worker);
/* Asked now and then by the calling thread; false: no new jobs are started. */
typedef bool (*mkba_keep_on)(void *context, size_t jobs_done);

/* Returns false when `keep_on` (may be NULL) ended it early. Where a thread cannot be had the
 * others do its work. */
bool mkba_workers_run(size_t workers, size_t jobs, mkba_job job, mkba_keep_on keep_on,
                      void *context);

#endif
