"""Selections over the made-up stories, for property tests, and what they mean in plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from hypothesis import strategies as st

from dashboard.arabic.folding import folded
from dashboard.collection import Collection
from dashboard.model import (
    Article,
    DateAxis,
    DateValue,
    Mark,
    Mention,
    MentionKind,
    MoneyValue,
    Selection,
    Window,
)

KINDS = [kind for kind in MentionKind if kind not in (MentionKind.QUOTE, MentionKind.MISC)]
ENTITIES = [
    "PER:مصطفي الكاظمي",
    "PER:الكاظمي",
    "PER:حيدر العبادي",
    "ORG:التحالف الدولي",
    "LOC:العراق",
    "LOC:بغداد",
    "LOC:no such place",
]
SOURCES = ["واع", "السومرية", "", "وكالة 'الاختبار'", "no such source"]
DAYS = st.dates(dt.date(2013, 6, 1), dt.date(2021, 12, 31))
AMOUNTS = st.sampled_from([Decimal(n) * 1_000_000 for n in (1, 3, 5, 12, 20, 30, 99)])

SELECTIONS = st.builds(
    Selection,
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    axis=st.sampled_from(DateAxis),
    kinds=st.lists(st.sampled_from(KINDS), max_size=3, unique=True).map(tuple),
    entities=st.lists(st.sampled_from(ENTITIES), max_size=2, unique=True).map(tuple),
    sources=st.lists(st.sampled_from(SOURCES), max_size=2, unique=True).map(tuple),
    amount_min=st.none() | AMOUNTS,
    amount_max=st.none() | AMOUNTS,
    currency=st.none() | st.sampled_from(["USD", "IQD", "SAR"]),
    text=st.sampled_from(
        [
            *(
                "",
                "",
                "",
                "اعلن",
                "مِليون",
                "بغداد",
                "غدا",
                "و",
                "100%_",
                "'; DROP TABLE mention; --",
            ),
            # Phrases: from the end of a word to the beginning of another.
            *(
                "مليون دولار",
                "يون دول",
                "طفى الكاظ",
                "من 30 مليون دو",
                "مليون  دولار",
                "دولار مليون",
            ),
        ]
    ),
)
MARKS = st.builds(
    Mark,
    chart=st.just("test"),
    axis=st.sampled_from(DateAxis),
    start=st.none() | DAYS,
    end=st.none() | DAYS,
    kind=st.none() | st.sampled_from(KINDS),
    source=st.none() | st.sampled_from(SOURCES),
    entities=st.lists(st.sampled_from(ENTITIES), max_size=3, unique=True).map(tuple),
    window=st.none() | st.sampled_from(Window),
    article=st.none() | st.sampled_from(["s1", "s2", "nowhere"]),
    exactly=st.booleans(),
    undated=st.sampled_from([False, False, False, True]),
    other_start=st.none() | DAYS,
    lag_min=st.none() | st.integers(-2000, 10),
    lag_max=st.none() | st.integers(-10, 2000),
    currency=st.none() | st.sampled_from(["USD", "IQD", ""]),
)


@dataclass(frozen=True)
class Told:
    """A mention with what a selection looks at."""

    mention: Mention
    article: Article
    sentence: int
    paragraph: int
    text: str
    entity: str | None
    happened: DateValue | None

    def dates(self, axis: DateAxis) -> tuple[dt.date, dt.date] | None:
        if axis is DateAxis.PUBLISHED:
            day = self.article.published
            return (day, day) if day else None
        return (self.happened.start, self.happened.end) if self.happened else None


def all_told(collection: Collection) -> Iterator[Told]:
    """Every mention of the collection, placed by splitting its article at line ends and stops."""
    for article_id in collection.articles(Selection(), limit=10_000)["article"]:
        read = collection.article(article_id)
        assert read is not None
        content = read.article.content
        dated: dict[int, list[Mention]] = {}
        for mention in read.mentions:
            if isinstance(mention.value, DateValue):
                dated.setdefault(_sentence(content, mention), []).append(mention)
        for mention in read.mentions:
            at = _sentence(content, mention)
            near = sorted(
                dated.get(at, ()),
                key=lambda date: (_distance(date, mention), date.start),
            )
            happened = near[0].value if near else None
            if mention.kind is MentionKind.DATE:
                happened = mention.value
            assert happened is None or isinstance(happened, DateValue)
            start = max(content.rfind("\n", 0, mention.start), content.rfind(".", 0, mention.start))
            stops = {content.find("\n", mention.end), content.find(".", mention.end)} - {-1}
            end = min(stops, default=len(content))
            yield Told(
                mention,
                read.article,
                at,
                content.count("\n", 0, mention.start),
                content[start + 1 : end + 1],
                read.entities.get(mention.id, (None, ""))[0],
                happened,
            )


def meant(told: list[Told], selection: Selection) -> list[Told]:
    """The mentions that the docstrings of Selection and Mark speak of, one by one."""
    sentences = _grouped(told, Window.SENTENCE)
    chosen = [
        one for one in told if _selected(sentences[_window(one, Window.SENTENCE)], one, selection)
    ]
    mark = selection.mark
    if mark is None:
        return chosen
    window = mark.window or Window.SENTENCE
    windows = _grouped(chosen, window)
    return [one for one in chosen if _marked(windows[_window(one, window)], one, mark)]


def _grouped(told: list[Told], window: Window) -> dict[tuple[str, int], list[Told]]:
    groups: dict[tuple[str, int], list[Told]] = {}
    for one in told:
        groups.setdefault(_window(one, window), []).append(one)
    return groups


def _selected(beside: list[Told], one: Told, selection: Selection) -> bool:
    if selection.kinds and one.mention.kind not in selection.kinds:
        return False
    if selection.sources and one.article.source not in selection.sources:
        return False
    if selection.start or selection.end:
        dates = one.dates(selection.axis)
        if dates is None:
            return False
        if selection.start and dates[1] < selection.start:
            return False
        if selection.end and dates[0] > selection.end:
            return False
    if selection.entities and not any(other.entity in selection.entities for other in beside):
        return False
    if (selection.amount_min, selection.amount_max, selection.currency) != (None, None, None):
        if not any(_fits(other, selection) for other in beside):
            return False
        if one.mention.kind is MentionKind.MONEY and not _fits(one, selection):
            return False
    # However many spaces somebody types between words.
    return " ".join(folded(selection.text).split()) in folded(one.text)


def _marked(near: list[Told], one: Told, mark: Mark) -> bool:
    dates = one.dates(mark.axis)
    other_axis = next(axis for axis in DateAxis if axis is not mark.axis)
    other_dates = one.dates(other_axis)
    if mark.undated and dates is not None:
        return False
    if mark.start and (dates is None or dates[0] < mark.start):
        return False
    if mark.end and (dates is None or dates[1] > mark.end):
        return False
    if mark.exactly:
        if mark.start and dates and dates[0] != mark.start:
            return False
        if mark.end and dates and dates[1] != mark.end:
            return False
    if mark.other_start and (other_dates is None or other_dates[0] < mark.other_start):
        return False
    if mark.lag_min is not None or mark.lag_max is not None:
        lag = _lag(one)
        if lag is None:
            return False
        if mark.lag_min is not None and lag < mark.lag_min:
            return False
        if mark.lag_max is not None and lag > mark.lag_max:
            return False
    if mark.kind and one.mention.kind is not mark.kind:
        return False
    if mark.source is not None and one.article.source != mark.source:
        return False
    if mark.article is not None and one.article.id != mark.article:
        return False
    if mark.currency is not None:
        value = one.mention.value
        if not isinstance(value, MoneyValue) or (value.currency or "") != mark.currency:
            return False
    if mark.entities:
        if one.entity not in mark.entities:
            return False
        if not set(mark.entities) <= {other.entity for other in near}:
            return False
    return True


def _sentence(content: str, mention: Mention) -> int:
    before = content[: mention.start]
    return before.count(".") + before.count("\n") - before.count(".\n")


def _window(one: Told, window: Window) -> tuple[str, int]:
    place = {Window.SENTENCE: one.sentence, Window.PARAGRAPH: one.paragraph, Window.ARTICLE: 0}
    return one.article.id, place[window]


def _distance(one: Mention, other: Mention) -> int:
    return max(one.start - other.end, other.start - one.end, 0)


def _lag(one: Told) -> int | None:
    if one.article.published is None or one.happened is None:
        return None
    if one.happened.start > one.article.published:
        return (one.happened.start - one.article.published).days
    return min((one.happened.end - one.article.published).days, 0)


def _fits(one: Told, selection: Selection) -> bool:
    value = one.mention.value
    if not isinstance(value, MoneyValue):
        return False
    if selection.currency is not None and value.currency != selection.currency:
        return False
    if selection.amount_min is not None:
        most = value.amount if value.amount_max is None else value.amount_max
        if most < selection.amount_min:
            return False
    return selection.amount_max is None or value.amount <= selection.amount_max
