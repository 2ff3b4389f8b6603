#include "input/overlay_reader.h"

#include "base/buffer.h"
#include "input/area_rules.h"
#include "input/nearest.h"
#include "input/parameters.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

mkba_place mkba_overlay_place(const mkba_overlay_reader *r, const mkba_tree *value)
{
    return (mkba_place){.file = r->out->file, .line = value->line, .column_name = value->path};
}

bool mkba_overlay_keep(mkba_overlay_reader *r, mkba_status status)
{
    mkba_keep_first(&r->status, status);
    return status == MKBA_OK;
}

void mkba_overlay_fault(mkba_overlay_reader *r, const mkba_tree *value, mkba_status status,
                        const char *id, const char *word)
{
    mkba_overlay_keep(r, mkba_issue_add(r->issues, status, mkba_overlay_place(r, value), id,
                                        MKBA_WORDS(word)));
}

void mkba_overlay_unknown_key(mkba_overlay_reader *r, const mkba_tree *value,
                              const char *const *known, size_t count)
{
    char list[MKBA_TEXT] = "";
    mkba_nearest nearest;
    mkba_nearest_start(&nearest, value->key);
    for (size_t i = 0; i < count; i++) {
        size_t length = strlen(list);
        snprintf(list + length, sizeof list - length, "%s%s", i ? ", " : "", known[i]);
        mkba_nearest_offer(&nearest, known[i], known[i]);
    }
    mkba_nearest_finish(&nearest);
    mkba_overlay_keep(r,
                      mkba_issue_add(r->issues, MKBA_ERR_UNKNOWN, mkba_overlay_place(r, value),
                                     nearest.text[0] ? "overlay.key_near" : "overlay.key",
                                     MKBA_WORDS(value->key, list, nearest.text)));
}

/* ------------------------------------------------------------------ What values can be */

/* In JSON a share has one form, unlike in a table. */
static mkba_status refuse(const char *id, double value, const char *name, mkba_place place,
                          mkba_issues *issues)
{
    char found[MKBA_DOUBLE_TEXT] = "inf"; /* where a product is too large */
    if (isfinite(value)) {
        mkba_double_text(found, value);
    }
    return mkba_issue_add(issues, MKBA_ERR_RANGE, place, id, MKBA_WORDS(found, name));
}

mkba_status mkba_overlay_check_number(const mkba_parameter *p, const double value[3],
                                      mkba_place place, mkba_issues *issues)
{
    mkba_values values = p->family->values;
    for (size_t i = 0; i < 3; i++) {
        if (!mkba_values_allow(values, value[i])) {
            return refuse(values == MKBA_VALUES_SHARE ? "overlay.share"
                                                      : mkba_values_text(values),
                          value[i], p->key, place, issues);
        }
    }
    if (value[1] > value[0] || value[0] > value[2]) {
        return mkba_issue_add(issues, MKBA_ERR_CONFLICT, place, "parameter.range",
                              MKBA_WORDS(p->key));
    }
    return MKBA_OK;
}

mkba_status mkba_overlay_check_column(const mkba_column *column, double value,
                                      mkba_place place, mkba_issues *issues)
{
    const char *wrong = isfinite(value)
                            ? mkba_column_objection(column, (mkba_number){.value = value})
                            : "overlay.number";
    if (!wrong) {
        return MKBA_OK;
    }
    return refuse(column->type == MKBA_COLUMN_SHARE ? "overlay.share" : wrong, value,
                  column->id, place, issues);
}

/* ------------------------------------------------------------------ What a value says */

/* The keys of {"times": 1.1}; an area's figure has no range, and stops before it. */
enum { VALUE, TIMES, PLUS, NOTE, LOW, HIGH, KEYS, KEYS_OF_AREA = LOW };

static const char *const keys[KEYS] = {"value", "times", "plus", "note", "low", "high"};

static bool read_member(mkba_overlay_reader *r, const mkba_tree *found[KEYS],
                        const mkba_tree *member, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (strcmp(member->key, keys[i]) == 0) {
            bool good =
                i == NOTE || (member->kind == MKBA_TREE_NUMBER && isfinite(member->number));
            if (!good) {
                mkba_overlay_fault(r, member, MKBA_ERR_SYNTAX, "overlay.number", member->key);
            }
            found[i] = member;
            return good;
        }
    }
    mkba_overlay_unknown_key(r, member, keys, count);
    return false;
}

static bool read_object(mkba_overlay_reader *r, mkba_change *change, const mkba_tree *object,
                        size_t count)
{
    const mkba_tree *found[KEYS] = {NULL};
    bool good = true;
    for (const mkba_tree *m = object->child; m; m = m->next) {
        good = read_member(r, found, m, count) && good;
    }
    const mkba_tree *main = found[VALUE]   ? found[VALUE]
                            : found[TIMES] ? found[TIMES]
                                           : found[PLUS];
    bool several = (found[VALUE] && (found[TIMES] || found[PLUS])) ||
                   (found[TIMES] && found[PLUS]) ||
                   (!found[VALUE] && (found[LOW] || found[HIGH]));
    if (good && (!main || several)) {
        mkba_overlay_fault(r, object, MKBA_ERR_SYNTAX,
                           count == KEYS ? "overlay.change" : "overlay.area_change", "");
    }
    if (!good || !main || several) {
        return false;
    }
    change->take = found[TIMES]  ? MKBA_TAKE_TIMES
                   : found[PLUS] ? MKBA_TAKE_PLUS
                                 : MKBA_TAKE_NUMBER;
    change->number = main->number;
    change->low = found[LOW] ? found[LOW]->number : main->number;
    change->high = found[HIGH] ? found[HIGH]->number : main->number;
    change->note = found[NOTE] ? found[NOTE]->text : "";
    return true;
}

static bool read_word(mkba_change *change, const char *word)
{
    static const char *const words[] = {
        [MKBA_TAKE_LOW] = "low", [MKBA_TAKE_CENTRAL] = "central", [MKBA_TAKE_HIGH] = "high"};
    for (size_t i = MKBA_TAKE_LOW; i <= MKBA_TAKE_HIGH; i++) {
        if (strcmp(word, words[i]) == 0) {
            change->take = (mkba_take)i;
            return true;
        }
    }
    return false;
}

bool mkba_overlay_read_value(mkba_overlay_reader *r, mkba_change *change,
                             const mkba_tree *value, bool of_model)
{
    if (value->kind == MKBA_TREE_OBJECT) {
        return read_object(r, change, value, of_model ? KEYS : KEYS_OF_AREA);
    }
    if (value->kind == MKBA_TREE_NUMBER && isfinite(value->number)) {
        change->take = MKBA_TAKE_NUMBER;
        change->number = change->low = change->high = value->number;
        return true;
    }
    if (!of_model && value->kind == MKBA_TREE_NULL) {
        change->take = MKBA_TAKE_AWAY;
        return true;
    }
    if (of_model && value->kind == MKBA_TREE_TEXT && read_word(change, value->text)) {
        return true;
    }
    mkba_overlay_fault(r, value, MKBA_ERR_SYNTAX,
                       of_model ? "scenario.value" : "overlay.area_value", value->key);
    return false;
}
