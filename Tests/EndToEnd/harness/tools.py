"""Programs of the machine that the suite cannot do without."""

from __future__ import annotations

import shutil

from harness import litellm

NEEDED = {
    "promtool": "checks the exposition (Debian: prometheus)",
    "prometheus": "scrapes a server and evaluates the rules (Debian: prometheus)",
    "prometheus-alertmanager": "takes alerts (Debian: prometheus-alertmanager)",
    "amtool": "checks Alertmanager's configuration (Debian: prometheus-alertmanager)",
    "prometheus-node-exporter": "says what the machine's metrics should be (Debian: prometheus-node-exporter)",
    "nghttpx": "speaks HTTP/2 for a model's endpoint (Debian: nghttp2-proxy)",
    "strace": "counts the syncs of a commit (Debian: strace)",
    "unshare": "gives a server a small file system of its own (Debian: util-linux)",
    "openssl": "makes a certificate (Debian: openssl)",
}


def missing() -> list[str]:
    lacking = [f"{name}: {purpose}" for name, purpose in NEEDED.items() if shutil.which(name) is None]
    if litellm.program() is None:
        lacking.append("litellm: answers as a model does (PyPI: Tests/EndToEnd/requirements-litellm.txt)")
    return lacking
