"""Conversations over HTTP, beside the sockets that are open in them."""

from urllib.parse import quote

import pytest

from harness.client import Client, chat, join
from harness.raw import RawSocket


def create(server, room, user="alice", *participants, **fields):
    """A conversation of ``user`` with the others."""
    body = {"id": room, "participants": [{"id": one} for one in participants], **fields}
    response = server.request("POST", "/api/conversations", user=user, json=body)
    assert response.status_code == 201, response.text
    return response.json()


def change(server, room, user="alice", scope="chat", **fields):
    return server.request("PATCH", f"/api/conversations/{room}", user=user, scope=scope, json=fields)


def listed(server, user, query=""):
    """A user's list, by the ids of the conversations."""
    response = server.get("/api/conversations" + query, user=user)
    assert response.status_code == 200, response.text
    return {conversation["id"]: conversation for conversation in response.json()["conversations"]}


def search(server, user, text, **parameters):
    response = server.get("/api/search", user=user, params={"q": text, **parameters})
    assert response.status_code == 200, response.text
    return response.json()


async def say(client: Client, *contents: str) -> None:
    """Each as a message of its own, committed."""
    for content in contents:
        await client.post(content, id=f"{content}-{len(client.frames)}")


# Conversations


async def test_rename(production, room):
    """A conversation that is renamed has its new title for those who look and those who enter, and keeps the rest."""
    made = create(production, room, "alice", "bob", title="Before")
    response = change(production, room, title="After")
    assert response.status_code == 200, response.text
    assert response.json() == {**made, "title": "After", "updated_at": response.json()["updated_at"]}
    assert production.get(f"/api/conversations/{room}", user="bob").json()["title"] == "After"
    async with join(production, room, "bob") as bob:
        assert (await bob.expect("connection"))["conversation"]["title"] == "After"


async def test_archive_and_take_back(production, room):
    """An archived conversation is out of the list, can be read, takes no messages, and does again when it is taken back."""
    user = f"user-{room}"
    create(production, room, user)
    async with join(production, room, user) as client:
        await say(client, "before")
        assert change(production, room, user, archived=True).json()["archived"] is True
        assert room not in listed(production, user)
        assert room in listed(production, user, "?archived=true")
        await client.say("during", id="during")
        refusal = await client.expect("error", id="during")
        assert refusal["code"] == "conflict"
        page = production.get(f"/api/conversations/{room}/messages", user=user).json()
        assert [message["content"] for message in page["messages"]] == ["before"]
        assert change(production, room, user, archived=False).json()["archived"] is False
        await say(client, "after")
    assert room in listed(production, user)
    assert room not in listed(production, user, "?archived=true")


async def test_assistant_mode(production, room):
    """The assistant's mode is the server's until the conversation gets one of its own, and again once that is taken back."""
    usual = create(production, room)["assistant"]
    assert usual in ("always", "mention", "never")
    for mode in ("always", "never", "mention"):
        assert change(production, room, assistant=mode).json()["assistant"] == mode
        async with join(production, room) as alice:
            assert (await alice.expect("connection"))["conversation"]["assistant"] == mode
    assert change(production, room, assistant=None).json()["assistant"] == usual
    assert create(production, f"{room}-never", assistant="never")["assistant"] == "never"


def test_who_may_change(production, room):
    """Only the maker and admin change a conversation; others are told 403, and 404 where there is none."""
    create(production, room, "alice", "bob")
    for user in ("bob", "mallory"):
        assert change(production, room, user, title="Mine").status_code == 403
        path = f"/api/conversations/{room}/participants"
        assert production.request("POST", path, user=user, json={"participants": [{"id": user}]}).status_code == 403
    assert change(production, room, "root", scope="admin", title="Ours").json()["title"] == "Ours"
    assert change(production, f"{room}-none", title="?").status_code == 404


@pytest.mark.parametrize("body", [{"archived": "yes"}, {"assistant": "sometimes"}, {"title": None}, {"title": "x" * 201}, [], "text"])
def test_malformed_change(production, room, body):
    """A change that makes no sense is refused with 400 and changes nothing."""
    made = create(production, room)
    response = production.request("PATCH", f"/api/conversations/{room}", user="alice", json=body)
    assert response.status_code == 400, response.text
    assert response.json()["error"]["code"] == "bad_frame"
    assert production.get(f"/api/conversations/{room}", user="alice").json() == made


def test_another_content_type(production):
    """A body that says that it is no JSON is refused with 415."""
    response = production.request("POST", "/api/conversations", user="alice", data={"id": "x"})
    assert response.status_code == 415
    assert response.headers["Accept"] == "application/json"


# Participants


async def test_letting_in(production, room):
    """Who is let in can read and enter; the list shows them."""
    create(production, room)
    async with chat(production, room, "bob") as bob:
        assert (await bob.closed())[0] == 4403
    path = f"/api/conversations/{room}/participants"
    response = production.request("POST", path, user="alice", json={"participants": [{"id": "bob", "name": "Bob"}]})
    assert response.status_code == 200, response.text
    assert [one["id"] for one in response.json()["participants"]] == ["alice", "bob"]
    assert room in listed(production, "bob")
    async with join(production, room, "alice") as alice, join(production, room, "bob") as bob:
        await say(bob, "thank you")
        await alice.expect("new_message")


async def test_taking_out(production, room):
    """Who is taken out is closed with 4403 on every socket they have there, stays out, and keeps their other rooms."""
    for name in (room, f"{room}-other"):
        create(production, name, "alice", "bob")
    async with (
        join(production, room, "alice") as alice,
        join(production, room, "bob") as first,
        join(production, room, "bob") as second,
        join(production, f"{room}-other", "bob") as elsewhere,
    ):
        response = production.request("DELETE", f"/api/conversations/{room}/participants/bob", user="alice")
        assert (response.status_code, response.content) == (204, b"")
        for client in (first, second):
            assert (await client.closed())[0] == 4403
        await elsewhere.barrier()
        await say(alice, "among ourselves")
    async with chat(production, room, "bob") as bob:
        assert (await bob.closed())[0] == 4403
    assert production.get(f"/api/conversations/{room}/messages", user="bob").status_code == 403
    assert room not in listed(production, "bob")
    response = production.request("DELETE", f"/api/conversations/{room}/participants/bob", user="alice")
    assert response.status_code == 404


async def test_leaving(production, room):
    """Everybody may take themself out; what they said stays."""
    create(production, room, "alice", "bob")
    async with join(production, room, "bob") as bob:
        await say(bob, "goodbye")
        assert production.request("DELETE", f"/api/conversations/{room}/participants/bob", user="bob").status_code == 204
        assert (await bob.closed())[0] == 4403
    page = production.get(f"/api/conversations/{room}/messages", user="alice").json()
    assert [message["author"]["id"] for message in page["messages"]] == ["bob"]


@pytest.mark.parametrize("user", ["a/b", "a b", "a+b", "ü", "%", "?#", "x" * 255, "🎉" * 63])
def test_any_user_id(production, room, user):
    """The id of a user may be any text of up to 255 bytes: percent-encoded it can be taken out."""
    create(production, room, "alice", user)
    response = production.request("DELETE", f"/api/conversations/{room}/participants/{quote(user, safe='')}", user="alice")
    assert response.status_code == 204, response.text
    assert [one["id"] for one in production.get(f"/api/conversations/{room}", user="alice").json()["participants"]] == ["alice"]


# Unread messages


async def test_unread_count(production, room):
    """The list counts what a user has not read: one's own messages never, others' until the read mark has passed them."""
    create(production, room, "alice", "bob")
    async with join(production, room, "alice") as alice, join(production, room, "bob") as bob:

        def unread(user):
            one = production.get(f"/api/conversations/{room}", user=user).json()["unread_count"]
            assert listed(production, user, "?limit=100")[room]["unread_count"] == one
            return one

        await say(alice, "one", "two", "three")
        assert (unread("alice"), unread("bob")) == (0, 3)
        await bob.send("read", seq=2, id="mark")
        await bob.expect("ack", id="mark")
        assert unread("bob") == 1
        await say(bob, "four")
        assert (unread("alice"), unread("bob")) == (1, 0)
        await say(alice, "five", "six", "seven")
        assert unread("bob") == 3
        for message in [m for m in alice.messages if m["content"] in ("five", "six")]:
            await alice.send("delete", message_id=message["id"], id=message["id"])
            await alice.expect("ack", id=message["id"])
        assert unread("bob") == 1, "what was deleted is not unread"


async def test_latest_activity_first(production, room):
    """The list begins with the conversation in which something was said last."""
    user = f"user-{room}"
    for number in range(3):
        create(production, f"{room}-{number}", user)
    async with join(production, f"{room}-0", user) as client:
        await say(client, "hello")
    assert list(listed(production, user)) == [f"{room}-0", f"{room}-2", f"{room}-1"]


# Messages


async def test_both_ways(production, room):
    """Pages back from the end and forward from the beginning each show every message once."""
    create(production, room)
    async with join(production, room) as alice:
        await say(alice, *(f"message {number}" for number in range(25)))

    def page(**parameters):
        body = production.get(f"/api/conversations/{room}/messages", user="alice", params={"limit": 10, **parameters}).json()
        return [message["seq"] for message in body["messages"]], body["has_more"]

    back, more = page()
    while more:
        earlier, more = page(before=back[0])
        back = earlier + back
    forward, more = page(after=0)
    while more:
        later, more = page(after=forward[-1])
        forward += later
    assert back == forward == list(range(1, 26))


async def test_one_message(production, room):
    """One message is read by its id as it is now: edited, and after its deletion a tombstone."""
    create(production, room, "alice", "bob")
    async with join(production, room) as alice:
        message_id = (await alice.post("first", id="1"))["message_id"]
        path = f"/api/conversations/{room}/messages/{message_id}"
        assert production.get(path, user="bob").json() == (await alice.expect("new_message"))["message"]
        await alice.send("edit", message_id=message_id, content="second", id="2")
        await alice.expect("ack", id="2")
        edited = production.get(path, user="bob").json()
        assert edited["content"] == "second" and "edited_at" in edited
        await alice.send("delete", message_id=message_id, id="3")
        await alice.expect("ack", id="3")
        tombstone = production.get(path, user="bob").json()
        assert (tombstone["content"], tombstone["deleted"], tombstone["seq"]) == ("", True, 1)
    assert production.get(f"/api/conversations/{room}/messages/none", user="bob").status_code == 404
    assert production.get(path, user="mallory").status_code == 403


# Searching


async def test_search_finds_what_was_just_said(production, room):
    """What was acknowledged is found at once, in its edited form only, and no more once it is deleted."""
    word, other = f"fig{room.replace('-', '')}", f"plum{room.replace('-', '')}"
    create(production, room, "alice", "bob")
    async with join(production, room) as alice:
        for number in range(5):
            message_id = (await alice.post(f"{word} number {number}", id=f"m{number}"))["message_id"]
            found = search(production, "bob", word)
            assert found["complete"] is True
            assert found["messages"][0]["id"] == message_id
        assert len(found["messages"]) == 5
        await alice.send("edit", message_id=message_id, content=f"{other} instead", id="edit")
        await alice.expect("ack", id="edit")
        assert len(search(production, "bob", word)["messages"]) == 4
        assert [m["id"] for m in search(production, "bob", other)["messages"]] == [message_id]
        await alice.send("delete", message_id=message_id, id="delete")
        await alice.expect("ack", id="delete")
        assert search(production, "bob", other)["messages"] == []
    assert search(production, "mallory", word)["messages"] == []


async def test_search_words(production, room):
    """All words must be there, the last may be a beginning; case and accents do not count, and nothing is a query language."""
    create(production, room)
    async with join(production, room) as alice:
        await say(alice, "Crème brûlée for Zoë", 'NOT "a" OR (b) AND c*', "kremlin")

    def found(text):
        return [m["seq"] for m in search(production, "alice", text, conversation=room)["messages"]]

    assert found("creme") == found("CRÈME brul") == found("zoe creme") == [1]
    assert found("brul creme") == []
    assert found('or ( "b" AND') == found("not a*") == [2]
    assert found("absent OR creme") == found("creme NOT kremlin") == []
    assert found("-kremlin") == found("krem*") == [3]
    assert found("***") == found('"') == []


async def test_search_pages(production, room):
    """A search goes on at its cursor, the latest first, each message once; it can be kept to one conversation."""
    word = f"grape{room.replace('-', '')}"
    rooms = [room, f"{room}-other"]
    said = []
    for name in rooms:
        create(production, name)
        async with join(production, name) as alice:
            for number in range(7):
                said.append((await alice.post(f"{word} {number}", id=f"{name}{number}"))["message_id"])
    found, parameters = [], {"limit": 3}
    while True:
        page = search(production, "alice", word, **parameters)
        assert len(page["messages"]) <= 3
        found += [message["id"] for message in page["messages"]]
        if "next_cursor" not in page:
            break
        parameters["cursor"] = page["next_cursor"]
    assert found == list(reversed(said))
    kept = search(production, "alice", word, conversation=room)["messages"]
    assert {message["conversation_id"] for message in kept} == {room} and len(kept) == 7


@pytest.mark.parametrize("query", ["", "?q=", "?q=%ff", "?q=a&q=b", "?q=a&limit=0", "?q=a&cursor=!", "?q=a&conversation=%20"])
def test_malformed_search(production, query):
    """A search that makes no sense is refused with 400."""
    response = production.get("/api/search" + query, user="alice")
    assert response.status_code == 400, response.text
    assert response.json()["error"]["code"] == "bad_frame"


# HTTP itself


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("POST", "/metrics", "GET, HEAD"), ("DELETE", "/healthz", "GET, HEAD"), ("PUT", "/api/conversations", "POST, GET, HEAD"),
        ("POST", "/api/conversations/x", "GET, HEAD, PATCH"), ("GET", "/api/conversations/x/participants/y", "DELETE"),
        ("OPTIONS", "/api/search", "GET, HEAD"), ("PROPFIND", "/readyz", "GET, HEAD"),
    ],
)
def test_another_method(server, method, path, allow):
    """A path that is asked with another method answers 405 and says which it has."""
    response = server.request(method, path, user="alice")
    assert response.status_code == 405
    assert response.headers["Allow"] == allow
    assert response.json()["error"].keys() >= {"code", "message"}


def test_another_method_counts_under_its_route(start):
    """Refused methods are operations of their path's template, never of what a client wrote."""
    server = start()
    for path in ("/api/search", "/api/conversations/secret-name"):
        assert server.request("PUT", path).status_code == 405
    operations = "telltale_operations_total"
    metrics = server.await_metrics(lambda m: m.value(operations, endpoint="http", outcome="client_error") == 2)
    for template in ("/api/search", "/api/conversations/{id}"):
        assert metrics.value(operations, endpoint="http", operation=template, outcome="client_error") == 1
    assert "secret-name" not in metrics.text


@pytest.mark.parametrize(
    ("version", "connection", "stays"),
    [("1.0", None, False), ("1.0", "keep-alive", True), ("1.1", None, True), ("1.1", "Close", False), ("1.1", "te, close", False)],
)
def test_who_ends_the_connection(server, version, connection, stays):
    """HTTP/1.0 without keep-alive, and whoever asks to close, gets the answer and the end of the connection."""
    field = f"Connection: {connection}\r\n" if connection else ""
    request = f"GET /healthz HTTP/{version}\r\nHost: a\r\n{field}\r\n".encode()
    with RawSocket(server) as peer:
        peer.write(request)
        status, headers = peer.read_head()
        assert status == 200
        assert peer._take(int(headers["content-length"])) == b'{"status":"ok"}'
        if stays:
            assert headers.get("connection") == ("keep-alive" if version == "1.0" else None)
            peer.write(request)
            assert peer.read_head()[0] == 200
        else:
            assert headers["connection"] == "close"
            assert peer.socket.recv(1) == b""


@pytest.mark.parametrize(
    ("target", "status"),
    [
        ("http://localhost/metrics", 200), ("HTTP://127.0.0.1:9/metrics?format=text", 200), ("http://[::1]/metrics", 200),
        ("http://evil.example/metrics", 401), ("http://[::1].evil.example/metrics", 401), ("http://localhost@evil.example/metrics", 401),
        ("http:///metrics", 401), ("/metrics", 200),
    ],
)
def test_absolute_targets(server, target, status):
    """A target in absolute form is for the authority that it names, whatever Host says (RFC 9112, section 3.2.2)."""
    with RawSocket(server) as peer:
        peer.write(f"GET {target} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".encode())
        assert peer.read_head()[0] == status


def test_a_handshake_in_absolute_form(production, room):
    """A socket opens for a target in absolute form, and a page of the host that it names may open it."""
    create(production, room)
    token = production.token()
    for origin, status in (("http://chat.test", 101), ("http://localhost", 403)):
        with RawSocket(production) as peer:
            peer.write(
                f"GET http://chat.test/ws/chat/{room}/?token={token} HTTP/1.1\r\nHost: localhost\r\nOrigin: {origin}\r\n"
                "Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n".encode()
            )
            assert peer.read_head()[0] == status
