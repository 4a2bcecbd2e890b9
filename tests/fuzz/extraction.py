"""Fuzzes extraction, from folding to the whole pipeline: no exception, no broken offset."""

from __future__ import annotations

import datetime as dt

import atheris

with atheris.instrument_imports(include=["dashboard.arabic", "dashboard.extraction"]):
    from dashboard.arabic.folding import fold
    from dashboard.arabic.tokens import paragraphs, sentences, tokens
    from dashboard.extraction.names import names_engine
    from dashboard.extraction.pipeline import Extractor
    from dashboard.extraction.publication import published_day
    from dashboard.extraction.statements import find_statements

from dashboard.model import Article, DateValue, Mention, MoneyValue, Span
from tests.fuzz.running import fuzz
from tests.fuzz.texts import text_of

EXTRACTOR = Extractor(names_engine("builtin"))
DAYS = (None, dt.date(2020, 7, 23), dt.date(2014, 2, 28), dt.date(1, 1, 1), dt.date(9999, 12, 31))


def test_one(data: bytes) -> None:
    """The first byte chooses the day of publication and whether the rest is words or UTF-8."""
    if not data:
        return
    rest = data[1:]
    text = rest[:2000].decode("utf-8", "ignore") if data[0] & 1 else text_of(rest)
    check_text(text, DAYS[(data[0] >> 1) % len(DAYS)])


def check_text(text: str, published: dt.date | None) -> None:
    """Raises where a promise about ``text`` is broken."""
    folded = fold(text)
    assert len(folded.text) == len(folded.offsets)
    for find in (sentences, paragraphs):
        ends = [0, *(end for span in find(text) for end in (span.start, span.end)), len(text)]
        assert ends == sorted(ends), (find.__name__, ends)
    for token in tokens(text):
        assert text[token.start : token.end] == token.text
    published_day(text[:200])
    article = Article("a", "", text, published=published)
    mentions = EXTRACTOR.mentions(article)
    before = 0
    for mention in mentions:
        check_mention(mention, text)
        assert mention.start >= before, "mentions overlap or are out of order"
        before = mention.end
    for statement in find_statements(text, mentions, article.id):
        for span in (statement.speaker, statement.verb, statement.reported):
            check_span(span, text)
        assert statement.speaker.of(text) == statement.speaker_surface


def check_mention(mention: Mention, text: str) -> None:
    check_span(mention.span, text)
    assert mention.span.of(text) == mention.surface
    assert mention.rule
    if isinstance(mention.value, DateValue):
        assert mention.value.start <= mention.value.end
    if isinstance(mention.value, MoneyValue) and mention.value.amount_max is not None:
        assert mention.value.amount <= mention.value.amount_max


def check_span(span: Span, text: str) -> None:
    assert 0 <= span.start < span.end <= len(text), span


SEEDS = (
    "أعلنت وزارة المالية في بغداد، الخميس، أن الموازنة بلغت 5 مليارات دولار منذ عام 2014.",
    "وقال رئيس الوزراء إن نحو ثلاثة ملايين ونصف مليون دينار صرفت بين 3 كانون الثاني و12 شباط 2015.",
    "قال المتحدث: «الاتفاق يبدأ مطلع الشهر المقبل» في 5 محرم 1441 هـ الموافق 4 سبتمبر 2019.",
)

if __name__ == "__main__":
    fuzz(test_one, [b"\x03" + seed.encode() for seed in SEEDS] + [bytes([2]) + bytes(range(90))])
