"""Two people and a room."""

import asyncio
import re

from harness.client import join

TIMESTAMP = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")


async def test_connection_frame(server, room):
    """The first frame describes the room, the user, the participants and the server."""
    token = server.token("alice", "chat", name="Alice Liddell")
    async with join(server, room, token=token) as alice:
        frame = await alice.expect("connection")
        assert alice.frames[0] is frame
        assert frame["status"] == "connected"
        assert frame["conversation"]["id"] == room
        assert frame["conversation"]["kind"] == "open"
        assert {"title", "assistant"} <= frame["conversation"].keys()
        assert frame["user"] == {"id": "alice", "name": "Alice Liddell"}
        assert TIMESTAMP.match(frame["expires_at"])
        assert frame["last_seq"] == 0
        assert frame["resumed"] is False
        assert [(p["id"], p["name"], p["online"], p["last_read_seq"]) for p in frame["participants"]] == [
            ("alice", "Alice Liddell", True, 0)
        ]
        assert frame["participant_count"] == 1
        assert frame["server"]["name"] == "telltale"
        assert {"version", "node"} <= frame["server"].keys()
        assert frame["heartbeat_ms"] == 25_000


async def test_two_users_chat(server, room):
    """What one says reaches everyone in the room, the sender too, in one order."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.expect("connection")
        await bob.expect("connection")
        await alice.say("Hello, Bob")
        await alice.expect("new_message")
        await bob.expect("new_message")
        await bob.say("Hello, Alice")
        await alice.expect("new_message")
        await bob.expect("new_message")
        assert alice.messages == bob.messages
        assert [(m["author"]["id"], m["content"], m["seq"]) for m in alice.messages] == [
            ("alice", "Hello, Bob", 1),
            ("bob", "Hello, Alice", 2),
        ]


async def test_message_object(server, room):
    """A message has the fields that the protocol names."""
    async with join(server, room, "alice") as alice:
        ack = await alice.post("Hello", id="c-1")
        message = (await alice.expect("new_message"))["message"]
        assert message["id"] == ack["message_id"]
        assert message["seq"] == ack["seq"] == 1
        assert message["conversation_id"] == room
        assert message["role"] == "user"
        assert message["author"] == {"id": "alice", "name": "alice"}
        assert message["content"] == "Hello"
        assert TIMESTAMP.match(message["created_at"])
        assert message["status"] == "complete"
        assert message["client_id"] == "c-1"
        assert message["attachments"] == []
        assert message["reactions"] == {}


async def test_acknowledged_message_can_be_read_by_others(server, room):
    """Once a message is acknowledged, a reader on another way finds it stored."""
    async with join(server, room) as alice:
        for number in range(10):
            ack = await alice.post(f"number {number}", id=f"m-{number}")
            answer = server.get(f"/api/conversations/{room}/messages?limit=1", user="alice").json()
            assert [(m["id"], m["seq"]) for m in answer["messages"]] == [(ack["message_id"], number + 1)]


async def test_reply(server, room):
    """A reply names the message that it answers."""
    async with join(server, room) as alice:
        question = await alice.post("a question", id="q")
        await alice.post("an answer", id="a", reply_to=question["message_id"])
        await alice.wait_until(lambda c: len(c.messages) == 2)
        assert "reply_to" not in alice.messages[0]
        assert alice.messages[1]["reply_to"] == question["message_id"]
        await alice.send("history")
        assert (await alice.expect("history"))["messages"] == alice.messages


async def test_message_without_id(server, room):
    """A message without an id is acknowledged without one."""
    async with join(server, room) as alice:
        await alice.say("no id")
        ack = await alice.expect("ack")
        assert "id" not in ack
        assert ack["seq"] == 1


async def test_other_rooms_hear_nothing(server, room):
    """A message stays in its room."""
    async with join(server, room, "alice") as alice, join(server, room + "-other", "bob") as bob:
        await alice.post("here", id="1")
        await bob.post("there", id="1")
        await alice.expect("new_message")
        await bob.expect("new_message")
        await bob.barrier()
        assert [m["content"] for m in bob.messages] == ["there"]
        await alice.barrier()
        assert [m["content"] for m in alice.messages] == ["here"]


async def test_several_sockets_of_one_user(server, room):
    """Each socket of a user gets each message once."""
    async with join(server, room, "alice") as desk, join(server, room, "alice") as phone:
        await desk.post("from the desk", id="1")
        await phone.expect("new_message")
        await phone.post("from the phone", id="2")
        await desk.expect("new_message", where=lambda f: f["message"]["seq"] == 2)
        assert desk.seqs == phone.seqs == [1, 2]


async def test_many_talk_at_once(server, room):
    """Eight people talking at once leave one order without gaps, the same for everyone."""
    people, each = 8, 25
    clients = [await join(server, room, f"user-{n}") for n in range(people)]

    async def talk(number):
        for count in range(each):
            await clients[number].say(f"{number}/{count}", id=f"{number}-{count}")

    await asyncio.gather(*(talk(n) for n in range(people)))
    for client in clients:
        await client.wait_until(lambda c: len(c.messages) == people * each and len(c.of("ack")) == each, timeout=30)
    for client in clients:
        assert client.seqs == list(range(1, people * each + 1))
        assert client.messages == clients[0].messages
    for number in range(people):
        own = [m["content"] for m in clients[0].messages if m["author"]["id"] == f"user-{number}"]
        assert own == [f"{number}/{count}" for count in range(each)]
    await asyncio.gather(*(client.close() for client in clients))
