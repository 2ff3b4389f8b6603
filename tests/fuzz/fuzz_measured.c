/* Measured effects, placed with the areas that they are about; and a small baseline with them.
 */
#include "fuzz.h"

static mkba_status measure(mkba_data *data, const char *file, mkba_issues *issues)
{
    const char *files[] = {file};
    mkba_areas *areas = NULL;
    mkba_result *result = NULL;
    mkba_status status = mkba_data_measure(data, files, 1, 0, issues);
    if (status == MKBA_OK) {
        status = mkba_areas_open_municipalities(&areas, data, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_select(areas, "Utrecht", issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_measure(areas, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_baseline_run(&result, areas, issues);
    }
    mkba_result_free(result);
    mkba_areas_free(areas);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char name[FUZZ_NAME];
    mkba_issues issues = {0};
    mkba_data *data = fuzz_data();
    int file = fuzz_file(name, bytes, size);
    fuzz_check(measure(data, name, &issues), &issues);
    mkba_data_free(data);
    close(file);
    return 0;
}
