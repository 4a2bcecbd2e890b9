"""Where a mention stands in its article and in time: sentence, clause, happening, repetition."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.arabic.folding import folded
from dashboard.arabic.tokens import paragraphs, sentences
from dashboard.collection.looks import looks_like_date, looks_like_money
from dashboard.model import DateValue, Mention, MentionKind, MoneyValue, Span

# A clause ends at a comma, semicolon, colon, dash or bracket; not inside a number (1,500).
_CLAUSE_END = re.compile(r"(?<!\d)[،,؛;:]|[،,؛;:](?!\d)|\s[-–—]\s|[()«»\"“”]|\n")
_REACH = 400  # code points looked at on either side of an amount


@dataclass(frozen=True, slots=True)
class PlacedSentence:
    """A sentence of an article, its paragraph's index, and its folded text."""

    start: int
    end: int
    paragraph: int
    folded: str
    looks_money: bool
    looks_date: bool


@dataclass(frozen=True, slots=True)
class PlacedMention:
    """A mention with the sentence and paragraph that hold its start.

    ``happened`` is when it is said to have happened: a DATE's own value, else that of the nearest
    resolved DATE of its sentence (the earlier of two equally near), else None. ``repeats`` is the
    start of the article's first amount of the same value; ``clause`` surrounds an amount.
    """

    mention: Mention
    sentence: int
    sentence_span: Span
    paragraph: int
    happened: DateValue | None
    repeats: int | None
    clause: Span | None


def placed_sentences(content: str) -> list[PlacedSentence]:
    """The sentences of ``content``; paragraphs count from 0 (the title, when there is one)."""
    starts = [paragraph.start for paragraph in paragraphs(content)]
    placed = []
    for span in sentences(content):
        text = folded(span.of(content))
        paragraph = max(bisect_right(starts, span.start) - 1, 0)
        money, date = looks_like_money(text), looks_like_date(text)
        placed.append(PlacedSentence(span.start, span.end, paragraph, text, money, date))
    return placed


def sentence_at(starts: Sequence[int], offset: int) -> int:
    """The index of the sentence that holds ``offset``, of those that start at ``starts``."""
    return max(bisect_right(starts, offset) - 1, 0)


def placed_mentions(
    content: str, mentions: Sequence[Mention], within: Sequence[PlacedSentence]
) -> list[PlacedMention]:
    """The mentions in order of their spans, each with its place.

    ``within`` are the sentences of ``content``.
    """
    ordered = sorted(mentions, key=lambda mention: (mention.start, mention.end, mention.kind))
    starts = [sentence.start for sentence in within]
    where = [sentence_at(starts, mention.start) for mention in ordered]
    dated: dict[int, list[Mention]] = {}
    for mention, at in zip(ordered, where, strict=True):
        if isinstance(mention.value, DateValue):
            dated.setdefault(at, []).append(mention)
    first_of: dict[MoneyValue, int] = {}
    placed = []
    for mention, at in zip(ordered, where, strict=True):
        sentence = within[at]
        repeats = clause = None
        if isinstance(mention.value, MoneyValue):
            repeats = first_of.setdefault(_figure(mention.value), mention.start)
            clause = _clause_around(content, mention, sentence)
        placed.append(
            PlacedMention(
                mention,
                at,
                Span(sentence.start, sentence.end),
                sentence.paragraph,
                _happened(mention, dated.get(at, ())),
                repeats,
                clause,
            )
        )
    return placed


def _happened(mention: Mention, dated: Sequence[Mention]) -> DateValue | None:
    if mention.kind is MentionKind.DATE:
        return mention.value if isinstance(mention.value, DateValue) else None
    if not dated:
        return None
    nearest = min(dated, key=lambda date: (_gap(mention, date), date.start))
    return nearest.value if isinstance(nearest.value, DateValue) else None


def _gap(one: Mention, other: Mention) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _figure(value: MoneyValue) -> MoneyValue:
    """What makes two amounts the same figure: how the currency was decided does not."""
    return MoneyValue(
        value.amount.normalize(),
        None if value.amount_max is None else value.amount_max.normalize(),
        value.currency,
        tuple(sorted(value.candidates)) if value.currency is None else (),
        False,
        value.bound,
        "",
        value.unit,
    )


def _clause_around(content: str, mention: Mention, sentence: PlacedSentence) -> Span:
    low = max(sentence.start, mention.start - _REACH)
    high = min(max(sentence.end, mention.end), mention.end + _REACH)
    start = low
    for stop in _CLAUSE_END.finditer(content, low, mention.start):
        start = stop.end()
    end = high
    stop_after = _CLAUSE_END.search(content, mention.end, high)
    if stop_after:
        end = stop_after.start()
    piece = content[start:end]
    left = start + len(piece) - len(piece.lstrip())
    return Span(min(left, mention.start), max(start + len(piece.rstrip()), mention.end))
