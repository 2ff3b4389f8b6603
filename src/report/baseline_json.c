#include "report/writers.h"

#include "report/json.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Figures whose path starts with one of these words form an array of objects. */
static const struct {
    const char *group;
    const char *id_key;
} groups[] = {
    {"segments", "id"}, {"lines", "id"},     {"parties", "id"},     {"years", "t"},
    {"factors", "id"},  {"scenarios", "id"}, {"evidence", "grade"},
};

typedef struct {
    mkba_json json;
    const mkba_result *result;
    const mkba_catalogue *catalogue;
    const mkba_outcome *outcome; /* NULL for the total */
} writer;

/* A path taken apart: lines.wmo_support.pv_eur. Group and item are empty for a figure that
 * stands alone. */
typedef struct {
    char group[32], item[MKBA_TEXT];
    const char *name;
} path_parts;

static void take_apart(path_parts *out, const char *path)
{
    const char *first = strchr(path, '.'), *last = strrchr(path, '.');
    out->group[0] = out->item[0] = '\0';
    out->name = path;
    if (first && last && first < last) {
        snprintf(out->group, sizeof out->group, "%.*s", (int)(first - path), path);
        snprintf(out->item, sizeof out->item, "%.*s", (int)(last - first - 1), first + 1);
        out->name = last + 1;
    }
}

static const char *id_key_of(const char *group)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (strcmp(groups[i].group, group) == 0) {
            return groups[i].id_key;
        }
    }
    return "id";
}

static void write_line_facts(writer *w, const char *id)
{
    const mkba_data *d = w->result->data;
    for (size_t i = 0; i < d->lines; i++) {
        const mkba_line *line = &d->line[i];
        if (strcmp(line->id, id) == 0) {
            mkba_json_text(&w->json, "route",
                           line->has_amount                     ? "estimated"
                           : strcmp(line->kind, "derived") == 0 ? "derived"
                                                                : "pm");
            mkba_json_flag(&w->json, "transfer", strcmp(line->kind, "transfer") == 0);
            mkba_json_text(&w->json, "payer", line->payer);
            mkba_json_text(&w->json, "expected_sign", line->expected_sign);
        }
    }
}

static void write_score_facts(writer *w, const char *id)
{
    char column[MKBA_TEXT];
    const char *source = "";
    snprintf(column, sizeof column, "score_%s", id);
    size_t at = mkba_area_column(w->result->data, column);
    if (!w->outcome || at == MKBA_MAP_NONE) {
        return;
    }
    bool entered = w->outcome->area->entered[at];
    char grade = mkba_area_evidence(w->result->areas, w->outcome->area, at, &source);
    mkba_json_text(&w->json, "score_basis",
                   !entered       ? "not_scored"
                   : grade == 'A' ? "documented"
                                  : "self_assessed");
    if (entered && source[0]) {
        mkba_json_text(&w->json, "score_source", source);
    }
}

static void open_item(writer *w, const path_parts *p)
{
    const char *key = id_key_of(p->group);
    mkba_json_open_row(&w->json, NULL);
    if (strcmp(p->group, "years") == 0) {
        double t = 0;
        sscanf(p->item, "%lf", &t);
        mkba_json_number(&w->json, key, t);
        mkba_json_number(&w->json, "year", mkba_data_value(w->result->data, "start_year") + t);
        return;
    }
    mkba_json_text(&w->json, key, p->item);
    if (strcmp(p->group, "lines") == 0) {
        write_line_facts(w, p->item);
    } else if (strcmp(p->group, "factors") == 0) {
        write_score_facts(w, p->item);
    }
}

static void write_figures(writer *w, const double *value, bool only_sums)
{
    const mkba_figures *figures = w->result->figures;
    path_parts open = {.group = "", .item = ""};
    for (size_t i = 0; i < figures->count; i++) {
        const mkba_figure *f = &figures->figure[i];
        path_parts p;
        if (only_sums && !f->adds_up && strcmp(f->path, "ratio") != 0) {
            continue;
        }
        take_apart(&p, f->path);
        bool other_group = strcmp(p.group, open.group) != 0;
        bool other_item = other_group || strcmp(p.item, open.item) != 0;
        if (other_item && open.item[0]) {
            mkba_json_close(&w->json, '}');
        }
        if (other_group && open.group[0]) {
            mkba_json_close(&w->json, ']');
        }
        if (other_group && p.group[0]) {
            mkba_json_open(&w->json, p.group, '[');
        }
        if (other_item && p.item[0]) {
            open_item(w, &p);
        }
        mkba_json_number(&w->json, p.name, value[i]);
        open = p;
    }
    if (open.group[0]) {
        mkba_json_close(&w->json, '}');
        mkba_json_close(&w->json, ']');
    }
}

static void write_messages(writer *w, const char *key, const mkba_message *message,
                           size_t count)
{
    mkba_json_open(&w->json, key, '[');
    for (size_t i = 0; i < count; i++) {
        mkba_buffer text = {0};
        mkba_say_message(&text, w->catalogue, w->result->data, &message[i]);
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "id", message[i].id);
        mkba_json_text(&w->json, "message", text.text ? text.text : "");
        mkba_json_close(&w->json, '}');
        w->json.out->failed = w->json.out->failed || text.failed;
        mkba_buffer_free(&text);
    }
    mkba_json_close(&w->json, ']');
}

static void write_defaults(writer *w)
{
    const mkba_data *d = w->result->data;
    mkba_json_open(&w->json, "defaults", '[');
    for (size_t i = 0; i < d->columns; i++) {
        if (d->column[i].in_model && !w->outcome->area->entered[i]) {
            mkba_json_text(&w->json, NULL, d->column[i].id);
        }
    }
    mkba_json_close(&w->json, ']');
}

/* What scenarios changed in the figures of the area; null where they took one away. */
static void write_changed(writer *w)
{
    const mkba_data *d = w->result->data;
    const mkba_area *area = w->outcome->area;
    mkba_json_open(&w->json, "overridden", '[');
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_origin *origin = mkba_area_origin(area, i);
        if (origin) {
            mkba_json_open_row(&w->json, NULL);
            mkba_json_text(&w->json, "column", d->column[i].id);
            if (d->column[i].type == MKBA_COLUMN_TEXT && area->text[i][0]) {
                mkba_json_text(&w->json, "value", area->text[i]);
            } else {
                mkba_json_number(&w->json, "value", area->value[i]);
            }
            mkba_json_text(&w->json, "from", origin->file);
            mkba_json_close(&w->json, '}');
        }
    }
    mkba_json_close(&w->json, ']');
}

/* What was entered to describe the area: shown, never used in the arithmetic. */
static void write_description(writer *w)
{
    const mkba_data *d = w->result->data;
    mkba_json_open(&w->json, "description", '{');
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_column *c = &d->column[i];
        if (c->in_model || c->question == 0 || !w->outcome->area->text[i][0]) {
            continue;
        }
        if (w->outcome->area->entered[i]) {
            mkba_json_number(&w->json, c->id, w->outcome->area->value[i]);
        } else if (c->type == MKBA_COLUMN_TEXT) {
            mkba_json_text(&w->json, c->id, w->outcome->area->text[i]);
        }
    }
    mkba_json_close(&w->json, '}');
}

static void write_area(writer *w, const mkba_outcome *outcome)
{
    w->outcome = outcome;
    mkba_json_open(&w->json, NULL, '{');
    mkba_json_text(&w->json, "code", outcome->area->code);
    mkba_json_text(&w->json, "name", outcome->area->name);
    mkba_json_flag(&w->json, "illustration", outcome->scores_entered == 0);
    write_figures(w, outcome->value, false);
    write_description(w);
    write_defaults(w);
    write_changed(w);
    write_messages(w, "warnings", outcome->message, outcome->messages);
    mkba_json_close(&w->json, '}');
}

static void write_assumptions(writer *w)
{
    const mkba_data *d = w->result->data;
    const mkba_areas *a = w->result->areas;
    mkba_json_open(&w->json, "overridden", '[');
    for (size_t i = 0; i < d->parameters; i++) {
        const mkba_parameter *p = &d->parameter[i];
        if (p->is_own) {
            mkba_json_open_row(&w->json, NULL);
            mkba_json_text(&w->json, "key", p->key);
            mkba_json_number(&w->json, "value", p->value);
            mkba_json_text(&w->json, "from", p->file);
            mkba_json_close(&w->json, '}');
        }
    }
    mkba_json_close(&w->json, ']');
    write_messages(w, "assumptions", d->note, d->notes);
    write_messages(w, "file_remarks", a->note, a->notes);
}

static void write_scenarios(writer *w)
{
    const mkba_data *d = w->result->data;
    mkba_buffer names = {0};
    mkba_applied_names(&names, d, "+", NULL);
    mkba_json_text(&w->json, "scenario", names.text ? names.text : "central");
    w->json.out->failed = w->json.out->failed || names.failed;
    mkba_buffer_free(&names);
    mkba_json_open(&w->json, "scenario_files", '[');
    for (size_t i = 0; i < d->n_applied; i++) {
        mkba_json_text(&w->json, NULL, d->applied[i].file);
    }
    mkba_json_close(&w->json, ']');
}

void mkba_write_baseline_json(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue)
{
    writer w = {.json = {.out = out}, .result = result, .catalogue = catalogue};
    mkba_json *json = &w.json;
    mkba_json_open(json, NULL, '{');
    mkba_json_text(json, "schema", "mkba-baseline/1");
    mkba_json_text(json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(json, "data_edition", result->data->edition);
    mkba_json_text(json, "inputs_sha256", result->inputs_hash);
    write_scenarios(&w);
    mkba_json_number(json, "price_year", mkba_data_value(result->data, "price_year"));
    mkba_json_number(json, "start_year", mkba_data_value(result->data, "start_year"));
    mkba_json_number(json, "horizon", mkba_data_value(result->data, "horizon"));
    mkba_json_number(json, "discount_rate", mkba_data_value(result->data, "discount_rate"));
    write_assumptions(&w);
    mkba_json_open(json, "areas", '[');
    for (size_t i = 0; i < result->count; i++) {
        write_area(&w, &result->outcome[i]);
    }
    mkba_json_close(json, ']');
    w.outcome = NULL;
    mkba_json_open(json, "total", '{');
    write_figures(&w, result->total, true);
    mkba_json_close(json, '}');
    mkba_json_close(json, '}');
}
