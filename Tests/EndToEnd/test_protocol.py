"""RFC 6455, spoken badly."""

import asyncio
import json
import os
import socket
import struct
import time

import pytest
from websockets.asyncio.client import connect

from harness import raw
from harness.client import Opening
from harness.raw import BINARY, CLOSE, CONTINUATION, PING, PONG, TEXT, RawSocket, close_payload, encode

MEBIBYTE = 1 << 20


@pytest.fixture(params=["chat", "echo"])
def peer(request, server, echo, room):
    """A raw connection to each of the two kinds of server, after the handshake."""
    if request.param == "chat":
        with RawSocket(server) as connection:
            connection.upgrade(f"/ws/chat/{room}/?token={server.token()}")
            assert json.loads(connection.expect_message(TEXT))["type"] == "connection"
            yield connection
    else:
        with RawSocket(echo) as connection:
            connection.upgrade("/")
            yield connection


def next_answer(peer: RawSocket) -> str:
    """The type of the next frame that is not about presence, which comes whenever it comes."""
    while (kind := json.loads(peer.expect_message(TEXT))["type"]) == "presence":
        pass
    return kind


@pytest.fixture
def echoed(echo):
    """A raw connection to the echo server."""
    with RawSocket(echo) as connection:
        yield connection.upgrade("/")


VIOLATIONS = {
    "an unmasked text": encode(TEXT, b'{"type":"ping"}', masked=False),
    "an unmasked ping": encode(PING, b"x", masked=False),
    "an unmasked close": encode(CLOSE, close_payload(1000), masked=False),
    "reserved bit 1": encode(TEXT, b"{}", reserved=4),
    "reserved bit 2": encode(TEXT, b"{}", reserved=2),
    "reserved bit 3": encode(TEXT, b"{}", reserved=1),
    "all reserved bits on a ping": encode(PING, reserved=7),
    "reserved opcode 3": encode(0x3, b"{}"),
    "reserved opcode 7": encode(0x7),
    "reserved opcode 11": encode(0xB),
    "reserved opcode 15": encode(0xF, b"x"),
    "a fragmented ping": encode(PING, b"x", fin=False),
    "a fragmented pong": encode(PONG, b"x", fin=False),
    "a fragmented close": encode(CLOSE, close_payload(1000), fin=False),
    "a ping of 126 bytes": encode(PING, b"x" * 126),
    "a close of 126 bytes": encode(CLOSE, close_payload(1000, b"x" * 124)),
    "a pong with a 64 bit length": encode(PONG, b"x", width=64),
    "a continuation of nothing": encode(CONTINUATION, b"x"),
    "an unfinished continuation of nothing": encode(CONTINUATION, b"x", fin=False),
    "a text within a text": encode(TEXT, b"a", fin=False) + encode(TEXT, b"b"),
    "a binary within a text": encode(TEXT, b"a", fin=False) + encode(BINARY, b"b"),
    "a continuation after the end": encode(TEXT, b"{", fin=False) + encode(CONTINUATION, b"}") + encode(CONTINUATION, b"x"),
    "a length with its first bit set": bytes([0x81, 0xFF]) + b"\xff" * 8 + b"mask",
    "a short length in sixteen bits": encode(TEXT, b"{}", width=16),
    "a short length in sixty-four bits": encode(TEXT, b"{}", width=64),
    "a close of one byte": encode(CLOSE, b"\x03"),
}


@pytest.mark.parametrize("violation", VIOLATIONS.values(), ids=VIOLATIONS.keys())
def test_violation(peer, violation):
    """A frame against the rules closes with 1002, and then TCP."""
    peer.write(violation)
    peer.expect_refusal(1002)


@pytest.mark.parametrize("header", [bytes([0x81, 0x05]), bytes([0xC1, 0x85]), bytes([0x83, 0x85]), bytes([0x09, 0x80])])
def test_violation_in_the_header_alone(peer, header):
    """A header that breaks the rules is refused before the rest of its frame comes."""
    peer.write(header)
    peer.expect_close(1002)


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535])
def test_close_codes_that_may_not_be_sent(peer, code):
    """A close code that may not be on the wire is a protocol error."""
    peer.send(CLOSE, close_payload(code))
    peer.expect_refusal(1002)


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000, 4999])
def test_close_codes_that_may_be_sent(peer, code):
    """A close is answered with its own code, and the server closes TCP."""
    peer.send(CLOSE, close_payload(code, "grüß Gott".encode()))
    peer.expect_close(code)
    peer.expect_end()


def test_close_without_a_code(peer):
    """A close without a code is answered, and the server closes TCP."""
    peer.send(CLOSE)
    assert peer.expect_close().close_code in (None, 1000)
    peer.expect_end()


def test_close_with_a_reason_that_is_no_text(peer):
    """A close whose reason is not UTF-8 closes with 1007."""
    peer.send(CLOSE, close_payload(1000, b"\xff\xfe"))
    peer.expect_refusal(1007)


def test_nothing_after_close(echoed):
    """What follows a close frame is not looked at."""
    echoed.write(encode(CLOSE, close_payload(1000)) + encode(TEXT, b"after") + encode(PING, b"after"))
    assert echoed.read().close_code == 1000
    echoed.expect_end()
    assert echoed.buffer == b""


# Text that is no text

BAD_TEXTS = {
    "a lone continuation byte": b"\x80",
    "a byte that never occurs": b"\xff",
    "an overlong slash": b"\xc0\xaf",
    "an overlong zero": b"\xe0\x80\x80",
    "an overlong of four": b"\xf0\x80\x80\x80",
    "a surrogate": b"\xed\xa0\x80",
    "beyond the last character": b"\xf4\x90\x80\x80",
    "five bytes": b"\xf8\x88\x80\x80\x80",
    "cut off": b"caf\xc3",
    "cut off in four": b"\xf0\x9f\x98",
    "cut off by a letter": b"\xe2\x82A",
}


@pytest.mark.parametrize("text", BAD_TEXTS.values(), ids=BAD_TEXTS.keys())
def test_text_that_is_not_utf8(peer, text):
    """A text message that is not UTF-8 closes with 1007."""
    peer.send(TEXT, text)
    peer.expect_refusal(1007)


def test_bad_text_fails_before_its_frame_is_complete(peer):
    """Bad UTF-8 is refused as soon as it has come, not when its frame is complete."""
    peer.send(TEXT, b"good so far \xff and so on", declared=10_000)
    peer.expect_close(1007)


def test_bad_text_fails_in_an_unfinished_message(peer):
    """Bad UTF-8 in a fragment is refused before the message is complete."""
    peer.send(TEXT, b"good \xf4\x90", fin=False)
    peer.expect_close(1007)


def test_character_split_over_fragments(echoed):
    """A character may be split over fragments, in every way."""
    text = "€😀é".encode()
    for cut in range(1, len(text)):
        echoed.send(TEXT, text[:cut], fin=False)
        echoed.send(CONTINUATION, text[cut:])
        assert echoed.expect_message(TEXT) == text


def test_character_split_over_fragments_and_broken(peer):
    """A character that is broken over fragments closes with 1007."""
    peer.send(TEXT, b"\xe2\x82", fin=False)
    peer.send(CONTINUATION, b"\x28")
    peer.expect_close(1007)


def test_character_that_never_ends(peer):
    """A message that ends within a character closes with 1007."""
    peer.send(TEXT, b"\xe2\x82", fin=False)
    peer.send(CONTINUATION, b"")
    peer.expect_close(1007)


# Fragments and control frames


def test_fragments_with_pings_between(peer):
    """Control frames between fragments are answered at once and leave the message whole."""
    peer.send(TEXT, b'{"type":', fin=False)
    peer.send(PING, b"one")
    assert peer.expect(PONG).payload == b"one"
    peer.send(CONTINUATION, b'"ping"', fin=False)
    peer.send(PING, b"two")
    peer.send(PONG, b"unasked")
    assert peer.expect(PONG).payload == b"two"
    peer.send(CONTINUATION, b"", fin=False)
    peer.send(CONTINUATION, b"}")
    assert next_answer(peer) in ("ping", "pong")


def test_message_in_single_byte_fragments(peer):
    """A message of one byte fragments is one message."""
    text = b'{"type":"ping"}'
    frames = encode(TEXT, text[:1], fin=False)
    frames += b"".join(encode(CONTINUATION, text[n : n + 1], fin=False) for n in range(1, len(text)))
    peer.write(frames + encode(CONTINUATION))
    assert next_answer(peer) in ("ping", "pong")


def test_pings_are_answered_in_order(peer):
    """Each ping is answered with its own payload, in order, up to 125 bytes."""
    payloads = [b"", b"x", os.urandom(125)] + [str(n).encode() for n in range(10)]
    for payload in payloads:
        peer.send(PING, payload)
    assert [peer.expect(PONG).payload for _ in payloads] == payloads


def test_frames_cut_anywhere(echoed):
    """Frames may be cut by TCP at any byte."""
    echoed.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    frames = encode(TEXT, "größer".encode()) + encode(BINARY, bytes(range(200))) + encode(TEXT, b"z")
    for cut in range(1, len(frames)):
        echoed.write(frames[:cut])
        echoed.write(frames[cut:])
        assert echoed.expect_message(TEXT) == "größer".encode()
        assert echoed.expect_message(BINARY) == bytes(range(200))
        assert echoed.expect_message(TEXT) == b"z"


@pytest.mark.parametrize("length", [0, 1, 125, 126, 127, 65_535, 65_536, 65_537, MEBIBYTE])
@pytest.mark.parametrize("opcode", [TEXT, BINARY], ids=["text", "binary"])
def test_echo_of_each_length(echoed, opcode, length):
    """The echo returns messages of each length encoding unchanged."""
    payload = b"a" * length if opcode == TEXT else os.urandom(length)
    echoed.send(opcode, payload)
    assert echoed.expect_message(opcode) == payload


@pytest.mark.parametrize("opcode", [TEXT, BINARY], ids=["text", "binary"])
async def test_echo_of_sixteen_mebibytes(echo, opcode):
    """The echo returns a message of 16 MiB unchanged, in one frame or in many."""
    message = "é" * (8 * MEBIBYTE) if opcode == TEXT else os.urandom(16 * MEBIBYTE)
    async with connect(echo.socket_url("/"), max_size=None, compression=None, ping_interval=None, proxy=None) as client:
        await client.send(message)
        assert await asyncio.wait_for(client.recv(), 60) == message
        pieces = [message[start : start + MEBIBYTE] for start in range(0, len(message), MEBIBYTE)]
        await client.send(pieces)
        assert await asyncio.wait_for(client.recv(), 60) == message


def test_echo_beyond_its_limit(echo):
    """The echo refuses more than 16 MiB when the length is known, before the message comes."""
    with RawSocket(echo) as connection:
        connection.upgrade("/")
        connection.send(BINARY, b"", declared=16 * MEBIBYTE + 1)
        connection.expect_close(1009)


# Size


def test_declared_length_beyond_the_limit(server, room):
    """A frame that declares more than the limit closes with 1009 before its payload comes."""
    with RawSocket(server) as connection:
        connection.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        connection.expect_message(TEXT)
        connection.send(TEXT, b"", declared=65_537)
        connection.expect_close(1009)


def test_declared_length_beyond_all_reason(server, room):
    """A frame that declares exbibytes closes with 1009."""
    with RawSocket(server) as connection:
        connection.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        connection.expect_message(TEXT)
        connection.send(TEXT, b"", declared=(1 << 63) - 1)
        connection.expect_close(1009)


def test_fragments_beyond_the_limit(server, room):
    """Fragments that together exceed the limit close with 1009 at the header that exceeds it."""
    with RawSocket(server) as connection:
        connection.upgrade(f"/ws/chat/{room}/?token={server.token()}")
        connection.expect_message(TEXT)
        connection.send(TEXT, b"x" * 40_000, fin=False)
        connection.send(CONTINUATION, b"", fin=False, declared=25_537)
        connection.expect_close(1009)


# Ends


def test_half_closed_connection(peer):
    """A client that ends its side without a close frame is closed."""
    peer.socket.shutdown(socket.SHUT_WR)
    peer.expect_end()


def test_half_closed_within_a_frame(peer):
    """A client that ends its side within a frame is closed."""
    peer.send(TEXT, b"half", declared=100)
    peer.socket.shutdown(socket.SHUT_WR)
    peer.expect_end()


def test_server_waits_for_the_answer_to_its_close(peer):
    """After its own close the server reads on, so that the client sees the code and not a reset."""
    peer.write(encode(0x3) + encode(TEXT, b"x" * 30_000) * 20)
    frame = peer.expect_close(1002)
    peer.answer_close(frame)
    peer.socket.settimeout(5)
    assert peer.socket.recv(1) == b""


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        (encode(TEXT, b"\xff"), 1007), (encode(0x3), 1002), (encode(TEXT, b"", declared=1 << 40), 1009),
        (encode(CLOSE, close_payload(999)), 1002),
    ],
    ids=["bad text", "a reserved opcode", "too long", "a bad close code"],
)
def test_who_answers_the_close_does_not_wait(peer, sent, code):
    """A client that answers the server's close sees the end of TCP at once."""
    peer.write(sent)
    peer.answer_close(peer.expect_close(code))
    began = time.monotonic()
    peer.expect_end()
    assert time.monotonic() - began < 1


def test_server_does_not_wait_for_ever(peer):
    """A client that never answers the close loses its connection after two seconds."""
    peer.write(encode(0x3))
    peer.expect_close(1002)
    peer.expect_end(timeout=6)


def test_reset_connections(server, room):
    """Connections that are reset at any moment leave the server well and the gauge at zero."""
    for number in range(40):
        with RawSocket(server) as connection:
            connection.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.write(raw.upgrade_request(server, f"/ws/chat/{room}/?token={server.token()}"))
            if number % 2:
                connection.read_head()
                connection.send(TEXT, b'{"type":"message","content":"going"}')
    server.await_metrics(lambda m: m.value("telltale_websocket_connections", endpoint="chat") == 0)


async def test_websockets_client_against_the_echo(echo):
    """A client with compression on offer is served without it."""
    async with Opening(echo.socket_url("/")) as client:
        assert client.connection.protocol.extensions == []
