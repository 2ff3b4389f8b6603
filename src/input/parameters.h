/* The numbers of the model: found by key, brought to one price level, checked, and overridden
 * by the user. */
#ifndef MKBA_INPUT_PARAMETERS_H
#define MKBA_INPUT_PARAMETERS_H

#include "input/data.h"

/* Finds each number's family, and makes numbers findable by key. */
mkba_status mkba_parameters_index(mkba_data *data, mkba_issues *issues);

/* Brings values, lows and highs to the price level of the model, keeps sets of shares at most
 * 1, and checks what values are possible. Done on reading, and once after all overrides. */
mkba_status mkba_parameters_settle(mkba_data *data, mkba_issues *issues);

/* The factor that brings an amount of `year` to the price level of the model; RANGE when a
 * year has no index. */
mkba_status mkba_price_factor(double *out, const mkba_data *data, double year,
                              mkba_place place, mkba_issues *issues);

/* Says that there is no number of that key, and which ones are near. */
mkba_status mkba_parameter_unknown(const mkba_data *data, const char *key, mkba_place place,
                                   mkba_issues *issues);

/* "key=value", as --set has it: in the price year of the number it overrides, fixed, in every
 * scenario. */
mkba_status mkba_parameters_set(mkba_data *data, const char *assignment, char decimal,
                                mkba_issues *issues);

/* A table of numbers (key; value; low; high; price_year; evidence; source), of which key and
 * value are required. */
mkba_status mkba_parameters_read(mkba_data *data, const char *path, char decimal,
                                 mkba_issues *issues);

/* Do two numbers belong to one set of shares, so that they add up to at most 1? Never for a
 * number that is in no set. */
bool mkba_parameters_same_set(const mkba_parameter *a, const mkba_parameter *b);
/* The year of the prices in which the model computes. */
double mkba_price_level(const mkba_data *data);

/* Is this a value that numbers of this family can have? */
bool mkba_values_allow(mkba_values values, double value);
/* Is this an evidence grade? */
bool mkba_is_grade(const char *text);
/* The name of the sentence that says which values those are. */
const char *mkba_values_text(mkba_values values);
#endif
