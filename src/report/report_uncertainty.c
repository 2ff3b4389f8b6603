/* The tornado and the distribution, when they were asked for. */
#include "report/report.h"

#include "report/page_html.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_SWINGS = 40, FEW_KINDS = 2, COLUMNS = 16, PER_COLUMN = MKBA_SHOWN_BINS / COLUMNS };

/* ------------------------------------------------------------------ Tornado */

static const mkba_sensitivity_part *part_of(const mkba_report *report)
{
    const mkba_sensitivity *s = report->sensitivity;
    size_t part = s->parts == 1 || report->area == SIZE_MAX ? 0 : 1 + report->area;
    return part < s->parts ? &s->part[part] : NULL;
}

/* A number as people read it: a share as a percentage. */
static void add_place(mkba_buffer *out, const mkba_report *report, const mkba_axis *axis,
                      double value)
{
    const mkba_catalogue *c = report->sheet.page.catalogue;
    if (strcmp(axis->unit, "fraction") == 0) {
        mkba_write_percent(out, c, value, fabs(value) < 0.1 ? 1 : 0);
    } else {
        double size = fabs(value) > 0 ? floor(log10(fabs(value))) : 0;
        double step = pow(10, size - 2);
        mkba_write_precise(out, c, isfinite(value) ? round(value / step) * step : value);
    }
}

/* What the numbers of a group are, each kind once; the first few. */
static void name_families(mkba_buffer *out, const mkba_report *report, const mkba_axis *axis)
{
    const mkba_data *d = report->result->data;
    mkba_language language = mkba_catalogue_language(report->sheet.page.catalogue);
    const mkba_family *last = NULL;
    size_t kinds = 0;
    for (size_t i = 0; i < axis->members; i++) {
        const mkba_family *family = d->parameter[axis->member[i]].family;
        if (family != last && kinds++ < FEW_KINDS) {
            mkba_buffer_add(out, kinds > 1 ? "; " : "");
            mkba_buffer_add(out, family->label[language]);
        }
        last = family;
    }
    mkba_buffer_add(out, kinds > FEW_KINDS ? "; ..." : "");
}

static void add_name(mkba_buffer *out, const mkba_report *report, const mkba_axis *axis)
{
    const mkba_data *d = report->result->data;
    mkba_language language = mkba_catalogue_language(report->sheet.page.catalogue);
    const mkba_parameter *p = mkba_data_parameter(d, axis->key);
    if (p) {
        mkba_buffer_add(out, p->family->label[language]);
        mkba_buffer_add(out, " (");
        mkba_buffer_add(out, axis->key);
        mkba_buffer_add(out, ")");
    } else if (axis->kind == MKBA_AXIS_FIGURES) {
        mkba_buffer_add(out, d->column[axis->column].label[language]);
    } else {
        mkba_buffer labels = {0};
        name_families(&labels, report, axis);
        mkba_report_words(out, report, "report.group", MKBA_WORDS(mkba_buffer_text(&labels)),
                          (double[]){(double)axis->members}, 1);
        mkba_buffer_free(&labels);
    }
}

typedef struct {
    mkba_buffer name, value, remark;
} row_text;

static void add_end(mkba_buffer *out, const mkba_report *report, const mkba_swing *swing,
                    const char *id, double at, double figure)
{
    mkba_buffer_add(out, out->length > 0 ? "; " : "");
    mkba_buffer_add(out, mkba_report_text(report, id));
    mkba_buffer_add(out, " ");
    add_place(out, report, swing->axis, at);
    mkba_buffer_add(out, " → ");
    mkba_page_euro(out, &report->sheet.page, figure);
}

static mkba_chart_row row_of(row_text *text, const mkba_report *report,
                             const mkba_swing *swing, double central)
{
    add_name(&text->name, report, swing->axis);
    add_end(&text->remark, report, swing, "sens.low", swing->low, swing->at_low);
    add_end(&text->remark, report, swing, "sens.high", swing->high, swing->at_high);
    return (mkba_chart_row){.name = mkba_buffer_text(&text->name),
                            .value = "",
                            .remark = mkba_buffer_text(&text->remark),
                            .bar = {{central, swing->at_low, MKBA_FILL_HATCHED},
                                    {central, swing->at_high, MKBA_FILL_SOLID}},
                            .low = (double)NAN,
                            .high = (double)NAN,
                            .point = (double)NAN};
}

static void draw_swings(mkba_report *report, const mkba_sensitivity_part *part, row_text *text,
                        mkba_chart_row *row, size_t n)
{
    char id[MKBA_TEXT];
    mkba_buffer about = {0};
    mkba_buffer_add(&about, mkba_report_text(report, "report.legend_tornado"));
    for (size_t i = 0; i < n; i++) {
        row[i] = row_of(&text[i], report, &part->swing[i], part->central);
        mkba_buffer_add(&about, " ");
        mkba_buffer_add(&about, row[i].name);
        mkba_buffer_add(&about, ": ");
        mkba_buffer_add(&about, row[i].remark);
        mkba_buffer_add(&about, ".");
    }
    mkba_report_chart_title(report, mkba_report_text(report, "report.chart_tornado"));
    mkba_report_chart_id(id, report);
    mkba_chart chart = {.id = id,
                        .title = mkba_report_text(report, "report.chart_tornado"),
                        .about = mkba_buffer_text(&about),
                        .zero = NULL,
                        .middle = part->central,
                        .middle_name = mkba_report_text(report, "sens.central")};
    mkba_chart_rows(report->sheet.page.out, &chart, row, n);
    mkba_buffer_free(&about);
}

static void write_swings(const mkba_report *report, const mkba_sensitivity_part *part,
                         const row_text *text, size_t n)
{
    static const mkba_page_table table = {
        .column = {{40, false}, {10, true}, {10, true}, {10, true}, {4, false}}, .columns = 5};
    static const char *const header[] = {"sens.number", "report.at_low", "report.at_high",
                                         "sens.spread", "evidence.name"};
    mkba_page_header(&report->sheet.page, &table, header);
    for (size_t i = 0; i < n; i++) {
        const mkba_swing *swing = &part->swing[i];
        const char grade[] = {swing->axis->evidence, '\0'};
        mkba_page_cells cells;
        mkba_cells_start(&cells, &report->sheet.page);
        mkba_cells_text(&cells, mkba_buffer_text(&text[i].name));
        mkba_cells_euro(&cells, swing->at_low);
        mkba_cells_euro(&cells, swing->at_high);
        mkba_cells_euro(&cells, swing->spread);
        mkba_cells_text(&cells, grade);
        mkba_cells_row(&cells, &table);
    }
}

void mkba_report_tornado(mkba_report *report)
{
    const mkba_sensitivity *s = report->sensitivity;
    const mkba_sensitivity_part *part = part_of(report);
    row_text text[MOST_SWINGS] = {{{0}, {0}, {0}}};
    mkba_chart_row row[MOST_SWINGS];
    if (!part || part->swings == 0) {
        return;
    }
    size_t top = s->top > 0 && s->top < MOST_SWINGS ? s->top : MOST_SWINGS;
    size_t n = part->swings < top ? part->swings : top;
    mkba_report_heading(report, "report.tornado");
    mkba_page_text(&report->sheet.page, "report.tornado_explained");
    mkba_report_figure_begin(report, false);
    draw_swings(report, part, text, row, n);
    mkba_buffer_add(report->sheet.page.out, "</div>\n");
    write_swings(report, part, text, n);
    mkba_report_figure_end(report, "report.legend_tornado");
    mkba_report_say(report, "", "moving.judgement", NULL,
                    (double[]){(double)part->numbers, (double)part->assumed}, 2);
    for (size_t i = 0; i < n; i++) {
        mkba_buffer_free(&text[i].name);
        mkba_buffer_free(&text[i].remark);
    }
}

/* ------------------------------------------------------------------ Distribution */

static size_t area_of(const mkba_report *report)
{
    return report->result->count == 1 || report->area == SIZE_MAX
               ? SIZE_MAX
               : report->findings->position[report->area];
}

static double share_of(const mkba_distribution *d, size_t column)
{
    double count = 0;
    for (size_t b = 0; b < PER_COLUMN; b++) {
        count += (double)d->bin[column * PER_COLUMN + b];
    }
    return count / (double)d->defined;
}

static void draw_bins(mkba_report *report, const mkba_distribution *d)
{
    mkba_chart_column column[COLUMNS];
    mkba_buffer name[COLUMNS] = {{0}}, about = {0};
    double width = (d->high - d->low) / COLUMNS;
    mkba_buffer_add(&about, mkba_report_text(report, "report.legend_distribution"));
    for (size_t i = 0; i < COLUMNS; i++) {
        double from = d->low + (double)i * width;
        bool has_zero = from <= 0 && from + width > 0;
        bool named = has_zero || i % 5 == 0;
        mkba_page_euro(&name[i], &report->sheet.page, has_zero ? 0 : from + width / 2);
        column[i] = (mkba_chart_column){.name = named ? mkba_buffer_text(&name[i]) : "",
                                        .value = "",
                                        .height = share_of(d, i)};
        mkba_buffer_add(&about, i > 0 ? "; " : " ");
        mkba_page_euro(&about, &report->sheet.page, from + width / 2);
        mkba_buffer_add(&about, ": ");
        mkba_write_percent(&about, report->sheet.page.catalogue, column[i].height, 0);
    }
    mkba_report_columns(report, "report.chart_distribution", mkba_buffer_text(&about), column,
                        COLUMNS);
    for (size_t i = 0; i < COLUMNS; i++) {
        mkba_buffer_free(&name[i]);
    }
    mkba_buffer_free(&about);
}

static void write_quantiles(const mkba_report *report, const mkba_distribution *d)
{
    static const mkba_page_table table = {
        .column = {{20, false}, {12, true}, {12, true}, {12, true}, {12, true}, {12, true}},
        .columns = 6};
    static const char *const header[] = {
        "report.part_below", "5%", "25%", "50%", "75%", "95%"};
    mkba_page_cells cells;
    mkba_page_header(&report->sheet.page, &table, header);
    mkba_cells_start(&cells, &report->sheet.page);
    mkba_cells_text(&cells, mkba_report_text(report, "balance.sum"));
    for (size_t q = 0; q < MKBA_QUANTILES; q++) {
        mkba_cells_euro(&cells, d->quantile[q]);
    }
    mkba_cells_row(&cells, &table);
}

static void write_bins(const mkba_report *report, const mkba_distribution *d)
{
    static const mkba_page_table table = {.column = {{12, true}, {12, true}, {12, true}},
                                          .columns = 3};
    static const char *const header[] = {"sim.from", "sim.to", "sim.part"};
    double width = (d->high - d->low) / COLUMNS;
    mkba_page_header(&report->sheet.page, &table, header);
    for (size_t i = 0; i < COLUMNS; i++) {
        mkba_page_cells cells;
        double from = d->low + (double)i * width;
        mkba_cells_start(&cells, &report->sheet.page);
        mkba_cells_euro(&cells, from);
        mkba_cells_euro(&cells, from + width);
        mkba_cells_percent(&cells, share_of(d, i));
        mkba_cells_row(&cells, &table);
    }
}

/* What never happened is said with a bound. */
static void say_spread(const mkba_report *report, const mkba_simulation *s,
                       const mkba_distribution *d)
{
    mkba_buffer low = {0}, high = {0};
    double draws = (double)s->draws;
    bool sometimes = d->positive > 0 && d->positive < 1;
    mkba_report_money(&low, report, d->quantile[0]);
    mkba_report_money(&high, report, d->quantile[MKBA_QUANTILES - 1]);
    mkba_report_say(report, "", "report.distribution_explained",
                    MKBA_WORDS(mkba_buffer_text(&low), mkba_buffer_text(&high)), &draws, 1);
    mkba_report_say(
        report, "",
        sometimes         ? "report.chance"
        : d->positive > 0 ? "sim.chance_always"
                          : "sim.chance_never",
        NULL, (double[]){sometimes ? d->positive : draws, 100 * mkba_chance_bound(draws)}, 2);
    mkba_buffer_free(&low);
    mkba_buffer_free(&high);
}

void mkba_report_distribution(mkba_report *report)
{
    const mkba_simulation *s = report->findings->simulation;
    const mkba_distribution *d = mkba_simulation_at(s, area_of(report), 0, s->measures.npv);
    mkba_report_heading(report, "report.distribution");
    say_spread(report, s, d);
    write_quantiles(report, d);
    if (d->high > d->low) {
        mkba_report_figure_begin(report, true);
        draw_bins(report, d);
        write_bins(report, d);
        mkba_report_figure_end(report, "report.legend_distribution");
    }
    mkba_page_text(&report->sheet.page, "sim.no_forecast");
}
