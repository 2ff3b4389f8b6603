#include "analysis/study.h"

#include "base/embedded.h"
#include "model/index.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The names of all items that `wanted` accepts. */
typedef struct {
    mkba_arena *arena;
    const char **name;
    size_t count;
} name_list;

static bool start_list(name_list *list, mkba_arena *arena, size_t most)
{
    *list = (name_list){.arena = arena, .name = mkba_arena_alloc(arena, most, sizeof(char *))};
    return list->name != NULL;
}

static bool fill_domains(mkba_study *study)
{
    const mkba_data *d = study->data;
    name_list list[MKBA_DOMAINS];
    size_t most[MKBA_DOMAINS] = {d->segments, d->lines, d->parties, d->factors, 0};
    study->line = mkba_arena_alloc(study->arena, d->lines, sizeof *study->line);
    for (size_t i = 0; i < MKBA_DOMAINS; i++) {
        if (!study->line || !start_list(&list[i], study->arena, most[i])) {
            return false;
        }
    }
    for (size_t i = 0; i < d->segments; i++) {
        list[MKBA_DOMAIN_SEGMENT].name[list[MKBA_DOMAIN_SEGMENT].count++] = d->segment[i].id;
    }
    for (size_t i = 0; i < d->lines; i++) {
        const mkba_line *l = &d->line[i];
        if (l->has_amount) {
            size_t at = list[MKBA_DOMAIN_LINE].count++;
            list[MKBA_DOMAIN_LINE].name[at] = l->id;
            study->line[at] = (mkba_line_traits){l->kind, l->payer, l->home_support};
        }
    }
    for (size_t i = 0; i < d->parties; i++) {
        list[MKBA_DOMAIN_PARTY].name[list[MKBA_DOMAIN_PARTY].count++] = d->party[i].id;
    }
    for (size_t i = 0; i < d->factors; i++) {
        if (d->factor[i].scored) {
            list[MKBA_DOMAIN_FACTOR].name[list[MKBA_DOMAIN_FACTOR].count++] = d->factor[i].id;
        }
    }
    for (size_t i = 0; i < MKBA_DOMAINS; i++) {
        study->domain[i] = (mkba_domain){list[i].name, list[i].count};
    }
    return true;
}

static bool fill_parameters(mkba_study *study)
{
    const mkba_data *d = study->data;
    study->parameter = mkba_arena_alloc(study->arena, d->parameters, sizeof *study->parameter);
    study->whole = mkba_arena_alloc(study->arena, d->parameters, sizeof *study->whole);
    for (size_t i = 0; i < d->parameters && study->parameter && study->whole; i++) {
        mkba_values values = d->parameter[i].family->values;
        study->parameter[i] = d->parameter[i].value;
        study->whole[i] = values == MKBA_VALUES_WHOLE ||
                          values == MKBA_VALUES_WHOLE_POSITIVE || values == MKBA_VALUES_YEAR;
    }
    return study->parameter && study->whole;
}

/* switch.moved.<factor> for every factor, and switch.step behind them. */
static bool fill_switches(mkba_study *study)
{
    const mkba_data *d = study->data;
    study->switches.arena = study->arena;
    for (size_t i = 0; i < d->factors; i++) {
        char key[MKBA_TEXT];
        snprintf(key, sizeof key, "moved.%s", d->factor[i].id);
        const char *copy = mkba_arena_text(study->arena, key, strlen(key));
        if (!copy || !mkba_map_put(&study->switches, copy, i)) {
            return false;
        }
    }
    study->n_switches = d->factors + 1;
    return mkba_map_put(&study->switches, "step", d->factors);
}

mkba_status mkba_study_new(mkba_study **out, const mkba_data *data, mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_study *study = mkba_arena_object(&arena, sizeof *study);
    if (!study) {
        return MKBA_ERR_MEMORY;
    }
    study->arena = arena;
    study->data = data;
    mkba_formulas *formulas = NULL;
    const mkba_embedded_file *text = mkba_embedded_find("src/model/formulas.txt");
    mkba_status status = mkba_formulas_read(&formulas, arena, text->bytes,
                                            data->n_measured > 0 ? NULL : "measured", issues);
    study->formulas = formulas;
    if (status == MKBA_OK &&
        (!fill_domains(study) || !fill_parameters(study) || !fill_switches(study))) {
        status = MKBA_ERR_MEMORY;
    }
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = study;
    return MKBA_OK;
}

void mkba_study_free(mkba_study *study)
{
    if (study) {
        mkba_arena_free(study->arena);
    }
}

bool mkba_plan_has_shape(const mkba_plan *plan, const mkba_study *study, const bool *entered,
                         const double *parameter)
{
    const mkba_data *d = study->data;
    for (size_t i = 0; i < d->columns; i++) {
        if (d->column[i].in_model && plan->entered[i] != entered[i]) {
            return false;
        }
    }
    for (size_t i = 0; i < d->parameters && plan->parameter != parameter; i++) {
        if (study->whole[i] && fabs(plan->parameter[i] - parameter[i]) > 0) {
            return false;
        }
    }
    return true;
}

/* The numbers of the study itself need no copy: they do not change. */
static double *keep_parameters(mkba_study *study, const double *parameter)
{
    size_t count = study->data->parameters;
    if (parameter == study->parameter) {
        return study->parameter;
    }
    double *copy = mkba_arena_alloc(study->arena, count, sizeof *copy);
    return copy ? memcpy(copy, parameter, count * sizeof *copy) : NULL;
}

/* ------------------------------------------------------------------ What was measured */

/* A PM line that was measured is computed like others; its prices say who pays. */
static void add_measured_line(mkba_vocabulary *v, const mkba_data *d, const char **name,
                              mkba_line_traits *traits, const mkba_measured *m)
{
    mkba_domain *lines = &v->domain[MKBA_DOMAIN_LINE];
    for (size_t i = 0; i < d->lines; i++) {
        const mkba_line *l = &d->line[i];
        if (strcmp(l->id, m->line) == 0 && strcmp(l->kind, "pm") == 0 &&
            mkba_index_item(lines, l->id, strlen(l->id)) < 0) {
            name[lines->count] = l->id;
            traits[lines->count++] =
                (mkba_line_traits){l->kind, m->price ? m->price->payer : l->payer, false};
        }
    }
}

/* Areas of one shape measured the same. */
static bool add_measured(mkba_study *study, mkba_vocabulary *v)
{
    const mkba_data *d = study->data;
    mkba_domain *lines = &v->domain[MKBA_DOMAIN_LINE];
    size_t count = 0, most = lines->count + d->n_measured;
    const char **name = mkba_arena_alloc(study->arena, d->n_measured, sizeof *name);
    const char **line = mkba_arena_alloc(study->arena, most, sizeof *line);
    mkba_line_traits *traits = mkba_arena_alloc(study->arena, most, sizeof *traits);
    mkba_measured_traits *measured =
        mkba_arena_alloc(study->arena, d->n_measured, sizeof *measured);
    if (!name || !line || !traits || !measured) {
        return false;
    }
    memcpy(line, lines->name, lines->count * sizeof *line);
    memcpy(traits, v->line, lines->count * sizeof *traits);
    lines->name = line;
    for (size_t i = 0; i < d->n_measured; i++) {
        const mkba_measured *m = &d->measured[i];
        if (v->entered[m->column[MKBA_MEASURED_CHANGE]]) {
            name[count] = m->id;
            measured[count++] = (mkba_measured_traits){m->line, m->is_good};
            add_measured_line(v, d, line, traits, m);
        }
    }
    v->line = traits;
    v->measured = measured;
    v->domain[MKBA_DOMAIN_MEASURED] = (mkba_domain){name, count};
    return true;
}

bool mkba_plan_measures(const mkba_plan *plan, const char *line)
{
    const mkba_vocabulary *v = &plan->vocabulary;
    for (size_t i = 0; i < v->domain[MKBA_DOMAIN_MEASURED].count; i++) {
        if (strcmp(v->measured[i].line, line) == 0) {
            return true;
        }
    }
    return false;
}

static mkba_plan *new_plan(mkba_study *study, const bool *entered, const double *parameter)
{
    const mkba_data *d = study->data;
    mkba_plan *plan = mkba_arena_alloc(study->arena, 1, sizeof *plan);
    bool *in_model = mkba_arena_alloc(study->arena, d->columns, sizeof *in_model);
    double *kept = keep_parameters(study, parameter);
    if (!plan || !in_model || !kept) {
        return NULL;
    }
    for (size_t i = 0; i < d->columns; i++) {
        in_model[i] = d->column[i].in_model && entered[i];
    }
    plan->entered = in_model;
    plan->parameter = kept;
    plan->vocabulary = (mkba_vocabulary){.line = study->line,
                                         .parameters = &d->parameter_by_key,
                                         .columns = &d->column_by_name,
                                         .switches = &study->switches,
                                         .entered = in_model,
                                         .parameter = kept,
                                         .whole = study->whole};
    memcpy(plan->vocabulary.domain, study->domain, sizeof study->domain);
    if (d->n_measured > 0 && !add_measured(study, &plan->vocabulary)) {
        return NULL;
    }
    plan->builder = mkba_builder_new(study->arena, study->formulas, &plan->vocabulary);
    if (!plan->builder) {
        return NULL;
    }
    plan->graph = mkba_builder_graph(plan->builder);
    plan->next = study->plans;
    study->plans = plan;
    return plan;
}

mkba_status mkba_study_plan_of(mkba_plan **out, mkba_study *study, const bool *entered,
                               const double *parameter)
{
    for (mkba_plan *plan = study->plans; plan; plan = plan->next) {
        if (mkba_plan_has_shape(plan, study, entered, parameter)) {
            *out = plan;
            return MKBA_OK;
        }
    }
    *out = new_plan(study, entered, parameter);
    return *out ? MKBA_OK : MKBA_ERR_MEMORY;
}

mkba_status mkba_study_plan(mkba_plan **out, mkba_study *study, const mkba_area *area)
{
    return mkba_study_plan_of(out, study, area->entered, study->parameter);
}

void mkba_study_today(double *out, const mkba_study *study)
{
    for (size_t i = 0; i + 1 < study->n_switches; i++) {
        out[i] = 0;
    }
    out[study->n_switches - 1] = 1;
}
