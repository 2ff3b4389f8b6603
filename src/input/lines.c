#include "input/lines.h"

#include "base/words.h"
#include "input/columns.h"

#include <stdio.h>
#include <string.h>

/* Extra use takes four numbers: none of them, or all. */
static mkba_status check_extra_use(const mkba_data *data, const mkba_line *line,
                                   mkba_place place, mkba_issues *issues)
{
    static const char *const names[] = {"extra_base", "extra_need", "extra_refer_low",
                                        "extra_refer_high"};
    char key[MKBA_TEXT], missing[MKBA_TEXT] = "";
    size_t found = 0;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        snprintf(key, sizeof key, "%s.%s", names[i], line->id);
        if (mkba_data_parameter(data, key)) {
            found++;
        } else {
            mkba_text_copy(missing, sizeof missing, key);
        }
    }
    return found > 0 && missing[0] ? mkba_issue_add(issues, MKBA_ERR_MISSING, place,
                                                    "line.extra_use", MKBA_WORDS(missing))
                                   : MKBA_OK;
}

mkba_status mkba_line_check(mkba_data *data, size_t index, mkba_issues *issues)
{
    static const char *const kinds[] = {"spend", "event", "transfer", "pm", "derived"};
    mkba_line *line = &data->line[index];
    char path[MKBA_PATH];
    mkba_place place = {.file = mkba_data_file(path, data, "lines.csv"), .line = line->line};
    bool known = false;
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        known = known || strcmp(line->kind, kinds[i]) == 0;
        line->has_amount = line->has_amount || (i < 3 && strcmp(line->kind, kinds[i]) == 0);
    }
    if (!known) {
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place, "line.kind",
                              MKBA_WORDS(line->kind));
    }
    if (!mkba_data_party(data, line->payer)) {
        return mkba_issue_add(issues, MKBA_ERR_UNKNOWN, place, "line.payer",
                              MKBA_WORDS(line->payer));
    }
    for (size_t i = 0; i < index; i++) {
        const mkba_line *other = &data->line[i];
        if (strcmp(other->id, line->id) == 0 || strcmp(other->service, line->service) == 0) {
            return mkba_issue_add(issues, MKBA_ERR_CONFLICT, place, "line.service",
                                  MKBA_WORDS(line->service, other->id, line->id));
        }
    }
    return check_extra_use(data, line, place, issues);
}

const mkba_line *mkba_line_named(const mkba_data *data, const char *plain)
{
    for (size_t i = 0; i < data->lines; i++) {
        const mkba_line *l = &data->line[i];
        if (mkba_plain_is(plain, l->id) || mkba_words_have(l->names_nl, plain) ||
            mkba_plain_is(plain, l->label[0]) || mkba_plain_is(plain, l->label[1])) {
            return l;
        }
    }
    return NULL;
}
