"""An HTTPS server of a JSON Web Key Set that answers as it is told to."""

from __future__ import annotations

import json
import ssl
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from harness import tls

Answer = Callable[[BaseHTTPRequestHandler], None]


def keys(*jwks: dict) -> Answer:
    """This key set."""
    return body(json.dumps({"keys": jwks}).encode())


def body(content: bytes, status: int = 200, **headers: str) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        for name, value in {"Content-Length": str(len(content)), **headers}.items():
            request.send_header(name.replace("_", "-"), value)
        request.end_headers()
        request.wfile.write(content)

    return answer


def redirect(location: str) -> Answer:
    return body(b"", 302, Location=location)


def endless(piece: bytes, pause: float = 0.0) -> Answer:
    """A body that never ends."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Type", "application/json")
        request.end_headers()
        while True:
            request.wfile.write(piece)
            time.sleep(pause)

    return answer


class KeyServer:
    """Answers each path with what ``answers`` has for it; ``asked`` lists the paths with the time and the authorization."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        self.certificate, key = tls.self_signed(folder)
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, float, str | None]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                owner.asked.append((self.path, time.monotonic(), self.headers["Authorization"]))
                self.close_connection = True
                try:
                    owner.answers.get(self.path, body(b"", 404))(self)
                except OSError:
                    pass

            def log_message(self, *arguments) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        # A client that breaks its handshake off says all that there is to say.
        self.server.handle_error = lambda *arguments: None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.certificate, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.authority = f"127.0.0.1:{self.server.server_address[1]}"
        self.url = f"https://{self.authority}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def __enter__(self) -> "KeyServer":
        return self

    def __exit__(self, *exception) -> None:
        self.server.shutdown()
        self.server.server_close()
