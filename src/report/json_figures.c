#include "report/json_figures.h"

#include "analysis/route.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Figures whose path starts with one of these words form an array of objects. */
static const struct {
    const char *group;
    const char *id_key;
} groups[] = {
    {"segments", "id"}, {"lines", "id"},     {"parties", "id"},     {"years", "t"},
    {"factors", "id"},  {"scenarios", "id"}, {"evidence", "grade"}, {"measured", "id"},
};

/* What stands before one number: text[from .. to) of all text. Before the first number of a
 * factor comes what is known about its score, at `facts`, and before that of a line the route
 * it took, where anything was measured. */
typedef struct {
    size_t from, to, facts;
    const char *factor; /* NULL when this is no such number */
    const mkba_line *line;
    size_t measured; /* 1 + which; 0: none */
    bool left_out;
} piece;

struct mkba_json_figures {
    const mkba_result *result;
    mkba_buffer text;
    mkba_json json, in_row;
    piece *piece; /* one per figure, and what closes */
};

/* A path taken apart: lines.wmo_support.pv_eur. Group and item are empty for a figure that
 * stands alone. */
typedef struct {
    char group[32], item[MKBA_TEXT];
    const char *name;
} path_parts;

static void copy_part(char *out, size_t size, const char *from, const char *to)
{
    size_t length = (size_t)(to - from) < size ? (size_t)(to - from) : size - 1;
    memcpy(out, from, length);
    out[length] = '\0';
}

static void take_apart(path_parts *out, const char *path)
{
    const char *first = strchr(path, '.'), *last = strrchr(path, '.');
    out->group[0] = out->item[0] = '\0';
    out->name = path;
    if (first < last) {
        copy_part(out->group, sizeof out->group, path, first);
        copy_part(out->item, sizeof out->item, first + 1, last);
        out->name = last + 1;
    }
}

static const char *id_key_of(const char *group)
{
    for (size_t i = 0; i < sizeof groups / sizeof *groups; i++) {
        if (strcmp(groups[i].group, group) == 0) {
            return groups[i].id_key;
        }
    }
    return "id";
}

static void write_line_facts(mkba_json *json, const mkba_line *line, const char *route,
                             const char *payer)
{
    mkba_json_text(json, "route", route);
    mkba_json_flag(json, "transfer", strcmp(line->kind, "transfer") == 0);
    mkba_json_text(json, "payer", payer);
    mkba_json_text(json, "expected_sign", line->expected_sign);
}

static void write_score_facts(mkba_json *json, const mkba_result *result,
                              const mkba_outcome *outcome, const char *id)
{
    char column[MKBA_TEXT];
    const char *source = "";
    snprintf(column, sizeof column, "score_%s", id);
    size_t at = mkba_area_column(result->data, column);
    if (!outcome || at == MKBA_MAP_NONE) {
        return;
    }
    bool entered = outcome->area->entered[at];
    char grade = mkba_area_evidence(result->areas, outcome->area, at, &source);
    mkba_json_text(json, "score_basis",
                   !entered       ? "not_scored"
                   : grade == 'A' ? "documented"
                   : grade == 'E' ? "assumed"
                                  : "self_assessed");
    if (entered && source[0]) {
        mkba_json_text(json, "score_source", source);
    }
}

static void write_route(mkba_json *json, const mkba_result *result,
                        const mkba_outcome *outcome, const mkba_line *line)
{
    write_line_facts(json, line, mkba_route_of(result, outcome, line),
                     mkba_route_payer(outcome, line));
}

/* What is known of a measured effect besides its figures. */
static void write_measured_facts(mkba_json *json, const mkba_result *result,
                                 const mkba_outcome *outcome, size_t item)
{
    const mkba_measured *m = &result->data->measured[item];
    const char *source;
    mkba_json_text(json, "line", m->line);
    if (!outcome || !mkba_measured_in(outcome, m)) {
        return;
    }
    const mkba_area *area = outcome->area;
    size_t column = m->column[MKBA_MEASURED_CHANGE];
    char grade[2] = {mkba_area_evidence(result->areas, area, column, &source), '\0'};
    const mkba_passport *passport = mkba_area_passport(area, column);
    mkba_json_text(json, "unit", mkba_measured_unit(outcome, m));
    mkba_json_text(json, "design", mkba_measured_design(outcome, m));
    mkba_json_number(json, "low", area->low[column]);
    mkba_json_number(json, "high", area->high[column]);
    mkba_json_text(json, "evidence", grade);
    mkba_json_text(json, "source", source);
    mkba_json_text(json, "file", passport ? passport->file : "");
    mkba_json_number(json, "file_line", passport ? passport->line : (double)NAN);
}

/* 1 + the place of a measured effect. */
static size_t measured_named(const mkba_data *d, const char *id)
{
    size_t i = 0;
    while (i < d->n_measured && strcmp(d->measured[i].id, id) != 0) {
        i++;
    }
    return i < d->n_measured ? i + 1 : 0;
}

static void open_item(mkba_json_figures *f, piece *at, const path_parts *p)
{
    const mkba_data *data = f->result->data;
    const char *key = id_key_of(p->group);
    mkba_json_open_row(&f->json, NULL);
    if (strcmp(p->group, "years") == 0) {
        double t = strtod(p->item, NULL);
        mkba_json_number(&f->json, key, t);
        mkba_json_number(&f->json, "year", mkba_data_value(data, "start_year") + t);
        return;
    }
    mkba_json_text(&f->json, key, p->item);
    if (strcmp(p->group, "lines") == 0) {
        const mkba_line *line = mkba_data_line(data, p->item);
        if (line && data->n_measured > 0) {
            at->line = line;
            at->facts = f->text.length;
            f->in_row = f->json;
        } else if (line) {
            write_line_facts(&f->json, line, mkba_route_of(f->result, NULL, line),
                             line->payer);
        }
    } else if (strcmp(p->group, "measured") == 0) {
        at->measured = measured_named(data, p->item);
        at->facts = f->text.length;
        f->in_row = f->json;
    } else if (strcmp(p->group, "factors") == 0) {
        for (size_t i = 0; i < data->factors; i++) {
            at->factor =
                strcmp(data->factor[i].id, p->item) == 0 ? data->factor[i].id : at->factor;
        }
        at->facts = f->text.length;
        f->in_row = f->json;
    }
}

/* Closes and opens what lies between two figures. */
static void step(mkba_json_figures *f, piece *at, const path_parts *open, const path_parts *p)
{
    bool other_group = strcmp(p->group, open->group) != 0;
    bool other_item = other_group || strcmp(p->item, open->item) != 0;
    if (other_item && open->item[0]) {
        mkba_json_close(&f->json, '}');
    }
    if (other_group && open->group[0]) {
        mkba_json_close(&f->json, ']');
    }
    if (other_group && p->group[0]) {
        mkba_json_open(&f->json, p->group, '[');
    }
    if (other_item && p->item[0]) {
        open_item(f, at, p);
    }
}

static void write_pieces(mkba_json_figures *f, bool is_total)
{
    const mkba_figures *figures = f->result->figures;
    path_parts open = {.group = "", .item = ""}, p = open;
    for (size_t i = 0; i <= figures->in_baseline; i++) {
        bool end = i == figures->in_baseline;
        const mkba_figure *figure = end ? NULL : &figures->figure[i];
        piece *at = &f->piece[i];
        *at = (piece){.from = f->text.length};
        at->left_out =
            is_total && figure && !figure->adds_up && strcmp(figure->path, "ratio") != 0;
        if (at->left_out) {
            continue;
        }
        take_apart(&p, figure ? figure->path : "");
        step(f, at, &open, &p);
        if (!end) {
            mkba_json_label(&f->json, p.name);
        }
        at->to = f->text.length;
        open = p;
    }
}

mkba_json_figures *mkba_json_figures_new(const mkba_json *where, const mkba_result *result,
                                         bool is_total)
{
    mkba_json_figures *f = calloc(1, sizeof *f);
    piece *pieces = calloc(result->figures->in_baseline + 1, sizeof *pieces);
    if (!f || !pieces) {
        free(f);
        free(pieces);
        return NULL;
    }
    f->result = result;
    f->piece = pieces;
    f->json = *where;
    f->json.out = &f->text;
    write_pieces(f, is_total);
    if (f->text.failed) {
        mkba_json_figures_free(f);
        return NULL;
    }
    return f;
}

/* All such rows stand equally deep. */
static void write_facts(const mkba_json *json, const mkba_json_figures *figures,
                        const mkba_outcome *outcome, const piece *at)
{
    mkba_json in_row = figures->in_row;
    in_row.out = json->out;
    if (at->line) {
        write_route(&in_row, figures->result, outcome, at->line);
    } else if (at->measured > 0) {
        write_measured_facts(&in_row, figures->result, outcome, at->measured - 1);
    } else {
        write_score_facts(&in_row, figures->result, outcome, at->factor);
    }
}

void mkba_json_figures_write(mkba_json *json, const mkba_json_figures *figures,
                             const mkba_outcome *outcome, const double *value)
{
    const char *text = figures->text.text;
    size_t count = figures->result->figures->in_baseline;
    for (size_t i = 0; i <= count; i++) {
        const piece *at = &figures->piece[i];
        size_t from = at->from;
        if (at->left_out) {
            continue;
        }
        if (at->factor || at->line || at->measured > 0) {
            mkba_buffer_add_bytes(json->out, text + from, at->facts - from);
            write_facts(json, figures, outcome, at);
            from = at->facts;
        }
        mkba_buffer_add_bytes(json->out, text + from, at->to - from);
        if (i < count) {
            mkba_json_value(json, value[i]);
        }
    }
    json->after_item = true;
}

void mkba_json_figures_free(mkba_json_figures *figures)
{
    if (figures) {
        mkba_buffer_free(&figures->text);
        free(figures->piece);
        free(figures);
    }
}
