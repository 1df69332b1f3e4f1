"""Who may open a socket."""

import asyncio
import json
import time

import django.conf
import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from websockets.exceptions import InvalidStatus

from harness import tokens
from harness.client import Opening, chat, dashboard, join
from harness.raw import RawSocket


def refused_tokens():
    good = tokens.make()
    head, payload, signature = good.split(".")
    unsigned = jwt.encode({"sub": "alice", "scope": "chat", "exp": int(time.time()) + 600}, "", algorithm="none")
    return {
        "empty": "",
        "no token at all": "hello",
        "signed with another key": tokens.make(secret=tokens.FOREIGN_SECRET),
        "expired": tokens.make(ttl=-60),
        "without an expiry": tokens.make(omit=("exp",)),
        "without a user": tokens.make(omit=("sub",)),
        "not valid yet": tokens.make(nbf=int(time.time()) + 600),
        "issued in the future": tokens.make(iat=int(time.time()) + 600),
        "a refresh token": tokens.make(token_type="refresh"),
        "of another algorithm": tokens.make(algorithm="HS512", secret=tokens.SECRET + "x" * 32),
        "of another hash": tokens.make(algorithm="HS384"),
        "unsigned": unsigned,
        "without a signature": f"{head}.{payload}.",
        "two parts": f"{head}.{payload}",
        "four parts": good + ".x",
        "a changed signature": f"{head}.{payload}.{signature[:-4]}AAAA",
        "a changed payload": f"{head}.{jwt.utils.base64url_encode(b'{}').decode()}.{signature}",
        "very long": good + "A" * 10_000,
        "an expiry that is no number": text_expiry(),
    }


def text_expiry() -> str:
    return jwt.api_jws.encode(b'{"sub":"alice","scope":"chat","exp":"tomorrow"}', tokens.SECRET, algorithm="HS256")


@pytest.mark.parametrize("kind", list(refused_tokens()))
async def test_refused_token(server, room, kind):
    """A token that does not hold closes with 4401, after the upgrade, and the reason tells nothing more."""
    async with chat(server, room, token=refused_tokens()[kind]) as alice:
        code, reason = await alice.closed()
        assert code == 4401
        assert reason == "token missing, invalid or expired"
        assert alice.frames == []


async def test_endless_token(server, room):
    """A token that makes the request's head larger than 16 KiB is refused in HTTP."""
    with pytest.raises(InvalidStatus) as refusal:
        await chat(server, room, token=tokens.make() + "A" * 20_000)
    assert refusal.value.response.status_code in (400, 414, 431)


async def test_missing_token(server, room):
    """A connection without a token closes with 4401, after the upgrade."""
    async with Opening(server.socket_url(f"/ws/chat/{room}/")) as alice:
        assert (await alice.closed())[0] == 4401


async def test_leeway(server, room):
    """Clocks may differ: a token that expired ten seconds ago still opens a socket."""
    async with join(server, room, token=tokens.make(ttl=-10)) as alice:
        await alice.expect("connection")


@pytest.mark.parametrize("scope", ["dashboard", "metrics", "agents", "", "chatter", "CHAT"])
async def test_wrong_scope(server, room, scope):
    """A token without the socket's scope closes with 4403."""
    async with chat(server, room, token=tokens.make(scope=scope)) as alice:
        assert (await alice.closed())[0] == 4403


@pytest.mark.parametrize(
    "claims",
    [{"scope": "chat"}, {"scope": "agents chat"}, {"scope": "admin"}, {"scope": None}, {"scope": None, "scopes": ["chat"]}],
    ids=["scope", "several", "admin", "default", "array"],
)
async def test_right_scope(server, room, claims):
    """The scope may be text or an array, admin has all, and a token without one may chat."""
    async with join(server, room, token=tokens.make(**claims)) as alice:
        await alice.expect("connection")


async def test_dashboard_scope(server):
    """The dashboard opens for its scope, for staff and for admin, and to nobody else."""
    for token in (tokens.make(scope="dashboard"), tokens.make(scope="admin"), tokens.make(scope=None, is_staff=True)):
        async with dashboard(server, token=token) as operator:
            await operator.expect("connection")
    for token in (tokens.make(scope="chat"), tokens.make(scope=None), tokens.make(scope=None, is_staff=False)):
        async with dashboard(server, token=token) as visitor:
            assert (await visitor.closed())[0] == 4403


async def test_bearer_header(server, room):
    """A token in the Authorization header counts."""
    url = server.socket_url(f"/ws/chat/{room}/")
    async with Opening(url, additional_headers={"Authorization": f"Bearer {tokens.make('carol')}"}) as carol:
        assert (await carol.expect("connection"))["user"]["id"] == "carol"


async def test_subprotocol_token(server, room):
    """A token among the subprotocols counts; the server selects the protocol and never the token."""
    token = tokens.make("dave")
    url = server.socket_url(f"/ws/chat/{room}/")
    for offer in (["telltale.v1", f"telltale.token.{token}"], [f"telltale.token.{token}", "telltale.v1"]):
        async with Opening(url, subprotocols=offer) as dave:
            assert (await dave.expect("connection"))["user"]["id"] == "dave"
            assert dave.connection.subprotocol == "telltale.v1"
            assert token not in str(dave.connection.response.headers)


async def test_subprotocol_token_alone(server, room):
    """A token offered without the protocol is refused with HTTP 400, since nothing could be selected."""
    offer = [f"telltale.token.{tokens.make()}"]
    with pytest.raises(InvalidStatus) as refusal:
        await Opening(server.socket_url(f"/ws/chat/{room}/"), subprotocols=offer)
    assert refusal.value.response.status_code == 400
    assert b"telltale.token" not in (refusal.value.response.body or b"")


async def test_protocol_without_a_token_in_it(server, room):
    """The protocol may be offered while the token is in the query."""
    async with join(server, room, subprotocols=["telltale.v1"]) as alice:
        await alice.expect("connection")
        assert alice.connection.subprotocol == "telltale.v1"


def test_tokens_are_never_echoed_or_logged(start, room):
    """No answer, no log line and no metric holds a token or a query string."""
    server = start({"log-level": "trace"})
    good, bad = tokens.make("alice"), tokens.make("mallory", secret=tokens.FOREIGN_SECRET)
    for token in (good, bad):
        with RawSocket(server) as peer:
            peer.upgrade(f"/ws/chat/{room}/?token={token}")
            peer.read()
            assert token.encode() not in peer.buffer
        response = server.get(f"/api/conversations?token={token}", headers={"Authorization": f"Bearer {token}"})
        assert token not in response.text + str(response.headers)
        with RawSocket(server) as peer:
            peer.upgrade(f"/ws/chat/{room}/", Sec_WebSocket_Protocol=f"telltale.v1, telltale.token.{token}")
            peer.read()
    exposition = server.metrics().text
    server.stop()
    for token in (good, bad):
        for part in (token, token.split(".")[1], token.split(".")[2]):
            assert part not in server.log
            assert part not in exposition
    assert "token=" not in server.log


async def test_a_refusal_says_why_in_the_log(start, room):
    """The operator reads in the log what the client is not told."""
    server = start({"log-level": "debug"})
    async with chat(server, room, token=tokens.make(ttl=-3600)) as alice:
        await alice.closed()
    server.stop()
    assert "expired" in server.log


# Expiry on an open socket


async def test_expiry_and_refresh(server, room):
    """At expiry the socket is told, does nothing but refresh and ping, and goes on with a new token."""
    short = tokens.make("alice", ttl=2)
    async with join(server, room, token=short) as alice:
        await alice.post("before", id="1")
        error = await alice.expect("error", code="token_expired", timeout=15)
        assert "id" not in error
        await alice.say("too late", id="2")
        assert (await alice.expect("error"))["code"] == "token_expired"
        await alice.send("ping")
        await alice.expect("pong")
        await alice.send("refresh", token=tokens.make("alice"), id="r")
        refreshed = await alice.expect("refreshed")
        assert refreshed["expires_at"] > alice.of("connection")[0]["expires_at"]
        assert (await alice.post("again", id="3"))["seq"] == 2


async def test_an_expiry_is_an_error_but_no_operation(start, room):
    """The announcement of the expiry is counted among the errors; nobody asked for anything, so it is no operation."""
    server = start()
    async with join(server, room, token=tokens.make("alice", ttl=1)) as alice:
        await alice.expect("error", code="token_expired", timeout=15)
        metrics = server.metrics()
        assert metrics.value("telltale_errors_total", endpoint="chat", code="token_expired") == 1
        assert metrics.value("telltale_operations_total", endpoint="chat") == 1, "the handshake"


async def test_an_expired_socket_hears_nothing_and_is_closed(server, room):
    """A socket whose token is not renewed is closed with 4401 after twenty-five seconds."""
    async with join(server, room, token=tokens.make("alice", ttl=1)) as alice:
        await alice.expect("error", code="token_expired", timeout=15)
        began = time.monotonic()
        code, _ = await alice.closed(timeout=40)
        assert code == 4401
        assert 20 < time.monotonic() - began < 32


async def test_refresh_before_expiry(server, room):
    """A token can be renewed at any time."""
    async with join(server, room, token=tokens.make("alice", ttl=600)) as alice:
        await alice.send("refresh", token=tokens.make("alice", ttl=7200))
        assert (await alice.expect("refreshed"))["expires_at"] > alice.of("connection")[0]["expires_at"]


@pytest.mark.parametrize(
    "token",
    [
        lambda: tokens.make("mallory"), lambda: tokens.make("alice", "dashboard"), lambda: tokens.make("alice", ttl=-60),
        lambda: tokens.make("alice", secret=tokens.FOREIGN_SECRET), lambda: "nonsense",
    ],
    ids=["another user", "another scope", "expired", "foreign", "nonsense"],
)
async def test_refused_refresh(server, room, token):
    """A refresh needs a valid token of the same user with the socket's scope."""
    async with join(server, room, token=tokens.make("alice", ttl=600)) as alice:
        await alice.send("refresh", token=token(), id="r")
        error = await alice.expect("error")
        assert error["id"] == "r"
        assert error["code"] in {"forbidden", "token_expired", "bad_frame"}
        assert alice.of("refreshed") == []


# Tokens of others


def simple_jwt():
    if not django.conf.settings.configured:
        django.conf.settings.configure(
            SECRET_KEY=tokens.SECRET, USE_TZ=True,
            INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "rest_framework_simplejwt"],
        )
        django.setup()
    import rest_framework_simplejwt.tokens

    return rest_framework_simplejwt.tokens


async def test_tokens_of_simple_jwt(server, room):
    """An access token of Django's SimpleJWT works unchanged, its numeric user id as text; a refresh token does not."""
    library = simple_jwt()
    access, refresh = library.AccessToken(), library.RefreshToken()
    access["user_id"] = refresh["user_id"] = 42
    async with join(server, room, token=str(access)) as user:
        assert (await user.expect("connection"))["user"] == {"id": "42", "name": "42"}
    async with chat(server, room, token=str(refresh)) as user:
        assert (await user.closed())[0] == 4401


ALGORITHMS = {
    "RS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "PS256": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "ES256": lambda: ec.generate_private_key(ec.SECP256R1()),
    "ES384": lambda: ec.generate_private_key(ec.SECP384R1()),
    "EdDSA": lambda: ed25519.Ed25519PrivateKey.generate(),
}


@pytest.mark.parametrize("algorithm", ALGORITHMS)
async def test_public_keys(start, room, tmp_path, algorithm):
    """A public key in a PEM file verifies tokens of its kind, and a token that abuses it as a secret is refused."""
    key = ALGORITHMS[algorithm]()
    pem = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    (tmp_path / "key.pem").write_bytes(pem)
    server = start({"secret": None, "jwt-public-key": tmp_path / "key.pem"})
    claims = {"sub": "alice", "scope": "chat", "exp": int(time.time()) + 600}
    async with join(server, room, token=jwt.encode(claims, key, algorithm=algorithm)) as alice:
        await alice.expect("connection")
    forged = jwt.api_jws.encode(
        b'{"sub":"alice","scope":"chat","exp":%d}' % (time.time() + 600), pem.hex(), algorithm="HS256"
    )
    async with chat(server, room, token=forged) as mallory:
        assert (await mallory.closed())[0] == 4401


async def test_key_set(start, room, tmp_path):
    """A key set verifies the tokens of each of its keys by their id, and of no others."""
    keys = {kid: rsa.generate_private_key(public_exponent=65537, key_size=2048) for kid in ("one", "two", "other")}
    jwks = [
        {**jwt.algorithms.RSAAlgorithm.to_jwk(keys[kid].public_key(), as_dict=True), "kid": kid, "use": "sig", "alg": "RS256"}
        for kid in ("one", "two")
    ]
    (tmp_path / "jwks.json").write_text(json.dumps({"keys": jwks}))
    server = start({"secret": None, "jwks": tmp_path / "jwks.json"})
    claims = {"sub": "alice", "scope": "chat", "exp": int(time.time()) + 600}

    def token(key: str, kid: str, algorithm: str = "RS256") -> str:
        return jwt.encode(claims, keys[key], algorithm=algorithm, headers={"kid": kid})

    for kid in ("one", "two"):
        async with join(server, room, token=token(kid, kid)) as alice:
            await alice.expect("connection")
    for refused in (token("one", "two"), token("other", "other"), token("one", "one", "RS512")):
        async with chat(server, room, token=refused) as mallory:
            assert (await mallory.closed())[0] == 4401


async def test_issuer_and_audience(start, room):
    """Where an issuer and an audience are configured, a token needs both."""
    server = start({"jwt-issuer": "https://id.example.com", "jwt-audience": "telltale"})
    async with join(server, room, token=tokens.make(iss="https://id.example.com", aud="telltale")) as alice:
        await alice.expect("connection")
    async with join(server, room, token=tokens.make(iss="https://id.example.com", aud=["other", "telltale"])) as alice:
        await alice.expect("connection")
    for claims in ({}, {"iss": "https://id.example.com"}, {"aud": "telltale"}, {"iss": "other", "aud": "telltale"}):
        async with chat(server, room, token=tokens.make(**claims)) as mallory:
            assert (await mallory.closed())[0] == 4401


def test_http_needs_a_token_too(server):
    """The REST interface answers 401 without a valid token and 403 without the scope."""
    assert server.get("/api/conversations").status_code == 401
    bad = {"Authorization": f"Bearer {tokens.make(secret=tokens.FOREIGN_SECRET)}"}
    response = requests.get(server.url("/api/conversations"), headers=bad, timeout=5)
    assert response.status_code == 401
    assert response.json()["error"].keys() >= {"code", "message"}
    assert server.get("/api/conversations", user="alice", scope="dashboard").status_code == 403
    assert server.get("/api/conversations", user="alice").status_code == 200


async def test_many_connections_with_bad_tokens(server, room):
    """A burst of refused connections leaves the server well."""
    async def knock(number):
        async with chat(server, room, token=f"bad-{number}") as visitor:
            return (await visitor.closed())[0]

    assert set(await asyncio.gather(*(knock(n) for n in range(50)))) == {4401}
    async with join(server, room) as alice:
        await alice.post("all is well", id="1")
