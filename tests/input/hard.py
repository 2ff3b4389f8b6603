#!/usr/bin/env python3
"""Files that are no files, too large, too wide, or not at rest: every command that reads one gives a clear answer, in
bounded time and memory: hard.py PROGRAM
"""
import os
import resource
import subprocess
import sys
import tempfile
import threading

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import GOLDEN, Count, write  # noqa: E402

GIGABYTE = 1 << 30
MEMORY = 1536 << 20  # of address space
SECONDS = 120

# How each input is given; FILE is what is hard about it. All others are as they should be.
INPUTS = {
    "areas": ["baseline", "FILE", "--format", "json"],
    "numbers": ["get", "npv_eur", "--municipality", "Utrecht", "--parameters", "FILE"],
    "scenario": ["get", "npv_eur", "--municipality", "Utrecht", "--scenario", "FILE"],
    "areas of a simulation": ["simulate", "FILE", "--draws", "2"],
    "key figures": ["import", "kwb", "FILE"],
    "accounts": ["import", "iv3", "FILE", "--year", "2024", "--report", "accounts"],
    "households": ["segment", "FILE"],
    "known areas": ["segment", "households.csv", "--areas", "FILE"],
}
GOOD = {
    "areas": b"code;households\nW1;4000\n",
    "numbers": b"key;value\nhorizon;8\n",
    "scenario": b'{"parameters": {"tau": 0.5}}',
    "areas of a simulation": b"code;households\nW1;4000\n",
    "households": b"area;zrm_housing\nW1;3\n",
    "known areas": b"code\nW1\n",
}
for kind, case in (("key figures", "import-old/kwb.csv"), ("accounts", "import-iv3/iv3.csv")):
    with open(os.path.join(GOLDEN, case), "rb") as source:
        GOOD[kind] = source.read()


def limit():
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def feed(stream, chunk, size):
    """Writes `size` bytes to a pipe, or as many as are wanted."""
    try:
        for _ in range(0, size, len(chunk)):
            stream.write(chunk)
        stream.close()
    except (BrokenPipeError, ValueError):
        pass


def run(program, arguments, chunk=None, size=0):
    """Exit status, output, errors, peak memory in MB; with a chunk that is fed over and over on standard input."""
    with subprocess.Popen([program, *arguments, "--lang", "en"], stdin=subprocess.PIPE if chunk else subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=limit) as process:
        if chunk:
            feeder = threading.Thread(target=feed, args=(process.stdin, chunk, size), daemon=True)
            feeder.start()
            process.stdin = None
        try:
            out, errors = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            return None, "", "no answer in time"
    return process.returncode, out.decode(), errors.decode()


def with_file(name, path):
    return [path if word == "FILE" else word for word in INPUTS[name]]


def told(result, *words):
    """A refusal in words: one of these, and no more than a screen."""
    code, out, errors = result
    return code in (1, 3, 4) and out == "" and any(w in errors for w in words) and len(errors) < 6000


def peak(program, arguments, chunk, size):
    """The same in a process of its own, for its peak memory in MB."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    result = run(program, arguments, chunk, size)
    return result, max(before, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss) / 1024


def long_lines(count, program):
    for name in INPUTS:
        result, memory = peak(program, with_file(name, "-"), b"a" * 65536, GIGABYTE)
        count.check(told(result, "larger than 64 MB", "longer than 256 kB"), f"{name}, a gigabyte of one line: {result}")
        count.check(memory < 320, f"{name}, a gigabyte of one line: {memory} MB")
    for name in INPUTS:
        for head, chunk in ((GOOD[name], b"x;" * 32768), (b"", b'"' * 65536), (GOOD[name], b"\n" * 65536)):
            result = run(program, with_file(name, "-"), head + chunk, GIGABYTE // 12)
            good = name == "households" and chunk[0] == 10 and result[0] in (0, 1)  # blank lines are nothing
            count.check(good or told(result, "larger than 64 MB", "longer than 256 kB", "quotes", "cells"), f"{name}, {chunk[:4]}: {result}")
    with open("sparse", "wb") as file:
        file.truncate(GIGABYTE)
    for name in INPUTS:
        result = run(program, with_file(name, "sparse"))
        count.check(told(result, "larger than 64 MB", "not a text file"), f"{name}, a gigabyte of zeros: {result}")


def wide_tables(count, program):
    many = [f"c{i}" for i in range(100000)]
    for name in INPUTS:
        if name == "scenario":
            text = '{"parameters": {' + ", ".join(f'"{c}": 1' for c in many) + "}}"
        else:
            first = GOOD[name].decode().splitlines()
            text = f"{first[0]};{';'.join(many)}\n{first[1]}{';1' * len(many)}\n"
        write("wide", text)
        code, out, errors = run(program, with_file(name, "wide"))
        if name in ("key figures", "accounts"):  # whether a column may be unknown is theirs to say
            count.check(code in (0, 1) and len(errors) < 6000, f"{name}, 100,000 columns: {code} {errors[:300]}")
            continue
        good = code == 0 and out != "" if name in ("areas", "numbers", "areas of a simulation", "known areas") else code == 1 and out == ""
        count.check(good and len(out) < 64 << 20, f"{name}, 100,000 columns: {code} {errors[:300]}")


def no_files(count, program):
    os.mkdir("folder")
    for name in INPUTS:
        result = run(program, with_file(name, "folder"))
        count.check(told(result, "This is a folder", "is a folder"), f"{name}, a folder: {result}")
        result = run(program, with_file(name, "nowhere.csv"))
        count.check(told(result, "does not exist"), f"{name}, no file: {result}")
        result = run(program, with_file(name, "/dev/zero"))
        count.check(told(result, "larger than 64 MB", "not a text file"), f"{name}, /dev/zero: {result}")
        result = run(program, with_file(name, "/dev/null"))
        count.check(told(result, "empty", "JSON"), f"{name}, /dev/null: {result}")


def pipes(count, program):
    """What a file gives, a pipe gives."""
    for name in INPUTS:
        with open("good", "wb") as file:
            file.write(GOOD[name])
        want = run(program, with_file(name, "good"))
        os.mkfifo("fifo")

        def pour(content=GOOD[name]):
            with open("fifo", "wb") as pipe:
                pipe.write(content)

        writer = threading.Thread(target=pour, daemon=True)
        writer.start()
        got = run(program, with_file(name, "fifo"))
        os.remove("fifo")
        count.check(want[0] == 0 and got[0] == 0 and len(got[1]) > 0, f"{name}, a pipe: {want[::2]} {got[::2]}")


def full_disks(count, program):
    for name in INPUTS:
        with open("good", "wb") as file:
            file.write(GOOD[name])
        code, _, errors = run(program, [*with_file(name, "good"), "--output", "/dev/full"])
        count.check(code == 3 and "cannot be written" in errors, f"{name}, to /dev/full: {code} {errors}")
        with open("/dev/full", "wb") as full:
            done = subprocess.run([program, *with_file(name, "good"), "--lang", "en"], stdout=full, stderr=subprocess.PIPE, check=False)
        count.check(done.returncode == 3 and b"written" in done.stderr, f"{name}, into /dev/full: {done}")


def changing_files(count, program):
    """Somebody cuts and writes the file while it is read: either it is told, or all was read before."""
    for name in INPUTS:
        good = GOOD[name]
        whole = good + (b" " * 30_000_000 if name == "scenario" else b"\n" * 30_000_000)
        seen = False
        for _ in range(40):
            with open("changing", "wb") as file:
                file.write(whole)
            stop = threading.Event()

            def change(path="changing", now=stop, size=len(whole)):
                while not now.is_set():
                    os.truncate(path, size - 10_000_000)
                    os.truncate(path, size - 9_000_000)

            writer = threading.Thread(target=change, daemon=True)
            writer.start()
            code, out, errors = run(program, with_file(name, "changing"))
            stop.set()
            writer.join()
            seen = seen or "changed while it was read" in errors
            if seen:
                count.check(code == 3 and out == "", f"{name}, while it changes: {code}")
                break
        count.check(seen, f"{name}: not told that the file changed: {errors[:200]}")


def main():
    program = os.path.abspath(sys.argv[1])
    count = Count()
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        with open("households.csv", "wb") as file:
            file.write(GOOD["households"])
        for part in (long_lines, wide_tables, no_files, pipes, full_disks, changing_files):
            part(count, program)
        os.chdir("/")
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
