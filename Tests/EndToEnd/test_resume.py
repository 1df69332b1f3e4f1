"""Kills at any point, with everything going on at once: what comes back is what those know who never left."""

import asyncio
import contextlib
import os
import random
import signal
import sqlite3
from pathlib import Path

import requests
from websockets.exceptions import WebSocketException

from harness.client import Client, join
from harness.upstream import Upstream
from harness.view import RoomView, shown

SEED = int(os.environ.get("TELLTALE_TEST_SEED", "11"))
KILLS = 6
# Kills while it starts, after each of the others: from before its first instruction to behind the listening line, seconds.
KILLS_AT_START = 2
START_SECONDS = 0.4
ROOMS = 2
ACTORS = 4
EMOJI = ["👍", "🎉", "👀"]


class Actor:
    """One client that does whatever a client can, keeps what it knows, and comes back with it."""

    def __init__(self, name: str, room: str, chance: random.Random) -> None:
        self.name = name
        self.room = room
        self.chance = chance
        self.view = RoomView()
        self.count = 0
        self.unacknowledged: dict[str, dict] = {}
        self.acknowledged: dict[str, tuple] = {}
        self.loose: list[str] = []
        self.attached: set[str] = set()
        self.chunks: dict[str, list[str]] = {}

    async def live(self, server, stop: asyncio.Event) -> None:
        """One connection's life, from where the last one ended, until told or cut off."""
        with contextlib.suppress(OSError, WebSocketException, TimeoutError, requests.RequestException):
            client = await join(server, self.room, self.name, since=self.view.last_seq)
            try:
                assert client.of("connection")[0]["resumed"], "the room was lost"
                self.note(client)
                for frame in list(self.unacknowledged.values()):
                    await client.send(**frame)
                while not stop.is_set():
                    await self.act(server, client)
                    await asyncio.sleep(self.chance.uniform(0, 0.01))
                    self.note(client)
                    if client._ended:
                        return
                while self.unacknowledged:
                    await client.wait_until(lambda c: bool(c.frames))
                    self.note(client)
            finally:
                self.note(client)
                await client.vanish()
                self.note(client)

    async def act(self, server, client: Client) -> None:
        """One thing that a user does."""
        if len(self.unacknowledged) >= 8:
            return
        self.count += 1
        id = f"{self.name}-{self.count}"
        mine = [m for m, s in self.view.messages.items() if s["author"] == self.name and not s["deleted"]]
        others = [m for m, s in self.view.messages.items() if not s["deleted"]]
        what = self.chance.choices(["say", "ask", "edit", "delete", "react", "stop", "upload"], [10, 2, 4, 1, 6, 1, 1])[0]
        if what == "edit" and mine:
            frame = {"kind": "edit", "message_id": self.chance.choice(mine), "content": f"edited by {id}"}
        elif what == "delete" and mine:
            frame = {"kind": "delete", "message_id": self.chance.choice(mine)}
        elif what == "react" and others:
            op = self.chance.choice(["add", "add", "remove"])
            frame = {"kind": "reaction", "message_id": self.chance.choice(others), "emoji": self.chance.choice(EMOJI), "op": op}
        elif what == "stop" and self.chunks:
            frame = {"kind": "stop", "message_id": self.chance.choice(list(self.chunks))}
        else:
            frame = {"kind": "message", "content": f"content of {id}", "respond": what == "ask"}
            if what == "upload":
                await self.upload(server, id)
                if self.loose:
                    frame["attachments"] = [self.loose.pop()]
        frame["id"] = id
        self.unacknowledged[id] = frame
        await client.send(**frame)

    async def upload(self, server, id: str) -> None:
        """A text of up to 300 kB; what was answered with 201 may be attached."""
        content = f"{id} ".encode() * self.chance.randrange(1, 30_000)
        answer = await asyncio.to_thread(
            server.request, "POST", f"/api/conversations/{self.room}/uploads?file_name={id}.txt", user=self.name, data=content
        )
        assert answer.status_code == 201, answer.text
        self.loose.append(answer.json()["id"])

    def note(self, client: Client) -> None:
        """Takes over what has come since the last time, and forgets it there."""
        frames, client.frames = client.frames, []
        client._taken.clear()
        for frame in frames:
            self.view.apply(frame)
            id = frame.get("id")
            if frame["type"] == "ack":
                entry = (frame.get("message_id"), frame.get("seq"))
                earlier = self.acknowledged.setdefault(id, entry)
                assert earlier == entry, f"{id} was acknowledged as {earlier} and as {entry}"
                done = self.unacknowledged.pop(id, None)
                self.attached |= set((done or {}).get("attachments", []))
            elif frame["type"] == "error":
                # A change can come too late for its message, a question while too many wait; a fault of the server is none of the reasons.
                asked = self.unacknowledged.pop(id, {}).get("respond")
                assert frame["code"] in ("conflict", "not_found", "forbidden") or (frame["code"] == "overloaded" and asked), frame
            elif frame["type"] == "message_chunk":
                self.chunk(frame)
            elif frame["type"] == "new_message":
                self.chunks.pop(frame["message"]["id"], None)

    def chunk(self, frame: dict) -> None:
        known = self.chunks.setdefault(frame["message_id"], [])
        if frame.get("catch_up"):
            known[:] = [""] * frame["index"] + [frame["delta"]]
            return
        assert frame["index"] == len(known), f"chunk {frame['index']} after {len(known)}"
        known.append(frame["delta"])


async def stored(server, room: str) -> list[dict]:
    messages: list[dict] = []
    while True:
        after = messages[-1]["seq"] if messages else 0
        path = f"/api/conversations/{room}/messages?after={after}&limit=100"
        page = (await asyncio.to_thread(server.get, path, user="auditor", scope="admin")).json()
        messages += page["messages"]
        if not page["has_more"]:
            return messages


async def settle(server, actor: Actor, last: int) -> None:
    """Brings an actor up to date: everything acknowledged, every answer ended."""
    stop = asyncio.Event()
    stop.set()
    async with asyncio.timeout(30):
        await actor.live(server, stop)
        async with join(server, actor.room, actor.name, since=actor.view.last_seq) as client:
            def is_done(c: Client) -> bool:
                actor.note(c)
                answers = [m for m, s in actor.view.messages.items() if s["role"] == "assistant"]
                return actor.view.last_seq >= last and all(m in actor.view.endings for m in answers) and not actor.chunks
            await client.wait_until(is_done, timeout=20)
            await client.barrier()
            actor.note(client)


async def test_killed_with_everything_going_on(start, room, tmp_path):
    """Killed again and again, nothing acknowledged is lost or doubled, no answer stays open, no file is left over, and
    every client that comes back with since ends with what is stored."""
    data = tmp_path / "data"
    chance = random.Random(SEED)
    rooms = [f"{room}-{n}" for n in range(ROOMS)]
    actors = [Actor(f"a{n}-{name}", name, random.Random(f"{SEED} {n} {name}")) for name in rooms for n in range(ACTORS)]
    with Upstream() as upstream:
        settings = {
            "synchronous": "full", "assistant": "never", "model-url": upstream.url, "model": "slow", "drain-delay": "100ms",
            "drain-spread": "200ms",
        }
        for number in range(KILLS):
            server = start(settings, data=data)
            stop = asyncio.Event()
            lives = [asyncio.create_task(actor.live(server, stop)) for actor in actors]
            await asyncio.sleep(chance.uniform(0.5, 2.5))  # a kill comes at any moment
            if number % 2:
                server.signal(signal.SIGTERM)
                await asyncio.sleep(chance.uniform(0, 0.5))
            if server.running:
                server.signal(signal.SIGKILL)
            await asyncio.wait_for(asyncio.gather(*lives), 30)
            server.wait()
            for _ in range(KILLS_AT_START):
                await asyncio.to_thread(start(settings, data=data, wait=False).kill_within, chance.uniform(0, START_SECONDS))
        server = start(settings, data=data)
        for actor in actors:
            await settle(server, actor, 0)
        for name in rooms:
            own = [actor for actor in actors if actor.room == name]
            last = 0
            while any(actor.view.last_seq != last for actor in own):
                last = max(actor.view.last_seq for actor in own)
                for actor in own:
                    await settle(server, actor, last)
            truth = {m["id"]: shown(m) for m in await stored(server, name)}
            for actor in own:
                assert actor.view.events == own[0].view.events, "two clients were told different things"
                assert actor.view.messages == truth, "a client knows something else than what is stored"
                assert not actor.unacknowledged
            assert sorted(own[0].view.events) == list(range(1, last + 1)), "a gap"
            answers = {id for id, message in truth.items() if message["role"] == "assistant"}
            assert answers == set(own[0].view.endings), "an answer is open"
            assert answers, "nothing was asked"
            check_acknowledged(own, own[0].view, truth)
        server.stop()
        check_files(data, actors)


def check_acknowledged(actors: list[Actor], view: RoomView, truth: dict[str, dict]) -> None:
    """Each acknowledgement names an event of its message, and no two frames the same event, unless they stopped one answer."""
    named = [entry for actor in actors for entry in actor.acknowledged.values() if entry[1] is not None]
    assert named, "nothing was acknowledged"
    for message_id, number in named:
        assert message_id in truth and view.events[number][1] == message_id
    places = [number for _, number in named if view.events[number][0] != "message_complete"]
    assert len(places) == len(set(places)), "two frames were acknowledged with one event"


def check_files(data: Path, actors: list[Actor]) -> None:
    """The folder of uploads holds what the store knows, which is all that was answered for, and nothing else."""
    files = [path for path in (data / "uploads").rglob("*") if path.is_file()]
    with contextlib.closing(sqlite3.connect(f"file:{data / 'telltale.db'}?mode=ro", uri=True)) as store:
        known = {id for (id,) in store.execute("SELECT id FROM uploads")}
    assert {path.name for path in files} == known
    for actor in actors:
        alive = {id for m in actor.view.messages.values() for id in m["attachments"]}
        assert alive | set(actor.loose) <= known, "an upload that was answered for is lost"
