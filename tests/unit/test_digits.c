/* Digits of doubles against printf, which is correct to the last digit, and slow. */
#include "support.h"

#include "base/buffer.h"
#include "base/digits.h"

#include <stdio.h>
#include <stdlib.h>

/* What mkba_double_text means: the least decimals, up to six, that give the very same number;
 * or else seventeen digits. */
static void expected(char *out, double value)
{
    static const double power[] = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    for (int d = 0; d <= 6; d++) {
        double whole = rint(value * power[d]);
        if (fabs(whole) < 1e15 && !(fabs(whole / power[d] - value) > 0)) {
            sprintf(out, "%.*f", d, fabs(value) > 0 ? value : 0.0);
            return;
        }
    }
    sprintf(out, "%.17g", value);
}

static void check(double value)
{
    char got[MKBA_DOUBLE_TEXT], want[MKBA_DOUBLE_TEXT];
    size_t length = mkba_double_text(got, value);
    expected(want, value);
    assert_string_equal(got, want);
    assert_int_equal(length, strlen(got));
    assert_true(!(fabs(strtod(got, NULL) - value) > 0));
}

static uint64_t next(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* A double of any bits, of few bits, of few decimals, or next to a power of ten. */
static double some_double(uint64_t *state, int kind)
{
    double value;
    uint64_t bits = next(state);
    if (kind == 1) {
        return (double)(int64_t)(bits >> (bits & 63)) / pow(10, (double)(next(state) % 8));
    }
    if (kind == 2) {
        value = pow(10, (double)(bits % 24) - 6);
        memcpy(&bits, &value, sizeof bits);
        bits += next(state) % 9 - 4;
    } else if (kind == 3) { /* from 2^-16 to 2^60 */
        bits = (bits & 0x800fffffffffffff) | (uint64_t)(1023 - 16 + next(state) % 76) << 52;
        bits &= next(state) % 2 ? UINT64_MAX : UINT64_MAX << next(state) % 52;
    }
    memcpy(&value, &bits, sizeof value);
    return value;
}

static void as_printf(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    for (int i = 0; i < 200000; i++) {
        double value = some_double(&random, i % 4);
        if (isfinite(value)) {
            check(value);
        }
    }
}

static void fixed_as_printf(void **state)
{
    (void)state;
    uint64_t random = 88172645463325252u;
    char got[MKBA_DOUBLE_TEXT], want[MKBA_DOUBLE_TEXT];
    for (int i = 0; i < 100000; i++) {
        double value = i < 200 ? (i - 100) / 8.0 : some_double(&random, 1 + i % 3);
        mkba_fixed_text(got, value, i % 8);
        snprintf(want, sizeof want, "%.*f", i % 8, value);
        assert_string_equal(got, want);
    }
}

static void borders(void **state)
{
    (void)state;
    static const double rows[] = {
        0,          1,        0.1,  0.5,  1e-4,     1e9,  999999999.999999, 1e15, 1e-05,
        1e15 - 0.5, 1e15 - 1, 1e16, 1e17, 123456.5, 1e300};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        check(rows[i]);
        check(-rows[i]);
        check(nextafter(rows[i], INFINITY));
        check(nextafter(rows[i], -INFINITY));
    }
}

static void whole(void **state)
{
    (void)state;
    uint64_t random = 1;
    char got[32], want[32];
    for (int i = 0; i < 20000; i++) {
        uint64_t value = i == 0 ? UINT64_MAX : next(&random) >> (i & 63);
        got[mkba_digits_whole(got, value)] = '\0';
        sprintf(want, "%llu", (unsigned long long)value);
        assert_string_equal(got, want);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(as_printf),
        cmocka_unit_test(fixed_as_printf),
        cmocka_unit_test(borders),
        cmocka_unit_test(whole),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
