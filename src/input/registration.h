/* What a municipality has to record to replace an estimate by a measurement
 * (registration.csv). */
#ifndef MKBA_INPUT_REGISTRATION_H
#define MKBA_INPUT_REGISTRATION_H

#include "input/data.h"

typedef struct {
    const char *id;
    const char *about;    /* line, factor or number */
    const char *label[2]; /* of a number; lines and factors have their own */
    const char *keys;     /* patterns of numbers and columns that it would tell, with blanks
                             between */
    const char *prices;   /* by which it can be valued, with blanks between */
    const char *what[2];
    const char *often[2];
    const char *where[2];
} mkba_registration;

/* Reads the table, for who asks: no other output needs it. */
mkba_status mkba_registrations_read(mkba_registration **out, size_t *count,
                                    const mkba_data *data, mkba_arena *arena,
                                    mkba_issues *issues);
/* What a row is called. */
const char *mkba_registration_label(const mkba_registration *row, const mkba_data *data,
                                    mkba_language language);

#endif
