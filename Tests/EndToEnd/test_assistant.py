"""The assistant: answers of a model behind an endpoint, streamed to the room."""

import asyncio
import signal

import pytest

from harness.client import Client, join
from harness.server import until
from harness.upstream import Upstream
from harness.view import RoomView


@pytest.fixture
def upstream():
    with Upstream() as running:
        yield running


def assisted(start, upstream, model: str, **settings):
    """A server whose assistant asks the scripted endpoint for this model."""
    return start({"model-url": upstream.url, "model": model, "model-key": "sk-not-to-be-seen", **settings})


def answer(client: Client) -> str:
    """What the chunks of this connection say so far, in order and without a gap."""
    text, last = "", -1
    for frame in client.of("message_chunk"):
        if frame.get("catch_up"):
            text, last = frame["delta"], frame["index"]
            continue
        assert frame["index"] == last + 1, f"chunk {frame['index']} after {last}"
        text, last = text + frame["delta"], frame["index"]
    return text


async def ended(client: Client, timeout: float = 20) -> tuple[dict, dict]:
    """The message of the answer and the event that ended it."""
    message = (await client.expect("new_message", timeout, where=lambda f: f["message"]["role"] == "assistant"))["message"]
    await client.wait_until(lambda c: bool(c.of("message_complete") + c.of("message_error")), timeout)
    ending = (client.of("message_complete") + client.of("message_error"))[-1]
    assert ending["message_id"] == message["id"]
    assert ending["seq"] == message["seq"] + 1, "the two are one commit"
    return message, ending


async def test_an_answer(start, upstream, room):
    """A question is answered in chunks to everybody, and stored as the next message and its end."""
    server = assisted(start, upstream, "plain")
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        assert alice.of("connection")[0]["conversation"]["assistant"] == "always"
        ack = await alice.post("What is a room?", id="1")
        message, ending = await ended(alice)
        assert (await ended(bob)) == (message, ending)
        assert ending["type"] == "message_complete"
        assert message["content"] == answer(alice) == answer(bob) != ""
        assert (message["role"], message["status"], message["reply_to"]) == ("assistant", "complete", ack["message_id"])
        assert message["author"] == {"id": "assistant", "name": "Assistant"}
        assert ending["finish_reason"] == "stop"
        assert ending["usage"]["input_tokens"] > 0 and ending["usage"]["output_tokens"] > 0
        assert 0 <= ending["time_to_first_chunk_ms"] <= ending["duration_ms"]
        assert {f["message_id"] for f in alice.of("message_chunk")} == {message["id"]}
        assert len(alice.of("message_chunk")) > 1, "it is streamed"
    request = upstream.requests[-1]
    assert request.headers["authorization"] == "Bearer sk-not-to-be-seen"
    assert request.body["stream"] is True and request.body["stream_options"] == {"include_usage": True}
    assert request.body["messages"][-1]["content"].endswith("What is a room?")
    assert "sk-not-to-be-seen" not in server.log
    metrics = server.metrics()
    assert metrics.value("telltale_operations_total", endpoint="chat", operation="answer", outcome="ok") == 1
    assert metrics.value("telltale_chat_messages_total", role="assistant") == 1
    assert metrics.value("gen_ai_client_operation_duration_seconds_count", gen_ai_request_model="plain") == 1
    assert metrics.value("gen_ai_client_time_to_first_chunk_seconds_count", gen_ai_request_model="plain") == 1
    assert metrics.value("gen_ai_client_token_usage_count", gen_ai_token_type="output") == 1


@pytest.mark.parametrize("model", ["crlf", "split", "comments", "no_usage", "retry"])
async def test_streams_that_are_fine(start, upstream, room, model):
    """An answer arrives whole however its stream is cut, decorated or delayed by a refusal that passes."""
    server = assisted(start, upstream, model)
    async with join(server, room) as alice:
        await alice.say("go on")
        message, ending = await ended(alice)
        assert ending["type"] == "message_complete", ending
        assert message["content"] == answer(alice) == upstream.text
        assert ("usage" in ending) == (model != "no_usage")


@pytest.mark.parametrize("model, code", [
    ("error_mid_stream", "model_error"), ("truncated", "model_error"), ("always_500", "model_error"), ("garbage", "model_error"),
    ("huge_line", "model_error"), ("stall_first", "timeout"), ("stall_middle", "timeout"),
])
async def test_streams_that_fail(start, upstream, room, model, code):
    """A stream that fails keeps what came as incomplete, says why, and the next question is answered."""
    server = assisted(
        start, upstream, model, **{"model-first-chunk-timeout": "1s", "model-silence-timeout": "1s", "model-retries": 1}
    )
    async with join(server, room) as alice:
        await alice.say("go on")
        message, ending = await ended(alice, timeout=30)
        assert (ending["type"], ending["code"]) == ("message_error", code)
        assert message["status"] == "incomplete"
        assert message["content"] == answer(alice)
        assert ending["message"] and "sk-not" not in str(ending) + server.log
        assert await alice.post("still here?", id="2", respond=False)
    metrics = server.metrics()
    assert metrics.value("telltale_operations_total", endpoint="chat", operation="answer", outcome="server_error") == 1
    assert metrics.value("telltale_errors_total", endpoint="chat", code=code) == 1


async def test_late_joiner(start, upstream, room):
    """Who comes while an answer is generated gets all so far in one chunk, and misses and doubles nothing after it."""
    server = assisted(start, upstream, "slow")
    async with join(server, room, "alice") as alice:
        await alice.say("tell me much")
        late: list[Client] = []
        for number in range(6):
            await alice.wait_until(lambda c: len(c.of("message_chunk")) > 3 * number + 2)
            late.append(await join(server, room, f"late-{number}"))
        message, _ = await ended(alice)
        for client in late:
            assert await ended(client) == (message, alice.of("message_complete")[0])
            assert client.of("message_chunk")[0]["catch_up"] is True
            assert answer(client) == message["content"] == answer(alice)
            assert len([f for f in client.of("message_chunk") if f.get("catch_up")]) == 1
            await client.close()


async def test_stop(start, upstream, room):
    """Any participant stops an answer: the request ends at once, what came is kept, the repeated stop is recognised."""
    server = assisted(start, upstream, "slow")
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.say("tell me much")
        id = (await bob.expect("message_chunk"))["message_id"]
        await bob.wait_until(lambda c: len(c.of("message_chunk")) > 3)
        await bob.send("stop", message_id=id, id="s")
        ack = await bob.expect("ack", id="s")
        message, ending = await ended(alice)
        assert (ending["finish_reason"], message["status"], message["content"]) == ("stopped", "complete", answer(alice))
        assert ack["message_id"] == id
        for _ in range(2):
            await bob.send("stop", message_id=id, id="s")
            assert await bob.expect("ack", id="s") == ack
        await bob.send("stop", message_id=id, id="later")
        assert (await bob.expect("error", id="later"))["code"] == "conflict"
        await asyncio.to_thread(until, lambda: upstream.requests[-1].disconnected, bool, 2, "the end of the request")
    assert server.metrics().value("telltale_operations_total", endpoint="chat", operation="answer", outcome="ok") == 1


async def test_many_stop_at_once(start, upstream, room):
    """Of several who stop an answer at the same time each gets an ack for each `id`, and the same again for a repetition."""
    server = assisted(start, upstream, "slow")
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.say("tell me much")
        id = (await bob.expect("message_chunk"))["message_id"]
        people = {"alice": alice, "bob": bob}
        stops = [(name, f"{name}-{number}") for number in range(5) for name in people]
        for name, frame in stops:
            await people[name].send("stop", message_id=id, id=frame)
        acks = {}
        for name, frame in stops:
            await people[name].wait_until(lambda c: any(f.get("id") == frame for f in c.of("ack") + c.of("error")))
            acks[frame] = next((f for f in people[name].of("ack") if f.get("id") == frame), None)
        # One that came after the end's commit is a conflict; those before are acknowledged.
        given = [ack for ack in acks.values() if ack]
        assert given and {f["code"] for client in people.values() for f in client.of("error")} <= {"conflict"}
        assert {(ack["message_id"], ack["seq"]) for ack in given} == {(id, given[0]["seq"])}
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        people = {"alice": alice, "bob": bob}
        for name, frame in stops:
            if not acks[frame]:
                continue
            await people[name].send("stop", message_id=id, id=frame)
            assert await people[name].expect("ack", id=frame) == acks[frame]
        view = RoomView()
        async with join(server, room, "carl", since=0) as carl:
            await carl.expect("message_complete")
            await carl.barrier()
            for frame in carl.frames:
                view.apply(frame)
        assert list(view.endings.values()) == ["message_complete"]


async def test_the_author_goes_away(start, upstream, room):
    """An answer goes on when its author goes, also when nobody is left in the room."""
    server = assisted(start, upstream, "slow")
    async with join(server, room, "alice") as alice:
        await alice.say("tell me much")
        await alice.expect("message_chunk")
        await alice.vanish()
    async with join(server, room, "bob", since=0) as bob:
        message, ending = await ended(bob)
        assert (ending["finish_reason"], message["content"]) == ("stop", upstream.text)


async def test_one_at_a_time(start, upstream, room):
    """Questions of one room are answered one after the other; one too many is refused and not stored, and taken later."""
    server = assisted(start, upstream, "slow", **{"answer-queue": 2})
    async with join(server, room, "alice") as alice:
        acks = [await alice.post(f"question {n}", id=f"q{n}") for n in range(3)]
        for n in range(3, 10):
            await alice.say(f"@assistant question {n}", id=f"q{n}")
            refusal = await alice.expect("error", id=f"q{n}")
            assert refusal["code"] == "overloaded" and refusal["retry_after_ms"] > 0
        talk = await alice.post("we can still talk", id="talk", respond=False)
        await alice.post("and what is said to nobody is no question", id="aside")
        assert talk["seq"] <= acks[2]["seq"] + 3, "nothing was stored of what was refused"
        await alice.wait_until(lambda c: len(c.of("message_complete")) == 1, timeout=40)
        acks.append(await alice.post("@assistant question 3", id="q3"))
        await alice.wait_until(lambda c: len(c.of("message_complete")) == 4, timeout=60)
        assert not alice.of("message_error")
        view = RoomView()
        for frame in alice.frames:
            view.apply(frame)
        good = [m for m, kind in view.endings.items() if kind == "message_complete"]
        questions = [view.messages[m]["reply_to"] for m in good]
        assert questions == [ack["message_id"] for ack in acks], "in their order"
        order: list[str] = []
        for frame in alice.of("message_chunk"):
            if frame["message_id"] not in order:
                order.append(frame["message_id"])
            assert frame["message_id"] == order[-1], "two answers at a time"


async def test_context(start, upstream, room):
    """The model is told what was said before, oldest first, with the names of who said it; what is too old is left out."""
    server = assisted(start, upstream, "plain", assistant="mention", **{"context-messages": 4, "system-prompt": "Be brief."})
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        for number in range(5):
            await (alice, bob)[number % 2].post(f"number {number}", id=f"m{number}")
        await alice.say("@assistant well?")
        await ended(alice)
    messages = upstream.requests[-1].body["messages"]
    assert messages[0] == {"role": "system", "content": messages[0]["content"]} and "Be brief." in messages[0]["content"]
    said = [m["content"] for m in messages[1:]]
    assert len(said) == 4
    for text, number in zip(said, (2, 3, 4)):
        assert text.endswith(f"number {number}")
    assert said[-1].endswith("@assistant well?")
    assert "bob" in str(messages) and "alice" in str(messages)


async def test_modes(start, upstream, room):
    """always, mention and never do what they say, and a message's own wish goes before them."""
    server = assisted(start, upstream, "plain")

    def make(mode):
        answer = server.request("POST", "/api/conversations", user="alice", json={"assistant": mode})
        assert answer.status_code == 201, answer.text
        return answer.json()["id"]

    expected = {
        "always": [("hello", {}, True), ("hello", {"respond": False}, False)],
        "mention": [("hello", {}, False), ("hi @Assistant, hello", {}, True), ("mail@assistant.example", {}, False), ("hello", {"respond": True}, True)],
        "never": [("@assistant hello", {}, False), ("hello", {"respond": True}, True)],
    }
    for mode, cases in expected.items():
        id = await asyncio.to_thread(make, mode)
        async with join(server, id, "alice") as alice:
            assert alice.of("connection")[0]["conversation"]["assistant"] == mode
            count = 0
            for content, fields, is_answered in cases:
                await alice.post(content, id=f"{content}-{fields}"[:60], **fields)
                count += is_answered
                if is_answered:
                    await alice.wait_until(lambda c: len(c.of("message_complete")) == count)
            await alice.barrier()
            assert len(alice.of("message_complete")) == count, (mode, cases)


async def test_shutdown_in_the_middle(start, upstream, room, tmp_path):
    """An answer in the middle of a shutdown is kept as incomplete, and its end is told to who comes back."""
    data = tmp_path / "data"
    settings = {"model-url": upstream.url, "model": "slow"}
    server = start(settings, data=data)
    async with join(server, room) as alice:
        await alice.say("tell me much")
        await alice.wait_until(lambda c: len(c.of("message_chunk")) > 3)
        server.signal(signal.SIGTERM)
        assert (await alice.closed())[0] == 1001
        known = answer(alice)
    assert await asyncio.to_thread(server.wait) == 0
    server = start(settings, data=data)
    async with join(server, room, since=1) as alice:
        message, ending = await ended(alice)
        assert (message["status"], ending["code"]) == ("incomplete", "interrupted")
        assert message["content"] != "" and (message["content"].startswith(known) or known.startswith(message["content"]))


async def test_killed_in_the_middle(start, upstream, room, tmp_path):
    """After a kill in the middle of an answer none is left open, and the room is told what became of it."""
    data = tmp_path / "data"
    settings = {"model-url": upstream.url, "model": "slow"}
    server = start(settings, data=data)
    async with join(server, room) as alice:
        await alice.say("tell me much")
        id = (await alice.expect("message_chunk"))["message_id"]
        server.signal(signal.SIGKILL)
        server.wait()
    server = start(settings, data=data)
    async with join(server, room, since=1) as alice:
        message, ending = await ended(alice)
        assert (message["id"], message["status"], message["content"]) == (id, "incomplete", "")
        assert ending["code"] == "interrupted"
        await alice.barrier()
        assert not alice.of("message_chunk")
        await alice.say("again")
        await alice.expect("message_chunk")


async def test_killed_while_questions_wait(start, upstream, room, tmp_path):
    """After a kill the questions that waited for their turn are told, too, that they were interrupted; a deleted one is not."""
    data = tmp_path / "data"
    settings = {"model-url": upstream.url, "model": "slow"}
    server = start(settings, data=data)
    async with join(server, room) as alice:
        asked = [await alice.post(f"question {n}", id=f"q{n}") for n in range(4)]
        await alice.expect("message_chunk")
        await alice.send("delete", message_id=asked[3]["message_id"], id="gone")
        seq = (await alice.expect("ack", id="gone"))["seq"]
        await alice.post("so that all of it is stored", id="last", respond=False)
        server.signal(signal.SIGKILL)
        server.wait()
    server = start(settings, data=data)
    async with join(server, room, since=seq) as alice:
        await alice.wait_until(lambda c: len(c.of("message_error")) == 3)
        await alice.barrier()
        answers = [m for m in alice.messages if m["role"] == "assistant"]
        assert [m["reply_to"] for m in answers] == [ack["message_id"] for ack in asked[:3]]
        assert {(m["status"], m["content"]) for m in answers} == {("incomplete", "")}
        assert {f["code"] for f in alice.of("message_error")} == {"interrupted"}
        assert not alice.of("message_chunk")


# The built-in operations assistant


async def ask(client: Client, text: str) -> str:
    """The assistant's answer to this question."""
    count = len(client.of("message_complete"))
    await client.say(text)
    await client.wait_until(lambda c: len(c.of("message_complete")) == count + 1)
    return [m for m in client.messages if m["role"] == "assistant"][-1]["content"]


async def test_operations_assistant(server, room):
    """Without an endpoint the assistant tells operators about this very server, with figures that are true."""
    token = server.token("olga", "chat dashboard")
    async with join(server, room, token=token) as olga:
        assert olga.of("connection")[0]["conversation"]["assistant"] == "mention"
        assert "/errors" in await ask(olga, "/help")
        stats = await ask(olga, "/stats")
        assert "connection" in stats.lower()
        for question in ("/errors 5m", "/rooms", "/agents", "/alerts", "@assistant what happened in the last 10 minutes?"):
            assert len(await ask(olga, question)) > 20, question
        assert room in await ask(olga, "/rooms")
        assert len(olga.of("message_chunk")) > 8, "answers are streamed"


async def test_operations_are_not_for_everybody(server, room):
    """Who lacks the scope, or shares the room with somebody who lacks it, gets help and the reason, and no figure."""
    operator = server.token("olga", "chat dashboard")
    async with join(server, room, "alice") as alice:
        assert "dashboard" in await ask(alice, "/stats")
        assert "/stats" in await ask(alice, "/help")
        async with join(server, room, token=operator) as olga:
            refusal = await ask(olga, "/stats")
            assert "dashboard" in refusal and "p99" not in refusal
            assert "`alice`" in refusal, "who has the scope is told who lacks it"
        assert "Your token does not have it" in await ask(alice, "/stats")


async def test_operations_by_the_printed_url(start):
    """The chat address that a development server prints has a token to which the assistant tells the figures."""
    server = start()
    line = until(lambda: [o for o in server.output if "/ws/chat/lobby/" in o], bool, 5, "the address")[0]
    token = line.split("token=")[1].strip()
    async with join(server, "lobby", token=token) as dev:
        assert "connection" in (await ask(dev, "/stats")).lower()


async def test_operations_for_an_administrator_alone(server, room):
    """An administrator alone is told in a private room, and in an open one why not."""
    admin = server.token("root", "admin")
    async with join(server, room, token=admin) as root:
        assert "is open" in await ask(root, "/stats")
    private = f"{room}-private"
    body = {"id": private, "assistant": "mention"}
    assert server.request("POST", "/api/conversations", user="root", scope="admin", json=body).status_code == 201
    path = f"/api/conversations/{private}/participants/root"
    assert server.request("DELETE", path, user="root", scope="admin").status_code == 204
    async with join(server, private, token=admin) as root:
        assert "connection" in (await ask(root, "/stats")).lower()


@pytest.mark.parametrize("question", ["/stats", "@assistant /stats", "@Assistant: /stats"])
async def test_commands_beside_an_endpoint(start, upstream, room, question):
    """With an endpoint, too, the commands are answered by the server itself, with the assistant's name before them or not."""
    server = assisted(start, upstream, "plain")
    async with join(server, room, token=server.token("olga", "chat dashboard")) as olga:
        await ask(olga, question)
        assert [m for m in olga.messages if m["role"] == "assistant"][-1]["model"] == "operations"
        assert upstream.requests == []
