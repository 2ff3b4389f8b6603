/* What to do per success factor, in the order of what it is worth here. */
#include "report/plan_lines.h"
#include "report/sections.h"

#include <math.h>
#include <string.h>

static const struct {
    const char *kind, *lead;
} kinds[] = {{"do", "advice.do"},
             {"risk", "advice.risk"},
             {"first", "advice.first"},
             {"measure", "advice.measure"}};

static void write_kinds(const mkba_sheet *sheet, const char *about)
{
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        mkba_plan_advice(sheet, about, kinds[k].kind, kinds[k].lead, "");
    }
}

/* What the factor is worth, negative included. */
static void write_worth(const mkba_sheet *sheet, const mkba_plan_factor *f)
{
    bool whole = !(fabs(f->reach - f->potential) > 0);
    const char *id = f->reach < 0                          ? "advice.worth_negative"
                     : !(f->reach > 0) && f->potential > 0 ? "advice.worth_far"
                     : !(f->reach > 0)                     ? "advice.worth_nothing"
                     : whole                               ? "advice.worth_whole"
                                                           : "advice.worth";
    mkba_sheet_say(sheet, "", id, (double[]){f->reach, f->potential, f->score}, 3);
}

static void write_factor(const mkba_sheet *sheet, const mkba_plan_factor *f, size_t rank)
{
    mkba_buffer title = {0};
    mkba_page_add(&title, &sheet->page, "advice.factor",
                  MKBA_WORDS(mkba_sheet_label(sheet, f->factor->label)),
                  (double[]){(double)rank}, 1);
    mkba_page_subheading(&sheet->page, mkba_buffer_text(&title));
    mkba_buffer_free(&title);
    mkba_page_paragraph(&sheet->page, "", mkba_sheet_label(sheet, f->factor->mechanism));
    write_worth(sheet, f);
    if (strcmp(f->factor->id, "referral") == 0) {
        mkba_page_text(&sheet->page, "advice.never_refuse");
    }
    write_kinds(sheet, f->factor->id);
}

void mkba_section_advice(const mkba_sheet *sheet)
{
    mkba_plan_factor factor[MKBA_PLAN_FACTORS];
    size_t n = mkba_plan_factors(factor, sheet);
    mkba_page_heading(&sheet->page, "advice.heading");
    mkba_page_text(&sheet->page, sheet->outcome ? "advice.explained" : "advice.of_total");
    for (size_t i = 0; i < n; i++) {
        write_factor(sheet, &factor[i], i + 1);
    }
    mkba_page_subheading(&sheet->page, mkba_say(sheet->page.catalogue, "advice.general"));
    write_kinds(sheet, "general");
}
