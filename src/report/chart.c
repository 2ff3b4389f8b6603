#include "report/chart.h"

#include "report/page_html.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* Pixels; the letters are those of report.css. */
enum { LINE = 20, BAR = 16, INNER = 8, GAP = 12, FOOT = 22, LETTERS = 44, MOST_LINES = 3 };
enum { HEIGHT = 190, HEAD = 20, NAMES = 24 };

/* Percent of the width that values run over. */
static const double margin = 1.5;

void mkba_chart_patterns(mkba_buffer *out)
{
    mkba_buffer_add(out,
                    "<svg class=\"patterns\" width=\"0\" height=\"0\" aria-hidden=\"true\" "
                    "focusable=\"false\"><defs><pattern id=\"hatched\" "
                    "width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" "
                    "patternTransform=\"rotate(45)\"><rect class=\"hatch-ground\" width=\"6\" "
                    "height=\"6\"/><rect class=\"hatch-line\" width=\"3\" height=\"6\"/>"
                    "</pattern></defs></svg>\n");
}

/* ------------------------------------------------------------------ Elements */

typedef struct {
    mkba_buffer *out;
    const mkba_chart *chart;
    double least, most;
} drawing;

/* What no scale can hold is not drawn, nor what is no number. */
static bool can_be_drawn(double value)
{
    return fabs(value) < 1e300;
}

static void widen(drawing *d, double value)
{
    if (can_be_drawn(value)) {
        d->least = fmin(d->least, value);
        d->most = fmax(d->most, value);
    }
}

static double place(const drawing *d, double value)
{
    double width = d->most - d->least;
    return width > 0 ? margin + (100 - 2 * margin) * (value - d->least) / width : 50;
}

static void add(mkba_buffer *out, const char *name, double value, const char *unit)
{
    char digits[MKBA_DOUBLE_TEXT];
    mkba_fixed_text(digits, value, 2);
    mkba_buffer_add(out, " ");
    mkba_buffer_add(out, name);
    mkba_buffer_add(out, "=\"");
    mkba_buffer_add(out, digits);
    mkba_buffer_add(out, unit);
    mkba_buffer_add(out, "\"");
}

/* <rect class="solid" */
static void open_shape(mkba_buffer *out, const char *shape, const char *class)
{
    mkba_buffer_add(out, "<");
    mkba_buffer_add(out, shape);
    mkba_buffer_add(out, " class=\"");
    mkba_buffer_add(out, class);
    mkba_buffer_add(out, "\"");
}

static void add_text(mkba_buffer *out, const char *class, double x, double y,
                     const char *anchor, const char *text)
{
    open_shape(out, "text", class);
    add(out, "x", x, "%");
    add(out, "y", y, "");
    mkba_buffer_add(out, " text-anchor=\"");
    mkba_buffer_add(out, anchor);
    mkba_buffer_add(out, "\">");
    mkba_html_text(out, text);
    mkba_buffer_add(out, "</text>");
}

static void add_box(mkba_buffer *out, const char *class, double x, double width, double y,
                    double height)
{
    open_shape(out, "rect", class);
    add(out, "x", x, "%");
    add(out, "y", y, "");
    add(out, "width", width, "%");
    add(out, "height", height, "");
    mkba_buffer_add(out, "/>");
}

static void add_line(mkba_buffer *out, const char *class, double x1, double y1, double x2,
                     double y2)
{
    open_shape(out, "line", class);
    add(out, "x1", x1, "%");
    add(out, "y1", y1, "");
    add(out, "x2", x2, "%");
    add(out, "y2", y2, "");
    mkba_buffer_add(out, "/>");
}

static void add_named(mkba_buffer *out, const char *name, const mkba_chart *chart,
                      const char *text)
{
    mkba_buffer_add(out, "<");
    mkba_buffer_add(out, name);
    mkba_buffer_add(out, " id=\"");
    mkba_buffer_add(out, chart->id);
    mkba_buffer_add(out, "-");
    mkba_buffer_add(out, name);
    mkba_buffer_add(out, "\">");
    mkba_html_text(out, text);
    mkba_buffer_add(out, "</");
    mkba_buffer_add(out, name);
    mkba_buffer_add(out, ">");
}

static void begin(mkba_buffer *out, const mkba_chart *chart, double height)
{
    mkba_buffer_add(out, "<svg role=\"img\" width=\"100%\"");
    add(out, "height", height, "");
    mkba_buffer_add(out, " aria-labelledby=\"");
    mkba_buffer_add(out, chart->id);
    mkba_buffer_add(out, "-title ");
    mkba_buffer_add(out, chart->id);
    mkba_buffer_add(out, "-desc\">");
    add_named(out, "title", chart, chart->title);
    add_named(out, "desc", chart, chart->about);
    mkba_buffer_add(out, "\n");
}

/* Where text stands that is about a place along the width, so that it stays within. */
static const char *anchor_at(double x)
{
    return x < 12 ? "start" : x > 88 ? "end" : "middle";
}

/* ------------------------------------------------------------------ Rows */

static const char *class_of(const mkba_chart_bar *bar)
{
    switch (bar->fill) {
    case MKBA_FILL_SOLID:
        return "solid";
    case MKBA_FILL_HATCHED:
        return "hatched";
    case MKBA_FILL_OPEN:
        return "open";
    case MKBA_FILL_BY_SIGN:
        break;
    }
    return bar->to < bar->from ? "hatched" : "solid";
}

/* How much of a name fits on a line, broken after a word. */
static size_t line_of(const char *name)
{
    size_t at = 0, letters = 0, blank = 0;
    for (; name[at]; at++) {
        letters += ((unsigned char)name[at] & 0xC0) != 0x80;
        if (letters > LETTERS && blank > 0) {
            return blank;
        }
        blank = name[at] == ' ' ? at : blank;
    }
    return at;
}

static size_t lines_of(const char *name)
{
    size_t lines = 0;
    for (; name && *name && lines < MOST_LINES; lines++) {
        name += line_of(name);
        name += *name == ' ';
    }
    return lines;
}

static double add_lines(mkba_buffer *out, const char *class, double y, const char *text)
{
    size_t lines = lines_of(text);
    for (size_t i = 0; i < lines; i++) {
        mkba_buffer one = {0};
        size_t n = i + 1 < lines ? line_of(text) : strlen(text);
        mkba_buffer_add_bytes(&one, text, n);
        add_text(out, class, 0, y + 15, "start", mkba_buffer_text(&one));
        out->failed |= one.failed;
        mkba_buffer_free(&one);
        text += n;
        text += *text == ' ';
        y += LINE;
    }
    return y;
}

/* A name and its value share a line where both fit. */
static bool shares_line(const mkba_chart_row *row)
{
    return lines_of(row->name) == 1 && strlen(row->name) + strlen(row->value) < LETTERS - 4;
}

static double height_of(const mkba_chart_row *row)
{
    size_t lines = lines_of(row->name) + lines_of(row->remark) +
                   (row->value[0] && !shares_line(row) ? 1 : 0);
    return (double)(lines * LINE + BAR + GAP);
}

static void add_bar(const drawing *d, const mkba_chart_bar *bar, double y, double height)
{
    if (can_be_drawn(bar->to)) {
        double a = place(d, fmin(bar->from, bar->to)), b = place(d, fmax(bar->from, bar->to));
        add_box(d->out, class_of(bar), a, fmax(b - a, 0.3), y, height);
    }
}

/* The lines of zero and of the middle pass along the bars, and leave the names alone. */
static void add_uprights(const drawing *d, double y)
{
    const mkba_chart *chart = d->chart;
    if (d->least <= 0 && d->most >= 0) {
        add_line(d->out, "zero", place(d, 0), y - 3, place(d, 0), y + BAR + 3);
    }
    if (can_be_drawn(chart->middle)) {
        add_line(d->out, "middle", place(d, chart->middle), y - 3, place(d, chart->middle),
                 y + BAR + 3);
    }
}

static double add_row(const drawing *d, const mkba_chart_row *row, double y)
{
    bool shared = shares_line(row);
    double first = y;
    y = add_lines(d->out, "name", y, row->name);
    if (row->value[0]) {
        add_text(d->out, "value", 100, (shared ? first : y) + 15, "end", row->value);
        y += shared ? 0 : LINE;
    }
    y = add_lines(d->out, "remark", y, row->remark);
    bool within =
        (row->bar[0].to - row->bar[0].from) * (row->bar[1].to - row->bar[1].from) > 0;
    add_bar(d, &row->bar[0], y, BAR);
    add_bar(d, &row->bar[1], within ? y + (BAR - INNER) / 2.0 : y, within ? INNER : BAR);
    add_uprights(d, y);
    if (can_be_drawn(row->low)) {
        add_line(d->out, "halo", place(d, row->low), y + BAR / 2.0, place(d, row->high),
                 y + BAR / 2.0);
        add_line(d->out, "whisker", place(d, row->low), y + BAR / 2.0, place(d, row->high),
                 y + BAR / 2.0);
    }
    if (can_be_drawn(row->point)) {
        add_line(d->out, "point", place(d, row->point), y - 3, place(d, row->point),
                 y + BAR + 3);
    }
    mkba_buffer_add(d->out, "\n");
    return y + BAR + GAP;
}

static drawing scale_of(mkba_buffer *out, const mkba_chart *chart, const mkba_chart_row *row,
                        size_t rows)
{
    drawing d = {out, chart, INFINITY, -INFINITY};
    widen(&d, chart->zero ? 0 : (double)NAN);
    widen(&d, chart->middle);
    for (size_t i = 0; i < rows; i++) {
        for (size_t b = 0; b < 2; b++) {
            bool there = can_be_drawn(row[i].bar[b].to);
            widen(&d, there ? row[i].bar[b].from : (double)NAN);
            widen(&d, row[i].bar[b].to);
        }
        widen(&d, row[i].low);
        widen(&d, row[i].high);
        widen(&d, row[i].point);
    }
    return d;
}

static void name_upright(const drawing *d, double value, const char *name, double y)
{
    if (name && value >= d->least && value <= d->most) {
        double x = place(d, value);
        add_text(d->out, "axis", x, y, anchor_at(x), name);
    }
}

void mkba_chart_rows(mkba_buffer *out, const mkba_chart *chart, const mkba_chart_row *row,
                     size_t rows)
{
    drawing d = scale_of(out, chart, row, rows);
    bool both = chart->zero && can_be_drawn(chart->middle);
    double height = 0, y = 0;
    for (size_t i = 0; i < rows; i++) {
        height += height_of(&row[i]);
    }
    begin(out, chart, height + FOOT + (both ? LINE : 0));
    name_upright(&d, 0, chart->zero, height + 11);
    name_upright(&d, chart->middle, chart->middle_name, height + 11 + (both ? LINE : 0));
    for (size_t i = 0; i < rows; i++) {
        y = add_row(&d, &row[i], y);
    }
    mkba_buffer_add(out, "</svg>");
}

/* ------------------------------------------------------------------ Columns */

void mkba_chart_columns(mkba_buffer *out, const mkba_chart *chart,
                        const mkba_chart_column *column, size_t columns)
{
    drawing d = {out, chart, 0, 0};
    double step = 100.0 / (double)columns;
    for (size_t i = 0; i < columns; i++) {
        widen(&d, column[i].height);
    }
    double per = d.most > d.least ? HEIGHT / (d.most - d.least) : 0;
    double zero = HEAD + d.most * per, bottom = HEAD + HEIGHT + (d.least < 0 ? LINE : 0);
    begin(out, chart, bottom + NAMES);
    for (size_t i = 0; i < columns; i++) {
        double x = step * (double)i;
        double h = can_be_drawn(column[i].height) ? fabs(column[i].height) * per : 0;
        bool below = column[i].height < 0;
        add_box(out, below ? "hatched" : "solid", x + step * 0.12, step * 0.76,
                below ? zero : zero - h, h);
        if (column[i].value[0]) {
            add_text(out, "small", x + step / 2, below ? zero + h + 15 : zero - h - 5,
                     "middle", column[i].value);
        }
        if (column[i].name[0]) {
            add_text(out, "axis", x + step / 2, bottom + 17, "middle", column[i].name);
        }
        mkba_buffer_add(out, "\n");
    }
    add_line(out, "zero", 0, zero, 100, zero);
    mkba_buffer_add(out, "</svg>");
}
