#include "input/official_figures.h"

#include <math.h>
#include <string.h>

/* ------------------------------------------------------------------ What is left */

static mkba_level finest(const mkba_import *import, mkba_level wanted)
{
    mkba_level level = wanted;
    for (size_t i = 0; i < import->rows && wanted == MKBA_LEVEL_FINEST; i++) {
        level = import->row[i].level > level ? import->row[i].level : level;
    }
    return level;
}

/* The rows of a level, and of those the ones whose households are known: without them there is
 * no area. */
static mkba_status keep_level(mkba_import *import, mkba_level level, mkba_place first,
                              mkba_issues *issues)
{
    size_t households = mkba_area_column(import->data, "households");
    size_t n = 0, found = 0;
    double left[] = {0, 0};
    for (size_t i = 0; i < import->rows; i++) {
        const mkba_import_row *row = &import->row[i];
        bool wanted = level == MKBA_LEVEL_ALL || row->level == level;
        bool known = !isnan(row->value[households]);
        left[0] += !wanted;
        left[1] += wanted && !known;
        found += wanted;
        if (wanted && known) {
            import->row[n++] = *row;
        }
    }
    import->rows = n;
    if (n == 0) {
        return mkba_issue_add(issues, MKBA_ERR_MISSING, first,
                              found == 0 ? "official.no_level" : "official.no_households",
                              NULL);
    }
    if (left[0] > 0) {
        mkba_import_note(import, "import.other_levels", NULL, 0, 1, &left[0]);
    }
    if (left[1] > 0) {
        mkba_import_note(import, "import.no_household_rows", NULL, 0, 1, &left[1]);
    }
    return MKBA_OK;
}

static void note_levels(mkba_import *import)
{
    static const struct {
        mkba_level level;
        const char *id;
    } rows[] = {{MKBA_LEVEL_COUNTRY, "import.rows_country"},
                {MKBA_LEVEL_MUNICIPALITY, "import.rows_municipality"},
                {MKBA_LEVEL_DISTRICT, "import.rows_district"},
                {MKBA_LEVEL_NEIGHBOURHOOD, "import.rows_neighbourhood"}};
    size_t levels = 0;
    for (size_t k = 0; k < 4; k++) {
        double n = 0;
        for (size_t i = 0; i < import->rows; i++) {
            n += import->row[i].level == rows[k].level;
        }
        levels += n > 0;
        if (n > 0) {
            mkba_import_note(import, rows[k].id, NULL, 0, 1, &n);
        }
    }
    if (levels > 1) {
        mkba_import_note(import, "import.levels_overlap", NULL, 0, 0, NULL);
    }
}

/* Of every figure: for how many areas it is there, and for how many it is not. */
static void note_figures(mkba_import *import, const mkba_official_figures *figures)
{
    for (size_t k = 0; k < figures->count; k++) {
        const mkba_official_figure *f = &figures->item[k];
        double number[] = {0, 0};
        for (size_t i = 0; i < import->rows; i++) {
            double value = import->row[i].value[f->column];
            number[0] += !isnan(value) && import->row[i].source[f->column] == f->source;
            number[1] += isnan(value);
        }
        const char *id = import->data->column[f->column].id;
        mkba_import_note(import, number[0] > 0 ? f->note : "import.all_unknown",
                         MKBA_WORDS(id, f->header, "", "", f->file), 2, 2, number);
    }
}

/* Raw files have no names; those of municipalities are in the program. */
static void fill_names(mkba_import *import, const mkba_builtin *builtin)
{
    for (size_t i = 0; i < import->rows; i++) {
        mkba_import_row *row = &import->row[i];
        if (row->level == MKBA_LEVEL_MUNICIPALITY && !row->name[0]) {
            const mkba_area *area = mkba_builtin_get(builtin, row->code, NULL);
            const char *name = area ? area->name : "";
            name = mkba_arena_text(import->arena, name, strlen(name));
            row->name = name ? name : "";
        }
    }
}

mkba_status mkba_kwb_finish(mkba_import *import, const mkba_kwb_options *o,
                            const mkba_builtin *builtin, const mkba_official_figures *figures,
                            mkba_place first, mkba_issues *issues)
{
    const char *const *names = o->n_municipalities > 0 ? o->municipalities : &o->spread;
    size_t n = o->n_municipalities > 0 ? o->n_municipalities : o->spread != NULL;
    mkba_status status = MKBA_OK;
    if (n > 0) {
        status = mkba_import_narrow(import, builtin, names, n, issues);
    }
    if (status == MKBA_OK && o->spread && o->n_municipalities > 0) {
        status = mkba_import_narrow(import, builtin, &o->spread, 1, issues);
    }
    if (status != MKBA_OK) {
        return status;
    }
    mkba_level level = finest(import, o->level);
    if (level == MKBA_LEVEL_NEIGHBOURHOOD || level == MKBA_LEVEL_DISTRICT) {
        mkba_import_check_sums(import, level);
    }
    if (o->spread) {
        status = mkba_import_spread(import, builtin, level, issues);
    }
    if (status == MKBA_OK) {
        status = keep_level(import, level, first, issues);
    }
    if (status == MKBA_OK) {
        note_levels(import);
        note_figures(import, figures);
        fill_names(import, builtin);
    }
    return status;
}
