#include "analysis/axis_parts.h"

#include "base/issue.h"
#include "input/columns.h"
#include "input/nearest.h"

#include <stdio.h>
#include <string.h>

static mkba_status refuse(mkba_issues *issues, mkba_status status, const char *id,
                          const char *key)
{
    return mkba_issue_add(issues, status, (mkba_place){0}, id, MKBA_WORDS(key));
}

static mkba_status unknown(mkba_arena *arena, const mkba_data *d, const char *key,
                           mkba_issues *issues)
{
    mkba_nearest nearest;
    mkba_nearest_start(&nearest, key);
    for (size_t i = 0; i < d->parameters; i++) {
        mkba_nearest_offer(&nearest, d->parameter[i].key, d->parameter[i].key);
        if (mkba_axis_starts_group(d, i)) {
            char group[MKBA_TEXT];
            snprintf(group, sizeof group, "group.%s", d->parameter[i].draw_group);
            const char *name = mkba_arena_text(arena, group, strlen(group));
            mkba_nearest_offer(&nearest, name ? name : "", name ? name : "");
        }
    }
    for (size_t i = 0; i < d->columns; i++) {
        if (d->column[i].in_model) {
            mkba_nearest_offer(&nearest, d->column[i].id, d->column[i].id);
        }
    }
    mkba_nearest_finish(&nearest);
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0},
                          nearest.text[0] ? "axis.unknown_near" : "axis.unknown",
                          MKBA_WORDS(key, nearest.text));
}

static bool entered_everywhere(const mkba_result *r, size_t column)
{
    bool all = column != MKBA_MAP_NONE;
    for (size_t i = 0; i < r->count && all; i++) {
        all = r->outcome[i].area->entered[column];
    }
    return all;
}

static mkba_status find_column(mkba_axis *out, const mkba_result *r, size_t column,
                               const char *key, mkba_issues *issues)
{
    const mkba_column *c = &r->data->column[column];
    bool amount = c->type != MKBA_COLUMN_SHARE && c->type != MKBA_COLUMN_POSITIVE;
    bool is_flag =
        c->measured && (c->type == MKBA_COLUMN_COUNT ||
                        (c->type == MKBA_COLUMN_SHARE && !entered_everywhere(r, column)));
    if (is_flag) { /* years and designs, and an attribution that nobody gave */
        return refuse(issues, MKBA_ERR_CONFLICT, "axis.measured", key);
    }
    if (!c->in_model) {
        return refuse(issues, MKBA_ERR_CONFLICT, "axis.not_in_model", key);
    }
    if (strncmp(c->id, "funding_", 8) == 0) {
        return refuse(issues, MKBA_ERR_CONFLICT, "axis.funding", key);
    }
    if (amount && r->count > 1) {
        return refuse(issues, MKBA_ERR_CONFLICT, "axis.several_areas", key);
    }
    if (r->count == 1 && mkba_axis_anyone_ranged(r, column)) {
        mkba_axis_fill_ranged(out, r, column);
    } else {
        mkba_axis_fill_column(out, r, column);
    }
    return MKBA_OK;
}

mkba_status mkba_axis_find(mkba_axis *out, mkba_arena *arena, const mkba_result *result,
                           const char *key, mkba_issues *issues)
{
    const mkba_data *d = result->data;
    size_t number = mkba_map_get(&d->parameter_by_key, key);
    mkba_header what;
    size_t column = mkba_columns_find(d, key, &what);
    size_t exact = mkba_area_column(d, key);
    column = column == MKBA_MAP_NONE && exact != MKBA_MAP_NONE ? exact : column;
    for (size_t i = 0; i < d->parameters; i++) {
        if (strncmp(key, "group.", 6) == 0 && mkba_axis_starts_group(d, i) &&
            strcmp(key + 6, d->parameter[i].draw_group) == 0) {
            return mkba_axis_fill_group(out, arena, result, key + 6) ? MKBA_OK
                                                                     : MKBA_ERR_MEMORY;
        }
    }
    if (number != MKBA_MAP_NONE && !entered_everywhere(result, column)) {
        if (d->parameter[number].family->values == MKBA_VALUES_YEAR) {
            return refuse(issues, MKBA_ERR_CONFLICT, "axis.year", key);
        }
        return mkba_axis_fill_number(out, arena, result, number) ? MKBA_OK : MKBA_ERR_MEMORY;
    }
    return column != MKBA_MAP_NONE && what == MKBA_HEADER_FIGURE
               ? find_column(out, result, column, key, issues)
               : unknown(arena, d, key, issues);
}
