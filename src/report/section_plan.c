/* The cash-in plan on paper: per party and per line what changes on a budget, and what has to
 * be arranged for it. */
#include "report/plan_lines.h"
#include "report/sections.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { NAME_WIDTH = 23, YEAR_WIDTH = 8 };

static mkba_page_table table_of(size_t years)
{
    mkba_page_table table = {.columns = years + 1};
    table.column[0] = (mkba_page_column){NAME_WIDTH, false};
    for (size_t t = 0; t < years; t++) {
        table.column[t + 1] = (mkba_page_column){YEAR_WIDTH, true};
    }
    return table;
}

static void write_years(const mkba_sheet *sheet, const mkba_page_table *table, const char *id)
{
    char year[MKBA_PLAN_YEARS][16];
    const char *name[MKBA_PLAN_YEARS + 1] = {mkba_say(sheet->page.catalogue, id)};
    double first = mkba_data_value(sheet->result->data, "start_year");
    for (size_t t = 0; t + 1 < table->columns; t++) {
        snprintf(year[t], sizeof year[t], "%.0f", first + (double)t);
        name[t + 1] = year[t];
    }
    mkba_page_columns(&sheet->page, table, name);
}

/* A row of figures, one per year. */
static void write_row(const mkba_sheet *sheet, const mkba_page_table *table, const char *name,
                      const char *pattern, const char *item)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, &sheet->page);
    mkba_cells_text(&cells, name);
    for (size_t t = 0; t + 1 < table->columns; t++) {
        mkba_cells_euro(&cells, mkba_plan_figure(sheet, pattern, item, t));
    }
    mkba_cells_row(&cells, table);
}

static void write_parties(const mkba_sheet *sheet, const mkba_page_table *table)
{
    const mkba_data *d = sheet->result->data;
    mkba_page_text(&sheet->page, "plan.parties");
    mkba_page_blank(&sheet->page);
    write_years(sheet, table, "party.name");
    for (size_t i = 0; i < d->parties; i++) {
        write_row(sheet, table, mkba_sheet_label(sheet, d->party[i].label),
                  "plan.parties.%s.net_eur.%zu", d->party[i].id);
    }
}

static void write_within(const mkba_sheet *sheet, const mkba_page_table *table, size_t line)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, &sheet->page);
    mkba_cells_text(&cells, mkba_say(sheet->page.catalogue, "plan.within"));
    for (size_t t = 0; t + 1 < table->columns; t++) {
        mkba_cells_euro(&cells, mkba_cash_plan_within(sheet->result, sheet->outcome, line, t));
    }
    mkba_cells_row(&cells, table);
}

static void write_amounts(const mkba_sheet *sheet, const mkba_page_table *table, size_t line)
{
    static const struct {
        const char *id, *pattern;
    } rows[] = {{"plan.saving", "plan.%s.saving_eur.%zu"},
                {"plan.cash", "plan.%s.cash_eur.%zu"},
                {"plan.extra_use", "plan.%s.extra_use_eur.%zu"},
                {"plan.balance", "plan.%s.balance_eur.%zu"}};
    const mkba_line *l = &sheet->result->data->line[line];
    write_years(sheet, table, "plan.amounts");
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_row(sheet, table, mkba_say(sheet->page.catalogue, rows[i].id), rows[i].pattern,
                  l->id);
    }
    if (sheet->result->contracts) {
        write_within(sheet, table, line);
    }
}

/* Who saves, and from when on how much of it. */
static void write_terms(const mkba_sheet *sheet, const mkba_line *line)
{
    const mkba_data *d = sheet->result->data;
    mkba_buffer payers = {0};
    char share[MKBA_TEXT], lag[MKBA_TEXT];
    snprintf(share, sizeof share, "cash_share.%s", line->id);
    snprintf(lag, sizeof lag, "cash_lag_years.%s", line->id);
    mkba_plan_payers(&payers, sheet, line->id);
    double years = mkba_data_value(d, lag);
    mkba_page_say(
        &sheet->page, "",
        isnan(years) ? "plan.terms_unknown"
        : years > 1  ? "plan.terms"
        : years > 0  ? "plan.terms_one"
                     : "plan.terms_at_once",
        MKBA_WORDS(mkba_buffer_text(&payers)),
        (double[]){mkba_data_value(d, "start_year") + years,
                   mkba_data_value(d, share) * (1 - mkba_data_value(d, "refill_share")), years,
                   mkba_data_value(d, "refill_share")},
        4);
    if (sheet->outcome && mkba_plan_measures(sheet->outcome->plan, line->id)) {
        mkba_page_text(&sheet->page, "plan.measured");
    }
    if (strcmp(line->kind, "transfer") == 0) {
        mkba_page_text(&sheet->page, "plan.transfer");
    }
    mkba_buffer_free(&payers);
}

static void write_line(const mkba_sheet *sheet, const mkba_page_table *table, size_t line)
{
    const mkba_line *l = &sheet->result->data->line[line];
    mkba_page_subheading(&sheet->page, mkba_sheet_label(sheet, l->label));
    write_terms(sheet, l);
    mkba_page_blank(&sheet->page);
    write_amounts(sheet, table, line);
    mkba_page_blank(&sheet->page);
    mkba_plan_advice(sheet, l->id, "arrange", "plan.arrange", "");
    mkba_plan_contracts(sheet, line);
}

/* How much of this is assumed. */
static void write_evidence(const mkba_sheet *sheet)
{
    static const char *const families[] = {"cash_share", "cash_lag_years", "refill_share"};
    const mkba_data *d = sheet->result->data;
    double count = 0, assumed = 0;
    for (size_t i = 0; i < d->parameters; i++) {
        for (size_t k = 0; k < sizeof families / sizeof *families; k++) {
            bool fits = strcmp(d->parameter[i].family->family, families[k]) == 0;
            count += fits;
            assumed += fits && strcmp(d->parameter[i].evidence, "E") == 0;
        }
    }
    mkba_sheet_say(sheet, "", "plan.evidence", (double[]){count, assumed}, 2);
}

void mkba_section_cash_plan(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    size_t years = mkba_cash_plan_years(d);
    mkba_page_table table = table_of(years);
    mkba_page_heading(&sheet->page, "plan.heading");
    mkba_page_text(&sheet->page, "plan.explained");
    write_evidence(sheet);
    if (years < MKBA_PLAN_YEARS) {
        mkba_sheet_say(sheet, "", "plan.short", (double[]){(double)years}, 1);
    }
    if (!sheet->result->contracts) {
        mkba_page_text(&sheet->page, "plan.no_contracts");
    }
    mkba_page_blank(&sheet->page);
    write_parties(sheet, &table);
    for (size_t i = 0; i < d->lines; i++) {
        if (mkba_cash_plan_has_line(d, sheet->outcome, i)) {
            write_line(sheet, &table, i);
        }
    }
}
