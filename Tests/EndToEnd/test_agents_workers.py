"""Workers: claiming with a lease, reporting, staying alive, being told to stop."""

import asyncio
import threading
import time

import pytest

from harness.agents import (
    CLAIMS, EXECUTIONS, Hold, Worker, act, code, complete, create, declared, ended, failure, follow, made, output, progress, stored, usage, view,
)
from harness.server import until

AGENTS = """
agents:
  - {name: jobs, runner: worker, model: big, platform: trains}
  - {name: other, runner: worker}
  - {name: short, runner: worker, lease: 1s}
  - {name: patient, runner: worker, lease: 1s, lost: requeue, attempts: 2}
"""


@pytest.fixture
def server(start, tmp_path):
    """A server with agents that workers run."""
    return start(declared(tmp_path, AGENTS))


def events(server, id: str):
    """All events of an execution, as a watcher from the beginning gets them."""

    async def read():
        async with follow(server, id, "auditor", scope="admin", since=0) as client:
            await client.barrier()
            last = client.of("connection")[0]["last_seq"]
            await client.wait_until(lambda c: any(f.get("seq") == last for f in c.frames))
            return view(client)

    return asyncio.run(read())


# Claiming


def test_a_claim(server):
    """A claim gives the execution, which then runs, with a lease, its length and its end, and the number of the first report."""
    id = made(server, input=["x"])
    response = Worker(server, "crane").ask()
    assert response.status_code == 200, response.text
    claim = response.json()
    assert claim["execution"]["id"] == id and claim["execution"]["input"] == ["x"]
    assert claim["execution"]["status"] == "running"
    assert claim["lease_id"] and claim["lease_ms"] == 30_000 and claim["next_sequence"] == 1
    assert claim["lease_expires_at"].endswith("Z") and claim["lease_expires_at"] > claim["execution"]["started_at"]
    assert stored(server, id) == claim["execution"]


def test_nothing_to_do(server):
    """With nothing to do a claim is answered with 204, at once or when its wait is over."""
    worker = Worker(server)
    began = time.monotonic()
    response = worker.ask()
    assert (response.status_code, response.content) == (204, b"")
    assert time.monotonic() - began < 2
    response = worker.ask(wait_ms=700)
    assert response.status_code == 204
    assert 0.7 <= time.monotonic() - began < 5


def test_a_long_poll(server):
    """A claim that waits is answered as soon as there is something to do."""
    worker = Worker(server)
    answers: list[tuple[float, object]] = []
    waiting = threading.Thread(target=lambda: answers.append((worker.claim(20_000), time.monotonic())))
    waiting.start()
    server.await_metrics(lambda m: m.value("telltale_agent_claims_waiting") == 1)
    began = time.monotonic()
    id = made(server)
    waiting.join(10)
    hold, at = answers[0]
    assert hold.id == id
    assert at - began < 1
    server.await_metrics(lambda m: m.value("telltale_agent_claims_waiting") == 0)


def test_a_worker_that_hangs_up(server):
    """A claim whose worker is gone takes nothing: the next one gets the execution."""
    gone = Worker(server)
    with pytest.raises(Exception, match="(?i)timed out|timeout"):
        gone.post(CLAIMS, {"worker": "gone", "wait_ms": 20_000}, timeout=0.5)
    gone.session.close()
    server.await_metrics(lambda m: m.value("telltale_agent_claims_waiting") == 0)
    id = made(server)
    assert Worker(server).claim().id == id


@pytest.mark.parametrize("limit, user, status", [("claims-per-user", "worker", 429), ("agent-claims", "other", 503)])
def test_claims_that_wait(start, tmp_path, limit, user, status):
    """So many claims wait at a time, of one user or of all; one more is told when to ask again, and may wait when another got something."""
    server = start({**declared(tmp_path, AGENTS), limit: 2})
    ids: list[str] = []
    waiting = [threading.Thread(target=lambda: ids.append(Worker(server).claim(20_000).id)) for _ in range(2)]
    for thread in waiting:
        thread.start()
    server.await_metrics(lambda m: m.value("telltale_agent_claims_waiting") == 2)
    refused = Worker(server, user=user).ask(wait_ms=5_000)
    assert refused.status_code == status, refused.text
    assert code(refused) == ("rate_limited" if status == 429 else "overloaded")
    assert refused.json()["error"]["retry_after_ms"] > 0 and int(refused.headers["Retry-After"]) >= 1
    assert Worker(server, user=user).ask().status_code == 204, "one that does not wait is not too many"
    if limit == "claims-per-user":
        assert Worker(server, user="another").ask(wait_ms=300).status_code == 204
    made(server)
    server.await_metrics(lambda m: m.value("telltale_agent_claims_waiting") == 1)
    assert Worker(server, user=user).ask(wait_ms=300).status_code == 204
    made(server)
    for thread in waiting:
        thread.join(10)
    assert len(set(ids)) == 2


def test_each_execution_is_claimed_once(server):
    """However many workers ask at once, each execution goes to one of them, and to each agent's own."""
    jobs = {made(server, input=n, user=f"u{n % 3}") for n in range(30)}
    others = {made(server, "other", n) for n in range(10)}
    taken: dict[str, list[str]] = {"jobs": [], "other": []}

    def work(agent: str, number: int) -> None:
        worker = Worker(server, f"{agent}-{number}", agents=(agent,))
        while (response := worker.ask()).status_code == 200:
            taken[agent].append(response.json()["execution"]["id"])

    threads = [threading.Thread(target=work, args=(agent, n)) for agent in taken for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert len(taken["jobs"]) == 30 and set(taken["jobs"]) == jobs
    assert len(taken["other"]) == 10 and set(taken["other"]) == others


def test_fair_between_owners(server):
    """Who asks for much does not make others wait: owners take turns, each in the order of asking."""
    alices = [made(server, input=n) for n in range(6)]
    bobs = [made(server, input=n, user="bob") for n in range(2)]
    worker = Worker(server)
    order = [worker.claim().id for _ in range(8)]
    assert [id for id in order if id in alices] == alices
    assert [id for id in order if id in bobs] == bobs
    assert set(bobs) <= set(order[:4]), "bob waited for all that alice asked for"


def test_which_agents(server):
    """A token names the agents that its worker may work for; a claim may name fewer; others are refused."""
    made(server)
    assert Worker(server, agents=("other",)).ask().status_code == 204
    assert Worker(server, agents=("other",)).ask(agents=["jobs"]).status_code == 403
    assert Worker(server, agents=("jobs", "other")).ask(agents=["other"]).status_code == 204
    without = Worker(server, agents=None).ask()
    assert without.status_code in (204, 403), "a token without agents may work for none"
    assert Worker(server, scope="agents").ask().status_code == 403
    assert Worker(server, scope="chat").ask().status_code == 403
    hold = Worker(server, agents=None, scope="admin").claim(agents=["jobs"])
    assert hold.execution["agent"] == "jobs"


def test_a_built_in_agent_is_not_for_workers(server):
    """What the server runs itself is not to be claimed, whatever the token says."""
    for worker in (Worker(server, agents=("health-report",)), Worker(server, agents=None, scope="admin")):
        response = worker.ask(agents=["health-report"])
        assert response.status_code in (400, 403, 404), response.text


def test_a_cancelled_execution_is_not_claimed(server):
    """What was cancelled while it waited is passed over."""
    first, second = made(server), made(server)
    act(server, first, "cancel")
    assert Worker(server).claim().id == second


# Reporting


def test_heartbeats(server):
    """Reports, and heartbeats that report nothing, prolong the lease; an execution whose worker is alive is not taken away."""
    id = made(server, "short")
    hold = Worker(server, agents=("short",)).claim()
    until_first = hold.claim["lease_expires_at"]
    for number in range(8):
        time.sleep(0.3)  # the worker's pace: 2.4 s in all, with a lease of 1 s
        receipt = hold.report(*([progress(number)] if number % 2 else []))
        assert receipt["status"] == "running"
        assert receipt["lease_expires_at"] > until_first
        until_first = receipt["lease_expires_at"]
    hold.report(complete())
    assert stored(server, id)["status"] == "completed"


def test_resent_batches(server):
    """A batch that is sent again, whole or with new events after it, counts once; its sender cannot tell the difference."""
    id = made(server)
    hold = Worker(server).claim()
    batch = (progress(10, "one"), output("a"), usage(1, 1, 1))
    first = hold.send(*batch, first=1).json()
    again = hold.send(*batch, first=1).json()
    assert (first["accepted"], again["next_sequence"]) == (3, 4)
    more = hold.send(output("a"), usage(1, 1, 1), output("b"), first=2).json()
    assert more["next_sequence"] == 5
    end = hold.send(output("b"), output("c"), complete("abc"), first=4)
    assert end.json()["status"] == "completed"
    resent = hold.send(output("b"), output("c"), complete("abc"), first=4)
    assert resent.status_code == 200 and resent.json()["status"] == "completed"
    execution = stored(server, id)
    assert (execution["tokens"]["total"], execution["cost_usd"], execution["output"]) == (2, 1, "abc")
    whole = events(server, id)
    assert whole.text == "abc" and whole.last_seq == 7


def test_a_gap(server):
    """A batch that leaves one out is refused with 409 and the number that is expected; nothing of it is taken."""
    id = made(server)
    hold = Worker(server).claim()
    hold.report(output("a"))
    for first in (3, 1_000):
        response = hold.send(output("x"), first=first)
        assert response.status_code == 409, response.text
        assert code(response) == "conflict"
        assert response.json()["error"]["expected_sequence"] == 2
    hold.report(output("b"))
    assert events(server, id).text == "ab"


def test_a_stale_lease(server):
    """Reports under a lease that is not the execution's are refused with 409 and change nothing."""
    id = made(server)
    hold = Worker(server).claim()
    for lease in ("nonsense", hold.lease + "0", hold.lease[:-1]):
        response = hold.send(output("x"), lease=lease)
        assert response.status_code == 409, response.text
        assert code(response) == "conflict"
    assert hold.send(lease="nonsense").status_code == 409, "a heartbeat neither"
    waiting = made(server)
    response = hold.worker.post(f"{EXECUTIONS}/{waiting}/events", {"lease_id": hold.lease, "events": []})
    assert response.status_code == 409
    assert events(server, id).last_seq == 2


def test_who_may_report(server):
    """Only a token for the agent reports, even with the lease; an execution that is not there is 404."""
    id = made(server)
    hold = Worker(server).claim()
    body = {"lease_id": hold.lease, "events": [{"sequence": 1, "type": "output", "delta": "x"}]}
    path = f"{EXECUTIONS}/{id}/events"
    for worker in (Worker(server, agents=("other",)), Worker(server, agents=None), Worker(server, scope="agents")):
        assert worker.post(path, body).status_code == 403
    assert server.request("POST", path, json=body).status_code == 401
    missing = hold.worker.post(f"{EXECUTIONS}/01KDR0Q3Z6M8W2T5C7V9X1B3N4/events", body)
    assert missing.status_code == 404 and code(missing) == "not_found"
    assert events(server, id).last_seq == 2
    hold.report(output("x"))


def test_after_the_end(server):
    """After the end new reports are refused with 409; after a cancellation they are answered by it and change nothing."""
    done, cancelled = made(server), made(server)
    first, second = Worker(server).claim(), Worker(server).claim()
    first.report(complete(1))
    late = first.send(output("late"))
    assert late.status_code == 409 and code(late) == "conflict"
    act(server, cancelled, "cancel", json={"reason": "enough"})
    for reports in ((), (progress(5),), (complete("won"),), (failure("lost"),)):
        receipt = second.send(*reports)
        assert receipt.status_code == 200 and receipt.json()["status"] == "cancelled", receipt.text
    assert stored(server, done)["output"] == 1
    execution = stored(server, cancelled)
    assert (execution["status"], execution["output"], execution["error"]) == ("cancelled", None, None)
    assert events(server, cancelled).last_seq == 3


def test_cancellation_is_learnt_from_the_reply(server):
    """A worker learns of a cancellation from the reply to its next report or heartbeat."""
    made(server)
    hold = Worker(server).claim()
    assert hold.report(progress(5))["status"] == "running"
    act(server, hold.id, "cancel")
    receipt = hold.send().json()
    assert receipt["status"] == "cancelled"
    assert "lease_expires_at" not in receipt or receipt["lease_expires_at"] is None


# Limits

LIMITED = """
agents:
  - {name: dear, runner: worker, limits: {cost_usd: 0.5, tokens: 100}}
  - {name: hurried, runner: worker, limits: {time: 1s}}
"""


@pytest.mark.parametrize("spent, word", [(usage(1, 1, 0.25), "0.5 US dollars"), (usage(60, 10, 0), "100 tokens")])
def test_a_limit_of_what_is_spent(start, tmp_path, spent, word):
    """What workers report beyond their agent's limit fails the execution; the worker learns of it from the answer."""
    server = start(declared(tmp_path, LIMITED))
    id = made(server, "dear")
    hold = Worker(server, agents=["dear"]).claim()
    assert hold.report(spent)["status"] == "running"
    if "dollars" in word:
        assert hold.report(spent)["status"] == "running", "it is used up exactly"
    receipt = hold.send(output("a"), spent, output("b"), complete("too late"))
    assert receipt.status_code == 200 and receipt.json()["status"] == "failed", receipt.text
    execution = stored(server, id)
    assert (execution["status"], execution["error"]["code"], execution["output"]) == ("failed", "too_large", None)
    assert word in execution["error"]["message"]
    assert hold.send(output("more"), first=receipt.json()["next_sequence"]).status_code == 409
    assert events(server, id).text == "a"
    assert server.metrics().value("telltale_agent_failures_total", platform="worker", code="too_large") == 1


def test_a_limit_of_time(start, tmp_path):
    """A worker that goes on reporting beyond its agent's limit of time is stopped, and learns of it from a heartbeat's answer."""
    server = start(declared(tmp_path, LIMITED))
    id = made(server, "hurried")
    hold = Worker(server, agents=["hurried"]).claim()
    until(lambda: hold.send().json()["status"], lambda status: status == "failed", 5, "the end")
    execution = stored(server, id)
    assert execution["error"]["code"] == "timeout" and "1 s" in execution["error"]["message"]
    assert 900 <= execution["duration_ms"] < 4_000


# Leases that run out


def test_a_worker_that_is_lost(server):
    """A lease that runs out fails the execution with interrupted, in so many words; its worker's late report is refused."""
    id = made(server, "short")
    hold = Worker(server, agents=("short",)).claim()
    hold.report(progress(40, "last words"))
    execution = ended(server, id, 10)
    assert (execution["status"], execution["error"]["code"]) == ("failed", "interrupted")
    assert "1 s" in execution["error"]["message"]
    assert execution["progress"]["percentage"] == 40
    assert hold.send(progress(50)).status_code == 409
    whole = events(server, id)
    assert [frame["type"] for frame in whole.events] == ["execution_update", "execution_update", "progress", "execution_error"]
    assert server.metrics().value("telltale_agent_leases_lost_total", platform="worker", outcome="failed") == 1


def test_a_lost_execution_goes_to_another_worker(server):
    """Where its agent says so an execution whose lease ran out waits again, as the next attempt, from the beginning, so often."""
    id = made(server, "patient")
    first = Worker(server, "first", agents=("patient",)).claim()
    first.report(progress(70, "far"), output("half of "), usage(10, 10, 1))
    second = Worker(server, "second", agents=("patient",)).claim(20_000)
    assert second.id == id and second.lease != first.lease
    execution = second.execution
    assert (execution["attempt"], execution["progress"]["percentage"], execution["tokens"]["total"]) == (2, 0, 20)
    late = first.send(complete("too late"))
    assert late.status_code == 409 and code(late) == "conflict"
    second.report(progress(20), output("all of it"))
    execution = ended(server, id, 10)
    assert (execution["status"], execution["error"]["code"], execution["attempt"]) == ("failed", "interrupted", 2)
    whole = events(server, id)
    assert (whole.attempt, whole.text) == (2, "all of it")
    assert [frame["data"].get("worker") for frame in whole.events if frame.get("status") == "running"] == ["first", "second"]
    metrics = server.metrics()
    assert metrics.value("telltale_agent_leases_lost_total", platform="worker", outcome="requeued") == 1
    assert metrics.value("telltale_agent_leases_lost_total", platform="worker", outcome="failed") == 1


def test_a_requeued_one_goes_first(server):
    """An execution that has to begin again goes before its owner's others."""
    first = made(server, "patient", 1)
    Worker(server, agents=("patient",)).claim()
    made(server, "patient", 2)
    until(lambda: stored(server, first), lambda e: e["attempt"] == 2, 10, "the requeueing")
    assert Worker(server, agents=("patient",)).claim().id == first


def test_a_restart_does_not_take_leases_away(start, tmp_path):
    """An execution that a worker holds goes on over a restart: the lease gets its whole length again from then."""
    data = tmp_path / "data"
    settings = declared(tmp_path, AGENTS)
    server = start(settings, data=data)
    id = made(server, "short")
    hold = Worker(server, agents=("short",)).claim()
    hold.report(progress(10), output("a"))
    server.stop()
    time.sleep(1.2)  # longer than the lease
    server = start(settings, data=data)
    hold.worker.server = server
    resent = hold.send(progress(10), output("a"), output("b"), first=1)
    assert resent.status_code == 200 and resent.json()["next_sequence"] == 4, resent.text
    hold.next = 4
    hold.report(complete("ab"))
    assert events(server, id).text == "ab"


# Order


async def test_order_under_load(server):
    """With several workers at work, every watcher of every execution gets its events complete and in order."""
    ids = [made(server, input=n, user="alice") for n in range(24)]
    clients = [await follow(server, id, since=0) for id in ids for _ in range(2)]

    def work(number: int) -> None:
        worker = Worker(server, f"w{number}")
        while (response := worker.ask()).status_code == 200:
            hold = Hold(worker, response.json())
            for step in range(6):
                hold.report(progress(step * 10, f"step {step}"), output(f"{step};"), usage(1, 1, 0.001))
            hold.report(complete(hold.id))

    await asyncio.gather(*(asyncio.to_thread(work, number) for number in range(4)))
    for place, client in enumerate(clients):
        await client.expect("execution_complete", timeout=20)
        whole = view(client)
        assert whole.last_seq == 15 and whole.text == "0;1;2;3;4;5;"
        assert whole.execution["output"] == ids[place // 2]
        await client.close()


def test_all_of_it_is_counted(server):
    """The figures agree with what was done: ends by outcome, tokens, costs, times, and who waits and runs."""
    for n in range(3):
        made(server, input=n)
    holds = [Worker(server).claim() for _ in range(2)]
    holds[0].report(usage(100, 50, 0.5), complete())
    holds[1].report(usage(10, 5, 0.25), failure("no", "timeout"))
    act(server, made(server), "cancel")
    assert create(server, "nobody").status_code == 400
    metrics = server.metrics()
    executions = "telltale_agent_executions_total"
    assert metrics.value(executions, platform="trains", model="big", outcome="completed") == 1
    assert metrics.value(executions, platform="trains", outcome="failed") == 1
    assert metrics.value(executions, platform="trains", outcome="cancelled") == 1
    assert metrics.value(executions) == 3
    assert metrics.value("telltale_agent_executions", status="pending") == 1
    assert metrics.value("telltale_agent_executions", status="running") == 0
    assert metrics.value("telltale_agent_tokens_total", platform="trains", model="big", direction="input") == 110
    assert metrics.value("telltale_agent_tokens_total", direction="output") == 55
    assert metrics.value("telltale_agent_cost_usd_total", platform="trains", model="big") == 0.75
    assert metrics.value("telltale_agent_execution_duration_seconds_count", platform="trains") == 2
    assert metrics.value("telltale_agent_queue_seconds_count", platform="trains") == 2
    assert metrics.value("telltale_agent_failures_total", platform="trains", code="timeout") == 1
    operations = "telltale_operations_total"
    assert metrics.value(operations, endpoint="agents", operation="execution", outcome="ok") == 1
    assert metrics.value(operations, endpoint="agents", operation="execution", outcome="client_error") == 1, "the cancelled one"
    assert metrics.value(operations, endpoint="agents", operation="execution", outcome="server_error") == 1
