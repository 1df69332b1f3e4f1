"""A real server that speaks OpenAI's chat completions: the proxy of litellm, with answers that it makes up itself."""

from __future__ import annotations

import os
import shutil
import socket
from pathlib import Path

import yaml

from harness.daemon import Daemon

KEY = "sk-telltale-end-to-end"


def program() -> str | None:
    """Where ``litellm`` is: named by ``TELLTALE_LITELLM``, in the repository's environment for it, or on the path; else None."""
    own = Path(__file__).resolve().parents[3] / ".venv-litellm" / "bin" / "litellm"
    named = os.environ.get("TELLTALE_LITELLM")
    return named or (str(own) if own.exists() else shutil.which("litellm"))


class LiteLLM(Daemon):
    """The proxy; ``answers`` are what its models say, by name.

    It needs no network: its answers, and what models cost, come with it. It takes port 0 for none, so it gets one that was free a
    moment ago.
    """

    package = "Tests/EndToEnd/requirements-litellm.txt from PyPI"
    start_timeout = 180.0
    environment = {"LITELLM_LOCAL_MODEL_COST_MAP": "True", "LITELLM_TELEMETRY": "False", "NO_DOCS": "True"}

    def __init__(self, folder: Path, answers: dict[str, str]) -> None:
        super().__init__(folder)
        self.program = program() or "litellm"
        self.log_file = self.folder / "litellm.log"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"127.0.0.1:{probe.getsockname()[1]}"
        models = [
            {"model_name": name, "litellm_params": {"model": f"openai/{name}", "api_key": "none", "mock_response": text}}
            for name, text in answers.items()
        ]
        config = {"model_list": models, "litellm_settings": {"telemetry": False}, "general_settings": {"master_key": KEY}}
        (self.folder / "config.yaml").write_text(yaml.safe_dump(config, sort_keys=False, allow_unicode=True))

    def arguments(self) -> list[str]:
        host, port = self.address.split(":")
        return ["--config", "config.yaml", "--host", host, "--port", port, "--telemetry", "False"]

    def _ready(self) -> bool:
        return self._answers("/health/readiness")

    @property
    def endpoint(self) -> str:
        """What the server is told as its endpoint."""
        return self.url("/v1")
