"""A server goes on where its output cannot be written: a disk that is full, a pipe that nobody reads any more."""

import os
import subprocess
import time

import pytest
import requests

from harness.client import join
from harness.http2 import free_port
from harness.server import BINARY, Server, environment, until
from harness.tokens import SECRET

# Keys that can never be fetched: an entry in the log with the first try, and with each one after it.
CHATTY = {"log-level": "debug", "jwks": "https://127.0.0.1:1/keys.json"}


def full():
    return os.open("/dev/full", os.O_WRONLY)


def unread_pipe():
    reader, writer = os.pipe()
    os.close(reader)
    return writer


class Muted(Server):
    """A server on a port that was chosen for it, as nothing can be read from its output."""

    def mute(self, **streams: int) -> "Muted":
        self.host, self.port = "127.0.0.1", free_port()
        command = [str(BINARY), "serve", "--port", str(self.port), "--data", str(self.data)]
        streams = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, **streams}
        self.process = subprocess.Popen(command, env=environment(self.settings), stdin=subprocess.DEVNULL, **streams)
        until(self._answers, bool, 20, "an answer")
        return self

    def _answers(self) -> bool:
        assert self.running, f"the server ended with {self.process.returncode}"
        try:
            return requests.get(self.url("/healthz"), timeout=2).status_code == 200
        except requests.ConnectionError:
            return False


@pytest.mark.parametrize("output", [full, unread_pipe])
@pytest.mark.parametrize("log_format", ["json", "text"])
def test_log_that_cannot_be_written(tmp_path, output, log_format):
    """Entries of the log that cannot be written are lost, and nothing else: the server serves, and ends as it should."""
    descriptor = output()
    server = Muted(tmp_path / "data", {**CHATTY, "log-format": log_format})
    try:
        server.mute(stderr=descriptor)
        # The first try to fetch the keys has failed by then, and was told to nobody.
        time.sleep(1)
        assert server.get("/healthz").status_code == 200
        assert server.get("/readyz").status_code == 503
        assert server.stop() == 0
    finally:
        os.close(descriptor)
        server.kill()


@pytest.mark.parametrize("output", [full, unread_pipe])
async def test_first_line_that_cannot_be_written(tmp_path, output, room):
    """A server that cannot say where it listens serves nevertheless."""
    descriptor = output()
    server = Muted(tmp_path / "data", {"secret": SECRET})
    try:
        server.mute(stdout=descriptor)
        async with join(server, room) as alice:
            await alice.expect("connection")
        assert server.stop() == 0
    finally:
        os.close(descriptor)
        server.kill()


@pytest.mark.parametrize("output", [full, unread_pipe])
def test_complaint_that_cannot_be_written(tmp_path, output):
    """A command that fails ends with its status, though its line reaches nobody."""
    descriptor = output()
    try:
        command = [str(BINARY), "serve", "--port", "0", "--data", str(tmp_path / "data"), "--env", "production"]
        assert subprocess.run(command, env=environment({}), stdin=subprocess.DEVNULL, stderr=descriptor, timeout=20).returncode == 78
    finally:
        os.close(descriptor)
