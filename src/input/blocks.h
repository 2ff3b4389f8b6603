/* A stream in blocks of whole rows, handed out to several threads. A row that is spread over
 * lines (a line end in quotes) stays together. */
#ifndef MKBA_INPUT_BLOCKS_H
#define MKBA_INPUT_BLOCKS_H

#include "input/stream.h"

#include <stdbool.h>

/* Behind the text of a block so many bytes may be read, and one may be written. */
enum { MKBA_BLOCK_PAD = 64, MKBA_BLOCK = 256 * 1024 };

typedef struct {
    char *text;
    size_t length;
    unsigned line; /* of its first row */
    bool has_quotes;
    bool has_returns; /* line ends of \r alone */
} mkba_block;

typedef struct mkba_blocks mkba_blocks;

/* `size` is the longest row that can be read. `workers` blocks can be in use at once. The
 * stream must outlive the blocks. */
mkba_status mkba_blocks_new(mkba_blocks **out, mkba_stream *stream, const char *file,
                            size_t size, size_t workers);
void mkba_blocks_free(mkba_blocks *blocks);

/* The next block for this worker, who has done with the one before; false at the end, or when
 * something went wrong. */
bool mkba_blocks_next(mkba_block *out, mkba_blocks *blocks, size_t worker);
/* No more blocks for anyone. */
void mkba_blocks_stop(mkba_blocks *blocks);
/* How it ended; said once all workers are done. */
mkba_status mkba_blocks_status(const mkba_blocks *blocks, mkba_issues *issues);

/* Once more from the start. */
mkba_status mkba_blocks_repeat(mkba_blocks *blocks, mkba_issues *issues);
/* The text before the first block, without blank lines: as many lines as it takes to have the
 * names of the columns. They are no part of the blocks. */
mkba_status mkba_blocks_head(mkba_block *out, mkba_blocks *blocks, mkba_issues *issues);

/* How many rows there are about, by the length of those that were read after the head. */
size_t mkba_blocks_rows(const mkba_blocks *blocks);

#endif
