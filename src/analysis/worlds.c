#include "analysis/worlds.h"

#include "analysis/shares.h"
#include "model/tape.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What one shape of the model takes: its tape, and which figures it lacks. */
typedef struct shape {
    struct shape *next;
    const mkba_plan *plan;
    mkba_view view[MKBA_MOVED_WAYS];
    mkba_target *target;
    bool *missing; /* per measure */
    mkba_tape *tape;
    double *scalar;
} shape;

struct mkba_worlds {
    mkba_arena *arena;
    mkba_study *study;
    const mkba_measures *measures;
    size_t *set; /* per parameter: the first member of its set of shares */
    bool *moves_parameter, *moves_column;
    size_t *parameter, *entered; /* leaves that may move, a row each; parameters first */
    size_t parameters, n_entered;
    shape *shapes;
    double *rows; /* of the largest tape so far */
    size_t rows_held;
    double *now; /* the parameters of one world */
    bool *moved, *has;
};

/* The worlds of one area: their shape, and the values of the leaves that may move. */
typedef struct {
    const mkba_area *area;
    mkba_plan **plan;
    double *value;
    size_t *at; /* the worlds of one shape */
    size_t worlds;
} crowd;

/* ------------------------------------------------------------------ What may move */

/* A share takes its whole set along: the others may have to give way. */
static void mark_moves(mkba_worlds *w, const mkba_move *may_move, size_t count)
{
    size_t parameters = w->study->data->parameters;
    for (size_t i = 0; i < count; i++) {
        if (may_move[i].kind != MKBA_OP_PARAMETER) {
            w->moves_column[may_move[i].leaf] = true;
            continue;
        }
        size_t first = w->set[may_move[i].leaf];
        w->moves_parameter[may_move[i].leaf] = true;
        for (size_t k = 0; k < parameters && first != MKBA_MAP_NONE; k++) {
            w->moves_parameter[k] = w->moves_parameter[k] || w->set[k] == first;
        }
    }
}

/* Years and lags have no row: they are the same in all worlds of one shape. */
static void list_moves(mkba_worlds *w)
{
    const mkba_data *d = w->study->data;
    for (size_t i = 0; i < d->parameters; i++) {
        if (w->moves_parameter[i] && !w->study->whole[i]) {
            w->parameter[w->parameters++] = i;
        }
    }
    for (size_t i = 0; i < d->columns; i++) {
        if (w->moves_column[i]) {
            w->entered[w->n_entered++] = i;
        }
    }
}

mkba_status mkba_worlds_new(mkba_worlds **out, mkba_study *study,
                            const mkba_measures *measures, const mkba_move *may_move,
                            size_t count)
{
    const mkba_data *d = study->data;
    mkba_arena *arena;
    *out = NULL;
    mkba_worlds *w = mkba_arena_object(&arena, sizeof *w);
    if (!w) {
        return MKBA_ERR_MEMORY;
    }
    *w = (mkba_worlds){.arena = arena, .study = study, .measures = measures};
    w->set = mkba_arena_alloc(arena, d->parameters, sizeof *w->set);
    w->moves_parameter = mkba_arena_alloc(arena, d->parameters, sizeof *w->moves_parameter);
    w->moves_column = mkba_arena_alloc(arena, d->columns, sizeof *w->moves_column);
    w->parameter = mkba_arena_alloc(arena, d->parameters, sizeof *w->parameter);
    w->entered = mkba_arena_alloc(arena, d->columns, sizeof *w->entered);
    w->now = mkba_arena_alloc(arena, d->parameters, sizeof *w->now);
    w->moved = mkba_arena_alloc(arena, d->parameters, sizeof *w->moved);
    w->has = mkba_arena_alloc(arena, d->columns, sizeof *w->has);
    if (mkba_arena_failed(arena)) {
        mkba_arena_free(arena);
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < d->parameters; i++) {
        w->set[i] = mkba_shares_first(d, i);
    }
    mark_moves(w, may_move, count);
    list_moves(w);
    *out = w;
    return MKBA_OK;
}

void mkba_worlds_free(mkba_worlds *worlds)
{
    if (worlds) {
        free(worlds->rows);
        mkba_arena_free(worlds->arena);
    }
}

/* ------------------------------------------------------------------ One shape */

static mkba_binding fixed_at(double value)
{
    return (mkba_binding){.value = value};
}

/* Numbers that may move have a row each, the figures of the area are its own, and all else is
 * fixed. */
static bool make_views(const mkba_worlds *w, shape *s)
{
    const mkba_data *d = w->study->data;
    size_t switches = w->study->n_switches;
    mkba_binding *parameter = mkba_arena_alloc(w->arena, d->parameters, sizeof *parameter);
    mkba_binding *entered = mkba_arena_alloc(w->arena, d->columns, sizeof *entered);
    mkba_binding *switched =
        mkba_arena_alloc(w->arena, switches * MKBA_MOVED_WAYS, sizeof *switched);
    double *value = mkba_arena_alloc(w->arena, switches, sizeof *value);
    if (!parameter || !entered || !switched || !value) {
        return false;
    }
    for (size_t i = 0; i < d->parameters; i++) {
        parameter[i] =
            fixed_at(w->study->whole[i] ? s->plan->parameter[i] : w->study->parameter[i]);
    }
    for (size_t i = 0; i < d->columns; i++) {
        entered[i] = (mkba_binding){.stage = MKBA_STAGE_AREA, .index = (uint32_t)i};
    }
    for (size_t i = 0; i < w->parameters + w->n_entered; i++) {
        bool is_parameter = i < w->parameters;
        mkba_binding *own = is_parameter ? &parameter[w->parameter[i]]
                                         : &entered[w->entered[i - w->parameters]];
        *own = (mkba_binding){.stage = MKBA_STAGE_LOCAL, .index = (uint32_t)i};
    }
    for (int way = 0; way < MKBA_MOVED_WAYS; way++) {
        mkba_binding *own = switched + (size_t)way * switches;
        mkba_measure_switches(value, w->study, way);
        for (size_t i = 0; i < switches; i++) {
            own[i] = fixed_at(value[i]);
        }
        s->view[way] = (mkba_view){s->plan->graph, parameter, entered, own};
    }
    return true;
}

/* The nodes of the measures; the potential is what a node gains. */
static mkba_status find_targets(const mkba_worlds *w, shape *s, mkba_issues *issues)
{
    size_t n = w->measures->count;
    s->target = mkba_arena_alloc(w->arena, n, sizeof *s->target);
    s->missing = mkba_arena_alloc(w->arena, n, sizeof *s->missing);
    if (!s->target || !s->missing) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t m = 0; m < n; m++) {
        const mkba_measure *measure = &w->measures->measure[m];
        mkba_node node = 0;
        mkba_status status = mkba_builder_require(&node, s->plan->builder, measure->key, NULL);
        s->missing[m] = status == MKBA_ERR_UNKNOWN;
        if (status != MKBA_OK && !s->missing[m]) {
            return mkba_builder_require(&node, s->plan->builder, measure->key, issues);
        }
        bool gain = measure->moved != MKBA_MOVED_NONE;
        s->target[m] =
            (mkba_target){(size_t)measure->moved, node, gain, MKBA_MOVED_NONE, node};
        if (s->missing[m]) {
            s->target[m] = (mkba_target){0};
        }
    }
    return MKBA_OK;
}

static size_t views_of(const mkba_measures *measures)
{
    size_t views = 1;
    for (size_t m = 0; m < measures->count; m++) {
        views = measures->measure[m].moved != MKBA_MOVED_NONE ? MKBA_MOVED_WAYS : views;
    }
    return views;
}

static mkba_status make_shape(shape **out, mkba_worlds *w, const mkba_plan *plan,
                              mkba_issues *issues)
{
    shape *s = mkba_arena_alloc(w->arena, 1, sizeof *s);
    mkba_inputs inputs = {.area = w->study->data->columns,
                          .local = w->parameters + w->n_entered};
    if (!s) {
        return MKBA_ERR_MEMORY;
    }
    s->plan = plan;
    mkba_status status = find_targets(w, s, issues);
    if (status != MKBA_OK) {
        return status;
    }
    if (make_views(w, s)) {
        s->tape = mkba_tape_new(w->arena, s->view, views_of(w->measures), inputs, s->target,
                                w->measures->count);
    }
    s->scalar =
        s->tape ? mkba_arena_alloc(w->arena, s->tape->scalars + 1, sizeof(double)) : NULL;
    if (!s->scalar) {
        return MKBA_ERR_MEMORY;
    }
    s->next = w->shapes;
    w->shapes = s;
    *out = s;
    return MKBA_OK;
}

static mkba_status shape_of(shape **out, mkba_worlds *w, const mkba_plan *plan,
                            mkba_issues *issues)
{
    for (shape *s = w->shapes; s; s = s->next) {
        if (s->plan == plan) {
            *out = s;
            return MKBA_OK;
        }
    }
    return make_shape(out, w, plan, issues);
}

/* ------------------------------------------------------------------ Worlds */

static void move_parameter(mkba_worlds *w, const mkba_move *move, bool *whole)
{
    w->now[move->leaf] = move->value;
    w->moved[move->leaf] = true;
    *whole = *whole || w->study->whole[move->leaf];
}

static void settle_moved(mkba_worlds *w, const mkba_world *world)
{
    for (size_t i = 0; i < world->moves; i++) {
        const mkba_move *move = &world->move[i];
        if (move->kind == MKBA_OP_PARAMETER && w->set[move->leaf] != MKBA_MAP_NONE) {
            mkba_shares_settle(w->now, w->study->data, w->set, w->set[move->leaf], w->moved);
        }
    }
}

/* The values of the world at place `i` of the crowd, and the plan for its shape when that is
 * not the area's own. */
static mkba_status fill_world(crowd *c, mkba_worlds *w, size_t i, const mkba_world *world)
{
    const mkba_data *d = w->study->data;
    double *value = c->value + i * (w->parameters + w->n_entered);
    bool reshaped = false;
    memcpy(w->now, w->study->parameter, d->parameters * sizeof *w->now);
    memset(w->moved, 0, d->parameters * sizeof *w->moved);
    memcpy(w->has, c->area->entered, d->columns * sizeof *w->has);
    for (size_t k = 0; k < w->n_entered; k++) {
        value[w->parameters + k] = c->area->value[w->entered[k]];
    }
    for (size_t m = 0; m < world->moves; m++) {
        const mkba_move *move = &world->move[m];
        if (move->kind == MKBA_OP_PARAMETER) {
            move_parameter(w, move, &reshaped);
            continue;
        }
        for (size_t k = 0; k < w->n_entered; k++) {
            if (w->entered[k] == move->leaf) {
                value[w->parameters + k] = move->value;
            }
        }
        reshaped = reshaped || w->has[move->leaf] == isnan(move->value);
        w->has[move->leaf] = !isnan(move->value);
    }
    settle_moved(w, world);
    for (size_t k = 0; k < w->parameters; k++) {
        value[k] = w->now[w->parameter[k]];
    }
    return reshaped ? mkba_study_plan_of(&c->plan[i], w->study, w->has, w->now) : MKBA_OK;
}

/* Lanes beyond the last world repeat the first one. */
static void fill_rows(const mkba_worlds *w, const crowd *c, const shape *s, size_t count,
                      size_t from)
{
    size_t leaves = w->parameters + w->n_entered;
    size_t lanes = count - from < MKBA_LANES ? count - from : MKBA_LANES;
    for (size_t k = 0; k < leaves; k++) {
        double *row = mkba_tape_local_row(s->tape, w->rows, k);
        for (size_t lane = 0; lane < lanes; lane++) {
            row[lane] = c->value[c->at[from + lane] * leaves + k];
        }
        for (size_t lane = lanes; lane < MKBA_LANES; lane++) {
            row[lane] = row[0];
        }
    }
}

static void store_outputs(double *out, const mkba_worlds *w, const crowd *c, const shape *s,
                          size_t count, size_t from)
{
    size_t n = w->measures->count;
    double value[MKBA_LANES];
    for (size_t m = 0; m < n; m++) {
        mkba_tape_output(value, s->tape, w->rows, s->scalar, m);
        for (size_t lane = 0; lane < MKBA_LANES && from + lane < count; lane++) {
            out[c->at[from + lane] * n + m] = s->missing[m] ? (double)NAN : value[lane];
        }
    }
}

static mkba_status hold_rows(mkba_worlds *w, const mkba_tape *tape)
{
    if (w->rows && tape->rows <= w->rows_held) {
        return MKBA_OK;
    }
    free(w->rows);
    w->rows = mkba_tape_rows(tape);
    w->rows_held = tape->rows;
    return w->rows ? MKBA_OK : MKBA_ERR_MEMORY;
}

static mkba_status run_shape(double *out, mkba_worlds *w, const crowd *c, const shape *s,
                             size_t count)
{
    const mkba_lanes *lanes = mkba_lanes_best();
    mkba_status status = hold_rows(w, s->tape);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_tape_area(s->scalar, s->tape, c->area->value);
    for (size_t from = 0; from < count; from += MKBA_LANES) {
        fill_rows(w, c, s, count, from);
        lanes->steps(&s->tape->local_steps, w->rows, s->scalar);
        store_outputs(out, w, c, s, count, from);
    }
    return MKBA_OK;
}

static mkba_status start_crowd(crowd *c, mkba_worlds *w, const mkba_world *world)
{
    mkba_plan *own;
    mkba_status status = mkba_study_plan(&own, w->study, c->area);
    c->plan = calloc(c->worlds + 1, sizeof *c->plan);
    c->at = calloc(c->worlds + 1, sizeof *c->at);
    c->value = calloc(c->worlds * (w->parameters + w->n_entered) + 1, sizeof *c->value);
    if (status == MKBA_OK && (!c->plan || !c->at || !c->value)) {
        status = MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < c->worlds && status == MKBA_OK; i++) {
        c->plan[i] = own;
        status = fill_world(c, w, i, &world[i]);
    }
    return status;
}

/* The first world that is still to be done, and all others of its shape. */
static mkba_status run_next(double *out, mkba_worlds *w, crowd *c, size_t first,
                            mkba_issues *issues)
{
    const mkba_plan *plan = c->plan[first];
    size_t count = 0;
    shape *s = NULL;
    mkba_status status = shape_of(&s, w, plan, issues);
    for (size_t i = first; i < c->worlds; i++) {
        if (c->plan[i] == plan) {
            c->at[count++] = i;
            c->plan[i] = NULL;
        }
    }
    return status == MKBA_OK ? run_shape(out, w, c, s, count) : status;
}

mkba_status mkba_worlds_run(double *out, mkba_worlds *worlds, const mkba_area *area,
                            const mkba_world *world, size_t count, mkba_issues *issues)
{
    crowd c = {.area = area, .worlds = count};
    mkba_status status = start_crowd(&c, worlds, world);
    for (size_t i = 0; i < count && status == MKBA_OK; i++) {
        if (c.plan[i]) {
            status = run_next(out, worlds, &c, i, issues);
        }
    }
    free(c.plan);
    free(c.at);
    free(c.value);
    return status;
}
