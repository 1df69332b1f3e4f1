"""A server of models that speaks OpenAI's chat completions as it is told to: well, slowly, or badly.

What it does with a request is named by the first word of the last user message (a speaker's name with a colon and a mention before
it are passed over), whose other words then are the script's arguments, or else by the model; see ``SCRIPTS``. Anything else is
answered plainly, with ``TEXT``.
"""

from __future__ import annotations

import asyncio
import json
import re
import threading
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

START_TIMEOUT = 10.0

TEXT = (
    "A room is a place where people talk: Grüße aus der Küche, 日本語も, and a smile 😀! Whoever comes late reads what was said "
    "before, and whoever leaves may come back. Nothing is lost on the way, nothing comes twice, and nothing comes out of its order, "
    "however slowly it is told and into however many pieces it is cut. That is all there is to say about it."
)
"""What a plain answer says."""


@dataclass
class Asked:
    """One request, and how it ended."""

    at: float
    path: str
    headers: dict[str, str]
    body: dict
    script: str = "plain"
    arguments: list[str] = field(default_factory=list)
    pieces: int = 0
    finished_at: float | None = None
    """When the answer was out to its end."""
    left_at: float | None = None
    """When the client was gone before that."""

    @property
    def model(self) -> str:
        return self.body.get("model", "")

    @property
    def messages(self) -> list[dict]:
        return self.body.get("messages", [])

    @property
    def disconnected(self) -> bool:
        """Whether the client was gone before the end."""
        return self.left_at is not None

    @property
    def question(self) -> str:
        """The last thing that a user said, without a name and a mention before it."""
        said = [message.get("content") or "" for message in self.messages if message.get("role") == "user"]
        return re.sub(r"^(\S+: )?(@\S+ )?", "", said[-1]) if said else ""


class Answer:
    """What a script answers with. ``upstream`` has the settings, ``asked`` the request."""

    def __init__(self, upstream: "Upstream", asked: Asked, writer: asyncio.StreamWriter) -> None:
        self.upstream = upstream
        self.asked = asked
        self.end = "\n"
        self._writer = writer
        self._identity = {"id": f"chatcmpl-{len(upstream.requests)}", "created": int(time.time()), "model": asked.model}

    async def head(self, status: str = "200 OK", content_type: str = "text/event-stream", **headers: str) -> None:
        """Begins a body in chunks. Headers are given with ``_`` for ``-``."""
        lines = [f"HTTP/1.1 {status}", f"Content-Type: {content_type}", "Transfer-Encoding: chunked"]
        lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
        await self.bytes(("\r\n".join(lines) + "\r\n\r\n").encode())

    async def bytes(self, data: bytes) -> None:
        self._writer.write(data)
        await self._writer.drain()

    async def part(self, data: bytes) -> None:
        """One chunk of the body."""
        await self.bytes(b"%x\r\n%s\r\n" % (len(data), data))

    async def event(self, data: str) -> None:
        await self.part(f"data: {data}{self.end}{self.end}".encode())

    async def comment(self, text: str) -> None:
        await self.part(f": {text}{self.end}{self.end}".encode())

    def chunk(self, delta: dict, finish_reason: str | None = None, usage: dict | None = None, choices: bool = True) -> str:
        """The JSON of one event."""
        choice = {"index": 0, "delta": delta, "finish_reason": finish_reason}
        chunk = {**self._identity, "object": "chat.completion.chunk", "choices": [choice] if choices else []}
        return json.dumps({**chunk, "usage": usage} if usage else chunk, ensure_ascii=False)

    async def role(self) -> None:
        await self.event(self.chunk({"role": "assistant", "content": ""}))

    async def text(self, piece: str) -> None:
        self.asked.pieces += 1
        await self.event(self.chunk({"content": piece}))

    async def finish(self, reason: str = "stop", usage: bool = True) -> None:
        """The reason, the usage if the client asked for it, and the end."""
        await self.event(self.chunk({}, reason))
        if usage and self.asked.body.get("stream_options", {}).get("include_usage"):
            await self.event(self.chunk({}, usage=self.usage(), choices=False))
        await self.event("[DONE]")
        await self.close()

    def usage(self) -> dict:
        if self.asked.script == "expensive":
            return {"prompt_tokens": 700_000, "completion_tokens": 300_000, "total_tokens": 1_000_000}
        words = sum(len((message.get("content") or "").split()) for message in self.asked.messages)
        return {"prompt_tokens": words, "completion_tokens": self.asked.pieces, "total_tokens": words + self.asked.pieces}

    async def close(self) -> None:
        """Ends the body; the connection stays."""
        await self.bytes(b"0\r\n\r\n")

    async def whole(self, body: str, status: str = "200 OK", content_type: str = "application/json", **headers: str) -> None:
        """A body in one piece."""
        await self.head(status, content_type, **headers)
        await self.part(body.encode())
        await self.close()

    def words(self) -> list[str]:
        """The plain answer in pieces."""
        return re.findall(r"\S+\s*", self.upstream.text)


class Cut(Exception):
    """Ends the connection where it is."""


Script = Callable[[Answer], Awaitable[None]]


async def plain(answer: Answer) -> None:
    await answer.head()
    await answer.role()
    for word in answer.words():
        await answer.text(word)
    await answer.finish()


async def slow(answer: Answer) -> None:
    """A pause before each piece: ``slow [SECONDS]``."""
    pause = float(answer.asked.arguments[0]) if answer.asked.arguments else answer.upstream.pause
    await answer.head()
    await answer.role()
    for word in answer.words():
        await asyncio.sleep(pause)
        await answer.text(word)
    await answer.finish()


async def count(answer: Answer) -> None:
    """The numbers from 0 on, so that a lost or misplaced one is seen: ``count NUMBER [PER_SECOND]``."""
    number = int(answer.asked.arguments[0])
    rate = float(answer.asked.arguments[1]) if len(answer.asked.arguments) > 1 else 0.0
    await answer.head()
    start = asyncio.get_running_loop().time()
    for place in range(number):
        if rate:
            await asyncio.sleep(max(0.0, start + place / rate - asyncio.get_running_loop().time()))
        await answer.text(f"{place} ")
    await answer.finish()


async def crlf(answer: Answer) -> None:
    """Lines end with CRLF, data has several lines, and there are fields that nobody needs."""
    answer.end = "\r\n"
    await answer.head()
    await answer.part(b"\xef\xbb\xbfretry: 100\r\n\r\n")
    for word in answer.words():
        answer.asked.pieces += 1
        before, after = answer.chunk({"content": word}).split('"object"')
        await answer.part(f'event: chunk\r\nid: 1\r\ndata: {before}\r\ndata:"object"{after}\r\n\r\n'.encode())
    await answer.finish()


async def split(answer: Answer) -> None:
    """Every byte is a chunk of its own, also those of one character."""
    await answer.head()
    stream = "".join(f"data: {answer.chunk({'content': word})}\r\n\r\n" for word in answer.words())
    answer.asked.pieces = len(answer.words())
    for byte in stream.encode():
        await answer.part(bytes([byte]))
    await answer.finish()


async def comments(answer: Answer) -> None:
    """Comments before the first piece and between all."""
    await answer.head()
    for word in answer.words():
        for _ in range(3):
            await answer.comment("keep-alive")
        await answer.text(word)
    await answer.finish()


async def error_mid_stream(answer: Answer) -> None:
    """Some text, and then an error object that repeats the key."""
    await answer.head()
    await answer.text("It began well ")
    said = f"out of memory; {answer.asked.headers.get('authorization', '')}"
    await answer.event(json.dumps({"error": {"message": said, "type": "server_error", "code": 500}}))
    await answer.event("[DONE]")
    await answer.close()


async def truncated(answer: Answer) -> None:
    """The stream ends as HTTP wants it, without the end of the answer."""
    await answer.head()
    await answer.text("It began well ")
    await answer.close()


async def cut(answer: Answer) -> None:
    """The connection ends in the middle of an event."""
    await answer.head()
    await answer.text("It began well ")
    await answer.part(b'data: {"choices":[{"delta":{"con')
    raise Cut


async def no_usage(answer: Answer) -> None:
    await answer.head()
    for word in answer.words():
        await answer.text(word)
    await answer.finish(usage=False)


async def no_done(answer: Answer) -> None:
    """A reason, and nothing after it."""
    await answer.head()
    await answer.text("Done without saying so.")
    await answer.event(answer.chunk({}, "stop"))
    await answer.close()


async def retry(answer: Answer) -> None:
    """Every other time there are too many requests: ``retry [SECONDS]``."""
    if answer.upstream.counts["retry"] % 2:
        wait = answer.asked.arguments[0] if answer.asked.arguments else answer.upstream.retry_after
        body = {"error": {"message": "slow down", "type": "rate_limit_error", "code": "rate_limit_exceeded"}}
        await answer.whole(json.dumps(body), "429 Too Many Requests", Retry_After=wait)
    else:
        await plain(answer)


async def always_500(answer: Answer) -> None:
    await answer.whole('{"error":{"message":"it is broken","type":"server_error"}}', "500 Internal Server Error")


async def refused(answer: Answer) -> None:
    """The key is wrong, and the error repeats it."""
    said = f"Incorrect API key provided: {answer.asked.headers.get('authorization', '').removeprefix('Bearer ')}."
    await answer.whole(json.dumps({"error": {"message": said, "type": "invalid_request_error"}}), "401 Unauthorized")


async def stall_first(answer: Answer) -> None:
    """A response, and nothing of an answer for as long as the client stays."""
    await answer.head()
    await answer.comment("thinking")
    await asyncio.Event().wait()


async def stall_middle(answer: Answer) -> None:
    """Some text, and nothing more."""
    await answer.head()
    await answer.role()
    await answer.text("Let me think ")
    await asyncio.Event().wait()


async def garbage(answer: Answer) -> None:
    """Text, and then an event that is no JSON."""
    await answer.head()
    await answer.text("It began well ")
    await answer.event('{"choices":[{"delta":{"content":"\\ud83d"')
    await answer.finish()


async def html(answer: Answer) -> None:
    """What a proxy shows when it has a bad day."""
    await answer.whole("<html><body><h1>It works!</h1></body></html>", content_type="text/html")


async def huge_line(answer: Answer) -> None:
    """A line without an end: ``huge_line [MEGABYTES]``."""
    await answer.head()
    await answer.text("It began well ")
    await answer.part(b"data: ")
    for _ in range(int(answer.asked.arguments[0]) if answer.asked.arguments else 64):
        await answer.part(b"x" * (1 << 20))
    await answer.close()


async def whole(answer: Answer) -> None:
    """One JSON object from a server that does not stream."""
    answer.asked.pieces = 1
    message = {"role": "assistant", "content": "".join(answer.words())}
    choice = {"index": 0, "message": message, "finish_reason": "stop"}
    await answer.whole(json.dumps({"object": "chat.completion", "model": answer.asked.model, "choices": [choice], "usage": answer.usage()}))


async def tool_call(answer: Answer) -> None:
    """A call in pieces: ``tool_call [NAME [ARGUMENTS]]``, the first tool that was offered by default; its result becomes the answer."""
    results = [message["content"] for message in answer.asked.messages if message.get("role") == "tool"]
    await answer.head()
    if results:
        await answer.text(f"The tool said: {results[-1]}")
        return await answer.finish()
    offered = [tool["function"]["name"] for tool in answer.asked.body.get("tools", [])]
    name, *words = answer.asked.arguments or [*offered[:1], "{}"]
    call = {"index": 0, "id": f"call_{len(answer.upstream.requests)}", "type": "function", "function": {"name": name, "arguments": ""}}
    await answer.event(answer.chunk({"role": "assistant", "content": None, "tool_calls": [call]}))
    for character in " ".join(words) or "{}":
        await answer.event(answer.chunk({"tool_calls": [{"index": 0, "function": {"arguments": character}}]}))
    await answer.finish("tool_calls")


async def tool_calls(answer: Answer, *calls: tuple[str, str]) -> None:
    """Asks for these calls, each a tool's name and its arguments, at once."""
    await answer.head()
    whole = [
        {"index": place, "id": f"call_{len(answer.upstream.requests)}_{place}", "type": "function", "function": {"name": name, "arguments": text}}
        for place, (name, text) in enumerate(calls)
    ]
    await answer.event(answer.chunk({"role": "assistant", "content": None, "tool_calls": whole}))
    await answer.finish("tool_calls")


async def two_tools(answer: Answer) -> None:
    """Two calls of the calculator in one answer, then their results as text."""
    results = [message["content"] for message in answer.asked.messages if message.get("role") == "tool"]
    if not results:
        return await tool_calls(answer, ("calculator", '{"expression":"6*7"}'), ("calculator", '{"expression":"2^10"}'))
    await answer.head()
    await answer.text(" and ".join(results))
    await answer.finish()


async def endless(answer: Answer) -> None:
    """A call after each result, for ever."""
    await tool_calls(answer, ("calculator", '{"expression":"1+1"}'))


async def expensive(answer: Answer) -> None:
    """A million tokens an answer, and a call, so that there would be more."""
    await tool_calls(answer, ("calculator", '{"expression":"1+1"}'))


SCRIPTS: dict[str, Script] = {
    script.__name__: script
    for script in (
        plain, slow, count, crlf, split, comments, error_mid_stream, truncated, cut, no_usage, no_done, retry, always_500, refused,
        stall_first, stall_middle, garbage, html, huge_line, whole, tool_call, two_tools, endless,
        expensive,
    )
}


class Upstream:
    """Listens on a port of its own, in a thread of its own, until it is stopped.

    ``requests`` has what came, in order, and how it ended. ``scripts`` may be added to; ``text`` is what plain answers say; ``pause`` and
    ``retry_after`` are seconds.
    """

    def __init__(self, port: int = 0) -> None:
        self.requests: list[Asked] = []
        self.counts: Counter[str] = Counter()
        self.scripts = dict(SCRIPTS)
        self.text = TEXT
        self.pause = 0.05
        self.retry_after = "1"
        self.connections = 0
        self.port = port
        self._ready = threading.Event()
        self._loop = asyncio.new_event_loop()
        self._stopping: asyncio.Event | None = None
        self._thread = threading.Thread(target=self._run, name="upstream", daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/v1"

    @property
    def left(self) -> list[Asked]:
        """The requests whose client was gone before the end."""
        return [asked for asked in self.requests if asked.disconnected]

    def start(self) -> "Upstream":
        self._thread.start()
        assert self._ready.wait(START_TIMEOUT), "the upstream did not start"
        return self

    def stop(self) -> None:
        """Ends every answer and the thread."""
        if self._thread.is_alive() and self._stopping is not None:
            self._loop.call_soon_threadsafe(self._stopping.set)
            self._thread.join(START_TIMEOUT)

    def __enter__(self) -> "Upstream":
        return self.start()

    def __exit__(self, *_exception) -> None:
        self.stop()

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._loop.run_until_complete(self._serve())
        pending = asyncio.all_tasks(self._loop)
        for task in pending:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        self._loop.close()

    async def _serve(self) -> None:
        self._stopping = asyncio.Event()
        server = await asyncio.start_server(self._connection, "127.0.0.1", self.port, backlog=1_024)
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopping.wait()
        server.close()

    async def _connection(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while (asked := await self._request(reader)) is not None:
                self._take(asked)
                if not await self._answer(asked, reader, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError, Cut):
            """A client that goes, a script that cuts, or the end of the test."""
        finally:
            writer.transport.abort() if writer.is_closing() else writer.close()

    async def _request(self, reader: asyncio.StreamReader) -> Asked | None:
        """The next request; None when there is none."""
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return None
        first, *lines = head.split("\r\n")
        headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
        if headers.get("transfer-encoding") == "chunked":
            body = b""
            while size := int(await reader.readuntil(b"\r\n"), 16):
                body += (await reader.readexactly(size + 2))[:-2]
            await reader.readexactly(2)
        else:
            body = await reader.readexactly(int(headers.get("content-length", "0")))
        return Asked(time.monotonic(), first.split()[1], headers, json.loads(body or b"{}"))

    def _take(self, asked: Asked) -> None:
        words = asked.question.split()
        if words and words[0] in self.scripts:
            asked.script, asked.arguments = words[0], words[1:]
        elif asked.model in self.scripts:
            asked.script = asked.model
        self.counts[asked.script] += 1
        self.requests.append(asked)

    async def _answer(self, asked: Asked, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        """Runs the script beside a look at whether the client is still there.

        Returns whether the connection can be used again.
        """
        script = asyncio.ensure_future(self.scripts[asked.script](Answer(self, asked, writer)))
        # A client sends nothing before it has its answer, so what can be read is only the end.
        gone = asyncio.ensure_future(reader.read(1))
        await asyncio.wait({script, gone}, return_when=asyncio.FIRST_COMPLETED)
        if not script.done():
            asked.left_at = time.monotonic()
            script.cancel()
            return False
        gone.cancel()
        await asyncio.gather(gone, return_exceptions=True)
        failure = script.exception()
        if isinstance(failure, ConnectionError):
            asked.left_at = time.monotonic()
            return False
        if failure is not None:
            raise failure
        asked.finished_at = time.monotonic()
        return True
