#include "input/survey.h"

#include <string.h>

/* Sixteen bytes at once, in the registers that every machine has. A comparison gives 0 or -1
 * per byte, so that what is subtracted counts; a byte can count to 255. */
enum { LANES = 16, MOST_ROUNDS = 255 };
typedef unsigned char lanes __attribute__((vector_size(LANES)));

static lanes load(const char *text)
{
    lanes out;
    memcpy(&out, text, sizeof out);
    return out;
}

static size_t sum_of(lanes counts)
{
    size_t sum = 0;
    for (size_t i = 0; i < LANES; i++) {
        sum += counts[i];
    }
    return sum;
}

static bool any(lanes flags)
{
    return sum_of(flags) > 0;
}

static void add_rounds(mkba_survey *out, const char *text, size_t rounds)
{
    lanes newlines = {0}, returns = {0}, pairs = {0}, quotes = {0}, nul = {0};
    for (size_t i = 0; i < rounds; i++, text += LANES) {
        lanes now = load(text), next = load(text + 1);
        lanes is_return = (lanes)(now == '\r');
        newlines -= (lanes)(now == '\n');
        returns -= is_return;
        pairs -= is_return & (lanes)(next == '\n');
        quotes |= (lanes)(now == '"');
        nul |= (lanes)(now == '\0');
    }
    out->newlines += sum_of(newlines);
    out->returns += sum_of(returns);
    out->pairs += sum_of(pairs);
    out->has_quotes = out->has_quotes || any(quotes);
    out->has_nul = out->has_nul || any(nul);
}

static void add_byte(mkba_survey *out, char now, char next)
{
    out->newlines += now == '\n';
    out->returns += now == '\r';
    out->pairs += now == '\r' && next == '\n';
    out->has_quotes = out->has_quotes || now == '"';
    out->has_nul = out->has_nul || now == '\0';
}

mkba_survey mkba_survey_of(const char *text, size_t length)
{
    mkba_survey out = {0};
    size_t at = 0;
    while (length - at >= LANES) {
        size_t rounds = (length - at) / LANES;
        rounds = rounds < MOST_ROUNDS ? rounds : MOST_ROUNDS;
        add_rounds(&out, text + at, rounds);
        at += rounds * LANES;
    }
    for (; at < length; at++) {
        add_byte(&out, text[at], text[at + 1]);
    }
    return out;
}

size_t mkba_survey_lines(const mkba_survey *survey)
{
    return survey->newlines + survey->returns - survey->pairs;
}
