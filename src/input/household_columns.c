#include "input/household_columns.h"

#include "base/words.h"
#include "input/columns.h"
#include "input/table.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* A row of domains.csv. */
typedef struct {
    const char *id;
    const char *names_nl;
} domain;

static const mkba_record_column domain_columns[] = {
    {"id", MKBA_FIELD_TEXT, offsetof(domain, id), true},
    {"names_nl", MKBA_FIELD_TEXT, offsetof(domain, names_nl), true},
};

typedef struct {
    mkba_household_columns *out;
    mkba_arena *arena;
    const char *file;
    unsigned line; /* of the names; 0 when it is not the first of the file */
    const domain *domain;
    size_t domains;
    mkba_map seen; /* our name -> column */
    mkba_issues *issues;
    mkba_status status;
} reader;

static void fault(reader *r, mkba_status status, size_t column, const char *id,
                  const char *const *words)
{
    mkba_place place = {.file = r->file, .line = r->line, .column = (unsigned)column};
    mkba_issue_add(r->issues, status, place, id, words);
    mkba_keep_first(&r->status, status);
}

static const char *score_name(reader *r, const char *plain)
{
    static const char prefix[] = "zrm_";
    char name[MKBA_TEXT];
    const char *rest = plain + sizeof prefix - 1;
    if (strncmp(plain, prefix, sizeof prefix - 1) != 0) {
        return NULL;
    }
    for (size_t i = 0; i < r->domains; i++) {
        if (strcmp(r->domain[i].id, rest) == 0 ||
            mkba_words_have(r->domain[i].names_nl, rest)) {
            snprintf(name, sizeof name, "%s%s", prefix, r->domain[i].id);
            return mkba_arena_text(r->arena, name, strlen(name));
        }
    }
    return NULL;
}

static void name_column(reader *r, size_t column, const char *header)
{
    char plain[MKBA_TEXT];
    mkba_household_columns *out = r->out;
    mkba_plain_name(plain, sizeof plain, header);
    if (mkba_words_have("area gebied gebiedscode wijk wijkcode buurt buurtcode code", plain)) {
        out->role[column] = MKBA_HOUSEHOLD_AREA;
        out->name[column] = "area";
    } else if (mkba_words_have("id huishouden huishoudnummer household", plain)) {
        out->role[column] = MKBA_HOUSEHOLD_ID;
        out->name[column] = "id";
        out->has_id = true;
    } else if ((out->name[column] = score_name(r, plain)) != NULL) {
        out->role[column] = MKBA_HOUSEHOLD_SCORE;
    } else {
        out->others += plain[0] != '\0';
        return;
    }
    size_t earlier = mkba_map_get(&r->seen, out->name[column]);
    if (earlier != MKBA_MAP_NONE) {
        char other[32];
        snprintf(other, sizeof other, "%zu", earlier + 1);
        fault(r, MKBA_ERR_CONFLICT, column + 1, "household.column_twice",
              MKBA_WORDS(out->name[column], other));
    }
    mkba_map_put(&r->seen, out->name[column], column);
}

static void make_runs(mkba_household_columns *out)
{
    for (size_t c = 0; c < out->columns; c++) {
        if (c > 0 && out->role[c] == out->role[c - 1]) {
            out->run[out->runs - 1].count++;
        } else {
            out->run[out->runs++] = (mkba_household_run){out->role[c], 1};
        }
    }
}

static void check_needed(reader *r)
{
    bool has_score = false;
    for (size_t c = 0; c < r->out->columns; c++) {
        has_score = has_score || r->out->role[c] == MKBA_HOUSEHOLD_SCORE;
    }
    if (mkba_map_get(&r->seen, "area") == MKBA_MAP_NONE) {
        fault(r, MKBA_ERR_MISSING, 0, "household.no_area", NULL);
    }
    if (!has_score) {
        fault(r, MKBA_ERR_MISSING, 0, "household.no_scores", NULL);
    }
}

static mkba_status read_domains(reader *r, const mkba_data *data)
{
    mkba_source_text text;
    void *items = NULL;
    mkba_status status = mkba_data_text(&text, data, r->arena, "domains.csv", r->issues);
    if (status == MKBA_OK) {
        status = mkba_records_read(&items, &r->domains, sizeof(domain), domain_columns,
                                   sizeof domain_columns / sizeof *domain_columns, r->arena,
                                   text, r->issues);
    }
    r->domain = items;
    return status;
}

mkba_status mkba_household_columns_read(mkba_household_columns *out, mkba_arena *arena,
                                        const mkba_data *data, const char *file,
                                        const mkba_block *head, mkba_issues *issues)
{
    mkba_table table;
    reader r = {
        .out = out, .arena = arena, .file = file, .seen.arena = arena, .issues = issues};
    *out = (mkba_household_columns){0};
    mkba_status status = read_domains(&r, data);
    r.line = strchr("\r\n", head->text[0]) || strncmp(head->text, "sep=", 4) == 0 ? 0 : 1;
    if (status == MKBA_OK) {
        status = mkba_table_read(&table, arena, file, head->text, head->length, issues);
    }
    if (status != MKBA_OK) {
        return status;
    }
    out->separator = table.separator;
    out->columns = table.columns;
    out->role = mkba_arena_alloc(arena, table.columns, sizeof *out->role);
    out->name = mkba_arena_alloc(arena, table.columns, sizeof *out->name);
    out->run = mkba_arena_alloc(arena, table.columns, sizeof *out->run);
    if (!out->role || !out->name || !out->run) {
        return MKBA_ERR_MEMORY;
    }
    for (size_t c = 0; c < table.columns; c++) {
        name_column(&r, c, table.header[c]);
    }
    make_runs(out);
    check_needed(&r);
    return mkba_arena_failed(arena) ? MKBA_ERR_MEMORY : r.status;
}

mkba_household_columns mkba_household_columns_of_ids(const mkba_household_columns *columns,
                                                     mkba_arena *arena)
{
    mkba_household_columns out = *columns;
    size_t last = 0;
    for (size_t i = 0; i < columns->runs; i++) {
        mkba_household_role role = columns->run[i].role;
        last = role == MKBA_HOUSEHOLD_AREA || role == MKBA_HOUSEHOLD_ID ? i : last;
    }
    out.run = mkba_arena_alloc(arena, columns->runs, sizeof *out.run);
    if (last + 1 == columns->runs || !out.run) {
        return *columns;
    }
    memcpy(out.run, columns->run, (last + 1) * sizeof *out.run);
    out.run[last + 1] = (mkba_household_run){MKBA_HOUSEHOLD_REST, 1};
    out.runs = last + 2;
    return out;
}
