#!/bin/sh
# The same bytes when the project is built in another folder, at another time of day. usage: reproducible.sh BUILD
set -eu
build=$1
elsewhere=$build/a/much/longer/folder
passed=0
failed=0
rm -rf "$build/a"
mkdir -p "$elsewhere"
tar -cf - --exclude="./$build" --exclude=./build --exclude=./.git . | tar -xf - -C "$elsewhere"
CCACHE_DISABLE=1 TZ=Pacific/Auckland make -s -C "$elsewhere" BUILD=build V=1 all
for file in mkba libmkba.a "libmkba.so.$(sed -n 's/^#define MKBA_VERSION *"\(.*\)"/\1/p' include/mkba.h)" $(cd "$build" && find man -name '*.[13]'); do
    if cmp "$build/$file" "$elsewhere/build/$file"; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAIL $file"
    fi
done
rm -rf "$build/a"
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 20 ]
