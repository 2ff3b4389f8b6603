/* The areas of a simulation, in groups that share a tape. */
#include "analysis/simulation.h"

#include <stdlib.h>
#include <string.h>

static mkba_status find_plans(mkba_simulation *s, const mkba_area **in_world, mkba_plan **plan)
{
    for (size_t w = 0; w < s->worlds; w++) {
        mkba_status status = mkba_study_plan_of(&plan[w], s->study, in_world[w]->entered,
                                                s->world[w].parameter);
        if (status != MKBA_OK) {
            return status;
        }
    }
    return MKBA_OK;
}

/* What is known of every figure of an area. */
static void look_at_figures(unsigned char *figure, const mkba_simulation *s,
                            const mkba_sim_area *area)
{
    size_t columns = s->study->data->columns;
    mkba_triangle range;
    for (size_t w = 0; w < s->worlds; w++) {
        for (size_t i = 0; i < columns; i++) {
            const mkba_area *here = area->in_world[w], *base = area->in_world[0];
            unsigned char *out = &figure[w * columns + i];
            bool in_model = s->study->data->column[i].in_model;
            *out = 0;
            if (in_model && here->entered[i]) {
                /* far from the smallest number, so that products stay above 0 */
                *out = here->value[i] >= 1e-9                           ? MKBA_FIGURE_POSITIVE
                       : !(here->value[i] < 0) && !(here->value[i] > 0) ? MKBA_FIGURE_ZERO
                                                                        : 0;
                *out |= mkba_entered_range(&range, s->world[w].areas, here, i)
                            ? MKBA_FIGURE_DRAWN
                            : 0;
            }
            bool differs =
                in_model && memcmp(&here->value[i], &base->value[i], sizeof *here->value) != 0;
            *out |= differs ? MKBA_FIGURE_DIFFERS : 0;
        }
    }
}

static mkba_sim_group *group_of(mkba_simulation *s, mkba_plan **plan,
                                const unsigned char *figure)
{
    size_t cells = s->worlds * s->study->data->columns;
    for (size_t g = 0; g < s->groups; g++) {
        if (memcmp(s->group[g].plan, plan, s->worlds * sizeof *plan) == 0 &&
            memcmp(s->group[g].figure, figure, cells) == 0) {
            return &s->group[g];
        }
    }
    mkba_sim_group *g = &s->group[s->groups++];
    g->plan = mkba_arena_alloc(s->arena, s->worlds, sizeof *plan);
    g->figure = mkba_arena_alloc(s->arena, cells, 1);
    if (!g->plan || !g->figure) {
        return NULL;
    }
    memcpy(g->plan, plan, s->worlds * sizeof *plan);
    memcpy(g->figure, figure, cells);
    return g;
}

static int by_code(const void *a, const void *b)
{
    const mkba_sim_area *x = a, *y = b;
    return strcmp(x->in_world[0]->code, y->in_world[0]->code);
}

static int by_group(const void *a, const void *b)
{
    const mkba_sim_area *x = a, *y = b;
    return x->group != y->group ? (x->group > y->group) - (x->group < y->group)
                                : by_code(a, b);
}

static mkba_status fill_areas(mkba_simulation *s)
{
    for (size_t i = 0; i < s->areas; i++) {
        s->area[i].in_world = mkba_arena_alloc(s->arena, s->worlds, sizeof(const mkba_area *));
        if (!s->area[i].in_world) {
            return MKBA_ERR_MEMORY;
        }
        for (size_t w = 0; w < s->worlds; w++) {
            s->area[i].in_world[w] = mkba_areas_at(s->world[w].areas, i);
        }
    }
    return MKBA_OK;
}

/* The order of the codes, so that the order of the file does not show. */
mkba_status mkba_sim_group_areas(mkba_simulation *s)
{
    mkba_plan **plan = mkba_arena_alloc(s->arena, s->worlds, sizeof(mkba_plan *));
    s->area = mkba_arena_alloc(s->arena, s->areas, sizeof *s->area);
    s->group = mkba_arena_alloc(s->arena, s->areas, sizeof *s->group);
    unsigned char *figure =
        mkba_arena_alloc(s->arena, s->worlds * s->study->data->columns, sizeof *figure);
    mkba_status status =
        plan && figure && s->area && s->group ? fill_areas(s) : MKBA_ERR_MEMORY;
    if (status != MKBA_OK) {
        return status;
    }
    qsort(s->area, s->areas, sizeof *s->area, by_code);
    for (size_t i = 0; i < s->areas && status == MKBA_OK; i++) {
        status = find_plans(s, s->area[i].in_world, plan);
        look_at_figures(figure, s, &s->area[i]);
        mkba_sim_group *g = status == MKBA_OK ? group_of(s, plan, figure) : NULL;
        if (status == MKBA_OK && !g) {
            return MKBA_ERR_MEMORY;
        }
        if (g) {
            s->area[i].group = (size_t)(g - s->group);
            g->areas++;
        }
    }
    qsort(s->area, s->areas, sizeof *s->area, by_group);
    for (size_t g = 1; g < s->groups; g++) {
        s->group[g].first = s->group[g - 1].first + s->group[g - 1].areas;
    }
    return status;
}
