# Everything built goes under $(BUILD). `make help` lists the targets.
CC      ?= cc
AR      ?= ar
BUILD   ?= build
CFLAGS  ?= -O2 -g
WERROR  ?=
OBJCOPY ?= objcopy

WARN := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion \
        -Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
        -Wwrite-strings -Wcast-qual -Wpointer-arith -Wformat=2 -Wundef \
        -Wvla -Wimplicit-fallthrough -Wfloat-equal -Wnull-dereference
# Names are cut where they do not fit, on purpose; gcc warns of that at -O3 only (and clang does not know the warning).
WARN += $(if $(shell $(CC) -Werror -Wno-format-truncation -x c -fsyntax-only /dev/null 2>&1),,-Wno-format-truncation)
# Results must be the same to the last bit on every machine: no fused multiply-add, no fast maths.
BASE := -std=c11 -D_GNU_SOURCE -ffp-contract=off -ffile-prefix-map='$(CURDIR)'=. $(WARN) $(WERROR)
# Only what mkba.h declares is visible from outside; one set of objects serves both kinds of library.
INSIDE := -Iinclude -Isrc -fPIC -fvisibility=hidden -fno-semantic-interposition
LIBS := -lcsv -lcjson -lmd -lsleef -lm -pthread

# The tests in Python import each other; nothing of it is to be left behind.
export PYTHONDONTWRITEBYTECODE := 1

# make V=1 shows the commands.
ifeq ($(V),)
Q   := @
say  = @echo '  $(1)'
endif

BUILD_PACKAGES := libcsv-dev libcjson-dev libmd-dev libsleef-dev librandom123-dev libxlsxwriter-dev
TEST_PACKAGES  := libcmocka-dev locales python3 python3-jsonschema python3-yaml clang libclang-rt-dev clang-format cppcheck shellcheck valgrind \
                  pkg-config r-base-core \
                  mandoc zsh fish \
                  libreoffice-calc-nogui \
                  cmark-gfm gcovr clang-tidy
# Node.js may come from elsewhere; Debian's npm would not go with it.
BROWSER_PACKAGES := chromium poppler-utils $(if $(shell command -v npm),,nodejs npm)
BENCH_PACKAGES := python3-numpy python3-pandas r-base-core r-cran-data.table

ROOMS    := base input model analysis report
VERSION  := $(shell sed -n 's/^\#define MKBA_VERSION *"\(.*\)"/\1/p' include/mkba.h)
ABI      := $(shell sed -n 's/^\#define MKBA_ABI *//p' include/mkba.h)
LIB      := $(BUILD)/libmkba.a
SHARED   := $(BUILD)/libmkba.so.$(VERSION)
# With all that is inside, for the tests.
INNER    := $(BUILD)/libmkba-inner.a
BIN      := $(BUILD)/mkba
EMBEDDED := $(sort $(wildcard data/*.csv data/scenarios/*.json)) src/model/formulas.txt \
            src/report/texts.csv src/report/report.css
# Arithmetic on lanes is compiled once per instruction set; the program chooses when it runs.
ROWS_SRC := src/model/lanes_rows.c
ROWS_SET := plain $(if $(findstring x86_64,$(shell $(CC) -dumpmachine)),avx2 avx512)
LIB_SRC  := src/library.c $(filter-out $(ROWS_SRC),$(sort $(foreach room,$(ROOMS),$(wildcard src/$(room)/*.c))))
BARE_OBJ := $(LIB_SRC:%.c=$(BUILD)/%.o) $(ROWS_SET:%=$(BUILD)/src/model/lanes_%.o) $(BUILD)/embedded_data.o
LIB_OBJ  := $(BARE_OBJ) $(BUILD)/prepared_plan.o
CLI_SRC  := $(sort $(wildcard src/cli/*.c))
CLI_OBJ  := $(CLI_SRC:%.c=$(BUILD)/%.o)
TESTS    := $(patsubst %.c,$(BUILD)/%,$(sort $(wildcard tests/unit/test_*.c)))
SOURCES  := $(sort $(shell find include src tests examples -name node_modules -prune -o -name '*.[ch]' -print))
SCRIPTS  := src/base/embed.sh $(sort $(wildcard tests/*.sh tests/*/*.sh)) .ci/run

# Every target that is explained is one without a file.
.PHONY: always $(shell awk -F: '/^[a-z-]+:.*[#][#] / {print $$1}' Makefile)

all: $(LIB) $(SHARED) $(BIN) ## build the library and the program

demo: packages            ## install what the build needs, build, and show the baseline of Utrecht
	$(MAKE) all
	$(BIN) baseline --municipality Utrecht

test: test-packages deb-packages ## install what the tests need, and run all of them
	$(MAKE) -j2 all WERROR=-Werror
	$(MAKE) -j2 -O lint check
	$(MAKE) -j2 -O tidy TIDY_WITHOUT='-clang-analyzer-*'
	$(MAKE) -j2 -O asan tsan valgrind identical reproducible workbook fuzz-short hard
	DEB_BUILD_OPTIONS=nocheck $(MAKE) deb
	$(MAKE) -j2 coverage
	@echo 'all tests passed'

# Says what it installs; does nothing when nothing is missing.
define install_packages
@missing=$$(for p in $(1); do dpkg-query -W -f '$${Status}' $$p 2>/dev/null \
    | grep -q '^install ok installed' || echo $$p; done); \
if [ -n "$$missing" ]; then \
    echo "installing Debian packages:" $$missing; \
    if [ "$$(id -u)" = 0 ]; then run=; else run=sudo; fi; \
    $$run apt-get update -qq && \
    DEBIAN_FRONTEND=noninteractive $$run apt-get install -y -qq --no-install-recommends $$missing >/dev/null; \
fi
endef

packages:                 ## install the Debian packages that the build needs
	$(call install_packages,$(BUILD_PACKAGES))

test-packages: packages   ## install the Debian packages that the tests need
	$(call install_packages,$(TEST_PACKAGES))

bench-packages: packages  ## install the Debian packages of what the program is timed against
	$(call install_packages,$(BENCH_PACKAGES))

browser-packages: packages ## install the Debian packages that the browser test needs
	$(call install_packages,$(BROWSER_PACKAGES))

# Other flags make other objects.
FLAGS := $(INSIDE) $(CPPFLAGS) $(CFLAGS)
$(BUILD)/flags: always
	$(shell mkdir -p $(@D))$(if $(subst =$(file <$@),,=$(FLAGS)),$(file >$@,$(FLAGS)))
$(LIB_OBJ) $(CLI_OBJ): $(BUILD)/flags
always:

$(INNER): $(LIB_OBJ)
	@rm -f $@
	$(call say,AR  $@)
	$(Q)$(AR) rcsD $@ $^

# One object, in which hidden names are local: a program that links it meets the names of mkba.h only.
$(LIB): $(LIB_OBJ)
	@rm -f $@
	$(call say,AR  $@)
	$(Q)$(CC) -r -nostdlib -o $(BUILD)/mkba.o $^
	$(Q)$(OBJCOPY) --localize-hidden $(BUILD)/mkba.o
	$(Q)$(AR) rcsD $@ $(BUILD)/mkba.o

$(SHARED): $(LIB_OBJ) src/libmkba.map
	$(call say,LD  $@)
	$(Q)$(CC) $(BASE) $(CFLAGS) $(LDFLAGS) -shared -Wl,-soname,libmkba.so.$(ABI) -Wl,--version-script=src/libmkba.map \
	    -Wl,-z,defs -o $@ $(LIB_OBJ) $(LIBS)

# Linked with what others get, so that it cannot call what they cannot.
$(BIN): $(CLI_OBJ) $(LIB)
	$(call say,LD  $@)
	$(Q)$(CC) $(BASE) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/embedded_data.c: $(EMBEDDED) src/base/embed.sh src/base/pack.awk
	@mkdir -p $(@D)
	$(call say,GEN $@)
	$(Q)src/base/embed.sh $(EMBEDDED) >$@.new && mv $@.new $@

# The plan for what is inside, made by the library itself while it has none. A build for another kind of machine needs one
# that runs on this: make PREPARE=<its path>.
PREPARE ?= $(BUILD)/prepare_plan
$(BUILD)/prepare_plan: $(BUILD)/src/prepare/plan.o $(BARE_OBJ)
	$(call say,LD  $@)
	$(Q)$(CC) $(BASE) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(BUILD)/prepared_plan.c: $(PREPARE)
	$(call say,GEN $@)
	$(Q)$< >$@.new && mv $@.new $@

$(BUILD)/embedded_data.o $(BUILD)/prepared_plan.o: %.o: %.c
	$(call say,CC  $<)
	$(Q)$(CC) $(BASE) $(INSIDE) $(CPPFLAGS) $(CFLAGS) -c -o $@ $<

# At full optimisation also where the rest is not: without it the lanes are no faster than a loop. Neither flag changes
# a result: the square root of a negative number is not asked for, and nobody reads the exception flags.
ROWS_FLAGS    := -O3 -fno-math-errno -fno-trapping-math -DLANES_SET=
ROWS_plain    := -DLANES_WIDTH=2 $(if $(findstring x86_64,$(shell $(CC) -dumpmachine)),-DLANES_REGISTER=__m128d \
                 -DLANES_POWER=Sleef_cinz_powd2_u10sse2 -DLANES_ROOT=_mm_sqrt_pd -DLANES_INTEGERS=__m128i -DLANES_TIMES=_mm_mul_epu32)
ROWS_avx2     := -mavx2 -DLANES_WIDTH=4 -DLANES_REGISTER=__m256d -DLANES_POWER=Sleef_cinz_powd4_u10avx \
                 -DLANES_ROOT=_mm256_sqrt_pd -DLANES_INTEGERS=__m256i -DLANES_TIMES=_mm256_mul_epu32
ROWS_avx512   := -mavx512f -mavx512dq -mprefer-vector-width=512 -DLANES_WIDTH=8 -DLANES_REGISTER=__m512d \
                 -DLANES_POWER=Sleef_cinz_powd8_u10avx512fnofma -DLANES_ROOT=mkba_root_512 \
                 -DLANES_INTEGERS=__m512i -DLANES_TIMES=_mm512_mul_epu32 -DLANES_WORDS=__m256i -DLANES_CONVERT=_mm512_cvtepu32_pd

$(ROWS_SET:%=$(BUILD)/src/model/lanes_%.o): $(BUILD)/src/model/lanes_%.o: $(ROWS_SRC)
	@mkdir -p $(@D)
	$(call say,CC  $< ($*))
	$(Q)$(CC) $(BASE) $(INSIDE) $(CPPFLAGS) $(CFLAGS) $(ROWS_FLAGS)$* $(ROWS_$*) -MMD -MP -c -o $@ $<

# The program sees include/ only, so it cannot reach into the library.
$(BUILD)/src/cli/%.o: src/cli/%.c
	@mkdir -p $(@D)
	$(call say,CC  $<)
	$(Q)$(CC) $(BASE) -Iinclude $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

# Loaded when it is needed, under the name that a linked program would look for.
XLSX_LIBRARY = $(shell objdump -p "$$($(CC) -print-file-name=libxlsxwriter.so)" | sed -n 's/^ *SONAME *//p')
$(BUILD)/src/report/xlsx.o: CPPFLAGS += -DMKBA_XLSX_LIBRARY='"$(or $(XLSX_LIBRARY),$(error libxlsxwriter.so is not there: make packages))"'

$(BUILD)/src/%.o: src/%.c
	@mkdir -p $(@D)
	$(call say,CC  $<)
	$(Q)$(CC) $(BASE) $(INSIDE) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/tests/unit/%: tests/unit/%.c $(INNER)
	@mkdir -p $(@D)
	$(call say,CC  $<)
	$(Q)$(CC) $(BASE) -Iinclude -Isrc -Itests/unit $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -MMD -MP -o $@ $< $(INNER) -lcmocka $(LIBS)

# Calls of libxlsxwriter are looked up by the library; there the test steps in between.
$(BUILD)/tests/unit/test_workbook_cells: LDFLAGS += -Wl,--wrap=mkba_xlsx_load

check: unit memory golden outputs headers layers reference docs-check locale commands installed ## what every change must pass

unit: $(TESTS)            ## unit tests
	@set -e; for t in $(TESTS); do $$t; done

# An allocator stands between library and system: in the place of the C library's, or before that of a sanitizer.
SANITIZED := $(findstring fsanitize,$(CFLAGS))
WRAPPED   := mkba_arena_alloc mkba_arena_text mkba_arena_enlarge $(if $(SANITIZED),malloc calloc realloc aligned_alloc free)
MEMORY    := $(WRAPPED:%=-Wl,--wrap=%)
$(BUILD)/tests/memory/test_memory: $(wildcard tests/memory/*.[ch]) $(INNER)
	@mkdir -p $(@D)
	$(call say,CC  $@)
	$(Q)$(CC) $(BASE) -Iinclude -Isrc $(CPPFLAGS) $(CFLAGS) -fno-builtin -fno-optimize-sibling-calls $(LDFLAGS) $(MEMORY) -o $@ $(filter %.c,$^) $(INNER) $(LIBS)

# Allocations at one place in the code are one; `make memory EVERY=every` lets each of them fail (hours).
memory: $(BUILD)/tests/memory/test_memory ## every allocation of the library fails once
	@$< $(<D) $(EVERY)

golden: $(BIN)            ## whole-program tests against stored output
	@tests/golden/run.sh $(abspath $(BIN))

update-golden: $(BIN)     ## rewrite stored output; review the difference before committing
	@tests/golden/run.sh $(abspath $(BIN)) --update

outputs: $(BIN)           ## dialects of input, official files, explanations and contributions worked out again, texts and faults
	@tests/input/dialects.py $(BIN)
	@tests/input/official.py $(BIN)
	@tests/input/segment.py $(BIN)
	@tests/input/sheet.py $(BIN)
	@tests/output/explain.py $(BIN)
	@tests/output/compare.py $(BIN)
	@tests/output/markdown.py $(BIN)
	@tests/output/report.py $(BIN)
	@tests/output/check.py $(BIN)
	@tests/output/schemas.py $(BIN)
	@tests/output/ci.py $(BIN)
	@tests/output/texts.py $(BIN)

workbook: $(BIN)          ## workbooks recomputed by LibreOffice give the program's figures
	@tests/output/workbook.py $(BIN)

workbook-slow: test-packages $(BIN) ## the same for 200 random areas, and all municipalities in one workbook
	@tests/output/workbook.py $(BIN) 200

# What a browser needs is large: not part of `make check`.
browser: browser-packages ## the HTML report in a browser: pictures, console, accessibility
	$(MAKE) all
	@cd tests/browser && npm install --no-audit --no-fund --no-package-lock --loglevel=error
	@node tests/browser/check.js $(BIN) $(BUILD)

picture: browser-packages ## the picture of the README, from a report as a browser shows it
	$(MAKE) all
	@cd tests/browser && npm install --no-audit --no-fund --no-package-lock --loglevel=error
	@node tests/browser/picture.js $(BIN) docs/rapport.png

hard: $(BIN)              ## files that are no files, too large, too wide, or change while they are read
	@tests/input/hard.py $(BIN)

headers:                  ## each public header compiles alone, as C and as C++
	@for h in include/*.h; do $(CC) $(BASE) -Werror -Iinclude -x c -fsyntax-only $$h || exit 1; \
	clang -Wall -Wextra -Werror -Iinclude -x c++ -fsyntax-only $$h || exit 1; done

layers: $(INNER)          ## the rooms know only what they may know
	@tests/layers.sh $(INNER) $(BUILD)

reference: $(BIN)         ## agreement with an independent implementation of the model page
	@tests/reference/compare.py $(BIN)

reference-slow: $(BIN)    ## the same on 10,000 random inputs (some minutes)
	@tests/reference/compare.py $(BIN) 420

docs: $(BIN)              ## regenerate the generated pages of the documentation
	@docs/generate.py $(abspath $(BIN))

docs-check: $(BIN)        ## the generated pages are up to date
	@tests/docs.sh $(abspath $(BIN)) $(BUILD)

locale: $(BIN) $(TESTS)   ## the same output under a Dutch locale
	@tests/locale.sh $(abspath $(BIN)) $(BUILD)

identical:                ## the same bytes from gcc and clang, at -O0 and -O3
	@tests/identical.sh $(BUILD)

reproducible: all         ## the same bytes when it is built in another folder
	+@tests/reproducible.sh $(BUILD)

asan:                     ## unit, memory and golden tests under address and undefined-behaviour sanitizers
	LSAN_OPTIONS=suppressions=$(CURDIR)/tests/libxlsxwriter.asan:print_suppressions=0 \
	$(MAKE) BUILD=$(BUILD)/asan CFLAGS='-O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all' unit memory golden

# These run the same code on many areas, numbers or draws: enough under the sanitizers.
# What threads share: simulations, comparisons and all municipalities.
tsan:                     ## what uses threads, under the thread sanitizer
	$(MAKE) BUILD=$(BUILD)/tsan CFLAGS='-O1 -g -fsanitize=thread' threads

threads: $(BIN) $(addprefix $(BUILD)/tests/unit/,test_simulation test_information test_lanes test_compare)
	@set -e; for t in $(filter-out $(BIN),$^); do $$t; done
	@$(BIN) baseline --all --format json >$(BUILD)/all.json
	@$(BIN) simulate --all --draws 200 --threads 4 >$(BUILD)/simulated.txt
	@$(BIN) simulate --municipality Utrecht --draws 2000 --threads 4 --scenario optimistic >$(BUILD)/simulated.txt

# What is not reached is listed in build/coverage/report.txt.
COVERED_LINES    ?= 98
COVERED_BRANCHES ?= 96
COVERING := tests/input/dialects.py tests/input/official.py tests/input/sheet.py tests/output/check.py
coverage:                 ## lines and branches of the library that the tests reach
	$(MAKE) -j2 -O BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage -fprofile-update=atomic' unit memory golden threads
	@set -e; for t in $(COVERING); do $$t $(BUILD)/coverage/mkba; done
	gcovr --root . --object-directory $(BUILD)/coverage --filter 'src/(base|input|model|analysis|report)/' --filter src/library.c \
	    --exclude-unreachable-branches --txt $(BUILD)/coverage/report.txt --print-summary \
	    --fail-under-line $(COVERED_LINES) --fail-under-branch $(COVERED_BRANCHES)

# A file is looked at again when it, or a header that it includes, has changed: when its object is newer.
# Following every path through the code takes ten times as long as all else: TIDY_WITHOUT='-clang-analyzer-*' leaves it out.
TIDY_WITHOUT ?=
TIDY_BUILD := $(BUILD)/tidy$(if $(TIDY_WITHOUT),-quick)
TIDY := $(patsubst %.c,$(TIDY_BUILD)/%,$(filter src/%.c,$(SOURCES)))
tidy: $(TIDY)             ## clang-tidy (.clang-tidy)

$(TIDY_BUILD)/src/model/lanes_rows: $(BUILD)/src/model/lanes_plain.o
$(filter-out %/lanes_rows,$(TIDY)): $(TIDY_BUILD)/%: $(BUILD)/%.o
$(TIDY): $(TIDY_BUILD)/%: %.c .clang-tidy
	@mkdir -p $(@D)
	$(call say,TIDY $<)
	$(Q)clang-tidy --quiet --checks='$(TIDY_WITHOUT)' --warnings-as-errors='*' $< -- -std=c11 -D_GNU_SOURCE -Iinclude -Isrc -Isrc/cli -DLANES_SET=plain $(ROWS_plain) \
	    >$@.txt 2>&1 || { cat $@.txt; exit 1; }
	@touch $@

valgrind: $(TESTS) $(BIN) ## unit tests and one run under valgrind
	@set -e; for t in $(filter-out %test_moved %test_invariants %test_moments %test_report %test_sensitivity %test_simulation %test_tape %test_workbook_cells,$(TESTS)); do valgrind -q --suppressions=tests/libxlsxwriter.valgrind --error-exitcode=9 --leak-check=full $$t; done
	@valgrind -q --suppressions=tests/libxlsxwriter.valgrind --error-exitcode=9 --leak-check=full $(BIN) baseline --municipality Utrecht >/dev/null

# One program per tests/fuzz/fuzz_<name>.c, with the files of tests/fuzz/seeds/<name> to begin with (of the tables: those
# of data/). What is found goes to $(BUILD)/fuzz; what was mended stays as a seed.
FUZZERS    := $(patsubst tests/fuzz/fuzz_%.c,%,$(sort $(wildcard tests/fuzz/fuzz_*.c)))
FUZZ_BUILD := $(BUILD)/fuzz
FUZZ_FLAGS := -O1 -g -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all
FUZZ_RUN    = tests/fuzz/run.sh $(FUZZ_BUILD)

$(FUZZ_BUILD)/fuzz_%: tests/fuzz/fuzz_%.c tests/fuzz/fuzz.h $(FUZZ_BUILD)/libmkba-inner.a
	$(call say,CC  $<)
	$(Q)clang $(BASE) -Wno-unknown-warning-option -Iinclude -Isrc $(FUZZ_FLAGS) -fsanitize=fuzzer -o $@ $< $(FUZZ_BUILD)/libmkba-inner.a $(LIBS)

# The library is made by a make of its own, with another compiler; it is asked every time what has changed.
.PHONY: fuzz-library
$(FUZZ_BUILD)/libmkba-inner.a: fuzz-library
fuzz-library:
	$(MAKE) CC=clang BUILD=$(FUZZ_BUILD) CFLAGS='$(FUZZ_FLAGS) -fsanitize=fuzzer-no-link' $(FUZZ_BUILD)/libmkba-inner.a

fuzz-short: $(FUZZERS:%=$(FUZZ_BUILD)/fuzz_%) ## all parsers against random files, for some seconds each
	@$(FUZZ_RUN) 12 $(FUZZERS)

fuzz: $(FUZZERS:%=$(FUZZ_BUILD)/fuzz_%) ## the same for long: make fuzz FUZZ_SECONDS=3600
	@$(FUZZ_RUN) $(or $(FUZZ_SECONDS),600) $(FUZZERS)

lint:                     ## formatting and static checks
	clang-format --dry-run -Werror $(SOURCES)
	cppcheck --quiet --std=c11 --enable=warning,performance,portability --inline-suppr --error-exitcode=1 -Iinclude -Isrc src
	shellcheck $(SCRIPTS)

format:                   ## rewrite sources with clang-format
	clang-format -i $(SOURCES)

bench: bench-packages     ## how long things take, against what they are held against (docs/bench.md)
	$(MAKE) all
	@tests/bench/run.py $(abspath $(BIN)) $(BENCH)

include install.mk

clean:                    ## remove everything built
	rm -rf $(BUILD)

help:                     ## list the targets
	@grep -hE '^[a-z-]+:.*##' Makefile install.mk | sed 's/:.*## /:/' | awk -F: '{printf "%-14s %s\n", $$1, $$2}'

-include $(LIB_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(BUILD)/src/prepare/plan.d $(TESTS:=.d)
