#include "report/writers.h"

#include <math.h>
#include <string.h>

void mkba_write_csv_cell(mkba_buffer *out, const char *text)
{
    if (!strpbrk(text, ";\"\n\r")) {
        mkba_buffer_add(out, text);
        return;
    }
    mkba_buffer_add_char(out, '"', 1);
    for (; *text; text++) {
        mkba_buffer_add_char(out, *text, *text == '"' ? 2 : 1);
    }
    mkba_buffer_add_char(out, '"', 1);
}

static void write_figure(mkba_buffer *out, const char *area, const mkba_figure *figure,
                         double value)
{
    mkba_write_csv_cell(out, area);
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, figure->path);
    mkba_buffer_add_char(out, ';', 1);
    mkba_buffer_add(out, figure->unit);
    mkba_buffer_add_char(out, ';', 1);
    if (isfinite(value)) {
        mkba_buffer_add_double(out, value);
    }
    mkba_buffer_add_char(out, '\n', 1);
}

void mkba_write_baseline_csv(mkba_buffer *out, const mkba_result *result)
{
    const mkba_figures *figures = result->figures;
    mkba_buffer_add(out, "area;figure;unit;value\n");
    for (size_t a = 0; a < result->count; a++) {
        for (size_t i = 0; i < figures->in_baseline; i++) {
            write_figure(out, result->outcome[a].area->code, &figures->figure[i],
                         result->outcome[a].value[i]);
        }
    }
    for (size_t i = 0; i < figures->in_baseline; i++) {
        if (figures->figure[i].adds_up || strcmp(figures->figure[i].path, "ratio") == 0) {
            write_figure(out, "total", &figures->figure[i], result->total[i]);
        }
    }
}
