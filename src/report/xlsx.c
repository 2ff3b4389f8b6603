#include "report/xlsx.h"

#include "base/issue.h"

#include <dlfcn.h>
#include <string.h>

/* The name under which it was found when this was built. */
#ifndef MKBA_XLSX_LIBRARY
#define MKBA_XLSX_LIBRARY "libxlsxwriter.so"
#endif

static bool find(void *library, const char *name, void *call, size_t size)
{
    void *found = dlsym(library, name);
    memcpy(call, &found, size);
    return found != NULL;
}

mkba_status mkba_xlsx_load(mkba_xlsx *xlsx, mkba_issues *issues)
{
    void *library = dlopen(MKBA_XLSX_LIBRARY, RTLD_NOW | RTLD_LOCAL | RTLD_NODELETE);
    bool found = library != NULL;
#define FIND(name) found = found && find(library, #name, &xlsx->name, sizeof xlsx->name);
    MKBA_XLSX_CALLS(FIND)
#undef FIND
    return found ? MKBA_OK
                 : mkba_issue_add(issues, MKBA_ERR_MISSING, (mkba_place){0},
                                  "workbook.library", MKBA_WORDS(MKBA_XLSX_LIBRARY));
}
