/* The Shapley value: what each of several changes contributes to their joint effect, whatever
 * the order. */
#ifndef MKBA_ANALYSIS_SHAPLEY_H
#define MKBA_ANALYSIS_SHAPLEY_H

#include <stddef.h>

/* The most changes that are taken one by one: 2^12 worlds. */
enum { MKBA_SHAPLEY_MOST = 12 };

/* worth[set] is what the changes in `set` (bit i for change i) bring together; there are 2^n
 * of them, n at most MKBA_SHAPLEY_MOST. contribution[0 .. n) add up to worth[all] -
 * worth[none]; a change that never matters gets 0. */
void mkba_shapley(double *contribution, const double *worth, size_t n);

/* The weight of a set of `size` out of n changes for a change that is not in it: size! (n -
 * size - 1)! / n!. */
double mkba_shapley_weight(size_t n, size_t size);

#endif
