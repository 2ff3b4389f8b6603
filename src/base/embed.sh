#!/bin/sh
# Writes C source that holds the given files: embed.sh FILE... > embedded_data.c
# Tables are packed (pack.awk), other files are as they are.
set -eu
pack=$(dirname "$0")/pack.awk
packed=$(mktemp)
trap 'rm -f "$packed"' EXIT

bytes() {
    printf 'static const unsigned char file_%d[] = {\n' "$1"
    od -An -v -tu1 | sed 's/  */,/g; s/^,//; s/$/,/'
    echo '0};'
}

echo '#include "base/embedded.h"'
n=0
for file in "$@"; do
    case $file in
    *.csv)
        LC_ALL=C awk -v want=cells -f "$pack" "$file" >"$packed"
        tr '\001' '\000' <"$packed" | bytes "$n"
        printf 'static const uint32_t places_%d[] = {\n' "$n"
        LC_ALL=C awk -v want=places -v number="$n" -f "$pack" "$file"
        printf 'static const uint16_t order_%d[] = {\n' "$n"
        LC_ALL=C awk -v want=names -f "$pack" "$file" | LC_ALL=C sort |
            awk -F '\001' '{ printf "%d,", $2 } END { print "\n};" }'
        ;;
    *)
        bytes "$n" <"$file"
        ;;
    esac
    n=$((n + 1))
done
echo 'const mkba_embedded_file mkba_embedded_files[] = {'
n=0
for file in "$@"; do
    printf '    {"%s", (const char *)file_%d, sizeof file_%d - 1, ' "$file" "$n" "$n"
    case $file in
    *.csv)
        printf 'places_%d, sizeof places_%d / sizeof *places_%d, columns_%d, order_%d, ' "$n" "$n" "$n" "$n" "$n"
        ;;
    *)
        printf 'NULL, 0, 0, NULL, '
        ;;
    esac
    printf '"%s"},\n' "$(sha256sum <"$file" | cut -d ' ' -f 1)"
    n=$((n + 1))
done
echo '};'
echo 'const size_t mkba_embedded_count = sizeof mkba_embedded_files / sizeof *mkba_embedded_files;'
