"""The same over TLS."""

import ssl
import time

import pytest
import requests

from harness.client import Opening
from harness.raw import RawSocket
from harness.tls import self_signed


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate that a test made for itself, and its key."""
    return self_signed(tmp_path_factory.mktemp("tls"))


@pytest.fixture
def secure(start, certificate):
    """A server that speaks TLS only."""
    return start({"tls-certificate": certificate[0], "tls-key": certificate[1], "handshake-timeout": "2s"})


def opened(server, certificate, room, user, **query) -> Opening:
    query = "&".join(f"{name}={value}" for name, value in {"token": server.token(user), **query}.items())
    context = ssl.create_default_context(cafile=certificate[0])
    return Opening(f"wss://127.0.0.1:{server.port}/ws/chat/{room}/?{query}", entered=True, ssl=context)


async def test_chat_over_tls(secure, certificate, room):
    """Two users chat over TLS, and one who comes back misses nothing."""
    async with opened(secure, certificate, room, "alice") as alice:
        async with opened(secure, certificate, room, "bob") as bob:
            for number in range(100):
                await alice.say("t" * 2_000, id=str(number))
            for client in (alice, bob):
                await client.wait_until(lambda c: len(c.messages) == 100, timeout=30)
                assert client.seqs == list(range(1, 101))
            await bob.close()
            assert bob.connection.close_code == 1000
        async with opened(secure, certificate, room, "bob", since=40) as bob:
            await bob.wait_until(lambda c: len(c.messages) == 60)
            assert bob.seqs == list(range(41, 101))


def test_https(secure, certificate):
    """HTTP is served over the same port and certificate, and the first line said so."""
    assert secure.scheme == "https"
    assert requests.get(f"https://127.0.0.1:{secure.port}/healthz", verify=certificate[0], timeout=5).status_code == 200


def test_plain_http_on_a_tls_port(secure, certificate):
    """Plain HTTP on a TLS port is closed, and the server lives on."""
    with RawSocket(secure) as peer:
        peer.write(b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
        peer.expect_end()
    test_https(secure, certificate)


def test_silent_tls_client(secure):
    """A client that never begins its TLS handshake is closed."""
    with RawSocket(secure) as peer:
        began = time.monotonic()
        peer.expect_end(timeout=9)
        assert time.monotonic() - began < 8


async def test_end_over_tls(secure, certificate, room):
    """Closing with 1001 at the end works over TLS."""
    async with opened(secure, certificate, room, "alice") as alice:
        await alice.expect("connection")
        secure.signal(15)
        assert (await alice.closed())[0] == 1001
    assert secure.wait() == 0


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
async def test_versions(secure, certificate, room, version):
    """TLS 1.2 and 1.3 are spoken."""
    context = ssl.create_default_context(cafile=certificate[0])
    context.minimum_version = context.maximum_version = version
    url = f"wss://127.0.0.1:{secure.port}/ws/chat/{room}/?token={secure.token()}"
    async with Opening(url, ssl=context) as alice:
        await alice.expect("connection")
