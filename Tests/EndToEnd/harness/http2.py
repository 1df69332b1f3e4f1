"""nghttpx, which speaks HTTP/2 over TLS to its clients and HTTP/1.1 to a server behind it."""

from __future__ import annotations

import re
import socket
from pathlib import Path
from urllib.parse import urlsplit

from harness.daemon import Daemon


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class HTTP2Proxy(Daemon):
    """In front of ``backend``, a URL; ``certificate`` and its key are shown to clients."""

    program = "nghttpx"
    package = "nghttp2-proxy"

    def __init__(self, folder: Path, backend: str, certificate: tuple[Path, Path]) -> None:
        super().__init__(folder)
        self.backend = urlsplit(backend)
        self.certificate, self.key = certificate

    def start(self) -> "HTTP2Proxy":
        # nghttpx takes no port 0, and between looking for a port and taking it somebody else may have it.
        for _ in range(5):
            self.port = free_port()
            self.listening = re.compile(rf"Listening on (?P<address>127\.0\.0\.1:{self.port})")
            try:
                return super().start()
            except AssertionError:
                if "Address already in use" not in self.log:
                    raise
        raise AssertionError(f"nghttpx found no free port:\n{self.log}")

    def arguments(self) -> list[str]:
        return [
            "--conf=/dev/null", "--workers=1", f"--frontend=127.0.0.1,{self.port}",
            f"--backend={self.backend.hostname},{self.backend.port}", "--accesslog-file=/dev/stderr",
            "--accesslog-format=answered $alpn $request $status", str(self.key), str(self.certificate),
        ]

    def _ready(self) -> bool:
        match = self.listening.search(self.log)
        if match:
            self.address = match["address"]
        return bool(match)

    @property
    def requests(self) -> list[str]:
        """Each finished request: the protocol that was agreed on, the request line and the status."""
        return re.findall(r"^answered (.+)$", self.log, re.MULTILINE)
