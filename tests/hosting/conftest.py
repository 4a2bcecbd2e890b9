"""A folder of collections with a small story in the sample's place, and a database for servers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from dashboard.collection import build
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from tests.collection.conftest import postgresql  # noqa: F401  (a fixture)
from tests.pages.story import STORY


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hosted") / "collections"
    build(STORY, folder / "sample.collection", Extractor(names_engine("builtin")), name="Story")
    return folder


class Cable:
    """A way to PostgreSQL that can be pulled out and put in again: TCP here, its socket there."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        folder = parse_qs(parts.query)["host"][0]
        self._far = next(str(one) for one in Path(folder).glob(".s.PGSQL.*") if one.is_socket())
        self._open: list[socket.socket] = []
        self._near = socket.create_server(("127.0.0.1", 0))
        port = self._near.getsockname()[1]
        self.url = f"postgresql://{parts.username}@127.0.0.1:{port}{parts.path}"
        self._in = True
        threading.Thread(target=self._accept, daemon=True).start()

    def pull(self) -> None:
        self._in = False
        for one in self._open:
            with suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()
        self._open.clear()

    def plug(self) -> None:
        self._in = True

    def _accept(self) -> None:
        while True:
            near, _ = self._near.accept()
            if not self._in:
                near.close()
                continue
            far = socket.socket(socket.AF_UNIX)
            far.connect(self._far)
            self._open += [near, far]
            for one, other in ((near, far), (far, near)):
                threading.Thread(target=_pass_on, args=(one, other), daemon=True).start()


def _pass_on(one: socket.socket, other: socket.socket) -> None:
    with suppress(OSError):
        while data := one.recv(1 << 16):
            other.sendall(data)
    with suppress(OSError):
        other.shutdown(socket.SHUT_WR)


@pytest.fixture
def cable(postgresql: str) -> Iterator[Cable]:  # noqa: F811
    made = Cable(postgresql)
    yield made
    made.pull()
