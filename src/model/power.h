/* x^y with the same bits on every machine and in every lane. */
#ifndef MKBA_MODEL_POWER_H
#define MKBA_MODEL_POWER_H

/* At most one unit in the last place from the true value. The C library's pow may differ
 * between versions and has no vector form with the same bits; SLEEF's consistent functions
 * have. */
double mkba_power(double x, double y);

/* x^n by repeated squaring. */
double mkba_whole_power(double x, int n);

#endif
