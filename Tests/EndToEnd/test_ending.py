"""Stopping, and what is left."""

import asyncio
import os
import signal
import socket
import time

import pytest
from websockets.exceptions import ConnectionClosed, WebSocketException

from harness.client import chat, dashboard, join
from harness.raw import TEXT, RawSocket


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
async def test_end(start, room, number):
    """On SIGTERM and SIGINT everyone is closed with 1001 and the process ends with 0."""
    server = start()
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob, dashboard(server) as operator:
        await operator.expect("connection")
        await alice.post("the last word", id="1")
        server.signal(number)
        for client in (alice, bob, operator):
            assert (await client.closed())[0] == 1001
    assert await asyncio.to_thread(server.wait) == 0


async def test_drain(start, room):
    """While draining readiness is gone and everything else goes on; then all are closed with 1001."""
    server = start({"drain-delay": "2s"})
    async with join(server, room, "alice") as alice:
        server.signal(signal.SIGTERM)
        began = time.monotonic()
        await asyncio.to_thread(server.await_ready, 503, 1.5)
        assert (await asyncio.to_thread(server.get, "/healthz")).status_code == 200
        assert (await alice.post("still open", id="1"))["seq"] == 1
        async with join(server, room, "bob") as bob:
            assert time.monotonic() - began < 2, "too slow to tell"
            assert (await bob.closed())[0] == 1001
        assert (await alice.closed())[0] == 1001
        assert time.monotonic() - began > 1.8
    assert await asyncio.to_thread(server.wait) == 0
    with pytest.raises(OSError):
        socket.create_connection(server.address, timeout=2)


async def test_nothing_acknowledged_is_lost_at_the_end(start, room, tmp_path):
    """What was acknowledged before an orderly end under load is there afterwards, without gaps."""
    data = tmp_path / "data"
    server = start(data=data)
    async with join(server, room) as alice:

        async def talk():
            number = 0
            while True:
                number += 1
                await alice.say("x", id=str(number))

        talking = asyncio.create_task(talk())
        await alice.wait_until(lambda c: len(c.of("ack")) > 100, timeout=30)
        server.signal(signal.SIGTERM)
        assert (await alice.closed())[0] == 1001
        with pytest.raises((ConnectionClosed, OSError, AssertionError)):
            await asyncio.wait_for(talking, 10)
        acknowledged = {ack["id"]: ack["seq"] for ack in alice.of("ack")}
    assert await asyncio.to_thread(server.wait) == 0
    server = start(data=data)
    messages, after = [], 0
    while True:
        page = server.get(f"/api/conversations/{room}/messages?after={after}&limit=100", user="alice").json()
        messages += page["messages"]
        if not page["has_more"]:
            break
        after = messages[-1]["seq"]
    assert [m["seq"] for m in messages] == list(range(1, len(messages) + 1))
    stored = {m["client_id"]: m["seq"] for m in messages}
    assert acknowledged.items() <= stored.items()


@pytest.mark.parametrize(("second", "status"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
async def test_second_signal(start, room, second, status):
    """A second signal ends the drain at once, with 128 and the signal's number as status."""
    server = start({"drain-delay": "30s", "shutdown-timeout": "60s"})
    async with join(server, room):
        server.signal(signal.SIGTERM)
        await asyncio.to_thread(server.await_ready, 503)
        began = time.monotonic()
        server.signal(second)
        assert await asyncio.to_thread(server.wait, 5) == status
        assert time.monotonic() - began < 2


def test_end_with_a_client_that_does_not_answer(start, room):
    """A client that never answers the close does not hold up the end."""
    server = start()
    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
        began = time.monotonic()
        server.signal(signal.SIGTERM)
        assert server.wait() == 0
        assert time.monotonic() - began < 8


@pytest.mark.parametrize(
    "request_bytes",
    [b"", b"GET / HTTP/1.1\r\n", b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n"],
    ids=["silent", "unfinished", "kept"],
)
def test_end_with_an_idle_http_connection(start, room, request_bytes):
    """A connection that is kept, or never finishes its request, does not hold up the others' 1001 nor the end."""
    server = start()
    with RawSocket(server) as idle, RawSocket(server) as peer:
        idle.write(request_bytes)
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
        server.signal(signal.SIGTERM)
        peer.answer_close(peer.expect_close(1001, timeout=3))
        assert server.wait(3) == 0


@pytest.mark.parametrize(
    "stall",
    [
        b"GET /metrics HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n" * 2_000,
        b"POST /api/conversations HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\nContent-Length: 1000\r\n\r\n{",
    ],
    ids=["reads nothing", "slow body"],
)
def test_end_with_a_stalled_http_connection(start, room, stall):
    """A client that reads no answer, or never ends its request, holds up neither the others' 1001 nor the end."""
    server = start({"shutdown-timeout": "20s"})
    token = server.token(scope="chat metrics").encode()
    with RawSocket(server, receive_buffer=4096) as stalled, RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
        stalled.socket.settimeout(1)
        try:
            stalled.write(stall.replace(b"%s", token))
        except TimeoutError:
            pass  # the server reads no further either
        server.signal(signal.SIGTERM)
        peer.answer_close(peer.expect_close(1001, timeout=5))
        assert server.wait(5) == 0


def test_deadline(start, room):
    """The end comes within its deadline, finished or not."""
    server = start({"drain-delay": "30s", "shutdown-timeout": "1s"})
    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
        server.signal(signal.SIGTERM)
        began = time.monotonic()
        server.wait(10)
        assert time.monotonic() - began < 2.5


async def test_connection_during_the_end(start, room):
    """Connections that come during the end are closed or refused, and the end still comes."""
    server = start()
    async with join(server, room):

        async def knock():
            while True:
                try:
                    async with chat(server, room, "bob") as bob:
                        await bob.closed()
                except (OSError, WebSocketException, AssertionError, TimeoutError):
                    return

        knocking = [asyncio.create_task(knock()) for _ in range(5)]
        server.signal(signal.SIGTERM)
        await asyncio.wait_for(asyncio.gather(*knocking), 15)
    assert await asyncio.to_thread(server.wait) == 0


async def test_restart_is_invisible_to_patient_clients(start, room, tmp_path):
    """A client that reconnects with since over a restart misses nothing."""
    data = tmp_path / "data"
    server = start(data=data)
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.post("1", id="1")
        await bob.expect("new_message")
        await asyncio.to_thread(server.stop)
        assert (await bob.closed())[0] == 1001
    server = start(data=data)
    async with join(server, room, "alice") as alice:
        await alice.post("2", id="2")
        async with join(server, room, "bob", since=1) as bob:
            await alice.post("3", id="3")
            await bob.wait_until(lambda c: len(c.messages) == 2)
            assert bob.seqs == [2, 3]


def test_open_files_are_given_back(start, room):
    """After many connections no descriptor is left open."""
    server = start()

    def descriptors() -> int:
        return len(os.listdir(f"/proc/{server.pid}/fd"))

    def visit():
        with RawSocket(server) as peer:
            peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
            peer.expect_message(TEXT)

    visit()
    before = descriptors()
    for _ in range(50):
        visit()
    server.await_metrics(lambda m: m.value("telltale_websocket_connections") == 0)
    assert descriptors() <= before + 4
