#!/bin/sh
# One case of run.sh, which sets the variables: what differs goes to $GOLDEN_TMP/NAME/said, and `passed` is made beside it when
# nothing does. usage: case.sh NAME
set -u
dir=$GOLDEN_CASES/$1
at=$GOLDEN_TMP/$1
mkdir "$at" && cp -r "$dir" "$at/case" || exit 1
rm -f "$at/case/stdout" "$at/case/stderr" "$at/case/exit"
(
    cd "$at/case" || exit 99
    if [ -f setup ]; then sh ./setup || exit 99; fi
    sh ./cmd >"$at/stdout" 2>"$at/stderr"
)
echo $? >"$at/exit"
rm -rf "$at/case"
if [ -n "$GOLDEN_UPDATE" ]; then
    for part in stdout stderr exit; do
        cp "$at/$part" "$dir/$part"
        if [ ! -s "$dir/$part" ] || [ "$(cat "$dir/$part")" = 0 ]; then rm "$dir/$part"; fi
    done
fi
same=1
for part in stdout stderr exit; do
    want=$dir/$part
    if [ ! -e "$want" ]; then
        want=$at/default
        if [ $part = exit ]; then echo 0 >"$want"; else : >"$want"; fi
    fi
    if ! diff -u "$want" "$at/$part" >"$at/diff"; then
        same=
        head -n 40 "$at/diff" >>"$at/said"
    fi
done
if [ -n "$same" ]; then : >"$at/passed"; fi
