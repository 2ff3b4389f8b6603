#include "input/data.h"

#include "base/embedded.h"
#include "input/bytes.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

const char *mkba_data_file(char out[MKBA_PATH], const mkba_data *data, const char *name)
{
    snprintf(out, MKBA_PATH, "%s/%s", data->folder ? data->folder : "data", name);
    return out;
}

mkba_status mkba_data_text(mkba_source_text *out, const mkba_data *data, mkba_arena *arena,
                           const char *name, mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    char path[MKBA_PATH];
    mkba_data_file(path, data, name);
    out->file = mkba_arena_text(arena, path, strlen(path));
    if (!out->file) {
        return MKBA_ERR_MEMORY;
    }
    if (!data->folder) {
        const mkba_embedded_file *file = mkba_embedded_find(path);
        if (!file) {
            return mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){.file = path},
                                  "file.unreadable", MKBA_WORDS(""));
        }
        out->bytes = file->bytes;
        out->length = file->length;
        out->packed = file->place ? file : NULL;
        return MKBA_OK;
    }
    out->packed = NULL;
    mkba_status status = mkba_bytes_read(&bytes, path, issues);
    if (status == MKBA_OK) {
        out->bytes = mkba_arena_text(arena, mkba_buffer_text(&bytes), bytes.length);
        out->length = bytes.length;
        status = out->bytes ? MKBA_OK : MKBA_ERR_MEMORY;
    }
    mkba_buffer_free(&bytes);
    return status;
}

mkba_status mkba_data_own_text(mkba_source_text *out, mkba_data *data, const char *name,
                               mkba_issues *issues)
{
    mkba_status status = mkba_data_text(out, data, data->arena, name, issues);
    if (status == MKBA_OK && data->folder) {
        mkba_read_files_add(&data->read, data->arena, "data", out->file, out->bytes,
                            out->length);
    }
    return status;
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

bool mkba_data_measures(const mkba_data *data, const char *line)
{
    for (size_t i = 0; i < data->n_measured; i++) {
        if (strcmp(data->measured[i].line, line) == 0) {
            return true;
        }
    }
    return false;
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
