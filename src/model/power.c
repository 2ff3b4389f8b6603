#include "model/power.h"

#include <sleef.h>

double mkba_power(double x, double y)
{
    return Sleef_cinz_powd1_u10purec(x, y);
}

double mkba_whole_power(double x, int n)
{
    double result = 1;
    for (unsigned m = n < 0 ? 0u - (unsigned)n : (unsigned)n; m > 0; m >>= 1) {
        if (m & 1) {
            result *= x;
        }
        x *= x;
    }
    return n < 0 ? 1 / result : result;
}
