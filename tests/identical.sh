#!/bin/sh
# The same bytes from gcc and clang, at -O0 and -O3. usage: identical.sh BUILD
set -eu
build=$1
passed=0
failed=0
for compiler in gcc clang; do
    for level in O0 O3; do
        folder=$build/$compiler-$level
        make -s V=1 CC=$compiler CFLAGS=-$level BUILD="$folder" WERROR=-Werror all
        "$folder/mkba" baseline --all --format json >"$folder/all.json"
        "$folder/mkba" explain npv --municipality Utrecht --depth 0 --format json >"$folder/explain.json"
        "$folder/mkba" baseline --municipality Utrecht >"$folder/table.txt"
        for file in all.json explain.json table.txt; do
            if cmp "$build/gcc-O0/$file" "$folder/$file"; then
                passed=$((passed + 1))
            else
                failed=$((failed + 1))
                echo "FAIL $compiler -$level $file"
            fi
        done
    done
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
