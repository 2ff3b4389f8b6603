#include "input/origin.h"

#include "input/data.h"

#include <string.h>

void mkba_read_files_add(mkba_read_files *files, mkba_arena *arena, const char *role,
                         const char *file, const char *bytes, size_t length)
{
    files->item = mkba_arena_grow(arena, files->item, files->count, &files->capacity,
                                  sizeof *files->item);
    if (files->item) {
        mkba_read_file *item = &files->item[files->count++];
        item->role = role;
        item->file = mkba_arena_text(arena, file, strlen(file));
        mkba_fingerprint(item->sha256, bytes, length);
    }
}

void mkba_read_files_join(mkba_read_files *files, mkba_arena *arena,
                          const mkba_read_files *other)
{
    for (size_t i = 0; i < other->count; i++) {
        files->item = mkba_arena_grow(arena, files->item, files->count, &files->capacity,
                                      sizeof *files->item);
        if (files->item) {
            mkba_read_file *item = &files->item[files->count++];
            *item = other->item[i];
            item->file = mkba_arena_text(arena, item->file, strlen(item->file));
        }
    }
}

mkba_status mkba_data_made_from(mkba_data *data, const char *command,
                                const char *const *arguments, size_t count,
                                mkba_language language)
{
    const char **copy = mkba_arena_alloc(data->arena, count + 1, sizeof *copy);
    for (size_t i = 0; i < count && copy; i++) {
        copy[i] = mkba_arena_text(data->arena, arguments[i], strlen(arguments[i]));
    }
    data->recipe.command = mkba_arena_text(data->arena, command, strlen(command));
    data->recipe.argument = copy;
    data->recipe.arguments = copy ? count : 0;
    data->recipe.language = language;
    return mkba_arena_failed(data->arena) ? MKBA_ERR_MEMORY : MKBA_OK;
}
