#include "input/number.h"

#include <ctype.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { MOST = 64 };

/* A number taken apart: sign, digits with their separators, exponent, what stood around it. */
typedef struct {
    bool negative;
    char body[MOST]; /* digits, points, commas; blanks between digits as ' ' */
    long exponent;
    bool has_exponent;
    bool is_percent;
    bool is_euro;
} parts;

static const char no_break_space[] = "\xC2\xA0";
static const char thin_space[] = "\xE2\x80\xAF";
static const char minus_sign[] = "\xE2\x88\x92";
static const char euro_sign[] = "\xE2\x82\xAC";

static bool take(const char **at, const char *token)
{
    size_t n = strlen(token);
    if (strncmp(*at, token, n) != 0) {
        return false;
    }
    *at += n;
    return true;
}

static bool take_blank(const char **at)
{
    return take(at, " ") || take(at, "\t") || take(at, no_break_space) || take(at, thin_space);
}

static void skip_blanks(const char **at)
{
    while (take_blank(at)) {
    }
}

static bool take_body(const char **at, char *body)
{
    size_t n = 0;
    while (n + 1 < MOST) {
        const char *before = *at;
        if (isdigit((unsigned char)**at) || **at == '.' || **at == ',') {
            body[n++] = *(*at)++;
        } else if (n > 0 && take_blank(at) && isdigit((unsigned char)**at)) {
            body[n++] = ' ';
        } else {
            *at = before;
            break;
        }
    }
    body[n] = '\0';
    return n > 0 && n + 1 < MOST;
}

static bool take_exponent(const char **at, parts *p)
{
    if (**at != 'e' && **at != 'E') {
        return true;
    }
    char *end;
    const char *start = *at + 1;
    const char *digits = *start == '+' || *start == '-' ? start + 1 : start;
    if (!isdigit((unsigned char)*digits)) {
        return false;
    }
    p->exponent = strtol(start, &end, 10);
    p->has_exponent = true;
    *at = end;
    return p->exponent > -400 && p->exponent < 400;
}

static bool take_apart(parts *p, const char *text)
{
    *p = (parts){0};
    skip_blanks(&text);
    p->is_euro = take(&text, euro_sign) || take(&text, "EUR");
    skip_blanks(&text);
    p->negative = take(&text, "-") || take(&text, minus_sign);
    if (!p->negative) {
        take(&text, "+");
    }
    if (!p->is_euro) {
        p->is_euro = take(&text, euro_sign);
        skip_blanks(&text);
    }
    if (!take_body(&text, p->body)) {
        return false;
    }
    size_t n = strlen(p->body);
    if (n > 1 && p->body[n - 1] == ',' && take(&text, "-")) { /* 1.250,- */
        p->body[n - 1] = '\0';
        p->is_euro = true;
    }
    if (!take_exponent(&text, p)) {
        return false;
    }
    skip_blanks(&text);
    p->is_percent = take(&text, "%");
    skip_blanks(&text);
    return *text == '\0';
}

static size_t digits_at(const char *text)
{
    size_t n = 0;
    while (text[n] >= '0' && text[n] <= '9') {
        n++;
    }
    return n;
}

static size_t count_of(const char *body, char c)
{
    size_t n = 0;
    for (; *body; body++) {
        n += *body == c;
    }
    return n;
}

/* 1.234.567: one to three digits (the first not 0), then groups of three. Where it ends stands
 * no digit. */
static bool is_grouped(const char *body, size_t length, char separator)
{
    size_t first = 0;
    while (isdigit((unsigned char)body[first])) {
        first++;
    }
    if (first < 1 || first > 3 || body[0] == '0') {
        return false;
    }
    for (size_t i = first; i < length; i += 4) {
        if (body[i] != separator || i + 4 > length || !isdigit((unsigned char)body[i + 1]) ||
            !isdigit((unsigned char)body[i + 2]) || !isdigit((unsigned char)body[i + 3])) {
            return false;
        }
    }
    return true;
}

/* Digits, perhaps in groups, before a decimal sign at `point` (the end when there is none),
 * only digits after it. */
static bool is_well_formed(const char *body, size_t point, char group)
{
    size_t length = strlen(body);
    bool spaced = count_of(body, ' ') > 0;
    for (size_t i = point + 1; i < length; i++) {
        if (!isdigit((unsigned char)body[i])) {
            return false;
        }
    }
    if (point == 0) {
        return length > 1; /* .5 */
    }
    return digits_at(body) >= point || is_grouped(body, point, spaced ? ' ' : group);
}

static size_t last_of(const char *body, char c)
{
    const char *found = strrchr(body, c);
    return found ? (size_t)(found - body) : strlen(body);
}

bool mkba_number_is_blank(const char *text)
{
    static const char *const unknown[] = {"", ".", "NA"};
    if (isdigit((unsigned char)*text)) {
        return false;
    }
    skip_blanks(&text);
    size_t length = strlen(text);
    while (length > 0 && isspace((unsigned char)text[length - 1])) {
        length--;
    }
    for (size_t i = 0; i < sizeof unknown / sizeof *unknown; i++) {
        if (strlen(unknown[i]) == length && strncasecmp(text, unknown[i], length) == 0) {
            return true;
        }
    }
    return false;
}

static mkba_number_form form_with_one_sign(const parts *p, char sign)
{
    const char *body = p->body;
    size_t at = last_of(body, sign);
    mkba_number_form as_decimal = sign == '.' ? MKBA_NUMBER_POINT : MKBA_NUMBER_COMMA;
    mkba_number_form as_group = sign == '.' ? MKBA_NUMBER_COMMA : MKBA_NUMBER_POINT;
    bool spaced = count_of(body, ' ') > 0;
    if (count_of(body, sign) > 1) {
        return !spaced && is_grouped(body, strlen(body), sign) ? as_group : MKBA_NUMBER_BAD;
    }
    if (!spaced && !p->has_exponent && is_grouped(body, strlen(body), sign)) {
        return MKBA_NUMBER_EITHER;
    }
    return is_well_formed(body, at, ' ') ? as_decimal : MKBA_NUMBER_BAD;
}

/* Most numbers are digits with at most one sign between them. How many digits stand before and
 * after it; false for anything else. */
static bool take_plain(const char *text, char *sign, size_t *before, size_t *after)
{
    text += *text == '-';
    *before = digits_at(text);
    *sign = text[*before];
    *after = *sign ? digits_at(text + *before + 1) : 0;
    return *before > 0 && *before + *after < MOST - 2 &&
           (!*sign || ((*sign == '.' || *sign == ',') && text[*before + 1 + *after] == '\0'));
}

mkba_number_form mkba_number_form_of(const char *text)
{
    parts p;
    char one_sign;
    size_t before, after;
    if (take_plain(text, &one_sign, &before, &after)) {
        bool grouped = before <= 3 && after == 3 && text[*text == '-'] != '0';
        return !one_sign         ? MKBA_NUMBER_PLAIN
               : grouped         ? MKBA_NUMBER_EITHER
               : one_sign == '.' ? MKBA_NUMBER_POINT
                                 : MKBA_NUMBER_COMMA;
    }
    if (mkba_number_is_blank(text)) {
        return MKBA_NUMBER_BLANK;
    }
    if (!take_apart(&p, text)) {
        return MKBA_NUMBER_BAD;
    }
    size_t points = count_of(p.body, '.'), commas = count_of(p.body, ',');
    if (points == 0 && commas == 0) {
        return is_well_formed(p.body, strlen(p.body), ' ') ? MKBA_NUMBER_PLAIN
                                                           : MKBA_NUMBER_BAD;
    }
    if (points == 0 || commas == 0) {
        return form_with_one_sign(&p, points ? '.' : ',');
    }
    bool comma_last = last_of(p.body, ',') > last_of(p.body, '.');
    char sign = comma_last ? ',' : '.';
    if (count_of(p.body, sign) > 1 ||
        !is_well_formed(p.body, last_of(p.body, sign), comma_last ? '.' : ',')) {
        return MKBA_NUMBER_BAD;
    }
    return comma_last ? MKBA_NUMBER_COMMA : MKBA_NUMBER_POINT;
}

static const double power_of_ten[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                      1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                      1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};

/* mantissa x 10^exponent, rounded once. Up to 2^53 and 10^22 both are exact doubles, so one
 * operation is exact; what is beyond goes through strtod in the C locale. */
static bool scale(double *out, uint64_t mantissa, size_t digits, long exponent,
                  const char *text)
{
    if (digits <= 15 && exponent >= -22 && exponent <= 22) {
        *out = exponent < 0 ? (double)mantissa / power_of_ten[-exponent]
                            : (double)mantissa * power_of_ten[exponent];
        return true;
    }
    locale_t c_locale = newlocale(LC_NUMERIC_MASK, "C", (locale_t)0);
    if (c_locale == (locale_t)0) {
        return false;
    }
    *out = strtod_l(text, NULL, c_locale);
    freelocale(c_locale);
    return isfinite(*out);
}

/* The digits of a number with what its decimal sign makes of them. */
typedef struct {
    char text[MOST + 8]; /* digits and exponent, as strtod reads them */
    uint64_t mantissa;   /* exact up to 18 digits */
    size_t digits;       /* without leading zeros */
    long exponent;
} digits;

static void collect_digits(digits *d, const parts *p, size_t point)
{
    size_t n = 0;
    *d = (digits){.exponent = p->exponent - (p->is_percent ? 2 : 0)};
    for (size_t i = 0; p->body[i]; i++) {
        if (isdigit((unsigned char)p->body[i])) {
            d->text[n++] = p->body[i];
            d->digits += d->digits > 0 || p->body[i] != '0';
            if (d->digits <= 18) {
                d->mantissa = d->mantissa * 10 + (uint64_t)(p->body[i] - '0');
            }
            d->exponent -= i > point;
        }
    }
    unsigned long size = (unsigned long)labs(d->exponent);
    d->text[n] = 'e';
    d->text[n + 1] = d->exponent < 0 ? '-' : '+';
    for (size_t k = 3; k > 0; k--, size /= 10) {
        d->text[n + 1 + k] = (char)('0' + size % 10);
    }
}

/* Digits with at most a decimal sign, few enough to be exact. */
static bool read_plain(double *out, const char *text, char decimal)
{
    char sign;
    size_t before, after;
    uint64_t mantissa = 0;
    if (!take_plain(text, &sign, &before, &after) || before + after > 15 ||
        (sign && sign != decimal)) {
        return false;
    }
    for (const char *s = text; *s; s++) {
        mantissa =
            isdigit((unsigned char)*s) ? mantissa * 10 + (uint64_t)(*s - '0') : mantissa;
    }
    double size = (double)mantissa / power_of_ten[after];
    *out = *text == '-' ? -size : size;
    return true;
}

bool mkba_number_read(mkba_number *out, const char *text, char decimal)
{
    parts p;
    digits d;
    double plain;
    if (read_plain(&plain, text, decimal)) {
        *out = (mkba_number){.value = plain};
        return true;
    }
    if (!take_apart(&p, text)) {
        return false;
    }
    char group = decimal == ',' ? '.' : ',';
    size_t point = last_of(p.body, decimal);
    bool group_behind = strchr(p.body + point, group) != NULL;
    if (count_of(p.body, decimal) > 1 || group_behind ||
        !is_well_formed(p.body, point, group)) {
        return false;
    }
    collect_digits(&d, &p, point);
    if (!scale(&out->value, d.mantissa, d.digits, d.exponent, d.text)) {
        return false;
    }
    if (p.negative) {
        out->value = -out->value;
    }
    out->is_percent = p.is_percent;
    out->is_euro = p.is_euro;
    return true;
}
