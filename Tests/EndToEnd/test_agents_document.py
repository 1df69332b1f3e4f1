"""The worker of the documentation: the very text that readers copy, run against the server."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from harness.agents import FINAL, ExecutionView, Worker, act, declared, ended, follow, made, stored, view
from harness.server import Server, run, until

ARTICLE = Path(__file__).parents[2] / "Sources/telltale/telltale.docc/Workers.md"
LINES = 60


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", ARTICLE.read_text(), re.DOTALL | re.MULTILINE)


@pytest.fixture
def program(tmp_path) -> Path:
    """The program in a file."""
    (text,) = blocks("python")
    path = tmp_path / "worker.py"
    path.write_text(text)
    return path


@pytest.fixture
def working(program):
    """Starts workers that end with the test."""
    processes: list[subprocess.Popen] = []

    def begin(server: Server, **variables: str) -> subprocess.Popen:
        environment = {"PATH": os.environ["PATH"], "TELLTALE_URL": server.url(""), "TELLTALE_TOKEN": token(server), **variables}
        process = subprocess.Popen(
            [sys.executable, str(program)], env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT, text=True,
        )
        processes.append(process)
        return process

    yield begin
    for process in processes:
        process.kill()
        print(process.communicate()[0])


def token(server: Server) -> str:
    return server.token("worker-1", "agents:write", agents=["shouter"])


@pytest.fixture
def settings(tmp_path) -> dict:
    """The declaration of the article."""
    (yaml,) = blocks("yaml")
    return declared(tmp_path, yaml)


def test_its_size(program):
    """It has at most sixty lines and needs the standard library only."""
    text = program.read_text()
    assert len(text.splitlines()) <= LINES
    imported = re.findall(r"^import (.*)$", text, re.MULTILINE)
    names = {name.strip().split(".")[0] for line in imported for name in line.split(",")}
    assert names and names <= sys.stdlib_module_names


def test_the_token_of_the_article(start, settings, tmp_path, working):
    """The command of the article makes the token with which the program works."""
    command = next(block for block in blocks("sh") if block.startswith("telltale token"))
    server = start({**settings, "secret": None})
    made_token = run(*command.split()[1:], "--data", str(server.data))
    assert made_token.returncode == 0, made_token.stderr
    alice = run("token", "--user", "alice", "--scope", "agents", "--data", str(server.data)).stdout.strip()
    working(server, TELLTALE_TOKEN=made_token.stdout.strip())
    headers = {"Authorization": f"Bearer {alice}"}
    response = server.request("POST", "/api/agents/executions", json={"agent": "shouter", "input": "it works"}, headers=headers)
    assert response.status_code == 201, response.text
    path = f"/api/agents/executions/{response.json()['id']}"
    execution = until(lambda: server.get(path, headers=headers).json(), lambda e: e["status"] in FINAL, 20, "the end")
    assert (execution["status"], execution["output"]) == ("completed", {"words": 2})


def test_the_examples_of_the_article(start, settings):
    """What the article shows of a claim is what a claim has, and the report that it shows is taken as it stands."""
    claim, report = (json.loads(block) for block in blocks("json"))
    server = start(settings)
    id = made(server, "shouter", "keep calm")
    hold = Worker(server, agents=("shouter",)).claim()
    assert hold.claim.keys() == claim.keys()
    assert claim["execution"].keys() <= hold.execution.keys()
    response = hold.raw({**report, "lease_id": hold.lease})
    assert response.status_code == 200, response.text
    assert response.json()["accepted"] == len(report["events"])
    assert stored(server, id)["cost_usd"] == report["events"][2]["cost_usd"]


async def test_it_works(start, settings, working):
    """It claims, reports progress and output that watchers see at once, and completes; then the next one."""
    server = start(settings)
    working(server)
    for text in ("keep calm and carry on", "", "Grüße 😀"):
        id = made(server, "shouter", text)
        async with follow(server, id, since=0) as alice:
            end = await alice.expect("execution_complete", timeout=20)
            words = text.split()
            whole = view(alice)
            assert end["result"] == {"words": len(words)}
            assert whole.text == "".join(word.upper() + " " for word in words)
            assert [frame["message"] for frame in alice.of("progress")] == words
            assert [frame["step"] for frame in alice.of("progress")] == list(range(1, len(words) + 1))


async def test_it_honours_a_cancellation(start, settings, working):
    """It stops what is cancelled and takes the next."""
    server = start(settings)
    working(server)
    long = made(server, "shouter", "again " * 500)
    async with follow(server, long, since=0) as alice:
        await alice.wait_until(lambda c: len(c.of("progress")) > 2, timeout=20)
        next_one = made(server, "shouter", "something else")
        await alice.send("cancel", id="c", reason="enough")
        await alice.expect("ack", id="c")
        assert ended(server, next_one)["output"] == {"words": 2}, "it would have taken a minute"
        await alice.barrier()
        assert view(alice).status == "cancelled"
        assert stored(server, long)["output"] is None


def test_it_stays_alive(start, settings, working, tmp_path):
    """Its heartbeats keep the lease while it works for longer than that without a word."""
    text = Path(settings["agents-file"]).read_text()
    server = start(declared(tmp_path / "short", re.sub(r"lease: 30s\s+#", "lease: 1s  #", text)))
    assert "lease: 1s" in (tmp_path / "short" / "agents.yaml").read_text()
    working(server)
    execution = ended(server, made(server, "shouter", "x" * 175))
    assert (execution["status"], execution["attempt"]) == ("completed", 1)
    assert execution["duration_ms"] > 3_000


def test_work_that_fails(start, settings, working, program):
    """An exception in its work ends the execution with its words, and it takes the next."""
    text = program.read_text()
    program.write_text(text.replace("words = str(job", "words = [] if job.execution['input'] else 1 / 0; words = str(job"))
    server = start(settings)
    working(server)
    execution = ended(server, made(server, "shouter", ""))
    assert (execution["status"], execution["error"]) == ("failed", {"code": "internal", "message": "ZeroDivisionError: division by zero"})
    assert ended(server, made(server, "shouter", "fine"))["status"] == "completed"


async def test_it_outlives_the_server(start, settings, working, tmp_path):
    """A server that is killed and comes back loses nothing that it reported, and the same attempt goes on to its end."""
    data = tmp_path / "data"
    server = start(settings, data=data)
    process = working(server)
    text = " ".join(f"word-{number}" for number in range(40))
    id = made(server, "shouter", text)
    async with follow(server, id, since=0) as alice:
        await alice.wait_until(lambda c: len(c.of("progress")) > 5, timeout=20)
        server.kill()
        await alice.closed()
        frames = [frame for frame in alice.frames if "seq" in frame]
    server = start(settings, data=data, arguments=("--port", str(server.port)))
    async with follow(server, id, since=frames[-1]["seq"]) as alice:
        await alice.expect("execution_complete", timeout=40)
        whole = ExecutionView().apply_all(frames + alice.frames)
        assert whole.attempt == 1 and whole.text == "".join(word.upper() + " " for word in text.split())
    assert process.poll() is None


def test_several_at_once(start, settings, working):
    """Of several workers each takes some; every execution is done once."""
    server = start(settings)
    for _ in range(3):
        working(server)
    ids = [made(server, "shouter", f"number {number}") for number in range(12)]
    executions = [ended(server, id) for id in ids]
    assert {execution["status"] for execution in executions} == {"completed"}
    assert {execution["attempt"] for execution in executions} == {1}
    assert server.metrics().value("telltale_agent_executions_total", outcome="completed") == 12


def test_a_token_for_nothing(start, settings, working):
    """With a token that is none it ends and says so, instead of asking for ever."""
    server = start(settings)
    process = working(server, TELLTALE_TOKEN="nonsense")
    assert process.wait(20) != 0


def test_deleted_while_it_works(start, settings, working):
    """What is cancelled and deleted under its hands it lets go."""
    server = start(settings)
    working(server)
    id = made(server, "shouter", "again " * 500)
    until(lambda: stored(server, id), lambda e: e["progress"]["percentage"] > 0, 20, "its first words")
    assert act(server, id, "cancel").status_code == 200
    assert server.request("DELETE", f"/api/agents/executions/{id}", user="alice", scope="agents").status_code == 204
    assert ended(server, made(server, "shouter", "next"))["status"] == "completed"
