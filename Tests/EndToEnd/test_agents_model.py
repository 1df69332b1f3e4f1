"""Agents that the server runs itself, on a scripted model: steps, tools, limits, failures, cancellation."""

import asyncio
import http.server
import json
import signal
import statistics
import threading
import time

import pytest

from harness import agents
from harness.agents import act, create, declared, ended, follow, made, stored, view
from harness.client import join
from harness.server import run, until
from harness.upstream import Upstream

AGENTS = """
agents:
  - {name: plain, model: plain, system: You are brief.}
  - {name: whatever, model: plain, tools: [calculator], lost: fail}
  - name: stepwise
    model: plain
    steps:
      - Outline
      - {name: Write, prompt: Now write all of it.}
      - {name: Check, prompt: Is it right?}
  - {name: all-tools, model: plain, tools: [calculator, conversations_search]}
  - {name: operators-tools, model: plain, tools: [metrics_query, alerts]}
  - {name: three-calls, model: endless, tools: [calculator], limits: {calls: 3}}
  - {name: few-tokens, model: expensive, tools: [calculator], limits: {tokens: 1500000}}
  - {name: little-money, model: expensive, tools: [calculator], limits: {cost_usd: 2}}
  - {name: hurried, model: stall_middle, limits: {time: 1s}}
  - {name: safe, model: slow, lost: requeue}
  - {name: secret, model: plain, operators: true}
"""


@pytest.fixture
def upstream():
    with Upstream() as running:
        yield running


@pytest.fixture
def server(start, upstream, tmp_path):
    """A server whose agents ask the scripted endpoint."""
    return start(modelled(upstream, tmp_path))


def modelled(upstream, folder, text=AGENTS, **settings) -> dict:
    return {
        **declared(folder, text), "model-url": upstream.url, "model": "plain", "model-key": "sk-not-to-be-seen", "assistant": "never",
        "model-prices": "expensive=1/2,plain=10/20", "model-first-chunk-timeout": "1s", "model-silence-timeout": "1s", "model-retries": 1, **settings,
    }


def call(tool: str, **arguments) -> str:
    """What makes the scripted model call a tool and repeat what it said."""
    return f"tool_call {tool} {json.dumps(arguments)}"


def told(upstream) -> str:
    """What the last tool said to the model."""
    return [message["content"] for message in upstream.requests[-1].messages if message["role"] == "tool"][-1]


# Running


async def test_an_answer(server, upstream):
    """An agent's answer is streamed as output, counted, and its whole text the result."""
    id = made(server, "plain", "What is a room?")
    async with follow(server, id, since=0) as alice:
        end = await alice.expect("execution_complete", timeout=20)
        whole = view(alice)
        assert end["result"] == whole.text == upstream.text
        assert len(whole.pieces) >= 1 and max(len(piece.encode()) for piece in whole.pieces) <= 16_384
        execution = end["execution"]
        assert (execution["platform"], execution["model"], execution["status"]) == ("telltale", "plain", "completed")
        assert execution["tokens"]["input"] > 0 and execution["tokens"]["output"] > 0
        cost = execution["tokens"]["input"] * 10e-6 + execution["tokens"]["output"] * 20e-6
        assert execution["cost_usd"] == pytest.approx(cost)
        assert any("model" in frame["message"] for frame in alice.of("progress"))
        assert execution == stored(server, id)
    request = upstream.requests[-1]
    assert request.body["messages"] == [{"role": "system", "content": "You are brief."}, {"role": "user", "content": "What is a room?"}]
    assert request.model == "plain" and request.body["stream"] is True
    assert request.headers["authorization"] == "Bearer sk-not-to-be-seen" and "sk-not-to-be-seen" not in server.log


async def test_output_comes_as_it_is_generated(server):
    """Watchers read along: pieces come while the model still speaks, put together to at most about twenty a second."""
    id = made(server, "plain", "count 200 100")
    async with follow(server, id, since=0) as alice:
        await alice.expect("execution_output")
        assert stored(server, id)["status"] == "running"
        end = await alice.expect("execution_complete", timeout=20)
        whole = view(alice)
        assert end["result"] == whole.text == "".join(f"{n} " for n in range(200))
        assert 10 <= len(whole.pieces) <= 80, len(whole.pieces)


async def test_steps(server, upstream):
    """Steps are asked one after the other in one conversation; progress says which of how many, and never goes back."""
    id = made(server, "stepwise", {"topic": "tea"})
    async with follow(server, id, since=0) as alice:
        await alice.expect("execution_complete", timeout=20)
        steps = [(frame["step"], frame["steps"]) for frame in alice.of("progress")]
        assert [step for step, _ in steps] == [1, 2, 3] and {total for _, total in steps} == {3}
        assert "Outline" in alice.of("progress")[0]["message"]
        assert view(alice).execution["output"] == upstream.text
        assert view(alice).text.count(upstream.text) == 3
    assert len(upstream.requests) == 3
    last = [(message["role"], message["content"]) for message in upstream.requests[-1].messages]
    assert [role for role, _ in last] == ["user", "assistant", "user", "assistant", "user"]
    assert json.loads(last[0][1].split("\n")[0]) == {"topic": "tea"} and "Outline" in last[0][1]
    assert last[2][1] == "Now write all of it." and last[4][1] == "Is it right?"


async def test_a_tool(server, upstream):
    """A tool that the model calls is called, its progress is told, and the model goes on with what it said."""
    id = made(server, "whatever", call("calculator", expression="2^10 - 6*7"))
    async with follow(server, id, since=0) as alice:
        end = await alice.expect("execution_complete", timeout=20)
        assert end["result"] == "The tool said: 982"
        assert any("calculator" in frame["message"] for frame in alice.of("progress"))
    first, second = upstream.requests
    assert [tool["function"]["name"] for tool in first.body["tools"]] == ["calculator"]
    asked, answered = second.messages[-2:]
    assert (asked["role"], answered["role"], answered["content"]) == ("assistant", "tool", "982")
    assert answered["tool_call_id"] == asked["tool_calls"][0]["id"]
    assert stored(server, id)["tokens"]["total"] > 0


def test_two_tools_at_once(server):
    """Calls that come together are all made, and answered in their order."""
    id = made(server, "whatever", "two_tools")
    assert ended(server, id)["output"] == "42 and 1024"


@pytest.mark.parametrize("asked, said", [
    (call("calculator", expression="1/0"), "Error"), (call("calculator", expression="import os"), "Error"),
    (call("calculator", wrong="1"), "Error"), ("tool_call calculator {not json", "Error"), (call("rm", path="/"), 'no tool "rm"'),
    (call("http_fetch", url="http://127.0.0.1/"), "no tool"), (call("calculator", expression="9^9^9^9^9"), "Error"),
])
def test_calls_that_make_no_sense(server, upstream, asked, said):
    """A call that makes no sense is told to the model, which goes on; no tool is called that was not offered."""
    execution = ended(server, made(server, "whatever", asked))
    assert execution["status"] == "completed", execution
    assert said in told(upstream)


async def test_conversations_search(server, upstream, room):
    """An agent finds what its owner could read, and nothing else."""
    server.request("POST", "/api/conversations", user="alice", json={"id": room})
    server.request("POST", "/api/conversations", user="bob", json={"id": f"{room}-bob"})
    async with join(server, room, "alice") as alice, join(server, f"{room}-bob", "bob") as bob:
        await alice.post("the figs are ripe", id="1", respond=False)
        await bob.post("the figs are stolen", id="1", respond=False)
    await asyncio.to_thread(ended, server, made(server, "all-tools", call("conversations_search", text="figs")))
    assert "ripe" in told(upstream) and "stolen" not in told(upstream)


def test_tools_for_operators(server, upstream):
    """Metrics and alerts are for owners whose token has the scope dashboard; others' agents are told so."""
    for tool, arguments in (("metrics_query", {"query": "telltale_agent_executions_total", "sum_by": []}), ("alerts", {})):
        ended(server, made(server, "operators-tools", call(tool, **arguments)))
        assert told(upstream).startswith("Error") and "dashboard" in told(upstream)
    ended(server, made(server, "operators-tools", call("alerts"), scope="agents dashboard"))
    assert not told(upstream).startswith("Error")
    query = call("metrics_query", query='telltale_agent_executions_total{outcome="completed"}', sum_by=[])
    ended(server, made(server, "operators-tools", query, scope="agents dashboard"))
    assert told(upstream).split()[-1] == "3", told(upstream)


def test_agents_for_operators(server):
    """An agent for operators runs for owners with the scope dashboard only."""
    refused = create(server, "secret")
    assert refused.status_code == 403 and agents.code(refused) == "forbidden"
    assert "dashboard" in refused.json()["error"]["message"]
    assert ended(server, made(server, "secret", scope="agents dashboard"))["status"] == "completed"


# Limits


@pytest.mark.parametrize("agent, code, word", [
    ("three-calls", "too_large", "calls"), ("few-tokens", "too_large", "tokens"), ("little-money", "too_large", "dollars"),
    ("hurried", "timeout", "1 s"),
])
async def test_limits(server, upstream, agent, code, word):
    """What reaches the limit of its agent fails, with a code and a message that name the limit; what was spent is counted."""
    id = made(server, agent)
    async with follow(server, id, since=0) as alice:
        end = await alice.expect("execution_error", timeout=20)
        assert end["error"]["code"] == code and word in end["error"]["message"], end["error"]
        execution = end["execution"]
        assert execution["status"] == "failed"
        if agent == "three-calls":
            assert len(upstream.requests) == 3
        if agent == "few-tokens":
            assert execution["tokens"]["total"] == 2_000_000 and len(upstream.requests) == 2
        if agent == "little-money":
            assert execution["cost_usd"] == pytest.approx(2.6) and len(upstream.requests) == 2
        if agent == "hurried":
            assert 900 <= execution["duration_ms"] < 5_000
            await asyncio.to_thread(until, lambda: upstream.requests[-1].disconnected, bool, 2, "the end of the request")
        assert view(alice).status == "failed"


@pytest.mark.parametrize("script, code", [
    ("error_mid_stream", "model_error"), ("truncated", "model_error"), ("cut", "model_error"), ("always_500", "model_error"),
    ("refused", "model_error"), ("garbage", "model_error"), ("html", "model_error"), ("huge_line", "model_error"),
    ("stall_first", "timeout"), ("stall_middle", "timeout"),
])
async def test_models_that_fail(server, script, code):
    """A model that fails fails the execution with a code; what it streamed stays; no key and no stranger's text gets out."""
    id = made(server, "plain", script)
    async with follow(server, id, since=0) as alice:
        end = await alice.expect("execution_error", timeout=30)
        assert end["error"]["code"] == code, end["error"]
        whole = view(alice)
        assert "sk-not-to-be-seen" not in json.dumps(alice.frames) + server.log
        if script in ("error_mid_stream", "truncated", "cut", "garbage", "huge_line"):
            assert whole.text == "It began well "
    metrics = server.metrics()
    assert metrics.value("telltale_agent_failures_total", platform="telltale", code=code) == 1
    assert metrics.value("telltale_agent_executions_total", platform="telltale", model="plain", outcome="failed") == 1
    assert metrics.value("telltale_operations_total", endpoint="agents", operation="execution", outcome="server_error") == 1


@pytest.mark.parametrize("script", ["crlf", "split", "comments", "no_usage", "no_done", "whole", "retry"])
def test_models_that_are_odd(server, upstream, script):
    """A run ends well however the stream is cut or decorated, and after a refusal that passes."""
    execution = ended(server, made(server, "plain", script))
    assert execution["status"] == "completed", execution["error"]
    assert execution["output"] == ("Done without saying so." if script == "no_done" else upstream.text)


def test_without_a_model(start, tmp_path):
    """Without a model an agent that needs one fails at once and says why."""
    server = start(declared(tmp_path, AGENTS))
    execution = ended(server, made(server, "plain"))
    assert (execution["status"], execution["error"]["code"]) == ("failed", "model_error")
    assert "model" in execution["error"]["message"]


# Cancelling


async def test_cancel(server, upstream):
    """A cancel takes effect at once: the request to the model ends within 100 ms, and nothing comes after it."""
    times = []
    for number in range(5):
        id = made(server, "plain", "slow 0.02")
        async with follow(server, id, since=0) as alice:
            await alice.wait_until(lambda c: len(c.of("execution_output")) > 2)
            request = upstream.requests[-1]
            began = time.monotonic()
            await alice.send("cancel", id="c", reason="enough")
            ack = await alice.expect("ack", id="c")
            acknowledged = time.monotonic() - began
            assert ack["status"] == "cancelled" and acknowledged < 1
            await asyncio.to_thread(until, lambda: request.disconnected, bool, 2, "the end of the request")
            times.append(request.left_at - began)
            update = await alice.expect("execution_update", status="cancelled")
            assert update["seq"] == ack["seq"] and update["data"]["reason"] == "enough"
            await alice.barrier()
            assert view(alice).status == "cancelled"
        execution = stored(server, id)
        assert (execution["status"], execution["output"], execution["error"]) == ("cancelled", None, None)
    assert statistics.median(times) < 0.1, times
    assert server.metrics().value("telltale_agent_executions_total", outcome="cancelled") == 5


async def test_cancel_of_one_that_waits(start, upstream, tmp_path):
    """What waits for a place is cancelled without ever having begun."""
    server = start(modelled(upstream, tmp_path, **{"agent-concurrency": 1}))
    running = made(server, "plain", "slow 0.02")
    until(lambda: stored(server, running), lambda e: e["status"] == "running", 5, "the first")
    waiting = made(server, "plain", "plain")
    assert stored(server, waiting)["status"] == "pending"
    assert act(server, waiting, "cancel").status_code == 200
    assert ended(server, running, 30)["status"] == "completed"
    execution = stored(server, waiting)
    assert execution["status"] == "cancelled" and "started_at" not in execution
    assert len(upstream.requests) == 1


# Many at once


def test_concurrency(start, upstream, tmp_path):
    """So many run at a time; the others wait, and owners take turns."""
    server = start(modelled(upstream, tmp_path, **{"agent-concurrency": 2}))
    alices = [made(server, "plain", "count 10 50") for _ in range(6)]
    bobs = [made(server, "plain", "count 10 50", user="bob") for _ in range(2)]
    most = 0
    while any((e := stored(server, id))["status"] not in agents.FINAL for id in alices + bobs):
        # One answer: asked one by one they would be of different moments.
        running = agents.listed(server, "auditor", "admin", status="running")["executions"]
        most = max(most, len(running))
    started = sorted(alices + bobs, key=lambda id: stored(server, id)["started_at"])
    assert most == 2, most
    assert set(bobs) <= set(started[:6]), "bob waited for all that alice asked for"
    times = [stored(server, id) for id in alices + bobs]
    for one in times:
        overlapping = [e for e in times if e["started_at"] < one["completed_at"] and one["started_at"] < e["completed_at"]]
        assert len([e for e in overlapping if e["started_at"] <= one["started_at"]]) <= 3
    metrics = server.metrics()
    assert metrics.value("telltale_agent_queue_seconds_count", platform="telltale") == 8
    assert metrics.value("telltale_agent_queue_seconds_sum", platform="telltale") > 1


def test_none_run_here(start, upstream, tmp_path):
    """With a concurrency of 0 built-in agents wait: another process may be meant to run them."""
    server = start(modelled(upstream, tmp_path, **{"agent-concurrency": 0}))
    id = made(server, "plain")
    time.sleep(0.5)  # nothing is to happen
    assert stored(server, id)["status"] == "pending" and upstream.requests == []


# Ending the server


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL], ids=["stopped", "killed"])
async def test_the_server_ends_in_the_middle(start, upstream, tmp_path, how):
    """What ran in the server is failed with interrupted when it ends, and begun again where its agent says that this is safe."""
    data = tmp_path / "data"
    settings = modelled(upstream, tmp_path)
    server = start(settings, data=data)
    lost, safe = made(server, "plain", "slow"), made(server, "safe", "slow")
    clients = [await follow(server, id, since=0) for id in (lost, safe)]
    for client in clients:
        await client.wait_until(lambda c: len(c.of("execution_output")) > 1)
    server.signal(how)
    await asyncio.to_thread(server.wait)
    before = []
    for client in clients:
        await client.closed()
        before.append([frame for frame in client.frames if "seq" in frame])
    server = start(settings, data=data)
    async with follow(server, lost, since=before[0][-1]["seq"]) as alice:
        if not any(frame["type"] == "execution_error" for frame in before[0]):
            await alice.expect("execution_error", timeout=20)
        whole = agents.ExecutionView().apply_all(before[0] + alice.frames)
        assert (whole.status, whole.execution["error"]["code"]) == ("failed", "interrupted")
    async with follow(server, safe, since=before[1][-1]["seq"]) as alice:
        await alice.expect("execution_complete", timeout=30)
        whole = agents.ExecutionView().apply_all(before[1] + alice.frames)
        assert (whole.status, whole.attempt, whole.text) == ("completed", 2, upstream.text)
        assert whole.execution["output"] == upstream.text


# The web


class Pages(http.server.BaseHTTPRequestHandler):
    """Pages, redirects, and who came."""

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        if self.path.startswith("/to/"):
            self.send_response(302)
            self.send_header("Location", self.path.removeprefix("/to/"))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        text = b"the price is 12 euros"
        self.send_response(200)
        self.send_header("Content-Type", "text/plain; charset=utf-8")
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)

    def log_message(self, *_arguments) -> None:
        """Nobody reads it."""


@pytest.fixture
def pages():
    """Two servers of pages on loopback, which is a private address."""
    servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), Pages) for _ in range(2)]
    for one in servers:
        one.asked = []
        threading.Thread(target=one.serve_forever, daemon=True).start()
    yield servers
    for one in servers:
        one.shutdown()
        one.server_close()


def test_http_fetch(start, upstream, pages, tmp_path):
    """http_fetch reaches what its agent lists and nothing else: no other port, no private address behind a name, no redirect there."""
    listed, other = (one.server_address[1] for one in pages)
    text = f"""
agents:
  - {{name: reader, model: plain, tools: [http_fetch], hosts: ["http://127.0.0.1:{listed}"]}}
  - {{name: by-name, model: plain, tools: [http_fetch], hosts: ["http://localhost:{listed}", "https://example.com"]}}
"""
    server = start(modelled(upstream, tmp_path, text))

    def fetch(agent: str, url: str) -> str:
        execution = ended(server, made(server, agent, call("http_fetch", url=url)), 60)
        assert execution["status"] == "completed", execution
        return told(upstream)

    good = fetch("reader", f"http://127.0.0.1:{listed}/price")
    assert "the price is 12 euros" in good and "200" in good
    assert "euros" in fetch("reader", f"http://127.0.0.1:{listed}/to//price"), "a redirect to what is listed"
    assert pages[0].asked == ["/price", "/to//price", "/price"]
    for url in (
        f"http://127.0.0.1:{other}/", f"http://127.0.0.1:{listed}/to/http://127.0.0.1:{other}/", f"http://127.0.0.2:{listed}/",
        f"http://[::1]:{listed}/", f"http://localhost:{listed}/", f"http://127.1:{listed}/", f"http://2130706433:{listed}/",
        f"http://0x7f000001:{listed}/", "http://169.254.169.254/latest/meta-data/", "file:///etc/passwd", f"http://user@127.0.0.1:{listed}/",
        server.url("/metrics"), f"http://127.0.0.1:{listed}/to/file:///etc/passwd",
    ):
        said = fetch("reader", url)
        assert said.startswith("Error") and "euros" not in said and "root:" not in said, (url, said)
    private = fetch("by-name", f"http://localhost:{listed}/price")
    assert private.startswith("Error") and "private" in private, "a name that stands for a private address"
    assert pages[1].asked == []
    assert [path for path in pages[0].asked if not path.startswith("/to/")] == ["/price", "/price"]


# Declarations


@pytest.mark.parametrize("text, place, word", [
    ("agents:\n  - {name: a, colour: red}\n", "line 2", "colour"),
    ("agents:\n  - {description: x}\n", "line 2", "name"),
    ("agents:\n  - {name: a}\n  - {name: a}\n", "line 3", "a"),
    ("agents:\n  - name: a\n    tools: [hammer]\n", "line 3", "tool"),
    ("agents:\n  - name: a\n    limits: {time: soon}\n", "line 3", "time"),
    ("agents: [\n", "line", ""),
    ("agents:\n  - {name: a b}\n", "line 2", "name"),
    ("agents:\n  - {name: a, runner: elsewhere}\n", "line 2", "runner"),
    ("agents:\n  - name: a\n    limits: {cost_usd: .nan}\n", "line 3", "cost_usd"),
    ("agents:\n  - {name: a, runner: worker, system: x}\n", "line 2", "system"),
    ("agents:\n  - {name: a, runner: worker, limits: {calls: 3}}\n", "line 2", "calls"),
    ("a: &a [x, x]\n" + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(24)) + "*y : x\n", "line 26", "key"),
    ("people: []\n", "line 1", "agents"),
    ("agents:\n  - name: a\n    name: b\n", "line", "name"),
])
def test_bad_declarations(tmp_path, text, place, word):
    """A file of agents with a mistake is refused at the start, in one line with the file, the line and what is wrong."""
    settings = {**declared(tmp_path, text), "secret": "x" * 48}
    process = run("serve", "--port", "0", "--data", str(tmp_path / "data"), settings=settings)
    assert process.returncode == 78, process.stderr
    lines = process.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert "agents.yaml" in lines[0] and place in lines[0] and word in lines[0]
    assert "listening" not in process.stdout


def test_a_price_that_is_missing(upstream, tmp_path):
    """A limit of cost that nobody can hold is refused at the start, in one line with the file, the agent, the model and what to do."""
    text = "agents:\n  - {name: thrifty, model: unheard-of, limits: {cost_usd: 1}}\n"
    settings = {**modelled(upstream, tmp_path, text), "secret": "x" * 48}
    process = run("serve", "--port", "0", "--data", str(tmp_path / "data"), settings=settings)
    assert process.returncode == 78, process.stderr
    lines = process.stderr.strip().splitlines()
    assert len(lines) == 1, lines
    assert all(word in lines[0] for word in ("agents.yaml", "thrifty", "unheard-of", "cost_usd", "model-prices")), lines
    assert not (tmp_path / "data").exists()


def test_a_file_that_is_not_there(tmp_path):
    """A file of agents that is not there is refused at the start, in one line."""
    process = run("serve", "--port", "0", "--data", str(tmp_path / "data"), settings={"agents-file": str(tmp_path / "none.yaml")})
    assert process.returncode != 0
    assert len(process.stderr.strip().splitlines()) == 1 and "none.yaml" in process.stderr


# Measured


async def test_what_is_counted(server):
    """Executions, tokens, costs and the model's own figures agree with what was done."""
    executions = [await asyncio.to_thread(lambda: ended(server, made(server, "plain", f"count {n} 0"))) for n in (5, 10, 20)]
    metrics = server.metrics()
    assert metrics.value("telltale_agent_executions_total", platform="telltale", model="plain", outcome="completed") == 3
    for direction in ("input", "output"):
        tokens = sum(execution["tokens"][direction] for execution in executions)
        assert metrics.value("telltale_agent_tokens_total", platform="telltale", model="plain", direction=direction) == tokens
    cost = sum(execution["cost_usd"] for execution in executions)
    assert metrics.value("telltale_agent_cost_usd_total", platform="telltale", model="plain") == pytest.approx(cost)
    assert metrics.value("telltale_agent_execution_duration_seconds_count", platform="telltale") == 3
    assert metrics.value("gen_ai_client_operation_duration_seconds_count", gen_ai_request_model="plain") == 3
    assert metrics.value("gen_ai_client_time_to_first_chunk_seconds_count", gen_ai_request_model="plain") == 3
    assert metrics.value("gen_ai_client_token_usage_sum", gen_ai_token_type="output") == 35
    assert metrics.value("telltale_operations_total", endpoint="agents", operation="execution", outcome="ok") == 3
    assert metrics.value("telltale_agent_executions") == 0
