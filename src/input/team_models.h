/* Kinds of team with what each is likely to look like (team_models.csv,
 * team_model_values.csv), and where to find what goes into the columns of an areas file
 * (field_help.csv). Read by who asks: no calculation needs them. */
#ifndef MKBA_INPUT_TEAM_MODELS_H
#define MKBA_INPUT_TEAM_MODELS_H

#include "input/data.h"

typedef struct {
    const char *id;
    const char *names_nl; /* other names, with blanks between */
    const char *label[2];
    const char *note[2];
} mkba_team_model;

/* One number of a kind of team. */
typedef struct {
    const char *model;
    const char *item; /* a column of an areas file, or the key of a number */
    double value, low, high;
    const char *of; /* the column that value, low and high are a part of; "" for none */
    const char *evidence;
    const char *source; /* "" only of an assumption (E) */
    const char *note[2];
    unsigned line;
} mkba_team_value;

typedef struct {
    mkba_team_model *model;
    size_t models;
    mkba_team_value *value;
    size_t values;
} mkba_team_models;

/* Reads both tables and checks them against `data`. */
mkba_status mkba_team_models_read(mkba_team_models *out, const mkba_data *data,
                                  mkba_arena *arena, mkba_issues *issues);
/* By id or Dutch name; UNKNOWN names the nearest. */
mkba_status mkba_team_model_find(const mkba_team_model **out, const mkba_team_models *models,
                                 const char *name, mkba_issues *issues);
/* What a model says of a column or number; NULL for nothing. */
const mkba_team_value *mkba_team_value_of(const mkba_team_models *models,
                                          const mkba_team_model *model, const char *item);

/* What to know about a column of an areas file. */
typedef struct {
    const char *field; /* as in fields.csv: fte_{s} */
    const char *unit[2];
    const char *standard[2]; /* what holds when it is blank */
    const char *where[2];
} mkba_field_help;

mkba_status mkba_field_help_read(mkba_field_help **out, size_t *count, const mkba_data *data,
                                 mkba_arena *arena, mkba_issues *issues);
/* The row about a column; NULL where there is none. */
const mkba_field_help *mkba_field_help_of(const mkba_field_help *help, size_t count,
                                          const char *column);

#endif
