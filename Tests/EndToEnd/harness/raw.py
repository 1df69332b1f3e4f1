"""A WebSocket peer made of bytes, for what a well-behaved client would never send."""

from __future__ import annotations

import base64
import os
import socket
import struct
import time
from dataclasses import dataclass

from harness.server import Server

TIMEOUT = 10.0
CONTINUATION, TEXT, BINARY, CLOSE, PING, PONG = 0x0, 0x1, 0x2, 0x8, 0x9, 0xA


@dataclass
class Frame:
    opcode: int
    payload: bytes
    fin: bool = True
    reserved: int = 0

    @property
    def close_code(self) -> int | None:
        """The code of a close frame, or nothing for an empty one."""
        return struct.unpack("!H", self.payload[:2])[0] if len(self.payload) >= 2 else None


def encode(
    opcode: int, payload: bytes = b"", *, fin: bool = True, reserved: int = 0, masked: bool = True,
    declared: int | None = None, width: int | None = None,
) -> bytes:
    """One frame as bytes; ``declared`` lies about the length and ``width`` (16 or 64) forces its encoding."""
    length = len(payload) if declared is None else declared
    first = (0x80 if fin else 0) | (reserved << 4) | opcode
    mask_bit = 0x80 if masked else 0
    if width == 64 or (width is None and length > 0xFFFF):
        head = struct.pack("!BBQ", first, mask_bit | 127, length)
    elif width == 16 or length > 125:
        head = struct.pack("!BBH", first, mask_bit | 126, length)
    else:
        head = struct.pack("!BB", first, mask_bit | length)
    if not masked:
        return head + payload
    key = os.urandom(4)
    return head + key + mask(payload, key)


def mask(payload: bytes, key: bytes) -> bytes:
    """RFC 6455, section 5.3."""
    if not payload:
        return b""
    repeated = (key * (len(payload) // 4 + 1))[: len(payload)]
    return (int.from_bytes(payload, "big") ^ int.from_bytes(repeated, "big")).to_bytes(len(payload), "big")


def close_payload(code: int, reason: bytes = b"") -> bytes:
    return struct.pack("!H", code) + reason


def upgrade_request(server: Server, path: str, *, method: str = "GET", version: str = "1.1", **headers: str | None) -> bytes:
    """An upgrade request; a header given as ``None`` is left out, underscores in names stand for dashes."""
    lines = {
        "Host": f"{server.host}:{server.port}",
        "Connection": "Upgrade",
        "Upgrade": "websocket",
        "Sec-WebSocket-Version": "13",
        "Sec-WebSocket-Key": base64.b64encode(os.urandom(16)).decode(),
    }
    lines.update({name.replace("_", "-"): value for name, value in headers.items()})
    head = "".join(f"{name}: {value}\r\n" for name, value in lines.items() if value is not None)
    return f"{method} {path} HTTP/{version}\r\n{head}\r\n".encode("latin-1")


class RawSocket:
    """A TCP connection that speaks frames when told to."""

    def __init__(self, server: Server, receive_buffer: int | None = None) -> None:
        self.server = server
        self.socket = socket.socket(socket.AF_INET6 if ":" in server.address[0] else socket.AF_INET)
        if receive_buffer is not None:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(TIMEOUT)
        self.socket.connect(server.address)
        self.buffer = b""
        self.sent = 0
        self.received = 0

    def __enter__(self) -> "RawSocket":
        return self

    def __exit__(self, *_exception) -> None:
        self.socket.close()

    # Bytes

    def write(self, data: bytes) -> None:
        self.socket.sendall(data)
        self.sent += len(data)

    def _fill(self) -> bool:
        """Reads more into the buffer; false at the end of the stream."""
        data = self.socket.recv(1 << 18)
        self.buffer += data
        self.received += len(data)
        return bool(data)

    def _take(self, count: int) -> bytes | None:
        while len(self.buffer) < count:
            if not self._fill():
                return None
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data

    # HTTP

    def read_head(self) -> tuple[int, dict[str, str]]:
        """Status and headers (names in lower case) of a response."""
        while b"\r\n\r\n" not in self.buffer:
            assert self._fill(), f"the connection ended in the head of a response: {self.buffer!r}"
        head, self.buffer = self.buffer.split(b"\r\n\r\n", 1)
        status, *lines = head.decode("latin-1").split("\r\n")
        headers = dict(line.split(":", 1) for line in lines)
        return int(status.split(" ")[1]), {name.lower(): value.strip() for name, value in headers.items()}

    def read_body(self, headers: dict[str, str]) -> bytes:
        """The body of the response with these headers."""
        body = self._take(int(headers["content-length"]))
        assert body is not None, "the connection ended in the body of a response"
        return body

    def upgrade(self, path: str, **headers: str | None) -> "RawSocket":
        """The handshake; from here on only frames are counted."""
        self.write(upgrade_request(self.server, path, **headers))
        status, answer = self.read_head()
        assert status == 101, (status, answer, self.buffer)
        self.sent = 0
        self.received = len(self.buffer)
        return self

    # Frames

    def send(self, opcode: int, payload: bytes = b"", **options) -> None:
        self.write(encode(opcode, payload, **options))

    def read(self, timeout: float = TIMEOUT) -> Frame | None:
        """The next frame; ``None`` at the end of the stream."""
        self.socket.settimeout(timeout)
        try:
            head = self._take(2)
            if head is None:
                return None
            assert not head[1] & 0x80, "a server must not mask"
            length = head[1] & 0x7F
            if length == 126:
                length = struct.unpack("!H", self._take(2) or b"\0\0")[0]
            elif length == 127:
                length = struct.unpack("!Q", self._take(8) or b"\0" * 8)[0]
            payload = self._take(length)
            if payload is None:
                return None
            return Frame(head[0] & 0xF, payload, bool(head[0] & 0x80), (head[0] >> 4) & 0x7)
        except TimeoutError:
            raise AssertionError(f"no frame within {timeout} s") from None
        finally:
            self.socket.settimeout(TIMEOUT)

    def expect(self, opcode: int, timeout: float = TIMEOUT) -> Frame:
        """The next frame of this kind; others before it are skipped, the end of the stream fails."""
        deadline = time.monotonic() + timeout
        while True:
            frame = self.read(max(0.01, deadline - time.monotonic()))
            assert frame is not None, f"the connection ended before a frame with opcode {opcode:#x}"
            if frame.opcode == opcode:
                return frame
            assert frame.opcode != CLOSE, f"closed with {frame.close_code} {frame.payload[2:]!r}"

    def expect_message(self, opcode: int, timeout: float = TIMEOUT) -> bytes:
        """The next data message, put together from its fragments."""
        first = self.expect(opcode, timeout)
        payload, fin = first.payload, first.fin
        while not fin:
            frame = self.expect(CONTINUATION, timeout)
            payload, fin = payload + frame.payload, frame.fin
        return payload

    def expect_close(self, code: int | None = None, timeout: float = TIMEOUT) -> Frame:
        """The server's close frame."""
        frame = self.expect(CLOSE, timeout)
        if code is not None:
            assert frame.close_code == code, (frame.close_code, frame.payload[2:])
        return frame

    def expect_end(self, timeout: float = TIMEOUT) -> None:
        """The server closes the TCP connection, by its end or by a reset."""
        self.socket.settimeout(timeout)
        try:
            while self._fill():
                pass
        except ConnectionResetError:
            pass
        except TimeoutError:
            raise AssertionError(f"the server did not close TCP within {timeout} s") from None

    def expect_refusal(self, code: int) -> None:
        """The server closes with this code and then, once its close is answered and this side has ended, TCP."""
        frame = self.expect_close(code)
        self.answer_close(frame)
        self.socket.shutdown(socket.SHUT_WR)
        self.expect_end()

    def answer_close(self, frame: Frame) -> None:
        """Ends the closing handshake that the server began."""
        self.send(CLOSE, frame.payload[:2])
