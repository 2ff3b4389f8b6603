#include "analysis/axis_parts.h"

#include "analysis/draws.h"
#include "analysis/route.h"

#include <math.h>
#include <string.h>

/* What the model takes for a column that was not entered, or what was. */
static double figure_of_column(const mkba_result *r, const mkba_outcome *o, const char *id)
{
    static const struct {
        const char *start, *figure;
    } figures[] = {{"households", "households"},
                   {"inhabitants", "inhabitants"},
                   {"heavy_households", "segments.heavy.households"},
                   {"vulnerable_households", "segments.vulnerable.households"},
                   {"fte_", "segments.%s.fte"},
                   {"caseload_", "segments.%s.caseload"},
                   {"helped_", "segments.%s.reach_registered"},
                   {"score_", "factors.%s.score"},
                   {"spend_", "lines.%s.spend_eur"},
                   {"provider_share", "team_provider_share"},
                   {"replaced_share", "team_replaced_share"}};
    size_t column = mkba_area_column(r->data, id);
    if (r->data->column[column].measured) {
        return o->area->entered[column] ? o->area->value[column] : (double)NAN;
    }
    for (size_t i = 0; i < sizeof figures / sizeof *figures; i++) {
        size_t length = strlen(figures[i].start);
        if (strncmp(id, figures[i].start, length) == 0) {
            return strchr(figures[i].figure, '%')
                       ? mkba_outcome_item(r, o, figures[i].figure, id + length)
                       : mkba_outcome_figure(r, o, figures[i].figure);
        }
    }
    return mkba_outcome_figure(r, o, id);
}

static double same_everywhere(const mkba_result *r, const char *id)
{
    double first = figure_of_column(r, &r->outcome[0], id);
    for (size_t i = 1; i < r->count; i++) {
        if (!(fabs(figure_of_column(r, &r->outcome[i], id) - first) <= 0)) {
            return NAN;
        }
    }
    return first;
}

static const char *unit_of_column(const mkba_column *c)
{
    switch (c->type) {
    case MKBA_COLUMN_SHARE:
        return "fraction";
    case MKBA_COLUMN_POSITIVE:
        return "cases per fte";
    case MKBA_COLUMN_EURO:
    case MKBA_COLUMN_SPEND:
        return strcmp(c->id, "startup_cost_eur") == 0 ? "euro" : "euro per year";
    case MKBA_COLUMN_COUNT:
        return strncmp(c->id, "fte_", 4) == 0      ? "fte"
               : strncmp(c->id, "helped_", 7) == 0 ? "households per year"
               : strcmp(c->id, "inhabitants") == 0 ? "persons"
                                                   : "households";
    default: /* of other types none can be moved */
        return "";
    }
}

/* A change may turn around: as far down as up. */
static void search_measured(mkba_axis *axis, const mkba_column *c)
{
    double size = fabs(axis->central) > 0 ? fabs(axis->central) : 1;
    bool is_share = c->type == MKBA_COLUMN_SHARE;
    axis->most = is_share ? 1 : MKBA_FAR_ABOVE * size;
    axis->least = c->type == MKBA_COLUMN_CHANGE ? -MKBA_FAR_ABOVE * size : 0;
}

/* Amounts and counts: up to a multiple of what there is, or where that is nothing, of what
 * there could be. */
static void search_column(mkba_axis *axis, const mkba_column *c)
{
    const mkba_result *r = axis->result;
    const mkba_outcome *o = &r->outcome[0];
    double households = mkba_outcome_figure(r, o, "households");
    double euros =
        c->type == MKBA_COLUMN_EURO || c->type == MKBA_COLUMN_SPEND ? MKBA_FAR_ABOVE : 1;
    if (c->measured) {
        search_measured(axis, c);
        return;
    }
    double unknown =
        c->type == MKBA_COLUMN_POSITIVE ? MKBA_FAR_ABOVE : fmax(1, households) * euros;
    double most = axis->central > 0 ? axis->central : unknown;
    axis->least = c->type == MKBA_COLUMN_POSITIVE ? MKBA_FAR_BELOW * most : 0;
    axis->most = c->type == MKBA_COLUMN_SHARE ? 1 : MKBA_FAR_ABOVE * most;
    if (strcmp(c->id, "households") == 0) {
        axis->least = mkba_outcome_figure(r, o, "segments.heavy.households") *
                          o->area->entered[mkba_area_column(r->data, "heavy_households")] +
                      mkba_outcome_figure(r, o, "segments.vulnerable.households") *
                          o->area->entered[mkba_area_column(r->data, "vulnerable_households")];
    }
    if (strcmp(c->id, "heavy_households") == 0 ||
        strcmp(c->id, "vulnerable_households") == 0) {
        bool heavy = c->id[0] == 'h';
        axis->most = households - mkba_outcome_figure(r, o,
                                                      heavy ? "segments.vulnerable.households"
                                                            : "segments.heavy.households");
    }
}

void mkba_axis_fill_column(mkba_axis *axis, const mkba_result *r, size_t column)
{
    const mkba_column *c = &r->data->column[column];
    const mkba_area *area = r->outcome[0].area;
    *axis = (mkba_axis){
        .kind = MKBA_AXIS_COLUMN,
        .key = c->id,
        .sort = "input",
        .unit = c->measured ? mkba_measured_column_unit(&r->outcome[0], r->data, column)
                            : unit_of_column(c),
        .source = "",
        .column = column,
        .low = NAN,
        .central = same_everywhere(r, c->id),
        .high = NAN,
        .result = r};
    if (r->count == 1 && area->entered[column]) {
        axis->evidence = mkba_area_evidence(r->areas, area, column, &axis->source);
    }
    search_column(axis, c);
}

/* A figure with a range: a score that an area gave itself, or one for which it gave a range.
 */
void mkba_axis_fill_ranged(mkba_axis *axis, const mkba_result *r, size_t column)
{
    mkba_axis scores = {.kind = MKBA_AXIS_FIGURES, .column = column, .result = r};
    const mkba_area *area = r->outcome[0].area;
    mkba_axis_fill_column(axis, r, column);
    axis->sort = mkba_column_is_score(r->data, column) ? "score" : "input";
    axis->evidence = axis->evidence ? axis->evidence : 'S';
    if (r->count == 1) {
        axis->low = mkba_axis_value(&scores, area, 0);
        axis->high = mkba_axis_value(&scores, area, 1);
        return;
    }
    axis->kind = MKBA_AXIS_FIGURES;
    axis->unit = "scale";
    axis->low = axis->least = 0;
    axis->central = 0.5;
    axis->high = axis->most = 1;
}

bool mkba_axis_anyone_ranged(const mkba_result *r, size_t column)
{
    const mkba_axis scores = {.kind = MKBA_AXIS_FIGURES, .column = column, .result = r};
    bool anyone = false;
    for (size_t i = 0; i < r->count; i++) {
        anyone = anyone || !isnan(mkba_axis_value(&scores, r->outcome[i].area, 0.5));
    }
    return anyone;
}
