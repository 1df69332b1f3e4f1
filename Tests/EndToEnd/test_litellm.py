"""The assistant with a real server behind it that speaks OpenAI's chat completions."""

import pytest

from harness.client import join
from harness.litellm import KEY, LiteLLM

ANSWER = "A room is where people talk. Ünïcödé, “quotes” and 🎉 come through.\n\nSo do paragraphs."


@pytest.fixture(scope="module")
def litellm(tmp_path_factory):
    with LiteLLM(tmp_path_factory.mktemp("litellm"), {"mock": ANSWER}) as running:
        yield running


async def test_an_answer(start, litellm, room):
    """What the model says arrives in many chunks and is stored as it was said."""
    server = start({"model-url": litellm.endpoint, "model": "mock", "model-key": KEY})
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.say("What is a room?")
        for client in (alice, bob):
            complete = await client.expect("message_complete", timeout=40)
            assert complete["finish_reason"] == "stop"
            assert complete["usage"]["output_tokens"] > 0
            chunks = client.of("message_chunk")
            assert [f["index"] for f in chunks] == list(range(len(chunks)))
            assert len(chunks) > 5
            assert "".join(f["delta"] for f in chunks) == client.messages[-1]["content"] == ANSWER


async def test_a_wrong_key(start, litellm, room):
    """A key that the endpoint refuses is a failed answer; neither clients nor the log see the key."""
    server = start({"model-url": litellm.endpoint, "model": "mock", "model-key": "sk-wrong-and-secret"})
    async with join(server, room) as alice:
        await alice.say("What is a room?")
        error = await alice.expect("message_error", timeout=40)
        assert error["code"] == "model_error"
        assert alice.messages[-1]["status"] == "incomplete"
        assert "sk-wrong" not in str(alice.frames) + server.log
