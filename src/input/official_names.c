#include "input/official.h"

#include "input/columns.h"

#include <string.h>

enum { SHORTEST_END = 8 };

static const mkba_record_column name_columns[] = {
    {"kind", MKBA_FIELD_TEXT, offsetof(mkba_official_name, kind), true},
    {"name", MKBA_FIELD_TEXT, offsetof(mkba_official_name, name), true},
    {"column", MKBA_FIELD_TEXT, offsetof(mkba_official_name, column), false},
    {"unit", MKBA_FIELD_TEXT, offsetof(mkba_official_name, unit), false},
    {"base", MKBA_FIELD_TEXT, offsetof(mkba_official_name, base), false},
    {"also_holds", MKBA_FIELD_TEXT, offsetof(mkba_official_name, also_holds), false},
};

mkba_status mkba_official_names_read(mkba_official_names *out, const mkba_data *data,
                                     mkba_arena *arena, mkba_issues *issues)
{
    mkba_source_text text;
    void *items = NULL;
    mkba_status status = mkba_data_text(&text, data, arena, "official_columns.csv", issues);
    if (status == MKBA_OK) {
        status =
            mkba_records_read(&items, &out->rows, sizeof(mkba_official_name), name_columns,
                              sizeof name_columns / sizeof *name_columns, arena, text, issues);
    }
    out->row = items;
    return status;
}

/* ------------------------------------------------------------------ Units */

static const char *unit_of(const mkba_official_names *names, const char *plain, size_t length)
{
    for (size_t i = 0; i < names->rows; i++) {
        const mkba_official_name *n = &names->row[i];
        if (strcmp(n->kind, "unit") == 0 && strlen(n->name) == length &&
            memcmp(n->name, plain, length) == 0) {
            return n->unit;
        }
    }
    return NULL;
}

const char *mkba_official_unit(const mkba_official_names *names, const char *text)
{
    char plain[MKBA_TEXT];
    if (strcmp(text, "%") == 0) {
        return unit_of(names, "%", 1);
    }
    size_t length = mkba_plain_name(plain, sizeof plain, text);
    return length > 0 ? unit_of(names, plain, length) : NULL;
}

/* "Huishoudens totaal (aantal)": the unit, cut from the text. */
static const char *cut_brackets(const mkba_official_names *names, char *text)
{
    size_t length = strlen(text);
    char *open = strrchr(text, '(');
    if (!open || text[length - 1] != ')') {
        return "";
    }
    text[length - 1] = '\0';
    const char *unit = mkba_official_unit(names, open + 1);
    if (unit) {
        *open = '\0';
    } else {
        text[length - 1] = ')';
    }
    return unit ? unit : "";
}

/* The same where a program turned all signs into points: "totaal..aantal.", "inkomen....". */
static const char *cut_points(const mkba_official_names *names, const char *text, char *plain)
{
    size_t length = strlen(text), n = strlen(plain);
    if (length > 4 && strcmp(text + length - 4, "....") == 0) {
        return unit_of(names, "%", 1);
    }
    for (size_t at = 0; at < n; at++) {
        const char *unit =
            plain[at] == '_' ? unit_of(names, plain + at + 1, n - at - 1) : NULL;
        if (unit) {
            plain[at] = '\0';
            return unit;
        }
    }
    return "";
}

/* A unit behind a name in small letters: "lasten_x1000eur". */
static const char *cut_tail(const mkba_official_names *names, char *plain)
{
    size_t n = strlen(plain);
    for (char *at = strchr(plain, '_'); at; at = strchr(at + 1, '_')) {
        const char *unit = unit_of(names, at + 1, n - (size_t)(at + 1 - plain));
        if (unit && strcmp(unit, "text") != 0) {
            *at = '\0';
            return unit;
        }
    }
    return "";
}

/* ------------------------------------------------------------------ Names */

/* Is `name` what `plain` says, _ left out? With `at_end`: or its last words? Short names are
 * too easily the end of another. */
static bool says(const char *plain, const char *name, bool at_end)
{
    size_t i = strlen(plain), k = strlen(name);
    at_end = at_end && k >= SHORTEST_END;
    while (i > 0 && k > 0) {
        i--;
        if (plain[i] != '_' && plain[i] != name[--k]) {
            return false;
        }
    }
    return k == 0 && (i == 0 || (at_end && plain[i - 1] == '_'));
}

static const mkba_official_name *look_up(const mkba_official_names *names, const char *kind,
                                         const char *plain, bool at_end)
{
    for (size_t i = 0; i < names->rows; i++) {
        const mkba_official_name *n = &names->row[i];
        if (strcmp(n->kind, kind) == 0 && says(plain, n->name, at_end)) {
            return n;
        }
    }
    return NULL;
}

/* What stands behind the last / or | that is not between brackets: of "a/b (km/h)", b. */
static const char *last_part(const char *text)
{
    size_t brackets = strcspn(text, "(");
    const char *part = text;
    for (const char *s = text; *s && s < text + brackets; s++) {
        part = *s == '/' || *s == '|' ? s + 1 : part;
    }
    return part;
}

/* "huishoudenstotaal_28" without what changes from year to year. */
static bool cut_number(char *plain)
{
    char *end = strrchr(plain, '_');
    bool is_number = end && end[1] && strspn(end + 1, "0123456789") == strlen(end + 1);
    if (is_number) {
        *end = '\0';
    }
    return is_number;
}

mkba_official_header mkba_official_find(const mkba_official_names *names, const char *kind,
                                        const char *header)
{
    char text[MKBA_TEXT], plain[MKBA_TEXT];
    bool pointed = strchr(header, '.') && !strpbrk(header, " /|(");
    mkba_official_header found = {.unit = ""};
    const char *part = last_part(header);
    size_t length = strlen(part), most = sizeof text - 1;
    mkba_text_copy(text, sizeof text, part + (length > most ? length - most : 0));
    if (!pointed) {
        found.unit = cut_brackets(names, text);
    }
    mkba_plain_name(plain, sizeof plain, text);
    if (pointed) {
        found.unit = cut_points(names, text, plain);
    }
    found.name = plain[0] ? look_up(names, kind, plain, pointed) : NULL;
    if (!found.name && cut_number(plain)) {
        found.name = look_up(names, kind, plain, false);
    } else if (!found.name && !found.unit[0]) {
        found.unit = cut_tail(names, plain);
        found.name = look_up(names, kind, plain, false);
    }
    return found;
}
