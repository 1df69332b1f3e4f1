"""What was said before, and coming back to it."""

import asyncio
import json

import pytest

from harness.client import chat, join
from harness.disk import unreadable


async def test_late_joiner_gets_history(server, room):
    """Who joins late gets nothing unasked and everything on asking, oldest first."""
    async with join(server, room, "alice") as alice:
        for number in range(1, 6):
            await alice.post(f"message {number}", id=str(number))
        async with join(server, room, "bob") as bob:
            assert (await bob.expect("connection"))["last_seq"] == 5
            await bob.send("history", id="h")
            history = await bob.expect("history", id="h")
            assert history["messages"] == alice.messages
            assert history["has_more"] is False
            assert bob.messages == []


async def test_history_pages(server, room):
    """History is paged backwards with before and forwards with after, fifty at a time unless told."""
    async with join(server, room) as alice:
        for number in range(1, 61):
            await alice.say(str(number))
        await alice.wait_until(lambda c: len(c.messages) == 60)

        async def page(**fields):
            await alice.send("history", **fields)
            answer = await alice.expect("history")
            return [m["seq"] for m in answer["messages"]], answer["has_more"]

        assert await page() == (list(range(11, 61)), True)
        assert await page(before=11) == (list(range(1, 11)), False)
        assert await page(before=31, limit=5) == ([26, 27, 28, 29, 30], True)
        assert await page(after=57) == ([58, 59, 60], False)
        assert await page(after=0, limit=3) == ([1, 2, 3], True)
        assert await page(after=60) == ([], False)
        assert await page(before=1) == ([], False)
        assert await page(limit=100) == (list(range(1, 61)), False)


async def test_history_of_large_messages(server, room):
    """A history of large messages comes in pages of bounded size and all of it can be read."""
    content = "x" * 60_000
    async with join(server, room) as alice:
        for number in range(12):
            await alice.post(content, id=str(number))
        seen, before = [], None
        while True:
            await alice.send("history", **({} if before is None else {"before": before}))
            page = await alice.expect("history")
            assert len(json.dumps(page)) <= 2 * 256 * 1024
            seen = [m["seq"] for m in page["messages"]] + seen
            if not page["has_more"]:
                break
            before = page["messages"][0]["seq"]
        assert seen == list(range(1, 13))


async def test_reconnect_with_since(server, room):
    """Who comes back with since gets what was missed and then what is new, each once and in order."""
    async with join(server, room, "alice") as alice:
        async with join(server, room, "bob") as bob:
            await alice.post("1", id="1")
            await bob.expect("new_message")
        for number in range(2, 8):
            await alice.post(str(number), id=str(number))
        async with join(server, room, "bob", since=1) as bob:
            frame = await bob.expect("connection")
            assert (frame["resumed"], frame["last_seq"]) == (True, 7)
            await bob.wait_until(lambda c: len(c.messages) == 6)
            await alice.post("8", id="8")
            await bob.wait_until(lambda c: len(c.messages) == 7)
            assert bob.seqs == [2, 3, 4, 5, 6, 7, 8]
            assert bob.frames[0]["type"] == "connection"
            assert bob.messages == alice.messages[1:]


async def test_reconnect_when_nothing_was_missed(server, room):
    """Who missed nothing is resumed without a replay."""
    async with join(server, room, "alice") as alice:
        await alice.post("1", id="1")
        async with join(server, room, "bob", since=1) as bob:
            assert (await bob.expect("connection"))["resumed"] is True
            await bob.barrier()
            assert bob.messages == []


async def test_reconnecting_in_the_middle_of_traffic(server, room):
    """A reader that loses its connection again and again during traffic ends with every message exactly once."""
    total = 400
    async with join(server, room, "alice") as alice:

        async def publish():
            for number in range(total):
                await alice.say(f"{number}", id=f"{number}")
                if number % 10 == 0:
                    await alice.expect("ack", id=f"{number}")

        publishing = asyncio.create_task(publish())
        seqs: list[int] = []
        connections = 0
        while len(seqs) < total:
            wanted = min(len(seqs) + 35, total)
            had = len(seqs)
            bob = await join(server, room, "bob", since=had)
            assert (await bob.expect("connection"))["resumed"] is True
            await bob.wait_until(lambda c: had + len(c.messages) >= wanted, timeout=30)
            await bob.vanish()
            seqs += bob.seqs
            connections += 1
        await publishing
        assert seqs == list(range(1, total + 1))
        assert connections > 5


async def test_since_beyond_the_last_message(server, room):
    """A since that the room never reached is not resumed and replays nothing."""
    async with join(server, room, "alice") as alice:
        await alice.post("1", id="1")
        async with join(server, room, "bob", since=2) as bob:
            frame = await bob.expect("connection")
            assert (frame["resumed"], frame["last_seq"]) == (False, 1)
            await bob.barrier()
            assert bob.messages == []
            await alice.post("2", id="2")
            await bob.expect("new_message")
            assert bob.seqs == [2]


async def test_a_thousand_behind_is_the_limit(server, room):
    """A thousand missed messages are replayed; of one more none is, and the client is told to load history."""
    async with join(server, room, "alice") as alice:
        for number in range(1_001):
            await alice.say("x")
        await alice.wait_until(lambda c: len(c.messages) == 1_001, timeout=40)
        async with join(server, room, "bob", since=1) as bob:
            assert (await bob.expect("connection"))["resumed"] is True
            await bob.wait_until(lambda c: len(c.messages) == 1_000, timeout=20)
            assert bob.seqs == list(range(2, 1_002))
        async with join(server, room, "carol", since=0) as carol:
            frame = await carol.expect("connection")
            assert (frame["resumed"], frame["last_seq"]) == (False, 1_001)
            await carol.barrier()
            assert carol.messages == []


async def test_a_replay_of_large_messages(server, room):
    """A replay larger than the outbox budget arrives whole."""
    content = "y" * 60_000
    async with join(server, room, "alice") as alice:
        for number in range(40):
            await alice.post(content, id=str(number))
        async with join(server, room, "bob", since=0) as bob:
            assert (await bob.expect("connection"))["resumed"] is True
            await bob.wait_until(lambda c: len(c.messages) == 40, timeout=20)
            assert bob.seqs == list(range(1, 41))


@pytest.mark.parametrize("since", ["-1", "abc", "1.5", "99999999999999999999"])
async def test_malformed_since(server, room, since):
    """A since that is no number closes with 4400."""
    async with chat(server, room, since=since) as alice:
        assert (await alice.closed())[0] == 4400


async def test_repeated_id(server, room):
    """A repeated id gets the first acknowledgement, whatever it carries, and nobody hears of it."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        first = await alice.post("the first content", id="same")
        again = await alice.post("another content", id="same")
        assert again == first
        await alice.post("the next", id="next")
        await bob.wait_until(lambda c: len(c.messages) == 2)
        assert [(m["seq"], m["content"]) for m in bob.messages] == [(1, "the first content"), (2, "the next")]
    async with join(server, room, "alice") as alice:
        assert await alice.post("after a reconnect", id="same") == first
        await alice.barrier()
        assert alice.messages == []


async def test_repeats_in_one_burst(server, room):
    """Of many frames with one id that arrive together, one is stored."""
    async with join(server, room) as alice:
        for _ in range(20):
            await alice.say("once", id="burst")
        await alice.wait_until(lambda c: len(c.of("ack")) == 20)
        assert {(a["message_id"], a["seq"]) for a in alice.of("ack")} == {(alice.of("ack")[0]["message_id"], 1)}
        await alice.expect("new_message")
        await alice.barrier()
        assert alice.seqs == [1]


async def test_the_same_id_of_another_user(server, room):
    """An id belongs to its user: two users may use the same."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        assert (await alice.post("from alice", id="x"))["seq"] == 1
        assert (await bob.post("from bob", id="x"))["seq"] == 2


async def test_an_id_over_all_frames(server, room):
    """An id that a message took is not given to a read mark: the first acknowledgement comes again."""
    async with join(server, room) as alice:
        first = await alice.post("a message", id="shared")
        await alice.send("read", seq=1, id="shared")
        assert await alice.expect("ack", id="shared") == first


async def test_a_replay_that_cannot_be_read(start, room, tmp_path):
    """When what was missed cannot be read, the client is told of the gap, goes on live, and comes back with since later."""
    data = tmp_path / "data"
    server = start(data=data)
    async with join(server, room, "alice") as alice:
        for number in range(1, 51):
            await alice.say("x" * 4000, id=str(number))
        await alice.wait_until(lambda c: len(c.of("ack")) == 50)
        with unreadable(server.pid, data / "telltale.db", data / "telltale.db-wal"):
            back = await join(server, room, "alice", since=10)
            assert back.of("connection")[0]["resumed"] is True
            assert (await back.expect("resync"))["last_seq"] == 50
        await alice.post("and on", id="51")
        assert (await back.expect("new_message"))["message"]["seq"] == 51
        assert back.seqs == [51]
        await back.close()
        async with join(server, room, "alice", since=10) as again:
            await again.wait_until(lambda c: len(c.messages) == 41)
            assert again.seqs == list(range(11, 52))
