#include "input/fault_list.h"

#include "base/issue.h"

#include <stdio.h>
#include <string.h>

static bool is_before(const mkba_fault *a, const mkba_fault *b)
{
    return a->line != b->line ? a->line < b->line : a->column < b->column;
}

static void put(mkba_fault_list *list, const mkba_fault *fault)
{
    size_t at = list->stored;
    while (at > 0 && is_before(fault, &list->item[at - 1])) {
        at--;
    }
    if (at == MKBA_MAX_ISSUES) {
        return;
    }
    size_t last = list->stored < MKBA_MAX_ISSUES ? list->stored : MKBA_MAX_ISSUES - 1;
    memmove(&list->item[at + 1], &list->item[at], (last - at) * sizeof *list->item);
    list->item[at] = *fault;
    list->stored = last + 1;
}

void mkba_fault_add(mkba_fault_list *list, const mkba_fault *fault)
{
    put(list, fault);
    list->total++;
}

void mkba_fault_add_last(mkba_fault_list *list, const mkba_fault *fault)
{
    mkba_fault_add(list, fault);
    if (list->last_line == 0) { /* whoever adds them goes down the file */
        list->last_line = fault->line;
    }
}

void mkba_fault_merge(mkba_fault_list *into, const mkba_fault_list *from)
{
    for (size_t i = 0; i < from->stored; i++) {
        put(into, &from->item[i]);
    }
    into->total += from->total;
    if (from->last_line - 1 < into->last_line - 1) { /* 0, which is none, comes last */
        into->last_line = from->last_line;
    }
}

static void report(const mkba_fault *f, const char *file, mkba_issues *issues)
{
    char text[2][32] = {"", ""};
    mkba_place place = {
        .file = file, .line = f->line, .column = f->column, .column_name = f->name};
    for (size_t i = 0; i < 2; i++) {
        snprintf(text[i], sizeof text[i], "%u", f->number[i]);
    }
    mkba_issue_add(issues, f->status, place, f->id, MKBA_WORDS(text[0], text[1]));
}

mkba_status mkba_fault_report(const mkba_fault_list *list, const char *file,
                              mkba_issues *issues)
{
    size_t said = 0;
    for (; said < list->stored; said++) {
        if (list->last_line > 0 && list->item[said].line > list->last_line) {
            break;
        }
        report(&list->item[said], file, issues);
    }
    if (issues && list->last_line == 0) {
        issues->total += list->total - said;
    }
    return list->stored > 0 ? list->item[0].status : MKBA_OK;
}
