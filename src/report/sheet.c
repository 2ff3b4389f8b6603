#include "report/sheet.h"

#include <math.h>

mkba_sheet mkba_sheet_of(const mkba_page *on, const mkba_result *result)
{
    bool single = result->count == 1;
    mkba_sheet sheet = {.page = *on,
                        .result = result,
                        .outcome = single ? &result->outcome[0] : NULL,
                        .value = single ? result->outcome[0].value : result->total};
    sheet.page.data = result->data;
    return sheet;
}

void mkba_sheet_title(const mkba_sheet *sheet, const char *id, const char *id_total)
{
    const mkba_area *area = sheet->outcome ? sheet->outcome->area : NULL;
    mkba_page_say_title(&sheet->page, area ? id : id_total,
                        MKBA_WORDS(area ? area->name : "", area ? area->code : ""),
                        (double[]){(double)sheet->result->count}, 1);
    mkba_page_about(&sheet->page);
}

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
    mkba_page_say(&sheet->page, mark, id, NULL, number, numbers);
}

const char *mkba_sheet_label(const mkba_sheet *sheet, const char *const label[2])
{
    return label[mkba_catalogue_language(sheet->page.catalogue)];
}
