#include "analysis/worlds.h"

#include "input/parameters.h"
#include "model/tape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* A world with every number it has. */
typedef struct {
    double *parameter, *entered;
    bool *has;

} full_world;

typedef struct {
    mkba_arena *arena;
    mkba_study *study;
    const mkba_area *area;
    const mkba_measures *measures;
    full_world *world;
    size_t worlds;
    mkba_plan **plan; /* per world */
    mkba_issues *issues;
    double *out;
} crowd;

/* ------------------------------------------------------------------ Sets of shares */

static bool is_first_of_set(const mkba_data *d, size_t i)
{
    if (!d->parameter[i].family->share_set[0]) {
        return false;
    }
    for (size_t k = 0; k < i; k++) {
        if (mkba_parameters_same_set(&d->parameter[k], &d->parameter[i])) {
            return false;
        }
    }
    return true;
}

static void settle_set(double *parameter, const mkba_data *d, size_t first, const bool *moved)
{
    double fixed = 0, others = 0;
    for (size_t i = first; i < d->parameters; i++) {
        if (mkba_parameters_same_set(&d->parameter[first], &d->parameter[i])) {
            *(moved && moved[i] ? &fixed : &others) += parameter[i];
        }
    }
    if (fixed + others <= 1 + 1e-12) {
        return;
    }
    bool all = fixed >= 1 || others <= 0;
    double factor = all ? 1 / (fixed + others) : (1 - fixed) / others;
    for (size_t i = first; i < d->parameters; i++) {
        if (mkba_parameters_same_set(&d->parameter[first], &d->parameter[i]) &&
            (all || !(moved && moved[i]))) {
            parameter[i] *= factor;
        }
    }
}

void mkba_worlds_settle_shares(double *parameter, const mkba_study *study, const bool *moved)
{
    const mkba_data *d = study->data;
    for (size_t i = 0; i < d->parameters; i++) {
        if (is_first_of_set(d, i)) {
            settle_set(parameter, d, i, moved);
        }
    }
}

/* ------------------------------------------------------------------ Worlds in full */

static bool start_world(full_world *w, const crowd *c)
{
    const mkba_data *d = c->study->data;
    w->parameter = mkba_arena_alloc(c->arena, d->parameters, sizeof *w->parameter);
    w->entered = mkba_arena_alloc(c->arena, d->columns, sizeof *w->entered);
    w->has = mkba_arena_alloc(c->arena, d->columns, sizeof *w->has);
    if (!w->parameter || !w->entered || !w->has) {
        return false;
    }
    memcpy(w->parameter, c->study->parameter, d->parameters * sizeof *w->parameter);
    memcpy(w->entered, c->area->value, d->columns * sizeof *w->entered);
    memcpy(w->has, c->area->entered, d->columns * sizeof *w->has);
    return true;
}

static bool fill_world(full_world *w, const crowd *c, const mkba_world *asked, bool *moved)
{
    if (!start_world(w, c)) {
        return false;
    }
    memset(moved, 0, c->study->data->parameters * sizeof *moved);
    bool share = false;
    for (size_t i = 0; i < asked->moves; i++) {
        const mkba_move *move = &asked->move[i];
        if (move->kind == MKBA_OP_PARAMETER) {
            w->parameter[move->leaf] = move->value;
            moved[move->leaf] = true;
            share =
                share || c->study->data->parameter[move->leaf].family->share_set[0] != '\0';
        } else {
            w->entered[move->leaf] = move->value;
            w->has[move->leaf] = !isnan(move->value);
        }
    }
    if (share) {
        mkba_worlds_settle_shares(w->parameter, c->study, moved);
    }
    return true;
}

static mkba_status fill_worlds(crowd *c, const mkba_world *asked)
{
    bool *moved = mkba_arena_alloc(c->arena, c->study->data->parameters, sizeof *moved);
    c->world = mkba_arena_alloc(c->arena, c->worlds, sizeof *c->world);
    c->plan = mkba_arena_alloc(c->arena, c->worlds, sizeof *c->plan);
    for (size_t i = 0; i < c->worlds; i++) {
        if (!moved || !c->world || !c->plan ||
            !fill_world(&c->world[i], c, &asked[i], moved)) {
            return MKBA_ERR_MEMORY;
        }
        mkba_status status =
            mkba_study_plan_of(&c->plan[i], c->study, c->world[i].has, c->world[i].parameter);
        if (status != MKBA_OK) {
            return status;
        }
    }
    return MKBA_OK;
}

/* ------------------------------------------------------------------ One plan, all its worlds
 */

typedef struct {
    size_t *world; /* the worlds of this plan */
    size_t worlds;
    size_t *parameter, *entered; /* leaves that differ between them */
    size_t parameters, n_entered;
    mkba_view view[MKBA_MOVED_WAYS];
    mkba_target *target;
    size_t targets;
    mkba_tape *tape;
} group;

static bool differs(const crowd *c, const group *p, bool parameter, size_t leaf)
{
    const full_world *first = &c->world[p->world[0]];
    for (size_t i = 1; i < p->worlds; i++) {
        const full_world *w = &c->world[p->world[i]];
        const double *a = parameter ? &first->parameter[leaf] : &first->entered[leaf];
        const double *b = parameter ? &w->parameter[leaf] : &w->entered[leaf];
        if (memcmp(a, b, sizeof *a) != 0) {
            return true;
        }
    }
    return false;
}

/* Numbers that are the same in all worlds are fixed; each of the others has a row. */
static mkba_binding *bind(const crowd *c, group *p, bool parameter, size_t row)
{
    const mkba_data *d = c->study->data;
    const full_world *first = &c->world[p->world[0]];
    size_t count = parameter ? d->parameters : d->columns, n = 0;
    mkba_binding *binding = mkba_arena_alloc(c->arena, count, sizeof *binding);
    size_t *varying = mkba_arena_alloc(c->arena, count, sizeof *varying);
    if (!binding || !varying) {
        return NULL;
    }
    for (size_t i = 0; i < count; i++) {
        binding[i].value = parameter ? first->parameter[i] : first->entered[i];
        if (differs(c, p, parameter, i)) {
            binding[i] =
                (mkba_binding){.stage = MKBA_STAGE_LOCAL, .index = (uint32_t)(row + n)};
            varying[n++] = i;
        }
    }
    *(parameter ? &p->parameter : &p->entered) = varying;
    *(parameter ? &p->parameters : &p->n_entered) = n;
    return binding;
}

static bool make_views(const crowd *c, group *p, const mkba_plan *plan)
{
    size_t switches = c->study->n_switches;
    const mkba_binding *parameter = bind(c, p, true, 0);
    const mkba_binding *entered = bind(c, p, false, p->parameters);
    mkba_binding *switched =
        mkba_arena_alloc(c->arena, switches * MKBA_MOVED_WAYS, sizeof *switched);
    double *value = mkba_arena_alloc(c->arena, switches, sizeof *value);
    if (!parameter || !entered || !switched || !value) {
        return false;
    }
    for (int way = 0; way < MKBA_MOVED_WAYS; way++) {
        mkba_binding *own = switched + (size_t)way * switches;
        mkba_measure_switches(value, c->study, way);
        for (size_t i = 0; i < switches; i++) {
            own[i].value = value[i];
        }
        p->view[way] = (mkba_view){plan->graph, parameter, entered, own};
    }
    return true;
}

/* The nodes of the measures; the potential is what a node gains. */
static mkba_status find_targets(const crowd *c, group *p, const mkba_plan *plan)
{
    size_t n = c->measures->count;
    p->targets = n;
    p->target = mkba_arena_alloc(c->arena, p->targets, sizeof *p->target);
    if (!p->target) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t m = 0; m < n; m++) {
        const mkba_measure *measure = &c->measures->measure[m];
        mkba_node node;
        mkba_status status =
            mkba_builder_require(&node, plan->builder, measure->key, c->issues);
        if (status != MKBA_OK) {
            return status;
        }
        bool gain = measure->moved != MKBA_MOVED_NONE;
        p->target[m] =
            (mkba_target){(size_t)measure->moved, node, gain, MKBA_MOVED_NONE, node};
    }
    return MKBA_OK;
}

static void fill_rows(const crowd *c, const group *p, double *rows, size_t from)
{
    for (size_t lane = 0; lane < MKBA_LANES; lane++) {
        size_t i = from + lane < p->worlds ? from + lane : from;
        const full_world *w = &c->world[p->world[i]];
        for (size_t k = 0; k < p->parameters; k++) {
            mkba_tape_local_row(p->tape, rows, k)[lane] = w->parameter[p->parameter[k]];
        }
        for (size_t k = 0; k < p->n_entered; k++) {
            mkba_tape_local_row(p->tape, rows, p->parameters + k)[lane] =
                w->entered[p->entered[k]];
        }
    }
}

static void store_outputs(const crowd *c, const group *p, double *rows, const double *scalar,
                          size_t from)
{
    size_t n = c->measures->count;
    double value[MKBA_LANES];
    for (size_t m = 0; m < n; m++) {
        mkba_tape_output(value, p->tape, rows, scalar, m);
        for (size_t lane = 0; lane < MKBA_LANES && from + lane < p->worlds; lane++) {
            c->out[p->world[from + lane] * n + m] = value[lane];
        }
    }
}

static mkba_status run_group(const crowd *c, group *p)
{
    const mkba_lanes *lanes = mkba_lanes_best();
    mkba_inputs inputs = {.local = p->parameters + p->n_entered};
    p->tape = mkba_tape_new(c->arena, p->view, MKBA_MOVED_WAYS, inputs, p->target, p->targets);
    double *rows = p->tape ? mkba_tape_rows(p->tape) : NULL;
    double *scalar =
        p->tape ? mkba_arena_alloc(c->arena, p->tape->scalars, sizeof *scalar) : NULL;
    if (!rows || !scalar) {
        free(rows);
        return MKBA_ERR_MEMORY;
    }
    mkba_tape_area(scalar, p->tape, scalar);
    for (size_t from = 0; from < p->worlds; from += MKBA_LANES) {
        fill_rows(c, p, rows, from);
        lanes->steps(&p->tape->local_steps, rows, scalar);
        store_outputs(c, p, rows, scalar, from);
    }
    free(rows);
    return MKBA_OK;
}

static mkba_status run_plan(const crowd *c, size_t first)
{
    group p = {.world = mkba_arena_alloc(c->arena, c->worlds, sizeof *p.world)};
    if (!p.world) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = first; i < c->worlds; i++) {
        if (c->plan[i] == c->plan[first]) {
            p.world[p.worlds++] = i;
        }
    }
    if (!make_views(c, &p, c->plan[first])) {
        return MKBA_ERR_MEMORY;
    }
    mkba_status status = find_targets(c, &p, c->plan[first]);
    return status == MKBA_OK ? run_group(c, &p) : status;
}

static bool is_first_of_plan(const crowd *c, size_t world)
{
    for (size_t i = 0; i < world; i++) {
        if (c->plan[i] == c->plan[world]) {
            return false;
        }
    }
    return true;
}

mkba_status mkba_worlds_evaluate(double *out, mkba_study *study, const mkba_area *area,
                                 const mkba_measures *measures, const mkba_world *world,
                                 size_t worlds, mkba_issues *issues)
{
    crowd c = {.arena = mkba_arena_new(),
               .study = study,
               .area = area,
               .measures = measures,
               .worlds = worlds,
               .issues = issues,
               .out = out};
    mkba_status status = c.arena ? fill_worlds(&c, world) : MKBA_ERR_MEMORY;
    for (size_t i = 0; i < worlds && status == MKBA_OK; i++) {
        if (is_first_of_plan(&c, i)) {
            status = run_plan(&c, i);
        }
    }
    mkba_arena_free(c.arena);
    return status;
}
