#include "input/contracts.h"

#include "base/words.h"
#include "input/bytes.h"
#include "input/columns.h"
#include "input/lines.h"
#include "input/nearest.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

typedef enum {
    AREA,
    LINE,
    FORM,
    END,
    NOTICE,
    OWNER,
    PROGRAMME,
    STEP_EUR,
    STEP_FTE,
    SHARE,
    SOURCE,
    COLUMNS
} column;

/* The names of each column, English first. */
static const char *const names[COLUMNS] = {
    [AREA] = "area gebied code gebiedscode",
    [LINE] = "line post effectpost",
    [FORM] = "contract_form contractvorm vorm form",
    [END] = "end_date einddatum eind end",
    [NOTICE] = "notice_months opzegtermijn opzegtermijn_maanden notice",
    [OWNER] = "owner eigenaar contracteigenaar",
    [PROGRAMME] = "budget_programme begrotingsprogramma programma programme",
    [STEP_EUR] = "step_eur stap_eur step stap",
    [STEP_FTE] = "step_fte stap_fte",
    [SHARE] = "share aandeel deel",
    [SOURCE] = "source bron",
};

typedef struct {
    mkba_contracts *out;
    mkba_arena *arena;
    const mkba_areas *areas;
    const mkba_data *data;
    mkba_table table;
    size_t at[COLUMNS]; /* SIZE_MAX: not there */
    mkba_issues *issues;
    mkba_status status;
} reader;

static mkba_status report(reader *r, mkba_status status)
{
    mkba_keep_first(&r->status, status);
    return status;
}

static void fault(reader *r, mkba_status status, size_t row, column c, const char *id,
                  const char *const *words)
{
    report(r, mkba_issue_add(r->issues, status, mkba_table_place(&r->table, row, r->at[c]), id,
                             words));
}

static const char *cell(const reader *r, size_t row, column c)
{
    const char *text = r->at[c] == SIZE_MAX ? "" : mkba_table_cell(&r->table, row, r->at[c]);
    return mkba_number_is_blank(text) ? "" : text;
}

/* ------------------------------------------------------------------ The header */

static column column_of(const char *header)
{
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, header);
    size_t c = 0;
    while (c < COLUMNS && !mkba_words_have(names[c], plain)) {
        c++;
    }
    return (column)c;
}

static void note_unknown(reader *r, const char *name)
{
    mkba_contracts *c = r->out;
    c->note = mkba_arena_grow(r->arena, c->note, c->notes, &c->note_capacity, sizeof *c->note);
    if (c->note) {
        mkba_message_words(&c->note[c->notes++], "assume.unknown_column",
                           MKBA_WORDS(name, r->table.file));
    }
}

static void read_header(reader *r)
{
    for (size_t c = 0; c < COLUMNS; c++) {
        r->at[c] = SIZE_MAX;
    }
    for (size_t i = 0; i < r->table.columns; i++) {
        const char *name = r->table.header[i];
        column c = column_of(name);
        mkba_place place = {
            .file = r->table.file, .line = 1, .column = (unsigned)i + 1, .column_name = name};
        if (c == COLUMNS) {
            note_unknown(r, name);
        } else if (r->at[c] != SIZE_MAX) {
            report(r, mkba_issue_add(r->issues, MKBA_ERR_CONFLICT, place, "header.twice",
                                     MKBA_WORDS(name, r->table.header[r->at[c]])));
        } else {
            r->at[c] = i;
        }
    }
    if (r->at[LINE] == SIZE_MAX) {
        report(r,
               mkba_issue_add(r->issues, MKBA_ERR_MISSING,
                              (mkba_place){.file = r->table.file, .line = 1}, "header.missing",
                              MKBA_WORDS("line", r->table.header[0], "post")));
    }
}

/* ------------------------------------------------------------------ Cells */

static void unknown_line(reader *r, size_t row, const char *plain)
{
    mkba_nearest nearest;
    const char *written = mkba_table_cell(&r->table, row, r->at[LINE]);
    mkba_nearest_start(&nearest, plain);
    for (size_t i = 0; i < r->data->lines; i++) {
        if (r->data->line[i].has_amount) {
            mkba_nearest_offer(&nearest, r->data->line[i].id, r->data->line[i].id);
        }
    }
    mkba_nearest_finish(&nearest);
    fault(r, MKBA_ERR_UNKNOWN, row, LINE,
          nearest.text[0] ? "contract.line_near" : "contract.line",
          MKBA_WORDS(written, nearest.text));
}

static void read_line(reader *r, mkba_contract *contract, size_t row)
{
    char plain[MKBA_TEXT];
    mkba_plain_name(plain, sizeof plain, cell(r, row, LINE));
    const mkba_line *line = mkba_line_named(r->data, plain);
    contract->line = line ? (size_t)(line - r->data->line) : r->data->lines;
    if (plain[0] == '\0') {
        fault(r, MKBA_ERR_MISSING, row, LINE, "cell.blank", NULL);
    } else if (!line) {
        unknown_line(r, row, plain);
    } else if (!line->has_amount) {
        fault(r, MKBA_ERR_CONFLICT, row, LINE, "contract.no_amount", MKBA_WORDS(line->id));
    }
}

static void read_area(reader *r, mkba_contract *contract, size_t row)
{
    contract->area = cell(r, row, AREA);
    size_t i = 0;
    while (contract->area[0] && i < r->areas->count &&
           strcmp(r->areas->area[i].code, contract->area) != 0 &&
           strcmp(r->areas->area[i].name, contract->area) != 0) {
        i++;
    }
    if (contract->area[0] && i == r->areas->count) {
        fault(r, MKBA_ERR_UNKNOWN, row, AREA, "contract.area", MKBA_WORDS(contract->area));
    }
}

static void read_end(reader *r, mkba_contract *contract, size_t row)
{
    char plain[MKBA_TEXT];
    const char *text = cell(r, row, END);
    mkba_plain_name(plain, sizeof plain, text);
    contract->is_open = mkba_words_have("onbepaald onbepaalde_tijd open open_ended", plain);
    if (text[0] && !contract->is_open && !mkba_date_read(&contract->end, text)) {
        fault(r, MKBA_ERR_SYNTAX, row, END, "contract.date", MKBA_WORDS(text));
    }
}

/* The number in a cell, NaN when it is blank; `fits` says whether it may be. */
static double number_at(reader *r, size_t row, column c, bool (*fits)(mkba_number),
                        const char *id)
{
    mkba_number number = {.value = NAN};
    if (r->at[c] == SIZE_MAX || report(r, mkba_table_number(&number, &r->table, row, r->at[c],
                                                            r->issues)) != MKBA_OK) {
        return NAN;
    }
    if (!isnan(number.value) && !fits(number)) {
        fault(r, MKBA_ERR_RANGE, row, c, id, MKBA_WORDS(cell(r, row, c)));
    }
    return number.value;
}

static bool is_months(mkba_number n)
{
    return !n.is_percent && !n.is_euro && n.value >= 0 && n.value <= 120 &&
           fabs(n.value - round(n.value)) <= 0;
}

static bool is_step(mkba_number n)
{
    return !n.is_percent && n.value > 0;
}

static bool is_share(mkba_number n)
{
    return !n.is_euro && n.value > 0 && n.value <= 1;
}

static void read_row(reader *r, mkba_contract *contract, size_t row)
{
    contract->row = mkba_table_line(&r->table, row);
    contract->form = cell(r, row, FORM);
    contract->owner = cell(r, row, OWNER);
    contract->programme = cell(r, row, PROGRAMME);
    contract->source = cell(r, row, SOURCE);
    read_line(r, contract, row);
    read_area(r, contract, row);
    read_end(r, contract, row);
    contract->notice_months = number_at(r, row, NOTICE, is_months, "contract.notice");
    contract->step_eur = number_at(r, row, STEP_EUR, is_step, "contract.step");
    contract->step_fte = number_at(r, row, STEP_FTE, is_step, "contract.step");
    contract->share = number_at(r, row, SHARE, is_share, "contract.share");
    if (!isnan(contract->step_eur) && !isnan(contract->step_fte)) {
        fault(r, MKBA_ERR_CONFLICT, row, STEP_FTE, "contract.two_steps", NULL);
    }
}

/* ------------------------------------------------------------------ Several of one line */

static bool is_of_same(const mkba_contract *a, const mkba_contract *b)
{
    return a->line == b->line && strcmp(a->area, b->area) == 0;
}

/* Contracts of one line share it: each says its part, and the parts fit in the whole. */
static void check_shares(reader *r, size_t row)
{
    const mkba_contract *own = &r->out->item[row];
    double sum = 0;
    size_t count = 0, first = r->out->count;
    for (size_t i = 0; i < r->out->count; i++) {
        if (is_of_same(&r->out->item[i], own)) {
            first = first < i ? first : i;
            sum += r->out->item[i].share;
            count++;
        }
    }
    const char *line = r->data->line[own->line].id;
    if (count > 1 && isnan(own->share)) {
        fault(r, MKBA_ERR_MISSING, row, LINE, "contract.no_share", MKBA_WORDS(line));
    } else if (first == row && sum > 1 + 1e-9) {
        fault(r, MKBA_ERR_CONFLICT, row, LINE, "contract.shares", MKBA_WORDS(line));
        mkba_issue_numbers(r->issues, 1, 1, &sum);
    }
}

static void read_rows(reader *r)
{
    mkba_contracts *c = r->out;
    c->item = mkba_arena_alloc(r->arena, r->table.rows, sizeof *c->item);
    if (!c->item) {
        report(r, MKBA_ERR_MEMORY);
        return;
    }
    c->count = r->table.rows;
    for (size_t row = 0; row < c->count; row++) {
        read_row(r, &c->item[row], row);
    }
    for (size_t row = 0; row < c->count && r->status == MKBA_OK; row++) {
        check_shares(r, row);
    }
    for (size_t row = 0; row < c->count; row++) {
        c->item[row].share = isnan(c->item[row].share) ? 1 : c->item[row].share;
    }
}

static void find_decimal(reader *r, char decimal)
{
    bool *numeric = mkba_arena_alloc(r->arena, r->table.columns + 1, sizeof *numeric);
    mkba_place place;
    const char *text;
    r->table.decimal = decimal;
    for (size_t c = NOTICE; c <= SHARE && numeric; c++) {
        if (r->at[c] != SIZE_MAX && c != OWNER && c != PROGRAMME) {
            numeric[r->at[c]] = true;
        }
    }
    if (!numeric) {
        report(r, MKBA_ERR_MEMORY);
        return;
    }
    mkba_table_find_decimal(&r->table, numeric, &place, &text);
    if (text) {
        mkba_contracts *c = r->out;
        c->note =
            mkba_arena_grow(r->arena, c->note, c->notes, &c->note_capacity, sizeof *c->note);
        if (c->note) {
            mkba_table_assumed_decimal(&c->note[c->notes++], &r->table, place, text);
        }
    }
}

static mkba_status read_table(reader *r, const char *path)
{
    mkba_buffer bytes = {0};
    r->out->file = mkba_arena_text(r->arena, path, strlen(path));
    mkba_status status =
        r->out->file ? mkba_bytes_read(&bytes, path, r->issues) : MKBA_ERR_MEMORY;
    if (status == MKBA_OK) {
        const char *text = mkba_buffer_text(&bytes);
        mkba_read_files_add(&r->out->read, r->arena, "contracts", path, text, bytes.length);
        status = r->out->read.item ? mkba_table_read(&r->table, r->arena, r->out->file, text,
                                                     bytes.length, r->issues)
                                   : MKBA_ERR_MEMORY;
    }
    mkba_buffer_free(&bytes);
    return status;
}

mkba_status mkba_contracts_read(mkba_contracts **out, mkba_arena *arena,
                                const mkba_areas *areas, const char *path, char decimal,
                                mkba_issues *issues)
{
    reader r = {.arena = arena, .areas = areas, .data = areas->data, .issues = issues};
    *out = NULL;
    r.out = mkba_arena_alloc(arena, 1, sizeof *r.out);
    if (!r.out) {
        return MKBA_ERR_MEMORY;
    }
    r.status = read_table(&r, path);
    if (r.status == MKBA_OK) {
        read_header(&r);
    }
    if (r.status == MKBA_OK) {
        find_decimal(&r, decimal);
        read_rows(&r);
    }
    *out = r.status == MKBA_OK ? r.out : NULL;
    return r.status;
}
