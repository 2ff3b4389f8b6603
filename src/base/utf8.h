/* Text that came from outside and may not be UTF-8, such as the name of a file. */
#ifndef MKBA_BASE_UTF8_H
#define MKBA_BASE_UTF8_H

#include "base/buffer.h"

/* What is shown for bytes that stand for no character: U+FFFD. */
#define MKBA_NO_CHARACTER "\xEF\xBF\xBD"

bool mkba_is_utf8(const char *bytes, size_t length);

/* What can be shown of it: MKBA_NO_CHARACTER stands for every byte that is no UTF-8. */
void mkba_buffer_add_shown(mkba_buffer *buffer, const char *text);
void mkba_text_copy_shown(char *out, size_t size, const char *text);

#endif
