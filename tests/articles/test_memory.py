"""Memory while reading does not grow with the size of the file."""

from __future__ import annotations

import io
import tracemalloc
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

import pytest

from dashboard.articles import read_articles, read_stream
from dashboard.model import Article
from tests.articles import making
from tests.articles.making import ARTICLE, TEXT

ROWS = 1_000
LONG = {**ARTICLE, "text": f"{TEXT}\n" * 80}
MOST = 9_000_000  # bytes held by Python at any time; the files have some 25 million


class Repeated(io.RawIOBase):
    """A file of ``head``, so many times ``row``, and ``tail``, which is never held whole."""

    def __init__(self, head: bytes, row: bytes, tail: bytes = b"") -> None:
        self._make = lambda: _pieces(head, row, tail)
        self._left = self._make()
        self._rest = b""
        self._size = len(head) + ROWS * len(row) + len(tail)

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence == io.SEEK_END:
            return self._size
        assert (offset, whence) == (0, io.SEEK_SET)
        self._left, self._rest = self._make(), b""
        return 0

    def readinto(self, buffer: bytearray) -> int:  # type: ignore[override]
        while not self._rest:
            piece = next(self._left, None)
            if piece is None:
                return 0
            self._rest = piece
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count


def _pieces(head: bytes, row: bytes, tail: bytes) -> Iterator[bytes]:
    yield head
    for _ in range(ROWS // 10):
        yield row * 10
    yield tail


def long_jsonl() -> BinaryIO:
    return io.BufferedReader(Repeated(b"", making.jsonl([LONG])))


def long_json() -> BinaryIO:
    row = making.jsonl([LONG])
    return io.BufferedReader(Repeated(b"[" + row, b"," + row, b"]"))


def long_csv() -> BinaryIO:
    head, row = making.separated([LONG]).split(b"\r\n", 1)
    return io.BufferedReader(Repeated(head + b"\r\n", row))


def peak_while_reading(found: Iterator[object]) -> tuple[int, int]:
    """(number of articles, the most bytes that Python held)."""
    tracemalloc.start()
    try:
        count = sum(isinstance(each, Article) for each in found)
        return count, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("name", "stream"), [("a.jsonl", long_jsonl), ("a.json", long_json), ("a.csv", long_csv)]
)
def test_long_files_are_read_in_little_memory(name: str, stream: Callable[[], BinaryIO]) -> None:
    count, peak = peak_while_reading(read_stream(stream(), name, name))
    assert count in (ROWS, ROWS + 1)
    assert peak < MOST, peak


def test_a_long_file_in_an_archive_is_read_in_little_memory(tmp_path: Path) -> None:
    row = making.jsonl([LONG])
    with (
        zipfile.ZipFile(tmp_path / "a.zip", "w", zipfile.ZIP_STORED) as archive,
        archive.open("a.jsonl", "w") as member,
    ):
        for _ in range(ROWS // 10):
            member.write(row * 10)
    count, peak = peak_while_reading(read_articles([tmp_path / "a.zip"]))
    assert count == ROWS
    assert peak < MOST, peak
