#include "input/encoding.h"

#include <errno.h>
#include <string.h>

/* The last one is what any file starts with. */
static const mkba_encoding marks[] = {
    {"PK\x03\x04", 4, NULL, 0, true},      {"\xD0\xCF\x11\xE0", 4, NULL, 0, true},
    {"\xEF\xBB\xBF", 3, NULL, 0, false},   {"\xFF\xFE", 2, "UTF-16LE", 2, false},
    {"\xFE\xFF", 2, "UTF-16BE", 2, false}, {"", 0, NULL, 0, false},
};

const mkba_encoding mkba_windows_1252 = {"", 0, "CP1252", 1, false};

const mkba_encoding *mkba_encoding_of(const char *bytes, size_t length)
{
    const mkba_encoding *e = marks;
    while (length < e->size || memcmp(bytes, e->bytes, e->size) != 0) {
        e++;
    }
    return e;
}

mkba_status mkba_converter_open(iconv_t *out, const mkba_encoding *encoding)
{
    *out = encoding->name ? iconv_open("UTF-8", encoding->name) : MKBA_NO_CONVERTER;
    return !encoding->name || *out != MKBA_NO_CONVERTER ? MKBA_OK
           : errno == ENOMEM                            ? MKBA_ERR_MEMORY
                                                        : MKBA_ERR_SYNTAX;
}
