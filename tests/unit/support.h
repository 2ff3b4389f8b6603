/* What the unit tests share: comparing numbers, and running the model on a few lines of text.
 */
#ifndef MKBA_TEST_SUPPORT_H
#define MKBA_TEST_SUPPORT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "analysis/baseline.h"
#include "base/issue.h"
#include "input/parameters.h"
#include "model/graph.h"

#include <math.h>
#include <string.h>

/* NaN is near nothing. cmocka of Debian 12 compares in float only. */
#define assert_near(got, want, tolerance)                                                     \
    do {                                                                                      \
        double got_ = (got), want_ = (want);                                                  \
        if (!(fabs(got_ - want_) <= (tolerance))) {                                           \
            print_error("%s is %.17g, expected %.17g\n", #got, got_, want_);                  \
            fail();                                                                           \
        }                                                                                     \
    } while (0)

typedef struct {
    mkba_data *data;
    mkba_areas *areas;
    mkba_result *result;
    mkba_issues issues;
} model_run;

/* Runs an areas file given as text; `settings` are key=value, up to a NULL. Returns the status
 * of the first step that fails. */
static inline mkba_status run_model(model_run *run, const char *areas,
                                    const char *const *settings)
{
    mkba_overrides overrides = {.settings = settings};
    memset(run, 0, sizeof *run);
    while (settings && settings[overrides.n_settings]) {
        overrides.n_settings++;
    }
    mkba_status status = mkba_data_open(&run->data, NULL, &run->issues);
    if (status == MKBA_OK) {
        status = mkba_data_override(run->data, &overrides, &run->issues);
    }
    if (status == MKBA_OK) {
        mkba_source_text text = {.file = "test.csv", .bytes = areas, .length = strlen(areas)};
        status = mkba_areas_read_text(&run->areas, run->data, text, 0, &run->issues);
    }
    if (status == MKBA_OK) {
        status = mkba_baseline_run(&run->result, run->areas, &run->issues);
    }
    return status;
}

static inline void end_run(model_run *run)
{
    mkba_result_free(run->result);
    mkba_areas_free(run->areas);
    mkba_data_free(run->data);
}

/* A figure of area 0, or of MKBA_TOTAL. */
static inline double figure_of(const model_run *run, size_t area, const char *path)
{
    double value = 0;
    assert_int_equal(mkba_result_figure(&value, run->result, area, path, NULL), MKBA_OK);
    return value;
}

/* MKBA_NO_NODE when no node has that name. */
static inline mkba_node node_named(const mkba_graph *graph, const char *key)
{
    mkba_buffer text = {0};
    mkba_node found = MKBA_NO_NODE;
    for (size_t i = 0; i < graph->count && found == MKBA_NO_NODE; i++) {
        if (graph->node[i].name != 0) {
            text.length = 0;
            mkba_graph_write_name(&text, graph, (mkba_node)i);
            found = text.text && strcmp(text.text, key) == 0 ? (mkba_node)i : MKBA_NO_NODE;
        }
    }
    mkba_buffer_free(&text);
    return found;
}

#endif
