#include "base/digits.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

__extension__ typedef unsigned __int128 wide;

/* clang-format off */
static const uint64_t power_of_ten[] = {
    1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
    100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
    10000000000000000, 100000000000000000};
static const uint64_t power_of_five[] = {
    1, 5, 25, 125, 625, 3125, 15625, 78125, 390625, 1953125, 9765625, 48828125, 244140625,
    1220703125, 6103515625, 30517578125, 152587890625, 762939453125, 3814697265625,
    19073486328125, 95367431640625};
/* clang-format on */

static const char pairs[] = "00010203040506070809101112131415161718192021222324"
                            "25262728293031323334353637383940414243444546474849"
                            "50515253545556575859606162636465666768697071727374"
                            "75767778798081828384858687888990919293949596979899";

/* Exactly eight digits, with zeros in front. Two at a time: divisions wait for each other. */
static void eight_digits(char *out, uint32_t value)
{
    uint32_t high = value / 10000, low = value % 10000;
    memcpy(out, pairs + 2 * (high / 100), 2);
    memcpy(out + 2, pairs + 2 * (high % 100), 2);
    memcpy(out + 4, pairs + 2 * (low / 100), 2);
    memcpy(out + 6, pairs + 2 * (low % 100), 2);
}

/* Exactly `count` digits, at most 17, with zeros in front. */
static void digits_of(char *out, uint64_t value, size_t count)
{
    char all[24];
    if (count <= 8) {
        eight_digits(all + 16, (uint32_t)value);
        memcpy(out, all + 24 - count, count);
        return;
    }
    uint64_t high = value / 100000000;
    eight_digits(all + 16, (uint32_t)(value % 100000000));
    eight_digits(all + 8, (uint32_t)(high % 100000000));
    all[7] = (char)('0' + high / 100000000);
    memcpy(out, all + 24 - count, count);
}

static size_t length_of(uint64_t value)
{
    size_t n = 1;
    while (n < 17 && value >= power_of_ten[n]) {
        n++;
    }
    return n;
}

size_t mkba_digits_whole(char *out, uint64_t value)
{
    size_t n = 0;
    if (value < 10) {
        out[0] = (char)('0' + value);
        return 1;
    }
    if (value >= power_of_ten[17]) {
        n = mkba_digits_whole(out, value / power_of_ten[17]);
        digits_of(out + n, value % power_of_ten[17], 17);
        return n + 17;
    }
    n = length_of(value);
    digits_of(out, value, n);
    return n;
}

/* digits / 10^decimals */
static size_t with_point(char *out, bool is_negative, uint64_t digits, size_t decimals)
{
    size_t n = 0;
    if (is_negative) {
        out[n++] = '-';
    }
    n += mkba_digits_whole(out + n, digits / power_of_ten[decimals]);
    if (decimals > 0) {
        out[n++] = '.';
        digits_of(out + n, digits % power_of_ten[decimals], decimals);
    }
    return n + decimals;
}

/* If any number of decimals will do then so does the largest: value x 10^decimals is off by
 * less than a quarter as long as it is below 10^15. The zeros at its end are then not needed.
 */
size_t mkba_digits_few(char *out, double value)
{
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    double size = fabs(value);
    size_t decimals = 6;
    while (decimals > 0 && size * power[decimals] + 0.5 >= 1e15) {
        decimals--;
    }
    if (!(size + 0.5 < 1e15)) {
        return 0;
    }
    uint64_t whole = (uint64_t)(size * power[decimals] + 0.5);
    if (fabs((double)whole / power[decimals] - size) > 0) {
        return 0;
    }
    for (; decimals > 0 && whole % 10 == 0; decimals--) {
        whole /= 10;
    }
    return with_point(out, value < 0, whole, decimals);
}

/* A positive double is its mantissa x 2^(exponent - 52). */
static uint64_t mantissa_of(uint64_t bits)
{
    return (bits & (((uint64_t)1 << 52) - 1)) | (uint64_t)1 << 52;
}

static int exponent_of(uint64_t bits)
{
    return (int)(bits >> 52) - 1023;
}

/* mantissa x 2^exponent x 10^shift as a whole number, rounded half to even on the exact value:
 * 10^shift is 5^shift x 2^shift, and 53 + 47 bits are exact in 128. */
static uint64_t scaled(uint64_t mantissa, int exponent, int shift)
{
    wide product = (wide)mantissa * power_of_five[shift];
    int binary = exponent + shift;
    if (binary >= 0) {
        return (uint64_t)(product << binary);
    }
    wide rest = product & (((wide)1 << -binary) - 1), half = (wide)1 << (-binary - 1);
    uint64_t whole = (uint64_t)(product >> -binary);
    return whole + (rest > half || (rest == half && (whole & 1) != 0));
}

/* The first seventeen digits of a number from 1e-4 to below 1e17, and the power of ten of the
 * first. No power of ten lies between its nearest double and the next smaller one, so that
 * comparing with the double is comparing with the power. */
static uint64_t seventeen(double size, int *magnitude)
{
    static const double ten[] = {1e-4, 1e-3, 1e-2, 1e-1, 1e0,  1e1,  1e2,
                                 1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,
                                 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16};
    uint64_t bits;
    memcpy(&bits, &size, sizeof bits);
    int exponent = exponent_of(bits);
    /* 2^exponent is at least 10^(at - 4), with at = 4 + exponent x log 2. */
    int at = exponent < -13 ? 0 : (exponent * 1233 + 4 * 4096) / 4096;
    while (at < 20 && size >= ten[at + 1]) {
        at++;
    }
    *magnitude = at - 4;
    uint64_t digits = scaled(mantissa_of(bits), exponent - 52, 16 - *magnitude);
    if (digits < power_of_ten[17]) {
        return digits;
    }
    ++*magnitude; /* 9.99... rounded up */
    return power_of_ten[16];
}

size_t mkba_digits_fixed(char *out, double value, unsigned decimals)
{
    uint64_t bits;
    double size = fabs(value);
    if (!(size < 1e12) || decimals > 6 || (size > 0 && size < 1e-9)) {
        return 0;
    }
    memcpy(&bits, &size, sizeof bits);
    uint64_t whole =
        size > 0 ? scaled(mantissa_of(bits), exponent_of(bits) - 52, (int)decimals) : 0;
    return with_point(out, signbit(value), whole, decimals);
}

size_t mkba_digits_17(char *out, double value)
{
    char digit[17], *at = out;
    size_t kept = sizeof digit;
    int magnitude;
    double size = fabs(value);
    if (!(size >= 1e-4 && size < 1e17)) {
        return 0;
    }
    digits_of(digit, seventeen(size, &magnitude), sizeof digit);
    while (kept > 1 && digit[kept - 1] == '0') {
        kept--;
    }
    if (value < 0) {
        *at++ = '-';
    }
    size_t whole = magnitude < 0 ? 0 : (size_t)magnitude + 1;
    size_t zeros = magnitude < 0 ? (size_t)-magnitude - 1 : 0;
    memcpy(at, whole > 0 ? digit : "0", whole > 0 ? whole : 1);
    at += whole > 0 ? whole : 1;
    if (kept > whole) {
        *at++ = '.';
        memset(at, '0', zeros);
        memcpy(at + zeros, digit + whole, kept - whole);
        at += zeros + kept - whole;
    }
    return (size_t)(at - out);
}
