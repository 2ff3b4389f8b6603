#include "input/official.h"

#include "input/columns.h"
#include "input/nearest.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

mkba_import *mkba_import_new(const mkba_data *data)
{
    mkba_arena *arena;
    mkba_import *import = mkba_arena_object(&arena, sizeof *import);
    if (import) {
        import->arena = arena;
        import->data = data;
        import->price_year = NAN;
    }
    return import;
}

void mkba_import_free(mkba_import *import)
{
    if (import) {
        mkba_arena_free(import->arena);
    }
}

void mkba_import_note(mkba_import *import, const char *id, const char *const *words,
                      size_t first, size_t count, const double *numbers)
{
    import->note = mkba_arena_grow(import->arena, import->note, import->notes,
                                   &import->note_capacity, sizeof *import->note);
    if (import->note) {
        mkba_message *m = &import->note[import->notes++];
        mkba_message_words(m, id, words);
        mkba_message_numbers(m, first, count, numbers);
    }
}

void mkba_import_note_sheet(mkba_import *import, const mkba_official_sheet *sheet)
{
    if (sheet->has_assumed) {
        mkba_import_note(import, "", NULL, 0, 0, NULL);
        if (import->note) {
            import->note[import->notes - 1] = sheet->assumed;
        }
    }
}

unsigned char mkba_import_add_source(mkba_import *import, char grade, const char *id,
                                     const char *const *words)
{
    mkba_import_source s = {.grade = grade};
    mkba_message_words(&s.text, id, words);
    for (size_t i = 0; i < import->sources; i++) {
        if (import->source[i].grade == grade &&
            memcmp(&import->source[i].text, &s.text, sizeof s.text) == 0) {
            return (unsigned char)i;
        }
    }
    if (import->sources == 255) {
        return 254; /* more than the files that a command line can name */
    }
    import->source = mkba_arena_grow(import->arena, import->source, import->sources,
                                     &import->source_capacity, sizeof *import->source);
    if (!import->source) {
        import->sources = 0;
        return 0;
    }
    import->source[import->sources] = s;
    return (unsigned char)import->sources++;
}

bool mkba_import_row_new(mkba_import *import, mkba_import_row *row)
{
    size_t n = import->data->columns;
    row->value = mkba_arena_alloc(import->arena, n, sizeof *row->value);
    row->source = mkba_arena_alloc(import->arena, n, sizeof *row->source);
    for (size_t i = 0; i < n && row->value; i++) {
        row->value[i] = NAN;
    }
    return row->value && row->source;
}

void mkba_import_set(mkba_import_row *row, size_t column, double value, unsigned char source)
{
    row->value[column] = value;
    row->source[column] = source;
}

/* ------------------------------------------------------------------ Municipalities */

mkba_status mkba_builtin_open(mkba_builtin *out, const mkba_data *data, mkba_arena *arena,
                              mkba_issues *issues)
{
    *out = (mkba_builtin){.by_code = {.arena = arena}};
    mkba_status status = mkba_areas_open_municipalities(&out->areas, data, issues);
    for (size_t i = 0; status == MKBA_OK && i < out->areas->count; i++) {
        if (!mkba_map_put(&out->by_code, out->areas->area[i].code, i)) {
            status = MKBA_ERR_MEMORY;
        }
    }
    return status;
}

mkba_status mkba_import_end(mkba_import **out, mkba_import *import, mkba_builtin *builtin,
                            mkba_status status)
{
    mkba_areas *areas = builtin->areas;
    if (mkba_arena_failed(import->arena) || (areas && mkba_arena_failed(areas->arena))) {
        status = MKBA_ERR_MEMORY;
    }
    mkba_areas_free(areas);
    if (status != MKBA_OK) {
        mkba_import_free(import);
        return status;
    }
    *out = import;
    return MKBA_OK;
}

const mkba_area *mkba_builtin_get(const mkba_builtin *builtin, const char *code,
                                  mkba_issues *issues)
{
    size_t i = mkba_map_get(&builtin->by_code, code);
    if (i == MKBA_MAP_NONE || mkba_areas_fill(builtin->areas, i, issues) != MKBA_OK) {
        return NULL;
    }
    return &builtin->areas->area[i];
}

/* The code of a municipality that the rows or the program know by that code or name. */
static const char *find_code(const mkba_import *import, const mkba_builtin *builtin,
                             const char *name)
{
    char wanted[MKBA_TEXT], code[16];
    mkba_level level;
    mkba_plain_name(wanted, sizeof wanted, name);
    bool is_code = mkba_official_code(code, &level, name) && level == MKBA_LEVEL_MUNICIPALITY;
    for (size_t i = 0; i < import->rows; i++) {
        const mkba_import_row *row = &import->row[i];
        if (is_code
                ? strcmp(row->municipality, code) == 0
                : row->level == MKBA_LEVEL_MUNICIPALITY && mkba_plain_is(wanted, row->name)) {
            return row->municipality;
        }
    }
    size_t found;
    if (mkba_areas_find(&found, builtin->areas, name, NULL) != MKBA_OK) {
        return NULL;
    }
    return builtin->areas->area[found].code;
}

static void offer_present(mkba_nearest *nearest, const mkba_import *import)
{
    for (size_t i = 0; i < import->rows; i++) {
        const mkba_import_row *row = &import->row[i];
        const char *name = row->name[0] ? row->name : row->code;
        if (row->level == MKBA_LEVEL_MUNICIPALITY) {
            char plain[MKBA_TEXT];
            mkba_plain_name(plain, sizeof plain, name);
            mkba_nearest_offer(nearest, plain, name);
        }
    }
}

static mkba_status not_there(const mkba_import *import, const char *name, mkba_issues *issues)
{
    char wanted[MKBA_TEXT];
    mkba_nearest nearest;
    mkba_plain_name(wanted, sizeof wanted, name);
    mkba_nearest_start(&nearest, wanted);
    offer_present(&nearest, import);
    mkba_nearest_finish(&nearest);
    return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){0},
                          nearest.text[0] ? "official.no_municipality_near"
                                          : "official.no_municipality",
                          MKBA_WORDS(name, nearest.text));
}

static bool is_among(const char *code, const char *const *codes, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        if (strcmp(codes[i], code) == 0) {
            return true;
        }
    }
    return false;
}

mkba_status mkba_import_narrow(mkba_import *import, const mkba_builtin *builtin,
                               const char *const *names, size_t n, mkba_issues *issues)
{
    const char **code = mkba_arena_alloc(import->arena, n, sizeof *code);
    size_t kept = 0;
    if (!code) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t k = 0; k < n; k++) {
        bool there = false;
        code[k] = find_code(import, builtin, names[k]);
        for (size_t i = 0; i < import->rows && code[k] && !there; i++) {
            there = strcmp(import->row[i].municipality, code[k]) == 0;
        }
        if (!there) {
            return not_there(import, names[k], issues);
        }
    }
    for (size_t i = 0; i < import->rows; i++) {
        if (is_among(import->row[i].municipality, code, n)) {
            import->row[kept++] = import->row[i];
        }
    }
    import->rows = kept;
    return MKBA_OK;
}
