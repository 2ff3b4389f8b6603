# Installing, and what is tested on an installed copy. Included by the Makefile.
PREFIX  ?= /usr/local
DESTDIR ?=
bindir       ?= $(PREFIX)/bin
libdir       ?= $(PREFIX)/lib
includedir   ?= $(PREFIX)/include
datadir      ?= $(PREFIX)/share
mandir       ?= $(datadir)/man
docdir       ?= $(datadir)/doc/mkba
pkgconfigdir ?= $(libdir)/pkgconfig

TABLES := $(sort $(wildcard data/*.csv)) data/README.md
PAGES  := README.md CHANGELOG.md $(sort $(wildcard docs/*.md))

.PHONY: install uninstall installed

install: all              ## install under $(DESTDIR)$(PREFIX)
	install -d $(addprefix $(DESTDIR),$(bindir) $(includedir) $(pkgconfigdir) $(datadir)/mkba/data/scenarios \
	    $(docdir)/docs/scenarios $(docdir)/examples)
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
	install -m 644 docs/scenarios/*.json $(DESTDIR)$(docdir)/docs/scenarios
	install -m 644 examples/* $(DESTDIR)$(docdir)/examples

# Takes away what install would put there now, and the folders of its own that are empty then.
uninstall: all            ## remove what install put there
	@rm -rf $(BUILD)/uninstall
	+@$(MAKE) -s install DESTDIR=$(abspath $(BUILD)/uninstall)
	@cd $(BUILD)/uninstall && find . ! -type d | while read -r file; do rm -f "$(DESTDIR)/$$file"; done
	@for folder in $(datadir)/mkba $(docdir); do \
	    if [ -d "$(DESTDIR)$$folder" ]; then find "$(DESTDIR)$$folder" -depth -type d -exec rmdir {} + ; fi; done
	@rm -rf $(BUILD)/uninstall

installed: all            ## install under build/, build and run the examples there, uninstall
	+@tests/install/run.py $(BUILD)
