"""Messages that are said over HTTP."""

from harness.client import join
from test_assistant import assisted, upstream  # noqa: F401
from test_rest import change, create


def post(server, room, user="alice", **fields):
    return server.request("POST", f"/api/conversations/{room}/messages", user=user, json=fields)


async def test_post_reaches_sockets(production, room):
    """A message that is posted reaches the sockets of its conversation, and is what its author gets and everybody reads."""
    create(production, room, "alice", "bob")
    async with join(production, room, "bob") as bob:
        await bob.expect("connection")
        answer = post(production, room, content="I bring the figs", id="m-1")
        assert answer.status_code == 201, answer.text
        message = answer.json()
        frame = await bob.expect("new_message")
        assert frame["message"] == message
        assert (message["content"], message["author"]["id"], message["client_id"]) == ("I bring the figs", "alice", "m-1")
        path = answer.headers["Location"]
        assert path == f"/api/conversations/{room}/messages/{message['id']}"
        assert production.get(path, user="bob").json() == message
        # The numbers of both ways are one row.
        assert (await bob.post("and I the plums", id="b-1"))["seq"] == message["seq"] + 1
        assert not [frame for frame in bob.of("presence") if frame["user"]["id"] == "alice"]


async def test_posted_again(production, room):
    """The same id says nothing again, over HTTP or a socket, and gets the message; another user's id is another."""
    create(production, room, "alice", "bob")
    async with join(production, room, "alice") as alice:
        await alice.expect("connection")
        first = post(production, room, content="once", id="m-1")
        again = post(production, room, content="twice", id="m-1")
        assert (first.status_code, again.status_code) == (201, 200)
        assert again.json() == first.json()
        assert again.headers["Location"] == first.headers["Location"]
        ack = await alice.post("thrice", id="m-1")
        assert (ack["message_id"], ack["seq"]) == (first.json()["id"], first.json()["seq"])
        assert post(production, room, "bob", content="mine", id="m-1").status_code == 201
        await alice.post("the end", id="end")
        await alice.wait_until(lambda client: len(client.messages) == 3)
        assert [message["content"] for message in alice.messages] == ["once", "mine", "the end"]


def test_post_is_checked(production, room):
    """What a socket refuses is refused: by who it is from, and by what it says."""
    create(production, room)
    assert production.request("POST", f"/api/conversations/{room}/messages", json={"content": "x"}).status_code == 401
    assert post(production, room, "eve", content="x").status_code == 403
    assert post(production, f"{room}-none", content="x").status_code == 404
    assert post(production, "not%20an%20id", content="x").status_code == 400
    for fields in (
        {}, {"content": ""}, {"content": 1}, {"content": "x", "id": ""}, {"content": "x", "id": "i" * 65}, {"content": "x", "reply_to": 7},
        {"content": "x", "attachments": ["a", "a"]}, {"content": "x", "attachments": ["a"] * 11}, {"content": "x", "respond": "yes"},
    ):
        answer = post(production, room, **fields)
        assert (answer.status_code, answer.json()["error"]["code"]) == (400, "bad_frame"), fields
    assert post(production, room, content="x", attachments=["none"]).status_code == 404
    assert post(production, room, content="x", reply_to="none").status_code == 404
    assert post(production, room, content="x" * 70_000).status_code == 413
    path = f"/api/conversations/{room}/messages"
    assert production.request("POST", path, user="alice", data=b"{", headers={"Content-Type": "application/json"}).status_code == 400
    assert production.request("POST", path, user="alice", data=b"hi", headers={"Content-Type": "text/plain"}).status_code == 415
    assert production.get(path, user="alice").json()["messages"] == []
    assert change(production, room, archived=True).status_code == 200
    assert post(production, room, content="x").status_code == 409


def test_post_carries_files_and_answers(production, room):
    """A message that is posted may answer another one, and carry files without a word."""
    create(production, room)
    first = post(production, room, content="look").json()
    upload = production.request(
        "POST", f"/api/conversations/{room}/uploads?file_name=hello.txt", user="alice", data=b"hello", headers={"Content-Type": "text/plain"})
    assert upload.status_code in (200, 201), upload.text
    second = post(production, room, reply_to=first["id"], attachments=[upload.json()["id"]])
    assert second.status_code == 201, second.text
    assert second.json()["reply_to"] == first["id"]
    assert [file["id"] for file in second.json()["attachments"]] == [upload.json()["id"]]


def test_post_makes_rooms_where_sockets_do(server, room):
    """In development a room is made by who first says something in it, and its author takes part in it."""
    assert post(server, room, content="first").status_code == 201
    conversation = server.get(f"/api/conversations/{room}", user="alice").json()
    assert [participant["id"] for participant in conversation["participants"]] == ["alice"]
    assert post(server, room, "bob", content="second").status_code == 201


def test_post_is_rate_limited(start, room):
    """Who posts too much waits, as with every other request that changes something."""
    server = start({"user-message-rate": 1, "user-message-burst": 3})
    answers = [post(server, room, content=str(n)) for n in range(6)]
    assert [answer.status_code for answer in answers][:3] == [201] * 3
    refused = next(answer for answer in answers if answer.status_code == 429)
    assert int(refused.headers["Retry-After"]) >= 1
    assert refused.json()["error"]["code"] == "rate_limited"


async def test_post_asks_the_assistant(start, upstream, room):
    """A question that is posted is answered in the room as one from a socket is."""
    server = assisted(start, upstream, "plain", assistant="mention")
    async with join(server, room, "bob") as bob:
        await bob.expect("connection")
        question = post(server, room, content="@assistant well?").json()
        answer = await bob.expect("new_message", where=lambda frame: frame["message"]["role"] == "assistant")
        assert answer["message"]["reply_to"] == question["id"]
        assert answer["message"]["status"] == "complete"


def test_posted_messages_are_counted(start, room):
    """A message that is posted counts as a message, and its request as an operation of its route."""
    server = start()
    for n in range(3):
        assert post(server, room, content=str(n)).status_code == 201
    assert post(server, room, content="").status_code == 400
    route = "/api/conversations/{id}/messages"
    metrics = server.metrics()
    assert metrics.value("telltale_chat_messages_total", role="user") == 3
    assert metrics.value("telltale_operations_total", endpoint="http", operation=route, outcome="ok") == 3
    assert metrics.value("telltale_operations_total", endpoint="http", operation=route, outcome="client_error") == 1
