"""The way from HTTP to a socket."""

import base64
import hashlib
import json
import os
import socket

import pytest

from harness import raw
from harness.raw import TEXT, RawSocket, encode


def test_handshake(server, room):
    """The answer to an upgrade proves that the key was read."""
    key = base64.b64encode(os.urandom(16)).decode()
    expected = base64.b64encode(hashlib.sha1((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").encode()).digest()).decode()
    with RawSocket(server) as connection:
        connection.write(raw.upgrade_request(server, f"/ws/chat/{room}/?token={server.token()}", Sec_WebSocket_Key=key))
        status, headers = connection.read_head()
        assert status == 101
        assert headers["sec-websocket-accept"] == expected
        assert headers["upgrade"].lower() == "websocket"
        assert headers["connection"].lower() == "upgrade"
        assert "sec-websocket-protocol" not in headers
        assert "sec-websocket-extensions" not in headers


@pytest.mark.parametrize(
    "headers",
    [
        {"Connection": "keep-alive, Upgrade"},
        {"Connection": "upgrade"},
        {"Connection": "UPGRADE, keep-alive"},
        {"Upgrade": "WebSocket"},
        {"Upgrade": "h2c, websocket"},
        {"Sec_WebSocket_Extensions": "permessage-deflate; client_max_window_bits, x-webkit-deflate-frame"},
        {"Sec_WebSocket_Protocol": "something.else"},
    ],
    ids=lambda headers: str(headers)[1:-1],
)
def test_accepted_handshakes(server, room, headers):
    """Header tokens are lists without regard to case, and unknown extensions and protocols are left unselected."""
    with RawSocket(server) as connection:
        connection.upgrade(f"/ws/chat/{room}/?token={server.token()}", **headers)
        assert json.loads(connection.expect_message(TEXT))["type"] == "connection"


def test_frames_sent_with_the_handshake(echo):
    """Frames that arrive in one packet with the upgrade request are not lost."""
    with RawSocket(echo) as connection:
        connection.write(raw.upgrade_request(echo, "/") + encode(TEXT, b"early") + encode(TEXT, b"bird"))
        assert connection.read_head()[0] == 101
        assert connection.expect_message(TEXT) == b"early"
        assert connection.expect_message(TEXT) == b"bird"


def test_handshake_in_single_bytes(echo):
    """A handshake and a frame that arrive byte by byte are understood."""
    with RawSocket(echo) as connection:
        connection.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        for byte in raw.upgrade_request(echo, "/") + encode(TEXT, b"drip"):
            connection.write(bytes([byte]))
        assert connection.read_head()[0] == 101
        assert connection.expect_message(TEXT) == b"drip"


@pytest.mark.parametrize("path", ["/ws/chat/x/", "/ws/chat/x", "/ws/dashboard/"])
def test_plain_http_on_a_socket_path(server, path):
    """A socket path asked as plain HTTP answers 426 and names the version."""
    response = server.get(path)
    assert response.status_code == 426
    assert response.headers["Sec-WebSocket-Version"] == "13"


REFUSED_HANDSHAKES = {
    "version 12": (426, {"Sec_WebSocket_Version": "12"}),
    "version 8": (426, {"Sec_WebSocket_Version": "8"}),
    "no version": (400, {"Sec_WebSocket_Version": None}),
    "no key": (400, {"Sec_WebSocket_Key": None}),
    "a short key": (400, {"Sec_WebSocket_Key": base64.b64encode(b"fifteen bytes!!").decode()}),
    "a long key": (400, {"Sec_WebSocket_Key": base64.b64encode(b"seventeen bytes!!").decode()}),
    "a key that is no base64": (400, {"Sec_WebSocket_Key": "!" * 24}),
    "POST": (400, {"method": "POST"}),
}


@pytest.mark.parametrize("kind", REFUSED_HANDSHAKES)
def test_refused_handshake(server, room, kind):
    """A malformed upgrade is answered in HTTP, 426 for a version we do not speak and 400 for the rest."""
    status, options = REFUSED_HANDSHAKES[kind]
    with RawSocket(server) as connection:
        connection.write(raw.upgrade_request(server, f"/ws/chat/{room}/?token={server.token()}", **options))
        answered, headers = connection.read_head()
        if kind == "POST":
            assert answered in (400, 405)
        elif kind == "no version":
            assert answered in (400, 426)
        else:
            assert answered == status
        if answered == 426:
            assert headers["sec-websocket-version"] == "13"


@pytest.mark.parametrize("hosts", [(), ("{0}", "{0}"), ("{0}", "other.example")], ids=["none", "the same twice", "two"])
@pytest.mark.parametrize("path", ["/ws/chat/{1}/?token={2}", "http://{0}/ws/chat/{1}/?token={2}"], ids=["path", "absolute"])
def test_handshake_for_no_host_or_two(server, room, hosts, path):
    """A handshake says whom it is for, and once: else it is 400, whatever its target."""
    authority = f"{server.host}:{server.port}"
    path = path.format(authority, room, server.token())
    fields = "".join(f"Host: {host.format(authority)}\r\n" for host in hosts).encode()
    with RawSocket(server) as connection:
        first, rest = raw.upgrade_request(server, path, Host=None).split(b"\r\n", 1)
        connection.write(first + b"\r\n" + fields + rest)
        assert connection.read_head()[0] == 400


@pytest.mark.parametrize(
    "request_bytes",
    [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(64),
        b"GET / HTTP/9.9\r\n\r\n",
        b"NONSENSE\r\n\r\n",
        b"GET /ws/chat/x/ HTTP/1.1\r\nHost: a\r\nbroken header line\r\n\r\n",
        b"GET /" + b"a" * 200_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
    ],
    ids=["TLS", "a version of the future", "nonsense", "a broken header", "an endless path", "an endless header"],
)
def test_not_http(server, request_bytes):
    """What is not HTTP is refused and the connection closed, and the server lives on."""
    with RawSocket(server) as connection:
        try:
            connection.write(request_bytes)
        except (BrokenPipeError, ConnectionResetError):
            pass
        connection.expect_end()
    assert server.get("/healthz").status_code == 200


def test_unknown_socket_path(server):
    """A socket path that does not exist is no socket."""
    with RawSocket(server) as connection:
        connection.write(raw.upgrade_request(server, f"/ws/nowhere/x/?token={server.token()}"))
        assert connection.read_head()[0] in (400, 404)
