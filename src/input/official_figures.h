/* Which columns of a file of key figures give which figures, and in what unit. */
#ifndef MKBA_INPUT_OFFICIAL_FIGURES_H
#define MKBA_INPUT_OFFICIAL_FIGURES_H

#include "input/official.h"

/* A column of the file that is used. */
typedef struct {
    size_t column;        /* of data->column */
    size_t at;            /* in the file */
    double factor;        /* times what is written */
    size_t base;          /* times this column; SIZE_MAX: it stands alone */
    const char *header;   /* as the file has it */
    const char *file;     /* without folders */
    const char *note;     /* the sentence that says what was done */
    unsigned char source; /* in mkba_import.source */
} mkba_official_figure;

typedef struct {
    mkba_official_figure *item;
    size_t count, capacity;
} mkba_official_figures;

/* Adds the columns of a sheet, and notes those that are known but cannot be used. `source` is
 * that of the file, `derived` that of what is computed from it. */
mkba_status mkba_official_figures_add(mkba_official_figures *figures, mkba_import *import,
                                      const mkba_official_names *names,
                                      const mkba_official_sheet *sheet, unsigned char source,
                                      unsigned char derived);

/* Selects the areas that were asked for out of all rows, checks and spreads. `first` is where
 * the first file has its names. */
mkba_status mkba_kwb_finish(mkba_import *import, const mkba_kwb_options *options,
                            const mkba_builtin *builtin, const mkba_official_figures *figures,
                            mkba_place first, mkba_issues *issues);

#endif
