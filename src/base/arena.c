#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* The first chunk is small, so that a small arena stays small. Large ones come from the system
 * as zeroed pages, of which only those that are used cost anything; those in between would be
 * zeroed whole. */
enum { FIRST_CHUNK = 4 * 1024, LARGE_CHUNK = 512 * 1024 };

typedef struct chunk {
    struct chunk *next;
    size_t used;
    size_t size;
    max_align_t data[];
} chunk;

struct mkba_arena {
    chunk *head;
    bool failed;
};

mkba_arena *mkba_arena_new(void)
{
    return calloc(1, sizeof(mkba_arena));
}

void mkba_arena_free(mkba_arena *arena)
{
    if (!arena) {
        return;
    }
    for (chunk *c = arena->head; c;) {
        chunk *next = c->next;
        free(c);
        c = next;
    }
    free(arena);
}

void *mkba_arena_object(mkba_arena **arena, size_t size)
{
    *arena = mkba_arena_new();
    void *object = *arena ? mkba_arena_alloc(*arena, 1, size) : NULL;
    if (!object) {
        mkba_arena_free(*arena);
        *arena = NULL;
    }
    return object;
}

static chunk *chunk_new(mkba_arena *arena, size_t bytes)
{
    size_t size = arena->head ? LARGE_CHUNK : FIRST_CHUNK;
    size = bytes > size ? bytes : size;
    chunk *c = calloc(1, sizeof(chunk) + size);
    if (c) {
        c->size = size;
        c->next = arena->head;
        arena->head = c;
    }
    return c;
}

static size_t aligned(size_t bytes)
{
    size_t unit = sizeof(max_align_t);
    return (bytes + unit - 1) / unit * unit;
}

void *mkba_arena_alloc(mkba_arena *arena, size_t count, size_t size)
{
    size_t unit = sizeof(max_align_t);
    if (arena->failed || (size != 0 && count > (SIZE_MAX / 2 - unit) / size)) {
        arena->failed = true; /* and stays so: what lies in it may have holes */
        return NULL;
    }
    size_t bytes = aligned(count * size);
    chunk *c = arena->head;
    if (!c || c->size - c->used < bytes) {
        c = chunk_new(arena, bytes);
        if (!c) {
            arena->failed = true;
            return NULL;
        }
    }
    void *result = (char *)c->data + c->used;
    c->used += bytes;
    return result;
}

char *mkba_arena_text(mkba_arena *arena, const char *text, size_t length)
{
    char *copy = mkba_arena_alloc(arena, length + 1, 1);
    if (copy) {
        memcpy(copy, text, length);
    }
    return copy;
}

char *mkba_arena_fill(mkba_arena *arena, const char *pattern, const char *word)
{
    const char *open = strchr(pattern, '{');
    const char *close = open ? strchr(open, '}') : NULL;
    if (!close) {
        return mkba_arena_text(arena, pattern, strlen(pattern));
    }
    size_t before = (size_t)(open - pattern), middle = strlen(word), after = strlen(close + 1);
    char *text = mkba_arena_alloc(arena, before + middle + after + 1, 1);
    if (text) {
        memcpy(text, pattern, before);
        memcpy(text + before, word, middle);
        memcpy(text + before + middle, close + 1, after);
    }
    return text;
}

bool mkba_arena_failed(const mkba_arena *arena)
{
    return arena->failed;
}

/* Makes the newest piece of an arena longer where it is, if there is room behind it. */
static bool extend(mkba_arena *arena, const void *items, size_t from, size_t to)
{
    chunk *c = arena->head;
    if (from == 0 || (const char *)items + aligned(from) != (const char *)c->data + c->used ||
        c->size - c->used < aligned(to) - aligned(from)) {
        return false;
    }
    c->used += aligned(to) - aligned(from);
    return true;
}

void *mkba_arena_enlarge(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                         size_t size)
{
    size_t first = size < 256 ? 16 : 4;
    size_t wanted = *capacity == 0 ? first : 2 * *capacity;
    if (extend(arena, items, *capacity * size, wanted * size)) {
        *capacity = wanted;
        return items;
    }
    void *grown = mkba_arena_alloc(arena, wanted, size);
    if (grown) {
        if (count > 0) {
            memcpy(grown, items, count * size);
        }
        *capacity = wanted;
    }
    return grown;
}
