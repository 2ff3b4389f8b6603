#include "base/words.h"

#include <string.h>

bool mkba_words_next(char *word, size_t size, const char **list)
{
    size_t n = strcspn(*list, " "), kept = n < size ? n : size - 1;
    memcpy(word, *list, kept);
    word[kept] = '\0';
    bool there = **list != '\0';
    *list += n + ((*list)[n] == ' ');
    return there;
}

bool mkba_words_have(const char *list, const char *word)
{
    size_t length = strlen(word);
    while (*list) {
        size_t n = strcspn(list, " ");
        if (n == length && strncmp(list, word, n) == 0) {
            return true;
        }
        list += n + (list[n] == ' ');
    }
    return false;
}
