/* What to measure first: the decision, what all information would be worth, and what each
 * stream of draws would. */
#include "report/simulation_sheet.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ The decision */

static void write_best(const mkba_simulation_sheet *sheet)
{
    const mkba_information *info = &sheet->simulation->information;
    if (!info->may_stop) {
        mkba_simulation_say(sheet, "", "sim.best_world",
                            mkba_simulation_world_name(sheet, info->best),
                            &info->mean[info->best], 1);
        return;
    }
    mkba_simulation_say(sheet, "",
                        info->best < info->options ? "sim.best_keep" : "sim.best_stop", NULL,
                        info->mean, 1);
}

static void write_decision(const mkba_simulation_sheet *sheet)
{
    const mkba_simulation *s = sheet->simulation;
    const mkba_findings *f = sheet->findings;
    const mkba_worth *all = &s->information.perfect;
    double horizon = mkba_data_value(sheet->page.data, "horizon");
    if (s->information.may_stop) {
        mkba_page_text(&sheet->page, "sim.decide_stop");
    } else {
        mkba_simulation_say(sheet, "", "sim.decide_world", NULL, (double[]){(double)s->worlds},
                            1);
    }
    write_best(sheet);
    mkba_page_text(&sheet->page, s->information.may_stop ? "sim.not_free" : "sim.no_stop");
    mkba_page_blank(&sheet->page);
    mkba_simulation_say(sheet, "", f->nothing_to_learn ? "sim.evpi_nothing" : "sim.evpi", NULL,
                        (double[]){all->eur, horizon, all->eur / f->years, all->error}, 4);
}

/* ------------------------------------------------------------------ Streams */

static void add_worth(mkba_page_cells *cells, const mkba_findings *f, const mkba_worth *worth)
{
    mkba_cells_euro(cells, worth->eur);
    mkba_cells_euro(cells, worth->eur / f->years);
    mkba_cells_euro(cells, worth->error);
    mkba_cells_percent(cells, worth->variance_share);
}

/* What the members are called: each family of numbers once. */
static void name_members(mkba_buffer *out, const mkba_simulation_sheet *sheet,
                         const mkba_finding *finding)
{
    const mkba_data *d = sheet->page.data;
    mkba_language language = mkba_catalogue_language(sheet->page.catalogue);
    const char *last = "";
    if (!finding->stream->parameter) {
        mkba_buffer_add(out, d->column[finding->stream->column].label[language]);
        return;
    }
    for (size_t i = 0; i < finding->members; i++) {
        const char *label = mkba_data_parameter(d, finding->key[i])->family->label[language];
        if (strcmp(label, last) != 0 && (!out->text || !strstr(out->text, label))) {
            mkba_buffer_add(out, out->length > 0 ? "; " : "");
            mkba_buffer_add(out, label);
        }
        last = label;
    }
}

/* Without the area, and where it is too long for the column in two parts. */
static void key_in_column(char *out, size_t size, const char *name, size_t width)
{
    size_t length = strcspn(name, "@"), first = strcspn(name, ".") + 1;
    bool parts = length > width && first < length;
    snprintf(out, size, "%.*s%s%.*s", (int)(parts ? first : length), name,
             parts ? MKBA_SOFT_BREAK : "", (int)(parts ? length - first : 0),
             parts ? name + first : "");
}

static void write_stream(const mkba_simulation_sheet *sheet, const mkba_page_table *table,
                         const mkba_finding *finding)
{
    char key[MKBA_TEXT];
    mkba_page_cells cells;
    mkba_buffer names = {0};
    mkba_cells_start(&cells, &sheet->page);
    key_in_column(key, sizeof key, finding->stream->name, table->column[0].width);
    mkba_cells_text(&cells, key);
    add_worth(&cells, sheet->findings, finding->worth);
    mkba_cells_text(&cells, finding->grade);
    mkba_cells_number(&cells, (double)finding->members, 0);
    name_members(&names, sheet, finding);
    mkba_cells_note(&cells, mkba_buffer_text(&names));
    mkba_cells_row(&cells, table);
    sheet->page.out->failed |= names.failed;
    mkba_buffer_free(&names);
}

static size_t rows_shown(const mkba_simulation_sheet *sheet)
{
    size_t all = sheet->findings->findings, top = sheet->simulation->top;
    return top > 0 && top < all ? top : all;
}

static void write_streams(const mkba_simulation_sheet *sheet)
{
    static const mkba_page_table table = {
        .column =
            {{34, false}, {8, true}, {8, true}, {7, true}, {8, true}, {5, false}, {4, true}},
        .columns = 7};
    static const char *const header[] = {"sim.number", "sim.worth", "sim.per_year",
                                         "sim.error",  "sim.share", "sim.grade",
                                         "sim.members"};
    size_t shown = rows_shown(sheet), left = sheet->findings->findings - shown;
    mkba_page_blank(&sheet->page);
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < shown; i++) {
        write_stream(sheet, &table, &sheet->findings->finding[i]);
    }
    if (left > 0) {
        mkba_simulation_say(sheet, "", "sim.left", NULL, (double[]){(double)left}, 1);
    }
}

/* ------------------------------------------------------------------ Groups */

static void write_groups(const mkba_simulation_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{34, false}, {8, true}, {8, true}, {7, true}, {8, true}, {10, true}},
        .columns = 6};
    static const char *const header[] = {"sim.together", "sim.worth", "sim.per_year",
                                         "sim.error",    "sim.share", "sim.streams"};
    const mkba_information *info = &sheet->simulation->information;
    mkba_page_blank(&sheet->page);
    mkba_page_header(&sheet->page, &table, header);
    for (size_t g = 0; g < info->groups; g++) {
        mkba_page_cells cells;
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, info->group[g].name);
        add_worth(&cells, sheet->findings, &info->group[g].worth);
        mkba_cells_number(&cells, (double)info->group[g].streams, 0);
        mkba_cells_row(&cells, &table);
    }
    mkba_page_text(&sheet->page, "sim.together_explained");
}

/* ------------------------------------------------------------------ All of it */

void mkba_simulation_section_measure(const mkba_simulation_sheet *sheet)
{
    const mkba_findings *f = sheet->findings;
    mkba_page_heading(&sheet->page, "sim.measure");
    write_decision(sheet);
    if (f->findings > 0) {
        write_streams(sheet);
        mkba_page_text(&sheet->page,
                       f->nothing_to_learn ? "sim.by_share" : "sim.worth_explained");
        if (!f->nothing_to_learn && !(f->finding[0].worth->eur > 0)) {
            mkba_page_text(&sheet->page, "sim.only_together");
        }
        if (!f->nothing_to_learn) {
            mkba_simulation_say(sheet, "", "sim.noise", NULL, &f->noise, 1);
        }
        if (sheet->simulation->worlds > 1) {
            mkba_page_text(&sheet->page, "sim.share_of_base");
        }
    }
    if (sheet->simulation->information.groups > 0) {
        write_groups(sheet);
    }
    mkba_page_blank(&sheet->page);
    mkba_simulation_say(sheet, "- ", "sim.honest", NULL,
                        (double[]){(double)f->assumed, (double)f->numbers}, 2);
    if (f->local > 0) {
        mkba_page_paragraph(&sheet->page, "- ",
                            mkba_say(sheet->page.catalogue, "sim.local_left"));
    }
    mkba_page_paragraph(&sheet->page, "- ",
                        mkba_say(sheet->page.catalogue, "sim.no_forecast"));
}
