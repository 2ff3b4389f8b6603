/* The cash-in plan as a sheet: what can be cashed per line and year, who saves and from when
 * on, and what every party has at stake. Contracts and advice are in workbook_arrange.c. */
#include "report/workbook_plan.h"

#include "report/plan_lines.h"

#include <math.h>
#include <string.h>

static const mkba_page_id page = MKBA_PAGE_PLAN;
static const mkba_look euro = {MKBA_ROLE_FORMULA, MKBA_AS_EURO};

/* NULL: all areas together. */
static const mkba_outcome *outcome_of(const mkba_book *book)
{
    return book->areas == 1 ? &book->result->outcome[0] : NULL;
}

mkba_sheet mkba_book_plan_sheet(const mkba_book *book)
{
    const mkba_result *r = book->result;
    const mkba_outcome *outcome = outcome_of(book);
    return (mkba_sheet){.page = {.catalogue = book->catalogue, .data = book->data, .unit = 1},
                        .result = r,
                        .outcome = outcome,
                        .value = outcome ? outcome->value : r->total};
}

bool mkba_book_has_plan_line(const mkba_book *book, size_t line)
{
    return mkba_cash_plan_has_line(book->data, outcome_of(book), line);
}

uint32_t mkba_book_plan_heading(mkba_book *book, uint32_t row, const char *id)
{
    for (uint32_t k = 0; k < MKBA_PLAN_WIDE; k++) {
        mkba_book_text(book, page, row, k, MKBA_ROLE_BAND,
                       k == 0 ? mkba_book_say(book, id) : "");
    }
    return row + 1;
}

/* ------------------------------------------------------------------ Per year */

static void write_years(mkba_book *book, uint32_t row)
{
    size_t start = mkba_map_get(&book->data->parameter_by_key, "start_year");
    for (size_t t = 0; t < mkba_cash_plan_years(book->data); t++) {
        char later[24];
        snprintf(later, sizeof later, "+%zu", t);
        mkba_buffer *out = mkba_book_start(book);
        mkba_book_refer_number(book, out, page, start, MKBA_TODAY);
        mkba_buffer_add(out, later);
        mkba_book_put(book, page, row, MKBA_PLAN_FIRST + (uint32_t)t,
                      (mkba_look){MKBA_ROLE_HEADER_RIGHT, MKBA_AS_YEAR},
                      mkba_data_value(book->data, "start_year") + (double)t);
    }
}

/* A row of live figures: "plan.%s.cash_eur." and the year. */
static void write_amounts(mkba_book *book, uint32_t row, const char *pattern, const char *item)
{
    for (size_t t = 0; t < mkba_cash_plan_years(book->data); t++) {
        char of_year[MKBA_TEXT];
        snprintf(of_year, sizeof of_year, "%s%zu", pattern, t);
        mkba_book_show(book, page, row, MKBA_PLAN_FIRST + (uint32_t)t, euro, 1, of_year, item);
    }
}

static void write_names(mkba_book *book, uint32_t row, const char *label, const char *what)
{
    mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, label);
    mkba_book_text(book, page, row, 1, MKBA_ROLE_SMALL, mkba_book_say(book, what));
}

/* What contracts allow is no formula of the model. */
static void write_within(mkba_book *book, uint32_t row, size_t line)
{
    const mkba_sheet sheet = mkba_book_plan_sheet(book);
    write_names(book, row, mkba_book_label(book, book->data->line[line].label), "plan.within");
    for (size_t t = 0; t < mkba_cash_plan_years(book->data); t++) {
        mkba_book_number(book, page, row, MKBA_PLAN_FIRST + (uint32_t)t,
                         (mkba_look){MKBA_ROLE_VALUE, MKBA_AS_EURO},
                         mkba_cash_plan_within(book->result, sheet.outcome, line, t));
    }
}

static uint32_t write_line(mkba_book *book, uint32_t row, size_t line)
{
    static const struct {
        const char *id, *pattern;
    } rows[] = {{"plan.saving", "plan.%s.saving_eur."},
                {"plan.cash", "plan.%s.cash_eur."},
                {"plan.extra_use", "plan.%s.extra_use_eur."},
                {"plan.balance", "plan.%s.balance_eur."}};
    const mkba_line *l = &book->data->line[line];
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        write_names(book, row, mkba_book_label(book, l->label), rows[i].id);
        write_amounts(book, row++, rows[i].pattern, l->id);
    }
    if (book->result->contracts) {
        write_within(book, row++, line);
    }
    return row;
}

static uint32_t write_lines(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"line.name", "plan.amounts"};
    row = mkba_book_plan_heading(book, row, "plan.heading");
    mkba_book_text(book, page, row++, 0, MKBA_ROLE_SMALL,
                   mkba_book_say(book, "plan.explained"));
    mkba_book_header(book, page, row, 0, header, 2, 2);
    write_years(book, row++);
    for (size_t i = 0; i < book->data->lines; i++) {
        if (mkba_book_has_plan_line(book, i)) {
            row = write_line(book, row, i);
        }
    }
    return row + 1;
}

static uint32_t write_parties(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"party.name", "plan.amounts"};
    row = mkba_book_plan_heading(book, row, "book.plan.parties");
    mkba_book_header(book, page, row, 0, header, 2, 2);
    write_years(book, row++);
    for (size_t i = 0; i < book->data->parties; i++) {
        const mkba_party *p = &book->data->party[i];
        write_names(book, row, mkba_book_label(book, p->label), "plan.balance");
        write_amounts(book, row++, "plan.parties.%s.net_eur.", p->id);
    }
    return row + 1;
}

/* ------------------------------------------------------------------ Who, and from when on */

/* Which part of a saving can be cashed, less what fills up again. */
static void write_part(mkba_book *book, uint32_t row, uint32_t column, const mkba_line *line)
{
    char key[MKBA_TEXT];
    snprintf(key, sizeof key, "cash_share.%s", line->id);
    size_t share = mkba_map_get(&book->data->parameter_by_key, key);
    size_t refill = mkba_map_get(&book->data->parameter_by_key, "refill_share");
    if (share == MKBA_MAP_NONE || refill == MKBA_MAP_NONE) {
        mkba_book_text(book, page, row, column, MKBA_ROLE_VALUE,
                       mkba_book_say(book, "book.plan.unknown"));
        return;
    }
    mkba_buffer *out = mkba_book_start(book);
    mkba_book_refer_number(book, out, page, share, MKBA_TODAY);
    mkba_buffer_add(out, "*(1-");
    mkba_book_refer_number(book, out, page, refill, MKBA_TODAY);
    mkba_buffer_add(out, ")");
    mkba_book_put(book, page, row, column, (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_PERCENT},
                  mkba_data_value(book->data, key) *
                      (1 - mkba_data_value(book->data, "refill_share")));
}

static void write_terms_of(mkba_book *book, uint32_t row, const mkba_line *line)
{
    mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, mkba_book_label(book, line->label));
    mkba_book_show(book, page, row, 1, (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_YEAR}, 1,
                   "plan.%s.from_year", line->id);
    write_part(book, row, 2, line);
    for (size_t i = 0; i < book->data->parties; i++) {
        char of_party[MKBA_TEXT];
        snprintf(of_party, sizeof of_party, "pockets.%s.%%s.share", book->data->party[i].id);
        mkba_book_show(book, page, row, 3 + (uint32_t)i,
                       (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_PERCENT}, 1, of_party, line->id);
    }
}

static uint32_t write_terms(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"line.name", "book.plan.from", "book.plan.part"};
    row = mkba_book_plan_heading(book, row, "book.plan.who");
    mkba_book_header(book, page, row, 0, header, 3, 1);
    for (size_t i = 0; i < book->data->parties; i++) {
        mkba_book_text(book, page, row, 3 + (uint32_t)i, MKBA_ROLE_HEADER_RIGHT,
                       mkba_book_label(book, book->data->party[i].label));
    }
    row++;
    for (size_t i = 0; i < book->data->lines; i++) {
        if (mkba_book_has_plan_line(book, i)) {
            write_terms_of(book, row++, &book->data->line[i]);
        }
    }
    return row + 1;
}

/* ------------------------------------------------------------------ Wrong pockets */

static void add_test(mkba_book *book, const char *path, const char *party, const char *test)
{
    mkba_buffer_add(&book->text, "N("); /* a dash is no number */
    mkba_book_refer_shown(book, &book->text, page, path, party);
    mkba_buffer_add(&book->text, ")");
    mkba_buffer_add(&book->text, test);
}

static void add_word(mkba_book *book, const char *before, const char *standing)
{
    char id[MKBA_TEXT];
    snprintf(id, sizeof id, "book.standing.%s", standing);
    mkba_buffer_add(&book->text, before);
    mkba_buffer_add(&book->text, "\"");
    mkba_buffer_add(&book->text, mkba_book_say(book, id));
    mkba_buffer_add(&book->text, "\"");
}

/* As mkba_plan_standing: who pays is who has cost, or a part in it. */
static void write_standing(mkba_book *book, uint32_t row, const char *party)
{
    const mkba_sheet sheet = mkba_book_plan_sheet(book);
    char id[MKBA_TEXT];
    mkba_buffer_add(mkba_book_start(book), "IF(OR(");
    add_test(book, "parties.%s.cost_pv_eur", party, ">0,");
    add_test(book, "parties.%s.funding_share", party, ">0),IF(");
    add_test(book, "parties.%s.pv_eur", party, "<0");
    add_word(book, ",", "pays_and_loses");
    add_word(book, ",", "pays_and_gains");
    mkba_buffer_add(&book->text, "),IF(");
    add_test(book, "parties.%s.pv_eur", party, ">0");
    add_word(book, ",", "gains");
    mkba_buffer_add(&book->text, ",IF(");
    add_test(book, "parties.%s.pv_eur", party, "<0");
    add_word(book, ",", "loses");
    add_word(book, ",", "none");
    mkba_buffer_add(&book->text, ")))");
    snprintf(id, sizeof id, "book.standing.%s", mkba_plan_standing(&sheet, party));
    mkba_book_put_words(book, page, row, 1, MKBA_ROLE_PLAIN, mkba_book_say(book, id));
}

static uint32_t write_stakes(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"party.name", "book.standing", "party.pv",
                                         "party.cost", "party.budget"};
    static const char *const path[] = {"parties.%s.pv_eur", "parties.%s.cost_pv_eur",
                                       "parties.%s.budget_year_2_eur"};
    row = mkba_book_plan_heading(book, row, "pocket.heading");
    mkba_book_text(book, page, row++, 0, MKBA_ROLE_SMALL,
                   mkba_book_say(book, "pocket.explained"));
    mkba_book_header(book, page, row++, 0, header, 5, 2);
    for (size_t i = 0; i < book->data->parties; i++, row++) {
        const mkba_party *p = &book->data->party[i];
        mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, mkba_book_label(book, p->label));
        write_standing(book, row, p->id);
        for (uint32_t k = 0; k < 3; k++) {
            mkba_book_show(book, page, row, 2 + k, euro, k == 1 ? -1 : 1, path[k], p->id);
        }
    }
    return row + 1;
}

/* Does the line put anything into that pocket, in any area? */
static bool is_anything(const mkba_book *book, const char *path)
{
    size_t figure = mkba_figures_find(book->result->figures, path);
    for (size_t a = 0; a < book->areas && figure != MKBA_MAP_NONE; a++) {
        if (fabs(book->result->outcome[a].value[figure]) > 0) {
            return true;
        }
    }
    return false;
}

static uint32_t write_pocket(mkba_book *book, uint32_t row, const mkba_party *party,
                             const mkba_line *line)
{
    static const char *const figure[] = {"pv_eur", "year_2_eur"};
    char pattern[2][MKBA_TEXT], path[2][MKBA_TEXT];
    bool any = false;
    for (size_t k = 0; k < 2; k++) {
        snprintf(pattern[k], sizeof pattern[k], "pockets.%s.%%s.%s", party->id, figure[k]);
        any =
            (mkba_path_of_item(path[k], pattern[k], line->id) && is_anything(book, path[k])) ||
            any;
    }
    if (!any) {
        return row;
    }
    mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, mkba_book_label(book, party->label));
    mkba_book_text(book, page, row, 1, MKBA_ROLE_PLAIN, mkba_book_label(book, line->label));
    for (uint32_t k = 0; k < 2; k++) {
        mkba_book_show(book, page, row, 2 + k, euro, 1, pattern[k], line->id);
    }
    return row + 1;
}

static uint32_t write_pockets(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"party.name", "line.name", "party.pv",
                                         "party.budget"};
    static const char *const found[] = {"pockets.found_need.pv_eur",
                                        "pockets.found_need.year_2_eur"};
    const mkba_data *d = book->data;
    row = mkba_book_plan_heading(book, row, "book.plan.pockets");
    mkba_book_header(book, page, row++, 0, header, 4, 2);
    for (size_t i = 0; i < d->parties; i++) {
        for (size_t k = 0; k < d->lines; k++) {
            row = mkba_book_has_plan_line(book, k)
                      ? write_pocket(book, row, &d->party[i], &d->line[k])
                      : row;
        }
    }
    mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN,
                   mkba_book_say(book, "book.plan.found_need"));
    for (uint32_t k = 0; k < 2; k++) {
        mkba_book_show(book, page, row, 2 + k, euro, -1, "%s", found[k]);
    }
    return row + 2;
}

/* ------------------------------------------------------------------ All of it */

void mkba_book_write_plan(mkba_book *book)
{
    if (!book->page[page]) {
        return;
    }
    mkba_book_open_page(book, page, "book.about.plan");
    mkba_book_area_shown(book, page);
    uint32_t row = write_lines(book, 4);
    row = write_parties(book, row);
    row = write_terms(book, row);
    row = mkba_book_write_contracts(book, row);
    row = mkba_book_write_arrangements(book, row);
    row = write_stakes(book, row);
    row = write_pockets(book, row);
    mkba_book_write_agreements(book, row);
    mkba_book_width(book, page, 0, 0, 34);
    mkba_book_width(book, page, 1, 1, 32);
    mkba_book_width(book, page, 2, MKBA_PLAN_WIDE - 1, 16);
    mkba_book_freeze(book, page, 3, 1);
}
