/* The other files of a start. */
#include "report/start.h"

#include "input/number.h"
#include "report/writers.h"

#include <math.h>
#include <string.h>

static const char line_end[] = "\r\n";

double mkba_start_value(const mkba_start *start, const mkba_area *area,
                        const mkba_team_value *v, double written)
{
    if (!v->of[0]) {
        return written;
    }
    size_t column = mkba_area_column(start->areas->data, v->of);
    bool known = column != MKBA_MAP_NONE && area->entered[column];
    return known ? round(written * area->value[column]) : (double)NAN;
}

void mkba_start_source(mkba_buffer *out, const mkba_start *start, const mkba_team_value *v)
{
    const mkba_source *s = mkba_data_source(start->areas->data, v->source);
    if (s) {
        mkba_buffer_add(out, s->publisher);
        mkba_buffer_add(out, " (");
        mkba_buffer_add_int(out, (long)s->year);
        mkba_buffer_add(out, "), ");
        mkba_buffer_add(out, s->title);
        mkba_buffer_add(out, ". ");
    }
    mkba_buffer_add(out, v->note[mkba_catalogue_language(start->catalogue)]);
}

void mkba_start_number(mkba_buffer *out, double value)
{
    char text[MKBA_DOUBLE_TEXT];
    if (isnan(value)) {
        return;
    }
    text[mkba_double_text(text, value)] = '\0';
    bool doubtful = mkba_number_form_of(text) == MKBA_NUMBER_EITHER; /* 1.234: a thousand? */
    for (char *c = text; *c; c++) {
        mkba_buffer_add_char(out, *c == '.' ? ',' : *c, 1);
    }
    mkba_buffer_add(out, doubtful ? "0" : "");
}

/* ------------------------------------------------------------------ Tables */

static void write_number(mkba_buffer *out, const mkba_start *start, const mkba_team_value *v)
{
    const double number[] = {v->value, v->low, v->high};
    mkba_buffer source = {0};
    mkba_write_csv_cell(out, v->item);
    for (size_t i = 0; i < 3; i++) {
        mkba_buffer_add(out, ";");
        mkba_start_number(out, number[i]);
    }
    mkba_buffer_add(out, ";");
    mkba_buffer_add(out, v->evidence);
    mkba_buffer_add(out, ";");
    mkba_start_source(&source, start, v);
    mkba_write_csv_cell(out, mkba_buffer_text(&source));
    out->failed |= source.failed;
    mkba_buffer_free(&source);
    mkba_buffer_add(out, line_end);
}

static void write_header(mkba_buffer *out, const mkba_start *start, const char *id)
{
    mkba_buffer_add(out, mkba_say(start->catalogue, id));
    mkba_buffer_add(out, line_end);
}

void mkba_write_start_numbers(mkba_buffer *out, const mkba_start *start)
{
    write_header(out, start, "start.numbers_header");
    for (size_t i = 0; i < start->models.values; i++) {
        const mkba_team_value *v = &start->models.value[i];
        if (start->model && strcmp(v->model, start->model->id) == 0 &&
            mkba_data_parameter(start->areas->data, v->item)) {
            write_number(out, start, v);
        }
    }
}

void mkba_write_start_measured(mkba_buffer *out, const mkba_start *start)
{
    write_header(out, start, "start.measured_header");
}

void mkba_write_start_contracts(mkba_buffer *out, const mkba_start *start)
{
    write_header(out, start, "start.contracts_header");
}

/* ------------------------------------------------------------------ The scenario */

/* What if the approach were in place where it matters most for cost? */
void mkba_write_start_scenario(mkba_buffer *out, const mkba_start *start)
{
    static const char *const label[2] = {"start.scenario_label", "start.scenario_note"};
    const char *said[2];
    for (size_t i = 0; i < 2; i++) {
        said[i] = mkba_say(start->catalogue, label[i]);
    }
    mkba_buffer_add(out, "{\n  \"name\": \"");
    mkba_buffer_add(out, mkba_say(start->catalogue, "start.scenario_name"));
    mkba_buffer_add(out, "\",\n  \"label\": {\"nl\": \"");
    mkba_buffer_add(out, said[0]);
    mkba_buffer_add(out, "\", \"en\": \"");
    mkba_buffer_add(out, said[0]);
    mkba_buffer_add(out, "\"},\n  \"note\": \"");
    mkba_buffer_add(out, said[1]);
    mkba_buffer_add(out, "\",\n  \"areas\": {\n    \"*\": {\"score_referral\": 0.75, "
                         "\"score_coordination\": 0.75}\n  }\n}\n");
}

/* ------------------------------------------------------------------ The readme */

typedef struct {
    const char *id;         /* of the sentence */
    const char *command[2]; /* below it; NULL: none */
} step;

static const step steps[] = {
    {"start.step_fill", {NULL, NULL}},
    {"start.step_scores", {"mkba rubric", "mkba rubric --lang en"}},
    {"start.step_validate", {"mkba validate .", "mkba validate . --lang en"}},
    {"start.step_baseline",
     {"mkba baseline gebieden.csv --parameters getallen.csv",
      "mkba baseline areas.csv --parameters numbers.csv --lang en"}},
    {"start.step_explain",
     {"mkba explain npv_eur gebieden.csv --parameters getallen.csv --depth 2",
      "mkba explain npv_eur areas.csv --parameters numbers.csv --depth 2 --lang en"}},
    {"start.step_simulate",
     {"mkba simulate gebieden.csv --parameters getallen.csv",
      "mkba simulate areas.csv --parameters numbers.csv --lang en"}},
    {"start.step_measure",
     {"mkba params --to-measure gebieden.csv --parameters getallen.csv",
      "mkba params --to-measure areas.csv --parameters numbers.csv --lang en"}},
    {"start.step_measured",
     {"mkba baseline gebieden.csv --parameters getallen.csv --measured gemeten.csv",
      "mkba baseline areas.csv --parameters numbers.csv --measured measured.csv --lang en"}},
    {"start.step_scenario",
     {"mkba compare gebieden.csv --parameters getallen.csv --scenario scenario.json",
      "mkba compare areas.csv --parameters numbers.csv --scenario scenario.json --lang en"}},
    {"start.step_report",
     {"mkba report gebieden.csv --parameters getallen.csv -o rapport.html",
      "mkba report areas.csv --parameters numbers.csv -o report.html --lang en"}},
};

static void say(mkba_buffer *out, const mkba_start *start, const char *id, const char *first,
                const char *second)
{
    mkba_message message;
    mkba_message_words(&message, id, MKBA_WORDS(first, second));
    mkba_say_message(out, start->catalogue, start->areas->data, &message);
}

static void say_paragraph(mkba_buffer *out, const mkba_start *start, const char *id,
                          const char *word)
{
    say(out, start, id, word, "");
    mkba_buffer_add(out, "\n\n");
}

static void write_model(mkba_buffer *out, const mkba_start *start)
{
    mkba_language language = mkba_catalogue_language(start->catalogue);
    if (!start->model) {
        say_paragraph(out, start, "start.no_model", "");
        return;
    }
    say_paragraph(out, start, "start.model", start->model->label[language]);
    mkba_buffer_add(out, start->model->note[language]);
    mkba_buffer_add(out, "\n\n");
    say_paragraph(out, start, "start.model_evidence", "");
}

static void write_files(mkba_buffer *out, const mkba_start *start)
{
    static const char *const files[] = {"start.file_areas",    "start.file_columns",
                                        "start.file_numbers",  "start.file_scenario",
                                        "start.file_measured", "start.file_contracts"};
    say_paragraph(out, start, "start.files", "");
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        mkba_buffer_add(out, "- ");
        say(out, start, files[i], "", "");
        mkba_buffer_add(out, "\n");
    }
    mkba_buffer_add(out, "\n");
}

static void write_steps(mkba_buffer *out, const mkba_start *start)
{
    mkba_language language = mkba_catalogue_language(start->catalogue);
    say_paragraph(out, start, "start.steps", "");
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        mkba_buffer_add_int(out, (long)i + 1);
        mkba_buffer_add(out, ". ");
        say_paragraph(out, start, steps[i].id, "");
        if (steps[i].command[language]) {
            mkba_buffer_add(out, "       ");
            mkba_buffer_add(out, steps[i].command[language]);
            mkba_buffer_add(out, "\n\n");
        }
    }
}

void mkba_write_start_readme(mkba_buffer *out, const mkba_start *start)
{
    size_t count = mkba_areas_count(start->areas);
    char more[MKBA_TEXT] = "";
    if (count > 1) {
        mkba_buffer number = {0};
        mkba_buffer_add(&number, " + ");
        mkba_buffer_add_int(&number, (long)count - 1);
        mkba_text_copy(more, sizeof more, mkba_buffer_text(&number));
        mkba_buffer_free(&number);
    }
    mkba_buffer_add(out, "# ");
    say(out, start, "start.title", mkba_areas_name(start->areas, 0), more);
    mkba_buffer_add(out, "\n\n");
    say_paragraph(out, start, "start.intro", "");
    write_model(out, start);
    write_files(out, start);
    write_steps(out, start);
    say_paragraph(out, start, "start.what_it_is_not", "");
    if (!out->failed) {
        out->text[--out->length] = '\0'; /* ends with one line end */
    }
}
