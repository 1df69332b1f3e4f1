"""A real Prometheus, and the files that we ship for it."""

from __future__ import annotations

import json
import math
import re
import time
from datetime import datetime
from pathlib import Path

import requests
import yaml

from harness.daemon import Daemon
from harness.server import Server, until

DASHBOARDS = Path(__file__).resolve().parents[3] / "Dashboards"
SHIPPED = DASHBOARDS / "prometheus"


def shipped(name: str) -> dict:
    """One of the shipped YAML files."""
    return yaml.safe_load((SHIPPED / name).read_text())


_UNITS = {"ms": 0.001, "s": 1, "m": 60, "h": 3_600, "d": 86_400}


def shortened(rules: dict, factor: float, interval: float | None = None) -> dict:
    """Rules whose windows and ``for`` are ``factor`` times as short; each group is evaluated every ``interval`` seconds."""

    def shorter(duration: str) -> str:
        number, unit = re.fullmatch(r"(\d+)(ms|[smhd])", duration).groups()
        return f"{max(1, round(int(number) * _UNITS[unit] * 1_000 / factor))}ms"

    groups = []
    for group in rules["groups"]:
        group = {**group, "rules": [dict(rule) for rule in group["rules"]]}
        group.pop("interval", None)
        if interval is not None:
            group["interval"] = f"{round(interval * 1_000)}ms"
        for rule in group["rules"]:
            rule["expr"] = re.sub(r"\[(\d+(?:ms|[smhd]))\]", lambda match: f"[{shorter(match[1])}]", rule["expr"])
            if "for" in rule:
                rule["for"] = shorter(rule["for"])
        groups.append(group)
    return {"groups": groups}


def job(server: Server, name: str = "telltale", **options) -> dict:
    """A scrape job for a server, with a token in a file as ``prometheus.yml`` has it."""
    (template,) = shipped("prometheus.yml")["scrape_configs"]
    target = f"{server.host}:{server.port}"
    return {**template, "job_name": name, "static_configs": [{"targets": [target]}], **options}


class Prometheus(Daemon):
    """A Prometheus in a folder of its own, scraping ``jobs`` every ``interval`` seconds.

    ``rules`` are rule files by name; ``alertmanager`` is the address that alerts are sent to; ``features`` are those of
    ``--enable-feature``.
    """

    program = "prometheus"
    package = "Debian's prometheus"
    listening = re.compile(r'component=web .*address=(?P<address>127\.0\.0\.1:[1-9]\d*)')

    def __init__(
        self, folder: Path, jobs: list[dict], *, token: str, interval: float = 1.0, rules: dict[str, dict] | None = None,
        alertmanager: str | None = None, features: tuple[str, ...] = (),
    ) -> None:
        super().__init__(folder)
        self.features = features
        self.jobs = len(jobs)
        every = f"{round(interval * 1_000)}ms"
        config = shipped("prometheus.yml")
        config["global"] = {"scrape_interval": every, "scrape_timeout": every, "evaluation_interval": every}
        config["scrape_configs"] = jobs
        config["rule_files"] = list(rules or {})
        config.pop("alerting")
        if alertmanager is not None:
            config["alerting"] = {"alertmanagers": [{"static_configs": [{"targets": [alertmanager]}]}]}
        for name, content in {"prometheus.yml": config, **(rules or {})}.items():
            (self.folder / name).write_text(yaml.safe_dump(content, sort_keys=False))
        (self.folder / "telltale.token").write_text(token)

    def arguments(self) -> list[str]:
        options = ["--config.file=prometheus.yml", "--storage.tsdb.path=data", "--web.listen-address=127.0.0.1:0"]
        if self.features:
            options.append("--enable-feature=" + ",".join(self.features))
        return options

    # Asking

    def ask(self, path: str, **parameters):
        """``data`` of one answer of the HTTP API."""
        response = requests.get(self.url(f"/api/v1/{path}"), params=parameters, timeout=20)
        answer = json.loads(response.text)
        assert answer["status"] == "success", f"{path} {parameters}: {answer}"
        return answer["data"]

    def query(self, expression: str, at: float | None = None) -> list[dict]:
        """The series of an instant query."""
        parameters = {} if at is None else {"time": at}
        data = self.ask("query", query=expression, **parameters)
        assert data["resultType"] == "vector", data
        return data["result"]

    def query_range(self, expression: str, start: float, end: float, step: float) -> list[dict]:
        """The series of a range query; times in Unix seconds."""
        return self.ask("query_range", query=expression, start=start, end=end, step=step)["result"]

    def value(self, expression: str, at: float | None = None) -> float:
        """The one value of an instant query; NaN where there is none."""
        result = self.query(expression, at)
        assert len(result) <= 1, f"{expression}: {result}"
        return float(result[0]["value"][1]) if result else math.nan

    def values(self, selector: str, at: float | None = None) -> dict[frozenset, float]:
        """The values of the series that are there, by their labels without ``job``; native histograms are left out."""
        return {identity(one["metric"]): float(one["value"][1]) for one in self.query(selector, at) if "value" in one}

    def alerts(self, name: str) -> list[dict]:
        """The instances of an alert that are pending or firing."""
        return [alert for alert in self.ask("alerts")["alerts"] if alert["labels"]["alertname"] == name]

    def rules(self) -> list[dict]:
        """All rules, with their state, health and last error."""
        return [rule for group in self.ask("rules")["groups"] for rule in group["rules"]]

    def exemplars(self, query: str) -> list[dict]:
        """The exemplars of the last ten minutes, by series."""
        now = time.time()
        return self.ask("query_exemplars", query=query, start=now - 600, end=now + 60)

    def targets(self) -> dict[str, dict]:
        """The scraped targets by their jobs."""
        return {target["labels"]["job"]: target for target in self.ask("targets")["activeTargets"]}

    def await_scrapes(self, since: float = 0.0, timeout: float = 40.0) -> None:
        """Waits until each job was scraped with success, from its begin on after a moment (Unix seconds).

        It takes Prometheus up to five seconds to take in its targets.
        """

        def scraped(targets: dict[str, dict]) -> bool:
            return len(targets) == self.jobs and all(
                target["health"] == "up" and _start_of_scrape(target) > since for target in targets.values()
            )

        until(self.targets, scraped, timeout, "a scrape of each job")


def identity(metric: dict[str, str]) -> frozenset:
    """What a series is, whatever job scraped it."""
    return frozenset((name, value) for name, value in metric.items() if name != "job")


_FRACTION = re.compile(r"(?P<second>.{19})(?:\.(?P<digits>\d+))?(?P<zone>Z|[+-]\d\d:\d\d)")


def _start_of_scrape(target: dict) -> float:
    match = _FRACTION.fullmatch(target["lastScrape"])
    zone = "+00:00" if match["zone"] == "Z" else match["zone"]
    return datetime.fromisoformat(match["second"] + zone).timestamp() + float(f"0.{match['digits'] or 0}")
