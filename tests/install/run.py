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
CPP = """#include <mkba.h>
#include <cstdio>
#include <memory>
template <typename T> using owned = std::unique_ptr<T, void (*)(T *)>;
int main(int, char **argv)
{
    mkba_issues issues{};
    mkba_data *data = nullptr;
    mkba_areas *areas = nullptr;
    mkba_result *result = nullptr;
    double npv = 0;
    mkba_data_open(&data, nullptr, &issues);
    owned<mkba_data> data_owner(data, mkba_data_free);
    mkba_areas_open_municipalities(&areas, data, &issues);
    owned<mkba_areas> areas_owner(areas, mkba_areas_free);
    mkba_areas_select(areas, argv[1], &issues);
    mkba_baseline_run(&result, areas, &issues);
    owned<mkba_result> result_owner(result, mkba_result_free);
    mkba_result_figure(&npv, result, 0, "npv_eur", &issues);
    std::printf("%.17g\\n", npv);
}
"""


def make(build, target, stage, prefix):
    said("make", "-s", target, f"BUILD={build}", f"DESTDIR={stage}", f"PREFIX={prefix}", cwd=ROOT, close_fds=False)


def install(build, stage, prefix):
    """By somebody whose own files nobody may read."""
    mask = os.umask(0o077)
    make(build, "install", stage, prefix)
    os.umask(mask)


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


def check_rights(count, top):
    """Everybody can read what is installed, and run what runs."""
    for at, folders, names in os.walk(top):
        for path in [os.path.join(at, name) for name in folders + names]:
            wanted = 0o755 if os.path.isdir(path) or path.endswith((".py", "/bin/mkba")) else 0o644
            count.check(os.stat(path).st_mode & 0o777 == wanted, f"{path} is for everybody: {os.stat(path).st_mode & 0o777:o}")


def check_pkg_config(count, stage, env):
    """A program that links the shared library names nothing else; what it would need besides is for static linking."""
    count.check(run("pkg-config", "--validate", "mkba", env=env).returncode == 0, "mkba.pc is valid")
    libs = said("pkg-config", "--libs", "mkba", env=env).split()
    count.check([word for word in libs if word.startswith("-l")] == ["-lmkba"], f"programs link the library only: {libs}")
    datadir = said("pkg-config", "--variable=datadir", "mkba", env=env).strip()
    count.check(os.path.isdir(stage + datadir.removeprefix(stage) + "/data"), f"mkba.pc says where the tables are: {datadir}")


def needed(path):
    return re.findall(r"NEEDED +(\S+)", said("objdump", "-p", path))


def check_side_by_side(count, lib, examples, env):
    """A program asks for the library by its soname, so that another version can stand beside it: without what only building needs, and with
    a later version as the one that is built with, it still runs with its own."""
    abi = re.search(r"#define MKBA_ABI +(\d+)", read("include/mkba.h")).group(1)
    own, later = f"libmkba.so.{abi}", f"libmkba.so.{int(abi) + 1}"
    count.check(own in needed(examples + "/shared"), f"a program needs {own}: {needed(examples + '/shared')}")
    count.check(not [name for name in needed(examples + "/static") if "mkba" in name], "a static program needs no libmkba")
    beside = os.path.join(examples, "beside")
    os.mkdir(beside)
    shutil.copy(os.path.join(lib, own), os.path.join(beside, own))
    write(os.path.join(beside, later), "not for this program")
    os.symlink(later, os.path.join(beside, "libmkba.so"))
    done = run("./shared", "Utrecht", "half-replaced.json", cwd=examples, env={**env, "LD_LIBRARY_PATH": beside})
    count.check(done.returncode == 0, f"{own} beside {later}: {done.stderr}")


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
    write(examples + "/figure.cpp", CPP)
    done = run("clang++", "-std=c++11", "-Wall", "-Wextra", "-Wpedantic", "-Werror", "figure.cpp", "-o", "cpp", *flags, cwd=examples)
    count.check(done.returncode == 0, "C++ with the shared library: " + done.stderr)
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
        got = said("./cpp", area, cwd=examples, env=env)
        count.check(float(got) == expected["base"], f"C++, {area}: {got}, and the program has {expected['base']}")
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
    install(build, stage, prefix)
    top = stage + prefix
    count.check(all(path.startswith(prefix.lstrip("/") + "/") for path in files(stage)), "everything is under the prefix")
    env = {**os.environ, "PKG_CONFIG_PATH": top + "/lib/pkgconfig", "PKG_CONFIG_SYSROOT_DIR": stage,
           "LD_LIBRARY_PATH": top + "/lib", "LIBMKBA": top + "/lib/libmkba.so.0", "LC_ALL": "C.UTF-8"}
    program = top + "/bin/mkba"
    count.check(said("pkg-config", "--modversion", "mkba", env=env).strip() == said(program, "--version").split()[-1], "the version of pkg-config")
    check_packaging(count, said(program, "--version").split()[-1])
    check_names(count, top + "/lib")
    check_rights(count, top)
    check_pkg_config(count, stage, env)
    for page in ("man1/mkba.1", "man1/mkba-baseline.1", "nl/man1/mkba.1", "nl/man1/mkba-baseline.1", "man3/libmkba.3"):
        count.check(os.path.exists(f"{top}/share/man/{page}"), page + " is installed")
    for script in ("bash-completion/completions/mkba", "zsh/site-functions/_mkba", "fish/vendor_completions.d/mkba.fish"):
        count.check(os.path.exists(f"{top}/share/{script}"), script + " is installed")
    check_tables(count, program, top + "/share")
    examples = os.path.join(ROOT, build, "examples")
    shutil.rmtree(examples, ignore_errors=True)
    shutil.copytree(top + "/share/doc/mkba/examples", examples)
    check_examples(count, program, examples, env)
    check_side_by_side(count, top + "/lib", examples, env)
    other = top + "/share/man/man1/other.1"
    os.makedirs(os.path.dirname(other), exist_ok=True)
    write(other, "")
    make(build, "uninstall", stage, prefix)
    count.check(files(top) == ["share/man/man1/other.1"], f"uninstall leaves what is not ours, and nothing else: {files(top)}")
    for folder in ("share/mkba", "share/doc/mkba"):
        count.check(not os.path.exists(os.path.join(top, folder)), f"uninstall takes {folder} away")
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
