"""The metrics on a port of their own, and what libraries count."""

import re
import signal
import socket
import time

import requests

from harness.server import run, until


def metrics_url(server) -> str:
    """Where the server says that its metrics are, once it runs."""
    found = until(
        lambda: re.search(r"^Metrics on (http://\S+)/metrics$", "\n".join(server.output), re.M), bool, 5, "a line with the port"
    )
    return found.group(1)


def test_own_port(start):
    """The metrics' port has the exposition and the probes and nothing else; the main port has no metrics then."""
    server = start({"metrics-port": 0})
    url = metrics_url(server)
    assert server.output[0].startswith("Telltale listening on ")
    exposition = requests.get(f"{url}/metrics", timeout=5)
    assert exposition.status_code == 200
    assert "telltale_build_info" in exposition.text
    assert requests.head(f"{url}/metrics", timeout=5).headers["Content-Length"]
    assert requests.get(f"{url}/healthz", timeout=5).status_code == 200
    assert requests.get(f"{url}/readyz", timeout=5).status_code == 200
    for path in ("/", "/api/conversations", "/ws/chat/lobby/"):
        assert requests.get(url + path, timeout=5).status_code == 404, path

    assert server.get("/metrics").status_code == 404
    assert server.get("/readyz").status_code == 200
    assert "/metrics" not in server.get("/").json()["paths"]


def test_no_socket_on_own_port(start):
    """A WebSocket handshake on the metrics' port finds nothing there, whatever its token."""
    server = start({"metrics-port": 0})
    url = metrics_url(server)
    upgrade = {
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
    }
    path = f"/ws/chat/lobby/?token={server.token()}"
    assert requests.get(url + path, headers=upgrade, timeout=5).status_code == 404


def test_token_on_own_port(start):
    """In production the metrics' port asks for a token too."""
    server = start({"env": "production", "metrics-port": 0, "drain-delay": "0s"})
    url = metrics_url(server)
    assert requests.get(f"{url}/metrics", timeout=5).status_code == 401
    bearer = {"Authorization": "Bearer " + server.token("prometheus", "metrics")}
    assert requests.get(f"{url}/metrics", headers=bearer, timeout=5).status_code == 200


def test_own_port_in_use(tmp_path):
    """A metrics' port that somebody has ends the start with one line that names the setting."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", settings={"port": 0, "metrics-port": port, "data": tmp_path / "data"})
    assert result.returncode == 69
    assert result.stdout == ""
    lines = result.stderr.strip().splitlines()
    assert len(lines) == 1
    assert str(port) in lines[0] and "--metrics-port" in lines[0]


def test_own_port_while_draining(start):
    """While the server drains, its metrics can still be read and say that it is not ready."""
    server = start({"metrics-port": 0, "drain-delay": "3s"})
    url = metrics_url(server)
    server.signal(signal.SIGTERM)
    until(lambda: requests.get(f"{url}/readyz", timeout=5).status_code, lambda status: status == 503, 3, "readyz 503")
    assert requests.get(f"{url}/metrics", timeout=5).status_code == 200
    assert server.wait() == 0


def test_requests_are_counted_by_the_library(start):
    """Hummingbird's own middleware counts requests; none is left over as active, HEAD and errors neither."""
    server = start()
    server.get("/healthz")
    server.request("HEAD", "/healthz")
    server.get("/no/such/page")

    metrics = until(
        server.metrics,
        lambda found: found.value("http_server_request_duration_seconds_count", http_route="/healthz") == 2,
        5,
        "a count of 2",
    )
    assert metrics.value("hb_requests_total", http_route="/healthz", http_response_status_code="200") == 2
    assert metrics.value("hb_requests_total", http_response_status_code="404") == 1
    assert metrics.value("http_server_active_requests", http_request_method="HEAD") == 0
    # The scrape that reads this.
    assert metrics.value("http_server_active_requests", http_request_method="GET") == 1


def test_scrapes_cost_no_operation_on_the_socket_side(start):
    """Scraping counts as a scrape: it is no operation and moves no figure of the sockets."""
    server = start()
    before = server.metrics()
    for _ in range(3):
        server.metrics()
    time.sleep(0.1)
    after = server.metrics()
    assert after.value("telltale_scrapes_total", code="200") - before.value("telltale_scrapes_total", code="200") == 4
    assert after.value("telltale_operations_total") == 0
    assert after.value("telltale_websocket_connections_opened_total") == 0
