#include "base/issue.h"

#include "base/utf8.h"

#include <string.h>

void mkba_text_copy(char *out, size_t size, const char *text)
{
    size_t length = text ? strlen(text) : 0;
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80) {
            length--;
        }
    }
    if (length > 0) {
        memcpy(out, text, length);
    }
    out[length] = '\0';
}

void mkba_message_words(mkba_message *message, const char *id, const char *const *words)
{
    *message = (mkba_message){0};
    mkba_text_copy(message->id, sizeof message->id, id);
    for (size_t i = 0; words && words[i] && i < MKBA_MAX_ARGUMENTS; i++) {
        mkba_text_copy_shown(message->argument[i].text, sizeof message->argument[i].text,
                             words[i]);
    }
}

void mkba_message_numbers(mkba_message *message, size_t first, size_t count,
                          const double *numbers)
{
    for (size_t i = 0; i < count && first + i < MKBA_MAX_ARGUMENTS; i++) {
        message->argument[first + i].number = numbers[i];
    }
}

void mkba_message_fill(mkba_message *message, const char *id, const char *const *words,
                       const double *number, size_t numbers)
{
    size_t count = 0;
    while (words && words[count]) {
        count++;
    }
    mkba_message_words(message, id, words);
    mkba_message_numbers(message, count, numbers, number);
}

static void put_place(mkba_issue *issue, mkba_place place)
{
    mkba_text_copy_shown(issue->file, sizeof issue->file, place.file);
    issue->line = place.line;
    issue->column = place.column;
    mkba_text_copy_shown(issue->column_name, sizeof issue->column_name, place.column_name);
}

void mkba_keep_first(mkba_status *first, mkba_status status)
{
    *first = *first == MKBA_OK ? status : *first;
}

/* The fault that was added last; NULL where it is not kept. */
static mkba_issue *last_of(mkba_issues *issues)
{
    return issues && issues->total - 1 < MKBA_MAX_ISSUES ? &issues->item[issues->total - 1]
                                                         : NULL;
}

void mkba_issue_at(mkba_issues *issues, mkba_place place)
{
    mkba_issue *last = last_of(issues);
    if (last) {
        put_place(last, place);
    }
}

mkba_status mkba_issue_add(mkba_issues *issues, mkba_status status, mkba_place place,
                           const char *id, const char *const *words)
{
    if (!issues) {
        return status;
    }
    if (issues->total < MKBA_MAX_ISSUES) {
        mkba_issue *issue = &issues->item[issues->total];
        issue->status = status;
        put_place(issue, place);
        mkba_message_words(&issue->message, id, words);
    }
    issues->total++;
    return status;
}

void mkba_issues_repeat(mkba_issues *issues, const mkba_issues *from)
{
    for (size_t i = 0; issues && i < mkba_issues_stored(from); i++) {
        if (issues->total < MKBA_MAX_ISSUES) {
            issues->item[issues->total] = from->item[i];
        }
        issues->total++;
    }
}

void mkba_issue_numbers(mkba_issues *issues, size_t first, size_t count, const double *numbers)
{
    mkba_issue *last = last_of(issues);
    if (last) {
        mkba_message_numbers(&last->message, first, count, numbers);
    }
}

size_t mkba_issues_stored(const mkba_issues *issues)
{
    return issues->total < MKBA_MAX_ISSUES ? issues->total : MKBA_MAX_ISSUES;
}
