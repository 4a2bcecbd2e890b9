"""The words of the field as frozen dataclasses; standard library only.

Offsets everywhere are half-open code points into ``Article.content``:
``content[mention.start:mention.end] == mention.surface``, always.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self


class MentionKind(StrEnum):
    """What a mention denotes. Names follow CoNLL-2003; QUOTE is a reported span."""

    PER = "PER"
    ORG = "ORG"
    LOC = "LOC"
    MISC = "MISC"
    DATE = "DATE"
    MONEY = "MONEY"
    QUOTE = "QUOTE"


NAME_KINDS = (MentionKind.PER, MentionKind.ORG, MentionKind.LOC)
# The five kinds that the interface shows, in stacking order from the baseline (rarest first).
SHOWN_KINDS = (
    MentionKind.MONEY,
    MentionKind.DATE,
    MentionKind.PER,
    MentionKind.ORG,
    MentionKind.LOC,
)


class Grain(StrEnum):
    """The precision of a date as it was written."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    HALF = "half"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Calendar(StrEnum):
    """The calendar in which a date was written."""

    GREGORIAN = "gregorian"
    HIJRI = "hijri"  # Umm al-Qura


class Bound(StrEnum):
    """How an amount limits the true figure."""

    EXACT = "exact"
    AT_LEAST = "at_least"  # ما لا يقل عن
    MORE_THAN = "more_than"  # أكثر من
    AT_MOST = "at_most"  # لا يتجاوز
    LESS_THAN = "less_than"  # أقل من
    RANGE = "range"  # من ... إلى ...: amount and amount_max are both set


@dataclass(frozen=True, slots=True)
class Span:
    """A half-open stretch of code points."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Article:
    """One news text as it was read; never altered afterwards."""

    id: str
    title: str
    text: str
    source: str = ""
    url: str = ""
    published: dt.date | None = None
    language: str = "ar"

    @property
    def content(self) -> str:
        """The text that offsets point into: ``title + "\\n" + text``, or ``text`` alone."""
        return f"{self.title}\n{self.text}" if self.title else self.text


@dataclass(frozen=True, slots=True)
class Rejected:
    """An input that could not be read. ``where`` is a path, with ``:line`` or ``!member``
    when known; ``reason`` says in one line what is wrong and what to do. A ``note`` is told in the
    same way, but takes nothing away: the article is there."""

    where: str
    reason: str
    note: bool = False


@dataclass(frozen=True, slots=True)
class DateValue:
    """A resolved calendar expression.

    ``timex`` is a TIMEX3 value ("2020-07-23", "2014", "2015-Q1", "2020-W30", "2014/2021");
    ``start`` and ``end`` are inclusive days; ``anchor`` is the day that a relative expression
    was counted from; ``conflict`` says in words when the text contradicts itself (a weekday
    that is not that date's, a Hijri day that is not its Gregorian partner's), else "".
    """

    timex: str
    start: dt.date
    end: dt.date
    grain: Grain
    calendar: Calendar = Calendar.GREGORIAN
    anchor: dt.date | None = None
    approximate: bool = False
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class MoneyValue:
    """An amount of money.

    ``amount`` and ``amount_max`` are in whole units of ``currency`` (ISO 4217). When the
    currency cannot be decided it is None and ``candidates`` holds the possible codes, likeliest
    first. ``basis`` says what decided the currency ("written", "adjective", "article", "source",
    "country", "undecided"). ``unit`` is what a unit price is per ("برميل"), else "".
    """

    amount: Decimal
    amount_max: Decimal | None = None
    currency: str | None = None
    candidates: tuple[str, ...] = ()
    approximate: bool = False
    bound: Bound = Bound.EXACT
    basis: str = ""
    unit: str = ""


Value = DateValue | MoneyValue


# The rule of a mention whose kind or bounds are a person's, where no rule reads a value from it.
BY_HAND = "correction"


@dataclass(frozen=True, slots=True)
class Mention:
    """One occurrence of a name, date or amount in an article, with the rule or model behind it.

    ``rule`` is the unique name of the rule row ("money.number-scale-currency") or of the model
    ("names.builtin"); ``evidence`` lists, in words, what gave the value (anchor, deciding
    sentence, rows), for explain and the hover card.
    """

    article: str
    start: int
    end: int
    surface: str
    kind: MentionKind
    value: Value | None
    rule: str
    evidence: tuple[str, ...] = ()

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    @property
    def id(self) -> str:
        """Stable across builds of the same article: ``article@start-end``."""
        return f"{self.article}@{self.start}-{self.end}"


@dataclass(frozen=True, slots=True)
class Statement:
    """Who said what. ``speaker`` is a name mention's span or a role's span; ``reported`` is the
    span of what was said; ``direct`` is True inside quotation marks."""

    article: str
    speaker: Span
    speaker_surface: str
    verb: Span
    verb_lemma: str
    reported: Span
    direct: bool
    rule: str


@dataclass(frozen=True, slots=True)
class Entity:
    """One person, body or place behind many mentions; made by linking, changed by corrections.

    ``aliases`` are (surface, count), most frequent first; ``reasons`` say why they were merged.
    """

    id: str
    kind: MentionKind
    name: str
    aliases: tuple[tuple[str, int], ...] = ()
    mentions: int = 0
    articles: int = 0
    reasons: tuple[str, ...] = ()


class DateAxis(StrEnum):
    """Which date places a mention in time: the article's, or the one its sentence speaks of."""

    PUBLISHED = "published"
    HAPPENED = "happened"


# Before the words of a speaker who has no name ("the spokesman"); no id of an entity begins so.
ROLE = "ROLE:"


class Window(StrEnum):
    """Within what two names count as appearing together."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"
    ARTICLE = "article"


@dataclass(frozen=True, slots=True)
class Mark:
    """What one bar, point, cell, node, edge or table row stands for: a narrowing of a Selection.

    The mentions behind a mark are those of the Selection that also fit every field set here.
    One entity: its mentions. Two entities: their mentions in the windows that hold both.
    ``start``/``end`` are inclusive days on ``axis``: the mention's whole date lies within them,
    or, when ``exactly``, is just them (a year drawn as a span). ``undated``: no date on ``axis``.
    ``other_start``/``other_end`` are the same as ``start``/``end`` on the other axis;
    ``lag_min``/``lag_max`` are inclusive days from publication to happening (negative: before;
    0 while a longer date goes on). ``currency`` is an amount's, "" for one that could not be
    decided. ``mentions`` names mentions outright. ``statement`` is where the verb of a statement of
    ``article`` begins: it tells which words are meant, and chooses no mentions by itself.
    ``speaker`` chooses the mentions in the sentences of the statements of an entity, or of a role
    (``ROLE`` and its words; alone: of any).
    """

    chart: str
    axis: DateAxis = DateAxis.PUBLISHED
    start: dt.date | None = None
    end: dt.date | None = None
    kind: MentionKind | None = None
    source: str | None = None
    entities: tuple[str, ...] = ()
    window: Window | None = None
    article: str | None = None
    mentions: tuple[str, ...] = ()
    exactly: bool = False
    undated: bool = False
    other_start: dt.date | None = None
    other_end: dt.date | None = None
    lag_min: int | None = None
    lag_max: int | None = None
    currency: str | None = None
    statement: int | None = None
    speaker: str | None = None


@dataclass(frozen=True, slots=True)
class Selection:
    """Everything that narrows a collection; hashable, so results can be cached by it.

    A mention is selected when its kind is among ``kinds`` (empty: all), its article's source is
    among ``sources`` (empty: all), its date on ``axis`` overlaps ``start``..``end`` (None: open;
    an undated mention passes only when both are None), and its sentence names one of ``entities``
    (empty: any), holds an amount within ``amount_min``..``amount_max`` of ``currency`` (None:
    any; an amount is selected only when it is such an amount itself) and contains the folded
    ``text``; when ``once``, its article does not nearly repeat an earlier one of the collection;
    and it fits ``mark``, when there is one.
    """

    start: dt.date | None = None
    end: dt.date | None = None
    axis: DateAxis = DateAxis.PUBLISHED
    kinds: tuple[MentionKind, ...] = ()
    entities: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    amount_min: Decimal | None = None
    amount_max: Decimal | None = None
    currency: str | None = None
    text: str = ""
    once: bool = False
    mark: Mark | None = None

    def with_mark(self, mark: Mark | None) -> Self:
        return replace(self, mark=mark)

    def changed(self, **fields: Any) -> Self:
        """A copy with these fields changed; an unknown field raises TypeError."""
        return replace(self, **fields)


class CorrectionAction(StrEnum):
    """What a person may change; every action can be undone."""

    MERGE = "merge"
    SPLIT = "split"
    RENAME = "rename"
    RETAG = "retag"
    BOUNDS = "bounds"
    REJECT = "reject"
    CONFIRM = "confirm"
    UNDO = "undo"


@dataclass(frozen=True, slots=True)
class Correction:
    """One append-only step by a person: who, when, why, and on what. ``imported_at`` is when it was
    added from a file and ``imported_by`` by whom; None and "" where it was taken here."""

    id: int
    action: CorrectionAction
    target: str  # an entity id, a mention id, or for UNDO the correction's id
    detail: tuple[tuple[str, str], ...]  # sorted (field, new value) pairs
    author: str
    at: dt.datetime
    reason: str = ""
    imported_at: dt.datetime | None = None
    imported_by: str = ""
