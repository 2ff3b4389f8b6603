#!/usr/bin/env python3
"""How long things take, as ratios measured side by side in one run: run.py PROGRAM [--rounds N] [--quick] [--only PART]

Every command of a pair runs in turn, A B A B ..., so that a machine that changes speed changes both; the ratio is taken
round by round and its median shown. Times are of whole processes. docs/bench.md says what is compared, and why.

--rounds N    rounds of what takes milliseconds (30); of what takes seconds 10, of what takes longer 3
--quick       a tenth of the draws, and one round of what takes long
--only PART   start, simulate or segment
"""
import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
from types import SimpleNamespace

HERE = os.path.dirname(os.path.abspath(__file__))
PYTHON = "/usr/bin/python3"
EMPTY = "#include <csv.h>\n#include <cjson/cJSON.h>\n#include <sha2.h>\ndouble Sleef_cinz_powd1_u10purec(double, double);\n" \
        "int main(int n, char **words)\n{\n    (void)words;\n    struct csv_parser p;\n    SHA2_CTX h;\n    SHA256Init(&h);\n    cJSON_Delete(0);\n" \
        "    return csv_init(&p, 0) + (Sleef_cinz_powd1_u10purec(n, 2) < 0);\n}\n"
# Numbers of opponents: what it is called, the command, with how many processes.
NUMPY = [("numpy, tuned by hand", "simulate_numpy.py", [], (1, 2)), ("numpy, plain", "simulate_page.py", [], (1, 2)),
         ("numpy, plain, years added up first", "simulate_page.py", ["--years-first"], (1,))]
R = [("R, tuned by hand", "simulate.R", [], (1, 2)), ("R, plain", "simulate_page.R", [], (1, 2)),
     ("R, plain, years added up first", "simulate_page.R", ["--years-first"], (1,))]


class Bench:
    """Runs commands, each in a process of its own that is started by a small one."""

    def __init__(self, folder):
        self.folder = folder
        self.watch = self.compile("watch", os.path.join(HERE, "watch.c"))
        # One process or thread is one: no libraries that take more.
        self.environment = dict(os.environ, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")

    def compile(self, name, source, *libraries):
        target = os.path.join(self.folder, name)
        subprocess.run(["cc", "-O2", "-D_GNU_SOURCE", "-o", target, source, *libraries], check=True)
        return target

    def run(self, command):
        """Seconds, processor seconds and peak memory in MB of one command."""
        result, errors = os.path.join(self.folder, "result"), os.path.join(self.folder, "errors")
        with open(errors, "w", encoding="utf-8") as file:
            subprocess.run([self.watch, result, *command], stdout=subprocess.DEVNULL, stderr=file, env=self.environment,
                           check=True)
        with open(result, encoding="utf-8") as file:
            seconds, processor, memory, status = file.read().split()
        if status != "0":
            with open(errors, encoding="utf-8") as file:
                sys.exit(f"{' '.join(command)}: status {status}\n{file.read().strip()[-500:]}")
        return SimpleNamespace(seconds=float(seconds), processor=float(processor), memory=int(memory) / 1024)

    def pairs(self, ours, other, rounds, warm=True):
        for command in (ours, other) if warm else ():
            self.run(command)
        return [(self.run(ours), self.run(other)) for _ in range(rounds)]


def median(numbers):
    return statistics.median(list(numbers))


def instruction_set():
    """The widest that both the program and its opponents can use here."""
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        lines = dict(line.split(":", 1) for line in file.read().replace("\t", "").splitlines() if ":" in line)
    flags = set(lines.get("flags", "").split())
    for name, needed in (("AVX-512", {"avx512f", "avx512dq"}), ("AVX2", {"avx2"}), ("SSE2", {"sse2"})):
        if needed <= flags:
            return name
    return f"{platform.machine()}, no SSE2"

# ---------------------------------------------------------------- start-up


def start_up(bench, program, rounds):
    source = os.path.join(bench.folder, "empty.c")
    with open(source, "w", encoding="utf-8") as file:
        file.write(EMPTY)
    empty = ["an empty C program", [bench.compile("empty", source, "-lcsv", "-lcjson", "-lmd", "-lsleef", "-lm", "-pthread")]]
    python = ["python3 -c pass", [PYTHON, "-c", "pass"]]
    print(f"Start-up, median of {rounds} rounds\n")
    print(f"{'mkba':38}{'ms':>9}{'MB':>6}   {'against':22}{'ms':>9}{'ratio':>11}")
    for words, (name, other) in (
            (["get", "npv_eur", "--municipality", "Utrecht"], empty), (["baseline", "--municipality", "Utrecht"], empty),
            (["baseline", "--all", "--format", "json"], python), (["explain", "npv", "--municipality", "Utrecht"], python)):
        runs = bench.pairs([program, *words], other, rounds)
        mine, theirs = (median(run[side].seconds for run in runs) * 1000 for side in (0, 1))
        ratio = median(a.seconds / b.seconds for a, b in runs)
        print(f"{' '.join(words):38}{mine:9.2f}{max(a.memory for a, _ in runs):6.0f}   {name:22}{theirs:9.2f}{ratio:11.2f}",
              flush=True)

# ---------------------------------------------------------------- simulation


def opponents():
    """What is installed, and a line about what is not."""
    found = []
    if shutil.which(PYTHON) and subprocess.run([PYTHON, "-c", "import numpy"], stderr=subprocess.DEVNULL,
                                               check=False).returncode == 0:
        found += [(name, [PYTHON, os.path.join(HERE, script), *extra], many) for name, script, extra, many in NUMPY]
    else:
        print("skipped: numpy (Debian package python3-numpy is not installed)")
    if shutil.which("Rscript"):
        found += [(name, ["Rscript", os.path.join(HERE, script), *extra], many) for name, script, extra, many in R]
    else:
        print("skipped: R (Debian package r-base-core is not installed)")
    return found


def row(name, runs, ratios="", processor=""):
    seconds, used = median(run.seconds for run in runs), median(run.processor for run in runs)
    memory = max(run.memory for run in runs)
    print(f"{name:50}{seconds:9.2f}{used:9.2f}{memory:6.0f} {ratios:>18}{processor:>9}".rstrip(), flush=True)


def compared(name, runs):
    """The other of each pair, and how many times as long it took."""
    ratios = [b.seconds / a.seconds for a, b in runs]
    spread = f"{median(ratios):.2f}" if len(runs) == 1 else \
        f"{median(ratios):.2f} ({min(ratios):.1f}-{max(ratios):.1f})"
    row(name, [b for _, b in runs], spread, f"{median(b.processor / a.processor for a, b in runs):.2f}")


def simulation(bench, program, found, where, draws, rounds, few):
    work = ["--evppi"] if "--municipality" in where else []  # of one area they too work out what knowing is worth
    words = [*where, "--draws", str(draws)]
    mine = {n: [program, "simulate", *words, "--format", "json", "--threads", str(n)] for n in (1, 2)}
    print(f"\nmkba simulate {' '.join(words)} --format json\n")
    print(f"{'':50}{'':9}{'proces-':>9}{'peak':>6}{'times mkba':>19}{'times':>9}")
    print(f"{'':50}{'seconds':>9}{'sor':>9}{'MB':>6}{'(range)':>19}{'proc.':>9}")
    runs = bench.pairs(mine[1], mine[2], rounds)
    row("mkba, 1 thread", [a for a, _ in runs])
    compared("mkba, 2 threads, against 1", runs)
    for count in (1, 2):
        for name, command, many in found:
            if count in many:
                other = [*command, *words, *work, "--processes", str(count)]
                compared(f"{name}, {count} process{'es' if count > 1 else ''}",
                         bench.pairs(mine[count], other, few, warm=False))


# ---------------------------------------------------------------- household records


def records(bench, program, rows, rounds):
    make = bench.compile("households", os.path.join(HERE, "households.c"))
    count = bench.compile("count_fields", os.path.join(HERE, "count_fields.c"), "-lcsv")
    others = [("libcsv alone, counts the cells", [count])]
    if shutil.which("Rscript") and subprocess.run(["Rscript", "-e", "library(data.table)"], capture_output=True, check=False).returncode == 0:
        others.append(("data.table's fread, 2 threads", ["env", "OMP_NUM_THREADS=2", "Rscript", os.path.join(HERE, "households_fread.R")]))
    else:
        print("skipped: fread (Debian package r-cran-data.table is not installed)")
    if subprocess.run([PYTHON, "-c", "import pandas"], capture_output=True, check=False).returncode == 0:
        others.append(("pandas", [PYTHON, os.path.join(HERE, "households_pandas.py")]))
    else:
        print("skipped: pandas (Debian package python3-pandas is not installed)")
    for what in ([], ["no-id"]):
        path = os.path.join(bench.folder, "households.csv")
        with open(path, "wb") as file:
            subprocess.run([make, str(rows), *what], stdout=file, check=True)
        mine = {n: [program, "segment", path, "--threads", str(n)] for n in (1, 2)}
        print(f"\nmkba segment, {rows:,} households, {os.path.getsize(path) / 1e6:.0f} MB, {'without' if what else 'with'} ids\n")
        print(f"{'':50}{'':9}{'proces-':>9}{'peak':>6}{'times mkba':>19}{'times':>9}")
        print(f"{'':50}{'seconds':>9}{'sor':>9}{'MB':>6}{'(range)':>19}{'proc.':>9}")
        runs = bench.pairs(mine[2], mine[1], rounds)
        row("mkba, 2 threads", [a for a, _ in runs])
        compared("mkba, 1 thread, against 2", runs)
        for name, command in others:
            compared(f"{name}, against 2 threads", bench.pairs(mine[2], [*command, path], rounds))
        os.remove(path)


def main():
    parser = argparse.ArgumentParser(usage=__doc__)
    parser.add_argument("program")
    parser.add_argument("--rounds", type=int, default=30)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=("start", "simulate", "segment"))
    choice = parser.parse_args()
    rounds, few, less = (min(choice.rounds, 10), 1, 10) if choice.quick else (choice.rounds, min(choice.rounds, 3), 1)
    print(f"Whole processes, side by side on this machine: {instruction_set()}, {os.cpu_count()} processors\n")
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(folder)
        if choice.only in (None, "start"):
            start_up(bench, choice.program, rounds)
        if choice.only in (None, "segment"):
            records(bench, choice.program, 8_400_000 // less, min(rounds, 5))
        if choice.only in ("start", "segment"):
            return
        print(f"\nSimulation, median of {few} round{'s' if few > 1 else ''}; two processes are held against two threads")
        found = opponents()
        for where, draws in ((["--all"], 10000), (["--municipality", "GM0344"], 1000000)):
            simulation(bench, choice.program, found, where, draws // less, min(rounds, 10), few)


if __name__ == "__main__":
    main()
