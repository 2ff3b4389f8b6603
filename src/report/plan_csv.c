/* The cash-in plan and the potential as rows. */
#include "report/plan_lines.h"
#include "report/writers.h"

#include <math.h>
#include <stdio.h>

static void add_number(mkba_buffer *out, double value)
{
    mkba_buffer_add_char(out, ';', 1);
    if (isfinite(value)) {
        mkba_buffer_add_double(out, value);
    }
}

static void add_text(mkba_buffer *out, const char *text)
{
    mkba_buffer_add_char(out, ';', 1);
    mkba_write_csv_cell(out, text);
}

/* An area, or the total, and what it is called in the first column. */
static mkba_sheet sheet_at(const mkba_result *result, size_t i, const mkba_catalogue *c,
                           const char **name)
{
    bool total = i == result->count;
    *name = total ? "total" : result->outcome[i].area->code;
    return (mkba_sheet){.page = {.catalogue = c, .data = result->data, .unit = 1},
                        .result = result,
                        .outcome = total ? NULL : &result->outcome[i],
                        .value = total ? result->total : result->outcome[i].value};
}

/* The areas one after the other, and the total. */
static void
each_area(mkba_buffer *out, const mkba_result *result, const mkba_catalogue *catalogue,
          void (*write)(mkba_buffer *out, const mkba_sheet *sheet, const char *name))
{
    for (size_t i = 0; i <= result->count; i++) {
        const char *name;
        mkba_sheet sheet = sheet_at(result, i, catalogue, &name);
        write(out, &sheet, name);
    }
}

/* "municipality state": all that have a part of the line. */
static void add_payers(mkba_buffer *out, const mkba_sheet *sheet, const char *line)
{
    const mkba_data *d = sheet->result->data;
    bool more = false;
    mkba_buffer_add_char(out, ';', 1);
    for (size_t i = 0; i < d->parties; i++) {
        if (mkba_pocket_figure(sheet, d->party[i].id, line, "share") > 0) {
            mkba_buffer_add(out, more ? " " : "");
            mkba_buffer_add(out, d->party[i].id);
            more = true;
        }
    }
}

static void write_line(mkba_buffer *out, const mkba_sheet *sheet, const char *area,
                       size_t line)
{
    static const char *const pattern[] = {"plan.%s.saving_eur.%zu", "plan.%s.cash_eur.%zu",
                                          "plan.%s.extra_use_eur.%zu",
                                          "plan.%s.balance_eur.%zu"};
    const mkba_data *d = sheet->result->data;
    const char *id = d->line[line].id;
    for (size_t t = 0; t < mkba_cash_plan_years(d); t++) {
        mkba_write_csv_cell(out, area);
        add_text(out, id);
        add_payers(out, sheet, id);
        add_number(out, mkba_sheet_item(sheet, "plan.%s.from_year", id));
        add_number(out, (double)t);
        add_number(out, mkba_data_value(d, "start_year") + (double)t);
        for (size_t k = 0; k < sizeof pattern / sizeof *pattern; k++) {
            add_number(out, mkba_plan_figure(sheet, pattern[k], id, t));
        }
        add_number(out, mkba_cash_plan_within(sheet->result, sheet->outcome, line, t));
        mkba_buffer_add_char(out, '\n', 1);
    }
}

static void write_lines(mkba_buffer *out, const mkba_sheet *sheet, const char *area)
{
    const mkba_data *d = sheet->result->data;
    for (size_t e = 0; e < d->lines; e++) {
        if (mkba_cash_plan_has_line(d, sheet->outcome, e)) {
            write_line(out, sheet, area, e);
        }
    }
}

void mkba_write_cash_plan_csv(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue)
{
    mkba_buffer_add(out, "area;line;payers;from_year;t;year;saving_eur;cash_eur;"
                         "extra_use_eur;balance_eur;within_contracts_eur\n");
    each_area(out, result, catalogue, write_lines);
}

static void start_row(mkba_buffer *out, const char *area, size_t rank,
                      const mkba_plan_factor *f)
{
    mkba_write_csv_cell(out, area);
    add_number(out, rank > 0 ? (double)rank : (double)NAN);
    add_text(out, f ? f->factor->id : "general");
    add_number(out, f ? f->score : (double)NAN);
    add_number(out, f ? f->potential : (double)NAN);
    add_number(out, f ? f->reach : (double)NAN);
}

/* A row per piece of advice; one without advice when there is none. */
static void write_factor(mkba_buffer *out, const mkba_sheet *sheet, const char *area,
                         size_t rank, const mkba_plan_factor *f)
{
    static const char *const kinds[] = {"do", "risk", "first", "measure"};
    const mkba_advice *advice = sheet->result->advice;
    mkba_advice_view view = mkba_plan_view(sheet);
    const char *about = f ? f->factor->id : "general";
    size_t said = 0;
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        for (size_t i = mkba_advice_next(&view, about, kinds[k], 0); i < advice->count;
             i = mkba_advice_next(&view, about, kinds[k], i + 1)) {
            mkba_buffer text = {0};
            mkba_plan_advice_text(&text, sheet, &advice->row[i]);
            start_row(out, area, rank, f);
            add_text(out, kinds[k]);
            add_text(out, advice->row[i].id);
            add_text(out, mkba_buffer_text(&text));
            add_text(out, advice->row[i].origin);
            mkba_buffer_add_char(out, '\n', 1);
            out->failed |= text.failed;
            mkba_buffer_free(&text);
            said++;
        }
    }
    if (said == 0) {
        start_row(out, area, rank, f);
        mkba_buffer_add(out, ";;;;\n");
    }
}

static void write_factors(mkba_buffer *out, const mkba_sheet *sheet, const char *area)
{
    mkba_plan_factor factor[MKBA_PLAN_FACTORS];
    size_t n = mkba_plan_factors(factor, sheet);
    for (size_t k = 0; k < n; k++) {
        write_factor(out, sheet, area, k + 1, &factor[k]);
    }
    write_factor(out, sheet, area, 0, NULL);
}

void mkba_write_potential_csv(mkba_buffer *out, const mkba_result *result,
                              const mkba_catalogue *catalogue)
{
    mkba_buffer_add(out, "area;rank;factor;score;potential_eur;within_reach_eur;kind;advice;"
                         "text;origin\n");
    each_area(out, result, catalogue, write_factors);
}
