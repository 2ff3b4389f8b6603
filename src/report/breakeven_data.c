#include "report/writers.h"

#include "report/moving.h"

#include <math.h>

static const char *const kinds[] = {[MKBA_TURN_ZERO] = "zero",
                                    [MKBA_TURN_PLATEAU] = "plateau",
                                    [MKBA_TURN_BETWEEN] = "between"};
static const char *const sides[] = {"below", "equal", "above"};

static const char *side(int sign)
{
    return sides[sign + 1];
}

/* A row without a turn says on which side of the target the figure is throughout. */
static void write_row(mkba_buffer *out, const mkba_breakeven *b,
                      const mkba_breakeven_part *part, const mkba_breakeven_row *row,
                      const mkba_turn *turn)
{
    char grade[] = {row->axis->evidence, '\0'};
    int before = turn ? turn->before : row->turns.sign;
    mkba_write_csv_cell(out, part->outcome ? part->outcome->area->code : "total");
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, mkba_probe_measure(&b->probe)->path);
    mkba_moving_csv_number(out, b->target);
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, row->axis->key);
    mkba_moving_csv_number(out, row->axis->low);
    mkba_moving_csv_number(out, row->axis->central);
    mkba_moving_csv_number(out, row->axis->high);
    mkba_moving_csv_number(out, b->is_list ? row->axis->low : row->axis->least);
    mkba_moving_csv_number(out, b->is_list ? row->axis->high : row->axis->most);
    mkba_buffer_add(out, ";");
    mkba_buffer_add(out, turn ? kinds[turn->kind] : "none");
    mkba_moving_csv_number(out, turn ? turn->from : (double)NAN);
    mkba_moving_csv_number(out, turn ? turn->to : (double)NAN);
    mkba_buffer_add(out, ";");
    mkba_buffer_add(out, isnan(row->turns.least) ? "" : side(before));
    mkba_buffer_add(out, ";");
    mkba_buffer_add(out, isnan(row->turns.least) ? "" : side(turn ? turn->after : before));
    mkba_moving_csv_number(out, isnan(row->axis->low)                          ? (double)NAN
                                : turn && mkba_turn_is_within(turn, row->axis) ? 1
                                                                               : 0);
    mkba_buffer_add(out, ";");
    mkba_buffer_add(out, grade);
    mkba_buffer_add(out, "\n");
}

void mkba_write_breakeven_csv(mkba_buffer *out, const mkba_breakeven *breakeven)
{
    mkba_buffer_add(out, "area;figure;target;key;low;central;high;searched_from;searched_to;"
                         "turn;from;to;figure_before;figure_after;within_range;evidence\n");
    for (size_t p = 0; p < breakeven->parts; p++) {
        const mkba_breakeven_part *part = &breakeven->part[p];
        for (size_t i = 0; i < part->rows; i++) {
            const mkba_breakeven_row *row = &part->row[i];
            for (size_t k = 0; k < row->turns.count; k++) {
                write_row(out, breakeven, part, row, &row->turns.turn[k]);
            }
            if (row->turns.count == 0) {
                write_row(out, breakeven, part, row, NULL);
            }
        }
    }
}

static void write_turn(mkba_json *json, const mkba_turn *turn, const mkba_axis *axis)
{
    bool up;
    mkba_json_open_row(json, NULL);
    mkba_json_text(json, "turn", kinds[turn->kind]);
    mkba_json_number(json, "from", turn->from);
    mkba_json_number(json, "to", turn->to);
    mkba_json_text(json, "figure_before", side(turn->before));
    mkba_json_text(json, "figure_after", side(turn->after));
    if (!isnan(axis->low)) {
        mkba_json_flag(json, "within_range", mkba_turn_is_within(turn, axis));
        mkba_json_number(json, "way", mkba_turn_way(&up, turn, axis));
        mkba_json_text(json, "towards", up ? "high" : "low");
    }
    mkba_json_close(json, '}');
}

static void write_number(mkba_json *json, const mkba_breakeven *b,
                         const mkba_breakeven_row *row)
{
    const mkba_axis *axis = row->axis;
    const mkba_turns *turns = &row->turns;
    mkba_json_open(json, NULL, '{');
    mkba_moving_json_axis(json, axis);
    mkba_json_number(json, "searched_from", b->is_list ? axis->low : axis->least);
    mkba_json_number(json, "searched_to", b->is_list ? axis->high : axis->most);
    mkba_json_number(json, "figure_least", turns->least + b->target);
    mkba_json_number(json, "figure_greatest", turns->greatest + b->target);
    mkba_json_number(json, "points_undefined", (double)turns->undefined);
    mkba_json_flag(json, "more_turns", turns->more);
    mkba_json_open(json, "turns", '[');
    for (size_t i = 0; i < turns->count; i++) {
        write_turn(json, &turns->turn[i], axis);
    }
    mkba_json_close(json, ']');
    mkba_json_close(json, '}');
}

static void write_part(mkba_json *json, const char *key, const mkba_breakeven *b,
                       const mkba_breakeven_part *part)
{
    mkba_json_open(json, key, '{');
    mkba_moving_json_area(json, part->outcome);
    mkba_json_number(json, "central", part->central);
    mkba_json_open(json, "numbers", '[');
    for (size_t i = 0; i < part->rows; i++) {
        write_number(json, b, &part->row[i]);
    }
    mkba_json_close(json, ']');
    mkba_json_close(json, '}');
}

void mkba_write_breakeven_json(mkba_buffer *out, const mkba_breakeven *breakeven)
{
    mkba_json json = {.out = out};
    const mkba_breakeven_part *part = breakeven->part;
    size_t first = part[0].outcome ? 0 : 1;
    mkba_moving_json_start(&json, "mkba-breakeven/1", &breakeven->probe);
    mkba_json_number(&json, "target", breakeven->target);
    if (breakeven->is_list) {
        mkba_json_number(&json, "numbers_that_matter", (double)breakeven->numbers);
        mkba_json_number(&json, "assumptions", (double)breakeven->assumed);
        mkba_json_number(&json, "without_effect", (double)breakeven->without_effect);
    }
    if (first > 0) {
        write_part(&json, "total", breakeven, &part[0]);
    }
    mkba_json_open(&json, "areas", '[');
    for (size_t p = first; p < breakeven->parts; p++) {
        write_part(&json, NULL, breakeven, &part[p]);
    }
    mkba_json_close(&json, ']');
    mkba_json_close(&json, '}');
}
