#!/bin/sh
# Runs the harnesses for so many seconds each, from the same seed. usage: run.sh BUILD SECONDS NAME...
set -u
build=$1
seconds=$2
shift 2
passed=0
failed=0
for name in "$@"; do
    corpus=$build/corpus/$name
    mkdir -p "$corpus"
    if [ -d "tests/fuzz/seeds/$name" ]; then
        cp tests/fuzz/seeds/"$name"/* "$corpus"
    else # a first byte that says which table, and its first rows
        number=0
        for table in data/*.csv; do
            # shellcheck disable=SC2059
            { printf "\\$(printf %03o $number)"; head -n 8 "$table"; } >"$corpus/$(basename "$table")"
            number=$((number + 1))
        done
    fi
    if "$build/fuzz_$name" -seed=1 -max_total_time="$seconds" -timeout=10 -rss_limit_mb=1024 -max_len=8192 \
        -dict=tests/fuzz/words.dict -artifact_prefix="$build/" -verbosity=0 -print_final_stats=1 "$corpus" >"$build/$name.log" 2>&1; then
        passed=$((passed + 1))
        echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$build/$name.log") files"
    else
        failed=$((failed + 1))
        echo "FAIL $name"
        tail -n 30 "$build/$name.log"
    fi
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
