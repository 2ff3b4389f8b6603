#include "input/json_check.h"

#include <stddef.h>
#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 1000 };

/* Each of these gives what stands behind, or NULL when it is not there. */

static const char *blanks(const char *at)
{
    return at + strspn(at, " \t\r\n");
}

static const char *hex(const char *at, unsigned *code)
{
    char digits[5] = {0};
    if (strspn(at, "0123456789abcdefABCDEF") < 4) {
        return NULL;
    }
    memcpy(digits, at, 4);
    *code = (unsigned)strtoul(digits, NULL, 16);
    return at + 4;
}

/* Behind \u. */
static const char *character(const char *at)
{
    unsigned code = 0, second = 0;
    at = hex(at, &code);
    if (!at || (code & 0xFC00) == 0xDC00) {
        return NULL;
    }
    if ((code & 0xFC00) != 0xD800) {
        return at;
    }
    at = at[0] == '\\' && at[1] == 'u' ? hex(at + 2, &second) : NULL;
    return at && (second & 0xFC00) == 0xDC00 ? at : NULL;
}

static const char *string(const char *at)
{
    if (*at++ != '"') {
        return NULL;
    }
    while (at && *at && *at != '"') {
        if (*at != '\\') {
            at++;
        } else if (at[1] == 'u') {
            at = character(at + 2);
        } else {
            at = at[1] && strchr("\"\\/bfnrt", at[1]) ? at + 2 : NULL;
        }
    }
    return at && *at == '"' ? at + 1 : NULL;
}

static const char *digits(const char *at)
{
    size_t count = strspn(at, "0123456789");
    return count > 0 ? at + count : NULL;
}

static const char *number(const char *at)
{
    at = digits(at + (*at == '-'));
    if (at && *at == '.') {
        at = digits(at + 1);
    }
    if (at && (*at == 'e' || *at == 'E')) {
        at++;
        at = digits(at + (*at == '-' || *at == '+'));
    }
    return at;
}

static const char *word(const char *at)
{
    static const char *const words[] = {"true", "false", "null"};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        if (strncmp(at, words[i], strlen(words[i])) == 0) {
            return at + strlen(words[i]);
        }
    }
    return NULL;
}

static const char *value(const char *at, unsigned depth);

/* Items up to `close`; those of an object have a key. */
static const char *items(const char *at, char close, unsigned depth)
{
    at = blanks(at);
    if (*at == close) {
        return at + 1;
    }
    for (;;) {
        if (close == '}') {
            at = string(at);
            at = at ? blanks(at) : NULL;
            at = at && *at == ':' ? blanks(at + 1) : NULL;
        }
        at = at ? value(at, depth) : NULL;
        if (!at || *at == close) {
            return at ? at + 1 : NULL;
        }
        if (*at != ',') {
            return NULL;
        }
        at = blanks(at + 1);
    }
}

/* With the blanks behind it. */
static const char *value(const char *at, unsigned depth)
{
    if (*at == '"') {
        at = string(at);
    } else if (*at == '{' || *at == '[') {
        at = depth < DEEPEST ? items(at + 1, *at == '{' ? '}' : ']', depth + 1) : NULL;
    } else {
        at = *at == '-' || (*at >= '0' && *at <= '9') ? number(at) : word(at);
    }
    return at ? blanks(at) : NULL;
}

bool mkba_is_json(const char *text)
{
    const char *end = value(blanks(text), 0);
    return end && *end == '\0';
}
