"""An execution's socket: every frame of it, in both directions."""

import asyncio
import time

import pytest

from harness import tokens
from harness.agents import (
    MEMBERS, ExecutionView, Worker, act, complete, declared, failure, follow, made, output, progress, stored, usage, view, watch,
)
from harness.disk import unreadable
from harness.server import until


@pytest.fixture
def server(start, tmp_path):
    """A server with an agent that workers run."""
    return start(declared(tmp_path))


# Connecting


async def test_connection(server):
    """The first frame is the connection, with the whole execution; nothing else comes unasked."""
    id = made(server, input={"question": "why?", "depth": [1, 2.5, None]}, labels={"team": "blue"})
    async with follow(server, id) as alice:
        await alice.barrier()
        assert [frame["type"] for frame in alice.frames] == ["connection", "pong"]
        frame = alice.frames[0]
        assert (frame["status"], frame["last_seq"], frame["resumed"]) == ("connected", 1, False)
        assert frame["expires_at"].endswith("Z")
        assert frame["heartbeat_ms"] > 0 and frame["server"]["name"] == "telltale"
        execution = frame["execution"]
        assert MEMBERS <= execution.keys(), MEMBERS - execution.keys()
        assert execution["id"] == id
        assert (execution["agent"], execution["user_id"], execution["platform"]) == ("jobs", "alice", "worker")
        assert (execution["status"], execution["attempt"]) == ("pending", 1)
        assert execution["input"] == {"question": "why?", "depth": [1, 2.5, None]}
        assert (execution["output"], execution["error"]) == (None, None)
        assert execution["progress"] == {"percentage": 0, "message": ""}
        assert execution["tokens"] == {"input": 0, "output": 0, "total": 0} and execution["cost_usd"] == 0
        assert execution["labels"] == {"team": "blue"}
        assert execution == stored(server, id)


async def test_a_path_without_its_slash(server):
    """The last slash of the path may be left out."""
    id = made(server)
    token = server.token("alice", "agents")
    opening = follow(server, id)
    opening.url = server.socket_url(f"/ws/agents/execution/{id}?token={token}")
    async with opening as alice:
        assert alice.of("connection")[0]["execution"]["id"] == id


@pytest.mark.parametrize("token, code", [
    ("", 4401), ("nonsense", 4401), (tokens.make("alice", "agents", ttl=-60), 4401),
    (tokens.make("alice", "agents", secret=tokens.FOREIGN_SECRET), 4401), (tokens.make("alice", "chat"), 4403),
    (tokens.make("alice", "dashboard metrics agents:write"), 4403), (tokens.make("bob", "agents"), 4403),
], ids=["none", "nonsense", "expired", "foreign", "chat", "worker", "another user"])
async def test_who_is_not_let_in(server, token, code):
    """Without a valid token a socket is closed with 4401; without the scope, or on somebody else's execution, with 4403."""
    id = made(server)
    async with watch(server, id, token=token) as alice:
        assert (await alice.closed())[0] == code
        assert alice.of("connection") == []


async def test_an_administrator_is_let_in(server):
    """Who has the scope admin watches and cancels any execution."""
    id = made(server)
    async with follow(server, id) as alice, follow(server, id, "root", scope="admin") as root:
        await root.send("cancel", id="c", reason="by the operator")
        assert (await root.expect("ack", id="c"))["status"] == "cancelled"
        assert (await alice.expect("execution_update"))["data"]["reason"] == "by the operator"


async def test_no_such_execution(server):
    """An execution that is not there closes with 4404, for administrators too."""
    for scope in ("agents", "admin"):
        async with watch(server, "01KDR0Q3Z6M8W2T5C7V9X1B3N4", scope=scope) as alice:
            assert (await alice.closed())[0] == 4404


@pytest.mark.parametrize("id, since", [("a%20b", None), ("x" * 81, None), ("ok", "-1"), ("ok", "abc"), ("ok", "1.5"), ("ok", "9" * 20)])
async def test_malformed_addresses(server, id, since):
    """A malformed id or since closes with 4400."""
    async with watch(server, id, since=since) as alice:
        assert (await alice.closed())[0] == 4400


# Events


async def test_every_event_of_a_run_that_ends_well(server):
    """execution_update, progress, execution_output and execution_complete come in order, each once, to every watcher."""
    id = made(server, input="sum it up")
    async with follow(server, id) as alice, follow(server, id, since=0) as other:
        hold = Worker(server, "crane").claim()
        assert hold.id == id and hold.execution["input"] == "sum it up"
        hold.report(progress(10, "reading", step=1, steps=2))
        hold.report(output("Hello "), output("wörld 😀"), usage(12, 5, 0.25), progress(60.5, "writing", step=2, steps=2))
        hold.report(complete({"words": 2}))
        for client in (alice, other):
            end = await client.expect("execution_complete")
            assert end["execution_id"] == id and end["result"] == {"words": 2}
            execution = end["execution"]
            assert MEMBERS <= execution.keys()
            assert (execution["status"], execution["progress"]["percentage"]) == ("completed", 100)
            assert execution["tokens"] == {"input": 12, "output": 5, "total": 17} and execution["cost_usd"] == 0.25
            assert execution["duration_ms"] >= 0 and execution["created_at"] <= execution["started_at"] <= execution["completed_at"]
            assert execution == stored(server, id)
            events = [frame for frame in client.frames if "seq" in frame]
            first = 1 if client is other else 2
            assert [frame["seq"] for frame in events] == list(range(first, 8))
            assert {frame["execution_id"] for frame in events} == {id}
        whole = view(other)
        assert [frame["type"] for frame in whole.events] == [
            "execution_update", "execution_update", "progress", "execution_output", "execution_output", "progress", "execution_complete",
        ]
        pending, running, first, hello, world, second, _ = whole.events
        assert (pending["status"], pending["data"]["attempt"]) == ("pending", 1)
        assert (running["status"], running["data"]["worker"]) == ("running", "crane")
        assert {name: first[name] for name in ("percentage", "message", "step", "steps")} == {
            "percentage": 10, "message": "reading", "step": 1, "steps": 2,
        }
        assert [(piece["index"], piece["delta"]) for piece in (hello, world)] == [(0, "Hello "), (1, "wörld 😀")]
        assert second["percentage"] == 60.5


async def test_execution_error(server):
    """An execution that fails ends with execution_error, which has the code, the message and the whole execution."""
    id = made(server)
    async with follow(server, id, since=0) as alice:
        hold = Worker(server).claim()
        hold.report(progress(30, "trying"), failure("the moon is full", "model_error"))
        end = await alice.expect("execution_error")
        assert end["execution_id"] == id
        assert end["error"] == {"code": "model_error", "message": "the moon is full"} == end["execution"]["error"]
        assert end["execution"]["progress"]["percentage"] == 30
        assert end["execution"] == stored(server, id)
        assert view(alice).status == "failed"


async def test_progress_never_goes_back(server):
    """A percentage below the one before counts as that one; its message is told all the same."""
    id = made(server)
    async with follow(server, id, since=0) as alice:
        hold = Worker(server).claim()
        hold.report(progress(50, "half"), progress(20, "looking again"), progress(0), progress(80, "nearly"))
        await alice.expect("progress", message="nearly")
        assert [frame["percentage"] for frame in alice.of("progress")] == [50, 50, 50, 80]
        assert alice.of("progress")[1]["message"] == "looking again"


async def test_get_status(server):
    """get_status is answered by the whole execution as it is now, with the id and without a seq, to who asked."""
    id = made(server)
    async with follow(server, id) as alice, follow(server, id) as other:

        async def status(mark: str) -> dict:
            await alice.send("get_status", id=mark)
            frame = await alice.expect("execution_update", id=mark)
            assert "seq" not in frame and frame["execution_id"] == id
            assert frame["status"] == frame["data"]["execution"]["status"]
            return frame["data"]["execution"]

        assert (await status("one"))["status"] == "pending"
        hold = Worker(server).claim()
        hold.report(progress(40, "on it"), usage(3, 4, 0.5))
        running = await status("two")
        assert (running["status"], running["progress"]["percentage"], running["tokens"]["total"]) == ("running", 40, 7)
        hold.report(complete("done"))
        assert await status("three") == stored(server, id)
        await other.expect("execution_complete")
        assert [frame for frame in other.of("execution_update") if "id" in frame] == []
        await alice.send("get_status")
        assert "id" not in await alice.expect("execution_update", where=lambda f: "seq" not in f and "id" not in f)


async def test_cancel(server):
    """cancel ends what waits and what runs: an ack after the commit, an update with the reason to every watcher, and no more."""
    for runs in (False, True):
        id = made(server)
        async with follow(server, id, since=0) as alice, follow(server, id, since=0) as other:
            hold = Worker(server).claim() if runs else None
            await alice.send("cancel", id="c", reason="changed my mind")
            ack = await alice.expect("ack", id="c")
            assert (ack["execution_id"], ack["status"], ack["seq"]) == (id, "cancelled", 3 if runs else 2)
            assert stored(server, id)["status"] == "cancelled", "acknowledged before it was stored"
            for client in (alice, other):
                update = await client.expect("execution_update", status="cancelled")
                assert (update["seq"], update["data"]["reason"]) == (ack["seq"], "changed my mind")
            if hold:
                receipt = hold.send(progress(90), output("too late")).json()
                assert receipt["status"] == "cancelled", "the worker learns of it from the reply"
            for client in (alice, other):
                await client.barrier()
                assert view(client).status == "cancelled"


async def test_cancel_again_and_after_the_end(server):
    """Cancelling twice, or after another end, is acknowledged with the state as it is and tells nobody anything."""
    cancelled, completed = made(server), made(server)
    for id, status in ((cancelled, "cancelled"), (completed, "completed")):
        async with follow(server, id, since=0) as alice:
            if status == "completed":
                Worker(server).claim().report(complete(1))
                await alice.expect("execution_complete")
            await alice.send("cancel", id="first")
            first = await alice.expect("ack", id="first")
            await alice.send("cancel", id="second", reason="again")
            second = await alice.expect("ack", id="second")
            assert first["status"] == second["status"] == status
            assert ("seq" in first) == (status == "cancelled") and first.get("seq") == second.get("seq")
            await alice.send("cancel", id="first")
            assert await alice.expect("ack", id="first") == first
            await alice.barrier()
            assert view(alice).status == status
        assert "reason" not in str(stored(server, id)["error"])


async def test_a_race_of_cancels(server):
    """Of many cancels from many sockets and over HTTP one ends the execution; all are acknowledged with that event."""
    id = made(server)
    clients = [await follow(server, id, since=0) for _ in range(6)]
    for place, client in enumerate(clients):
        for number in range(5):
            await client.send("cancel", id=f"{place}-{number}", reason=f"{place}-{number}")
    responses = await asyncio.gather(*(asyncio.to_thread(act, server, id, "cancel") for _ in range(4)))
    for client in clients:
        await client.wait_until(lambda c: len(c.of("ack")) == 5)
        assert {ack["seq"] for ack in client.of("ack")} == {2}
        await client.barrier()
        assert len(view(client).events) == 2
        await client.close()
    assert {response.status_code for response in responses} == {200}


async def test_refresh(server):
    """refresh brings a new token of the same user; another user's is refused and the socket stays as it is."""
    id = made(server)
    async with follow(server, id, token=tokens.make("alice", "agents", ttl=600)) as alice:
        await alice.send("refresh", token=tokens.make("alice", "agents", ttl=7200), id="r")
        assert (await alice.expect("refreshed", id="r"))["expires_at"] > alice.of("connection")[0]["expires_at"]
        await alice.send("refresh", token=tokens.make("bob", "agents"), id="b")
        assert (await alice.expect("error", id="b"))["code"] == "forbidden"
        await alice.send("get_status", id="s")
        assert await alice.expect("execution_update", id="s")


async def test_expiry(server):
    """At its token's expiry a socket is told, is served nothing but ping and refresh, and goes on with a new token."""
    id = made(server)
    async with follow(server, id, token=tokens.make("alice", "agents", ttl=2)) as alice:
        assert "id" not in await alice.expect("error", code="token_expired", timeout=15)
        await alice.send("cancel", id="late")
        assert (await alice.expect("error", id="late"))["code"] == "token_expired"
        await alice.barrier()
        await alice.send("refresh", token=tokens.make("alice", "agents"), id="r")
        await alice.expect("refreshed", id="r")
        assert stored(server, id)["status"] == "pending"
        await alice.send("cancel", id="c")
        assert (await alice.expect("ack", id="c"))["status"] == "cancelled"


async def test_ping(server):
    """ping is answered by pong with its id, also without one."""
    id = made(server)
    async with follow(server, id) as alice:
        await alice.send("ping", id="here")
        assert await alice.expect("pong", id="here") == {"type": "pong", "id": "here"}
        await alice.send("ping")
        assert await alice.expect("pong") == {"type": "pong"}


@pytest.mark.parametrize("text, code, id", [
    ("{", "bad_frame", None), ("[]", "bad_frame", None), ('{"id":"x"}', "bad_frame", "x"), ('{"type":"dance","id":"x"}', "unknown_type", "x"),
    ('{"type":"message","content":"hi","id":"x"}', "unknown_type", "x"), ('{"type":"cancel","reason":7,"id":"x"}', "bad_frame", "x"),
    ('{"type":"cancel","reason":"%s","id":"x"}' % ("y" * 1_001), "bad_frame", "x"), ('{"type":"refresh","id":"x"}', "bad_frame", "x"),
    ('{"type":"cancel","type":"ping"}', "bad_frame", None), ('{"type":"get_status","id":7}', "bad_frame", None),
    ('{"type":"cancel","id":"%s"}' % ("i" * 65), "bad_frame", None),
])
async def test_bad_frames(server, text, code, id):
    """A bad frame is answered by error with its code and its id, changes nothing, and closes nothing."""
    execution = made(server)
    async with follow(server, execution) as alice:
        await alice.send_text(text)
        error = await alice.expect("error")
        assert error["code"] == code and 5 < len(error["message"]) < 400
        if id is not None:
            assert error["id"] == id
        await alice.barrier()
        assert alice.of("execution_update") == []
    assert stored(server, execution)["status"] == "pending"


async def test_a_binary_message(server):
    """A binary message closes the socket with 1003."""
    id = made(server)
    async with follow(server, id) as alice:
        await alice.connection.send(b'{"type":"cancel"}')
        assert (await alice.closed())[0] == 1003
    assert stored(server, id)["status"] == "pending"


# Coming back


async def test_since(server):
    """Who comes back with since gets what was missed and then what is new, each once and in order."""
    id = made(server)
    hold = Worker(server).claim()
    hold.report(*(output(f"{number} ") for number in range(20)))
    async with follow(server, id, since=12) as alice:
        frame = alice.of("connection")[0]
        assert (frame["resumed"], frame["last_seq"]) == (True, 22)
        hold.report(*(output(f"{number} ") for number in range(20, 25)))
        await alice.expect("execution_output", seq=27)
        assert [frame["seq"] for frame in alice.frames if "seq" in frame] == list(range(13, 28))
        assert [frame["index"] for frame in alice.of("execution_output")] == list(range(10, 25))
    async with follow(server, id, since=27) as alice:
        assert alice.of("connection")[0]["resumed"] is True
        await alice.barrier()
        assert len(alice.frames) == 2


async def test_live_and_replayed_events_are_the_same(server):
    """A replay gives the very frames that those got who were there."""
    id = made(server)
    async with follow(server, id, since=0) as alice:
        hold = Worker(server).claim()
        hold.report(progress(12.5, "ä"), output('quote " and \\ and \n'), usage(1, 2, 0.1), progress(99))
        hold.report(complete({"a": [1, {"b": None}]}))
        await alice.expect("execution_complete")
        async with follow(server, id, since=0) as late:
            await late.expect("execution_complete")
            assert [f for f in late.frames if "seq" in f] == [f for f in alice.frames if "seq" in f]


async def test_reconnecting_during_a_run(server):
    """A watcher that loses its connection again and again during a run ends with every event exactly once."""
    id = made(server)
    hold = Worker(server).claim()
    total = 400

    def run() -> None:
        for first in range(0, total, 5):
            hold.report(*(output(f"{number} ") for number in range(first, first + 5)))
        hold.report(complete("all"))

    running = asyncio.create_task(asyncio.to_thread(run))
    whole = None
    frames: list[dict] = []
    connections = 0
    while whole is None or not whole.is_over:
        had = frames[-1]["seq"] if frames else 0
        wanted = min(had + 35, total + 3)
        client = await follow(server, id, since=had)
        assert client.of("connection")[0]["resumed"] is True
        await client.wait_until(lambda c: any(f.get("seq", 0) >= wanted for f in c.frames), timeout=30)
        await client.vanish()
        frames += [frame for frame in client.frames if "seq" in frame]
        whole = ExecutionView().apply_all(frames)
        connections += 1
    await running
    assert whole.last_seq == total + 3 and connections > 5
    assert whole.text == "".join(f"{number} " for number in range(total))


async def test_since_beyond_the_last_event(server):
    """A since that the execution never reached is not resumed, and live events come."""
    id = made(server)
    async with follow(server, id, since=2) as alice:
        frame = alice.of("connection")[0]
        assert (frame["resumed"], frame["last_seq"]) == (False, 1)
        Worker(server).claim()
        assert (await alice.expect("execution_update"))["seq"] == 2
        assert len([f for f in alice.frames if "seq" in f]) == 1


async def test_a_thousand_behind_is_the_limit(server):
    """A thousand missed events are replayed; of one more none is, and connection has the whole state."""
    id = made(server)
    hold = Worker(server).claim()
    for _ in range(2):
        hold.report(*(progress(1) for _ in range(500)))
    async with follow(server, id, since=2) as alice:
        assert alice.of("connection")[0]["resumed"] is True
        await alice.wait_until(lambda c: len(c.of("progress")) == 1_000, timeout=20)
        assert [f["seq"] for f in alice.of("progress")] == list(range(3, 1_003))
    async with follow(server, id, since=1) as alice:
        frame = alice.of("connection")[0]
        assert (frame["resumed"], frame["last_seq"], frame["execution"]["status"]) == (False, 1_002, "running")
        await alice.barrier()
        assert alice.of("progress") == []


async def test_a_replay_of_large_pieces(server):
    """A replay larger than the outbox budget arrives whole."""
    id = made(server)
    hold = Worker(server).claim()
    piece = "y" * 60_000
    for _ in range(10):
        hold.report(*(output(piece) for _ in range(8)))
    hold.report(complete())
    async with follow(server, id, since=0) as alice:
        await alice.expect("execution_complete", timeout=20)
        assert view(alice).text == piece * 80


async def test_resync(start, tmp_path):
    """When what was missed cannot be read, the client is told of the gap, goes on live, and comes back with since later."""
    data = tmp_path / "data"
    server = start(declared(tmp_path), data=data)
    id = made(server)
    hold = Worker(server).claim()
    hold.report(*(output("x" * 4_000) for _ in range(50)))
    # Each reader of the store has seen the execution, and none its events.
    await asyncio.gather(*(asyncio.to_thread(stored, server, id) for _ in range(32)))
    with unreadable(server.pid, data / "telltale.db", data / "telltale.db-wal"):
        back = await follow(server, id, since=10)
        assert back.of("connection")[0]["resumed"] is True
        assert (await back.expect("resync"))["last_seq"] == 52
    hold.report(output("and on"))
    assert (await back.expect("execution_output"))["seq"] == 53
    await back.close()
    async with follow(server, id, since=10) as again:
        await again.wait_until(lambda c: len(c.of("execution_output")) >= 42)
        assert again.of("execution_output")[0]["seq"] == 11


# After the end


@pytest.mark.parametrize("how", ["completed", "failed", "cancelled"])
async def test_opened_after_the_end(server, how):
    """A socket opened after the end gets the connection and the end, and stays open for get_status until the client leaves."""
    id = made(server)
    hold = Worker(server).claim()
    hold.report(output("a"), progress(50))
    if how == "cancelled":
        assert act(server, id, "cancel").status_code == 200
    else:
        hold.report(complete("fine") if how == "completed" else failure("no luck"))
    kind = {"completed": "execution_complete", "failed": "execution_error", "cancelled": "execution_update"}[how]
    async with follow(server, id) as alice:
        end = await alice.expect(kind)
        assert end["seq"] == alice.of("connection")[0]["last_seq"] == 5
        await alice.barrier()
        assert [frame["type"] for frame in alice.frames] == ["connection", kind, "pong"]
        await alice.send("get_status", id="s")
        answer = await alice.expect("execution_update", id="s")
        assert answer["data"]["execution"] == stored(server, id)
        assert answer["status"] == how
    async with follow(server, id, since=3) as alice:
        await alice.expect(kind)
        await alice.barrier()
        assert [frame["seq"] for frame in alice.frames if "seq" in frame] == [4, 5]
    async with follow(server, id, since=5) as alice:
        await alice.barrier()
        assert alice.of("connection")[0]["resumed"] is True
        assert [frame for frame in alice.frames if "seq" in frame] == [], "the end came twice"


async def test_open_over_the_end(server):
    """A socket that saw the end stays open and silent."""
    id = made(server)
    async with follow(server, id, since=0) as alice:
        Worker(server).claim().report(complete())
        await alice.expect("execution_complete")
        for number in range(3):
            await alice.barrier()
        assert [frame["type"] for frame in alice.frames if frame["type"] != "pong"] == [
            "connection", "execution_update", "execution_update", "execution_complete",
        ]


async def test_deleted_while_watched(server):
    """Who watches an execution that is deleted is closed with 4404."""
    id = made(server)
    async with follow(server, id) as alice:
        act(server, id, "cancel")
        await alice.expect("execution_update", status="cancelled")
        response = await asyncio.to_thread(server.request, "DELETE", f"/api/agents/executions/{id}", user="alice", scope="agents")
        assert response.status_code == 204, response.text
        assert (await alice.closed())[0] == 4404


async def test_watchers_of_different_executions(server):
    """Each watcher hears its own execution and no other."""
    ids = [made(server, input=number) for number in range(5)]
    clients = [await follow(server, id, since=0) for id in ids]
    worker = Worker(server)
    for _ in ids:
        hold = worker.claim()
        hold.report(output(hold.id), complete(hold.execution["input"]))
    for number, (id, client) in enumerate(zip(ids, clients)):
        assert (await client.expect("execution_complete"))["result"] == number
        assert view(client).text == id
        assert {frame["execution_id"] for frame in client.frames if "seq" in frame} == {id}
        await client.close()


async def test_latency(server):
    """An event reaches a watcher soon after the worker sent it, without anybody asking."""
    id = made(server)
    async with follow(server, id) as alice:
        hold = Worker(server).claim()
        times = []
        for number in range(20):
            began = time.monotonic()
            await asyncio.to_thread(hold.report, output(str(number)))
            await alice.expect("execution_output", index=number)
            times.append(time.monotonic() - began)
        assert sorted(times)[10] < 0.25, times


async def test_sockets_end_with_the_server(start, tmp_path):
    """At the server's end watchers are closed with 1001, and find everything as it was when it is back."""
    data = tmp_path / "data"
    settings = declared(tmp_path)
    server = start(settings, data=data)
    id = made(server)
    hold = Worker(server).claim()
    hold.report(progress(33, "third"))
    async with follow(server, id, since=0) as alice:
        await alice.expect("progress")
        await asyncio.to_thread(server.stop)
        assert (await alice.closed())[0] == 1001
    server = start(settings, data=data)
    async with follow(server, id, since=3) as alice:
        frame = alice.of("connection")[0]
        assert frame["execution"]["status"] == "running" and frame["resumed"] is True
        hold.worker.server = server
        hold.report(complete("went on"))
        assert (await alice.expect("execution_complete"))["seq"] == 4


async def test_connections_are_counted(server):
    """Sockets of executions are counted under the endpoint agents."""
    id = made(server)
    async with follow(server, id) as alice:
        await alice.send("get_status")
        await alice.expect("execution_update")
        metrics = server.metrics()
        assert metrics.value("telltale_websocket_connections", endpoint="agents") == 1
        assert metrics.value("telltale_operations_total", endpoint="agents", operation="get_status", outcome="ok") == 1
        assert metrics.value("telltale_operations_total", endpoint="agents", operation="handshake", outcome="ok") == 1
    await asyncio.to_thread(
        until, server.metrics, lambda m: m.value("telltale_websocket_connections", endpoint="agents") == 0, 5, "the end of the socket"
    )
