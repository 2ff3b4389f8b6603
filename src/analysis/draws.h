/* What is drawn, and from which stream of random numbers. */
#ifndef MKBA_ANALYSIS_DRAWS_H
#define MKBA_ANALYSIS_DRAWS_H

#include "analysis/study.h"
#include "model/lanes.h"

/* A draw depends only on the seed, its number, and the name of its stream: the key of a number
 * ("kappa"), its group ("group.effect"), or for what is drawn per area "score_default@GM0344".
 */
uint64_t mkba_stream_id(const char *name);
/* Writes the name of a parameter's stream; `code` is that of the area where it is local. */
void mkba_stream_name(char out[MKBA_TEXT], const mkba_parameter *p, const char *code);

/* Is it the score of a success factor? */
bool mkba_column_is_score(const mkba_data *data, size_t column);
bool mkba_parameter_is_local(const mkba_parameter *p);
/* Is the parameter drawn, and from what? Choices never are. */
bool mkba_parameter_range(mkba_triangle *out, const mkba_parameter *p);
/* The same for a figure that an area entered: it is certain, unless the area gave it a range,
 * or it is a score that nobody documented, which lies within score_uncertainty on either side.
 */
bool mkba_entered_range(mkba_triangle *out, const mkba_areas *areas, const mkba_area *area,
                        size_t column);

#endif
