#include "analysis/shares.h"

#include "analysis/worlds.h"
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

static bool in_set(const mkba_data *d, const size_t *set, size_t first, size_t i)
{
    return set ? set[i] == first
               : mkba_parameters_same_set(&d->parameter[first], &d->parameter[i]);
}

void mkba_shares_settle(double *parameter, const mkba_data *d, const size_t *set, size_t first,
                        const bool *moved)
{
    double fixed = 0, others = 0;
    for (size_t i = first; i < d->parameters; i++) {
        if (in_set(d, set, first, i)) {
            *(moved && moved[i] ? &fixed : &others) += parameter[i];
        }
    }
    if (fixed + others <= 1 + 1e-12) {
        return;
    }
    bool all = fixed >= 1 || others <= 0;
    double factor = all ? 1 / (fixed + others) : (1 - fixed) / others;
    for (size_t i = first; i < d->parameters; i++) {
        if (in_set(d, set, first, i) && (all || !(moved && moved[i]))) {
            parameter[i] *= factor;
        }
    }
}

void mkba_worlds_settle_shares(double *parameter, const mkba_study *study, const bool *moved)
{
    for (size_t i = 0; i < study->data->parameters; i++) {
        if (mkba_shares_first(study->data, i) == i) {
            mkba_shares_settle(parameter, study->data, NULL, i, moved);
        }
    }
}
