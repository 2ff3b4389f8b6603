/* Files of areas, and the baseline of those that are accepted. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static mkba_data *data;
    char name[FUZZ_NAME], *text;
    mkba_issues issues = {0};
    mkba_areas *areas;
    data = data ? data : fuzz_data();
    int file = fuzz_file(name, bytes, size);
    mkba_status status = mkba_areas_open(&areas, data, name, 0, &issues);
    fuzz_check(status, &issues);
    if (status == MKBA_OK && mkba_areas_remarks_write(&text, areas, MKBA_DUTCH) == MKBA_OK) {
        mkba_text_free(text);
    }
    if (status == MKBA_OK && mkba_areas_count(areas) == 1) {
        mkba_result *result;
        fuzz_check(mkba_baseline_run(&result, areas, &issues), &issues);
        mkba_result_free(result);
    }
    mkba_areas_free(areas);
    close(file);
    return 0;
}
