"""What the tests in Python share: counting, running the program, reading and writing files."""
import csv
import json
import os
import subprocess
import sys

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), ".."))
DATA = os.path.join(ROOT, "data")
GOLDEN = os.path.join(ROOT, "tests", "golden")


class Count:
    """What passed and what failed; the first failures of many are shown."""
    SHOWN = 50
    passed = failed = 0

    def check(self, good, what, found=""):
        if good:
            self.passed += 1
            return
        self.failed += 1
        if self.failed <= self.SHOWN:
            print(f"FAIL {what} {str(found)[:300]}".rstrip())

    def end(self):
        """Prints how many there were of each; the exit status: nothing is a failure too."""
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed or not self.passed else 0


def run(*command, **more):
    """A process that has ended, in whatever way; what it wrote, as text."""
    return subprocess.run(command, capture_output=True, text=True, check=False, **more)


def said(*command, **more):
    """What a command writes that must succeed."""
    done = run(*command, **more)
    if done.returncode != 0:
        sys.exit(f"{' '.join(command)} ends with {done.returncode}: {done.stderr}")
    return done.stdout


def result(*command, **more):
    """The JSON that the program writes."""
    return json.loads(said(*command, "--format", "json", **more))


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def write(path, text):
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


def rows_of(text):
    """The rows of a table with semicolons, by the names of its columns."""
    return list(csv.DictReader(text.splitlines(), delimiter=";"))


def read_rows(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))
