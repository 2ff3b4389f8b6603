/* What a file is: told from its first lines, not from its name. */
#ifndef MKBA_INPUT_FILE_KIND_H
#define MKBA_INPUT_FILE_KIND_H

#include "input/data.h"

/* The kind of a text of which the beginning is given. */
mkba_file_kind mkba_kind_of_text(const mkba_data *data, const char *path, const char *text,
                                 size_t length, bool *has_rows);

#endif
