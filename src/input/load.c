#include "input/data.h"

#include "input/columns.h"
#include "input/lines.h"
#include "input/measured.h"
#include "input/parameters.h"
#include "input/scenario.h"
#include "input/schema.h"

#include <string.h>

static mkba_status read_table(mkba_data *data, const mkba_table_spec *row, mkba_issues *issues)
{
    mkba_source_text text;
    void *items = NULL;
    size_t count = 0;
    mkba_status status = mkba_data_own_text(&text, data, row->file, issues);
    if (status == MKBA_OK) {
        status = mkba_records_read(&items, &count, row->size, row->column, row->columns,
                                   data->arena, text, issues);
    }
    memcpy((char *)data + row->items, &items, sizeof items);
    memcpy((char *)data + row->count, &count, sizeof count);
    return status;
}

static mkba_status read_edition(mkba_data *data, mkba_issues *issues)
{
    static const mkba_record_column column = {"edition", MKBA_FIELD_TEXT, 0, true};
    mkba_source_text text;
    void *items = NULL;
    size_t count = 0;
    mkba_status status = mkba_data_own_text(&text, data, "edition.csv", issues);
    if (status == MKBA_OK) {
        status = mkba_records_read(&items, &count, sizeof(char *), &column, 1, data->arena,
                                   text, issues);
    }
    data->edition = count > 0 ? *(const char **)items : "";
    return status;
}

static mkba_status finish(mkba_data *data, mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < data->lines; i++) {
        mkba_status status = mkba_line_check(data, i, issues);
        mkba_keep_first(&first, status);
    }
    if (first == MKBA_OK) {
        first = mkba_prices_check(data, issues);
    }
    if (first == MKBA_OK) {
        first = mkba_columns_read(data, issues);
    }
    for (size_t i = 0; i < data->scenarios && first == MKBA_OK; i++) {
        first = mkba_scenario_read(&data->scenario[i], data, issues);
    }
    if (first == MKBA_OK) {
        first = mkba_parameters_settle(data, issues);
    }
    return first;
}

mkba_status mkba_data_open(mkba_data **out, const char *folder, mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena;
    mkba_data *data = mkba_arena_object(&arena, sizeof *data);
    if (!data) {
        return MKBA_ERR_MEMORY;
    }
    data->arena = arena;
    data->folder = folder ? mkba_arena_text(arena, folder, strlen(folder)) : NULL;
    data->parameter_by_key.arena = arena;
    data->column_by_name.arena = arena;
    mkba_status status = read_edition(data, issues);
    for (size_t i = 0; i < mkba_table_count && status == MKBA_OK; i++) {
        status = read_table(data, &mkba_tables[i], issues);
    }
    if (status == MKBA_OK) {
        status = mkba_parameters_index(data, issues);
    }
    if (status == MKBA_OK) {
        status = finish(data, issues);
    }
    status = mkba_arena_failed(arena) ? MKBA_ERR_MEMORY : status;
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = data;
    return MKBA_OK;
}

void mkba_data_free(mkba_data *data)
{
    if (data) {
        mkba_arena_free(data->arena);
    }
}

mkba_status mkba_data_override(mkba_data *data, const mkba_overrides *overrides,
                               mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < overrides->n_files; i++) {
        mkba_status status =
            mkba_parameters_read(data, overrides->files[i], overrides->decimal, issues);
        mkba_keep_first(&first, status);
    }
    for (size_t i = 0; i < overrides->n_settings; i++) {
        mkba_status status =
            mkba_parameters_set(data, overrides->settings[i], overrides->decimal, issues);
        mkba_keep_first(&first, status);
    }
    if (first == MKBA_OK) {
        first = mkba_parameters_settle(data, issues);
    }
    return mkba_arena_failed(data->arena) ? MKBA_ERR_MEMORY : first;
}
