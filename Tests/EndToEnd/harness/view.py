"""What a client knows of a room from the events that it was given."""

from __future__ import annotations

from dataclasses import dataclass, field

EVENTS = {"new_message", "message_complete", "message_error", "message_edited", "message_deleted", "reaction"}


def seq(frame: dict) -> int | None:
    """The place of an event in its room; None for a frame that may be missed."""
    if frame.get("type") not in EVENTS:
        return None
    return frame["message"]["seq"] if frame["type"] == "new_message" else frame["seq"]


@dataclass
class RoomView:
    """A room as the events tell it. ``apply`` refuses a gap and an event that was there before."""

    last_seq: int = 0
    messages: dict[str, dict] = field(default_factory=dict)
    endings: dict[str, str] = field(default_factory=dict)
    events: dict[int, tuple[str, str]] = field(default_factory=dict)

    def apply(self, frame: dict) -> None:
        number = seq(frame)
        if number is None:
            return
        assert number == self.last_seq + 1, f"event {number} after {self.last_seq}: {frame}"
        self.last_seq = number
        kind = frame["type"]
        id = frame["message"]["id"] if kind == "new_message" else frame["message_id"]
        self.events[number] = (kind, id)
        if kind == "new_message":
            assert id not in self.messages, f"message {id} came twice"
            self.messages[id] = shown(frame["message"])
            return
        message = self.messages[id]
        if kind == "message_edited":
            message["content"] = frame["content"]
        elif kind == "message_deleted":
            message.update(content="", deleted=True, reactions={}, attachments=[])
        elif kind == "reaction":
            message["reactions"] = {} if message["deleted"] else frame["counts"]
        else:
            assert id not in self.endings, f"the answer {id} ended twice"
            self.endings[id] = kind


def shown(message: dict) -> dict:
    """What of a message anybody sees: the state that two clients compare."""
    return {
        "seq": message["seq"],
        "author": message["author"]["id"],
        "role": message["role"],
        "content": message["content"],
        "status": message["status"],
        "deleted": message.get("deleted", False),
        "reactions": message["reactions"],
        "attachments": [attachment["id"] for attachment in message["attachments"]],
        "reply_to": message.get("reply_to"),
    }
