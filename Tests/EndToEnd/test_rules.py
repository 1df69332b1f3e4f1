"""The files for Prometheus and Alertmanager: well-formed, tested, and about metrics that exist."""

import asyncio
import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from harness import server as process
from harness.client import chat, join
from harness.prometheus import DASHBOARDS, SHIPPED, shipped

PAGES = {
    "ErrorBudgetBurn1h", "ErrorBudgetBurn6h", "HighErrorRate", "StoreFailing", "TargetDown", "SlowDelivery", "EventLoopStalled",
    "ChannelLayerDown",
}
TICKETS = {
    "ErrorBudgetBurn1d", "ErrorBudgetBurn3d", "AssistantErrors", "AgentFailures", "SlowConsumers", "ConnectionsRefused",
    "NearConnectionLimit", "FileDescriptorsLow",
}

# Families of the catalogue that come with what is not in the server yet: it has no compression, alert engine and other nodes;
# nor a model and agents that workers run, unless it is given some.
NOT_YET = {
    "gen_ai_client_operation_duration_seconds", "gen_ai_client_time_to_first_chunk_seconds", "telltale_agent_leases_lost_total",
    "telltale_alert_notifications_total",
    "telltale_channel_layer_dropped_total", "telltale_channel_layer_lag_seconds",
    "telltale_websocket_compression_ratio",
}
# What a healthy server has no series of.
ONLY_IN_TROUBLE = {"telltale_metrics_series_dropped_total"}
# What Prometheus makes itself.
OF_PROMETHEUS = {"up", "ALERTS", "scrape_samples_scraped"}


def alerts() -> dict[str, dict]:
    rules = [rule for group in shipped("alerts.yml")["groups"] for rule in group["rules"]]
    assert all("alert" in rule for rule in rules)
    assert len({rule["alert"] for rule in rules}) == len(rules), "two alerts have the same name"
    return {rule["alert"]: rule for rule in rules}


def run(*command: str, folder=SHIPPED) -> None:
    """Runs a checking program, which must be content."""
    assert shutil.which(command[0]), f"there is no {command[0]}; install Debian's prometheus and prometheus-alertmanager"
    done = subprocess.run(command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=80)
    assert done.returncode == 0, done.stdout + done.stderr


# The programs' own checks


def test_rules_are_well_formed():
    """promtool finds no fault with the rules."""
    run("promtool", "check", "rules", "--lint=all", "--lint-fatal", "alerts.yml", "recording.yml")


def test_configuration_is_well_formed(start, tmp_path):
    """promtool finds no fault with the configuration, with a token made as it says, which the server accepts."""
    running = start({"secret": None, "metrics-open": False})
    folder = tmp_path / "prometheus"
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns("telltale.token"))
    command = re.search(r"\(umask 077; telltale (token .*) > telltale\.token\)", (SHIPPED / "prometheus.yml").read_text())[1]
    made = process.run(*command.replace("/path/to/data", str(running.data)).split())
    assert made.returncode == 0, made.stderr
    (folder / "telltale.token").write_text(made.stdout)
    run("promtool", "check", "config", "prometheus.yml", folder=folder)
    accepted = {"Authorization": f"Bearer {made.stdout.strip()}"}
    assert running.get("/metrics").status_code == 401
    assert running.get("/metrics", headers=accepted).status_code == 200


def test_alertmanager_configuration_is_well_formed():
    """amtool finds no fault with the sample for Alertmanager."""
    run("amtool", "check-config", "alertmanager.yml")


def test_each_alert_fires_and_resolves():
    """promtool sees each alert quiet, firing with its exact text, and resolved."""
    run("promtool", "test", "rules", "rules_test.yml")


def test_recorded_values():
    """promtool sees the recorded ratios, rates and quantiles, and none where there were no operations."""
    run("promtool", "test", "rules", "recording_test.yml")


def test_the_tests_cover_each_alert():
    """For each alert there is a series of events in which it is quiet, then fires, then is quiet again."""
    tests = shipped("rules_test.yml")["tests"]
    for name in alerts():
        courses = [
            [bool(case["exp_alerts"]) for case in test.get("alert_rule_test", []) if case["alertname"] == name] for test in tests
        ]
        assert any(course[0] is False and True in course and course[-1] is False for course in courses if course), name


# What an alert must have


def test_every_alert_is_there():
    """Each alert of the catalogue is there, with the severity that it calls for."""
    severities = {name: rule["labels"]["severity"] for name, rule in alerts().items()}
    assert severities == {**dict.fromkeys(PAGES, "page"), **dict.fromkeys(TICKETS, "ticket")}


@pytest.mark.parametrize("name", sorted(PAGES | TICKETS))
def test_alerts_explain_themselves(name):
    """An alert has a summary, a description, and a runbook with what it means, what users feel, how to look and what to do."""
    annotations = alerts()[name]["annotations"]
    assert annotations.keys() == {"summary", "description", "runbook_url"}
    assert all(annotations.values())
    path, anchor = annotations["runbook_url"].split("#")
    text = (DASHBOARDS.parent / path).read_text()
    sections = {match[1].lower(): match[2] for match in re.finditer(r"^## (\w+)\n(.*?)(?=^## |\Z)", text, re.M | re.S)}
    assert name in sections[anchor] or name.lower() == anchor
    for heading in ("**Means.**", "**Users feel.**", "**Look.**", "**Do.**"):
        assert heading in sections[anchor], f"{anchor}: {heading}"
    links = re.findall(r"\]\(#(\w+)\)", text)
    assert set(links) <= sections.keys()


# Names


def metric_names(query: str) -> set[str]:
    """The metrics that a PromQL expression is about."""
    query = re.sub(r'"[^"]*"|\{[^}]*\}|\[[^\]]*\]', " ", query)
    query = re.sub(r"\b(by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)", " ", query)
    words = re.findall(r"[a-zA-Z_:][a-zA-Z0-9_:]*(?!\w*\s*\()", query)
    return {word for word in words if re.match(r"(telltale|process|node|gen_ai|job\w*:|scrape_)|(up|ALERTS)$", word)}


def recorded() -> dict[str, str]:
    return {rule["record"]: rule["expr"] for group in shipped("recording.yml")["groups"] for rule in group["rules"]}


def unknown_to_kernel() -> set[str]:
    """What this machine cannot tell."""
    waiting = {f"node_pressure_{what}_waiting_seconds_total" for what in ("cpu", "io", "memory")}
    return set() if Path("/proc/pressure/cpu").exists() else waiting


def all_queries() -> list[str]:
    """The queries of all rules, of the Grafana dashboard and of the runbooks."""
    grafana = json.loads((DASHBOARDS / "grafana" / "telltale.json").read_text())
    queries = [rule["expr"] for rule in alerts().values()] + list(recorded().values())
    queries += [target["expr"] for panel in grafana["panels"] for target in panel.get("targets", [])]
    queries += [one["expr"] for one in grafana["annotations"]["list"] if "expr" in one]
    queries += re.findall(r"```promql\n(.*?)```", (SHIPPED / "runbooks.md").read_text(), re.S)
    return queries


def test_names_are_found():
    """The reader of names, which the next test relies on, finds what a query is about and nothing else."""
    query = 'sum by (job, le) (rate(telltale_a_bucket{job=~"node_x",up="1"}[5m])) / on (job) job_a:telltale_b:rate5m > process_c or up'
    assert metric_names(query) == {"telltale_a_bucket", "job_a:telltale_b:rate5m", "process_c", "up"}


async def test_every_metric_exists(start, room):
    """Each metric that a rule, a panel or a runbook asks for is in the server's exposition or comes with what it has not yet."""
    server = start({"host-metrics": True})
    async with join(server, room) as alice:
        await alice.post("hello", id="1")
        await alice.send_text("{")
        await alice.barrier()
        async with chat(server, room, token="nonsense") as visitor:
            await visitor.closed()
    await asyncio.to_thread(server.await_metrics, lambda m: m.value("telltale_websocket_connections_closed_total") >= 1)
    exposed = await asyncio.to_thread(server.metrics)
    samples = {name for name, _, _ in exposed.samples}
    # Where a scrape brings native histograms, the family's own name is that of a series.
    families = {name for name, kind in exposed.types.items() if kind == "histogram"}
    asked = {name for query in all_queries() for name in metric_names(query)}
    suffix = re.compile(r"_(bucket|sum|count)$")
    later = {name for name in asked if name in NOT_YET or suffix.sub("", name) in NOT_YET}
    known = samples | families | unknown_to_kernel() | later | ONLY_IN_TROUBLE | OF_PROMETHEUS | recorded().keys()
    assert asked - known == set(), "nobody has these"
    assert {name for name in NOT_YET if name in exposed.types} == set(), "the server has these now"
    assert NOT_YET == {suffix.sub("", name) for name in later}, "nobody asks for these"


def test_recorded_series():
    """Each recording rule is named level:metric:operation, and the error ratio is there over each window that an alert uses."""
    for name in recorded():
        assert re.fullmatch(r"[a-z_]+:telltale_[a-z_]+:(rate|ratio_rate|p\d\d_rate|ratio)\d+[mhd]", name)
    windows = {"5m", "30m", "1h", "2h", "6h", "1d", "3d"}
    burning = " ".join(rule["expr"] for name, rule in alerts().items() if name.startswith("ErrorBudgetBurn"))
    assert set(re.findall(r"\[(\w+)\]", burning)) == windows
    assert {f"job:telltale_server_errors_per_operation:ratio_rate{window}" for window in windows} <= recorded().keys()
