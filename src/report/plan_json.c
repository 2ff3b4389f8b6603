/* The cash-in plan and the potential for programs. */
#include "report/json_inputs.h"
#include "report/plan_lines.h"
#include "report/writers.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    mkba_json json;
    mkba_sheet sheet;
} writer;

static const mkba_data *data_of(const writer *w)
{
    return w->sheet.result->data;
}

/* ------------------------------------------------------------------ Advice */

static void write_advice(writer *w, const char *key, const char *about,
                         const char *const *kind, size_t kinds)
{
    const mkba_advice *advice = w->sheet.result->advice;
    mkba_advice_view view = mkba_plan_view(&w->sheet);
    mkba_json_open(&w->json, key, '[');
    for (size_t k = 0; k < kinds; k++) {
        for (size_t i = mkba_advice_next(&view, about, kind[k], 0); i < advice->count;
             i = mkba_advice_next(&view, about, kind[k], i + 1)) {
            mkba_buffer text = {0};
            mkba_plan_advice_text(&text, &w->sheet, &advice->row[i]);
            mkba_json_open_row(&w->json, NULL);
            mkba_json_text(&w->json, "id", advice->row[i].id);
            mkba_json_text(&w->json, "kind", kind[k]);
            mkba_json_take(&w->json, "text", &text);
            mkba_json_text(&w->json, "origin", advice->row[i].origin);
            mkba_json_close(&w->json, '}');
        }
    }
    mkba_json_close(&w->json, ']');
}

static const char *const factor_kinds[] = {"do", "risk", "first", "measure"};
enum { FACTOR_KINDS = 4 };

static void write_factors(writer *w)
{
    mkba_plan_factor factor[MKBA_PLAN_FACTORS];
    size_t n = mkba_plan_factors(factor, &w->sheet);
    mkba_json_open(&w->json, "factors", '[');
    for (size_t i = 0; i < n; i++) {
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "id", factor[i].factor->id);
        mkba_json_number(&w->json, "rank", (double)i + 1);
        mkba_json_number(&w->json, "score", factor[i].score);
        mkba_json_number(&w->json, "potential_eur", factor[i].potential);
        mkba_json_number(&w->json, "within_reach_eur", factor[i].reach);
        write_advice(w, "advice", factor[i].factor->id, factor_kinds, FACTOR_KINDS);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
    write_advice(w, "general", "general", factor_kinds, FACTOR_KINDS);
}

/* ------------------------------------------------------------------ Lines */

static void write_payers(writer *w, const char *line)
{
    const mkba_data *d = data_of(w);
    mkba_json_open(&w->json, "payers", '[');
    for (size_t i = 0; i < d->parties; i++) {
        double share = mkba_pocket_figure(&w->sheet, d->party[i].id, line, "share");
        if (share > 0) {
            mkba_json_open_row(&w->json, NULL);
            mkba_json_text(&w->json, "id", d->party[i].id);
            mkba_json_number(&w->json, "share", share);
            mkba_json_close(&w->json, '}');
        }
    }
    mkba_json_close(&w->json, ']');
}

static void write_date(writer *w, const char *key, mkba_date date)
{
    char text[16];
    if (mkba_date_is_none(date)) {
        mkba_json_number(&w->json, key, NAN);
    } else {
        mkba_date_text(text, date);
        mkba_json_text(&w->json, key, text);
    }
}

static void write_names(writer *w, const char *key, const char *const *name, size_t names)
{
    mkba_json_open(&w->json, key, '[');
    for (size_t i = 0; i < names; i++) {
        mkba_json_text(&w->json, NULL, strchr(name[i], '_') + 1);
    }
    mkba_json_close(&w->json, ']');
}

static void write_contract(writer *w, const mkba_arrangement *a)
{
    const char *name[MKBA_PLAN_UNKNOWNS] = {0};
    const mkba_contract *c = a->contract;
    mkba_json_open_row(&w->json, NULL);
    mkba_json_number(&w->json, "row", c->row);
    mkba_json_text(&w->json, "area", c->area);
    mkba_json_text(&w->json, "contract_form", c->form);
    mkba_json_number(&w->json, "share", c->share);
    write_date(w, "end_date", c->end);
    mkba_json_flag(&w->json, "open_ended", c->is_open);
    mkba_json_number(&w->json, "notice_months", c->notice_months);
    write_date(w, "notice_by", a->deadline);
    mkba_json_number(&w->json, "first_year", a->first_year);
    mkba_json_number(&w->json, "step_fte", c->step_fte);
    mkba_json_number(&w->json, "step_eur", a->step_eur);
    mkba_json_text(&w->json, "owner", c->owner);
    mkba_json_text(&w->json, "budget_programme", c->programme);
    mkba_json_text(&w->json, "source", c->source);
    write_names(w, "unknown", name, mkba_plan_unknown(name, c));
    write_names(w, "conflicts", name, mkba_plan_conflicts(name, a));
    mkba_json_close(&w->json, '}');
}

static void write_contracts(writer *w, size_t line)
{
    const mkba_result *r = w->sheet.result;
    size_t count = r->contracts ? r->contracts->count : 0, known = 0;
    const char *name[MKBA_PLAN_UNKNOWNS] = {0};
    mkba_json_open(&w->json, "contracts", '[');
    for (size_t i = mkba_cash_plan_contract(r, w->sheet.outcome, line, 0); i < count;
         i = mkba_cash_plan_contract(r, w->sheet.outcome, line, i + 1)) {
        mkba_arrangement a;
        mkba_cash_plan_arrange(&a, r, &r->contracts->item[i]);
        write_contract(w, &a);
        known++;
    }
    mkba_json_close(&w->json, ']');
    write_names(w, "unknown", name, known == 0 ? mkba_plan_unknown(name, NULL) : 0);
}

static void write_year(writer *w, size_t line, size_t t)
{
    static const struct {
        const char *key, *pattern;
    } rows[] = {{"saving_eur", "plan.%s.saving_eur.%zu"},
                {"cash_eur", "plan.%s.cash_eur.%zu"},
                {"extra_use_eur", "plan.%s.extra_use_eur.%zu"},
                {"balance_eur", "plan.%s.balance_eur.%zu"}};
    const char *id = data_of(w)->line[line].id;
    mkba_json_open_row(&w->json, NULL);
    mkba_json_number(&w->json, "t", (double)t);
    mkba_json_number(&w->json, "year", mkba_data_value(data_of(w), "start_year") + (double)t);
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) {
        mkba_json_number(&w->json, rows[k].key,
                         mkba_plan_figure(&w->sheet, rows[k].pattern, id, t));
    }
    mkba_json_number(&w->json, "within_contracts_eur",
                     mkba_cash_plan_within(w->sheet.result, w->sheet.outcome, line, t));
    mkba_json_close(&w->json, '}');
}

static void write_lines(writer *w)
{
    static const char *const arrange[] = {"arrange"};
    const mkba_data *d = data_of(w);
    mkba_json_open(&w->json, "lines", '[');
    for (size_t i = 0; i < d->lines; i++) {
        const mkba_line *l = &d->line[i];
        if (!mkba_cash_plan_has_line(d, w->sheet.outcome, i)) {
            continue;
        }
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "id", l->id);
        mkba_json_flag(&w->json, "transfer", strcmp(l->kind, "transfer") == 0);
        if (w->sheet.outcome) {
            mkba_json_flag(&w->json, "measured",
                           mkba_plan_measures(w->sheet.outcome->plan, l->id));
        }
        write_payers(w, l->id);
        mkba_json_number(&w->json, "from_year",
                         mkba_sheet_item(&w->sheet, "plan.%s.from_year", l->id));
        mkba_json_open(&w->json, "years", '[');
        for (size_t t = 0; t < mkba_cash_plan_years(d); t++) {
            write_year(w, i, t);
        }
        mkba_json_close(&w->json, ']');
        write_contracts(w, i);
        write_advice(w, "arrange", l->id, arrange, 1);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

/* ------------------------------------------------------------------ Parties */

static void write_party_years(writer *w, const char *party)
{
    mkba_json_open(&w->json, "years", '[');
    for (size_t t = 0; t < mkba_cash_plan_years(data_of(w)); t++) {
        mkba_json_open_row(&w->json, NULL);
        mkba_json_number(&w->json, "t", (double)t);
        mkba_json_number(
            &w->json, "benefit_eur",
            mkba_plan_figure(&w->sheet, "plan.parties.%s.benefit_eur.%zu", party, t));
        mkba_json_number(
            &w->json, "cost_eur",
            mkba_plan_figure(&w->sheet, "plan.parties.%s.cost_eur.%zu", party, t));
        mkba_json_number(&w->json, "net_eur",
                         mkba_plan_figure(&w->sheet, "plan.parties.%s.net_eur.%zu", party, t));
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
}

static void write_pockets(writer *w, const char *party)
{
    const mkba_data *d = data_of(w);
    mkba_json_open(&w->json, "lines", '[');
    for (size_t i = 0; i < d->lines; i++) {
        const char *id = d->line[i].id;
        bool has = mkba_cash_plan_has_line(d, w->sheet.outcome, i);
        double pv = has ? mkba_pocket_figure(&w->sheet, party, id, "pv_eur") : 0;
        double year_2 = has ? mkba_pocket_figure(&w->sheet, party, id, "year_2_eur") : 0;
        if (fabs(pv) > 0 || fabs(year_2) > 0) {
            mkba_json_open_row(&w->json, NULL);
            mkba_json_text(&w->json, "id", id);
            mkba_json_number(&w->json, "pv_eur", pv);
            mkba_json_number(&w->json, "year_2_eur", year_2);
            mkba_json_close(&w->json, '}');
        }
    }
    mkba_json_close(&w->json, ']');
}

static void write_parties(writer *w)
{
    static const char *const agree[] = {"agree"};
    const mkba_data *d = data_of(w);
    mkba_json_open(&w->json, "parties", '[');
    for (size_t i = 0; i < d->parties; i++) {
        const char *id = d->party[i].id;
        mkba_json_open(&w->json, NULL, '{');
        mkba_json_text(&w->json, "id", id);
        mkba_json_text(&w->json, "standing", mkba_plan_standing(&w->sheet, id));
        mkba_json_number(&w->json, "pv_eur",
                         mkba_sheet_item(&w->sheet, "parties.%s.pv_eur", id));
        mkba_json_number(&w->json, "cost_pv_eur",
                         mkba_sheet_item(&w->sheet, "parties.%s.cost_pv_eur", id));
        mkba_json_number(&w->json, "budget_year_2_eur",
                         mkba_sheet_item(&w->sheet, "parties.%s.budget_year_2_eur", id));
        write_party_years(w, id);
        write_pockets(w, id);
        write_advice(w, "agree", id, agree, 1);
        mkba_json_close(&w->json, '}');
    }
    mkba_json_close(&w->json, ']');
    mkba_json_open_row(&w->json, "found_need");
    mkba_json_number(&w->json, "cost_pv_eur",
                     mkba_sheet_figure(&w->sheet, "pockets.found_need.pv_eur"));
    mkba_json_number(&w->json, "cost_year_2_eur",
                     mkba_sheet_figure(&w->sheet, "pockets.found_need.year_2_eur"));
    mkba_json_number(&w->json, "benefit_pv_eur",
                     mkba_sheet_figure(&w->sheet, "lines.unmet_need.pv_eur"));
    mkba_json_close(&w->json, '}');
}

/* ------------------------------------------------------------------ The whole */

static void write_head(writer *w, const char *schema)
{
    const mkba_result *r = w->sheet.result;
    static const char *const numbers[] = {"price_year", "start_year", "horizon",
                                          "discount_rate"};
    mkba_json_text(&w->json, "schema", schema);
    mkba_json_text(&w->json, "program", "mkba " MKBA_VERSION);
    mkba_json_text(&w->json, "data_edition", r->data->edition);
    if (r->contracts) {
        mkba_json_hash_with(&w->json, &r->areas, 1, &r->contracts->read);
        mkba_json_text(&w->json, "contracts_sha256", r->contracts->read.item[0].sha256);
    } else {
        mkba_json_hash(&w->json, &r->areas, 1);
        mkba_json_number(&w->json, "contracts_sha256", NAN);
    }
    mkba_json_applied(&w->json, "scenario", r->data);
    mkba_json_scenario_files(&w->json, r->data);
    for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
        mkba_json_number(&w->json, numbers[i], mkba_data_value(r->data, numbers[i]));
    }
    mkba_json_overridden(&w->json, r->data);
    const mkba_catalogue *c = w->sheet.page.catalogue;
    mkba_json_messages(&w->json, "assumptions", c, r->data, r->data->note, r->data->notes);
    mkba_json_open(&w->json, "file_remarks", '[');
    mkba_json_add_messages(&w->json, c, r->data, r->areas->note, r->areas->notes);
    if (r->contracts) {
        mkba_json_add_messages(&w->json, c, r->data, r->contracts->note, r->contracts->notes);
    }
    mkba_json_close(&w->json, ']');
}

static void write_defaults(writer *w)
{
    const mkba_data *d = data_of(w);
    mkba_json_open(&w->json, "defaults", '[');
    for (size_t i = 0; i < d->columns; i++) {
        if (d->column[i].in_model && !w->sheet.outcome->area->entered[i]) {
            mkba_json_text(&w->json, NULL, d->column[i].id);
        }
    }
    mkba_json_close(&w->json, ']');
}

static void write_area(writer *w, void (*content)(writer *), const mkba_outcome *outcome)
{
    w->sheet.outcome = outcome;
    w->sheet.value = outcome ? outcome->value : w->sheet.result->total;
    mkba_json_open(&w->json, outcome ? NULL : "total", '{');
    if (outcome) {
        mkba_json_text(&w->json, "code", outcome->area->code);
        mkba_json_text(&w->json, "name", outcome->area->name);
        mkba_json_flag(&w->json, "illustration", outcome->scores_entered == 0);
    }
    mkba_json_number(&w->json, "npv_eur", mkba_sheet_figure(&w->sheet, "npv_eur"));
    content(w);
    if (outcome) {
        write_defaults(w);
    }
    mkba_json_close(&w->json, '}');
}

static void write_all(mkba_buffer *out, const mkba_result *result, const mkba_catalogue *c,
                      const char *schema, void (*content)(writer *))
{
    writer w = {.json = {.out = out},
                .sheet = {.page = {.catalogue = c, .data = result->data, .unit = 1},
                          .result = result}};
    mkba_json_open(&w.json, NULL, '{');
    write_head(&w, schema);
    mkba_json_open(&w.json, "areas", '[');
    for (size_t i = 0; i < result->count; i++) {
        write_area(&w, content, &result->outcome[i]);
    }
    mkba_json_close(&w.json, ']');
    write_area(&w, content, NULL);
    mkba_json_close(&w.json, '}');
}

static void plan_content(writer *w)
{
    write_lines(w);
    write_parties(w);
    write_factors(w);
}

static void potential_content(writer *w)
{
    mkba_json_number(&w->json, "potential_eur", mkba_sheet_figure(&w->sheet, "potential_eur"));
    mkba_json_number(&w->json, "within_reach_eur",
                     mkba_sheet_figure(&w->sheet, "within_reach_eur"));
    write_factors(w);
}

void mkba_write_cash_plan_json(mkba_buffer *out, const mkba_result *result,
                               const mkba_catalogue *catalogue)
{
    write_all(out, result, catalogue, "mkba-plan/1", plan_content);
}

void mkba_write_potential_json(mkba_buffer *out, const mkba_result *result,
                               const mkba_catalogue *catalogue)
{
    write_all(out, result, catalogue, "mkba-potential/1", potential_content);
}
