#!/usr/bin/env python3
"""The CI jobs of docs/ci.md: their YAML is read as the services read it, and their steps that call mkba are run, once with a stored result that
holds and once after a figure moved.

usage: ci.py PROGRAM
"""
import os
import re
import sys
import tempfile
import xml.etree.ElementTree

import yaml

sys.path.append(os.path.join(os.path.dirname(__file__), ".."))
from common import Count, read, run, said, write  # noqa: E402

AREAS = "code;naam;huishoudens;inwoners;teamkosten\nW1;Noord;10000;21000;{}\n"


def jobs(text):
    """Per service its steps: the text of one script each, and whether it runs after a failure too."""
    github, gitlab = [yaml.safe_load(block) for block in re.findall(r"^```yaml\n(.*?)^```", text, re.M | re.S)]
    steps = [(s["run"], s.get("if") == "always()") for s in github["jobs"]["check"]["steps"] if "run" in s]
    return {"GitHub": steps, "GitLab": [("\n".join(gitlab["mkba"]["script"]), False)]}


def run_job(steps, folder, path):
    """The exit code of the job, as the service decides it: `bash -e`, later steps only when all went well."""
    code, told = 0, ""
    for script, always in steps:
        if "mkba " not in script or "apt-get" in script or (code and not always):
            continue
        done = run("bash", "-eo", "pipefail", "-c", script, cwd=folder, env={**os.environ, "PATH": path, "LC_ALL": "C"})
        code, told = code or done.returncode, told + done.stdout
    return code, told


def failures(folder):
    root = xml.etree.ElementTree.parse(os.path.join(folder, "mkba.xml")).getroot()
    return len(root.findall("testsuite/testcase")), len(root.findall("testsuite/testcase/failure"))


def write_areas(folder, cost):
    write(os.path.join(folder, "wijken.csv"), AREAS.format(cost))


def main():
    count = Count()
    for service, steps in jobs(read("docs/ci.md")).items():
        count.check(sum("mkba check" in script for script, _ in steps) > 0, f"{service}: the job checks")
        with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryDirectory() as programs:
            os.symlink(os.path.abspath(sys.argv[1]), os.path.join(programs, "mkba"))
            path = programs + os.pathsep + os.environ["PATH"]
            write_areas(folder, 1000000)
            said("mkba", "baseline", "wijken.csv", "--format", "json", "--output", "verwacht.json", cwd=folder,
                 env={**os.environ, "PATH": path, "LC_ALL": "C"})
            code, told = run_job(steps, folder, path)
            count.check(code == 0 and "bit voor bit" in told, f"{service}: a result that holds passes")
            count.check(failures(folder) == (3, 0), f"{service}: a test for the whole, the area and the total, none failed")
            write_areas(folder, 1100000)
            code, told = run_job(steps, folder, path)
            count.check(code == 5, f"{service}: a figure that moved fails the job, with exit code 5")
            count.check("team_cost_eur: 1,000,000 -> 1,100,000" in told, f"{service}: it says why")
            count.check(failures(folder) == (3, 2), f"{service}: the area and the total failed")
    return count.end()


if __name__ == "__main__":
    sys.exit(main())
