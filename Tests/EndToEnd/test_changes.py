"""Edits, deletions, reactions, replies."""

import asyncio
import contextlib
import sqlite3

import pytest

from harness.client import chat, join
from harness.view import RoomView, seq, shown


async def read(server, room: str, user: str = "alice", query: str = "limit=100") -> list[dict]:
    answer = await asyncio.to_thread(server.get, f"/api/conversations/{room}/messages?{query}", user=user)
    assert answer.status_code == 200, answer.text
    return answer.json()["messages"]


async def test_edit(server, room):
    """Who wrote a message edits it: the room is told, the acknowledgement names the event, and later readers see the new text."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        ack = await alice.post("helo", id="1")
        await alice.send("edit", message_id=ack["message_id"], content="hello", id="2")
        done = await alice.expect("ack", id="2")
        assert (done["message_id"], done["seq"]) == (ack["message_id"], 2)
        for client in (alice, bob):
            edited = await client.expect("message_edited")
            assert (edited["message_id"], edited["seq"], edited["content"]) == (ack["message_id"], 2, "hello")
            assert edited["user"] == {"id": "alice", "name": "alice"}
            assert edited["client_id"] == "2"
        stored = (await read(server, room))[0]
        assert (stored["content"], stored["seq"], stored["edited_at"]) == ("hello", 1, edited["edited_at"])
        await bob.send("history", id="h")
        history = await bob.expect("history", id="h")
        assert [(m["content"], m["seq"]) for m in history["messages"]] == [("hello", 1)], "other events are no messages"


async def test_delete(server, room):
    """A deleted message is a tombstone: nothing of what it said is left."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        ack = await alice.post("a secret", id="1")
        await bob.send("reaction", message_id=ack["message_id"], emoji="👀", op="add", id="r")
        await bob.expect("ack", id="r")
        await alice.send("delete", message_id=ack["message_id"], id="2")
        assert (await alice.expect("ack", id="2"))["seq"] == 3
        for client in (alice, bob):
            deleted = await client.expect("message_deleted")
            assert (deleted["message_id"], deleted["seq"], deleted["user"]["id"]) == (ack["message_id"], 3, "alice")
            assert "content" not in deleted
        tombstone = (await read(server, room))[0]
        assert (tombstone["content"], tombstone["deleted"], tombstone["reactions"]) == ("", True, {})
    async with chat(server, room, "carol", since=0) as carol:
        await carol.expect("message_deleted")
        assert not any("a secret" in str(frame) for frame in carol.frames), "a replay tells what was deleted"


async def test_deleted_text_leaves_the_disk(start, room, tmp_path):
    """After the server has ended, the files hold neither a deleted text nor the text before an edit."""
    server = start(data=tmp_path / "data")
    async with join(server, room) as alice:
        for number, word in enumerate(("forgotten-word-one", "forgotten-word-two")):
            await alice.post(f"{word} " * 20, id=f"m{number}")
        first, second = [m["id"] for m in await read(server, room)]
        await alice.send("edit", message_id=first, content="harmless", id="e")
        await alice.expect("ack", id="e")
        await alice.send("delete", message_id=second, id="d")
        await alice.expect("ack", id="d")
    assert server.stop() == 0
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            assert b"forgotten-word" not in path.read_bytes(), path


async def test_reactions(server, room):
    """Reactions are counted by emoji; the same one twice is nothing new; taking it back takes it off."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        id = (await alice.post("cake?", id="1"))["message_id"]

        async def react(client, emoji, op, frame_id):
            await client.send("reaction", message_id=id, emoji=emoji, op=op, id=frame_id)
            return await client.expect("ack", id=frame_id)

        assert (await react(alice, "🎂", "add", "2"))["seq"] == 2
        assert (await react(bob, "🎂", "add", "2"))["seq"] == 3
        assert "seq" not in await react(bob, "🎂", "add", "3"), "nothing changed"
        await react(bob, "👍", "add", "4")
        await react(alice, "🎂", "remove", "5")
        await alice.wait_until(lambda c: len(c.of("reaction")) == 4)
        assert [(f["emoji"], f["op"], f["user"]["id"], f["counts"], f["seq"]) for f in alice.of("reaction")] == [
            ("🎂", "add", "alice", {"🎂": 1}, 2),
            ("🎂", "add", "bob", {"🎂": 2}, 3),
            ("👍", "add", "bob", {"🎂": 2, "👍": 1}, 4),
            ("🎂", "remove", "alice", {"🎂": 1, "👍": 1}, 5),
        ]
        assert (await read(server, room))[0]["reactions"] == {"🎂": 1, "👍": 1}


async def test_reactions_are_bounded(server, room):
    """A message takes twenty different emoji and no more; another of those that are there is fine."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        id = (await alice.post("vote", id="1"))["message_id"]
        for number in range(20):
            await alice.send("reaction", message_id=id, emoji=chr(0x1F600 + number), op="add", id=f"r{number}")
            await alice.expect("ack", id=f"r{number}")
        await alice.send("reaction", message_id=id, emoji="🚀", op="add", id="over")
        assert (await alice.expect("error", id="over"))["code"] == "conflict"
        await bob.send("reaction", message_id=id, emoji=chr(0x1F600), op="add", id="same")
        assert (await bob.expect("ack", id="same"))["seq"] == 22


@pytest.mark.parametrize("kind, fields", [("edit", {"content": "mine now"}), ("delete", {})])
async def test_changing_what_others_said(server, room, kind, fields):
    """Others may not change a message; an administrator may."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        id = (await alice.post("hello", id="1"))["message_id"]
        await bob.send(kind, message_id=id, id="2", **fields)
        assert (await bob.expect("error", id="2"))["code"] == "forbidden"
        token = server.token("root", "chat admin")
        async with join(server, room, token=token) as root:
            await root.send(kind, message_id=id, id="3", **fields)
            assert (await root.expect("ack", id="3"))["seq"] == 2
        assert shown((await read(server, room))[0])["content"] == fields.get("content", "")


@pytest.mark.parametrize("kind, fields", [
    ("edit", {"content": "x"}), ("delete", {}), ("reaction", {"emoji": "👍", "op": "add"}), ("stop", {}),
])
async def test_a_message_that_is_not_there(server, room, kind, fields):
    """A change to a message that this room does not have is refused as not found, and leaves nothing behind."""
    async with join(server, room) as alice, join(server, room + "-other") as other:
        elsewhere = (await other.post("elsewhere", id="1"))["message_id"]
        for number, id in enumerate(("01ARZ3NDEKTSV4RRFFQ69G5FAV", elsewhere)):
            await alice.send(kind, message_id=id, id=f"{kind}-{number}", **fields)
            assert (await alice.expect("error", id=f"{kind}-{number}"))["code"] == "not_found"
        assert (await alice.post("first", id="m"))["seq"] == 1


async def test_changes_to_a_deleted_message(server, room):
    """A deleted message can be neither edited nor reacted to; deleting it again changes nothing."""
    async with join(server, room) as alice:
        id = (await alice.post("gone", id="1"))["message_id"]
        await alice.send("delete", message_id=id, id="2")
        await alice.expect("ack", id="2")
        await alice.send("edit", message_id=id, content="back", id="3")
        assert (await alice.expect("error", id="3"))["code"] == "conflict"
        await alice.send("reaction", message_id=id, emoji="👍", op="add", id="4")
        assert (await alice.expect("error", id="4"))["code"] == "conflict"
        await alice.send("delete", message_id=id, id="5")
        assert "seq" not in await alice.expect("ack", id="5")
        assert (await alice.post("next", id="6"))["seq"] == 3


async def test_repeats_are_recognised(start, room, tmp_path):
    """A repeated id gets its first acknowledgement whatever the frame, also after a restart, and nobody is told again."""
    data = tmp_path / "data"
    server = start(data=data)

    async def all_of(client, message_id):
        await client.send("edit", message_id=message_id, content="edited", id="e")
        await client.send("reaction", message_id=message_id, emoji="👍", op="add", id="r")
        await client.send("reaction", message_id=message_id, emoji="👍", op="add", id="again")
        await client.send("read", seq=1, id="read")
        await client.send("delete", message_id=message_id, id="d")
        return [await client.expect("ack", id=id) for id in ("e", "r", "again", "read", "d")]

    async with join(server, room) as alice:
        message_id = (await alice.post("one", id="1"))["message_id"]
        first = await all_of(alice, message_id)
        assert await all_of(alice, message_id) == first
        await alice.send("message", content="not an edit", id="e")
        assert await alice.expect("ack", id="e") == first[0], "the first content of an id wins"
    server.stop()
    server = start(data=data)
    async with join(server, room, since=0) as alice:
        assert await all_of(alice, message_id) == first
        assert (await alice.post("two", id="2"))["seq"] == 5
        await alice.wait_until(lambda c: len(c.messages) == 2)
        assert len(alice.of("message_edited")) == len(alice.of("reaction")) == len(alice.of("message_deleted")) == 1


async def test_replay_of_every_event(server, room):
    """Who comes back with since, at whatever point, ends with what they know who were always there."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        ids = [(await alice.post(f"number {n}", id=f"m{n}"))["message_id"] for n in range(6)]
        steps = [
            ("edit", {"message_id": ids[0], "content": "once"}), ("reaction", {"message_id": ids[1], "emoji": "👍", "op": "add"}),
            ("edit", {"message_id": ids[0], "content": "twice"}), ("delete", {"message_id": ids[2]}),
            ("reaction", {"message_id": ids[1], "emoji": "🎉", "op": "add"}),
            ("reaction", {"message_id": ids[1], "emoji": "👍", "op": "remove"}),
            ("message", {"content": "a reply", "reply_to": ids[2]}), ("delete", {"message_id": ids[1]}),
        ]
        for number, (kind, fields) in enumerate(steps):
            await alice.send(kind, id=f"s{number}", **fields)
            await alice.expect("ack", id=f"s{number}")
        last = len(ids) + len(steps)
        await bob.expect("message_deleted", seq=last)
        there = RoomView()
        for frame in bob.frames:
            there.apply(frame)
        assert there.last_seq == last
        for since in range(last + 1):
            # What was known up to there, by the one who was there.
            back = RoomView()
            for frame in bob.frames:
                if back.last_seq < since:
                    back.apply(frame)
            async with join(server, room, "carol", since=since) as carol:
                connection = await carol.expect("connection")
                assert (connection["resumed"], connection["last_seq"]) == (True, last)
                await carol.wait_until(lambda c: max((seq(f) or 0 for f in c.frames), default=0) == last or since == last)
                for frame in carol.frames:
                    back.apply(frame)
            assert (back.last_seq, back.events) == (last, there.events)
            assert back.messages == there.messages


async def test_reply_to(server, room):
    """An answer names a message of the room, a deleted one too; another is refused and nothing is stored."""
    async with join(server, room) as alice, join(server, room + "-other") as other:
        id = (await alice.post("question", id="1"))["message_id"]
        elsewhere = (await other.post("elsewhere", id="1"))["message_id"]
        await alice.send("delete", message_id=id, id="2")
        await alice.expect("ack", id="2")
        ack = await alice.post("answer", id="3", reply_to=id)
        await alice.say("astray", id="4", reply_to=elsewhere)
        assert (await alice.expect("error", id="4"))["code"] == "not_found"
        messages = await read(server, room)
        assert [(m["id"], m.get("reply_to")) for m in messages] == [(id, None), (ack["message_id"], id)]


async def test_reading_marks(server, room):
    """What somebody says counts as read by them; others' messages count as unread until they are read."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        for number in range(3):
            await alice.post(f"number {number}", id=f"m{number}")

        async def unread(user):
            listing = (await asyncio.to_thread(server.get, "/api/conversations", user=user)).json()["conversations"]
            return next(c["unread_count"] for c in listing if c["id"] == room)

        assert (await unread("alice"), await unread("bob")) == (0, 3)
        await bob.send("read", seq=2, id="r")
        await bob.expect("ack", id="r")
        assert await unread("bob") == 1
        await bob.post("mine", id="m")
        assert (await unread("alice"), await unread("bob")) == (1, 0)
        id = (await read(server, room))[0]["id"]
        await bob.send("reaction", message_id=id, emoji="👍", op="add", id="x")
        await bob.expect("ack", id="x")
        assert await unread("alice") == 1, "a reaction is no unread message"


async def test_a_bad_message_spoils_no_other(start, room, tmp_path):
    """A write that the database refuses for itself does not take those down that share its transaction."""
    data = tmp_path / "data"
    server = start(data=data)
    async with join(server, room) as alice:
        await alice.post("before", id="0")
        with contextlib.closing(sqlite3.connect(data / "telltale.db", timeout=5)) as other:
            other.execute(
                "CREATE TRIGGER refuses BEFORE INSERT ON messages WHEN NEW.content LIKE 'bad%' BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
            other.commit()
        for number in range(200):
            await alice.say(f"{'bad' if number % 10 == 0 else 'good'} {number}", id=f"m{number}")
        await alice.wait_until(lambda c: len(c.of("ack")) + len(c.of("error")) == 201)
        refused = {frame["id"] for frame in alice.of("error")}
        assert refused == {f"m{number}" for number in range(0, 200, 10)}
        assert alice.seqs == list(range(1, 182))
