"""What a person sees before saying which column holds the text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dashboard.articles import preview_bytes, preview_columns, read_bytes
from dashboard.articles.columns import Column
from dashboard.model import Article
from tests.articles import making
from tests.articles.making import ARTICLE, FIRST, SECOND, TITLE

UNKNOWN: list[dict[str, str]] = [
    {"a": TITLE, "b": FIRST, "c": "2020-07-23"},
    {"a": TITLE, "b": SECOND, "c": ""},
]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", lambda: making.separated(UNKNOWN)),
        ("a.tsv", lambda: making.separated(UNKNOWN, "\t")),
        ("a.jsonl", lambda: making.jsonl(UNKNOWN)),
        ("a.jsonl.gz", lambda: making.gzipped(making.jsonl(UNKNOWN))),
        ("a.parquet", lambda: making.parquet([dict(row) for row in UNKNOWN])),
        (
            "a.xlsx",
            lambda: making.workbook([["a", "b", "c"], *map(list, map(dict.values, UNKNOWN))]),
        ),
        ("a.zip", lambda: making.zipped({"0.txt": b"x", "a.csv": making.separated(UNKNOWN)})),
    ],
)
def test_columns_come_with_samples(name: str, data: Callable[[], bytes]) -> None:
    preview = preview_bytes(data(), name)
    assert preview.needs_mapping
    assert preview.fields == {}
    a, b, c = preview.columns
    assert a == Column("a", "", (TITLE,))
    assert (b.name, len(b.samples)) == ("b", 2)
    assert b.samples[0].startswith(FIRST[:40])
    assert c.samples == ("2020-07-23",)


def test_the_mapping_that_was_chosen_is_used() -> None:
    data = making.separated(UNKNOWN)
    assert not [e for e in read_bytes(data, "a.csv", "a.csv") if isinstance(e, Article)]
    fields = {"title": "a", "text": "b", "date": "c"}
    first, second = read_bytes(data, "a.csv", "a.csv", fields=fields)
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.text, str(first.published)) == (TITLE, FIRST, "2020-07-23")
    assert second.published is None


def test_recognised_columns_need_no_mapping() -> None:
    preview = preview_bytes(making.separated([ARTICLE]), "a.csv")
    assert not preview.needs_mapping
    assert preview.fields == {name: name for name in ARTICLE}
    assert [column.field for column in preview.columns] == list(ARTICLE)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", FIRST.encode()),
        ("a.csv", b""),
        ("a.csv", bytes(999)),
        ("a.zip", b"PK\x03\x04"),
        ("a.parquet", b"PAR1"),
        ("a.jsonl", b"{" * 5000),
        ("a.exe", b"MZ"),
        ("a", b"x"),
    ],
)
def test_what_has_no_columns_needs_no_mapping(name: str, data: bytes) -> None:
    preview = preview_bytes(data, name)
    assert preview.columns == ()
    assert not preview.needs_mapping


def test_samples_are_one_safe_short_line(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('x\n"a\nb\u202e"\n' + "y" * 500, encoding="utf-8")
    (column,) = preview_columns(path).columns
    assert column.samples[0] == "a\\nb\\u202e"
    assert len(column.samples[1]) < 90


def test_a_missing_file_has_no_columns(tmp_path: Path) -> None:
    assert preview_columns(tmp_path / "missing.csv").columns == ()
