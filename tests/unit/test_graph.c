/* The graph of the real model: worlds side by side give what one world gives, and slopes are
 * what small steps show. */
#include "support.h"

#include "analysis/variants.h"
#include "model/eval.h"
#include "model/slope.h"

static const char areas[] =
    "code;households;heavy_households;vulnerable_households;caseload_heavy;score_find;"
    "score_coordination;score_own_strength;score_referral;score_follow_up\n"
    "A;20000;700;2500;9;0.3;0.6;0.4;0.7;0.55\n";

/* Off the points where a min has equal operands: there a slope has two values. */
static const char *const smooth[] = {"concentration.youth_residential.vulnerable=0.1",
                                     "concentration.youth_specialised.vulnerable=0.1",
                                     "concentration.escalated_adult.vulnerable=0.1",
                                     "concentration.escalated_youth.vulnerable=0.1",
                                     "concentration.eviction.vulnerable=0.1",
                                     NULL};

static double npv_at(const model_run *run, const double *parameter, double *value)
{
    const mkba_outcome *o = &run->result->outcome[0];
    const mkba_baseline_plan *plan = o->plan->extra;
    double switched[16];
    mkba_study_today(switched, run->result->study);
    mkba_graph_eval(value, o->plan->graph, (mkba_leaves){parameter, o->area->value, switched});
    return value[plan->npv];
}

static void slopes_are_what_small_steps_show(void **state)
{
    enum { MOST = 8192, PARAMETERS = 512 };
    static double value[MOST], slope[MOST], other[MOST];
    double moved[PARAMETERS];
    model_run run;
    size_t compared = 0;
    (void)state;
    assert_int_equal(run_model(&run, areas, smooth), MKBA_OK);
    const mkba_study *study = run.result->study;
    const mkba_graph *graph = run.result->outcome[0].plan->graph;
    const mkba_baseline_plan *plan = run.result->outcome[0].plan->extra;
    assert_true(graph->count <= MOST && run.data->parameters <= PARAMETERS);
    double npv = npv_at(&run, study->parameter, value);
    mkba_graph_slopes(slope, graph, value, plan->npv);
    for (size_t i = 0; i < graph->count; i++) {
        const mkba_graph_node *node = &graph->node[i];
        if (node->op != MKBA_OP_PARAMETER || study->whole[node->leaf]) {
            continue;
        }
        double at = study->parameter[node->leaf], step = 1e-5 * (fabs(at) + 1e-3), move[2];
        for (size_t side = 0; side < 2; side++) {
            memcpy(moved, study->parameter, run.data->parameters * sizeof *moved);
            moved[node->leaf] = at + (side == 0 ? -step : step);
            move[side] = npv_at(&run, moved, other);
        }
        double shown = (move[1] - move[0]) / (2 * step);
        if (!(fabs(shown - slope[i]) <= 1e-4 * fabs(slope[i]) + 1e-7 * fabs(npv))) {
            print_error("%s: slope %g, small steps show %g\n",
                        run.data->parameter[node->leaf].key, slope[i], shown);
            fail();
        }
        compared++;
    }
    assert_true(compared > 100);
    end_run(&run);
}

static void a_tie_has_half_of_both_slopes(void **state)
{
    model_run run;
    static double value[8192], slope[8192], other[8192];
    double moved[512];
    (void)state;
    /* by default the shares of youth_residential add up to 1 at 20% of households: both sides
     * of min(1, x) are equal */
    assert_int_equal(run_model(&run, "code;households\nA;20000\n", NULL), MKBA_OK);
    const mkba_study *study = run.result->study;
    const mkba_graph *graph = run.result->outcome[0].plan->graph;
    const mkba_baseline_plan *plan = run.result->outcome[0].plan->extra;
    npv_at(&run, study->parameter, value);
    mkba_graph_slopes(slope, graph, value, plan->npv);
    mkba_node node = node_named(graph, "concentration.youth_residential.vulnerable");
    size_t leaf = graph->node[node].leaf;
    double move[2];
    for (size_t side = 0; side < 2; side++) {
        memcpy(moved, study->parameter, run.data->parameters * sizeof *moved);
        moved[leaf] += side == 0 ? -1e-6 : 1e-6;
        move[side] = npv_at(&run, moved, other);
    }
    assert_near(slope[node], (move[1] - move[0]) / 2e-6, 1e-3 * fabs(slope[node]));
    assert_true(fabs(slope[node]) > 0);
    end_run(&run);
}

static double moved_value(const mkba_result *r, const double *switched)
{
    static double value[8192];
    const mkba_outcome *o = &r->outcome[0];
    assert_true(o->plan->graph->count <= 8192);
    mkba_graph_eval(value, o->plan->graph,
                    (mkba_leaves){r->study->parameter, o->area->value, switched});
    return value[node_named(o->plan->graph, "moved_value_eur")];
}

static void worlds_side_by_side_are_the_same_worlds(void **state)
{
    static const double steps[3] = {0.25, 1, 0.5};
    static double worth[3 * 64];
    model_run run;
    (void)state;
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    const mkba_result *r = run.result;
    size_t n = r->study->n_switches;
    assert_int_equal(n, 7);
    mkba_variants_coalitions(worth, r, &r->outcome[0], steps, 3);
    for (size_t world = 0; world < 3 * 64; world++) {
        double switched[7];
        for (size_t i = 0; i + 1 < n; i++) {
            switched[i] = (double)(world >> i & 1);
        }
        switched[n - 1] = steps[world / 64];
        double alone = moved_value(r, switched);
        assert_true(memcmp(&worth[world], &alone, sizeof alone) == 0);
    }
    end_run(&run);
}

static void areas_of_one_shape_share_a_graph(void **state)
{
    model_run run;
    (void)state;
    assert_int_equal(
        run_model(&run, "code;households;score_find\nA;100;0.5\nB;200;0.7\nC;300;\n", NULL),
        MKBA_OK);
    assert_ptr_equal(run.result->outcome[0].plan, run.result->outcome[1].plan);
    assert_ptr_not_equal(run.result->outcome[0].plan, run.result->outcome[2].plan);
    end_run(&run);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(slopes_are_what_small_steps_show),
        cmocka_unit_test(a_tie_has_half_of_both_slopes),
        cmocka_unit_test(worlds_side_by_side_are_the_same_worlds),
        cmocka_unit_test(areas_of_one_shape_share_a_graph),
    };
    return cmocka_run_group_tests_name("graph", tests, NULL, NULL);
}
