"""The bundled sample built by the product's own extractor."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.analysis.cooccurrence import cooccurrence, mark_of_pair
from dashboard.analysis.money import mark_of_figure, money
from dashboard.analysis.timeline import mark_of_bar, timeline
from dashboard.articles import read_articles
from dashboard.collection import Collection, build, open_collection
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article, DateAxis, MentionKind, Selection

SAMPLE = Path(__file__).resolve().parents[2] / "data" / "sample" / "articles.jsonl"


@pytest.fixture(scope="module")
def articles() -> list[Article]:
    read = list(read_articles([SAMPLE]))
    assert all(isinstance(one, Article) for one in read)
    return [one for one in read if isinstance(one, Article)]


@pytest.fixture(scope="module")
def sample(articles: list[Article], tmp_path_factory: pytest.TempPathFactory) -> Collection:
    folder = tmp_path_factory.mktemp("sample")
    build(articles, folder, Extractor(names_engine("builtin")))
    return open_collection(folder)


def test_everything_is_found_in_the_sample(sample: Collection, articles: list[Article]) -> None:
    counts = sample.counts(Selection())
    assert counts.articles == len(articles)
    assert set(counts.by_kind) >= {
        MentionKind.PER,
        MentionKind.ORG,
        MentionKind.LOC,
        MentionKind.DATE,
        MentionKind.MONEY,
    }
    assert sample.manifest.statements > 0
    assert sample.manifest.rejected == 0
    for article in articles:
        read = sample.article(article.id)
        assert read is not None
        assert read.article == article
        for mention in read.mentions:
            assert mention.span.of(article.content) == mention.surface


def test_stored_mentions_are_those_that_were_extracted(sample, articles) -> None:
    extractor = Extractor(names_engine("builtin"))
    for article in articles[:5]:
        stored = sample.article(article.id).mentions
        assert list(stored) == sorted(extractor.mentions(article), key=lambda m: (m.start, m.end))


@pytest.mark.parametrize("axis", list(DateAxis))
def test_its_marks_open_their_evidence(sample, axis) -> None:
    selection = Selection(axis=axis)
    shown = timeline(sample, selection)
    for row in shown.rows.itertuples():
        marked = selection.with_mark(mark_of_bar(shown, row))
        assert sample.evidence_count(marked).mentions == row.mentions
    together = cooccurrence(sample, selection)
    for row in together.pairs.head(20).itertuples():
        marked = selection.with_mark(mark_of_pair(together, row))
        assert sample.evidence_count(marked).mentions == row.mentions
    for row in money(sample, selection).figures.itertuples():
        marked = selection.with_mark(mark_of_figure(row))
        assert sample.evidence_count(marked).mentions == row.repeats


def test_two_processes_find_the_same(sample, articles, tmp_path) -> None:
    extractor = Extractor(names_engine("builtin"))
    manifest = build(articles, tmp_path, extractor, workers=2, slice_size=12)
    assert manifest.fingerprint == sample.fingerprint
