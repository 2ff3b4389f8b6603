/* The plan that was made when the program was built is the one that the formulas give, and is
 * used where it holds and nowhere else. */
#include "support.h"

#include "analysis/plan.h"
#include "analysis/variants.h"

/* Nothing prepared: all from the formulas. */
static const mkba_prepared nothing = {0};

/* A municipality inside the program. */
static void run_utrecht(model_run *run, const char *const *settings, size_t count)
{
    mkba_overrides overrides = {.settings = settings, .n_settings = count};
    memset(run, 0, sizeof *run);
    assert_int_equal(mkba_data_open(&run->data, NULL, NULL), MKBA_OK);
    assert_int_equal(mkba_data_override(run->data, &overrides, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_open_municipalities(&run->areas, run->data, NULL), MKBA_OK);
    assert_int_equal(mkba_areas_select(run->areas, "Utrecht", NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_run(&run->result, run->areas, NULL), MKBA_OK);
}

/* The same run with a plan from the formulas alone. */
typedef struct {
    mkba_result result;
    mkba_plan *plan;
} formulas_run;

static void run_formulas(formulas_run *f, const model_run *run)
{
    f->result = *run->result;
    assert_int_equal(mkba_study_new(&f->result.study, run->data, NULL), MKBA_OK);
    assert_int_equal(mkba_baseline_figures(&f->result.figures, f->result.study, false),
                     MKBA_OK);
    assert_int_equal(mkba_study_plan(&f->plan, f->result.study, run->result->outcome[0].area),
                     MKBA_OK);
    assert_int_equal(mkba_baseline_plan_make(f->plan, &f->result, &nothing, NULL), MKBA_OK);
}

static void assert_same_bits(const double *a, const double *b, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        assert_true((isnan(a[i]) && isnan(b[i])) || memcmp(&a[i], &b[i], sizeof *a) == 0);
    }
}

static void assert_same_node(const mkba_graph_node *a, const mkba_graph_node *b)
{
    assert_int_equal(a->op, b->op);
    assert_int_equal(a->first, b->first);
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->name, b->name);
    if (a->op == MKBA_OP_CONSTANT) {
        assert_same_bits(&a->constant, &b->constant, 1);
    } else if (a->op == MKBA_OP_WHOLE_POWER) {
        assert_int_equal(a->exponent, b->exponent);
    } else if (mkba_op_is_leaf(a->op)) {
        assert_int_equal(a->leaf, b->leaf);
    }
}

static void assert_same_name(const mkba_graph *a, const mkba_graph *b, mkba_node node)
{
    mkba_buffer own = {0}, other = {0};
    mkba_graph_write_name(&own, a, node);
    mkba_graph_write_name(&other, b, node);
    assert_string_equal(mkba_buffer_text(&own), mkba_buffer_text(&other));
    assert_string_equal(mkba_graph_unit(a, node), mkba_graph_unit(b, node));
    mkba_buffer_free(&own);
    mkba_buffer_free(&other);
}

static void assert_same_graph(const mkba_graph *a, const mkba_graph *b)
{
    assert_int_equal(a->count, b->count);
    assert_int_equal(a->n_operands, b->n_operands);
    assert_int_equal(a->n_names, b->n_names);
    assert_memory_equal(a->operand, b->operand, a->n_operands * sizeof *a->operand);
    for (size_t i = 0; i < a->count; i++) {
        assert_same_node(&a->node[i], &b->node[i]);
        if (a->node[i].name != 0) {
            assert_same_name(a, b, (mkba_node)i);
        }
    }
}

static void assert_same_steps(const mkba_steps *a, const mkba_steps *b)
{
    assert_int_equal(a->steps, b->steps);
    for (size_t i = 0; i < a->steps; i++) {
        const mkba_step *x = &a->step[i], *y = &b->step[i];
        assert_int_equal(x->op, y->op);
        assert_int_equal(x->exponent, y->exponent);
        assert_int_equal(x->out, y->out);
        assert_int_equal(x->count, y->count);
        assert_memory_equal(&a->operand[x->first], &b->operand[y->first],
                            x->count * sizeof *a->operand);
    }
}

static void assert_same_tape(const mkba_tape *a, const mkba_tape *b)
{
    assert_int_equal(a->inputs.area, b->inputs.area);
    assert_int_equal(a->inputs.drawn, b->inputs.drawn);
    assert_int_equal(a->inputs.local, b->inputs.local);
    assert_int_equal(a->inputs.as_written, b->inputs.as_written);
    assert_int_equal(a->rows, b->rows);
    assert_int_equal(a->scalars, b->scalars);
    assert_int_equal(a->outputs, b->outputs);
    assert_same_bits(a->fixed, b->fixed, a->scalars);
    assert_same_steps(&a->area_steps, &b->area_steps);
    assert_same_steps(&a->drawn_steps, &b->drawn_steps);
    assert_same_steps(&a->local_steps, &b->local_steps);
    assert_memory_equal(a->output, b->output, a->outputs * sizeof *a->output);
    assert_memory_equal(a->input_used, b->input_used,
                        (a->inputs.drawn + a->inputs.local) * sizeof *a->input_used);
}

static void what_is_prepared_is_what_the_formulas_give(void **state)
{
    const mkba_prepared *p = &mkba_prepared_plan;
    model_run run;
    formulas_run f;
    (void)state;
    run_utrecht(&run, NULL, 0);
    run_formulas(&f, &run);
    const mkba_baseline_plan *own = f.plan->extra;
    assert_same_graph(run.result->outcome[0].plan->graph, f.plan->graph);
    assert_int_equal(p->figures, f.result.figures->count);
    assert_memory_equal(p->node, own->node, p->figures * sizeof *p->node);
    assert_int_equal(f.result.study->domain[MKBA_DOMAIN_LINE].count, 9); /* with an amount */
    assert_int_equal(f.result.study->domain[MKBA_DOMAIN_SEGMENT].count, 3);
    assert_memory_equal(p->saving_share, own->saving_share, 27 * sizeof *p->saving_share);
    assert_int_equal(p->leaves, own->leaves);
    assert_memory_equal(p->leaf, own->leaf, p->leaves * sizeof *p->leaf);
    assert_int_equal(p->npv, own->npv);
    assert_same_tape(&p->variants, mkba_variants_used(own));
    mkba_study_free(f.result.study);
    end_run(&run);
}

/* The figures from the graph are those of a graph made for it. */
static void assert_same_figures(const model_run *run)
{
    formulas_run f;
    run_formulas(&f, run);
    const mkba_study *study = f.result.study;
    const mkba_baseline_plan *own = f.plan->extra;
    double switched[16];
    assert_true(study->n_switches <= sizeof switched / sizeof *switched);
    mkba_study_today(switched, study);
    mkba_graph_eval(own->value, f.plan->graph,
                    (mkba_leaves){.parameter = study->parameter,
                                  .entered = run->result->outcome[0].area->value,
                                  .switched = switched});
    for (size_t i = 0; i < f.result.figures->count; i++) {
        if (f.result.figures->figure[i].origin == MKBA_FROM_GRAPH &&
            own->node[i] != MKBA_NO_NODE) {
            assert_same_bits(&run->result->outcome[0].value[i], &own->value[own->node[i]], 1);
        }
    }
    mkba_study_free(f.result.study);
}

/* The graph holds for other numbers, its tape does not; years decide what nodes there are. */
static void it_is_used_where_it_holds(void **state)
{
    static const struct {
        const char *setting;
        bool graph, tape;
    } rows[] = {{NULL, true, true},
                {"tau=0.4", true, false},
                {"reduction.wmo_support.heavy=-0.1", true, false},
                {"horizon=8", false, false},
                {"programme_years=3", false, false}};
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        model_run run;
        run_utrecht(&run, &rows[i].setting, rows[i].setting != NULL);
        const mkba_baseline_plan *own = run.result->outcome[0].plan->extra;
        assert_int_equal(own->saving_share == mkba_prepared_plan.saving_share, rows[i].graph);
        assert_int_equal(mkba_variants_used(own) == &mkba_prepared_plan.variants,
                         rows[i].tape);
        assert_same_figures(&run);
        end_run(&run);
    }
}

static void an_area_of_another_shape_has_a_plan_of_its_own(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, "code;households\nA;20000\n", NULL), MKBA_OK);
    const mkba_baseline_plan *own = run.result->outcome[0].plan->extra;
    assert_true(own->saving_share != mkba_prepared_plan.saving_share);
    assert_true(mkba_variants_used(own) != &mkba_prepared_plan.variants);
    assert_same_figures(&run);
    end_run(&run);
}

/* A key that the baseline does not need is made from the formulas, on the nodes that are
 * there.
 */
static void what_is_not_in_it_is_added(void **state)
{
    static const char key[] = "plan.wmo_support.saving_eur.3";
    model_run run;
    formulas_run f;
    mkba_node node, other;
    (void)state;
    run_utrecht(&run, NULL, 0);
    run_formulas(&f, &run);
    mkba_plan *plan = run.result->outcome[0].plan;
    assert_int_equal(plan->graph->count, mkba_prepared_plan.graph.nodes);
    assert_int_equal(mkba_builder_require(&node, plan->builder, key, NULL), MKBA_OK);
    assert_int_equal(mkba_builder_require(&other, f.plan->builder, key, NULL), MKBA_OK);
    assert_true(plan->graph->count > mkba_prepared_plan.graph.nodes);
    assert_int_equal(node, other);
    assert_same_graph(plan->graph, f.plan->graph);
    mkba_study_free(f.result.study);
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_prepared_is_what_the_formulas_give),
        cmocka_unit_test(it_is_used_where_it_holds),
        cmocka_unit_test(an_area_of_another_shape_has_a_plan_of_its_own),
        cmocka_unit_test(what_is_not_in_it_is_added),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
