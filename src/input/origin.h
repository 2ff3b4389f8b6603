/* What a result can be made again from: the command line, and the files that were read. */
#ifndef MKBA_INPUT_ORIGIN_H
#define MKBA_INPUT_ORIGIN_H

#include "base/arena.h"
#include "base/fingerprint.h"

typedef struct {
    const char *role; /* areas, parameters, scenario, measured, contracts or data */
    const char *file; /* as it was given */
    char sha256[MKBA_FINGERPRINT];
} mkba_read_file;

typedef struct {
    mkba_read_file *item;
    size_t count, capacity;
} mkba_read_files;

/* Remembers a file with the bytes that were read of it. A failure shows in the arena. */
void mkba_read_files_add(mkba_read_files *files, mkba_arena *arena, const char *role,
                         const char *file, const char *bytes, size_t length);
/* Adds copies of what `other` remembers. */
void mkba_read_files_join(mkba_read_files *files, mkba_arena *arena,
                          const mkba_read_files *other);

#endif
