#include "analysis/shapley.h"

/* 1 / (n x the number of sets of that size out of n - 1). */
double mkba_shapley_weight(size_t n, size_t size)
{
    double sets = 1;
    for (size_t k = 0; k < size; k++) {
        sets = sets * (double)(n - 1 - k) / (double)(k + 1);
    }
    return 1 / ((double)n * sets);
}

static size_t size_of(size_t set)
{
    size_t n = 0;
    for (; set; set &= set - 1) {
        n++;
    }
    return n;
}

void mkba_shapley(double *contribution, const double *worth, size_t n)
{
    double weight[MKBA_SHAPLEY_MOST];
    for (size_t size = 0; size < n; size++) {
        weight[size] = mkba_shapley_weight(n, size);
    }
    for (size_t i = 0; i < n; i++) {
        size_t self = (size_t)1 << i;
        contribution[i] = 0;
        for (size_t set = 0; set < (size_t)1 << n; set++) {
            if ((set & self) == 0) {
                contribution[i] += weight[size_of(set)] * (worth[set | self] - worth[set]);
            }
        }
    }
}
