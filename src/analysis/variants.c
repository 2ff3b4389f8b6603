#include "analysis/variants.h"

#include <stdint.h>
#include <string.h>

enum { SCENARIO, POTENTIAL };

/* One tape for both, with its working memory. Its lanes are worlds that are the same for all
 * areas of a plan, so what depends on the world alone is worked out when the worlds change. */
struct mkba_variants {
    const mkba_tape *tape;
    double *rows, *scalar;
    bool filled; /* the rows hold the worlds of these two steps */
    double step[2];
};
typedef struct mkba_variants mkba_variants;

/* ------------------------------------------------------------------ Making the tapes */

/* Every number fixed, but for those that `varying` lists (NULL: the first): they have rows
 * from `row` on. */
static mkba_binding *bind(mkba_arena *arena, const double *value, size_t count,
                          const size_t *varying, size_t n_varying, size_t row)
{
    mkba_binding *binding = mkba_arena_alloc(arena, count, sizeof *binding);
    for (size_t i = 0; i < count && binding; i++) {
        binding[i] = (mkba_binding){.stage = MKBA_STAGE_FIXED, .value = value ? value[i] : 0};
    }
    for (size_t i = 0; i < n_varying && binding; i++) {
        size_t leaf = varying ? varying[i] : i;
        binding[leaf] =
            (mkba_binding){.stage = MKBA_STAGE_DRAWN, .index = (uint32_t)(row + i)};
    }
    return binding;
}

/* What was entered is the area's. */
static mkba_binding *bind_entered(mkba_arena *arena, size_t columns)
{
    mkba_binding *binding = mkba_arena_alloc(arena, columns, sizeof *binding);
    for (size_t i = 0; i < columns && binding; i++) {
        binding[i] = (mkba_binding){.stage = MKBA_STAGE_AREA, .index = (uint32_t)i};
    }
    return binding;
}

static double *aligned_rows(mkba_arena *arena, const mkba_tape *tape)
{
    enum { ALIGNMENT = 64 };
    char *memory =
        mkba_arena_alloc(arena, tape->rows * MKBA_LANES * sizeof(double) + ALIGNMENT, 1);
    return memory ? (double *)(void *)(memory + (ALIGNMENT - (uintptr_t)memory % ALIGNMENT))
                  : NULL;
}

static void fill_scenarios(mkba_variants *v, const mkba_result *r)
{
    for (size_t i = 0; i < r->n_moving; i++) {
        double *row = mkba_tape_drawn_row(v->tape, v->rows, i);
        for (size_t lane = 0; lane < MKBA_LANES; lane++) {
            size_t s = lane < r->data->scenarios ? lane : 0;
            row[lane] = r->in_scenario[s * r->data->parameters + r->moving[i]];
        }
    }
}

/* The outputs: the figures of scenarios, and behind them what moving factors is worth. */
static mkba_target *find_targets(const mkba_baseline_plan *own, const mkba_result *result,
                                 mkba_node moved_value, size_t *count)
{
    const mkba_figures *figures = result->figures;
    mkba_target *target =
        mkba_arena_alloc(result->study->arena, figures->count + 1, sizeof *target);
    *count = 0;
    for (size_t i = 0; i < figures->count && target; i++) {
        const mkba_figure *f = &figures->figure[i];
        if (f->origin == MKBA_FROM_SCENARIO && f->item == 0) {
            target[(*count)++] = (mkba_target){.view = SCENARIO, .node = own->node[i]};
        }
    }
    if (target) {
        target[(*count)++] = (mkba_target){.view = POTENTIAL, .node = moved_value};
    }
    return target;
}

/* Scenarios move numbers of the model, the potential moves switches; each leaves what the
 * other moves as it is today. */
static bool make_views(mkba_view view[2], const mkba_result *result, const mkba_plan *plan)
{
    const mkba_study *study = result->study;
    mkba_arena *arena = study->arena;
    size_t parameters = result->data->parameters, switches = study->n_switches;
    double *today = mkba_arena_alloc(arena, switches, sizeof *today);
    if (!today) {
        return false;
    }
    mkba_study_today(today, study);
    const mkba_binding *entered = bind_entered(arena, result->data->columns);
    view[SCENARIO] = (mkba_view){.graph = plan->graph,
                                 .parameter = bind(arena, study->parameter, parameters,
                                                   result->moving, result->n_moving, 0),
                                 .entered = entered,
                                 .switched = bind(arena, today, switches, NULL, 0, 0)};
    view[POTENTIAL] =
        (mkba_view){.graph = plan->graph,
                    .parameter = bind(arena, study->parameter, parameters, NULL, 0, 0),
                    .entered = entered,
                    .switched = bind(arena, NULL, switches, NULL, switches, result->n_moving)};
    return !mkba_arena_failed(arena);
}

mkba_tape *mkba_variants_tape(const mkba_baseline_plan *own, const mkba_result *result,
                              const mkba_plan *plan, mkba_node moved_value)
{
    mkba_view view[2];
    size_t targets;
    mkba_inputs inputs = {.area = result->data->columns,
                          .drawn = result->n_moving + result->study->n_switches,
                          .as_written = true};
    mkba_target *target = find_targets(own, result, moved_value, &targets);
    return make_views(view, result, plan) /* fails also when there is no target */
               ? mkba_tape_new(result->study->arena, view, 2, inputs, target, targets)
               : NULL;
}

bool mkba_variants_make(mkba_baseline_plan *own, const mkba_result *result,
                        const mkba_tape *tape)
{
    mkba_arena *arena = result->study->arena;
    mkba_variants *v = mkba_arena_alloc(arena, 1, sizeof *v);
    own->variants = v;
    if (!v) {
        return false;
    }
    v->tape = tape;
    v->rows = aligned_rows(arena, tape);
    v->scalar = mkba_arena_alloc(arena, tape->scalars, sizeof *v->scalar);
    if (!v->rows || !v->scalar) {
        return false;
    }
    fill_scenarios(v, result);
    return true;
}

const mkba_tape *mkba_variants_used(const mkba_baseline_plan *own)
{
    return own->variants->tape;
}

/* ------------------------------------------------------------------ Running them */

static double output(const mkba_variants *v, size_t i, size_t lane)
{
    mkba_place_of place = v->tape->output[i];
    size_t index = place & MKBA_PLACE_MASK;
    return place & MKBA_IN_ROW ? v->rows[index * MKBA_LANES + lane] : v->scalar[index];
}

static void fill_coalitions(mkba_variants *v, const mkba_result *r, const double *step,
                            size_t steps, size_t first)
{
    size_t factors = r->data->factors, last = (steps << factors) - 1;
    for (size_t lane = 0; lane < MKBA_LANES; lane++) {
        size_t world = first + lane < last ? first + lane : last;
        for (size_t f = 0; f < factors; f++) {
            double *row = mkba_tape_drawn_row(v->tape, v->rows, r->n_moving + f);
            row[lane] = (double)(world >> f & 1);
        }
        mkba_tape_drawn_row(v->tape, v->rows, r->n_moving + factors)[lane] =
            step[world >> factors];
    }
}

/* Do the rows hold these worlds already? */
static bool holds(const mkba_variants *v, const double *step, size_t steps)
{
    return v->filled && steps == 2 && memcmp(v->step, step, sizeof v->step) == 0;
}

void mkba_variants_coalitions(double *worth, const mkba_result *result,
                              const mkba_outcome *outcome, const double *step, size_t steps)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    const mkba_lanes *lanes = mkba_lanes_best();
    mkba_variants *v = own->variants;
    size_t worlds = steps << result->data->factors;
    bool filled = holds(v, step, steps);
    mkba_tape_area(v->scalar, v->tape, outcome->area->value);
    for (size_t first = 0; first < worlds; first += MKBA_LANES) {
        if (!filled) {
            fill_coalitions(v, result, step, steps, first);
            lanes->steps(&v->tape->drawn_steps, v->rows, v->scalar);
        }
        lanes->steps(&v->tape->local_steps, v->rows, v->scalar);
        for (size_t lane = 0; lane < MKBA_LANES && first + lane < worlds; lane++) {
            worth[first + lane] = output(v, v->tape->outputs - 1, lane);
        }
    }
    v->filled = steps == 2 && worlds <= MKBA_LANES;
    memcpy(v->step, step, v->filled ? sizeof v->step : 0);
}

void mkba_variants_scenarios(const mkba_result *result, mkba_outcome *outcome)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    const mkba_variants *v = own->variants;
    size_t at = 0;
    for (size_t i = 0; i < result->figures->count; i++) {
        const mkba_figure *f = &result->figures->figure[i];
        if (f->origin == MKBA_FROM_SCENARIO) {
            outcome->value[i] = output(v, at++ % (v->tape->outputs - 1), f->item);
        }
    }
}
