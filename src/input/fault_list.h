/* The first faults of a long file, however many there are. Nothing of what stands in its cells
 * is kept. */
#ifndef MKBA_INPUT_FAULT_LIST_H
#define MKBA_INPUT_FAULT_LIST_H

#include <mkba.h>

#include <stdint.h>

typedef struct {
    unsigned line, column;
    mkba_status status;
    const char *id;
    const char *name;   /* our name for the column, or NULL */
    unsigned number[2]; /* what fills the sentence; the first is 0 for none */
    uint64_t hash;      /* of an id that was there before: number[0] is still to be found */
    uint32_t area;
} mkba_fault;

typedef struct {
    mkba_fault item[MKBA_MAX_ISSUES]; /* by line and column */
    size_t stored, total;
    unsigned last_line; /* nothing behind this line can be trusted; 0: all can */
} mkba_fault_list;

void mkba_fault_add(mkba_fault_list *list, const mkba_fault *fault);
/* A fault after which lines cannot be told apart. */
void mkba_fault_add_last(mkba_fault_list *list, const mkba_fault *fault);
void mkba_fault_merge(mkba_fault_list *into, const mkba_fault_list *from);
/* All of them as issues of the caller; the status is that of the first. */
mkba_status mkba_fault_report(const mkba_fault_list *list, const char *file,
                              mkba_issues *issues);

#endif
