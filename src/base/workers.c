#include "base/workers.h"

#include <pthread.h>
#include <stdatomic.h>

typedef struct {
    mkba_job job;
    mkba_keep_on keep_on;
    void *context;
    size_t jobs;
    atomic_size_t next, done;
    atomic_bool stopped;
} work;

typedef struct {
    work *work;
    size_t number;
    pthread_t thread;
    bool started;
} worker;

static void *run(void *argument)
{
    worker *self = argument;
    work *w = self->work;
    for (;;) {
        size_t job = atomic_fetch_add(&w->next, 1);
        if (job >= w->jobs || atomic_load(&w->stopped)) {
            return NULL;
        }
        w->job(w->context, job, self->number);
        size_t done = atomic_fetch_add(&w->done, 1) + 1;
        if (self->number == 0 && w->keep_on && !w->keep_on(w->context, done)) {
            atomic_store(&w->stopped, true);
        }
    }
}

bool mkba_workers_run(size_t workers, size_t jobs, mkba_job job, mkba_keep_on keep_on,
                      void *context)
{
    work w = {.job = job, .keep_on = keep_on, .context = context, .jobs = jobs};
    worker all[MKBA_MOST_WORKERS] = {0};
    size_t count = workers < MKBA_MOST_WORKERS ? workers : MKBA_MOST_WORKERS;
    count = count < jobs ? count : jobs;
    for (size_t i = 0; i < count; i++) {
        all[i] = (worker){.work = &w, .number = i};
        all[i].started = i > 0 && pthread_create(&all[i].thread, NULL, run, &all[i]) == 0;
    }
    all[0].work = &w;
    run(&all[0]);
    for (size_t i = 1; i < count; i++) {
        if (all[i].started) {
            pthread_join(all[i].thread, NULL);
        }
    }
    return !atomic_load(&w.stopped);
}
