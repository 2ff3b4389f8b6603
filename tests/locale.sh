#!/bin/sh
# The same output under a Dutch locale, in which a comma is the decimal sign: for the program, and for the library in a host
# program that has set the locale. usage: locale.sh PROGRAM BUILD
set -eu
prog=$1
build=$2
mkdir -p "$build/locale"
localedef -i nl_NL -f UTF-8 "$build/locale/nl_NL.UTF-8" 2>/dev/null || [ -d "$build/locale/nl_NL.UTF-8" ]
LOCPATH=$(cd "$build/locale" && pwd)
export LOCPATH
GOLDEN_LOCALE=nl_NL.UTF-8 tests/golden/run.sh "$prog"
MKBA_TEST_LOCALE=nl_NL.UTF-8 "$build/tests/unit/test_locale"
MKBA_TEST_LOCALE=nl_NL.UTF-8 "$build/tests/unit/test_workbook"
