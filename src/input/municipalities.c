#include "input/areas.h"

#include "input/columns.h"
#include "input/nearest.h"

#include <stdio.h>
#include <string.h>

mkba_status mkba_areas_open_municipalities(mkba_areas **out, const mkba_data *data,
                                           mkba_issues *issues)
{
    mkba_source_text text;
    mkba_arena *scratch = mkba_arena_new();
    *out = NULL;
    mkba_status status =
        scratch ? mkba_data_text(&text, data, scratch, "municipalities.csv", issues)
                : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        status = data->folder ? mkba_areas_read_text(out, data, text, '.', issues)
                              : mkba_areas_read_names(out, data, text, issues);
    }
    if (status == MKBA_OK) {
        (*out)->is_built_in = true;
        if (data->folder) {
            mkba_read_files_add(&(*out)->read, (*out)->arena, "data", text.file, text.bytes,
                                text.length);
            status = mkba_areas_whole(out);
        }
    }
    mkba_arena_free(scratch);
    return status;
}

typedef struct {
    char code[MKBA_TEXT], name[MKBA_TEXT], base[MKBA_TEXT], other[MKBA_TEXT];
} names;

/* "Hengelo (O.)" is also known as "Hengelo". */
static void names_of(names *out, const mkba_area *area)
{
    char base[MKBA_TEXT];
    size_t before = strcspn(area->name, "(");
    mkba_plain_name(out->code, sizeof out->code, area->code);
    mkba_plain_name(out->name, sizeof out->name, area->name);
    mkba_plain_name(out->other, sizeof out->other, area->other_name);
    snprintf(base, sizeof base, "%.*s", (int)before, area->name);
    mkba_plain_name(out->base, sizeof out->base, before > 0 ? base : area->name);
}

/* Surely not what is wanted: its plain name starts with another letter. */
static bool starts_otherwise(const char *text, const char *wanted)
{
    char plain[2] = {text[0], '\0'}, first[2];
    return (unsigned char)text[0] < 0x80 && mkba_plain_name(first, sizeof first, plain) == 1 &&
           first[0] != wanted[0];
}

static bool may_fit(const mkba_area *area, const char *wanted)
{
    const char *other = area->other_name;
    return !starts_otherwise(area->code, wanted) || !starts_otherwise(area->name, wanted) ||
           (other[0] && !starts_otherwise(other, wanted));
}

/* 3: this very code or name; 2: the name without what stands in brackets; 0: no. */
static int fit(const names *n, const char *wanted)
{
    if (strcmp(n->code, wanted) == 0 || strcmp(n->name, wanted) == 0 ||
        (n->other[0] && strcmp(n->other, wanted) == 0)) {
        return 3;
    }
    return strcmp(n->base, wanted) == 0 ? 2 : 0;
}

static void list_name(char *list, size_t size, const mkba_area *area)
{
    size_t length = strlen(list);
    snprintf(list + length, size - length, "%s%s (%s)", length ? ", " : "", area->name,
             area->code);
}

static mkba_status unknown(const mkba_areas *areas, const char *name, const char *wanted,
                           mkba_issues *issues)
{
    mkba_nearest nearest;
    mkba_nearest_start(&nearest, wanted);
    for (size_t i = 0; i < areas->count; i++) {
        names n;
        names_of(&n, &areas->area[i]);
        mkba_nearest_offer(&nearest, n.name, areas->area[i].name);
    }
    mkba_nearest_finish(&nearest);
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0},
                          nearest.text[0] ? "area.unknown_near" : "area.unknown",
                          MKBA_WORDS(name, nearest.text));
}

mkba_status mkba_areas_find(size_t *out, const mkba_areas *areas, const char *name,
                            mkba_issues *issues)
{
    char wanted[MKBA_TEXT], list[MKBA_TEXT] = "";
    int best = 0;
    size_t found = 0;
    mkba_plain_name(wanted, sizeof wanted, name);
    for (size_t i = 0; i < areas->count; i++) {
        names n;
        if (!may_fit(&areas->area[i], wanted)) {
            continue;
        }
        names_of(&n, &areas->area[i]);
        int how = fit(&n, wanted);
        if (how > best) {
            best = how;
            found = 0;
            list[0] = '\0';
        }
        if (how > 0 && how == best) {
            *out = i;
            found++;
            list_name(list, sizeof list, &areas->area[i]);
        }
    }
    if (found == 0) {
        return unknown(areas, name, wanted, issues);
    }
    return found == 1 ? MKBA_OK
                      : mkba_issue_add(issues, MKBA_ERR_CONFLICT, (mkba_place){0},
                                       "area.ambiguous", MKBA_WORDS(name, list));
}

mkba_status mkba_areas_select(mkba_areas *areas, const char *name, mkba_issues *issues)
{
    size_t found = 0;
    mkba_status status = mkba_areas_find(&found, areas, name, issues);
    if (status != MKBA_OK) {
        return status;
    }
    for (size_t i = 0; i < areas->n_selected; i++) {
        if (areas->selected[i] == found) {
            return MKBA_OK;
        }
    }
    areas->selected = mkba_arena_grow(areas->arena, areas->selected, areas->n_selected,
                                      &areas->selected_capacity, sizeof *areas->selected);
    if (!areas->selected) {
        return MKBA_ERR_MEMORY;
    }
    areas->selected[areas->n_selected++] = found;
    return MKBA_OK;
}

static char built_in_evidence(const mkba_data *data, size_t column, const char **source)
{
    for (size_t i = 0; i < data->column_sources; i++) {
        const mkba_column_source *c = &data->column_source[i];
        if (strcmp(c->column, data->column[column].id) == 0) {
            *source = c->source;
            return c->evidence[0];
        }
    }
    return 'S';
}

const mkba_origin *mkba_area_origin(const mkba_area *area, size_t column)
{
    return area->origin ? area->origin[column] : NULL;
}

const mkba_passport *mkba_area_passport(const mkba_area *area, size_t column)
{
    return area->passport ? area->passport[column] : NULL;
}

char mkba_area_evidence(const mkba_areas *areas, const mkba_area *area, size_t column,
                        const char **source)
{
    const mkba_origin *origin = mkba_area_origin(area, column);
    *source = origin ? origin->source : area->source[column] ? area->source[column] : "";
    if (origin) {
        return 'S';
    }
    const mkba_passport *passport = mkba_area_passport(area, column);
    if (passport) {
        *source = passport->source;
        return passport->evidence;
    }
    if (areas->is_built_in) {
        return built_in_evidence(areas->data, column, source);
    }
    return !area->source[column] ? 'S' : area->grade[column] ? area->grade[column] : 'A';
}
