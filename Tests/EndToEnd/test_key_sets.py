"""Keys for tokens from a URL."""

import base64
import time

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric import rsa

from harness import key_server, tls
from harness.client import chat, join
from harness.key_server import KeyServer
from harness.server import until

KEYS = {kid: rsa.generate_private_key(public_exponent=65537, key_size=2048) for kid in ("one", "two")}


def jwk(kid: str) -> dict:
    return {**jwt.algorithms.RSAAlgorithm.to_jwk(KEYS[kid].public_key(), as_dict=True), "kid": kid, "use": "sig", "alg": "RS256"}


def token(kid: str) -> str:
    claims = {"sub": "alice", "scope": "chat", "exp": int(time.time()) + 600}
    return jwt.encode(claims, KEYS[kid], algorithm="RS256", headers={"kid": kid})


@pytest.fixture
def provider(tmp_path):
    with KeyServer(tmp_path / "provider") as running:
        yield running


def started(start, provider, path="/keys", **settings):
    url = f"{provider.url}{path}"
    return start({"secret": None, "jwks": url, "jwks-ca-file": provider.certificate, **settings})


async def test_key_set_from_a_url(start, room, provider):
    """A key set that is fetched over HTTPS, from a server with a certificate of one's own, verifies tokens."""
    provider.answers["/keys"] = key_server.keys(jwk("one"))
    server = started(start, provider)
    server.await_ready(200)
    async with join(server, room, token=token("one")) as alice:
        await alice.expect("connection")
    assert len(provider.asked) == 1


async def test_redirected_key_set(start, room, provider):
    """Redirects to HTTPS are followed, relative ones too; a password goes to the host that it was given for."""
    provider.answers |= {
        "/": key_server.redirect("moved/"), "/moved/": key_server.redirect(f"{provider.url}/keys"),
        "/keys": key_server.keys(jwk("one")),
    }
    server = start(
        {"secret": None, "jwks": f"https://me:pass%20word@{provider.authority}/", "jwks-ca-file": provider.certificate})
    server.await_ready(200)
    assert [path for path, _, _ in provider.asked] == ["/", "/moved/", "/keys"]
    assert provider.asked[0][2] == "Basic " + base64.b64encode(b"me:pass word").decode()
    async with join(server, room, token=token("one")) as alice:
        await alice.expect("connection")
    server.stop()
    assert "pass" not in server.log


FAILURES = {
    "503": (key_server.body(b"later", 503), "answered 503"),
    "no JSON": (key_server.body(b"<html></html>"), "JSON"),
    "no key set": (key_server.body(b"[]"), "error"),
    "too large": (key_server.body(b" " * (256 * 1024 + 1)), "256 KiB"),
    "endless": (key_server.endless(b" " * 65536), "256 KiB"),
    "slow": (key_server.endless(b" ", 0.1), "within 5 s"),
    "a redirect in the clear": (key_server.redirect("http://127.0.0.1:1/keys"), "HTTPS"),
    "a circle": (key_server.redirect("/keys"), "3 times"),
    "a redirect to nowhere": (key_server.redirect("https://"), "HTTPS"),
}


@pytest.mark.parametrize("kind", FAILURES)
async def test_key_set_that_cannot_be_had(start, room, provider, kind):
    """Without keys the server starts, says in its log what is wrong, takes no token and wants no traffic."""
    provider.answers["/keys"], reason = FAILURES[kind]
    server = started(start, provider)
    until(lambda: server.log, lambda log: "could not be fetched" in log, 15, "an entry in the log")
    assert reason in server.log
    assert server.get("/readyz").json()["components"]["token_keys"] == "not fetched"
    assert server.get("/readyz").status_code == 503
    async with chat(server, room, token=token("one")) as mallory:
        assert (await mallory.closed())[0] == 4401


def test_key_set_of_a_stranger(start, provider, tmp_path):
    """A server whose certificate nobody vouches for is not believed."""
    provider.answers["/keys"] = key_server.keys(jwk("one"))
    (tmp_path / "other").mkdir()
    other, _ = tls.self_signed(tmp_path / "other")
    for authorities in (other, None):
        server = started(start, provider, **{"jwks-ca-file": authorities})
        until(lambda: server.log, lambda log: "could not be fetched" in log, 15, "an entry in the log")
        assert "CERTIFICATE_VERIFY_FAILED" in server.log
        assert server.get("/readyz").status_code == 503
    assert provider.asked == []


def test_key_set_that_comes_late(start, provider):
    """Keys that cannot be had at first are fetched later, without a token that asks for them, and then the server is ready."""
    provider.answers["/keys"] = key_server.body(b"later", 503)
    server = started(start, provider)
    server.await_ready(503)
    until(lambda: provider.asked, bool, 10, "the first request")
    provider.answers["/keys"] = key_server.keys(jwk("one"))
    server.await_ready(200, timeout=45)
    assert len(provider.asked) == 2
    headers = {"Authorization": f"Bearer {token('one')}"}
    assert server.get("/api/conversations", headers=headers).status_code == 200


def test_rotated_key_set(start, provider):
    """A token with a new key has the set fetched again, at most once in 30 s, and keys that are gone are good no longer."""
    provider.answers["/keys"] = key_server.keys(jwk("one"))
    server = started(start, provider)
    server.await_ready(200)

    def status(kid: str) -> int:
        return server.get("/api/conversations", headers={"Authorization": f"Bearer {token(kid)}"}).status_code

    assert (status("one"), status("two")) == (200, 401)
    provider.answers["/keys"] = key_server.keys(jwk("two"))
    until(lambda: status("two"), lambda code: code == 200, 45, "the new key")
    assert status("one") == 401
    assert len(provider.asked) == 2
    assert provider.asked[1][1] - provider.asked[0][1] >= 29
