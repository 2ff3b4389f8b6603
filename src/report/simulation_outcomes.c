/* What came out of a simulation in one world: spread, chance, ratio, parties, histogram. */
#include "report/simulation_sheet.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ Figures */

static void add_euros(mkba_page_cells *cells, const mkba_distribution *d, double unit)
{
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        mkba_cells_number(cells, d->quantile[q] / unit, 0);
    }
    mkba_cells_number(cells, d->mean / unit, 0);
}

/* The mean of a ratio is left out: where the cost is near 0 a few draws decide it. */
static void add_ratio(mkba_page_cells *cells, const mkba_distribution *d)
{
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        mkba_cells_number(cells, d->quantile[q], 2);
    }
    mkba_cells_text(cells, "");
}

static void write_figures(const mkba_simulation_sheet *sheet, size_t world)
{
    static const mkba_page_table table = {
        .column =
            {{20, false}, {9, true}, {9, true}, {9, true}, {9, true}, {9, true}, {9, true}},
        .columns = 7};
    static const char *const header[] = {"sim.figure", "5%",  "25%",     "50%",
                                         "75%",        "95%", "sim.mean"};
    static const struct {
        const char *path, *label;
    } rows[] = {{"npv_eur", "line.npv"},
                {"benefit_pv_eur", "scenario.benefit"},
                {"additional_cost_pv_eur", "line.cost"},
                {"ratio", "scenario.ratio"},
                {"potential_eur", "sim.potential"},
                {"within_reach_eur", "sim.within_reach"}};
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        mkba_page_cells cells;
        size_t m = mkba_simulation_measure(sheet->simulation, rows[i].path);
        const mkba_distribution *d = mkba_simulation_at(sheet->simulation, SIZE_MAX, world, m);
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, mkba_say(sheet->page.catalogue, rows[i].label));
        if (m == sheet->simulation->measures.ratio) {
            add_ratio(&cells, d);
        } else {
            add_euros(&cells, d, sheet->page.unit);
        }
        mkba_cells_row(&cells, &table);
    }
}

/* ------------------------------------------------------------------ In words */

static void write_chance(const mkba_simulation_sheet *sheet, size_t world)
{
    const mkba_distribution *npv = mkba_simulation_npv(sheet, SIZE_MAX, world);
    double draws = (double)npv->defined;
    if (!(npv->sd > 0)) {
        mkba_simulation_say(sheet, "", "sim.even", NULL, &npv->mean, 1);
        return;
    }
    if (npv->positive > 0 && npv->positive < 1) {
        mkba_simulation_say(sheet, "", "sim.chance", NULL,
                            (double[]){100 * npv->positive, 100 * mkba_chance_error(npv)}, 2);
    } else {
        mkba_simulation_say(sheet, "",
                            npv->positive > 0 ? "sim.chance_always" : "sim.chance_never", NULL,
                            (double[]){draws, 100 * mkba_chance_bound(draws)}, 2);
    }
    mkba_simulation_say(sheet, "", "sim.mean_error", NULL,
                        (double[]){npv->mean, npv->mean_error}, 2);
    if (world == 0) {
        mkba_page_text(&sheet->page, "sim.mean_not_central");
    }
    if (npv->quantile_error > 0) {
        mkba_simulation_say(sheet, "", "sim.binned", NULL, &npv->quantile_error, 1);
    }
}

static void write_ratio(const mkba_simulation_sheet *sheet, size_t world)
{
    const mkba_simulation *s = sheet->simulation;
    const mkba_distribution *d = mkba_simulation_at(s, SIZE_MAX, world, s->measures.ratio);
    double undefined = mkba_undefined_share(s, d);
    if (d->defined == 0) {
        mkba_page_text(&sheet->page, "outcome.no_cost");
        return;
    }
    mkba_simulation_say(sheet, "", "sim.ratio", NULL,
                        (double[]){d->quantile[2], d->quantile[0], d->quantile[4],
                                   mkba_ratio_of_means(s, SIZE_MAX, world)},
                        4);
    if (world == 0) {
        mkba_page_text(&sheet->page, "sim.ratio_no_mean");
    }
    if (undefined > 0) {
        mkba_simulation_say(sheet, "", "sim.ratio_undefined", NULL,
                            (double[]){100 * undefined}, 1);
    }
    if (d->quantile[0] < 0) {
        mkba_page_text(&sheet->page, "sim.ratio_negative");
    }
}

void mkba_simulation_section_outcomes(const mkba_simulation_sheet *sheet, size_t world)
{
    write_figures(sheet, world);
    mkba_page_blank(&sheet->page);
    write_chance(sheet, world);
    write_ratio(sheet, world);
}

/* ------------------------------------------------------------------ Parties */

static const mkba_distribution *of_party(const mkba_simulation_sheet *sheet, size_t world,
                                         const char *party, const char *figure)
{
    char path[MKBA_TEXT];
    snprintf(path, sizeof path, "parties.%s.%s", party, figure);
    return mkba_simulation_at(sheet->simulation, SIZE_MAX, world,
                              mkba_simulation_measure(sheet->simulation, path));
}

static void write_party(const mkba_simulation_sheet *sheet, const mkba_page_table *table,
                        const char *label, const mkba_distribution *d)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, &sheet->page);
    mkba_cells_text(&cells, label);
    for (size_t q = 0; q < MKBA_QUANTILES; q += 2) {
        mkba_cells_euro(&cells, d->quantile[q]);
    }
    mkba_cells_euro(&cells, d->mean);
    mkba_cells_row(&cells, table);
}

/* One figure of all parties; those with nothing in any draw share a sentence. */
static void write_parties(const mkba_simulation_sheet *sheet, size_t world, const char *title,
                          const char *figure)
{
    static const mkba_page_table table = {
        .column = {{30, false}, {11, true}, {11, true}, {11, true}, {11, true}}, .columns = 5};
    const char *const header[] = {title, "5%", "50%", "95%", "sim.mean"};
    const mkba_data *d = sheet->page.data;
    mkba_language language = mkba_catalogue_language(sheet->page.catalogue);
    mkba_buffer nothing = {0};
    bool any = false;
    for (size_t i = 0; i < d->parties; i++) {
        size_t before = nothing.length;
        const mkba_distribution *amount = of_party(sheet, world, d->party[i].id, figure);
        if (!mkba_is_nothing(amount)) {
            if (!any) {
                mkba_page_header(&sheet->page, &table, header);
            }
            any = true;
            write_party(sheet, &table, d->party[i].label[language], amount);
            continue;
        }
        mkba_buffer_add(&nothing, nothing.length > 0
                                      ? ", "
                                      : mkba_say(sheet->page.catalogue, "sim.party_nothing"));
        mkba_buffer_add(&nothing, before > 0 ? "" : " ");
        mkba_buffer_add(&nothing, d->party[i].label[language]);
    }
    if (!any) {
        mkba_page_paragraph(&sheet->page, "", mkba_say(sheet->page.catalogue, title));
    }
    if (nothing.length > 0) {
        mkba_buffer_add(&nothing, ".");
        mkba_page_paragraph(&sheet->page, "", mkba_buffer_text(&nothing));
    }
    sheet->page.out->failed |= nothing.failed;
    mkba_buffer_free(&nothing);
}

void mkba_simulation_section_parties(const mkba_simulation_sheet *sheet, size_t world)
{
    mkba_page_blank(&sheet->page);
    write_parties(sheet, world, "party.pv", "pv_eur");
    mkba_page_blank(&sheet->page);
    write_parties(sheet, world, "party.budget", "budget_year_2_eur");
}

/* ------------------------------------------------------------------ Histogram */

enum { ROWS = 16, PER_ROW = MKBA_SHOWN_BINS / ROWS, BAR = 40 };

static double row_share(const mkba_distribution *d, size_t row)
{
    double count = 0;
    for (size_t b = 0; b < PER_ROW; b++) {
        count += (double)d->bin[row * PER_ROW + b];
    }
    return count / (double)d->defined;
}

/* The bar, and where zero lies in the row a mark behind it. */
static void write_bar(char *out, size_t size, const mkba_simulation_sheet *sheet, double part,
                      bool has_zero)
{
    size_t length = (size_t)(part * BAR + 0.5);
    snprintf(out, size, "%.*s%s%s", (int)length, "########################################",
             has_zero && length > 0 ? " " : "",
             has_zero ? mkba_say(sheet->page.catalogue, "sim.zero") : "");
}

void mkba_simulation_section_histogram(const mkba_simulation_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{11, true}, {11, true}, {7, true}, {48, false}}, .columns = 4, .bar = 3};
    static const char *const header[] = {"sim.from", "sim.to", "sim.part", "sim.histogram"};
    const mkba_distribution *d = mkba_simulation_npv(sheet, SIZE_MAX, 0);
    double width = (d->high - d->low) / ROWS, most = 0;
    if (!(width > 0)) {
        return;
    }
    for (size_t row = 0; row < ROWS; row++) {
        most = fmax(most, row_share(d, row));
    }
    mkba_page_blank(&sheet->page);
    mkba_page_header(&sheet->page, &table, header);
    for (size_t row = 0; row < ROWS; row++) {
        double from = d->low + (double)row * width, share = row_share(d, row);
        char bar[MKBA_TEXT];
        mkba_page_cells cells;
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_euro(&cells, from);
        mkba_cells_euro(&cells, from + width);
        mkba_cells_percent(&cells, share);
        write_bar(bar, sizeof bar, sheet, share / most, from <= 0 && from + width > 0);
        mkba_cells_text(&cells, bar);
        mkba_cells_row(&cells, &table);
    }
    mkba_page_text(&sheet->page, "sim.histogram_ends");
}
