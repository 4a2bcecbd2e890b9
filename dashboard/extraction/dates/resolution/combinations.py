"""Parts, ranges and pairs of dates in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dashboard.extraction.dates import calendars
from dashboard.extraction.dates.expressions import (
    Between,
    Expression,
    Fields,
    Pair,
    PartOf,
    YearEnding,
)
from dashboard.extraction.dates.resolution.days import full
from dashboard.extraction.dates.resolution.resolver import Resolver
from dashboard.model import Calendar, DateValue, Grain


def part(resolver: Resolver, said: PartOf) -> DateValue | None:
    whole = resolver.resolve(said.of)
    if whole is None:
        return None
    if said.part == "rest" and resolver.published and whole.start < resolver.published <= whole.end:
        start = resolver.published
        return replace(whole, start=start, timex=f"{start}/{whole.end}")
    resolver.say("a part of the period: the whole period is its value")
    return replace(whole, approximate=True)


def between(resolver: Resolver, said: Between) -> DateValue | None:
    first, last = said.first, said.last
    end = resolver.resolve(last)
    if end is None:
        return None
    start = resolver.resolve(with_year_of(first, end))
    if start is None:
        return None
    if start.start > end.end and _is_yearless(last):
        end = resolver.resolve(with_year_of(last, start, later=True))
    if end is None or start.start > end.end:
        resolver.say("the range ends before it begins")
        return None
    timex = f"{start.timex}/{end.timex}"
    if said.note == "weekend":
        week = calendars.week(start.start).timex
        timex = f"{week}-WE"
    return DateValue(
        timex,
        start.start,
        end.end,
        start.grain,
        start.calendar,
        anchor=start.anchor or end.anchor,
        approximate=start.approximate or end.approximate,
        conflict=start.conflict or end.conflict,
    )


def with_year_of(said: Expression, other: DateValue, *, later: bool = False) -> Expression:
    """``said`` with the year that puts it on the right side of ``other``."""
    if not isinstance(said, Fields) or not _is_yearless(said):
        return said
    if said.calendar is Calendar.HIJRI:
        return said
    year = other.start.year if later else other.end.year
    found = full(said, year)
    if found and later and found.end < other.start:
        year += 1
    if found and not later and found.start > other.end:
        year -= 1
    return replace(said, year=year)


def pair(resolver: Resolver, said: Pair) -> DateValue | None:
    first, second = said.first, said.second
    hijri_first = _calendar_of(first) is Calendar.HIJRI
    hijri, plain = (first, second) if hijri_first else (second, first)
    if _calendar_of(hijri) is not Calendar.HIJRI or _calendar_of(plain) is Calendar.HIJRI:
        return pair_of_one_calendar(resolver, first, second)
    if isinstance(plain, Fields) and _is_yearless(plain) and _has_year(hijri):
        anchor = resolver.resolve(hijri)
        plain = same_day_year(plain, anchor)
    value = resolver.resolve(plain)
    if value is None:
        return resolver.resolve(hijri)
    partner = hijri_near(hijri, value)
    if partner is None:
        return value
    apart = (partner.start - value.start).days
    if apart == 0 or value.grain is not Grain.DAY:
        resolver.say("the Hijri and the Gregorian date agree by Umm al-Qura")
        return value
    conflict = (
        f"by Umm al-Qura the Hijri date is {partner.start}, "
        f"{abs(apart)} {'day' if abs(apart) == 1 else 'days'} from the Gregorian one"
    )
    resolver.say(conflict)
    return replace(value, conflict=value.conflict or conflict)


def pair_of_one_calendar(
    resolver: Resolver, first: Expression, second: Expression
) -> DateValue | None:
    full, other = (first, second) if _has_year(first) else (second, first)
    value, partner = resolver.resolve(full), resolver.resolve(other)
    if value is None or partner is None:
        return value or partner
    if value.start != partner.start:
        conflict = f"the text equates {value.timex} with {partner.timex}"
        resolver.say(conflict)
        return replace(value, conflict=conflict)
    return value


def same_day_year(plain: Fields, anchor: DateValue | None) -> Fields:
    if anchor is None:
        return plain
    years = (anchor.start.year - 1, anchor.start.year, anchor.start.year + 1)
    found = [(year, full(plain, year)) for year in years]
    near = [(abs((v.start - anchor.start).days), year) for year, v in found if v]
    return replace(plain, year=min(near)[1]) if near else plain


def hijri_near(hijri: Expression, value: DateValue) -> DateValue | None:
    if not isinstance(hijri, Fields) or hijri.calendar is not Calendar.HIJRI:
        return None
    if hijri.year is not None:
        return full(hijri, hijri.year)
    year = calendars.hijri_year_of(value.start)
    found = [full(hijri, number) for number in (year - 1, year, year + 1)]
    near = [candidate for candidate in found if candidate is not None]
    return min(near, key=lambda v: abs((v.start - value.start).days), default=None)


def year_ending(resolver: Resolver, said: YearEnding) -> DateValue | None:
    last = resolver.resolve(said.last)
    if last is None:
        return None
    start = calendars.moved(last.end + dt.timedelta(1), Grain.YEAR, -1)
    resolver.say("the twelve months that the text says end then")
    return DateValue(f"{start}/{last.end}", start, last.end, Grain.YEAR, anchor=last.anchor)


def _is_yearless(said: Expression) -> bool:
    return isinstance(said, Fields) and said.year is None and said.of is None and bool(said.month)


def _has_year(said: Expression) -> bool:
    return isinstance(said, Fields) and said.year is not None


def _calendar_of(said: Expression) -> Calendar:
    return said.calendar if isinstance(said, Fields) else Calendar.GREGORIAN
