#include "analysis/stored.h"

#include "input/bytes.h"

#include <stdio.h>
#include <string.h>

/* ------------------------------------------------------------------ Looking around */

const mkba_tree *mkba_tree_member(const mkba_tree *object, const char *key)
{
    const mkba_tree *item = object && object->kind == MKBA_TREE_OBJECT ? object->child : NULL;
    while (item && strcmp(item->key, key) != 0) {
        item = item->next;
    }
    return item;
}

const mkba_tree *mkba_tree_first(const mkba_tree *list)
{
    return list ? list->child : NULL;
}

const mkba_tree *mkba_tree_next(const mkba_tree *item)
{
    return item ? item->next : NULL;
}

const char *mkba_tree_text(const mkba_tree *object, const char *key)
{
    const mkba_tree *item = mkba_tree_member(object, key);
    return item ? item->text : "";
}

const char *mkba_tree_name(const mkba_tree *item, char room[MKBA_TEXT])
{
    static const char *const keys[] = {"code",   "id",     "grade",    "t",
                                       "column", "factor", "scenario", "world",
                                       "figure", "input",  "key",      "name"};
    if (item->kind == MKBA_TREE_TEXT) {
        return item->text;
    }
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        const mkba_tree *member = mkba_tree_member(item, keys[i]);
        if (member && member->kind == MKBA_TREE_TEXT) {
            return member->text;
        }
        if (member && member->kind == MKBA_TREE_NUMBER) {
            snprintf(room, MKBA_TEXT, "%.15g", member->number);
            return room;
        }
    }
    return "";
}

/* ------------------------------------------------------------------ What it was made from */

static mkba_status refuse(const mkba_stored *s, const mkba_tree *at, mkba_status status,
                          const char *id, const char *word, mkba_issues *issues)
{
    mkba_place place = {.file = s->file,
                        .line = at ? at->line : 0,
                        .column_name = at && at->path[0] ? at->path : NULL};
    return mkba_issue_add(issues, status, place, id, word ? MKBA_WORDS(word) : NULL);
}

static size_t children(const mkba_tree *list)
{
    size_t n = 0;
    for (const mkba_tree *item = mkba_tree_first(list); item; item = item->next) {
        n++;
    }
    return n;
}

static mkba_status read_arguments(mkba_stored *s, const mkba_tree *list, mkba_issues *issues)
{
    const char **argument = mkba_arena_alloc(s->arena, children(list) + 1, sizeof *argument);
    if (!argument) {
        return MKBA_ERR_MEMORY;
    }
    s->argument = argument;
    for (const mkba_tree *item = mkba_tree_first(list); item; item = item->next) {
        if (item->kind != MKBA_TREE_TEXT) {
            return refuse(s, list, MKBA_ERR_SYNTAX, "stored.recipe", NULL, issues);
        }
        argument[s->arguments++] = item->text;
    }
    return MKBA_OK;
}

static mkba_status read_files(mkba_stored *s, const mkba_tree *list, mkba_issues *issues)
{
    s->files.item = mkba_arena_alloc(s->arena, children(list) + 1, sizeof *s->files.item);
    if (!s->files.item) {
        return MKBA_ERR_MEMORY;
    }
    for (const mkba_tree *item = mkba_tree_first(list); item; item = item->next) {
        mkba_read_file *file = &s->files.item[s->files.count++];
        file->role = mkba_tree_text(item, "role");
        file->file = mkba_tree_text(item, "file");
        snprintf(file->sha256, sizeof file->sha256, "%s", mkba_tree_text(item, "sha256"));
        if (!file->file[0]) {
            return refuse(s, list, MKBA_ERR_SYNTAX, "stored.recipe", NULL, issues);
        }
        if (strcmp(file->file, "-") == 0) {
            return refuse(s, list, MKBA_ERR_MISSING, "stored.standard_input", NULL, issues);
        }
    }
    return MKBA_OK;
}

static mkba_status read_recipe(mkba_stored *s, mkba_issues *issues)
{
    const mkba_tree *made = mkba_tree_member(s->top, "made_from");
    s->schema = mkba_tree_text(s->top, "schema");
    s->command = mkba_tree_text(made, "command");
    s->language =
        strcmp(mkba_tree_text(made, "language"), "en") == 0 ? MKBA_ENGLISH : MKBA_DUTCH;
    if (strncmp(s->schema, "mkba-", 5) != 0) {
        return refuse(s, NULL, MKBA_ERR_SYNTAX, "stored.not_a_result", NULL, issues);
    }
    if (!s->command[0]) {
        return refuse(s, made, MKBA_ERR_MISSING, "stored.no_recipe", NULL, issues);
    }
    mkba_status status = read_arguments(s, mkba_tree_member(made, "arguments"), issues);
    return status == MKBA_OK ? read_files(s, mkba_tree_member(made, "files"), issues) : status;
}

/* ------------------------------------------------------------------ Public */

static mkba_status read_file(mkba_stored *s, const char *path, mkba_issues *issues)
{
    mkba_buffer bytes = {0};
    mkba_status status = mkba_bytes_read(&bytes, path, issues);
    if (status == MKBA_OK) {
        s->file = mkba_arena_text(s->arena, path, strlen(path));
        s->bytes = mkba_arena_text(s->arena, mkba_buffer_text(&bytes), bytes.length);
        mkba_source_text text = {.file = path, .bytes = s->bytes, .length = bytes.length};
        status = s->file && s->bytes ? mkba_tree_read(&s->top, s->arena, text, issues)
                                     : MKBA_ERR_MEMORY;
    }
    mkba_buffer_free(&bytes);
    return status;
}

mkba_status mkba_stored_open(mkba_stored **out, const char *path, mkba_issues *issues)
{
    mkba_arena *arena;
    mkba_stored *s = mkba_arena_object(&arena, sizeof *s);
    *out = NULL;
    if (!s) {
        return MKBA_ERR_MEMORY;
    }
    s->arena = arena;
    mkba_status status = read_file(s, path, issues);
    if (status == MKBA_OK) {
        status = read_recipe(s, issues);
    }
    if (status != MKBA_OK) {
        mkba_stored_free(s);
        return status;
    }
    *out = s;
    return MKBA_OK;
}

void mkba_stored_free(mkba_stored *stored)
{
    if (stored) {
        mkba_arena_free(stored->arena);
    }
}

const char *mkba_stored_command(const mkba_stored *stored)
{
    return stored->command;
}

size_t mkba_stored_arguments(const mkba_stored *stored)
{
    return stored->arguments;
}

const char *mkba_stored_argument(const mkba_stored *stored, size_t argument)
{
    return stored->argument[argument];
}

mkba_language mkba_stored_language(const mkba_stored *stored)
{
    return stored->language;
}

size_t mkba_stored_files(const mkba_stored *stored)
{
    return stored->files.count;
}

const char *mkba_stored_file(const mkba_stored *stored, size_t file)
{
    return stored->files.item[file].file;
}
