"""The commands beside serve."""

import asyncio
import contextlib
import json
import os
import re
import subprocess
import time

import jwt
import pytest
from websockets.asyncio.client import connect

from harness.server import BINARY, environment, run
from harness.tokens import SECRET


def test_help():
    """Help names the commands."""
    result = run("--help")
    assert result.returncode == 0
    for command in ("serve", "token", "echo", "bench"):
        assert command in result.stdout


def test_token(tmp_path):
    """The token command prints just a token, which another implementation verifies."""
    (tmp_path / "secret").write_text(SECRET)
    arguments = ("--user", "dora", "--scope", "chat dashboard", "--ttl", "10m", "--secret-file", str(tmp_path / "secret"))
    result = run("token", *arguments)
    assert result.returncode == 0, result.stderr
    assert re.fullmatch(r"[\w-]+\.[\w-]+\.[\w-]+\n", result.stdout)
    claims = jwt.decode(result.stdout.strip(), SECRET, algorithms=["HS256"])
    assert claims["sub"] == "dora"
    assert sorted(claims["scope"].split()) == ["chat", "dashboard"]
    assert 590 <= claims["exp"] - time.time() <= 610


@pytest.mark.parametrize(
    "arguments", [(), ("--user", "x", "--scope", "nonsense"), ("--user", "x", "--ttl", "soon"), ("--user", "x", "--ttl", "0"),
     ("--user", "Rene\u0301"), ("--user", "x" * 256), ("--user", "a\nb"), ("--user", "\u0085"), ("--user", "")]
)
def test_token_refusals(tmp_path, arguments):
    """A token that cannot be made is a message and a non-zero status, and nothing on standard output."""
    (tmp_path / "secret").write_text(SECRET)
    result = run("token", *arguments, "--secret-file", str(tmp_path / "secret"))
    assert result.returncode != 0
    assert result.stdout == ""
    assert result.stderr.strip()


async def test_echo(echo):
    """The echo returns text and binary messages and says nothing of its own, on any path."""
    async with connect(echo.socket_url("/any/path"), proxy=None) as connection:
        for message in ("text", b"binary", "", b""):
            await connection.send(message)
            assert await asyncio.wait_for(connection.recv(), 5) == message


def test_bench(start):
    """The load generator finds no delivery lost, doubled or out of order, and reports what it cost."""
    server = start()
    result = run(
        "bench", "--port", str(server.port), "--token", server.token(), "--subscribers", "20", "--warmup", "0.2",
        "--duration", "1", "--server-pid", str(server.pid), "--json", timeout=60,
    )
    assert result.returncode == 0, result.stderr
    report = json.loads(result.stdout)
    deliveries = report["deliveries"]
    assert report["passed"] is True
    assert deliveries["lost"] == deliveries["doubled"] == deliveries["reordered"] == deliveries["misrouted"] == 0
    assert deliveries["received"] == deliveries["expected"] == 20 * deliveries["published"] > 0
    assert report["measured"]["server_cpu_us_per_delivery"] > 0
    assert server.metrics().value("telltale_chat_messages_total") == deliveries["published"]


def test_progress_of_bench(server, room):
    """While it runs, the load generator shows on a terminal how far it is, and leaves the line empty; the report stays apart."""
    terminal, theirs = os.openpty()
    command = [
        str(BINARY), "bench", "--port", str(server.port), "--token", server.token(), "--subscribers", "5", "--warmup", "0.2",
        "--duration", "1", "--json",
    ]
    with subprocess.Popen(command, env=environment({}), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=theirs) as process:
        os.close(theirs)
        shown = b""
        # A terminal whose other side was closed is an error to read on Linux.
        with contextlib.suppress(OSError):
            while piece := os.read(terminal, 4096):
                shown += piece
        os.close(terminal)
        report = json.loads(process.stdout.read())
        assert process.wait(10) == 0
    assert report["passed"] is True
    lines = [line for line in shown.decode().split("\r\x1b[K") if line]
    assert len(lines) >= 2 and any(re.search(r"\d", line) for line in lines), shown
    assert "\n" not in shown.decode()
    assert shown.endswith(b"\r\x1b[K")


def test_silence_of_bench(server):
    """Where standard error is no terminal, the load generator shows no progress there."""
    result = run(
        "bench", "--port", str(server.port), "--token", server.token(), "--subscribers", "2", "--warmup", "0.1", "--duration", "0.6"
    )
    assert result.returncode == 0
    assert result.stderr == ""


def test_output_to_a_full_disk(tmp_path):
    """What a command was asked for and cannot be written is an error, not half a token and a good status."""
    (tmp_path / "secret").write_text(SECRET)
    commands = [("token", "--user", "x", "--secret-file", str(tmp_path / "secret")), ("serve", "--print-config")]
    for command in commands:
        with open("/dev/full", "w") as full:
            result = subprocess.run(
                [str(BINARY), *command], env=environment({}), stdin=subprocess.DEVNULL, stdout=full, stderr=subprocess.PIPE, timeout=20)
        assert result.returncode == 1
        assert b"standard output" in result.stderr
