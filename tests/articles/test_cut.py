"""Files whose end is missing: what stands whole before the cut is read; one line tells of it."""

from __future__ import annotations

import io
import json
import random
import zipfile
from collections.abc import Callable

import pytest

from dashboard.articles import limits, preview_bytes, read_bytes
from dashboard.model import Article, Rejected
from tests.articles import making

ROWS = [
    {**making.ARTICLE, "id": f"n{number}", "text": " ".join(map(str, random.Random(number).choices(
        range(10**6), k=60)))}
    for number in range(12)
]  # fmt: skip
WHOLE = [row["id"] for row in ROWS]


class Unseekable(io.RawIOBase):
    """What a server that packs while it sends writes to: sizes stand behind each file."""

    def __init__(self) -> None:
        self.written = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: bytes) -> int:  # type: ignore[override]
        self.written += piece
        return len(piece)


def streamed(files: dict[str, bytes]) -> bytes:
    out = Unseekable()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return bytes(out.written)


def stored(files: dict[str, bytes]) -> bytes:
    return making.zipped(files, zipfile.ZIP_STORED)


def files() -> dict[str, bytes]:
    return {f"{row['id']}.jsonl": making.jsonl([row]) for row in ROWS}


def told(data: bytes, name: str) -> tuple[list[str], Rejected]:
    """The ids of the articles that are read, and the one line of complaint."""
    found = list(read_bytes(data, name, name))
    (rejected,) = (each for each in found if isinstance(each, Rejected))
    return [each.id for each in found if isinstance(each, Article)], rejected


@pytest.mark.parametrize("packed", [making.zipped, stored, streamed])
@pytest.mark.parametrize("share", [0.2, 0.5, 0.8])
def test_the_files_before_the_cut_of_an_archive_are_read(
    packed: Callable[[dict[str, bytes]], bytes], share: float
) -> None:
    data = packed(files())
    cut = data[: int(len(data) * share)]
    read, rejected = told(cut, "a.zip")
    first_missing = next(name for name in files() if _end_of(data, name) > len(cut))
    assert sorted(read) == sorted(WHOLE[: list(files()).index(first_missing)])
    assert read
    assert "cut off" in rejected.reason
    # Where the cut goes through what stands before a file, there is no name yet.
    assert rejected.where in (f"a.zip!{first_missing}", "a.zip")


def _end_of(data: bytes, name: str) -> int:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        entry = archive.getinfo(name)
    return entry.header_offset + 30 + len(name.encode()) + entry.compress_size


@pytest.mark.parametrize("packed", [making.zipped, stored, streamed])
def test_nothing_is_missing_when_only_the_table_of_contents_is(
    packed: Callable[[dict[str, bytes]], bytes],
) -> None:
    data = packed(files())
    read, rejected = told(data[: data.index(b"PK\x01\x02") + 60], "a.zip")
    assert sorted(read) == sorted(WHOLE)
    assert rejected.where == "a.zip"
    assert "the end of the archive is cut off" in rejected.reason


@pytest.mark.parametrize("packed", [making.zipped, stored, streamed])
def test_the_whole_articles_of_a_file_that_is_cut_are_read(
    packed: Callable[[dict[str, bytes]], bytes],
) -> None:
    data = packed({"all.jsonl": making.jsonl(ROWS)})
    read, rejected = told(data[: int(len(data) * 0.7)], "a.zip")
    assert read == WHOLE[: len(read)]
    assert 3 < len(read) < len(WHOLE)
    assert rejected.where == "a.zip!all.jsonl"
    assert rejected.reason.startswith("cut off; ")
    assert f"({len(read)} articles before it were read)" in rejected.reason


def test_an_archive_that_is_cut_is_not_trusted_more_than_another() -> None:
    bomb = b"0" * 50_000_000
    for packed in (making.zipped, streamed):
        data = packed({"a.txt": making.TEXT.encode(), "bomb.txt": bomb, "c.txt": b"x"})
        found = list(read_bytes(data[:-100], "a.zip", "a.zip"))
        assert any(isinstance(each, Rejected) and "made to" in each.reason for each in found)
        assert not any(isinstance(each, Article) and "000" in each.text for each in found)
    nested = making.zipped({"b.zip": making.zipped({"c.txt": b"x"}), "d.txt": making.TEXT.encode()})
    found = list(read_bytes(nested[:-70], "a.zip", "a.zip"))
    assert any(isinstance(each, Rejected) and each.where == "a.zip!b.zip" for each in found)
    locked = making.locked_zip({"a.txt": b"x", "b.txt": b"y"})
    found = list(read_bytes(locked[:-30], "a.zip", "a.zip"))
    assert any(isinstance(each, Rejected) and "password" in each.reason for each in found)


def test_an_archive_that_is_cut_has_no_more_files_than_another(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(limits, "MEMBERS", 3)
    data = making.zipped(files())
    [rejected] = read_bytes(data[:-70], "a.zip", "a.zip")
    assert isinstance(rejected, Rejected)
    assert "the most is 3: split it" in rejected.reason


def test_the_columns_of_what_is_cut_are_shown() -> None:
    rows = [{"a": row["title"], "b": row["text"]} for row in ROWS]
    data = making.zipped({"a.csv": making.separated(rows)})
    assert preview_bytes(data[: int(len(data) * 0.7)], "a.zip").guesses == {
        "text": "b",
        "title": "a",
    }
    preview = preview_bytes(making.gzipped(making.jsonl(rows))[:-90], "a.jsonl.gz")
    assert [one.name for one in preview.columns] == ["a", "b"]


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.jsonl.gz", lambda: making.jsonl(ROWS)),
        ("ascii.jsonl.gz", lambda: b"".join(json.dumps(row).encode() + b"\n" for row in ROWS)),
        ("a.json.gz", lambda: json.dumps(ROWS, ensure_ascii=False).encode()),
        ("lines.json.gz", lambda: json.dumps(ROWS, ensure_ascii=False, indent=1).encode()),
        ("wide.json.gz", lambda: json.dumps(ROWS, ensure_ascii=False).encode("utf-16")),
        ("a.csv.gz", lambda: making.separated(ROWS)),
        ("a.tsv.gz", lambda: making.separated(ROWS, "\t")),
    ],
)
def test_the_whole_articles_before_the_cut_of_a_gzip_file_are_read(
    name: str, made: Callable[[], bytes]
) -> None:
    packed = making.gzipped(made())
    for share in (0.5, 0.9):
        read, rejected = told(packed[: int(len(packed) * share)], name)
        assert read == WHOLE[: len(read)]
        assert len(read) >= 2
        assert "cut off" in rejected.reason
        assert f"({len(read)} articles before it were read)" in rejected.reason
    read, _ = told(packed[:-8], name)
    assert read in (WHOLE, WHOLE[:-1]), "only the checksum is missing"


def test_a_text_that_is_cut_is_no_article() -> None:
    packed = making.gzipped(making.TEXT.encode() * 40)
    read, rejected = told(packed[:-30], "a.txt.gz")
    assert read == []
    assert "cut off" in rejected.reason
