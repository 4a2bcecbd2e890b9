"""What is listed behind a mark: as much as is counted, and just as it stands in the article."""

from __future__ import annotations

import pandas as pd
import pytest
from hypothesis import given

from dashboard.collection import Collection, Order
from dashboard.model import DateAxis, Mark, Selection, Window
from tests.collection.selections import SELECTIONS
from tests.collection.test_selecting import EXAMPLES


@EXAMPLES
@given(selection=SELECTIONS)
def test_sentences_and_spans_stand_in_the_article(collection: Collection, selection) -> None:
    frame = collection.evidence(selection, limit=12)
    for row in frame.itertuples():
        read = collection.article(row.article)
        assert read is not None
        content = read.article.content
        assert content[row.sentence_start : row.sentence_start + len(row.text)] == row.text
        assert content[row.start : row.end] == row.surface
        own = [span for span in row.spans if span[3] == row.id]
        assert [row.text[start:end] for start, end, _, _ in own] == [row.surface]


@EXAMPLES
@given(selection=SELECTIONS)
def test_sentences_add_up_to_the_mentions(collection, selection) -> None:
    count = collection.evidence_count(selection)
    sentences = collection.evidence_sentences(selection, limit=100_000)
    assert len(sentences) == count.sentences
    assert sentences["mentions"].sum() == count.mentions
    assert [len(spans) for spans in sentences["spans"]] == list(sentences["mentions"])


@pytest.mark.parametrize("order", list(Order))
def test_pages_follow_each_other(collection, order) -> None:
    selection = Selection(axis=DateAxis.HAPPENED)
    whole = collection.evidence(selection, limit=200, order=order)
    pages = [collection.evidence(selection, 40, at, order) for at in range(0, 200, 40)]
    assert list(pd.concat(pages)["id"]) == list(whole["id"])
    sentences = collection.evidence_sentences(selection, limit=60, order=order)
    pages = [collection.evidence_sentences(selection, 20, at, order) for at in (0, 20, 40)]
    again = pd.concat(pages)
    assert list(again["article"]) == list(sentences["article"])
    assert list(again["sentence"]) == list(sentences["sentence"])


def test_orders_are_what_they_say(collection) -> None:
    newest = collection.evidence(Selection(), limit=500)["published"].dropna()
    assert newest.is_monotonic_decreasing
    oldest = collection.evidence(Selection(), limit=500, order=Order.OLDEST)["published"].dropna()
    assert oldest.is_monotonic_increasing
    largest = collection.evidence(Selection(), limit=500, order=Order.LARGEST)["amount"].dropna()
    assert largest.is_monotonic_decreasing
    assert not largest.empty


def test_windows_are_counted_for_a_pair(collection) -> None:
    pair = Mark("test", entities=("LOC:العراق", "LOC:بغداد"), window=Window.ARTICLE)
    count = collection.evidence_count(Selection(mark=pair))
    assert 0 < count.windows == count.articles <= count.mentions


def test_an_article_gives_its_mentions_back(collection) -> None:
    row = collection.evidence(Selection(), limit=1).iloc[0]
    read = collection.article(row["article"])
    assert row["id"] in {mention.id for mention in read.mentions}
    for mention in read.mentions:
        assert mention.span.of(read.article.content) == mention.surface
    assert [mention.start for mention in read.mentions] == sorted(
        mention.start for mention in read.mentions
    )
    assert collection.article("nowhere") is None
