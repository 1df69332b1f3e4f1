"""Kills at any point, while agents run here and at workers', are cancelled and watched: what each watcher has seen is what is stored."""

import asyncio
import contextlib
import os
import random
import signal
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import requests
from websockets.exceptions import WebSocketException

from harness.agents import (
    FINAL, ExecutionView, Hold, Worker, act, complete, create, declared, failure, output, progress, stored, usage, watch,
)
from harness.server import Server
from harness.upstream import Upstream

SEED = int(os.environ.get("TELLTALE_TEST_SEED", "11"))
KILLS = 4
EXECUTIONS = 40
WATCHERS = 2
WORKERS = 4
LEASE = 3.0
PATIENCE = 30.0
ATTEMPTS = 4

AGENTS = f"""
agents:
  - {{name: fragile, runner: worker, lease: {LEASE:g}s}}
  - {{name: sturdy, runner: worker, lease: {LEASE:g}s, lost: requeue, attempts: {ATTEMPTS}}}
  - {{name: once, model: plain}}
  - {{name: safe, model: plain, lost: requeue, attempts: {ATTEMPTS}}}
"""
NAMES = ["fragile", "sturdy", "once", "safe"]


class World:
    """What all take part in: the server of the moment, and what they were promised."""

    def __init__(self) -> None:
        self.server: Server | None = None
        self.stop = threading.Event()
        self.faults: list[str] = []
        self.completed: dict[str, object] = {}
        self.failed: dict[str, str] = {}
        self.cancelled: dict[str, int] = {}
        self.abandoned: set[str] = set()
        self.written: dict[tuple[str, int], str] = {}
        """The output that was taken of an execution's attempt."""

    def insist(self, ask: Callable[[Server], requests.Response]) -> requests.Response:
        """Asks until somebody answers."""
        deadline, last = time.monotonic() + PATIENCE, ""
        while time.monotonic() < deadline:
            with contextlib.suppress(requests.RequestException):
                response = ask(self.server)
                if response.status_code < 500:
                    return response
                last = response.text
            time.sleep(0.03)
        raise AssertionError(f"no answer for {PATIENCE} s; last: {last}")


class Laborer(threading.Thread):
    """A worker that resends until it is answered, and sometimes walks away."""

    def __init__(self, world: World, number: int) -> None:
        super().__init__(daemon=True)
        self.world = world
        self.chance = random.Random(f"{SEED} laborer {number}")
        self.number = number

    def run(self) -> None:
        try:
            while not self.world.stop.is_set():
                self.take_one()
        except Exception as error:  # what a thread raises nobody sees
            self.world.faults.append(f"worker {self.number}: {type(error).__name__}: {error}")

    def worker(self, server: Server) -> Worker:
        return Worker(server, f"w{self.number}", agents=("fragile", "sturdy"))

    def take_one(self) -> None:
        began = time.monotonic()
        response = self.world.insist(lambda server: self.worker(server).ask(wait_ms=300))
        assert response.status_code in (200, 204), response.text
        if response.status_code == 200:
            self.labor(Hold(self.worker(self.world.server), response.json()), began)

    def labor(self, hold: Hold, told: float) -> None:
        hold.told = told
        steps = self.chance.randrange(2, 9)
        attempt = hold.execution["attempt"]
        self.world.written[hold.id, attempt] = ""
        for step in range(steps):
            piece = f"{hold.lease}/{step} "
            if not self.tell(hold, progress(100 * step / steps, f"step {step}"), output(piece), usage(1, 1, 0.25)):
                return
            self.world.written[hold.id, attempt] += piece
            if self.chance.random() < 0.03:
                self.world.abandoned.add(hold.id)
                return
            time.sleep(self.chance.uniform(0, 0.15))  # the work
        if self.chance.random() < 0.1:
            if self.tell(hold, failure("it cannot be done")):
                self.world.failed[hold.id] = "internal"
        elif self.tell(hold, complete({"by": hold.lease})):
            self.world.completed[hold.id] = {"by": hold.lease}

    def tell(self, hold: Hold, *events: dict) -> bool:
        """Whether the work goes on."""
        def ask(server: Server) -> requests.Response:
            hold.worker.server = server
            return hold.send(*events)

        began = time.monotonic()
        response = self.world.insist(ask)
        if response.status_code == 409:
            silent = time.monotonic() - hold.told
            assert silent >= LEASE, f"the lease of {hold.id} was lost after {silent:.2f} s: {response.text}"
            return False
        assert response.status_code == 200, response.text
        hold.told = began
        hold.next += len(events)
        return response.json()["status"] != "cancelled"


class Watcher:
    """One that loses its connection again and again and comes back with what it knows."""

    def __init__(self, world: World, id: str, number: int) -> None:
        self.world = world
        self.id = id
        self.view = ExecutionView()
        self.chance = random.Random(f"{SEED} watcher {id} {number}")
        self.connections = 0

    async def live(self) -> None:
        while not self.view.is_over:
            with contextlib.suppress(OSError, WebSocketException, TimeoutError, EOFError):
                await self.listen(self.chance.uniform(0.1, 3))
            await asyncio.sleep(0.03)

    async def listen(self, seconds: float) -> None:
        client = await watch(self.world.server, self.id, since=self.view.last_seq)
        self.connections += 1
        end = time.monotonic() + seconds
        try:
            while time.monotonic() < end and not client._ended and not self.view.is_over:
                await asyncio.sleep(0.02)
                self.note(client)
        finally:
            await client.vanish()
            self.note(client)
            code = client.connection.close_code
            assert code is None or code < 4000, f"closed with {code} {client.connection.close_reason}"

    def note(self, client) -> None:
        frames, client.frames = client.frames, []
        for frame in frames:
            if frame["type"] == "connection":
                assert frame["resumed"], "events were lost"
                assert frame["last_seq"] >= self.view.last_seq, "what was told is not stored"
            assert frame["type"] != "error", frame
            self.view.apply(frame)


async def make(world: World, number: int, chance: random.Random) -> str:
    """An execution that is made once, however often it is asked for."""
    agent = chance.choice(NAMES)
    asked = f"count {chance.randrange(5, 60)} 50"
    answers = set()
    for _ in range(chance.choice([1, 1, 2])):
        response = await asyncio.to_thread(
            world.insist, lambda server: create(server, agent, asked, key=f"key-{number}", labels={"number": str(number)})
        )
        assert response.status_code in (200, 201), response.text
        answers.add(response.json()["id"])
    assert len(answers) == 1, "a key made two executions"
    return answers.pop()


async def cancel(world: World, id: str, chance: random.Random) -> None:
    """A cancellation some time later, over HTTP."""
    await asyncio.sleep(chance.uniform(0, 2))
    response = await asyncio.to_thread(world.insist, lambda server: act(server, id, "cancel", json={"reason": "seeded"}))
    assert response.status_code == 200, response.text
    assert response.json()["status"] in FINAL
    world.cancelled[id] = response.json()["status"]


async def kill_again_and_again(world: World, start, settings: dict, data, chance: random.Random) -> None:
    for _ in range(KILLS):
        await asyncio.sleep(chance.uniform(0.8, 2.5))  # a kill comes at any moment
        world.server.signal(signal.SIGKILL)
        await asyncio.to_thread(world.server.wait)
        world.server = await asyncio.to_thread(lambda: start(settings, data=data))


async def test_killed_with_agents_at_work(start, tmp_path):
    """Killed again and again, nothing that was acknowledged is lost, every execution comes to its end as its agent says, and
    every watcher that comes back with since ends with exactly the stored sequence."""
    data = tmp_path / "data"
    chance = random.Random(SEED)
    world = World()
    # Who waits for the server must not take the thread that starts it.
    asyncio.get_running_loop().set_default_executor(ThreadPoolExecutor(64))
    with Upstream() as upstream:
        settings = {
            **declared(tmp_path, AGENTS), "synchronous": "full", "model-url": upstream.url, "model": "plain", "assistant": "never",
            "agent-concurrency": 6,
        }
        world.server = await asyncio.to_thread(lambda: start(settings, data=data))
        laborers = [Laborer(world, number) for number in range(WORKERS)]
        for laborer in laborers:
            laborer.start()
        killing = asyncio.create_task(kill_again_and_again(world, start, settings, data, chance))
        watchers: list[Watcher] = []
        tasks: list[asyncio.Task] = []
        for number in range(EXECUTIONS):
            if killing.done():
                killing.result()  # what a start that failed has to say
            id = await make(world, number, chance)
            for place in range(WATCHERS):
                watchers.append(Watcher(world, id, place))
                tasks.append(asyncio.create_task(watchers[-1].live()))
            if chance.random() < 0.2:
                tasks.append(asyncio.create_task(cancel(world, id, chance)))
            await asyncio.sleep(chance.uniform(0, 0.1))
        await killing
        try:
            async with asyncio.timeout(45):
                await asyncio.gather(*tasks)
        except TimeoutError:
            left = {watcher.id: watcher.view.events[-1:] for watcher in watchers if not watcher.view.is_over}
            states = [await asyncio.to_thread(stored, world.server, id) for id in list(left)[:5]]
            raise AssertionError(f"{len(left)} executions are open: {states}; last seen: {list(left.values())[:5]}") from None
        world.stop.set()
        for laborer in laborers:
            await asyncio.to_thread(laborer.join, 10)
        assert world.faults == []
        await check(world, watchers)
        metrics = world.server.metrics()
        assert metrics.value("telltale_agent_executions") == 0, "the server thinks that something is open"
        assert world.server.stop() == 0


async def check(world: World, watchers: list[Watcher]) -> None:
    """What is stored is what everybody was told, and how each ended is what its agent's declaration allows."""
    ids = {watcher.id for watcher in watchers}
    assert len(ids) == EXECUTIONS
    seen: dict[str, str] = {}
    for id in ids:
        truth = Watcher(world, id, 99)
        await truth.live()
        own = [watcher for watcher in watchers if watcher.id == id]
        for watcher in own:
            assert watcher.view.events == truth.view.events, f"a watcher of {id} saw something else than what is stored"
        execution = await asyncio.to_thread(stored, world.server, id)
        assert execution["status"] == truth.view.status
        assert execution["attempt"] == truth.view.attempt
        check_end(world, execution, truth.view)
        seen[id] = execution["status"]
    assert sum(watcher.connections for watcher in watchers) > len(watchers) + KILLS, "nobody ever came back"
    assert set(seen.values()) == FINAL, "not everything happened that can"
    assert any(watcher.view.attempt > 1 for watcher in watchers), "nothing was begun again"
    assert world.completed and world.cancelled


def check_end(world: World, execution: dict, view: ExecutionView) -> None:
    id, agent, status = execution["id"], execution["agent"], execution["status"]
    if agent in ("fragile", "once"):
        assert view.attempt == 1, f"{agent} was begun again"
    if id in world.completed:
        assert (status, execution["output"]) == ("completed", world.completed[id]), "a result that was taken is lost"
    if id in world.cancelled:
        assert status == world.cancelled[id]
    if id in world.failed:
        assert (status, execution["error"]["code"]) == ("failed", world.failed[id])
    elif status == "failed":
        assert execution["error"]["code"] == "interrupted", execution["error"]
        assert agent in ("fragile", "once") or view.attempt == ATTEMPTS, f"{agent} was not begun again"
        # A claim whose answer a kill took away has a worker that never heard of it.
        is_left = id in world.abandoned or (id, view.attempt) not in world.written
        assert agent in ("once", "safe") or is_left, f"{id} failed though its worker lives"
    if agent in ("fragile", "sturdy"):
        taken = world.written.get((id, view.attempt), "")
        assert view.text.startswith(taken), "output that was taken is lost"
        events = [event for event in view.events if event["type"] == "execution_output"]
        assert execution["tokens"] == {"input": len(events), "output": len(events), "total": 2 * len(events)}
        assert execution["cost_usd"] == 0.25 * len(events)
    elif status == "completed":
        number = int(execution["input"].split()[1])
        assert view.text == execution["output"] == "".join(f"{place} " for place in range(number))
