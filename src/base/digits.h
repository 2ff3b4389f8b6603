/* The digits of a double, without printf: exact, and the same as printf writes them. */
#ifndef MKBA_BASE_DIGITS_H
#define MKBA_BASE_DIGITS_H

#include <stddef.h>
#include <stdint.h>

/* A whole number; returns the length. No NUL. */
size_t mkba_digits_whole(char *out, uint64_t value);

/* A number of at most six decimals: whole / 10^decimals, where that division gives the very
 * same double and so does reading it. As short as it can be; 0 when it is no such number. */
size_t mkba_digits_few(char *out, double value);

/* As %.17g in the C locale writes it, for values from 1e-4 to below 1e17 in size; 0 for
 * others. */
size_t mkba_digits_17(char *out, double value);

/* As %.<decimals>f in the C locale writes it, for up to six decimals and values below 1e12
 * that are not tiny; 0 for others. */
size_t mkba_digits_fixed(char *out, double value, unsigned decimals);

#endif
