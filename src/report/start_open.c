/* The public functions of a start. */
#include "report/start.h"
#include "report/start_models.h"
#include "report/writing.h"

#include <string.h>

static const struct {
    const char *name[2];
    bool is_table; /* of which a spreadsheet wants to know the encoding */
    void (*write)(mkba_buffer *out, const mkba_start *start);
} files[MKBA_START_FILES] = {
    [MKBA_START_AREAS] = {{"gebieden.csv", "areas.csv"}, true, mkba_write_start_areas},
    [MKBA_START_COLUMNS] = {{"toelichting.csv", "columns.csv"},
                            true,
                            mkba_write_start_columns},
    [MKBA_START_NUMBERS] = {{"getallen.csv", "numbers.csv"}, true, mkba_write_start_numbers},
    [MKBA_START_SCENARIO] = {{"scenario.json", "scenario.json"},
                             false,
                             mkba_write_start_scenario},
    [MKBA_START_MEASURED] = {{"gemeten.csv", "measured.csv"}, true, mkba_write_start_measured},
    [MKBA_START_CONTRACTS] = {{"contracten.csv", "contracts.csv"},
                              true,
                              mkba_write_start_contracts},
    [MKBA_START_README] = {{"LEESMIJ.md", "README.md"}, false, mkba_write_start_readme},
};

const char *mkba_start_name(mkba_start_file which, mkba_language language)
{
    return files[which].name[language == MKBA_ENGLISH];
}

/* All that a file may need; it is a matter of milliseconds. */
static mkba_status read_start(mkba_start *start, mkba_field_help **help, const char *model,
                              mkba_arena *arena, mkba_issues *issues)
{
    const mkba_data *data = start->areas->data;
    mkba_status status = mkba_areas_fill_selected(start->areas, issues);
    if (status == MKBA_OK) {
        status = mkba_team_models_read(&start->models, data, arena, issues);
    }
    if (status == MKBA_OK && model) {
        status = mkba_team_model_find(&start->model, &start->models, model, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_field_help_read(help, &start->helps, data, arena, issues);
    }
    return status;
}

mkba_status mkba_start_write(char **out, const mkba_areas *areas, const char *team_model,
                             mkba_start_file which, mkba_language language,
                             mkba_issues *issues)
{
    mkba_writing w;
    mkba_start start = {.areas = areas};
    mkba_field_help *help = NULL;
    if (!mkba_writing_start(&w, out, (mkba_style){.language = language})) {
        return MKBA_ERR_MEMORY;
    }
    mkba_arena *arena = mkba_arena_new();
    mkba_status status =
        arena ? read_start(&start, &help, team_model, arena, issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        start.help = help;
        start.catalogue = w.catalogue;
        mkba_buffer_add(&w.text, files[which].is_table ? "\xEF\xBB\xBF" : "");
        files[which].write(&w.text, &start);
    }
    mkba_arena_free(arena);
    return mkba_writing_finish(&w, status);
}

mkba_status mkba_team_models_write(char **out, const mkba_data *data, mkba_style style,
                                   mkba_issues *issues)
{
    mkba_writing w;
    mkba_team_models models = {0};
    if (!mkba_writing_start(&w, out, style)) {
        return MKBA_ERR_MEMORY;
    }
    mkba_arena *arena = mkba_arena_new();
    mkba_status status =
        arena ? mkba_team_models_read(&models, data, arena, issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        mkba_write_team_models(&w.page, &models);
    }
    mkba_arena_free(arena);
    return mkba_writing_finish(&w, status);
}
