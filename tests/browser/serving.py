"""Starts what the browser tests and the screenshots need: the real server, a real browser."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CHROMIUM = next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
_START = 300  # tries of a fifth of a second


class ServerError(RuntimeError):
    pass


@dataclass(frozen=True)
class Site:
    """A running dashboard: its address, the folder of its collections, and its log."""

    address: str
    home: Path
    log: Path

    def told(self, lines: int = 60) -> str:
        """The last lines of the server's log."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])


@contextmanager
def serving(
    home: Path,
    log: Path,
    environment: Mapping[str, str] | None = None,
    options: Sequence[str] = (),
    script: str = "app.py",
) -> Iterator[Site]:
    """``streamlit run app.py`` on a free port, with its collections in ``home``; ``environment``
    and ``options`` are given to it besides. ``script`` may be asgi.py."""
    port = _free_port()
    command = [sys.executable, "-m", "streamlit", "run", script]
    command += ["--server.port", str(port), "--server.headless", "true"]
    command += ["--server.address", "localhost", *options]
    ours = {"SIYAQ_DATA": str(home), "OMP_NUM_THREADS": "1"}
    site = Site(f"http://localhost:{port}", home, log)
    with log.open("wb") as written:
        process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, **ours, **(environment or {})},
            stdout=written,
            stderr=subprocess.STDOUT,
        )
        try:
            _wait_until_healthy(site, process)
            yield site
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(20)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def _wait_until_healthy(site: Site, process: subprocess.Popen[bytes]) -> None:
    for _ in range(_START):
        try:
            with urllib.request.urlopen(f"{site.address}/_stcore/health", timeout=5) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        try:
            process.wait(0.2)
        except subprocess.TimeoutExpired:
            continue
        raise ServerError(f"the server ended while starting:\n{site.told()}")
    raise ServerError(f"the server did not become healthy:\n{site.told()}")
