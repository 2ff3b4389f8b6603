#include "report/segments.h"

#include "report/writers.h"

/* What is shown of an area; of a count that is not, only that it is small. */
typedef struct {
    bool row, heavy, vulnerable;
} shown;

/* What can be worked out from what stands beside it is shown as well: the households that a
 * count leaves, and the self-reliant, who are what both leave. */
static shown shown_of(const mkba_area_count *area, unsigned least)
{
    uint64_t all = area->households, rest = all - area->heavy - area->vulnerable;
    shown out = {.row = all >= least,
                 .heavy = area->heavy >= least && all - area->heavy >= least,
                 .vulnerable = area->vulnerable >= least && all - area->vulnerable >= least};
    if (out.heavy && out.vulnerable && rest < least) {
        out.heavy = area->heavy >= area->vulnerable;
        out.vulnerable = !out.heavy;
    }
    return out;
}

static void add_count(mkba_buffer *out, uint64_t count, bool is_shown)
{
    mkba_buffer_add(out, ";");
    if (is_shown) {
        mkba_buffer_add_int(out, (long)count);
    }
}

void mkba_write_segments_csv(mkba_buffer *out, const mkba_segments *segments, unsigned least)
{
    mkba_buffer_add(out, "code;households;heavy_households;vulnerable_households\n");
    for (size_t i = 0; i < segments->areas; i++) {
        const mkba_area_count *area = &segments->area[i];
        shown show = shown_of(area, least);
        if (show.row) {
            mkba_write_csv_cell(out, area->name);
            add_count(out, area->households, true);
            add_count(out, area->heavy, show.heavy);
            add_count(out, area->vulnerable, show.vulnerable);
            mkba_buffer_add(out, "\n");
        }
    }
}

/* ------------------------------------------------------------------ Remarks */

/* A sentence, where its first number is not 0. */
static void say(mkba_buffer *out, const mkba_catalogue *catalogue, const char *id,
                double first, double second)
{
    mkba_message message;
    if (first > 0) {
        mkba_message_fill(&message, id, NULL, (double[]){first, second}, 2);
        mkba_say_message(out, catalogue, NULL, &message);
        mkba_buffer_add(out, "\n");
    }
}

static void say_suppressed(mkba_buffer *out, const mkba_catalogue *catalogue,
                           const mkba_segments *segments, unsigned least)
{
    size_t rows = 0, blanks = 0;
    for (size_t i = 0; i < segments->areas; i++) {
        shown show = shown_of(&segments->area[i], least);
        rows += !show.row;
        blanks += show.row ? (size_t)!show.heavy + !show.vulnerable : 0;
    }
    say(out, catalogue, "records.blank", (double)blanks, least);
    say(out, catalogue, "records.left_out", (double)rows, least);
}

void mkba_write_segments_remarks(mkba_buffer *out, const mkba_segments *segments,
                                 unsigned least, const mkba_catalogue *catalogue)
{
    bool is_few = segments->no_score > 0 && segments->no_score < least;
    if (least == 0) { /* a total would tell what was left out */
        say(out, catalogue, "records.read", (double)segments->households,
            (double)segments->areas);
    }
    say(out, catalogue, is_few ? "records.no_score_few" : "records.no_score",
        is_few ? least : (double)segments->no_score, 0);
    say(out, catalogue, "records.others", (double)segments->others, 0);
    say(out, catalogue, "records.absent", (double)segments->absent, 0);
    say(out, catalogue, "records.without_ids", segments->has_id ? 0 : 1, 0);
    say(out, catalogue, "records.no_id", (double)segments->no_id, 0);
    say(out, catalogue, "records.not_repeated", (double)segments->not_repeated, 0);
    say_suppressed(out, catalogue, segments, least);
}
