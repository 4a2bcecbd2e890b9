"""A Selection as a condition over mentions: the one place where its meaning becomes SQL.

Every question uses ``Where``, so whatever is counted and whatever is listed is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Protocol

from dashboard.arabic.folding import folded
from dashboard.model import ROLE, DateAxis, Mark, Selection, Window

# Days from publication to happening; 0 while the happening's own span holds the publication.
LAG = (
    "CASE WHEN {m}.happened_start > {m}.published THEN {m}.happened_start - {m}.published "
    "WHEN {m}.happened_end < {m}.published THEN {m}.happened_end - {m}.published "
    "WHEN {m}.happened_start IS NOT NULL AND {m}.published IS NOT NULL THEN 0 END"
)
# The condition of a selection that chooses nothing. What the tables of names hold answers it.
EVERYTHING = "true"
_SHORTEST = 3  # letters: shorter words stand in nearly every sentence
# The articles that nearly repeat an earlier one.
REPEATING = "SELECT near.aid FROM near WHERE near.aid <> near.first"
# The column that numbers the windows of each size.
WINDOW_COLUMN = {Window.SENTENCE: "sid", Window.PARAGRAPH: "pid", Window.ARTICLE: "aid"}


class Sentences(Protocol):
    """Some of the sentences; equal ones are the same for who asks twice."""

    @property
    def corrected(self) -> bool:
        """Whether corrections of mentions change which ones they are."""

    def query(self, bound: Parameters) -> str:
        """A query for their sids, each once."""

    def __hash__(self) -> int: ...


@dataclass
class Parameters:
    """Values bound to a statement by name; texts of users never become SQL. ``sentences`` are those
    that it speaks of: who asks puts a query for them in the place of ``@found0@``."""

    values: dict[str, Any] = field(default_factory=dict)
    sentences: list[Sentences] = field(default_factory=list)

    def bind(self, value: Any) -> str:
        """A placeholder for ``value``."""
        name = f"p{len(self.values)}"
        self.values[name] = value
        return f"${name}"

    def bind_all(self, values: Iterable[Any], cast: str = "") -> str:
        """Placeholders in parentheses, for IN."""
        return "(" + ", ".join(self.bind(value) + cast for value in values) + ")"

    def sids(self, wanted: Sentences) -> str:
        """A query for the sids of the ``wanted`` sentences."""
        self.sentences.append(wanted)
        return f"@found{len(self.sentences) - 1}@"

    def sentences_with(self, text: str) -> str:
        """A query for the sids of the sentences whose folded text contains ``text``."""
        return self.sids(Containing(text))


def dates_of(axis: DateAxis, m: str = "m") -> tuple[str, str]:
    """The columns that hold the first and last day of a mention on ``axis``."""
    if axis is DateAxis.PUBLISHED:
        return f"{m}.published", f"{m}.published"
    return f"{m}.happened_start", f"{m}.happened_end"


def condition(selection: Selection, bound: Parameters, m: str = "m") -> str:
    """What a row ``m`` of ``mention`` must fulfil to be selected, its mark included."""
    base = _base(selection, bound, m)
    if selection.mark is None:
        return base
    return " AND ".join([base, *_mark(selection, selection.mark, bound, m)])


def _base(selection: Selection, bound: Parameters, m: str) -> str:
    parts = [EVERYTHING]
    if selection.kinds:
        parts.append(f"{m}.kind IN {bound.bind_all((k.value for k in selection.kinds), '::kind')}")
    if selection.sources:
        parts.append(_of_sources(selection.sources, bound, m))
    first, last = dates_of(selection.axis, m)
    if selection.start is not None:
        parts.append(f"{last} >= {bound.bind(selection.start)}")
    if selection.end is not None:
        parts.append(f"{first} <= {bound.bind(selection.end)}")
    if selection.entities:
        parts.append(f"{m}.sid IN ({bound.sids(Naming(frozenset(selection.entities)))})")
    amount = Amounts(selection.amount_min, selection.amount_max, selection.currency)
    if amount != Amounts():
        parts.append(f"{m}.sid IN ({bound.sids(amount)})")
        parts.append(f"({m}.kind <> 'MONEY' OR ({amount.condition(bound, m)}))")
    if selection.once:
        parts.append(f"{m}.aid NOT IN ({REPEATING})")
    text = searched(selection.text)
    if text:
        parts.append(f"{m}.sid IN ({bound.sentences_with(text)})")
    return " AND ".join(parts)


def whole_articles(selection: Selection) -> bool:
    """Whether it takes all mentions of the articles that it chooses."""
    dated = selection.start is not None or selection.end is not None
    return selection == Selection(
        start=selection.start,
        end=selection.end,
        axis=selection.axis,
        sources=selection.sources,
        once=selection.once,
    ) and (selection.axis is DateAxis.PUBLISHED or not dated)


def searched(text: str) -> str:
    """What is looked for in folded sentences when a user types ``text``."""
    return " ".join(folded(text).split())


@dataclass(frozen=True)
class Containing:
    """The sentences whose folded text contains ``text``.

    By the words of the collection: ``a b c`` stands where a word that ends in a is followed by b
    and then by one that begins with c. Only what is too short to be rare is looked for in the
    sentences themselves.
    """

    text: str
    corrected = False

    def query(self, bound: Parameters) -> str:
        words = self.text.split(" ")
        if max(map(len, words)) < _SHORTEST:
            given = bound.bind(self.text)
            return f"SELECT s.sid FROM sentence s WHERE contains(s.folded, {given})"
        if len(words) == 1:
            return as_list(_places(f"contains(w.word, {bound.bind(self.text)})"))
        found = []
        for place, word in enumerate(words):
            given = bound.bind(word)
            fits = f"w.word = {given}"
            if place == 0:
                fits = f"ends_with(w.word, {given})"
            elif place == len(words) - 1:
                fits = f"starts_with(w.word, {given})"
            found.append(f"{_places(fits)} x{place}")
        following = (
            f"{query} ON x{place}.sid = x0.sid AND x{place}.place = x0.place + {place}"
            for place, query in enumerate(found[1:], start=1)
        )
        return as_list(f"(SELECT x0.sid FROM {' JOIN '.join([found[0], *following])})")


@dataclass(frozen=True)
class Naming:
    """The sentences that name any of ``entities``."""

    entities: frozenset[str]
    corrected = True

    def query(self, bound: Parameters) -> str:
        named = named_any(sorted(self.entities), bound, "n")
        return as_list(f"(SELECT n.sid FROM mention n WHERE {named})")


@dataclass(frozen=True)
class Amounts:
    """The sentences with an amount within the limits: a range when any of it lies within them."""

    low: Decimal | None = None
    high: Decimal | None = None
    currency: str | None = None
    corrected = True

    def query(self, bound: Parameters) -> str:
        return as_list(f"(SELECT n.sid FROM mention n WHERE {self.condition(bound, 'n')})")

    def condition(self, bound: Parameters, m: str) -> str:
        """What an amount ``m`` of ``mention`` must fulfil."""
        parts = [f"{m}.amount IS NOT NULL"]
        if self.low is not None:
            parts.append(f"coalesce({m}.amount_max, {m}.amount) >= {bound.bind(float(self.low))}")
        if self.high is not None:
            parts.append(f"{m}.amount <= {bound.bind(float(self.high))}")
        if self.currency is not None:
            parts.append(f"{m}.currency = {bound.bind(self.currency)}")
        return " AND ".join(parts)


def as_list(sids: str) -> str:
    """The same sids, once each, found before anything is joined with them. The database expects
    far too many of them, and would rather build its table of all mentions."""
    return f"SELECT unnest((SELECT list(DISTINCT found.sid) FROM {sids} found))"


def _places(fits: str) -> str:
    return (
        "(SELECT o.sid, o.place FROM posting o "
        f"WHERE o.wid IN (SELECT w.wid FROM word w WHERE {fits}))"
    )


def _mark(selection: Selection, mark: Mark, bound: Parameters, m: str) -> list[str]:
    parts: list[str] = []
    other = DateAxis.HAPPENED if mark.axis is DateAxis.PUBLISHED else DateAxis.PUBLISHED
    if mark.undated:
        parts.append(f"{dates_of(mark.axis, m)[0]} IS NULL")
    parts += _within(mark.axis, mark.start, mark.end, mark.exactly, bound, m)
    parts += _within(other, mark.other_start, mark.other_end, False, bound, m)
    if mark.lag_min is not None:
        parts.append(f"({LAG.format(m=m)}) >= {bound.bind(mark.lag_min)}")
    if mark.lag_max is not None:
        parts.append(f"({LAG.format(m=m)}) <= {bound.bind(mark.lag_max)}")
    if mark.kind is not None:
        parts.append(f"{m}.kind = {bound.bind(mark.kind.value)}::kind")
    if mark.source is not None:
        parts.append(_of_sources((mark.source,), bound, m))
    if mark.currency is not None:
        parts.append(f"{m}.amount IS NOT NULL")
        parts.append(f"coalesce({m}.currency, '') = {bound.bind(mark.currency)}")
    if mark.article is not None:
        parts.append(
            f"{m}.aid IN (SELECT a.aid FROM article a WHERE a.id = {bound.bind(mark.article)})"
        )
    if mark.mentions:
        parts.append(_named_outright(mark.mentions, bound, m))
    if mark.speaker is not None:
        told = said_by(mark.speaker, bound, "t")
        parts.append(f"{m}.sid IN (SELECT t.sid FROM statement t WHERE {told})")
    if mark.entities:
        parts.append(named_any(mark.entities, bound, m))
    together = set(mark.entities)
    if len(together) > 1:
        column = WINDOW_COLUMN[mark.window or Window.SENTENCE]
        parts.append(
            f"{m}.{column} IN (SELECT w.{column} FROM mention w "
            f"WHERE {_base(selection, bound, 'w')} AND {named_any(mark.entities, bound, 'w')} "
            f"GROUP BY w.{column} HAVING count(DISTINCT w.eid) = {bound.bind(len(together))})"
        )
    return parts


def _within(
    axis: DateAxis,
    start: dt.date | None,
    end: dt.date | None,
    exactly: bool,
    bound: Parameters,
    m: str,
) -> list[str]:
    first, last = dates_of(axis, m)
    lower, upper = ("=", "=") if exactly else (">=", "<=")
    parts = []
    if start is not None:
        parts.append(f"{first} {lower} {bound.bind(start)}")
    if end is not None:
        parts.append(f"{last} {upper} {bound.bind(end)}")
    return parts


def _of_sources(sources: Iterable[str], bound: Parameters, m: str) -> str:
    named = bound.bind_all(sources)
    return f"{m}.source_id IN (SELECT o.source_id FROM source o WHERE o.name IN {named})"


def named_any(entities: Iterable[str], bound: Parameters, m: str) -> str:
    return f"{m}.eid IN (SELECT e.eid FROM entity e WHERE e.id IN {bound.bind_all(entities)})"


def said_by(speaker: str, bound: Parameters, t: str) -> str:
    """What a row ``t`` of ``statement`` must fulfil to be of an entity, or of a role (ROLE with its
    words; alone: of any)."""
    if not speaker.startswith(ROLE):
        return named_any((speaker,), bound, t)
    role = speaker.removeprefix(ROLE)
    return f"{t}.eid IS NULL" + (f" AND {t}.speaker = {bound.bind(role)}" if role else "")


def _named_outright(mentions: Iterable[str], bound: Parameters, m: str) -> str:
    """The mentions of these ids (article@start-end); an id of another form selects nothing."""
    named = [parts for parts in map(id_parts, mentions) if parts]
    ids = bound.bind([article for article, _, _ in named])
    starts = bound.bind([start for _, start, _ in named])
    stops = bound.bind([stop for _, _, stop in named])
    return (
        f"{m}.mid IN (SELECT x.mid FROM (SELECT unnest({ids}::VARCHAR[]) AS id, "
        f"unnest({starts}::INTEGER[]) AS start, unnest({stops}::INTEGER[]) AS stop) AS wanted "
        "JOIN article a ON a.id = wanted.id "
        "JOIN mention x ON x.aid = a.aid AND x.start = wanted.start AND x.stop = wanted.stop)"
    )


def id_parts(mention: str) -> tuple[str, int, int] | None:
    """(article, start, end) of a mention's id; None for another form."""
    article, at, span = mention.rpartition("@")
    start, dash, stop = span.partition("-")
    if not (at and dash and start.isdecimal() and stop.isdecimal()):
        return None
    if max(len(start), len(stop)) > 9:
        return None
    return article, int(start), int(stop)
