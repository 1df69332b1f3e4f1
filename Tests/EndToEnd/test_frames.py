"""Small talk and bad manners."""

import asyncio
import json

import pytest

from harness.client import Opening, chat, join


async def test_ping(server, room):
    """A ping frame gets a pong frame, and a WebSocket ping a WebSocket pong."""
    async with join(server, room) as alice:
        await alice.send("ping")
        assert (await alice.expect("pong"))["type"] == "pong"
        pong = await alice.connection.ping(b"are you there")
        await asyncio.wait_for(pong, 5)


async def test_unknown_type(server, room):
    """An unknown type is refused with the id of its frame, and the talk goes on."""
    async with join(server, room) as alice:
        await alice.send("no_such_type", id="u")
        error = await alice.expect("error")
        assert (error["code"], error["id"]) == ("unknown_type", "u")
        assert error["message"]
        await alice.post("still here", id="s")


BAD_FRAMES = {
    "empty": "",
    "no JSON": "hello",
    "cut off": '{"type":"ping"',
    "two values": '{"type":"ping"}{"type":"ping"}',
    "an array": '[{"type":"ping"}]',
    "a string": '"ping"',
    "no type": '{"content":"x"}',
    "a type that is no string": '{"type":1}',
    "a trailing comma": '{"type":"ping",}',
    "single quotes": "{'type':'ping'}",
    "a control character in a string": '{"type":"message","content":"a\nb"}',
    "a lone surrogate": '{"type":"message","content":"\\ud800"}',
    "a bad escape": '{"type":"message","content":"\\x"}',
    "a leading zero": '{"type":"read","seq":01}',
    "not a number": '{"type":"read","seq":NaN}',
    "too deep": '{"type":"ping","x":' + "[" * 40 + "]" * 40 + "}",
    "the type twice": '{"type":"ping","type":"message","content":"x"}',
    "the content twice": '{"type":"message","content":"a","content":"b"}',
    "no content": '{"type":"message"}',
    "an empty content": '{"type":"message","content":""}',
    "a content that is no string": '{"type":"message","content":5}',
    "a null content": '{"type":"message","content":null}',
    "an id that is no string": '{"type":"message","content":"x","id":7}',
    "an id of 65 characters": '{"type":"message","content":"x","id":"' + "i" * 65 + '"}',
    "a read without seq": '{"type":"read"}',
    "a negative seq": '{"type":"read","seq":-1}',
    "a seq that is no integer": '{"type":"read","seq":1.5}',
    "a typing that is no boolean": '{"type":"typing","typing":"yes"}',
    "a history both ways": '{"type":"history","before":5,"after":1}',
    "a history of nothing": '{"type":"history","limit":0}',
}


@pytest.mark.parametrize("text", BAD_FRAMES.values(), ids=BAD_FRAMES.keys())
async def test_bad_frame(server, room, text):
    """A malformed frame gets the error bad_frame and closes nothing."""
    async with join(server, room) as alice:
        await alice.send_text(text)
        assert (await alice.expect("error"))["code"] == "bad_frame"
        assert (await alice.post("still here", id="s"))["seq"] == 1
        await alice.barrier()
        assert len(alice.of("error")) == 1


async def test_refused_frame_names_its_id(server, room):
    """A refusal carries the id of the frame it refuses."""
    async with join(server, room) as alice:
        await alice.send("message", id="refused", content="")
        assert (await alice.expect("error"))["id"] == "refused"


async def test_unknown_fields_are_ignored(server, room):
    """Fields that the protocol does not know change nothing."""
    async with join(server, room) as alice:
        await alice.send("message", content="x", id="1", colour="red", nested={"a": [1, {"b": None}]})
        assert (await alice.expect("ack"))["id"] == "1"


async def test_deep_but_allowed(server, room):
    """A frame nested thirty-two deep is read."""
    async with join(server, room) as alice:
        await alice.send_text('{"type":"ping","x":' + "[" * 31 + "]" * 31 + "}")
        await alice.expect("pong")


@pytest.mark.parametrize(
    "content",
    [
        "naïve café", "日本語", "👩‍👩‍👧‍👦 🏳️‍🌈", 'quote " backslash \\ slash /', "tab\tnewline\ncarriage\r",
        "\u0000\u001f\u007f\u2028\u2029", "<script>alert(1)</script>", "\ufeffbyte order mark", "\U0010ffff", " ",
    ],
)
async def test_content_survives(server, room, content):
    """Any text arrives and is stored exactly as it was written."""
    async with join(server, room) as alice:
        await alice.post(content, id="1")
        assert (await alice.expect("new_message"))["message"]["content"] == content
        await alice.send("history")
        assert (await alice.expect("history"))["messages"][0]["content"] == content


async def test_escaped_surrogate_pairs(server, room):
    """An escaped pair of surrogates is one character."""
    async with join(server, room) as alice:
        await alice.send_text('{"type":"message","content":"\\ud83d\\ude00\\u0041"}')
        assert (await alice.expect("new_message"))["message"]["content"] == "😀A"


async def test_largest_message(server, room):
    """A frame of exactly 64 KiB is accepted; one more byte closes with 1009."""
    frame = {"type": "message", "content": ""}
    overhead = len(json.dumps(frame))
    async with join(server, room) as alice:
        await alice.send_text(json.dumps({**frame, "content": "z" * (65_536 - overhead)}))
        assert (await alice.expect("ack"))["seq"] == 1
        await alice.send_text(json.dumps({**frame, "content": "z" * (65_537 - overhead)}))
        assert (await alice.closed())[0] == 1009


async def test_binary_message(server, room):
    """A binary message on a JSON socket closes with 1003."""
    async with chat(server, room) as alice:
        await alice.connection.send(b'{"type":"ping"}')
        assert (await alice.closed())[0] == 1003


@pytest.mark.parametrize("name", ["a" * 80, "A-Z_0.9", "-", "."])
async def test_room_names(server, name, room):
    """Room ids are 1 to 80 letters, digits, dashes, underscores and dots."""
    async with join(server, name) as alice:
        assert (await alice.expect("connection"))["conversation"]["id"] == name


@pytest.mark.parametrize("name", ["a" * 81, "a%20b", "a%2Fb", "caf%C3%A9", "a:b", "a%00b", "a,b"])
async def test_malformed_room_names(server, name):
    """A malformed room id closes with 4400."""
    async with chat(server, name) as alice:
        assert (await alice.closed())[0] == 4400


async def test_path_without_its_slash(server, room):
    """The path works without its trailing slash."""
    async with Opening(server.socket_url(f"/ws/chat/{room}?token={server.token()}")) as alice:
        assert (await alice.expect("connection"))["conversation"]["id"] == room


async def test_client_that_closes(server, room):
    """A client's close is answered with its own code, and the room goes on."""
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await asyncio.wait_for(bob.connection.close(1000, "good night"), 5)
        assert bob.connection.close_code == 1000
        assert (await alice.post("anybody?", id="1"))["seq"] == 1
