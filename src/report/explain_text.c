#include "report/writers.h"

#include "analysis/route.h"
#include "report/explain_page.h"
#include "report/json.h"

#include <math.h>
#include <string.h>

typedef struct {
    mkba_page page;
    const mkba_explanation *e;
} writer;

const char *mkba_unit_label(const mkba_data *data, const char *unit,
                            const mkba_catalogue *catalogue)
{
    for (size_t i = 0; i < data->units; i++) {
        if (strcmp(data->unit[i].unit, unit) == 0) {
            return data->unit[i].label[mkba_catalogue_language(catalogue)];
        }
    }
    return unit;
}

/* Something about the step at that depth. */
static void line(const writer *w, unsigned depth, const mkba_buffer *text)
{
    mkba_page_leaf(&w->page, depth, mkba_buffer_text(text));
    w->page.out->failed |= text->failed;
}

static const char *unit_of(const writer *w, const mkba_explained *s)
{
    static const char *const units[] = {[MKBA_COLUMN_COUNT] = "",
                                        [MKBA_COLUMN_SHARE] = "fraction",
                                        [MKBA_COLUMN_EURO] = "euro",
                                        [MKBA_COLUMN_SPEND] = "euro per year",
                                        [MKBA_COLUMN_EVIDENCE] = NULL};
    const char *unit = s->unit;
    if (s->kind == MKBA_STEP_ENTERED) {
        const mkba_column *column = &w->e->result->data->column[s->column];
        unit = column->measured
                   ? mkba_measured_column_unit(w->e->outcome, w->e->result->data, s->column)
                   : units[column->type];
    }
    return mkba_unit_label(w->e->result->data, unit ? unit : "", w->page.catalogue);
}

void mkba_explain_value(mkba_buffer *out, const mkba_page *page, const mkba_explanation *e,
                        const mkba_explained *step)
{
    writer w = {.page = *page, .e = e};
    mkba_buffer_add(out, step->key);
    mkba_buffer_add(out, " = ");
    mkba_write_precise(out, page->catalogue, step->value);
    if (unit_of(&w, step)[0]) {
        mkba_buffer_add(out, " ");
        mkba_buffer_add(out, unit_of(&w, step));
    }
    if (step->section && step->section[0]) {
        mkba_buffer_add(out, "  ");
        mkba_buffer_add_bytes(out, step->section, strcspn(step->section, "]") + 1);
    }
}

static void write_value(const writer *w, const mkba_explained *s)
{
    mkba_buffer text = {0};
    mkba_explain_value(&text, &w->page, w->e, s);
    if (s->repeated || s->cut) {
        mkba_buffer_add(&text, "  ");
        mkba_buffer_add(&text, mkba_say(w->page.catalogue,
                                        s->repeated ? "explain.repeated" : "explain.cut"));
    }
    mkba_page_branch(&w->page, s->depth, mkba_buffer_text(&text));
    w->page.out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static void write_formula(const writer *w, const mkba_explained *s)
{
    if (s->formula && s->formula[0] && !s->repeated) {
        mkba_buffer text = {0};
        mkba_buffer_add(&text, "= ");
        mkba_buffer_add(&text, s->formula);
        mkba_page_formula(&w->page, s->depth, mkba_buffer_text(&text));
        w->page.out->failed |= text.failed;
        mkba_buffer_free(&text);
    }
}

static void add_source(const writer *w, mkba_buffer *text, const char *id)
{
    const mkba_source *source = mkba_data_source(w->e->result->data, id);
    mkba_buffer_add(text, "; ");
    if (source) {
        mkba_buffer_add(text, source->publisher);
        mkba_buffer_add(text, " (");
        mkba_buffer_add_int(text, (long)source->year);
        mkba_buffer_add(text, "), ");
        mkba_buffer_add(text, source->title);
    } else {
        mkba_buffer_add(text, id[0] ? id : mkba_say(w->page.catalogue, "explain.no_source"));
    }
}

static void add_grade(const writer *w, mkba_buffer *text, char grade)
{
    char id[] = "grade.?";
    id[6] = grade;
    mkba_buffer_add(text, mkba_say(w->page.catalogue, "explain.evidence"));
    mkba_buffer_add_char(text, ' ', 1);
    mkba_buffer_add_char(text, grade, 1);
    mkba_buffer_add(text, " (");
    mkba_buffer_add(text, mkba_say(w->page.catalogue, id));
    mkba_buffer_add(text, ")");
}

static void say(const writer *w, unsigned depth, const char *id, const char *word,
                const double *number, size_t numbers)
{
    mkba_buffer text = {0};
    mkba_page_add(&text, &w->page, id, MKBA_WORDS(word), number, numbers);
    line(w, depth, &text);
    mkba_buffer_free(&text);
}

static void write_range(const writer *w, unsigned depth, double low, double high)
{
    mkba_buffer text = {0};
    mkba_buffer_add(&text, mkba_say(w->page.catalogue, "explain.range"));
    mkba_buffer_add(&text, " ");
    mkba_write_precise(&text, w->page.catalogue, low);
    mkba_buffer_add(&text, " - ");
    mkba_write_precise(&text, w->page.catalogue, high);
    line(w, depth, &text);
    mkba_buffer_free(&text);
}

static void write_parameter(const writer *w, const mkba_explained *s)
{
    const mkba_parameter *p = s->parameter;
    mkba_language language = mkba_catalogue_language(w->page.catalogue);
    mkba_buffer text = {0};
    unsigned depth = s->depth;
    mkba_buffer_add(&text, p->family->label[language]);
    line(w, depth, &text);
    mkba_buffer_free(&text);
    write_range(w, depth, p->low, p->high);
    if (!isnan(p->price_year) && fabs(p->written[0] - p->value) > 0) {
        say(w, depth, "explain.converted", NULL, (double[]){p->written[0], p->price_year}, 2);
    }
    if (p->is_own) {
        bool by_hand = p->is_set && !p->by_scenario;
        say(w, depth, by_hand ? "explain.own_set" : "explain.own", p->file,
            (double[]){p->line}, 1);
    }
    if (s->by_scenario) {
        say(w, depth, "explain.by_scenario", NULL, (double[]){p->value}, 1);
    }
    add_grade(w, &text, p->evidence[0]);
    add_source(w, &text, p->source);
    line(w, depth, &text);
    mkba_buffer_free(&text);
    if (p->note[language][0]) {
        mkba_buffer_add(&text, p->note[language]);
        line(w, depth, &text);
        mkba_buffer_free(&text);
    }
}

static void write_entered(const writer *w, const mkba_explained *s)
{
    const mkba_result *r = w->e->result;
    const mkba_column *column = &r->data->column[s->column];
    const mkba_area *area = w->e->outcome->area;
    const char *source;
    mkba_buffer text = {0};
    char grade = mkba_area_evidence(r->areas, area, s->column, &source);
    mkba_buffer_add(&text, column->label[mkba_catalogue_language(w->page.catalogue)]);
    line(w, s->depth, &text);
    mkba_buffer_free(&text);
    const mkba_origin *origin = mkba_area_origin(area, s->column);
    const mkba_passport *passport = mkba_area_passport(area, s->column);
    const char *file = origin ? origin->file : passport ? passport->file : r->areas->file;
    unsigned at = origin ? origin->line : passport ? passport->line : area->line;
    if (column->measured && area->low[s->column] < area->high[s->column]) {
        write_range(w, s->depth, area->low[s->column], area->high[s->column]);
    }
    say(w, s->depth, "explain.entered", file, (double[]){at}, 1);
    add_grade(w, &text, grade);
    add_source(w, &text, source);
    line(w, s->depth, &text);
    mkba_buffer_free(&text);
}

void mkba_explain_about(const mkba_page *page, const mkba_explanation *e,
                        const mkba_explained *step)
{
    writer w = {.page = *page, .e = e};
    write_formula(&w, step);
    if (step->kind == MKBA_STEP_PARAMETER) {
        write_parameter(&w, step);
    } else if (step->kind == MKBA_STEP_ENTERED) {
        write_entered(&w, step);
    }
}

void mkba_write_explanation_table(const mkba_page *on, const mkba_explanation *explanation)
{
    writer w = {.page = *on, .e = explanation};
    const mkba_area *area = explanation->outcome->area;
    w.page.data = explanation->result->data;
    mkba_page_say(&w.page, "", "explain.title",
                  MKBA_WORDS(explanation->step[0].key, area->name, area->code), NULL, 0);
    mkba_page_blank(&w.page);
    for (size_t i = 0; i < explanation->count; i++) {
        const mkba_explained *s = &explanation->step[i];
        write_value(&w, s);
        mkba_explain_about(&w.page, explanation, s);
    }
}
