/* A simulation for programs. The keys are a contract (docs/output.md). */
#include "report/json_inputs.h"
#include "report/writers.h"

#include <math.h>

typedef struct {
    mkba_json json;
    const mkba_simulation *s;
    const mkba_findings *f;
} writer;

/* ------------------------------------------------------------------ Figures */

static void write_distribution(writer *w, const char *key, const mkba_distribution *d)
{
    mkba_statistic row[MKBA_STATISTICS];
    mkba_statistics(row, d);
    mkba_json_open_row(&w->json, key);
    for (size_t i = 0; i < MKBA_STATISTICS; i++) {
        mkba_json_number(&w->json, row[i].name, row[i].value);
    }
    mkba_json_close(&w->json, '}');
}

static void write_histogram(writer *w, const mkba_distribution *d)
{
    mkba_json_open_row(&w->json, "histogram");
    mkba_json_text(&w->json, "figure", "npv_eur");
    mkba_json_number(&w->json, "low", d->low);
    mkba_json_number(&w->json, "high", d->high);
    mkba_json_open(&w->json, "counts", '[');
    for (size_t b = 0; b < MKBA_SHOWN_BINS; b++) {
        mkba_json_number(&w->json, NULL, (double)d->bin[b]);
    }
    mkba_json_close(&w->json, ']');
    mkba_json_close(&w->json, '}');
}

static void write_figures(writer *w, size_t area, size_t world)
{
    const mkba_simulation *s = w->s;
    mkba_json_open(&w->json, "figures", '{');
    for (size_t m = 0; m < s->measures.count; m++) {
        write_distribution(w, s->measures.measure[m].path,
                           mkba_simulation_at(s, area, world, m));
    }
    mkba_json_close(&w->json, '}');
    mkba_json_number(&w->json, "ratio_of_means", mkba_ratio_of_means(s, area, world));
    write_histogram(w, mkba_simulation_at(s, area, world, s->measures.npv));
}

/* The base, and in the same form what the alternatives are. */
static void write_in_worlds(writer *w, size_t area)
{
    write_figures(w, area, 0);
    if (w->s->worlds == 1) {
        return;
    }
    mkba_json_open(&w->json, "alternatives", '[');
    for (size_t world = 1; world < w->s->worlds; world++) {
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "world", w->s->world[world].name);
        write_distribution(w, "gain_npv_eur", mkba_simulation_gain(w->s, area, world));
        write_figures(w, area, world);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

/* ------------------------------------------------------------------ Decision, information */

static const char *option_name(const writer *w, size_t option)
{
    const mkba_information *info = &w->s->information;
    return option == info->options ? "stop"
           : info->may_stop        ? "keep"
                                   : w->s->world[option].name;
}

static void write_decision(writer *w)
{
    const mkba_information *info = &w->s->information;
    mkba_json_open(&w->json, "decision", '{');
    mkba_json_text(&w->json, "between", info->may_stop ? "keep_or_stop" : "worlds");
    mkba_json_open(&w->json, "options", '[');
    for (size_t o = 0; o < info->options + info->may_stop; o++) {
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "id", option_name(w, o));
        mkba_json_number(&w->json, "mean_npv_eur", o < info->options ? info->mean[o] : 0);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
    mkba_json_text(&w->json, "best", option_name(w, info->best));
    mkba_json_close(&w->json, '}');
}

static void write_worth(writer *w, const mkba_worth *worth, bool has_share)
{
    mkba_json_number(&w->json, "eur", worth->eur);
    mkba_json_number(&w->json, "per_year_eur", worth->eur / w->f->years);
    mkba_json_number(&w->json, "error", worth->error);
    if (has_share) {
        mkba_json_number(&w->json, "variance_share", worth->variance_share);
    }
}

static void write_streams(writer *w)
{
    mkba_json_open(&w->json, "streams", '[');
    for (size_t i = 0; i < w->f->findings; i++) {
        const mkba_finding *finding = &w->f->finding[i];
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "id", finding->stream->name);
        write_worth(w, finding->worth, true);
        mkba_json_text(&w->json, "evidence", finding->grade);
        mkba_json_open(&w->json, "members", '[');
        for (size_t k = 0; k < finding->members; k++) {
            mkba_json_text(&w->json, NULL, finding->key[k]);
        }
        mkba_json_close(&w->json, ']');
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

static const char *stream_in_slot(const writer *w, size_t slot)
{
    for (size_t i = 0; i < w->f->findings; i++) {
        if (w->f->finding[i].stream->slot == slot) {
            return w->f->finding[i].stream->name;
        }
    }
    return "";
}

static void write_groups(writer *w)
{
    const mkba_information *info = &w->s->information;
    mkba_json_open(&w->json, "groups", '[');
    for (size_t g = 0; g < info->groups; g++) {
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "id", info->group[g].name);
        write_worth(w, &info->group[g].worth, true);
        mkba_json_open(&w->json, "streams", '[');
        for (size_t k = 0; k < info->group[g].streams; k++) {
            mkba_json_text(&w->json, NULL, stream_in_slot(w, info->group[g].stream[k]));
        }
        mkba_json_close(&w->json, ']');
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

static void write_information(writer *w)
{
    mkba_json_open(&w->json, "information", '{');
    mkba_json_number(&w->json, "bins", (double)mkba_information_bins(&w->s->information));
    mkba_json_number(&w->json, "discounted_years", w->f->years);
    mkba_json_open_row(&w->json, "perfect");
    write_worth(w, &w->s->information.perfect, false);
    mkba_json_close(&w->json, '}');
    write_streams(w);
    write_groups(w);
    mkba_json_close(&w->json, '}');
}

/* ------------------------------------------------------------------ All of it */

static void write_worlds(writer *w)
{
    mkba_json_open(&w->json, "worlds", '[');
    for (size_t i = 0; i < w->s->worlds; i++) {
        mkba_json_open_row(&w->json, NULL);
        mkba_json_text(&w->json, "id", w->s->world[i].name);
        mkba_json_applied(&w->json, "scenario", w->s->world[i].areas->data);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

static void write_drawn(writer *w)
{
    mkba_json_open_row(&w->json, "drawn");
    mkba_json_number(&w->json, "numbers", (double)w->f->numbers);
    mkba_json_number(&w->json, "assumed", (double)w->f->assumed);
    mkba_json_number(&w->json, "streams", (double)w->f->findings);
    mkba_json_number(&w->json, "per_area", (double)w->f->local);
    mkba_json_close(&w->json, '}');
}

/* What was assumed on reading. */
static void write_messages(writer *w, const mkba_catalogue *catalogue)
{
    const mkba_areas *areas = w->s->world[0].areas;
    mkba_json_number(&w->json, "areas_without_scores", (double)w->f->unscored);
    mkba_json_open(&w->json, "assumptions", '[');
    mkba_json_add_messages(&w->json, catalogue, areas->data, areas->data->note,
                           areas->data->notes);
    mkba_json_add_messages(&w->json, catalogue, areas->data, areas->note, areas->notes);
    mkba_json_close(&w->json, ']');
}

static void write_areas(writer *w)
{
    mkba_json_open(&w->json, "areas", '[');
    for (size_t i = 0; i < w->s->areas; i++) {
        size_t area = w->f->position[i];
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "code", w->s->area[area].in_world[0]->code);
        mkba_json_text(&w->json, "name", w->s->area[area].in_world[0]->name);
        write_in_worlds(w, area);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
    mkba_json_open(&w->json, "total", '{');
    write_in_worlds(w, SIZE_MAX);
    mkba_json_close(&w->json, '}');
}

static void write_made_from(writer *w)
{
    const mkba_areas *all[MKBA_MOST_WORLDS];
    for (size_t i = 0; i < w->s->worlds; i++) {
        all[i] = w->s->world[i].areas;
    }
    mkba_json_made_from(&w->json, all, w->s->worlds, NULL);
}

void mkba_write_simulation_json(mkba_buffer *out, const mkba_findings *findings,
                                const mkba_catalogue *catalogue)
{
    const mkba_simulation *s = findings->simulation;
    writer w = {.json = {.out = out}, .s = s, .f = findings};
    mkba_json_open(&w.json, NULL, '{');
    mkba_json_text(&w.json, "schema", "mkba-simulation/1");
    mkba_json_text(&w.json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(&w.json, "data_edition", s->world[0].areas->data->edition);
    mkba_json_text(&w.json, "inputs_sha256", s->inputs_hash);
    write_made_from(&w);
    mkba_json_number(&w.json, "draws", (double)s->draws);
    mkba_json_number(&w.json, "seed", (double)s->seed);
    write_drawn(&w);
    write_worlds(&w);
    write_messages(&w, catalogue);
    write_decision(&w);
    write_information(&w);
    write_areas(&w);
    mkba_json_close(&w.json, '}');
}
