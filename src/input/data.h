/* Every number and name the model works with, read from the tables in data/ (or a folder of
 * the same shape) and checked. Public as the opaque mkba_data. Pairs of texts are in the order
 * Dutch, English. */
#ifndef MKBA_INPUT_DATA_H
#define MKBA_INPUT_DATA_H

#include "base/arena.h"
#include "base/issue.h"
#include "base/map.h"
#include "input/origin.h"
#include "input/record.h"

typedef enum {
    MKBA_VALUES_SHARE,          /* 0 to 1 */
    MKBA_VALUES_POSITIVE_SHARE, /* above 0, to 1 */
    MKBA_VALUES_SIGNED_SHARE,   /* -1 to 1 */
    MKBA_VALUES_NONNEGATIVE,
    MKBA_VALUES_POSITIVE,
    MKBA_VALUES_RATE,  /* above -1 */
    MKBA_VALUES_WHOLE, /* 0, 1, 2, ... */
    MKBA_VALUES_WHOLE_POSITIVE,
    MKBA_VALUES_YEAR /* 1900 to 2200 */
} mkba_values;

enum { MKBA_PATH = 1024 };

typedef struct {
    const char *family;
    const char *domain;
    const char *share_set; /* not blank: members of one set add up to at most 1 */
    const char *label[2];
    mkba_values values;
} mkba_family;

typedef struct {
    const char *key;
    double value, low, high; /* at the price level of the model */
    const char *unit;
    const char *kind; /* choice, uncertain or local */
    const char *draw_group;
    double price_year; /* of the values as written; NaN when they are no amounts */
    const char *evidence;
    const char *source;
    const char *note[2];
    unsigned line;
    const char *file;  /* where it comes from: a table, or "--set" */
    double written[3]; /* value, low, high before conversion of price level */
    const char *text;  /* the value as the user wrote it; NULL when it is not the user's */
    const mkba_family *family;
    const char *path;   /* where in that file, when its key does not tell; else NULL */
    double standing[3]; /* written, before a scenario chose low, central or high of it */
    bool is_own;        /* overridden by the user */
    bool is_set; /* ... with --set or by a scenario: stands in every evidence scenario */
    bool by_scenario;
} mkba_parameter;

typedef struct {
    const char *id;
    const char *names_nl;
    const char *service;
    const char *payer;
    const char *kind; /* spend, event, transfer, pm, derived */
    bool home_support;
    const char *task_field;
    const char *expected_sign;
    const char *label[2];
    const char *note[2];
    unsigned line;
    bool has_amount; /* spend, event or transfer: the model computes it */
} mkba_line;

typedef struct {
    const char *id;
    const char *names_nl;
    const char *label[2];
    const char *case_unit[2];
} mkba_segment;

typedef struct {
    const char *id;
    const char *names_nl;
    bool scored;
    const char *label[2];
    const char *mechanism[2];
    const char *action[2]; /* what to do */
    const char *risk[2];   /* what could go wrong */
    const char *first[2];  /* what has to be in place first */
} mkba_factor;

typedef struct {
    const char *id;
    const char *names_nl;
    const char *label[2];
} mkba_party;

typedef struct {
    const char *id;
    const char *publisher;
    double year;
    const char *title;
    const char *seen;
    const char *url;
} mkba_source;

typedef struct {
    const char *key;
    double value, low, high;
    const char *unit;
    const char *quantity; /* the unit of what it is the price of, per year */
    double price_year;
    const char *payer;
    const char *line;    /* under which it counts; "" for a line of its own */
    const char *effects; /* words: what changes. A good shares none with a cost */
    bool is_good;        /* more of it is a benefit: it values an effect, and is no cost */
    unsigned file_line;
    const char *evidence;
    const char *source;
    const char *label[2];
    const char *note[2];
} mkba_price;

typedef struct {
    double year, index;
    const char *evidence;
    const char *source;
} mkba_index_year;

typedef struct {
    const char *factor;
    double level;
    const char *text[2];
} mkba_rubric_level;

typedef struct {
    const char *id;
    double low, high;
    const char *unit;
    const char *source;
    const char *note[2];
} mkba_benchmark;

typedef struct {
    const char *unit;
    const char *label[2];
} mkba_unit;

typedef struct {
    const char *column;
    const char *evidence;
    const char *source;
    double year;
} mkba_column_source;

typedef enum {
    MKBA_TAKE_NUMBER, /* this number, in the place of what was there */
    MKBA_TAKE_LOW,
    MKBA_TAKE_CENTRAL,
    MKBA_TAKE_HIGH,
    MKBA_TAKE_TIMES, /* what was there, times this number */
    MKBA_TAKE_PLUS,
    MKBA_TAKE_TEXT,
    MKBA_TAKE_AWAY /* nothing: the default comes back */
} mkba_take;

/* What a scenario does to the numbers of the model whose key fits a pattern (`*` stands for
 * anything), or to one column of areas. */
typedef struct {
    const char *area;    /* code, name, or "*" for all; NULL: numbers of the model */
    const char *pattern; /* of keys; the id of the column */
    mkba_take take;
    double number, low, high;
    const char *text;
    const char *note; /* "" when there is none */
    const char *path; /* where it is in its file */
    unsigned line, area_line;
} mkba_change;

typedef struct {
    const char *id;
    const char *label[2];
    const char *note[2];
    mkba_change *change;
    size_t changes;
} mkba_scenario;

/* A scenario that was applied to these numbers. */
typedef struct {
    const char *name;
    const char *label[2];
    const char *file;
} mkba_applied;

typedef enum {
    MKBA_COLUMN_TEXT,
    MKBA_COLUMN_COUNT,    /* 0 or more */
    MKBA_COLUMN_POSITIVE, /* above 0 */
    MKBA_COLUMN_SHARE,    /* 0 to 1, may be written as a percentage */
    MKBA_COLUMN_EURO,     /* 0 or more */
    MKBA_COLUMN_SPEND,    /* euros; below zero counts as 0, with a warning */
    MKBA_COLUMN_YEAR,
    MKBA_COLUMN_EVIDENCE, /* text behind the number of another column */
    MKBA_COLUMN_CHANGE    /* of a quantity, also below 0 */
} mkba_column_type;

/* A column that an areas file may have. */
typedef struct {
    const char *id;
    mkba_column_type type;
    bool required;
    const char *name_nl; /* its first Dutch name */
    bool in_model;       /* the model computes with it; named in the output when not entered */
    int question;        /* of the five, for descriptive columns; 0 for none */
    const char *label[2];
    size_t about;     /* of EVIDENCE: the column it is about */
    bool measured;    /* holds part of a measured effect: no areas file has it */
    const char *unit; /* of a measured one; else NULL */
} mkba_column;

/* What is known of a measured effect, a column each. */
enum {
    MKBA_MEASURED_CHANGE,
    MKBA_MEASURED_PRICE,
    MKBA_MEASURED_ATTRIBUTION, /* where the file has one of its own */
    MKBA_MEASURED_FIRST,       /* year t, where the file says so */
    MKBA_MEASURED_LAST,
    MKBA_MEASURED_EXPERIMENT, /* the design: one of these is entered */
    MKBA_MEASURED_COMPARISON,
    MKBA_MEASURED_BEFORE_AFTER,
    MKBA_MEASURED_COLUMNS
};

/* A quantity of which somebody measured the change: that of a price, or the euros of a line.
 */
typedef struct {
    const char *id; /* of the price or the line */
    const char *line;
    const mkba_price *price; /* NULL: the line itself */
    bool is_good;
    size_t column[MKBA_MEASURED_COLUMNS];
} mkba_measured;

/* One row of a file of measured effects. Years are as written; NaN where nothing is. */
typedef struct {
    const char *area; /* "" or "*": the only one */
    size_t item;      /* of data->measured */
    double change[3]; /* figure, low, high */
    double price[3], price_year;
    double attribution[3];
    double first, last;
    int design; /* MKBA_MEASURED_EXPERIMENT and so on */
    const char *source;
    const char *file;
    unsigned line;
    unsigned area_column; /* where its area stands */
} mkba_measurement;

/* What the caller does to get its result, see mkba_data_made_from. */
typedef struct {
    const char *command; /* NULL: the caller did not say */
    const char *const *argument;
    size_t arguments;
    mkba_language language;
} mkba_recipe;

struct mkba_data {
    mkba_arena *arena;
    const char *folder; /* NULL: the tables inside the program */
    const char *edition;
    mkba_family *family;
    size_t families;
    mkba_parameter *parameter;
    size_t parameters;
    mkba_map parameter_by_key;
    mkba_line *line;
    size_t lines;
    mkba_segment *segment;
    size_t segments;
    mkba_factor *factor;
    size_t factors;
    mkba_party *party;
    size_t parties;
    mkba_source *source;
    size_t sources;
    mkba_price *price;
    size_t prices;
    mkba_index_year *index;
    size_t indices;
    mkba_rubric_level *rubric;
    size_t rubric_levels;
    mkba_benchmark *benchmark;
    size_t benchmarks;
    mkba_unit *unit;
    size_t units;
    mkba_column_source *column_source;
    size_t column_sources;
    mkba_scenario *scenario;
    size_t scenarios;
    mkba_applied *applied; /* in that order */
    size_t n_applied, applied_capacity;
    mkba_column *column;
    size_t columns;
    mkba_map column_by_name; /* every spelling -> index */
    size_t column_capacity;
    mkba_measured *measured;
    size_t n_measured, measured_capacity;
    mkba_measurement *measurement;
    size_t measurements, measurement_capacity;
    mkba_message *note; /* assumptions made on reading */
    size_t notes, note_capacity;
    mkba_read_files read; /* all files behind these numbers */
    mkba_recipe recipe;
};

/* NULL when there is none. */
const mkba_parameter *mkba_data_parameter(const mkba_data *data, const char *key);
const mkba_line *mkba_data_line(const mkba_data *data, const char *id);
const mkba_factor *mkba_data_factor(const mkba_data *data, const char *id);
const mkba_party *mkba_data_party(const mkba_data *data, const char *id);
const mkba_source *mkba_data_source(const mkba_data *data, const char *id);
const mkba_scenario *mkba_data_scenario(const mkba_data *data, const char *id);
const mkba_benchmark *mkba_data_benchmark(const mkba_data *data, const char *id);
/* Was anything of this line measured, in any area? */
bool mkba_data_measures(const mkba_data *data, const char *line);
/* The value of a parameter that the tables must have; NaN when they do not. */
double mkba_data_value(const mkba_data *data, const char *key);
/* The text of a table, from the program or from the folder. What has to be kept of it is kept
 * in `arena`. */
mkba_status mkba_data_text(mkba_source_text *out, const mkba_data *data, mkba_arena *arena,
                           const char *name, mkba_issues *issues);
/* The same for what belongs to these numbers: remembers the file. */
mkba_status mkba_data_own_text(mkba_source_text *out, mkba_data *data, const char *name,
                               mkba_issues *issues);
/* The name of a table's file, for reading it and for messages. Returns `out`. */
const char *mkba_data_file(char out[MKBA_PATH], const mkba_data *data, const char *name);
/* Remembers an assumption that was made on reading, to be listed in the output. */
void mkba_data_note(mkba_data *data, const mkba_message *message);

#endif
