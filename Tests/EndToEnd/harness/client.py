"""A client of the JSON sockets, on the ``websockets`` library."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from harness.server import Server

TIMEOUT = 10.0


class Client:
    """One connection whose frames are kept as they come.

    ``expect`` hands out each frame once, so that a test can name what it waits for and later look at all ``frames``.
    """

    def __init__(self, connection: ClientConnection) -> None:
        self.connection = connection
        self.frames: list[dict] = []
        self._taken: set[int] = set()
        self._news = asyncio.Condition()
        self._ended = False
        self._reader = asyncio.create_task(self._read())

    async def _read(self) -> None:
        try:
            async for text in self.connection:
                assert isinstance(text, str), "a JSON socket sent a binary message"
                self.frames.append(json.loads(text))
                async with self._news:
                    self._news.notify_all()
        except ConnectionClosed:
            pass
        finally:
            self._ended = True
            async with self._news:
                self._news.notify_all()

    # Sending

    async def send(self, kind: str, **fields) -> None:
        await self.send_text(json.dumps({"type": kind, **fields}))

    async def send_text(self, text: str) -> None:
        await asyncio.wait_for(self.connection.send(text), TIMEOUT)

    async def say(self, content: str, id: str | None = None, **fields) -> None:
        """A chat message, without waiting for its acknowledgement."""
        if id is not None:
            fields["id"] = id
        await self.send("message", content=content, **fields)

    async def post(self, content: str, id: str, **fields) -> dict:
        """A chat message and its acknowledgement."""
        await self.say(content, id, **fields)
        return await self.expect("ack", id=id)

    # Receiving

    async def expect(
        self, kind: str, timeout: float = TIMEOUT, where: Callable[[dict], bool] | None = None, **fields
    ) -> dict:
        """The first frame of this type and with these fields that was not handed out yet."""

        def find() -> int | None:
            for index, frame in enumerate(self.frames):
                if index in self._taken or frame.get("type") != kind:
                    continue
                if fields.items() <= frame.items() and (where is None or where(frame)):
                    return index
            return None

        try:
            async with asyncio.timeout(timeout):
                async with self._news:
                    while (index := find()) is None:
                        if self._ended:
                            raise AssertionError(
                                f"closed with {self.connection.close_code} {self.connection.close_reason!r} "
                                f"instead of {kind} {fields}; got {self.frames[-10:]}"
                            )
                        await self._news.wait()
        except TimeoutError:
            raise AssertionError(f"no {kind} {fields} within {timeout} s; got {self.frames[-10:]}") from None
        self._taken.add(index)
        return self.frames[index]

    async def wait_until(self, satisfied: Callable[["Client"], bool], timeout: float = TIMEOUT) -> None:
        """Waits until what has been received satisfies."""
        try:
            async with asyncio.timeout(timeout):
                async with self._news:
                    while not satisfied(self):
                        assert not self._ended, (
                            f"closed with {self.connection.close_code}; {len(self.frames)} frames, last {self.frames[-3:]}"
                        )
                        await self._news.wait()
        except TimeoutError:
            raise AssertionError(
                f"did not come within {timeout} s; {len(self.frames)} frames, last {self.frames[-3:]}"
            ) from None

    async def barrier(self) -> None:
        """Returns once the server has answered everything that was sent before on this connection."""
        mark = f"barrier-{len(self.frames)}"
        await self.send("ping", id=mark)
        await self.expect("pong", id=mark)

    def of(self, kind: str) -> list[dict]:
        """All frames of a type so far."""
        return [frame for frame in self.frames if frame.get("type") == kind]

    @property
    def messages(self) -> list[dict]:
        """The messages that were broadcast to this connection so far."""
        return [frame["message"] for frame in self.of("new_message")]

    @property
    def seqs(self) -> list[int]:
        return [message["seq"] for message in self.messages]

    # The end

    async def closed(self, timeout: float = TIMEOUT) -> tuple[int, str]:
        """Close code and reason, once the server has closed."""
        try:
            await asyncio.wait_for(asyncio.shield(self._reader), timeout)
        except TimeoutError:
            raise AssertionError(f"not closed within {timeout} s; got {self.frames[-10:]}") from None
        return self.connection.close_code, self.connection.close_reason

    async def close(self) -> None:
        await asyncio.wait_for(self.connection.close(), TIMEOUT)
        await self._reader

    async def vanish(self) -> None:
        """Cuts the TCP connection, without a close frame."""
        self.connection.transport.abort()
        await self._reader

    async def __aenter__(self) -> "Client":
        return self

    async def __aexit__(self, *_exception) -> None:
        self.connection.transport.abort() if self._ended else await self.close()


class Opening:
    """A connection being made: ``await`` it, or use it with ``async with``.

    It is made when it is upgraded, or with ``entered`` when the server's first frame has come.
    """

    def __init__(self, url: str, entered: bool = False, **options) -> None:
        self.url = url
        self.entered = entered
        self.options = {"ping_interval": None, "max_size": None, "open_timeout": TIMEOUT, "proxy": None, **options}
        self.client: Client | None = None

    async def _open(self) -> Client:
        client = Client(await connect(self.url, **self.options))
        if self.entered:
            await client.wait_until(lambda c: bool(c.of("connection")))
        return client

    def __await__(self):
        return self._open().__await__()

    async def __aenter__(self) -> Client:
        self.client = await self._open()
        return self.client

    async def __aexit__(self, *exception) -> None:
        await self.client.__aexit__(*exception)


def chat(
    server: Server, room: str, user: str = "alice", *, token: str | None = None, since: int | None = None, **options
) -> Opening:
    """A connection to a chat room, once it is upgraded: whether it is let in shows after that."""
    token = token if token is not None else server.token(user, "chat")
    query = f"?token={token}" + (f"&since={since}" if since is not None else "")
    return Opening(server.socket_url(f"/ws/chat/{room}/{query}"), **options)


def join(server: Server, room: str, user: str = "alice", **options) -> Opening:
    """A connection to a chat room, once it is let in: from then on it hears everything."""
    return chat(server, room, user, entered=True, **options)


def dashboard(server: Server, user: str = "operator", *, token: str | None = None, **options) -> Opening:
    """A connection to the dashboard."""
    token = token if token is not None else server.token(user, "dashboard")
    return Opening(server.socket_url(f"/ws/dashboard/?token={token}"), **options)
