/* What a file is: told from its first lines, not from its name. */
#ifndef MKBA_INPUT_FILE_KIND_H
#define MKBA_INPUT_FILE_KIND_H

#include "input/data.h"

/* The kind of a text of which the beginning is given. */
mkba_status mkba_kind_of_text(mkba_file_kind *out, bool *has_rows, const mkba_data *data,
                              const char *path, const char *text, size_t length);

#endif
