/* Official tables: key figures of neighbourhoods, and municipal accounts; of a year and a
 * report that are asked for where the size of the file is odd. */
#include "fuzz.h"

static void finish(mkba_status status, mkba_import *import, const mkba_issues *issues)
{
    char *text;
    fuzz_check(status, issues);
    if (status == MKBA_OK && mkba_import_write(&text, import, MKBA_DUTCH) == MKBA_OK) {
        mkba_text_free(text);
    }
    if (status == MKBA_OK && mkba_import_remarks_write(&text, import, MKBA_DUTCH) == MKBA_OK) {
        mkba_text_free(text);
    }
    mkba_import_free(import);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static mkba_data *data;
    char name[FUZZ_NAME];
    const char *files[] = {name};
    mkba_issues issues[2] = {{0}};
    mkba_import *import;
    data = data ? data : fuzz_data();
    int file = fuzz_file(name, bytes, size);
    mkba_kwb_options kwb = {.files = files, .n_files = 1, .year = size % 2 ? 2020 : 0};
    mkba_status status = mkba_import_kwb(&import, data, &kwb, &issues[0]);
    finish(status, import, &issues[0]);
    mkba_iv3_options iv3 = {.file = name,
                            .year = size % 2 ? 2024 : 0,
                            .report = size % 2 ? MKBA_REPORT_ACCOUNTS : MKBA_REPORT_ONLY};
    status = mkba_import_iv3(&import, data, &iv3, &issues[1]);
    finish(status, import, &issues[1]);
    close(file);
    return 0;
}
