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

static void blanks(const char **at)
{
    *at += strspn(*at, " \t\r\n");
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
    if (take(at, 'u')) {
        return character(at);
    }
    bool known = **at && strchr("\"\\/bfnrt", **at);
    *at += known;
    return known;
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
    bool good = string(at);
    blanks(at);
    return good && take(at, ':');
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

static bool nested(const char **at, unsigned depth)
{
    char open = *(*at)++;
    return items(at, open == '{' ? '}' : ']', depth);
}

/* With the blanks around it. */
static bool value(const char **at, unsigned depth)
{
    blanks(at);
    char c = **at;
    bool is_nested = c == '{' || c == '[', is_number = c == '-' || (c >= '0' && c <= '9');
    bool good = c == '"'     ? string(at)
                : is_number  ? number(at)
                : !is_nested ? word(at)
                             : depth < DEEPEST && nested(at, depth + 1);
    if (good) {
        blanks(at);
    }
    return good;
}

const char *mkba_json_stop(const char *text)
{
    return value(&text, 0) && *text == '\0' ? NULL : text;
}
