"""Who may enter which room, and the REST interface."""

import re

import pytest

from harness.client import chat, join


def create(server, user="alice", scope="chat", **body):
    return server.request("POST", "/api/conversations", user=user, scope=scope, json=body)


def test_create_and_read(production, room):
    """A conversation made over REST is private and can be read by its creator."""
    response = create(production, id=room, title="Plans", participants=[{"id": "bob", "name": "Bob"}])
    assert response.status_code == 201, response.text
    made = response.json()
    assert made["id"] == room
    assert made["title"] == "Plans"
    assert made["kind"] == "private"
    answer = production.get(f"/api/conversations/{room}", user="alice")
    assert answer.status_code == 200
    assert answer.json()["id"] == room
    assert answer.json()["title"] == "Plans"


def test_create_without_an_id(production):
    """A conversation made without an id is given one."""
    made = create(production, title="Untitled").json()
    assert re.fullmatch(r"[A-Za-z0-9_.-]{1,80}", made["id"])
    assert production.get(f"/api/conversations/{made['id']}", user="alice").status_code == 200


def test_create_twice(production, room):
    """An id that is taken is refused with 409."""
    assert create(production, id=room).status_code == 201
    response = create(production, id=room, user="mallory")
    assert response.status_code == 409
    assert response.json()["error"]["code"] == "conflict"


@pytest.mark.parametrize(
    "body", [b"{", b"[]", b'{"id":"a b"}', b'{"id":"' + b"x" * 81 + b'"}', b'{"title":5}', b'{"participants":"bob"}',
     b'{"participants":["bob"]}', b'{"participants":[{"name":"Bob"}]}', b"\xff"],
)
def test_malformed_creation(production, body):
    """A malformed body is refused with 400 and an error that says so."""
    headers = {"Content-Type": "application/json"}
    response = production.request("POST", "/api/conversations", user="alice", data=body, headers=headers)
    assert response.status_code == 400, response.text
    assert response.json()["error"].keys() >= {"code", "message"}


async def test_missing_room(production, room):
    """In production a room that does not exist closes with 4404."""
    async with chat(production, room) as alice:
        assert (await alice.closed())[0] == 4404
    assert production.get(f"/api/conversations/{room}", user="alice").status_code == 404


async def test_private_room(production, room):
    """A private room opens for its creator, those listed and admin, and to others closes with 4403."""
    create(production, user="alice", id=room, participants=[{"id": "bob", "name": "Bob"}])
    async with join(production, room, "alice") as alice, join(production, room, "bob") as bob:
        assert (await alice.expect("connection"))["conversation"]["kind"] == "private"
        await bob.expect("connection")
        await alice.post("between us", id="1")
        await bob.expect("new_message")
        async with chat(production, room, "mallory") as mallory:
            assert (await mallory.closed())[0] == 4403
            assert mallory.frames == []
    for path in (f"/api/conversations/{room}", f"/api/conversations/{room}/messages"):
        assert production.get(path, user="bob").status_code == 200
        assert production.get(path, user="mallory").status_code in (403, 404)


async def test_admin_enters_unlisted(production, room):
    """An admin enters any room and is not listed among its participants."""
    create(production, user="alice", id=room)
    async with join(production, room, token=production.token("root", "admin")) as root:
        assert "root" not in [p["id"] for p in (await root.expect("connection"))["participants"]]
    async with join(production, room, "alice") as alice:
        frame = await alice.expect("connection")
        assert [p["id"] for p in frame["participants"]] == ["alice"]
    assert production.get(f"/api/conversations/{room}", user="root", scope="admin").status_code == 200


async def test_list(production, room):
    """Each user lists the conversations they are in, and only those."""
    create(production, user=f"u1-{room}", id=f"{room}-a", participants=[{"id": f"u2-{room}"}])
    create(production, user=f"u1-{room}", id=f"{room}-b")

    def listed(user):
        body = production.get("/api/conversations", user=f"{user}-{room}").json()
        return {conversation["id"] for conversation in body["conversations"]}

    assert listed("u1") == {f"{room}-a", f"{room}-b"}
    assert listed("u2") == {f"{room}-a"}
    assert listed("u3") == set()


def test_list_is_paged(production, room):
    """A long list is paged by cursor, each conversation once."""
    for number in range(12):
        create(production, user=f"lister-{room}", id=f"{room}-{number}")
    seen, cursor = [], None
    for _ in range(12):
        query = "?limit=5" + (f"&cursor={cursor}" if cursor else "")
        body = production.get("/api/conversations" + query, user=f"lister-{room}").json()
        assert len(body["conversations"]) <= 5
        seen += [conversation["id"] for conversation in body["conversations"]]
        cursor = body.get("next_cursor")
        if not cursor:
            break
    assert sorted(seen) == sorted(f"{room}-{number}" for number in range(12))


async def test_messages_over_rest(production, room):
    """Messages are read over REST as they went over the socket, paged both ways."""
    create(production, user="alice", id=room)
    async with join(production, room, "alice") as alice:
        for number in range(1, 8):
            await alice.post(str(number), id=str(number))
        await alice.wait_until(lambda c: len(c.messages) == 7)

        def page(query=""):
            body = production.get(f"/api/conversations/{room}/messages{query}", user="alice").json()
            return body["messages"], body["has_more"]

        assert page() == (alice.messages, False)
        assert page("?limit=2") == (alice.messages[5:], True)
        assert page("?before=6&limit=2") == (alice.messages[3:5], True)
        assert page("?after=2&limit=3") == (alice.messages[2:5], True)
        assert page("?after=7") == ([], False)


@pytest.mark.parametrize("query", ["?limit=0", "?limit=-1", "?limit=x", "?before=x", "?before=1&after=1", "?after=-5"])
def test_malformed_paging(production, room, query):
    """A malformed page is refused with 400."""
    create(production, user="alice", id=room)
    response = production.get(f"/api/conversations/{room}/messages{query}", user="alice")
    assert response.status_code == 400, response.text


async def test_open_rooms_in_production(start, room):
    """Where production opens its rooms, the first use makes one."""
    server = start({"env": "production", "open-rooms": True})
    async with join(server, room) as alice:
        assert (await alice.expect("connection"))["conversation"]["kind"] == "open"


async def test_rest_room_in_development(server, room):
    """A room made over REST is private in development too."""
    create(server, user="alice", id=room)
    async with chat(server, room, "bob") as bob:
        assert (await bob.closed())[0] == 4403


def test_unknown_routes(server):
    """What does not exist answers 404, and a method that is not there 404 or 405, in the common shape."""
    for method, path in (("GET", "/api/nothing"), ("GET", "/nothing"), ("DELETE", "/api/conversations")):
        response = server.request(method, path, user="alice")
        assert response.status_code in (404, 405)
        assert response.json()["error"].keys() >= {"code", "message"}
