"""Articles found by what they contain."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from dashboard.collection import Collection, build, open_collection
from dashboard.collection.searching import found_spans, query_parts
from dashboard.model import Article, DateAxis, Mark, MentionKind, Selection
from tests.collection.word_extractor import WordExtractor

ARTICLES = [
    Article(
        "a",
        "زيارة بالعراق",
        "وصل الوفد إلى المطار.\nثم غادر إلى الكويت.",
        "واع",
        "",
        dt.date(2020, 1, 2),
    ),
    Article("b", "", "إِعَادَةُ الإعمار مستمرة في العراق.", "س", "", dt.date(2019, 5, 5)),
    Article("c", "", "لا أسماء هنا سوى إعادة النظر.", "س"),
]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder: Path = tmp_path_factory.mktemp("three")
    build(ARTICLES, folder, WordExtractor())
    return open_collection(folder)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["a", "b", "c"]),
        ("العراق", ["a", "b"]),
        ("إعادة", ["b", "c"]),
        ("اعاده", ["b", "c"]),
        ('"إعادة الإعمار"', ["b"]),
        ('"الإعمار إعادة"', []),
        ("الإعمار إعادة", ["b"]),
        ("الوفد الكويت", ["a"]),
        ('"الوفد الكويت"', []),
        ("%", []),
        ("'", []),
        ('"', ["a", "b", "c"]),
    ],
)
def test_a_query_finds(three: Collection, query: str, found: list[str]) -> None:
    frame = three.articles(Selection(), query)
    assert list(frame["article"]) == found
    assert three.article_count(Selection(), query) == len(found)
    for text, spans in zip(frame["text"], frame["spans"], strict=True):
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert bool(spans) == bool(query_parts(query))


@pytest.mark.parametrize(
    ("selection", "found"),
    [
        (Selection(sources=("س",)), ["b", "c"]),
        (Selection(start=dt.date(2020, 1, 1)), ["a"]),
        (Selection(text="إعادة"), ["b", "c"]),
        (Selection(kinds=(MentionKind.LOC,)), ["a", "b"]),
        (Selection(entities=("LOC:الكويت",)), ["a"]),
        (Selection(axis=DateAxis.HAPPENED, start=dt.date(2000, 1, 1)), []),
        (Selection(mark=Mark("test", article="b")), ["b"]),
    ],
)
def test_a_selection_narrows_articles(three: Collection, selection, found) -> None:
    assert list(three.articles(selection)["article"]) == found
    assert three.article_count(selection) == len(found)


def test_the_number_of_mentions_is_that_of_the_articles_mark(collection: Collection) -> None:
    selection = Selection(kinds=(MentionKind.LOC, MentionKind.PER))
    for row in collection.articles(selection, limit=30).itertuples():
        marked = selection.with_mark(Mark("articles", article=row.article))
        assert collection.evidence_count(marked).mentions == row.mentions


def test_found_words_are_spans_of_the_original() -> None:
    text = "في إِعَادَةِ الإعمار وإعادة"
    assert [text[s:e] for s, e in found_spans(text, ["اعاده"])] == ["إِعَادَةِ", "إعادة"]
    assert found_spans(text, ["اعاده الاعمار", "الاعمار"]) == [(3, 20)]
