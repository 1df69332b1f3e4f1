"""Executions of agents: over HTTP on the ``requests`` library, and what their sockets tell."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass, field
from pathlib import Path

import requests

from harness.client import Opening
from harness.server import Server

EXECUTIONS = "/api/agents/executions"
CLAIMS = "/api/agents/claims"
EVENTS = {"execution_update", "progress", "execution_output", "execution_complete", "execution_error"}
FINAL = {"completed", "failed", "cancelled"}

MEMBERS = {
    "id", "agent", "user_id", "platform", "status", "attempt", "progress", "input", "output", "error", "tokens", "cost_usd", "labels",
    "created_at",
}
"""What an execution always has."""

JOBS = """
agents:
  - name: jobs
    description: What workers do.
    runner: worker
    lease: 30s
"""
"""The declaration of an agent that a worker runs."""


def declared(folder: Path, text: str = JOBS, name: str = "agents.yaml") -> dict[str, str]:
    """The setting that names a file with these declarations."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text(text)
    return {"agents-file": str(path)}


# Over HTTP


def create(
    server: Server, agent: str = "jobs", input: object = "do it", user: str = "alice", *, scope: str = "agents", key: str | None = None,
    **members,
) -> requests.Response:
    """Asks for an execution."""
    headers = {"Idempotency-Key": key} if key is not None else {}
    body = {"agent": agent, "input": input, **members}
    return server.request("POST", EXECUTIONS, user=user, scope=scope, json=body, headers=headers)


def made(server: Server, agent: str = "jobs", input: object = "do it", user: str = "alice", **options) -> str:
    """The id of a new execution."""
    response = create(server, agent, input, user, **options)
    assert response.status_code == 201, response.text
    return response.json()["id"]


def stored(server: Server, id: str, user: str = "auditor", scope: str = "admin") -> dict:
    """The execution as the server has it now."""
    response = server.get(f"{EXECUTIONS}/{id}", user=user, scope=scope)
    assert response.status_code == 200, response.text
    return response.json()


def act(server: Server, id: str, what: str, user: str = "alice", scope: str = "agents", **options) -> requests.Response:
    """``cancel`` or ``retry``."""
    return server.request("POST", f"{EXECUTIONS}/{id}/{what}", user=user, scope=scope, **options)


def listed(server: Server, asker: str = "alice", scope: str = "agents", **parameters) -> dict:
    """A page of the list."""
    response = server.get(EXECUTIONS, user=asker, scope=scope, params=parameters)
    assert response.status_code == 200, response.text
    return response.json()


def ended(server: Server, id: str, timeout: float = 20.0) -> dict:
    """The execution once it is over."""
    deadline = time.monotonic() + timeout
    while (execution := stored(server, id))["status"] not in FINAL:
        assert time.monotonic() < deadline, f"not over within {timeout} s: {execution}"
        time.sleep(0.02)
    return execution


def code(response: requests.Response) -> str:
    """The code of a refusal; its message must say something and no more than belongs there."""
    error = response.json()["error"]
    assert 5 < len(error["message"]) < 600, error
    return error["code"]


# Workers


def progress(percentage: float, message: str = "", **members) -> dict:
    return {"type": "progress", "percentage": percentage, "message": message, **members}


def output(delta: str) -> dict:
    return {"type": "output", "delta": delta}


def usage(input_tokens: int = 0, output_tokens: int = 0, cost_usd: float = 0) -> dict:
    return {"type": "usage", "input_tokens": input_tokens, "output_tokens": output_tokens, "cost_usd": cost_usd}


def complete(result: object = None) -> dict:
    return {"type": "complete", "output": result}


def failure(message: str, code: str = "internal") -> dict:
    return {"type": "error", "error": {"code": code, "message": message}}


class Worker:
    """Somebody who runs executions; the token says for which agents."""

    def __init__(
        self, server: Server, name: str = "worker-1", agents: tuple[str, ...] | None = ("jobs",), user: str = "worker",
        scope: str = "agents:write",
    ) -> None:
        self.server = server
        self.name = name
        claims = {"agents": list(agents)} if agents is not None else {}
        self.token = server.token(user, scope, **claims)
        self.session = requests.Session()
        self.session.headers["Authorization"] = f"Bearer {self.token}"

    def post(self, path: str, body: object = None, **options) -> requests.Response:
        options = {"json": body, **options} if body is not None else options
        return self.session.post(self.server.url(path), timeout=options.pop("timeout", 45), **options)

    def ask(self, wait_ms: int = 0, **members) -> requests.Response:
        """Asks for something to do."""
        return self.post(CLAIMS, {"worker": self.name, "wait_ms": wait_ms, **members})

    def claim(self, wait_ms: int = 5_000, **members) -> "Hold":
        """Something to do, which must be there."""
        response = self.ask(wait_ms, **members)
        assert response.status_code == 200, f"{response.status_code} {response.text}"
        return Hold(self, response.json())


class Hold:
    """An execution that a worker holds by a lease."""

    def __init__(self, worker: Worker, claim: dict) -> None:
        self.worker = worker
        self.claim = claim
        self.execution = claim["execution"]
        self.id: str = self.execution["id"]
        self.lease: str = claim["lease_id"]
        self.next: int = claim["next_sequence"]

    def numbered(self, events: tuple[dict, ...], first: int | None = None) -> list[dict]:
        first = self.next if first is None else first
        return [{"sequence": first + place, **event} for place, event in enumerate(events)]

    def send(self, *events: dict, first: int | None = None, lease: str | None = None) -> requests.Response:
        """Reports as they are, numbered from ``first``, the next by default."""
        return self.raw({"lease_id": lease or self.lease, "events": self.numbered(events, first)})

    def raw(self, body: object = None, **options) -> requests.Response:
        return self.worker.post(f"{EXECUTIONS}/{self.id}/events", body, **options)

    def report(self, *events: dict) -> dict:
        """Reports that must be taken; none is a heartbeat."""
        response = self.send(*events)
        assert response.status_code == 200, response.text
        receipt = response.json()
        assert receipt["accepted"] == len(events), receipt
        self.next += len(events)
        assert receipt["next_sequence"] == self.next, receipt
        return receipt


# Sockets


def watch(
    server: Server, id: str, user: str = "alice", *, token: str | None = None, since: int | str | None = None, scope: str = "agents",
    **options,
) -> Opening:
    """A connection to an execution, once it is upgraded: whether it is let in shows after that."""
    token = token if token is not None else server.token(user, scope)
    query = f"?token={token}" + (f"&since={since}" if since is not None else "")
    return Opening(server.socket_url(f"/ws/agents/execution/{id}/{query}"), **options)


def follow(server: Server, id: str, user: str = "alice", **options) -> Opening:
    """A connection to an execution, once it is let in: from then on it hears everything."""
    return watch(server, id, user, entered=True, **options)


EXITS = {
    None: {"pending"}, "pending": {"running", "cancelled"}, "running": {"pending", "completed", "failed", "cancelled"},
    "completed": set(), "failed": set(), "cancelled": set(),
}


@dataclass
class ExecutionView:
    """An execution as its events tell it. ``apply`` refuses a gap, a repeated event, and what the state has no exit to."""

    last_seq: int = 0
    status: str | None = None
    attempt: int = 0
    percentage: float = 0.0
    pieces: list[str] = field(default_factory=list)
    events: list[dict] = field(default_factory=list)
    execution: dict | None = None
    """The execution in the event that ended it, when it has one."""

    @property
    def is_over(self) -> bool:
        return self.status in FINAL

    @property
    def text(self) -> str:
        return "".join(self.pieces)

    def apply(self, frame: dict) -> None:
        if frame.get("type") not in EVENTS or "seq" not in frame:
            return
        assert frame["seq"] == self.last_seq + 1, f"event {frame['seq']} after {self.last_seq}: {frame}"
        assert not self.is_over, f"{frame} after the end {self.events[-1]}"
        self.last_seq = frame["seq"]
        self.events.append(frame)
        getattr(self, f"_{frame['type']}")(frame)

    def apply_all(self, frames: list[dict]) -> "ExecutionView":
        for frame in frames:
            self.apply(frame)
        return self

    def _go(self, status: str) -> None:
        assert status in EXITS[self.status], f"from {self.status} to {status}"
        self.status = status

    def _execution_update(self, frame: dict) -> None:
        before = self.status
        self._go(frame["status"])
        attempt = frame["data"]["attempt"]
        if frame["status"] == "pending":
            assert attempt == self.attempt + 1, f"attempt {attempt} after {self.attempt}"
            assert before is None or frame["data"]["reason"], "nobody said why it is requeued"
            self.attempt, self.percentage, self.pieces = attempt, 0.0, []
        assert attempt == self.attempt, frame

    def _progress(self, frame: dict) -> None:
        assert self.status == "running", frame
        assert self.percentage <= frame["percentage"] <= 100, f"progress went from {self.percentage} to {frame['percentage']}"
        self.percentage = frame["percentage"]

    def _execution_output(self, frame: dict) -> None:
        assert self.status == "running", frame
        assert frame["index"] == len(self.pieces), f"piece {frame['index']} after {len(self.pieces)}"
        self.pieces.append(frame["delta"])

    def _execution_complete(self, frame: dict) -> None:
        self._go("completed")
        assert frame["execution"]["status"] == "completed"
        assert json.dumps(frame["result"]) == json.dumps(frame["execution"]["output"])
        self.execution = frame["execution"]

    def _execution_error(self, frame: dict) -> None:
        self._go("failed")
        assert frame["execution"]["status"] == "failed"
        assert frame["error"] == frame["execution"]["error"] and frame["error"]["message"]
        self.execution = frame["execution"]


def view(client) -> ExecutionView:
    """What a connection was told so far, from the first event on."""
    return ExecutionView().apply_all(client.frames)
