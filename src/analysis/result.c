#include "analysis/result.h"

#include <math.h>
#include <string.h>

double mkba_outcome_figure(const mkba_result *result, const mkba_outcome *outcome,
                           const char *path)
{
    size_t i = mkba_figures_find(result->figures, path);
    return i == MKBA_MAP_NONE ? (double)NAN : outcome->value[i];
}

bool mkba_path_of_item(char out[MKBA_TEXT], const char *pattern, const char *item)
{
    const char *rest = strchr(pattern, '%') + 2;
    size_t before = (size_t)(rest - pattern) - 2, length = strlen(item), after = strlen(rest);
    if (before + length + after >= MKBA_TEXT) {
        return false;
    }
    memcpy(out, pattern, before);
    memcpy(out + before, item, length);
    memcpy(out + before + length, rest, after + 1);
    return true;
}

double mkba_outcome_item(const mkba_result *result, const mkba_outcome *outcome,
                         const char *pattern, const char *item)
{
    char path[MKBA_TEXT];
    return mkba_path_of_item(path, pattern, item) ? mkba_outcome_figure(result, outcome, path)
                                                  : (double)NAN;
}

void mkba_result_free(mkba_result *result)
{
    if (result) {
        mkba_study_free(result->study);
        mkba_study_free(result->second_study);
        mkba_arena_free(result->arena);
    }
}

const mkba_areas *mkba_result_source(const mkba_result *result)
{
    return result->areas;
}

size_t mkba_result_areas(const mkba_result *result)
{
    return result->count;
}

mkba_status mkba_result_figure(double *out, const mkba_result *result, size_t area,
                               const char *figure, mkba_issues *issues)
{
    size_t i = mkba_figures_find(result->figures, figure);
    if (i == MKBA_MAP_NONE) {
        return mkba_figure_unknown(result->figures, figure, issues);
    }
    *out = area == MKBA_TOTAL ? result->total[i] : result->outcome[area].value[i];
    return MKBA_OK;
}
