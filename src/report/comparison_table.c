#include "report/comparison.h"

#include "analysis/compare_work.h"
#include "analysis/moments.h"

#include <math.h>
#include <string.h>

/* At most so many alternatives in one table, each with its difference from the base. */
enum { ABREAST = 2 };

/* ------------------------------------------------------------------ Small things */

void mkba_comparison_cell(mkba_page_cells *cells, const char *unit, double value)
{
    if (strcmp(unit, "euro") == 0 || strcmp(unit, "euro per year") == 0) {
        mkba_cells_euro(cells, value);
    } else if (strcmp(unit, "fraction") == 0) {
        mkba_cells_percent(cells, value);
    } else {
        bool ratio = strncmp(unit, "euro", 4) == 0;
        bool fte = strcmp(unit, "fte") == 0;
        bool rounded = cells->page->step > 0; /* to what is known */
        mkba_cells_number(cells, value, ratio ? (rounded ? 1 : 2) : fte ? 1 : 0);
    }
}

/* The headlines by name; parties, evidence scenarios and figures that were asked for have
 * another way. */
static const struct {
    const char *path, *id;
} named[] = {
    {"npv_eur", "line.npv"},
    {"ratio", "scenario.ratio"},
    {"benefit_pv_eur", "line.benefit"},
    {"additional_cost_pv_eur", "line.cost"},
    {"gross_cost_pv_eur", "compare.gross"},
    {"team_cost_eur", "compare.team_cost"},
    {"transfers_pv_eur", "compare.transfers"},
    {"payback_year", "compare.payback"},
    {"helped_per_year", "compare.helped"},
    {"fte_total", "compare.fte"},
    {"reach_share", "compare.reach"},
    {"potential_eur", "compare.potential"},
    {"within_reach_eur", "compare.within_reach"},
};
enum { NAMED = sizeof named / sizeof *named };

/* The item in "parties.municipality.pv_eur" when the rest is as asked; NULL when it is not. */
static const char *label_of_item(const mkba_comparison_sheet *sheet, const char *path,
                                 const char *group, const char *end)
{
    const mkba_data *d = sheet->page.data;
    mkba_language language = mkba_catalogue_language(sheet->page.catalogue);
    size_t start = strlen(group), length = strlen(path), tail = strlen(end);
    if (strncmp(path, group, start) != 0 || length < start + tail ||
        strcmp(path + length - tail, end) != 0) {
        return NULL;
    }
    size_t n = length - start - tail;
    for (size_t i = 0; i < d->parties; i++) {
        const char *id = d->party[i].id;
        if (strlen(id) == n && strncmp(path + start, id, n) == 0) {
            return d->party[i].label[language];
        }
    }
    for (size_t i = 0; i < d->scenarios; i++) {
        const char *id = d->scenario[i].id;
        if (strlen(id) == n && strncmp(path + start, id, n) == 0) {
            return d->scenario[i].label[language];
        }
    }
    return NULL;
}

void mkba_comparison_figure_name(mkba_buffer *out, const mkba_comparison_sheet *sheet,
                                 size_t figure)
{
    const char *path = sheet->c->figure[figure].path;
    for (size_t i = 0; i < NAMED; i++) {
        if (strcmp(named[i].path, path) == 0) {
            mkba_buffer_add(out, mkba_say(sheet->page.catalogue, named[i].id));
            return;
        }
    }
    const char *end = ".budget_year_2_eur";
    const char *label = label_of_item(sheet, path, "parties.", end);
    if (label) {
        mkba_buffer_add(out, label);
        mkba_buffer_add(out, ", ");
        mkba_buffer_add(out, mkba_say(sheet->page.catalogue, "compare.budget"));
    } else {
        mkba_buffer_add(out, path);
    }
}

/* A name that is wider than its column, with marks where it may be broken. */
static void add_breakable(mkba_buffer *out, const char *name, size_t width)
{
    size_t left = width;
    for (; *name; name++) {
        bool starts = ((unsigned char)*name & 0xC0) != 0x80;
        if (starts && left == 0) {
            mkba_buffer_add(out, MKBA_SOFT_BREAK);
            left = width;
        }
        mkba_buffer_add_char(out, *name, 1);
        left -= starts;
        if (strchr("+-_.", *name) && left < width / 2) {
            mkba_buffer_add(out, MKBA_SOFT_BREAK);
            left = width;
        }
    }
}

/* ------------------------------------------------------------------ Side by side */

/* One table: the base, some alternatives from `first` on, and their differences. */
typedef struct {
    const mkba_comparison_sheet *sheet;
    mkba_page_table table;
    size_t first, count;
} abreast;

static abreast abreast_of(const mkba_comparison_sheet *sheet, size_t first)
{
    size_t left = sheet->c->worlds - first;
    abreast a = {.sheet = sheet, .first = first, .count = left < ABREAST ? left : ABREAST};
    size_t columns = 1 + 2 * a.count, width = a.count == 1 ? 14 : 11;
    width += a.count > 1 && sheet->c->is_moments; /* tussenmeting */
    for (size_t i = 1; i <= columns; i++) {
        a.table.column[i] = (mkba_page_column){width, true};
    }
    a.table.column[0].width = MKBA_PAGE_WIDTH - columns * (width + 1);
    a.table.columns = 1 + columns;
    return a;
}

static void write_header(const abreast *a, const char *first)
{
    const mkba_comparison *c = a->sheet->c;
    const mkba_catalogue *catalogue = a->sheet->page.catalogue;
    const char *cell[MKBA_PAGE_COLUMNS] = {first};
    mkba_buffer name[MKBA_PAGE_COLUMNS] = {{0}};
    for (size_t n = 1; n <= 1 + 2 * a->count; n++) {
        size_t at = n > 1 + a->count ? n - a->count : n,
               world = at == 1 ? 0 : a->first + at - 2;
        if (n > 1 + a->count) {
            mkba_buffer_add(&name[n], mkba_say(catalogue, "compare.difference"));
            mkba_buffer_add(&name[n], " ");
        }
        if (world == 0 && !c->is_moments) {
            mkba_buffer_add(&name[n], mkba_say(catalogue, "compare.base"));
        } else {
            add_breakable(&name[n], c->world[world].name, a->table.column[n].width);
        }
        cell[n] = mkba_buffer_text(&name[n]);
    }
    mkba_page_columns(&a->sheet->page, &a->table, cell);
    for (size_t i = 0; i < MKBA_PAGE_COLUMNS; i++) {
        mkba_buffer_free(&name[i]);
    }
}

/* The numbers of one row. */
static void write_values(mkba_page_cells *cells, const abreast *a, size_t row, size_t figure)
{
    const mkba_comparison *c = a->sheet->c;
    const char *unit = c->figure[figure].unit;
    mkba_comparison_cell(cells, unit, mkba_compared_value(c, 0, row, figure));
    for (size_t i = 0; i < a->count; i++) {
        mkba_comparison_cell(cells, unit, mkba_compared_value(c, a->first + i, row, figure));
    }
    for (size_t i = 0; i < a->count; i++) {
        mkba_comparison_cell(cells, unit,
                             c->world[a->first + i].difference[row * c->figures + figure]);
    }
    mkba_cells_row(cells, &a->table);
}

static void write_row(const abreast *a, size_t figure, const char *label)
{
    mkba_page_cells cells;
    mkba_cells_start(&cells, &a->sheet->page);
    mkba_cells_text(&cells, label);
    write_values(&cells, a, a->sheet->row, figure);
}

/* A party that has nothing in any world is left out. */
static bool is_nothing(const mkba_comparison_sheet *sheet, size_t figure)
{
    for (size_t w = 0; w < sheet->c->worlds; w++) {
        if (fabs(mkba_compared_value(sheet->c, w, sheet->row, figure)) > 0) {
            return false;
        }
    }
    return true;
}

static void write_group(const abreast *a, const char *heading, const char *group,
                        const char *end)
{
    mkba_page_blank(&a->sheet->page);
    write_header(a, mkba_say(a->sheet->page.catalogue, heading));
    for (size_t f = 0; f < a->sheet->c->figures; f++) {
        const char *label = label_of_item(a->sheet, a->sheet->c->figure[f].path, group, end);
        if (label && !is_nothing(a->sheet, f)) {
            write_row(a, f, label);
        }
    }
}

static void write_table(const abreast *a)
{
    const mkba_comparison *c = a->sheet->c;
    write_header(a, mkba_say(a->sheet->page.catalogue, "compare.figure_name"));
    for (size_t i = 0; i < NAMED; i++) {
        size_t f = mkba_compared_find(c, named[i].path);
        if (f != MKBA_MAP_NONE) {
            write_row(a, f, mkba_say(a->sheet->page.catalogue, named[i].id));
        }
    }
    bool is_extra = c->chosen < c->figures && c->chosen + 1 == c->figures;
    if (is_extra) {
        write_row(a, c->chosen, c->figure[c->chosen].path);
    }
    write_group(a, "compare.parties", "parties.", ".pv_eur");
    write_group(a, "compare.budgets", "parties.", ".budget_year_2_eur");
    write_group(a, "compare.evidence", "scenarios.", ".npv_eur");
}

void mkba_comparison_side_by_side(const mkba_comparison_sheet *sheet)
{
    mkba_page_heading(&sheet->page, "compare.side_by_side");
    for (size_t first = 1; first < sheet->c->worlds; first += ABREAST) {
        abreast a = abreast_of(sheet, first);
        if (first > 1) {
            mkba_page_blank(&sheet->page);
        }
        write_table(&a);
    }
    if (!sheet->c->is_moments) {
        mkba_page_text(&sheet->page, "compare.evidence_note");
    }
}

/* One indicator at every moment. */
static void write_indicator(const abreast *a, size_t area, size_t column)
{
    const mkba_comparison *c = a->sheet->c;
    const mkba_data *d = a->sheet->page.data;
    mkba_page_cells cells;
    const char *unit = mkba_column_unit(&d->column[column]);
    size_t moment[1 + ABREAST] = {0};
    double value[1 + ABREAST];
    for (size_t i = 0; i <= a->count; i++) {
        moment[i] = i == 0 ? 0 : a->first + i - 1;
        value[i] = mkba_areas_at(c->world[moment[i]].areas, area)->value[column];
    }
    mkba_cells_start(&cells, &a->sheet->page);
    mkba_cells_text(
        &cells, d->column[column].label[mkba_catalogue_language(a->sheet->page.catalogue)]);
    for (size_t i = 0; i <= a->count; i++) {
        mkba_comparison_cell(&cells, unit, value[i]);
    }
    for (size_t i = 1; i <= a->count; i++) {
        mkba_comparison_cell(&cells, unit, value[i] - value[0]);
    }
    mkba_cells_row(&cells, &a->table);
}

void mkba_comparison_indicators(const mkba_comparison_sheet *sheet, size_t area)
{
    const mkba_data *d = sheet->page.data;
    for (size_t first = 1; first < sheet->c->worlds; first += ABREAST) {
        abreast a = abreast_of(sheet, first);
        mkba_page_blank(&sheet->page);
        write_header(&a, mkba_say(sheet->page.catalogue, "moments.indicator"));
        for (size_t k = 0; k < d->columns; k++) {
            if (d->column[k].type != MKBA_COLUMN_YEAR &&
                mkba_moments_have(sheet->c, area, k)) {
                write_indicator(&a, area, k);
            }
        }
    }
}

static void write_area(const abreast *a, size_t row, size_t figure)
{
    mkba_page_cells cells;
    mkba_buffer name = {0};
    const mkba_area *area = a->sheet->c->world[0].result->outcome[row].area;
    bool named_so = strcmp(area->name, area->code) != 0;
    mkba_buffer_add(&name, area->code);
    mkba_buffer_add(&name, named_so ? " " : "");
    mkba_buffer_add(&name, named_so ? area->name : "");
    mkba_cells_start(&cells, &a->sheet->page);
    mkba_cells_text(&cells, mkba_buffer_text(&name));
    write_values(&cells, a, row, figure);
    mkba_buffer_free(&name);
}

void mkba_comparison_areas(const mkba_comparison_sheet *sheet)
{
    size_t npv = mkba_compared_find(sheet->c, "npv_eur");
    mkba_page_heading(&sheet->page, "compare.areas");
    for (size_t first = 1; first < sheet->c->worlds; first += ABREAST) {
        abreast a = abreast_of(sheet, first);
        if (first > 1) {
            mkba_page_blank(&sheet->page);
        }
        write_header(&a, mkba_say(sheet->page.catalogue, "areas.name"));
        for (size_t row = 0; row < sheet->c->areas; row++) {
            write_area(&a, row, npv);
        }
    }
    mkba_page_text(&sheet->page, "compare.per_area");
}
