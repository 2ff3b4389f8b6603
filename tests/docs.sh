#!/bin/sh
# The generated pages are up to date, links lead somewhere, and the program in the manual compiles and runs.
# usage: docs.sh PROGRAM BUILD
set -u
prog=$1
build=$2
passed=0
failed=0

result() { # NAME STATUS
    if [ "$2" = 0 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $1"
    fi
}

rm -rf "$build/generated"
docs/generate.py "$prog" "$build/generated"
for page in $(cd "$build/generated" && find . -name '*.md' | sort); do
    diff -u "$page" "$build/generated/$page" >"$build/page.diff"
    result "$page is stale: run make docs" $?
    head -n 20 "$build/page.diff"
done

for page in README.md CONTRIBUTING.md docs/*.md docs/nl/*.md data/README.md data/cases/README.md; do
    grep -oE '\]\([^)#]+' "$page" | sed 's/](//' | grep -v '^http' >"$build/links"
    while read -r link; do
        [ -e "$(dirname "$page")/$link" ]
        result "$page links to $link" $?
    done <"$build/links"
done

awk '/^```/ {inside = $0 == "```c"; next} inside' docs/library.md >"$build/manual.c"
${CC:-cc} -std=c11 -Wall -Werror -Iinclude -o "$build/manual" "$build/manual.c" "$build/libmkba.a" -lcsv -lcjson -lmd -lsleef -lm -pthread
result 'the program in docs/library.md compiles' $?
[ "$("$build/manual")" = "$(printf '%.2f' "$("$prog" get npv_eur --municipality Utrecht)")" ]
result 'the program in docs/library.md prints the figure of mkba get' $?
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
