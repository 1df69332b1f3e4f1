"""Executions over HTTP: make, find, end, repeat, remove."""

import asyncio
import time

import pytest

from harness.agents import (
    CLAIMS, EXECUTIONS, MEMBERS, Worker, act, code, complete, create, declared, failure, follow, listed, made, output, progress, stored,
    usage,
)

MISSING = "01KDR0Q3Z6M8W2T5C7V9X1B3N4"

AGENTS = """
agents:
  - {name: jobs, runner: worker, platform: trains, model: big}
  - {name: other, runner: worker}
"""


@pytest.fixture
def server(start, tmp_path):
    """A server with two agents that workers run."""
    return start(declared(tmp_path, AGENTS))


def delete(server, id, user="alice", scope="agents"):
    return server.request("DELETE", f"{EXECUTIONS}/{id}", user=user, scope=scope)


def finish(server, agent="jobs", result: object = "done") -> str:
    """An execution that is completed, by its id."""
    id = made(server, agent)
    hold = Worker(server, agents=(agent,)).claim()
    assert hold.id == id
    hold.report(complete(result))
    return id


# Making


def test_create(server):
    """A new execution is answered with 201, its place and all that it has; it waits."""
    response = create(server, input={"a": [1, "ü", None]}, labels={"b": "2", "a": "1"})
    assert response.status_code == 201, response.text
    execution = response.json()
    assert MEMBERS <= execution.keys(), MEMBERS - execution.keys()
    assert response.headers["Location"] == f"{EXECUTIONS}/{execution['id']}"
    assert (execution["agent"], execution["user_id"], execution["status"]) == ("jobs", "alice", "pending")
    assert (execution["platform"], execution["attempt"]) == ("trains", 1)
    assert execution["input"] == {"a": [1, "ü", None]}
    assert execution["labels"] == {"a": "1", "b": "2"}
    assert stored(server, execution["id"], "alice", "agents") == execution


def test_any_input(server):
    """The input is any JSON, and comes back as it was, numbers too."""
    for text in ('null', '7', '"x"', '[]', '{"n": 12345678901234567890.125, "e": 1E400, "t": "\\u00fc\\ud83d\\ude00"}', 'true'):
        body = '{"agent":"jobs","input":%s}' % text
        headers = {"Content-Type": "application/json"}
        response = server.request("POST", EXECUTIONS, user="alice", scope="agents", data=body, headers=headers)
        assert response.status_code == 201, response.text
    numbers = [e for e in listed(server)["executions"] if isinstance(e["input"], dict)]
    raw = server.get(f"{EXECUTIONS}/{numbers[0]['id']}", user="alice", scope="agents").text
    assert "12345678901234567890.125" in raw and "1E400" in raw


def test_idempotency_key(server):
    """A repeated key gets the execution that was made first, whatever is asked for, in the header or in the body."""
    first = create(server, input="once", key="k-1")
    assert first.status_code == 201, first.text
    again = create(server, input="twice", key="k-1")
    assert again.status_code == 200, again.text
    assert again.json() == first.json()
    assert create(server, input="thrice", idempotency_key="k-1").json()["id"] == first.json()["id"]
    assert create(server, input="another's", user="bob", key="k-1").status_code == 201, "a key belongs to its user"
    assert len(listed(server)["executions"]) == 1
    assert create(server, key="a", idempotency_key="b").status_code == 400
    assert create(server, key="x" * 10_000).status_code in (400, 431)


async def test_a_key_many_times_at_once(server):
    """Of many requests with one key that come together one makes the execution; all are told of it."""
    responses = await asyncio.gather(*(asyncio.to_thread(create, server, key="same") for _ in range(12)))
    assert sorted(response.status_code for response in responses) == [200] * 11 + [201]
    assert len({response.json()["id"] for response in responses}) == 1
    assert len(listed(server)["executions"]) == 1


def test_the_key_goes_with_the_execution(server):
    """The key of an execution that was deleted is free again."""
    first = create(server, key="k").json()["id"]
    assert act(server, first, "cancel").status_code == 200
    assert delete(server, first).status_code == 204
    again = create(server, key="k")
    assert again.status_code == 201 and again.json()["id"] != first


def test_unknown_agent(server):
    """An agent that is not declared is refused with its name and those that there are."""
    response = create(server, "nobody")
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"
    message = response.json()["error"]["message"]
    assert "nobody" in message and "jobs" in message and "other" in message
    assert listed(server)["executions"] == []


# Reading


def test_who_may(server):
    """Only the owner and administrators read, cancel, repeat and delete; others are told 403, 404 where there is none."""
    id = made(server)
    for ask in (
        lambda **who: server.get(f"{EXECUTIONS}/{id}", **who), lambda **who: act(server, id, "cancel", **who),
        lambda **who: act(server, id, "retry", **who), lambda **who: delete(server, id, **who),
        lambda **who: server.get(f"{EXECUTIONS}/{id}/output", **who),
    ):
        response = ask(user="mallory", scope="agents")
        assert response.status_code == 403 and code(response) == "forbidden", response.text
        assert ask(user="alice", scope="chat dashboard metrics agents:write").status_code == 403
    for scope in ("agents", "admin"):
        assert server.get(f"{EXECUTIONS}/{MISSING}", user="root", scope=scope).status_code == 404
        assert act(server, MISSING, "cancel", "root", scope).status_code == 404
        assert act(server, MISSING, "retry", "root", scope).status_code == 404
        assert delete(server, MISSING, "root", scope).status_code == 404
    for method, path in (("GET", EXECUTIONS), ("POST", EXECUTIONS), ("GET", f"{EXECUTIONS}/{id}"), ("POST", CLAIMS)):
        assert server.request(method, path).status_code == 401
    assert stored(server, id)["status"] == "pending"
    assert act(server, id, "cancel", "root", "admin").status_code == 200
    assert delete(server, id, "root", "admin").status_code == 204


def test_list_and_filters(server):
    """The list has one's own executions, the latest first, and can be narrowed by everything that it shows."""
    first, second = made(server, input=1), made(server, "other", 2)
    boundary = stored(server, second)["created_at"]
    time.sleep(0.01)  # so that the next is made in another millisecond
    third = made(server, input=3)
    bobs = made(server, user="bob")
    assert act(server, first, "cancel").status_code == 200

    def ids(asker="alice", scope="agents", **parameters) -> list[str]:
        return [execution["id"] for execution in listed(server, asker, scope, **parameters)["executions"]]

    assert ids() == [third, second, first]
    assert ids("bob") == [bobs]
    assert ids("carol") == []
    assert ids(status="pending") == [third, second]
    assert ids(status="cancelled") == [first]
    assert ids(agent="other") == [second]
    assert ids(platform="trains") == [third, first]
    assert ids(platform="trains", status="pending") == [third]
    assert ids(model="small") == []
    assert ids(**{"from": boundary}) == [third, second]
    assert ids(to=boundary) == [first]
    assert ids("root", "admin") == [bobs, third, second, first]
    assert ids("root", "admin", user="bob") == [bobs]
    assert ids("root", "admin", user="alice", agent="jobs") == [third, first]
    entry = listed(server)["executions"][0]
    assert MEMBERS - {"input", "output"} <= entry.keys()


def test_an_owner_is_for_administrators(server):
    """Somebody else's executions are listed for administrators only."""
    made(server)
    response = server.get(EXECUTIONS, user="bob", scope="agents", params={"user": "alice"})
    assert response.status_code == 403, response.text
    mine = server.get(EXECUTIONS, user="alice", scope="agents", params={"user": "alice"})
    assert mine.status_code == 200


def test_cursor(server):
    """A list is read page by page, without one missing or coming twice, also when new ones are made meanwhile."""
    ids = [made(server, input=number) for number in range(23)]
    seen, cursor = [], None
    while True:
        page = listed(server, limit=5, **({"cursor": cursor} if cursor else {}))
        assert len(page["executions"]) <= 5
        seen += [execution["id"] for execution in page["executions"]]
        cursor = page.get("next_cursor")
        if cursor is None:
            break
        made(server, input="meanwhile")
    assert seen == ids[::-1]


@pytest.mark.parametrize("parameters", [
    {"status": "sleeping"}, {"limit": 0}, {"limit": "x"}, {"limit": 100_000}, {"cursor": "nonsense!"}, {"from": "yesterday"},
    {"to": "x"}, {"agent": ""}, {"status": ["pending", "running"]},
], ids=str)
def test_malformed_queries(server, parameters):
    """A parameter that makes no sense is refused with 400."""
    response = server.get(EXECUTIONS, user="alice", scope="agents", params=parameters)
    assert response.status_code == 400, response.text
    assert code(response) == "bad_frame"


def test_output(server):
    """The output is given as text and as JSON; a result that is a text is that text."""
    report = "# Report\n\nall is well ✓"
    path = f"{EXECUTIONS}/{finish(server, result=report)}/output"

    def get(accept: str | None, **parameters):
        headers = {"Accept": accept} if accept else {}
        response = server.get(path, user="alice", scope="agents", headers=headers, params=parameters)
        assert response.status_code == 200, response.text
        return response

    text = get("text/plain")
    assert text.headers["Content-Type"].startswith("text/") and "utf-8" in text.headers["Content-Type"].lower()
    assert text.content.decode() == report
    json = get("application/json")
    assert json.headers["Content-Type"].startswith("application/json")
    assert json.json() == report
    path = f"{EXECUTIONS}/{finish(server, result={'words': [1, 2]})}/output"
    assert get("application/json").json() == {"words": [1, 2]}
    assert get("text/plain").text.replace(" ", "") == '{"words":[1,2]}'
    assert get(None).headers["Content-Type"].startswith("application/json")
    assert get("application/json", format="text").headers["Content-Type"].startswith("text/plain")
    assert server.get(path, user="alice", scope="agents", params={"format": "pdf"}).status_code == 400


def test_output_that_is_not_there(server):
    """An execution that is not over has no output yet, and one that was cancelled none at all."""
    id = made(server)
    early = server.get(f"{EXECUTIONS}/{id}/output", user="alice", scope="agents")
    assert early.status_code == 409 and code(early) == "conflict"
    act(server, id, "cancel")
    late = server.get(f"{EXECUTIONS}/{id}/output", user="alice", scope="agents")
    assert late.status_code == 404 and code(late) == "not_found"
    assert server.get(f"{EXECUTIONS}/{MISSING}/output", user="alice", scope="agents").status_code == 404


def test_the_agents(server):
    """The list of agents says what can be asked for, and who runs it."""
    response = server.get("/api/agents", user="alice", scope="agents")
    assert response.status_code == 200, response.text
    agents = {agent["name"]: agent for agent in response.json()["agents"]}
    assert agents.keys() == {"health-report", "jobs", "other"}
    assert (agents["jobs"]["runner"], agents["jobs"]["platform"], agents["jobs"]["model"]) == ("worker", "trains", "big")
    assert (agents["health-report"]["runner"], agents["health-report"]["operators"]) == ("builtin", True)
    assert server.get("/api/agents", user="alice", scope="chat").status_code == 403


# Ending


async def test_cancel(server):
    """Cancelled over HTTP, with a reason: the answer is the execution, watchers are told, and the same again is no fault."""
    id = made(server)
    async with follow(server, id) as alice:
        response = await asyncio.to_thread(act, server, id, "cancel", json={"reason": "not today"})
        assert response.status_code == 200, response.text
        update = await alice.expect("execution_update", status="cancelled")
        assert update["data"]["reason"] == "not today"
        assert stored(server, id)["status"] == "cancelled"
        again = act(server, id, "cancel")
        assert (again.status_code, again.json()) == (200, response.json())
        await alice.barrier()
        assert len(alice.of("execution_update")) == 1
    completed = finish(server, "other")
    assert act(server, completed, "cancel").status_code == 200
    assert stored(server, completed)["status"] == "completed"


def test_retry(server):
    """A retry is a new execution of the same agent with the same input and labels, and names the old one as its parent."""
    id = made(server, input={"n": 1}, labels={"a": "b"})
    refused = act(server, id, "retry")
    assert refused.status_code == 409 and code(refused) == "conflict", "it is not over"
    hold = Worker(server).claim()
    hold.report(progress(50), usage(5, 5, 1), failure("no"))
    before = stored(server, id)
    response = act(server, id, "retry", headers={"Idempotency-Key": "again"})
    assert response.status_code == 201, response.text
    execution = response.json()
    assert execution["id"] != id and execution["parent"] == id
    assert (execution["status"], execution["attempt"], execution["error"], execution["cost_usd"]) == ("pending", 1, None, 0)
    assert (execution["agent"], execution["input"], execution["labels"]) == ("jobs", {"n": 1}, {"a": "b"})
    assert execution["user_id"] == "alice" and execution["progress"]["percentage"] == 0
    assert stored(server, id) == before, "what was is not changed"
    again = act(server, id, "retry", headers={"Idempotency-Key": "again"})
    assert (again.status_code, again.json()["id"]) == (200, execution["id"])
    assert act(server, id, "retry").json()["id"] != execution["id"], "without a key it is another one"


def test_retry_of_every_end(server):
    """What was completed and what was cancelled can be repeated as well."""
    assert act(server, finish(server), "retry").status_code == 201
    Worker(server).claim().report(complete())
    id = made(server)
    act(server, id, "cancel")
    assert act(server, id, "retry").json()["parent"] == id


async def test_delete(server):
    """What is over is deleted with its events; what is not over is refused; its children stay."""
    id = made(server)
    response = delete(server, id)
    assert response.status_code == 409 and code(response) == "conflict"
    Worker(server).claim().report(output("x"), complete())
    child = act(server, id, "retry").json()["id"]
    assert delete(server, id).status_code == 204
    assert delete(server, id).status_code == 404
    assert server.get(f"{EXECUTIONS}/{id}", user="alice", scope="agents").status_code == 404
    assert [execution["id"] for execution in listed(server)["executions"]] == [child]
    assert stored(server, child)["status"] == "pending"
    async with follow(server, child, since=0) as alice:
        assert (await alice.expect("execution_update"))["seq"] == 1


# Limits


def test_open_executions_of_a_user(start, tmp_path):
    """A user has so many open executions; others have their own, and one that ends makes room."""
    server = start({**declared(tmp_path), "executions-per-user": 3})
    ids = [made(server) for _ in range(3)]
    refused = create(server)
    assert refused.status_code == 429, refused.text
    assert code(refused) == "rate_limited"
    made(server, user="bob")
    assert act(server, ids[0], "cancel").status_code == 200
    made(server)
    assert create(server).status_code == 429
    assert len(listed(server)["executions"]) == 4


def test_waiting_executions_of_the_server(start, tmp_path):
    """So many executions wait at a time; one more is refused as overloaded, and taken when one was claimed."""
    server = start({**declared(tmp_path), "agent-queue": 3})
    for number in range(3):
        made(server, user=f"user-{number}")
    refused = create(server, user="another")
    assert refused.status_code == 503, refused.text
    assert code(refused) == "overloaded"
    Worker(server).claim()
    made(server, user="another")


def test_rate_of_a_user(start, tmp_path):
    """What a user asks of executions counts with what they change in conversations; over the rate it is 429. Reading is free."""
    server = start({**declared(tmp_path, AGENTS), "user-message-rate": 1, "user-message-burst": 12})
    ids = [made(server) for _ in range(3)]
    for _ in range(3):
        assert server.request("POST", "/api/conversations", user="alice", json={}).status_code == 201
    asked = [
        lambda: create(server), lambda: act(server, ids[0], "cancel"), lambda: act(server, ids[0], "retry"), lambda: delete(server, ids[1]),
    ]
    answers = [ask() for _ in range(8) for ask in asked]
    refused = [answer for answer in answers if answer.status_code == 429]
    assert 15 <= len(refused) <= 26
    for answer in refused:
        assert code(answer) == "rate_limited" and answer.json()["error"]["retry_after_ms"] > 0
        assert int(answer.headers["Retry-After"]) >= 1
    conversations = [server.request("POST", "/api/conversations", user="alice", json={}).status_code for _ in range(3)]
    assert 429 in conversations
    count = server.metrics().value("telltale_errors_total", endpoint="http", code="rate_limited")
    assert count == len(refused) + conversations.count(429)
    for _ in range(20):
        listed(server)
        stored(server, ids[0], "alice", "agents")
    made(server, user="bob")


def test_the_rate_of_a_user_is_none_of_a_workers(start, tmp_path):
    """Workers claim and report as often as they need to."""
    server = start({**declared(tmp_path, AGENTS), "user-message-rate": 1, "user-message-burst": 2})
    made(server)
    hold = Worker(server).claim()
    for number in range(20):
        hold.report(progress(number))
    for _ in range(20):
        assert Worker(server).ask().status_code == 204
    hold.report(complete("done"))
    assert stored(server, hold.id)["status"] == "completed"


@pytest.mark.parametrize("limit, status", [("executions-per-user", 429), ("agent-queue", 503)])
def test_a_key_when_nothing_more_is_taken(start, tmp_path, limit, status):
    """A request that is sent again gets its execution though the user, or the server, has as many as may be; a new key is refused."""
    server = start({**declared(tmp_path), limit: 1})
    first = create(server, input="once", key="k")
    assert first.status_code == 201, first.text
    for options in ({"key": "k"}, {"idempotency_key": "k"}):
        again = create(server, input="twice", **options)
        assert (again.status_code, again.json()) == (200, first.json())
    assert create(server, key="new").status_code == status
    assert create(server).status_code == status
    assert len(listed(server)["executions"]) == 1
    act(server, first.json()["id"], "cancel")
    repeated = act(server, first.json()["id"], "retry", headers={"Idempotency-Key": "r"})
    assert repeated.status_code == 201, repeated.text
    again = act(server, first.json()["id"], "retry", headers={"Idempotency-Key": "r"})
    assert (again.status_code, again.json()["id"]) == (200, repeated.json()["id"])


def test_everything_survives_a_restart(start, tmp_path):
    """After an orderly end everything is there as it was, pending ones wait on, keys are known."""
    data = tmp_path / "data"
    settings = declared(tmp_path)
    server = start(settings, data=data)
    ids = [made(server, input=number, key=f"k{number}") for number in range(4)]
    hold = Worker(server).claim()
    hold.report(progress(10, "begun"), output("abc"), usage(1, 2, 3), complete({"x": 1}))
    act(server, ids[1], "cancel")
    before = [stored(server, id) for id in ids]
    assert server.stop() == 0
    server = start(settings, data=data)
    assert [stored(server, id) for id in ids] == before
    assert create(server, key="k0").json()["id"] == ids[0]
    assert {Worker(server).claim().id for _ in range(2)} == set(ids[2:])
