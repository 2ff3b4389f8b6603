#!/bin/sh
# The rooms know only what they may know, the library neither prints nor ends the program, and it keeps no state.
# usage: layers.sh LIBRARY BUILD
set -u
lib=$1
build=$2
passed=0
failed=0

check() { # NAME OUTPUT: nothing in OUTPUT means good
    if [ -z "$2" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1:"
        printf '%s\n' "$2" | head -n 10
    fi
}

may_include() { # ROOM ROOM...: the room, and the rooms whose headers it may include
    room=$1
    allowed=$(echo "$@" | tr ' ' '|')
    check "src/$room includes only $*" \
        "$(grep -nE '^#include "' src/"$room"/*.[ch] | grep -vE "#include \"($allowed)/")"
}

may_include base base
may_include input base input
may_include model base model
may_include analysis base input model analysis
may_include report base input analysis report
may_include prepare base input model analysis
check 'src/cli includes its own headers only' \
    "$(grep -nE '^#include "[^"]*/' src/cli/*.[ch])"
check 'src/manual includes the tables of the command line only' \
    "$(grep -nE '^#include "' src/manual/*.[ch] | grep -vE '#include "(manual|options)\.h"')"
check 'the library is used by its public header only' \
    "$(grep -nE '^#include <' src/cli/*.[ch] | grep -E '<(csv|cjson|sha)')"

check 'the library neither prints to the terminal nor ends the program' \
    "$(nm "$lib" 2>/dev/null | grep -E ' U (_*printf(_chk)?|puts|putchar|perror|exit|_exit|abort|stdout|stderr)$')"
check 'the library reads neither clock, environment nor locale' \
    "$(nm "$lib" 2>/dev/null | grep -E ' U (time|clock|clock_gettime|gettimeofday|getenv|secure_getenv|setlocale|rand|random|srand)$')"
check 'the library keeps no state in variables' \
    "$(size -A "$lib" | awk '($1 == ".data" || $1 == ".bss") && $2 > 0 {print}')"

for room in base model analysis report; do
    for object in "$build"/src/"$room"/*.o; do
        check "$object opens no files" \
            "$(nm "$object" | grep -E ' U (f?open|fread|fwrite|freopen|remove|rename)(64)?$')"
    done
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
