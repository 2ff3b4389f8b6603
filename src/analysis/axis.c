#include "analysis/axis_parts.h"

#include "analysis/draws.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MORE_YEARS = 10 };

/* ------------------------------------------------------------------ Moving along an axis */

static double between(double low, double central, double high, double at)
{
    return at < 0.5 ? low + (central - low) * 2 * at
                    : central + (high - central) * (2 * at - 1);
}

double mkba_axis_value(const mkba_axis *axis, const mkba_area *area, double at)
{
    mkba_triangle range;
    if (axis->kind != MKBA_AXIS_FIGURES || !area) {
        return at;
    }
    return mkba_entered_range(&range, axis->result->areas, area, axis->column)
               ? between(range.low, range.mode, range.high, at)
               : (double)NAN;
}

size_t mkba_axis_moves(mkba_move *out, const mkba_axis *axis, const mkba_area *area, double at)
{
    if (axis->kind == MKBA_AXIS_FIGURES || axis->kind == MKBA_AXIS_COLUMN) {
        double value = mkba_axis_value(axis, area, at);
        out[0] = (mkba_move){MKBA_OP_ENTERED, (uint32_t)axis->column, value};
        return isnan(value) ? (size_t)0 : 1;
    }
    for (size_t i = 0; i < axis->members; i++) {
        size_t member = axis->member[i];
        const mkba_parameter *p = &axis->result->data->parameter[member];
        double value =
            axis->kind == MKBA_AXIS_GROUP ? between(p->low, p->value, p->high, at) : at;
        value = axis->result->study->whole[member] ? round(value) : value;
        out[i] = (mkba_move){MKBA_OP_PARAMETER, (uint32_t)member, value};
    }
    return axis->members;
}

/* ------------------------------------------------------------------ What a number can be */

/* The values of a family that are searched. */
static void search_family(mkba_axis *axis, mkba_values values)
{
    double high = axis->high;
    switch (values) {
    case MKBA_VALUES_SHARE:
        axis->least = 0;
        axis->most = 1;
        break;
    case MKBA_VALUES_POSITIVE_SHARE:
        axis->least = MKBA_FAR_BELOW;
        axis->most = 1;
        break;
    case MKBA_VALUES_SIGNED_SHARE:
        axis->least = -1;
        axis->most = 1;
        break;
    case MKBA_VALUES_NONNEGATIVE:
    case MKBA_VALUES_POSITIVE:
        axis->least = values == MKBA_VALUES_POSITIVE ? MKBA_FAR_BELOW * axis->low : 0;
        axis->most = high > 0 ? MKBA_FAR_ABOVE * high : MKBA_FAR_ABOVE;
        break;
    case MKBA_VALUES_RATE:
        axis->least = fmin(-0.5, axis->low);
        axis->most = fmax(1, high);
        break;
    case MKBA_VALUES_WHOLE:
    case MKBA_VALUES_WHOLE_POSITIVE:
        axis->least = values == MKBA_VALUES_WHOLE ? 0 : 1;
        axis->most = fmin(100, fmax(2 * high, high + MORE_YEARS));
        break;
    default: /* YEAR */
        axis->least = axis->most = axis->central;
        break;
    }
}

/* Numbers of which one may not exceed the other. */
static const char *const ordered[][2] = {{"programme_years", "horizon"},
                                         {"caseload_norm_low.", "caseload_norm_high."}};

static void keep_order(mkba_axis *axis, const mkba_data *d)
{
    for (size_t i = 0; i < sizeof ordered / sizeof *ordered; i++) {
        for (size_t side = 0; side < 2; side++) {
            size_t length = strlen(ordered[i][side]);
            char other[MKBA_TEXT];
            if (strncmp(axis->key, ordered[i][side], length) == 0) {
                snprintf(other, sizeof other, "%s%s", ordered[i][1 - side],
                         axis->key + length);
                double limit = mkba_data_value(d, other);
                axis->most = side == 0 ? fmin(axis->most, limit) : axis->most;
                axis->least = side == 1 ? fmax(axis->least, limit) : axis->least;
            }
        }
    }
    axis->least = strcmp(axis->key, "horizon") == 0 ? fmax(axis->least, 3) : axis->least;
}

static void keep_range(mkba_axis *axis)
{
    double low = fmax(axis->low, axis->least), high = fmin(axis->high, axis->most);
    axis->cut = low > axis->low || high < axis->high;
    axis->low = low;
    axis->high = high;
}

bool mkba_axis_fill_number(mkba_axis *axis, mkba_arena *arena, const mkba_result *r, size_t i)
{
    const mkba_parameter *p = &r->data->parameter[i];
    size_t *member = mkba_arena_alloc(arena, 1, sizeof *member);
    if (!member) {
        return false;
    }
    *member = i;
    *axis = (mkba_axis){.kind = MKBA_AXIS_NUMBER,
                        .key = p->key,
                        .sort = p->kind,
                        .unit = p->unit,
                        .source = p->source,
                        .evidence = p->evidence[0],
                        .member = member,
                        .members = 1,
                        .low = p->low,
                        .central = p->value,
                        .high = p->high,
                        .whole = r->study->whole[i],
                        .result = r};
    search_family(axis, p->family->values);
    keep_order(axis, r->data);
    keep_range(axis);
    return true;
}

/* ------------------------------------------------------------------ Groups */

static bool is_member(const mkba_parameter *p, const char *group)
{
    return p->low < p->high && p->draw_group[0] && strcmp(p->draw_group, group) == 0;
}

static size_t members_of(const mkba_data *d, const char *group)
{
    size_t count = 0;
    for (size_t i = 0; i < d->parameters; i++) {
        count += is_member(&d->parameter[i], group);
    }
    return count;
}

/* The weaker of two grades; 0: there is none yet. */
static char weaker(char a, char b)
{
    return a == '\0' || strchr(MKBA_GRADES, b) > strchr(MKBA_GRADES, a) ? b : a;
}

bool mkba_axis_fill_group(mkba_axis *axis, mkba_arena *arena, const mkba_result *r,
                          const char *group)
{
    const mkba_data *d = r->data;
    char key[MKBA_TEXT];
    size_t *member = mkba_arena_alloc(arena, d->parameters, sizeof *member);
    snprintf(key, sizeof key, "group.%s", group);
    *axis = (mkba_axis){.kind = MKBA_AXIS_GROUP,
                        .key = mkba_arena_text(arena, key, strlen(key)),
                        .sort = "group",
                        .unit = "scale",
                        .source = "",
                        .member = member,
                        .central = 0.5,
                        .high = 1,
                        .most = 1,
                        .result = r};
    for (size_t i = 0; i < d->parameters && member; i++) {
        if (is_member(&d->parameter[i], group)) {
            member[axis->members++] = i;
            axis->evidence = weaker(axis->evidence, d->parameter[i].evidence[0]);
        }
    }
    return member && axis->key;
}

/* ------------------------------------------------------------------ All of them */

bool mkba_axis_starts_group(const mkba_data *d, size_t i)
{
    const char *group = d->parameter[i].draw_group;
    if (!is_member(&d->parameter[i], group) || members_of(d, group) < 2) {
        return false;
    }
    for (size_t k = 0; k < i; k++) {
        if (is_member(&d->parameter[k], group)) {
            return false;
        }
    }
    return true;
}

mkba_status mkba_axes_list(mkba_axes *out, mkba_arena *arena, const mkba_result *result)
{
    const mkba_data *d = result->data;
    *out = (mkba_axes){
        .axis = mkba_arena_alloc(arena, 2 * d->parameters + d->columns, sizeof *out->axis)};
    if (!out->axis) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t i = 0; i < d->parameters; i++) {
        mkba_axis *next = &out->axis[out->count];
        if (d->parameter[i].low < d->parameter[i].high) {
            mkba_axis_fill_number(next, arena, result, i);
            out->count++;
        }
        if (mkba_axis_starts_group(d, i)) {
            mkba_axis_fill_group(&out->axis[out->count++], arena, result,
                                 d->parameter[i].draw_group);
        }
    }
    for (size_t i = 0; i < d->columns; i++) {
        if (mkba_axis_anyone_ranged(result, i)) {
            mkba_axis_fill_ranged(&out->axis[out->count++], result, i);
        }
    }
    return mkba_arena_failed(arena) ? MKBA_ERR_MEMORY : MKBA_OK;
}
