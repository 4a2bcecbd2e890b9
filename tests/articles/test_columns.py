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
        ("semicolon.tsv", lambda: making.separated(UNKNOWN, ";")),
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


def test_guesses_follow_what_the_columns_hold() -> None:
    rows = [
        {"n": "1595510400", "u": f"https://a.example/{n}", "k": "سياسة", **row}
        for n, row in enumerate(UNKNOWN)
    ]
    preview = preview_bytes(making.separated(rows), "a.csv")
    assert preview.guesses == {"url": "u", "date": "c", "text": "b", "title": "a"}
    assert len(preview.rows) == 2
    assert preview.rows[1][:3] == ("1595510400", "https://a.example/1", "سياسة")


def test_nothing_is_guessed_for_what_a_name_says() -> None:
    rows = [{"title": TITLE, "b": FIRST, "c": "2020-07-23"}]
    preview = preview_bytes(making.separated(rows), "a.csv")
    assert preview.needs_mapping, "a title alone may not be all there is"
    assert preview.fields == {"title": "title"}
    assert preview.guesses == {"date": "c", "text": "b"}


@pytest.mark.parametrize(
    "held", [["1", "2"], ["سياسة", "اقتصاد"], ["", ""], ["42500", "42501"], ["42500.5", "42501.25"]]
)
def test_nothing_is_guessed_without_a_reason(held: list[str]) -> None:
    preview = preview_bytes(making.jsonl([{"a": one} for one in held]), "a.jsonl")
    assert preview.guesses == {}


def test_what_a_mapping_leaves_out_is_recognised_unless_it_says_no() -> None:
    rows = [{"title": TITLE, "b": FIRST, "date": "2020-07-23"}]
    data = making.separated(rows)
    (article,) = read_bytes(data, "a.csv", "a.csv", fields={"text": "b"})
    assert isinstance(article, Article)
    assert (article.title, article.text, str(article.published)) == (TITLE, FIRST, "2020-07-23")
    (article,) = read_bytes(data, "a.csv", "a.csv", fields={"text": "b", "date": "", "id": ""})
    assert isinstance(article, Article)
    assert (article.title, article.published) == (TITLE, None)
    (article,) = read_bytes(data, "a.csv", "a.csv", fields={"text": "title"})
    assert isinstance(article, Article)
    assert (article.title, article.text) == ("", TITLE), "one column is not both"


def test_recognised_columns_need_no_mapping() -> None:
    preview = preview_bytes(making.separated([ARTICLE]), "a.csv")
    assert not preview.needs_mapping
    assert preview.fields == {name: name for name in ARTICLE}
    assert [column.field for column in preview.columns] == list(ARTICLE)


@pytest.mark.parametrize(
    ("names", "asked"),
    [
        (("headline", "body", "date", "source"), False),
        (("headline", "body", "when", "source"), True),
        (("headline", "body", "date", "no day"), False),
    ],
)
def test_a_day_that_would_be_overlooked_is_worth_asking_for(names, asked) -> None:
    title, body, day, last = names
    rows = [
        {title: TITLE, body: f"{FIRST} {n}", day: f"2020-07-{n:02}", last: f"وكالة {n % 2}"}
        for n in range(1, 9)
    ]
    preview = preview_bytes(making.separated(rows), "a.csv")
    assert not preview.needs_mapping
    assert preview.is_worth_asking is asked
    if asked:
        assert preview.guesses["date"] == "when"


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
