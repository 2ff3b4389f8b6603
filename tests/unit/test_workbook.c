/* The workbook: formulas as spreadsheets write them, and the calculation that it lays out.
 * That LibreOffice gets the same figures from it is tested in tests/output/workbook.py. */
#include "support.h"

#include "analysis/calculation.h"
#include "report/workbook_formula.h"

#include <errno.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

/* ------------------------------------------------------------------ Formulas */

/* A graph by hand: nodes 0 to 5 are the leaves a to f. */
typedef struct {
    mkba_arena *arena;
    mkba_graph graph;
} sketch;

static void start(sketch *s)
{
    static const char *const names[] = {"a", "b", "c", "d", "e", "f"};
    memset(s, 0, sizeof *s);
    s->arena = s->graph.arena = mkba_arena_new();
    for (size_t i = 0; i < 6; i++) {
        mkba_graph_node leaf = {.op = MKBA_OP_PARAMETER, .leaf = (uint32_t)i};
        mkba_node node = mkba_graph_add(&s->graph, leaf, NULL, 0);
        assert_true(mkba_graph_name_node(&s->graph, (mkba_graph_name){.key = names[i]}, node));
    }
}

static mkba_node add(sketch *s, mkba_op op, size_t count, const mkba_node *operand)
{
    return mkba_graph_add(&s->graph, (mkba_graph_node){.op = op}, operand, count);
}

#define ADD(op, count, ...) add(&s, op, count, (mkba_node[]){__VA_ARGS__})

static mkba_node constant(sketch *s, double value)
{
    return mkba_graph_add(
        &s->graph, (mkba_graph_node){.op = MKBA_OP_CONSTANT, .constant = value}, NULL, 0);
}

static mkba_node power(sketch *s, mkba_node base, int exponent)
{
    mkba_graph_node node = {.op = MKBA_OP_WHOLE_POWER, .exponent = exponent};
    return mkba_graph_add(&s->graph, node, &base, 1);
}

/* Leaves are called after their keys, in capitals and in row 1, as cells are. */
static void refer(mkba_buffer *out, const void *context, const mkba_graph *graph,
                  mkba_node node)
{
    (void)context;
    (void)graph;
    mkba_buffer_add_char(out, (char)('A' + node), 1);
    mkba_buffer_add(out, "1");
}

static void gives(const sketch *s, mkba_node node, const char *want)
{
    mkba_buffer out = {0};
    mkba_cell_formula(&out, &s->graph, node, refer, NULL);
    assert_non_null(out.text);
    assert_string_equal(out.text, want);
    mkba_buffer_free(&out);
}

static void brackets_where_they_are_needed(void **state)
{
    enum { A, B, C, D };
    sketch s;
    (void)state;
    start(&s);
    mkba_node sum = ADD(MKBA_OP_ADD, 2, A, B), less = ADD(MKBA_OP_SUBTRACT, 2, A, B);
    gives(&s, ADD(MKBA_OP_MULTIPLY, 2, sum, C), "(A1+B1)*C1");
    gives(&s, ADD(MKBA_OP_ADD, 2, sum, C), "A1+B1+C1");
    gives(&s, ADD(MKBA_OP_SUBTRACT, 2, C, less), "C1-(A1-B1)");
    gives(&s, ADD(MKBA_OP_DIVIDE, 2, A, ADD(MKBA_OP_MULTIPLY, 2, B, C)), "A1/(B1*C1)");
    gives(&s, ADD(MKBA_OP_DIVIDE, 2, ADD(MKBA_OP_MULTIPLY, 2, A, B), C), "A1*B1/C1");
    gives(&s, ADD(MKBA_OP_SUM, 3, A, sum, ADD(MKBA_OP_MULTIPLY, 2, C, D)), "A1+A1+B1+C1*D1");
    gives(&s, ADD(MKBA_OP_MAX, 2, constant(&s, 0), less), "MAX(0,A1-B1)");
    gives(&s, ADD(MKBA_OP_SUM, 6, 0, 1, 2, 3, 4, sum), "SUM(A1,B1,C1,D1,E1,A1+B1)");
    mkba_arena_free(s.arena);
}

/* -2^2 is 4 in a spreadsheet, and 2^3^2 is 64. */
static void minus_and_powers(void **state)
{
    enum { A, B };
    sketch s;
    (void)state;
    start(&s);
    mkba_node minus = ADD(MKBA_OP_NEGATE, 1, A);
    gives(&s, power(&s, minus, 2), "(-A1)^2");
    gives(&s, ADD(MKBA_OP_NEGATE, 1, power(&s, A, 2)), "-(A1^2)");
    gives(&s, ADD(MKBA_OP_SUBTRACT, 2, B, minus), "B1-(-A1)");
    gives(&s, ADD(MKBA_OP_MULTIPLY, 2, minus, B), "(-A1)*B1");
    gives(&s, ADD(MKBA_OP_MULTIPLY, 2, constant(&s, -2), B), "(-2)*B1");
    gives(&s, power(&s, power(&s, A, 3), 2), "(A1^3)^2");
    gives(&s, power(&s, ADD(MKBA_OP_ADD, 2, constant(&s, 1), A), -3), "(1+A1)^(-3)");
    gives(&s, power(&s, A, 0), "1"); /* also where A1 is 0 */
    gives(&s, ADD(MKBA_OP_POWER, 2, A, B), "IF(B1=0,1,A1^B1)");
    mkba_arena_free(s.arena);
}

static void choices(void **state)
{
    enum { A, B, C };
    sketch s;
    (void)state;
    start(&s);
    mkba_node none = constant(&s, (double)NAN), less = ADD(MKBA_OP_SUBTRACT, 2, A, B);
    gives(&s, ADD(MKBA_OP_IF_POSITIVE, 3, B, ADD(MKBA_OP_DIVIDE, 2, A, B), none),
          "IF(B1>0,A1/B1,\"-\")");
    gives(&s, ADD(MKBA_OP_IF_NEGATIVE, 3, less, B, C), "IF(A1-B1<0,B1,C1)");
    gives(&s, ADD(MKBA_OP_REST, 1, less), "IF(A1-B1<1E-12,0,A1-B1)");
    gives(&s, ADD(MKBA_OP_MULTIPLY, 2, constant(&s, 0.1), A), "0.1*A1");
    double value;
    assert_true(mkba_cell_constant(&value, &s.graph, constant(&s, 0.25)));
    assert_near(value, 0.25, 0);
    assert_false(mkba_cell_constant(&value, &s.graph, less));
    mkba_arena_free(s.arena);
}

/* ------------------------------------------------------------------ The calculation */

static const char areas[] =
    "code;households;heavy_households;team_cost_eur;fte_heavy;fte_vulnerable;"
    "fte_self_reliant;helped_heavy;caseload_heavy;score_find;spend_wmo_support;funding_state\n"
    "A;20000;700;;10;20;30;;9;0.3;12000000;\n"
    "B;5000;;900000;;;;40;;;;1\n"
    "C;0;;1000;;4;;;;1;0;\n"
    "D;80000;;;;;;;12;0;;\n";

static void figures_of_the_calculation(void **state)
{
    model_run run;
    mkba_calculation *c;
    size_t compared = 0;
    (void)state;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_calculation_new(&c, run.result, &run.issues), MKBA_OK);
    double *value = calloc(c->graph->count, sizeof *value);
    double *standard = calloc(c->inputs, sizeof *standard);
    assert_true(value && standard);
    for (size_t a = 0; a < run.result->count; a++) {
        const mkba_outcome *o = &run.result->outcome[a];
        mkba_calculation_run(value, standard, c, o->area, run.result->study->parameter,
                             c->today);
        for (size_t i = 0; i < run.result->figures->count; i++) {
            const mkba_figure *f = &run.result->figures->figure[i];
            if (f->origin != MKBA_FROM_GRAPH || c->figure_row[i] == MKBA_NO_ROW) {
                continue;
            }
            double got = value[c->row[c->figure_row[i]].node];
            if (!isnan(o->value[i]) || !isnan(got)) {
                assert_near(got, o->value[i], 1e-9 * fabs(o->value[i]));
            }
            compared++;
        }
    }
    assert_true(compared > 800);
    free(value);
    free(standard);
    mkba_calculation_free(c);
    end_run(&run);
}

/* Every column that the model computes with can be entered, and only what is required has no
 * default. */
static void every_input_has_a_row(void **state)
{
    model_run run;
    mkba_calculation *c;
    size_t columns = 0;
    (void)state;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_calculation_new(&c, run.result, &run.issues), MKBA_OK);
    for (size_t i = 0; i < run.data->columns; i++) {
        columns += run.data->column[i].in_model;
    }
    assert_int_equal(c->inputs, columns);
    for (size_t i = 0; i < c->inputs; i++) {
        const mkba_calculation_input *in = &c->input[i];
        const char *id = run.data->column[in->column].id;
        assert_int_equal(in->required, strcmp(id, "households") == 0);
        assert_int_equal(in->other_count, strcmp(id, "team_cost_eur") == 0 ? 3 : 0);
        assert_int_equal(in->zero_count > 0, strncmp(id, "funding_", 8) == 0);
        assert_int_equal(c->row[in->row].input, i);
    }
    mkba_calculation_free(c);
    end_run(&run);
}

/* ------------------------------------------------------------------ The file */

static char *written(const char *path, mkba_result *result, size_t *length)
{
    mkba_workbook_options options = {.language = MKBA_DUTCH};
    assert_int_equal(mkba_workbook_write(path, result, &options, NULL), MKBA_OK);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = calloc(1 << 22, 1);
    assert_non_null(bytes);
    *length = fread(bytes, 1, 1 << 22, file);
    assert_int_equal(fclose(file), 0);
    return bytes;
}

/* Under any locale; LOCPATH and MKBA_TEST_LOCALE as in test_locale.c. */
static void same_bytes(void **state)
{
    char path[] = "/tmp/mkba-workbook-XXXXXX";
    const char *name = getenv("MKBA_TEST_LOCALE");
    size_t length[2];
    char *bytes[2];
    model_run run;
    (void)state;
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0 && close(descriptor) == 0);
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    bytes[0] = written(path, run.result, &length[0]);
    assert_non_null(setlocale(LC_ALL, name ? name : "C"));
    bytes[1] = written(path, run.result, &length[1]);
    setlocale(LC_ALL, "C");
    assert_int_equal(length[0], length[1]);
    assert_true(length[0] > 10000);
    assert_memory_equal(bytes[0], bytes[1], length[0]);
    free(bytes[0]);
    free(bytes[1]);
    remove(path);
    end_run(&run);
}

static bool stop_at_once(void *context, double done)
{
    *(double *)context = done;
    return false;
}

static void can_be_stopped(void **state)
{
    char path[] = "/tmp/mkba-workbook-XXXXXX";
    double done = 0;
    mkba_workbook_options options = {.progress = stop_at_once, .progress_context = &done};
    model_run run;
    (void)state;
    int descriptor = mkstemp(path);
    assert_true(descriptor >= 0 && close(descriptor) == 0);
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    assert_int_equal(mkba_workbook_write(path, run.result, &options, NULL), MKBA_ERR_STOPPED);
    assert_true(done > 0 && done < 1);
    remove(path);
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(brackets_where_they_are_needed),
        cmocka_unit_test(minus_and_powers),
        cmocka_unit_test(choices),
        cmocka_unit_test(figures_of_the_calculation),
        cmocka_unit_test(every_input_has_a_row),
        cmocka_unit_test(same_bytes),
        cmocka_unit_test(can_be_stopped),
    };
    return cmocka_run_group_tests_name("workbook", tests, NULL, NULL);
}
