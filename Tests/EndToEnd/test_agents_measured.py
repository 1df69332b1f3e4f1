"""The report on the server's health, and what dashboards and scrapers are told of executions."""

import asyncio
import re

import pytest

from harness.agents import Worker, act, code, complete, create, declared, ended, failure, follow, made, stored, usage, view, watch
from harness.client import dashboard, join

OPERATOR = "agents dashboard"
AGENTS = """
agents:
  - {name: jobs, runner: worker, platform: trains, model: big}
"""


async def test_a_report_on_the_first_minute(start, room):
    """Without any model and any setting, a server reports on itself at once: in Markdown, with progress, with figures that are true."""
    server = start()
    async with join(server, room, "alice") as alice, join(server, room, "bob"):
        for number in range(5):
            await alice.post("hello", id=str(number), respond=False)
        id = made(server, "health-report", None, "olga", scope=OPERATOR)
        async with follow(server, id, "olga", since=0) as olga:
            end = await olga.expect("execution_complete", timeout=20)
            whole = view(olga)
            assert len(olga.of("progress")) >= 2
            percentages = [frame["percentage"] for frame in olga.of("progress")]
            assert percentages == sorted(percentages) and all(frame["message"] for frame in olga.of("progress"))
            report = end["result"]
            assert isinstance(report, str) and whole.text.strip() in ("", report.strip())
            assert re.search(r"^#+ \S", report, re.MULTILINE), "it has headings"
            assert len(report) > 200
            assert re.search(r"\b2\b", report), "two sockets are open"
            execution = end["execution"]
            assert (execution["platform"], execution["agent"], execution["cost_usd"]) == ("telltale", "health-report", 0)
    answer = server.get(f"/api/agents/executions/{id}/output", user="olga", scope=OPERATOR)
    assert answer.headers["Content-Type"].startswith("text/") and answer.text == report


def test_the_report_is_for_operators(start):
    """Who may not see how the server runs is refused the report, and told what is missing."""
    server = start()
    response = create(server, "health-report", None)
    assert response.status_code == 403, response.text
    assert code(response) == "forbidden" and "dashboard" in response.json()["error"]["message"]


def test_the_same_report_twice(start):
    """Reports can be repeated: the retry is a new execution, and needs the scope again."""
    server = start()
    id = made(server, "health-report", None, "olga", scope=OPERATOR)
    assert ended(server, id)["status"] == "completed"
    assert act(server, id, "retry", "olga", "agents").status_code == 403
    again = act(server, id, "retry", "olga", OPERATOR)
    assert again.status_code == 201
    assert ended(server, again.json()["id"])["status"] == "completed"


async def test_the_live_feed(start, tmp_path):
    """A dashboard sees how many executions wait and run, how many end a second and how, tokens and costs."""
    server = start(declared(tmp_path, AGENTS))
    async with dashboard(server) as operator:
        await operator.expect("stats")
        for number in range(4):
            made(server, input=number)
        worker = Worker(server)
        holds = [worker.claim() for _ in range(3)]
        frame = await operator.expect("stats", where=lambda f: f["cluster"].get("executions", {}).get("running") == 3)
        assert frame["cluster"]["executions"] == {"pending": 1, "running": 3}
        holds[0].report(usage(1_000, 200, 0.5), complete())
        holds[1].report(failure("no"))
        assert act(server, holds[2].id, "cancel").status_code == 200
        await operator.expect("stats", where=lambda f: f["cluster"].get("executions") == {"pending": 1, "running": 0})
        await operator.expect("stats")
        entries = [frame["cluster"] for frame in operator.of("stats")]

        def total(name: str, part: str) -> float:
            return sum(entry.get(name, {}).get(part, 0) for entry in entries)

        for outcome in ("completed", "failed", "cancelled"):
            assert total("executions_per_s", outcome) == pytest.approx(1, abs=0.35), outcome
        assert sum(entry.get("tokens_per_s", 0) for entry in entries) == pytest.approx(1_200, rel=0.35)
        assert max(entry.get("cost_usd_per_h", 0) for entry in entries) > 0
        assert entries[-1]["connections"]["agents"] == 0
        async with follow(server, holds[0].id):
            await operator.expect("stats", where=lambda f: f["cluster"]["connections"]["agents"] == 1)


async def test_the_assistant_knows_of_executions(start, tmp_path, room):
    """The operations assistant answers /agents with the executions that there are."""
    server = start(declared(tmp_path, AGENTS))
    made(server)
    Worker(server).claim()
    made(server)
    async with join(server, room, token=server.token("olga", "chat dashboard")) as olga:
        await olga.say("/agents")
        await olga.wait_until(lambda c: bool(c.of("message_complete")))
        text = [m for m in olga.messages if m["role"] == "assistant"][-1]["content"]
        assert "1 running, 1 pending" in text


def test_labels_are_bounded(start, tmp_path):
    """Nothing that users or workers write becomes a label: neither ids nor names nor messages."""
    server = start(declared(tmp_path, AGENTS))
    id = made(server, user="a-very-special-user", labels={"team": "a-very-special-team"})
    hold = Worker(server, "a-very-special-worker").claim()
    hold.report(usage(1, 1, 1), failure("a-very-special-message"))
    create(server, "a-very-special-agent")
    text = server.metrics().text
    assert "very-special" not in text
    assert id not in text, "an id is no label"
    assert stored(server, id)["status"] == "failed"


def test_exemplars(start, tmp_path):
    """The OpenMetrics exposition ties the duration of an execution to its id."""
    server = start(declared(tmp_path, AGENTS))
    id = made(server)
    Worker(server).claim().report(complete())
    response = server.get("/metrics?format=openmetrics", user="prometheus", scope="metrics")
    assert response.status_code == 200
    lines = [line for line in response.text.splitlines() if line.startswith("telltale_agent_execution_duration_seconds_bucket")]
    assert any(f'# {{execution_id="{id}"}}' in line for line in lines), lines[:5]


def test_queue_time(start, tmp_path):
    """The time that an execution waits is measured when it begins."""
    server = start(declared(tmp_path, AGENTS))
    made(server)
    assert server.metrics().value("telltale_agent_queue_seconds_count") == 0
    hold = Worker(server).claim()
    metrics = server.metrics()
    assert metrics.value("telltale_agent_queue_seconds_count", platform="trains") == 1
    waited = metrics.value("telltale_agent_queue_seconds_sum", platform="trains")
    assert 0 <= waited < 10
    assert metrics.value("telltale_agent_execution_duration_seconds_count", platform="trains") == 0
    hold.report(complete())
    assert server.metrics().value("telltale_agent_execution_duration_seconds_count", platform="trains") == 1


def test_gauges_after_a_restart(start, tmp_path):
    """After a start the gauges say what is there, and the counters begin at nothing."""
    data = tmp_path / "data"
    settings = declared(tmp_path, AGENTS)
    server = start(settings, data=data)
    for number in range(3):
        made(server, input=number)
    hold = Worker(server).claim()
    hold.report(usage(1, 1, 1))
    server.kill()
    server = start(settings, data=data)
    metrics = server.metrics()
    assert metrics.value("telltale_agent_executions", status="pending") == 2
    assert metrics.value("telltale_agent_executions", status="running") == 1
    assert metrics.value("telltale_agent_executions_total") == 0


async def test_refused_handshakes(start, tmp_path):
    """Refused handshakes count as the client's fault, by their reason."""
    server = start(declared(tmp_path, AGENTS))
    id = made(server)
    for options in ({"token": "x"}, {"user": "mallory"}):
        async with watch(server, id, **options) as client:
            await client.closed()
    metrics = await asyncio.to_thread(
        server.await_metrics, lambda m: m.value("telltale_operations_total", endpoint="agents", operation="handshake") == 2
    )
    assert metrics.value("telltale_operations_total", endpoint="agents", operation="handshake", outcome="client_error") == 2
