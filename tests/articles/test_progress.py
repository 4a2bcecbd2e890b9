"""How much of a pile of files has been read, whatever their format."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from dashboard.articles import ReadSoFar, read_articles
from dashboard.model import Article
from tests.articles import making

COUNT = 1500
WORDS = [f"كلمة{number}" for number in range(5000)]


def varied() -> list[dict[str, str]]:
    """Articles that packing makes no smaller than others of the same length."""
    chance = random.Random(3)
    return [
        {**one, "text": " ".join(chance.choices(WORDS, k=150))} for one in making.articles(COUNT)
    ]


def zipped(rows: list[dict[str, str]]) -> bytes:
    return making.zipped({f"{at}.json": making.jsonl([row]) for at, row in enumerate(rows)})


def grouped(rows: list[dict[str, str]]) -> bytes:
    out = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), out, row_group_size=50)
    return out.getvalue()


def workbook(rows: list[dict[str, str]]) -> bytes:
    return making.workbook([list(rows[0]), *(list(row.values()) for row in rows)])


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("a.parquet", grouped),
        ("a.xlsx", workbook),
        ("a.jsonl", making.jsonl),
        ("a.jsonl.gz", lambda rows: making.gzipped(making.jsonl(rows))),
        ("a.csv", making.separated),
        ("a.zip", zipped),
        ("one.zip", lambda rows: making.zipped({"a.jsonl": making.jsonl(rows)})),
    ],
)
def test_half_of_the_articles_are_half_of_the_file(
    name: str, made: Callable[[list[dict[str, str]]], bytes], tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(made(varied()))
    so_far = ReadSoFar([path])
    shares = [so_far.share]
    for article in read_articles([path], so_far=so_far):
        assert isinstance(article, Article)
        shares.append(so_far.share)
    assert shares[0] == 0
    assert shares == sorted(shares)
    # Texts are read ahead to know their encoding.
    assert 0.4 < shares[COUNT // 2] < 0.65
    assert so_far.share == 1


def test_a_file_that_is_not_read_through_counts_as_read(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(making.TEXT, encoding="utf-8")
    (tmp_path / "b.exe").write_bytes(bytes(50_000))
    (tmp_path / "c.pdf").write_bytes(b"%PDF-" + bytes(20_000))
    (tmp_path / "d.txt").write_text(making.TEXT, encoding="utf-8")
    so_far = ReadSoFar([tmp_path])
    shares = [so_far.share for one in read_articles([tmp_path], so_far=so_far)]
    assert shares == sorted(shares)
    assert 0 < shares[0] < 0.1
    assert so_far.share > 0.25, "the .exe has no reader, and is told at the end"


@pytest.mark.parametrize("paths", [[], ["nowhere.jsonl"], ["a\x00.txt"]])
def test_there_may_be_nothing_to_read(paths: list[str]) -> None:
    so_far = ReadSoFar(paths)
    list(read_articles(paths, so_far=so_far))
    assert so_far.share == 1


def test_many_calls_share_one_account(tmp_path: Path) -> None:
    paths = [tmp_path / f"{at}.jsonl" for at in range(4)]
    for path in paths:
        path.write_bytes(making.jsonl(making.articles(10)))
    so_far = ReadSoFar(paths)
    shares = []
    for path in paths:
        assert len(list(read_articles([path], so_far=so_far))) == 10
        shares.append(so_far.share)
    assert shares == [0.25, 0.5, 0.75, 1.0]
