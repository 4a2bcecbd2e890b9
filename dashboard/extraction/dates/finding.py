"""Finding the dates of a text: words, rules, then their place in time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import zip_longest
from typing import cast

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import scan
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates.coordination import SharedLook
from dashboard.extraction.dates.expressions import (
    Expression,
    Fields,
    FiscalYear,
    HolidayOn,
    ShiftedMonth,
    Today,
    Weekday,
    YearEnding,
)
from dashboard.extraction.dates.fiscal import fiscal_calendar
from dashboard.extraction.dates.leaves import leaves
from dashboard.extraction.dates.matching import Place, read_stage
from dashboard.extraction.dates.resolution import Resolver, holiday_here, own_year, resolver_of
from dashboard.extraction.dates.rules import STAGES
from dashboard.extraction.dates.tense import Tense
from dashboard.extraction.dates.words import Island, islands
from dashboard.lexicons.countries import source_country
from dashboard.lexicons.dates import date_blockers, date_connectors
from dashboard.model import Calendar, Mention, MentionKind


@dataclass(frozen=True, slots=True)
class Found:
    """An expression that denotes a date: words ``first``..``last`` (exclusive) of an island."""

    island: Island
    first: int
    last: int
    rule: str
    expression: Expression

    @property
    def place(self) -> Place:
        return Place(self.island, self.first, self.last)


def find_dates(content: str, context: ReadingContext) -> list[Mention]:
    """The dates of ``content`` in reading order, without overlaps; linear in its length.

    Values are counted from ``context.published``; without it what is relative, or lacks a year
    that nothing in the text supplies, has the value None and evidence that says why.
    """
    scanned = scan(content)
    found = [expression for island in islands(scanned) for expression in _expressions(island)]
    found = _with_shared_months(_with_fiscal_ends(found))
    resolver = _resolver(found, context)
    resolver.country = context.country or source_country(context.source, context.url)
    if any(_is_fiscal(one.expression) for one in found):
        dates = [(one.expression, one.place.pieces[0]) for one in found]
        resolver.fiscal = fiscal_calendar(scanned, dates, resolver.country)
    resolver.named = _named(found, resolver.published)
    resolver.named_days = _named_days(found, resolver.published)
    looks = SharedLook(scanned, resolver.published)
    mentions: list[Mention] = []
    for one in found:
        if isinstance(one.expression, HolidayOn) and holiday_here(resolver, one.expression) is None:
            continue  # "اليوم الوطني" of no known country is any day
        island = one.island
        start, end = scanned.folded.original_span(
            island.starts[one.first], island.ends[one.last - 1]
        )
        pieces = one.place.pieces
        tense = partial(looks.tense, one.expression, *pieces)
        value, evidence = resolver.value(one.expression, tense)
        if isinstance(one.expression, Weekday):
            looks.note(one.expression, value, tense(), pieces[1])
        mentions.append(
            Mention(
                article=context.article,
                start=start,
                end=end,
                surface=content[start:end],
                kind=MentionKind.DATE,
                value=value,
                rule=one.rule,
                evidence=evidence,
            )
        )
    return mentions


def _is_fiscal(expression: Expression | None) -> bool:
    """Whether a fiscal year is the expression or what it is a part of."""
    while expression is not None and not isinstance(expression, FiscalYear):
        expression = getattr(expression, "of", None)
    return expression is not None


def _with_fiscal_ends(found: list[Found]) -> list[Found]:
    """Fiscal years whose last day the text states: "السنة المالية 2018 التي تنتهي في 31 مارس
    2019"."""
    stated: list[Found] = []
    for one, following in zip_longest(found, found[1:]):
        if (
            isinstance(one.expression, FiscalYear)
            and following is not None
            and isinstance(following.expression, Fields)
            and following.expression.year is not None
            and _ends_with(one, following)
        ):
            one = replace(one, expression=YearEnding(following.expression))
        stated.append(one)
    return stated


def _with_shared_months(found: list[Found]) -> list[Found]:
    """Days that leave to the next date what they share: "الثلاثاء 3 والأربعاء 4 أبريل 2014"."""
    shared: list[Found] = []
    following: Found | None = None
    for one in reversed(found):
        said = one.expression
        if (
            following is not None
            and isinstance(said, Fields)
            and said.day is not None
            and said.year is None
            and said.of is None
            and isinstance(following.expression, Fields)
            and following.expression.day is not None
            and _joined(one, following)
        ):
            one = replace(one, expression=_sharing(said, following.expression))
        shared.append(one)
        following = one
    return shared[::-1]


def _sharing(said: Fields, following: Fields) -> Fields:
    if said.month is None:
        return replace(
            said,
            calendar=following.calendar,
            year=following.year,
            month=following.month,
            of=following.of,
        )
    if said.calendar is following.calendar and following.of is None:
        return replace(said, year=following.year)
    return said


def _joined(one: Found, following: Found) -> bool:
    """Whether nothing but a joining word stands between the two."""
    between = range(one.place.pieces[1], following.place.pieces[0])
    words = one.island.scan.words
    start = following.island.starts[following.first]
    attached = following.island.before(following.first) == "و"
    return start > 0 and (
        (not between and attached) or (len(between) == 1 and words[between[0]] in ("و", "او"))
    )


def _ends_with(one: Found, following: Found) -> bool:
    """Whether a word of ending stands between the two, and little else."""
    between = range(one.place.pieces[1], following.place.pieces[0])
    words = one.island.scan.words
    return len(between) <= _CLOSE and any(words[at] in _ending_words() for at in between)


_CLOSE = 4


@cache
def _ending_words() -> frozenset[str]:
    return frozenset(folded(row.word) for row in date_connectors() if row.role == "ENDING")


def _resolver(found: Iterable[Found], context: ReadingContext) -> Resolver:
    """The resolver for one article, anchored by its publication or by its own words."""
    if context.published is not None:
        return resolver_of(context.published)
    plain = resolver_of(None)
    stated = []
    for one in found:
        said = one.expression
        if isinstance(said, Today) and said.date is not None and said.days == 0:
            value, _ = plain.value(said, Tense)
            if value is not None:
                return resolver_of(value.start, "the day that the text calls today")
        if isinstance(said, Fields) and said.year is not None and said.day is not None:
            value, _ = plain.value(said, Tense)
            if value is not None and _is_dateline(one):
                return resolver_of(value.start, "the article's dateline")
            if value is not None:
                stated.append(value.start)
    return resolver_of(None, stated=tuple(stated))


def _named(found: Iterable[Found], published: dt.date | None) -> set[tuple[Calendar, int, int]]:
    """The months whose year the article says, outright or by an adjective."""
    named = set()
    plain = resolver_of(published)
    for one in found:
        said = one.expression
        if isinstance(said, Fields) and said.month is not None and said.year is not None:
            named.add((said.calendar, said.year, said.month))
        elif isinstance(said, ShiftedMonth) and said.offset and not said.mentioned:
            value, _ = plain.value(said, Tense)
            if value is not None and said.fields.month is not None:
                calendar = said.fields.calendar
                named.add((calendar, own_year(calendar, value.start), said.fields.month))
    return named


def _named_days(found: Iterable[Found], published: dt.date | None) -> set[dt.date]:
    """The days that the article says in full, or by a weekday and an adjective."""
    named = set()
    plain = resolver_of(published)
    for one in found:
        said = one.expression
        if (isinstance(said, Weekday) and said.offset and not said.mentioned) or (
            isinstance(said, Fields) and said.day is not None and said.year is not None
        ):
            value, _ = plain.value(said, Tense)
            if value is not None:
                named.add(value.start)
    return named


def _is_dateline(one: Found) -> bool:
    """Whether a full date has one of the first lines to itself."""
    text = one.island.scan.folded.text
    start, end = one.island.starts[one.first], one.island.ends[one.last - 1]
    first = text.rfind("\n", 0, start) + 1
    last = text.find("\n", end)
    around = text[first:start] + text[end : last if last >= 0 else len(text)]
    return start < _HEAD and last >= 0 and not around.strip()


# A dateline stands this near the beginning (folded letters).
_HEAD = 400


def _expressions(island: Island) -> Iterator[Found]:
    """The longest expressions of an island, from its beginning on."""
    readings = leaves(island)
    for stage in STAGES:
        read_stage(island, readings, stage)
    at = 0
    while at < len(readings):
        dates = [one for one in readings[at] if one.category.startswith("date")]
        best = max(dates, key=lambda one: one.end, default=None)
        if best is None:
            at += 1
            continue
        if best.category == "date_blocked" or _is_name(island, at, best.end):
            at = best.end
            continue
        yield Found(island, at, best.end, best.rule, cast(Expression, best.value))
        at = best.end


_QUOTES = frozenset('"«»“”')


@cache
def _names() -> frozenset[tuple[str, ...]]:
    return frozenset(
        tuple(folded(row.phrase).split()) for row in date_blockers() if row.where == "name"
    )


def _is_name(island: Island, first: int, last: int) -> bool:
    """Whether the words stand inside a name that holds a date word: المصري اليوم."""
    around = [
        *(island.before(first, distance) for distance in (2, 1)),
        *island.words[first:last],
        *(island.after(last, distance) for distance in (0, 1)),
    ]
    inside = range(2, 2 + last - first)
    names = _names()
    if last - first == 1 and around[0] in _QUOTES and around[3] in _QUOTES:
        return True  # "روسيا اليوم" between quotation marks
    for size in (2, 3):
        for start in range(len(around) - size + 1):
            if tuple(around[start : start + size]) in names and any(
                start <= at < start + size for at in inside
            ):
                return True
            head = around[start]
            if (
                len(head) > 3
                and head[0] in "وبلف"
                and (head[1:], *around[start + 1 : start + size]) in names
                and any(start <= at < start + size for at in inside)
            ):
                return True
    return False
