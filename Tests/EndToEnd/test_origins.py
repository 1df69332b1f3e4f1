"""Which pages may open a socket in production."""

import pytest
from websockets.exceptions import InvalidStatus

from harness.client import chat


@pytest.mark.parametrize(
    "origin",
    [
        "https://example.com", "http://example.com", "https://example.com:8443", "https://EXAMPLE.com",
        "https://example.org", "https://deep.sub.example.org", "http://localhost:3000",
    ],
)
async def test_allowed_origin(production, room, origin):
    """An origin that matches a pattern is let in (and then finds that the room is missing)."""
    async with chat(production, room, origin=origin) as page:
        assert (await page.closed())[0] == 4404


@pytest.mark.parametrize(
    "origin",
    [
        "https://evil.example", "https://example.com.evil.example", "https://notexample.com", "https://sub.example.com",
        "https://notexample.org", "https://localhost:3000", "http://localhost:3001", "http://localhost",
        "https://example.com@evil.example", "https://example.com:443@evil.example", "null", "file://",
    ],
)
async def test_foreign_origin(production, room, origin):
    """A foreign origin is refused with HTTP 403, before the upgrade."""
    with pytest.raises(InvalidStatus) as refusal:
        await chat(production, room, origin=origin)
    assert refusal.value.response.status_code == 403


async def test_no_origin(production, room):
    """A client that sends no origin, such as a worker, is let in."""
    async with chat(production, room) as worker:
        assert (await worker.closed())[0] == 4404


async def test_own_host_is_the_default(start, room):
    """Without a list of origins only the server's own host may."""
    server = start({"env": "production"})
    own = f"http://{server.host}:{server.port}"
    async with chat(server, room, origin=own) as page:
        assert (await page.closed())[0] == 4404
    for origin in ("http://example.com", f"http://{server.host}:{server.port + 1}", f"http://evil.{server.host}"):
        with pytest.raises(InvalidStatus) as refusal:
            await chat(server, room, origin=origin)
        assert refusal.value.response.status_code == 403


async def test_development_checks_no_origin(server, room):
    """In development any page may."""
    async with chat(server, room, origin="http://localhost:5173") as page:
        await page.expect("connection")


async def test_refused_origins_are_counted(production, room):
    """A refused origin is counted."""
    before = production.metrics()
    with pytest.raises(InvalidStatus):
        await chat(production, room, origin="https://evil.example")
    name = "telltale_websocket_connections_refused_total"
    production.await_metrics(lambda m: m.value(name, endpoint="chat") == before.value(name, endpoint="chat") + 1)
