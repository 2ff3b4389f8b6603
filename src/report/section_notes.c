#include "report/sections.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_FACTORS = 16 };

/* A factor with what it would add, for putting them in order. */
typedef struct {
    const mkba_factor *factor;
    double potential, reach, score;
} ranked;

static int by_potential(const void *a, const void *b)
{
    const ranked *x = a, *y = b;
    return x->potential < y->potential ? 1 : x->potential > y->potential ? -1 : 0;
}

static void write_factor(const mkba_sheet *sheet, const mkba_page_table *table,
                         const ranked *r)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, &sheet->page);
    mkba_cells_text(&cells, mkba_sheet_label(sheet, r->factor->label));
    if (!r->factor->scored || !sheet->outcome) {
        mkba_cells_text(&cells, "");
    } else {
        mkba_cells_number(&cells, r->score, 2);
    }
    mkba_cells_euro(&cells, r->potential);
    mkba_cells_euro(&cells, r->reach);
    mkba_cells_row(&cells, table);
}

static void write_potential_sum(const mkba_sheet *sheet, const mkba_page_table *table)
{
    mkba_page_cells cells;
    mkba_page_rule(&sheet->page, table);
    mkba_cells_start(&cells, &sheet->page);
    mkba_cells_text(&cells, mkba_say(sheet->page.catalogue, "potential.total"));
    mkba_cells_text(&cells, "");
    mkba_cells_euro(&cells, mkba_sheet_figure(sheet, "potential_eur"));
    mkba_cells_euro(&cells, mkba_sheet_figure(sheet, "within_reach_eur"));
    mkba_cells_row(&cells, table);
}

static void write_sentence(const mkba_sheet *sheet, const char *mark, const char *id,
                           const char *word, const char *other)
{
    mkba_page_say(&sheet->page, mark, id, MKBA_WORDS(word, other), NULL, 0);
}

/* The factors that are worth something here, in that order: what to do, what could go wrong,
 * what comes first. */
static void write_advice(const mkba_sheet *sheet, const ranked *rank, size_t n)
{
    if (n == 0 || !(rank[0].reach > 0)) {
        return;
    }
    mkba_page_blank(&sheet->page);
    mkba_page_text(&sheet->page, "potential.advice");
    for (size_t i = 0; i < n; i++) {
        const mkba_factor *f = rank[i].factor;
        if (rank[i].reach > 0) {
            write_sentence(sheet, "- ", "potential.do", mkba_sheet_label(sheet, f->label),
                           mkba_sheet_label(sheet, f->action));
            write_sentence(sheet, "  ", "potential.risk", mkba_sheet_label(sheet, f->risk),
                           NULL);
            write_sentence(sheet, "  ", "potential.first", mkba_sheet_label(sheet, f->first),
                           NULL);
        }
    }
}

static void write_basis(const mkba_sheet *sheet)
{
    if (sheet->outcome && sheet->outcome->scores_entered > 0) {
        double entered = (double)sheet->outcome->scores_entered;
        double documented = (double)sheet->outcome->scores_documented;
        mkba_sheet_say(sheet, "", "potential.basis",
                       (double[]){entered, documented, entered - documented}, 3);
    }
}

/* Fills `rank` in order of what each would add, and writes the table. Returns how many. */
static size_t write_potential(const mkba_sheet *sheet, ranked *rank)
{
    static const mkba_page_table table = {
        .column = {{36, false}, {7, true}, {17, true}, {17, true}}, .columns = 4};
    static const char *const header[] = {"potential.name", "potential.score", "potential.most",
                                         "potential.reach"};
    const mkba_data *d = sheet->result->data;
    size_t n = d->factors < MOST_FACTORS ? d->factors : MOST_FACTORS;
    for (size_t i = 0; i < n; i++) {
        const char *id = d->factor[i].id;
        rank[i] = (ranked){.factor = &d->factor[i],
                           .potential = mkba_sheet_item(sheet, "factors.%s.potential_eur", id),
                           .reach = mkba_sheet_item(sheet, "factors.%s.within_reach_eur", id),
                           .score = mkba_sheet_item(sheet, "factors.%s.score", id)};
    }
    qsort(rank, n, sizeof *rank, by_potential);
    mkba_page_heading(&sheet->page, "potential.heading");
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < n; i++) {
        write_factor(sheet, &table, &rank[i]);
    }
    write_potential_sum(sheet, &table);
    mkba_page_text(&sheet->page, "potential.explained");
    return n;
}

void mkba_section_potential_table(const mkba_sheet *sheet)
{
    ranked rank[MOST_FACTORS] = {0};
    write_potential(sheet, rank);
    write_basis(sheet);
}

void mkba_section_potential(const mkba_sheet *sheet)
{
    ranked rank[MOST_FACTORS] = {0};
    size_t n = write_potential(sheet, rank);
    write_advice(sheet, rank, n);
    write_basis(sheet);
}

void mkba_section_evidence(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {.column = {{52, false}, {16, true}, {10, true}},
                                          .columns = 3};
    static const char *const header[] = {"evidence.name", "evidence.eur", "evidence.share"};
    mkba_page_heading(&sheet->page, "evidence.heading");
    mkba_page_text(&sheet->page, "evidence.explained");
    mkba_page_header(&sheet->page, &table, header);
    for (const char *grade = MKBA_GRADES; *grade; grade++) {
        char item[2] = {*grade, '\0'};
        char id[] = "grade.?";
        mkba_page_cells cells;
        mkba_buffer name = {0};
        id[6] = *grade;
        mkba_buffer_add(&name, item);
        mkba_buffer_add(&name, "  ");
        mkba_buffer_add(&name, mkba_say(sheet->page.catalogue, id));
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, mkba_buffer_text(&name));
        mkba_cells_euro(&cells, mkba_sheet_item(sheet, "evidence.%s.eur", item));
        mkba_cells_percent(&cells, mkba_sheet_item(sheet, "evidence.%s.share", item));
        mkba_cells_row(&cells, &table);
        mkba_buffer_free(&name);
    }
}

/* For many areas: how often each remark was made, in the order in which they first occur. */
static void count_remarks(const mkba_sheet *sheet)
{
    enum { MOST = 64 };
    const mkba_result *r = sheet->result;
    const char *id[MOST];
    double times[MOST];
    size_t n = 0;
    for (size_t a = 0; a < r->count; a++) {
        for (size_t m = 0; m < r->outcome[a].messages; m++) {
            size_t at = 0;
            while (at < n && strcmp(id[at], r->outcome[a].message[m].id) != 0) {
                at++;
            }
            if (at == n && n < MOST) {
                id[n] = r->outcome[a].message[m].id;
                times[n++] = 0;
            }
            times[at < MOST ? at : MOST - 1] += 1;
        }
    }
    for (size_t i = 0; i < n; i++) {
        char summary[64] = "summary.";
        mkba_text_copy(summary + 8, sizeof summary - 8, id[i]);
        mkba_sheet_say(sheet, "- ", summary, &times[i], 1);
    }
}

void mkba_section_remarks(const mkba_sheet *sheet)
{
    mkba_page_heading(&sheet->page, "remarks.heading");
    if (!sheet->outcome) {
        count_remarks(sheet);
        return;
    }
    for (size_t i = 0; i < sheet->outcome->messages; i++) {
        mkba_page_message(&sheet->page, "- ", &sheet->outcome->message[i]);
    }
}

/* "Huishoudens met zware problematiek, Inwoners, ..." */
static void list_defaults(const mkba_sheet *sheet, mkba_buffer *out)
{
    const mkba_data *d = sheet->result->data;
    bool funding = false;
    for (size_t i = 0; i < d->columns; i++) {
        const mkba_column *c = &d->column[i];
        bool is_funding = strncmp(c->id, "funding_", 8) == 0;
        if (!c->in_model || c->measured || sheet->outcome->area->entered[i] ||
            (is_funding && funding)) {
            continue;
        }
        mkba_buffer_add(out, out->length > 0 ? "; " : "");
        mkba_buffer_add(out, is_funding ? mkba_say(sheet->page.catalogue, "default.funding")
                                        : mkba_sheet_label(sheet, c->label));
        funding = funding || is_funding;
    }
}

static void write_overridden(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    mkba_page_overridden(&sheet->page);
    for (size_t i = 0; i < d->notes; i++) {
        mkba_page_message(&sheet->page, "- ", &d->note[i]);
    }
    for (size_t i = 0; i < sheet->result->areas->notes; i++) {
        mkba_page_message(&sheet->page, "- ", &sheet->result->areas->note[i]);
    }
}

bool mkba_section_changed(mkba_message *message, const mkba_data *data, const mkba_area *area,
                          size_t column)
{
    const mkba_origin *origin = mkba_area_origin(area, column);
    if (!origin) {
        return false;
    }
    bool is_text = data->column[column].type == MKBA_COLUMN_TEXT && area->text[column][0];
    mkba_message_words(message,
                       is_text                 ? "assume.text"
                       : area->entered[column] ? "assume.overridden"
                                               : "assume.taken_away",
                       MKBA_WORDS(data->column[column].id, origin->file, area->text[column]));
    mkba_message_numbers(message, 2, 1, &area->value[column]);
    return true;
}

/* What scenarios changed in the figures of the area. */
static void write_changed(const mkba_sheet *sheet)
{
    const mkba_data *d = sheet->result->data;
    for (size_t i = 0; i < d->columns; i++) {
        mkba_message message;
        if (mkba_section_changed(&message, d, sheet->outcome->area, i)) {
            mkba_page_message(&sheet->page, "- ", &message);
        }
    }
}

void mkba_section_assumptions(const mkba_sheet *sheet)
{
    mkba_page_heading(&sheet->page, "assume.heading");
    write_overridden(sheet);
    if (sheet->outcome) {
        mkba_buffer text = {0};
        write_changed(sheet);
        list_defaults(sheet, &text);
        mkba_page_text(&sheet->page,
                       text.length > 0 ? "assume.defaults" : "assume.no_defaults");
        mkba_page_take(&sheet->page, "  ", &text);
    } else {
        mkba_page_text(&sheet->page, "assume.see_area");
    }
}

const char *const mkba_statements[] = {"say.no_verdict", "say.null",     "say.use",
                                       "say.link",       "say.spending", "say.replaced",
                                       "say.need",       "say.not_lpbl", NULL};

void mkba_section_statements(const mkba_sheet *sheet)
{
    mkba_page_heading(&sheet->page, "say.heading");
    for (size_t i = 0; mkba_statements[i]; i++) {
        mkba_page_paragraph(&sheet->page, "- ",
                            mkba_say(sheet->page.catalogue, mkba_statements[i]));
    }
    mkba_page_blank(&sheet->page);
    mkba_page_text(&sheet->page, "say.more");
}

void mkba_section_areas(const mkba_sheet *sheet)
{
    static const mkba_page_table table = {
        .column = {{10, false}, {20, false}, {10, true}, {12, true}, {11, true}, {12, true}},
        .columns = 6};
    static const char *const header[] = {"areas.code", "areas.name",  "areas.households",
                                         "areas.npv",  "areas.ratio", "areas.reach"};
    const mkba_result *r = sheet->result;
    mkba_page_heading(&sheet->page, "areas.heading");
    mkba_page_header(&sheet->page, &table, header);
    for (size_t i = 0; i < r->count; i++) {
        const mkba_outcome *o = &r->outcome[i];
        mkba_page_cells cells;
        mkba_cells_start(&cells, &sheet->page);
        mkba_cells_text(&cells, o->area->code);
        mkba_cells_text(&cells, o->area->name);
        mkba_cells_number(&cells, mkba_outcome_figure(r, o, "households"), 0);
        mkba_cells_euro(&cells, mkba_outcome_figure(r, o, "npv_eur"));
        mkba_cells_number(&cells, mkba_outcome_figure(r, o, "ratio"), 2);
        mkba_cells_euro(&cells, mkba_outcome_figure(r, o, "within_reach_eur"));
        mkba_cells_row(&cells, &table);
    }
}
