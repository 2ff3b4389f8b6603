/* What is known of the contracts behind the lines: until when they run, when they have to be
 * ended, and in what steps capacity can be cut. */
#ifndef MKBA_INPUT_CONTRACTS_H
#define MKBA_INPUT_CONTRACTS_H

#include "input/areas.h"
#include "input/date.h"

typedef struct {
    const char *area;                              /* code or name; "" for all */
    size_t line;                                   /* of data->line */
    const char *form, *owner, *programme, *source; /* "" when not known */
    mkba_date end;                                 /* none: not known, or open-ended */
    bool is_open;                                  /* runs until it is ended */
    double notice_months;                          /* NaN: not known */
    double step_eur, step_fte;                     /* NaN: not known */
    double share;                                  /* of the line, 0 to 1 */
    unsigned row;                                  /* its line in the file */
} mkba_contract;

typedef struct mkba_contracts {
    const char *file;
    mkba_contract *item; /* as in the file */
    size_t count;
    mkba_message *note; /* what was noticed on reading */
    size_t notes, note_capacity;
    mkba_read_files read; /* the file itself */
} mkba_contracts;

/* Reads a file of contracts ("-" is standard input), in any dialect that an areas file may
 * have. Everything lives in `arena`. `decimal` is '.', ',' or 0. */
mkba_status mkba_contracts_read(mkba_contracts **out, mkba_arena *arena,
                                const mkba_areas *areas, const char *path, char decimal,
                                mkba_issues *issues);

#endif
