#include "analysis/shares.h"

#include "input/parameters.h"

size_t mkba_shares_first(const mkba_data *d, size_t i)
{
    for (size_t k = 0; k < i && d->parameter[i].family->share_set[0]; k++) {
        if (mkba_parameters_same_set(&d->parameter[k], &d->parameter[i])) {
            return k;
        }
    }
    return d->parameter[i].family->share_set[0] ? i : MKBA_MAP_NONE;
}

void mkba_shares_settle(double *parameter, const mkba_data *d, const size_t *set, size_t first,
                        const bool *moved)
{
    double fixed = 0, others = 0;
    for (size_t i = first; i < d->parameters; i++) {
        if (set[i] == first) {
            *(moved[i] ? &fixed : &others) += parameter[i];
        }
    }
    if (fixed + others <= 1 + 1e-12) {
        return;
    }
    bool all = fixed >= 1 || others <= 0;
    double factor = all ? 1 / (fixed + others) : (1 - fixed) / others;
    for (size_t i = first; i < d->parameters; i++) {
        if (set[i] == first && (all || !moved[i])) {
            parameter[i] *= factor;
        }
    }
}
