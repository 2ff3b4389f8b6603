/* Small formulas on tapes: whatever is fixed, the area's, drawn or local, and whatever is
 * known about it, every lane is the world alone that it stands for. */
#include "small_model.h"

#include "model/lanes.h"
#include "model/tape.h"

#include <stdlib.h>

enum { LEAVES = 3, RANGES = 6, STAGES = 4, STEP = 17 /* lanes that are looked at */ };

/* Of a, b and w.x. All that the model has: every operation, and what makes sums, products and
 * bounds of them. */
static const char *const formulas[] = {
    "a",
    "-a",
    "-(-a)",
    "a + b",
    "a - b",
    "a - a",
    "a * b",
    "a * a",
    "0 * a",
    "a / b",
    "a / a",
    "1 / (a * b)",
    "a * b / (w.x * a)",
    "a ^ 0",
    "a ^ 1",
    "a ^ 3",
    "a ^ (-2)",
    "(a * b / w.x) ^ 2",
    "max(a, 0.01) ^ b",
    "min(1, max(0, a)) ^ max(0, b)",
    "max(0.1, a) ^ (-0.5)",
    "min(a, b)",
    "max(a, b)",
    "max(a * b, a * w.x)",
    "max(b, 4) * min(a * b, w.x)",
    "max(1, max(2, a)) + max(b, 0.5)",
    "min(max(a, 1) * b, max(a, 1) * w.x)",
    "min(min(a, b), w.x) * max(max(a, b), w.x)",
    "rest(a)",
    "rest(max(a, 0.5))",
    "rest(a - 1) + rest(1 - 1)",
    "positive(a, b, w.x)",
    "negative(a, b, w.x)",
    "positive(a, b / a, 0)",
    "positive(a, b / w.x, 0)",
    "positive(a, 5, undefined)",
    "positive(max(a, 1), b, w.x) + negative(min(a, -1), b, w.x)",
    "positive(min(a, 0), b, w.x) + negative(max(a, 0), b, w.x)",
    "a * b + a * w.x",
    "a * b + b * w.x + w.x * a",
    "(a + b) * (a - b) / (1 + a ^ 2)",
    "a + b + w.x + 0 + 0 * a",
    "sum{k = 1 .. 9}(a * b ^ k)",
    "sum{k = 0 .. 3}(k)",
    "sum{k = 0 .. 1}(k * a)",
    "sum{k = 1 .. 1}(a)",
    "a * b * w.x * a * b * w.x * a * b * w.x * a * b * w.x * a * b * w.x * a * b * w.x * a * "
    "b * "
    "w.x * a * b * w.x * a * b * w.x",
    "min(a + b, a * b + w.x) - max(a / w.x, b)",
};

static const double ranges[RANGES][2] = {{1, 2},     {-3, -1},     {-2, 3},
                                         {0.1, 0.9}, {0.25, 0.75}, {0, 0}};

typedef struct {
    world w;
    const mkba_graph *graph;
    mkba_node node;
    mkba_binding parameter[PARAMETERS], other[2];
    size_t leaf[LEAVES]; /* of a, b and w.x: places among the parameters */
    double area[LEAVES]; /* its numbers */
    unsigned char stage[LEAVES];
    size_t range;
} small_tape;

/* No two lanes, and no two leaves, are alike; none is at an end of its range, or 0. */
static double lane_value(const small_tape *t, size_t leaf, size_t lane)
{
    size_t of = t->stage[leaf] & MKBA_STAGE_DRAWN ? lane : 0;
    const double *range = ranges[t->range];
    double part = (double)((of * 37 + leaf * 53) % 128 + 1) / 130.1;
    return range[0] < range[1] ? range[0] + part * (range[1] - range[0]) : part * 7 - 2;
}

static mkba_inputs bind(small_tape *t, bool as_written)
{
    mkba_inputs inputs = {.as_written = as_written};
    size_t *count[STAGES] = {NULL, &inputs.area, &inputs.drawn, &inputs.local};
    for (size_t i = 0; i < PARAMETERS; i++) {
        t->parameter[i] = (mkba_binding){.value = values[i]};
    }
    for (size_t i = 0; i < LEAVES; i++) {
        unsigned char stage = t->stage[i];
        double value = lane_value(t, i, 0);
        t->parameter[t->leaf[i]] =
            (mkba_binding){.stage = stage,
                           .index = stage == MKBA_STAGE_FIXED ? 0 : (uint32_t)*count[stage],
                           .value = value,
                           .low = ranges[t->range][0],
                           .high = ranges[t->range][1]};
        if (stage == MKBA_STAGE_AREA) {
            t->area[inputs.area] = value;
        }
        if (stage != MKBA_STAGE_FIXED) {
            ++*count[stage];
        }
    }
    return inputs;
}

static void fill_rows(const small_tape *t, const mkba_tape *tape, double *rows)
{
    for (size_t i = 0; i < LEAVES; i++) {
        size_t index = t->parameter[t->leaf[i]].index;
        bool is_local = t->stage[i] == MKBA_STAGE_LOCAL;
        double *row = is_local ? mkba_tape_local_row(tape, rows, index)
                               : mkba_tape_drawn_row(tape, rows, index);
        for (size_t lane = 0; t->stage[i] & MKBA_STAGE_DRAWN && lane < MKBA_LANES; lane++) {
            row[lane] = lane_value(t, i, lane);
        }
    }
}

static double alone(const small_tape *t, size_t lane)
{
    double value[MOST_NODES], parameter[PARAMETERS];
    memcpy(parameter, values, sizeof parameter);
    for (size_t i = 0; i < LEAVES; i++) {
        parameter[t->leaf[i]] = lane_value(t, i, lane);
    }
    mkba_graph_eval(value, t->graph, (mkba_leaves){parameter, entered_values, (double[]){1}});
    return value[t->node];
}

static void compare_lanes(const small_tape *t, const double *out, bool as_written,
                          const char *formula)
{
    for (size_t lane = 0; lane < MKBA_LANES; lane += STEP) {
        double want = alone(t, lane), tolerance = as_written ? 0 : 1e-11 * fmax(1, fabs(want));
        if (!(fabs(out[lane] - want) <= tolerance) && !(isnan(want) && isnan(out[lane]))) {
            print_error("%s, stages %d %d %d, range %zu, lane %zu: %.17g, not %.17g\n",
                        formula, t->stage[0], t->stage[1], t->stage[2], t->range, lane,
                        out[lane], want);
            fail();
        }
    }
}

static void run(small_tape *t, bool as_written, const mkba_lanes *lanes, const char *formula)
{
    double out[MKBA_LANES];
    mkba_arena *arena = mkba_arena_new();
    mkba_inputs inputs = bind(t, as_written);
    mkba_view view = {t->graph, t->parameter, t->other, t->other};
    mkba_target target = {.node = t->node};
    mkba_tape *tape = mkba_tape_new(arena, &view, 1, inputs, &target, 1);
    assert_non_null(tape);
    double *rows = mkba_tape_rows(tape);
    double *scalar = calloc(tape->scalars + 1, sizeof *scalar);
    assert_true(rows && scalar);
    mkba_tape_area(scalar, tape, t->area);
    fill_rows(t, tape, rows);
    lanes->steps(&tape->drawn_steps, rows, scalar);
    lanes->steps(&tape->local_steps, rows, scalar);
    mkba_tape_output(out, tape, rows, scalar, 0);
    compare_lanes(t, out, as_written, formula);
    free(rows);
    free(scalar);
    mkba_arena_free(arena);
}

static void run_all_stages(small_tape *t, const char *formula)
{
    for (size_t stages = 0; stages < STAGES * STAGES * STAGES; stages++) {
        t->stage[0] = stages % STAGES;
        t->stage[1] = stages / STAGES % STAGES;
        t->stage[2] = (unsigned char)(stages / STAGES / STAGES);
        run(t, false, mkba_lanes_best(), formula);
        if (ranges[t->range][0] < 0 && ranges[t->range][1] > 0) {
            run(t, true, mkba_lanes_best(), formula);
        }
    }
}

static void every_lane_is_a_world_alone(void **state)
{
    static const size_t leaf[LEAVES] = {0, 1, 4};
    (void)state;
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        small_tape t = {.range = 0};
        memcpy(t.leaf, leaf, sizeof leaf);
        t.graph = graph_of(&t.w, &t.node, formulas[i]);
        for (t.range = 0; t.range < RANGES; t.range++) {
            run_all_stages(&t, formulas[i]);
        }
        mkba_arena_free(t.w.arena);
    }
}

/* On a wide machine the plain lanes and those in between are run here only. */
static void every_instruction_set_knows_every_operation(void **state)
{
    static const size_t leaf[LEAVES] = {0, 1, 4};
    (void)state;
    for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
        small_tape t = {.stage = {MKBA_STAGE_DRAWN, MKBA_STAGE_LOCAL, MKBA_STAGE_AREA}};
        memcpy(t.leaf, leaf, sizeof leaf);
        t.graph = graph_of(&t.w, &t.node, formulas[i]);
        for (const mkba_lanes *const *l = mkba_lanes_all(); *l; l++) {
            if (mkba_lanes_available(*l)) {
                run(&t, false, *l, formulas[i]);
                run(&t, true, *l, formulas[i]);
            }
        }
        mkba_arena_free(t.w.arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_lane_is_a_world_alone),
        cmocka_unit_test(every_instruction_set_knows_every_operation),
    };
    return cmocka_run_group_tests_name("tape", tests, NULL, NULL);
}
