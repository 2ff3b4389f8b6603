#include "analysis/probe.h"

#include "base/issue.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static int by_code(const void *a, const void *b)
{
    const mkba_outcome *const *x = a, *const *y = b;
    return strcmp((*x)->area->code, (*y)->area->code);
}

/* The figure itself; npv, which every shape of the model has; and what a ratio of sums takes.
 */
static mkba_status choose_measures(mkba_probe *p, mkba_arena *arena, const char *figure,
                                   mkba_issues *issues)
{
    const mkba_figures *figures = p->result->figures;
    mkba_measures *m = &p->measures;
    *m = (mkba_measures){.ratio = MKBA_MAP_NONE};
    mkba_status status = mkba_measures_add(&m->npv, m, arena, figures, "npv_eur", NULL);
    if (status == MKBA_OK) {
        status = mkba_measures_add(&p->measure, m, arena, figures, figure, issues);
    }
    if (status != MKBA_OK || strcmp(m->measure[p->measure].path, "ratio") != 0) {
        return status;
    }
    m->ratio = p->measure;
    status = mkba_measures_add(&m->benefit, m, arena, figures, "benefit_pv_eur", NULL);
    return status == MKBA_OK
               ? mkba_measures_add(&m->cost, m, arena, figures, "additional_cost_pv_eur", NULL)
               : status;
}

mkba_status mkba_probe_start(mkba_probe *out, mkba_arena *arena, const mkba_result *result,
                             const char *figure, mkba_issues *issues)
{
    *out = (mkba_probe){.result = result, .parts = result->count > 1 ? result->count + 1 : 1};
    mkba_status status = choose_measures(out, arena, figure ? figure : "npv_eur", issues);
    if (status != MKBA_OK) {
        return status;
    }
    const mkba_measure *measure = mkba_probe_measure(out);
    if (result->count > 1 && !measure->adds_up && out->measures.ratio != out->measure) {
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0}, "figure.no_total",
                              MKBA_WORDS(measure->path));
    }
    out->order = mkba_arena_alloc(arena, result->count, sizeof *out->order);
    for (size_t i = 0; i < result->count && out->order; i++) {
        out->order[i] = &result->outcome[i];
    }
    if (out->order) {
        qsort(out->order, result->count, sizeof *out->order, by_code);
    }
    return out->order ? MKBA_OK : MKBA_ERR_MEMORY;
}

const mkba_measure *mkba_probe_measure(const mkba_probe *probe)
{
    return &probe->measures.measure[probe->measure];
}

const mkba_outcome *mkba_probe_part(const mkba_probe *probe, size_t part)
{
    const mkba_result *r = probe->result;
    return r->count == 1 ? &r->outcome[0] : part == 0 ? NULL : &r->outcome[part - 1];
}

static size_t room_for(const mkba_axis *axis)
{
    return axis ? axis->members + 1 : 0;
}

mkba_status mkba_probe_worlds(mkba_worlds **out, const mkba_probe *probe,
                              const mkba_axis *axis, size_t axes)
{
    size_t room = 1, count = 0;
    *out = NULL;
    for (size_t i = 0; i < axes; i++) {
        room += room_for(&axis[i]);
    }
    mkba_move *move = calloc(room, sizeof *move);
    if (!move) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < axes; i++) {
        if (axis[i].members == 0) {
            move[count++] = (mkba_move){MKBA_OP_ENTERED, (uint32_t)axis[i].column, 0};
        }
        count += axis[i].members > 0 ? mkba_axis_moves(move + count, &axis[i], NULL, 0) : 0;
    }
    mkba_status status =
        mkba_worlds_new(out, probe->result->study, &probe->measures, move, count);
    free(move);
    return status;
}

/* The worlds of one area at these spots. */
typedef struct {
    mkba_move *move;
    mkba_world *world;
    double *value; /* [spot * measures] */
} crowd;

static bool crowd_start(crowd *c, const mkba_probe *p, const mkba_spot *spot, size_t spots)
{
    size_t room = 1;
    for (size_t i = 0; i < spots; i++) {
        room += room_for(spot[i].axis);
    }
    c->move = calloc(room, sizeof *c->move);
    c->world = calloc(spots + 1, sizeof *c->world);
    c->value = calloc(spots * p->measures.count + 1, sizeof *c->value);
    return c->move && c->world && c->value;
}

static void crowd_end(crowd *c)
{
    free(c->move);
    free(c->world);
    free(c->value);
}

static mkba_status ask(crowd *c, mkba_worlds *worlds, const mkba_outcome *outcome,
                       const mkba_spot *spot, size_t spots, mkba_issues *issues)
{
    size_t count = 0;
    for (size_t i = 0; i < spots; i++) {
        c->world[i] = (mkba_world){.move = c->move + count};
        if (spot[i].axis) {
            c->world[i].moves =
                mkba_axis_moves(c->move + count, spot[i].axis, outcome->area, spot[i].at);
        }
        count += c->world[i].moves;
    }
    return mkba_worlds_run(c->value, worlds, outcome->area, c->world, spots, issues);
}

/* Sums of all measures over the areas; `each` (may be NULL) gets the figure per area. */
static mkba_status add_up(double *sum, double *each, crowd *c, const mkba_probe *p,
                          mkba_worlds *worlds, const mkba_spot *spot, size_t spots,
                          mkba_issues *issues)
{
    size_t n = p->measures.count;
    for (size_t k = 0; k < p->result->count; k++) {
        size_t area = (size_t)(p->order[k] - p->result->outcome);
        mkba_status status = ask(c, worlds, p->order[k], spot, spots, issues);
        if (status != MKBA_OK) {
            return status;
        }
        for (size_t i = 0; i < spots * n; i++) {
            sum[i] += c->value[i];
        }
        for (size_t i = 0; i < spots && each; i++) {
            each[area * spots + i] = c->value[i * n + p->measure];
        }
    }
    return MKBA_OK;
}

static mkba_status probe_total(double *y, double *each, const mkba_probe *p,
                               mkba_worlds *worlds, const mkba_spot *spot, size_t spots,
                               mkba_issues *issues)
{
    crowd c;
    size_t n = p->measures.count;
    double *sum = calloc(spots * n + 1, sizeof *sum);
    mkba_status status = crowd_start(&c, p, spot, spots) && sum ? MKBA_OK : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = add_up(sum, each, &c, p, worlds, spot, spots, issues);
    }
    for (size_t i = 0; i < spots && status == MKBA_OK; i++) {
        y[i] = mkba_measures_total(&p->measures, p->measure, sum + i * n);
    }
    free(sum);
    crowd_end(&c);
    return status;
}

mkba_status mkba_probe_one(double *y, const mkba_probe *probe, size_t part,
                           mkba_worlds *worlds, const mkba_spot *spot, size_t spots,
                           mkba_issues *issues)
{
    const mkba_outcome *outcome = mkba_probe_part(probe, part);
    crowd c;
    if (!outcome) {
        return probe_total(y, NULL, probe, worlds, spot, spots, issues);
    }
    mkba_status status = crowd_start(&c, probe, spot, spots) ? MKBA_OK : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = ask(&c, worlds, outcome, spot, spots, issues);
    }
    for (size_t i = 0; i < spots && status == MKBA_OK; i++) {
        y[i] = c.value[i * probe->measures.count + probe->measure];
    }
    crowd_end(&c);
    return status;
}

mkba_status mkba_probe_all(double *y, const mkba_probe *probe, mkba_worlds *worlds,
                           const mkba_spot *spot, size_t spots, mkba_issues *issues)
{
    return probe->parts == 1 ? mkba_probe_one(y, probe, 0, worlds, spot, spots, issues)
                             : probe_total(y, y + spots, probe, worlds, spot, spots, issues);
}
