#include "input/json_tree.h"

#include "base/map.h"
#include "input/bytes.h"
#include "input/json_check.h"

#include <cjson/cJSON.h>
#include <stdio.h>
#include <string.h>

typedef struct {
    mkba_arena *arena;
    const char *file;
    const char *at; /* the text behind the last key that was met */
    unsigned line;
    mkba_issues *issues;
    mkba_status status;
} builder;

/* As cJSON has it: more than JSON allows. */
static bool is_blank(char c)
{
    return (unsigned char)(c - 1) < ' '; /* and no end of the text */
}

/* Behind the string that starts at `at`. */
static const char *skip_string(const char *at)
{
    for (at++; *at != '"'; at++) {
        at += *at == '\\';
    }
    return at + 1;
}

/* cJSON does not tell lines. Its members come in the order of the text, so that the next key
 * in the text is that of the next member: a string before a colon. */
static unsigned line_of_next_key(builder *b)
{
    while (*b->at) {
        if (*b->at != '"') {
            b->line += *b->at++ == '\n';
            continue;
        }
        unsigned line = b->line;
        const char *after = skip_string(b->at);
        for (; b->at < after; b->at++) {
            b->line += *b->at == '\n';
        }
        while (is_blank(*after)) {
            after++;
        }
        if (*after == ':') {
            return line;
        }
    }
    return b->line;
}

static const char *path_below(builder *b, const mkba_tree *parent, const char *key)
{
    size_t length = strlen(parent->path) + strlen(key) + 2;
    char *path = mkba_arena_alloc(b->arena, length, 1);
    if (!path) {
        return "";
    }
    snprintf(path, length, "%s%s%s", parent->path, parent->path[0] && key[0] ? "." : "", key);
    return path;
}

static void fill_scalar(builder *b, mkba_tree *value, const cJSON *json)
{
    value->text = "";
    if (cJSON_IsString(json)) {
        value->kind = MKBA_TREE_TEXT;
        value->text = mkba_arena_text(b->arena, json->valuestring, strlen(json->valuestring));
    } else if (cJSON_IsNumber(json)) {
        value->kind = MKBA_TREE_NUMBER;
        value->number = json->valuedouble;
    } else {
        value->flag = cJSON_IsTrue(json);
        value->kind = cJSON_IsBool(json)     ? MKBA_TREE_FLAG
                      : cJSON_IsArray(json)  ? MKBA_TREE_LIST
                      : cJSON_IsObject(json) ? MKBA_TREE_OBJECT
                                             : MKBA_TREE_NULL;
    }
}

static void check_once(builder *b, mkba_map *seen, const mkba_tree *value)
{
    size_t earlier = mkba_map_get(seen, value->key);
    if (earlier == MKBA_MAP_NONE) {
        b->status = mkba_map_put(seen, value->key, value->line) ? b->status : MKBA_ERR_MEMORY;
        return;
    }
    char line[32];
    mkba_place place = {.file = b->file, .line = value->line, .column_name = value->path};
    snprintf(line, sizeof line, "%zu", earlier);
    b->status = mkba_issue_add(b->issues, MKBA_ERR_CONFLICT, place, "json.twice",
                               MKBA_WORDS(value->key, line));
}

/* Fills `value`, and all that is in it; cJSON sees to it that this is not endlessly deep. */
static void build(builder *b, mkba_tree *value, const cJSON *json)
{
    const cJSON *item;
    const mkba_tree **end = &value->child;
    mkba_map seen = {.arena = b->arena};
    fill_scalar(b, value, json);
    cJSON_ArrayForEach(item, json)
    {
        mkba_tree *child = mkba_arena_alloc(b->arena, 1, sizeof *child);
        if (!child) {
            return;
        }
        const char *key = item->string ? item->string : "";
        child->key = mkba_arena_text(b->arena, key, strlen(key));
        child->line = item->string ? line_of_next_key(b) : b->line;
        child->path = path_below(b, value, key);
        if (item->string && child->key) {
            check_once(b, &seen, child);
        }
        build(b, child, item);
        *end = child;
        end = &child->next;
    }
}

/* Line and column of the first letter at which the text stops being JSON. */
static mkba_status not_json(const char *file, const char *text, const char *at,
                            mkba_issues *issues)
{
    mkba_place place = {.file = file, .line = 1, .column = 1};
    for (; text < at; text++) {
        bool starts_character = ((unsigned char)*text & 0xC0) != 0x80;
        place.column = *text == '\n' ? 1 : place.column + starts_character;
        place.line += *text == '\n';
    }
    return mkba_issue_add(issues, MKBA_ERR_SYNTAX, place,
                          *at ? "scenario.json" : "json.unfinished", NULL);
}

static mkba_status read_text(const mkba_tree **out, builder *b, const char *text,
                             size_t length)
{
    mkba_tree *top = mkba_arena_alloc(b->arena, 1, sizeof *top);
    cJSON *json = cJSON_ParseWithLengthOpts(text, length + 1, NULL, true);
    if (!json) {
        const char *stop = mkba_json_stop(text);
        return stop ? not_json(b->file, text, stop, b->issues) : MKBA_ERR_MEMORY;
    }
    if (top) {
        *top = (mkba_tree){.key = "", .path = "", .line = 1};
        build(b, top, json);
    }
    cJSON_Delete(json);
    if (mkba_arena_failed(b->arena)) {
        return MKBA_ERR_MEMORY;
    }
    *out = top;
    return b->status;
}

mkba_status mkba_tree_read(const mkba_tree **out, mkba_arena *arena, mkba_source_text text,
                           mkba_issues *issues)
{
    mkba_buffer plain = {0};
    *out = NULL;
    mkba_status status =
        mkba_bytes_to_text(&plain, text.file, text.bytes, text.length, issues);
    if (status == MKBA_OK) {
        builder b = {.arena = arena,
                     .file = text.file,
                     .at = mkba_buffer_text(&plain),
                     .line = 1,
                     .issues = issues};
        status = read_text(out, &b, b.at, plain.length);
    }
    mkba_buffer_free(&plain);
    return status;
}
