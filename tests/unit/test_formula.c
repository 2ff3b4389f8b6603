/* The language of the formulas, on formulas small enough to work out by eye. */
#include "support.h"

#include "model/build.h"
#include "model/eval.h"
#include "model/show.h"

#include <stdio.h>

enum { PARAMETERS = 6 };

/* Two segments, two lines, one party, one factor; parameters a = 2, b = 3, horizon = 4, lag =
 * 1, w.x = 5, w.y = 7. */
typedef struct {
    mkba_arena *arena;
    mkba_formulas *formulas;
    mkba_map parameters, columns, switches;
    bool entered[2];
    mkba_vocabulary vocabulary;
    mkba_builder *builder;
    mkba_issues issues;
} world;

static const double values[PARAMETERS] = {2, 3, 4, 1, 5, 7};
static const double entered_values[2] = {10, 20};

static void start(world *w, const char *formulas)
{
    static const char *const segments[] = {"x", "y"}, *const lines[] = {"l", "m"},
                             *const parties[] = {"p"}, *const factors[] = {"f"};
    static const mkba_line_traits traits[] = {{"spend", "p", true}, {"transfer", "p", false}};
    static const char *const names[PARAMETERS] = {"a", "b", "horizon", "lag", "w.x", "w.y"};
    static const bool whole[PARAMETERS] = {false, false, true, true, false, false};
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
    w->vocabulary =
        (mkba_vocabulary){.domain = {{segments, 2}, {lines, 2}, {parties, 1}, {factors, 1}},
                          .line = traits,
                          .parameters = &w->parameters,
                          .columns = &w->columns,
                          .switches = &w->switches,
                          .entered = w->entered,
                          .parameter = values,
                          .whole = whole};
    mkba_status status =
        mkba_formulas_read(&w->formulas, w->arena, formulas, NULL, &w->issues);
    w->builder =
        status == MKBA_OK ? mkba_builder_new(w->arena, w->formulas, &w->vocabulary) : NULL;
}

static double value_of(world *w, const char *key)
{
    mkba_node node;
    double value[512];
    assert_non_null(w->builder);
    assert_int_equal(mkba_builder_require(&node, w->builder, key, &w->issues), MKBA_OK);
    const mkba_graph *graph = mkba_builder_graph(w->builder);
    assert_true(graph->count <= 512);
    mkba_graph_eval(value, graph,
                    (mkba_leaves){.parameter = values,
                                  .entered = entered_values,
                                  .switched = (double[]){1}});
    return value[node];
}

static void check(const char *formula, double want)
{
    world w;
    char text[512];
    snprintf(text, sizeof text, "# test\n[1] Test\n\nk : euro\n    = %s\n", formula);
    start(&w, text);
    assert_near(value_of(&w, "k"), want, 1e-15);
    mkba_arena_free(w.arena);
}

static void arithmetic(void **state)
{
    (void)state;
    check("1 + 2 * 3", 7);
    check("(1 + 2) * 3", 9);
    check("7 - 2 - 1", 4);
    check("8 / 4 / 2", 1);
    check("2 ^ 3", 8);
    check("-a ^ 2", -4);
    check("2 * -b", -6);
    check("a ^ b", 8);
    check("a ^ (-2)", 0.25);
    check("a ^ (lag - 1)", 1);
    check("0.25 * a", 0.5);
    check("min(a, b) + 10 * max(a, b)", 32);
    check("positive(a, 1, 2) + positive(0, 10, 20) + negative(-a, 100, 200)", 121);
    check("rest(1 - 0.7 - 0.3)", 0);
    check("rest(a - 1)", 1);
    check("horizon * a", 8);
}

static void sums(void **state)
{
    (void)state;
    check("sum{s}(w.{s})", 12);
    check("sum{k = 1 .. 3}(k)", 6);
    check("sum{k = 0 .. min(horizon, 10): k > lag}(k)", 9);
    check("sum{t}(t)", 6);
    check("sum{t: t >= 2}(a ^ t)", 12);
    check("sum{k = 3 .. 1}(k)", 0);
    check("sum{s: s is y}(w.{s})", 7);
    check("sum{s: exists w.{s} and not_a_thing is x}(w.{s})", 0);
}

static void first_way_that_applies(void **state)
{
    (void)state;
    check("entered.absent\n    = entered.given * 2\n    = 5", 20);
    check("missing_parameter\n    = 5", 5);
    check("1 when lag == 2\n    = 3 when lag <= 1\n    = 5", 3);
    check("switch.on * 4", 4);
}

static void traits_of_lines(void **state)
{
    world w;
    (void)state;
    start(&w, "[1] Test\n"
              "n.{e} : euro\n    = 1 when e.kind is transfer\n    = 10 when e.home_support\n  "
              "  = 100\n"
              "paid.{p} : euro\n    = sum{e: e.payer is p and e.kind is not transfer}(n.{e})\n"
              "either : euro\n    = sum{e: e.kind is spend or e.kind is transfer}(n.{e})\n");
    assert_near(value_of(&w, "paid.p"), 10, 0);
    assert_near(value_of(&w, "either"), 11, 0);
    mkba_arena_free(w.arena);
}

static void indices_reach_other_years(void **state)
{
    world w;
    (void)state;
    start(&w, "[1] Test\n"
              "run.{t} : euro\n    = 1 when t == 0\n    = run.{t-1} * a\n"
              "late : euro\n    = run.{3 - lag}\n"
              "fixed.0 : euro\n    = 7\n"
              "fixed.{t} : euro\n    = 8\n"
              "both : euro\n    = fixed.0 * 10 + fixed.1\n");
    assert_near(value_of(&w, "run.3"), 8, 0);
    assert_near(value_of(&w, "late"), 4, 0);
    assert_near(value_of(&w, "both"), 78, 0);
    mkba_arena_free(w.arena);
}

static void refuses(const char *formulas, const char *key, mkba_status want, const char *id)
{
    world w;
    mkba_node node;
    mkba_status status = MKBA_ERR_SYNTAX;
    start(&w, formulas);
    if (w.builder) {
        status = mkba_builder_require(&node, w.builder, key, &w.issues);
    }
    assert_int_equal(status, want);
    assert_string_equal(w.issues.item[0].message.id, id);
    mkba_arena_free(w.arena);
}

static void says_what_is_wrong(void **state)
{
    (void)state;
    refuses("k : euro\n    = 1 +\n", "k", MKBA_ERR_SYNTAX, "formula.syntax");
    refuses("k : euro\n    = min(1)\n", "k", MKBA_ERR_SYNTAX, "formula.syntax");
    refuses("k euro\n    = 1\n", "k", MKBA_ERR_SYNTAX, "formula.syntax");
    refuses("k : euro\n", "k", MKBA_ERR_SYNTAX, "formula.syntax");
    refuses("k : euro\n    = 1 2\n", "k", MKBA_ERR_SYNTAX, "formula.syntax");
    refuses("k : euro\n    = m\nm : euro\n    = k\n", "k", MKBA_ERR_CONFLICT,
            "formula.circular");
    refuses("k : euro\n    = nowhere\n", "k", MKBA_ERR_MISSING, "formula.missing");
    refuses("k : euro\n    = m\n    = 1\nm : euro\n    = nowhere\n", "k", MKBA_ERR_MISSING,
            "formula.missing"); /* a formula that fails is no reason to try another way */
    refuses("k : euro\n    = sum{k = 1 .. 999}(1)\n", "k", MKBA_ERR_RANGE, "formula.too_long");
    refuses("k : euro\n    = 1\n", "other", MKBA_ERR_UNKNOWN, "figure.unknown");
}

static void builds_only_what_is_needed(void **state)
{
    world w;
    (void)state;
    start(&w, "[1] Test\nk : euro\n    = a\nm : euro\n    = b * w.x * w.y\n");
    assert_near(value_of(&w, "k"), 2, 0);
    assert_int_equal(node_named(mkba_builder_graph(w.builder), "b"), MKBA_NO_NODE);
    mkba_arena_free(w.arena);
}

static void shows_a_formula_as_it_is_computed(void **state)
{
    static const char *const rows[] = {"a - (b - 1)",
                                       "(a + b) * 2",
                                       "a / (b * 2)",
                                       "-(a + b)",
                                       "a * b - 1",
                                       "(a + b) ^ 2",
                                       "min(a, b + 1)",
                                       "a ^ (-2) + b",
                                       "positive(a, b, undefined)",
                                       "a - b - 1",
                                       "negative(a, 1, 2) * b"};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        world w;
        mkba_node node;
        char text[256];
        mkba_buffer shown = {0};
        snprintf(text, sizeof text, "[1] Test\nk : euro\n    = %s\n", rows[i]);
        start(&w, text);
        assert_int_equal(mkba_builder_require(&node, w.builder, "k", NULL), MKBA_OK);
        mkba_show_formula(&shown, mkba_builder_graph(w.builder), node);
        assert_string_equal(shown.text, rows[i]);
        mkba_buffer_free(&shown);
        mkba_arena_free(w.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arithmetic),
        cmocka_unit_test(sums),
        cmocka_unit_test(first_way_that_applies),
        cmocka_unit_test(traits_of_lines),
        cmocka_unit_test(indices_reach_other_years),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(builds_only_what_is_needed),
        cmocka_unit_test(shows_a_formula_as_it_is_computed),
    };
    return cmocka_run_group_tests_name("formula", tests, NULL, NULL);
}
