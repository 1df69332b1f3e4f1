"""Where settings come from, and what holds without any."""

import asyncio
import json
import re
import stat
import time

import jwt
import pytest

from harness.client import chat, join
from harness.server import run
from harness.tokens import SECRET


def test_print_config(tmp_path):
    """Each setting is shown with its value and its source, flag before environment before file, and no secret."""
    (tmp_path / "t.yaml").write_text(
        "message-rate: 7\nmessage-burst: 70\nport: 1234\nallowed-origins:\n  - example.com\n  - .example.org\n"
    )
    settings = {"secret": SECRET, "message-burst": 80, "port": 2345}
    arguments = ("serve", "--print-config", "--port", "3456", "--config", str(tmp_path / "t.yaml"))
    result = run(*arguments, settings=settings, cwd=tmp_path)
    assert result.returncode == 0, result.stderr
    lines = {line.split()[0]: line for line in result.stdout.splitlines() if line.split()}
    assert "7" in lines["message-rate"] and "t.yaml" in lines["message-rate"]
    assert "80" in lines["message-burst"] and "TELLTALE_MESSAGE_BURST" in lines["message-burst"]
    assert "3456" in lines["port"] and "--port" in lines["port"]
    assert "example.com,.example.org" in lines["allowed-origins"]
    assert "default" in lines["heartbeat-interval"]
    assert SECRET not in result.stdout
    assert "secret" in lines
    assert not (tmp_path / "data").exists()


def test_service_links_of_kubernetes(start):
    """The variables that Kubernetes sets for a Service called telltale are no settings; one line of the log names them."""
    links = {
        "service-host": "10.0.0.1", "service-port": 8000, "service-port-http": 8000, "port": "tcp://10.0.0.1:8000",
        "port-8000-tcp": "tcp://10.0.0.1:8000", "port-8000-tcp-addr": "10.0.0.1", "metrics-service-host": "10.0.0.2",
    }
    server = start(links)
    assert server.get("/readyz").status_code == 200
    server.stop()
    named = [line for line in server.log.splitlines() if "TELLTALE_SERVICE_HOST" in line]
    assert len(named) == 1
    assert all(name in named[0] for name in ("TELLTALE_PORT,", "TELLTALE_PORT_8000_TCP_ADDR", "TELLTALE_METRICS_SERVICE_HOST"))


@pytest.mark.parametrize("name", ["t.yaml", "t.json"])
async def test_settings_of_a_file(start, room, tmp_path, name):
    """A server takes its settings from a YAML or a JSON file."""
    settings = {"secret": SECRET, "heartbeat-interval": "12s", "message-rate": 3, "message-burst": 2, "open-rooms": True}
    yaml = "".join(f"{key}: {json.dumps(value)}\n" for key, value in settings.items())
    (tmp_path / name).write_text(json.dumps(settings) if name.endswith("json") else yaml)
    server = start({"secret": None, "message-rate": None, "config": tmp_path / name})
    async with join(server, room) as alice:
        assert (await alice.expect("connection"))["heartbeat_ms"] == 12_000
        for _ in range(4):
            await alice.say("x")
        assert (await alice.expect("error"))["code"] == "rate_limited"


async def test_secret_file(start, room, tmp_path):
    """A secret may come from a file, whose last line end does not count."""
    (tmp_path / "secret").write_text(SECRET + "\n")
    server = start({"secret": None, "env": "production", "open-rooms": True, "secret-file": tmp_path / "secret"})
    async with join(server, room) as alice:
        await alice.expect("connection")


async def test_first_start(start, room, tmp_path):
    """At the first start a key is made for its owner alone, and the URLs that are printed open with their token."""
    data = tmp_path / "data"
    server = start({"secret": None}, data=data)
    keys = [path for path in data.iterdir() if "key" in path.name or "secret" in path.name]
    assert [stat.S_IMODE(key.stat().st_mode) for key in keys] == [0o600], keys
    deadline = time.monotonic() + 5
    while not (printed := re.findall(r"token=([\w.-]+)", "\n".join(server.output))):
        assert time.monotonic() < deadline, server.output
        await asyncio.sleep(0.02)
    for token in printed:
        claims = jwt.decode(token, options={"verify_signature": False})
        assert 3_500 < claims["exp"] - time.time() <= 3_660
    async with join(server, room, token=printed[0]) as someone:
        await someone.expect("connection")


async def test_key_is_kept(start, room, tmp_path):
    """The key survives a restart, so that tokens stay valid."""
    data = tmp_path / "data"
    server = start({"secret": None}, data=data)
    token = run("token", "--user", "alice", "--scope", "chat", "--ttl", "1h", "--data", str(data)).stdout.strip()
    server.stop()
    server = start({"secret": None}, data=data)
    async with join(server, room, token=token) as alice:
        assert (await alice.expect("connection"))["user"]["id"] == "alice"


def test_only_loopback(start):
    """By default the server listens on loopback alone."""
    assert start().host == "127.0.0.1"


async def test_ipv6(start, room):
    """The server listens on an IPv6 address and writes it as a URL does."""
    server = start({"host": "::1"})
    assert server.host == "[::1]"
    async with join(server, room) as alice:
        await alice.post("over six", id="1")


async def test_json_log(start, room):
    """Log lines may be JSON, one object a line, on standard error, and standard output has no log line."""
    server = start({"log-format": "json", "log-level": "debug"})
    async with chat(server, room, token="nonsense") as mallory:
        await mallory.closed()
    server.stop()
    lines = [json.loads(line) for line in server.errors]
    assert lines and all({"level", "message"} <= line.keys() for line in lines)
    assert not any(line.startswith("{") for line in server.output)
