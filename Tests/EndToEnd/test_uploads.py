"""Files that people send: stored whole or not at all, given only to those who may have them."""

import asyncio
import contextlib
import hashlib
import io
import json
import os
import random
import signal
import subprocess
import threading
import time
from pathlib import Path

import pytest
import requests

from harness.client import join
from harness.raw import RawSocket
from harness.server import until

GIF = b"GIF89a\x01\x00\x01\x00\x00\x00\x00;"
UPLOADS = "telltale_uploads_total"


def make_room(server, room: str, *participants: str) -> None:
    """A private conversation of alice's."""
    body = {"id": room, "participants": [{"id": user} for user in participants]}
    response = server.request("POST", "/api/conversations", user="alice", json=body)
    assert response.status_code == 201, response.text


def upload(server, room: str, content, name: str = "notes.txt", user: str = "alice", **options) -> requests.Response:
    """The file as the body of its request; a generator is sent in chunks."""
    return server.request(
        "POST", f"/api/conversations/{room}/uploads", user=user, params={"file_name": name}, data=content, **options
    )


def stored(server, room: str, content: bytes, **options) -> dict:
    """An upload that succeeds."""
    response = upload(server, room, content, **options)
    assert response.status_code == 201, response.text
    return response.json()


def files(data: Path) -> list[str]:
    """All files of uploads, by their names."""
    return sorted(path.name for path in (data / "uploads").rglob("*") if path.is_file())


def request_head(server, room: str, fields: str, user: str = "alice") -> bytes:
    """An upload's head as bytes."""
    return (
        f"POST /api/conversations/{room}/uploads?file_name=notes.txt HTTP/1.1\r\nHost: a\r\n"
        f"Authorization: Bearer {server.token(user)}\r\n{fields}\r\n"
    ).encode()


def begin(server, room: str, fields: str = "Content-Length: 1000000\r\n") -> RawSocket:
    """A connection on which the server waits for the bytes of a file."""
    peer = RawSocket(server)
    peer.write(request_head(server, room, fields + "Expect: 100-continue\r\n"))
    assert peer.read_head()[0] == 100
    return peer


def none_in_progress(server) -> None:
    server.await_metrics(lambda m: m.value("telltale_uploads_in_progress") == 0)


# Sending


def test_upload_and_download(production, room):
    """A file comes back as it was sent, with its name, its size, its type and its sum, to participants only."""
    make_room(production, room, "bob")
    content = "naïve content €\n".encode() * 5000
    made = upload(production, room, content, name="naïve €.txt")
    assert made.status_code == 201, made.text
    record = made.json()
    assert made.headers["Location"] == record["url"] == f"/api/uploads/{record['id']}"
    assert record["file_name"] == "naïve €.txt"
    assert record["content_type"] == "text/plain"
    assert record["size"] == len(content)
    assert record["sha256"] == hashlib.sha256(content).hexdigest()
    assert record["created_at"].endswith("Z")
    for user in ("alice", "bob"):
        answer = production.get(record["url"], user=user)
        assert answer.status_code == 200
        assert answer.content == content
        assert answer.headers["ETag"] == f'"{record["sha256"]}"'
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Security-Policy"] == "sandbox; default-src 'none'"
        assert answer.headers["Cache-Control"].startswith("private")
        assert answer.headers["Content-Disposition"] == (
            "attachment; filename=\"na_ve _.txt\"; filename*=UTF-8''na%C3%AFve%20%E2%82%AC.txt"
        )
    assert production.get(record["url"], user="mallory").status_code == 403
    assert production.get(record["url"]).status_code == 401
    assert production.get(f"{record['url']}?token={production.token('bob')}").content == content
    assert production.get(record["url"], user="root", scope="admin").status_code == 200
    head = production.request("HEAD", record["url"], user="bob")
    assert (head.status_code, head.headers["Content-Length"], head.content) == (200, str(len(content)), b"")


def test_upload_of_a_form(production, room):
    """A form as browsers send it, here by the requests library, brings its file; names are kept."""
    make_room(production, room)
    path = f"/api/conversations/{room}/uploads"
    response = production.request(
        "POST", path, user="alice", data={"note": "hello"}, files={"file": ("Grüße.gif", GIF, "text/html")}
    )
    assert response.status_code == 201, response.text
    assert response.json()["content_type"] == "image/gif"
    assert response.json()["file_name"] == "Grüße.gif"
    assert production.get(response.json()["url"], user="alice").content == GIF


def test_upload_by_curl(production, room, tmp_path):
    """curl sends a file as a form and as a body, in chunks from a pipe, and fetches it in two parts."""
    make_room(production, room)
    content = b"0123456789abcdef" * 200_000
    source = tmp_path / "source.txt"
    source.write_bytes(content)
    token = f"Authorization: Bearer {production.token()}"
    address = production.url(f"/api/conversations/{room}/uploads")

    def curl(*arguments: str, **options) -> str:
        command = ["curl", "-sS", "--fail-with-body", "--max-time", "30", "-H", token, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=40, **options).stdout

    record = json.loads(curl("-F", f"file=@{source};filename=by curl.txt", address))
    assert record["file_name"] == "by curl.txt" and record["sha256"] == hashlib.sha256(content).hexdigest()
    assert json.loads(curl("--data-binary", f"@{source}", f"{address}?file_name=a"))["sha256"] == record["sha256"]
    with source.open("rb") as piped:
        assert json.loads(curl("-T", "-", "-X", "POST", f"{address}?file_name=b", stdin=piped))["sha256"] == record["sha256"]
    target = tmp_path / "target.txt"
    target.write_bytes(content[:1_000_001])
    curl("-C", "-", "-o", str(target), production.url(record["url"]))
    assert target.read_bytes() == content


@pytest.mark.parametrize(
    ("content", "status"),
    [
        (GIF, 201), (b"\x89PNG\r\n\x1a\n\0\0", 201), (b"\xff\xd8\xff\xe0", 201), (b"%PDF-1.7\n", 201), (b"PK\x03\x04", 201), (b"plain", 201),
        (b"", 201), (b"<html><script>alert(1)</script>", 415), (b'<?xml version="1.0"?><svg onload="x"/>', 415), (b"#!/bin/sh\n", 415),
        (b"\x7fELF\x02\x01\x01", 415), (b"MZ\x90\0\x03", 415), (bytes(range(32)), 415),
    ],
)
def test_type_by_content(production, room, content, status):
    """The content decides whether a file is taken; its name and the type that the client claims do not."""
    make_room(production, room)
    response = upload(production, room, content, name="holiday.png", headers={"Content-Type": "image/png"})
    assert response.status_code == status, response.text
    if status == 415:
        assert response.json()["error"]["code"] == "bad_frame"


@pytest.mark.parametrize(("content", "kind"), [(GIF, "inline"), (b"fLaC\0\0", "inline"), (b"%PDF-1.7\n", "attachment"), (b"text", "attachment")])
def test_what_is_shown(production, room, content, kind):
    """Browsers are told to show pictures, sound and video, and to save everything else."""
    make_room(production, room)
    answer = production.get(stored(production, room, content)["url"], user="alice")
    assert answer.headers["Content-Disposition"].startswith(kind + ";")


def test_bad_requests(production, room):
    """Names that are none and rooms that are none are refused, each with its status."""
    make_room(production, room)
    path = f"/api/conversations/{room}/uploads"
    for name in ("", "..", "../x", "a/b", "a\\b", "a\nb", "a\u202eb", "x" * 256):
        assert upload(production, room, b"x", name=name).status_code == 400, repr(name)
    assert production.request("POST", path, user="alice", data=b"x").status_code == 400
    form = {"Content-Type": "multipart/form-data"}
    assert production.request("POST", path, user="alice", data=b"x", headers=form).status_code == 400
    assert upload(production, room, b"x", user="mallory").status_code == 403
    assert upload(production, room + "-missing", b"x").status_code == 404
    assert production.request("POST", path, data=b"x").status_code == 401


def test_archived(production, room):
    """An archived conversation takes no files, and gives those that it has."""
    make_room(production, room)
    record = stored(production, room, b"before")
    patch = production.request("PATCH", f"/api/conversations/{room}", user="alice", json={"archived": True})
    assert patch.status_code == 200, patch.text
    assert upload(production, room, b"after").status_code == 409
    assert production.get(record["url"], user="alice").content == b"before"


# Limits


def test_size_limit(start, room):
    """A file beyond the limit is refused before it comes when it says its size, else when it is over; nothing is left."""
    server = start({"upload-bytes": "64KiB"})
    make_room(server, room)
    assert upload(server, room, b"x" * 65_536).status_code == 201
    with RawSocket(server) as early:
        early.write(request_head(server, room, "Content-Length: 65537\r\nExpect: 100-continue\r\n"))
        assert early.read_head()[0] == 413
    response = upload(server, room, (b"x" * 8_192 for _ in range(9)))
    assert response.status_code == 413
    assert response.json()["error"]["code"] == "too_large"
    assert len(files(server.data)) == 1
    assert server.metrics().value(UPLOADS, outcome="refused") == 2


def test_limits_of_a_user(start, room):
    """A user has so many uploads at once, so many on no message, and so many bytes; others have their own."""
    server = start({"uploads-at-once": 2, "loose-uploads": 3, "upload-quota-bytes": "100KiB"})
    make_room(server, room, "bob")
    with begin(server, room, "Content-Length: 10\r\n"), begin(server, room, "Transfer-Encoding: chunked\r\n"):
        refused = upload(server, room, b"third")
        assert refused.status_code == 429
        assert int(refused.headers["Retry-After"]) >= 1
        assert upload(server, room, b"bob's", user="bob").status_code == 201
    none_in_progress(server)
    assert upload(server, room, b"x" * 60_000).status_code == 201
    assert upload(server, room, b"x" * 60_000).status_code == 413
    assert upload(server, room, b"x" * 20_000).status_code == 201
    assert upload(server, room, b"x").status_code == 201
    full = upload(server, room, b"x")
    assert full.status_code == 409, full.text


def test_media_types_are_a_setting(start, room):
    """Which types are taken can be set; what could be run is taken only by its own name."""
    server = start({"upload-types": "*/*,image/svg+xml"})
    make_room(server, room)
    assert upload(server, room, bytes(range(32))).status_code == 201
    assert upload(server, room, b"<html>").status_code == 415
    svg = stored(server, room, b"<svg/>")
    assert server.get(svg["url"], user="alice").headers["Content-Disposition"].startswith("attachment;")


# Progress


async def test_progress(start, room):
    """Everybody in the room sees an upload begin, come on at most ten times a second, and end."""
    server = start()
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:

        def slowly():
            for _ in range(30):
                yield b"x" * 1000
                time.sleep(0.05)  # the client's pace

        record = (await asyncio.to_thread(upload, server, room, slowly())).json()
        for member in (alice, bob):
            await member.expect("upload_progress", status="complete")
            frames = member.of("upload_progress")
            assert {frame["upload_id"] for frame in frames} == {record["id"]}
            assert [frame["status"] for frame in frames] == ["receiving"] * (len(frames) - 1) + ["complete"]
            assert 5 <= len(frames) <= 25
            received = [frame["received_bytes"] for frame in frames]
            assert received == sorted(received) and received[0] == 0 and received[-1] == 30_000
            assert frames[-1]["percent"] == 100 and frames[-1]["total_bytes"] == 30_000


async def test_attached_to_a_message(start, room):
    """A message carries its author's uploads; they can no longer be taken back, and go with the message."""
    server = start()
    async with join(server, room, "alice") as alice, join(server, room, "bob") as bob:
        await alice.expect("connection")
        record = await asyncio.to_thread(stored, server, room, GIF, name="a.gif")
        ack = await alice.post("look", id="1", attachments=[record["id"]])
        message = (await bob.expect("new_message"))["message"]
        attachment = {key: record[key] for key in ("id", "file_name", "content_type", "size", "url")}
        assert message["attachments"] == [attachment]
        assert (await asyncio.to_thread(server.get, record["url"], user="bob")).content == GIF
        taken = await asyncio.to_thread(server.request, "DELETE", record["url"], user="alice")
        assert taken.status_code == 409
        await alice.send("delete", message_id=ack["message_id"], id="2")
        await bob.expect("message_deleted")
        assert (await asyncio.to_thread(server.get, record["url"], user="bob")).status_code == 404
        await asyncio.to_thread(until, lambda: files(server.data), lambda names: names == [], 5, "the file's end")


def test_taken_back(start, room):
    """Who sent a file takes it back while no message carries it; others do not."""
    server = start()
    make_room(server, room, "bob")
    record = stored(server, room, b"oops")
    assert server.request("DELETE", record["url"], user="bob").status_code == 403
    assert server.request("DELETE", record["url"], user="alice").status_code == 204
    assert server.get(record["url"], user="alice").status_code == 404
    until(lambda: files(server.data), lambda names: names == [], 5, "the file's end")


# Ranges


def test_ranges(production, room):
    """Any part of a file can be fetched, and only of the file that the client means."""
    make_room(production, room)
    content = bytes(range(32, 127)) * 1000
    record = stored(production, room, content)
    tag = f'"{record["sha256"]}"'

    def get(**headers: str) -> requests.Response:
        return production.get(record["url"], user="alice", headers={k.replace("_", "-"): v for k, v in headers.items()})

    chance = random.Random(3)
    for _ in range(20):
        first = chance.randrange(len(content))
        last = chance.randrange(first, len(content) + 10)
        answer = get(Range=f"bytes={first}-{last}")
        assert answer.status_code == 206
        assert answer.content == content[first : last + 1]
        assert answer.headers["Content-Range"] == f"bytes {first}-{min(last, len(content) - 1)}/{len(content)}"
    assert get(Range="bytes=-10").content == content[-10:]
    assert get(Range="bytes=5-").content == content[5:]
    beyond = get(Range=f"bytes={len(content)}-")
    assert (beyond.status_code, beyond.headers["Content-Range"]) == (416, f"bytes */{len(content)}")
    assert get(Range="bytes=0-1,5-6").content == content
    assert get(Range="bytes=0-1", If_Range=tag).status_code == 206
    assert get(Range="bytes=0-1", If_Range='"other"').status_code == 200
    assert get(If_None_Match=f'"x", {tag}').status_code == 304


async def test_progress_of_a_form(start, room):
    """An upload in a form shows a percentage on its way, of what the form can still hold, and its length at the end."""
    server = start()
    async with join(server, room, "alice") as alice:
        await alice.expect("connection")
        content = b"x" * 100_000
        head = b'--b\r\nContent-Disposition: form-data; name="file"; filename="notes.txt"\r\n\r\n'
        form = head + content + b"\r\n--b--\r\n"
        fields = f"Content-Type: multipart/form-data; boundary=b\r\nContent-Length: {len(form)}\r\n"
        peer = await asyncio.to_thread(begin, server, room, fields)
        # Frames are at least a tenth of a second apart.
        for start_, end in ((0, 25_000), (25_000, 50_000), (50_000, 75_000)):
            peer.write(form[start_:end])
            await asyncio.sleep(0.15)
        under_way = await alice.expect("upload_progress", where=lambda f: f["received_bytes"] > 70_000)
        assert under_way["status"] == "receiving" and "total_bytes" not in under_way
        assert under_way["percent"] == 74, under_way
        peer.write(form[75_000:])
        end = await alice.expect("upload_progress", status="complete")
        assert (end["received_bytes"], end["total_bytes"], end["percent"]) == (100_000, 100_000, 100)
        assert peer.read_head()[0] == 201
        peer.socket.close()
        percents = [frame["percent"] for frame in alice.of("upload_progress")]
        assert percents == sorted(percents) and percents[0] == 0


def test_text_in_utf16(production, room):
    """A text in UTF-16 is known by its mark and sent with its own character set; what only has the mark is no text."""
    make_room(production, room)
    text = "Grüße, 世界".encode("utf-16")
    record = stored(production, room, text)
    assert record["content_type"] == "text/plain; charset=utf-16"
    answer = production.get(record["url"], user="alice")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-16" and answer.content == text
    plain = stored(production, room, "Grüße".encode())
    assert production.get(plain["url"], user="alice").headers["Content-Type"] == "text/plain; charset=utf-8"
    program = b"\xff\xfe\x7fELF\x02\x01\x01" + b"\0" * 9
    assert upload(production, room, program).status_code == 415


# Cuts


@pytest.mark.parametrize("framing", ["Content-Length: 1000000\r\n", "Transfer-Encoding: chunked\r\n"], ids=["length", "chunks"])
async def test_cut_off(start, room, framing):
    """An upload whose client goes away leaves no file and no record, and the room is told that it was cancelled."""
    server = start()
    chance = random.Random(11)
    async with join(server, room, "alice") as alice:
        await alice.expect("connection")
        for number in range(10):
            peer = await asyncio.to_thread(begin, server, room, framing)
            size = chance.choice([0, 1, 4095, 4096, 131_072, chance.randrange(900_000)])
            if framing.startswith("T"):
                peer.write(b"%x\r\n" % size + b"x" * size + b"\r\n" if size else b"5\r\nxx")
            else:
                peer.write(b"x" * size)
            await asyncio.sleep(chance.choice([0, 0.05]))  # in the middle, or at once
            peer.socket.close()
            await alice.expect("upload_progress", status="cancelled")
            assert files(server.data) == [], number
        assert [f["status"] for f in alice.of("upload_progress") if f["status"] == "complete"] == []
    metrics = server.await_metrics(lambda m: m.value("telltale_uploads_in_progress") == 0)
    assert metrics.value(UPLOADS, outcome="cancelled") == 10
    assert metrics.value("telltale_operations_total", outcome="server_error") == 0
    assert "Request failed" not in server.log


def test_stalled_and_slow(start, room):
    """An upload that stops coming is closed after the idle timeout; one that keeps coming lasts as long as it takes."""
    server = start({"http-idle-timeout": "1s"})
    make_room(server, room)
    with begin(server, room) as stalled, begin(server, room, f"Content-Length: {12 * 40_000}\r\n") as slow:
        began = time.monotonic()
        for _ in range(12):
            slow.write(b"x" * 40_000)
            time.sleep(0.3)  # its pace: nearly four times the timeout in all
        assert slow.read_head()[0] == 201
        assert time.monotonic() - began > 3
        stalled.expect_end(timeout=1)
    none_in_progress(server)
    assert len(files(server.data)) == 1


def test_killed_in_the_middle(start, room, tmp_path):
    """A server killed in the middle of uploads has, once it is back, every file that it said it has and no other."""
    data = tmp_path / "data"
    chance = random.Random(5)
    kept: dict[str, bytes] = {}

    def check(server) -> None:
        names = files(data)
        assert set(kept) <= set(names)
        assert not [name for name in names if name.endswith(".part")]
        # What was noted when the kill came, and not answered any more, is there, too: its record says so.
        for name in names:
            answer = server.get(f"/api/uploads/{name}", user="alice")
            assert answer.status_code == 200, f"{name} is an orphan"
            assert answer.content == kept.get(name, answer.content)

    for round in range(5):
        server = start({"loose-uploads": 0, "upload-quota-bytes": 0}, data=data)
        if round == 0:
            make_room(server, room)
        check(server)

        def send(number: int) -> None:
            with contextlib.suppress(requests.RequestException):
                while True:
                    content = b"%d-%d " % (round, number) * chance.randrange(1, 100_000)
                    response = upload(server, room, content)
                    if response.status_code == 201:
                        kept[response.json()["id"]] = content

        senders = [threading.Thread(target=send, args=(number,), daemon=True) for number in range(3)]
        for sender in senders:
            sender.start()
        before = len(kept)
        until(lambda: len(kept), lambda count: count >= before + 3, 20, "three uploads")
        time.sleep(chance.uniform(0, 0.1))  # a kill comes at any moment
        server.signal(signal.SIGKILL)
        server.wait()
        for sender in senders:
            sender.join(10)
    (data / "uploads" / "ZZ").mkdir(exist_ok=True)
    (data / "uploads" / "ZZ" / "01ORPHANZZ").write_bytes(b"x")
    (data / "uploads" / "ZZ" / "01HALFZZ.part").write_bytes(b"x")
    check(start(data=data))
    assert not {"01ORPHANZZ", "01HALFZZ.part"} & set(files(data))


def test_full_disk(start, room, tmp_path):
    """On a full disk an upload is refused with 507 and leaves nothing; with space again the next one is taken."""
    data = tmp_path / "small"
    data.mkdir()
    mount = 'mount -t tmpfs -o size=40m tmpfs "$0" && exec "$@"'
    wrapper = ("unshare", "--mount", "--map-root-user", "sh", "-c", mount, str(data))
    server = start({"upload-bytes": "64MiB"}, data=data, wrapper=wrapper)
    make_room(server, room)
    response = upload(server, room, (b"x" * 65_536 for _ in range(640)))
    assert response.status_code == 507, response.text
    assert response.json()["error"]["code"] == "store_unavailable"
    assert files(Path(f"/proc/{server.pid}/root{data}")) == []
    assert upload(server, room, b"x" * 65_536).status_code == 201
    assert server.metrics().value(UPLOADS, outcome="failed") == 1


# Size


class Zeros(io.RawIOBase):
    """A file of so many letters, which takes no memory, and its sum."""

    def __init__(self, size: int) -> None:
        self.left = size
        self.length = size

    def __len__(self) -> int:
        return self.length

    def read(self, count: int = -1) -> bytes:
        count = min(self.left, 1 << 18 if count < 0 else count)
        self.left -= count
        return b"x" * count


def resident(pid: int) -> int:
    with open(f"/proc/{pid}/statm", encoding="ascii") as statm:
        return int(statm.read().split()[1]) * 4096


def test_memory_stays_bounded(start, room):
    """200 MB go up and come down again, also to a reader slower than the disk, and the server grows by a few MB."""
    server = start({"upload-bytes": "256MiB", "http-idle-timeout": "60s"})
    make_room(server, room)
    stored(server, room, b"warm")
    before = resident(server.pid)
    highest = 0
    done = threading.Event()

    def watch() -> None:
        nonlocal highest
        while not done.wait(0.02):
            highest = max(highest, resident(server.pid))

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    size = 200_000_000
    headers = {"Authorization": f"Bearer {server.token()}"}
    path = f"/api/conversations/{room}/uploads?file_name=large.txt"
    response = requests.post(server.url(path), data=Zeros(size), headers=headers, timeout=60)
    assert response.status_code == 201, response.text
    record = response.json()
    assert record["size"] == size
    with requests.get(server.url(record["url"]), headers=headers, stream=True, timeout=60) as answer:
        checksum, length = hashlib.sha256(), 0
        for piece in answer.iter_content(1 << 20):
            checksum.update(piece)
            length += len(piece)
            if length < 20 << 20:
                time.sleep(0.01)  # a slow reader at first
    done.set()
    watcher.join(5)
    assert length == size
    assert checksum.hexdigest() == record["sha256"]
    assert highest - before < 16_000_000, f"grew by {(highest - before) / 1e6:.0f} MB"
    assert server.metrics().value("telltale_upload_bytes_total") == size + 4


def test_loose_uploads_go(start, room, tmp_path):
    """An upload that no message carries is removed after its time, here by the sweep at the next start."""
    server = start({"loose-upload-time": "1s"}, data=tmp_path / "data")
    make_room(server, room)
    record = stored(server, room, b"forgotten")
    time.sleep(1.1)  # its time
    server.stop()
    server = start({"loose-upload-time": "1s"}, data=tmp_path / "data")
    until(lambda: server.get(record["url"], user="alice").status_code, lambda status: status == 404, 5, "the sweep")
    until(lambda: files(server.data), lambda names: names == [], 5, "the file's end")


def test_no_log_holds_a_token(start, room):
    """What is asked with a token in its address is nowhere in the log, whether it works or fails."""
    server = start({"log-level": "trace"})
    make_room(server, room)
    record = stored(server, room, GIF)
    token = server.token("alice")
    assert server.get(f"{record['url']}?token={token}").status_code == 200
    assert server.get(f"/api/uploads/nothing?token={token}").status_code == 404
    assert server.get(f"{record['url']}?token={token[:-4]}").status_code == 401
    server.stop()
    signature = token.rsplit(".", 1)[1]
    assert signature not in server.log and signature not in "\n".join(server.output)
