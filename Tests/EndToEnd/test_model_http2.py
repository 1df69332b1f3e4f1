"""A model's endpoint that speaks HTTP/2: nghttpx, before the scripted one."""

import asyncio

import pytest

from harness.client import join
from harness.http2 import HTTP2Proxy
from harness.server import until
from harness.tls import self_signed
from harness.upstream import Upstream


@pytest.fixture
def upstream():
    with Upstream() as running:
        yield running


@pytest.fixture
def proxy(upstream, tmp_path):
    with HTTP2Proxy(tmp_path / "nghttpx", upstream.url, self_signed(tmp_path)) as running:
        yield running


def assisted(start, upstream, proxy, **settings):
    path = upstream.url.split("/", 3)[3]
    return start({
        "model-url": f"https://{proxy.address}/{path}", "model": "plain", "model-key": "sk-not-to-be-seen",
        "model-ca-file": proxy.certificate, **settings,
    })


async def answered(server, room, question: str) -> dict:
    """The message that answers, once it has ended."""
    async with join(server, room, "alice") as alice:
        await alice.say(question)
        await alice.wait_until(lambda c: bool(c.of("message_complete") + c.of("message_error")), 20)
        return next(m for m in alice.messages if m["role"] == "assistant")


async def test_answers_over_http2(start, upstream, proxy, room):
    """Answers in several rooms at once come whole and in order, as streams of HTTP/2."""
    server = assisted(start, upstream, proxy)
    messages = await asyncio.gather(*(answered(server, f"{room}-{n}", "count 200 400") for n in range(5)))
    for message in messages:
        assert message["status"] == "complete"
        assert message["content"].split() == [str(n) for n in range(200)]
    assert until(lambda: proxy.requests, lambda seen: len(seen) == 5, 5, "the proxy's log") == ["h2 POST /v1/chat/completions HTTP/2 200"] * 5


async def test_stopping_over_http2(start, upstream, proxy, room):
    """Stopping an answer ends its stream at the endpoint, and the connection serves the next one."""
    server = assisted(start, upstream, proxy)
    async with join(server, room, "alice") as alice:
        await alice.say("count 100000 100")
        chunk = await alice.expect("message_chunk")
        await alice.send("stop", message_id=chunk["message_id"])
        await alice.wait_until(lambda c: bool(c.of("message_complete")))
        asked = upstream.requests[0]
        await asyncio.to_thread(until, lambda: asked.disconnected, bool, 2, "the end of the request")
        assert alice.of("message_complete")[-1]["finish_reason"] == "stopped"
    assert (await answered(server, room + "-2", "count 10"))["content"].split() == [str(n) for n in range(10)]


async def test_without_http2(start, upstream, proxy, room):
    """With model-http2 off the same endpoint is asked over HTTP/1.1."""
    server = assisted(start, upstream, proxy, **{"model-http2": "false"})
    assert (await answered(server, room, "count 10"))["status"] == "complete"
    assert until(lambda: proxy.requests, bool, 5, "the proxy's log") == ["http/1.1 POST /v1/chat/completions HTTP/1.1 200"]
