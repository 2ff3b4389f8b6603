#include "report/plan_lines.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

double mkba_plan_figure(const mkba_sheet *sheet, const char *pattern, const char *item,
                        size_t year)
{
    char first[MKBA_TEXT], path[MKBA_TEXT];
    snprintf(first, sizeof first, "%.*s", (int)(strstr(pattern, "%zu") - pattern), pattern);
    if (!mkba_path_of_item(path, first, item)) {
        return NAN;
    }
    size_t length = strlen(path);
    snprintf(path + length, sizeof path - length, "%zu", year);
    return mkba_sheet_figure(sheet, path);
}

double mkba_pocket_figure(const mkba_sheet *sheet, const char *party, const char *line,
                          const char *figure)
{
    char path[MKBA_TEXT];
    snprintf(path, sizeof path, "pockets.%s.%s.%s", party, line, figure);
    return mkba_sheet_figure(sheet, path);
}

void mkba_plan_payers(mkba_buffer *out, const mkba_sheet *sheet, const char *line)
{
    const mkba_data *d = sheet->result->data;
    for (size_t i = 0; i < d->parties; i++) {
        double share = mkba_pocket_figure(sheet, d->party[i].id, line, "share");
        if (!(share > 0)) {
            continue;
        }
        mkba_buffer_add(out, out->length > 0 ? ", " : "");
        mkba_buffer_add(out, mkba_sheet_label(sheet, d->party[i].label));
        if (share < 1) {
            mkba_buffer_add(out, " (");
            mkba_write_percent(out, sheet->page.catalogue, share, 0);
            mkba_buffer_add(out, ")");
        }
    }
}

/* ------------------------------------------------------------------ Advice */

mkba_advice_view mkba_plan_view(const mkba_sheet *sheet)
{
    return (mkba_advice_view){sheet->result, sheet->outcome, sheet->value};
}

void mkba_plan_advice_text(mkba_buffer *out, const mkba_sheet *sheet,
                           const mkba_advice_row *row)
{
    mkba_message message;
    mkba_advice_view view = mkba_plan_view(sheet);
    mkba_advice_fill(&message, row, &view);
    mkba_page_fill(out, &sheet->page, mkba_sheet_label(sheet, row->text), &message);
}

void mkba_plan_advice_said(mkba_buffer *out, const mkba_sheet *sheet,
                           const mkba_advice_row *row)
{
    const mkba_catalogue *c = sheet->page.catalogue;
    mkba_plan_advice_text(out, sheet, row);
    mkba_buffer_add(out, " [");
    mkba_buffer_add(
        out, strcmp(row->origin, "own_judgement") == 0 ? mkba_say(c, "advice.own_judgement")
             : strcmp(row->origin, "assumption") == 0  ? mkba_say(c, "advice.assumption")
                                                       : row->origin);
    mkba_buffer_add(out, "]");
}

static void write_row(const mkba_sheet *sheet, const mkba_advice_row *row, const char *mark)
{
    mkba_buffer text = {0};
    mkba_plan_advice_said(&text, sheet, row);
    mkba_page_take(&sheet->page, mark, &text);
}

size_t mkba_plan_advice(const mkba_sheet *sheet, const char *about, const char *kind,
                        const char *lead, const char *indent)
{
    const mkba_advice *advice = sheet->result->advice;
    mkba_advice_view view = mkba_plan_view(sheet);
    size_t said = 0;
    for (size_t i = mkba_advice_next(&view, about, kind, 0); i < advice->count;
         i = mkba_advice_next(&view, about, kind, i + 1)) {
        if (said++ == 0) {
            mkba_page_paragraph(&sheet->page, indent, mkba_say(sheet->page.catalogue, lead));
        }
        write_row(sheet, &advice->row[i], indent[0] ? "  - " : "- ");
    }
    return said;
}

/* ------------------------------------------------------------------ Contracts */

size_t mkba_plan_unknown(const char *out[MKBA_PLAN_UNKNOWNS], const mkba_contract *contract)
{
    const mkba_contract *c = contract;
    const struct {
        const char *id;
        bool known;
    } rows[MKBA_PLAN_UNKNOWNS] = {
        {"plan.unknown_form", c && c->form[0]},
        {"plan.unknown_end", c && (c->is_open || !mkba_date_is_none(c->end))},
        {"plan.unknown_notice", c && !isnan(c->notice_months)},
        {"plan.unknown_owner", c && c->owner[0]},
        {"plan.unknown_programme", c && c->programme[0]},
        {"plan.unknown_step", c && (!isnan(c->step_eur) || !isnan(c->step_fte))}};
    size_t n = 0;
    for (size_t i = 0; i < MKBA_PLAN_UNKNOWNS; i++) {
        if (!rows[i].known) {
            out[n++] = rows[i].id;
        }
    }
    return n;
}

size_t mkba_plan_conflicts(const char *out[MKBA_PLAN_CONFLICTS],
                           const mkba_arrangement *arrangement)
{
    const struct {
        const char *id;
        bool holds;
    } rows[MKBA_PLAN_CONFLICTS] = {
        {"plan.conflict_ended", arrangement->ended},
        {"plan.conflict_notice", arrangement->notice_passed && !arrangement->ended},
        {"plan.conflict_horizon", arrangement->after_horizon},
        {"plan.conflict_plan", arrangement->after_plan && !arrangement->after_horizon}};
    size_t n = 0;
    for (size_t i = 0; i < MKBA_PLAN_CONFLICTS; i++) {
        if (rows[i].holds) {
            out[n++] = rows[i].id;
        }
    }
    return n;
}

static void add_part(mkba_buffer *out, const mkba_sheet *sheet, const char *id,
                     const char *word, const double number[2])
{
    mkba_message message;
    mkba_message_words(&message, id, MKBA_WORDS(word));
    mkba_message_numbers(&message, 0, 2, number); /* each has either a word or numbers */
    mkba_buffer_add(out, out->length > 0 ? "; " : "");
    mkba_say_message(out, sheet->page.catalogue, sheet->result->data, &message);
}

static const double nothing[2] = {0, 0};

static void add_word(mkba_buffer *out, const mkba_sheet *sheet, const char *id,
                     const char *word)
{
    if (word[0]) {
        add_part(out, sheet, id, word, nothing);
    }
}

static void add_number(mkba_buffer *out, const mkba_sheet *sheet, const char *id,
                       double number)
{
    if (!isnan(number)) {
        add_part(out, sheet, id, "", (double[]){number, 0});
    }
}

static void add_date(mkba_buffer *out, const mkba_sheet *sheet, const char *id, mkba_date date)
{
    char text[16];
    if (!mkba_date_is_none(date)) {
        mkba_date_text(text, date);
        add_part(out, sheet, id, text, nothing);
    }
}

/* What is known of one contract, in one sentence. */
static void write_contract(const mkba_sheet *sheet, const mkba_arrangement *a)
{
    const mkba_contract *c = a->contract;
    mkba_buffer text = {0};
    add_word(&text, sheet, "plan.part_area", c->area);
    add_word(&text, sheet, "plan.part_form", c->form);
    add_number(&text, sheet, "plan.part_share", c->share < 1 ? c->share : (double)NAN);
    add_date(&text, sheet, "plan.part_end", c->end);
    add_word(&text, sheet, "plan.part_open", c->is_open ? " " : "");
    add_number(&text, sheet, "plan.part_notice", c->notice_months);
    add_date(&text, sheet, "plan.part_deadline", a->deadline);
    add_number(&text, sheet, "plan.part_first", a->first_year);
    add_number(&text, sheet, "plan.part_step", c->step_eur);
    if (!isnan(c->step_fte)) {
        add_part(&text, sheet, "plan.part_fte", "", (double[]){c->step_fte, a->step_eur});
    }
    add_word(&text, sheet, "plan.part_owner", c->owner);
    add_word(&text, sheet, "plan.part_programme", c->programme);
    add_word(&text, sheet, "plan.part_source", c->source);
    char row[16];
    snprintf(row, sizeof row, "%u", c->row);
    mkba_buffer all = {0};
    mkba_page_add(&all, &sheet->page, "plan.contract",
                  MKBA_WORDS(row, sheet->result->contracts->file), NULL, 0);
    mkba_buffer_add(&all, " ");
    mkba_buffer_add(&all, text.text ? text.text : "-");
    mkba_buffer_add(&all, ".");
    mkba_page_take(&sheet->page, "- ", &all);
    mkba_buffer_free(&text);
}

static void write_unknown(const mkba_sheet *sheet, const char *mark,
                          const mkba_contract *contract)
{
    const char *unknown[MKBA_PLAN_UNKNOWNS];
    size_t n = mkba_plan_unknown(unknown, contract);
    mkba_buffer text = {0};
    if (n == 0) {
        return;
    }
    mkba_buffer_add(&text, mkba_say(sheet->page.catalogue, "plan.unknown"));
    for (size_t i = 0; i < n; i++) {
        mkba_buffer_add(&text, i > 0 ? ", " : " ");
        mkba_buffer_add(&text, mkba_say(sheet->page.catalogue, unknown[i]));
    }
    mkba_buffer_add(&text, ".");
    mkba_page_take(&sheet->page, mark, &text);
}

static void write_conflicts(const mkba_sheet *sheet, const mkba_arrangement *a)
{
    const char *conflict[MKBA_PLAN_CONFLICTS];
    size_t n = mkba_plan_conflicts(conflict, a);
    for (size_t i = 0; i < n; i++) {
        mkba_sheet_say(sheet, "  ! ", conflict[i],
                       (double[]){mkba_data_value(sheet->result->data, "start_year")}, 1);
    }
}

void mkba_plan_contracts(const mkba_sheet *sheet, size_t line)
{
    const mkba_contracts *all = sheet->result->contracts;
    size_t known = 0, count = all ? all->count : 0;
    for (size_t i = mkba_cash_plan_contract(sheet->result, sheet->outcome, line, 0); i < count;
         i = mkba_cash_plan_contract(sheet->result, sheet->outcome, line, i + 1)) {
        mkba_arrangement a;
        if (known++ == 0) {
            mkba_page_text(&sheet->page, "plan.contracts");
        }
        mkba_cash_plan_arrange(&a, sheet->result, &all->item[i]);
        write_contract(sheet, &a);
        write_unknown(sheet, "  ", a.contract);
        write_conflicts(sheet, &a);
    }
    if (known == 0) {
        write_unknown(sheet, "", NULL);
    }
}

/* ------------------------------------------------------------------ Factors and parties */

static int by_reach(const void *a, const void *b)
{
    const mkba_plan_factor *x = a, *y = b;
    int order = (x->reach < y->reach) - (x->reach > y->reach);
    return order ? order : (x->factor > y->factor) - (x->factor < y->factor);
}

size_t mkba_plan_factors(mkba_plan_factor out[MKBA_PLAN_FACTORS], const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    size_t n = d->factors < MKBA_PLAN_FACTORS ? d->factors : MKBA_PLAN_FACTORS;
    for (size_t i = 0; i < n; i++) {
        const char *id = d->factor[i].id;
        out[i] = (mkba_plan_factor){
            .factor = &d->factor[i],
            .potential = mkba_sheet_item(sheet, "factors.%s.potential_eur", id),
            .reach = mkba_sheet_item(sheet, "factors.%s.within_reach_eur", id),
            .score = mkba_sheet_item(sheet, "factors.%s.score", id)};
    }
    qsort(out, n, sizeof *out, by_reach);
    return n;
}

const char *mkba_plan_standing(const mkba_sheet *sheet, const char *party)
{
    double net = mkba_sheet_item(sheet, "parties.%s.pv_eur", party);
    bool pays = mkba_sheet_item(sheet, "parties.%s.cost_pv_eur", party) > 0 ||
                mkba_sheet_item(sheet, "parties.%s.funding_share", party) > 0;
    return pays && net < 0 ? "pays_and_loses"
           : pays          ? "pays_and_gains"
           : net > 0       ? "gains"
           : net < 0       ? "loses"
                           : "none";
}
