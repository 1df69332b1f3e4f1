"""Debian's node_exporter, which sees the same machine as the server."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import requests

from harness.daemon import Daemon
from harness.exposition import Exposition


class NodeExporter(Daemon):
    """``wrapper`` is put before the command line, for example to give the process file systems of its own."""

    program = "prometheus-node-exporter"
    package = "Debian's prometheus-node-exporter"
    listening = re.compile(r'msg="Listening on" address=(?P<address>\S+)')

    def __init__(self, folder: Path, wrapper: tuple[str, ...] = ()) -> None:
        super().__init__(folder)
        path = shutil.which(self.program)
        assert path, f"there is no {self.program}; install {self.package}"
        self.program, *self._arguments = *wrapper, path, "--web.listen-address=127.0.0.1:0"

    def arguments(self) -> list[str]:
        return self._arguments

    def _ready(self) -> bool:
        match = self.listening.search(self.log)
        if not match:
            return False
        self.address = match["address"]
        return requests.get(self.url("/"), timeout=5).status_code == 200

    def metrics(self) -> Exposition:
        """What it says now."""
        response = requests.get(self.url("/metrics"), timeout=10)
        assert response.status_code == 200, response.text
        return Exposition(response.text)

    def stop(self) -> None:
        """Kills it: it has nothing to lose, and a wrapper that waits for it would not hear a softer signal."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()
