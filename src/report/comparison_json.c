#include "report/comparison.h"

#include "report/json_inputs.h"

#include <math.h>
#include <string.h>

typedef struct {
    mkba_json json;
    const mkba_comparison *c;
    const mkba_catalogue *catalogue;
} writer;

/* ------------------------------------------------------------------ Worlds and inputs */

static void write_world(writer *w, const mkba_compared_world *world)
{
    static const char *const choices[] = {"price_year", "start_year", "horizon",
                                          "discount_rate"};
    const mkba_data *d = world->areas->data;
    mkba_json_open(&w->json, NULL, '{');
    mkba_json_text(&w->json, "scenario", world->name);
    mkba_json_applied(&w->json, "applied", d);
    mkba_json_scenario_files(&w->json, d);
    mkba_json_hash(&w->json, &world->areas, 1);
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++) {
        mkba_json_number(&w->json, choices[i], mkba_data_value(d, choices[i]));
    }
    mkba_json_overridden(&w->json, d);
    mkba_json_messages(&w->json, "assumptions", w->catalogue, d, d->note, d->notes);
    mkba_json_messages(&w->json, "file_remarks", w->catalogue, d, world->areas->note,
                       world->areas->notes);
    mkba_json_close(&w->json, '}');
}

static void write_side(writer *w, const char *key, const char *words, double value)
{
    if (words) {
        mkba_json_text(&w->json, key, words);
    } else {
        mkba_json_number(&w->json, key, value);
    }
}

static void write_change(writer *w, const mkba_compared_world *world,
                         const mkba_changed *change)
{
    const char *source = "";
    char grade[] = {mkba_changed_evidence(world, change, &source), '\0'};
    mkba_json_open_row(&w->json, NULL);
    mkba_json_text(&w->json, "key", mkba_changed_key(world, change));
    if (change->of_area) {
        mkba_json_text(&w->json, "area", world->result->outcome[change->area].area->code);
    }
    write_side(w, "from", change->from_text, change->from);
    write_side(w, "to", change->to_text, change->to);
    mkba_json_text(&w->json, "unit", mkba_changed_unit(world, change));
    mkba_json_text(&w->json, "evidence", isnan(change->to) ? "" : grade);
    mkba_json_text(&w->json, "source", source ? source : "");
    mkba_json_close(&w->json, '}');
}

static void write_input(writer *w, const mkba_compared_world *world,
                        const mkba_compared_input *input)
{
    mkba_json_open(&w->json, NULL, '{');
    mkba_json_text(&w->json, "input", input->name);
    mkba_json_flag(&w->json, "computed_with", input->is_computed);
    mkba_json_open(&w->json, "changes", '[');
    for (size_t i = input->first; i < input->first + input->changes; i++) {
        write_change(w, world, &world->change[i]);
    }
    mkba_json_close(&w->json, ']');
    mkba_json_close(&w->json, '}');
}

static void write_inputs(writer *w)
{
    static const char *const grouping[] = {"one_by_one", "by_entry", "by_family"};
    mkba_json_open(&w->json, "alternatives", '[');
    for (size_t i = 1; i < w->c->worlds; i++) {
        const mkba_compared_world *world = &w->c->world[i];
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "scenario", world->name);
        mkba_json_text(&w->json, "grouping", grouping[world->apart]);
        mkba_json_open(&w->json, "inputs", '[');
        for (size_t k = 0; k < world->inputs; k++) {
            write_input(w, world, &world->input[k]);
        }
        mkba_json_close(&w->json, ']');
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

/* ------------------------------------------------------------------ Figures */

/* Of the total: what adds up, and the ratio of the sums. */
static bool is_shown(const mkba_comparison *c, size_t row, size_t f)
{
    return row < c->areas || c->figure[f].adds_up || c->figure[f].measure == c->measures.ratio;
}

static void write_values(writer *w, size_t row)
{
    const mkba_comparison *c = w->c;
    mkba_json_open(&w->json, "worlds", '[');
    for (size_t i = 0; i < c->worlds; i++) {
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "scenario", c->world[i].name);
        for (size_t f = 0; f < c->figures; f++) {
            if (is_shown(c, row, f)) {
                mkba_json_number(&w->json, c->figure[f].path,
                                 mkba_compared_value(c, i, row, f));
            }
        }
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

static void write_parts(writer *w, size_t world, size_t row)
{
    const mkba_comparison *c = w->c;
    const mkba_compared_world *own = &c->world[world];
    mkba_json_open(&w->json, "contributions", '[');
    for (size_t i = 0; i < own->inputs; i++) {
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "input", own->input[i].name);
        for (size_t f = 0; f < c->figures; f++) {
            if (is_shown(c, row, f) && c->figure[f].measure != MKBA_MAP_NONE) {
                mkba_json_number(&w->json, c->figure[f].path,
                                 mkba_compared_parts(c, world, row, f)[i]);
            }
        }
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

/* Why differences have no contributions, for those that have none. */
static void write_reasons(writer *w, const mkba_compared_world *own, size_t row)
{
    static const char *const reason[MKBA_NOT_REASONS] = {
        "", "no_figure", "no_figure_between", "does_not_add_up", "evidence_scenario"};
    mkba_json_open_row(&w->json, "without_contributions");
    for (size_t f = 0; f < w->c->figures; f++) {
        mkba_not_apart why = own->why_not[row * w->c->figures + f];
        if (is_shown(w->c, row, f) && why != MKBA_NOT_WHY) {
            mkba_json_text(&w->json, w->c->figure[f].path, reason[why]);
        }
    }
    mkba_json_close(&w->json, '}');
}

static void write_differences(writer *w, size_t row)
{
    const mkba_comparison *c = w->c;
    mkba_json_open(&w->json, "alternatives", '[');
    for (size_t i = 1; i < c->worlds; i++) {
        const mkba_compared_world *own = &c->world[i];
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "scenario", own->name);
        mkba_json_open_row(&w->json, "difference");
        for (size_t f = 0; f < c->figures; f++) {
            if (is_shown(c, row, f)) {
                mkba_json_number(&w->json, c->figure[f].path,
                                 own->difference[row * c->figures + f]);
            }
        }
        mkba_json_close(&w->json, '}');
        write_parts(w, i, row);
        write_reasons(w, own, row);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

static void write_warnings(writer *w, size_t row)
{
    mkba_json_open(&w->json, "warnings", '[');
    for (size_t i = 0; i < w->c->worlds; i++) {
        const mkba_compared_world *world = &w->c->world[i];
        const mkba_outcome *outcome = &world->result->outcome[row];
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "scenario", world->name);
        mkba_json_messages(&w->json, "messages", w->catalogue, world->areas->data,
                           outcome->message, outcome->messages);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

static void write_area(writer *w, size_t row)
{
    const mkba_outcome *outcome = &w->c->world[0].result->outcome[row];
    mkba_json_open(&w->json, NULL, '{');
    mkba_json_text(&w->json, "code", outcome->area->code);
    mkba_json_text(&w->json, "name", outcome->area->name);
    mkba_json_flag(&w->json, "illustration", outcome->scores_entered == 0);
    write_values(w, row);
    write_differences(w, row);
    write_warnings(w, row);
    mkba_json_close(&w->json, '}');
}

static void write_units(writer *w)
{
    mkba_json_open(&w->json, "figures", '[');
    for (size_t f = 0; f < w->c->figures; f++) {
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "figure", w->c->figure[f].path);
        mkba_json_text(&w->json, "unit", w->c->figure[f].unit);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

void mkba_write_comparison_json(mkba_buffer *out, const mkba_comparison *comparison,
                                const mkba_catalogue *catalogue)
{
    const mkba_comparison *c = comparison;
    writer w = {.json = {.out = out}, .c = c, .catalogue = catalogue};
    const mkba_areas *all[MKBA_MOST_WORLDS];
    for (size_t i = 0; i < c->worlds; i++) {
        all[i] = c->world[i].areas;
    }
    mkba_json_open(&w.json, NULL, '{');
    mkba_json_text(&w.json, "schema", "mkba-comparison/1");
    mkba_json_text(&w.json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(&w.json, "data_edition", c->world[0].areas->data->edition);
    mkba_json_hash(&w.json, all, c->worlds);
    mkba_json_text(
        &w.json, "note",
        mkba_say(catalogue, c->is_moments ? "moments.no_comparison" : "compare.assumptions"));
    if (c->is_moments) {
        mkba_write_moments_json(&w.json, c);
        mkba_json_messages(&w.json, "cautions", w.catalogue, c->world[0].areas->data,
                           c->caution, c->cautions);
    }
    mkba_json_open(&w.json, "worlds", '[');
    for (size_t i = 0; i < c->worlds; i++) {
        write_world(&w, &c->world[i]);
    }
    mkba_json_close(&w.json, ']');
    write_inputs(&w);
    write_units(&w);
    mkba_json_open(&w.json, "areas", '[');
    for (size_t row = 0; row < c->areas; row++) {
        write_area(&w, row);
    }
    mkba_json_close(&w.json, ']');
    mkba_json_open(&w.json, "total", '{');
    write_values(&w, c->areas);
    write_differences(&w, c->areas);
    mkba_json_close(&w.json, '}');
    mkba_json_close(&w.json, '}');
}
