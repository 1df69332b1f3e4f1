"""Adds up JUnit reports: what failed, then `N passed, N failed` as the last line; ends with 1 unless all passed.

A test that was skipped counts as failed: nothing may be left out silently. So does a report that is missing, which
is what a suite that crashed leaves behind.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree


def cases(report: str) -> list[tuple[str, str]]:
    """Each test of a report with `passed` or what went wrong."""
    try:
        root = ElementTree.parse(report).getroot()
    except (OSError, ElementTree.ParseError) as error:
        return [(report, f"no report: {error}")]
    found = []
    for case in root.iter("testcase"):
        wrong = next((child.tag for child in case if child.tag in ("failure", "error", "skipped")), "passed")
        found.append((f"{case.get('classname')}: {case.get('name')}", wrong))
    return found or [(report, "no tests in the report")]


def main(reports: list[str]) -> int:
    passed = failed = 0
    print()
    for report in reports:
        for name, outcome in cases(report):
            if outcome == "passed":
                passed += 1
            else:
                failed += 1
                print(f"{outcome}  {name}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
