"""What makes no sense is refused with a clear error, and nothing of it is stored: neither half of a batch nor half an execution."""

import asyncio
import json

import pytest

from harness.agents import CLAIMS, EXECUTIONS, Worker, code, complete, declared, follow, listed, made, output, progress, stored, usage

JSON = {"Content-Type": "application/json"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """One server for all: what is refused leaves no mark."""
    from conftest import PROMPT
    from harness.server import Server
    from harness.tokens import SECRET

    folder = tmp_path_factory.mktemp("agents")
    with Server(folder / "data", {"secret": SECRET, **PROMPT, **declared(folder)}) as running:
        yield running


@pytest.fixture
def hold(server):
    """An execution that a worker holds, with two reports taken; afterwards it must be as it was."""
    id = made(server)
    hold = Worker(server).claim()
    assert hold.id == id
    hold.report(progress(10, "good"), output("good"))
    yield hold
    hold.report(complete("good"))


def last_seq(server, id: str) -> int:
    async def read() -> int:
        async with follow(server, id, "auditor", scope="admin") as client:
            return client.of("connection")[0]["last_seq"]

    return asyncio.run(read())


def unchanged(server, hold, before: dict) -> None:
    """Nothing of the refused report is stored, and the next one has the number that it would have had."""
    assert stored(server, hold.id) == before
    assert last_seq(server, hold.id) == 4
    assert hold.send().json()["next_sequence"] == 3


# Batches of events

EVENTS = {
    "percentage over 100": {"type": "progress", "percentage": 100.001},
    "percentage below 0": {"type": "progress", "percentage": -1},
    "percentage as text": {"type": "progress", "percentage": "50"},
    "no percentage": {"type": "progress", "message": "?"},
    "a message too long": {"type": "progress", "percentage": 1, "message": "x" * 4_097},
    "a message that is no text": {"type": "progress", "percentage": 1, "message": 7},
    "a step of none": {"type": "progress", "percentage": 1, "step": 0},
    "a step beyond the last": {"type": "progress", "percentage": 1, "step": 3, "steps": 2},
    "half a step": {"type": "progress", "percentage": 1, "step": 1.5},
    "output of 1 MB": {"type": "output", "delta": "x" * 1_000_000},
    "output one byte too long": {"type": "output", "delta": "x" * 65_537},
    "empty output": {"type": "output", "delta": ""},
    "no output": {"type": "output"},
    "output that is no text": {"type": "output", "delta": {"a": 1}},
    "negative tokens": {"type": "usage", "input_tokens": -1},
    "tokens beyond reason": {"type": "usage", "output_tokens": 10**30},
    "half a token": {"type": "usage", "output_tokens": 0.5},
    "a negative cost": {"type": "usage", "cost_usd": -0.01},
    "a cost as text": {"type": "usage", "cost_usd": "NaN"},
    "a cost beyond reason": {"type": "usage", "cost_usd": 1e9},
    "a result of 1 MB": {"type": "complete", "output": "x" * 1_000_000},
    "an error without words": {"type": "error"},
    "an error that is a text": {"type": "error", "error": "broken"},
    "an unknown error code": {"type": "error", "error": {"code": "eaten_by_dog", "message": "x"}},
    "an error code of the server's": {"type": "error", "error": {"code": "interrupted", "message": "x"}},
    "an unknown type": {"type": "dance"},
    "no type": {"percentage": 5},
    "a type that is no text": {"type": 5},
    "no object": "progress",
    "an array": [],
    "null": None,
}


@pytest.mark.parametrize("kind", EVENTS)
@pytest.mark.parametrize("place", [0, 2], ids=["alone", "after good ones"])
def test_malformed_events(server, hold, kind, place):
    """One event that makes no sense refuses its whole batch; the message says which it was and what is wrong."""
    bad = EVENTS[kind]
    before = stored(server, hold.id)
    good = [{"sequence": 3 + n, "type": "output", "delta": "must not be stored"} for n in range(place)]
    batch = [*good, {"sequence": 3 + place, **bad} if isinstance(bad, dict) else bad]
    response = hold.raw({"lease_id": hold.lease, "events": batch})
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"
    assert f"events[{place}]" in response.json()["error"]["message"]
    unchanged(server, hold, before)


NUMBERS = ["NaN", "Infinity", "-Infinity", "1e999", "0x10", "01", "+1", ".5"]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("event", [
    '{"sequence":3,"type":"usage","cost_usd":%s}', '{"sequence":3,"type":"progress","percentage":%s}', '{"sequence":%s,"type":"output","delta":"x"}',
], ids=["cost", "percentage", "sequence"])
def test_numbers_that_are_none(server, hold, event, number):
    """NaN, infinity and what JSON does not know as a number are refused."""
    before = stored(server, hold.id)
    response = hold.raw(data=f'{{"lease_id":"{hold.lease}","events":[{event % number}]}}', headers=JSON)
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"
    unchanged(server, hold, before)


SEQUENCES = {
    "without one": [{"type": "output", "delta": "x"}],
    "a gap": [{"sequence": 3, "type": "output", "delta": "x"}, {"sequence": 5, "type": "output", "delta": "x"}],
    "twice the same": [{"sequence": 3, "type": "output", "delta": "x"}, {"sequence": 3, "type": "output", "delta": "x"}],
    "backwards": [{"sequence": 4, "type": "output", "delta": "x"}, {"sequence": 3, "type": "output", "delta": "x"}],
    "zero": [{"sequence": 0, "type": "output", "delta": "x"}],
    "negative": [{"sequence": -3, "type": "output", "delta": "x"}],
    "a text": [{"sequence": "3", "type": "output", "delta": "x"}],
    "half": [{"sequence": 3.5, "type": "output", "delta": "x"}],
    "the largest": [{"sequence": 2**63 - 1, "type": "output", "delta": "x"}],
    "larger": [{"sequence": 2**63, "type": "output", "delta": "x"}],
}


@pytest.mark.parametrize("kind", SEQUENCES)
def test_wrong_sequences(server, hold, kind):
    """Numbers that are missing, repeated or out of order in a batch refuse it."""
    before = stored(server, hold.id)
    response = hold.raw({"lease_id": hold.lease, "events": SEQUENCES[kind]})
    assert response.status_code in (400, 409), response.text
    assert code(response) in ("bad_frame", "conflict")
    unchanged(server, hold, before)


@pytest.mark.parametrize("body", [
    "", "{", "[]", "null", '"x"', '{"events":[]}', '{"lease_id":7,"events":[]}', '{"lease_id":"%LEASE%"}', '{"lease_id":"%LEASE%","events":{}}',
    '{"lease_id":"%LEASE%","events":[],"events":[]}', '{"lease_id":"%LEASE%","events":[{"sequence":3,"type":"output","delta":"x"}',
    '{"lease_id":"%LEASE%","events":[]} trailing', '{"lease_id":"","events":[]}', "\ufeff{}",
    '{"lease_id":"%LEASE%","events":[{"sequence":3,"type":"output","delta":"\\ud800"}]}',
    '{"lease_id":"%LEASE%","events":[{"sequence":3,"type":"output","type":"progress","delta":"x"}]}',
])
def test_malformed_reports(server, hold, body):
    """A body that is no report is refused with 400."""
    before = stored(server, hold.id)
    response = hold.raw(data=body.replace("%LEASE%", hold.lease).encode(), headers=JSON)
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"
    unchanged(server, hold, before)


def test_invalid_utf8(server, hold):
    """Bytes that are no UTF-8 are refused."""
    before = stored(server, hold.id)
    body = b'{"lease_id":"%s","events":[{"sequence":3,"type":"output","delta":"\xff\xfe"}]}' % hold.lease.encode()
    assert hold.raw(data=body, headers=JSON).status_code == 400
    unchanged(server, hold, before)


def test_too_many_events(server, hold):
    """A batch has at most a thousand events; a thousand are fine."""
    before = stored(server, hold.id)
    response = hold.send(*(output("x") for _ in range(1_001)))
    assert response.status_code in (400, 413), response.text
    unchanged(server, hold, before)
    hold.report(*(output("x") for _ in range(1_000)))


def test_a_batch_too_large(server, hold):
    """A body beyond what a batch may have is refused with 413."""
    before = stored(server, hold.id)
    response = hold.send(*(output("x" * 60_000) for _ in range(100)))
    assert response.status_code == 413, response.text
    assert code(response) == "too_large"
    hold.worker.session.close()
    unchanged(server, hold, before)


def test_deep_nesting(server, hold):
    """A result that is nested without end is refused."""
    before = stored(server, hold.id)
    deep = "[" * 10_000 + "]" * 10_000
    body = f'{{"lease_id":"{hold.lease}","events":[{{"sequence":3,"type":"complete","output":{deep}}}]}}'
    assert hold.raw(data=body, headers=JSON).status_code == 400
    unchanged(server, hold, before)


def test_events_after_the_end_in_one_batch(server):
    """A batch that goes on after its own end is refused whole."""
    id = made(server)
    hold = Worker(server).claim()
    response = hold.send(complete("done"), output("more"))
    assert response.status_code == 400, response.text
    assert "events[1]" in response.json()["error"]["message"]
    assert stored(server, id)["status"] == "running" and last_seq(server, id) == 2
    hold.report(complete())


def test_too_much_output(server):
    """The output of an attempt is bounded: what does not fit is refused whole, and the execution can still be ended."""
    id = made(server)
    hold = Worker(server).claim()
    piece = "x" * 65_536
    for _ in range(8):
        hold.report(*(output(piece) for _ in range(32)))
    response = hold.send(output("one more"))
    assert response.status_code == 413, response.text
    assert code(response) == "too_large"
    assert last_seq(server, id) == 2 + 256
    hold.report(usage(1, 1, 1), complete("enough"))
    assert stored(server, id)["output"] == "enough"


# Executions

DRAFTS = {
    "no agent": {"input": 1},
    "an agent that is no text": {"agent": 7},
    "an agent with blanks": {"agent": "a b"},
    "labels as an array": {"agent": "jobs", "labels": ["a"]},
    "a label that is no text": {"agent": "jobs", "labels": {"a": 1}},
    "a label without a name": {"agent": "jobs", "labels": {"": "x"}},
    "a label with a strange name": {"agent": "jobs", "labels": {"a b": "x"}},
    "a long label": {"agent": "jobs", "labels": {"a": "x" * 257}},
    "too many labels": {"agent": "jobs", "labels": {f"l{n}": "x" for n in range(33)}},
    "an empty key": {"agent": "jobs", "idempotency_key": ""},
    "a key that is no text": {"agent": "jobs", "idempotency_key": 7},
    "an array": [],
    "a text": "jobs",
    "nothing": None,
}


@pytest.mark.parametrize("kind", DRAFTS)
def test_malformed_executions(server, kind):
    """A body that describes no execution is refused with 400, and none is made."""
    response = server.request("POST", EXECUTIONS, user="draftsman", scope="agents", data=json.dumps(DRAFTS[kind]), headers=JSON)
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"
    assert listed(server, "draftsman")["executions"] == []


def test_an_input_too_large(server):
    """An input beyond 256 KiB is refused with 413, and none is made; one of just as many is taken."""
    for size in (262_145, 5_000_000):
        body = {"agent": "jobs", "input": "x" * (size - 2)}
        response = server.request("POST", EXECUTIONS, user="large", scope="agents", json=body)
        assert response.status_code == 413, response.text
        assert code(response) == "too_large"
    assert listed(server, "large")["executions"] == []
    id = made(server, input="x" * 262_142, user="large")
    assert len(stored(server, id)["input"]) == 262_142
    server.request("POST", f"{EXECUTIONS}/{id}/cancel", user="large", scope="agents")


@pytest.mark.parametrize("body", [
    "{", '{"agent":"jobs","input":NaN}', '{"agent":"jobs","input":01}', '{"agent":"jobs","agent":"jobs"}', '{"agent":"jobs","input":"\\ud800"}',
    '{"agent":"jobs","input":%s}' % ("[" * 5_000 + "]" * 5_000), '{"agent":"jobs","labels":{"a":"1","a":"2"}}', "",
])
def test_broken_json(server, body):
    """What is no JSON is refused with 400."""
    response = server.request("POST", EXECUTIONS, user="broken", scope="agents", data=body, headers=JSON)
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"
    assert listed(server, "broken")["executions"] == []


def test_another_content_type(server):
    """A body that says that it is no JSON is refused with 415."""
    for path, scope in ((EXECUTIONS, "agents"), (CLAIMS, "agents:write")):
        assert server.request("POST", path, user="alice", scope=scope, data={"agent": "jobs"}).status_code == 415


@pytest.mark.parametrize("body", [
    {}, {"worker": ""}, {"worker": 7}, {"worker": "x" * 129}, {"worker": "w", "wait_ms": -1}, {"worker": "w", "wait_ms": 30_001},
    {"worker": "w", "wait_ms": "1"}, {"worker": "w", "agents": "jobs"}, {"worker": "w", "agents": []}, {"worker": "w", "agents": [7]},
    {"worker": "w", "agents": ["a b"]}, {"worker": "w\n"}, [], "x",
], ids=str)
def test_malformed_claims(server, body):
    """A claim that makes no sense is refused with 400 and takes nothing."""
    response = Worker(server).post(CLAIMS, body)
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"


def test_reasons(server):
    """A reason for a cancellation is a text of at most 1,000 bytes."""
    id = made(server)
    for body in ({"reason": 7}, {"reason": "x" * 1_001}, []):
        response = server.request("POST", f"{EXECUTIONS}/{id}/cancel", user="alice", scope="agents", json=body)
        assert response.status_code == 400, response.text
        assert stored(server, id)["status"] == "pending"
    response = server.request("POST", f"{EXECUTIONS}/{id}/cancel", user="alice", scope="agents", json={"reason": "ü" * 500})
    assert response.status_code == 200


@pytest.mark.parametrize("method, path", [
    ("PUT", EXECUTIONS), ("PATCH", f"{EXECUTIONS}/x"), ("GET", CLAIMS), ("DELETE", EXECUTIONS), ("GET", f"{EXECUTIONS}/x/cancel"),
    ("DELETE", f"{EXECUTIONS}/x/events"),
])
def test_other_methods(server, method, path):
    """A method that a path does not have is refused with 405 and those that it has."""
    response = server.request(method, path, user="alice", scope="admin")
    assert response.status_code == 405, response.text
    assert response.headers["Allow"]


def test_malformed_ids(server):
    """An id that can be none is refused, everywhere."""
    for id in ("a%20b", "x" * 81, "%00"):
        assert server.get(f"{EXECUTIONS}/{id}", user="alice", scope="agents").status_code in (400, 404)


def test_whose_fault(start, tmp_path):
    """Bad input counts as the client's fault and never as the server's."""
    server = start(declared(tmp_path))
    made(server)
    hold = Worker(server).claim()
    for bad in EVENTS.values():
        assert hold.raw({"lease_id": hold.lease, "events": [{"sequence": 1, **bad} if isinstance(bad, dict) else bad]}).status_code == 400
    metrics = server.metrics()
    operations = "telltale_operations_total"
    assert metrics.value(operations, endpoint="http", operation="/api/agents/executions/{id}/events", outcome="client_error") == len(EVENTS)
    assert metrics.value(operations, outcome="server_error") == 0
    assert metrics.value("telltale_errors_total", code="internal") == 0
