#include "input/scenario.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

bool mkba_pattern_fits(const char *pattern, const char *key)
{
    if (*pattern == '*') {
        return mkba_pattern_fits(pattern + 1, key) ||
               (*key && mkba_pattern_fits(pattern, key + 1));
    }
    if (*pattern == '\0' || *pattern != *key) {
        return *pattern == *key;
    }
    return mkba_pattern_fits(pattern + 1, key + 1);
}

static bool fits_any(const mkba_data *data, const char *pattern)
{
    for (size_t i = 0; i < data->parameters; i++) {
        if (mkba_pattern_fits(pattern, data->parameter[i].key)) {
            return true;
        }
    }
    return false;
}

static mkba_status read_change(mkba_change *change, mkba_data *data, const cJSON *item,
                               mkba_place place, mkba_issues *issues)
{
    static const char *const words[] = {
        [MKBA_TAKE_LOW] = "low", [MKBA_TAKE_CENTRAL] = "central", [MKBA_TAKE_HIGH] = "high"};
    if (!fits_any(data, item->string)) {
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place, "scenario.pattern",
                              MKBA_WORDS(item->string));
    }
    change->pattern = mkba_arena_text(data->arena, item->string, strlen(item->string));
    if (cJSON_IsNumber(item)) {
        change->take = MKBA_TAKE_NUMBER;
        change->number = item->valuedouble;
        return MKBA_OK;
    }
    for (size_t i = MKBA_TAKE_LOW; i <= MKBA_TAKE_HIGH && cJSON_IsString(item); i++) {
        if (strcmp(item->valuestring, words[i]) == 0) {
            change->take = (mkba_take)i;
            return MKBA_OK;
        }
    }
    return mkba_issue_add(issues, MKBA_ERR_SYNTAX, place, "scenario.value",
                          MKBA_WORDS(item->string));
}

static mkba_status read_changes(mkba_scenario *scenario, mkba_data *data, const cJSON *json,
                                mkba_place place, mkba_issues *issues)
{
    const cJSON *changes = cJSON_GetObjectItemCaseSensitive(json, "parameters");
    const cJSON *item;
    mkba_status first = MKBA_OK;
    if (!cJSON_IsObject(changes)) {
        return mkba_issue_add(issues, MKBA_ERR_MISSING, place, "scenario.parameters", NULL);
    }
    scenario->change = mkba_arena_alloc(data->arena, (size_t)cJSON_GetArraySize(changes),
                                        sizeof *scenario->change);
    if (!scenario->change) {
        return MKBA_ERR_MEMORY;
    }
    cJSON_ArrayForEach(item, changes)
    {
        mkba_status status =
            read_change(&scenario->change[scenario->changes++], data, item, place, issues);
        first = first == MKBA_OK ? status : first;
    }
    return first;
}

mkba_status mkba_scenario_read(mkba_scenario *scenario, mkba_data *data, mkba_issues *issues)
{
    char name[MKBA_TEXT];
    mkba_source_text text;
    snprintf(name, sizeof name, "scenarios/%s.json", scenario->id);
    mkba_status status = mkba_data_text(&text, data, data->arena, name, issues);
    if (status != MKBA_OK) {
        return status;
    }
    mkba_place place = {.file = text.file};
    cJSON *json = cJSON_ParseWithLength(text.bytes, text.length);
    status = json ? read_changes(scenario, data, json, place, issues)
                  : mkba_issue_add(issues, MKBA_ERR_SYNTAX, place, "scenario.json", NULL);
    cJSON_Delete(json);
    return status;
}

static double taken(const mkba_parameter *p, const mkba_change *change)
{
    switch (change->take) {
    case MKBA_TAKE_NUMBER:
        return change->number;
    case MKBA_TAKE_LOW:
        return p->low;
    case MKBA_TAKE_HIGH:
        return p->high;
    case MKBA_TAKE_CENTRAL:
        break;
    }
    return p->value;
}

void mkba_scenario_values(double *out, const mkba_data *data, const mkba_scenario *scenario)
{
    for (size_t i = 0; i < data->parameters; i++) {
        const mkba_parameter *p = &data->parameter[i];
        out[i] = p->value;
        for (size_t k = 0; k < scenario->changes && !p->is_set; k++) {
            if (mkba_pattern_fits(scenario->change[k].pattern, p->key)) {
                out[i] = taken(p, &scenario->change[k]);
            }
        }
    }
}
