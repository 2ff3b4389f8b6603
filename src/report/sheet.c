#include "report/sheet.h"

#include <math.h>
#include <string.h>

double mkba_sheet_figure(const mkba_sheet *sheet, const char *path)
{
    size_t i = mkba_figures_find(sheet->result->figures, path);
    return i == MKBA_MAP_NONE ? (double)NAN : sheet->value[i];
}

double mkba_sheet_item(const mkba_sheet *sheet, const char *pattern, const char *item)
{
    char path[MKBA_TEXT];
    return mkba_path_of_item(path, pattern, item) ? mkba_sheet_figure(sheet, path)
                                                  : (double)NAN;
}

void mkba_sheet_say(const mkba_sheet *sheet, const char *mark, const char *id,
                    const double *number, size_t numbers)
{
    mkba_message message;
    mkba_message_words(&message, id, NULL);
    mkba_message_numbers(&message, 0, numbers, number);
    mkba_page_message(&sheet->page, mark, &message);
}

const char *mkba_sheet_label(const mkba_sheet *sheet, const char *const label[2])
{
    return label[mkba_catalogue_language(sheet->page.catalogue)];
}
