#include "report/writers.h"

#include "report/moving.h"

#include <math.h>

typedef struct {
    mkba_moving moving;
    const mkba_breakeven *b;
} writer;

/* ------------------------------------------------------------------ Words */

/* Against 0 a figure is negative or positive, against another target below or above it. */
static const char *side(const writer *w, int sign)
{
    static const char *const ids[2][3] = {{"even.negative", "even.zero", "even.positive"},
                                          {"even.below", "even.equal", "even.above"}};
    return mkba_say(w->moving.page.catalogue, ids[fabs(w->b->target) > 0][sign + 1]);
}

static void add_value(mkba_buffer *out, const writer *w, const mkba_axis *axis, double value)
{
    mkba_moving_value(out, &w->moving, axis->unit, value);
}

/* "0,4859", "0,2 - 0,3" */
static void add_turn(mkba_buffer *out, const writer *w, const mkba_axis *axis,
                     const mkba_turn *turn)
{
    add_value(out, w, axis, turn->from);
    if (turn->to > turn->from && (axis->whole || turn->kind == MKBA_TURN_PLATEAU)) {
        mkba_buffer_add(out, " - ");
        add_value(out, w, axis, turn->to);
    }
}

static const char *text_of(const mkba_buffer *buffer)
{
    return mkba_buffer_text(buffer);
}

/* ------------------------------------------------------------------ One number */

static void write_number(const writer *w, const mkba_axis *axis)
{
    const mkba_data *d = w->b->result->data;
    const mkba_source *source = mkba_data_source(d, axis->source);
    mkba_buffer name = {0}, now = {0}, low = {0}, high = {0};
    const char grade[] = {axis->evidence, '\0'};
    mkba_moving_name(&name, &w->moving, axis);
    add_value(&now, w, axis, axis->central);
    add_value(&low, w, axis, axis->low);
    add_value(&high, w, axis, axis->high);
    mkba_page_say(&w->moving.page, "",
                  isnan(axis->central) ? "even.number_differs"
                  : isnan(axis->low)   ? "even.number_no_range"
                                       : "even.number",
                  MKBA_WORDS(text_of(&name), text_of(&now), text_of(&low), text_of(&high)),
                  NULL, 0);
    if (axis->evidence) {
        mkba_page_say(&w->moving.page, "", "even.evidence",
                      MKBA_WORDS(grade, source            ? source->title
                                        : axis->source[0] ? axis->source
                                                          : mkba_say(w->moving.page.catalogue,
                                                                     "explain.no_source")),
                      NULL, 0);
    }
    mkba_buffer_free(&name);
    mkba_buffer_free(&now);
    mkba_buffer_free(&low);
    mkba_buffer_free(&high);
}

static void write_central(const writer *w, double central)
{
    mkba_buffer text = {0}, target = {0};
    mkba_moving_figure(&text, &w->moving, central);
    mkba_moving_figure(&target, &w->moving, w->b->target);
    mkba_page_say(&w->moving.page, "", "sens.now",
                  MKBA_WORDS(w->moving.measure->path, text_of(&text)), NULL, 0);
    if (fabs(w->b->target) > 0) {
        mkba_page_say(&w->moving.page, "", "even.target", MKBA_WORDS(text_of(&target)), NULL,
                      0);
    }
    mkba_buffer_free(&text);
    mkba_buffer_free(&target);
}

static void write_searched(const writer *w, const mkba_axis *axis)
{
    mkba_buffer least = {0}, most = {0};
    add_value(&least, w, axis, axis->least);
    add_value(&most, w, axis, axis->most);
    mkba_page_say(&w->moving.page, "", axis->whole ? "even.searched_whole" : "even.searched",
                  MKBA_WORDS(text_of(&least), text_of(&most)), NULL, 0);
    mkba_buffer_free(&least);
    mkba_buffer_free(&most);
}

static const char *sentence_of(const mkba_turn *turn)
{
    if (turn->kind == MKBA_TURN_BETWEEN) {
        return "even.between";
    }
    if (turn->kind == MKBA_TURN_PLATEAU) {
        return "even.plateau";
    }
    return turn->before == 0 ? "even.from" : turn->after == 0 ? "even.up_to" : "even.at";
}

static void write_turn(const writer *w, const mkba_axis *axis, const mkba_turn *turn)
{
    mkba_buffer from = {0}, to = {0};
    add_value(&from, w, axis, turn->from);
    add_value(&to, w, axis, turn->to);
    mkba_page_say(
        &w->moving.page, "- ", sentence_of(turn),
        MKBA_WORDS(text_of(&from), text_of(&to), side(w, turn->before), side(w, turn->after)),
        NULL, 0);
    if (!isnan(axis->low)) {
        mkba_page_say(&w->moving.page, "  ",
                      mkba_turn_is_within(turn, axis) ? "even.within" : "even.outside", NULL,
                      NULL, 0);
    }
    mkba_buffer_free(&from);
    mkba_buffer_free(&to);
}

static bool has_no_effect(const mkba_turns *turns)
{
    return fabs(turns->greatest - turns->least) <=
           1e-12 * fmax(fabs(turns->greatest), fabs(turns->least));
}

static void write_turns(const writer *w, const mkba_breakeven_row *row)
{
    const mkba_turns *turns = &row->turns;
    if (isnan(turns->least)) {
        mkba_page_text(&w->moving.page, "even.undefined_all");
        return;
    }
    if (has_no_effect(turns)) {
        mkba_page_say(&w->moving.page, "", "even.no_effect",
                      MKBA_WORDS(w->moving.measure->path), NULL, 0);
    } else if (turns->count == 0) {
        mkba_page_say(&w->moving.page, "", "even.nowhere", MKBA_WORDS(side(w, turns->sign)),
                      NULL, 0);
    }
    for (size_t i = 0; i < turns->count && !has_no_effect(turns); i++) {
        write_turn(w, row->axis, &turns->turn[i]);
    }
    if (turns->more) {
        mkba_page_text(&w->moving.page, "even.more");
    }
    if (turns->undefined > 0) {
        mkba_page_text(&w->moving.page, "even.undefined");
    }
}

static void write_area(const writer *w, const mkba_page_table *table,
                       const mkba_breakeven_part *part)
{
    mkba_page_cells cells;
    mkba_buffer text = {0};
    const mkba_breakeven_row *row = part->row;
    for (size_t i = 0; i < row->turns.count; i++) {
        mkba_buffer_add(&text, i > 0 ? "; " : "");
        add_turn(&text, w, row->axis, &row->turns.turn[i]);
    }
    mkba_buffer_add(&text, row->turns.count > 0 ? "" : side(w, row->turns.sign));
    mkba_cells_start(&cells, &w->moving.page);
    mkba_cells_text(&cells, part->outcome->area->code);
    mkba_cells_text(&cells, part->outcome->area->name);
    mkba_moving_figure_cell(&cells, &w->moving, part->central);
    mkba_cells_text(&cells, text_of(&text));
    mkba_cells_row(&cells, table);
    mkba_buffer_free(&text);
}

static void write_areas(const writer *w)
{
    static const mkba_page_table table = {
        .column = {{10, false}, {24, false}, {14, true}, {28, false}}, .columns = 4};
    static const char *const header[] = {"areas.code", "areas.name", "even.now", "even.turns"};
    mkba_page_heading(&w->moving.page, "even.areas");
    mkba_page_header(&w->moving.page, &table, header);
    for (size_t p = 1; p < w->b->parts; p++) {
        write_area(w, &table, &w->b->part[p]);
    }
}

static void write_one(const writer *w)
{
    const mkba_breakeven_part *part = &w->b->part[0];
    const mkba_axis *axis = part->row->axis;
    write_number(w, axis);
    write_central(w, part->central);
    write_searched(w, axis);
    mkba_page_blank(&w->moving.page);
    write_turns(w, part->row);
    if (w->b->parts > 1) {
        write_areas(w);
    }
    mkba_page_blank(&w->moving.page);
    if (axis->evidence == 'E') {
        mkba_page_text(&w->moving.page, "even.judgement");
    }
    if (axis->cut) {
        mkba_page_say(&w->moving.page, "", "moving.cut", NULL, (double[]){1}, 1);
    }
}

/* ------------------------------------------------------------------ All numbers */

static const mkba_page_table list = {
    .column = {{37, false}, {9, true}, {11, true}, {8, true}, {8, false}, {2, false}},
    .columns = 6};

static void write_listed(const writer *w, const mkba_breakeven_row *row, const mkba_turn *turn)
{
    mkba_page_cells cells;
    mkba_buffer name = {0}, at = {0};
    const char grade[] = {row->axis->evidence, '\0'};
    bool up;
    double way = mkba_turn_way(&up, turn, row->axis);
    mkba_moving_name(&name, &w->moving, row->axis);
    add_turn(&at, w, row->axis, turn);
    mkba_cells_start(&cells, &w->moving.page);
    mkba_cells_text(&cells, text_of(&name));
    mkba_moving_cell(&cells, &w->moving, row->axis->unit, row->axis->central);
    mkba_cells_text(&cells, text_of(&at));
    mkba_cells_percent(&cells, way);
    mkba_cells_text(&cells,
                    mkba_say(w->moving.page.catalogue, up ? "even.to_high" : "even.to_low"));
    mkba_cells_text(&cells, grade);
    mkba_cells_row(&cells, &list);
    mkba_buffer_free(&name);
    mkba_buffer_free(&at);
}

static void write_list(const writer *w)
{
    static const char *const header[] = {"sens.number", "sens.central", "even.turn",
                                         "even.way",    "even.end",     "sens.grade"};
    const mkba_breakeven_part *part = &w->b->part[0];
    write_central(w, part->central);
    mkba_page_text(&w->moving.page, part->rows > 0 ? "even.list" : "even.none");
    if (part->rows > 0) {
        mkba_page_blank(&w->moving.page);
        mkba_page_header(&w->moving.page, &list, header);
    }
    for (size_t i = 0; i < part->rows; i++) {
        for (size_t k = 0; k < part->row[i].turns.count; k++) {
            write_listed(w, &part->row[i], &part->row[i].turns.turn[k]);
        }
    }
    mkba_page_blank(&w->moving.page);
    mkba_page_say(&w->moving.page, "", "sens.without", MKBA_WORDS(w->moving.measure->path),
                  (double[]){(double)w->b->without_effect}, 1);
    mkba_page_say(&w->moving.page, "", "moving.judgement", NULL,
                  (double[]){(double)w->b->numbers, (double)w->b->assumed}, 2);
    mkba_page_text(&w->moving.page, "even.wider");
}

void mkba_write_breakeven_table(const mkba_page *on, const mkba_breakeven *breakeven)
{
    writer w = {.b = breakeven};
    const mkba_breakeven_part *part = &breakeven->part[0];
    const char *key = breakeven->is_list ? "" : part->row->axis->key;
    mkba_moving_start(&w.moving, on, &breakeven->probe,
                      fmax(fabs(part->central), fabs(breakeven->target)));
    if (breakeven->is_list) {
        mkba_moving_title(&w.moving, "even.title_list", "even.title_list_total", key);
        write_list(&w);
    } else {
        mkba_moving_title(&w.moving, "even.title", "even.title_total", key);
        write_one(&w);
    }
    mkba_page_text(&w.moving.page, "even.one_by_one");
    mkba_page_text(&w.moving.page, "moving.more");
    mkba_moving_inputs(&w.moving);
}
