#!/usr/bin/env python3
"""Installs into a folder of its own, holds what others build on it against the program's own figures, and takes it away again.

usage: run.py BUILD
"""
import os
import re
import shutil
import sys

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import ROOT, Count, read, run, said, write  # noqa: E402

AREAS = ["Utrecht", "'s-Gravenhage"]
CC = os.environ.get("CC", "cc").split()


def make(build, target, stage, prefix):
    said("make", "-s", target, f"BUILD={build}", f"DESTDIR={stage}", f"PREFIX={prefix}", cwd=ROOT, close_fds=False)


def files(folder):
    return sorted(os.path.relpath(os.path.join(at, name), folder) for at, _, names in os.walk(folder) for name in names)


def declared():
    """Every function of the public header."""
    text = re.sub(r"/\*.*?\*/", "", read("include/mkba.h"), flags=re.S)
    text = re.sub(r"typedef[^;{]*;", "", text)
    return set(re.findall(r"\b(mkba_\w+)\(", text))


def symbols(command):
    """The names that somebody else can link with, without the version behind them."""
    return {line.split()[-1].split("@")[0] for line in said(*command).splitlines() if len(line.split()) == 3 and line.split()[1] != "A"}


def check_packaging(count, version):
    """What the Debian package says twice."""
    count.check(read("debian/changelog").startswith(f"mkba ({version})"), "debian/changelog has the version of the header")
    needed = set(re.search(r"^BUILD_PACKAGES *:=((?:.*\\\n)*.*)", read("Makefile"), re.M).group(1).replace("\\", "").split())
    asked = set(re.findall(r"[\w.+-]+-dev", read("debian/control").split("Standards-Version")[0]))
    count.check(needed and needed <= asked, f"debian/control builds with what the Makefile does: {needed - asked}")


def check_names(count, lib):
    count.check(len(declared()) > 40, "the header declares functions")
    count.check(symbols(["nm", "-D", "--defined-only", lib + "/libmkba.so"]) == declared(), "the shared library shows what mkba.h declares, and no more")
    count.check(symbols(["nm", "-g", "--defined-only", lib + "/libmkba.a"]) == declared(), "the static library shows what mkba.h declares, and no more")
    abi = re.search(r"#define MKBA_ABI +(\d+)", read("include/mkba.h")).group(1)
    headers = said("objdump", "-p", lib + "/libmkba.so")
    count.check(f"SONAME               libmkba.so.{abi}\n" in headers, "the soname carries MKBA_ABI")
    count.check(re.search(rf"^2 0x00 \S+ MKBA_{abi}$", headers, re.M), "the names carry MKBA_ABI")


def figures(program, area, scenario):
    return {"base": float(said(program, "get", "npv_eur", "-m", area)),
            "scenario": float(said(program, "get", "npv_eur", "-m", area, "--scenario", scenario))}


def build_examples(count, examples, env):
    flags = said("pkg-config", "--cflags", "--libs", "mkba", env=env).split()
    fixed = said("pkg-config", "--static", "--cflags", "--libs", "mkba", env=env).replace("-lmkba", "-l:libmkba.a").split()
    strict = ["-std=c11", "-Wall", "-Wextra", "-Werror"]
    count.check(run(*CC, *strict, "baseline.c", "-o", "shared", *flags, cwd=examples).returncode == 0, "C with the shared library")
    done = run(*CC, *strict, "baseline.c", "-o", "static", *fixed, cwd=examples)
    count.check(done.returncode == 0, "C with the static library" + done.stderr)
    r_flags = {"PKG_CFLAGS": said("pkg-config", "--cflags", "mkba", env=env).strip(),
               "PKG_LIBS": said("pkg-config", "--libs", "mkba", env=env).strip()}
    done = run("R", "CMD", "SHLIB", "mkba_r.c", cwd=examples, env={**env, **r_flags})
    count.check(done.returncode == 0, "R CMD SHLIB: " + done.stderr)


def check_examples(count, program, examples, env):
    build_examples(count, examples, env)
    languages = {"C, shared": ["./shared"], "C, static": ["./static"], "Python": ["python3", "baseline.py"], "R": ["Rscript", "--vanilla", "baseline.R"]}
    for area in AREAS:
        expected = figures(program, area, examples + "/half-replaced.json")
        count.check(expected["base"] != expected["scenario"], f"{area}: the scenario does something")
        for name, command in languages.items():
            lines = said(*command, area, "half-replaced.json", cwd=examples, env=env).splitlines()
            got = {line.split()[0]: float(line.split()[1]) for line in lines}
            count.check(got == expected, f"{name}, {area}: {got}, and the program has {expected}")
    for name, command in languages.items():
        done = run(*command, "Utrecth", "half-replaced.json", cwd=examples, env=env)
        count.check(done.returncode != 0 and "Utrecht" in done.stderr, f"{name} says what is wrong: {done.stderr}")


def check_tables(count, program, datadir):
    """The installed tables are the numbers inside the program."""
    inside = said(program, "baseline", "-m", "Utrecht", "--format", "csv")
    count.check(inside and inside == said(program, "baseline", "-m", "Utrecht", "--format", "csv", "--data", datadir + "/mkba/data"),
                "the installed tables give the same figures")


def main():
    build = os.path.relpath(sys.argv[1], ROOT)
    stage = os.path.join(ROOT, build, "installed")
    shutil.rmtree(stage, ignore_errors=True)
    count = Count()
    prefix = "/opt/mkba"
    make(build, "install", stage, prefix)
    top = stage + prefix
    count.check(all(path.startswith(prefix.lstrip("/") + "/") for path in files(stage)), "everything is under the prefix")
    env = {**os.environ, "PKG_CONFIG_PATH": top + "/lib/pkgconfig", "PKG_CONFIG_SYSROOT_DIR": stage,
           "LD_LIBRARY_PATH": top + "/lib", "LIBMKBA": top + "/lib/libmkba.so.0", "LC_ALL": "C.UTF-8"}
    program = top + "/bin/mkba"
    count.check(said("pkg-config", "--modversion", "mkba", env=env).strip() == said(program, "--version").split()[-1], "the version of pkg-config")
    check_packaging(count, said(program, "--version").split()[-1])
    check_names(count, top + "/lib")
    for page in ("man1/mkba.1", "man1/mkba-baseline.1", "nl/man1/mkba.1", "nl/man1/mkba-baseline.1", "man3/libmkba.3"):
        count.check(os.path.exists(f"{top}/share/man/{page}"), page + " is installed")
    for script in ("bash-completion/completions/mkba", "zsh/site-functions/_mkba", "fish/vendor_completions.d/mkba.fish"):
        count.check(os.path.exists(f"{top}/share/{script}"), script + " is installed")
    check_tables(count, program, top + "/share")
    examples = os.path.join(ROOT, build, "examples")
    shutil.rmtree(examples, ignore_errors=True)
    shutil.copytree(top + "/share/doc/mkba/examples", examples)
    check_examples(count, program, examples, env)
    other = top + "/share/man/man1/other.1"
    os.makedirs(os.path.dirname(other), exist_ok=True)
    write(other, "")
    make(build, "uninstall", stage, prefix)
    count.check(files(top) == ["share/man/man1/other.1"], f"uninstall leaves what is not ours, and nothing else: {files(top)}")
    count.check(not os.path.exists(top + "/share/mkba"), "uninstall takes its own folders away")
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
