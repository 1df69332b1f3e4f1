"""What an OpenTelemetry collector gets from us, decoded by a library that is not ours."""

import re
import socket
import ssl
import time

import pytest

from harness.client import join
from harness.exposition import Exposition
from harness.otlp_receiver import CLOSE, CUMULATIVE, PROTOBUF, Answer, Receiver, attributes, cumulative, hang, partial, refuse
from harness.server import run, until
from harness.tls import self_signed
from harness.upstream import Upstream

EXPORTS = "telltale_otlp_exports_total"
OPERATIONS = "telltale_operations_total"
DURATION = "telltale_operation_duration_seconds"


@pytest.fixture
def receiver():
    with Receiver() as running:
        yield running


@pytest.fixture
def pushing(start):
    """Starts a server that pushes to a URL every ``interval`` milliseconds; other variables by their names without ``OTEL_``."""

    def starter(url: str, interval: int = 200, settings: dict | None = None, **variables: object):
        variables = {"EXPORTER_OTLP_ENDPOINT": url, "METRIC_EXPORT_INTERVAL": interval, **variables}
        return start(settings, wrapper=("env", *(f"OTEL_{name}={value}" for name, value in variables.items())))

    return starter


def visit(server, count: int = 5) -> None:
    """Work for the server that changes figures and is over when this returns."""
    for _ in range(count):
        assert server.get("/").status_code == 200


def families(exposition: Exposition) -> dict[str, str]:
    """Name to type, without those that have no series yet."""
    shown = {name for name, _, _ in exposition.samples}
    return {
        name: kind
        for name, kind in exposition.types.items()
        if name in shown or (kind == "histogram" and f"{name}_count" in shown)
    }


# What is said


def test_same_as_the_scrape(receiver, pushing):
    """A push has the families, types, labels and values of a scrape at the same time."""
    server = pushing(receiver.url)
    visit(server)
    server.metrics()
    before = server.metrics()
    push = receiver.fresh()
    after = server.metrics()
    kinds = families(before)
    assert kinds.keys() <= push.metrics.keys() <= families(after).keys()
    assert len(kinds) > 20
    for name, kind in kinds.items():
        metric = push.metrics[name]
        if kind == "counter":
            assert metric.WhichOneof("data") == "sum", name
            assert metric.sum.is_monotonic and metric.sum.aggregation_temporality == CUMULATIVE, name
            for labels, value in before.series(name):
                (point,) = [p for p in push.points(name) if attributes(p.attributes) == labels]
                assert value <= point.as_double <= after.value(name, **labels), (name, labels)
                assert 0 < point.start_time_unix_nano <= point.time_unix_nano
        elif kind == "histogram":
            assert metric.WhichOneof("data") == "exponential_histogram", name
            assert metric.exponential_histogram.aggregation_temporality == CUMULATIVE, name
        else:
            assert metric.WhichOneof("data") == "gauge", name
            assert {frozenset(labels.items()) for labels, _ in before.series(name)} == {
                frozenset(attributes(p.attributes).items()) for p in push.points(name)
            }, name
    assert push.value(OPERATIONS, endpoint="http", outcome="ok") >= 5
    assert push.value("telltale_websocket_connections_limit") == before.value("telltale_websocket_connections_limit")
    (info,) = push.points("telltale_build_info")
    assert (attributes(info.attributes), info.as_double) == before.series("telltale_build_info")[0]


async def test_labels_without_a_value(receiver, pushing, room):
    """A label that is empty is no attribute: `error_type` of a call is there when the call failed."""
    name = "gen_ai_client_operation_duration_seconds"
    with Upstream() as upstream:
        server = pushing(receiver.url, settings={"model-url": upstream.url, "model": "plain", "model-retries": 0})
        async with join(server, room, "alice") as alice:
            for number, question in enumerate(("What is a room?", "always_500"), start=1):
                await alice.post(question, id=f"{number}")
                await alice.wait_until(lambda c: len(c.of("message_complete") + c.of("message_error")) == number, 20)
        shown = [labels["error_type"] for labels, _ in server.metrics().series(f"{name}_count")]
        push = receiver.fresh()
    assert len(shown) == 2 and "" in shown
    told = [attributes(point.attributes) for point in push.points(name)]
    assert [labels.get("error_type", "") for labels in told] == shown
    assert all(all(labels.values()) for labels in told)
    assert all(
        pair.value.string_value
        for name, metric in push.metrics.items() for point in push.points(name) for pair in point.attributes
    ), "no attribute is empty"


def test_times(receiver, pushing):
    """Points are stamped with the time of the push, and counters with their beginning."""
    began = time.time()
    server = pushing(receiver.url)
    visit(server)
    push = receiver.fresh()
    for point in push.points(OPERATIONS):
        assert began - 1 <= point.start_time_unix_nano / 1e9 <= point.time_unix_nano / 1e9 <= time.time() + 1
    (cpu,) = push.points("process_cpu_seconds_total")
    start = server.metrics().value("process_start_time_seconds")
    assert abs(cpu.start_time_unix_nano / 1e9 - start) < 0.001


def test_units_and_texts(receiver, pushing):
    """Units are in the codes of UCUM, and descriptions are the help texts of the scrape."""
    server = pushing(receiver.url)
    visit(server)
    push = receiver.fresh()
    units = {name: metric.unit for name, metric in push.metrics.items()}
    assert units[DURATION] == "s"
    assert units["process_resident_memory_bytes"] == "By"
    assert units["process_cpu_seconds_total"] == "s"
    assert units[OPERATIONS] == units["telltale_websocket_connections_limit"] == ""
    helps = dict(re.findall(r"^# HELP (\S+) (.*)$", server.metrics().text, re.MULTILINE))
    for name, metric in push.metrics.items():
        assert metric.description == helps[name] != "", name


async def test_distributions(receiver, pushing, room):
    """The exponential buckets add up to the count, and to the classic buckets of the scrape."""
    server = pushing(receiver.url)
    async with await join(server, room) as alice:
        for number in range(40):
            await alice.post(f"number {number}", id=f"{number}")
        await alice.barrier()
        visit(server)
        before = server.metrics()
        push = receiver.fresh()
        after = server.metrics()
    compared = 0
    for name, kind in families(before).items():
        if kind != "histogram":
            continue
        for point in push.points(name):
            assert point.count == point.zero_count + sum(point.positive.bucket_counts), name
            assert point.zero_threshold == 2.0**-128 and not point.negative.bucket_counts
            assert point.HasField("sum") and -10 <= point.scale <= 20
            labels = attributes(point.attributes)
            for bound, low in [(own["le"], value) for own, value in before.series(f"{name}_bucket", **labels) if bounded(own, labels)]:
                (high,) = [value for own, value in after.series(f"{name}_bucket", **labels, le=bound) if bounded(own, labels)]
                count = point.count if bound == "+Inf" else cumulative(point, float(bound))
                assert low <= count <= high, (name, labels, bound)
                compared += 1
    assert compared > 100
    (delivery,) = push.points("telltale_chat_delivery_seconds")
    assert delivery.count == before.value("telltale_chat_delivery_seconds_count") == 40
    assert delivery.sum == pytest.approx(before.value("telltale_chat_delivery_seconds_sum"))


def bounded(own: dict[str, str], labels: dict[str, str]) -> bool:
    """Whether these are exactly the labels of a bucket of the series with ``labels``."""
    return {name: value for name, value in own.items() if name != "le"} == labels


async def test_exemplars(receiver, pushing, room):
    """An exemplar of a delivery names a message that was sent, and lies in a bucket that is not empty."""
    server = pushing(receiver.url)
    async with await join(server, room) as alice:
        for number in range(20):
            await alice.post(f"number {number}", id=f"m-{number}")
        push = receiver.wait_until(
            lambda p: any(point.exemplars for point in p.points("telltale_chat_delivery_seconds"))
        )
        known = {message["id"] for message in alice.messages}
    (point,) = push.points("telltale_chat_delivery_seconds")
    assert all(a.time_unix_nano <= point.time_unix_nano for a in point.exemplars)
    for exemplar in point.exemplars:
        assert attributes(exemplar.filtered_attributes).keys() == {"message_id"}
        assert attributes(exemplar.filtered_attributes)["message_id"] in known
        assert exemplar.as_double > 0


def test_classic_buckets(receiver, pushing):
    """A backend that wants the classic buckets gets those of the scrape."""
    server = pushing(receiver.url, EXPORTER_OTLP_METRICS_DEFAULT_HISTOGRAM_AGGREGATION="explicit_bucket_histogram")
    visit(server, 20)
    before = server.metrics()
    push = receiver.fresh()
    after = server.metrics()
    points = push.points(DURATION)
    assert points
    for point in points:
        labels = attributes(point.attributes)
        bounds = [*map(float, point.explicit_bounds), float("inf")]
        shown = [float(own["le"]) for own, _ in before.series(f"{DURATION}_bucket", **labels)]
        assert shown in ([], bounds)
        count = 0
        for bound, number in zip(bounds, point.bucket_counts, strict=True):
            count += number
            low = [v for own, v in before.series(f"{DURATION}_bucket", **labels) if float(own["le"]) == bound]
            high = [v for own, v in after.series(f"{DURATION}_bucket", **labels) if float(own["le"]) == bound]
            assert sum(low) <= count <= sum(high)
        assert count == point.count


# How it is said


def test_request(receiver, pushing):
    """The request is gzip with our headers and the configured ones, and says who pushes."""
    pushing(
        receiver.url, EXPORTER_OTLP_HEADERS="authorization=Bearer%20a%3Db%2Cc,X-Scope-OrgID=7",
        RESOURCE_ATTRIBUTES="deployment.environment=test%2Ceu,service.instance.id=node-1", SERVICE_NAME="chat",
    )
    push = receiver.wait_for(1)[0]
    assert push.path == "/v1/metrics"
    assert push.headers["Content-Type"] == PROTOBUF
    assert push.headers["Content-Encoding"] == "gzip"
    assert push.headers["Authorization"] == "Bearer a=b,c"
    assert push.headers["X-Scope-OrgID"] == "7"
    assert push.headers["User-Agent"].startswith("telltale-otlp-swift")
    assert push.resource["service.name"] == "chat"
    assert push.resource["service.instance.id"] == "node-1"
    assert push.resource["deployment.environment"] == "test,eu"
    assert push.resource["host.name"] == socket.gethostname()
    assert push.resource["service.version"] == push.scope.scope.version != ""
    assert push.scope.scope.name == "telltale"


def test_own_endpoint(receiver, pushing):
    """The endpoint of metrics is used as it is, and without compression the message goes as it is."""
    pushing(
        "http://127.0.0.1:1", EXPORTER_OTLP_METRICS_ENDPOINT=f"{receiver.url}/collect/here?tenant=7", EXPORTER_OTLP_COMPRESSION="none"
    )
    push = receiver.wait_for(1)[0]
    assert push.path == "/collect/here?tenant=7"
    assert "Content-Encoding" not in push.headers
    assert push.resource["service.name"] == "telltale"


def test_interval(receiver, pushing):
    """Pushes come at the interval, and each says when it was taken."""
    pushing(receiver.url, interval=500)
    pushes = receiver.wait_for(4)
    gaps = [later.at - earlier.at for earlier, later in zip(pushes, pushes[1:])]
    assert 0.3 < sorted(gaps)[1] < 1.0, gaps
    times = [push.points("telltale_build_info")[0].time_unix_nano for push in pushes]
    assert times == sorted(set(times))


def test_off(receiver, start, pushing):
    """Nothing is pushed, and no figures about it are shown, unless an endpoint is set and nothing switches it off."""
    servers = [
        start(), pushing(receiver.url, SDK_DISABLED="true"), pushing(receiver.url, METRICS_EXPORTER="none"), pushing("", interval=100)
    ]
    for server in servers:
        assert not [name for name in server.metrics().types if name.startswith("telltale_otlp")]
        assert server.stop() == 0
    assert receiver.pushes == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EXPORTER_OTLP_ENDPOINT", "collector:4318"), ("EXPORTER_OTLP_PROTOCOL", "grpc"), ("EXPORTER_OTLP_TIMEOUT", "10s"),
        ("EXPORTER_OTLP_HEADERS", "authorization"), ("METRIC_EXPORT_INTERVAL", "0"), ("RESOURCE_ATTRIBUTES", "a=%zz"),
        ("EXPORTER_OTLP_CERTIFICATE", "/nowhere.pem"),
    ],
)
def test_bad_value(tmp_path, monkeypatch, name, value):
    """A variable that cannot be used is one line that names it, before anything listens."""
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://127.0.0.1:1")
    monkeypatch.setenv(f"OTEL_{name}", value)
    result = run("serve", "--port", "0", "--data", str(tmp_path / "data"))
    assert (result.returncode, result.stdout) == (78, "")
    (line,) = result.stderr.strip().splitlines()
    assert line.startswith("telltale: ") and f"OTEL_{name}" in line


# Trouble


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_retry(receiver, pushing, status):
    """A collector that has no time gets the same again, after a wait."""
    receiver.answers.append(refuse(status))
    server = pushing(receiver.url, interval=2500)
    first, second = receiver.wait_for(2)[:2]
    assert first.body == second.body
    assert 0.45 < second.at - first.at < 2.4
    metrics = server.await_metrics(lambda m: m.value(EXPORTS, outcome="ok") >= 1)
    assert metrics.value(EXPORTS, outcome="unavailable") == 1
    assert metrics.value("telltale_otlp_export_duration_seconds_count") == 1 + metrics.value(EXPORTS, outcome="ok")
    assert abs(metrics.value("telltale_otlp_last_success_timestamp_seconds") - time.time()) < 10


@pytest.mark.parametrize("form", ["seconds", "date"])
def test_retry_after(receiver, pushing, form):
    """The wait that the collector names is kept."""
    server = pushing(receiver.url, interval=5000)
    moment = time.strftime("%a, %d %b %Y %H:%M:%S GMT", time.gmtime(time.time() + 5 + 3))
    receiver.answers.append(refuse(503, "2" if form == "seconds" else moment))
    first, second = receiver.wait_for(2)[:2]
    assert first.body == second.body
    # A date has whole seconds, and the server starts before its first interval.
    assert (2.0 if form == "seconds" else 0.9) <= second.at - first.at < 4.9
    assert server.metrics().value(EXPORTS, outcome="unavailable") == 1


def test_long_retry_after(receiver, pushing):
    """A wait beyond the next push is kept, too; then a new snapshot goes and the old ones are counted as skipped."""
    receiver.answers.append(refuse(429, "2"))
    server = pushing(receiver.url, interval=300)
    first, second = receiver.wait_for(2)[:2]
    assert second.at - first.at >= 2.0
    assert second.points(OPERATIONS, endpoint="http") or second.body != first.body
    assert server.metrics().value("telltale_otlp_skipped_snapshots_total") == 1


@pytest.mark.parametrize("status", [400, 401, 404, 413, 500])
def test_rejected(receiver, pushing, status):
    """What the collector rejects is not sent again, and the log says so with the collector's words."""
    receiver.answers.append(refuse(status))
    server = pushing(receiver.url, interval=900)
    first, second = receiver.wait_for(2)[:2]
    assert first.body != second.body
    assert second.at - first.at > 0.5
    assert server.metrics().value(EXPORTS, outcome="rejected") == 1
    assert f"{status}: not now" in server.log


def test_partial_success(receiver, pushing):
    """Points that the collector rejects are counted, and the log says why; the push is not repeated."""
    receiver.answers.append(partial(7, "two days too old"))
    server = pushing(receiver.url, interval=1000)
    first, second = receiver.wait_for(2)[:2]
    assert first.body != second.body
    metrics = server.metrics()
    assert metrics.value("telltale_otlp_rejected_points_total") == 7
    assert metrics.value(EXPORTS, outcome="partial") == 1
    assert "two days too old" in server.log


def test_hanging(receiver, pushing):
    """A collector that does not answer in time is given up and asked again."""
    receiver.answers.append(hang(30))
    server = pushing(receiver.url, interval=3000, EXPORTER_OTLP_TIMEOUT=400)
    first, second = receiver.wait_for(2)[:2]
    assert first.body == second.body
    assert 0.8 < second.at - first.at < 2.9
    assert server.metrics().value(EXPORTS, outcome="timeout") == 1


def test_closed_connection(receiver, pushing):
    """A connection that ends without an answer is followed by another attempt."""
    receiver.answers.append(CLOSE)
    server = pushing(receiver.url, interval=2500)
    first, second = receiver.wait_for(2)[:2]
    assert first.body == second.body
    assert server.metrics().value(EXPORTS, outcome="unreachable") == 1


def test_foreign_answers(receiver, pushing):
    """A page, an answer without end and a redirect are no successes, and a redirect is not followed."""
    with Receiver() as elsewhere:
        receiver.answers.extend([
            Answer(body=b"<!doctype html>", headers=(("Content-Type", "text/html"),)),
            Answer(body=bytes(1 << 20)),
            Answer(307, headers=(("Location", f"{elsewhere.url}/v1/metrics"),)),
        ])
        server = pushing(receiver.url, interval=300, EXPORTER_OTLP_HEADERS="authorization=hush")
        receiver.wait_for(5)
        metrics = server.metrics()
        assert metrics.value(EXPORTS, outcome="rejected") == 3
        assert metrics.value(EXPORTS, outcome="ok") >= 1
        assert elsewhere.pushes == []
        assert "hush" not in server.log


def resident(server) -> int:
    """The process's memory, in KiB."""
    with open(f"/proc/{server.pid}/status") as status:
        return int(re.search(r"VmRSS:\s+(\d+)", status.read()).group(1))


def test_away(pushing):
    """While the collector is away memory stays as it is and the log is quiet; when it is back it gets everything at once."""
    with Receiver() as first:
        port = first.port
    server = pushing(f"http://127.0.0.1:{port}", interval=100)
    visit(server)
    unreachable = lambda m: m.value(EXPORTS, outcome="unreachable")  # noqa: E731
    server.await_metrics(lambda m: unreachable(m) >= 20)
    warm = resident(server)
    server.await_metrics(lambda m: unreachable(m) >= 80, timeout=30)
    assert resident(server) - warm < 4096
    assert server.log.count("collector cannot be reached") == 1
    visit(server)
    with Receiver(port) as back:
        push = back.fresh()
        assert push.value(OPERATIONS, endpoint="http", outcome="ok") >= 10
        assert push.value("telltale_otlp_skipped_snapshots_total") >= 79
        server.await_metrics(lambda m: m.value(EXPORTS, outcome="ok") >= 2)
        assert "accepts metrics again" in server.log


def test_without_answers_nothing_piles_up(receiver, pushing):
    """A collector that takes requests and never answers has one of them at a time."""
    receiver.answers.extend([hang(30)] * 100)
    server = pushing(receiver.url, interval=100, EXPORTER_OTLP_TIMEOUT=300)
    pushes = receiver.wait_for(6)
    assert all(later.at - earlier.at > 0.25 for earlier, later in zip(pushes, pushes[1:]))
    assert server.get("/readyz").status_code == 200


# The end


async def test_last_push(receiver, pushing, room):
    """At SIGTERM one more push says everything that was counted, the sockets' ends included."""
    server = pushing(receiver.url, interval=60_000)
    alice = await join(server, room)
    for number in range(7):
        await alice.post(f"number {number}", id=f"{number}")
    assert receiver.pushes == []
    assert server.stop() == 0
    (push,) = receiver.pushes
    assert push.value("telltale_chat_messages_total") == 7
    assert push.value("telltale_websocket_connections_closed_total", code="1001") == 1
    assert push.value("telltale_websocket_connections") == 0


def test_last_push_is_bounded(receiver, pushing):
    """A collector that does not answer does not keep the server from ending."""
    receiver.answers.extend([hang(60)] * 10)
    server = pushing(receiver.url, interval=60_000)
    began = time.monotonic()
    assert server.stop() == 0
    assert time.monotonic() - began < 8
    assert "last metrics were not delivered" in server.log


def test_end_without_collector(pushing):
    """A collector that is not there does not keep the server from ending either."""
    server = pushing("http://127.0.0.1:1", interval=60_000)
    assert server.stop() == 0
    assert "last metrics were not delivered" in server.log


# TLS


@pytest.fixture
def certificate(tmp_path):
    """A self-signed certificate for localhost, and its key."""
    return self_signed(tmp_path)


def test_tls(certificate, pushing):
    """A collector with a certificate of its own is trusted when it is named, and not else."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(*certificate)
    with Receiver(tls=context) as secure:
        trusting = pushing(secure.url, EXPORTER_OTLP_CERTIFICATE=certificate[0])
        until(trusting.metrics, lambda m: m.value(EXPORTS, outcome="ok") >= 1, 10, "a push over TLS")
        assert trusting.stop() == 0
        count = len(secure.pushes)
        assert count >= 1
        doubtful = pushing(secure.url)
        until(doubtful.metrics, lambda m: m.value(EXPORTS, outcome="unreachable") >= 2, 10, "a refusal to trust")
        assert len(secure.pushes) == count
