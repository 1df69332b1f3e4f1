"""The live feed."""

import asyncio
from datetime import datetime

import pytest

from harness.client import dashboard, join

# Always there; what has not happened yet is left out of an entry.
FIELDS = {
    "connections", "opened_per_s", "closed_per_s", "refused_per_s", "messages_in_per_s", "messages_out_per_s",
    "bytes_in_per_s", "bytes_out_per_s", "operations_per_s", "error_rate", "client_error_rate", "error_rate_1m",
    "error_rate_5m", "rooms", "top_rooms", "store", "outbox_bytes",
    "slow_consumers_per_s", "cpu", "rss_bytes", "open_fds", "event_loop_lag_ms_p99", "uptime_s",
}


async def test_connection_then_history_then_stats(server):
    """A dashboard gets its connection, then the history, then figures each second."""
    async with dashboard(server) as operator:
        first = await operator.expect("stats")
        assert [frame["type"] for frame in operator.frames[:3]] == ["connection", "history", "stats"]
        connection = operator.frames[0]
        assert connection["status"] == "connected"
        assert connection["server"]["name"] == "telltale"
        assert connection["interval_ms"] == 1_000
        assert "expires_at" in connection
        assert connection["server"]["node"] in first["nodes"]
        began = asyncio.get_running_loop().time()
        second, third = await operator.expect("stats"), await operator.expect("stats")
        assert 1.5 < asyncio.get_running_loop().time() - began < 2.5
        assert [f["seq"] for f in (first, second, third)] == list(range(first["seq"], first["seq"] + 3))
        assert first["ts"] < second["ts"] < third["ts"]
        assert {f["interval_ms"] for f in (first, second, third)} == {1_000}


async def test_fields(server):
    """An entry has the fields of the live feed, for the cluster and for the node."""
    async with dashboard(server) as operator:
        stats = await operator.expect("stats")
        for entry in (stats["cluster"], *stats["nodes"].values()):
            assert FIELDS <= entry.keys(), FIELDS - entry.keys()
            assert entry["connections"].keys() >= {"chat", "dashboard", "total"}
            assert entry.get("latency_ms", {}).keys() <= {"p50", "p90", "p99", "max"}
            assert entry.get("delivery_ms", {}).keys() <= {"p50", "p99"}
            assert 0 <= entry["error_rate"] <= 1
            assert entry["rss_bytes"] > 1_000_000
            assert entry["open_fds"] > 3
            assert entry["uptime_s"] > 0


async def test_history_is_columnar(start):
    """The history holds the last minutes by the second, one array a field, and invents nothing."""
    server = start()
    async with dashboard(server) as early:
        for _ in range(3):
            await early.expect("stats")
        async with dashboard(server) as late:
            history = await late.expect("history")
    times = history["ts"]
    assert 2 <= len(times) <= 10, "a server a few seconds old has a few entries"
    assert times == sorted(times)
    columns = {name: column for name, column in walk(history) if name != "ts"}
    assert columns, history
    assert all(len(column) == len(times) for column in columns.values())


def walk(tree: dict, prefix: str = ""):
    """All arrays below, with their paths."""
    for name, value in tree.items():
        if isinstance(value, dict):
            yield from walk(value, f"{prefix}{name}.")
        elif isinstance(value, list):
            yield prefix + name, value


async def test_history_on_asking(start):
    """History is given again for a range and a step."""
    server = start()
    async with dashboard(server) as operator:
        await operator.expect("history")
        entries = [await operator.expect("stats") for _ in range(3)]
        await operator.send("history", **{"from": entries[0]["ts"], "to": entries[-1]["ts"], "step_ms": 1_000}, id="h")
        history = await operator.expect("history", id="h")
        assert 1 <= len(history["ts"]) <= 4


async def test_many_questions_at_once(start):
    """A burst of questions for the history is answered in order and makes the asker nobody slow."""
    server = start({"outbox-bytes": "2MiB", "message-burst": 100})
    async with dashboard(server) as operator:
        await operator.expect("history")
        for number in range(40):
            await operator.send("history", id=str(number))
        await operator.wait_until(lambda c: len(c.of("history")) == 41)
        assert [history["id"] for history in operator.of("history")[1:]] == [str(n) for n in range(40)]
        await operator.barrier()


async def test_figures_follow_the_traffic(start, room):
    """What happens in a room shows in the next figures."""
    server = start()
    async with dashboard(server) as operator, join(server, room, "alice") as alice, join(server, room, "bob"):
        await operator.expect("stats", where=lambda f: f["cluster"]["connections"]["chat"] == 2)
        for number in range(200):
            await alice.say("x", id=str(number))
        await alice.wait_until(lambda c: len(c.of("ack")) == 200)
        await alice.send_text("{")
        await operator.wait_until(
            lambda c: any(f["cluster"].get("errors_by_code", {}).get("bad_frame") for f in c.of("stats"))
        )
        entries = [f["cluster"] for f in operator.of("stats")]
        # On a busy machine a tick comes late, and the next one early.
        ends = [datetime.fromisoformat(f["ts"]).timestamp() for f in operator.of("stats")]
        assert entries[0].get("messages_in_per_s", 0) == 0, "nobody spoke yet"
        total_in = sum(e["messages_in_per_s"] * (end - start) for e, start, end in zip(entries[1:], ends, ends[1:]))
        assert total_in == pytest.approx(201, rel=0.1)
        assert any(e["client_error_rate"] > 0 for e in entries)
        assert all(e["error_rate"] == 0 for e in entries)
        assert entries[-1]["rooms"] == 1
        top = [e["top_rooms"][0] for e in entries if e.get("top_rooms")]
        assert (top[-1]["id"], top[-1]["sockets"]) == (room, 2)
        assert max(e["messages_per_s"] for e in top) > 20
        assert entries[-1]["delivery_ms"]["p99"] >= entries[-1]["delivery_ms"]["p50"] > 0
        assert entries[-1]["latency_ms"]["max"] >= entries[-1]["latency_ms"]["p99"] > 0
    async with dashboard(server) as operator:
        await operator.expect("stats", where=lambda f: f["cluster"]["connections"]["chat"] == 0)


async def test_interval(server):
    """A dashboard chooses its interval, and others keep theirs."""
    async with dashboard(server) as fast, dashboard(server) as normal:
        await fast.send("interval", interval_ms=250, id="i")
        await fast.expect("ack", id="i")
        await fast.expect("stats", interval_ms=250)
        began = asyncio.get_running_loop().time()
        for _ in range(4):
            await fast.expect("stats", interval_ms=250)
        assert 0.6 < asyncio.get_running_loop().time() - began < 1.6
        await normal.expect("stats")
        assert {f["interval_ms"] for f in normal.of("stats")} == {1_000}


@pytest.mark.parametrize("interval", [249, 60_001, 0, -1, 1e9, "fast", None, 500.5])
async def test_bad_interval(server, interval):
    """An interval that is not from 250 to 60,000 milliseconds is refused and changes nothing."""
    async with dashboard(server) as operator:
        await operator.send("interval", interval_ms=interval, id="i")
        error = await operator.expect("error", id="i")
        assert error["code"] == "bad_frame"
        assert (await operator.expect("stats"))["interval_ms"] == 1_000


async def test_pause_and_resume(server):
    """A paused dashboard gets no figures until it resumes."""
    async with dashboard(server) as operator, dashboard(server) as other:
        await operator.expect("stats")
        await operator.send("pause", id="p")
        await operator.expect("ack", id="p")
        paused = len(operator.of("stats"))
        seen = len(other.of("stats"))
        await other.wait_until(lambda c: len(c.of("stats")) >= seen + 2)
        await operator.barrier()
        assert len(operator.of("stats")) == paused
        await operator.send("resume", id="r")
        await operator.expect("ack", id="r")
        await operator.wait_until(lambda c: len(c.of("stats")) == paused + 1)


async def test_ping_and_bad_manners(server):
    """A dashboard answers pings and refuses what it does not know."""
    async with dashboard(server) as operator:
        await operator.send("ping", id="p")
        await operator.expect("pong")
        await operator.send("message", content="x", id="m")
        assert (await operator.expect("error", id="m"))["code"] == "unknown_type"
        await operator.send_text("{")
        assert (await operator.expect("error", where=lambda f: "id" not in f))["code"] == "bad_frame"
        await operator.connection.send(b"binary")
        assert (await operator.closed())[0] == 1003


async def test_scope(server):
    """Without the scope dashboard it closes with 4403, without a token with 4401."""
    async with dashboard(server, token=server.token("alice", "chat agents metrics")) as visitor:
        assert (await visitor.closed())[0] == 4403
        assert visitor.frames == []
    async with dashboard(server, token="") as visitor:
        assert (await visitor.closed())[0] == 4401


async def test_expiry(server):
    """A dashboard whose token expires gets no more figures until it refreshes."""
    async with dashboard(server, token=server.token("operator", "dashboard", ttl=2)) as operator:
        await operator.expect("error", code="token_expired", timeout=15)
        await operator.send("refresh", token=server.token("operator", "dashboard"))
        await operator.expect("refreshed")
        count = len(operator.of("stats"))
        await operator.wait_until(lambda c: len(c.of("stats")) > count)
