"""The stored events of an execution over HTTP: whoever is far behind, or comes after the end, reads them in pages."""

import pytest

from harness.agents import (
    EXECUTIONS, ExecutionView, Worker, act, code, complete, declared, failure, follow, made, output, progress, view,
)

MISSING = "01KDR0Q3Z6M8W2T5C7V9X1B3N4"


@pytest.fixture
def server(start, tmp_path):
    """A server with an agent that workers run."""
    return start(declared(tmp_path))


def ask(server, id: str, user: str = "alice", scope: str = "agents", **parameters):
    return server.get(f"{EXECUTIONS}/{id}/events", user=user, scope=scope, params=parameters)


def page(server, id: str, **parameters) -> dict:
    """A page, which must be there and keep its word."""
    response = ask(server, id, **parameters)
    assert response.status_code == 200, response.text
    found = response.json()
    assert found.keys() == {"events", "last_seq", "has_more"}
    assert len(found["events"]) <= parameters.get("limit", 100)
    reached = found["events"][-1]["seq"] if found["events"] else parameters.get("after", 0)
    assert found["has_more"] == (reached < found["last_seq"])
    return found


def everything(server, id: str, after: int = 0, **parameters) -> list[dict]:
    """All events after one, page by page."""
    events: list[dict] = []
    while True:
        found = page(server, id, after=events[-1]["seq"] if events else after, **parameters)
        events += found["events"]
        if not found["has_more"]:
            return events
        assert found["events"], "a page with nothing says that there is more"


async def test_as_the_socket_told(server):
    """The events over HTTP are the frames that a watcher got, whatever the size of the pages."""
    id = made(server)
    async with follow(server, id, since=0) as client:
        Worker(server).claim().report(progress(40, "writing", step=1, steps=2), output("dr"), output("y"), complete("dry"))
        await client.expect("execution_complete")
        told = view(client).events
    assert len(told) == 6
    for limit in (1, 2, 6, 1_000):
        assert everything(server, id, limit=limit) == told
    assert everything(server, id) == told
    assert everything(server, id, after=3) == told[3:]
    assert page(server, id, after=6) == {"events": [], "last_seq": 6, "has_more": False}
    assert page(server, id, after=2**63 - 1)["events"] == []


@pytest.mark.parametrize("end", ["failed", "cancelled", "running"])
def test_what_was_streamed_before_the_end(server, end: str):
    """What was streamed can be read however the execution ended, and while it runs."""
    id = made(server)
    hold = Worker(server).claim()
    hold.report(output("half "), output("a sentence"))
    if end == "failed":
        hold.report(failure("no ink"))
    elif end == "cancelled":
        assert act(server, id, "cancel").status_code == 200
    seen = ExecutionView().apply_all(everything(server, id))
    assert (seen.text, seen.status) == ("half a sentence", end)


async def test_far_behind(server):
    """A watcher that is more than 1,000 events behind gets no replay; with the events over HTTP it has all of the output, and goes
    on live without a gap."""
    id = made(server)
    hold = Worker(server).claim()
    pieces = [f"{number} " for number in range(2_400)]
    for first in range(0, 2_300, 100):
        hold.report(*(output(piece) for piece in pieces[first:first + 100]))
    async with follow(server, id, since=5) as client:
        greeting = client.of("connection")[0]
        assert greeting["resumed"] is False and greeting["last_seq"] == 2_302
        hold.report(*(output(piece) for piece in pieces[2_300:]), complete("counted"))
        await client.expect("execution_complete")
        missed = everything(server, id, limit=1_000)
        seen = ExecutionView().apply_all([event for event in missed if event["seq"] <= greeting["last_seq"]])
        seen.apply_all(client.frames)
    assert (seen.text, seen.status, seen.last_seq) == ("".join(pieces), "completed", 2_403)
    assert seen.events == everything(server, id)


def test_long_events(server):
    """A page holds 256 KiB: of long events fewer than were asked for, each once."""
    id = made(server)
    hold = Worker(server).claim()
    for number in range(12):
        hold.report(output(f"{number}" + "x" * 60_000))
    first = ask(server, id, limit=1_000)
    assert len(first.content) < 260 * 1_024 and first.json()["has_more"]
    assert ExecutionView().apply_all(everything(server, id, limit=1_000)).text == "".join(f"{n}" + "x" * 60_000 for n in range(12))


def test_who_may(server):
    """The owner and administrators read the events; others are told 403, 404 where there is none, 401 without a token."""
    id = made(server)
    assert ask(server, id, "mallory").status_code == 403
    assert code(ask(server, id, "mallory")) == "forbidden"
    assert ask(server, id, scope="chat dashboard metrics agents:write").status_code == 403
    assert ask(server, id, "root", "admin").status_code == 200
    assert ask(server, MISSING).status_code == ask(server, MISSING, "root", "admin").status_code == 404
    assert server.request("GET", f"{EXECUTIONS}/{id}/events").status_code == 401
    assert act(server, id, "cancel").status_code == 200
    assert server.request("DELETE", f"{EXECUTIONS}/{id}", user="alice", scope="agents").status_code == 204
    assert ask(server, id).status_code == 404


@pytest.mark.parametrize("query", [
    "limit=0", "limit=1001", "limit=-1", "limit=x", "limit=", "limit=1.5", "limit=1&limit=2", "limit=99999999999999999999",
    "after=-1", "after=x", "after=", "after=1.0", "after=9223372036854775808", "after=1&after=1", "after=%ff",
])
def test_bad_parameters(server, query: str):
    """A parameter that makes no sense is refused with what it must be."""
    id = made(server)
    response = server.get(f"{EXECUTIONS}/{id}/events?{query}", user="alice", scope="agents")
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"
    assert query.split("=")[0] in response.json()["error"]["message"]


def test_head(server):
    """A page can be asked for with HEAD."""
    id = made(server)
    head = server.request("HEAD", f"{EXECUTIONS}/{id}/events", user="alice", scope="agents")
    assert head.status_code == 200 and head.content == b""
    assert int(head.headers["Content-Length"]) == len(ask(server, id).content)
