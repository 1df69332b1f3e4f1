"""Presence, typing, receipts."""

import asyncio

from harness.client import join


async def test_presence(server, room):
    """The room is told who comes online, and once who has left for good."""
    async with join(server, room, "alice") as alice:
        await alice.expect("connection")
        async with join(server, room, "bob") as bob:
            frame = await bob.expect("connection")
            assert {p["id"]: p["online"] for p in frame["participants"]} == {"alice": True, "bob": True}
            online = await alice.expect("presence", status="online", where=lambda f: f["user"]["id"] == "bob")
            assert online["user"] == {"id": "bob", "name": "bob"}
        await alice.expect("presence", status="offline", where=lambda f: f["user"]["id"] == "bob", timeout=15)
        async with join(server, room, "carol") as carol:
            frame = await carol.expect("connection")
            assert {p["id"]: p["online"] for p in frame["participants"]} == {"alice": True, "bob": False, "carol": True}
            assert frame["participant_count"] == 3


async def test_a_second_socket_is_no_news(server, room):
    """A second socket of a user, and its end, change nobody's presence."""
    async with join(server, room, "alice") as alice, join(server, room, "bob"):
        await alice.expect("presence", status="online", where=lambda f: f["user"]["id"] == "bob")
        async with join(server, room, "bob"):
            pass
        async with join(server, room, "carol"):
            await alice.expect("presence", where=lambda f: f["user"]["id"] == "carol")
        about_bob = [f for f in alice.of("presence") if f["user"]["id"] == "bob"]
        assert [f["status"] for f in about_bob] == ["online"]


async def test_coming_back_within_the_grace(server, room):
    """Who comes back within the grace was never gone."""
    async with join(server, room, "alice") as alice:
        async with join(server, room, "bob"):
            await alice.expect("presence", status="online", where=lambda f: f["user"]["id"] == "bob")
        async with join(server, room, "bob"), join(server, room, "carol"):
            await alice.expect("presence", status="online", where=lambda f: f["user"]["id"] == "carol")
            async with join(server, room, "dave"):
                pass
            await alice.expect("presence", status="offline", where=lambda f: f["user"]["id"] == "dave", timeout=15)
            about_bob = [f["status"] for f in alice.of("presence") if f["user"]["id"] == "bob"]
            assert "offline" not in about_bob


async def test_typing(server, room):
    """Typing is shown to the others until it is taken back."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await bob.expect("connection")
        await alice.send("typing", typing=True)
        assert (await bob.expect("typing", typing=True))["user"] == {"id": "alice", "name": "alice"}
        await alice.send("typing", typing=False)
        assert (await bob.expect("typing", typing=False))["user"]["id"] == "alice"


async def test_typing_expires(server, room):
    """Typing that is not taken back ends by itself after five seconds."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.send("typing", typing=True)
        await bob.expect("typing", typing=True)
        began = asyncio.get_running_loop().time()
        await bob.expect("typing", typing=False, timeout=12)
        assert 4 < asyncio.get_running_loop().time() - began < 9


async def test_read_receipts(server, room):
    """A read mark is acknowledged, shown to the room, kept, and never goes back."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        for number in range(1, 6):
            await alice.post(str(number), id=str(number))
        await bob.send("read", seq=4, id="r1")
        await bob.expect("ack", id="r1")
        assert await alice.expect("read_receipt") == {
            "type": "read_receipt", "user": {"id": "bob", "name": "bob"}, "seq": 4,
        }
        await bob.send("read", seq=2, id="r2")
        await bob.expect("ack", id="r2")
        await bob.send("read", seq=5, id="r3")
        await bob.expect("ack", id="r3")
        await alice.expect("read_receipt", seq=5)
        assert [f["seq"] for f in alice.of("read_receipt")] == [4, 5]
    async with join(server, room, "carol") as carol:
        participants = (await carol.expect("connection"))["participants"]
        assert {p["id"]: p["last_read_seq"] for p in participants}["bob"] == 5


async def test_reading_what_was_never_written(server, room):
    """A read mark beyond the last message stops at the last message."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.post("1", id="1")
        await bob.send("read", seq=1_000, id="r")
        assert (await bob.expect("ack", id="r"))["seq"] == 1
        assert (await alice.expect("read_receipt"))["seq"] == 1
