/* What comes out: the range over the evidence scenarios first, the point after it; and the
 * ranking of several areas. */
#include "report/workbook_parts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CHOICE = 2, WARNING = 3, RANGE = 5, SCENARIOS = 9, LABEL = 0, FIRST = 1 };

static const mkba_page_id page = MKBA_PAGE_OUTCOME;
static const mkba_look euro = {MKBA_ROLE_FORMULA, MKBA_AS_EURO};

/* ------------------------------------------------------------------ Which area */

static void write_choice(mkba_book *book)
{
    lxw_data_validation list = {.validate = LXW_VALIDATION_TYPE_LIST_FORMULA,
                                .error_type = LXW_VALIDATION_ERROR_TYPE_STOP};
    if (book->areas == 1) {
        mkba_book_text(book, page, CHOICE, LABEL, MKBA_ROLE_BOLD,
                       mkba_book_say(book, "book.area"));
        mkba_book_text(book, page, CHOICE, FIRST, MKBA_ROLE_BOLD,
                       mkba_book_area_name(book, 0));
        return;
    }
    mkba_book_text(book, page, CHOICE, LABEL, MKBA_ROLE_BOLD,
                   mkba_book_say(book, "book.choose"));
    mkba_book_text(book, page, CHOICE, FIRST, MKBA_ROLE_INPUT,
                   mkba_book_say(book, "book.all_areas"));
    mkba_buffer *out = mkba_book_start(book);
    char last[LXW_MAX_CELL_NAME_LENGTH];
    mkba_book_refer(book, out, page, MKBA_PAGE_FIGURES, MKBA_TABLE_HEADER,
                    mkba_book_figure_column(book, MKBA_TOTAL));
    book->xlsx.lxw_rowcol_to_cell_abs(
        last, MKBA_TABLE_HEADER, (lxw_col_t)mkba_book_figure_column(book, book->areas - 1), 1,
        1);
    mkba_buffer_add(out, ":");
    mkba_buffer_add(out, last);
    list.value_formula = out->text;
    mkba_book_check(book, book->xlsx.worksheet_data_validation_cell(book->page[page], CHOICE,
                                                                    FIRST, &list));
}

/* What a preset assumed is nobody's score. */
static bool is_assumed(const mkba_book *book, size_t column)
{
    const mkba_area *area = book->result->outcome[0].area;
    const char *source;
    return area->entered[column] &&
           mkba_area_evidence(book->result->areas, area, column, &source) == 'E';
}

/* Without scores of their own there is no verdict. The text is on the sheet with remarks;
 * whether it holds is asked of the input. */
static void write_warning(mkba_book *book)
{
    mkba_buffer *out = mkba_book_start(book);
    const char *text = mkba_book_say(book, "book.no_scores");
    bool none = book->result->outcome[0].scores_entered == 0;
    const mkba_data *d = book->data;
    bool first = true;
    if (book->areas > 1) {
        mkba_book_text(book, page, WARNING, LABEL, MKBA_ROLE_BOLD,
                       mkba_book_say(book, "book.no_scores_areas"));
        return;
    }
    mkba_buffer_add(out, "IF(COUNT(");
    for (size_t i = 0; i < d->columns; i++) {
        if (d->column[i].in_model && strncmp(d->column[i].id, "score_", 6) == 0 &&
            !is_assumed(book, i)) {
            mkba_buffer_add(out, first ? "" : ",");
            mkba_book_refer(book, out, page, MKBA_PAGE_INPUT, book->input_row[i],
                            mkba_book_input_column(0, 0));
            first = false;
        }
    }
    mkba_buffer_add(out, ")=0,\"");
    mkba_buffer_add(out, text);
    mkba_buffer_add(out, "\",\"\")");
    if (first) {
        mkba_book_text(book, page, WARNING, LABEL, MKBA_ROLE_BOLD, none ? text : "");
    } else {
        mkba_book_put_words(book, page, WARNING, LABEL, MKBA_ROLE_BOLD, none ? text : "");
    }
}

/* ------------------------------------------------------------------ Scenarios */

static void write_range(mkba_book *book)
{
    static const char *const header[] = {"book.range", "book.lowest", "book.highest",
                                         "book.central"};
    uint32_t first = SCENARIOS + 1, last = SCENARIOS + (uint32_t)book->scenarios;
    double low = INFINITY, high = -INFINITY;
    mkba_look look = {MKBA_ROLE_SUM, MKBA_AS_EURO};
    for (size_t s = 0; s < book->scenarios; s++) {
        double npv = mkba_book_shown(book, "scenarios.%s.npv_eur", book->data->scenario[s].id);
        low = fmin(low, npv);
        high = fmax(high, npv);
    }
    mkba_book_header(book, page, RANGE, LABEL, header, 4, 1);
    mkba_book_text(book, page, RANGE + 1, LABEL, MKBA_ROLE_BOLD,
                   mkba_book_sentence(book, "book.npv_over",
                                      (double[]){mkba_data_value(book->data, "horizon")}, 1));
    mkba_book_call(book, mkba_book_start(book), "MIN", FIRST + 1, first, last);
    mkba_book_put(book, page, RANGE + 1, FIRST, look, low);
    mkba_book_call(book, mkba_book_start(book), "MAX", FIRST + 1, first, last);
    mkba_book_put(book, page, RANGE + 1, FIRST + 1, look, high);
    mkba_book_show(book, page, RANGE + 1, FIRST + 2, look, 1, "%s", "npv_eur");
}

/* Benefits per euro of cost: the cost is what lies between benefit and net value. */
static void write_ratio(mkba_book *book, uint32_t row, const char *scenario)
{
    char benefit[LXW_MAX_CELL_NAME_LENGTH], net[LXW_MAX_CELL_NAME_LENGTH], text[128];
    double b = mkba_book_shown(book, "scenarios.%s.benefit_pv_eur", scenario);
    double cost = b - mkba_book_shown(book, "scenarios.%s.npv_eur", scenario);
    book->xlsx.lxw_rowcol_to_cell(benefit, row, FIRST);
    book->xlsx.lxw_rowcol_to_cell(net, row, FIRST + 1);
    snprintf(text, sizeof text, "IF(%s-%s>0,%s/(%s-%s),\"-\")", benefit, net, benefit, benefit,
             net);
    mkba_buffer_add(mkba_book_start(book), text);
    mkba_book_put(book, page, row, FIRST + 2, (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_RATIO},
                  cost > 0 ? b / cost : (double)NAN);
}

static void write_scenarios(mkba_book *book)
{
    static const char *const header[] = {"scenario.name", "scenario.benefit", "scenario.npv",
                                         "scenario.ratio"};
    mkba_book_header(book, page, SCENARIOS, LABEL, header, 4, 1);
    for (size_t s = 0; s < book->scenarios; s++) {
        const mkba_scenario *scenario = &book->data->scenario[s];
        uint32_t row = SCENARIOS + 1 + (uint32_t)s;
        mkba_book_text(book, page, row, LABEL, MKBA_ROLE_PLAIN,
                       mkba_book_label(book, scenario->label));
        mkba_book_show(book, page, row, FIRST, euro, 1, "scenarios.%s.benefit_pv_eur",
                       scenario->id);
        mkba_book_show(book, page, row, FIRST + 1, euro, 1, "scenarios.%s.npv_eur",
                       scenario->id);
        write_ratio(book, row, scenario->id);
        mkba_book_text(book, page, row, FIRST + 3, MKBA_ROLE_ASIDE,
                       mkba_book_label(book, scenario->note));
    }
}

/* ------------------------------------------------------------------ Figures */

static const struct {
    const char *path, *label;
    mkba_as as;
} key_figures[] = {
    {"households", "book.figure.households", MKBA_AS_COUNT},
    {"helped_per_year", "book.figure.helped", MKBA_AS_COUNT},
    {"reach_share", "book.figure.reach", MKBA_AS_PERCENT},
    {"fte_total", "book.figure.fte", MKBA_AS_TENTH},
    {"team_cost_eur", "book.figure.team_cost", MKBA_AS_EURO},
    {"additional_cost_eur", "book.figure.additional", MKBA_AS_EURO},
    {"gross_cost_pv_eur", "book.figure.gross_pv", MKBA_AS_EURO},
    {"additional_cost_pv_eur", "book.figure.additional_pv", MKBA_AS_EURO},
    {"benefit_pv_eur", "book.figure.benefit_pv", MKBA_AS_EURO},
    {"npv_eur", "book.figure.npv", MKBA_AS_EURO},
    {"ratio", "book.figure.ratio", MKBA_AS_RATIO},
    {"payback_year", "book.figure.payback", MKBA_AS_YEAR},
    {"npv_per_helped_household_eur", "book.figure.per_household", MKBA_AS_EURO},
    {"npv_per_gross_euro", "book.figure.per_euro", MKBA_AS_RATIO},
    {"potential_eur", "book.figure.potential", MKBA_AS_EURO},
    {"within_reach_eur", "book.figure.reach_eur", MKBA_AS_EURO},
};
enum { KEY_FIGURES = sizeof key_figures / sizeof *key_figures };

static uint32_t write_figures(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {"book.central_figures", "book.value"};
    mkba_book_header(book, page, row, LABEL, header, 2, 1);
    for (size_t i = 0; i < KEY_FIGURES; i++) {
        mkba_book_text(book, page, row + 1 + (uint32_t)i, LABEL, MKBA_ROLE_PLAIN,
                       mkba_book_say(book, key_figures[i].label));
        mkba_book_show(book, page, row + 1 + (uint32_t)i, FIRST,
                       (mkba_look){MKBA_ROLE_FORMULA, key_figures[i].as}, 1, "%s",
                       key_figures[i].path);
    }
    return row + 2 + KEY_FIGURES;
}

static void write_segments(mkba_book *book, uint32_t row)
{
    static const char *const header[] = {
        "segment.name",     "segment.households", "segment.helped", "segment.fte",
        "segment.caseload", "book.norm_low",      "book.norm_high"};
    static const char *const path[] = {"segments.%s.households", "segments.%s.helped_per_year",
                                       "segments.%s.fte",        "segments.%s.caseload",
                                       "segments.%s.norm_low",   "segments.%s.norm_high"};
    static const mkba_as as[] = {MKBA_AS_COUNT, MKBA_AS_COUNT, MKBA_AS_TENTH,
                                 MKBA_AS_TENTH, MKBA_AS_COUNT, MKBA_AS_COUNT};
    mkba_book_header(book, page, row, LABEL, header, 7, 1);
    for (size_t i = 0; i < book->data->segments; i++) {
        mkba_book_text(book, page, row + 1 + (uint32_t)i, LABEL, MKBA_ROLE_PLAIN,
                       mkba_book_label(book, book->data->segment[i].label));
        for (uint32_t k = 0; k < 6; k++) {
            mkba_book_show(book, page, row + 1 + (uint32_t)i, FIRST + k,
                           (mkba_look){MKBA_ROLE_FORMULA, as[k]}, 1, path[k],
                           book->data->segment[i].id);
        }
    }
}

static void draw(mkba_book *book, uint32_t row)
{
    lxw_chart *chart =
        mkba_book_chart(book, LXW_CHART_COLUMN, mkba_book_say(book, "book.chart.scenarios"));
    uint32_t last = SCENARIOS + (uint32_t)book->scenarios;
    uint32_t net[5] = {SCENARIOS, LABEL, SCENARIOS + 1, last, FIRST + 1};
    uint32_t benefit[5] = {SCENARIOS, LABEL, SCENARIOS + 1, last, FIRST};
    mkba_book_series(book, chart, page, benefit, 0x9DC3E6);
    mkba_book_series(book, chart, page, net, MKBA_BOOK_BLUE);
    mkba_book_place_chart(book, page, chart, row, FIRST + 2);
}

void mkba_book_write_outcome(mkba_book *book)
{
    uint32_t figures = SCENARIOS + 2 + (uint32_t)book->scenarios;
    mkba_book_open_page(book, page, "title.indicative");
    write_choice(book);
    write_warning(book);
    write_range(book);
    write_scenarios(book);
    write_segments(book, write_figures(book, figures) + 4);
    draw(book, figures);
    mkba_book_width(book, page, 0, 0, 50);
    mkba_book_width(book, page, 1, 7, 19);
    mkba_book_freeze(book, page, CHOICE + 1, 1);
}

/* ------------------------------------------------------------------ Ranking */

typedef struct {
    size_t area;
    double npv;
} ranked;

static int by_npv(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    int order = (x->npv < y->npv) - (x->npv > y->npv);
    return order ? order : (x->area > y->area) - (x->area < y->area);
}

static const char *const ranking_path[] = {
    "households", "team_cost_eur", "benefit_pv_eur",  "additional_cost_pv_eur",
    "npv_eur",    "ratio",         "within_reach_eur"};
enum { RANKING_PATHS = sizeof ranking_path / sizeof *ranking_path, RANKING_NPV = 4 };

static void write_ranked(mkba_book *book, uint32_t row, size_t area, size_t rank)
{
    char cell[LXW_MAX_CELL_NAME_LENGTH], first[LXW_MAX_CELL_NAME_LENGTH],
        last[LXW_MAX_CELL_NAME_LENGTH], text[128];
    const mkba_outcome *o = &book->result->outcome[area];
    mkba_book_text(book, MKBA_PAGE_RANKING, row, 1, MKBA_ROLE_PLAIN,
                   mkba_book_area_name(book, area));
    for (uint32_t k = 0; k < RANKING_PATHS; k++) {
        size_t i = mkba_figures_find(book->result->figures, ranking_path[k]);
        mkba_book_refer(book, mkba_book_start(book), MKBA_PAGE_RANKING, MKBA_PAGE_FIGURES,
                        book->figure_row[i], mkba_book_figure_column(book, area));
        mkba_book_put(book, MKBA_PAGE_RANKING, row, 2 + k,
                      (mkba_look){MKBA_ROLE_FORMULA,
                                  mkba_book_as(book->result->figures->figure[i].unit)},
                      o->value[i]);
    }
    book->xlsx.lxw_rowcol_to_cell(cell, row, 2 + RANKING_NPV);
    book->xlsx.lxw_rowcol_to_cell_abs(first, MKBA_TABLE_HEADER + 1, 2 + RANKING_NPV, 1, 1);
    book->xlsx.lxw_rowcol_to_cell_abs(last, MKBA_TABLE_HEADER + (uint32_t)book->areas,
                                      2 + RANKING_NPV, 1, 1);
    snprintf(text, sizeof text, "RANK(%s,%s:%s)", cell, first, last);
    mkba_buffer_add(mkba_book_start(book), text);
    mkba_book_put(book, MKBA_PAGE_RANKING, row, 0,
                  (mkba_look){MKBA_ROLE_FORMULA, MKBA_AS_YEAR}, (double)rank);
}

void mkba_book_write_ranking(mkba_book *book)
{
    static const char *const header[] = {"book.rank",
                                         "book.area",
                                         "areas.households",
                                         "book.figure.team_cost",
                                         "scenario.benefit",
                                         "book.figure.additional_pv",
                                         "scenario.npv",
                                         "scenario.ratio",
                                         "book.figure.reach_eur"};
    lxw_worksheet *sheet = book->page[MKBA_PAGE_RANKING];
    if (!sheet) {
        return;
    }
    ranked *list = mkba_arena_alloc(book->arena, book->areas, sizeof *list);
    size_t npv = mkba_figures_find(book->result->figures, "npv_eur");
    for (size_t a = 0; a < book->areas && list; a++) {
        list[a] = (ranked){a, book->result->outcome[a].value[npv]};
    }
    if (!list) {
        book->failed = true;
        return;
    }
    qsort(list, book->areas, sizeof *list, by_npv);
    mkba_book_open_page(book, MKBA_PAGE_RANKING, "book.about.ranking");
    mkba_book_header(book, MKBA_PAGE_RANKING, MKBA_TABLE_HEADER, 0, header,
                     sizeof header / sizeof *header, 2);
    for (size_t k = 0, rank = 1; k < book->areas; k++) {
        rank = k > 0 && list[k].npv < list[k - 1].npv ? k + 1 : rank;
        write_ranked(book, MKBA_TABLE_HEADER + 1 + (uint32_t)k, list[k].area, rank);
    }
    book->xlsx.worksheet_autofilter(sheet, MKBA_TABLE_HEADER, 0,
                                    MKBA_TABLE_HEADER + (uint32_t)book->areas,
                                    1 + RANKING_PATHS);
    mkba_book_width(book, page, 0, 0, 8);
    mkba_book_width(book, page, 1, 1, 36);
    mkba_book_width(book, page, 2, 1 + RANKING_PATHS, 18);
    mkba_book_freeze(book, page, MKBA_TABLE_HEADER + 1, 2);
}
