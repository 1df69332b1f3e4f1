"""A Telltale process that a test starts, asks and stops."""

from __future__ import annotations

import os
import queue
import re
import resource
import signal
import subprocess
import threading
import time
from pathlib import Path

import requests

from harness import tokens
from harness.exposition import Exposition

BINARY = Path(
    os.environ.get("TELLTALE_BINARY", Path(__file__).resolve().parents[3] / ".build" / "debug" / "telltale")
).resolve()

START_TIMEOUT = 30.0
STOP_TIMEOUT = 20.0

LISTENING = re.compile(r"^Telltale listening on (?P<scheme>https?|ws)://(?P<host>\[[^\]]+\]|[^:/]+):(?P<port>\d+)$")


class DidNotStart(AssertionError):
    """The process ended, or said something else, instead of listening."""


def environment(settings: dict[str, object]) -> dict[str, str]:
    """The variables that carry ``settings`` (``None``: unset), in an environment without any other setting of ours."""
    variables = {name: value for name, value in os.environ.items() if not name.startswith("TELLTALE_")}
    for name, value in settings.items():
        if value is None:
            continue
        text = str(value).lower() if isinstance(value, bool) else str(value)
        variables["TELLTALE_" + name.replace("-", "_").upper()] = text
    return variables


def run(*arguments: str, settings: dict[str, object] | None = None, timeout: float = 20.0, **options):
    """Runs a command of the binary to its end."""
    return subprocess.run(
        [str(BINARY), *arguments], env=environment(settings or {}), stdin=subprocess.DEVNULL,
        capture_output=True, text=True, timeout=timeout, **options,
    )


class Server:
    """One server process on a port of its own.

    ``settings`` are those of the configuration by their names there; they are handed over in the environment.
    ``wrapper`` is put before the command line, for example to give the process a file system of its own.
    """

    def __init__(
        self, data: Path, settings: dict[str, object] | None = None, arguments: tuple[str, ...] = (),
        wrapper: tuple[str, ...] = (), command: str = "serve",
    ) -> None:
        self.data = Path(data)
        self.settings = {"message-rate": 0, **(settings or {})} if command == "serve" else dict(settings or {})
        self.arguments = arguments
        self.wrapper = wrapper
        self.command = command
        self.process: subprocess.Popen | None = None
        self.output: list[str] = []
        self.errors: list[str] = []
        self.host = ""
        self.port = 0
        self.scheme = "http"
        self._first_lines: queue.Queue[str | None] = queue.Queue()
        self._readers: list[threading.Thread] = []

    # Starting and stopping

    def start(self) -> "Server":
        self.spawn()
        self._await_listening()
        return self

    def spawn(self) -> "Server":
        """Starts the process and waits for nothing: it may not even have read its settings yet."""
        command = [*self.wrapper, str(BINARY), self.command, "--port", "0"]
        if self.command == "serve":
            command += ["--data", str(self.data)]
        self.output, self.errors = [], []
        self._first_lines = queue.Queue()
        self.process = subprocess.Popen(
            [*command, *self.arguments], env=environment(self.settings), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, errors="replace",
        )
        self._readers = [
            threading.Thread(target=self._collect, args=(self.process.stdout, True), daemon=True),
            threading.Thread(target=self._collect, args=(self.process.stderr, False), daemon=True),
        ]
        for reader in self._readers:
            reader.start()
        return self

    def kill_within(self, seconds: float) -> None:
        """Spawns it and ends it without warning so much later, wherever it stands then."""
        self.spawn()
        time.sleep(seconds)
        assert self.running, f"it ended by itself:\n{self.log}"
        self.kill()

    def _collect(self, stream, announces: bool) -> None:
        for line in stream:
            (self.output if announces else self.errors).append(line.rstrip("\n"))
            if announces:
                self._first_lines.put(line.rstrip("\n"))
        if announces:
            self._first_lines.put(None)

    def _await_listening(self) -> None:
        try:
            line = self._first_lines.get(timeout=START_TIMEOUT)
        except queue.Empty:
            self.kill()
            raise DidNotStart(f"nothing on standard output within {START_TIMEOUT} s:\n{self.log}") from None
        match = LISTENING.match(line or "")
        if not match:
            self.kill()
            raise DidNotStart(f"the first line was {line!r}:\n{self.log}")
        self.scheme = "https" if match["scheme"] == "https" else "http"
        self.host, self.port = match["host"], int(match["port"])

    @property
    def pid(self) -> int:
        assert self.process is not None, "the server was not started"
        return self.process.pid

    @property
    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    @property
    def log(self) -> str:
        """What the process logged so far: its standard error."""
        return "\n".join(self.errors)

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def wait(self, timeout: float = STOP_TIMEOUT) -> int:
        """The exit code, once the process has ended."""
        assert self.process is not None
        code = self.process.wait(timeout)
        for reader in self._readers:
            reader.join(timeout=5)
        return code

    def stop(self) -> int:
        """Ends it as an operator would; a server that does not end is killed and fails the test."""
        if not self.running:
            return self.process.returncode if self.process else 0
        self.signal(signal.SIGTERM)
        try:
            return self.wait()
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError(f"the server did not end within {STOP_TIMEOUT} s of SIGTERM:\n{self.log}") from None

    def kill(self) -> None:
        """Ends it without warning."""
        if self.process is not None:
            if self.running:
                self.process.kill()
            self.wait()

    def limit_file_size(self, limit: int) -> None:
        """From now on no file of the process may grow beyond ``limit`` bytes."""
        _, hard = resource.prlimit(self.pid, resource.RLIMIT_FSIZE)
        resource.prlimit(self.pid, resource.RLIMIT_FSIZE, (limit, hard))

    def __enter__(self) -> "Server":
        return self if self.running else self.start()

    def __exit__(self, kind, *_rest) -> None:
        if kind is None:
            self.stop()
        else:
            self.kill()

    # Asking

    @property
    def address(self) -> tuple[str, int]:
        return self.host.strip("[]"), self.port

    def url(self, path: str) -> str:
        return f"{self.scheme}://{self.host}:{self.port}{path}"

    def socket_url(self, path: str) -> str:
        return f"{'wss' if self.scheme == 'https' else 'ws'}://{self.host}:{self.port}{path}"

    def token(self, user: str = "alice", scope: str | None = "chat", **claims) -> str:
        return tokens.make(user, scope, **claims)

    def request(
        self, method: str, path: str, user: str | None = None, scope: str = "chat", **options
    ) -> requests.Response:
        """One HTTP request, with ``user``'s token when one is named."""
        headers = dict(options.pop("headers", {}))
        if user is not None:
            headers["Authorization"] = f"Bearer {self.token(user, scope)}"
        return requests.request(method, self.url(path), headers=headers, timeout=10, **options)

    def get(self, path: str, user: str | None = None, **options) -> requests.Response:
        return self.request("GET", path, user, **options)

    def metrics(self) -> Exposition:
        """What ``/metrics`` says now."""
        response = self.request("GET", "/metrics", user="prometheus", scope="metrics")
        assert response.status_code == 200, response.text
        return Exposition(response.text)

    def await_metrics(self, satisfied, timeout: float = 10.0) -> Exposition:
        """The first exposition that is ``satisfied``; fails with the last one after ``timeout`` seconds."""
        return until(self.metrics, satisfied, timeout, "the metrics")

    def await_ready(self, status: int, timeout: float = 10.0) -> requests.Response:
        """The first answer of ``/readyz`` with this status."""
        return until(lambda: self.get("/readyz"), lambda r: r.status_code == status, timeout, f"readyz {status}")


def until(ask, satisfied, timeout: float, what: str):
    """Asks again until the answer satisfies; there is no event to wait for on the far side of HTTP."""
    deadline = time.monotonic() + timeout
    while True:
        answer = ask()
        if satisfied(answer):
            return answer
        assert time.monotonic() < deadline, f"{what} did not come within {timeout} s; last: {str(answer)[:4000]}"
        time.sleep(0.02)
