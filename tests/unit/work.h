/* A result of files that are given as text, and what its outputs say. */
#ifndef MKBA_TEST_WORK_H
#define MKBA_TEST_WORK_H

#include "support.h"

#include "folder.h"

enum { WORK_MOST = 8 };

typedef struct {
    const char *areas, *contracts, *parameters, *measured, *overlay; /* NULL: none */
    const char *settings[WORK_MOST];                                 /* up to a NULL */
    const char *folder; /* of tables; NULL: built in */
} work_input;

typedef struct {
    mkba_data *data;
    mkba_areas *areas;
    mkba_overlay *overlay;
    mkba_result *result; /* with a plan */
    mkba_issues issues;
} work;

static inline mkba_status work_apply(work *w, const char *overlay)
{
    const char *file = file_of("overlay.json", overlay);
    mkba_status s = mkba_overlay_open(&w->overlay, w->data, &file, 1, &w->issues);
    s = s ? s : mkba_data_apply(w->data, w->overlay, &w->issues);
    return s ? s : mkba_areas_apply(w->areas, w->overlay, &w->issues);
}

static inline mkba_status work_open(work *w, const work_input *in)
{
    const char *file = in->parameters ? file_of("parameters.csv", in->parameters) : NULL;
    mkba_overrides own = {.files = &file, .n_files = file != NULL, .settings = in->settings};
    while (own.n_settings < WORK_MOST && in->settings[own.n_settings]) {
        own.n_settings++;
    }
    *w = (work){0};
    mkba_status s = mkba_data_open(&w->data, in->folder, &w->issues);
    s = s ? s : mkba_data_override(w->data, &own, &w->issues);
    if (in->measured && s == MKBA_OK) {
        const char *measured = file_of("measured.csv", in->measured);
        s = mkba_data_measure(w->data, &measured, 1, 0, &w->issues);
    }
    s = s ? s
          : mkba_areas_open(&w->areas, w->data, file_of("areas.csv", in->areas), 0,
                            &w->issues);
    return s || !in->measured ? s : mkba_areas_measure(w->areas, &w->issues);
}

static inline mkba_status work_run(work *w, const work_input *in)
{
    const char *contracts = in->contracts ? file_of("contracts.csv", in->contracts) : NULL;
    mkba_status s = work_open(w, in);
    s = s || !in->overlay ? s : work_apply(w, in->overlay);
    return s ? s : mkba_baseline_run_plan(&w->result, w->areas, contracts, 0, &w->issues);
}

static inline void work_end(work *w)
{
    mkba_result_free(w->result);
    mkba_overlay_free(w->overlay);
    mkba_areas_free(w->areas);
    mkba_data_free(w->data);
}

/* How much it says that it should not, or leaves unsaid. */
static inline size_t differs(const char *name, const char *text,
                             const char *const says[WORK_MOST],
                             const char *const not [WORK_MOST])
{
    size_t wrong = 0;
    for (size_t i = 0; i < WORK_MOST; i++) {
        if (says[i] && !strstr(text, says[i])) {
            print_error("%s: does not say '%s'\n", name, says[i]);
            wrong++;
        }
        if (not [i] && strstr(text, not [i])) {
            print_error("%s: says '%s'\n", name, not [i]);
            wrong++;
        }
    }
    return wrong;
}

/* One error, said. */
static inline size_t not_made(const char *name, const work *w)
{
    char *why = mkba_issue_text(&w->issues.item[0], MKBA_ENGLISH);
    print_error("%s: not made: %s\n", name, why);
    mkba_text_free(why);
    return 1;
}

#endif
