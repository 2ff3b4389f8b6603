/* The language of the formulas, on formulas small enough to work out by eye. */
#include "small_model.h"

#include "base/embedded.h"

#include "model/show.h"

static double value_of(world *w, const char *key)
{
    mkba_node node;
    double value[MOST_NODES];
    assert_non_null(w->builder);
    assert_int_equal(mkba_builder_require(&node, w->builder, key, &w->issues), MKBA_OK);
    const mkba_graph *graph = mkba_builder_graph(w->builder);
    assert_true(graph->count <= MOST_NODES);
    mkba_graph_eval(value, graph,
                    (mkba_leaves){.parameter = values,
                                  .entered = entered_values,
                                  .switched = (double[]){1}});
    return value[node];
}

static void check(const char *formula, double want)
{
    world w;
    mkba_node k;
    graph_of(&w, &k, formula);
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
    check("-a * b + max(-b, -a)", -8);
    check("2 * - a", -4);
}

static void sums(void **state)
{
    (void)state;
    check("sum{s}(w.{s})", 12);
    check("sum{k = 1 .. 3}(k)", 6);
    check("sum{k = 0 .. min(horizon, 10): k > lag}(k)", 9);
    check("sum{t}(t)", 6);
    check("sum{t: t >= 2}(a ^ t)", 12);
    check("sum{k = 1..3}(k)", 6);
    check("sum{k = 3 .. 1}(k)", 0);
    check("sum{k = max(lag, 2) .. max(3, lag)}(k)", 5);
    check("sum{k = -lag .. 2: k >= 0}(k)", 3);
    check("sum{s: s is y}(w.{s})", 7);
    check("sum{s: exists w.{s} and not_a_thing is x}(w.{s})", 0);
    check("sum{s: notx is x or not (s is y)}(w.{s})", 5);
    check("sum{e: exists w.{e}}(1)", 0);
    check("sum{k = 0 .. 3: exists y.{k}}(y.{k})", 30); /* y.2 and y.3 are not there */
    check("sum{k = 1 .. 2: exists y.{k-2+lag}}(y.{k-2+lag})", 30);
    check("sum{s: s is x}(w.{s}z)", 11);
    check("sum{e: exists entered.{e}}(1) + sum{k = lag .. b}(1)\n    = 8",
          8); /* b may be 2.5 */
}

static void first_way_that_applies(void **state)
{
    (void)state;
    check("entered.absent\n    = entered.given * 2\n    = 5", 20);
    check("missing_parameter\n    = 5", 5);
    check("1 when lag == 2\n    = 3 when lag <= 1\n    = 5", 3);
    check("switch.on * 4", 4);
    check("entered.unheard_of\n    = 5", 5);
    check("1 when exists entered.unheard_of\n    = 2 when exists entered.absent\n"
          "    = 3 when exists entered.given",
          3);
    check("1 when exists entered.{s}\n    = 5", 5); /* no segment to speak of */
    check("y.{a}\n    = 5", 5);                     /* no whole number */
    check("1 when lag == min(lag, a)\n    = 5", 5); /* nor here */
    check("1 when lag == min(a, lag)\n    = 5", 5);
    check("1 when lag == w.{s}\n    = 5", 5);
    check("y.{lag - 2}\n    = 5", 5); /* no index */
    check("switch.off\n    = 5", 5);
    check("w.{s}\n    = 5", 5);
    check("w.{t}\n    = 5", 5);
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

/* What cannot be asked of a line or a measured effect is never so. */
static void traits_that_are_not_there(void **state)
{
    static const struct {
        const char *condition;
        double l, m; /* of the lines, or of the measured effects 0 and 1 */
    } rows[] = {
        {"e.measured", 1, 0},
        {"l.measured", 1, 1},
        {"m.measured", 0, 0},
        {"mm.measured", 1, 1},
        {"ll.measured", 0, 0},
        {"e.home_support", 1, 0},
        {"not e.home_support", 0, 1},
        {"e.colour", 0, 0},
        {"e.colour is e.taste", 0, 0},
        {"e.kind is spend", 1, 0},
        {"e.payer is p", 1, 1},
        {"m.line is e", 0, 0},
        {"m.good", 0, 0},
        {"x", 0, 0},
        {"yes", 1, 1},
    };
    world w;
    char text[256];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(text, sizeof text, "[1] Test\nn.{e} : euro\n    = 1 when %s\n    = 0\n",
                 rows[i].condition);
        start(&w, text);
        assert_near(value_of(&w, "n.l"), rows[i].l, 0);
        assert_near(value_of(&w, "n.m"), rows[i].m, 0);
        mkba_arena_free(w.arena);
    }
    start(&w,
          "[1] Test\n"
          "good.{m} : euro\n    = 1 when m.good\n    = 0\n"
          "of.{e} : euro\n    = sum{m: m.line is e}(1 + sum{k = 0 .. 1: k == m}(k))\n"
          "bad.{m} : euro\n    = 1 when m.bad or e.kind is spend or e.measured\n    = 0\n");
    assert_near(value_of(&w, "good.0"), 1, 0);
    assert_near(value_of(&w, "good.1"), 0, 0);
    assert_near(value_of(&w, "of.l"), 1, 0);
    assert_near(value_of(&w, "of.m"), 0, 0);
    assert_near(value_of(&w, "bad.0"), 0, 0);
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

/* A name may stand for formulas of several forms, told apart by its index. */
static void indices_choose_between_formulas(void **state)
{
    static const struct {
        const char *key;
        double value;
    } rows[] = {
        {"years", 7 + 3 * 8}, /* the first year is another formula */
        {"one", 7},           /* by a whole number that is no variable */
        {"parts", 20 + 1},    /* x is a segment and a party, y is not */
        {"named", 30 + 40},   /* x by its own formula */
        {"outside", 5},       /* there is no year 9, nor a year of y */
        {"before", 6},        /* nor one before the first */
        {"unset", 9},         /* of which segment? */
        {"late", 2},          /* a year that is no whole number */
        {"joined", 50},       /* an index within a word */
    };
    world w;
    (void)state;
    start(&w, "[1] Test\n"
              "fixed.0 : euro\n    = 7\n"
              "fixed.all : euro\n    = 9\n"
              "fixed.{t} : euro\n    = 8\n"
              "years : euro\n    = sum{t}(fixed.{t})\n"
              "one : euro\n    = fixed.{lag - 1}\n"
              "q.{p} : euro\n    = 20 when p is x\n    = 21\n"
              "parts : euro\n    = sum{s}(part.{s})\n"
              "part.{s} : euro\n    = q.{s} when s is x\n    = 1\n"
              "own.x : euro\n    = 30\n"
              "own.{s} : euro\n    = 40\n"
              "named : euro\n    = sum{s}(own.{s})\n"
              "only.x : euro\n    = 30\n"
              "outside : euro\n    = fixed.{9}\n    = sum{s}(fixed.{s})\n    = 5\n"
              "before : euro\n    = fixed.{lag - 2}\n    = 6\n"
              "unset : euro\n    = own.{s}\n    = part.{s}\n    = only.{s}\n    = 9\n"
              "late : euro\n    = fixed.{a}\n    = 2\n"
              "joinedx : euro\n    = 50\n"
              "joined : euro\n    = sum{s: s is x}(joined{s})\n");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_near(value_of(&w, rows[i].key), rows[i].value, 0);
    }
    mkba_arena_free(w.arena);
}

static void leaves_out_what_nothing_needs(void **state)
{
    world w;
    mkba_node node;
    (void)state;
    start_without(&w, "m.x : euro\n    = 1\n    = 2\nmm.x : euro\n    = 3", "m");
    assert_near(value_of(&w, "mm.x"), 3, 0);
    assert_int_equal(mkba_builder_require(&node, w.builder, "m.x", NULL), MKBA_ERR_UNKNOWN);
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

/* A formula is read when it is needed, and its fault is one from then on. */
static void a_fault_shows_when_it_is_met(void **state)
{
    world w;
    mkba_node node;
    (void)state;
    start(&w, "k : euro\n    = 1\n\nm : euro\n    = 1 +\n    = 2\n\nn : euro\n    = 3\n");
    assert_int_equal(mkba_builder_require(&node, w.builder, "k", &w.issues), MKBA_OK);
    assert_int_equal(mkba_formulas_fault(w.formulas, &w.issues), MKBA_OK);
    for (unsigned count = 1; count <= 2; count++) {
        assert_int_equal(mkba_builder_require(&node, w.builder, "m", &w.issues),
                         MKBA_ERR_SYNTAX);
        assert_int_equal(w.issues.total, count);
        assert_int_equal(w.issues.item[count - 1].line, 6); /* where a number would be */
        assert_string_equal(w.issues.item[count - 1].message.id, "formula.syntax");
    }
    assert_int_equal(mkba_formulas_fault(w.formulas, &w.issues), MKBA_ERR_SYNTAX);
    assert_int_equal(mkba_builder_require(&node, w.builder, "k", &w.issues), MKBA_OK);
    mkba_arena_free(w.arena);
}

static void the_formulas_of_the_program_have_none(void **state)
{
    mkba_formulas *all;
    mkba_arena *arena = mkba_arena_new();
    const mkba_embedded_file *text = mkba_embedded_find("src/model/formulas.txt");
    (void)state;
    assert_int_equal(mkba_formulas_read(&all, arena, text->bytes, NULL, NULL), MKBA_OK);
    assert_true(all->count > 130);
    for (size_t i = 0; i < all->count; i++) {
        assert_non_null(mkba_formula_ways(all, &all->formula[i]));
    }
    mkba_arena_free(arena);
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
    refuses("k : euro\n    = sum{k = lag .. a}(1)\n", "k", MKBA_ERR_MISSING,
            "formula.missing");
    refuses("k : euro\n    = sum{k = a .. lag}(1)\n", "k", MKBA_ERR_MISSING,
            "formula.missing");
    refuses("k : euro\n    = a.b.c.d.e.f.g.h.i\n", "k", MKBA_ERR_MISSING, "formula.missing");
    refuses("k : euro\n    = sum{s}(a.b.c.d.e.f.g.h.{s})\n", "k", MKBA_ERR_MISSING,
            "formula.missing");
    /* more places than there is room for */
    refuses("n.{k}.{k}.{s} : euro\n    = 1\n", "n.1.1.x", MKBA_ERR_MEMORY, "memory");
}

static void says_what_is_not_written_well(void **state)
{
    static const char *const rows[] = {
        "= w.{s",
        "= w.{s\n + 1",
        "= sum{q}(1)",
        "= sum{k}(k)",
        "= sum{",
        "= 1 when exists 5",
        "= {s}.x",
        "= 1 when 2",
        "= 1 when w.{s}",
        "= 1 when s is w.{s}",
        "= 1 when s is 3",
        "= 1 + * 2",
        "= a{t}{t}{t}{t}{t}{t}{t}{t}",
        "= 1 when 1 < 2 and",
        "= 1 ? 2",
        "",
    };
    static const char *const keys[] = {"a.b.c.d.e.f.g.h.i", "n.{q}", "n.{ss}", "n.{s", "n.{}"};
    char text[128];
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        snprintf(text, sizeof text, "k : euro\n    %s\n", rows[i]);
        refuses(text, "k", MKBA_ERR_SYNTAX, "formula.syntax");
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        snprintf(text, sizeof text, "%s : euro\n    = 1\n", keys[i]);
        refuses(text, "k", MKBA_ERR_SYNTAX, "formula.syntax");
    }
    refuses("k :\n", "k", MKBA_ERR_SYNTAX, "formula.syntax");
    refuses("k : euro\n    = w.{s", "k", MKBA_ERR_SYNTAX, "formula.syntax");
    refuses("k : euro  \n    = 1\n.", "k", MKBA_ERR_SYNTAX, "formula.syntax");
}

static void knows_no_key_that_is_not_there(void **state)
{
    static const char formulas[] = "k.{t} : euro\n    = 1\nn.{s}.{k} : euro\n    = 1\n";
    static const char *const keys[] = {
        "other",  "k",    "k.4",    "k.1000", "k.",
        "k.x",    "k.1x", "k.!",    "k.1.1",  "n.z.1",
        "n.xx.1", "n.x",  "n.x.1a", "n.x.-1", "a.b.c.d.e.f.g.h.i"};
    char deep[300] = "";
    (void)state;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        refuses(formulas, keys[i], MKBA_ERR_UNKNOWN, "figure.unknown");
    }
    memset(deep, 'k', sizeof deep - 1);
    refuses(formulas, deep, MKBA_ERR_UNKNOWN, "figure.unknown");
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
                                       "negative(a, 1, 2) * b",
                                       "-a * b",
                                       "(-a) ^ 2",
                                       "rest(a) / max(a, b)",
                                       "a - -(b + 1)"};
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

static void names_the_operands_once_each(void **state)
{
    mkba_node k, named[3];
    mkba_buffer text = {0};
    world w;
    (void)state;
    const mkba_graph *graph = graph_of(&w, &k, "a * (b + a) - w.x");
    assert_int_equal(mkba_show_operands(named, 3, graph, k), 3);
    for (size_t i = 0; i < 3; i++) {
        mkba_graph_write_name(&text, graph, named[i]);
    }
    assert_string_equal(mkba_buffer_text(&text), "abw.x");
    assert_int_equal(mkba_show_operands(named, 2, graph, k), 2);
    mkba_buffer_free(&text);
    mkba_arena_free(w.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(arithmetic),
        cmocka_unit_test(sums),
        cmocka_unit_test(first_way_that_applies),
        cmocka_unit_test(traits_of_lines),
        cmocka_unit_test(traits_that_are_not_there),
        cmocka_unit_test(indices_reach_other_years),
        cmocka_unit_test(indices_choose_between_formulas),
        cmocka_unit_test(leaves_out_what_nothing_needs),
        cmocka_unit_test(a_fault_shows_when_it_is_met),
        cmocka_unit_test(the_formulas_of_the_program_have_none),
        cmocka_unit_test(says_what_is_wrong),
        cmocka_unit_test(says_what_is_not_written_well),
        cmocka_unit_test(knows_no_key_that_is_not_there),
        cmocka_unit_test(builds_only_what_is_needed),
        cmocka_unit_test(shows_a_formula_as_it_is_computed),
        cmocka_unit_test(names_the_operands_once_each),
    };
    return cmocka_run_group_tests_name("formula", tests, NULL, NULL);
}
