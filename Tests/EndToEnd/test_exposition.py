"""`/metrics` in its three formats, read by parsers that are not ours."""

import gzip
import math
import re
import signal
import subprocess
import time
from pathlib import Path

import pytest
import requests
from prometheus_client import parser as text_parser
from prometheus_client.openmetrics import parser as openmetrics_parser
from prometheus_client.utils import floatToGoString

from harness import protobuf
from harness.client import join
from harness.raw import RawSocket
from harness.server import until

TEXT = "text/plain; version=0.0.4; charset=utf-8"
OPENMETRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8"
PROTOBUF = "application/vnd.google.protobuf; proto=io.prometheus.client.MetricFamily; encoding=delimited"

# What Prometheus sends, by version.
PROMETHEUS_242 = (
    "application/openmetrics-text;version=1.0.0,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
)
PROMETHEUS_242_NATIVE = (
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited,"
    "application/openmetrics-text;version=1.0.0;q=0.8,application/openmetrics-text;version=0.0.1;q=0.75,"
    "text/plain;version=0.0.4;q=0.5,*/*;q=0.1"
)
PROMETHEUS_3 = (
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.5,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.4,text/plain;version=0.0.4;q=0.3,*/*;q=0.2"
)
PROMETHEUS_3_NATIVE = (
    "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.6,"
    "application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.5,application/openmetrics-text;version=0.0.1;q=0.4,"
    "text/plain;version=1.0.0;escaping=allow-utf-8;q=0.3,text/plain;version=0.0.4;q=0.2,*/*;q=0.1"
)

DURATION = "telltale_operation_duration_seconds"

# Differ from one scrape to the next, as does what counts the scrapes' own requests.
RESTLESS = ("telltale_scrape", "telltale_event_loop", "process_", "node_", "http_", "hb_")


def scrape(server, method="GET", **options):
    return server.request(method, "/metrics", user="prometheus", scope="metrics", **options)


def scrape_as(server, name, **parameters):
    response = scrape(server, params={"format": name, **parameters})
    assert response.status_code == 200, response.text
    return response


async def converse(server, room):
    """Some traffic, so that there is something in every kind of family."""
    alice, bob = await join(server, room, "alice"), await join(server, room, "bob")
    for number in range(20):
        await alice.post(f"number {number}", id=f"{number}")
    for client in (alice, bob):
        await client.barrier()


def by_identity(samples):
    return {(name, tuple(sorted(labels.items()))): value for name, labels, value in samples}


def settled(samples):
    """The series that only traffic of sockets changes."""
    return by_identity(
        (name, labels, value)
        for name, labels, value in samples
        if not name.startswith(RESTLESS) and labels.get("endpoint") != "http"
    )


def read_text(body):
    return [s[:3] for family in text_parser.text_string_to_metric_families(body) for s in family.samples]


def read_openmetrics(body):
    return [s[:3] for family in openmetrics_parser.text_string_to_metric_families(body) for s in family.samples]


def bound_text(bound):
    """A bucket's bound as OpenMetrics spells it."""
    return floatToGoString(bound)


def read_protobuf(body):
    """The samples that a scraper without native histograms makes of the families."""
    samples = []
    for name, family in protobuf.parse(body).items():
        for metric in family.metric:
            labels = {pair.name: pair.value for pair in metric.label}
            if family.type == protobuf.HISTOGRAM:
                for bucket in metric.histogram.bucket:
                    samples.append(
                        (name + "_bucket", {**labels, "le": bound_text(bucket.upper_bound)}, float(bucket.cumulative_count))
                    )
                samples.append((name + "_sum", labels, metric.histogram.sample_sum))
                samples.append((name + "_count", labels, float(metric.histogram.sample_count)))
            else:
                kind = {protobuf.COUNTER: "counter", protobuf.GAUGE: "gauge", protobuf.UNTYPED: "untyped"}[family.type]
                samples.append((name, labels, getattr(metric, kind).value))
    return samples


async def test_formats_agree(server, room):
    """The three formats have the same series with the same values, to the spelling of the bounds."""
    await converse(server, room)
    text = settled(read_text(scrape_as(server, "text").text))
    assert len(text) > 100
    assert settled(read_openmetrics(scrape_as(server, "openmetrics").text)) == text
    assert settled(read_protobuf(scrape_as(server, "protobuf").content)) == text


async def test_kinds_and_units(server, room):
    """Kinds, units and help are the same in OpenMetrics and in protobuf, and infos are infos."""
    await converse(server, room)
    body = scrape_as(server, "openmetrics").text
    families = {family.name: family for family in openmetrics_parser.text_string_to_metric_families(body)}
    assert families["telltale_build"].type == "info"
    assert families["telltale_operations"].type == "counter"
    assert (families[DURATION].type, families[DURATION].unit) == ("histogram", "seconds")
    decoded = protobuf.parse(scrape_as(server, "protobuf").content)
    suffixes = {"counter": "_total", "info": "_info"}
    for name, family in families.items():
        twin = decoded[name + suffixes.get(family.type, "")]
        assert (twin.help, twin.unit) == (family.documentation, family.unit), name


async def test_native_histograms(server, room):
    """The exponential buckets add up to the count and to each classic bucket, and the zero threshold is Prometheus's."""
    await converse(server, room)
    families = protobuf.parse(scrape_as(server, "protobuf").content)
    histograms = [m.histogram for family in families.values() if family.type == protobuf.HISTOGRAM for m in family.metric]
    assert any(histogram.sample_count for histogram in histograms)
    for histogram in histograms:
        assert histogram.zero_threshold == 2.0**-128
        assert -4 <= histogram.schema <= 8
        counts = protobuf.native_buckets(histogram)
        assert histogram.zero_count + sum(counts.values()) == histogram.sample_count
        assert histogram.bucket[-1].upper_bound == math.inf
        width = 2.0**-histogram.schema
        for bucket in histogram.bucket[:-1]:
            last = math.log2(bucket.upper_bound) / width
            below = sum(count for index, count in counts.items() if index <= last + 1e-9)
            assert bucket.cumulative_count == histogram.zero_count + below


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        (PROMETHEUS_242, OPENMETRICS),
        (PROMETHEUS_242_NATIVE, PROTOBUF),
        (PROMETHEUS_3, OPENMETRICS + "; escaping=allow-utf-8"),
        (PROMETHEUS_3_NATIVE, PROTOBUF),
        ("*/*", TEXT),
        ("text/html", TEXT),
        ("application/openmetrics-text;q=0.1, text/plain;q=0.2", TEXT),
        ("text/plain;q=0, */*;q=0.1", OPENMETRICS),
        (None, TEXT),
    ],
)
def test_negotiation(server, accept, expected):
    """The answer is the format that the scraper likes best, and says so."""
    response = scrape(server, headers={"Accept": accept})
    assert response.headers["Content-Type"] == expected
    assert response.headers["Vary"] == "Accept, Accept-Encoding"


@pytest.mark.parametrize(("name", "expected"), [("text", TEXT), ("openmetrics", OPENMETRICS), ("protobuf", PROTOBUF)])
def test_format_parameter(server, name, expected):
    """The parameter wins over Accept."""
    response = scrape(server, params={"format": name}, headers={"Accept": "text/plain, application/openmetrics-text"})
    assert response.headers["Content-Type"] == expected


def test_promtool(start):
    """promtool has nothing to say about the text format."""
    body = scrape_as(start(), "text").text
    result = subprocess.run(["promtool", "check", "metrics"], input=body, capture_output=True, text=True, timeout=20)
    assert (result.returncode, result.stdout + result.stderr) == (0, "")


@pytest.mark.parametrize(
    ("encodings", "compressed"),
    [("gzip", True), ("deflate, gzip;q=0.5", True), ("*", True), ("gzip;q=0", False), ("identity", False), (None, False)],
)
def test_gzip(server, encodings, compressed):
    """An answer is compressed exactly when the scraper allows it."""
    response = scrape(server, headers={"Accept-Encoding": encodings}, stream=True)
    body = response.raw.read(decode_content=False)
    assert response.headers.get("Content-Encoding") == ("gzip" if compressed else None)
    assert int(response.headers["Content-Length"]) == len(body)
    text = gzip.decompress(body) if compressed else body
    assert text.startswith(b"# HELP ") and text.endswith(b"\n")


@pytest.mark.parametrize("name", ["text", "openmetrics", "protobuf"])
def test_head(server, name):
    """HEAD has the headers of GET and no body, and the connection goes on."""
    with RawSocket(server) as raw:
        token = server.token("prometheus", "metrics")
        for method in ("HEAD", "GET", "HEAD"):
            path = f"/metrics?format={name}&name[]=telltale_build_info"
            raw.write(f"{method} {path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode())
            status, headers = raw.read_head()
            assert status == 200
            length = int(headers["content-length"])
            assert length > 20
            assert headers["content-type"] == {"text": TEXT, "openmetrics": OPENMETRICS, "protobuf": PROTOBUF}[name]
            if method == "GET":
                body = raw._take(length)
                assert b"telltale_build" in body


def test_names(server):
    """`name[]` picks families by their names or those of their samples; what there is not is nothing."""
    def families(*names, form="text"):
        response = scrape(server, params={"name[]": names, "format": form})
        assert response.status_code == 200, response.text
        return response

    text = families("telltale_build_info", DURATION + "_count", "no_such_thing").text
    assert {line.split(" ")[2] for line in text.splitlines() if line.startswith("# TYPE")} <= {"telltale_build_info", DURATION}
    assert "telltale_build_info{" in text
    assert set(protobuf.parse(families("telltale_build_info", form="protobuf").content)) == {"telltale_build_info"}
    assert families("no_such_thing").text == ""
    assert families("no_such_thing", form="openmetrics").text == "# EOF\n"


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"params": {"format": "xml"}}, "unknown format; there is: text, openmetrics, protobuf\n"),
        ({"params": {"name[]": "a b"}}, "name[] must be a metric name\n"),
        ({"params": "format=%ff"}, "unknown format; there is: text, openmetrics, protobuf\n"),
        ({"params": "name[]=up&name[]=%ff"}, "name[] must be a metric name\n"),
    ],
    ids=["format", "name", "format in broken escapes", "name in broken escapes"],
)
def test_bad_requests(server, options, reason):
    """A request that makes no sense is refused with what is wrong with it."""
    response = scrape(server, **options)
    assert (response.status_code, response.text) == (400, reason)


def test_timeout_that_has_passed(server):
    """A scraper that waits a nanosecond gets 503, and the next one its metrics."""
    response = scrape(server, headers={"X-Prometheus-Scrape-Timeout-Seconds": "0.000000001"})
    assert (response.status_code, response.text) == (503, "reading the metrics took longer than the scraper waits\n")
    assert scrape(server, headers={"X-Prometheus-Scrape-Timeout-Seconds": "10"}).status_code == 200


@pytest.mark.parametrize("timeout", ["soon", "0", "-1", "nan", "0x1p-60", "1e-9"])
def test_timeout_that_is_none(server, timeout):
    """A timeout that is no plain number of seconds above 0 is passed over."""
    assert scrape(server, headers={"X-Prometheus-Scrape-Timeout-Seconds": timeout}).status_code == 200


def test_too_many_scrapes(start):
    """Of many scrapes at the same moment some are refused with 503, each is counted, and the endpoint goes on."""
    server = start()
    token = server.token("prometheus", "metrics")
    request = f"GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    sockets = [RawSocket(server) for _ in range(60)]
    try:
        for raw in sockets:  # every connection is accepted before the moment comes
            raw.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        for raw in sockets:
            raw._take(int(raw.read_head()[1].get("content-length", 0)))
        server.signal(signal.SIGSTOP)
        for raw in sockets:
            raw.write(request)
        server.signal(signal.SIGCONT)
        statuses = []
        for raw in sockets:
            status, headers = raw.read_head()
            body = raw._take(int(headers["content-length"]))
            statuses.append(status)
            assert status == 200 or body == b"too many scrapes at once\n", (status, body)
    finally:
        for raw in sockets:
            raw.socket.close()
    assert set(statuses) == {200, 503}, statuses
    metrics = server.metrics()
    assert metrics.value("telltale_scrapes_total", code="503") == statuses.count(503)
    assert metrics.value("telltale_scrapes_total", code="200") == statuses.count(200)


def test_a_scrape_that_nobody_reads(start):
    """Clients that ask and do not read keep others from the metrics until the idle timeout, though they stay connected."""
    server = start({"http-idle-timeout": "2s"})
    token = server.token("prometheus", "metrics")
    request = f"GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    stalled = [RawSocket(server, receive_buffer=4096) for _ in range(6)]
    try:
        for raw in stalled:
            raw.socket.settimeout(0.2)
            try:
                raw.write(request * 400)
            except TimeoutError:
                pass
        until(lambda: scrape(server).status_code, lambda status: status == 503, 5, "a refusal")
        until(lambda: scrape(server).status_code, lambda status: status == 200, 20, "an answer")
    finally:
        for raw in stalled:
            raw.socket.close()
    server.await_metrics(lambda metrics: metrics.value("telltale_scrapes_in_flight") == 1)


def test_a_scrape_that_is_read_slowly(start):
    """Clients that take their answers byte by byte are cut off after half a minute, and counted: others get the metrics again."""
    server = start()
    token = server.token("prometheus", "metrics")
    request = f"GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {token}\r\n\r\n".encode()
    slow = [RawSocket(server, receive_buffer=4096) for _ in range(4)]
    try:
        for raw in slow:
            raw.socket.settimeout(0.2)
            try:
                raw.write(request * 400)
            except TimeoutError:
                pass

        def ask() -> requests.Response:
            for raw in slow:
                try:
                    raw.socket.recv(1)
                except OSError:
                    pass
            return scrape(server)

        def has_counted(answer: requests.Response) -> bool:
            return answer.status_code == 200 and not re.search(r"^telltale_scrapes_unread_total 0(\.0)?$", answer.text, re.M)

        until(ask, lambda answer: answer.status_code == 503, 5, "a refusal")
        until(ask, has_counted, 60, "an answer")
    finally:
        for raw in slow:
            raw.socket.close()


async def test_watches_itself(start, room):
    """Scrapes are counted by their codes, timed and measured before compression."""
    server = start()
    await converse(server, room)
    size = len(scrape(server, headers={"Accept-Encoding": "identity"}).content)
    scrape(server, params={"format": "xml"})
    metrics = server.metrics()
    assert metrics.value("telltale_scrapes_total", code="200") == 1
    assert metrics.value("telltale_scrapes_total", code="400") == 1
    assert metrics.value("telltale_scrape_duration_seconds_count") == 1
    assert metrics.value("telltale_scrape_size_bytes_sum") == size
    assert metrics.value("telltale_scrapes_in_flight") == 1


def test_families_lie_together(server):
    """Each family has its metadata in one order and then its samples, no name comes twice, and the end is the end."""
    *lines, end = scrape_as(server, "openmetrics").text.splitlines()
    assert end == "# EOF"
    seen, name, keywords = set(), "", []
    for line in lines:
        if line.startswith("# "):
            _, keyword, family, _ = line.split(" ", 3)
            if family != name:
                assert keywords != ["TYPE"], f"{name} has no help"
                assert family not in seen, f"{family} comes twice"
                seen.add(family)
                name, keywords = family, []
            keywords.append(keyword)
        else:
            assert keywords in (["TYPE", "HELP"], ["TYPE", "UNIT", "HELP"]), (name, keywords)
            assert line.startswith(name), (name, line)


async def test_when_series_began(start, room):
    """With `metrics-created` OpenMetrics says when each counter and histogram began; the text format never does."""
    before = time.time()
    created = start({"metrics-created": True})
    await converse(created, room)
    after = time.time()
    families = {one.name: one for one in openmetrics_parser.text_string_to_metric_families(scrape_as(created, "openmetrics").text)}
    began = {name: [s.value for s in one.samples if s.name == f"{name}_created"] for name, one in families.items()}
    for name, kind in (("telltale_operations", "counter"), (DURATION, "histogram"), ("telltale_chat_messages", "counter")):
        family = families[name]
        assert family.type == kind
        series = {frozenset((k, v) for k, v in s.labels.items() if k != "le") for s in family.samples}
        assert len(began[name]) == len(series) > 0, name
        assert all(before - 1 <= moment <= after + 1 for moment in began[name]), name
    assert not any(moments for name, moments in began.items() if families[name].type not in ("counter", "histogram"))
    assert "_created" not in scrape_as(created, "text").text, "the text format would show them as families of their own"
    assert "_created" not in scrape_as(start(), "openmetrics").text, "off by default"


async def test_every_family_is_documented(server, room):
    """The page of metrics has each family that the server shows, with its type, its labels and its sentence."""
    page = (Path(__file__).parents[2] / "Sources/telltale/telltale.docc/Metrics.md").read_text()
    rows = re.findall(r"^\| `(\w+)` \| (\w+) \| (.*?) \| (.*) \|$", page, re.M)
    documented = {name: (kind, set(re.findall(r"`(\w+)`", labels)), meaning) for name, kind, labels, meaning in rows}
    assert len(documented) == len(rows) > 40
    await converse(server, room)
    shown = 0
    for family in text_parser.text_string_to_metric_families(scrape_as(server, "text").text):
        name = family.name + "_total" if family.type == "counter" else family.name
        if name.startswith(("node_", "http_", "hb_")):
            continue
        labels = {label for sample in family.samples for label in sample.labels} - {"le"}
        assert documented.get(name) == (family.type, labels, family.documentation), name
        shown += 1
    assert shown > 40
