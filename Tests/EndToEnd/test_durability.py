"""What was acknowledged stays."""

import asyncio
import contextlib
import random
import re
import signal
import sqlite3
import subprocess
from pathlib import Path

from websockets.exceptions import WebSocketException

from harness.client import Client, join
from harness.server import until

KILLS = 8
WRITERS = 4
ROOMS = 2


class Writer:
    """Writes on and on into one room, keeps what was acknowledged, and sends again what was not."""

    def __init__(self, name: str, room: str) -> None:
        self.name = name
        self.room = room
        self.count = 0
        self.unacknowledged: dict[str, str] = {}
        self.acknowledged: dict[str, tuple[str, int]] = {}
        self.seen: dict[int, tuple[str, str]] = {}

    async def write(self, server, stop: asyncio.Event) -> None:
        """One connection's life: sends again, then new ones with some in flight, until told or cut off."""
        with contextlib.suppress(OSError, WebSocketException, AssertionError, TimeoutError):
            client = await join(server, self.room, self.name)
            try:
                for id, content in list(self.unacknowledged.items()):
                    await client.say(content, id=id)
                while not stop.is_set():
                    if len(self.unacknowledged) < 16:
                        self.count += 1
                        id = f"{self.name}-{self.count}"
                        self.unacknowledged[id] = f"content of {id}"
                        await client.say(self.unacknowledged[id], id=id)
                    else:
                        await client.expect("ack", timeout=5)
                    self.note(client)
                    await asyncio.sleep(0)
                while self.unacknowledged:
                    await client.expect("ack")
                    self.note(client)
            finally:
                self.note(client)
                await client.vanish()

    def note(self, client: Client) -> None:
        """Takes over what has come since the last time, and forgets it there."""
        frames, client.frames = client.frames, []
        client._taken.clear()
        for frame in frames:
            if frame["type"] == "ack":
                entry = (frame["message_id"], frame["seq"])
                earlier = self.acknowledged.setdefault(frame["id"], entry)
                assert earlier == entry, f"{frame['id']} was acknowledged as {earlier} and as {entry}"
                self.unacknowledged.pop(frame["id"], None)
            elif frame["type"] == "new_message":
                message = frame["message"]
                entry = (message["id"], message["content"])
                earlier = self.seen.setdefault(message["seq"], entry)
                assert earlier == entry, f"seq {message['seq']} was broadcast as {earlier} and as {entry}"


async def everything(server, room: str) -> list[dict]:
    """All messages of a room, read over REST."""
    messages: list[dict] = []
    while True:
        after = messages[-1]["seq"] if messages else 0
        path = f"/api/conversations/{room}/messages?after={after}&limit=100"
        page = (await asyncio.to_thread(server.get, path, user="auditor", scope="admin")).json()
        messages += page["messages"]
        if not page["has_more"]:
            return messages


async def test_killed_under_load(start, room, tmp_path):
    """Killed under load again and again, the server loses no acknowledged message, doubles none and leaves no gap."""
    data = tmp_path / "data"
    rooms = [f"{room}-{n}" for n in range(ROOMS)]
    writers = [Writer(f"w{number}-{n}", name) for n, name in enumerate(rooms) for number in range(WRITERS)]
    chance = random.Random(7)
    for _ in range(KILLS):
        server = start({"synchronous": "full"}, data=data)
        stop = asyncio.Event()
        before = sum(len(w.acknowledged) for w in writers)
        writing = [asyncio.create_task(w.write(server, stop)) for w in writers]
        await asyncio.sleep(0.1)
        async with asyncio.timeout(20):
            while sum(len(w.acknowledged) for w in writers) < before + 40:
                await asyncio.sleep(0.01)
        await asyncio.sleep(chance.uniform(0, 0.5))  # a kill comes at any moment
        server.signal(signal.SIGKILL)
        await asyncio.wait_for(asyncio.gather(*writing), 20)
        server.wait()
        # And one while it starts again: before or just after it listens.
        await asyncio.to_thread(start({"synchronous": "full"}, data=data, wait=False).kill_within, chance.uniform(0, 0.4))

    server = start({"synchronous": "full"}, data=data)
    stop = asyncio.Event()
    stop.set()
    await asyncio.wait_for(asyncio.gather(*(w.write(server, stop) for w in writers)), 40)
    for name in rooms:
        stored = await everything(server, name)
        own = [w for w in writers if w.room == name]
        assert [m["seq"] for m in stored] == list(range(1, len(stored) + 1)), "a gap"
        ids = [m["client_id"] for m in stored]
        assert len(ids) == len(set(ids)), "a message was doubled"
        by_id = {m["client_id"]: m for m in stored}
        for writer in own:
            assert not writer.unacknowledged
            assert len(writer.acknowledged) == writer.count
            for id, (message_id, seq) in writer.acknowledged.items():
                assert id in by_id, f"{id} was acknowledged and is lost"
                assert (by_id[id]["id"], by_id[id]["seq"]) == (message_id, seq)
                assert by_id[id]["content"] == f"content of {id}"
            for seq, (message_id, content) in writer.seen.items():
                assert (stored[seq - 1]["id"], stored[seq - 1]["content"]) == (message_id, content), "broadcast, not stored"
        assert set(ids) == {id for w in own for id in w.acknowledged}
    assert sum(len(w.acknowledged) for w in writers) >= 40 * KILLS


async def test_killed_right_after_the_acknowledgement(start, room, tmp_path):
    """A message whose acknowledgement came just before the kill is there after it."""
    data = tmp_path / "data"
    server = start(data=data)
    async with join(server, room) as alice:
        ack = await alice.post("remember me", id="1")
        server.signal(signal.SIGKILL)
        server.wait()
    server = start(data=data)
    async with join(server, room) as alice:
        assert (await alice.expect("connection"))["last_seq"] == 1
        assert await alice.post("remember me", id="1") == ack
        assert (await alice.post("next", id="2"))["seq"] == 2


def database(folder: Path) -> Path:
    """The store's file, by what is in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            with path.open("rb") as file:
                if file.read(16) == b"SQLite format 3\0":
                    return path
    raise AssertionError(f"no database among {list(folder.rglob('*'))}")


async def test_locked_database(start, room, tmp_path):
    """While another process holds the database, messages are refused and readiness says so; then all goes on."""
    server = start(data=tmp_path / "data")
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.post("before", id="1")
        holder = sqlite3.connect(database(tmp_path / "data"), isolation_level=None, timeout=5)
        holder.execute("BEGIN EXCLUSIVE")
        try:
            await alice.say("during", id="2")
            error = await alice.expect("error", id="2", timeout=30)
            assert error["code"] == "store_unavailable"
            broken = await asyncio.to_thread(server.await_ready, 503)
            assert "store" in broken.text
            assert (await asyncio.to_thread(server.get, "/healthz")).status_code == 200
            await alice.send("ping")
            await alice.expect("pong")
        finally:
            holder.execute("ROLLBACK")
            holder.close()
        await asyncio.to_thread(server.await_ready, 200, 20)
        assert (await alice.post("during", id="2"))["seq"] == 2
        await bob.wait_until(lambda c: len(c.messages) == 2)
        assert [m["content"] for m in bob.messages] == ["before", "during"]
    exposition = server.metrics()
    assert exposition.value("telltale_store_errors_total") >= 1
    assert exposition.value("telltale_errors_total", endpoint="chat", code="store_unavailable") == 1
    operations = "telltale_operations_total"
    assert exposition.value(operations, endpoint="chat", operation="message", outcome="server_error") == 1
    assert exposition.value(operations, endpoint="chat", operation="message", outcome="ok") == 2


async def post_until_refused(client: Client, prefix: str, size: int, limit: int = 400) -> tuple[list[str], str]:
    """Posts until the store refuses; the ids that were stored and the one that was not."""
    stored = []
    for number in range(limit):
        id = f"{prefix}-{number}"
        await client.say("f" * size, id=id)
        await client.wait_until(
            lambda c: any(f.get("id") == id and f["type"] in ("ack", "error") for f in c.frames), timeout=30
        )
        answer = next(f for f in client.frames if f.get("id") == id and f["type"] in ("ack", "error"))
        if answer["type"] == "error":
            assert answer["code"] == "store_unavailable"
            return stored, id
        stored.append(id)
    raise AssertionError(f"{limit} messages of {size} bytes went into a full disk")


async def recovers(server, client: Client, room: str, stored: list[str], refused: str) -> None:
    """The refused message is accepted on a second try, without a restart, and nothing is lost, doubled or skipped."""
    await asyncio.to_thread(server.await_ready, 200, 20)
    client.frames.clear()
    client._taken.clear()
    assert (await client.post("second try", id=refused))["seq"] == len(stored) + 1
    messages = await everything(server, room)
    assert [m["client_id"] for m in messages] == [*stored, refused]
    assert [m["seq"] for m in messages] == list(range(1, len(stored) + 2))
    assert (await asyncio.to_thread(server.metrics)).value("telltale_store_errors_total") >= 1


async def test_full_disk(start, room, tmp_path):
    """On a full disk messages are refused and readiness says so; with space again all goes on without a restart."""
    data = tmp_path / "small"
    data.mkdir()
    mount = 'mount -t tmpfs -o size=32m tmpfs "$0" && exec "$@"'
    server = start(data=data, wrapper=("unshare", "--mount", "--map-root-user", "sh", "-c", mount, str(data)))
    inside = Path(f"/proc/{server.pid}/root{data}")
    ballast = inside / "ballast"
    async with join(server, room) as alice:
        await alice.post("there is space", id="first")
        with ballast.open("wb", buffering=0) as file, contextlib.suppress(OSError):
            while file.write(b"\0" * 4096):
                pass
        stored, refused = await post_until_refused(alice, "full", 20_000)
        broken = await asyncio.to_thread(server.await_ready, 503)
        assert broken.json()["components"]["store"] == "unavailable"
        disk = until(lambda: server.get("/readyz").json()["components"]["disk"], lambda word: word != "ok", 5, "the full disk")
        assert disk == "nearly full"
        assert "Socket operation failed" in server.log and "detail=" in server.log, "the operator is told why"
        assert (await asyncio.to_thread(server.get, "/healthz")).status_code == 200
        ballast.unlink()
        await recovers(server, alice, room, ["first", *stored], refused)


async def test_failing_writes(start, room, tmp_path):
    """When writes to the database fail, messages are refused; when they work again all goes on without a restart."""
    # With its signal ignored, a write beyond the limit fails with EFBIG instead of ending the process.
    server = start(data=tmp_path / "data", wrapper=("env", "--ignore-signal=XFSZ"))
    async with join(server, room) as alice:
        await alice.post("there is space", id="first")
        largest = max(path.stat().st_size for path in (tmp_path / "data").rglob("*") if path.is_file())
        server.limit_file_size(largest)
        stored, refused = await post_until_refused(alice, "failing", 20_000)
        await asyncio.to_thread(server.await_ready, 503)
        server.limit_file_size(-1)
        await recovers(server, alice, room, ["first", *stored], refused)


async def test_data_of_a_refused_message_is_not_broadcast(start, room, tmp_path):
    """What could not be stored is broadcast to nobody."""
    server = start(data=tmp_path / "data")
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.post("before", id="1")
        with contextlib.closing(sqlite3.connect(database(tmp_path / "data"), isolation_level=None)) as holder:
            holder.execute("BEGIN EXCLUSIVE")
            for number in range(5):
                await alice.say("lost", id=f"lost-{number}")
            await alice.wait_until(lambda c: len(c.of("error")) == 5, timeout=40)
            holder.execute("ROLLBACK")
        await asyncio.to_thread(server.await_ready, 200, 20)
        assert (await alice.post("after", id="2"))["seq"] == 2
        await bob.expect("new_message", where=lambda f: f["message"]["seq"] == 2)
        assert [m["content"] for m in bob.messages] == ["before", "after"]


# Syncs

# Syncs that no message waits for: of a checkpoint, and of the index of words, which is written when there is time.
HOUSEKEEPING = 12


class Syncs:
    """Counts the calls that make a process's data durable, with strace."""

    def __init__(self, pid: int, output: Path) -> None:
        self.output = output
        self.process = subprocess.Popen(
            ["strace", "-f", "-p", str(pid), "-e", "trace=fsync,fdatasync,sync_file_range", "-e", "signal=none", "-o", str(output)],
            stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
        )
        line = self.process.stderr.readline()
        assert "attached" in line, f"strace: {line}"

    def stop(self) -> int:
        self.process.send_signal(signal.SIGINT)
        self.process.wait(10)
        self.process.stderr.close()
        return len(re.findall(r"\b(?:fsync|fdatasync)\(", self.output.read_text()))


def commits(server) -> float:
    return server.metrics().value("telltale_store_commit_seconds_count")


async def test_each_commit_is_synced(start, room, tmp_path):
    """A message that is alone is a commit of its own with one sync."""
    server = start({"synchronous": "full"})
    async with join(server, room) as alice:
        await alice.post("first", id="0")
        before = commits(server)
        syncs = Syncs(server.pid, tmp_path / "strace")
        for number in range(1, 21):
            await alice.post(str(number), id=str(number))
        counted = syncs.stop()
        assert commits(server) - before == 20
        assert 20 <= counted <= 20 + HOUSEKEEPING


async def test_commits_are_shared(start, room, tmp_path):
    """Messages that arrive together share a commit, and each commit is synced once."""
    server = start({"synchronous": "full"})
    clients: list[Client] = [await join(server, room, f"user-{n}") for n in range(4)]
    for client in clients:
        await client.expect("connection")
    before = server.metrics()
    syncs = Syncs(server.pid, tmp_path / "strace")

    async def burst(client):
        for number in range(100):
            await client.say("x", id=str(number))
        await client.wait_until(lambda c: len(c.of("ack")) == 100, timeout=40)

    await asyncio.gather(*(burst(client) for client in clients))
    counted = syncs.stop()
    after = server.metrics()
    made = after.value("telltale_store_commit_seconds_count") - before.value("telltale_store_commit_seconds_count")
    written = after.value("telltale_store_batch_size_sum") - before.value("telltale_store_batch_size_sum")
    assert written == 400
    assert made <= 200
    assert made <= counted <= made + HOUSEKEEPING, "one sync a commit, and a few for housekeeping"
    await asyncio.gather(*(client.close() for client in clients))


async def test_relaxed_commits_are_not_synced(start, room, tmp_path):
    """With synchronous normal a commit does not wait for the disk."""
    server = start({"synchronous": "normal"})
    async with join(server, room) as alice:
        await alice.post("first", id="0")
        syncs = Syncs(server.pid, tmp_path / "strace")
        for number in range(1, 11):
            await alice.post(str(number), id=str(number))
        assert syncs.stop() == 0


async def test_a_clean_end_leaves_a_clean_store(start, room, tmp_path):
    """After an orderly end the database is whole and holds everything."""
    data = tmp_path / "data"
    server = start(data=data)
    async with join(server, room) as alice:
        for number in range(50):
            await alice.say(str(number), id=str(number))
        await alice.wait_until(lambda c: len(c.of("ack")) == 50)
    assert server.stop() == 0
    with contextlib.closing(sqlite3.connect(f"file:{database(data)}?mode=ro", uri=True)) as reader:
        assert reader.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    server = start(data=data)
    async with join(server, room, since=0) as alice:
        await alice.wait_until(lambda c: len(c.messages) == 50)
        assert alice.seqs == list(range(1, 51))
    until(lambda: server.get("/readyz").status_code, lambda status: status == 200, 5, "readiness")
