/* Memory that lives and dies together.
 *
 * Everything that one object of the library holds comes from its arena, so that freeing the
 * object is one call and nothing inside needs an owner of its own. Memory is zeroed. A failed
 * allocation returns NULL and is remembered: code that builds a large thing may check
 * mkba_arena_failed once at its end. */
#ifndef MKBA_BASE_ARENA_H
#define MKBA_BASE_ARENA_H

#include <stdbool.h>
#include <stddef.h>

typedef struct mkba_arena mkba_arena;

/* NULL when there is no memory. */
mkba_arena *mkba_arena_new(void);
void mkba_arena_free(mkba_arena *arena);
/* A new arena with one zeroed object of `size` bytes in it: the object, or NULL when there is
 * no memory. */
void *mkba_arena_object(mkba_arena **arena, size_t size);

/* `count` items of `size` bytes, zeroed and aligned for any type. */
void *mkba_arena_alloc(mkba_arena *arena, size_t count, size_t size);
/* A copy of `length` bytes of text with a closing NUL. */
char *mkba_arena_text(mkba_arena *arena, const char *text, size_t length);
/* `pattern` with what stands in the first braces ({s}) replaced by `word`. */
char *mkba_arena_fill(mkba_arena *arena, const char *pattern, const char *word);
bool mkba_arena_failed(const mkba_arena *arena);

/* mkba_arena_grow where there is no room left. */
void *mkba_arena_enlarge(mkba_arena *arena, void *items, size_t count, size_t *capacity,
                         size_t size);

/* Grows an array held in an arena: returns `items`, or a copy with room for at least one item
 * more. The old array stays allocated until the arena is freed, hence doubling. `capacity` is
 * updated. */
static inline void *mkba_arena_grow(mkba_arena *arena, void *items, size_t count,
                                    size_t *capacity, size_t size)
{
    return count < *capacity ? items : mkba_arena_enlarge(arena, items, count, capacity, size);
}

#endif
