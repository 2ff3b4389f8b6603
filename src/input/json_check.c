#include "input/json_check.h"

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

enum { DEEPEST = 1000 };

/* Each of these moves on behind what it is called after, or to where the text is something
 * else. */

static bool take(const char **at, char c)
{
    bool there = **at == c;
    *at += there;
    return there;
}

/* True, so that it can stand between others. */
static bool blanks(const char **at)
{
    *at += strspn(*at, " \t\r\n");
    return true;
}

static bool hex(const char **at, unsigned *code)
{
    static const char digits[] = "0123456789abcdef0123456789ABCDEF";
    *code = 0;
    for (size_t i = 0; i < 4; i++, ++*at) {
        const char *digit = memchr(digits, **at, sizeof digits - 1);
        if (!digit) {
            return false;
        }
        *code = *code << 4 | (unsigned)((digit - digits) & 15);
    }
    return true;
}

/* Behind \u: one character, in two halves when it is beyond the first 65,536. */
static bool character(const char **at)
{
    unsigned code, second;
    if (!hex(at, &code) || (code & 0xFC00) == 0xDC00) {
        return false;
    }
    return (code & 0xFC00) != 0xD800 || (take(at, '\\') && take(at, 'u') && hex(at, &second) &&
                                         (second & 0xFC00) == 0xDC00);
}

static bool escape(const char **at)
{
    return take(at, 'u') ? character(at)
                         : **at && strchr("\"\\/bfnrt", **at) && take(at, **at);
}

static bool string(const char **at)
{
    bool good = take(at, '"');
    while (good && **at && **at != '"') {
        good = *(*at)++ != '\\' || escape(at);
    }
    return good && take(at, '"');
}

static bool digits(const char **at)
{
    size_t count = strspn(*at, "0123456789");
    *at += count;
    return count > 0;
}

static bool number(const char **at)
{
    take(at, '-');
    if (!digits(at) || (take(at, '.') && !digits(at))) {
        return false;
    }
    if (!take(at, 'e') && !take(at, 'E')) {
        return true;
    }
    *at += **at == '-' || **at == '+';
    return digits(at);
}

static bool word(const char **at)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strncmp(*at, words[i], strlen(words[i])) == 0) {
            *at += strlen(words[i]);
            return true;
        }
    }
    return false;
}

static bool value(const char **at, unsigned depth);

static bool key(const char **at)
{
    return string(at) && blanks(at) && take(at, ':') && blanks(at);
}

/* Items up to `close`; those of an object have a key. */
static bool items(const char **at, char close, unsigned depth)
{
    blanks(at);
    if (take(at, close)) {
        return true;
    }
    while ((close != '}' || key(at)) && value(at, depth)) {
        if (take(at, close)) {
            return true;
        }
        if (!take(at, ',')) {
            return false;
        }
        blanks(at);
    }
    return false;
}

/* With the blanks behind it. */
static bool value(const char **at, unsigned depth)
{
    char c = **at;
    bool good = c == '"'                             ? string(at)
                : c == '-' || (c >= '0' && c <= '9') ? number(at)
                : c != '{' && c != '['               ? word(at)
                                                     : depth < DEEPEST && take(at, c) &&
                                             items(at, c == '{' ? '}' : ']', depth + 1);
    return good && blanks(at);
}

const char *mkba_json_stop(const char *text)
{
    blanks(&text);
    return value(&text, 0) && *text == '\0' ? NULL : text;
}
