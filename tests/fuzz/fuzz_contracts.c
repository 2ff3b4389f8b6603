/* Contracts, with one area and the plan that follows from them. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char name[FUZZ_NAME];
    mkba_issues issues = {0};
    mkba_data *data = fuzz_data();
    mkba_areas *areas = NULL;
    mkba_result *result = NULL;
    int file = fuzz_file(name, bytes, size);
    if (mkba_areas_open_municipalities(&areas, data, NULL) != MKBA_OK ||
        mkba_areas_select(areas, "Utrecht", NULL) != MKBA_OK) {
        abort();
    }
    fuzz_check(mkba_baseline_run_plan(&result, areas, name, 0, &issues), &issues);
    mkba_result_free(result);
    mkba_areas_free(areas);
    mkba_data_free(data);
    close(file);
    return 0;
}
