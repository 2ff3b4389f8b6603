#include "input/registration.h"

#include <stddef.h>
#include <string.h>

#define TEXT(member, needed)                                                                  \
    {                                                                                         \
#member, MKBA_FIELD_TEXT, offsetof(mkba_registration, member), needed                 \
    }
#define PAIR(member, needed)                                                                  \
    {#member "_nl", MKBA_FIELD_TEXT, offsetof(mkba_registration, member), needed},            \
    {                                                                                         \
#member "_en", MKBA_FIELD_TEXT, offsetof(mkba_registration, member) + sizeof(char *), \
            needed                                                                            \
    }

static const mkba_record_column columns[] = {
    TEXT(id, true),      TEXT(about, true), PAIR(label, false), TEXT(keys, false),
    TEXT(prices, false), PAIR(what, true),  PAIR(often, true),  PAIR(where, true),
};

mkba_status mkba_registrations_read(mkba_registration **out, size_t *count,
                                    const mkba_data *data, mkba_arena *arena,
                                    mkba_issues *issues)
{
    mkba_source_text text;
    void *items = NULL;
    *count = 0;
    mkba_status status = mkba_data_text(&text, data, arena, "registration.csv", issues);
    if (status == MKBA_OK) {
        status = mkba_records_read(&items, count, sizeof **out, columns,
                                   sizeof columns / sizeof *columns, arena, text, issues);
    }
    *out = items;
    return status;
}

const char *mkba_registration_label(const mkba_registration *row, const mkba_data *data,
                                    mkba_language language)
{
    bool is_line = strcmp(row->about, "line") == 0;
    bool is_factor = strcmp(row->about, "factor") == 0;
    const mkba_line *line = is_line ? mkba_data_line(data, row->id) : NULL;
    const mkba_factor *factor = is_factor ? mkba_data_factor(data, row->id) : NULL;
    return line                      ? line->label[language]
           : factor                  ? factor->label[language]
           : row->label[language][0] ? row->label[language]
                                     : row->id;
}
