/* Worlds side by side: every instruction set gives the same bits, and they are those of one
 * world at a time. */
#include "support.h"

#include "analysis/worlds.h"
#include "model/power.h"
#include "model/tape.h"

#include <Random123/philox.h>
#include <math.h>
#include <stdlib.h>

static const char areas[] =
    "code;households;team_cost_eur;score_find;caseload_heavy;heavy_households\n"
    "A;20000;4000000;0.4;9;700\n";

/* A world that nobody chose: every number somewhere in its range, by the word of a draw. */
static double somewhere(const mkba_parameter *p, uint32_t word)
{
    return p->low + (p->high - p->low) * ((double)word / 4294967296.0);
}

typedef struct {
    mkba_arena *arena;
    const mkba_graph *graph;
    mkba_binding *parameter, *entered, *switched;
    mkba_tape *tape;
    mkba_target *target;
    size_t targets;
    size_t *varying;
    size_t n_varying;
} tape_run;

/* A tape on which every uncertain number varies and what the area entered is the area's. */
static void make_tape(tape_run *t, const model_run *run, size_t targets)
{
    const mkba_data *d = run->data;
    const mkba_study *study = run->result->study;
    t->arena = mkba_arena_new();
    t->graph = run->result->outcome[0].plan->graph;
    t->parameter = mkba_arena_alloc(t->arena, d->parameters, sizeof *t->parameter);
    t->entered = mkba_arena_alloc(t->arena, d->columns, sizeof *t->entered);
    t->switched = mkba_arena_alloc(t->arena, study->n_switches, sizeof *t->switched);
    t->varying = mkba_arena_alloc(t->arena, d->parameters, sizeof *t->varying);
    t->target = mkba_arena_alloc(t->arena, t->graph->count, sizeof *t->target);
    for (size_t i = 0; i < d->parameters; i++) {
        bool drawn = d->parameter[i].high > d->parameter[i].low && !study->whole[i];
        t->parameter[i] = (mkba_binding){.value = d->parameter[i].value};
        if (drawn) {
            t->parameter[i] = (mkba_binding){.stage = MKBA_STAGE_DRAWN,
                                             .index = (uint32_t)t->n_varying,
                                             .low = d->parameter[i].low,
                                             .high = d->parameter[i].high};
            t->varying[t->n_varying++] = i;
        }
    }
    for (size_t i = 0; i < d->columns; i++) {
        t->entered[i] = (mkba_binding){.stage = MKBA_STAGE_AREA, .index = (uint32_t)i};
    }
    t->switched[study->n_switches - 1].value = 1;
    t->targets = targets;
    for (size_t i = 0; i < targets; i++) {
        t->target[i] = (mkba_target){.node = (mkba_node)(t->graph->count - 1 - i)};
    }
    mkba_view view = {t->graph, t->parameter, t->entered, t->switched};
    t->tape =
        mkba_tape_new(t->arena, &view, 1, (mkba_inputs){d->columns, t->n_varying, 0, false},
                      t->target, t->targets);
    assert_non_null(t->tape);
}

static void run_tape(double *out, const tape_run *t, const model_run *run,
                     const mkba_lanes *lanes)
{
    static uint32_t word[MKBA_LANES];
    double *rows = mkba_tape_rows(t->tape);
    double *scalar = calloc(t->tape->scalars, sizeof *scalar);
    mkba_tape_area(scalar, t->tape, run->result->outcome[0].area->value);
    for (size_t i = 0; i < t->n_varying; i++) {
        double *row = mkba_tape_drawn_row(t->tape, rows, i);
        lanes->words(word, 7, i, 0);
        for (size_t lane = 0; lane < MKBA_LANES; lane++) {
            row[lane] = somewhere(&run->data->parameter[t->varying[i]], word[lane]);
        }
    }
    lanes->steps(&t->tape->drawn_steps, rows, scalar);
    lanes->steps(&t->tape->local_steps, rows, scalar);
    for (size_t i = 0; i < t->targets; i++) {
        mkba_tape_output(out + i * MKBA_LANES, t->tape, rows, scalar, i);
    }
    free(scalar);
    free(rows);
}

/* With every node an output nothing is joined; with a few, sums and products are. */
static void compare_with_worlds_alone(size_t most)
{
    static double value[8192], parameter[512], switched[16];
    uint32_t word[MKBA_LANES];
    model_run run;
    tape_run t = {0};
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    size_t targets = run.result->outcome[0].plan->graph->count;
    assert_true(targets <= 8192);
    targets = targets < most ? targets : most;
    make_tape(&t, &run, targets);
    double *out = calloc(targets * MKBA_LANES, sizeof *out);
    run_tape(out, &t, &run, mkba_lanes_all()[0]);
    switched[run.result->study->n_switches - 1] = 1;
    for (size_t lane = 0; lane < MKBA_LANES; lane += 9) {
        memcpy(parameter, run.result->study->parameter,
               run.data->parameters * sizeof *parameter);
        for (size_t i = 0; i < t.n_varying; i++) {
            mkba_lanes_all()[0]->words(word, 7, i, 0);
            parameter[t.varying[i]] =
                somewhere(&run.data->parameter[t.varying[i]], word[lane]);
        }
        mkba_graph_eval(
            value, t.graph,
            (mkba_leaves){parameter, run.result->outcome[0].area->value, switched});
        for (size_t i = 0; i < targets; i++) {
            double expected = value[t.target[i].node], found = out[i * MKBA_LANES + lane];
            /* products are multiplied in another order */
            if (!(fabs(found - expected) <= 1e-11 * fmax(1, fabs(expected))) &&
                !(isnan(expected) && isnan(found))) {
                print_error("node %u lane %zu: %.17g, not %.17g\n", t.target[i].node, lane,
                            found, expected);
                fail();
            }
        }
    }
    free(out);
    mkba_arena_free(t.arena);
    end_run(&run);
}

static void every_node_is_what_it_is_in_a_world_alone(void **state)
{
    (void)state;
    compare_with_worlds_alone(SIZE_MAX);
    compare_with_worlds_alone(300);
    compare_with_worlds_alone(4);
}

static void every_instruction_set_gives_the_same_bits(void **state)
{
    (void)state;
    enum { TARGETS = 400 };
    static double plain[TARGETS * MKBA_LANES], other[TARGETS * MKBA_LANES];
    model_run run;
    tape_run t = {0};
    assert_int_equal(run_model(&run, areas, NULL), MKBA_OK);
    make_tape(&t, &run, TARGETS);
    run_tape(plain, &t, &run, mkba_lanes_all()[0]);
    for (const mkba_lanes *const *l = mkba_lanes_all(); *l; l++) {
        if (mkba_lanes_available(*l)) {
            run_tape(other, &t, &run, *l);
            assert_memory_equal(plain, other, sizeof plain);
        }
    }
    mkba_arena_free(t.arena);
    end_run(&run);
}

static void triangles_are_alike_and_follow_the_formula(void **state)
{
    (void)state;
    static const mkba_triangle cases[] = {
        {0, 0, 1},          {0, 1, 1}, {-3, 0.5, 9}, {2, 2, 2}, {0.1, 0.1 + 1e-12, 0.3},
        {-1, -1, -1 + 1e-9}};
    _Alignas(64) double row[MKBA_LANES], first[MKBA_LANES];
    uint32_t word[MKBA_LANES];
    mkba_lanes_all()[0]->words(word, 1, 2, 0);
    word[0] = 0;
    word[1] = UINT32_MAX;
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        mkba_triangle t = cases[c];
        mkba_lanes_all()[0]->triangle(first, word, &t);
        for (size_t i = 0; i < MKBA_LANES; i++) {
            double w = t.high - t.low, u = (word[i] + 0.5) / 4294967296.0;
            double x = w <= 0 ? t.mode
                       : u < (t.mode - t.low) / w
                           ? t.low + sqrt(u * (w * (t.mode - t.low)))
                           : t.high - sqrt((1 - u) * (w * (t.high - t.mode)));
            assert_memory_equal(&x, &first[i], sizeof x);
            assert_true(first[i] >= t.low && first[i] <= t.high);
        }
        for (const mkba_lanes *const *l = mkba_lanes_all(); *l; l++) {
            if (mkba_lanes_available(*l)) {
                (*l)->triangle(row, word, &t);
                assert_memory_equal(row, first, sizeof row);
            }
        }
    }
}

/* Random123 is the published generator; the lanes lay the same one out for registers. */
static void words_are_those_of_the_published_generator(void **state)
{
    (void)state;
    static const uint64_t cases[][3] = {
        {0, 0, 0}, {42, 0x123456789abcdefu, 128}, {UINT64_MAX, UINT64_MAX, 1ull << 34}};
    uint32_t word[MKBA_LANES];
    for (const mkba_lanes *const *l = mkba_lanes_all(); *l; l++) {
        for (size_t c = 0; c < 3 && mkba_lanes_available(*l); c++) {
            (*l)->words(word, cases[c][0], cases[c][1], cases[c][2]);
            for (size_t i = 0; i < MKBA_LANES; i++) {
                uint64_t q = (cases[c][2] + i) / 4;
                philox4x32_key_t key = {
                    {(uint32_t)cases[c][0], (uint32_t)(cases[c][0] >> 32)}};
                philox4x32_ctr_t at = {{(uint32_t)q, (uint32_t)(q >> 32),
                                        (uint32_t)cases[c][1], (uint32_t)(cases[c][1] >> 32)}};
                assert_int_equal(word[i], philox4x32(at, key).v[i % 4]);
            }
        }
    }
}

/* The authors' known answer for counter 0, key 0. */
static void the_generator_gives_its_known_answer(void **state)
{
    (void)state;
    uint32_t word[MKBA_LANES];
    mkba_lanes_best()->words(word, 0, 0, 0);
    assert_int_equal(word[0], 0x6627e8d5);
    assert_int_equal(word[1], 0xe169c58d);
    assert_int_equal(word[2], 0xbc57ac4c);
    assert_int_equal(word[3], 0x9b00dbd8);
}

/* A ratio without cost, and amounts beyond all numbers, fall in no bin; a scale on which all
 * others lie can be too wide to have a length. */
static void what_is_no_number_falls_in_no_bin(void **state)
{
    (void)state;
    static const double value[] = {-1, 0, 4.9, 5, 9.9, 10, (double)NAN, INFINITY, -INFINITY};
    static const uint32_t expected[] = {0, 0, 0, 1, 1, 1, 2, 2, 2};
    enum { VALUES = sizeof value / sizeof *value };
    for (const mkba_lanes *const *lanes = mkba_lanes_all(); *lanes; lanes++) {
        _Alignas(64) double row[MKBA_LANES];
        uint32_t bin[MKBA_LANES];
        mkba_moments moments = {.defined = 0};
        for (size_t i = 0; i < MKBA_LANES; i++) {
            row[i] = i < VALUES ? value[i] : (double)NAN;
        }
        if (!mkba_lanes_available(*lanes)) {
            continue;
        }
        (*lanes)->bins(bin, row, 0, 2 / 10.0, 2);
        (*lanes)->moments(&moments, row, 0);
        for (size_t i = 0; i < VALUES; i++) {
            assert_int_equal(bin[i], expected[i]);
        }
        assert_int_equal(moments.defined, 6);
        assert_int_equal(moments.positive, 4);
        (*lanes)->bins(bin, row, -1e308, 2 / INFINITY, 2);
        assert_int_equal(bin[0], 0);
        assert_int_equal(bin[6], 2);
        (*lanes)->bins(bin, row, -INFINITY, 0, 2);
        assert_int_equal(bin[0], 0);
        assert_int_equal(bin[7], 2);
    }
}

static void powers_are_within_a_unit_in_the_last_place(void **state)
{
    (void)state;
    uint32_t word[MKBA_LANES];
    assert_true(mkba_power(1, 1.7) >= 1 && mkba_power(1, 1.7) <= 1);
    assert_true(mkba_power(0, 1.5) >= 0 && mkba_power(0, 1.5) <= 0);
    for (uint64_t k = 0; k < 200; k++) {
        mkba_lanes_best()->words(word, 3, k, 0);
        for (size_t i = 0; i + 1 < MKBA_LANES; i += 2) {
            double x = word[i] / 4294967296.0 * 4, y = word[i + 1] / 4294967296.0 * 5 - 1;
            double expected = pow(x, y);
            assert_true(fabs(mkba_power(x, y) - expected) <= 4.5e-16 * expected);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_node_is_what_it_is_in_a_world_alone),
        cmocka_unit_test(every_instruction_set_gives_the_same_bits),
        cmocka_unit_test(triangles_are_alike_and_follow_the_formula),
        cmocka_unit_test(words_are_those_of_the_published_generator),
        cmocka_unit_test(the_generator_gives_its_known_answer),
        cmocka_unit_test(what_is_no_number_falls_in_no_bin),
        cmocka_unit_test(powers_are_within_a_unit_in_the_last_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
