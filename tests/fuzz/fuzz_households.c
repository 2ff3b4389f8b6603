/* Household records: in small blocks and on two threads they must give what they give at once,
 * as far as a line fits in a block. */
#include "fuzz.h"

#include "input/segments.h"

enum { SMALL = 512, WHOLE = 1 << 16 };

static mkba_status run(char **out, const mkba_data *data, const char *name, size_t block,
                       unsigned threads, mkba_issues *issues)
{
    mkba_segments *segments;
    mkba_segment_setup setup = {
        .block = block, .suspects = 3, .options.threads = threads, .options.areas = NULL};
    *out = NULL;
    mkba_status status = mkba_segments_read(&segments, data, name, &setup, issues);
    fuzz_check(status, issues);
    if (status == MKBA_OK && mkba_segments_write(out, segments, 0) != MKBA_OK) {
        abort();
    }
    mkba_segments_free(segments);
    return status;
}

static bool has_long_line(const mkba_issues *issues)
{
    for (size_t i = 0; i < mkba_issues_stored(issues); i++) {
        if (strcmp(issues->item[i].message.id, "table.row_too_long") == 0) {
            return true;
        }
    }
    return false;
}

/* Where quotes do not match, blocks may see them in another light behind the first fault. */
static void compare(mkba_status small, const mkba_issues *a, const char *x, mkba_status whole,
                    const mkba_issues *b, const char *y)
{
    if (has_long_line(a)) {
        return;
    }
    if (small != whole || (x && strcmp(x, y) != 0) ||
        (a->total > 0 && (a->item[0].line != b->item[0].line ||
                          strcmp(a->item[0].message.id, b->item[0].message.id) != 0))) {
        abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
    static mkba_data *data;
    char name[FUZZ_NAME], *small, *whole;
    mkba_issues issues[2] = {{0}};
    data = data ? data : fuzz_data();
    int file = fuzz_file(name, bytes, size);
    mkba_status a = run(&small, data, name, SMALL, 2, &issues[0]);
    mkba_status b = run(&whole, data, name, WHOLE, 1, &issues[1]);
    compare(a, &issues[0], small, b, &issues[1], whole);
    mkba_text_free(small);
    mkba_text_free(whole);
    close(file);
    return 0;
}
