"""Starts ``asgi.py`` as a process of its own, to be used, killed and started again."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_START = 240.0  # seconds; the machine may be slow and shared


@dataclass(frozen=True)
class Hosted:
    """A running server: its address, its process, and its log."""

    address: str
    process: subprocess.Popen[bytes]
    log: Path

    def told(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


@contextmanager
def hosted(home: Path, log: Path, **settings: str) -> Iterator[Hosted]:
    """The server on a free port, with its collections in ``home``; ended with the block."""
    site = start(home, log, **settings)
    try:
        yield site
    finally:
        end(site)


def start(home: Path, log: Path, **settings: str) -> Hosted:
    port = _free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("STREAMLIT_")},
        "SIYAQ_DATA": str(home),
        "OMP_NUM_THREADS": "1",
        "MALLOC_ARENA_MAX": "2",
        "STREAMLIT_SERVER_PORT": str(port),
        "STREAMLIT_SERVER_ADDRESS": "127.0.0.1",
        "STREAMLIT_SERVER_HEADLESS": "true",
        **settings,
    }
    with log.open("ab") as written:
        process = subprocess.Popen(
            [sys.executable, "asgi.py"],
            cwd=ROOT,
            env=environment,
            stdout=written,
            stderr=subprocess.STDOUT,
        )
    site = Hosted(f"http://127.0.0.1:{port}", process, log)
    until = time.monotonic() + _START
    while time.monotonic() < until:
        if process.poll() is not None:
            raise RuntimeError(f"the server ended while starting:\n{site.told()}")
        try:
            with urllib.request.urlopen(f"{site.address}/ready", timeout=30) as answer:
                if answer.status == 200:
                    return site
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    end(site)
    raise RuntimeError(f"the server did not become ready:\n{site.told()}")


def end(site: Hosted) -> int:
    """Ends the server as a host does: it is asked to, and killed when it does not."""
    if site.process.poll() is None:
        site.process.terminate()
    try:
        return site.process.wait(60)
    except subprocess.TimeoutExpired:
        site.process.kill()
        return site.process.wait(30)


def _free_port() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
