/* Indices of formulas: which segment, line, party, factor, year a formula is about, and what
 * follows from that. */
#ifndef MKBA_MODEL_INDEX_H
#define MKBA_MODEL_INDEX_H

#include "model/build.h"

enum { MKBA_KEY_SIZE = 160 };

/* The variables of one formula: s e p f are positions in their domains, t and k whole numbers.
 */
typedef struct {
    unsigned char set; /* bit per variable */
    long value[6];
} mkba_index;

typedef struct {
    long from, to; /* empty when to < from */
} mkba_range;

void mkba_index_set(mkba_index *at, char variable, long value);

/* Do the words of a key fit those of a formula (lines.{e}.years.{t}.saving_eur)? Then `at` has
 * the values of its variables. */
bool mkba_index_match(mkba_index *at, const mkba_vocabulary *v, const mkba_formula *formula,
                      const mkba_word *word, size_t words);
/* Writes a name with its indices filled in. False when an index is out of its domain. */
bool mkba_index_key(char out[MKBA_KEY_SIZE], const mkba_name *name, const mkba_index *at,
                    const mkba_vocabulary *v);
/* Is the expression just a whole-number variable that has a value? */
bool mkba_index_variable(const mkba_expression *x, const mkba_index *at, double *out);
/* Whole-number arithmetic over variables and parameters such as programme_years. False when it
 * is anything else. */
bool mkba_index_whole(const mkba_expression *x, const mkba_index *at, const mkba_vocabulary *v,
                      long *out);
mkba_range mkba_index_range(const mkba_expression *sum, const mkba_index *at,
                            const mkba_vocabulary *v);
bool mkba_index_holds(const mkba_condition *c, const mkba_index *at, const mkba_vocabulary *v);

#endif
