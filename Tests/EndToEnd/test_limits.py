"""Floods, laggards and the dead."""

import asyncio
import json
import re
import socket
import time

import pytest
from websockets.exceptions import ConnectionClosed

from harness import raw
from harness.client import Opening, chat, dashboard, join
from harness.raw import CLOSE, PING, PONG, TEXT, RawSocket, encode

REFUSED = "telltale_websocket_connections_refused_total"


async def test_flood(start, room):
    """Messages over the rate are refused one by one with the time to wait, and nothing of them is stored."""
    server = start({"message-rate": 20, "message-burst": 40})
    async with join(server, room) as alice:
        for number in range(70):
            await alice.say(f"{number}", id=f"{number}")
        await alice.wait_until(lambda c: len(c.of("ack")) + len(c.of("error")) == 70)
        refused = alice.of("error")
        assert 40 <= len(alice.of("ack")) < 65
        assert {error["code"] for error in refused} == {"rate_limited"}
        assert all(isinstance(e["retry_after_ms"], int) and 0 < e["retry_after_ms"] <= 5_000 for e in refused)
        assert {e["id"] for e in refused} | {a["id"] for a in alice.of("ack")} == {str(n) for n in range(70)}
        accepted = len(alice.of("ack"))
        await asyncio.sleep(refused[-1]["retry_after_ms"] / 1000)  # what the server asked for
        assert (await alice.post("patience", id="later"))["seq"] == accepted + 1


async def test_abuse(start, room):
    """Who floods on is closed with 4429 and told when to come back; the others notice nothing."""
    server = start({"message-rate": 20, "message-burst": 40})
    async with join(server, room, "mallory") as mallory, join(server, room, "alice") as alice:
        async def flood():
            for number in range(1_000):
                await mallory.say("spam")

        with pytest.raises(Exception):
            await flood()
            await mallory.closed()
            raise ConnectionError
        code, reason = await mallory.closed()
        assert code == 4429
        assert re.fullmatch(r"retry_after_ms=\d+", reason)
        assert len(mallory.of("error")) <= 100
        await alice.post("quiet again", id="1")
        closed = server.metrics()
        assert closed.value("telltale_websocket_connections_closed_total", code="4429", initiator="server") == 1


async def test_rate_of_a_user(start, room):
    """All sockets of a user share one rate, in whatever rooms they are; another user's are not concerned."""
    burst, rate, each = 40, 5, 30
    # Without a connection's own rate nothing but the shared one can refuse.
    server = start({"user-message-rate": rate, "user-message-burst": burst, "message-rate": 0})
    async with (
        join(server, room, "alice") as here, join(server, room, "alice") as there, join(server, room + "-other", "alice") as elsewhere,
        join(server, room, "bob") as bob,
    ):
        sockets = (here, there, elsewhere)
        begun = time.monotonic()
        # One after the other while there is enough for all. Sent at once, the frames of one socket may all be read before another's,
        # so that only when the burst is used up does each meet the limit, in whatever order they are read.
        for number in range(burst // len(sockets)):
            for client in sockets:
                await client.post(f"{number}", id=f"first-{number}")
        for number in range(each):
            for client in sockets:
                await client.say(f"{number}", id=f"{number}")
        for client in sockets:
            await client.wait_until(lambda c: len(c.of("ack")) + len(c.of("error")) == burst // len(sockets) + each)
        accepted = sum(len(client.of("ack")) for client in sockets)
        assert burst <= accepted <= burst + rate * (time.monotonic() - begun)
        refused = [error for client in sockets for error in client.of("error")]
        assert {error["code"] for error in refused} == {"rate_limited"}
        assert all(isinstance(e["retry_after_ms"], int) and 0 < e["retry_after_ms"] <= 5_000 for e in refused)
        for client in sockets:
            assert client.of("error"), "each takes from the one rate"
        for number in range(30):
            await bob.say(f"{number}", id=f"{number}")
        await bob.wait_until(lambda c: len(c.of("ack")) == 30)
        assert not bob.of("error")
        await asyncio.sleep(max(e["retry_after_ms"] for e in refused) / 1000)  # what the server asked for
        await elsewhere.post("patience", id="later")
    count = server.metrics().value("telltale_errors_total", endpoint="chat", code="rate_limited")
    assert count == len(refused)


async def test_reconnecting_gains_nothing(start, room):
    """A user who has used up the rate gets no other one by new sockets."""
    server = start({"user-message-rate": 1, "user-message-burst": 5})
    async with join(server, room, "alice") as alice:
        for number in range(20):
            await alice.say(f"{number}", id=f"{number}")
        await alice.wait_until(lambda c: len(c.of("ack")) + len(c.of("error")) == 20)
        assert len(alice.of("error")) >= 10
    for attempt in range(5):
        async with join(server, room, "alice") as alice:
            for number in range(3):
                await alice.say("again", id=f"{attempt}-{number}")
            await alice.wait_until(lambda c: len(c.of("ack")) + len(c.of("error")) == 3)
            assert "rate_limited" in {error["code"] for error in alice.of("error")}


async def test_rate_of_a_user_over_http(start, room):
    """What a user changes over HTTP counts with their sockets' frames; over the rate it is 429, and reading still is 200."""
    server = start({"user-message-rate": 1, "user-message-burst": 10})
    async with join(server, room, "alice") as alice:
        for number in range(6):
            await alice.post(f"{number}", id=f"{number}")
        answers = [server.request("POST", "/api/conversations", user="alice", json={}) for _ in range(20)]
        made = [a for a in answers if a.status_code == 201]
        refused = [a for a in answers if a.status_code == 429]
        assert 3 <= len(made) <= 12 and len(made) + len(refused) == 20
        for answer in refused:
            error = answer.json()["error"]
            assert error["code"] == "rate_limited" and error["retry_after_ms"] > 0
            assert int(answer.headers["Retry-After"]) >= 1
        assert server.get("/api/conversations", user="alice").status_code == 200
        assert server.request("POST", "/api/conversations", user="bob", json={}).status_code == 201
    assert server.metrics().value("telltale_errors_total", endpoint="http", code="rate_limited") == len(refused)


async def test_abuse_of_the_rate_of_a_user(start, room):
    """Who floods beyond the user's rate is closed with 4429; the user's quiet sockets and the other users stay."""
    server = start({"user-message-rate": 20, "user-message-burst": 40})
    async with join(server, room, "mallory") as quiet, join(server, room, "alice") as alice:
        loud = await join(server, room, "mallory")
        with pytest.raises(ConnectionClosed):
            for _ in range(2_000):
                await loud.say("spam")
            await loud.closed()
            await loud.say("too late")
        code, reason = await loud.closed()
        assert code == 4429
        assert re.fullmatch(r"retry_after_ms=\d+", reason)
        assert {error["code"] for error in loud.of("error")} <= {"rate_limited"} and len(loud.of("error")) <= 100
        await alice.post("quiet again", id="1")
        await asyncio.sleep(0.2)  # the time of four messages at the user's rate
        await quiet.post("so was I", id="1")
        metrics = server.metrics()
        assert metrics.value("telltale_websocket_connections_closed_total", code="4429", initiator="server") == 1


async def test_store_queue(start, room):
    """Writes beyond the bytes that may wait for the store are refused one by one, and nothing of them is stored."""
    server = start({"store-queue-bytes": 1, "message-rate": 0})
    async with join(server, room) as alice:
        for number in range(300):
            await alice.say("x" * 500, id=f"{number}")
        await alice.wait_until(lambda c: len(c.of("ack")) + len(c.of("error")) == 300)
        refused = alice.of("error")
        assert {error["code"] for error in refused} == {"overloaded"}
        assert all(error["retry_after_ms"] == 1_000 for error in refused)
        accepted = [ack["id"] for ack in alice.of("ack")]
        assert sorted(accepted + [error["id"] for error in refused]) == sorted(str(n) for n in range(300))
        await alice.wait_until(lambda c: len(c.messages) == len(accepted))
        assert (await alice.post("y", id="later"))["seq"] == len(accepted) + 1


async def test_many_bad_frames(start, room):
    """A hundred bad frames within ten seconds are abuse too."""
    server = start()
    async with join(server, room) as alice:
        for _ in range(100):
            await alice.send_text("{")
        code, reason = await alice.closed()
        assert code == 4429
        assert re.fullmatch(r"retry_after_ms=\d+", reason)
        assert {error["code"] for error in alice.of("error")} == {"bad_frame"}
        assert len(alice.of("error")) == 100


async def test_bad_frames_count_for_the_rate(start, room):
    """Bad frames are limited like all others: over the rate they are answered with rate_limited."""
    server = start({"message-rate": 1, "message-burst": 5})
    async with join(server, room) as alice:
        for number in range(10):
            await alice.send("invented", id=str(number))
        await alice.wait_until(lambda c: len(c.of("error")) == 10)
        codes = [error["code"] for error in alice.of("error")]
        assert codes[:5] == ["unknown_type"] * 5
        assert codes[6:] == ["rate_limited"] * 4
    async with dashboard(server) as operator:
        await operator.expect("history")
        for _ in range(10):
            await operator.send_text("{")
        await operator.wait_until(lambda c: len(c.of("error")) == 10)
        assert {error["code"] for error in operator.of("error")[6:]} == {"rate_limited"}


async def test_sockets_of_a_user(start, room):
    """A user's sockets in a room are limited: one more closes with 4413, and one that ends makes room."""
    server = start({"sockets-per-user": 2})
    async with join(server, room, "alice") as first, join(server, room, "alice") as second:
        await first.expect("connection")
        await second.expect("connection")
        async with chat(server, room, "alice") as third:
            assert (await third.closed())[0] == 4413
        async with join(server, room, "bob") as bob, join(server, room + "-other", "alice") as elsewhere:
            await bob.expect("connection")
            await elsewhere.expect("connection")
        await first.close()
        server.await_metrics(lambda m: m.value("telltale_websocket_connections", endpoint="chat") == 1)
        async with join(server, room, "alice") as fourth:
            await fourth.expect("connection")
        assert server.metrics().value(REFUSED, endpoint="chat") == 1


async def test_connections_of_an_address(start, room):
    """The sockets of one address are limited: one more closes with 4413."""
    server = start({"connections-per-address": 2})
    async with join(server, room, "alice"), dashboard(server):
        async with chat(server, room, "bob") as bob:
            assert (await bob.closed())[0] == 4413
    server.await_metrics(lambda m: m.value("telltale_websocket_connections") == 0)
    async with join(server, room, "bob") as bob:
        await bob.expect("connection")


async def test_connections_behind_a_proxy(start, room):
    """Behind a trusted proxy the address is the rightmost that is not the proxy's; from others the header counts for nothing."""
    server = start({"connections-per-address": 1, "trusted-proxies": "127.0.0.0/8,10.0.0.0/8"})

    def through(forwarded: str, user: str) -> Opening:
        return chat(server, room, user, additional_headers={"X-Forwarded-For": forwarded})

    async with through("192.0.2.1", "alice") as alice, through("192.0.2.2", "bob") as bob:
        await alice.expect("connection")
        await bob.expect("connection")
        for forwarded in ("192.0.2.1", "198.51.100.7, 192.0.2.1", "192.0.2.1, 10.1.2.3"):
            async with through(forwarded, "mallory") as mallory:
                assert (await mallory.closed())[0] == 4413, forwarded
    direct = start({"connections-per-address": 1})
    async with join(direct, room, "alice"):
        async with chat(direct, room, "bob", additional_headers={"X-Forwarded-For": "192.0.2.9"}) as bob:
            assert (await bob.closed())[0] == 4413


async def test_connections_of_the_server(start, room):
    """The sockets of a server are limited: one more closes with 1013, and the limit is shown."""
    server = start({"max-connections": 2})
    async with join(server, room, "alice"), join(server, room, "bob"):
        async with chat(server, room, "carol") as carol:
            assert (await carol.closed())[0] == 1013
        exposition = server.metrics()
        assert exposition.value("telltale_websocket_connections_limit") == 2
        assert exposition.value(REFUSED, endpoint="chat") == 1
    server.await_metrics(lambda m: m.value("telltale_websocket_connections") == 0)
    async with join(server, room, "carol") as carol:
        await carol.expect("connection")


async def test_slow_reader(start, room):
    """A reader that stops reading is closed with 4420 and counted, gets the rest when it comes back, and the others get everything."""
    server = start()
    slow_consumers = "telltale_websocket_slow_consumers_total"
    with RawSocket(server, receive_buffer=4096) as sloth:
        sloth.upgrade(f"/ws/chat/{room}/?token={server.token('sloth')}")
        async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
            content, count = "s" * 30_000, 0
            while server.metrics().value(slow_consumers, endpoint="chat") == 0:
                assert count < 1_000, "thirty megabytes for a reader that reads nothing, and it is still there"
                for _ in range(20):
                    count += 1
                    await alice.say(content, id=str(count))
                await alice.expect("ack", id=str(count))
            read: list[int] = []
            while (frame := await asyncio.to_thread(sloth.read)) is not None and frame.opcode != CLOSE:
                if frame.opcode == TEXT and (text := json.loads(frame.payload))["type"] == "new_message":
                    read.append(text["message"]["seq"])
            assert frame is not None and frame.close_code == 4420, frame
            assert read == list(range(1, len(read) + 1))
            sloth.answer_close(frame)
            async with join(server, room, "sloth", since=len(read)) as again:
                await again.wait_until(lambda c: len(read) + len(c.messages) == count, timeout=20)
                assert read + again.seqs == list(range(1, count + 1))
            await alice.post("after", id="after")
            await bob.wait_until(lambda c: len(c.messages) == count + 1)
            assert alice.seqs == bob.seqs == list(range(1, count + 2))
    exposition = server.metrics()
    assert exposition.value(slow_consumers, endpoint="chat") == 1
    assert exposition.value("telltale_websocket_connections_closed_total", code="4420", initiator="server") == 1
    server.await_metrics(lambda m: m.value("telltale_websocket_outbox_bytes") == 0)


async def test_slow_reader_that_never_reads_again(start, room):
    """A slow reader that stays silent loses its connection and its memory all the same."""
    server = start({"heartbeat-timeout": "3s"})
    with RawSocket(server, receive_buffer=4096) as sloth:
        sloth.upgrade(f"/ws/chat/{room}/?token={server.token('sloth')}")
        async with join(server, room, "alice") as alice:
            count = 0
            while server.metrics().value("telltale_websocket_slow_consumers_total") == 0:
                assert count < 1_000
                for _ in range(20):
                    count += 1
                    await alice.say("s" * 30_000, id=str(count))
                await alice.expect("ack", id=str(count))
            server.await_metrics(lambda m: m.value("telltale_websocket_connections", endpoint="chat") == 1)
            server.await_metrics(lambda m: m.value("telltale_websocket_outbox_bytes", endpoint="chat") == 0)


def test_pings_without_reading(start, room):
    """A client that pings on and on without reading the answers costs a bounded amount of memory."""
    server = start()
    memory = "process_resident_memory_bytes"
    with RawSocket(server, receive_buffer=4096) as flooder:
        flooder.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        before = server.metrics().value(memory)
        burst = encode(PING, b"p" * 125) * 1_000
        flooder.socket.settimeout(2)
        try:
            for _ in range(400):
                flooder.write(burst)
        except OSError:
            pass
        assert server.metrics().value(memory) < before + 64 * 1024 * 1024


async def test_frames_not_yet_committed(start, room):
    """A client that sends faster than the store commits is slowed down and loses nothing."""
    server = start({"max-uncommitted-frames": 4})
    async with join(server, room) as alice:
        for number in range(300):
            await alice.say(str(number), id=str(number))
        await alice.wait_until(lambda c: len(c.of("ack")) == 300, timeout=30)
        assert [ack["id"] for ack in alice.of("ack")] == [str(n) for n in range(300)]


# Time


@pytest.mark.parametrize("beginning", [b"", b"GET /ws/chat/x/ HTTP/1.1\r\nHost: a\r\n"], ids=["silence", "half a request"])
def test_handshake_timeout(start, beginning):
    """A connection that does not finish its request in time is closed."""
    server = start({"handshake-timeout": "1s"})
    with RawSocket(server) as idler:
        idler.write(beginning)
        began = time.monotonic()
        idler.expect_end(timeout=8)
        assert 0.5 < time.monotonic() - began < 5


def test_slow_request(start):
    """A request that comes a byte at a time does not get more time for that."""
    server = start({"handshake-timeout": "1s"})
    with RawSocket(server) as idler:
        began = time.monotonic()
        idler.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\nX-Slow: ")
        with pytest.raises(OSError):
            while time.monotonic() - began < 8:
                idler.write(b"z")
                idler.socket.settimeout(0.1)
                try:
                    if idler.socket.recv(1024) == b"":
                        raise ConnectionResetError
                except TimeoutError:
                    pass
        assert 0.5 < time.monotonic() - began < 5


def test_many_slow_requests(start):
    """Two hundred connections that never finish their request keep nobody out."""
    server = start({"handshake-timeout": "20s"})
    idlers = [RawSocket(server) for _ in range(200)]
    for idler in idlers:
        idler.write(b"GET / HTTP/1.1\r\nHost: a\r\n")
    assert server.get("/healthz").status_code == 200
    for idler in idlers:
        idler.socket.close()


def test_idle_http_connection(start):
    """An HTTP connection that is kept but not used is closed."""
    server = start({"http-idle-timeout": "1s"})
    with RawSocket(server) as idler:
        idler.write(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
        assert idler.read_head()[0] == 200
        began = time.monotonic()
        idler.expect_end(timeout=8)
        assert time.monotonic() - began < 5


def test_handshake_timeout_ends_with_the_handshake(start, room):
    """The times for requests do not concern an open socket."""
    server = start({"handshake-timeout": "500ms", "http-idle-timeout": "500ms"})
    with RawSocket(server) as peer:
        peer.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        peer.expect_message(TEXT)
        peer.socket.settimeout(1.5)
        with pytest.raises(TimeoutError):
            peer.socket.recv(1)
        peer.send(PING, b"here")
        assert peer.expect(PONG).payload == b"here"


@pytest.fixture
def impatient(start):
    """A server that pings after half a second and gives up half a second later."""
    return start({"heartbeat-interval": "500ms", "heartbeat-timeout": "500ms"})


def test_heartbeat_of_the_dead(impatient, room):
    """A client that answers no ping is closed with 4408."""
    with RawSocket(impatient) as corpse:
        corpse.upgrade(f"/ws/chat/{room}/?token={impatient.token()}")
        corpse.expect_message(TEXT)
        corpse.expect(PING, timeout=5)
        corpse.expect_close(4408, timeout=5)
    impatient.await_metrics(
        lambda m: m.value("telltale_websocket_connections_closed_total", code="4408", initiator="server") == 1
    )


def test_heartbeat_of_the_quiet(impatient, room):
    """A client that answers its pings stays, and the round trip is measured."""
    with RawSocket(impatient) as quiet:
        quiet.upgrade(f"/ws/chat/{room}/?token={impatient.token()}")
        quiet.expect_message(TEXT)
        for _ in range(4):
            quiet.send(PONG, quiet.expect(PING, timeout=5).payload)
        quiet.send(PING, b"alive")
        assert quiet.expect(PONG).payload == b"alive"
    impatient.await_metrics(lambda m: m.value("telltale_websocket_ping_round_trip_seconds_count", endpoint="chat") >= 4)


def test_heartbeat_any_byte_counts(impatient, room):
    """Any byte proves life: a client that talks need not answer pings."""
    with RawSocket(impatient) as talker:
        talker.upgrade(f"/ws/chat/{room}/?token={impatient.token()}")
        talker.expect_message(TEXT)
        deadline = time.monotonic() + 2.5
        talker.socket.settimeout(0.2)
        while time.monotonic() < deadline:
            talker.send(TEXT, b'{"type":"ping"}')
            try:
                assert talker.socket.recv(4096) != b"", "closed although it talked"
            except TimeoutError:
                pass
        talker.buffer = b""
        talker.send(PING, b"alive")
        assert talker.expect(PONG).payload == b"alive"


def test_heartbeat_spares_the_busy(impatient, room):
    """A connection that sends all the time is not pinged."""
    with RawSocket(impatient) as busy:
        busy.upgrade(f"/ws/chat/{room}/?token={impatient.token()}")
        busy.expect_message(TEXT)
        deadline = time.monotonic() + 1.5
        while time.monotonic() < deadline:
            busy.send(TEXT, b'{"type":"ping"}')
            frame = busy.read()
            assert frame is not None and frame.opcode == TEXT
            time.sleep(0.05)  # its pace


async def test_presence_of_the_vanished(start, room):
    """Someone whose connection dies without a word goes offline for the others."""
    server = start({"heartbeat-interval": "500ms", "heartbeat-timeout": "500ms"})
    with RawSocket(server) as corpse:
        corpse.upgrade(f"/ws/chat/{room}/?token={server.token('bob')}")
        async with join(server, room, "alice") as alice:
            await alice.expect("connection")
            gone = await alice.expect("presence", status="offline", timeout=15)
            assert gone["user"]["id"] == "bob"


def test_unread_http_response(server):
    """A client that asks and never reads hinders nobody."""
    askers = []
    for _ in range(20):
        asker = RawSocket(server, receive_buffer=4096)
        asker.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        asker.write(raw.upgrade_request(server, "/metrics", Connection=None, Upgrade=None) * 3)
        askers.append(asker)
    assert server.get("/healthz").status_code == 200
    for asker in askers:
        asker.socket.close()
