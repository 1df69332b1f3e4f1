"""The Grafana dashboard: each of its queries is run against a real Prometheus that scrapes a server under load."""

import asyncio
import contextlib
import itertools
import json
import math
import re
import time
from pathlib import Path

import pytest

from harness.client import chat, dashboard, join
from harness.prometheus import DASHBOARDS, SHIPPED, Prometheus, job, shipped, shortened
from harness.server import Server
from harness.tokens import SECRET

GRAFANA = json.loads((DASHBOARDS / "grafana" / "telltale.json").read_text())
PROMPT = {"drain-delay": 0, "drain-spread": 0}
INTERVAL = 1.0
PATIENCE = 40.0

# What this server cannot have data for, by what it takes. All else must have some.
WITHOUT_DATA = {
    r"\btelltale_agent_(?!executions\{|claims_waiting)|\bgen_ai_": "executions and models",
    r"\btelltale_websocket_compression_ratio": "compressed messages",
    r"\btelltale_channel_layer_(?:dropped|lag)": "several nodes",
    r"^ALERTS\{": "an alert that is active",
    r"\btelltale_alert_notifications_total": "the engine inside Telltale",
    r"\btelltale_metrics_series_dropped_total": "a family that is full",
    r"^changes\(process_start_time_seconds": "a restart",
}

if not Path("/proc/pressure/cpu").exists():
    WITHOUT_DATA[r"\bnode_pressure_"] = "a kernel that tells about pressure"

VARIABLES = {"$job": "telltale", "$instance": ".*", "$__rate_interval": "15s", "$__interval": "5s", "$__range": "5m"}


def substituted(query: str) -> str:
    """A query as Grafana sends it, with all instances chosen."""
    for name, value in VARIABLES.items():
        query = re.sub(re.escape(name) + r"\b", value, query)
    assert "$" not in query, query
    return query


def panels() -> list[dict]:
    return [panel for panel in GRAFANA["panels"] if panel["type"] != "row"]


def queries() -> list[tuple[str, str]]:
    """Every query of the dashboard, with where it stands."""
    found: list[tuple[str, str]] = []
    row = ""
    for panel in GRAFANA["panels"]:
        if panel["type"] == "row":
            row = panel["title"]
        else:
            found += [(f"{row}: {panel['title']}, {target['refId']}", target["expr"]) for target in panel["targets"]]
    return found + [(f"annotation {one['name']}", one["expr"]) for one in GRAFANA["annotations"]["list"] if "expr" in one]


def variable_queries() -> dict[str, str]:
    return {
        variable["name"]: variable["query"]["query"] for variable in GRAFANA["templating"]["list"] if variable["type"] == "query"
    }


def runbook_queries() -> list[str]:
    blocks = re.findall(r"```promql\n(.*?)```", (SHIPPED / "runbooks.md").read_text(), re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


# The model: https://grafana.com/docs/grafana/latest/dashboards/build-dashboards/view-dashboard-json-model/


def test_the_dashboard_is_importable():
    """The dashboard has what Grafana's JSON model wants: ids, places that do not overlap, one data source variable."""
    assert 36 <= GRAFANA["schemaVersion"] <= 39, "Grafana 9 to 11"
    assert GRAFANA["id"] is None and GRAFANA["uid"] == "telltale"
    ids = [panel["id"] for panel in GRAFANA["panels"]]
    assert len(ids) == len(set(ids))
    cells: set[tuple[int, int]] = set()
    for panel in GRAFANA["panels"]:
        place = panel["gridPos"]
        assert place["x"] + place["w"] <= 24, panel["title"]
        own = set(itertools.product(range(place["x"], place["x"] + place["w"]), range(place["y"], place["y"] + place["h"])))
        assert not own & cells, f"{panel['title']} lies on another panel"
        cells |= own
    source = {"type": "prometheus", "uid": "${datasource}"}
    for panel in panels():
        assert panel["type"] in {"timeseries", "stat", "gauge", "table", "heatmap"}, "a panel that Grafana has dropped"
        assert panel["description"].endswith("."), panel["title"]
        assert panel["datasource"] == source, panel["title"]
        assert [target["refId"] for target in panel["targets"]] == list("ABCDEFGH"[: len(panel["targets"])])
        for target in panel["targets"]:
            assert target["datasource"] == source, panel["title"]
            assert panel["type"] == "table" or target["legendFormat"] or len(panel["targets"]) == 1, panel["title"]
        if panel["type"] not in {"table", "heatmap"}:
            assert panel["fieldConfig"]["defaults"]["unit"], panel["title"]
    assert [(one["name"], one["type"]) for one in GRAFANA["templating"]["list"]] == [
        ("datasource", "datasource"), ("job", "query"), ("instance", "query"),
    ]
    rows = [panel["title"] for panel in GRAFANA["panels"] if panel["type"] == "row"]
    assert rows == [
        "Overview", "Sockets", "Chat", "Agents", "Errors and budget", "Store and channel layer", "Process", "Host",
    ]


# Data


async def live(server: Server, done: asyncio.Event) -> None:
    """Something of everything that the server counts, again and again."""
    async with join(server, "busy", "alice") as alice, join(server, "busy", "bob"), dashboard(server) as operator:
        for number in itertools.count():
            if done.is_set():
                return
            await alice.post("hello", id=f"{number}")
            await alice.send("typing", typing=True)
            await alice.send_text("{")
            await alice.barrier()
            await operator.send("ping")
            async with chat(server, "busy", token="nonsense") as visitor:
                await visitor.closed()
            async with join(server, f"room-{number % 5}", "carol") as carol:
                await carol.barrier()
            await asyncio.to_thread(server.get, "/api/conversations", user="alice")
            await asyncio.sleep(0.05)


@pytest.fixture(scope="module")
def scraped(tmp_path_factory):
    """A Prometheus with our rules that scrapes a server with all collectors, which then lives while ``load`` runs."""
    folder = tmp_path_factory.mktemp("grafana")
    settings = {"secret": SECRET, **PROMPT, "heartbeat-interval": "1s", "max-refusals": 0, "host-metrics": True}
    rules = {name: shortened(shipped(name), 1, INTERVAL) for name in ("recording.yml", "alerts.yml")}
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(folder / "data", settings))
        token = server.token("prometheus", "metrics")
        prometheus = Prometheus(folder / "prometheus", [job(server)], token=token, interval=INTERVAL, rules=rules)
        stack.enter_context(prometheus).await_scrapes()
        yield server, prometheus


def has_data(prometheus: Prometheus, query: str) -> bool:
    """Whether a query gives a number: a quantile of nothing, NaN, is none."""
    return any(not math.isnan(float(series["value"][1])) for series in prometheus.query(query))


async def test_every_query_has_data(scraped):
    """Each query of each panel, annotation and variable gives data, but for a short list of what the server cannot have."""
    server, prometheus = scraped
    done = asyncio.Event()
    load = asyncio.create_task(live(server, done))
    try:
        asked = {where: substituted(query) for where, query in queries()}
        assert len(asked) == len(queries()), "two panels of a row have the same title"
        exempt = {where for where, query in asked.items() if any(re.search(name, query) for name in WITHOUT_DATA)}
        waiting = set(asked)
        deadline = time.monotonic() + PATIENCE
        while True:
            for where in sorted(waiting):
                if await asyncio.to_thread(has_data, prometheus, asked[where]):
                    waiting.discard(where)
            assert not load.done(), load.exception()
            if waiting <= exempt or time.monotonic() > deadline:
                break
        assert sorted(waiting - exempt) == [], "no data"
        unneeded = {name for name in WITHOUT_DATA if not any(re.search(name, asked[where]) for where in waiting)}
        assert unneeded == set(), "these have data and need no exemption"

        for name, query in variable_queries().items():
            selector, label = re.fullmatch(r"label_values\((.+), (\w+)\)", query).groups()
            series = await asyncio.to_thread(prometheus.query, substituted(selector))
            expected = {"job": "telltale", "instance": f"{server.host}:{server.port}"}[name]
            assert {one["metric"][label] for one in series} == {expected}
    finally:
        done.set()
        await load


def test_every_query_of_the_runbooks_is_understood(scraped):
    """Prometheus understands each query that a runbook tells to ask."""
    _, prometheus = scraped
    asked = runbook_queries()
    assert len(asked) > 30
    for query in asked:
        prometheus.query(query)
