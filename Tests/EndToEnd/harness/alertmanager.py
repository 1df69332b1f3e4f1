"""A real Alertmanager, and a receiver of what it sends."""

from __future__ import annotations

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests
import yaml

from harness.daemon import Daemon
from harness.prometheus import shipped


class Webhook:
    """Takes notifications and keeps them: pairs of a path and Alertmanager's body."""

    def __init__(self) -> None:
        self.notifications: list[tuple[str, dict]] = []
        received = self.notifications

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received.append((self.path, json.loads(body)))
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_arguments) -> None:
                pass

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._thread = threading.Thread(target=self._server.serve_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def of(self, alert: str, status: str) -> list[tuple[str, dict]]:
        """The notifications about an alert in a state, each with the path it came to."""
        return [
            (path, one) for path, body in list(self.notifications) for one in body["alerts"]
            if one["labels"]["alertname"] == alert and one["status"] == status
        ]

    def __enter__(self) -> "Webhook":
        self._thread.start()
        return self

    def __exit__(self, *_exception) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


class Alertmanager(Daemon):
    """An Alertmanager with the shipped configuration, which notifies ``webhook`` and groups for half a second only."""

    program = "prometheus-alertmanager"
    package = "Debian's prometheus-alertmanager"
    listening = re.compile(r'msg="Listening on" address=(?P<address>127\.0\.0\.1:[1-9]\d*)')

    def __init__(self, folder: Path, webhook: Webhook) -> None:
        super().__init__(folder)
        config = shipped("alertmanager.yml")
        for route in (config["route"], *config["route"]["routes"]):
            route.update(group_wait="500ms", group_interval="500ms")
        for receiver in config["receivers"]:
            for hook in receiver["webhook_configs"]:
                hook["url"] = re.sub(r"^http://[^/]+", webhook.url, hook["url"])
        (self.folder / "alertmanager.yml").write_text(yaml.safe_dump(config, sort_keys=False))

    def arguments(self) -> list[str]:
        return [
            "--config.file=alertmanager.yml", "--storage.path=data", "--web.listen-address=127.0.0.1:0",
            "--cluster.listen-address=",
        ]

    def alerts(self, name: str) -> list[dict]:
        """The instances of an alert that it holds active."""
        response = requests.get(self.url("/api/v2/alerts"), params={"filter": f'alertname="{name}"'}, timeout=10)
        assert response.status_code == 200, response.text
        return response.json()
