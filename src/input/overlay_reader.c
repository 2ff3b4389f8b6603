#include "input/overlay_reader.h"

#include "input/area_rules.h"
#include "input/columns.h"
#include "input/nearest.h"
#include "input/parameters.h"
#include "input/scenario.h"

#include <stdio.h>
#include <string.h>

static bool is(const mkba_tree *value, const char *key)
{
    return strcmp(value->key, key) == 0;
}

static bool is_object(mkba_overlay_reader *r, const mkba_tree *value)
{
    if (value->kind != MKBA_TREE_OBJECT) {
        mkba_overlay_fault(r, value, MKBA_ERR_SYNTAX, "overlay.object", value->key);
    }
    return value->kind == MKBA_TREE_OBJECT;
}

static bool is_text(mkba_overlay_reader *r, const mkba_tree *value)
{
    if (value->kind != MKBA_TREE_TEXT) {
        mkba_overlay_fault(r, value, MKBA_ERR_SYNTAX, "overlay.text", value->key);
    }
    return value->kind == MKBA_TREE_TEXT;
}

static void keep_change(mkba_overlay_reader *r, const mkba_change *change)
{
    mkba_overlay_file *out = r->out;
    out->change = mkba_arena_grow(r->arena, out->change, out->changes, &out->capacity,
                                  sizeof *out->change);
    if (out->change) {
        out->change[out->changes++] = *change;
    } else {
        mkba_overlay_keep(r, MKBA_ERR_MEMORY);
    }
}

static mkba_change change_at(const mkba_tree *value)
{
    return (mkba_change){.text = "", .note = "", .path = value->path, .line = value->line};
}

/* ------------------------------------------------------------------ Numbers of the model */

/* A number that cannot be, for any of the keys; the first of them will do. True when some key
 * fits. */
static bool check_keys(mkba_overlay_reader *r, const mkba_change *change, mkba_place place)
{
    double value[3] = {change->number, change->low, change->high};
    bool fits = false, good = true;
    for (size_t i = 0; i < r->data->parameters && good; i++) {
        const mkba_parameter *p = &r->data->parameter[i];
        if (mkba_pattern_fits(change->pattern, p->key)) {
            fits = true;
            good = change->take != MKBA_TAKE_NUMBER ||
                   mkba_overlay_keep(r, mkba_overlay_check_number(p, value, place, r->issues));
        }
    }
    return fits;
}

static void read_number(mkba_overlay_reader *r, const mkba_tree *value)
{
    mkba_change change = change_at(value);
    mkba_place place = mkba_overlay_place(r, value);
    change.pattern = value->key;
    change.take = MKBA_TAKE_CENTRAL;
    bool good = mkba_overlay_read_value(r, &change, value, true);
    if (check_keys(r, &change, place)) {
        if (good) {
            keep_change(r, &change);
        }
    } else if (strchr(value->key, '*')) {
        mkba_overlay_fault(r, value, MKBA_ERR_UNKNOWN, "scenario.pattern", value->key);
    } else {
        mkba_overlay_keep(r, mkba_parameter_unknown(r->data, value->key, place, r->issues));
    }
}

static void read_numbers(mkba_overlay_reader *r, const mkba_tree *object)
{
    if (!is_object(r, object)) {
        return;
    }
    for (const mkba_tree *m = object->child; m; m = m->next) {
        if (!is(m, "note")) {
            read_number(r, m);
        }
    }
}

/* ------------------------------------------------------------------ Areas */

static void unknown_column(mkba_overlay_reader *r, const mkba_tree *value)
{
    mkba_nearest nearest;
    mkba_columns_near(&nearest, r->data, value->key);
    mkba_overlay_keep(
        r, mkba_issue_add(r->issues, MKBA_ERR_UNKNOWN, mkba_overlay_place(r, value),
                          nearest.text[0] ? "overlay.column_near" : "overlay.column",
                          MKBA_WORDS(value->key, nearest.text)));
}

/* What tells which area it is, at which prices and by what source the file was written: that
 * stays the file's. */
static bool is_fixed(const mkba_column *column)
{
    static const char *const ids[] = {"code", "name", "also_known_as", "price_year", "source"};
    for (size_t i = 0; i < sizeof ids / sizeof *ids; i++) {
        if (strcmp(column->id, ids[i]) == 0) {
            return true;
        }
    }
    return column->type == MKBA_COLUMN_EVIDENCE;
}

/* The column that a key names, or MKBA_MAP_NONE with a fault. */
static size_t find_column(mkba_overlay_reader *r, const mkba_tree *value)
{
    mkba_header what;
    size_t column = mkba_columns_find(r->data, value->key, &what);
    if (column == MKBA_MAP_NONE) {
        unknown_column(r, value);
        return MKBA_MAP_NONE;
    }
    if (what != MKBA_HEADER_FIGURE || is_fixed(&r->data->column[column])) {
        mkba_overlay_fault(r, value, MKBA_ERR_CONFLICT, "overlay.fixed", value->key);
        return MKBA_MAP_NONE;
    }
    if (r->seen[column] && strcmp(r->seen[column], value->key) != 0) {
        mkba_overlay_keep(r, mkba_issue_add(r->issues, MKBA_ERR_CONFLICT,
                                            mkba_overlay_place(r, value), "header.twice",
                                            MKBA_WORDS(value->key, r->seen[column])));
    }
    r->seen[column] = value->key;
    return column;
}

static bool read_column_value(mkba_overlay_reader *r, mkba_change *change,
                              const mkba_column *column, const mkba_tree *value)
{
    if (column->required && value->kind == MKBA_TREE_NULL) {
        mkba_overlay_fault(r, value, MKBA_ERR_MISSING, "overlay.required", value->key);
        return false;
    }
    if (mkba_column_is_number(column)) {
        return mkba_overlay_read_value(r, change, value, false) &&
               (change->take != MKBA_TAKE_NUMBER ||
                mkba_overlay_keep(r, mkba_overlay_check_column(column, change->number,
                                                               mkba_overlay_place(r, value),
                                                               r->issues)));
    }
    change->take = value->kind == MKBA_TREE_NULL ? MKBA_TAKE_AWAY : MKBA_TAKE_TEXT;
    change->text = value->text;
    return change->take == MKBA_TAKE_AWAY || is_text(r, value);
}

static void read_area(mkba_overlay_reader *r, const mkba_tree *area)
{
    if (!is_object(r, area)) {
        return;
    }
    memset(r->seen, 0, r->data->columns * sizeof *r->seen);
    for (const mkba_tree *m = area->child; m; m = m->next) {
        size_t column = is(m, "note") ? MKBA_MAP_NONE : find_column(r, m);
        if (column == MKBA_MAP_NONE) {
            continue;
        }
        mkba_change change = change_at(m);
        change.area = area->key;
        change.area_line = area->line;
        change.pattern = mkba_arena_text(r->arena, r->data->column[column].id,
                                         strlen(r->data->column[column].id));
        if (read_column_value(r, &change, &r->data->column[column], m)) {
            keep_change(r, &change);
        }
    }
}

static void read_areas(mkba_overlay_reader *r, const mkba_tree *object)
{
    r->seen = mkba_arena_alloc(r->arena, r->data->columns, sizeof *r->seen);
    if (!r->seen || !is_object(r, object)) {
        return;
    }
    for (const mkba_tree *m = object->child; m; m = m->next) {
        if (!is(m, "note")) {
            read_area(r, m);
        }
    }
}

/* ------------------------------------------------------------------ The whole file */

static void read_name(mkba_overlay_reader *r, const mkba_tree *value)
{
    if (is_text(r, value) && value->text[0]) {
        r->out->name = value->text;
    }
}

static void read_label(mkba_overlay_reader *r, const mkba_tree *object)
{
    static const char *const known[] = {"nl", "en", "note"};
    if (!is_object(r, object)) {
        return;
    }
    for (const mkba_tree *m = object->child; m; m = m->next) {
        if (is(m, "nl") || is(m, "en")) {
            r->out->label[is(m, "en")] = is_text(r, m) && m->text[0] ? m->text : NULL;
        } else if (!is(m, "note")) {
            mkba_overlay_unknown_key(r, m, known, 3);
        }
    }
}

static void skip(mkba_overlay_reader *r, const mkba_tree *value)
{
    (void)r;
    (void)value;
}

static void read_member(mkba_overlay_reader *r, const mkba_tree *member, bool with_areas)
{
    static const char *const known[] = {"name", "label", "note", "parameters", "areas"};
    static void (*const read[])(mkba_overlay_reader *, const mkba_tree *) = {
        read_name, read_label, skip, read_numbers, read_areas};
    size_t count = with_areas ? 5 : 4;
    for (size_t i = 0; i < count; i++) {
        if (is(member, known[i])) {
            read[i](r, member);
            return;
        }
    }
    mkba_overlay_unknown_key(r, member, known, count);
}

static void read_top(mkba_overlay_reader *r, const mkba_tree *top, bool with_areas)
{
    bool has_numbers = false;
    if (top->kind != MKBA_TREE_OBJECT) {
        mkba_overlay_fault(r, top, MKBA_ERR_SYNTAX, "overlay.top", "");
        return;
    }
    for (const mkba_tree *m = top->child; m; m = m->next) {
        has_numbers = has_numbers || is(m, "parameters");
        read_member(r, m, with_areas);
    }
    if (!has_numbers && !with_areas) {
        mkba_place place = {.file = r->out->file};
        mkba_overlay_keep(r, mkba_issue_add(r->issues, MKBA_ERR_MISSING, place,
                                            "scenario.parameters", NULL));
    }
}

/* The name of the file, without folder and what follows the point. */
static const char *name_of_file(mkba_arena *arena, const char *file)
{
    const char *slash = strrchr(file, '/');
    const char *start = slash ? slash + 1 : file;
    const char *point = strrchr(start, '.');
    return mkba_arena_text(arena, start,
                           point && point > start ? (size_t)(point - start) : strlen(start));
}

static void fill_names(mkba_overlay_reader *r)
{
    mkba_overlay_file *out = r->out;
    out->name = out->name ? out->name : name_of_file(r->arena, out->file);
    if (!out->name) {
        return;
    }
    size_t size = strlen(out->name) + strlen(out->file) + 16;
    char *source = mkba_arena_alloc(r->arena, size, 1);
    for (size_t i = 0; i < 2; i++) {
        out->label[i] = out->label[i] ? out->label[i] : out->name;
    }
    if (source) {
        snprintf(source, size, "scenario %s (%s)", out->name, out->file);
    }
    out->source = source;
}

mkba_status mkba_overlay_read(mkba_overlay_file *out, mkba_arena *arena, const mkba_data *data,
                              mkba_source_text text, bool with_areas, mkba_issues *issues)
{
    const mkba_tree *top;
    mkba_overlay_reader r = {.out = out, .arena = arena, .data = data, .issues = issues};
    *out = (mkba_overlay_file){.file = mkba_arena_text(arena, text.file, strlen(text.file))};
    if (!out->file) {
        return MKBA_ERR_MEMORY;
    }
    mkba_overlay_keep(&r, mkba_tree_read(&top, arena, text, issues));
    if (top) {
        read_top(&r, top, with_areas);
        fill_names(&r);
    }
    return mkba_arena_failed(arena) ? MKBA_ERR_MEMORY : r.status;
}
