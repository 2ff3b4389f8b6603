/* What a simulation draws, and the tapes that work it out. */
#include "analysis/simulation.h"

#include "input/parameters.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ------------------------------------------------------------------ Streams and rows */

/* The stream with this name; one more member shares it. SIZE_MAX: no memory. */
static size_t stream_of(mkba_simulation *s, const char *name, const mkba_parameter *p,
                        size_t column)
{
    for (size_t i = 0; i < s->streams; i++) {
        if (strcmp(s->stream[i].name, name) == 0) {
            return i;
        }
    }
    s->stream = mkba_arena_grow(s->arena, s->stream, s->streams, &s->stream_capacity,
                                sizeof *s->stream);
    const char *copy = mkba_arena_text(s->arena, name, strlen(name));
    if (!s->stream || !copy) {
        return SIZE_MAX;
    }
    s->stream[s->streams] = (mkba_stream){
        .name = copy, .id = mkba_stream_id(name), .parameter = p, .column = column};
    return s->streams++;
}

/* While the bindings of one group are made. */
typedef struct {
    mkba_simulation *s;
    mkba_sim_group *g;
    size_t drawn_capacity, local_capacity;
    mkba_binding **parameter, **entered; /* per world */
    bool failed;
} binder;

/* A draw may miss the ends of its range by a rounding. */
static void set_bounds(mkba_binding *binding, double low, double high)
{
    binding->low = low - fabs(low) * 1e-12;
    binding->high = high + fabs(high) * 1e-12;
}

static mkba_binding drawn_binding(binder *b, const mkba_parameter *p, mkba_triangle triangle,
                                  size_t set)
{
    char name[MKBA_TEXT];
    mkba_sim_group *g = b->g;
    mkba_stream_name(name, p, "");
    size_t stream = stream_of(b->s, name, p, 0);
    g->drawn = mkba_arena_grow(b->s->arena, g->drawn, g->n_drawn, &b->drawn_capacity,
                               sizeof *g->drawn);
    if (stream == SIZE_MAX || !g->drawn) {
        b->failed = true;
        return (mkba_binding){0};
    }
    g->drawn[g->n_drawn] = (mkba_sim_drawn){stream, triangle, set};
    mkba_binding binding = {.stage = MKBA_STAGE_DRAWN, .index = (uint32_t)g->n_drawn++};
    set_bounds(&binding, set > 0 ? fmin(0, triangle.low) : triangle.low, triangle.high);
    return binding;
}

static mkba_binding local_binding(binder *b, const mkba_parameter *p, size_t column,
                                  size_t world)
{
    mkba_sim_group *g = b->g;
    g->local = mkba_arena_grow(b->s->arena, g->local, g->n_local, &b->local_capacity,
                               sizeof *g->local);
    if (!g->local) {
        b->failed = true;
        return (mkba_binding){0};
    }
    g->local[g->n_local] = (mkba_sim_local){p, column, world};
    mkba_binding binding = {.stage = MKBA_STAGE_LOCAL, .index = (uint32_t)g->n_local++};
    if (p) {
        set_bounds(&binding, p->low, p->high);
    } else if (b->s->study->data->column[column].type == MKBA_COLUMN_SHARE) {
        set_bounds(&binding, 0, 1);
    }
    return binding;
}

static bool same_number(const mkba_parameter *a, const mkba_parameter *b)
{
    return memcmp(&a->value, &b->value, sizeof a->value) == 0 &&
           memcmp(&a->low, &b->low, sizeof a->low) == 0 &&
           memcmp(&a->high, &b->high, sizeof a->high) == 0;
}

/* A number is the same in two worlds when its whole set of shares is. */
static bool same_in_base(const binder *b, size_t w, size_t i)
{
    const mkba_data *base = b->s->world[0].areas->data, *here = b->s->world[w].areas->data;
    for (size_t k = 0; k < here->parameters; k++) {
        bool together =
            k == i || mkba_parameters_same_set(&here->parameter[i], &here->parameter[k]);
        if (together && !same_number(&base->parameter[k], &here->parameter[k])) {
            return false;
        }
    }
    return true;
}

/* Could the members of the set of parameter i, drawn at their highest, exceed 1? */
static bool set_can_exceed(const mkba_data *d, size_t i)
{
    double sum = 0;
    for (size_t k = 0; k < d->parameters; k++) {
        if (mkba_parameters_same_set(&d->parameter[i], &d->parameter[k])) {
            mkba_triangle range;
            bool drawn = mkba_parameter_range(&range, &d->parameter[k]);
            sum += drawn ? range.high : d->parameter[k].value;
        }
    }
    return sum > 1;
}

/* The members of such a set each have a row, also those that are certain: they give way too.
 */
static void bind_set(binder *b, size_t w, size_t first)
{
    const mkba_data *d = b->s->world[w].areas->data;
    size_t set = ++b->g->sets;
    for (size_t k = first; k < d->parameters; k++) {
        mkba_triangle range;
        if (mkba_parameters_same_set(&d->parameter[first], &d->parameter[k])) {
            if (!mkba_parameter_range(&range, &d->parameter[k])) {
                double value = d->parameter[k].value;
                range = (mkba_triangle){value, value, value};
            }
            b->parameter[w][k] = drawn_binding(b, &d->parameter[k], range, set);
        }
    }
}

static void bind_parameter(binder *b, size_t w, size_t i)
{
    const mkba_parameter *p = &b->s->world[w].areas->data->parameter[i];
    mkba_triangle range;
    mkba_binding *out = &b->parameter[w][i];
    if (out->stage != MKBA_STAGE_FIXED) {
        return; /* bound with its set */
    }
    if (w > 0 && same_in_base(b, w, i)) {
        *out = b->parameter[0][i];
    } else if (p->family->share_set[0] && set_can_exceed(b->s->world[w].areas->data, i)) {
        bind_set(b, w, i);
    } else if (!mkba_parameter_range(&range, p)) {
        *out = (mkba_binding){.value = b->s->world[w].parameter[i]};
    } else {
        *out = mkba_parameter_is_local(p) ? local_binding(b, p, 0, w)
                                          : drawn_binding(b, p, range, 0);
    }
}

static void bind_column(binder *b, size_t w, size_t i)
{
    const mkba_data *d = b->s->study->data;
    unsigned char figure = b->g->figure[w * d->columns + i];
    mkba_binding *out = &b->entered[w][i];
    if (w > 0 && !(figure & MKBA_FIGURE_DIFFERS)) {
        *out = b->entered[0][i];
    } else if (figure & MKBA_FIGURE_DRAWN) {
        *out = local_binding(b, NULL, i, w);
    } else if (figure & MKBA_FIGURE_ZERO) {
        *out = (mkba_binding){.stage = MKBA_STAGE_FIXED};
    } else {
        *out =
            (mkba_binding){.stage = MKBA_STAGE_AREA, .index = (uint32_t)(w * d->columns + i)};
        if (figure & MKBA_FIGURE_POSITIVE) {
            out->low = 1e-9;
            out->high = d->column[i].type == MKBA_COLUMN_SHARE ? 1 : INFINITY;
        }
    }
}

static bool bind_world(binder *b, size_t w)
{
    const mkba_data *d = b->s->study->data;
    b->parameter[w] = mkba_arena_alloc(b->s->arena, d->parameters, sizeof **b->parameter);
    b->entered[w] = mkba_arena_alloc(b->s->arena, d->columns, sizeof **b->entered);
    if (!b->parameter[w] || !b->entered[w]) {
        return false;
    }
    for (size_t i = 0; i < d->parameters && !b->failed; i++) {
        bind_parameter(b, w, i);
    }
    for (size_t i = 0; i < d->columns && !b->failed; i++) {
        bind_column(b, w, i);
    }
    return !b->failed;
}

/* ------------------------------------------------------------------ Tapes */

/* Per world one view for each way in which the factors have moved. */
static mkba_view *make_views(binder *b)
{
    mkba_simulation *s = b->s;
    size_t switches = s->study->n_switches;
    mkba_view *view = mkba_arena_alloc(s->arena, s->worlds * MKBA_MOVED_WAYS, sizeof *view);
    double *value = mkba_arena_alloc(s->arena, switches, sizeof *value);
    for (size_t v = 0; v < s->worlds * MKBA_MOVED_WAYS && view && value; v++) {
        size_t w = v / MKBA_MOVED_WAYS;
        mkba_binding *switched = mkba_arena_alloc(s->arena, switches, sizeof *switched);
        if (!switched) {
            return NULL;
        }
        mkba_measure_switches(value, s->study, (int)(v % MKBA_MOVED_WAYS));
        for (size_t i = 0; i < switches; i++) {
            switched[i].value = value[i];
        }
        view[v] = (mkba_view){b->g->plan[w]->graph, b->parameter[w], b->entered[w], switched};
    }
    return value ? view : NULL;
}

/* A measure in a world: its node, or what that gains when the factors move. */
static mkba_status find_target(mkba_target *out, const mkba_sim_group *g, size_t world,
                               const mkba_measure *m, mkba_issues *issues)
{
    mkba_node node;
    size_t today = world * MKBA_MOVED_WAYS;
    mkba_status status = mkba_builder_require(&node, g->plan[world]->builder, m->key, issues);
    bool gain = m->moved != MKBA_MOVED_NONE;
    *out = (mkba_target){today + (size_t)m->moved, node, gain, today, node};
    return status;
}

static mkba_status make_targets(mkba_target **out, mkba_simulation *s, mkba_sim_group *g,
                                mkba_issues *issues)
{
    mkba_target *target = mkba_arena_alloc(s->arena, s->columns, sizeof *target);
    size_t measures = s->measures.count;
    mkba_status status = target ? MKBA_OK : MKBA_ERR_MEMORY;
    for (size_t c = 0; c < s->worlds * measures && status == MKBA_OK; c++) {
        status = find_target(&target[c], g, c / measures, &s->measures.measure[c % measures],
                             issues);
    }
    for (size_t w = 1; w < s->worlds && status == MKBA_OK; w++) {
        const mkba_target *here = &target[w * measures + s->measures.npv];
        const mkba_target *base = &target[s->measures.npv];
        target[s->worlds * measures + w - 1] =
            (mkba_target){here->view, here->node, true, base->view, base->node};
    }
    *out = target;
    return status;
}

static mkba_status make_tape(mkba_simulation *s, mkba_sim_group *g, mkba_issues *issues)
{
    binder b = {.s = s, .g = g};
    mkba_target *target;
    mkba_status status = make_targets(&target, s, g, issues);
    if (status != MKBA_OK) {
        return status;
    }
    b.parameter = mkba_arena_alloc(s->arena, s->worlds, sizeof *b.parameter);
    b.entered = mkba_arena_alloc(s->arena, s->worlds, sizeof *b.entered);
    for (size_t w = 0; w < s->worlds; w++) {
        if (!b.parameter || !b.entered || !bind_world(&b, w)) {
            return MKBA_ERR_MEMORY;
        }
    }
    mkba_inputs inputs = {
        .area = s->worlds * s->study->data->columns, .drawn = g->n_drawn, .local = g->n_local};
    mkba_view *view = make_views(&b);
    if (view) {
        g->tape = mkba_tape_new(s->arena, view, s->worlds * MKBA_MOVED_WAYS, inputs, target,
                                s->columns);
    }
    return g->tape ? MKBA_OK : MKBA_ERR_MEMORY;
}

/* ------------------------------------------------------------------ What an area brings */

static mkba_status fill_local(mkba_simulation *s, const mkba_sim_group *g, mkba_sim_area *a,
                              size_t l)
{
    const mkba_sim_local *local = &g->local[l];
    const mkba_area *area = a->in_world[local->world];
    char name[MKBA_TEXT];
    if (local->parameter) {
        mkba_stream_name(name, local->parameter, area->code);
        mkba_parameter_range(&a->triangle[l], local->parameter);
    } else {
        const mkba_areas *areas = s->world[local->world].areas;
        snprintf(name, sizeof name, "%s@%s", s->study->data->column[local->column].id,
                 area->code);
        mkba_entered_range(&a->triangle[l], areas, area, local->column);
    }
    a->stream[l] = mkba_stream_id(name);
    if (s->areas == 1 && g->tape->input_used[g->n_drawn + l]) {
        size_t stream = stream_of(s, name, local->parameter, local->column);
        if (stream == SIZE_MAX) {
            return MKBA_ERR_MEMORY;
        }
        s->stream[stream].used = true;
    }
    return MKBA_OK;
}

static mkba_status fill_area(mkba_simulation *s, mkba_sim_area *a, double *number)
{
    const mkba_sim_group *g = &s->group[a->group];
    size_t columns = s->study->data->columns;
    a->scalar = mkba_arena_alloc(s->arena, g->tape->scalars, sizeof *a->scalar);
    a->stream = mkba_arena_alloc(s->arena, g->n_local, sizeof *a->stream);
    a->triangle = mkba_arena_alloc(s->arena, g->n_local, sizeof *a->triangle);
    if (!a->scalar || !a->stream || !a->triangle) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t w = 0; w < s->worlds; w++) {
        memcpy(number + w * columns, a->in_world[w]->value, columns * sizeof *number);
    }
    mkba_tape_area(a->scalar, g->tape, number);
    mkba_status status = MKBA_OK;
    for (size_t l = 0; l < g->n_local && status == MKBA_OK; l++) {
        status = fill_local(s, g, a, l);
    }
    return status;
}

static void mark_streams(mkba_simulation *s)
{
    for (size_t g = 0; g < s->groups; g++) {
        for (size_t i = 0; i < s->group[g].n_drawn; i++) {
            const mkba_sim_drawn *drawn = &s->group[g].drawn[i];
            /* a member of a set matters to the others */
            bool needed = s->group[g].tape->input_used[i] || drawn->set > 0;
            if (needed && drawn->triangle.low < drawn->triangle.high) {
                s->stream[drawn->stream].used = true;
            }
        }
    }
}

/* The stream of every number that is drawn, and how many share it. Local numbers have one here
 * when there is one area. */
static bool link_streams(mkba_simulation *s)
{
    const mkba_data *d = s->study->data;
    s->stream_of = mkba_arena_alloc(s->arena, d->parameters, sizeof *s->stream_of);
    for (size_t i = 0; i < d->parameters && s->stream_of; i++) {
        char name[MKBA_TEXT];
        mkba_triangle range;
        bool local = mkba_parameter_is_local(&d->parameter[i]);
        size_t k = mkba_parameter_range(&range, &d->parameter[i]) ? 0 : s->streams;
        mkba_stream_name(name, &d->parameter[i], local ? s->area[0].in_world[0]->code : "");
        while (k < s->streams && strcmp(s->stream[k].name, name) != 0) {
            k++;
        }
        s->stream_of[i] = k < s->streams ? k : SIZE_MAX;
        if (k < s->streams) {
            s->stream[k].members++;
        }
    }
    return s->stream_of != NULL;
}

mkba_status mkba_simulation_prepare(mkba_simulation *s, mkba_issues *issues)
{
    s->columns = s->worlds * s->measures.count + s->worlds - 1;
    mkba_status status = mkba_sim_group_areas(s);
    for (size_t g = 0; g < s->groups && status == MKBA_OK; g++) {
        status = make_tape(s, &s->group[g], issues);
    }
    if (status != MKBA_OK) {
        return status;
    }
    mark_streams(s);
    double *number =
        mkba_arena_alloc(s->arena, s->worlds * s->study->data->columns, sizeof *number);
    for (size_t i = 0; i < s->areas && status == MKBA_OK; i++) {
        status = number ? fill_area(s, &s->area[i], number) : MKBA_ERR_MEMORY;
    }
    if (status == MKBA_OK && !link_streams(s)) {
        status = MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < s->streams; i++) {
        mkba_stream *stream = &s->stream[i];
        bool shared = stream->used && strncmp(stream->name, "group.", 6) == 0;
        stream->slot = s->slots;
        stream->shared = shared ? ++s->n_shared : 0;
        s->slots += stream->used;
    }
    return status;
}
