#include "report/writing.h"

bool mkba_writing_start(mkba_writing *writing, char **out, mkba_style style)
{
    *out = NULL;
    *writing = (mkba_writing){.out = out, .catalogue = mkba_catalogue_new(style.language)};
    writing->page =
        (mkba_page){.out = &writing->text,
                    .catalogue = writing->catalogue,
                    .unit = 1,
                    .form = style.format == MKBA_MARKDOWN ? &mkba_page_markdown_form
                                                          : &mkba_page_text_form,
                    .state = &writing->state};
    return writing->catalogue != NULL;
}

mkba_status mkba_writing_finish(mkba_writing *writing, mkba_status status)
{
    mkba_buffer *text = &writing->text;
    mkba_catalogue_free(writing->catalogue);
    mkba_buffer_add(text, ""); /* nothing written is a text too */
    if (status == MKBA_OK && !mkba_buffer_is_whole(text)) {
        status = MKBA_ERR_MEMORY;
    }
    if (status != MKBA_OK) {
        mkba_buffer_free(text);
    }
    *writing->out = text->text;
    return status;
}
