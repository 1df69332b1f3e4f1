"""Disks that fail under a running server."""

from __future__ import annotations

import contextlib
import signal
import subprocess
from pathlib import Path


@contextlib.contextmanager
def unreadable(pid: int, *paths: Path):
    """Every read of these files by the process fails, as on a disk that is going."""
    places = [argument for path in paths for argument in ("-P", str(path))]
    fault = ["-e", "trace=pread64", "-e", "inject=pread64:error=EIO"]
    tracer = subprocess.Popen(
        ["strace", "-f", "-p", str(pid), *fault, *places, "-o", "/dev/null"],
        stderr=subprocess.PIPE, stdin=subprocess.DEVNULL, text=True,
    )
    try:
        line = tracer.stderr.readline()
        assert "attached" in line, f"strace: {line}"
        yield
    finally:
        tracer.send_signal(signal.SIGINT)
        tracer.wait(10)
        tracer.stderr.close()
