#!/usr/bin/env python3
"""Compares instructions and allocations with thresholds.tsv; the exit status is 1 if one of them is exceeded.

Both are the same on a busy machine as on an idle one, which times are not. Instructions are counted by Callgrind: the
program runs a benchmark with two numbers of operations, and the difference is what the operations cost.

    ./check.py                 build, measure, compare
    ./check.py --measure       print the lines for thresholds.tsv as they are measured, without comparing
    ./check.py --binary FILE   measure this program instead of building one
"""

import argparse
import math
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
THRESHOLDS = HERE / "thresholds.tsv"


def build():
    command = ["swift", "build", "-c", "release", "--package-path", str(HERE)]
    subprocess.run(command, check=True, stdout=sys.stderr)
    shown = subprocess.run([*command, "--show-bin-path"], check=True, capture_output=True, text=True)
    return pathlib.Path(shown.stdout.strip()) / "telemetry-benchmarks"


def without_debug_information(binary, folder):
    """A copy that Valgrind can read: it gives up on the debug information of recent compilers."""
    copy = pathlib.Path(folder) / binary.name
    subprocess.run(["strip", "--strip-debug", "-o", copy, binary], check=True)
    return copy


def pairs(binary, *arguments):
    """The program's lines of a name and a number."""
    done = subprocess.run([binary, *arguments], check=True, capture_output=True, text=True)
    return {name: float(number) for name, number in (line.split("\t") for line in done.stdout.splitlines())}


def instructions(binary, name, operations):
    """All instructions of a run of so many operations."""
    done = subprocess.run(
        ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", binary, "run", str(operations), name],
        capture_output=True, text=True, env={**os.environ, "SWIFT_DETERMINISTIC_HASHING": "1"})
    found = re.search(r"Collected : (\d+)", done.stderr)
    if done.returncode != 0 or not found:
        sys.exit(f"valgrind failed on {name!r}:\n{done.stderr}")
    return int(found.group(1))


def instructions_a_unit(binary, name, units):
    """Instructions of one operation of one thread, or of one series of a scrape."""
    few, many = (4, 24) if units > 100 else (20_000, 520_000)
    difference = instructions(binary, name, many) - instructions(binary, name, few)
    return difference / (many - few) / units


def thresholds():
    lines = [line for line in THRESHOLDS.read_text().splitlines() if line and not line.startswith("#")]
    return [(name, *map(float, limits)) for name, *limits in (line.split("\t") for line in lines)]


def compare(binary):
    units = pairs(binary, "units")
    allocations = pairs(binary, "allocations")
    exceeded = 0
    print(f"{'':52}{'instructions':>14}{'at most':>10}{'allocations':>14}{'at most':>10}")
    for name, instruction_limit, allocation_limit in thresholds():
        if name not in units:
            sys.exit(f"{THRESHOLDS.name} names {name!r}, which the program has not")
        counted = instructions_a_unit(binary, name, units[name]) if math.isfinite(instruction_limit) else math.nan
        is_over = counted > instruction_limit or allocations[name] > allocation_limit
        exceeded += is_over
        print(f"{name:52}{counted:14.1f}{instruction_limit:10.1f}{allocations[name]:14.2f}{allocation_limit:10.2f}"
              f"{'   EXCEEDED' if is_over else ''}", flush=True)
    return exceeded


def measure(binary):
    allocations = pairs(binary, "allocations")
    for name, units in pairs(binary, "units").items():
        print(f"{name}\t{instructions_a_unit(binary, name, units):.1f}\t{allocations[name]:g}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--measure", action="store_true")
    parser.add_argument("--binary", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        binary = without_debug_information(options.binary or build(), folder)
        if options.measure:
            return measure(binary)
        exceeded = compare(binary)
    if exceeded:
        sys.exit(f"{exceeded} of the benchmarks exceed {THRESHOLDS.name}")
    return None


if __name__ == "__main__":
    main()
