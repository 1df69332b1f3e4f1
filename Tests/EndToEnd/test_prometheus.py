"""A real Prometheus scrapes one server in all three formats, and finds what its clients and its live feed saw."""

import asyncio
import contextlib
import json
import math
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from harness.client import chat, dashboard, join
from harness.exposition import Exposition
from harness.prometheus import Prometheus, identity, job, shipped, shortened
from harness.server import BINARY, Server, until
from harness.tokens import SECRET

PATIENCE = 40.0
TALKERS, MESSAGES = 3, 40
SUBSCRIBERS, RATE, SECONDS = 20, 100, 4

TEXT, OPENMETRICS, PROTOBUF = "text", "openmetrics", "protobuf"
HISTOGRAMS = (
    "telltale_chat_delivery_seconds", "telltale_operation_duration_seconds", "telltale_broadcast_duration_seconds",
    "telltale_store_commit_seconds", "telltale_websocket_message_size_bytes",
)


@dataclass
class Seen:
    """What clients and load generator counted."""

    sent: Counter = field(default_factory=Counter)
    received: Counter = field(default_factory=Counter)
    bench: dict = field(default_factory=dict)
    stats: list[dict] = field(default_factory=list)


@dataclass
class Scene:
    """A server after its traffic, and the two Prometheus that scraped it all the while and once more after its end.

    ``plain`` scrapes as ``text`` and, by what it asks for, as ``openmetrics``; ``native`` asks for ``protobuf``. Before a
    last scrape of each the server said ``before``, and after it, at the time ``at``, ``after``.
    """

    server: Server
    plain: Prometheus
    native: Prometheus
    seen: Seen
    before: Exposition
    at: float
    after: Exposition

    def prometheus(self, name: str) -> Prometheus:
        """The Prometheus that has the job."""
        return self.native if name == PROTOBUF else self.plain

    @property
    def settled(self) -> dict[frozenset, float]:
        """The series that neither scrapes nor the passing of time changed around the last scrape."""
        moving = ("process_", "telltale_scrapes_in_flight", "telltale_tcp_connections", "http_server_active_requests")
        instance = f"{self.server.host}:{self.server.port}"

        def series(exposition: Exposition) -> dict[frozenset, float]:
            return {
                identity({"__name__": name, "instance": instance, **labels}): value
                for name, labels, value in exposition.samples
            }

        before, after = series(self.before), series(self.after)
        return {key: value for key, value in after.items() if before.get(key) == value and not named(key).startswith(moving)}


# The traffic


async def talk(server: Server, room: str, seen: Seen) -> None:
    """Some people chat, one of them badly, and some are turned away."""
    async with contextlib.AsyncExitStack() as stack:
        clients = [await stack.enter_async_context(join(server, room, f"talker-{n}")) for n in range(TALKERS)]
        for number in range(MESSAGES):
            for client in clients:
                await client.post(f"message {number}", id=str(number))
                seen.sent["message"] += 1
        for _ in range(5):
            await clients[0].send_text("{")
            seen.sent["other"] += 1
        for client in clients:
            await client.barrier()
            await client.barrier()
            seen.sent["ping"] += 2
        for _ in range(4):
            async with chat(server, room, token="nonsense") as visitor:
                await visitor.closed()
        for client in clients:
            await client.wait_until(lambda c: len(c.messages) == TALKERS * MESSAGES)
            seen.received.update(frame["type"] for frame in client.frames)


async def bench(server: Server, seen: Seen) -> None:
    """The load generator's run."""
    process = await asyncio.create_subprocess_exec(
        str(BINARY), "bench", "--port", str(server.port), "--token", server.token("bench"), "--subscribers", str(SUBSCRIBERS),
        "--rate", str(RATE), "--duration", str(SECONDS), "--warmup", "0", "--json",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
    )
    output, errors = await process.communicate()
    assert process.returncode == 0, errors.decode() + output.decode()
    seen.bench = json.loads(output)


async def traffic(server: Server, seen: Seen) -> None:
    """All of it, with the live feed watching from before to after."""
    async with dashboard(server) as operator:
        await operator.expect("stats")
        await asyncio.gather(talk(server, "talk", seen), bench(server, seen))
        await operator.expect(
            "stats", timeout=20, where=lambda f: f["cluster"]["connections"]["chat"] == f["cluster"]["messages_in_per_s"] == 0
        )
        seen.stats = operator.of("stats")


@pytest.fixture(scope="module")
def scene(tmp_path_factory) -> Scene:
    folder: Path = tmp_path_factory.mktemp("prometheus")
    rules = {"recording.yml": shortened(shipped("recording.yml"), 10)}
    with contextlib.ExitStack() as stack:
        server = stack.enter_context(Server(folder / "data", {"secret": SECRET, "drain-delay": 0, "drain-spread": 0}))
        token = server.token("prometheus", "metrics")

        def scraping(name: str, jobs: list[dict], *features: str) -> Prometheus:
            made = Prometheus(folder / name, jobs, token=token, rules=rules, features=("exemplar-storage", *features))
            return stack.enter_context(made)

        plain = scraping("plain", [job(server, OPENMETRICS), job(server, TEXT, params={"format": ["text"]})])
        native = scraping("native", [job(server, PROTOBUF)], "native-histograms")
        for prometheus in (plain, native):
            prometheus.await_scrapes()
        seen = Seen()
        asyncio.run(asyncio.wait_for(traffic(server, seen), 60))
        before = server.await_metrics(lambda m: m.value("telltale_websocket_connections") == 0)
        ended = time.time()
        for prometheus in (plain, native):
            prometheus.await_scrapes(since=ended)
        yield Scene(server, plain, native, seen, before, time.time(), server.metrics())


def values(scene: Scene, name: str) -> dict[frozenset, float]:
    """The series of a job's last scrape, but for native histograms and for what rules recorded."""
    return scene.prometheus(name).values(f'{{job="{name}",__name__!~".*:.*"}}', scene.at)


def named(key: frozenset) -> str:
    return dict(key)["__name__"]


def is_of_a_histogram(scene: Scene, key: frozenset) -> bool:
    family = named(key).rpartition("_")[0]
    return named(key).endswith(("_bucket", "_sum", "_count")) and scene.after.types.get(family) == "histogram"


# The same values


@pytest.mark.parametrize("name", [TEXT, OPENMETRICS, PROTOBUF])
def test_every_value_is_that_of_the_server(scene, name):
    """Once traffic has stopped, each series in Prometheus has the value that the server says, whatever the format."""
    settled = scene.settled
    assert len(settled) > 300 and sum(value > 0 for value in settled.values()) > 100
    scraped = values(scene, name)
    if name == PROTOBUF:
        expected = {key: value for key, value in settled.items() if not is_of_a_histogram(scene, key)}
    else:
        expected = settled
    assert {key: scraped.get(key) for key in expected} == expected


@pytest.mark.parametrize("name", [TEXT, OPENMETRICS, PROTOBUF])
def test_values_are_those_that_clients_counted(scene, name):
    """Prometheus has what clients and the load generator counted, to the message."""
    seen = scene.seen
    prometheus = scene.prometheus(name)
    load = seen.bench["deliveries"]
    assert load["lost"] == load["doubled"] == 0 and load["published"] > RATE

    def total(metric: str, **labels: str) -> float:
        matchers = "".join(f',{label}="{value}"' for label, value in labels.items())
        return prometheus.value(f'sum({metric}{{job="{name}"{matchers}}})', scene.at)

    def count(histogram: str) -> float:
        if name == PROTOBUF:
            return prometheus.value(f'sum(histogram_count({histogram}{{job="{name}"}}))', scene.at)
        return total(f"{histogram}_count")

    messages = load["published"] + seen.sent["message"]
    received = "telltale_websocket_messages_received_total"
    sent = "telltale_websocket_messages_sent_total"
    operations = "telltale_operations_total"
    sockets = SUBSCRIBERS + TALKERS
    assert total("telltale_chat_messages_total", role="user") == messages
    assert total(received, endpoint="chat", type="message") == messages
    assert total(received, endpoint="chat", type="ping") == seen.sent["ping"]
    assert total(received, endpoint="chat", type="other") == seen.sent["other"]
    assert total(sent, endpoint="chat", type="new_message") == load["received"] + seen.received["new_message"]
    assert total(sent, endpoint="chat", type="pong") == seen.received["pong"]
    assert total(sent, endpoint="chat", type="connection") == sockets
    assert total("telltale_websocket_connections_opened_total", endpoint="chat") == sockets + 4, "who is turned away was let in to hear why"
    assert total("telltale_websocket_connections_refused_total", endpoint="chat") == 4
    assert total(operations, endpoint="chat", operation="message", outcome="ok") == messages
    assert total(operations, endpoint="chat", operation="handshake", outcome="client_error") == 4
    assert total("telltale_errors_total", code="bad_frame") == 5
    assert count("telltale_chat_delivery_seconds") == messages


@pytest.mark.parametrize("name", [TEXT, OPENMETRICS, PROTOBUF])
def test_values_are_those_of_the_live_feed(scene, name):
    """What the live feed showed second by second adds up to what Prometheus has."""
    stats = scene.seen.stats
    times = [datetime.fromisoformat(entry["ts"].replace("Z", "+00:00")).timestamp() for entry in stats]
    assert [entry["seq"] for entry in stats] == list(range(stats[0]["seq"], stats[-1]["seq"] + 1)), "no tick was skipped"

    def total(rate: str) -> float:
        first = stats[0]["cluster"][rate] * stats[0]["interval_ms"] / 1_000
        later = zip(times, times[1:], stats[1:])
        return first + sum(entry["cluster"][rate] * (end - start) for start, end, entry in later)

    def scraped(metric: str) -> float:
        return scene.prometheus(name).value(f'sum({metric}{{job="{name}",endpoint="chat"}})', scene.at)

    # The feed says rates, and when it told them: how long each was measured is known to some hundredths only.
    messages = scraped("telltale_websocket_messages_received_total")
    assert total("messages_in_per_s") == pytest.approx(messages, rel=0.05)
    assert round(total("refused_per_s")) == scraped("telltale_websocket_connections_refused_total") == 4
    assert stats[-1]["cluster"]["connections"]["chat"] == scraped("telltale_websocket_connections") == 0
    assert stats[-1]["cluster"]["rooms"] == scene.prometheus(name).value(f'telltale_chat_rooms{{job="{name}"}}', scene.at) == 0


# The same series


def test_text_and_openmetrics_are_the_same_series(scene):
    """In text and in OpenMetrics all series have the same names and labels, each `le` as it is written."""
    text, openmetrics = values(scene, TEXT).keys(), values(scene, OPENMETRICS).keys()
    assert text ^ openmetrics == set()
    limits = {dict(key)["le"] for key in text if "le" in dict(key)}
    assert {"1.0", "0.5", "+Inf"} <= limits and "1" not in limits


def test_protobuf_makes_the_same_series(scene):
    """Protobuf makes the same series as text; a native histogram has the labels of the classic one."""
    text, protobuf = values(scene, TEXT).keys(), values(scene, PROTOBUF).keys()
    assert {key for key in text if not is_of_a_histogram(scene, key)} ^ protobuf == set()
    native = {
        identity({**series["metric"], "__name__": series["metric"]["__name__"] + "_count"})
        for series in scene.native.query(f'{{job="{PROTOBUF}"}}', scene.at) if "histogram" in series
    }
    counts = {key for key in text if is_of_a_histogram(scene, key) and named(key).endswith("_count")}
    assert native == counts


def test_each_job_got_its_format(scene):
    """The formats were those that are meant: native histograms come with protobuf, exemplars not with text."""
    for name in (TEXT, OPENMETRICS, PROTOBUF):
        prometheus = scene.prometheus(name)
        native = any("histogram" in series for series in prometheus.query(f'{{job="{name}"}}'))
        assert native == (name == PROTOBUF), name
        exemplars = prometheus.exemplars(f'{{__name__=~"telltale_.+",job="{name}"}}')
        assert bool(exemplars) == (name != TEXT), name


# Histograms


@pytest.mark.parametrize("histogram", HISTOGRAMS)
def test_quantiles_agree(scene, histogram):
    """histogram_quantile gives the same on native and on classic buckets, within a classic bucket."""
    compared = 0
    for quantile in (0.1, 0.5, 0.9, 0.99, 1):
        native = {
            identity(one["metric"]): float(one["value"][1])
            for one in scene.native.query(f'histogram_quantile({quantile}, {histogram}{{job="{PROTOBUF}"}})', scene.at)
        }
        for name in (TEXT, OPENMETRICS):
            for one in scene.plain.query(f'histogram_quantile({quantile}, {histogram}_bucket{{job="{name}"}})', scene.at):
                classic, key = float(one["value"][1]), identity(one["metric"])
                if math.isnan(classic):
                    assert math.isnan(native[key]), "nothing was counted"
                    continue
                lower, upper = bucket_around(scene.after, histogram, one["metric"], classic)
                assert lower * (1 - 1e-9) <= native[key] <= upper * (1 + 1e-9), (quantile, key, classic)
                compared += 1
    assert compared >= 10


def bucket_around(exposition: Exposition, histogram: str, labels: dict[str, str], value: float) -> tuple[float, float]:
    """The classic bucket that a value is in."""
    own = {name: text for name, text in labels.items() if name not in ("job", "instance")}
    limits = sorted({float(series["le"]) for series, _ in exposition.series(f"{histogram}_bucket", **own)})
    index = next(index for index, limit in enumerate(limits) if value <= limit * (1 + 1e-9))
    return (limits[index - 1] if index else 0.0), limits[index]


def test_recorded_quantiles_need_no_certain_format(scene):
    """The recorded quantiles are there from classic and from native histograms, and agree within a classic bucket."""
    for quantile in ("p50", "p99"):
        record = f"job:telltale_chat_delivery_seconds:{quantile}_rate5m"
        got = {
            name: until(
                lambda: scene.prometheus(name).value(f'max_over_time({record}{{job="{name}"}}[2m])'), lambda v: v > 0, PATIENCE, record
            )
            for name in (TEXT, OPENMETRICS, PROTOBUF)
        }
        # Windows slide between the evaluations, so a neighbouring bucket will do, which is twice as wide.
        assert max(got.values()) <= 4 * min(got.values()), got


# Exemplars


def stored_messages(server: Server, room: str) -> set[str]:
    """The ids of all messages of a room, read over REST."""
    ids: set[str] = set()
    after = 0
    while True:
        path = f"/api/conversations/{room}/messages?after={after}&limit=100"
        page = server.get(path, user="auditor", scope="admin").json()
        ids |= {message["id"] for message in page["messages"]}
        if not page["has_more"]:
            return ids
        after = page["messages"][-1]["seq"]


@pytest.mark.parametrize("name", [OPENMETRICS, PROTOBUF])
def test_exemplars_name_messages(scene, name):
    """Exemplars of deliveries and of operations name messages that were sent, in the bucket that they took."""
    known = stored_messages(scene.server, "talk") | stored_messages(scene.server, "bench")
    for histogram in ("telltale_chat_delivery_seconds", "telltale_operation_duration_seconds"):
        metric = histogram if name == PROTOBUF else f"{histogram}_bucket"
        found = scene.prometheus(name).exemplars(f'{metric}{{job="{name}"}}')
        assert found, f"no exemplar of {histogram}"
        for series in found:
            assert series["seriesLabels"]["job"] == name
            for exemplar in series["exemplars"]:
                assert exemplar["labels"].keys() == {"message_id"}
                assert exemplar["labels"]["message_id"] in known
                assert 0 < float(exemplar["value"]) <= float(series["seriesLabels"].get("le", "inf"))
                assert abs(exemplar["timestamp"] - time.time()) < 120
