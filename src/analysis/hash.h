/* A fingerprint of everything that went into a result. */
#ifndef MKBA_ANALYSIS_HASH_H
#define MKBA_ANALYSIS_HASH_H

#include "input/areas.h"

/* SHA-256, in hexadecimal, over the fingerprint of the formulas and, for every world, the
 * numbers and names of the model, its evidence scenarios, and the figures of the areas. */
void mkba_inputs_hash(char out[65], const mkba_areas *const *world, size_t worlds);

#endif
