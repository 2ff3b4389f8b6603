#include "report/writers.h"

#include "report/moving.h"

static void write_row(mkba_buffer *out, const mkba_sensitivity *s,
                      const mkba_sensitivity_part *part, const mkba_swing *swing)
{
    char grade[] = {swing->axis->evidence, '\0'};
    mkba_write_csv_cell(out, part->outcome ? part->outcome->area->code : "total");
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, mkba_probe_measure(&s->probe)->path);
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, swing->axis->key);
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, swing->axis->sort);
    mkba_moving_csv_number(out, swing->low);
    mkba_moving_csv_number(out, swing->central);
    mkba_moving_csv_number(out, swing->high);
    mkba_moving_csv_number(out, swing->at_low);
    mkba_moving_csv_number(out, part->central);
    mkba_moving_csv_number(out, swing->at_high);
    mkba_moving_csv_number(out, swing->spread);
    mkba_moving_csv_number(out, swing->sign_change ? 1 : 0);
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, grade);
    mkba_buffer_add_char(out, '\n', 1);
}

void mkba_write_sensitivity_csv(mkba_buffer *out, const mkba_sensitivity *sensitivity)
{
    mkba_buffer_add(out, "area;figure;key;kind;low;central;high;at_low;at_central;at_high;"
                         "spread;sign_change;evidence\n");
    for (size_t p = 0; p < sensitivity->parts; p++) {
        const mkba_sensitivity_part *part = &sensitivity->part[p];
        for (size_t i = 0; i < part->swings; i++) {
            write_row(out, sensitivity, part, &part->swing[i]);
        }
    }
}

static void write_part(mkba_json *json, const char *key, const mkba_sensitivity_part *part)
{
    mkba_json_open(json, key, '{');
    mkba_moving_json_area(json, part->outcome);
    mkba_json_number(json, "central", part->central);
    mkba_json_number(json, "numbers", (double)part->numbers);
    mkba_json_number(json, "assumptions", (double)part->assumed);
    mkba_json_number(json, "without_effect", (double)part->without_effect);
    mkba_json_open(json, "rows", '[');
    for (size_t i = 0; i < part->swings; i++) {
        const mkba_swing *swing = &part->swing[i];
        mkba_json_open_row(json, NULL);
        mkba_json_text(json, "key", swing->axis->key);
        mkba_json_number(json, "low", swing->low);
        mkba_json_number(json, "central", swing->central);
        mkba_json_number(json, "high", swing->high);
        mkba_json_number(json, "at_low", swing->at_low);
        mkba_json_number(json, "at_high", swing->at_high);
        mkba_json_number(json, "spread", swing->spread);
        mkba_json_flag(json, "sign_change", swing->sign_change);
        mkba_json_close(json, '}');
    }
    mkba_json_close(json, ']');
    mkba_json_close(json, '}');
}

void mkba_write_sensitivity_json(mkba_buffer *out, const mkba_sensitivity *sensitivity)
{
    mkba_json json = {.out = out};
    size_t first = sensitivity->parts > 1 ? 1 : 0;
    mkba_moving_json_start(&json, "mkba-sensitivity/1", &sensitivity->probe);
    mkba_json_open(&json, "moved", '[');
    for (size_t i = 0; i < sensitivity->axes.count; i++) {
        mkba_json_open_row(&json, NULL);
        mkba_moving_json_axis(&json, &sensitivity->axes.axis[i]);
        mkba_json_close(&json, '}');
    }
    mkba_json_close(&json, ']');
    if (first > 0) {
        write_part(&json, "total", &sensitivity->part[0]);
    }
    mkba_json_open(&json, "areas", '[');
    for (size_t p = first; p < sensitivity->parts; p++) {
        write_part(&json, NULL, &sensitivity->part[p]);
    }
    mkba_json_close(&json, ']');
    mkba_json_close(&json, '}');
}
