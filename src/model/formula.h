/* The formulas of the model as they are written (formulas.txt), read into trees. Nothing is
 * computed here: build.h turns the formulas that an output needs into a graph for one area. */
#ifndef MKBA_MODEL_FORMULA_H
#define MKBA_MODEL_FORMULA_H

#include "base/arena.h"
#include "base/map.h"

#include <mkba.h>
#include <stdint.h>

typedef struct mkba_expression mkba_expression;

/* The variables that an index can be: segment, line (e), party, factor, measured effect, year,
 * whole number. */
#define MKBA_VARIABLES "sepfmtk"

/* A name such as lines.{e}.years.{t-1}.saving_eur: text, and indices in braces. */
typedef struct {
    const char *text;             /* NULL for an index */
    const mkba_expression *index; /* a variable, or whole-number arithmetic */
} mkba_name_piece;

typedef struct {
    mkba_name_piece *piece;
    size_t count;
} mkba_name;

/* What a condition asks of a line or of what was measured: `e.payer`. */
typedef enum {
    MKBA_TRAIT_NONE,
    MKBA_TRAIT_KIND,         /* e.kind */
    MKBA_TRAIT_PAYER,        /* e.payer */
    MKBA_TRAIT_HOME_SUPPORT, /* e.home_support */
    MKBA_TRAIT_LINE,         /* m.line */
    MKBA_TRAIT_GOOD,         /* m.good */
    MKBA_TRAIT_MEASURED      /* e.measured, informal_care.measured */
} mkba_trait;

typedef enum {
    MKBA_EXPR_NUMBER,
    MKBA_EXPR_UNDEFINED,
    MKBA_EXPR_NAME,
    MKBA_EXPR_NEGATE,
    MKBA_EXPR_ADD,
    MKBA_EXPR_SUBTRACT,
    MKBA_EXPR_MULTIPLY,
    MKBA_EXPR_DIVIDE,
    MKBA_EXPR_POWER,
    MKBA_EXPR_MIN,
    MKBA_EXPR_MAX,
    MKBA_EXPR_POSITIVE,
    MKBA_EXPR_NEGATIVE,
    MKBA_EXPR_REST,
    MKBA_EXPR_SUM
} mkba_expression_kind;

typedef enum {
    MKBA_COND_AND,
    MKBA_COND_OR,
    MKBA_COND_NOT,
    MKBA_COND_LESS,
    MKBA_COND_LESS_EQUAL,
    MKBA_COND_EQUAL,
    MKBA_COND_EXISTS, /* a parameter of that name exists, or (entered.x) it was entered */
    MKBA_COND_IS      /* `p is households`, `e.payer is p`, `e.home_support` */
} mkba_condition_kind;

typedef struct mkba_condition {
    mkba_condition_kind kind;
    const struct mkba_condition *left, *right;
    const mkba_expression *a, *b; /* of a comparison; of EXISTS and IS the names */
} mkba_condition;

/* From where to where a sum runs (whole numbers only; NULL: over all), and where what holds.
 */
typedef struct {
    const mkba_expression *from, *to;
    const mkba_condition *where;
} mkba_sum;

struct mkba_expression {
    mkba_expression_kind kind;
    uint32_t name_number;       /* of a name: which; the same text is the same expression */
    signed char variable_place; /* of a name that is just a variable: 1 + its place in
                                   MKBA_VARIABLES */
    char variable;              /* of a sum: over which */
    unsigned char trait;        /* of a name */
    union {
        double number;
        mkba_name name;
        const mkba_expression *operand[3];
    };
    const mkba_sum *sum;
};

/* One way to work out a key; the first that applies counts. */
typedef struct mkba_way {
    struct mkba_way *next;
    const mkba_expression *expression;
    const mkba_condition *when; /* NULL: always */
} mkba_way;

/* A word of a key, between dots. */
typedef struct {
    const char *text; /* not closed with a NUL */
    size_t length;
} mkba_word;

enum { MKBA_MOST_WORDS = 8 };

typedef struct mkba_formula {
    struct mkba_formula *next_alike; /* the next whose key starts with the same word */
    const char *key;                 /* with {s} and so on as written */
    const mkba_word *word;           /* of the key */
    size_t words;
    const char *unit;
    const char *section;
    const char *body; /* where its ways stand, and on which line that starts */
    unsigned line;
    mkba_way *ways; /* NULL: not read yet */
} mkba_formula;

typedef struct {
    mkba_arena *arena;
    mkba_formula *formula;
    size_t count;
    const mkba_expression **name; /* every name that occurs */
    size_t names, name_capacity;
    mkba_map by_text;       /* of a name as written -> index into `name` */
    mkba_map by_first_word; /* the first word of a key -> index of the first formula that
                               starts with it */
    const char *fault;      /* what was expected where something is wrong, on that line */
    unsigned fault_line;
} mkba_formulas;

/* Takes a key apart. Returns how many words it has, or 0 when there are too many. */
size_t mkba_key_words(mkba_word word[MKBA_MOST_WORDS], const char *key);

/* Reads formulas from text, which must outlive `arena`; without those whose key starts with a
 * word when nothing needs them (NULL: all). A fault is one of whoever wrote the formulas:
 * SYNTAX, with its line. */
mkba_status mkba_formulas_read(mkba_formulas **out, mkba_arena *arena, const char *text,
                               const char *without, mkba_issues *issues);
/* The ways of one of these formulas, which are read when they are first asked for. NULL: a
 * fault, which mkba_formulas_fault adds to issues. */
const mkba_way *mkba_formula_ways(mkba_formulas *formulas, const mkba_formula *formula);
mkba_status mkba_formulas_fault(const mkba_formulas *formulas, mkba_issues *issues);

#endif
