#include "input/area_rules.h"

#include "input/parameters.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

bool mkba_column_is_number(const mkba_column *c)
{
    return c->type != MKBA_COLUMN_TEXT && c->type != MKBA_COLUMN_EVIDENCE;
}

bool mkba_column_is_amount(const mkba_column *c)
{
    return c->type == MKBA_COLUMN_EURO || c->type == MKBA_COLUMN_SPEND;
}

/* A bare 7 or 70 in a share is most likely a percentage. */
const char *mkba_column_objection(const mkba_column *c, mkba_number n)
{
    if (n.is_percent && c->type != MKBA_COLUMN_SHARE) {
        return "cell.no_percent";
    }
    if (n.is_euro && !mkba_column_is_amount(c) && c->type != MKBA_COLUMN_CHANGE) {
        return "cell.no_euro";
    }
    switch (c->type) {
    case MKBA_COLUMN_SHARE:
        return n.value < 0                       ? "cell.negative_share"
               : n.value <= 1                    ? NULL
               : n.value <= 100 && !n.is_percent ? "cell.percentage_meant"
                                                 : "cell.over_one";
    case MKBA_COLUMN_POSITIVE:
        return n.value > 0 ? NULL : "cell.not_positive";
    case MKBA_COLUMN_COUNT:
    case MKBA_COLUMN_EURO:
        return n.value >= 0 ? NULL : "cell.negative";
    case MKBA_COLUMN_YEAR:
        return mkba_values_allow(MKBA_VALUES_YEAR, n.value) ? NULL : "values.year";
    default:
        return NULL;
    }
}

static double number_of(const mkba_data *data, const mkba_area *area, const char *column,
                        double absent)
{
    size_t i = mkba_area_column(data, column);
    return area->entered[i] ? area->value[i] : absent;
}

bool mkba_area_segments_fit(const mkba_data *data, const mkba_area *area, double number[3])
{
    double households = number_of(data, area, "households", (double)NAN);
    number[0] = number_of(data, area, "heavy_households",
                          households * mkba_data_value(data, "segment_share.heavy"));
    number[1] = number_of(data, area, "vulnerable_households",
                          households * mkba_data_value(data, "segment_share.vulnerable"));
    number[2] = households;
    return !(number[0] + number[1] > households + 1e-9 * fabs(households));
}

static bool is_funding(const mkba_column *column)
{
    return strncmp(column->id, "funding_", 8) == 0;
}

bool mkba_area_funding_fits(const mkba_data *data, mkba_area *area, double *sum, size_t *last)
{
    *sum = 0;
    *last = SIZE_MAX;
    for (size_t i = 0; i < data->columns; i++) {
        if (is_funding(&data->column[i]) && area->entered[i]) {
            *sum += area->value[i];
            *last = i;
        }
    }
    for (size_t i = 0; i < data->columns && *last != SIZE_MAX; i++) {
        if (is_funding(&data->column[i]) && !area->entered[i]) {
            area->entered[i] = true;
            area->value[i] = 0;
        }
    }
    return *last == SIZE_MAX || !(fabs(*sum - 1) > 1e-9);
}

static void add_note(mkba_areas *areas, mkba_area *area, const mkba_message *message)
{
    area->note = mkba_arena_grow(areas->arena, area->note, area->notes, &area->note_capacity,
                                 sizeof *area->note);
    if (area->note) {
        area->note[area->notes++] = *message;
    }
}

void mkba_area_floor_spending(mkba_areas *areas, mkba_area *area, size_t column)
{
    const mkba_column *c = &areas->data->column[column];
    if (c->type == MKBA_COLUMN_SPEND && area->value[column] < 0) {
        mkba_message message;
        mkba_message_fill(&message, "warn.negative_spend", MKBA_WORDS(c->id),
                          &area->value[column], 1);
        add_note(areas, area, &message);
        area->value[column] = 0;
    }
}

void mkba_areas_note(mkba_areas *areas, const mkba_message *message)
{
    areas->note = mkba_arena_grow(areas->arena, areas->note, areas->notes,
                                  &areas->note_capacity, sizeof *areas->note);
    if (areas->note) {
        areas->note[areas->notes++] = *message;
    }
}

/* A row whose households are the sum of all others is most likely a total that would count
 * everybody twice. */
void mkba_areas_check_total(mkba_areas *areas)
{
    size_t column = mkba_area_column(areas->data, "households");
    double sum = 0;
    for (size_t i = 0; i < areas->count; i++) {
        sum += areas->area[i].value[column];
    }
    for (size_t i = 0; i < areas->count && areas->count >= 3; i++) {
        double own = areas->area[i].value[column];
        if (own > 0 && fabs(2 * own - sum) <= 1e-9 * sum) {
            mkba_message message;
            mkba_message_words(&message, "warn.total_row", MKBA_WORDS(areas->area[i].code));
            mkba_areas_note(areas, &message);
            add_note(areas, &areas->area[i], &message);
        }
    }
}

/* A municipality and its neighbourhoods in one file would count everybody twice. */
void mkba_areas_check_levels(mkba_areas *areas)
{
    size_t column = mkba_area_column(areas->data, "level");
    const char *first = "";
    for (size_t i = 0; i < areas->count; i++) {
        const char *level = areas->area[i].text[column];
        if (first[0] && level[0] && strcmp(first, level) != 0) {
            mkba_message message;
            mkba_message_words(&message, "warn.levels", MKBA_WORDS(first, level));
            mkba_areas_note(areas, &message);
            return;
        }
        first = first[0] ? first : level;
    }
}
