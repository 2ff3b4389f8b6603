/* Which ids occur twice, in constant memory.
 *
 * First all ids of a file pass through a filter that never misses a repetition and takes one
 * in a hundred other ids for one; those are suspects. When the file passes again, suspects are
 * held against each other exactly. Where there are too many suspects, the ids are split by
 * their hash and take more turns. What can pass only once (a pipe) is held against everything
 * before, as far as memory goes. */
#ifndef MKBA_INPUT_ID_CHECK_H
#define MKBA_INPUT_ID_CHECK_H

#include "base/arena.h"

#include <stdint.h>

/* The ids that are kept exactly, at most; and the lines of a pipe that are checked. */
enum { MKBA_MOST_SUSPECTS = 105000, MKBA_ONCE_LINES = 400000 };

typedef struct mkba_id_check mkba_id_check;

/* `ids`: how many are expected; 0 when they pass only once. `suspects` as above. NULL when
 * there is no memory. */
mkba_id_check *mkba_id_check_new(size_t ids, size_t suspects);
void mkba_id_check_free(mkba_id_check *check);

/* Ids that wait for their turn: memory is slow, so it is asked before it is needed. */
enum { MKBA_ID_QUEUE = 32 };
typedef struct {
    uint64_t hash[MKBA_ID_QUEUE];
    size_t count;
} mkba_id_queue;

/* First time: only what is in turn enters the filter. By several threads at once. */
void mkba_id_check_filter(mkba_id_check *check, mkba_id_queue *queue, uint64_t hash);
void mkba_id_check_flush(mkba_id_check *check, mkba_id_queue *queue);

/* A row with an id: its hash, that of its area, and where it is. */
typedef struct {
    uint64_t hash;
    uint32_t area;
    unsigned line;
} mkba_id_row;

/* Whether this is a suspect. */
bool mkba_id_check_suspects(const mkba_id_check *check, uint64_t hash);
/* Second time, for a suspect: true when a row repeats an id, and which; of each id all rows
 * but the first do, in whatever order they come. With ids that pass only once this is all
 * there is; `line` is at most MKBA_ONCE_LINES then. By several threads at once. */
bool mkba_id_check_hold(mkba_id_row *out, mkba_id_check *check, mkba_id_row row);
/* The first row of an id, after the second time. */
mkba_id_row mkba_id_check_first(const mkba_id_check *check, uint64_t hash);

/* After the first time: whether all in turn were looked at (else fewer get a turn, and the
 * file has to pass once more), and whether there are suspects, so that it has to pass again.
 */
bool mkba_id_check_settle(mkba_id_check *check);
bool mkba_id_check_has_suspects(const mkba_id_check *check);
/* The next part gets its turn; false when there is none. */
bool mkba_id_check_next(mkba_id_check *check);
/* Memory ran out on the way. */
bool mkba_id_check_failed(const mkba_id_check *check);

#endif
