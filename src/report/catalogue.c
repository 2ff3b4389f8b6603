#include "report/catalogue.h"

#include "base/embedded.h"
#include "base/utf8.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { ID, DUTCH };

/* What amounts below the rounding are rounded to; and less than a cent is what sums leave
 * behind. */
static const double finest = 1e3, cent = 0.01;

struct mkba_catalogue {
    mkba_arena *arena;
    mkba_language language;
    mkba_table table; /* id, Dutch, English */
};

mkba_catalogue *mkba_catalogue_new(mkba_language language)
{
    mkba_arena *arena;
    mkba_catalogue *c = mkba_arena_object(&arena, sizeof *c);
    const mkba_embedded_file *file = mkba_embedded_find("src/report/texts.csv");
    if (!c) {
        return NULL;
    }
    c->arena = arena;
    c->language = language;
    if (mkba_table_packed(&c->table, arena, file->name, file) != MKBA_OK) {
        mkba_arena_free(arena);
        return NULL;
    }
    return c;
}

void mkba_catalogue_free(mkba_catalogue *catalogue)
{
    if (catalogue) {
        mkba_arena_free(catalogue->arena);
    }
}

mkba_language mkba_catalogue_language(const mkba_catalogue *catalogue)
{
    return catalogue->language;
}

const char *mkba_say(const mkba_catalogue *catalogue, const char *id)
{
    size_t i = mkba_table_packed_row(&catalogue->table, id);
    size_t column = DUTCH + (size_t)catalogue->language;
    return i == MKBA_MAP_NONE ? id : mkba_table_cell(&catalogue->table, i, column);
}

void mkba_applied_names(mkba_buffer *out, const mkba_data *data, const char *between,
                        const mkba_catalogue *catalogue)
{
    for (size_t i = 0; i < data->n_applied; i++) {
        const mkba_applied *a = &data->applied[i];
        mkba_buffer_add(out, i > 0 ? between : "");
        mkba_buffer_add(out, catalogue ? a->label[catalogue->language] : a->name);
    }
}

/* Writes plain digits with the thousands sign and decimal sign of the language. */
static void write_digits(mkba_buffer *out, const mkba_catalogue *c, const char *digits)
{
    char thousand = c->language == MKBA_DUTCH ? '.' : ',';
    char decimal = c->language == MKBA_DUTCH ? ',' : '.';
    if (*digits == '-') {
        mkba_buffer_add_char(out, '-', 1);
        digits++;
    }
    size_t whole = strcspn(digits, ".");
    for (size_t i = 0; i < whole; i++) {
        mkba_buffer_add_char(out, digits[i], 1);
        if ((whole - i) % 3 == 1 && i + 1 < whole) {
            mkba_buffer_add_char(out, thousand, 1);
        }
    }
    if (digits[whole] == '.') {
        mkba_buffer_add_char(out, decimal, 1);
        mkba_buffer_add(out, digits + whole + 1);
    }
}

/* An amount as people say it: millions from a million on, whole thousands from ten thousand
 * on. */
static void write_money(mkba_buffer *out, const mkba_catalogue *c, double eur)
{
    if (fabs(eur) >= 1e6) {
        mkba_write_number(out, c, eur / 1e6, 1);
    } else {
        mkba_write_number(out, c, fabs(eur) >= 1e4 ? round(eur / 1e3) * 1e3 : eur, 0);
    }
    mkba_buffer_add(out, " ");
    mkba_buffer_add(out, mkba_say(c, fabs(eur) >= 1e6 ? "money.million" : "money.euro"));
}

static bool is_something(double value)
{
    return fabs(value) > 0;
}

/* The same, no more precise than a step. */
static void write_rounded(mkba_buffer *out, const mkba_catalogue *c, double eur, double step)
{
    double used = fabs(eur) < step && step > finest ? finest : step;
    double rounded = round(eur / used) * used;
    bool millions = fabs(rounded) >= 1e6;
    if (fabs(eur) >= cent && !is_something(rounded)) {
        mkba_buffer_add(out, "≈ ");
    }
    double said = millions && used < 1e4 ? eur : rounded; /* not rounded twice */
    mkba_write_number(out, c, millions ? said / 1e6 : said,
                      !millions || step >= 1e6 ? 0
                      : step >= 1e5            ? 1
                                               : 2);
    mkba_buffer_add(out, " ");
    mkba_buffer_add(out, mkba_say(c, millions ? "money.million" : "money.euro"));
}

static bool is_zero(const char *digits)
{
    return strspn(digits, "-0.") == strlen(digits);
}

void mkba_write_number(mkba_buffer *out, const mkba_catalogue *catalogue, double value,
                       int decimals)
{
    char digits[MKBA_DOUBLE_TEXT];
    if (!isfinite(value)) {
        mkba_buffer_add(out, "-");
        return;
    }
    mkba_fixed_text(digits, value, decimals);
    write_digits(out, catalogue, is_zero(digits) && *digits == '-' ? digits + 1 : digits);
}

void mkba_write_precise(mkba_buffer *out, const mkba_catalogue *catalogue, double value)
{
    char digits[MKBA_DOUBLE_TEXT];
    if (!isfinite(value)) {
        mkba_buffer_add(out, "-");
        return;
    }
    int magnitude = fabs(value) > 0 ? (int)floor(log10(fabs(value))) : 0;
    int decimals = 11 - magnitude;
    mkba_fixed_text(digits, value, decimals < 0 ? 0 : decimals > 17 ? 17 : decimals);
    if (strchr(digits, '.')) {
        char *end = digits + strlen(digits);
        while (end[-1] == '0') {
            end--;
        }
        end[end[-1] == '.' ? -1 : 0] = '\0';
    }
    write_digits(out, catalogue, is_zero(digits) ? "0" : digits);
}

void mkba_write_percent(mkba_buffer *out, const mkba_catalogue *catalogue, double share,
                        int decimals)
{
    mkba_write_number(out, catalogue, share * 100, decimals);
    mkba_buffer_add_char(out, '%', isfinite(share) ? 1 : 0);
}

#define FIND(array, count, member)                                                            \
    for (size_t i = 0; i < data->count; i++) {                                                \
        if (strcmp(data->array[i].member, id) == 0) {                                         \
            return data->array[i].label[language];                                            \
        }                                                                                     \
    }                                                                                         \
    return id

static const char *label_of(const mkba_data *data, const char *kind, const char *id,
                            mkba_language language)
{
    if (!data) {
        return id;
    }
    if (strcmp(kind, "segment") == 0) {
        FIND(segment, segments, id);
    }
    if (strcmp(kind, "line") == 0) {
        FIND(line, lines, id);
    }
    FIND(column, columns, id);
}

static void write_place(mkba_buffer *out, const mkba_catalogue *c, const mkba_data *data,
                        const mkba_argument *argument, const char *format, double step)
{
    if (format[0] == '\0') {
        mkba_buffer_add_shown(out, argument->text);
    } else if (strcmp(format, "eur") == 0) {
        mkba_write_number(out, c, argument->number, 0);
    } else if (strcmp(format, "money") == 0 && step > 0) {
        write_rounded(out, c, argument->number, step);
    } else if (strcmp(format, "money") == 0) {
        write_money(out, c, argument->number);
    } else if (strcmp(format, "plain") == 0) {
        mkba_buffer_add_double(out, argument->number);
    } else if (strcmp(format, "precise") == 0) {
        mkba_write_precise(out, c, argument->number);
    } else if (strcmp(format, "year") == 0) { /* no thousands sign */
        mkba_buffer_add_int(out, (long)argument->number);
    } else if (strcmp(format, "pct") == 0) {
        double size = fabs(argument->number);
        mkba_write_percent(out, c, argument->number, size < 0.1 ? 1 : 0);
    } else if (format[0] >= '0' && format[0] <= '9') {
        mkba_write_number(out, c, argument->number, format[0] - '0');
    } else {
        mkba_buffer_add_shown(out, label_of(data, format, argument->text, c->language));
    }
}

void mkba_say_message(mkba_buffer *out, const mkba_catalogue *catalogue, const mkba_data *data,
                      const mkba_message *message)
{
    mkba_say_text(out, catalogue, data, mkba_say(catalogue, message->id), message, 0);
}

void mkba_say_text(mkba_buffer *out, const mkba_catalogue *catalogue, const mkba_data *data,
                   const char *text, const mkba_message *message, double step)
{
    while (*text) {
        char format[16] = "";
        size_t plain = strcspn(text, "{");
        mkba_buffer_add_bytes(out, text, plain);
        text += plain;
        const char *close = strchr(text, '}');
        unsigned which = *text == '{' ? (unsigned)(text[1] - '1') : MKBA_MAX_ARGUMENTS;
        if (!close || which >= MKBA_MAX_ARGUMENTS) {
            mkba_buffer_add_bytes(out, text, *text != '\0');
            text += *text != '\0';
            continue;
        }
        if (text[2] == ':') {
            snprintf(format, sizeof format, "%.*s", (int)(close - text - 3), text + 3);
        }
        write_place(out, catalogue, data, &message->argument[which], format, step);
        text = close + 1;
    }
}
