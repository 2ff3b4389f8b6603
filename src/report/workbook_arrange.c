/* The cash-in plan as a sheet: what is known of contracts, what to arrange and what to agree
 * on. Filled in by the program: none of it is a formula of the model. */
#include "report/workbook_plan.h"

#include "report/plan_lines.h"

#include <math.h>

static const mkba_page_id page = MKBA_PAGE_PLAN;

/* ------------------------------------------------------------------ Contracts */

static const char *const header[] = {
    "line.name",        "book.area",       "book.plan.form",      "book.plan.end",
    "book.plan.notice", "book.plan.owner", "book.plan.programme", "book.plan.step",
    "book.plan.fte",    "book.plan.share", "book.plan.deadline",  "book.plan.first",
    "book.source",      "book.plan.mind"};
enum { COLUMNS = sizeof header / sizeof *header };

static void put_words(mkba_book *book, uint32_t row, uint32_t column, const char *text)
{
    mkba_book_text(book, page, row, column, MKBA_ROLE_VALUE, text);
}

static void put_known(mkba_book *book, uint32_t row, uint32_t column, const char *text)
{
    put_words(book, row, column, text[0] ? text : mkba_book_say(book, "book.plan.unknown"));
}

static void put_number(mkba_book *book, uint32_t row, uint32_t column, mkba_as as,
                       double value)
{
    if (isnan(value)) {
        put_known(book, row, column, "");
    } else {
        mkba_book_number(book, page, row, column, (mkba_look){MKBA_ROLE_VALUE, as}, value);
    }
}

static void put_date(mkba_book *book, uint32_t row, uint32_t column, mkba_date date)
{
    char text[16] = "";
    if (!mkba_date_is_none(date)) {
        mkba_date_text(text, date);
    }
    put_known(book, row, column, text);
}

static void put_conflicts(mkba_book *book, uint32_t row, uint32_t column,
                          const mkba_arrangement *a)
{
    const char *conflict[MKBA_PLAN_CONFLICTS];
    size_t n = mkba_plan_conflicts(conflict, a);
    double start = mkba_data_value(book->data, "start_year");
    mkba_buffer all = {0};
    for (size_t i = 0; i < n; i++) {
        mkba_buffer_add(&all, i > 0 ? " " : "");
        mkba_buffer_add(&all, mkba_book_sentence(book, conflict[i], &start, 1));
    }
    put_words(book, row, column, mkba_buffer_text(&all));
    mkba_buffer_free(&all);
}

static void write_contract(mkba_book *book, uint32_t row, const mkba_arrangement *a)
{
    const mkba_contract *c = a->contract;
    put_words(book, row, 1,
              c->area[0] ? c->area : mkba_book_say(book, "book.plan.every_area"));
    put_known(book, row, 2, c->form);
    if (c->is_open) {
        put_words(book, row, 3, mkba_book_say(book, "book.plan.open"));
    } else {
        put_date(book, row, 3, c->end);
    }
    put_number(book, row, 4, MKBA_AS_COUNT, c->notice_months);
    put_known(book, row, 5, c->owner);
    put_known(book, row, 6, c->programme);
    put_number(book, row, 7, MKBA_AS_EURO, a->step_eur);
    if (!isnan(c->step_fte)) {
        put_number(book, row, 8, MKBA_AS_TENTH, c->step_fte);
    } else {
        put_words(book, row, 8, "-");
    }
    put_number(book, row, 9, MKBA_AS_PERCENT, c->share);
    put_date(book, row, 10, a->deadline);
    put_number(book, row, 11, MKBA_AS_YEAR, a->first_year);
    put_known(book, row, 12, c->source);
    put_conflicts(book, row, 13, a);
}

/* A line without a contract: nothing of it is known. */
static void write_nothing(mkba_book *book, uint32_t row)
{
    for (uint32_t k = 1; k + 1 < COLUMNS; k++) {
        put_known(book, row, k, "");
    }
    put_words(book, row, COLUMNS - 1, "");
}

static uint32_t write_line(mkba_book *book, uint32_t row, size_t line)
{
    const mkba_result *r = book->result;
    const mkba_sheet sheet = mkba_book_plan_sheet(book);
    const char *label = mkba_book_label(book, book->data->line[line].label);
    size_t count = r->contracts ? r->contracts->count : 0;
    uint32_t first = row;
    for (size_t i = mkba_cash_plan_contract(r, sheet.outcome, line, 0); i < count;
         i = mkba_cash_plan_contract(r, sheet.outcome, line, i + 1)) {
        mkba_arrangement a;
        mkba_cash_plan_arrange(&a, r, &r->contracts->item[i]);
        mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, label);
        write_contract(book, row++, &a);
    }
    if (row == first) {
        mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, label);
        write_nothing(book, row++);
    }
    return row;
}

uint32_t mkba_book_write_contracts(mkba_book *book, uint32_t row)
{
    row = mkba_book_plan_heading(book, row, "book.plan.contracts");
    mkba_book_text(
        book, page, row++, 0, MKBA_ROLE_SMALL,
        mkba_book_say(book, book->result->contracts ? "plan.say_model" : "plan.no_contracts"));
    mkba_book_header(book, page, row++, 0, header, COLUMNS, COLUMNS);
    for (size_t i = 0; i < book->data->lines; i++) {
        if (mkba_book_has_plan_line(book, i)) {
            row = write_line(book, row, i);
        }
    }
    return row + 1;
}

/* ------------------------------------------------------------------ Advice */

static uint32_t write_advice(mkba_book *book, uint32_t row, const char *label,
                             const char *about, const char *kind)
{
    const mkba_advice *advice = book->result->advice;
    const mkba_sheet sheet = mkba_book_plan_sheet(book);
    mkba_advice_view view = mkba_plan_view(&sheet);
    for (size_t i = mkba_advice_next(&view, about, kind, 0); i < advice->count;
         i = mkba_advice_next(&view, about, kind, i + 1), row++) {
        mkba_buffer text = {0};
        mkba_plan_advice_said(&text, &sheet, &advice->row[i]);
        mkba_book_text(book, page, row, 0, MKBA_ROLE_PLAIN, label);
        put_words(book, row, 1, mkba_buffer_text(&text));
        mkba_buffer_free(&text);
    }
    return row;
}

uint32_t mkba_book_write_arrangements(mkba_book *book, uint32_t row)
{
    static const char *const names[] = {"line.name", "book.plan.arrange"};
    row = mkba_book_plan_heading(book, row, "book.plan.arrange");
    mkba_book_header(book, page, row++, 0, names, 2, 2);
    for (size_t i = 0; i < book->data->lines; i++) {
        const mkba_line *l = &book->data->line[i];
        if (mkba_book_has_plan_line(book, i)) {
            row = write_advice(book, row, mkba_book_label(book, l->label), l->id, "arrange");
        }
    }
    mkba_book_text(book, page, row, 0, MKBA_ROLE_SMALL, mkba_book_say(book, "plan.say_help"));
    return row + 2;
}

uint32_t mkba_book_write_agreements(mkba_book *book, uint32_t row)
{
    static const char *const names[] = {"party.name", "book.plan.agree"};
    row = mkba_book_plan_heading(book, row, "book.plan.agree");
    mkba_book_header(book, page, row++, 0, names, 2, 2);
    for (size_t i = 0; i < book->data->parties; i++) {
        const mkba_party *p = &book->data->party[i];
        row = write_advice(book, row, mkba_book_label(book, p->label), p->id, "agree");
    }
    return row + 1;
}
