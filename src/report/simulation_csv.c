/* A simulation as rows of area; world; figure; statistic; value. What holds for the decision
 * as a whole has no world; what does not exist has no value. */
#include "report/writers.h"

#include <math.h>

typedef struct {
    mkba_buffer *out;
    const mkba_simulation *s;
    const char *area, *world;
} writer;

static void write_row(const writer *w, const char *before, const char *figure,
                      const char *statistic, double value)
{
    mkba_write_csv_cell(w->out, w->area);
    mkba_buffer_add(w->out, ";");
    mkba_write_csv_cell(w->out, w->world);
    mkba_buffer_add(w->out, ";");
    mkba_buffer_add(w->out, before);
    mkba_write_csv_cell(w->out, figure);
    mkba_buffer_add(w->out, ";");
    mkba_buffer_add(w->out, statistic);
    mkba_buffer_add(w->out, ";");
    if (isfinite(value)) {
        mkba_buffer_add_double(w->out, value);
    }
    mkba_buffer_add(w->out, "\n");
}

static void write_figure(const writer *w, const char *figure, const mkba_distribution *d)
{
    mkba_statistic row[MKBA_STATISTICS];
    mkba_statistics(row, d);
    for (size_t i = 0; i < MKBA_STATISTICS; i++) {
        write_row(w, "", figure, row[i].name, row[i].value);
    }
}

static void write_world(writer *w, size_t area, size_t world)
{
    const mkba_simulation *s = w->s;
    w->world = s->world[world].name;
    for (size_t m = 0; m < s->measures.count; m++) {
        write_figure(w, s->measures.measure[m].path, mkba_simulation_at(s, area, world, m));
    }
    write_row(w, "", "ratio", "of_means", mkba_ratio_of_means(s, area, world));
    if (world > 0) {
        write_figure(w, "gain_npv_eur", mkba_simulation_gain(s, area, world));
    }
}

static void write_worth(const writer *w, const mkba_findings *f, const char *before,
                        const char *name, const mkba_worth *worth, bool has_share)
{
    write_row(w, before, name, "eur", worth->eur);
    write_row(w, before, name, "per_year_eur", worth->eur / f->years);
    write_row(w, before, name, "error", worth->error);
    if (has_share) {
        write_row(w, before, name, "variance_share", worth->variance_share);
    }
}

static void write_information(writer *w, const mkba_findings *f)
{
    const mkba_information *info = &w->s->information;
    w->world = "";
    write_worth(w, f, "", "evpi", &info->perfect, false);
    for (size_t i = 0; i < f->findings; i++) {
        write_worth(w, f, "evppi.", f->finding[i].stream->name, f->finding[i].worth, true);
    }
    for (size_t g = 0; g < info->groups; g++) {
        write_worth(w, f, "evppi_group.", info->group[g].name, &info->group[g].worth, true);
    }
}

static void write_area(writer *w, const char *code, size_t area)
{
    w->area = code;
    for (size_t world = 0; world < w->s->worlds; world++) {
        write_world(w, area, world);
    }
}

void mkba_write_simulation_csv(mkba_buffer *out, const mkba_findings *findings)
{
    const mkba_simulation *s = findings->simulation;
    writer w = {.out = out, .s = s};
    mkba_buffer_add(out, "area;world;figure;statistic;value\n");
    for (size_t i = 0; i < s->areas; i++) {
        size_t area = findings->position[i];
        write_area(&w, s->area[area].in_world[0]->code, area);
    }
    if (s->areas == 1) { /* the decision about the total is that about the area */
        write_information(&w, findings);
    }
    write_area(&w, "total", SIZE_MAX);
    write_information(&w, findings);
}
