/* A fingerprint of everything that went into a result. */
#ifndef MKBA_ANALYSIS_HASH_H
#define MKBA_ANALYSIS_HASH_H

#include "analysis/result.h"

/* SHA-256, in hexadecimal, over the numbers and names of the model, its formulas, its
 * scenarios, and the figures of the areas. */
void mkba_inputs_hash(char out[65], const mkba_result *result);

#endif
