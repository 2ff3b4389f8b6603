/* Municipal accounts and budgets (Iv3) while they are read. */
#ifndef MKBA_INPUT_OFFICIAL_IV3_H
#define MKBA_INPUT_OFFICIAL_IV3_H

#include "input/official.h"

/* A task field of one municipality, or of all together. */
typedef struct {
    const char *field;
    const mkba_official_name *name; /* NULL: not known */
    double eur;
    unsigned line;
} mkba_iv3_amount;

typedef struct {
    const char *code, *name;
    mkba_iv3_amount *item;
    size_t items, capacity;
} mkba_iv3_municipality;

typedef struct {
    unsigned year;
    mkba_iv3_report report; /* ONLY: another kind, such as a quarter */
} mkba_iv3_period;

typedef struct {
    mkba_import *import;
    const mkba_iv3_options *options;
    mkba_official_names names;
    mkba_builtin builtin;
    mkba_official_sheet sheet;
    size_t code_at, name_at, year_at, report_at, field_at, amount_at;
    double factor; /* to euros */
    mkba_iv3_period period;
    mkba_iv3_municipality *item;
    size_t items, capacity;
    mkba_map by_code;
    mkba_iv3_amount *field; /* what is not used, over all municipalities */
    size_t fields, field_capacity;
    unsigned char source, source_households, source_moved;
    mkba_issues *issues;
} mkba_iv3_reader;

/* The amount of a task field, or NULL. */
mkba_iv3_amount *mkba_iv3_find(mkba_iv3_amount *item, size_t items, const char *field);
/* Makes areas of what was read. */
mkba_status mkba_iv3_make_areas(mkba_iv3_reader *r);

#endif
