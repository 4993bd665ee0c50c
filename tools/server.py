"""Start the app as its users do, on a free port, for the time of a `with` block."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HEALTH = ("/api/health", "/_stcore/health")
PATIENCE = 90.0
"""Seconds until a server that does not answer counts as failed; a cold laptop disk is slow."""


class ServerError(RuntimeError):
    """The app did not start; the message carries its log."""


@dataclass(frozen=True, slots=True)
class Server:
    """A running app: `origin` without a slash at the end, and the file that its log goes to."""

    origin: str
    log: Path
    process: subprocess.Popen[bytes]

    def url(self, path: str = "/") -> str:
        """The address of a path that starts with a slash."""
        return self.origin + path

    def tail(self, characters: int = 4000) -> str:
        """The end of the log."""
        return self.log.read_text(encoding="utf-8", errors="replace")[-characters:]


def free_port() -> int:
    """A port of this machine that nobody listened on just now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@contextmanager
def serve(
    log: Path, root: Path = ROOT, script: Sequence[str] = ("streamlit_app.py",)
) -> Iterator[Server]:
    """Serve the app of the checkout `root`, healthy, and end it after the block.

    `script` may be another than the app's, with its arguments behind it.

    Raises `ServerError` with the log if it ends or stays silent for `PATIENCE` seconds.
    """
    port = free_port()
    command = [
        *(sys.executable, "-m", "streamlit", "run", script[0]),
        *("--server.port", str(port), "--server.address", "127.0.0.1"),
        *("--server.headless", "true", "--server.fileWatcherType", "none"),
        *("--browser.gatherUsageStats", "false"),
        *("--", *script[1:]),
    ]
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command,
            cwd=root,
            env={**os.environ, "PYTHONPATH": str(root)},
            stdin=subprocess.DEVNULL,
            stdout=sink,
            stderr=subprocess.STDOUT,
        )
    server = Server(f"http://127.0.0.1:{port}", log, process)
    try:
        _await_health(server)
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _await_health(server: Server) -> None:
    deadline = time.monotonic() + PATIENCE
    while not any(_answers(server.url(path)) for path in HEALTH):
        if server.process.poll() is not None:
            raise ServerError(f"the app ended at its start:\n{server.tail()}")
        if time.monotonic() > deadline:
            raise ServerError(f"the app did not answer in {PATIENCE:.0f} s:\n{server.tail()}")
        time.sleep(0.1)


def _answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as response:
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False
