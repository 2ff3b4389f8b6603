#!/bin/sh
# Runs every case folder and compares what the program says with what is stored; some at a time (GOLDEN_JOBS, 2).
#
# A case has `cmd`, one shell command line that calls mkba, its input files, perhaps `setup` (a script run before it), and
# `stdout`, `stderr`, `exit` as expected; a missing one means nothing printed, and exit 0. Each case runs in a copy of its
# folder, with $PROJECT leading to the project. GOLDEN_LOCALE sets another locale than C.
#
# usage: run.sh PROGRAM [--update] [CASE...]
set -u
prog=$1
shift
GOLDEN_UPDATE=
if [ "${1:-}" = --update ]; then
    GOLDEN_UPDATE=1
    shift
fi
GOLDEN_CASES=$(cd "$(dirname "$0")" && pwd)
PROJECT=$(cd "$GOLDEN_CASES/../.." && pwd)
GOLDEN_TMP=$(mktemp -d) || exit 1
trap 'rm -rf "$GOLDEN_TMP"' EXIT
mkdir "$GOLDEN_TMP/bin"
ln -s "$prog" "$GOLDEN_TMP/bin/mkba"
PATH=$GOLDEN_TMP/bin:$PATH
unset LC_ALL LC_MESSAGES LANG LANGUAGE
LC_ALL=${GOLDEN_LOCALE:-C}
export PROJECT GOLDEN_CASES GOLDEN_TMP GOLDEN_UPDATE LC_ALL

for dir in "$GOLDEN_CASES"/*/; do
    name=$(basename "$dir")
    if [ $# -gt 0 ]; then
        case " $* " in *" $name "*) ;; *) continue ;; esac
    fi
    echo "$name"
done >"$GOLDEN_TMP/names"
xargs -r -P "${GOLDEN_JOBS:-2}" -n 1 "$GOLDEN_CASES/case.sh" <"$GOLDEN_TMP/names"

# What they said, in their order: a case that could not say that it passed has failed.
passed=0
failed=0
while read -r name; do
    if [ -e "$GOLDEN_TMP/$name/passed" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        if [ -e "$GOLDEN_TMP/$name/said" ]; then cat "$GOLDEN_TMP/$name/said"; fi
        echo "FAIL $name"
    fi
done <"$GOLDEN_TMP/names"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
