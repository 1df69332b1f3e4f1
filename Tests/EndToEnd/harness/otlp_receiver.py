"""An OpenTelemetry collector for tests: HTTP of the standard library, messages of ``opentelemetry-proto``, which is not ours."""

from __future__ import annotations

import gzip
import ssl
import threading
import time
from collections import deque
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from opentelemetry.proto.collector.metrics.v1 import metrics_service_pb2 as service
from opentelemetry.proto.metrics.v1 import metrics_pb2 as model

PROTOBUF = "application/x-protobuf"
CUMULATIVE = model.AGGREGATION_TEMPORALITY_CUMULATIVE


@dataclass(frozen=True)
class Answer:
    """What the receiver does with one request: hangs for a while, ends the connection, or answers."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = (("Content-Type", PROTOBUF),)
    hang: float = 0.0
    close: bool = False


OK = Answer()
CLOSE = Answer(close=True)


def refuse(status: int, retry_after: str | None = None) -> Answer:
    headers = (("Content-Type", "text/plain"),)
    return Answer(status, b"not now", headers if retry_after is None else (*headers, ("Retry-After", retry_after)))


def partial(points: int, message: str) -> Answer:
    response = service.ExportMetricsServiceResponse()
    response.partial_success.rejected_data_points = points
    response.partial_success.error_message = message
    return Answer(body=response.SerializeToString())


def hang(seconds: float) -> Answer:
    return Answer(hang=seconds)


class Push:
    """One request: its head, its body as it came, and the message in it."""

    def __init__(self, path: str, headers, body: bytes) -> None:
        self.at = time.monotonic()
        self.path = path
        self.headers = headers
        self.body = body
        self.message = service.ExportMetricsServiceRequest()
        plain = gzip.decompress(body) if headers.get("Content-Encoding") == "gzip" else body
        self.message.ParseFromString(plain)
        assert self.message.SerializeToString(), "the message is empty"

    @property
    def resource(self) -> dict[str, str]:
        (metrics,) = self.message.resource_metrics
        return attributes(metrics.resource.attributes)

    @property
    def scope(self):
        (metrics,) = self.message.resource_metrics
        (scope,) = metrics.scope_metrics
        return scope

    @property
    def metrics(self) -> dict[str, model.Metric]:
        metrics = {metric.name: metric for metric in self.scope.metrics}
        assert len(metrics) == len(self.scope.metrics), "a name is there twice"
        return metrics

    def points(self, name: str, **labels: str) -> list:
        """The points of a metric whose attributes include ``labels``; none if there is no such metric."""
        metric = self.metrics.get(name)
        if metric is None:
            return []
        found = getattr(metric, metric.WhichOneof("data")).data_points
        return [point for point in found if labels.items() <= attributes(point.attributes).items()]

    def value(self, name: str, **labels: str) -> float:
        """The sum over the points that match; 0 where there is none."""
        return sum(point.as_double for point in self.points(name, **labels))


def attributes(pairs) -> dict[str, str]:
    found = {}
    for pair in pairs:
        assert pair.value.WhichOneof("value") == "string_value", pair
        assert pair.key not in found, f"{pair.key} is there twice"
        found[pair.key] = pair.value.string_value
    return found


def cumulative(point: model.ExponentialHistogramDataPoint, bound: float) -> int:
    """The observations up to and including ``bound``, which must be a boundary of the buckets."""
    count = point.zero_count
    for place, number in enumerate(point.positive.bucket_counts):
        upper = 2.0 ** ((point.positive.offset + place + 1) / 2.0**point.scale)
        if upper <= bound * (1 + 1e-9):
            count += number
    return count


class Receiver:
    """Listens on a port of its own, answers as it is told, and keeps what it got.

    ``answers`` are given once each, in order; after them every request is accepted.
    """

    def __init__(self, port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        self.answers: deque[Answer] = deque()
        self.pushes: list[Push] = []
        self.failures: list[str] = []
        self._news = threading.Condition()
        self._closing = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            timeout = 60

            def do_POST(self) -> None:
                receiver._receive(self)

            def log_message(self, *_arguments) -> None:
                pass

        class HTTPServer(ThreadingHTTPServer):
            daemon_threads = True
            allow_reuse_address = True

            def handle_error(self, *_arguments) -> None:
                """A client that gives up in the middle, or does not trust us, is part of the tests."""

        self._server = HTTPServer(("127.0.0.1", port), Handler)
        self.scheme = "http"
        if tls is not None:
            self.scheme = "https"
            self._server.socket = tls.wrap_socket(self._server.socket, server_side=True, do_handshake_on_connect=False)
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        return self._server.server_address[1]

    @property
    def url(self) -> str:
        return f"{self.scheme}://localhost:{self.port}" if self.scheme == "https" else f"http://127.0.0.1:{self.port}"

    def _receive(self, request: BaseHTTPRequestHandler) -> None:
        body = request.rfile.read(int(request.headers["Content-Length"]))
        with self._news:
            answer = self.answers.popleft() if self.answers else OK
            try:
                self.pushes.append(Push(request.path, request.headers, body))
            except Exception as error:
                self.failures.append(repr(error))
            self._news.notify_all()
        if answer.hang:
            self._closing.wait(answer.hang)
        if answer.close or self._closing.is_set():
            request.close_connection = True
            return
        request.send_response(answer.status)
        for name, value in answer.headers:
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(answer.body)))
        request.end_headers()
        request.wfile.write(answer.body)

    def wait_for(self, count: int, timeout: float = 15.0) -> list[Push]:
        """The pushes, once there are ``count``."""
        with self._news:
            self._news.wait_for(lambda: len(self.pushes) >= count or self.failures, timeout)
            assert not self.failures, self.failures
            assert len(self.pushes) >= count, f"{len(self.pushes)} pushes within {timeout} s instead of {count}"
            return list(self.pushes)

    def wait_until(self, satisfied, timeout: float = 15.0) -> Push:
        """The first push, from now on or before, that is ``satisfied``."""
        deadline = time.monotonic() + timeout
        seen = 0
        while True:
            with self._news:
                self._news.wait_for(lambda: len(self.pushes) > seen, max(0.0, deadline - time.monotonic()))
                assert not self.failures, self.failures
                fresh, seen = self.pushes[seen:], len(self.pushes)
            for push in fresh:
                if satisfied(push):
                    return push
            assert time.monotonic() < deadline, f"none of {seen} pushes was as expected within {timeout} s"

    def fresh(self, timeout: float = 15.0) -> Push:
        """A push whose snapshot was taken after this call: not the next one, which may be on its way already."""
        with self._news:
            count = len(self.pushes)
        return self.wait_for(count + 2, timeout)[count + 1]

    def stop(self) -> None:
        """Closes the port and every connection that is being answered."""
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(timeout=5)

    def __enter__(self) -> "Receiver":
        return self

    def __exit__(self, *_exception) -> None:
        self.stop()
