#include "report/writers.h"

#include "report/moving.h"

#include <math.h>
#include <string.h>

enum { BAR = 41 };

/* A number, and what it does to the figure. */
static const mkba_page_table table = {.column = {{44, false},
                                                 {10, true},
                                                 {10, true},
                                                 {10, true},
                                                 {2, false},
                                                 {12, true},
                                                 {BAR, false},
                                                 {12, true},
                                                 {12, true}},
                                      .columns = 9,
                                      .below = 5,
                                      .bar = 6};

/* The figures between which the bars are drawn. */
typedef struct {
    double least, greatest, central;
} scale;

static void widen(scale *s, double value)
{
    s->least = fmin(s->least, value);
    s->greatest = fmax(s->greatest, value);
}

static scale scale_of(const mkba_sensitivity_part *part, size_t rows)
{
    scale s = {part->central, part->central, part->central};
    for (size_t i = 0; i < rows; i++) {
        widen(&s, part->swing[i].at_low);
        widen(&s, part->swing[i].at_high);
    }
    return s;
}

static size_t place(const scale *s, double value)
{
    double width = s->greatest - s->least;
    return width > 0 && isfinite(width) ? (size_t)round((value - s->least) / width * (BAR - 1))
                                        : BAR / 2;
}

static void draw(char *bar, const scale *s, double value, char mark)
{
    if (isfinite(value) && isfinite(s->central)) {
        size_t at = place(s, value), middle = place(s, s->central);
        for (size_t i = at < middle ? at : middle; i <= (at < middle ? middle : at); i++) {
            bar[i] = mark;
        }
    }
}

/* Where both ends lie on one side, the shorter one is drawn over the longer. */
static void draw_bar(char bar[BAR + 1], const scale *s, const mkba_swing *swing)
{
    bool low_first = fabs(swing->at_low - s->central) >= fabs(swing->at_high - s->central);
    memset(bar, ' ', BAR);
    bar[BAR] = '\0';
    draw(bar, s, low_first ? swing->at_low : swing->at_high, low_first ? '-' : '+');
    draw(bar, s, low_first ? swing->at_high : swing->at_low, low_first ? '+' : '-');
    if (isfinite(s->central)) {
        bar[place(s, s->central)] = '|';
    }
}

static void write_swing(const mkba_moving *m, const mkba_swing *swing, const scale *s)
{
    mkba_page_cells cells;
    mkba_buffer name = {0};
    char bar[BAR + 1];
    const char grade[] = {swing->axis->evidence, swing->sign_change ? '*' : '\0', '\0'};
    mkba_moving_name(&name, m, swing->axis);
    mkba_cells_start(&cells, &m->page);
    mkba_cells_text(&cells, mkba_buffer_text(&name));
    mkba_moving_cell(&cells, m, swing->axis->unit, swing->low);
    mkba_moving_cell(&cells, m, swing->axis->unit, swing->central);
    mkba_moving_cell(&cells, m, swing->axis->unit, swing->high);
    mkba_cells_text(&cells, grade);
    draw_bar(bar, s, swing);
    mkba_moving_figure_cell(&cells, m, swing->at_low);
    mkba_cells_text(&cells, bar);
    mkba_moving_figure_cell(&cells, m, swing->at_high);
    mkba_moving_figure_cell(&cells, m, swing->spread);
    mkba_cells_row(&cells, &table);
    mkba_buffer_free(&name);
}

static void write_central(const mkba_moving *m, double central)
{
    mkba_buffer text = {0};
    mkba_moving_figure(&text, m, central);
    mkba_page_say(&m->page, "", "sens.now",
                  MKBA_WORDS(m->measure->path, mkba_buffer_text(&text)), NULL, 0);
    mkba_buffer_free(&text);
}

static void write_notes(const mkba_moving *m, const mkba_sensitivity *s, size_t rows)
{
    const mkba_sensitivity_part *part = &s->part[0];
    double cut = 0;
    for (size_t i = 0; i < s->axes.count; i++) {
        cut += s->axes.axis[i].cut ? 1 : 0;
    }
    mkba_page_blank(&m->page);
    if (rows < part->swings) {
        mkba_page_say(&m->page, "", "sens.more", NULL,
                      (double[]){(double)(part->swings - rows)}, 1);
    }
    mkba_page_say(&m->page, "", "sens.without", MKBA_WORDS(m->measure->path),
                  (double[]){(double)part->without_effect}, 1);
    mkba_page_say(&m->page, "", "moving.judgement", NULL,
                  (double[]){(double)part->numbers, (double)part->assumed}, 2);
    if (cut > 0) {
        mkba_page_say(&m->page, "", "moving.cut", NULL, &cut, 1);
    }
    mkba_page_text(&m->page, "sens.one_by_one");
    if (s->parts > 1) {
        mkba_page_text(&m->page, "sens.areas");
    }
    mkba_page_text(&m->page, "moving.more");
    mkba_moving_inputs(m);
}

void mkba_write_sensitivity_table(const mkba_page *on, const mkba_sensitivity *sensitivity)
{
    static const char *const header[] = {"sens.number", "sens.low",     "sens.central",
                                         "sens.high",   "sens.grade",   "sens.at_low",
                                         "sens.bar",    "sens.at_high", "sens.spread"};
    const mkba_sensitivity_part *part = &sensitivity->part[0];
    size_t rows = sensitivity->top > 0 && sensitivity->top < part->swings ? sensitivity->top
                                                                          : part->swings;
    scale s = scale_of(part, rows);
    mkba_moving m;
    mkba_moving_start(&m, on, &sensitivity->probe, fmax(fabs(s.least), fabs(s.greatest)));
    mkba_moving_title(&m, "sens.title", "sens.title_total", "");
    write_central(&m, part->central);
    mkba_page_text(&m.page, "sens.how");
    mkba_page_blank(&m.page);
    mkba_page_header(&m.page, &table, header);
    for (size_t i = 0; i < rows; i++) {
        write_swing(&m, &part->swing[i], &s);
    }
    write_notes(&m, sensitivity, rows);
}
