"""Connections that are no sockets, or not yet: places for them, patience with them, and files that run out."""

import json
import os
import resource
import socket
import time
from email.utils import parsedate_to_datetime

import pytest
import requests

from harness.client import join
from harness.raw import TEXT, RawSocket
from harness.server import until

REFUSED = "telltale_websocket_connections_refused_total"
FAILURES = "telltale_accept_failures_total"
CONNECTIONS = "telltale_tcp_connections"


def metrics_over(session: requests.Session, server) -> str:
    """``/metrics`` over a connection that is kept."""
    response = session.get(
        server.url("/metrics"), headers={"Authorization": f"Bearer {server.token(scope='metrics')}"}, timeout=10
    )
    assert response.status_code == 200
    return response.text


def sample(text: str, series: str) -> float:
    """The value of one series; 0 where it is missing."""
    return next((float(line.rsplit(" ", 1)[1]) for line in text.splitlines() if line.startswith(series + " ")), 0)


def is_cut(peer: RawSocket) -> bool:
    try:
        return peer.socket.recv(1) == b""
    except ConnectionResetError:
        return True


# Places


def test_more_connections_than_places(start, room):
    """Beyond max-tcp-connections a connection is closed as it comes and counted; who is there stays, and places come back."""
    server = start({"max-tcp-connections": 5})
    with requests.Session() as session, RawSocket(server) as member:
        metrics_over(session, server)
        member.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        member.expect_message(TEXT)
        silent = [RawSocket(server) for _ in range(3)]
        for _ in range(10):
            with RawSocket(server) as late:
                assert is_cut(late)
        text = metrics_over(session, server)
        assert sample(text, REFUSED + '{endpoint="http",reason="node_limit"}') == 10
        assert sample(text, CONNECTIONS) == 5
        for peer in silent:
            peer.socket.close()
        until(lambda: sample(metrics_over(session, server), CONNECTIONS), lambda count: count == 2, 5, "the places")
        assert server.get("/healthz").status_code == 200


def test_more_connections_than_an_address_may_have(start):
    """Beyond tcp-connections-per-address an address is cut off."""
    server = start({"tcp-connections-per-address": 2, "http-idle-timeout": "1s"})
    with RawSocket(server), RawSocket(server):
        with RawSocket(server) as late:
            assert is_cut(late)
    until(lambda: is_served(server), bool, 5, "a free place")
    server.await_metrics(lambda m: m.value(REFUSED, endpoint="http", reason="address_limit") >= 1)


def is_served(server) -> bool:
    with RawSocket(server) as peer:
        peer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n")
        return not is_cut(peer)


def test_a_proxy_is_no_address(start):
    """The limit of an address does not hold for trusted proxies."""
    server = start({"tcp-connections-per-address": 2, "trusted-proxies": "127.0.0.0/8"})
    peers = [RawSocket(server) for _ in range(20)]
    for peer in peers:
        peer.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert peer.read_head()[0] == 200
        peer.socket.close()


# Patience


def test_an_answer_that_is_not_read(start):
    """A client that does not read its answer is closed after the idle timeout, while the answer is still being written."""
    server = start({"http-idle-timeout": "1s"})
    request = b"GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n" % server.token(scope="metrics").encode()
    with RawSocket(server, receive_buffer=4096) as stalled:
        stalled.socket.settimeout(2)
        try:
            for _ in range(20_000):
                stalled.write(request)
        except (TimeoutError, ConnectionError):
            pass  # the server reads no further, or has had enough
        server.await_metrics(lambda m: m.value(CONNECTIONS) == 1, timeout=10)


def test_an_answer_that_is_read_slowly(start):
    """A client that reads slowly gets all of its answers."""
    server = start({"http-idle-timeout": "1s"})
    request = b"GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n" % server.token(scope="metrics").encode()
    count = 200
    with RawSocket(server, receive_buffer=4096) as slow:
        slow.write(request * count)
        for number in range(count):
            status, headers = slow.read_head()
            assert status == 200
            body = slow._take(int(headers["content-length"]))
            assert body is not None and body.startswith(b"# ")
            if number % 20 == 0:
                time.sleep(0.2)  # its pace


def test_a_body_that_trickles(start):
    """A request's body that comes a byte at a time does not get more time for that."""
    server = start({"http-idle-timeout": "1s"})
    with RawSocket(server) as slow:
        began = time.monotonic()
        slow.write(
            b"POST /api/conversations HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\nAuthorization: Bearer %s\r\n\r\n"
            % server.token().encode()
        )
        slow.socket.settimeout(0.1)
        with pytest.raises(OSError):
            while time.monotonic() - began < 8:
                slow.write(b"{")
                try:
                    if slow.socket.recv(1024) == b"":
                        raise ConnectionResetError
                except TimeoutError:
                    pass
        assert 0.5 < time.monotonic() - began < 5


@pytest.mark.parametrize("beginning", [b"", b"GET /healthz HTTP/1.1\r\nHost"], ids=["nothing", "half a request"])
def test_half_a_request_and_the_end(start, beginning):
    """A client that ends its side before its request is whole is closed at once."""
    server = start()
    with RawSocket(server) as half:
        half.write(beginning)
        half.socket.shutdown(socket.SHUT_WR)
        began = time.monotonic()
        assert is_cut(half)
        assert time.monotonic() - began < 5


def test_a_request_and_the_end(start):
    """A client that ends its side once it has asked is answered."""
    server = start()
    with RawSocket(server) as asker:
        asker.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        asker.socket.shutdown(socket.SHUT_WR)
        status, headers = asker.read_head()
        assert status == 200
        assert abs(parsedate_to_datetime(headers["date"]).timestamp() - time.time()) < 5


@pytest.mark.parametrize("garbage", [b"\x16\x03\x01\x02\x00\x01\x00", b"GET / HTTP/1.1\n\n", b"\x00", b"GET / FTP/1.1\r\n\r\n"])
def test_what_is_not_http(start, garbage):
    """What is not HTTP is answered with 400 at once, and counted; who then holds on to the connection is cut off."""
    server = start({"http-idle-timeout": "1s"})
    with RawSocket(server) as peer:
        peer.write(garbage)
        assert_malformed(peer, 400, "bad_frame")
        until(lambda: tcp_connections(server), lambda count: count == 1, 8, "the connection's end")
    server.await_metrics(lambda m: m.value(REFUSED, endpoint="http", reason="malformed_request") == 1)
    server.await_metrics(lambda m: refused_heads(m) == 1)


def assert_malformed(peer: RawSocket, status: int, code: str) -> None:
    """The answer is a whole error, and the last."""
    answered, fields = peer.read_head()
    assert answered == status
    assert fields["content-type"].startswith("application/json")
    assert fields["connection"] == "close"
    assert json.loads(peer.read_body(fields))["error"]["code"] == code
    assert is_cut(peer)


def refused_heads(metrics) -> float:
    return metrics.value("telltale_operations_total", endpoint="http", operation="other", outcome="client_error")


def tcp_connections(server) -> float:
    """Those there are, the one that asks included."""
    with requests.Session() as session:
        return sample(metrics_over(session, server), CONNECTIONS)


LONG = b"a" * 20_000


@pytest.mark.parametrize("before", [b"", b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"], ids=["first", "kept"])
@pytest.mark.parametrize(
    "head, status",
    [
        (b"GET /" + LONG + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
        (b"GET / HTTP/1.1\r\nHost: a\r\nX-A: " + LONG + b"\r\n\r\n", 431),
        (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: b\r\n" * 101 + b"\r\n", 431),
    ],
    ids=["target", "field", "fields"],
)
def test_a_head_that_is_too_large(start, before, head, status):
    """It is refused with an error like any other. That it was the target is known of a connection's first request."""
    server = start()
    with RawSocket(server) as peer:
        peer.write(before)
        if before:
            peer.read_body(peer.read_head()[1])
        peer.write(head)
        assert_malformed(peer, 431 if before else status, "too_large")
    server.await_metrics(lambda m: refused_heads(m) == 1)


@pytest.mark.parametrize("hosts", [b"", b"Host: a\r\nHost: b\r\n"], ids=["none", "two"])
def test_not_one_host(start, hosts):
    """A request that does not say whom it is for, or says it twice, is refused; HTTP/1.0 did not know the field."""
    server = start()
    with RawSocket(server) as peer:
        peer.write(b"GET /healthz HTTP/1.1\r\n%s\r\nGET /healthz HTTP/1.1\r\nHost: a\r\n\r\n" % hosts)
        assert_malformed(peer, 400, "bad_frame")
    with RawSocket(server) as peer:
        peer.write(b"GET /healthz HTTP/1.0\r\n\r\n")
        assert peer.read_head()[0] == 200


def test_a_broken_body_behind_its_answer(start):
    """A request that was refused before its body was read gets no second answer for what is wrong with the body."""
    server = start()
    with RawSocket(server) as peer:
        peer.write(b"POST /api/conversations HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nno chunk\r\n")
        status, fields = peer.read_head()
        assert status == 401
        peer.read_body(fields)
        assert is_cut(peer)


def test_a_body_in_broken_chunks(start):
    """A request whose chunks are malformed is answered with 400, as its client's error and not as ours."""
    server = start()
    with RawSocket(server) as peer:
        peer.write(
            b"POST /api/conversations HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nAuthorization: Bearer %s\r\n\r\nno chunk\r\n"
            % server.token().encode()
        )
        status, fields = peer.read_head()
        assert status == 400
        peer.read_body(fields)
        assert is_cut(peer)
    metrics = server.await_metrics(lambda m: m.value("telltale_operations_total", endpoint="http", outcome="client_error") == 1)
    assert metrics.value("telltale_operations_total", outcome="server_error") == 0
    assert "Request failed" not in server.log


# Files


async def test_files_run_out(start, room):
    """Without descriptors nobody new gets in, but who is in goes on, the loop rests, and it ends when files are free again."""
    server = start({"threads": 1})
    async with join(server, room, "alice") as alice:
        await alice.expect("connection")
        with requests.Session() as session:
            metrics_over(session, server)
            used = len(os.listdir(f"/proc/{server.pid}/fd"))
            _, hard = resource.prlimit(server.pid, resource.RLIMIT_NOFILE)
            resource.prlimit(server.pid, resource.RLIMIT_NOFILE, (used + 8, hard))
            crowd = [RawSocket(server) for _ in range(50)]
            series = FAILURES + '{reason="process_files"}'
            until(lambda: sample(metrics_over(session, server), series), lambda count: count >= 3, 5, "failures")
            before = cpu_seconds(server.pid)
            time.sleep(1)  # what a loop that spins would use
            assert cpu_seconds(server.pid) - before < 0.5
            assert (await alice.post("still here", id="1"))["seq"] == 1
            assert 1 <= server.log.count("Connections cannot be accepted") <= 2
            for peer in crowd:
                peer.socket.close()
            until(lambda: sample(metrics_over(session, server), CONNECTIONS), lambda count: count == 2, 10, "free files")
            assert server.get("/healthz").status_code == 200


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used."""
    with open(f"/proc/{pid}/stat", encoding="ascii") as stat:
        fields = stat.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
