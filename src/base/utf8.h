/* Text that came from outside and may not be UTF-8, such as the name of a file. */
#ifndef MKBA_BASE_UTF8_H
#define MKBA_BASE_UTF8_H

#include "base/buffer.h"

bool mkba_is_utf8(const char *bytes, size_t length);

/* What can be shown of it: U+FFFD stands for every byte that is no UTF-8. */
void mkba_buffer_add_shown(mkba_buffer *buffer, const char *text);
void mkba_text_copy_shown(char *out, size_t size, const char *text);

#endif
