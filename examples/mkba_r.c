/* A figure of a municipality for base R, whose .C passes arrays of numbers and texts, and no
 * handles: this is the layer between. R CMD SHLIB compiles it (see baseline.R). */
#include <mkba.h>

#include <stdio.h>

static mkba_status open_areas(mkba_areas **areas, mkba_data *data,
                              const mkba_overlay *scenario, const char *municipality,
                              mkba_issues *issues)
{
    mkba_status status = scenario ? mkba_data_apply(data, scenario, issues) : MKBA_OK;
    if (status == MKBA_OK) {
        status = mkba_areas_open_municipalities(areas, data, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_select(*areas, municipality, issues);
    }
    return status == MKBA_OK && scenario ? mkba_areas_apply(*areas, scenario, issues) : status;
}

static mkba_status compute(double *value, const char *municipality, const char *figure,
                           const char *const *files, size_t n_files, mkba_issues *issues)
{
    mkba_data *data = NULL;
    mkba_overlay *scenario = NULL;
    mkba_areas *areas = NULL;
    mkba_result *result = NULL;
    mkba_status status = mkba_data_open(&data, NULL, issues);
    if (status == MKBA_OK && n_files > 0) {
        status = mkba_overlay_open(&scenario, data, files, n_files, issues);
    }
    if (status == MKBA_OK) {
        status = open_areas(&areas, data, scenario, municipality, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_baseline_run(&result, areas, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_result_figure(value, result, 0, figure, issues);
    }
    mkba_result_free(result);
    mkba_areas_free(areas);
    mkba_overlay_free(scenario);
    mkba_data_free(data);
    return status;
}

/* `files` holds `n_files` scenarios on each other. `why` comes with room for 1000 characters:
 * the first fault. */
void mkba_r_figure(char **municipality, char **figure, char **files, int *n_files,
                   double *value, int *status, char **why)
{
    mkba_issues issues = {0};
    *status = (int)compute(value, *municipality, *figure, (const char *const *)files,
                           (size_t)*n_files, &issues);
    if (mkba_issues_stored(&issues) > 0) {
        char *text = mkba_issue_text(&issues.item[0], MKBA_ENGLISH);
        snprintf(*why, 1000, "%s", text ? text : issues.item[0].message.id);
        mkba_text_free(text);
    }
}
