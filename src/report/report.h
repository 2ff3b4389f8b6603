/* The report that a council reads: one document in HTML about one area, or about several with
 * their total. */
#ifndef MKBA_REPORT_REPORT_H
#define MKBA_REPORT_REPORT_H

#include "analysis/compare.h"
#include "analysis/findings.h"
#include "analysis/sensitivity.h"
#include "base/map.h"
#include "report/chart.h"
#include "report/sheet.h"

typedef struct {
    mkba_sheet sheet; /* what is written about now: an area, or the total */
    mkba_result *result;
    size_t area;        /* the area that it is about; SIZE_MAX: the total over several */
    bool is_part;       /* it is one area in a report about several */
    const char *prefix; /* of ids: "" or "a3-" */
    const mkba_sensitivity *sensitivity; /* NULL: not asked for */
    const mkba_findings *findings;       /* of a simulation; NULL: not asked for */
    const mkba_comparison *moments;      /* of which it is about the last; NULL: none */
    bool is_index;   /* areas have files of their own, which are linked to */
    unsigned charts; /* so many so far */
    mkba_arena *arena;
    mkba_map
        told; /* steps of explanations that stand in the document already -> their number */
    size_t steps;
    bool with_trails; /* explanations go all the way down */
    mkba_issues *issues;
} mkba_report;

/* In the head of a report about the last of several measurements: which one that is. */
void mkba_report_say_latest(const mkba_report *report);

/* The whole document. `area` SIZE_MAX: all areas of the result. */
mkba_status mkba_write_report(mkba_buffer *out, mkba_report *report,
                              const mkba_catalogue *catalogue);

/* ------------------------------------------------------------------ Rounding */

/* What amounts are rounded to: two digits of what the evidence scenarios differ. Sets the step
 * and unit of the page. */
void mkba_report_round(mkba_report *report);
/* Of a page, to two digits of a size; as it was when nothing is known of that. */
void mkba_report_set_step(mkba_page *page, double size);
/* The name of the text that says what unit amounts are in. */
const char *mkba_report_unit(const mkba_report *report);
/* Finer for a part of it, to two digits of a size, when that is less. */
void mkba_report_round_to(mkba_report *report, double size);
/* The least and greatest net value over the evidence scenarios. */
void mkba_report_range(const mkba_report *report, double *least, double *most);
/* An amount in words, rounded: "-90 miljoen euro". */
void mkba_report_money(mkba_buffer *out, const mkba_report *report, double eur);

/* ------------------------------------------------------------------ Words and figures */

/* A sentence of words (ending with NULL) and numbers. */
void mkba_report_say(const mkba_report *report, const char *mark, const char *id,
                     const char *const *words, const double *number, size_t numbers);
/* The same into a buffer. */
void mkba_report_words(mkba_buffer *out, const mkba_report *report, const char *id,
                       const char *const *words, const double *number, size_t numbers);
/* Did the area enter that column? */
bool mkba_report_has_entered(const mkba_report *report, const char *column);
void mkba_report_heading(const mkba_report *report, const char *id);
const char *mkba_report_text(const mkba_report *report, const char *id);

/* A picture: rows of amounts in euros, described by what stands in them. `legend` NULL: none.
 * Their texts are filled in here. */
typedef struct {
    const char *name;
    double value;       /* of the bar from zero */
    double outer;       /* an outlined bar around it; NaN: none */
    double low, high;   /* a thin line; NaN: none */
    const char *remark; /* NULL: none */
} mkba_report_bar;
void mkba_report_bars(mkba_report *report, const char *title, const char *legend,
                      const mkba_report_bar *bar, size_t bars);
/* The same as a table: name and value, and with four columns low and high. */
void mkba_report_bar_rows(const mkba_report *report, const mkba_page_table *table,
                          const char *const *header, const mkba_report_bar *bar, size_t bars);
/* A picture with columns; `title` is the name of a text, `about` says in words what there is
 * to see. */
void mkba_report_columns(mkba_report *report, const char *title, const char *about,
                         const mkba_chart_column *column, size_t columns);
/* Opens and closes what holds a picture and its table. */
void mkba_report_figure_begin(const mkba_report *report, bool beside);
void mkba_report_figure_end(const mkba_report *report, const char *legend);
/* What the picture shows, above it; its table has the same caption. */
void mkba_report_chart_title(const mkba_report *report, const char *title);
/* Ids of charts, one after the other. */
void mkba_report_chart_id(char out[MKBA_TEXT], mkba_report *report);

/* ------------------------------------------------------------------ Sections */

void mkba_report_summary(mkba_report *report);
void mkba_report_outcome(mkba_report *report);
void mkba_report_parties(mkba_report *report);
void mkba_report_budget(mkba_report *report);
void mkba_report_costs(mkba_report *report);
void mkba_report_lines(mkba_report *report);
void mkba_report_years(mkba_report *report);
void mkba_report_plan(mkba_report *report);
void mkba_report_pockets(mkba_report *report);
void mkba_report_potential(mkba_report *report);
void mkba_report_advice(mkba_report *report);
void mkba_report_evidence(mkba_report *report);
void mkba_report_tornado(mkba_report *report);
void mkba_report_distribution(mkba_report *report);
void mkba_report_moments(mkba_report *report);
void mkba_report_areas(mkba_report *report);
void mkba_report_numbers(mkba_report *report);
void mkba_report_sources(mkba_report *report);
void mkba_report_account(mkba_report *report);

/* Explanations of several figures folded into one. */
void mkba_report_trails_begin(const mkba_report *report);
void mkba_report_trails_end(const mkba_report *report);
/* Behind a figure: where it comes from, down to sources and lines of input, folded away. */
void mkba_report_trail(mkba_report *report, const char *figure, const char *name);
/* Behind the figure of an evidence scenario: which numbers differ there. */
void mkba_report_trail_scenario(mkba_report *report, size_t scenario);

#endif
