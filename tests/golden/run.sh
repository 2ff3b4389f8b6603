#!/bin/sh
# Runs every case folder and compares what the program says with what is stored.
#
# A case has `cmd`, one shell command line that calls mkba, its input files, perhaps `setup` (a script run before it), and
# `stdout`, `stderr`, `exit` as expected; a missing one means nothing printed, and exit 0. Each case runs in a copy of its
# folder, with $PROJECT leading to the project. GOLDEN_LOCALE sets another locale than C.
#
# usage: run.sh PROGRAM [--update] [CASE...]
set -u
prog=$1
shift
update=
if [ "${1:-}" = --update ]; then
    update=1
    shift
fi
here=$(cd "$(dirname "$0")" && pwd)
PROJECT=$(cd "$here/../.." && pwd)
export PROJECT
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
mkdir "$tmp/bin"
ln -s "$prog" "$tmp/bin/mkba"
PATH=$tmp/bin:$PATH
unset LC_ALL LC_MESSAGES LANG LANGUAGE
LC_ALL=${GOLDEN_LOCALE:-C}
export LC_ALL
passed=0
failed=0
for dir in "$here"/*/; do
    name=$(basename "$dir")
    if [ $# -gt 0 ]; then
        case " $* " in *" $name "*) ;; *) continue ;; esac
    fi
    rm -rf "$tmp/case"
    cp -r "$dir" "$tmp/case"
    rm -f "$tmp/case/stdout" "$tmp/case/stderr" "$tmp/case/exit"
    (
        cd "$tmp/case" || exit 99
        if [ -f setup ]; then sh ./setup || exit 99; fi
        sh ./cmd >"$tmp/stdout" 2>"$tmp/stderr"
    )
    echo $? >"$tmp/exit"
    ok=1
    for part in stdout stderr exit; do
        if [ -n "$update" ]; then
            cp "$tmp/$part" "$dir$part"
            if [ ! -s "$dir$part" ] || [ "$(cat "$dir$part")" = 0 ]; then rm "$dir$part"; fi
        fi
        want=$dir$part
        if [ ! -e "$want" ]; then
            want=$tmp/default
            if [ $part = exit ]; then echo 0 >"$want"; else : >"$want"; fi
        fi
        if ! diff -u "$want" "$tmp/$part" >"$tmp/diff"; then
            ok=0
            head -n 40 "$tmp/diff"
        fi
    done
    if [ $ok = 1 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $name"
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
