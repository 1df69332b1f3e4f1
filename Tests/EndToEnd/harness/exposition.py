"""Reads the text exposition format, version 0.0.4."""

from __future__ import annotations

import re

SAMPLE = re.compile(r"^(?P<name>[a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(?P<labels>.*)\})? (?P<value>\S+)$")
LABEL = re.compile(r'(?P<name>[a-zA-Z_][a-zA-Z0-9_]*)="(?P<value>(?:[^"\\]|\\.)*)",?')


class Exposition:
    """The samples of one scrape."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.samples: list[tuple[str, dict[str, str], float]] = []
        self.types: dict[str, str] = {}
        for line in text.splitlines():
            if line.startswith("# TYPE "):
                _, _, name, kind = line.split(" ")
                self.types[name] = kind
            elif line and not line.startswith("#"):
                match = SAMPLE.match(line)
                assert match, f"not a sample: {line!r}"
                labels = {m["name"]: m["value"] for m in LABEL.finditer(match["labels"] or "")}
                self.samples.append((match["name"], labels, float(match["value"])))

    def series(self, name: str, **labels: str) -> list[tuple[dict[str, str], float]]:
        """The series of a sample name whose labels include ``labels``."""
        wanted = labels.items()
        return [(own, value) for found, own, value in self.samples if found == name and wanted <= own.items()]

    def value(self, name: str, **labels: str) -> float:
        """The sum over the series that match; 0 where none has been counted yet."""
        return sum(value for _, value in self.series(name, **labels))

    def labels(self, name: str, label: str) -> set[str]:
        """The values that a label takes in a family."""
        return {own[label] for own, _ in self.series(name) if label in own}

    def __str__(self) -> str:
        return self.text
