#include "report/xlsx.h"

#include "base/issue.h"

#include <dlfcn.h>
#include <stddef.h>
#include <string.h>

/* The name under which it was found when this was built. */
#ifndef MKBA_XLSX_LIBRARY
#define MKBA_XLSX_LIBRARY "libxlsxwriter.so"
#endif

/* A call, and its place among them. */
typedef struct {
    const char *name;
    size_t at;
} call;
#define CALL(name) {#name, offsetof(mkba_xlsx, name)},
static const call calls[] = {MKBA_XLSX_CALLS(CALL)};
#undef CALL

mkba_status mkba_xlsx_load_from(mkba_xlsx *xlsx, const char *file, mkba_issues *issues)
{
    void *library = dlopen(file, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    bool found = library != NULL;
    for (size_t i = 0; i < sizeof calls / sizeof *calls && found; i++) {
        void *address = dlsym(library, calls[i].name);
        memcpy((char *)xlsx + calls[i].at, &address, sizeof address);
        found = address != NULL;
    }
    return found ? MKBA_OK
                 : mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){0},
                                  "workbook.library", MKBA_WORDS(file));
}

mkba_status mkba_xlsx_load(mkba_xlsx *xlsx, mkba_issues *issues)
{
    return mkba_xlsx_load_from(xlsx, MKBA_XLSX_LIBRARY, issues);
}
