#include "input/official_figures.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* How what is written in a unit becomes a figure of a type. */
static const struct {
    mkba_column_type type;
    const char *unit;
    double factor;
    bool of_base;
    const char *note;
} conversions[] = {
    {MKBA_COLUMN_COUNT, "count", 1, false, "import.used"},
    {MKBA_COLUMN_COUNT, "thousand", 1000, false, "import.used_thousands"},
    {MKBA_COLUMN_COUNT, "percent", 0.01, true, "import.used_percent"},
    {MKBA_COLUMN_COUNT, "per_thousand", 0.001, true, "import.used_per_thousand"},
    {MKBA_COLUMN_SHARE, "percent", 0.01, false, "import.used_share"},
    {MKBA_COLUMN_EURO, "euro", 1, false, "import.used"},
    {MKBA_COLUMN_EURO, "thousand_euro", 1000, false, "import.used_thousands"},
};

static bool convert(mkba_official_figure *figure, const mkba_data *data,
                    const mkba_official_name *name, const char *unit)
{
    size_t base = mkba_area_column(data, name->base);
    for (size_t i = 0; i < sizeof conversions / sizeof *conversions; i++) {
        if (conversions[i].type == data->column[figure->column].type &&
            strcmp(conversions[i].unit, unit) == 0 &&
            (!conversions[i].of_base || (base != MKBA_MAP_NONE && base != figure->column))) {
            figure->factor = conversions[i].factor;
            figure->base = conversions[i].of_base ? base : SIZE_MAX;
            figure->note = conversions[i].note;
            return true;
        }
    }
    return false;
}

/* More than 100 is no percentage. Below that nothing can be told. */
static bool is_surely_count(const mkba_official_sheet *sheet, size_t at)
{
    for (size_t row = 0; row < sheet->table.rows; row++) {
        double value;
        if (mkba_official_number(&value, sheet, row, at, NULL) == MKBA_OK && value > 100) {
            return true;
        }
    }
    return false;
}

static const char *unit_of(const mkba_official_sheet *sheet, const mkba_official_name *name,
                           size_t at)
{
    const char *unit = sheet->header[at].unit;
    if (!unit[0]) {
        unit = name->unit;
    }
    return !unit[0] && strcmp(name->base, "households") == 0 && is_surely_count(sheet, at)
               ? "count"
               : unit;
}

static const mkba_official_figure *taken(const mkba_official_figures *figures, size_t from,
                                         size_t column)
{
    for (size_t i = from; i < figures->count; i++) {
        if (figures->item[i].column == column) {
            return &figures->item[i];
        }
    }
    return NULL;
}

/* One column of the sheet, unless it is no use. */
static bool add(mkba_official_figures *figures, size_t from, mkba_import *import,
                const mkba_official_name *name, const mkba_official_sheet *sheet, size_t at)
{
    const char *header = sheet->table.header[at];
    mkba_official_figure figure = {.column = mkba_area_column(import->data, name->column),
                                   .at = at,
                                   .header = header,
                                   .file = mkba_official_base(sheet->table.file)};
    if (figure.column == MKBA_MAP_NONE) {
        return true;
    }
    const mkba_official_figure *other = taken(figures, from, figure.column);
    const char *unit = unit_of(sheet, name, at);
    if (other) {
        mkba_import_note(import, "import.second",
                         MKBA_WORDS(header, figure.file, other->header), 0, 0, NULL);
        return true;
    }
    if (!convert(&figure, import->data, name, unit)) {
        mkba_import_note(import, unit[0] ? "import.unit_unfit" : "import.unit_unknown",
                         MKBA_WORDS(header, figure.file, name->column), 0, 0, NULL);
        return true;
    }
    figures->item = mkba_arena_grow(import->arena, figures->item, figures->count,
                                    &figures->capacity, sizeof *figures->item);
    if (figures->item) {
        figures->item[figures->count++] = figure;
    }
    return figures->item != NULL;
}

mkba_status mkba_official_figures_add(mkba_official_figures *figures, mkba_import *import,
                                      const mkba_official_names *names,
                                      const mkba_official_sheet *sheet, unsigned char source,
                                      unsigned char derived)
{
    size_t from = figures->count;
    for (size_t i = 0; i < names->rows; i++) {
        const mkba_official_name *name = &names->row[i];
        for (size_t at = 0; at < sheet->table.columns; at++) {
            if (sheet->header[at].name == name && !strchr("@-", name->column[0]) &&
                !add(figures, from, import, name, sheet, at)) {
                return MKBA_ERR_MEMORY;
            }
        }
    }
    for (size_t i = from; i < figures->count; i++) {
        figures->item[i].source = figures->item[i].base == SIZE_MAX ? source : derived;
    }
    return MKBA_OK;
}
