#include "input/file_kind.h"

#include "base/words.h"
#include "input/areas.h"
#include "input/bytes.h"
#include "input/columns.h"
#include "input/indicator_sheet.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { BEGINNING = 65536 };

/* Two words that the header of a table of this kind has, each by any of its names. */
static const struct {
    mkba_file_kind kind;
    const char *first, *second;
} tables[] = {
    {MKBA_FILE_NUMBERS, "key sleutel", "value waarde"},
    {MKBA_FILE_MEASURED,
     "price prijs line_or_price post_of_prijs item quantity hoeveelheid price_key "
     "prijssleutel line post effectpost",
     "change verandering design ontwerp"},
    {MKBA_FILE_CONTRACTS, "line post effectpost",
     "contract_form contractvorm vorm end_date einddatum notice_months opzegtermijn "
     "opzegtermijn_maanden step_eur stap_eur owner eigenaar"},
    {MKBA_FILE_EXPLANATION, "column kolom", "meaning betekenis"},
};

static bool has_any(const mkba_table *table, const char *words)
{
    for (size_t c = 0; c < table->columns; c++) {
        char plain[MKBA_TEXT];
        mkba_plain_name(plain, sizeof plain, table->header[c]);
        if (mkba_words_have(words, plain)) {
            return true;
        }
    }
    return false;
}

static bool has_scores(const mkba_table *table)
{
    for (size_t c = 0; c < table->columns; c++) {
        char plain[MKBA_TEXT];
        mkba_plain_name(plain, sizeof plain, table->header[c]);
        if (strncmp(plain, "zrm_", 4) == 0) {
            return true;
        }
    }
    return false;
}

/* One of the two columns that an areas file must have: the other may be what is wrong. */
static bool has_area_column(const mkba_data *data, const mkba_table *table)
{
    for (size_t c = 0; c < table->columns; c++) {
        mkba_header what;
        size_t found = mkba_columns_find(data, table->header[c], &what);
        if (found != MKBA_MAP_NONE && what == MKBA_HEADER_FIGURE &&
            data->column[found].required) {
            return true;
        }
    }
    return false;
}

static mkba_file_kind kind_of_table(const mkba_data *data, const mkba_table *table)
{
    if (mkba_is_indicator_sheet(table)) {
        return MKBA_FILE_AREAS; /* on its side */
    }
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++) {
        if (has_any(table, tables[i].first) && has_any(table, tables[i].second)) {
            return tables[i].kind;
        }
    }
    return has_scores(table)              ? MKBA_FILE_HOUSEHOLDS
           : has_area_column(data, table) ? MKBA_FILE_AREAS
                                          : MKBA_FILE_UNKNOWN;
}

static bool ends_with(const char *path, const char *end)
{
    size_t length = strlen(path), n = strlen(end);
    return length >= n && strcmp(path + length - n, end) == 0;
}

static mkba_status read_header(mkba_file_kind *out, const mkba_data *data, const char *path,
                               const char *text, size_t length)
{
    mkba_table table = {0};
    mkba_arena *arena = mkba_arena_new();
    mkba_status status =
        arena ? mkba_table_read(&table, arena, path, text, length, NULL) : MKBA_ERR_MEMORY;
    *out = status == MKBA_OK ? kind_of_table(data, &table) : MKBA_FILE_UNKNOWN;
    mkba_arena_free(arena);
    return status == MKBA_ERR_MEMORY ? status : MKBA_OK;
}

mkba_status mkba_kind_of_text(mkba_file_kind *out, bool *has_rows, const mkba_data *data,
                              const char *path, const char *text, size_t length)
{
    size_t blank = strspn(text, " \t\r\n");
    const char *end = memchr(text + blank, '\n', length - blank);
    size_t first = end ? (size_t)(end - text) + 1 : length;
    *has_rows = text[first] != '\0' && text[first + strspn(text + first, "; \t\r\n")] != '\0';
    if (text[blank] == '{' || ends_with(path, ".json")) {
        *out = strstr(text, "\"schema\": \"mkba-") ? MKBA_FILE_RESULT : MKBA_FILE_SCENARIO;
        *has_rows = true;
        return MKBA_OK;
    }
    return read_header(out, data, path, text, first);
}

static mkba_status read_beginning(mkba_buffer *out, const char *path, mkba_issues *issues)
{
    char block[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file) {
        return mkba_cannot_read(issues, path, errno);
    }
    while (out->length < BEGINNING && (n = fread(block, 1, sizeof block, file)) > 0) {
        mkba_buffer_add_bytes(out, block, n);
    }
    mkba_status status = ferror(file) ? mkba_cannot_read(issues, path, errno) : MKBA_OK;
    fclose(file);
    return status == MKBA_OK && out->failed ? MKBA_ERR_MEMORY : status;
}

mkba_status mkba_file_kind_of(mkba_file_kind *out, bool *has_rows, const mkba_data *data,
                              const char *path, mkba_issues *issues)
{
    mkba_buffer bytes = {0}, text = {0};
    *out = MKBA_FILE_UNKNOWN;
    *has_rows = false;
    mkba_status status = read_beginning(&bytes, path, issues);
    if (status == MKBA_OK) {
        status =
            mkba_bytes_to_text(&text, path, mkba_buffer_text(&bytes), bytes.length, issues);
    }
    if (status == MKBA_OK && text.length == 0) {
        status = mkba_issue_add(issues, MKBA_ERR_SYNTAX, (mkba_place){.file = path},
                                "table.empty", NULL);
    }
    if (status == MKBA_OK) {
        status = mkba_kind_of_text(out, has_rows, data, path, text.text, text.length);
    }
    if (status == MKBA_OK && *out == MKBA_FILE_UNKNOWN) {
        status = mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){.file = path},
                                "file.kind", NULL);
    } else if (status == MKBA_OK && *out == MKBA_FILE_RESULT) {
        status = mkba_issue_add(issues, MKBA_ERR_UNKNOWN, (mkba_place){.file = path},
                                "file.result", NULL);
    }
    mkba_buffer_free(&bytes);
    mkba_buffer_free(&text);
    return status;
}
