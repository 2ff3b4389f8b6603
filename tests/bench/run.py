#!/usr/bin/env python3
"""How long things take, as ratios measured side by side in one run: run.py PROGRAM [ROUNDS]

Every command of a pair runs in turn, A B A B ..., so that a machine that changes speed changes both; the ratio is taken
round by round and its median shown. Times are of whole processes.
"""
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

EMPTY = "#include <csv.h>\n#include <cjson/cJSON.h>\n#include <sha2.h>\ndouble Sleef_cinz_powd1_u10purec(double, double);\n" \
        "int main(int n, char **words)\n{\n    (void)words;\n    struct csv_parser p;\n    SHA2_CTX h;\n    SHA256Init(&h);\n    cJSON_Delete(0);\n" \
        "    return csv_init(&p, 0) + (Sleef_cinz_powd1_u10purec(n, 2) < 0);\n}\n"


def seconds(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=True)
    return time.perf_counter() - start


def pair(name, ours, other_name, other, rounds):
    for command in (ours, other):
        seconds(command)
    times = [(seconds(ours), seconds(other)) for _ in range(rounds)]
    ratio = statistics.median(a / b for a, b in times)
    mine = statistics.median(a for a, _ in times) * 1000
    theirs = statistics.median(b for _, b in times) * 1000
    print(f"{name:46} {mine:9.2f} ms   {other_name:22} {theirs:9.2f} ms   x {ratio:5.2f}")


def main():
    program = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    with tempfile.TemporaryDirectory() as folder:
        source, empty = os.path.join(folder, "empty.c"), os.path.join(folder, "empty")
        with open(source, "w", encoding="utf-8") as file:
            file.write(EMPTY)
        subprocess.run(["cc", "-O2", "-o", empty, source, "-lcsv", "-lcjson", "-lmd", "-lsleef", "-lm"], check=True)
        print(f"whole processes, median of {rounds} rounds, with the ratio per round")
        python = ["/usr/bin/python3", "-c", "pass"]
        pair("get npv_eur --municipality Utrecht", [program, "get", "npv_eur", "-m", "Utrecht"],
             "empty C program", [empty], rounds)
        pair("baseline --municipality Utrecht", [program, "baseline", "-m", "Utrecht"], "empty C program", [empty], rounds)
        pair("baseline --all --format json", [program, "baseline", "--all", "-f", "json"], "python3 -c pass", python, rounds)
        pair("explain npv --municipality Utrecht", [program, "explain", "npv", "-m", "Utrecht"], "python3 -c pass", python,
             rounds)
        print(f"peak memory of any of these: {resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
