#include "report/sections.h"

#include "analysis/route.h"
#include "report/writers.h"

#include <stdio.h>
#include <string.h>

static const char *label_of(const mkba_sheet *sheet, const mkba_measured *m)
{
    const mkba_data *d = sheet->result->data;
    return mkba_sheet_label(sheet,
                            m->price ? m->price->label : mkba_data_line(d, m->line)->label);
}

static double figure_of(const mkba_sheet *sheet, const char *pattern, const mkba_measured *m)
{
    return mkba_sheet_item(sheet, pattern, m->id);
}

static void say_change(const mkba_sheet *sheet, const mkba_measured *m)
{
    const mkba_area *area = sheet->outcome->area;
    size_t column = m->column[MKBA_MEASURED_CHANGE];
    bool has_range = area->low[column] < area->high[column];
    const char *unit = mkba_unit_label(
        sheet->result->data, mkba_measured_unit(sheet->outcome, m), sheet->page.catalogue);
    mkba_page_say(&sheet->page, "- ",
                  has_range ? "measurement.change" : "measurement.change_fixed",
                  MKBA_WORDS(label_of(sheet, m), unit),
                  (double[]){area->value[column], area->low[column], area->high[column]}, 3);
}

/* How it was measured, its evidence grade, and the source. */
static void say_basis(const mkba_sheet *sheet, const mkba_measured *m)
{
    const mkba_catalogue *c = sheet->page.catalogue;
    const char *source;
    char id[MKBA_TEXT], grade[] = "grade.?";
    mkba_buffer text = {0};
    grade[6] = mkba_area_evidence(sheet->result->areas, sheet->outcome->area,
                                  m->column[MKBA_MEASURED_CHANGE], &source);
    snprintf(id, sizeof id, "measurement.design_%s", mkba_measured_design(sheet->outcome, m));
    mkba_buffer_add(&text, mkba_say(c, id));
    mkba_buffer_add(&text, "; ");
    mkba_buffer_add(&text, mkba_say(c, "explain.evidence"));
    mkba_buffer_add(&text, " ");
    mkba_buffer_add(&text, grade + 6);
    mkba_buffer_add(&text, " (");
    mkba_buffer_add(&text, mkba_say(c, grade));
    mkba_buffer_add(&text, "); ");
    mkba_buffer_add(&text, source[0] ? source : mkba_say(c, "explain.no_source"));
    mkba_page_take(&sheet->page, "  ", &text);
}

static void say_effect(const mkba_sheet *sheet, const mkba_measured *m)
{
    say_change(sheet, m);
    mkba_sheet_say(sheet, "  ", "measurement.value",
                   (double[]){figure_of(sheet, "measured.%s.price_eur", m),
                              figure_of(sheet, "measured.%s.attribution", m),
                              figure_of(sheet, "measured.%s.yearly_eur", m),
                              figure_of(sheet, "measured.%s.pv_eur", m)},
                   4);
    if (m->is_good) {
        mkba_sheet_say(sheet, "  ", "measurement.more_is_better", NULL, 0);
    }
    say_basis(sheet, m);
}

/* Of several areas: in how many, and what they have together. */
static void say_areas(const mkba_sheet *sheet, const mkba_measured *m)
{
    const mkba_result *r = sheet->result;
    size_t areas = 0;
    for (size_t i = 0; i < r->count; i++) {
        areas += mkba_measured_in(&r->outcome[i], m);
    }
    mkba_page_say(
        &sheet->page, "- ", "measurement.areas", MKBA_WORDS(label_of(sheet, m)),
        (double[]){(double)areas, (double)r->count, figure_of(sheet, "measured.%s.pv_eur", m)},
        3);
}

void mkba_section_measured(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    bool any = false;
    for (size_t i = 0; i < d->n_measured; i++) {
        const mkba_measured *m = &d->measured[i];
        if (sheet->outcome && !mkba_measured_in(sheet->outcome, m)) {
            continue;
        }
        if (!any) {
            mkba_page_heading(&sheet->page, "measurement.heading");
            any = true;
        }
        if (sheet->outcome) {
            say_effect(sheet, m);
        } else {
            say_areas(sheet, m);
        }
    }
}
