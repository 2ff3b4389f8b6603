#include "analysis/variants.h"

#include "model/tape.h"

#include <stdint.h>
#include <string.h>

/* A tape with its working memory. Its lanes are worlds that are the same for all areas of a
 * plan, so what depends on the world alone is worked out when the worlds change. */
typedef struct mkba_variant {
    mkba_tape *tape;
    double *rows, *scalar;
    bool filled; /* the rows hold all worlds, of these steps where there are any */
    double step[2];
} variant;

/* ------------------------------------------------------------------ Making the tapes */

/* Every number fixed, but for those that `varying` lists: they have the rows. */
static mkba_binding *bind(mkba_arena *arena, const double *value, size_t count,
                          const size_t *varying, size_t n_varying)
{
    mkba_binding *binding = mkba_arena_alloc(arena, count, sizeof *binding);
    for (size_t i = 0; i < count && binding; i++) {
        binding[i] = (mkba_binding){.stage = MKBA_STAGE_FIXED, .value = value ? value[i] : 0};
    }
    for (size_t i = 0; i < n_varying && binding; i++) {
        size_t leaf = varying ? varying[i] : i;
        binding[leaf] = (mkba_binding){.stage = MKBA_STAGE_DRAWN, .index = (uint32_t)i};
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

static mkba_status make(variant **out, mkba_arena *arena, const mkba_view *view,
                        mkba_inputs inputs, const mkba_target *target, size_t targets)
{
    variant *run = mkba_arena_alloc(arena, 1, sizeof *run);
    *out = run;
    if (!run || !view->parameter || !view->entered || !view->switched) {
        return MKBA_ERR_MEMORY;
    }
    run->tape = mkba_tape_new(arena, view, 1, inputs, target, targets);
    if (!run->tape) {
        return MKBA_ERR_MEMORY;
    }
    run->rows = aligned_rows(arena, run->tape);
    run->scalar = mkba_arena_alloc(arena, run->tape->scalars, sizeof *run->scalar);
    return run->rows && run->scalar ? MKBA_OK : MKBA_ERR_MEMORY;
}

static mkba_status make_scenario(mkba_baseline_plan *own, const mkba_result *result,
                                 const mkba_plan *plan)
{
    const mkba_study *study = result->study;
    const mkba_figures *figures = result->figures;
    mkba_arena *arena = study->arena;
    mkba_target *target = mkba_arena_alloc(arena, figures->count, sizeof *target);
    double *today = mkba_arena_alloc(arena, study->n_switches, sizeof *today);
    if (!target || !today) {
        return MKBA_ERR_MEMORY;
    }
    size_t targets = 0, columns = result->data->columns;
    for (size_t i = 0; i < figures->count; i++) {
        const mkba_figure *f = &figures->figure[i];
        if (f->origin == MKBA_FROM_SCENARIO && f->item == 0) {
            target[targets++].node = own->node[i];
        }
    }
    mkba_study_today(today, study);
    mkba_view view = {.graph = plan->graph,
                      .parameter = bind(arena, study->parameter, result->data->parameters,
                                        result->moving, result->n_moving),
                      .entered = bind_entered(arena, columns),
                      .switched = bind(arena, today, study->n_switches, NULL, 0)};
    mkba_inputs inputs = {.area = columns, .drawn = result->n_moving};
    return make(&own->scenario, arena, &view, inputs, target, targets);
}

static mkba_status make_potential(mkba_baseline_plan *own, const mkba_result *result,
                                  const mkba_plan *plan, mkba_node moved_value)
{
    const mkba_study *study = result->study;
    mkba_arena *arena = study->arena;
    size_t columns = result->data->columns;
    mkba_view view = {
        .graph = plan->graph,
        .parameter = bind(arena, study->parameter, result->data->parameters, NULL, 0),
        .entered = bind_entered(arena, columns),
        .switched = bind(arena, NULL, study->n_switches, NULL, study->n_switches)};
    mkba_inputs inputs = {.area = columns, .drawn = study->n_switches};
    return make(&own->potential, arena, &view, inputs, &(mkba_target){.node = moved_value}, 1);
}

mkba_status mkba_variants_make(mkba_baseline_plan *own, const mkba_result *result,
                               const mkba_plan *plan, mkba_node moved_value)
{
    mkba_status status = make_scenario(own, result, plan);
    return status == MKBA_OK ? make_potential(own, result, plan, moved_value) : status;
}

/* ------------------------------------------------------------------ Running them */

static void run_worlds(variant *run, bool filled)
{
    const mkba_lanes *lanes = mkba_lanes_best();
    if (!filled) {
        lanes->steps(&run->tape->drawn_steps, run->rows, run->scalar);
    }
    lanes->steps(&run->tape->local_steps, run->rows, run->scalar);
}

static double output(const variant *run, size_t i, size_t lane)
{
    mkba_place_of place = run->tape->output[i];
    size_t index = place & MKBA_PLACE_MASK;
    return place & MKBA_IN_ROW ? run->rows[index * MKBA_LANES + lane] : run->scalar[index];
}

static void fill_scenarios(variant *run, const mkba_result *r)
{
    for (size_t i = 0; i < r->n_moving; i++) {
        double *row = mkba_tape_drawn_row(run->tape, run->rows, i);
        for (size_t lane = 0; lane < MKBA_LANES; lane++) {
            size_t s = lane < r->data->scenarios ? lane : 0;
            row[lane] = r->in_scenario[s * r->data->parameters + r->moving[i]];
        }
    }
}

void mkba_variants_scenarios(const mkba_result *result, mkba_outcome *outcome)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    variant *run = own->scenario;
    size_t at = 0;
    if (!run->filled) {
        fill_scenarios(run, result);
    }
    mkba_tape_area(run->scalar, run->tape, outcome->area->value);
    run_worlds(run, run->filled);
    run->filled = true;
    for (size_t i = 0; i < result->figures->count; i++) {
        const mkba_figure *f = &result->figures->figure[i];
        if (f->origin == MKBA_FROM_SCENARIO) {
            outcome->value[i] = output(run, at++ % run->tape->outputs, f->item);
        }
    }
}

static void fill_coalitions(variant *run, const mkba_result *r, const double *step,
                            size_t steps, size_t first)
{
    size_t factors = r->data->factors, last = (steps << factors) - 1;
    for (size_t lane = 0; lane < MKBA_LANES; lane++) {
        size_t world = first + lane < last ? first + lane : last;
        for (size_t f = 0; f < factors; f++) {
            mkba_tape_drawn_row(run->tape, run->rows, f)[lane] = (double)(world >> f & 1);
        }
        mkba_tape_drawn_row(run->tape, run->rows, factors)[lane] = step[world >> factors];
    }
}

/* Do the rows hold these worlds already? */
static bool holds(const variant *run, const double *step, size_t steps)
{
    return run->filled && steps == 2 && memcmp(run->step, step, sizeof run->step) == 0;
}

void mkba_variants_coalitions(double *worth, const mkba_result *result,
                              const mkba_outcome *outcome, const double *step, size_t steps)
{
    const mkba_baseline_plan *own = outcome->plan->extra;
    variant *run = own->potential;
    size_t worlds = steps << result->data->factors;
    bool filled = holds(run, step, steps);
    mkba_tape_area(run->scalar, run->tape, outcome->area->value);
    for (size_t first = 0; first < worlds; first += MKBA_LANES) {
        if (!filled) {
            fill_coalitions(run, result, step, steps, first);
        }
        run_worlds(run, filled);
        for (size_t lane = 0; lane < MKBA_LANES && first + lane < worlds; lane++) {
            worth[first + lane] = output(run, 0, lane);
        }
    }
    run->filled = steps == 2 && worlds <= MKBA_LANES;
    memcpy(run->step, step, run->filled ? sizeof run->step : 0);
}
