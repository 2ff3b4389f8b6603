#include "analysis/draws.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* 64-bit FNV-1a. */
uint64_t mkba_stream_id(const char *name)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (const unsigned char *c = (const unsigned char *)name; *c; c++) {
        hash = (hash ^ *c) * 0x100000001b3u;
    }
    return hash;
}

void mkba_stream_name(char out[MKBA_TEXT], const mkba_parameter *p, const char *code)
{
    bool group = p->draw_group[0] != '\0';
    bool local = mkba_parameter_is_local(p);
    snprintf(out, MKBA_TEXT, "%s%s%s%s", group ? "group." : "", group ? p->draw_group : p->key,
             local ? "@" : "", local ? code : "");
}

bool mkba_parameter_is_local(const mkba_parameter *p)
{
    return strcmp(p->kind, "local") == 0;
}

bool mkba_parameter_range(mkba_triangle *out, const mkba_parameter *p)
{
    *out = (mkba_triangle){p->low, p->value, p->high};
    return strcmp(p->kind, "choice") != 0 && p->low < p->high;
}

bool mkba_column_is_score(const mkba_data *data, size_t column)
{
    return strncmp(data->column[column].id, "score_", 6) == 0 &&
           data->column[column].type == MKBA_COLUMN_SHARE;
}

/* Nobody documented it, and it has no range of its own. */
static bool is_own_opinion(const mkba_areas *areas, const mkba_area *area, size_t column)
{
    const char *source;
    return mkba_column_is_score(areas->data, column) &&
           mkba_area_evidence(areas, area, column, &source) == 'S';
}

bool mkba_entered_range(mkba_triangle *out, const mkba_areas *areas, const mkba_area *area,
                        size_t column)
{
    double value = area->value[column];
    double width = mkba_data_value(areas->data, "score_uncertainty");
    *out = (mkba_triangle){value, value, value};
    if (!area->entered[column]) {
        return false;
    }
    if (area->low && !isnan(area->low[column])) {
        *out = (mkba_triangle){area->low[column], value, area->high[column]};
    } else if (is_own_opinion(areas, area, column)) {
        *out = (mkba_triangle){fmax(0, value - width), value, fmin(1, value + width)};
    }
    return out->low < out->high;
}
