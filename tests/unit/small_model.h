/* A model small enough to work out by eye: two segments x and y, two lines l and m, three
 * parties, one factor, two measured effects (of lines that start alike); parameters a = 2, b =
 * 3, horizon = 4, lag = 1, w.x = 5, w.y = 7, w.xz = 11, y.0 = 13, y.1 = 17; `given` is entered
 * as 10. */
#ifndef MKBA_TEST_SMALL_MODEL_H
#define MKBA_TEST_SMALL_MODEL_H

#include "support.h"

#include "model/build.h"
#include "model/eval.h"

#include <stdio.h>

enum { PARAMETERS = 9, MOST_NODES = 512 };

typedef struct {
    mkba_arena *arena;
    mkba_formulas *formulas;
    mkba_map parameters, columns, switches;
    bool entered[2];
    mkba_vocabulary vocabulary;
    mkba_builder *builder;
    mkba_issues issues;
} world;

static const double values[PARAMETERS] = {2, 3, 4, 1, 5, 7, 11, 13, 17};
static const double entered_values[2] = {10, 20};

/* Without the formulas whose keys start with a word (NULL: all). */
static inline void start_without(world *w, const char *formulas, const char *without)
{
    static const char *const segments[] = {"x", "y"}, *const lines[] = {"l", "m"},
                             *const parties[] = {"pp", "p", "x"}, *const factors[] = {"f"},
                             *const measured[] = {"0", "1"};
    static const mkba_line_traits traits[] = {{"spend", "p", true}, {"transfer", "p", false}};
    static const mkba_measured_traits effects[] = {{"mm", true}, {"l", false}};
    static const char *const names[PARAMETERS] = {"a",   "b",    "horizon", "lag", "w.x",
                                                  "w.y", "w.xz", "y.0",     "y.1"};
    static const bool whole[PARAMETERS] = {false, false, true, true};
    memset(w, 0, sizeof *w);
    w->arena = mkba_arena_new();
    w->parameters.arena = w->columns.arena = w->switches.arena = w->arena;
    for (size_t i = 0; i < PARAMETERS; i++) {
        assert_true(mkba_map_put(&w->parameters, names[i], i));
    }
    assert_true(mkba_map_put(&w->columns, "given", 0));
    assert_true(mkba_map_put(&w->columns, "absent", 1));
    assert_true(mkba_map_put(&w->switches, "on", 0));
    w->entered[0] = true;
    w->vocabulary = (mkba_vocabulary){
        .domain = {{segments, 2}, {lines, 2}, {parties, 3}, {factors, 1}, {measured, 2}},
        .line = traits,
        .measured = effects,
        .parameters = &w->parameters,
        .columns = &w->columns,
        .switches = &w->switches,
        .entered = w->entered,
        .parameter = values,
        .whole = whole};
    mkba_status status =
        mkba_formulas_read(&w->formulas, w->arena, formulas, without, &w->issues);
    w->builder =
        status == MKBA_OK ? mkba_builder_new(w->arena, w->formulas, &w->vocabulary) : NULL;
}

static inline void start(world *w, const char *formulas)
{
    start_without(w, formulas, NULL);
}

/* The graph of a formula `k`. */
static inline const mkba_graph *graph_of(world *w, mkba_node *k, const char *formula)
{
    char text[512];
    assert_true((size_t)snprintf(text, sizeof text, "# test\n[1] Test\n\nk : euro\n    = %s\n",
                                 formula) < sizeof text);
    start(w, text);
    assert_non_null(w->builder);
    assert_int_equal(mkba_builder_require(k, w->builder, "k", &w->issues), MKBA_OK);
    const mkba_graph *graph = mkba_builder_graph(w->builder);
    assert_true(graph->count <= MOST_NODES);
    return graph;
}

#endif
