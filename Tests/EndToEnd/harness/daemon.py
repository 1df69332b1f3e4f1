"""Programs that serve HTTP on a port of their own choosing and say on their log which."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import time
from pathlib import Path

import requests

STOP_TIMEOUT = 15.0


class Daemon:
    """A process with a log file, told to listen on port 0 of loopback; ``listening`` finds its address in the log."""

    program = ""
    package = ""
    listening: re.Pattern[str]
    start_timeout = 30.0
    #: Variables besides those of this process.
    environment: dict[str, str] = {}

    def __init__(self, folder: Path) -> None:
        self.folder = Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.log_file = self.folder / f"{self.program}.log"
        self.process: subprocess.Popen | None = None
        self.address = ""

    def arguments(self) -> list[str]:
        """The command line after the program."""
        raise NotImplementedError

    def start(self) -> "Daemon":
        path = shutil.which(self.program)
        assert path, f"there is no {self.program}; install {self.package}"
        with self.log_file.open("wb") as log:
            self.process = subprocess.Popen(
                [path, *self.arguments()], cwd=self.folder, env={**os.environ, **self.environment},
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )
        deadline = time.monotonic() + self.start_timeout
        while not self._ready():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise AssertionError(f"{self.program} did not become ready:\n{self.log}")
            time.sleep(0.02)
        return self

    def _ready(self) -> bool:
        if not self.address:
            match = self.listening.search(self.log)
            if not match:
                return False
            self.address = match["address"]
        return self._answers("/-/ready")

    def _answers(self, path: str) -> bool:
        try:
            return requests.get(self.url(path), timeout=5).status_code == 200
        except requests.RequestException:
            return False

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def url(self, path: str) -> str:
        return f"http://{self.address}{path}"

    def stop(self) -> None:
        """Ends this process, by its id."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(STOP_TIMEOUT)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> "Daemon":
        return self.start()

    def __exit__(self, *_exception) -> None:
        self.stop()
