/* Areas: the municipalities inside the program, or the rows of a file. Public as the opaque
 * mkba_areas. */
#ifndef MKBA_INPUT_AREAS_H
#define MKBA_INPUT_AREAS_H

#include "input/data.h"
#include "input/indicator_sheet.h"

/* Where a scenario says what it says. */
typedef struct {
    const char *file;
    unsigned line;
    const char *path;
    const char *source; /* in words: the scenario and its file */
} mkba_origin;

/* Where a figure comes from that stands in no areas file. */
typedef struct {
    char evidence;
    const char *source; /* in words, or the id of a source; "" for none */
    const char *file;
    unsigned line;
    bool is_own; /* a price that the file has, not the list */
} mkba_passport;

typedef struct {
    const char *code;
    const char *name;       /* the code when there is no name */
    const char *other_name; /* "" when it has none */
    unsigned line;          /* in the file */
    bool *entered;          /* per column of data->column: has a number */
    double *value;          /* NaN when not entered; euros at the price level of the model */
    double *low, *high; /* the range of a figure, NaN for none; NULL when the row has none */
    const char **low_text, **high_text; /* the same as written; NULL: nothing */
    const char **text;                  /* as written; "" when blank */
    const char *
        *source; /* where a number comes from, as the file says; NULL when it does not */
    char *grade; /* its evidence grade, as the file says; 0 when it does not */
    const mkba_origin *
        *origin; /* of what a scenario changed; NULL when none changed this area */
    const mkba_passport *
        *passport;           /* per column that was measured; NULL when none of the area was */
    const mkba_entry *entry; /* per column; NULL: the file is no sheet of indicators */
    mkba_message *note;      /* what was done with its figures */
    size_t notes, note_capacity;
} mkba_area;

struct mkba_areas {
    mkba_arena *arena;
    const mkba_data *data;
    const char *file;
    bool is_built_in;
    char decimal; /* the decimal sign of the file; 0: each cell shows it */
    mkba_area *area;
    size_t count;
    size_t columns;                 /* there were when they were read */
    struct mkba_area_reader *later; /* reads the rows that are asked for; NULL: all are read */
    size_t *selected; /* indices of the areas asked for; all when there are none */
    size_t n_selected, selected_capacity;
    mkba_message *note; /* what holds for the whole file */
    size_t notes, note_capacity;
    mkba_read_files read; /* the file itself */
};

/* As mkba_areas_open, from text in memory. */
mkba_status mkba_areas_read_text(mkba_areas **out, const mkba_data *data,
                                 mkba_source_text text, char decimal, mkba_issues *issues);
/* MEMORY, with the areas gone, when something could not be noted. */
mkba_status mkba_areas_whole(mkba_areas **areas);
/* The place in the file of the i-th area of a run, and that area: of those that were selected,
 * when any were. */
size_t mkba_areas_place(const mkba_areas *areas, size_t i);
mkba_area *mkba_areas_at(const mkba_areas *areas, size_t i);
/* The municipalities inside the program, by name only: their figures are read when they are
 * asked for. A test sees to it that they can be read. */
mkba_status mkba_areas_read_names(mkba_areas **out, const mkba_data *data,
                                  mkba_source_text text, mkba_issues *issues);
/* Reads the figures of an area if that was not done yet: needed before they are used. */
mkba_status mkba_areas_fill(const mkba_areas *areas, size_t index, mkba_issues *issues);
/* The same for all areas of the run. */
mkba_status mkba_areas_fill_selected(const mkba_areas *areas, mkba_issues *issues);
/* The index of the area with a code or name; case and accents do not matter. UNKNOWN names the
 * nearest, CONFLICT lists those that it could be. */
mkba_status mkba_areas_find(size_t *out, const mkba_areas *areas, const char *name,
                            mkba_issues *issues);

/* The column with this id, or MKBA_MAP_NONE. */
size_t mkba_area_column(const mkba_data *data, const char *id);
/* The scenario that changed a column of an area; NULL when none did. */
const mkba_origin *mkba_area_origin(const mkba_area *area, size_t column);
/* The passport of a measured one, else NULL. */
const mkba_passport *mkba_area_passport(const mkba_area *area, size_t column);
/* The evidence grade of a number that was entered, and in words where it comes from ("" when
 * nobody said). */
char mkba_area_evidence(const mkba_areas *areas, const mkba_area *area, size_t column,
                        const char **source);

#endif
