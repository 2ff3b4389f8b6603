#!/usr/bin/env python3
"""Every command with every form, its help and its page in the manual; exit codes; nothing but text on a terminal.

What commands, forms and codes there are is asked of the program (mkba help formats, exit-codes, complete), so that a new one is tested too.

usage: commands.py PROGRAM BUILD
"""
import csv
import glob
import io
import json
import os
import pty
import re
import shutil
import subprocess
import sys
import tempfile

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
import common  # noqa: E402
from common import GOLDEN, Count, write  # noqa: E402

PROGRAM, BUILD = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
# What a command needs to have something to say; others get a municipality.
ARGUMENTS = {"get": ["npv_eur"], "explain": ["npv_eur"], "compare": ["--scenario", "optimistic"], "simulate": ["--draws", "200"],
             "breakeven": ["replaced_share"], "import": ["kwb", os.path.join(GOLDEN, "import-raw", "kwb.csv")],
             "segment": [os.path.join(GOLDEN, "segment", "huishoudens.csv")]}
WITHOUT_AREA = {"params", "rubric", "import", "segment", "check", "verify"}
# What these are given has moved (see check_formats).
ARGUMENTS["check"] = ARGUMENTS["verify"] = ["moved.json"]
EXITS = {"check": 5, "verify": 5}
SILENT = ("mkba init ", "mkba validate ")
# Every code but these is provoked below: memory by tests/memory, a signal by tests/golden/simulate-stopped.
NOT_HERE = {4, 130}


def run(*words, **more):
    return common.run(PROGRAM, *words, **more)


def formats():
    """The table of mkba help formats: {command: {form: written?}}."""
    lines = run("help", "formats").stdout.splitlines()[1:]
    return {line.split()[0]: {form: mark == "x" for form, mark in zip(lines[0].split(), line.split()[1:])} for line in lines[1:]}


def sample(command):
    return [command, *ARGUMENTS.get(command, []), *([] if command in WITHOUT_AREA else ["-m", "Utrecht"])]


def is_form(form, text):
    if form == "json":
        json.loads(text)
    if form == "csv":
        rows = list(csv.reader(io.StringIO(text), delimiter=";"))
        return len(rows) > 1 and len(rows[0]) > 1 and {len(r) for r in rows} == {len(rows[0])}
    return bool(text.strip())


def check_formats(count):
    with tempfile.TemporaryDirectory() as folder:
        stored = run("baseline", "-m", "Utrecht", "--format", "json").stdout
        write(os.path.join(folder, "moved.json"), re.sub(r'"npv_eur": -8', '"npv_eur": -7', stored, count=1))
        for command, forms in formats().items():
            for form, written in forms.items():
                # what is no text goes into a file
                out = os.path.join(folder, "out")
                done = run(*sample(command), "--format", form, *(["--output", out] if form in ("xlsx", "pdf") else []), cwd=folder)
                what = f"{command} --format {form}: exit {done.returncode}, {done.stderr.strip()[:200]}"
                if not written:
                    count.check(done.returncode == 2 and not done.stdout and "--format " + form in done.stderr, what)
                elif form in ("xlsx", "pdf"):
                    count.check(done.returncode == 0 and os.path.getsize(out) > 0, what)
                else:
                    count.check(done.returncode == EXITS.get(command, 0) and is_form(form, done.stdout), what)
        count.check(len(formats()) >= 9, "commands that print figures are listed")


def commands():
    return [line.split("\t")[0] for line in run("complete", "").stdout.splitlines()]


def check_help(count):
    for command in commands():
        if command == "help":
            continue
        texts = []
        for language, usage in (("nl", "Gebruik: mkba "), ("en", "Usage: mkba ")):
            text = run("help", command, "--lang", language)
            count.check(text.returncode == 0 and text.stdout.startswith(usage) and not text.stderr, f"mkba help {command} --lang {language}")
            count.check(text.stdout == run(command, "--help", "--lang", language).stdout, f"mkba {command} --help is mkba help {command}")
            texts.append(text.stdout)
        count.check(texts[0] != texts[1], f"mkba help {command} speaks two languages")
    for topic in ("formats", "exit-codes"):
        count.check(run("help", topic).stdout != run("help", topic, "--lang", "en").stdout, f"mkba help {topic} speaks two languages")
    count.check(run("help", "nothing").returncode == 2, "help on what does not exist")


def check_exits(count):
    listed = {int(code) for code in re.findall(r"^ +(\d+)  \S", run("help", "exit-codes").stdout, re.M)}
    provoked = {}
    for words in (["--version"], ["baseline", "-m", "Utrecht", "--set", "replaced_share=2"], ["nothing"], ["baseline", "/nowhere/areas.csv"]):
        done = run(*words)
        provoked[done.returncode] = done
        if done.returncode != 0:
            count.check(not done.stdout and done.stderr.startswith("mkba: "), f"{words}: the error is on standard error, and nothing on standard output")
    count.check({0, 1, 2, 3} <= set(provoked) and set(provoked) | NOT_HERE <= listed, f"exit codes: {sorted(provoked)} of {sorted(listed)}")


def on_terminal(words, environment):
    """What a command writes when all its streams are a terminal."""
    parent, child = pty.openpty()
    process = subprocess.Popen([PROGRAM, *words], stdin=child, stdout=child, stderr=child, env={**os.environ, **environment})
    os.close(child)
    out = b""
    try:
        while chunk := os.read(parent, 65536):
            out += chunk
    except OSError:
        pass
    process.wait()
    os.close(parent)
    return out


def check_colours(count):
    for words in (sample("baseline"), sample("explain"), ["--help"], ["nothing"]):
        plain = on_terminal(words, {"TERM": "xterm-256color"})
        count.check(plain and b"\x1b" not in plain, f"{words}: no colours on a terminal")
        count.check(plain == on_terminal(words, {"TERM": "xterm-256color", "NO_COLOR": "1"}), f"{words}: the same with NO_COLOR")


def check_manual(count):
    pages = sorted(glob.glob(os.path.join(BUILD, "man", "*", "*.1")))
    for language in ("nl", "en"):
        have = {os.path.basename(p)[:-2] for p in pages if f"/{language}/" in p}
        want = {"mkba"} | {"mkba-" + c for c in commands() if c != "help" and run("help", c).stdout.split()[2] == c}
        count.check(have == want, f"a page in {language} for every command: {have ^ want}")
    done = common.run("mandoc", "-T", "lint", "-W", "warning", *pages, os.path.join(BUILD, "man", "libmkba.3"))
    wrong = [line for line in done.stdout.splitlines() if "missing date" not in line]
    count.check(not wrong, f"the manual pages are in order: {wrong[:3]}")


def check_examples(count):
    lines = []
    for path in sorted(glob.glob(os.path.join(BUILD, "man", "en", "*.1"))):
        with open(path, encoding="utf-8") as file:
            text = file.read().replace("\\-", "-").replace("\\(aq", "'")
        lines += re.findall(r"^\.B (mkba \S+ .*)$", text.partition(".SH EXAMPLES")[2].partition(".SH")[0], re.M)
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(PROGRAM, os.path.join(folder, "mkba"))
        # the files that examples speak of
        shutil.copy(os.path.join(GOLDEN, "segment", "huishoudens.csv"), folder)
        for moment in ("nulmeting.csv", "eindmeting.csv"):
            shutil.copy(os.path.join(GOLDEN, "report-moments-md", moment), folder)
        run("segment", "huishoudens.csv", "--output", "wijken.csv", cwd=folder)
        for line in lines:
            done = common.run("sh", "-c", line, cwd=folder, env={**os.environ, "PATH": folder + os.pathsep + os.environ["PATH"]})
            count.check(done.returncode == 0 and (done.stdout or line.startswith(SILENT) or " --output " in line), f"an example of the manual: {line}: {done.stderr}")
    count.check(len(lines) >= 10, "the manual has examples")


def main():
    os.environ["LC_ALL"] = "C"
    count = Count()
    for check in (check_formats, check_help, check_exits, check_colours, check_manual, check_examples):
        check(count)
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
