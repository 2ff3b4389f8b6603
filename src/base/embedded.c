#include "base/embedded.h"

#include <string.h>

const mkba_embedded_file *mkba_embedded_find(const char *name)
{
    for (size_t i = 0; i < mkba_embedded_count; i++) {
        if (strcmp(mkba_embedded_files[i].name, name) == 0) {
            return &mkba_embedded_files[i];
        }
    }
    return NULL;
}
