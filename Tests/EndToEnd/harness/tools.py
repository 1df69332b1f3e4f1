"""Programs of the machine that the suite cannot do without."""

from __future__ import annotations

import shutil

NEEDED = {
    "promtool": "checks the exposition (Debian: prometheus)",
    "strace": "counts the syncs of a commit (Debian: strace)",
    "unshare": "gives a server a small file system of its own (Debian: util-linux)",
    "openssl": "makes a certificate (Debian: openssl)",
}


def missing() -> list[str]:
    return [f"{name}: {purpose}" for name, purpose in NEEDED.items() if shutil.which(name) is None]
