/* Indices of formulas: which segment, line, party, factor, year a formula is about, and what
 * follows from that. */
#ifndef MKBA_MODEL_INDEX_H
#define MKBA_MODEL_INDEX_H

#include "base/buffer.h"
#include "model/formula.h"
#include "model/vocabulary.h"

enum { MKBA_KEY_SIZE = 160, MKBA_INDEX_MOST = 1000 /* a whole number is less */ };

/* The variables of one formula: s e p f m are positions in their domains, t and k whole
 * numbers. */
typedef struct {
    unsigned char set; /* bit per variable */
    int32_t value[7];
} mkba_index;

typedef struct {
    long from, to; /* empty when to < from */
} mkba_range;

/* The vocabulary, with what was looked up in it already. */
typedef struct {
    mkba_arena *arena;
    const mkba_vocabulary *vocabulary;
    mkba_extent extent;
    uint32_t **parameter; /* per name, per place of its indices: 2 + the index of the number; 1
                             when there is none of that name, 0 when nobody asked yet */
} mkba_scope;

/* The place in MKBA_VARIABLES of a letter that is one of them. */
int mkba_index_variable_place(char c);
/* Nothing for a place of -1. */
void mkba_index_set(mkba_index *at, int variable_place, long value);
/* The place of a word in a domain, or the whole number that it is; else -1. */
long mkba_index_item(const mkba_domain *domain, const char *word, size_t length);
long mkba_index_number(mkba_word word);

/* Do the words of a key fit those of a formula (lines.{e}.years.{t}.saving_eur)? Then `at` has
 * the values of its variables. */
bool mkba_index_match(mkba_index *at, mkba_scope *s, const mkba_formula *formula,
                      const mkba_word *word, size_t words);

/* All values that the variables of a formula can have together, counted: how many there are,
 * and which of them an index is. */
size_t mkba_index_places(const mkba_formula *f, const mkba_extent *extent);
size_t mkba_index_place(const mkba_formula *f, const mkba_index *at,
                        const mkba_extent *extent);
/* The key of a formula at a place. */
void mkba_index_write(mkba_buffer *out, const mkba_formula *f, size_t place,
                      const mkba_extent *extent);
/* The same for a name in a formula. False when one of its indices is more than an item. */
size_t mkba_index_name_places(const mkba_name *name, const mkba_scope *s);
bool mkba_index_name_place(size_t *place, const mkba_name *name, const mkba_index *at,
                           const mkba_scope *s);

/* Writes a name with its indices filled in. False when an index is out of its domain. */
bool mkba_index_key(char out[MKBA_KEY_SIZE], const mkba_name *name, const mkba_index *at,
                    mkba_scope *s);
/* Is the expression just a whole-number variable that has a value? */
bool mkba_index_variable(const mkba_expression *x, const mkba_index *at, double *out);
/* Whole-number arithmetic over variables and parameters such as programme_years. False when it
 * is anything else. */
bool mkba_index_whole(const mkba_expression *x, const mkba_index *at, mkba_scope *s,
                      long *out);
/* Where a sum runs. False when an end of it is no whole number. */
bool mkba_index_range(mkba_range *out, const mkba_expression *sum, const mkba_index *at,
                      mkba_scope *s);
bool mkba_index_holds(const mkba_condition *c, const mkba_index *at, mkba_scope *s);

#endif
