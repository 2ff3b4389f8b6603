#include "input/scenario.h"

#include "input/overlay.h"

#include <stdio.h>
#include <string.h>

bool mkba_pattern_fits(const char *pattern, const char *key)
{
    while (*pattern && *pattern != '*' && *pattern == *key) {
        pattern++;
        key++;
    }
    if (*pattern != '*') {
        return *pattern == *key;
    }
    return pattern[1] == '\0' || mkba_pattern_fits(pattern + 1, key) ||
           (*key && mkba_pattern_fits(pattern, key + 1));
}

mkba_status mkba_scenario_read(mkba_scenario *scenario, mkba_data *data, mkba_issues *issues)
{
    char name[MKBA_TEXT];
    mkba_source_text text;
    mkba_overlay_file file;
    snprintf(name, sizeof name, "scenarios/%s.json", scenario->id);
    mkba_status status = mkba_data_own_text(&text, data, name, issues);
    if (status == MKBA_OK) {
        status = mkba_overlay_read(&file, data->arena, data, text, false, issues);
    }
    if (status == MKBA_OK) {
        scenario->change = file.change;
        scenario->changes = file.changes;
    }
    return status;
}

/* What a change makes of a number that now is `value`. */
static double taken(const mkba_parameter *p, const mkba_change *change, double value)
{
    switch (change->take) {
    case MKBA_TAKE_NUMBER:
        return change->number;
    case MKBA_TAKE_LOW:
        return p->low;
    case MKBA_TAKE_HIGH:
        return p->high;
    case MKBA_TAKE_TIMES:
        return value * change->number;
    case MKBA_TAKE_PLUS:
        return value + change->number;
    default:
        return p->value;
    }
}

void mkba_scenario_values(double *out, const mkba_data *data, const mkba_scenario *scenario)
{
    for (size_t i = 0; i < data->parameters; i++) {
        const mkba_parameter *p = &data->parameter[i];
        out[i] = p->value;
        for (size_t k = 0; k < scenario->changes && !p->is_set; k++) {
            if (mkba_pattern_fits(scenario->change[k].pattern, p->key)) {
                out[i] = taken(p, &scenario->change[k], out[i]);
            }
        }
    }
}
