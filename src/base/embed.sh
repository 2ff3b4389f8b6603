#!/bin/sh
# Writes C source that holds the given files: embed.sh FILE... > embedded_data.c
set -eu
echo '#include "base/embedded.h"'
n=0
for file in "$@"; do
    printf 'static const unsigned char file_%d[] = {\n' "$n"
    od -An -v -tu1 "$file" | sed 's/  */,/g; s/^,//; s/$/,/'
    echo '0};'
    n=$((n + 1))
done
echo 'const mkba_embedded_file mkba_embedded_files[] = {'
n=0
for file in "$@"; do
    printf '    {"%s", (const char *)file_%d, sizeof file_%d - 1},\n' "$file" "$n" "$n"
    n=$((n + 1))
done
echo '};'
echo 'const size_t mkba_embedded_count = sizeof mkba_embedded_files / sizeof *mkba_embedded_files;'
