"""What the operator is told agrees with what the clients saw."""

import asyncio
import json
import os
import subprocess
from collections import Counter

import pytest

from harness.client import chat, dashboard, join
from harness.exposition import Exposition
from harness.raw import CLOSE, PING, PONG, TEXT, RawSocket, close_payload, upgrade_request

RECEIVED = "telltale_websocket_messages_received_total"
SENT = "telltale_websocket_messages_sent_total"
OPERATIONS = "telltale_operations_total"
OPENED = "telltale_websocket_connections_opened_total"
CLOSED = "telltale_websocket_connections_closed_total"
REFUSED = "telltale_websocket_connections_refused_total"


def check_with_promtool(exposition: Exposition) -> None:
    result = subprocess.run(
        ["promtool", "check", "metrics"], input=exposition.text, capture_output=True, text=True, timeout=20
    )
    assert (result.returncode, result.stdout + result.stderr) == (0, ""), result.stdout + result.stderr


def test_promtool_on_a_fresh_server(start):
    """The exposition of a server that nobody used yet is clean for promtool."""
    check_with_promtool(start().metrics())


async def test_figures_agree_with_what_clients_saw(start, room):
    """After a conversation every figure agrees with the clients' own counts, to the message."""
    server = start()
    clients = [await join(server, room, name) for name in ("alice", "bob", "carol")]
    alice, bob, carol = clients
    sent = Counter()
    for number in range(30):
        await alice.post(f"number {number}", id=f"{number}")
    await alice.post("a repeat", id="7")
    sent["message"] = 31
    for typing in (True, False):
        await bob.send("typing", typing=typing)
        sent["typing"] += 1
    await bob.send("read", seq=12, id="mark")
    sent["read"] = 1
    await bob.send("history", limit=10)
    sent["history"] = 1
    for text in ("{", "not JSON"):
        await carol.send_text(text)
    for _ in range(3):
        await carol.send("evil_invented_type")
    sent["other"] = 5
    for client in clients:
        await client.barrier()
        await client.barrier()
    sent["ping"] = 6

    def settled(metrics: Exposition) -> bool:
        got = Counter(frame["type"] for client in clients for frame in client.frames)
        return {labels["type"]: value for labels, value in metrics.series(SENT, endpoint="chat") if value} == got

    metrics = await asyncio.to_thread(server.await_metrics, settled)
    received = {labels["type"]: value for labels, value in metrics.series(RECEIVED, endpoint="chat") if value}
    assert received == sent

    assert metrics.value(OPENED, endpoint="chat") == 3
    assert metrics.value("telltale_websocket_connections", endpoint="chat") == 3
    assert metrics.value("telltale_chat_rooms") == 1
    assert metrics.value("telltale_chat_messages_total", role="user") == 30
    assert metrics.value("telltale_chat_messages_total") == 30
    assert metrics.value("telltale_chat_delivery_seconds_count") == 30

    def operations(outcome):
        return {labels["operation"]: v for labels, v in metrics.series(OPERATIONS, endpoint="chat", outcome=outcome) if v}

    assert operations("ok") == {"handshake": 3, "message": 31, "typing": 2, "read": 1, "history": 1, "ping": 6}
    assert operations("client_error") == {"other": 5}
    assert operations("server_error") == {}
    errors = {labels["code"]: v for labels, v in metrics.series("telltale_errors_total", endpoint="chat") if v}
    assert errors == {"bad_frame": 2, "unknown_type": 3}
    assert metrics.value("telltale_operation_duration_seconds_count", endpoint="chat", operation="message") == 31
    sizes = "telltale_websocket_message_size_bytes_count"
    assert metrics.value(sizes, endpoint="chat", direction="in") == sum(sent.values())
    assert metrics.value(sizes, endpoint="chat", direction="out") == sum(len(c.frames) for c in clients)
    assert metrics.value("telltale_store_errors_total") == 0
    assert metrics.value("telltale_store_queue") == 0
    assert metrics.value("telltale_websocket_outbox_bytes", endpoint="chat") == 0
    assert metrics.value("telltale_websocket_slow_consumers_total") == 0
    assert "evil_invented_type" not in metrics.text
    assert room not in metrics.text
    check_with_promtool(metrics)

    for client in clients:
        await client.close()
    metrics = await asyncio.to_thread(
        server.await_metrics, lambda m: m.value("telltale_websocket_connections", endpoint="chat") == 0
    )
    assert metrics.value(CLOSED, endpoint="chat", code="1000", initiator="client") == 3
    assert metrics.value(CLOSED, endpoint="chat") == 3
    assert metrics.value("telltale_websocket_connection_duration_seconds_count", endpoint="chat") == 3
    assert metrics.value("telltale_chat_rooms") == 0


async def test_refusals_are_counted(start, room):
    """Each refused connection is counted with its reason, as a client error of the handshake."""
    server = start({"sockets-per-user": 1})
    for token in ("nonsense", server.token(secret="f" * 48), server.token(ttl=-100)):
        async with chat(server, room, token=token) as visitor:
            await visitor.closed()
    async with chat(server, room, token=server.token(scope="dashboard")) as visitor:
        await visitor.closed()
    async with join(server, room) as first:
        await first.expect("connection")
        async with chat(server, room) as second:
            await second.closed()
        metrics = await asyncio.to_thread(server.await_metrics, lambda m: m.value(REFUSED, endpoint="chat") == 5)
    assert len(metrics.labels(REFUSED, "reason")) >= 3
    assert metrics.value(OPERATIONS, endpoint="chat", operation="handshake", outcome="client_error") == 5
    assert metrics.value(OPERATIONS, endpoint="chat", operation="handshake", outcome="ok") == 1
    assert metrics.value(OPERATIONS, endpoint="chat", operation="handshake", outcome="server_error") == 0


@pytest.mark.parametrize(
    "path, headers, status, code",
    [
        ("/ws/chat/lobby/", {"Upgrade": None}, 426, "bad_frame"),
        ("/ws/chat/lobby/", {"Sec_WebSocket_Key": "short"}, 400, "bad_frame"),
        ("/ws/dashboard/", {"Origin": "https://evil.example"}, 403, "forbidden"),
    ],
)
def test_a_handshake_that_is_refused_over_http(start, path, headers, status, code):
    """A handshake that is answered over HTTP is the client's error of the operation handshake, and no HTTP operation."""
    server = start({"allowed-origins": "example.com"})
    with RawSocket(server) as peer:
        peer.write(upgrade_request(server, path, **headers))
        assert peer.read_head()[0] == status
    endpoint = path.split("/")[2]
    metrics = server.await_metrics(lambda m: m.value(OPERATIONS, endpoint=endpoint, operation="handshake") == 1)
    assert metrics.value(OPERATIONS, endpoint=endpoint, operation="handshake", outcome="client_error") == 1
    assert metrics.value("telltale_errors_total", endpoint=endpoint, code=code) == 1
    assert metrics.value(REFUSED, endpoint=endpoint) == 1
    assert "ws" not in "".join(metrics.labels(OPERATIONS, "operation"))


def test_a_handshake_that_the_client_gives_up(start, room):
    """Each handshake ends once, however often and whenever clients hang up: none is counted twice or not at all."""
    server = start()
    for _ in range(40):
        with RawSocket(server) as peer:
            peer.write(upgrade_request(server, f"/ws/chat/{room}/?token={server.token()}"))
            peer.read_head()
    opened = lambda m: m.value(OPENED, endpoint="chat")
    closed = lambda m: m.value(CLOSED, endpoint="chat")
    metrics = server.await_metrics(lambda m: opened(m) == closed(m) == 40)
    assert metrics.value(OPERATIONS, endpoint="chat", operation="handshake") == 40


def test_bytes_agree(start, room):
    """The bytes that are counted are the bytes that were on the wire."""
    server = start()
    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
        for number in range(10):
            peer.send(TEXT, json.dumps({"type": "message", "content": "ü" * (number * 300 + 1)}).encode())
        peer.send(TEXT, b'{"type":', fin=False)
        peer.send(PING, b"in between")
        peer.send(0, b'"ping"}')
        pongs = 0
        peer.expect(PONG)
        while pongs == 0:
            pongs += json.loads(peer.expect_message(TEXT))["type"] == "pong"
        frames = 0
        while frames < 20:
            # All acknowledgements and broadcasts, wherever the pong came among them.
            frames = server.metrics().value(SENT, type="ack") + server.metrics().value(SENT, type="new_message")
        peer.send(CLOSE, close_payload(1000))
        while (frame := peer.read()) is not None and frame.opcode != CLOSE:
            pass
        peer.expect_end()
        metrics = server.await_metrics(lambda m: m.value("telltale_websocket_connections", endpoint="chat") == 0)
        assert metrics.value("telltale_websocket_received_bytes_total", endpoint="chat") == peer.sent
        assert metrics.value("telltale_websocket_sent_bytes_total", endpoint="chat") == peer.received


@pytest.mark.parametrize(
    ("code", "label"), [(1000, "1000"), (1001, "1001"), (1011, "1011"), (3000, "other"), (4999, "other"), (None, "1005")]
)
def test_close_codes_of_clients(start, room, code, label):
    """Close codes become labels from a closed set; what a client invents is other."""
    server = start()
    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
        peer.send(CLOSE, b"" if code is None else close_payload(code))
        peer.expect_close()
        peer.expect_end()
    server.await_metrics(lambda m: m.value(CLOSED, endpoint="chat", code=label, initiator="client") == 1)


def test_connection_that_breaks_off(start, room):
    """A connection that ends without a close frame is counted as 1006."""
    server = start()
    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
    server.await_metrics(lambda m: m.value(CLOSED, endpoint="chat", code="1006", initiator="client") == 1)


def test_http_operations(start):
    """HTTP requests are counted by the template of their route, never by what a client wrote there."""
    server = start()
    for number in range(3):
        assert server.get(f"/api/conversations/secret-name-{number}", user="alice").status_code == 404
    server.get("/invented/by/a/client")
    assert server.get("/").status_code == 200
    metrics = server.await_metrics(lambda m: m.value(OPERATIONS, endpoint="http", outcome="client_error") >= 4)
    assert metrics.value(OPERATIONS, endpoint="http", outcome="client_error") == 4
    templates = metrics.labels(OPERATIONS, "operation")
    assert any("conversations" in template for template in templates), templates
    assert "secret-name" not in metrics.text
    assert "invented" not in metrics.text


def test_watching_is_no_operation(start):
    """Scrapes and probes are no operations and no errors, however they end: they count among the requests of HTTP."""
    server = start({"metrics-open": False})
    scraper = {"user": "prometheus", "scope": "metrics"}
    for _ in range(3):
        assert server.get("/metrics").status_code == 401
        assert server.get("/metrics?format=none", **scraper).status_code == 400
        late = server.get("/metrics", headers={"X-Prometheus-Scrape-Timeout-Seconds": "0.000000001"}, **scraper)
        assert late.status_code == 503, late.text
        assert server.request("POST", "/metrics").status_code == 405
        assert server.get("/healthz").status_code == server.get("/readyz").status_code == 200
    assert server.get("/").status_code == 200
    metrics = server.await_metrics(lambda m: m.value("hb_requests_total", http_route="/metrics", http_response_status_code="503") == 3)
    assert {labels["operation"] for labels, _ in metrics.series(OPERATIONS, endpoint="http")} == {"/"}
    assert metrics.value(OPERATIONS) == 1
    assert metrics.value("telltale_errors_total") == 0
    assert metrics.value("telltale_scrapes_total", code="503") == 3


def test_counters_never_go_back(start, room):
    """Over many scrapes during traffic no counter goes back, and each histogram's count is its last bucket."""
    server = start()

    def scrape():
        exposition = server.metrics()
        counters = {
            (name, *sorted(labels.items())): value
            for name, labels, value in exposition.samples
            if exposition.types.get(name) == "counter"
            or name.endswith(("_bucket", "_count")) and exposition.types.get(name.rsplit("_", 1)[0]) == "histogram"
        }
        for name, labels, value in exposition.samples:
            if labels.get("le") == "+Inf":
                own = {key: text for key, text in labels.items() if key != "le"}
                counts = [v for other, v in exposition.series(name.removesuffix("_bucket") + "_count", **own) if other == own]
                assert counts == [value], name
        return counters

    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        previous = scrape()
        for _ in range(25):
            for _ in range(20):
                peer.send(TEXT, b'{"type":"message","content":"x"}')
            now = scrape()
            assert previous.keys() <= now.keys()
            assert all(now[key] >= value for key, value in previous.items())
            previous = now


def test_the_catalogue(start, room):
    """After some traffic the families of the catalogue are there, of their types."""
    server = start()
    server.metrics()
    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.send(TEXT, b'{"type":"message","content":"x"}')
        peer.expect_message(TEXT)
        metrics = server.await_metrics(lambda m: m.value("telltale_chat_messages_total") == 1)
    expected = {
        OPERATIONS: "counter",
        "telltale_operation_duration_seconds": "histogram",
        "telltale_websocket_connections": "gauge",
        "telltale_websocket_connections_limit": "gauge",
        OPENED: "counter",
        "telltale_websocket_connection_duration_seconds": "histogram",
        RECEIVED: "counter",
        SENT: "counter",
        "telltale_websocket_received_bytes_total": "counter",
        "telltale_websocket_sent_bytes_total": "counter",
        "telltale_websocket_message_size_bytes": "histogram",
        "telltale_websocket_outbox_bytes": "gauge",
        "telltale_websocket_slow_consumers_total": "counter",
        "telltale_broadcast_duration_seconds": "histogram",
        "telltale_broadcast_recipients": "histogram",
        "telltale_chat_rooms": "gauge",
        "telltale_chat_messages_total": "counter",
        "telltale_chat_delivery_seconds": "histogram",
        "telltale_store_commit_seconds": "histogram",
        "telltale_store_batch_size": "histogram",
        "telltale_store_queue": "gauge",
        "telltale_store_errors_total": "counter",
        "telltale_channel_layer_published_total": "counter",
        "telltale_channel_layer_received_total": "counter",
        "telltale_event_loop_lag_seconds": "histogram",
        "telltale_scrapes_total": "counter",
        "telltale_scrapes_unread_total": "counter",
        "telltale_scrapes_in_flight": "gauge",
        "telltale_scrape_duration_seconds": "histogram",
        "telltale_build_info": "gauge",
        "process_cpu_seconds_total": "counter",
        "process_resident_memory_bytes": "gauge",
        "process_open_fds": "gauge",
        "process_max_fds": "gauge",
        "process_start_time_seconds": "gauge",
    }
    assert {name: metrics.types.get(name) for name in expected} == expected
    labels, one = metrics.series("telltale_build_info")[0]
    assert one == 1 and {"version", "revision", "swift"} <= labels.keys()


def test_process_figures_agree_with_the_kernel(server):
    """The process figures are those of the kernel."""
    metrics = server.metrics()
    with open(f"/proc/{server.pid}/statm") as statm:
        resident = int(statm.read().split()[1]) * 4096
    assert metrics.value("process_resident_memory_bytes") == pytest.approx(resident, rel=0.2)
    assert metrics.value("process_threads") == pytest.approx(len(os.listdir(f"/proc/{server.pid}/task")), abs=4)
    assert metrics.value("process_open_fds") == pytest.approx(len(os.listdir(f"/proc/{server.pid}/fd")), abs=4)


def test_name_filter(server):
    """A scrape may name the families that it wants."""
    for name in ("name[]", "name%5B%5D"):
        path = f"/metrics?{name}=telltale_build_info&{name}=process_open_fds"
        with RawSocket(server) as scraper:
            scraper.write(f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
            scraper.read_head()
            scraper.expect_end()
            assert set(Exposition(scraper.buffer.decode()).types) == {"telltale_build_info", "process_open_fds"}, name


def test_content_type(server):
    """The exposition names its format."""
    response = server.get("/metrics", user="p", scope="metrics")
    assert response.headers["Content-Type"].replace(" ", "") == "text/plain;version=0.0.4;charset=utf-8"


def test_compressed_exposition(server):
    """The exposition is plain for who does not ask for compression, and readable for who does."""
    plain = server.get("/metrics", user="p", scope="metrics", headers={"Accept-Encoding": "identity"})
    assert "Content-Encoding" not in plain.headers
    asked = server.get("/metrics", user="p", scope="metrics", headers={"Accept-Encoding": "gzip"})
    assert Exposition(asked.text).types.keys() == Exposition(plain.text).types.keys()


# Health


def test_health(server):
    """Liveness and readiness need no token; readiness names its components."""
    assert server.get("/healthz").status_code == 200
    ready = server.get("/readyz")
    assert ready.status_code == 200
    assert ready.headers["Content-Type"].startswith("application/json")
    assert ready.json() == {"status": "ready", "components": {"store": "ok", "disk": "ok", "channel_layer": "ok"}}


def test_readiness_without_token_keys(start):
    """A node that never got the keys of its URL wants no traffic; the log names the place without its secrets."""
    url = "https://user:password@127.0.0.1:1/keys.json?secret=hidden"
    server = start({"secret": None, "jwks": url})
    broken = server.await_ready(503).json()
    assert broken["status"] == "broken"
    assert broken["components"] == {"store": "ok", "disk": "ok", "channel_layer": "ok", "token_keys": "not fetched"}
    server.stop()
    assert "could not be fetched" in server.log
    assert "https://127.0.0.1:1/keys.json" in server.log
    assert "hidden" not in server.log and "password" not in server.log


# Who may read the metrics


def test_metrics_in_development(server):
    """In development the metrics are open, to a request that names a loopback host."""
    assert server.get("/metrics").status_code == 200
    for host in ("localhost:1", "127.0.0.1", "[::1]:8000"):
        assert server.get("/metrics", headers={"Host": host}).status_code == 200
    for host in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8000"):
        assert server.get("/metrics", headers={"Host": host}).status_code in (401, 403)


def test_metrics_in_production(production):
    """In production the metrics need a token with the scope metrics."""
    assert production.get("/metrics").status_code == 401
    assert production.get("/metrics", user="alice", scope="chat dashboard").status_code == 403
    assert production.get("/metrics", user="prometheus", scope="metrics").status_code == 200
    assert production.get("/metrics", user="root", scope="admin").status_code == 200
    assert production.get(f"/metrics?token={production.token('p', 'metrics')}").status_code == 200


def test_metrics_opened(start):
    """Opened metrics need no token, whatever the host."""
    server = start({"env": "production", "metrics-open": True})
    assert server.get("/metrics", headers={"Host": "metrics.example"}).status_code == 200


def test_metrics_closed(start):
    """Closed metrics need a token in development too."""
    server = start({"metrics-open": False})
    assert server.get("/metrics").status_code == 401


async def test_dashboard_frames_are_counted_apart(start, room):
    """Frames of the dashboard count for the dashboard and not for chat."""
    server = start()
    async with dashboard(server) as operator, join(server, room) as alice:
        await operator.expect("connection")
        await alice.expect("connection")
        await operator.send("ping")
        await operator.expect("pong")
        metrics = await asyncio.to_thread(server.metrics)
        assert metrics.value(RECEIVED, endpoint="dashboard", type="ping") == 1
        assert metrics.value(RECEIVED, endpoint="chat") == 0
        assert metrics.value("telltale_websocket_connections", endpoint="dashboard") == 1
        assert metrics.value("telltale_websocket_connections", endpoint="chat") == 1
