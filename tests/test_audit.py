"""The audit tells holes, and tells apart that there are none from that nobody could be asked."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.audit import CLEAN, HOLES, NOT_ASKED, SERVICE, unreachable

ROOT = Path(__file__).resolve().parents[1]
pytest.importorskip("pip_audit", reason="pip-audit (tests/requirements.txt) is missing")


def audited(*arguments: str) -> tuple[int, str]:
    told = subprocess.run(
        [sys.executable, "-m", "tests.audit", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    return told.returncode, told.stdout + told.stderr


@contextmanager
def advisories(about: str) -> Iterator[str]:
    """A service that knows of one hole, in the package ``about``."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            hole = {
                "id": "PYSEC-2099-1",
                "modified": "2099-01-01T00:00:00Z",
                "details": "a hole",
                "affected": [
                    {
                        "package": {"name": about, "ecosystem": "PyPI"},
                        "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}],
                    }
                ],
            }
            found = {"vulns": [hole]} if asked["package"]["name"] == about else {}
            body = json.dumps(found).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/v1/query"
    finally:
        server.shutdown()
        server.server_close()
        thread.join(10)


@pytest.mark.parametrize(("about", "status"), [("streamlit", HOLES), ("not-installed", CLEAN)])
def test_a_known_hole_is_told(about: str, status: int) -> None:
    with advisories(about) as address:
        found, told = audited("--osv-url", address)
    assert found == status, told
    assert ("PYSEC-2099-1" in told) == (status == HOLES)


def test_that_nobody_could_be_asked_is_told() -> None:
    found, told = audited("--osv-url", "http://127.0.0.1:9/v1/query")
    assert found == NOT_ASKED
    assert told.startswith("skipped: ")
    assert "nothing was audited" in told


def test_nothing_that_is_installed_has_a_known_hole() -> None:
    if fault := unreachable(SERVICE):
        pytest.skip(f"nothing was audited: the service of advisories cannot be asked ({fault})")
    found, told = audited()
    assert found == CLEAN, told
