#include "input/overlay.h"

#include "base/issue.h"

#include "input/bytes.h"

#include <stdio.h>
#include <string.h>

static bool has_extension(const char *path)
{
    const char *slash = strrchr(path, '/');
    return strchr(slash ? slash + 1 : path, '.') != NULL;
}

static mkba_status unknown(const mkba_data *data, const char *name, mkba_issues *issues)
{
    char list[MKBA_TEXT] = "";
    for (size_t i = 0; i < data->scenarios; i++) {
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s", i ? ", " : "",
                 data->scenario[i].id);
    }
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0}, "overlay.unknown",
                          MKBA_WORDS(name, list));
}

static mkba_status read_shipped(mkba_overlay_file *out, mkba_arena *arena,
                                const mkba_data *data, const char *id, mkba_issues *issues)
{
    char name[MKBA_TEXT];
    mkba_source_text text;
    snprintf(name, sizeof name, "scenarios/%s.json", id);
    mkba_status status = mkba_data_text(&text, data, arena, name, issues);
    return status == MKBA_OK ? mkba_overlay_read(out, arena, data, text, true, issues)
                             : status;
}

/* Whether a name stands for no file, but perhaps for what is shipped under it. */
static bool is_no_file(const char *name, const mkba_issue *why)
{
    return !has_extension(name) && strcmp(why->message.id, "file.not_found") == 0;
}

/* A file, or else what is shipped under that name. */
static mkba_status read_one(mkba_overlay_file *out, mkba_arena *arena, const mkba_data *data,
                            const char *name, mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    mkba_issues why = {0};
    mkba_status status = mkba_bytes_read(&bytes, name, &why);
    if (status == MKBA_OK) {
        mkba_source_text text = {
            .file = name, .bytes = mkba_buffer_text(&bytes), .length = bytes.length};
        status = mkba_overlay_read(out, arena, data, text, true, issues);
        mkba_read_files_add(&out->read, arena, "scenario", name, text.bytes, text.length);
    } else if (is_no_file(name, &why.item[0])) {
        const mkba_scenario *shipped = mkba_data_scenario(data, name);
        status = shipped ? read_shipped(out, arena, data, shipped->id, issues)
                         : unknown(data, name, issues);
    } else {
        mkba_issues_repeat(issues, &why);
    }
    mkba_buffer_free(&bytes);
    return status;
}

mkba_status mkba_overlay_open(mkba_overlay **out, const mkba_data *data,
                              const char *const *files, size_t n_files, mkba_issues *issues)
{
    mkba_arena *arena;
    mkba_overlay *overlay = mkba_arena_object(&arena, sizeof *overlay);
    mkba_status first = MKBA_OK;
    *out = NULL;
    if (!overlay) {
        return MKBA_ERR_MEMORY;
    }
    overlay->arena = arena;
    overlay->file = mkba_arena_alloc(arena, n_files, sizeof *overlay->file);
    for (size_t i = 0; i < n_files && overlay->file; i++) {
        mkba_status status =
            read_one(&overlay->file[overlay->files++], arena, data, files[i], issues);
        mkba_keep_first(&first, status);
    }
    if (first == MKBA_OK && mkba_arena_failed(arena)) {
        first = MKBA_ERR_MEMORY;
    }
    if (first != MKBA_OK) {
        mkba_overlay_free(overlay);
        return first;
    }
    *out = overlay;
    return MKBA_OK;
}

void mkba_overlay_free(mkba_overlay *overlay)
{
    if (overlay) {
        mkba_arena_free(overlay->arena);
    }
}
