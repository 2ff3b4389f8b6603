/* Tables with numbers of the user, and a number given by hand: what stands before the first
 * NUL, or before an empty line. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    char name[FUZZ_NAME], setting[256];
    const char *files[] = {name}, *settings[] = {setting};
    mkba_issues issues = {0};
    mkba_data *data = fuzz_data();
    const uint8_t *split = memmem(bytes, size, "\n\n", 2);
    size_t length = split ? (size_t)(split - bytes) : 0;
    snprintf(setting, sizeof setting, "%.*s", (int)(length < 255 ? length : 255),
             (const char *)bytes);
    int file = fuzz_file(name, bytes + length, size - length);
    mkba_overrides overrides = {
        .files = files, .n_files = 1, .settings = settings, .n_settings = length > 0};
    fuzz_check(mkba_data_override(data, &overrides, &issues), &issues);
    mkba_data_free(data);
    close(file);
    return 0;
}
