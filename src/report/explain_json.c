#include "report/writers.h"

#include "report/json_inputs.h"

#include <math.h>
#include <string.h>

static const char *const kinds[] = {[MKBA_STEP_FORMULA] = "formula",
                                    [MKBA_STEP_PARAMETER] = "parameter",
                                    [MKBA_STEP_ENTERED] = "entered",
                                    [MKBA_STEP_SWITCH] = "switch",
                                    [MKBA_STEP_WORLD] = "world"};

static void write_source(mkba_json *json, const mkba_data *data, char grade, const char *id)
{
    char evidence[2] = {grade, '\0'};
    const mkba_source *source = mkba_data_source(data, id);
    mkba_json_text(json, "evidence", evidence);
    mkba_json_text(json, "source", source ? source->title : id);
    if (source) {
        mkba_json_text(json, "publisher", source->publisher);
        mkba_json_number(json, "source_year", source->year);
        mkba_json_text(json, "url", source->url);
    }
}

static void write_leaf(mkba_json *json, const mkba_explanation *e, const mkba_explained *s,
                       mkba_language language)
{
    const mkba_data *data = e->result->data;
    if (s->kind == MKBA_STEP_PARAMETER) {
        const mkba_parameter *p = s->parameter;
        mkba_json_number(json, "low", p->low);
        mkba_json_number(json, "high", p->high);
        mkba_json_number(json, "written", p->written[0]);
        mkba_json_number(json, "price_year", p->price_year);
        mkba_json_text(json, "from", p->file);
        write_source(json, data, p->evidence[0], p->source);
        mkba_json_text(json, "note", p->note[language]);
    } else if (s->kind == MKBA_STEP_ENTERED) {
        const char *source;
        char grade =
            mkba_area_evidence(e->result->areas, e->outcome->area, s->column, &source);
        const mkba_origin *origin = mkba_area_origin(e->outcome->area, s->column);
        const mkba_passport *passport = mkba_area_passport(e->outcome->area, s->column);
        mkba_json_text(json, "file",
                       origin     ? origin->file
                       : passport ? passport->file
                                  : e->result->areas->file);
        mkba_json_number(json, "line",
                         origin     ? origin->line
                         : passport ? passport->line
                                    : e->outcome->area->line);
        if (data->column[s->column].measured) {
            mkba_json_number(json, "low", e->outcome->area->low[s->column]);
            mkba_json_number(json, "high", e->outcome->area->high[s->column]);
        }
        write_source(json, data, grade, source);
    }
}

/* Steps stand in the order of reading: what follows deeper belongs to the step before it. */
static size_t write_step(mkba_json *json, const mkba_explanation *e, size_t i,
                         mkba_language language)
{
    const mkba_explained *s = &e->step[i];
    mkba_json_open(json, NULL, '{');
    mkba_json_text(json, "key", s->key);
    mkba_json_text(json, "kind", kinds[s->kind]);
    mkba_json_number(json, "value", s->value);
    if (s->unit && s->unit[0]) {
        mkba_json_text(json, "unit", s->unit);
    }
    if (s->section && s->section[0]) {
        mkba_json_text(json, "section", s->section);
    }
    if (s->formula) {
        mkba_json_text(json, "formula", s->formula);
    }
    write_leaf(json, e, s, language);
    if (s->repeated || s->cut) {
        mkba_json_text(json, "more", s->repeated ? "above" : "deeper");
    }
    size_t next = i + 1;
    if (next < e->count && e->step[next].depth > s->depth) {
        mkba_json_open(json, "operands", '[');
        while (next < e->count && e->step[next].depth > s->depth) {
            next = write_step(json, e, next, language);
        }
        mkba_json_close(json, ']');
    }
    mkba_json_close(json, '}');
    return next;
}

void mkba_write_explanation_json(mkba_buffer *out, const mkba_explanation *explanation,
                                 const mkba_catalogue *catalogue)
{
    mkba_json json = {.out = out};
    const mkba_result *r = explanation->result;
    mkba_json_open(&json, NULL, '{');
    mkba_json_text(&json, "schema", "mkba-explain/1");
    mkba_json_text(&json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(&json, "data_edition", r->data->edition);
    mkba_json_hash(&json, &r->areas, 1);
    mkba_json_text(&json, "area", explanation->outcome->area->code);
    mkba_json_text(&json, "figure", explanation->step[0].key);
    mkba_json_open(&json, "tree", '[');
    write_step(&json, explanation, 0, mkba_catalogue_language(catalogue));
    mkba_json_close(&json, ']');
    mkba_json_close(&json, '}');
}
