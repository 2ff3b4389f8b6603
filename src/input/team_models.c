#include "input/team_models.h"

#include "base/words.h"
#include "input/areas.h"
#include "input/columns.h"
#include "input/nearest.h"
#include "input/parameters.h"

#include <stddef.h>
#include <string.h>

#define TEXT(type, member, needed)                                                            \
    {                                                                                         \
#member, MKBA_FIELD_TEXT, offsetof(type, member), needed                              \
    }
#define NUMBER(type, member)                                                                  \
    {                                                                                         \
#member, MKBA_FIELD_NUMBER, offsetof(type, member), true                              \
    }
#define PAIR(type, name, member, needed)                                                      \
    {name "_nl", MKBA_FIELD_TEXT, offsetof(type, member), needed},                            \
    {                                                                                         \
        name "_en", MKBA_FIELD_TEXT, offsetof(type, member) + sizeof(char *), needed          \
    }

static const mkba_record_column model_columns[] = {
    TEXT(mkba_team_model, id, true),
    TEXT(mkba_team_model, names_nl, false),
    PAIR(mkba_team_model, "label", label, true),
    PAIR(mkba_team_model, "note", note, true),
};
static const mkba_record_column value_columns[] = {
    TEXT(mkba_team_value, model, true),
    TEXT(mkba_team_value, item, true),
    NUMBER(mkba_team_value, value),
    NUMBER(mkba_team_value, low),
    NUMBER(mkba_team_value, high),
    TEXT(mkba_team_value, of, false),
    TEXT(mkba_team_value, evidence, true),
    TEXT(mkba_team_value, source, false),
    PAIR(mkba_team_value, "note", note, true),
    {NULL, MKBA_FIELD_LINE, offsetof(mkba_team_value, line), false},
};
static const mkba_record_column help_columns[] = {
    TEXT(mkba_field_help, field, true),
    PAIR(mkba_field_help, "unit", unit, true),
    PAIR(mkba_field_help, "default", standard, true),
    PAIR(mkba_field_help, "where", where, false),
};
#define COUNT_OF(array) (sizeof(array) / sizeof *(array))

static mkba_status read_table(void **items, size_t *count, size_t size,
                              const mkba_record_column *column, size_t columns,
                              const char *name, const mkba_data *data, mkba_arena *arena,
                              mkba_issues *issues)
{
    mkba_source_text text;
    *items = NULL;
    *count = 0;
    mkba_status status = mkba_data_text(&text, data, arena, name, issues);
    return status == MKBA_OK
               ? mkba_records_read(items, count, size, column, columns, arena, text, issues)
               : status;
}

mkba_status mkba_field_help_read(mkba_field_help **out, size_t *count, const mkba_data *data,
                                 mkba_arena *arena, mkba_issues *issues)
{
    void *items;
    mkba_status status =
        read_table(&items, count, sizeof **out, help_columns, COUNT_OF(help_columns),
                   "field_help.csv", data, arena, issues);
    *out = items;
    return status;
}

const mkba_field_help *mkba_field_help_of(const mkba_field_help *help, size_t count,
                                          const char *column)
{
    const mkba_field_help *best = NULL;
    size_t longest = 0;
    for (size_t i = 0; i < count; i++) {
        size_t length = strcspn(help[i].field, "{");
        bool fits = help[i].field[length] == '{' ? strncmp(help[i].field, column, length) == 0
                                                 : strcmp(help[i].field, column) == 0;
        if (fits && length > longest) { /* score_source_{f} before score_{f} */
            best = &help[i];
            longest = length;
        }
    }
    return best;
}

/* ------------------------------------------------------------------ Kinds of team */

mkba_status mkba_team_model_find(const mkba_team_model **out, const mkba_team_models *models,
                                 const char *name, mkba_issues *issues)
{
    char plain[MKBA_TEXT];
    mkba_nearest nearest;
    mkba_plain_name(plain, sizeof plain, name);
    mkba_nearest_start(&nearest, plain);
    for (size_t i = 0; i < models->models; i++) {
        const mkba_team_model *m = &models->model[i];
        if (strcmp(m->id, plain) == 0 || mkba_words_have(m->names_nl, plain)) {
            *out = m;
            return MKBA_OK;
        }
        mkba_nearest_offer(&nearest, m->id, m->id);
    }
    mkba_nearest_finish(&nearest);
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0},
                          nearest.text[0] ? "team_model.unknown_near" : "team_model.unknown",
                          MKBA_WORDS(name, nearest.text));
}

const mkba_team_value *mkba_team_value_of(const mkba_team_models *models,
                                          const mkba_team_model *model, const char *item)
{
    for (size_t i = 0; model && i < models->values; i++) {
        const mkba_team_value *v = &models->value[i];
        if (strcmp(v->model, model->id) == 0 && strcmp(v->item, item) == 0) {
            return v;
        }
    }
    return NULL;
}

static bool has_model(const mkba_team_models *models, const char *id)
{
    for (size_t i = 0; i < models->models; i++) {
        if (strcmp(models->model[i].id, id) == 0) {
            return true;
        }
    }
    return false;
}

static bool is_column(const mkba_data *data, const char *id)
{
    return mkba_area_column(data, id) != MKBA_MAP_NONE;
}

/* What is wrong with a row, as the name of a sentence; `word` is what it is about. */
static const char *objection(const mkba_team_models *models, const mkba_data *data,
                             const mkba_team_value *v, const char **word)
{
    *word = v->item;
    if (!has_model(models, v->model)) {
        *word = v->model;
        return "team_model.no_model";
    }
    if (!is_column(data, v->item) && !mkba_data_parameter(data, v->item)) {
        return "team_model.item";
    }
    if (v->of[0] && !is_column(data, v->of)) {
        *word = v->of;
        return "team_model.item";
    }
    if (!(v->low <= v->value && v->value <= v->high)) {
        return "parameter.range";
    }
    *word = v->evidence;
    if (!mkba_is_grade(v->evidence) || v->evidence[0] == 'S') { /* nobody's own */
        return "parameter.evidence";
    }
    *word = v->source;
    bool sourced =
        v->source[0] ? mkba_data_source(data, v->source) != NULL : v->evidence[0] == 'E';
    return sourced ? NULL : "parameter.source";
}

static mkba_status check_values(const mkba_team_models *models, const mkba_data *data,
                                mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    char path[MKBA_PATH];
    for (size_t i = 0; i < models->values; i++) {
        const mkba_team_value *v = &models->value[i];
        const char *word, *wrong = objection(models, data, v, &word);
        if (wrong) {
            mkba_place place = {.file = mkba_data_file(path, data, "team_model_values.csv"),
                                .line = v->line};
            first = mkba_issue_add(issues, MKBA_ERR_RANGE, place, wrong, MKBA_WORDS(word));
        }
    }
    return first;
}

mkba_status mkba_team_models_read(mkba_team_models *out, const mkba_data *data,
                                  mkba_arena *arena, mkba_issues *issues)
{
    void *models, *values = NULL;
    mkba_status status =
        read_table(&models, &out->models, sizeof *out->model, model_columns,
                   COUNT_OF(model_columns), "team_models.csv", data, arena, issues);
    if (status == MKBA_OK) {
        status =
            read_table(&values, &out->values, sizeof *out->value, value_columns,
                       COUNT_OF(value_columns), "team_model_values.csv", data, arena, issues);
    }
    out->model = models;
    out->value = values;
    return status == MKBA_OK ? check_values(out, data, issues) : status;
}
