#include "input/data.h"

#include "base/embedded.h"
#include "input/bytes.h"

#include <assert.h>
#include <math.h>
#include <stddef.h>
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

/* The first of these rows with that id, which is what each begins with. */
static const void *row_of(const void *rows, size_t count, size_t size, const char *id)
{
    for (const char *row = rows; count > 0; count--, row += size) {
        const char *own;
        memcpy(&own, row, sizeof own);
        if (strcmp(own, id) == 0) {
            return row;
        }
    }
    return NULL;
}

static_assert(offsetof(mkba_line, id) == 0 && offsetof(mkba_factor, id) == 0 &&
                  offsetof(mkba_party, id) == 0 && offsetof(mkba_source, id) == 0 &&
                  offsetof(mkba_benchmark, id) == 0 && offsetof(mkba_scenario, id) == 0,
              "rows begin with their id");

const mkba_line *mkba_data_line(const mkba_data *data, const char *id)
{
    return row_of(data->line, data->lines, sizeof *data->line, id);
}

const mkba_factor *mkba_data_factor(const mkba_data *data, const char *id)
{
    return row_of(data->factor, data->factors, sizeof *data->factor, id);
}

const mkba_party *mkba_data_party(const mkba_data *data, const char *id)
{
    return row_of(data->party, data->parties, sizeof *data->party, id);
}

const mkba_source *mkba_data_source(const mkba_data *data, const char *id)
{
    return row_of(data->source, data->sources, sizeof *data->source, id);
}

const mkba_benchmark *mkba_data_benchmark(const mkba_data *data, const char *id)
{
    return row_of(data->benchmark, data->benchmarks, sizeof *data->benchmark, id);
}

const mkba_scenario *mkba_data_scenario(const mkba_data *data, const char *id)
{
    return row_of(data->scenario, data->scenarios, sizeof *data->scenario, id);
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

void mkba_data_note(mkba_data *data, const mkba_message *message)
{
    data->note = mkba_arena_grow(data->arena, data->note, data->notes, &data->note_capacity,
                                 sizeof *data->note);
    if (data->note) {
        data->note[data->notes++] = *message;
    }
}
