"""The same articles out of every format."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable

import pytest

from dashboard.articles import read_bytes
from dashboard.articles.formats import READERS
from dashboard.model import Article, Rejected
from tests.articles import making
from tests.articles.making import ARTICLE, DAY, FIRST, SECOND, TEXT, TITLE

HEADER: list[object] = list(ARTICLE)
ROW: list[object] = list(ARTICLE.values())

WRAPPED = {"_id": "n1", "_source": {key: each for key, each in ARTICLE.items() if key != "id"}}


def read(data: bytes, name: str) -> list[Article | Rejected]:
    return list(read_bytes(data, name, name))


def only_article(data: bytes, name: str) -> Article:
    (article,) = read(data, name)
    assert isinstance(article, Article), article
    return article


WITH_FIELDS: dict[str, Callable[[], bytes]] = {
    "a.jsonl": lambda: making.jsonl([ARTICLE]),
    "a.ndjson": lambda: making.jsonl([ARTICLE]),
    "list.json": lambda: json.dumps([ARTICLE], indent=2, ensure_ascii=False).encode(),
    "one.json": lambda: json.dumps(ARTICLE, indent=2).encode(),
    "held.json": lambda: json.dumps({"status": "ok", "articles": [ARTICLE]}).encode(),
    "deeper.json": lambda: json.dumps({"response": {"found": 1, "docs": [ARTICLE]}}).encode(),
    "by-id.json": lambda: json.dumps({"n1": {**ARTICLE, "id": "n1"}}).encode(),
    "elastic.json": lambda: json.dumps({"hits": {"hits": [WRAPPED]}}).encode(),
    "elastic.jsonl": lambda: making.jsonl([WRAPPED]),
    "lines.json": lambda: making.jsonl([ARTICLE]),
    "list.jsonl": lambda: json.dumps([ARTICLE], indent=1).encode(),
    "pretty.jsonl": lambda: json.dumps(ARTICLE, indent=1).encode(),
    "a.csv": lambda: making.separated([ARTICLE]),
    "semicolon.csv": lambda: making.separated([ARTICLE], ";"),
    "a.tsv": lambda: making.separated([ARTICLE], "\t"),
    "semicolon.tsv": lambda: making.separated([ARTICLE], ";"),
    "comma.tsv": lambda: making.separated([ARTICLE]),
    "marked.csv": lambda: making.separated([ARTICLE], encoding="utf-8-sig"),
    "a.xlsx": lambda: making.workbook([HEADER, ROW]),
    "a.parquet": lambda: making.parquet([dict(ARTICLE)]),
    "a.jsonl.gz": lambda: making.gzipped(making.jsonl([ARTICLE])),
    "a.zip": lambda: making.zipped({"news/a.jsonl": making.jsonl([ARTICLE])}),
    "atom.xml": lambda: making.atom([ARTICLE]),
}


@pytest.mark.parametrize("name", WITH_FIELDS)
def test_formats_with_fields_give_the_whole_article(name: str) -> None:
    article = only_article(WITH_FIELDS[name](), name)
    assert article == Article(
        id="n1",
        title=TITLE,
        text=TEXT,
        source="صحيفة المثال",
        url="https://news.example/n1",
        published=dt.date.fromisoformat(DAY),
    )


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.txt", lambda: f"{TITLE}\n{TEXT}\n".encode()),
        ("windows.txt", lambda: f"{TITLE}\r\n{TEXT}\r\n".replace("\r\n", "\n").encode("cp1256")),
        ("a.docx", making.word),
        ("plain.docx", lambda: making.word("", [TITLE, FIRST, SECOND])),
        ("a.html", making.web_page),
        ("logical.pdf", lambda: making.pdf([[TITLE, "", FIRST, SECOND]])),
        ("a.zip", lambda: making.zipped({"a.docx": making.word()})),
    ],
)
def test_formats_of_one_article_give_title_and_text(name: str, data: Callable[[], bytes]) -> None:
    article = only_article(data(), name)
    assert (article.title, article.text) == (TITLE, TEXT)


def test_every_reader_has_a_format_in_these_tests() -> None:
    named = {f".{name.rsplit('.', 1)[1]}" for name in WITH_FIELDS}
    assert set(READERS) - named <= {".txt", ".docx", ".html", ".htm", ".xhtml", ".pdf", ".rss",
                                    ".atom"}  # fmt: skip


def test_a_saved_page_keeps_its_marks_and_loses_its_menus() -> None:
    article = only_article(making.web_page(), "a.html")
    assert article.published == dt.date(2020, 7, 23)
    assert article.source == "صحيفة المثال"
    assert article.url == "https://news.example/n1"
    for boilerplate in ("الرئيسية", "اقرأ أيضا", "الحقوق", "hidden", "color"):
        assert boilerplate not in article.content


def test_a_page_says_its_encoding() -> None:
    page = making.web_page().decode().replace('charset="utf-8"', 'charset="windows-1256"')
    assert only_article(page.encode("cp1256"), "a.html").text == TEXT


def test_a_page_without_article_marks_still_gives_its_text() -> None:
    article = only_article(f"<html><body><div>{FIRST}<br>{SECOND}".encode(), "a.html")
    assert FIRST in article.content


def test_a_feed_gives_an_article_for_each_entry() -> None:
    found = read(making.rss(making.articles(2)), "a.rss")
    assert [each.id for each in found if isinstance(each, Article)] == ["n1", "n2"]
    article = found[0]
    assert isinstance(article, Article)
    assert (article.title, article.text, article.source) == (TITLE, TEXT, "صحيفة المثال")
    # 23:30 in Baghdad is the 23rd there, whatever day it is in Greenwich.
    assert article.published == dt.date(2020, 7, 23)


def test_each_sheet_of_a_workbook_has_its_own_columns() -> None:
    data = making.workbook(
        [["العنوان", "النص", "التاريخ"], [TITLE, FIRST, dt.date(2020, 7, 23)]],
        {"more": [[], ["text", "id"], [SECOND, 7]]},
    )
    first, second = read(data, "a.xlsx")
    assert isinstance(first, Article)
    assert isinstance(second, Article)
    assert (first.title, first.published) == (TITLE, dt.date(2020, 7, 23))
    assert (second.id, second.text) == ("7", SECOND)


def test_tables_in_a_word_file_are_read_in_their_place_and_once() -> None:
    import io

    import docx

    document = docx.Document()
    document.add_paragraph(FIRST)
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).merge(table.cell(0, 1)).text = "المدينة"
    table.cell(1, 0).text = "الموصل"
    table.cell(1, 1).text = "120 مدرسة"
    document.add_paragraph(SECOND)
    out = io.BytesIO()
    document.save(out)
    article = only_article(out.getvalue(), "a.docx")
    assert article.content.splitlines() == [FIRST, "المدينة", "الموصل", "120 مدرسة", SECOND]


def test_rows_may_end_early_and_cells_may_hold_lines() -> None:
    data = f'text,title,source\n"{FIRST}\n\n{SECOND}",{TITLE}\n'.encode()
    article = only_article(data, "a.csv")
    assert article.text == f"{FIRST}\n\n{SECOND}"
    assert article.source == ""


@pytest.mark.parametrize(
    ("header", "row"),
    [("text\ttitle, subtitle; section", f"{FIRST}\tأول، ثان"), ("text", f"{FIRST}, {SECOND}")],
)
def test_a_tab_parts_what_is_named_for_it_where_it_can(header: str, row: str) -> None:
    article = only_article(f"{header}\n{row}\n".encode(), "a.tsv")
    assert article.text == row.split("\t")[0]


def test_a_json_list_may_be_longer_than_what_is_held_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("dashboard.articles.formats.json_values._CHUNK", 7)
    rows = making.articles(40)
    found = read(json.dumps(rows, indent=1, ensure_ascii=False).encode(), "a.json")
    assert [each.id for each in found if isinstance(each, Article)] == [row["id"] for row in rows]
