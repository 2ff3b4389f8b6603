#include "input/columns.h"

#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { USUAL_NAMES = 384 };

/* A row of fields.csv, before it is written out. */
typedef struct {
    const char *id;
    const char *names_nl;
    const char *type;
    bool required;
    bool in_model;
    const char *question;
    const char *label[2];
    unsigned line;
} field;

static const mkba_record_column field_columns[] = {
    {"id", MKBA_FIELD_TEXT, offsetof(field, id), true},
    {"names_nl", MKBA_FIELD_TEXT, offsetof(field, names_nl), true},
    {"type", MKBA_FIELD_TEXT, offsetof(field, type), true},
    {"required", MKBA_FIELD_FLAG, offsetof(field, required), false},
    {"in_model", MKBA_FIELD_FLAG, offsetof(field, in_model), false},
    {"question", MKBA_FIELD_TEXT, offsetof(field, question), false},
    {"label_nl", MKBA_FIELD_TEXT, offsetof(field, label), true},
    {"label_en", MKBA_FIELD_TEXT, offsetof(field, label) + sizeof(char *), true},
    {NULL, MKBA_FIELD_LINE, offsetof(field, line), false},
};

/* One thing that {s}, {f}, {e} or {p} can stand for. */
typedef struct {
    const char *id;
    const char *names_nl;
    const char *label[2];
} item;

typedef struct {
    mkba_data *data;
    mkba_issues *issues;
    size_t capacity;
    mkba_status status;
} reader;

/* As it stands in a plain name: a small letter or a digit; 0 for all else. */
static char plain_letter(char c)
{
    unsigned small = (unsigned char)c | ('a' - 'A'); /* which digits have already */
    bool is_letter = small - 'a' < 26, is_digit = (unsigned char)c - (unsigned)'0' < 10;
    return is_letter || is_digit ? (char)small : '\0';
}

/* A letter with an accent, as it stands in a plain name, if there is one. Returns its length.
 */
static size_t accent_at(const char *s, char *plain)
{
    static const struct {
        const char *letters;
        char plain;
    } rows[] = {
        {"àáâãäåÀÁÂÃÄÅ", 'a'}, {"èéêëÈÉÊË", 'e'}, {"ìíîïÌÍÎÏ", 'i'}, {"òóôõöÒÓÔÕÖ", 'o'},
        {"ùúûüÙÚÛÜ", 'u'},     {"çÇ", 'c'},       {"ñÑ", 'n'},       {"ýÿÝ", 'y'},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (const char *letter = rows[i].letters; *letter; letter += 2) {
            if (strncmp(s, letter, 2) == 0) {
                *plain = rows[i].plain;
                return 2;
            }
        }
    }
    return 1;
}

size_t mkba_plain_name(char *out, size_t size, const char *text)
{
    size_t n = 0;
    while (*text && n + 1 < size) {
        char plain = plain_letter(*text);
        size_t length = (unsigned char)*text < 0x80 ? 1 : accent_at(text, &plain);
        if (plain) {
            out[n++] = plain;
        } else if (n > 0 && out[n - 1] != '_') {
            out[n++] = '_';
        }
        text += length;
    }
    while (n > 0 && out[n - 1] == '_') {
        n--;
    }
    out[n] = '\0';
    return n;
}

bool mkba_plain_is(const char *plain, const char *name)
{
    char own[MKBA_TEXT];
    return mkba_plain_name(own, sizeof own, name) > 0 && strcmp(plain, own) == 0;
}

void mkba_columns_near(mkba_nearest *nearest, const mkba_data *data, const char *name)
{
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, name);
    mkba_nearest_start(nearest, plain);
    for (size_t i = 0; i < data->columns; i++) {
        const mkba_column *c = &data->column[i];
        mkba_nearest_offer(nearest, c->id, c->id);
        mkba_nearest_offer(nearest, c->name_nl, c->name_nl);
    }
    mkba_nearest_finish(nearest);
}

static size_t append(char *out, size_t size, size_t at, const char *text, size_t length)
{
    size_t left = size - 1 - at;
    length = length < left ? length : left;
    memcpy(out + at, text, length);
    out[at + length] = '\0';
    return at + length;
}

/* Writes `pattern` with what stands in braces replaced by `word`. */
static void fill(char *out, size_t size, const char *pattern, const char *word)
{
    size_t before = strcspn(pattern, "{");
    size_t n = append(out, size, 0, pattern, before);
    if (pattern[before]) {
        const char *rest = pattern + before;
        rest += strcspn(rest, "}");
        rest += *rest == '}';
        n = append(out, size, n, word, strlen(word));
        append(out, size, n, rest, strlen(rest));
    }
}

static void add_name(reader *r, const char *name, size_t column)
{
    char plain[MKBA_TEXT];
    size_t length = mkba_plain_name(plain, sizeof plain, name);
    size_t known = mkba_map_get(&r->data->column_by_name, plain);
    if (known != MKBA_MAP_NONE && known != column) {
        char path[MKBA_PATH];
        r->status =
            mkba_issue_add(r->issues, MKBA_ERR_CONFLICT,
                           (mkba_place){.file = mkba_data_file(path, r->data, "fields.csv")},
                           "field.twice", MKBA_WORDS(plain));
        return;
    }
    const char *copy = mkba_arena_text(r->data->arena, plain, length);
    if (!copy || !mkba_map_put(&r->data->column_by_name, copy, column)) {
        r->status = MKBA_ERR_MEMORY;
    }
}

/* Every Dutch name of the field, with every Dutch name of the item. */
static void add_dutch_names(reader *r, const field *f, const item *it, size_t column)
{
    char name[MKBA_TEXT], pattern[MKBA_TEXT], word[MKBA_TEXT];
    const char *words = it ? it->names_nl : "";
    do {
        const char *names = f->names_nl;
        mkba_words_next(word, sizeof word, &words);
        while (mkba_words_next(pattern, sizeof pattern, &names)) {
            fill(name, sizeof name, pattern, word);
            add_name(r, name, column);
            if (!r->data->column[column].name_nl) {
                r->data->column[column].name_nl =
                    mkba_arena_text(r->data->arena, name, strlen(name));
            }
            if (it) {
                fill(name, sizeof name, pattern, it->id);
                add_name(r, name, column);
            }
        }
    } while (*words);
}

static const char *label_of(reader *r, const field *f, const item *it, size_t language)
{
    return it ? mkba_arena_fill(r->data->arena, f->label[language], it->label[language])
              : f->label[language];
}

static bool type_of(const char *name, mkba_column_type *out)
{
    static const char *const names[] = {"text", "count", "positive", "share",
                                        "euro", "spend", "year",     "evidence"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) == 0) {
            *out = (mkba_column_type)i;
            return true;
        }
    }
    return false;
}

static void add_column(reader *r, const field *f, const item *it)
{
    mkba_data *data = r->data;
    char id[MKBA_TEXT];
    mkba_column column = {.required = f->required,
                          .in_model = f->in_model,
                          .question = (int)strtol(f->question, NULL, 10),
                          .about = SIZE_MAX};
    fill(id, sizeof id, f->id, it ? it->id : "");
    column.id = mkba_arena_text(data->arena, id, strlen(id));
    column.label[0] = label_of(r, f, it, 0);
    column.label[1] = label_of(r, f, it, 1);
    if (!type_of(f->type, &column.type)) {
        char path[MKBA_PATH];
        r->status = mkba_issue_add(
            r->issues, MKBA_ERR_UNKNOWN,
            (mkba_place){.file = mkba_data_file(path, r->data, "fields.csv"), .line = f->line},
            "field.type", MKBA_WORDS(f->type));
        return;
    }
    data->column = mkba_arena_grow(data->arena, data->column, data->columns, &r->capacity,
                                   sizeof *data->column);
    if (!data->column || !column.id) {
        r->status = MKBA_ERR_MEMORY;
        return;
    }
    data->column[data->columns] = column;
    add_name(r, column.id, data->columns);
    add_dutch_names(r, f, it, data->columns);
    data->columns++;
}

static void add_segments(reader *r, const field *f)
{
    for (size_t i = 0; i < r->data->segments && r->status == MKBA_OK; i++) {
        const mkba_segment *s = &r->data->segment[i];
        add_column(r, f, &(item){s->id, s->names_nl, {s->label[0], s->label[1]}});
    }
}

static void add_factors(reader *r, const field *f)
{
    for (size_t i = 0; i < r->data->factors && r->status == MKBA_OK; i++) {
        const mkba_factor *x = &r->data->factor[i];
        if (x->scored) {
            add_column(r, f, &(item){x->id, x->names_nl, {x->label[0], x->label[1]}});
        }
    }
}

static void add_lines(reader *r, const field *f)
{
    for (size_t i = 0; i < r->data->lines && r->status == MKBA_OK; i++) {
        const mkba_line *l = &r->data->line[i];
        if (l->has_amount) {
            const char *names = l->names_nl[0] ? l->names_nl : l->id;
            add_column(r, f, &(item){l->id, names, {l->label[0], l->label[1]}});
        }
    }
}

static void add_parties(reader *r, const field *f)
{
    for (size_t i = 0; i < r->data->parties && r->status == MKBA_OK; i++) {
        const mkba_party *p = &r->data->party[i];
        add_column(r, f, &(item){p->id, p->names_nl, {p->label[0], p->label[1]}});
    }
}

static void add_field(reader *r, const field *f)
{
    static const struct {
        const char *mark;
        void (*add)(reader *, const field *);
    } rows[] = {
        {"{s}", add_segments}, {"{f}", add_factors}, {"{e}", add_lines}, {"{p}", add_parties}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        if (strstr(f->id, rows[i].mark)) {
            rows[i].add(r, f);
            return;
        }
    }
    add_column(r, f, NULL);
}

/* score_source_find is about score_find. */
static void link_evidence(mkba_data *data)
{
    static const char mark[] = "_source_";
    for (size_t i = 0; i < data->columns; i++) {
        mkba_column *c = &data->column[i];
        const char *found = strstr(c->id, mark);
        if (c->type == MKBA_COLUMN_EVIDENCE && found) {
            char about[MKBA_TEXT];
            snprintf(about, sizeof about, "%.*s_%s", (int)(found - c->id), c->id,
                     found + sizeof mark - 1);
            c->about = mkba_map_get(&data->column_by_name, about);
        }
    }
}

/* What the program itself asks for. */
static mkba_status check_needed(const mkba_data *data, mkba_issues *issues)
{
    static const char *const needed[] = {
        "code",          "name",       "also_known_as",    "level",
        "households",    "price_year", "heavy_households", "vulnerable_households",
        "team_cost_eur", "source",     "source_covers",    "evidence",
    };
    char path[MKBA_PATH];
    mkba_place place = {.file = mkba_data_file(path, data, "fields.csv")};
    mkba_status first = MKBA_OK;
    for (size_t i = 0; i < sizeof needed / sizeof *needed; i++) {
        if (mkba_map_get(&data->column_by_name, needed[i]) == MKBA_MAP_NONE) {
            mkba_keep_first(&first, mkba_issue_add(issues, MKBA_ERR_MISSING, place,
                                                   "field.missing", MKBA_WORDS(needed[i])));
        }
    }
    return first;
}

mkba_status mkba_columns_read(mkba_data *data, mkba_issues *issues)
{
    mkba_source_text text;
    void *items = NULL;
    size_t count = 0;
    reader r = {.data = data, .issues = issues};
    mkba_status status = mkba_data_own_text(&text, data, "fields.csv", issues);
    if (status == MKBA_OK) {
        status = mkba_records_read(&items, &count, sizeof(field), field_columns,
                                   sizeof field_columns / sizeof *field_columns, data->arena,
                                   text, issues);
    }
    mkba_map_reserve(&data->column_by_name, USUAL_NAMES);
    for (size_t i = 0; i < count && status == MKBA_OK; i++) {
        add_field(&r, (const field *)items + i);
        status = r.status;
    }
    if (mkba_arena_failed(data->arena)) {
        return MKBA_ERR_MEMORY;
    }
    link_evidence(data);
    return status == MKBA_OK ? check_needed(data, issues) : status;
}

size_t mkba_columns_find(const mkba_data *data, const char *header, mkba_header *what)
{
    static const struct {
        const char *text;
        mkba_header what;
    } prefixes[] = {
        {"source_", MKBA_HEADER_SOURCE},     {"bron_", MKBA_HEADER_SOURCE},
        {"evidence_", MKBA_HEADER_EVIDENCE}, {"bewijsgraad_", MKBA_HEADER_EVIDENCE},
        {"low_", MKBA_HEADER_LOW},           {"laag_", MKBA_HEADER_LOW},
        {"high_", MKBA_HEADER_HIGH},         {"hoog_", MKBA_HEADER_HIGH}};
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, header);
    size_t found = mkba_map_get(&data->column_by_name, plain);
    *what = MKBA_HEADER_FIGURE;
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && found == MKBA_MAP_NONE; i++) {
        size_t length = strlen(prefixes[i].text);
        if (strncmp(plain, prefixes[i].text, length) == 0) {
            found = mkba_map_get(&data->column_by_name, plain + length);
            *what = prefixes[i].what;
        }
    }
    return found != MKBA_MAP_NONE && data->column[found].measured ? MKBA_MAP_NONE : found;
}
