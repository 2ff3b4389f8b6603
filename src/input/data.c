#include "input/data.h"

#include "base/embedded.h"
#include "input/bytes.h"
#include "input/columns.h"
#include "input/lines.h"
#include "input/parameters.h"
#include "input/scenario.h"
#include "input/schema.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *mkba_data_file(const mkba_data *data, const char *name)
{
    char path[1024];
    snprintf(path, sizeof path, "%s/%s", data->folder ? data->folder : "data", name);
    const char *copy = mkba_arena_text(data->arena, path, strlen(path));
    return copy ? copy : name;
}

mkba_status mkba_data_text(mkba_source_text *out, const mkba_data *data, mkba_arena *arena,
                           const char *name, mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    const char *path = mkba_data_file(data, name);
    out->file = path;
    if (!data->folder) {
        const mkba_embedded_file *file = mkba_embedded_find(path);
        if (!file) {
            return mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = path},
                                  "file.unreadable", MKBA_WORDS(""));
        }
        out->bytes = file->bytes;
        out->length = file->length;
        return MKBA_OK;
    }
    mkba_status status = mkba_bytes_read(&bytes, path, issues);
    if (status == MKBA_OK) {
        out->bytes = mkba_arena_text(arena, bytes.text ? bytes.text : "", bytes.length);
        out->length = bytes.length;
        status = out->bytes ? MKBA_OK : MKBA_ERR_MEMORY;
    }
    mkba_buffer_free(&bytes);
    return status;
}

static mkba_status read_table(mkba_data *data, const mkba_table_spec *row, mkba_issues *issues)
{
    mkba_source_text text;
    void *items = NULL;
    size_t count = 0;
    mkba_status status = mkba_data_text(&text, data, data->arena, row->file, issues);
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
    mkba_status status = mkba_data_text(&text, data, data->arena, "edition.csv", issues);
    if (status == MKBA_OK) {
        status = mkba_records_read(&items, &count, sizeof(char *), &column, 1, data->arena,
                                   text, issues);
    }
    data->edition = status == MKBA_OK && count > 0 ? *(const char **)items : "";
    return status;
}

static mkba_status finish(mkba_data *data, mkba_issues *issues)
{
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < data->lines; i++) {
        mkba_status status = mkba_line_check(data, i, issues);
        first = first == MKBA_OK ? status : first;
    }
    if (first == MKBA_OK) {
        first = mkba_columns_read(data, issues);
    }
    for (size_t i = 0; i < data->scenarios && first == MKBA_OK; i++) {
        first = mkba_scenario_read(&data->scenario[i], data, issues);
    }
    return first == MKBA_OK ? mkba_parameters_settle(data, issues) : first;
}

mkba_status mkba_data_read(mkba_data **out, const char *folder, mkba_issues *issues)
{
    *out = NULL;
    mkba_arena *arena = mkba_arena_new();
    mkba_data *data = arena ? mkba_arena_alloc(arena, 1, sizeof *data) : NULL;
    if (!data) {
        mkba_arena_free(arena);
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
    if (status == MKBA_OK && mkba_arena_failed(arena)) {
        status = MKBA_ERR_MEMORY;
    }
    if (status != MKBA_OK) {
        mkba_arena_free(arena);
        return status;
    }
    *out = data;
    return MKBA_OK;
}

const mkba_parameter *mkba_data_parameter(const mkba_data *data, const char *key)
{
    size_t i = mkba_map_get(&data->parameter_by_key, key);
    return i == MKBA_MAP_NONE ? NULL : &data->parameter[i];
}

double mkba_data_value(const mkba_data *data, const char *key)
{
    const mkba_parameter *p = mkba_data_parameter(data, key);
    return p ? p->value : (double)NAN;
}

const mkba_source *mkba_data_source(const mkba_data *data, const char *id)
{
    for (size_t i = 0; i < data->sources; i++) {
        if (strcmp(data->source[i].id, id) == 0) {
            return &data->source[i];
        }
    }
    return NULL;
}

const mkba_benchmark *mkba_data_benchmark(const mkba_data *data, const char *id)
{
    for (size_t i = 0; i < data->benchmarks; i++) {
        if (strcmp(data->benchmark[i].id, id) == 0) {
            return &data->benchmark[i];
        }
    }
    return NULL;
}

void mkba_data_note(mkba_data *data, const mkba_message *message)
{
    data->note = mkba_arena_grow(data->arena, data->note, data->notes, &data->note_capacity,
                                 sizeof *data->note);
    if (data->note) {
        data->note[data->notes++] = *message;
    }
}
