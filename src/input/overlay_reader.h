/* Reading a scenario's file; shared by the files that do so. */
#ifndef MKBA_INPUT_OVERLAY_READER_H
#define MKBA_INPUT_OVERLAY_READER_H

#include "input/overlay.h"

typedef struct {
    mkba_overlay_file *out;
    mkba_arena *arena;
    const mkba_data *data;
    const char **seen; /* per column of data->column: its name in the area being read */
    mkba_issues *issues;
    mkba_status status; /* of the first fault */
} mkba_overlay_reader;

mkba_place mkba_overlay_place(const mkba_overlay_reader *r, const mkba_tree *value);
/* Records the status of a step; true when it is good. */
bool mkba_overlay_keep(mkba_overlay_reader *r, mkba_status status);
void mkba_overlay_fault(mkba_overlay_reader *r, const mkba_tree *value, mkba_status status,
                        const char *id, const char *word);
/* A key that is none of `known`, of which there are `count`. */
void mkba_overlay_unknown_key(mkba_overlay_reader *r, const mkba_tree *value,
                              const char *const *known, size_t count);

/* What is to be done to numbers of the model, or else to a column of areas. False when the
 * value says nothing that can be done. */
bool mkba_overlay_read_value(mkba_overlay_reader *r, mkba_change *change,
                             const mkba_tree *value, bool of_model);

#endif
