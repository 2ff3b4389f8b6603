#include "analysis/route.h"
#include "report/sections.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* A tenth of an fte does not matter among thousands. */
static int fte_decimals(double fte)
{
    return fte < 1000 ? 1 : 0;
}

static void write_fte(mkba_buffer *out, const mkba_sheet *sheet, double fte)
{
    mkba_write_number(out, sheet->page.catalogue, fte, fte_decimals(fte));
}

void mkba_section_segments(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column =
            {{19, false}, {10, true}, {9, true}, {8, true}, {9, true}, {8, true}, {11, true}},
        .columns = 7};
    static const char *const header[] = {
        "segment.name",     "segment.households", "segment.helped",  "segment.fte",
        "segment.caseload", "segment.norm",       "segment.fte_norm"};
    const mkba_data *d = sheet->result->data;
    mkba_page_heading(&sheet->page, "segment.heading");
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < d->segments; i++) {
        const char *id = d->segment[i].id;
        double fte = mkba_sheet_item(sheet, "segments.%s.fte", id);
        mkba_page_cells cells;
        mkba_buffer norm = {0}, needed = {0};
        mkba_write_number(&norm, sheet->page.catalogue,
                          mkba_sheet_item(sheet, "segments.%s.norm_low", id), 0);
        mkba_buffer_add(&norm, "-");
        mkba_write_number(&norm, sheet->page.catalogue,
                          mkba_sheet_item(sheet, "segments.%s.norm_high", id), 0);
        write_fte(&needed, sheet, mkba_sheet_item(sheet, "segments.%s.fte_needed_low", id));
        mkba_buffer_add(&needed, "-");
        write_fte(&needed, sheet, mkba_sheet_item(sheet, "segments.%s.fte_needed_high", id));
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, mkba_sheet_label(sheet, d->segment[i].label));
        mkba_cells_number(&cells, mkba_sheet_item(sheet, "segments.%s.households", id), 0);
        mkba_cells_number(&cells, mkba_sheet_item(sheet, "segments.%s.helped_per_year", id),
                          0);
        mkba_cells_number(&cells, fte, fte_decimals(fte));
        mkba_cells_number(&cells, mkba_sheet_item(sheet, "segments.%s.caseload", id), 1);
        mkba_cells_text(&cells, mkba_buffer_text(&norm));
        mkba_cells_text(&cells, mkba_buffer_text(&needed));
        mkba_cells_row(&cells, &table);
        mkba_buffer_free(&norm);
        mkba_buffer_free(&needed);
    }
    mkba_page_text(&sheet->page, "segment.explained");
}

/* The range of the replaced share: entered, or as the number has it. */
void mkba_section_costs(const mkba_sheet *sheet)
{
    const mkba_parameter *p = mkba_data_parameter(sheet->result->data, "replaced_share");
    double gross = mkba_sheet_figure(sheet, "team_cost_eur");
    double extra = mkba_sheet_figure(sheet, "additional_cost_eur");
    mkba_page_heading(&sheet->page, "cost.heading");
    mkba_sheet_say(sheet, "", "cost.gross",
                   (double[]){gross, extra, gross > 0 ? 1 - extra / gross : (double)NAN}, 3);
    mkba_sheet_say(sheet, "", "cost.replaced",
                   (double[]){p ? p->value : (double)NAN, p ? p->low : (double)NAN,
                              p ? p->high : (double)NAN},
                   3);
    mkba_sheet_say(sheet, "", "cost.present",
                   (double[]){mkba_sheet_figure(sheet, "gross_cost_pv_eur"),
                              mkba_sheet_figure(sheet, "additional_cost_pv_eur")},
                   2);
}

/* In the area, or in any of several. */
static bool is_measured(const mkba_sheet *sheet, const mkba_line *line)
{
    const char *route = mkba_route_of(sheet->result, sheet->outcome, line);
    return strcmp(route, "measured") == 0 || strcmp(route, "mixed") == 0;
}

static void write_line(const mkba_sheet *sheet, const mkba_page_table *table,
                       const mkba_line *line)
{
    mkba_page_cells cells;
    bool transfer = strcmp(line->kind, "transfer") == 0;
    mkba_buffer name = {0};
    mkba_buffer_add(&name, mkba_sheet_label(sheet, line->label));
    mkba_buffer_add(&name, transfer ? " *" : "");
    mkba_buffer_add(&name, is_measured(sheet, line) ? " (M)" : "");
    mkba_cells_start(&cells, &sheet->page);
    mkba_cells_text(&cells, mkba_buffer_text(&name));
    mkba_cells_euro(&cells, mkba_sheet_item(sheet, "lines.%s.spend_eur", line->id));
    mkba_cells_euro(&cells, mkba_sheet_item(sheet, "lines.%s.saving_pv_eur", line->id));
    mkba_cells_euro(&cells, -mkba_sheet_item(sheet, "lines.%s.need_pv_eur", line->id));
    mkba_cells_euro(&cells, -mkba_sheet_item(sheet, "lines.%s.refer_pv_eur", line->id));
    mkba_cells_euro(&cells, mkba_sheet_item(sheet, "lines.%s.pv_eur", line->id));
    mkba_cells_row(&cells, table);
    mkba_buffer_free(&name);
}

static void write_sum(const mkba_sheet *sheet, const mkba_page_table *table)
{
    mkba_page_cells cells;
    const char *const names[] = {"line.benefit", "line.cost", "line.npv"};
    double value[] = {mkba_sheet_figure(sheet, "benefit_pv_eur"),
                      -mkba_sheet_figure(sheet, "additional_cost_pv_eur"),
                      mkba_sheet_figure(sheet, "npv_eur")};
    mkba_page_rule(&sheet->page, table);
    for (size_t i = 0; i < 3; i++) {
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, mkba_say(sheet->page.catalogue, names[i]));
        for (size_t k = 0; k < 4; k++) {
            mkba_cells_text(&cells, "");
        }
        mkba_cells_euro(&cells, value[i]);
        mkba_cells_row(&cells, table);
    }
}

static void write_segment_balance(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{31, false}, {15, true}, {15, true}, {15, true}}, .columns = 4};
    static const char *const header[] = {"balance.name", "balance.saving", "balance.cost",
                                         "balance.sum"};
    const mkba_data *d = sheet->result->data;
    double rest[2] = {mkba_sheet_figure(sheet, "benefit_pv_eur"),
                      mkba_sheet_figure(sheet, "additional_cost_pv_eur")};
    mkba_page_blank(&sheet->page);
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i <= d->segments; i++) {
        mkba_page_cells cells;
        bool last = i == d->segments;
        double saving =
            last ? rest[0]
                 : mkba_sheet_item(sheet, "segments.%s.saving_pv_eur", d->segment[i].id);
        double cost =
            last ? rest[1]
                 : mkba_sheet_item(sheet, "segments.%s.cost_pv_eur", d->segment[i].id);
        rest[0] -= saving;
        rest[1] -= cost;
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, last ? mkba_say(sheet->page.catalogue, "balance.rest")
                                     : mkba_sheet_label(sheet, d->segment[i].label));
        mkba_cells_euro(&cells, saving);
        mkba_cells_euro(&cells, -cost);
        mkba_cells_euro(&cells, saving - cost);
        mkba_cells_row(&cells, &table);
    }
}

void mkba_section_lines(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{24, false}, {11, true}, {10, true}, {10, true}, {10, true}, {10, true}},
        .columns = 6};
    static const char *const header[] = {"line.name", "line.spend", "line.saving",
                                         "line.need", "line.refer", "line.pv"};
    const mkba_data *d = sheet->result->data;
    bool transfers = false, measured = false;
    mkba_page_heading(&sheet->page, "line.heading");
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < d->lines; i++) {
        if (strcmp(d->line[i].kind, "pm") != 0 || is_measured(sheet, &d->line[i])) {
            write_line(sheet, &table, &d->line[i]);
            measured = measured || is_measured(sheet, &d->line[i]);
            transfers = transfers || strcmp(d->line[i].kind, "transfer") == 0;
        }
    }
    write_sum(sheet, &table);
    if (transfers) {
        mkba_page_text(&sheet->page, "line.transfer");
    }
    if (measured) {
        mkba_page_text(&sheet->page, "measurement.mark");
    }
    write_segment_balance(sheet);
}

void mkba_section_pm(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    mkba_page_heading(&sheet->page, "pm.heading");
    mkba_page_text(&sheet->page, "pm.explained");
    for (size_t i = 0; i < d->lines; i++) {
        const mkba_line *line = &d->line[i];
        const char *route = mkba_route_of(sheet->result, sheet->outcome, line);
        if (strcmp(line->kind, "pm") != 0 || strcmp(route, "measured") == 0) {
            continue;
        }
        mkba_buffer text = {0};
        mkba_buffer_add(&text, mkba_sheet_label(sheet, line->label));
        if (mkba_sheet_label(sheet, line->note)[0]) {
            mkba_buffer_add(&text, ". ");
            mkba_buffer_add(&text, mkba_sheet_label(sheet, line->note));
        }
        char mark[] = "PM (?)  ";
        mark[4] = line->expected_sign[0] ? line->expected_sign[0] : '?';
        mkba_page_take(&sheet->page, mark, &text);
    }
}

void mkba_section_parties(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{24, false}, {13, true}, {13, true}, {13, true}, {13, true}}, .columns = 5};
    static const char *const header[] = {"party.name", "party.benefit", "party.cost",
                                         "party.pv", "party.budget"};
    static const char *const paths[] = {"parties.%s.benefit_pv_eur", "parties.%s.cost_pv_eur",
                                        "parties.%s.pv_eur", "parties.%s.budget_year_2_eur"};
    const mkba_data *d = sheet->result->data;
    double sum[4] = {0};
    mkba_page_heading(&sheet->page, "party.heading");
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i <= d->parties; i++) {
        mkba_page_cells cells;
        bool last = i == d->parties;
        if (last) {
            mkba_page_rule(&sheet->page, &table);
        }
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, last ? mkba_say(sheet->page.catalogue, "party.total")
                                     : mkba_sheet_label(sheet, d->party[i].label));
        for (size_t k = 0; k < 4; k++) {
            double value =
                last ? sum[k]
                     : (k == 1 ? -1 : 1) * mkba_sheet_item(sheet, paths[k], d->party[i].id);
            sum[k] += value;
            mkba_cells_euro(&cells, value);
        }
        mkba_cells_row(&cells, &table);
    }
    mkba_page_text(&sheet->page, "party.explained");
}

void mkba_section_years(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{10, false}, {16, true}, {16, true}, {16, true}, {18, true}}, .columns = 5};
    static const char *const header[] = {"year.name", "year.benefit", "year.cost", "year.net",
                                         "year.cumulative"};
    static const char *const paths[] = {"years.%s.benefit_eur", "years.%s.cost_eur",
                                        "years.%s.net_eur", "years.%s.cumulative_pv_eur"};
    const mkba_data *d = sheet->result->data;
    long first = (long)mkba_data_value(d, "start_year");
    long horizon = (long)mkba_data_value(d, "horizon");
    mkba_page_heading(&sheet->page, "year.heading");
    mkba_page_header(&sheet->page, &table, header);
    for (long t = 0; t < horizon; t++) {
        mkba_page_cells cells;
        mkba_buffer year = {0};
        char item[24];
        snprintf(item, sizeof item, "%ld", t);
        mkba_buffer_add_int(&year, first + t);
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, mkba_buffer_text(&year));
        for (size_t k = 0; k < 4; k++) {
            mkba_cells_euro(&cells,
                            (k == 1 ? -1 : 1) * mkba_sheet_item(sheet, paths[k], item));
        }
        mkba_cells_row(&cells, &table);
        mkba_buffer_free(&year);
    }
}
