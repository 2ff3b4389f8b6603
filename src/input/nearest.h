/* Names that look like the one that was asked for. */
#ifndef MKBA_INPUT_NEAREST_H
#define MKBA_INPUT_NEAREST_H

#include <stddef.h>

typedef struct {
    char text[160]; /* "a, b, c": up to three, the nearest first; empty when nothing is near */
    struct {
        const char *name;
        size_t distance;
    } best[3];
    const char *wanted;
} mkba_nearest;

void mkba_nearest_start(mkba_nearest *nearest, const char *wanted);
/* `plain` is compared with what is wanted; `name` is what is shown, and must stay until the
 * end. */
void mkba_nearest_offer(mkba_nearest *nearest, const char *plain, const char *name);
/* Fills `text`. */
void mkba_nearest_finish(mkba_nearest *nearest);

#endif
