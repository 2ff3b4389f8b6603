#include "input/official.h"

#include <string.h>

/* The separator shows in so many lines. */
enum { MOST_LINES = 60 };

/* The separator that occurs most in the first lines, outside quotes. */
static char separator_of(const char *text)
{
    static const char candidates[] = ";\t,";
    size_t count[3] = {0}, lines = 0;
    bool quoted = false;
    for (const char *s = text; *s && lines < MOST_LINES; s++) {
        quoted = *s == '\n' ? false : quoted ^ (*s == '"');
        lines += *s == '\n';
        const char *found = quoted ? NULL : strchr(candidates, *s);
        if (found) {
            count[found - candidates]++;
        }
    }
    size_t best = 0;
    for (size_t i = 1; i < 3; i++) {
        best = count[i] > count[best] ? i : best;
    }
    return candidates[best];
}

/* What follows a cell in quotes; NULL when its quotes are not right: it does not end in its
 * line, or holds what looks like the border of two cells. */
static const char *quoted_cell(const char *s, const char *end, char separator)
{
    for (s++; s < end; s++) {
        if (*s != '"') {
            continue;
        }
        if (s + 1 == end || s[1] == separator) {
            return s + 1;
        }
        if (s[1] != '"') {
            return NULL;
        }
        if (end - s > 4 && s[2] == separator && s[3] == '"' && s[4] == '"') {
            return NULL;
        }
        s++;
    }
    return NULL;
}

static bool quotes_are_right(const char *s, const char *end, char separator)
{
    while (s < end) {
        if (*s == '"') {
            s = quoted_cell(s, end, separator);
            if (!s) {
                return false;
            }
        } else {
            const char *stop = memchr(s, separator, (size_t)(end - s));
            stop = stop ? stop : end;
            if (memchr(s, '"', (size_t)(stop - s))) {
                return false;
            }
            s = stop;
        }
        s += s < end;
    }
    return true;
}

/* In these files a cell never runs over a line, so a quote that does is broken. */
unsigned mkba_official_bad_quotes(const char *text)
{
    char separator = separator_of(text);
    unsigned line = 1;
    for (const char *s = text; *s; line++) {
        size_t length = strcspn(s, "\n");
        if (memchr(s, '"', length) && !quotes_are_right(s, s + length, separator)) {
            return line;
        }
        s += length + (s[length] == '\n');
    }
    return 0;
}
