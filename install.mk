# Installing, and what is tested on an installed copy. Included by the Makefile.
PREFIX  ?= /usr/local
DESTDIR ?=
bindir       ?= $(PREFIX)/bin
libdir       ?= $(PREFIX)/lib
includedir   ?= $(PREFIX)/include
datadir      ?= $(PREFIX)/share
mandir       ?= $(datadir)/man
docdir       ?= $(datadir)/doc/mkba
bashdir      ?= $(datadir)/bash-completion/completions
zshdir       ?= $(datadir)/zsh/site-functions
fishdir      ?= $(datadir)/fish/vendor_completions.d
pkgconfigdir ?= $(libdir)/pkgconfig

DEB_PACKAGES := build-essential debhelper lintian libcmocka-dev

TABLES := $(sort $(wildcard data/*.csv)) data/README.md
EXAMPLES := $(sort $(wildcard examples/*))
PAGES  := README.md CHANGELOG.md $(sort $(wildcard docs/*.md docs/*.png))

# Manual pages are written by a program that is linked with the tables of options and commands.
MANUAL     := $(BUILD)/man/made
MANUAL_OBJ := $(patsubst %.c,$(BUILD)/%.o,$(sort $(wildcard src/manual/*.c)))

all: $(MANUAL)

$(MANUAL_OBJ): $(BUILD)/src/manual/%.o: src/manual/%.c $(BUILD)/flags
	@mkdir -p $(@D)
	$(call say,CC  $<)
	$(Q)$(CC) $(BASE) -Iinclude -Isrc/cli $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/write-manual: $(MANUAL_OBJ) $(filter-out %/main.o,$(CLI_OBJ)) $(LIB)
	$(call say,LD  $@)
	$(Q)$(CC) $(BASE) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

$(MANUAL): $(BUILD)/write-manual src/manual/library.awk include/mkba.h
	$(call say,GEN $(@D))
	$(Q)rm -rf $(@D) && $(BUILD)/write-manual $(@D)
	$(Q)LC_ALL=C awk -v version=$(VERSION) -f src/manual/library.awk include/mkba.h >$(@D)/libmkba.3
	@touch $@

.PHONY: install uninstall installed commands deb deb-packages

install: all              ## install under $(DESTDIR)$(PREFIX)
	install -d $(addprefix $(DESTDIR),$(bindir) $(includedir) $(pkgconfigdir) $(datadir)/mkba/data/scenarios \
	    $(docdir)/docs/scenarios $(docdir)/docs/nl $(docdir)/examples $(mandir)/man1 $(mandir)/man3 $(mandir)/nl/man1 $(bashdir) $(zshdir) $(fishdir))
	install -m 755 $(BIN) $(DESTDIR)$(bindir)/mkba
	install -m 644 include/mkba.h $(DESTDIR)$(includedir)/mkba.h
	install -m 644 $(LIB) $(DESTDIR)$(libdir)/libmkba.a
	install -m 644 $(SHARED) $(DESTDIR)$(libdir)/libmkba.so.$(VERSION)
	ln -sf libmkba.so.$(VERSION) $(DESTDIR)$(libdir)/libmkba.so.$(ABI)
	ln -sf libmkba.so.$(ABI) $(DESTDIR)$(libdir)/libmkba.so
	sed -e 's|@includedir@|$(includedir)|' -e 's|@libdir@|$(libdir)|' -e 's|@datadir@|$(datadir)|' -e 's|@VERSION@|$(VERSION)|' \
	    -e 's|@LIBS@|$(LIBS)|' src/mkba.pc.in >$(DESTDIR)$(pkgconfigdir)/mkba.pc
	chmod 644 $(DESTDIR)$(pkgconfigdir)/mkba.pc
	install -m 644 $(TABLES) $(DESTDIR)$(datadir)/mkba/data
	install -m 644 data/scenarios/*.json $(DESTDIR)$(datadir)/mkba/data/scenarios
	install -m 644 src/model/formulas.txt src/report/texts.csv $(DESTDIR)$(datadir)/mkba
	install -m 644 $(filter-out docs/%,$(PAGES)) $(DESTDIR)$(docdir)
	install -m 644 $(filter docs/%,$(PAGES)) $(DESTDIR)$(docdir)/docs
	install -m 644 $(wildcard docs/nl/*.md) $(DESTDIR)$(docdir)/docs/nl
	install -m 644 docs/scenarios/*.json $(DESTDIR)$(docdir)/docs/scenarios
	install -m 644 $(filter-out %.py,$(EXAMPLES)) $(DESTDIR)$(docdir)/examples
	install -m 755 $(filter %.py,$(EXAMPLES)) $(DESTDIR)$(docdir)/examples
	install -m 644 $(BUILD)/man/en/*.1 $(DESTDIR)$(mandir)/man1
	install -m 644 $(BUILD)/man/nl/*.1 $(DESTDIR)$(mandir)/nl/man1
	install -m 644 $(BUILD)/man/libmkba.3 $(DESTDIR)$(mandir)/man3
	install -m 644 src/completion/mkba.bash $(DESTDIR)$(bashdir)/mkba
	install -m 644 src/completion/_mkba $(DESTDIR)$(zshdir)/_mkba
	install -m 644 src/completion/mkba.fish $(DESTDIR)$(fishdir)/mkba.fish

# Takes away what install would put there now, and the folders of its own that are empty then.
uninstall: all            ## remove what install put there
	@rm -rf $(BUILD)/uninstall
	+@$(MAKE) -s install DESTDIR=$(abspath $(BUILD)/uninstall)
	@cd $(BUILD)/uninstall && find . ! -type d | while read -r file; do rm -f "$(DESTDIR)/$$file"; done
	@for folder in $(datadir)/mkba $(docdir); do \
	    if [ -d "$(DESTDIR)$$folder" ]; then find "$(DESTDIR)$$folder" -depth -type d -exec rmdir {} + ; fi; done
	@rm -rf $(BUILD)/uninstall

$(BUILD)/tests/cli/test_tables: tests/cli/test_tables.c $(filter-out %/main.o,$(CLI_OBJ)) $(LIB)
	@mkdir -p $(@D)
	$(call say,CC  $<)
	$(Q)$(CC) $(BASE) -Iinclude -Isrc/cli $(CPPFLAGS) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcmocka $(LIBS)

commands: all $(BUILD)/tests/cli/test_tables ## every command with every form, its help and manual page, and what shells complete
	@$(BUILD)/tests/cli/test_tables
	@tests/cli/commands.py $(BIN) $(BUILD)
	@tests/cli/completion.py $(BIN)

installed: all            ## install under build/, build and run the examples there, uninstall
	+@tests/install/run.py $(BUILD)

# In a copy, so that nothing is left here. lintian's errors are ours, and its warnings.
deb: deb-packages         ## build the Debian packages, and let lintian look at them
	@rm -rf $(BUILD)/deb && mkdir -p $(BUILD)/deb/mkba-$(VERSION)
	@tar -cf - --exclude=./$(BUILD) --exclude=./build --exclude=./.git . | tar -xf - -C $(BUILD)/deb/mkba-$(VERSION)
	+cd $(BUILD)/deb/mkba-$(VERSION) && env -u MAKEFLAGS -u MFLAGS dpkg-buildpackage -us -uc -b -j2 >../build.log 2>&1 || { tail -n 40 ../build.log; exit 1; }
	lintian --fail-on error,warning --display-info --pedantic $(BUILD)/deb/*.changes
	@cd $(BUILD)/deb && for package in *.deb; do dpkg-deb -x $$package unpacked; done
	cmp $(BUILD)/deb/unpacked/usr/include/mkba.h include/mkba.h
	$(BUILD)/deb/unpacked/usr/bin/mkba get npv_eur --municipality Utrecht
	$(BUILD)/deb/unpacked/usr/bin/mkba report --municipality Utrecht --output $(BUILD)/deb/utrecht.xlsx
	@set -e; for package in mkba libmkba0; do dpkg-deb -f $(BUILD)/deb/$${package}_$(VERSION)_*.deb Depends | grep libxlsxwriter; done
	@ls $(BUILD)/deb/*.deb

deb-packages: packages    ## install the Debian packages that packaging needs
	$(call install_packages,$(DEB_PACKAGES))

-include $(MANUAL_OBJ:.o=.d)
