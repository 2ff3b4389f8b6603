/* Checks of stored results as JSON and CSV. */
#include "report/check.h"

#include "report/json.h"
#include "report/writers.h"

#include <math.h>
#include <string.h>

static const char *const kinds[] = {
    [MKBA_CAUSE_INPUT] = "input", [MKBA_CAUSE_MODEL] = "model", [MKBA_CAUSE_AREAS] = "areas"};

const char *mkba_check_state(const mkba_check *check)
{
    return !check->stored ? "fault" : mkba_check_moved(check) ? "moved" : "same";
}

void mkba_check_value(mkba_buffer *out, const mkba_tree *value)
{
    if (!value) {
        return;
    }
    switch (value->kind) {
    case MKBA_TREE_NUMBER:
        mkba_buffer_add_double(out, value->number);
        break;
    case MKBA_TREE_TEXT:
        mkba_buffer_add(out, value->text);
        break;
    case MKBA_TREE_FLAG:
        mkba_buffer_add(out, value->flag ? "true" : "false");
        break;
    case MKBA_TREE_NULL:
        mkba_buffer_add(out, "null");
        break;
    case MKBA_TREE_LIST:
    case MKBA_TREE_OBJECT:
        mkba_buffer_add(out, "...");
        break;
    }
}

void mkba_check_fault_text(mkba_buffer *out, const mkba_check *check,
                           const mkba_catalogue *catalogue)
{
    if (check->fault.total > 0) {
        const mkba_issue *issue = &check->fault.item[0];
        mkba_buffer_add(out, issue->file);
        if (issue->line > 0) {
            mkba_buffer_add(out, ":");
            mkba_buffer_add_int(out, (long)issue->line);
        }
        mkba_buffer_add(out, issue->file[0] ? ": " : "");
        mkba_say_message(out, catalogue, NULL, &issue->message);
    } else {
        mkba_buffer_add(out, mkba_say(catalogue, "check.fault"));
    }
}

/* ------------------------------------------------------------------ JSON */

static void write_side(mkba_json *json, const char *key, const mkba_tree *value)
{
    if (value && value->kind == MKBA_TREE_TEXT) {
        mkba_json_text(json, key, value->text);
    } else if (value && value->kind == MKBA_TREE_FLAG) {
        mkba_json_flag(json, key, value->flag);
    } else if (value && value->kind != MKBA_TREE_NUMBER && value->kind != MKBA_TREE_NULL) {
        mkba_json_text(json, key, "...");
    } else {
        bool number = value && value->kind == MKBA_TREE_NUMBER;
        mkba_json_number(json, key, number ? value->number : (double)NAN);
    }
}

static const char *change_of(const mkba_moved *m)
{
    return !m->was ? "added" : !m->is ? "gone" : "moved";
}

static void write_moved(mkba_json *json, const mkba_check *c)
{
    mkba_json_open(json, "moved", '[');
    for (size_t i = 0; i < c->count; i++) {
        const mkba_moved *m = &c->moved[i];
        mkba_json_open_row(json, NULL);
        mkba_json_text(json, "area", m->area);
        mkba_json_text(json, "figure", m->figure);
        mkba_json_text(json, "change", change_of(m));
        write_side(json, "was", m->was);
        write_side(json, "is", m->is);
        mkba_json_number(json, "difference", m->difference);
        mkba_json_close(json, '}');
    }
    mkba_json_close(json, ']');
}

static void write_conditions(mkba_json *json, const mkba_check *c)
{
    mkba_json_open(json, "made_otherwise", '[');
    for (size_t i = 0; i < c->conditions; i++) {
        const mkba_check_condition *o = &c->condition[i];
        mkba_json_open_row(json, NULL);
        mkba_json_text(json, "what", o->what);
        mkba_json_text(json, "file", o->file);
        mkba_json_text(json, "was", o->was);
        mkba_json_text(json, "is", o->is);
        mkba_json_close(json, '}');
    }
    mkba_json_close(json, ']');
}

static void write_causes(mkba_json *json, const mkba_check *c)
{
    mkba_json_open(json, "causes", '[');
    for (size_t i = 0; i < c->causes; i++) {
        mkba_json_open(json, NULL, '{');
        mkba_json_text(json, "cause", c->cause[i].name);
        mkba_json_text(json, "kind", kinds[c->cause[i].kind]);
        mkba_json_open(json, "changes", '[');
        for (size_t k = 0; k < c->cause[i].changes; k++) {
            const mkba_cause_change *change = &c->cause[i].change[k];
            mkba_json_open_row(json, NULL);
            mkba_json_text(json, "key", change->key);
            mkba_json_text(json, "area", change->area);
            mkba_json_number(json, "was", change->was);
            mkba_json_number(json, "is", change->is);
            mkba_json_close(json, '}');
        }
        mkba_json_close(json, ']');
        mkba_json_close(json, '}');
    }
    mkba_json_close(json, ']');
}

static void write_contributions(mkba_json *json, const mkba_check *c)
{
    mkba_json_open(json, "contributions", '[');
    for (size_t i = 0; i < c->n_caused; i++) {
        const mkba_caused *m = &c->caused[i];
        mkba_json_open_row(json, NULL);
        mkba_json_text(json, "area", m->area);
        mkba_json_text(json, "figure", m->figure);
        mkba_json_text(json, "unit", m->unit);
        mkba_json_number(json, "was", m->was);
        mkba_json_number(json, "is", m->is);
        mkba_json_number(json, "difference", m->difference);
        mkba_json_open(json, "parts", '[');
        for (size_t k = 0; k < c->causes && m->part; k++) {
            mkba_json_open(json, NULL, '{');
            mkba_json_text(json, "cause", c->cause[k].name);
            mkba_json_number(json, "value", m->part[k]);
            mkba_json_close(json, '}');
        }
        mkba_json_close(json, ']');
        mkba_json_close(json, '}');
    }
    mkba_json_close(json, ']');
}

static void write_fault(mkba_json *json, const mkba_check *c, const mkba_catalogue *catalogue)
{
    mkba_buffer text = {0};
    if (!c->stored) {
        mkba_check_fault_text(&text, c, catalogue);
    }
    mkba_json_take(json, "fault", &text);
}

void mkba_write_checks_json(mkba_buffer *out, const mkba_checks *checks,
                            const mkba_catalogue *catalogue)
{
    mkba_json json = {.out = out};
    mkba_json_open(&json, NULL, '{');
    mkba_json_text(&json, "schema", "mkba-check/1");
    mkba_json_text(&json, "program", "mkba " MKBA_VERSION);
    mkba_json_open(&json, "results", '[');
    for (size_t i = 0; i < checks->count; i++) {
        const mkba_check *c = checks->check[i];
        mkba_json_open(&json, NULL, '{');
        mkba_json_text(&json, "file", c->file);
        mkba_json_text(&json, "schema", c->schema);
        mkba_json_text(&json, "state", mkba_check_state(c));
        mkba_json_flag(&json, "exact", c->options.exact);
        mkba_json_flag(&json, "same_bytes", c->same_bytes);
        mkba_json_number(&json, "tolerance_eur", c->options.exact ? 0 : c->options.tolerance);
        mkba_json_number(&json, "compared", (double)c->compared);
        write_fault(&json, c, catalogue);
        write_conditions(&json, c);
        write_moved(&json, c);
        mkba_json_flag(&json, "explained", c->is_explained);
        write_causes(&json, c);
        write_contributions(&json, c);
        mkba_json_close(&json, '}');
    }
    mkba_json_close(&json, ']');
    mkba_json_close(&json, '}');
}

/* ------------------------------------------------------------------ CSV */

static void cells(mkba_buffer *out, const char *const *cell, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        mkba_buffer_add(out, i > 0 ? ";" : "");
        mkba_write_csv_cell(out, cell[i]);
    }
}

static void number(mkba_buffer *out, double value)
{
    mkba_buffer_add(out, ";");
    if (isfinite(value)) {
        mkba_buffer_add_double(out, value);
    }
}

static void side(mkba_buffer *out, const mkba_tree *value)
{
    mkba_buffer text = {0};
    mkba_check_value(&text, value);
    mkba_buffer_add(out, ";");
    mkba_write_csv_cell(out, mkba_buffer_text(&text));
    out->failed |= text.failed;
    mkba_buffer_free(&text);
}

static void csv_rows(mkba_buffer *out, const mkba_check *c)
{
    for (size_t i = 0; i < c->conditions; i++) {
        const mkba_check_condition *o = &c->condition[i];
        cells(out,
              (const char *[]){c->file, "made_otherwise", "", o->what, o->file, o->was, o->is},
              7);
        mkba_buffer_add(out, ";\n");
    }
    for (size_t i = 0; i < c->count; i++) {
        const mkba_moved *m = &c->moved[i];
        cells(out, (const char *[]){c->file, change_of(m), m->area, m->figure, ""}, 5);
        side(out, m->was);
        side(out, m->is);
        number(out, m->difference);
        mkba_buffer_add(out, "\n");
    }
}

static void csv_causes(mkba_buffer *out, const mkba_check *c)
{
    for (size_t i = 0; i < c->n_caused; i++) {
        const mkba_caused *m = &c->caused[i];
        for (size_t k = 0; k < c->causes && m->part; k++) {
            cells(out,
                  (const char *[]){c->file, "contribution", m->area, m->figure,
                                   c->cause[k].name},
                  5);
            bool one = c->cause[k].changes == 1;
            number(out, one ? c->cause[k].change[0].was : (double)NAN);
            number(out, one ? c->cause[k].change[0].is : (double)NAN);
            number(out, m->part[k]);
            mkba_buffer_add(out, "\n");
        }
    }
}

void mkba_write_checks_csv(mkba_buffer *out, const mkba_checks *checks,
                           const mkba_catalogue *catalogue)
{
    mkba_buffer_add(out, "file;kind;area;figure;cause;was;is;value\n");
    for (size_t i = 0; i < checks->count; i++) {
        const mkba_check *c = checks->check[i];
        if (!c->stored) {
            mkba_buffer text = {0};
            mkba_check_fault_text(&text, c, catalogue);
            cells(out, (const char *[]){c->file, "fault", "", "", mkba_buffer_text(&text)}, 5);
            mkba_buffer_add(out, ";;;\n");
            out->failed |= text.failed;
            mkba_buffer_free(&text);
        }
        csv_rows(out, c);
        csv_causes(out, c);
    }
}
