/* Scenario files, laid on the numbers and on two areas. */
#include "fuzz.h"

static const char two_areas[] =
    "code;households;inhabitants;score_find\nW1;4000;9000;0.5\nW2;10;;\n";

static mkba_status apply(mkba_data *data, const mkba_overlay *overlay, mkba_issues *issues)
{
    char name[FUZZ_NAME];
    mkba_areas *areas = NULL;
    int file = fuzz_file(name, (const uint8_t *)two_areas, sizeof two_areas - 1);
    mkba_status status = mkba_data_apply(data, overlay, issues);
    if (status == MKBA_OK) {
        status = mkba_areas_open(&areas, data, name, 0, issues);
    }
    if (status == MKBA_OK) {
        status = mkba_areas_apply(areas, overlay, issues);
    }
    mkba_areas_free(areas);
    close(file);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char name[FUZZ_NAME];
    const char *files[] = {name, name};
    mkba_issues issues = {0};
    mkba_overlay *overlay;
    mkba_data *data = fuzz_data();
    int file = fuzz_file(name, bytes, size);
    mkba_status status = mkba_overlay_open(&overlay, data, files, 1 + size % 2, &issues);
    if (status == MKBA_OK) {
        status = apply(data, overlay, &issues);
    }
    fuzz_check(status, &issues);
    mkba_overlay_free(overlay);
    mkba_data_free(data);
    close(file);
    return 0;
}
