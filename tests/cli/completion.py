#!/usr/bin/env python3
"""What bash, zsh and fish offer at the end of a line, asked of those shells. usage: completion.py PROGRAM"""
import os
import re
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import ROOT, Count, run, write  # noqa: E402

PROGRAM = os.path.abspath(sys.argv[1])
SCRIPTS = os.path.join(ROOT, "src", "completion")

# A line, what must be among the offers, and what must not. Names with blanks and quotes are offered as they are.
CASES = [
    ("mkba ba", {"baseline"}, {"breakeven"}),
    ("mkba help ex", {"explain", "exit-codes"}, {"baseline"}),
    ("mkba explain --f", {"--format"}, {"--figure"}),
    ("mkba explain --format ", {"table", "json"}, {"csv"}),
    ("mkba baseline --format=j", {"json"}, {"csv"}),
    ("mkba baseline -m Alphen", {"Alphen aan den Rijn", "Alphen-Chaam"}, {"Utrecht"}),
    ("mkba baseline --municipality Utr", {"Utrecht", "Utrechtse Heuvelrug"}, set()),
    ("mkba baseline --lang ", {"nl", "en"}, set()),
    ("mkba baseline --set ta", {"tau="}, set()),
    ("mkba get npv_", {"npv_eur", "npv_per_gross_euro"}, {"ratio"}),
    ("mkba sensitivity parties.sta", {"parties.state.pv_eur"}, set()),
    ("mkba breakeven replaced_sh", {"replaced_share"}, set()),
    ("mkba import k", {"kwb"}, {"iv3"}),
    ("mkba import kwb are", {"areas.csv"}, {"other.csv"}),
    ("mkba import kwb areas.csv --level wi", {"wijk"}, {"gemeente"}),
    ("mkba import kwb areas.csv --spread Utr", {"Utrecht"}, set()),
    ("mkba rubric own", {"own_strength"}, {"find"}),
    ("mkba baseline --scenario pess", {"pessimistic"}, {"optimistic"}),
    ("mkba baseline are", {"areas.csv"}, {"other.csv"}),
    ("mkba get npv_eur are", {"areas.csv"}, {"other.csv"}),
    ("mkba baseline --data fol", {"folder"}, {"folder.csv"}),
]

BASH = """source %(scripts)s/mkba.bash
COMP_WORDS=(%(words)s); COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); COMP_LINE='%(line)s'; COMP_POINT=${#COMP_LINE}
_mkba mkba "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
printf '%%s\\n' "${COMPREPLY[@]}"
"""
# zsh completes in a terminal only: one is made. What the completion adds is written down on the way.
ZSH = """zmodload zsh/zpty
wait_for() { local i; for i in {1..400}; do [[ -e $1 ]] && return; sleep 0.02; done; print "no $1" }
zpty -b shell "TERM=dumb COLUMNS=200 zsh -f -i"
zpty -w shell 'fpath=(%(scripts)s $fpath); autoload -U compinit; compinit -u -D; LISTMAX=100000'
zpty -w shell 'compadd() { local -a own; builtin compadd -O own "$@"; print -rl -- $own >>offers; builtin compadd "$@" }'
zpty -w shell 'zle-line-init() { : >ready }; zle -N zle-line-init'
wait_for ready
zpty -w -n shell "%(line)s"$'\t'
zpty -w -n shell $'\C-u'
zpty -w shell ': >done'
wait_for done
zpty -d shell
cat offers
"""


def bash_words(line):
    """As readline cuts them: = is a word of its own."""
    words = re.findall(r"=|[^\s=]+", line)
    return " ".join(f"'{w}'" for w in words + ([""] if line.endswith(" ") else []))


def offers(shell, line, folder):
    script = {"bash": BASH, "zsh": ZSH, "fish": "source %(scripts)s/mkba.fish\ncomplete -C '%(line)s'\n"}[shell]
    path = write(os.path.join(folder, "script"), script % {"scripts": SCRIPTS, "line": line, "words": bash_words(line)})
    for left in ("offers", "ready", "done"):
        if os.path.exists(os.path.join(folder, left)):
            os.remove(os.path.join(folder, left))
    done = run(shell, *(["-f"] if shell == "zsh" else []), path, cwd=folder, timeout=60,
               env={**os.environ, "PATH": os.path.join(folder, "bin") + os.pathsep + os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": folder})
    found = {text.split("\t")[0].rstrip("/") for text in done.stdout.splitlines()}
    # fish and zsh offer the whole word, bash what stands behind its =
    return {text.partition("=")[2] if text.startswith("--") and "=" in text else text for text in found}


def main():
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        os.makedirs(os.path.join(folder, "bin"))
        os.makedirs(os.path.join(folder, "folder"))
        os.symlink(PROGRAM, os.path.join(folder, "bin", "mkba"))
        for name in ("areas.csv", "other.csv", "folder.csv"):
            write(os.path.join(folder, name), "")
        for shell in ("bash", "fish", "zsh"):
            for line, want, without in CASES:
                got = offers(shell, line, folder)
                count.check(want <= got and not without & got, f"{shell}: '{line}' offers {sorted(got)[:8]}, wanted {sorted(want)} without {sorted(without)}")
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
