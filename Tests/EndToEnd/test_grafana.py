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

from harness.agents import Worker, complete, declared, failure, made, usage
from harness.client import chat, dashboard, join
from harness.prometheus import DASHBOARDS, SHIPPED, Prometheus, job, shipped, shortened
from harness.server import Server
from harness.tokens import SECRET
from harness.upstream import Upstream

GRAFANA = json.loads((DASHBOARDS / "grafana" / "telltale.json").read_text())
PROMPT = {"drain-delay": 0, "drain-spread": 0}
INTERVAL = 1.0
PATIENCE = 40.0

# What no server can have data for today, by what it takes. All else must have some.
WITHOUT_DATA = {
    r"\btelltale_websocket_compression_ratio": "compressed messages",
    r"\btelltale_channel_layer_(?:dropped|lag)": "several nodes",
    r"\btelltale_alert_notifications_total": "the engine inside Telltale",
    r"\btelltale_metrics_series_dropped_total": "a family that is full",
}

if not Path("/proc/pressure/cpu").exists():
    WITHOUT_DATA[r"\bnode_pressure_"] = "a kernel that tells about pressure"

AGENTS = """
agents:
  - {name: jobs, runner: worker, platform: trains, model: big}
  - {name: forgotten, runner: worker, lease: 1s}
  - {name: plain, model: plain}
"""

INTERVALS = {"$__rate_interval": "15s", "$__interval_ms": "5000", "$__interval": "5s", "$__range": "5m"}


def chosen(*values: str) -> str:
    """What Grafana writes for a variable of Prometheus that may have several values, when these are chosen.

    https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/
    """
    escaped = [re.sub(r"[\\^$*+?.()|{}\[\]']", lambda found: "\\\\" + found[0], value) for value in sorted(values)]
    return escaped[0] if len(escaped) == 1 else f"({'|'.join(escaped)})"


def substituted(query: str, variables: dict[str, str]) -> str:
    """A query as Grafana sends it."""
    for name, value in {**variables, **INTERVALS}.items():
        query = re.sub(re.escape(name) + r"\b", lambda _: value, query)
    assert "$" not in query, query
    return query


def everything(prometheus: Prometheus) -> dict[str, str]:
    """The variables with the values that the dashboard comes with: all that their queries give."""
    variables: dict[str, str] = {}
    for variable in GRAFANA["templating"]["list"]:
        if variable["type"] != "query":
            continue
        assert variable["includeAll"] and "allValue" not in variable, "All would be more than the query gives"
        assert variable["current"]["value"] in ("$__all", ["$__all"]), "All is what is chosen first"
        selector, label = re.fullmatch(r"label_values\((.+), (\w+)\)", variable["query"]["query"]).groups()
        found = {one["metric"][label] for one in prometheus.query(substituted(selector, variables))}
        variables["$" + variable["name"]] = chosen(*found)
    return variables


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
            await alice.post("@assistant " + ("always_500" if number % 3 else "What is a room?"), id=f"asked-{number}")
            await asyncio.to_thread(server.get, "/api/conversations", user="alice")
            await asyncio.to_thread(execute, server, number)
            await asyncio.sleep(0.05)


def execute(server: Server, number: int) -> None:
    """Executions of every kind: the server's own, a model's, a worker's that goes well and one's that fails or forgets."""
    made(server, "health-report", None, "olga", scope="agents dashboard")
    made(server, "plain", "always_500" if number % 2 else "What is an agent?")
    made(server, "jobs", number)
    Worker(server).claim().report(usage(1_000, 200, 0.5), failure("no") if number % 2 else complete())
    if number % 10 == 0:
        made(server, "forgotten", number)
        Worker(server, agents=("forgotten",)).claim()


def settings(folder: Path, upstream: Upstream) -> dict[str, object]:
    return {
        "secret": SECRET, **PROMPT, "heartbeat-interval": "1s", "max-refusals": 0, "host-metrics": True, **declared(folder, AGENTS),
        "model-url": upstream.url, "model": "plain", "assistant": "mention", "model-retries": 0, "model-prices": "plain=10/20",
    }


def jobs(server: Server) -> list[dict]:
    """A job with two instances, which are the same server, and somebody else's, whose families have our names but not our build's."""
    ours = job(server)
    ours["static_configs"] = [{"targets": [f"{server.host}:{server.port}", f"localhost:{server.port}"]}]
    drop = {"source_labels": ["__name__"], "regex": "telltale_build_info", "action": "drop"}
    return [ours, job(server, "other", metric_relabel_configs=[drop])]


@pytest.fixture(scope="module")
def scraped(tmp_path_factory):
    """A server with all collectors that lives, and two that scrape it with our rules: one keeps classic histograms, one native ones.

    Windows and waits of alerts are a twentieth, so that some fire.
    """
    folder = tmp_path_factory.mktemp("grafana")
    rules = {"recording.yml": shortened(shipped("recording.yml"), 1, INTERVAL), "alerts.yml": shortened(shipped("alerts.yml"), 20, INTERVAL)}
    with contextlib.ExitStack() as stack:
        upstream = stack.enter_context(Upstream())
        server = stack.enter_context(Server(folder / "data", settings(folder, upstream)))
        token = server.token("prometheus", "metrics")
        both = [
            stack.enter_context(
                Prometheus(folder / name, jobs(server), token=token, interval=INTERVAL, rules=rules, features=features))
            for name, features in (("classic", ()), ("native", ("native-histograms",)))
        ]
        for prometheus in both:
            prometheus.await_scrapes()
        yield server, *both


def has_data(prometheus: Prometheus, query: str) -> bool:
    """Whether a query gives a number: a quantile of nothing, NaN, is none."""
    return any("histogram" in series or not math.isnan(float(series["value"][1])) for series in prometheus.query(query))


async def await_data(server: Server, prometheus: Prometheus, asked: dict[str, str], exempt: set[str] = frozenset()) -> set[str]:
    """Asks until each of these has had data while the server lived; those that never had, which must be ``exempt``."""
    done = asyncio.Event()
    load = asyncio.create_task(live(server, done))
    waiting = set(asked)
    deadline = time.monotonic() + PATIENCE
    try:
        while True:
            for where in sorted(waiting):
                if await asyncio.to_thread(has_data, prometheus, asked[where]):
                    waiting.discard(where)
            assert not load.done(), load.exception()
            if waiting <= exempt or time.monotonic() > deadline:
                break
            await asyncio.sleep(0.2)
        assert sorted(waiting - exempt) == [], "no data"
    finally:
        done.set()
        await load
    return waiting


async def test_every_query_has_data(scraped):
    """Each query of each panel, annotation and variable gives data for All, but for a short list of what no server has."""
    server, prometheus, _ = scraped
    variables = await asyncio.to_thread(everything, prometheus)
    asked = {where: substituted(query, variables) for where, query in queries()}
    assert len(asked) == len(queries()), "two panels of a row have the same title"
    exempt = {where for where, query in asked.items() if any(re.search(name, query) for name in WITHOUT_DATA)}
    waiting = await await_data(server, prometheus, asked, exempt)
    unneeded = {name for name in WITHOUT_DATA if not any(re.search(name, asked[where]) for where in waiting)}
    assert unneeded == set(), "these have data and need no exemption"

    one = {"$job": chosen("telltale"), "$instance": chosen(f"{server.host}:{server.port}")}
    for where, query in queries():
        await asyncio.to_thread(prometheus.query, substituted(query, one))


def test_all_is_all_of_ours(scraped):
    """All stands for the jobs and instances of Telltale: another service that has such families is not added to them."""
    server, prometheus, _ = scraped
    variables = everything(prometheus)
    assert variables == {"$job": "telltale", "$instance": chosen(f"{server.host}:{server.port}", f"localhost:{server.port}")}
    assert re.fullmatch(r"\(127\\\\\.0\\\\\.0\\\\\.1:\d+\|localhost:\d+\)", variables["$instance"]), variables
    assert prometheus.value("sum(up)") == 3
    assert prometheus.value(substituted('sum(up{job=~"$job",instance=~"$instance"})', variables)) == 2
    for where, query in queries():
        assert not any(series["metric"].get("job") == "other" for series in prometheus.query(substituted(query, variables))), where


def test_a_start_is_marked_at_every_step(scraped):
    """However a graph's steps lie to a start, one or two of them mark it, though the first scrape comes a while later."""
    server, prometheus, _ = scraped
    (restarts,) = [query for where, query in queries() if where == "annotation Restarts"]
    one = {"$job": chosen("telltale"), "$instance": chosen(f"{server.host}:{server.port}")}
    began = server.metrics().value("process_start_time_seconds")
    scrape = 20  # the longest interval that the rules allow
    for step in (60, 240):
        query = substituted(restarts.replace("$__interval_ms", str(step * 1_000)), one)
        for phase in range(0, step, 7):
            marked = [
                moment for moment in range(int(began) - step + phase, int(began) + 3 * step, step)
                # What was scraped last stays for five minutes, so these moments may lie ahead.
                if moment > began + scrape and moment < time.time() + 290 and prometheus.query(query, moment)
            ]
            assert 1 <= len(marked) <= 2, (step, phase, marked)


def test_every_query_of_the_runbooks_is_understood(scraped):
    """Both Prometheis understand each query that a runbook tells to ask."""
    _, *both = scraped
    asked = runbook_queries()
    assert len(asked) > 30
    for prometheus in both:
        for query in asked:
            prometheus.query(query)


async def test_runbooks_need_no_certain_histograms(scraped):
    """Each query of a runbook that is about a histogram has data, whether classic or native ones are kept."""
    server, *both = scraped
    asked = {query: query for query in runbook_queries() if re.search(r"_(?:bucket|count)\b", query)}
    assert len(asked) >= 6
    for prometheus in both:
        await await_data(server, prometheus, asked)
