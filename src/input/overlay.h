/* Scenarios as overlays: small files that say what differs from the numbers and the areas as
 * they stand. Public as the opaque mkba_overlay. */
#ifndef MKBA_INPUT_OVERLAY_H
#define MKBA_INPUT_OVERLAY_H

#include "input/areas.h"
#include "input/json_tree.h"

/* One file. */
typedef struct {
    const char *name;
    const char *label[2]; /* the name when it has none */
    const char *file;
    const char *source; /* what its numbers name as their source */
    mkba_change *change;
    size_t changes, capacity;
    mkba_read_files read; /* the file itself, unless it is one of those shipped */
} mkba_overlay_file;

/* A stack of them: the last one wins. */
struct mkba_overlay {
    mkba_arena *arena;
    mkba_overlay_file *file;
    size_t files;
};

/* Reads one file into `out`, and checks all that can be checked before areas are known.
 * Without `with_areas` it is one of the evidence scenarios: it must have parameters, and has
 * no areas.
 */
mkba_status mkba_overlay_read(mkba_overlay_file *out, mkba_arena *arena, const mkba_data *data,
                              mkba_source_text text, bool with_areas, mkba_issues *issues);

/* Can a number of the model be this value, low and high? */
mkba_status mkba_overlay_check_number(const mkba_parameter *p, const double value[3],
                                      mkba_place place, mkba_issues *issues);
/* Can an area have this number in a column? */
mkba_status mkba_overlay_check_column(const mkba_column *column, double value,
                                      mkba_place place, mkba_issues *issues);

#endif
