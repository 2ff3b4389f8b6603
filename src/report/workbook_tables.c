/* Result sheets with a table and a chart: lines, parties, years, potential. */
#include "report/workbook_parts.h"

#include <math.h>
#include <string.h>

enum { HEADER = 3, LABEL = 0, FIRST = 1, CHART_ROWS = 21 };

static const mkba_look euro = {MKBA_ROLE_FORMULA, MKBA_AS_EURO};
static const mkba_look sum_of_euros = {MKBA_ROLE_SUM, MKBA_AS_EURO};

/* A table: a column per figure, a row per item. */
typedef struct {
    mkba_page_id page;
    const char *const *path;
    const double *sign; /* 1 or -1: what is subtracted is shown below zero */
    size_t paths;
} table;

static void write_row(mkba_book *book, const table *t, uint32_t row, const char *label,
                      const char *item)
{
    mkba_book_text(book, t->page, row, LABEL, MKBA_ROLE_PLAIN, label);
    for (size_t k = 0; k < t->paths; k++) {
        mkba_book_show(book, t->page, row, FIRST + (uint32_t)k, euro, t->sign[k], t->path[k],
                       item);
    }
}

static void write_sum(mkba_book *book, mkba_page_id page, uint32_t row, uint32_t column,
                      uint32_t first, double value)
{
    mkba_book_call(book, mkba_book_start(book), "SUM", column, first, row - 1);
    mkba_book_put(book, page, row, column, sum_of_euros, value);
}

static void finish(mkba_book *book, mkba_page_id page, size_t columns, double width)
{
    mkba_book_width(book, page, 0, 0, width);
    mkba_book_width(book, page, 1, (uint32_t)columns, 17);
    mkba_book_freeze(book, page, HEADER + 1, 1);
}

void mkba_book_area_shown(mkba_book *book, mkba_page_id page)
{
    mkba_buffer *out = mkba_book_start(book);
    mkba_book_refer(book, out, page, MKBA_PAGE_OUTCOME, 2, 1);
    mkba_book_put_words(book, page, 2, 0, MKBA_ROLE_BOLD,
                        book->areas == 1 ? mkba_book_area_name(book, 0)
                                         : mkba_book_say(book, "book.all_areas"));
}

static void write_note(mkba_book *book, mkba_page_id page, uint32_t row, const char *id)
{
    mkba_book_text(book, page, row, 0, MKBA_ROLE_SMALL, mkba_book_say(book, id));
}

/* ------------------------------------------------------------------ Lines */

static uint32_t write_line_rows(mkba_book *book, uint32_t row)
{
    static const char *const path[] = {"lines.%s.spend_eur", "lines.%s.saving_pv_eur",
                                       "lines.%s.need_pv_eur", "lines.%s.refer_pv_eur",
                                       "lines.%s.pv_eur"};
    static const double sign[] = {1, 1, -1, -1, 1};
    const table t = {MKBA_PAGE_LINES, path, sign, 5};
    const mkba_data *d = book->data;
    for (size_t i = 0; i < d->lines; i++) {
        if (strcmp(d->line[i].kind, "pm") != 0) {
            bool transfer = strcmp(d->line[i].kind, "transfer") == 0;
            mkba_buffer name = {0};
            mkba_buffer_add(&name, mkba_book_label(book, d->line[i].label));
            mkba_buffer_add(&name, transfer ? " *" : "");
            write_row(book, &t, row++, mkba_buffer_text(&name), d->line[i].id);
            mkba_buffer_free(&name);
        }
    }
    return row;
}

static uint32_t write_line_sums(mkba_book *book, uint32_t row)
{
    static const char *const label[] = {"line.benefit", "line.cost", "line.npv"};
    static const char *const path[] = {"benefit_pv_eur", "additional_cost_pv_eur", "npv_eur"};
    for (size_t k = 0; k < 3; k++) {
        mkba_book_text(book, MKBA_PAGE_LINES, row, LABEL, MKBA_ROLE_BOLD,
                       mkba_book_say(book, label[k]));
        mkba_book_show(book, MKBA_PAGE_LINES, row++, FIRST + 4, sum_of_euros, k == 1 ? -1 : 1,
                       "%s", path[k]);
    }
    write_note(book, MKBA_PAGE_LINES, row, "line.transfer");
    return row + 2;
}

/* What belongs to the whole area and not to a segment: the total less the segments. */
static void write_rest(mkba_book *book, uint32_t row, uint32_t first, uint32_t column,
                       const char *path, double sign, double value)
{
    mkba_buffer *out = mkba_book_start(book);
    size_t figure = mkba_figures_find(book->result->figures, path);
    mkba_buffer_add(out, sign < 0 ? "ROUND(-" : "ROUND(");
    mkba_book_refer(book, out, MKBA_PAGE_LINES, MKBA_PAGE_FIGURES, book->figure_row[figure],
                    MKBA_FIGURES_SHOWN);
    mkba_buffer_add(out, "-");
    mkba_book_call(book, out, "SUM", column, first, row - 1);
    mkba_buffer_add(out, ",6)");
    mkba_book_put(book, MKBA_PAGE_LINES, row, column, euro, value);
}

static void write_balance_sum(mkba_book *book, uint32_t row, double value)
{
    char saving[LXW_MAX_CELL_NAME_LENGTH], cost[LXW_MAX_CELL_NAME_LENGTH], text[64];
    book->xlsx.lxw_rowcol_to_cell(saving, row, FIRST);
    book->xlsx.lxw_rowcol_to_cell(cost, row, FIRST + 1);
    snprintf(text, sizeof text, "%s+%s", saving, cost);
    mkba_buffer_add(mkba_book_start(book), text);
    mkba_book_put(book, MKBA_PAGE_LINES, row, FIRST + 2, euro, value);
}

/* Savings and cost of every segment, and of the whole area. */
static uint32_t write_balance(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"balance.name", "balance.saving", "balance.cost",
                                         "balance.sum"};
    static const char *const path[2] = {"segments.%s.saving_pv_eur",
                                        "segments.%s.cost_pv_eur"};
    static const char *const whole[2] = {"benefit_pv_eur", "additional_cost_pv_eur"};
    static const double sign[2] = {1, -1};
    const table t = {MKBA_PAGE_LINES, path, sign, 2};
    const mkba_data *d = book->data;
    uint32_t first = row + 1, last = first + (uint32_t)d->segments;
    double rest[2];
    mkba_book_header(book, MKBA_PAGE_LINES, row, LABEL, header, 4, 1);
    for (size_t k = 0; k < 2; k++) {
        rest[k] = sign[k] * mkba_book_shown(book, "%s", whole[k]);
    }
    for (size_t i = 0; i < d->segments; i++) {
        double value[2];
        const char *id = d->segment[i].id;
        write_row(book, &t, first + (uint32_t)i, mkba_book_label(book, d->segment[i].label),
                  id);
        for (size_t k = 0; k < 2; k++) {
            value[k] = sign[k] * mkba_book_shown(book, path[k], id);
            rest[k] -= value[k];
        }
        write_balance_sum(book, first + (uint32_t)i, value[0] + value[1]);
    }
    mkba_book_text(book, MKBA_PAGE_LINES, last, LABEL, MKBA_ROLE_PLAIN,
                   mkba_book_say(book, "balance.rest"));
    for (size_t k = 0; k < 2; k++) {
        rest[k] = fabs(rest[k]) < 1e-6 ? 0 : rest[k]; /* as the formula rounds */
        write_rest(book, last, first, FIRST + (uint32_t)k, whole[k], sign[k], rest[k]);
    }
    write_balance_sum(book, last, rest[0] + rest[1]);
    return last + 2;
}

/* Lines without an amount: with the expected sign, never as zero. */
static uint32_t write_pm(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"pm.heading", "book.sign", "book.note"};
    const mkba_data *d = book->data;
    mkba_book_header(book, MKBA_PAGE_LINES, row, LABEL, header, 3, 3);
    write_note(book, MKBA_PAGE_LINES, ++row, "pm.explained");
    for (size_t i = 0; i < d->lines; i++) {
        const mkba_line *line = &d->line[i];
        char sign[] = "PM (?)";
        if (strcmp(line->kind, "pm") != 0) {
            continue;
        }
        sign[4] = line->expected_sign[0] ? line->expected_sign[0] : '?';
        mkba_book_text(book, MKBA_PAGE_LINES, ++row, LABEL, MKBA_ROLE_PLAIN,
                       mkba_book_label(book, line->label));
        mkba_book_text(book, MKBA_PAGE_LINES, row, FIRST, MKBA_ROLE_PLAIN, sign);
        mkba_book_text(book, MKBA_PAGE_LINES, row, FIRST + 1, MKBA_ROLE_SMALL,
                       mkba_book_label(book, line->note));
    }
    return row + 2;
}

void mkba_book_write_lines(mkba_book *book)
{
    static const char *const header[] = {"line.name", "line.spend", "line.saving",
                                         "line.need", "line.refer", "line.pv"};
    const mkba_page_id page = MKBA_PAGE_LINES;
    mkba_book_open_page(book, page, "line.heading");
    mkba_book_area_shown(book, page);
    mkba_book_header(book, page, HEADER, LABEL, header, 6, 1);
    uint32_t end = write_line_rows(book, HEADER + 1);
    lxw_chart *chart =
        mkba_book_chart(book, LXW_CHART_BAR, mkba_book_say(book, "line.heading"));
    uint32_t at[5] = {HEADER, LABEL, HEADER + 1, end - 1, FIRST + 4};
    mkba_book_series(book, chart, page, at, MKBA_BOOK_BLUE);
    if (chart) {
        book->xlsx.chart_legend_set_position(chart, LXW_CHART_LEGEND_NONE);
    }
    end = write_line_sums(book, end);
    mkba_book_place_chart(book, page, chart, end, 0);
    write_pm(book, write_balance(book, end + CHART_ROWS));
    finish(book, page, 5, 50);
}

/* ------------------------------------------------------------------ Parties */

static const char *const party_path[] = {"parties.%s.benefit_pv_eur",
                                         "parties.%s.cost_pv_eur",
                                         "parties.%s.pv_eur",
                                         "parties.%s.budget_benefit_year_2_eur",
                                         "parties.%s.budget_cost_year_2_eur",
                                         "parties.%s.budget_year_2_eur"};
static const double party_sign[] = {1, -1, 1, 1, -1, 1};
enum { PARTY_PATHS = sizeof party_path / sizeof *party_path };

static void write_party(mkba_book *book, uint32_t row, const mkba_party *party)
{
    const mkba_page_id page = MKBA_PAGE_PARTIES;
    mkba_book_text(book, page, row, LABEL, MKBA_ROLE_PLAIN,
                   mkba_book_label(book, party->label));
    mkba_book_show(book, page, row, FIRST, (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_PERCENT}, 1,
                   "parties.%s.funding_share", party->id);
    for (uint32_t k = 0; k < PARTY_PATHS; k++) {
        mkba_book_show(book, page, row, FIRST + 1 + k, euro, party_sign[k], party_path[k],
                       party->id);
    }
}

static void write_party_sums(mkba_book *book, uint32_t first, uint32_t end)
{
    const mkba_data *d = book->data;
    mkba_book_text(book, MKBA_PAGE_PARTIES, end, LABEL, MKBA_ROLE_BOLD,
                   mkba_book_say(book, "party.total"));
    for (uint32_t k = 0; k < PARTY_PATHS; k++) {
        double sum = 0;
        for (size_t i = 0; i < d->parties; i++) {
            sum += party_sign[k] * mkba_book_shown(book, party_path[k], d->party[i].id);
        }
        write_sum(book, MKBA_PAGE_PARTIES, end, FIRST + 1 + k, first, sum);
    }
    write_note(book, MKBA_PAGE_PARTIES, end + 1, "party.explained");
}

void mkba_book_write_parties(mkba_book *book)
{
    static const char *const header[] = {
        "party.name", "book.funding",        "party.benefit",    "party.cost",
        "party.pv",   "book.budget_benefit", "book.budget_cost", "party.budget"};
    const mkba_page_id page = MKBA_PAGE_PARTIES;
    uint32_t first = HEADER + 1, end = first + (uint32_t)book->data->parties;
    mkba_book_open_page(book, page, "party.heading");
    mkba_book_area_shown(book, page);
    mkba_book_header(book, page, HEADER, LABEL, header, 8, 1);
    for (size_t i = 0; i < book->data->parties; i++) {
        write_party(book, first + (uint32_t)i, &book->data->party[i]);
    }
    write_party_sums(book, first, end);
    lxw_chart *chart =
        mkba_book_chart(book, LXW_CHART_COLUMN, mkba_book_say(book, "party.heading"));
    uint32_t net[5] = {HEADER, LABEL, first, end - 1, FIRST + 3};
    uint32_t budget[5] = {HEADER, LABEL, first, end - 1, FIRST + 6};
    mkba_book_series(book, chart, page, net, MKBA_BOOK_BLUE);
    mkba_book_series(book, chart, page, budget, 0xF4B183);
    mkba_book_place_chart(book, page, chart, end + 3, 0);
    finish(book, page, 7, 34);
}

/* ------------------------------------------------------------------ Years */

static void write_years(mkba_book *book, uint32_t first, long horizon)
{
    static const char *const path[] = {"years.%s.benefit_eur", "years.%s.cost_eur",
                                       "years.%s.net_eur", "years.%s.cumulative_pv_eur"};
    static const double sign[] = {1, -1, 1, 1};
    const mkba_page_id page = MKBA_PAGE_YEARS;
    size_t start = mkba_map_get(&book->data->parameter_by_key, "start_year");
    for (long t = 0; t < horizon; t++) {
        char item[24], text[32];
        uint32_t row = first + (uint32_t)t;
        snprintf(item, sizeof item, "%ld", t);
        snprintf(text, sizeof text, "+%ld", t);
        mkba_buffer *out = mkba_book_start(book);
        mkba_book_refer_number(book, out, page, start, MKBA_TODAY);
        mkba_buffer_add(out, text);
        mkba_book_put(book, page, row, LABEL, (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_YEAR},
                      mkba_data_value(book->data, "start_year") + (double)t);
        for (uint32_t k = 0; k < 4; k++) {
            mkba_book_show(book, page, row, FIRST + k, euro, sign[k], path[k], item);
        }
    }
}

void mkba_book_write_years(mkba_book *book)
{
    static const char *const header[] = {"year.name", "year.benefit", "year.cost", "year.net",
                                         "year.cumulative"};
    const mkba_page_id page = MKBA_PAGE_YEARS;
    long horizon = lround(mkba_data_value(book->data, "horizon"));
    uint32_t first = HEADER + 1, last = HEADER + (uint32_t)horizon;
    mkba_book_open_page(book, page, "year.heading");
    mkba_book_area_shown(book, page);
    mkba_book_header(book, page, HEADER, LABEL, header, 5, 1);
    write_years(book, first, horizon);
    lxw_chart *flows =
        mkba_book_chart(book, LXW_CHART_COLUMN, mkba_book_say(book, "year.heading"));
    lxw_chart *sum =
        mkba_book_chart(book, LXW_CHART_LINE, mkba_book_say(book, "year.cumulative"));
    uint32_t benefit[5] = {HEADER, LABEL, first, last, FIRST};
    uint32_t cost[5] = {HEADER, LABEL, first, last, FIRST + 1};
    uint32_t cumulative[5] = {HEADER, LABEL, first, last, FIRST + 3};
    mkba_book_series(book, flows, page, benefit, 0x70AD47);
    mkba_book_series(book, flows, page, cost, 0xC55A11);
    mkba_book_series(book, sum, page, cumulative, MKBA_BOOK_BLUE);
    if (sum) {
        book->xlsx.chart_legend_set_position(sum, LXW_CHART_LEGEND_NONE);
    }
    mkba_book_place_chart(book, page, flows, HEADER, FIRST + 5);
    mkba_book_place_chart(book, page, sum, last + 8, FIRST + 5);
    finish(book, page, 4, 14);
}

/* ------------------------------------------------------------------ Potential */

static void write_factor(mkba_book *book, uint32_t row, size_t i)
{
    static const char *const path[] = {"factors.%s.potential_eur",
                                       "factors.%s.within_reach_eur"};
    const mkba_page_id page = MKBA_PAGE_POTENTIAL;
    const mkba_factor *f = &book->data->factor[i];
    mkba_look look = {book->live_potential ? MKBA_ROLE_FORMULA : MKBA_ROLE_VALUE,
                      MKBA_AS_EURO};
    mkba_book_text(book, page, row, LABEL, MKBA_ROLE_PLAIN, mkba_book_label(book, f->label));
    if (f->scored) {
        mkba_book_show(book, page, row, FIRST, (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_RATIO},
                       1, "factors.%s.score", f->id);
    }
    for (uint32_t k = 0; k < 2; k++) {
        mkba_book_show(book, page, row, FIRST + 1 + k, look, 1, path[k], f->id);
    }
    mkba_book_text(book, page, row, FIRST + 3, MKBA_ROLE_ASIDE,
                   mkba_book_label(book, f->mechanism));
}

static uint32_t write_advice(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"potential.name", "book.do", "book.risk",
                                         "book.first"};
    const mkba_page_id page = MKBA_PAGE_POTENTIAL;
    static const uint32_t column[4] = {0, 4, 5, 6};
    for (size_t k = 0; k < 4; k++) {
        mkba_book_text(book, page, row, column[k], MKBA_ROLE_HEADER,
                       mkba_book_heading(book, header[k]));
    }
    for (uint32_t k = 1; k < 4; k++) {
        mkba_book_text(book, page, row, k, MKBA_ROLE_HEADER, "");
    }
    for (size_t i = 0; i < book->factors; i++) {
        const mkba_factor *f = &book->data->factor[i];
        uint32_t at = row + 1 + (uint32_t)i;
        mkba_book_text(book, page, at, 0, MKBA_ROLE_NOTE, mkba_book_label(book, f->label));
        mkba_book_text(book, page, at, 4, MKBA_ROLE_NOTE, mkba_book_label(book, f->action));
        mkba_book_text(book, page, at, 5, MKBA_ROLE_NOTE, mkba_book_label(book, f->risk));
        mkba_book_text(book, page, at, 6, MKBA_ROLE_NOTE, mkba_book_label(book, f->first));
        book->xlsx.worksheet_set_row(book->page[page], at, 34, NULL);
    }
    return row + (uint32_t)book->factors + 2;
}

void mkba_book_write_potential(mkba_book *book)
{
    static const char *const header[] = {"potential.name", "potential.score", "potential.most",
                                         "potential.reach", "book.mechanism"};
    static const char *const path[] = {"potential_eur", "within_reach_eur"};
    const mkba_page_id page = MKBA_PAGE_POTENTIAL;
    uint32_t first = HEADER + 1, end = first + (uint32_t)book->factors;
    mkba_book_open_page(book, page,
                        book->live_potential ? "potential.heading" : "book.about.value");
    mkba_book_area_shown(book, page);
    mkba_book_header(book, page, HEADER, LABEL, header, 4, 1);
    mkba_book_header(book, page, HEADER, FIRST + 3, header + 4, 1, 1);
    for (size_t i = 0; i < book->factors; i++) {
        write_factor(book, first + (uint32_t)i, i);
    }
    mkba_book_text(book, page, end, LABEL, MKBA_ROLE_BOLD,
                   mkba_book_say(book, "potential.total"));
    for (uint32_t k = 0; k < 2; k++) {
        mkba_book_show(book, page, end, FIRST + 1 + k, sum_of_euros, 1, "%s", path[k]);
    }
    write_note(book, page, end + 1, "potential.explained");
    lxw_chart *chart =
        mkba_book_chart(book, LXW_CHART_BAR, mkba_book_say(book, "potential.heading"));
    uint32_t most[5] = {HEADER, LABEL, first, end - 1, FIRST + 1};
    uint32_t reach[5] = {HEADER, LABEL, first, end - 1, FIRST + 2};
    mkba_book_series(book, chart, page, most, 0x9DC3E6);
    mkba_book_series(book, chart, page, reach, MKBA_BOOK_BLUE);
    mkba_book_place_chart(book, page, chart, write_advice(book, end + 3), 0);
    finish(book, page, 3, 34);
    mkba_book_width(book, page, 4, 6, 44);
}
