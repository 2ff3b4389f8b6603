/* The inputs of a comparison: their names, what is in each, and the rest taken together. */
#include "analysis/compare_work.h"

#include "analysis/shapley.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ Names */

/* The pattern of an entry: its path without the word that it starts with. */
static const char *pattern_of(const char *path)
{
    return strchr(path, '.') + 1;
}

/* The number whose change the others of the group follow from. */
static const char *cause(const mkba_change_finder *f, size_t group)
{
    const char *level = NULL;
    for (size_t i = 0; i < f->items; i++) {
        const mkba_change_item *item = &f->item[i];
        bool is_level = strcmp(item->name, "price_year") == 0;
        if (item->group == group && !is_level && item->file) {
            return NULL;
        }
        level = item->group == group && is_level ? item->name : level;
    }
    return level;
}

/* The entry of a scenario that changed all of the group, and nothing else; or NULL. */
static const char *common_entry(const mkba_change_finder *f, size_t group)
{
    const mkba_change_item *first = &f->item[group];
    if (first->of_area || !first->file) {
        return NULL;
    }
    for (size_t i = 0; i < f->items; i++) {
        const mkba_change_item *item = &f->item[i];
        bool same = !item->of_area && item->file && strcmp(item->file, first->file) == 0 &&
                    strcmp(item->path, first->path) == 0;
        if (same != (item->group == group)) {
            return NULL;
        }
    }
    return pattern_of(first->path);
}

/* How much of their names the members share, up to a point or line. */
static size_t common_start(const mkba_change_finder *f, size_t group)
{
    const char *first = f->item[group].name;
    size_t n = strlen(first);
    for (size_t i = group; i < f->items; i++) {
        size_t same = 0;
        while (f->item[i].group == group && same < n && first[same] == f->item[i].name[same]) {
            same++;
        }
        n = f->item[i].group == group ? same : n;
    }
    while (n > 0 && first[n - 1] != '.' && first[n - 1] != '_') {
        n--;
    }
    return n;
}

static void join_names(char out[MKBA_TEXT], const mkba_change_finder *f, size_t group)
{
    size_t length = 0;
    out[0] = '\0';
    for (size_t i = group; i < f->items && length < MKBA_TEXT; i++) {
        if (f->item[i].group == group) {
            int n = snprintf(out + length, MKBA_TEXT - length, "%s%s", length > 0 ? "+" : "",
                             f->item[i].name);
            length += (size_t)n;
        }
    }
}

static size_t members(const mkba_change_finder *f, size_t group)
{
    size_t n = 0;
    for (size_t i = 0; i < f->items; i++) {
        n += f->item[i].group == group;
    }
    return n;
}

/* The measured effect that is all of the group; NULL when it is something else. */
static const char *measured_name(const mkba_change_finder *f, size_t group)
{
    const mkba_data *d = f->base->data;
    for (size_t m = 0; m < d->n_measured; m++) {
        bool all = true;
        for (size_t i = 0; i < f->items; i++) {
            all =
                all &&
                (f->item[i].group != group ||
                 (f->item[i].of_area && mkba_measured_has(&d->measured[m], f->item[i].leaf)));
        }
        if (all) {
            char text[MKBA_TEXT];
            int length = snprintf(text, sizeof text, "measured.%s", d->measured[m].id);
            return mkba_arena_text(f->arena, text, (size_t)length);
        }
    }
    return NULL;
}

static const char *name_of(const mkba_change_finder *f, size_t group)
{
    char text[MKBA_TEXT];
    const mkba_change_item *first = &f->item[group];
    if (first->is_rest || members(f, group) == 1) {
        return first->is_rest ? "other" : first->name;
    }
    const char *known = cause(f, group);
    known = known ? known : common_entry(f, group);
    known = known ? known : measured_name(f, group);
    if (known) {
        return known;
    }
    size_t shared = common_start(f, group);
    if (shared > 0) {
        snprintf(text, sizeof text, "%.*s*", (int)shared, first->name);
    } else {
        join_names(text, f, group);
    }
    return mkba_arena_text(f->arena, text, strlen(text));
}

/* ------------------------------------------------------------------ What is in each */

static void put_number(mkba_change_finder *f, size_t leaf)
{
    mkba_compared_world *w = f->world;
    w->change[w->changes++] = (mkba_changed){.leaf = leaf,
                                             .area = SIZE_MAX,
                                             .from = f->base->data->parameter[leaf].value,
                                             .to = w->areas->data->parameter[leaf].value};
}

static void put_column(mkba_change_finder *f, size_t leaf)
{
    mkba_compared_world *w = f->world;
    bool words = mkba_column_has_words(&f->base->data->column[leaf]);
    for (size_t k = 0; k < mkba_areas_count(f->base); k++) {
        const mkba_area *a = mkba_areas_at(f->base, k), *b = mkba_areas_at(w->areas, k);
        if (mkba_column_differs(f->base->data, leaf, a, b)) {
            w->change[w->changes++] =
                (mkba_changed){.of_area = true,
                               .leaf = leaf,
                               .area = k,
                               .from = a->entered[leaf] ? a->value[leaf] : (double)NAN,
                               .to = b->entered[leaf] ? b->value[leaf] : (double)NAN,
                               .from_text = words ? a->text[leaf] : NULL,
                               .to_text = words ? b->text[leaf] : NULL};
        }
    }
}

static void put_input(mkba_change_finder *f, size_t group)
{
    mkba_compared_world *w = f->world;
    mkba_compared_input *input = &w->input[w->inputs++];
    *input = (mkba_compared_input){.name = name_of(f, group),
                                   .first = w->changes,
                                   .is_computed = f->item[group].is_computed,
                                   .is_rest = f->item[group].is_rest};
    for (size_t i = group; i < f->items; i++) {
        if (f->item[i].group == group) {
            input->reshapes = input->reshapes || f->item[i].reshapes;
            if (f->item[i].of_area) {
                put_column(f, f->item[i].leaf);
            } else {
                put_number(f, f->item[i].leaf);
            }
        }
    }
    input->changes = w->changes - input->first;
}

mkba_status mkba_changes_put(mkba_change_finder *f)
{
    mkba_compared_world *w = f->world;
    size_t most = f->items * (mkba_areas_count(f->base) + 1);
    w->change = mkba_arena_alloc(f->arena, most, sizeof *w->change);
    w->input = mkba_arena_alloc(f->arena, f->items, sizeof *w->input);
    w->changes = w->inputs = 0;
    if (mkba_arena_failed(f->arena)) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < f->items; i++) {
        if (f->item[i].group == i) {
            put_input(f, i);
        }
    }
    return mkba_arena_failed(f->arena) ? MKBA_ERR_MEMORY : MKBA_OK;
}

/* ------------------------------------------------------------------ The rest */

/* The input with most effect of those that were not looked at yet. */
static size_t next_largest(const mkba_compared_world *w, const double *effect,
                           const bool *seen)
{
    size_t best = SIZE_MAX;
    for (size_t i = 0; i < w->inputs; i++) {
        if (w->input[i].is_computed && !seen[i] &&
            (best == SIZE_MAX || effect[i] > effect[best])) {
            best = i;
        }
    }
    return best;
}

static size_t group_of_input(const mkba_change_finder *f, size_t input)
{
    size_t i = 0;
    for (size_t n = 0; f->item[i].group != i || n++ != input;) {
        i++;
    }
    return i;
}

static void put_in_rest(mkba_change_finder *f, size_t group)
{
    size_t rest = group;
    for (size_t i = 0; i < f->items; i++) {
        rest = f->item[i].is_rest && f->item[i].group < rest ? f->item[i].group : rest;
    }
    for (size_t i = 0; i < f->items; i++) {
        if (f->item[i].is_rest || f->item[i].group == group) {
            f->item[i].is_rest = true;
            f->item[i].group = rest;
        }
    }
}

/* One place is left for the rest, and one for a rest that changes the shape. */
mkba_status mkba_changes_merge(mkba_change_finder *f, const double *effect)
{
    const mkba_compared_world *w = f->world;
    bool *seen = mkba_arena_alloc(f->arena, w->inputs, sizeof *seen);
    size_t *group = mkba_arena_alloc(f->arena, w->inputs, sizeof *group);
    size_t kept = 0, reshaping = 0, at;
    if (mkba_arena_failed(f->arena)) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < w->inputs; i++) {
        group[i] = group_of_input(f, i);
    }
    while ((at = next_largest(w, effect, seen)) != SIZE_MAX) {
        bool reshapes = w->input[at].reshapes;
        seen[at] = true;
        if (kept + 1 < MKBA_SHAPLEY_MOST && reshaping + reshapes < MKBA_RESHAPING_MOST) {
            kept++;
            reshaping += reshapes;
        } else {
            put_in_rest(f, group[at]);
        }
    }
    return MKBA_OK;
}
