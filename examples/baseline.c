/* The net present value of a municipality, as it stands and under a scenario.
 *
 *     cc baseline.c $(pkg-config --cflags --libs mkba) -o baseline
 *     ./baseline Utrecht half-replaced.json */
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
    if (status == MKBA_OK && scenario) {
        status = mkba_areas_apply(*areas, scenario, issues);
    }
    return status;
}

/* `file`: a scenario, or NULL. */
static mkba_status net_value(double *out, const char *municipality, const char *file,
                             mkba_issues *issues)
{
    mkba_data *data = NULL;
    mkba_overlay *scenario = NULL;
    mkba_areas *areas = NULL;
    mkba_result *result = NULL;
    mkba_status status = mkba_data_open(&data, NULL, issues);
    if (status == MKBA_OK && file) {
        status = mkba_overlay_open(&scenario, data, &file, 1, issues);
    }
    if (status == MKBA_OK) {
        status = open_areas(&areas, data, scenario, municipality, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_baseline_run(&result, areas, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_result_figure(out, result, 0, "npv_eur", issues);
    }
    mkba_result_free(result);
    mkba_areas_free(areas);
    mkba_overlay_free(scenario);
    mkba_data_free(data);
    return status;
}

int main(int argc, char **argv)
{
    mkba_issues issues = {0};
    double base, changed;
    if (argc != 3) {
        fprintf(stderr, "usage: baseline MUNICIPALITY SCENARIO\n");
        return 2;
    }
    mkba_status status = net_value(&base, argv[1], NULL, &issues);
    if (status == MKBA_OK) {
        status = net_value(&changed, argv[1], argv[2], &issues);
    }
    if (status == MKBA_OK) {
        printf("base %.17g\nscenario %.17g\n", base, changed);
        return 0;
    }
    for (size_t i = 0; i < mkba_issues_stored(&issues); i++) {
        char *text = mkba_issue_text(&issues.item[i], MKBA_ENGLISH);
        fprintf(stderr, "%s\n", text ? text : issues.item[i].message.id);
        mkba_text_free(text);
    }
    return 1;
}
