/* A simulation for people: what was drawn, each world, worlds side by side, each area, and
 * what to measure first. */
#include "report/simulation_sheet.h"
#include "report/writers.h"

#include <math.h>
#include <stdio.h>

const char *mkba_simulation_world_name(const mkba_simulation_sheet *sheet, size_t world)
{
    return world == 0 ? mkba_say(sheet->page.catalogue, "sim.base")
                      : sheet->simulation->world[world].name;
}

const mkba_distribution *mkba_simulation_npv(const mkba_simulation_sheet *sheet, size_t area,
                                             size_t world)
{
    return mkba_simulation_at(sheet->simulation, area, world, sheet->simulation->measures.npv);
}

void mkba_simulation_say(const mkba_simulation_sheet *sheet, const char *mark, const char *id,
                         const char *word, const double *number, size_t numbers)
{
    mkba_page_say(&sheet->page, mark, id, MKBA_WORDS(word), number, numbers);
}

/* ------------------------------------------------------------------ What was drawn */

static double largest(const mkba_distribution *d)
{
    double low = fabs(d->quantile[0]), high = fabs(d->quantile[MKBA_QUANTILES - 1]);
    return low > high ? low : high;
}

/* Euros for a neighbourhood, thousands for a municipality, millions for the country: seven
 * digits at most. */
static double unit_for(double most)
{
    return most >= 1e9 ? 1e6 : most >= 1e6 ? 1e3 : 1;
}

static double unit_of_total(const mkba_simulation *s)
{
    double most = 0;
    for (size_t w = 0; w < s->worlds; w++) {
        most = fmax(most, largest(mkba_simulation_at(s, SIZE_MAX, w, s->measures.npv)));
        most = fmax(most, largest(mkba_simulation_at(s, SIZE_MAX, w, s->measures.benefit)));
        most = fmax(most, largest(mkba_simulation_at(s, SIZE_MAX, w, s->measures.cost)));
    }
    return unit_for(most);
}

static void write_title(const mkba_simulation_sheet *sheet)
{
    const mkba_simulation *s = sheet->simulation;
    const mkba_area *only = s->area[0].in_world[0];
    mkba_page_say_title(&sheet->page, s->areas == 1 ? "sim.title" : "sim.title_total",
                        MKBA_WORDS(only->name, only->code), (double[]){(double)s->areas}, 1);
    mkba_page_about(&sheet->page);
    mkba_page_text(&sheet->page, "title.indicative");
}

static void write_drawn(const mkba_simulation_sheet *sheet)
{
    const mkba_simulation *s = sheet->simulation;
    const mkba_findings *f = sheet->findings;
    char seed[32];
    snprintf(seed, sizeof seed, "%llu", (unsigned long long)s->seed);
    mkba_page_heading(&sheet->page, "sim.drawn_heading");
    mkba_simulation_say(sheet, "", "sim.drawn", seed,
                        (double[]){(double)s->draws, (double)f->numbers, (double)f->findings},
                        3);
    if (f->local > 0) {
        mkba_simulation_say(sheet, "", "sim.local", NULL, (double[]){(double)f->local}, 1);
    }
    mkba_page_text(&sheet->page, "sim.fixed");
    if (f->unscored > 0) {
        mkba_page_blank(&sheet->page);
        mkba_simulation_say(sheet, "",
                            s->areas == 1 ? "outcome.no_scores" : "outcome.areas_no_scores",
                            NULL, (double[]){(double)f->unscored, (double)s->areas}, 2);
    }
}

/* ------------------------------------------------------------------ Worlds */

/* A row of a table with a spread and a chance. */
static void write_spread(const mkba_page *page, const mkba_page_table *table,
                         const char *const *name, size_t names, const mkba_distribution *d)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, page);
    for (size_t i = 0; i < names; i++) {
        mkba_cells_text(&cells, name[i]);
    }
    for (size_t q = 0; q < MKBA_QUANTILES; q += 2) {
        mkba_cells_euro(&cells, d->quantile[q]);
    }
    if (names == 1) {
        mkba_cells_euro(&cells, d->mean);
    }
    mkba_cells_percent(&cells, d->positive);
    mkba_cells_row(&cells, table);
}

static void write_worlds(const mkba_simulation_sheet *sheet, const char *title, size_t first)
{
    static const mkba_page_table table = {
        .column = {{27, false}, {10, true}, {10, true}, {10, true}, {10, true}, {8, true}},
        .columns = 6};
    const char *const header[] = {title, "5%", "50%", "95%", "sim.mean", "sim.chance_short"};
    mkba_page_header(&sheet->page, &table, header);
    for (size_t w = first; w < sheet->simulation->worlds; w++) {
        const char *name = mkba_simulation_world_name(sheet, w);
        write_spread(&sheet->page, &table, &name, 1,
                     first == 0 ? mkba_simulation_npv(sheet, SIZE_MAX, w)
                                : mkba_simulation_gain(sheet->simulation, SIZE_MAX, w));
    }
}

static void write_side_by_side(const mkba_simulation_sheet *sheet)
{
    mkba_page_heading(&sheet->page, "sim.worlds");
    write_worlds(sheet, "line.npv", 0);
    mkba_page_blank(&sheet->page);
    write_worlds(sheet, "sim.gain", 1);
    mkba_page_text(&sheet->page, "sim.gain_explained");
}

/* Which scenarios a world consists of. */
static void write_applied(const mkba_simulation_sheet *sheet, size_t world)
{
    const mkba_data *d = sheet->simulation->world[world].areas->data;
    mkba_page_applied(&sheet->page, d, "");
    if (d->n_applied > 0) {
        mkba_page_blank(&sheet->page);
    }
}

static void write_world(const mkba_simulation_sheet *sheet, size_t world)
{
    bool only = sheet->simulation->worlds == 1;
    mkba_page_say_heading(&sheet->page, only ? "sim.outcome" : "sim.outcome_of",
                          MKBA_WORDS(mkba_simulation_world_name(sheet, world)), NULL, 0);
    write_applied(sheet, world);
    mkba_simulation_section_outcomes(sheet, world);
    if (world == 0) {
        mkba_simulation_section_histogram(sheet);
    }
    mkba_simulation_section_parties(sheet, world);
}

/* ------------------------------------------------------------------ Areas */

static double unit_of_areas(const mkba_simulation *s)
{
    double most = 0;
    for (size_t a = 0; a < s->areas; a++) {
        for (size_t w = 0; w < s->worlds; w++) {
            most = fmax(most, largest(mkba_simulation_at(s, a, w, s->measures.npv)));
        }
    }
    return unit_for(most);
}

static void write_areas(const mkba_simulation_sheet *sheet, size_t world)
{
    static const mkba_page_table table = {
        .column = {{9, false}, {24, false}, {11, true}, {11, true}, {11, true}, {8, true}},
        .columns = 6};
    static const char *const header[] = {"areas.code", "areas.name", "5%",
                                         "50%",        "95%",        "sim.chance_short"};
    const mkba_simulation *s = sheet->simulation;
    mkba_page page = sheet->page;
    page.unit = unit_of_areas(s);
    mkba_page_header(&page, &table, header);
    for (size_t i = 0; i < s->areas; i++) {
        size_t a = sheet->findings->position[i];
        const mkba_area *area = s->area[a].in_world[0];
        const char *name[] = {area->code, area->name};
        write_spread(&page, &table, name, 2, mkba_simulation_npv(sheet, a, world));
    }
}

static void write_all_areas(const mkba_simulation_sheet *sheet)
{
    double unit = unit_of_areas(sheet->simulation);
    mkba_page_heading(&sheet->page, "sim.areas");
    if (unit < sheet->page.unit || unit > sheet->page.unit) {
        mkba_page_text(&sheet->page, unit > 1 ? "sim.thousands" : "sim.euros");
        mkba_page_blank(&sheet->page);
    }
    for (size_t w = 0; w < sheet->simulation->worlds; w++) {
        if (sheet->simulation->worlds > 1) {
            mkba_page_blank(&sheet->page);
            mkba_simulation_say(sheet, "", "sim.outcome_of",
                                mkba_simulation_world_name(sheet, w), NULL, 0);
        }
        write_areas(sheet, w);
    }
}

/* ------------------------------------------------------------------ Remarks */

/* What the user changed in the base, and what was assumed on reading. */
static void write_remarks(const mkba_simulation_sheet *sheet)
{
    const mkba_areas *areas = sheet->simulation->world[0].areas;
    const mkba_data *d = areas->data;
    mkba_page_heading(&sheet->page, "sim.remarks");
    mkba_page_overridden(&sheet->page);
    for (size_t i = 0; i < d->notes; i++) {
        mkba_page_message(&sheet->page, "- ", &d->note[i]);
    }
    for (size_t i = 0; i < areas->notes; i++) {
        mkba_page_message(&sheet->page, "- ", &areas->note[i]);
    }
    mkba_page_paragraph(&sheet->page, "- ", mkba_say(sheet->page.catalogue, "sim.more"));
}

void mkba_write_simulation_table(const mkba_page *on, const mkba_findings *findings)
{
    const mkba_simulation *s = findings->simulation;
    mkba_simulation_sheet sheet = {.page = *on, .simulation = s, .findings = findings};
    sheet.page.data = s->world[0].areas->data;
    sheet.page.unit = unit_of_total(s);
    write_title(&sheet);
    write_drawn(&sheet);
    if (s->worlds > 1) {
        write_side_by_side(&sheet);
    }
    for (size_t w = 0; w < s->worlds; w++) {
        write_world(&sheet, w);
    }
    if (s->areas > 1) {
        write_all_areas(&sheet);
    }
    mkba_simulation_section_measure(&sheet);
    write_remarks(&sheet);
}
