"""Weeks to centuries, seasons and holidays in time."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dashboard.extraction.dates import calendars
from dashboard.extraction.dates.expressions import (
    Ago,
    Between,
    Century,
    Decade,
    Fields,
    HolidayOn,
    Nth,
    Outside,
    Run,
    SameIn,
    Season,
    Shifted,
)
from dashboard.extraction.dates.holidays import holiday_in, holiday_in_hijri_year
from dashboard.extraction.dates.resolution.days import occurrence
from dashboard.extraction.dates.resolution.fiscal import parts_of
from dashboard.extraction.dates.resolution.resolver import SIZES, Resolver
from dashboard.lexicons.dates import Holiday
from dashboard.model import Calendar, DateValue, Grain


def shifted(resolver: Resolver, said: Shifted) -> DateValue | None:
    base = resolver.base(said.mentioned, said.unit)
    if base is None:
        return None
    return resolver.anchored(calendars.containing(base, said.unit, said.offset))


def same_in(resolver: Resolver, said: SameIn) -> DateValue | None:
    year = resolver.resolve(said.of)
    base = resolver.base(mentioned=True, unit=said.unit)
    if year is None or base is None:
        return None
    day = base.replace(year=year.start.year, day=1)
    return resolver.anchored(calendars.containing(day, said.unit))


def ago(resolver: Resolver, said: Ago) -> DateValue | None:
    anchor = resolver.anchor()
    if anchor is None:
        return None
    date = anchor
    for unit, count in said.amounts:
        date = calendars.moved(date, unit, said.sign * count)
    smallest = min(said.amounts, key=lambda amount: SIZES.index(amount[0]))[0]
    # A week from now is the same day of another week; a month or a year is meant as a whole.
    grain = Grain.DAY if smallest is Grain.WEEK else smallest
    value = calendars.containing(date, grain)
    return resolver.anchored(replace(value, approximate=said.about or smallest is not Grain.DAY))


def run(resolver: Resolver, said: Run) -> DateValue | None:
    if said.of is not None:
        whole = resolver.resolve(said.of)
        if whole is None:
            return None
        if said.sign > 0:
            start, end = (
                whole.start,
                _before(calendars.moved(whole.start, said.unit, said.count)),
            )
        else:
            after = whole.end + dt.timedelta(1)
            start, end = calendars.moved(after, said.unit, -said.count), whole.end
        return DateValue(f"{start}/{end}", start, end, said.unit, anchor=whole.anchor)
    anchor = resolver.anchor()
    if anchor is None:
        return None
    if said.unit is Grain.DECADE:
        edge = calendars.containing(anchor, said.unit, said.sign)
        far = calendars.containing(anchor, said.unit, said.sign * said.count)
        start, end = min(edge.start, far.start), max(edge.end, far.end)
    else:
        # Whole days leave out the day of publication, longer units run up to it or on from it.
        near = anchor + dt.timedelta(said.sign * (said.unit is Grain.DAY))
        far_day = calendars.moved(anchor, said.unit, said.sign * said.count)
        start, end = min(near, far_day), max(near, far_day)
    return DateValue(f"{start}/{end}", start, end, said.unit, anchor=anchor)


def decade(resolver: Resolver, said: Decade) -> DateValue | None:
    if said.of is not None:
        century = resolver.resolve(said.of)
        if century is None:
            return None
        return calendars.decade(century.start.year // 100 * 100 + said.tens)
    anchor = resolver.published or dt.date(2000, 1, 1)
    first = anchor.year // 100 * 100 + said.tens
    if first > anchor.year:
        first -= 100
    resolver.say("the last such decade")
    return calendars.decade(first)


def century(resolver: Resolver, said: Century) -> DateValue | None:
    if said.number is not None:
        return calendars.century(said.number)
    anchor = resolver.anchor()
    if anchor is None:
        return None
    return resolver.anchored(calendars.containing(anchor, Grain.CENTURY, said.offset))


def season(resolver: Resolver, said: Season) -> DateValue | None:
    if said.of is not None:
        period = resolver.resolve(said.of)
        if period is None:
            return None
        if isinstance(said.of, Between):
            return calendars.season(said.code, period.start.year + (said.code == "WI"))
        return replace(calendars.season(said.code, period.start.year), anchor=period.anchor)
    anchor = resolver.anchor()
    if anchor is None:
        return None
    around = [calendars.season(said.code, anchor.year + step) for step in range(-2, 3)]
    if not said.offset:
        current = [value for value in around if value.start <= anchor <= value.end]
        return resolver.anchored((current or [around[2]])[0])
    if said.offset < 0:
        past = [value for value in around if value.end < anchor]
        return resolver.anchored(past[said.offset])
    coming = [value for value in around if value.start > anchor]
    return resolver.anchored(coming[said.offset - 1])


def holiday(resolver: Resolver, said: HolidayOn) -> DateValue | None:
    holiday = holiday_here(resolver, said)
    if holiday is None:
        resolver.say("which day it is depends on the country")
        return None
    if holiday.country:
        resolver.say(f"as {holiday.country} keeps it")
    if said.of is not None:
        period = resolver.resolve(said.of)
        if period is None:
            return None
        if period.calendar is Calendar.HIJRI and isinstance(said.of, Fields):
            return holiday_in_hijri_year(holiday, said.of.year or 0)
        found = [
            value
            for year in range(period.start.year, period.end.year + 1)
            for value in holiday_in(holiday, year)
            if period.start <= value.start <= period.end
        ]
        return found[0] if found else None
    anchor = resolver.published
    if anchor is None:
        resolver.say("no year is written, and the article has no date")
        return None
    around = [
        value
        for year in range(anchor.year - 2, anchor.year + 3)
        for value in holiday_in(holiday, year)
    ]
    if not said.offset:
        return occurrence(resolver, around)
    resolver.anchor()
    past = [value for value in around if value.end < anchor]
    coming = [value for value in around if value.start > anchor]
    chosen = past[-1:] if said.offset < 0 else coming[:1]
    return resolver.anchored(chosen[0]) if chosen else None


def holiday_here(resolver: Resolver, said: HolidayOn) -> Holiday | None:
    """The one of the holidays that is kept everywhere, or in the article's country."""
    for holiday in said.holidays:
        if holiday.country in ("", resolver.country):
            return holiday
    return None


_YEAR_PARTS = (Grain.MONTH, Grain.QUARTER, Grain.HALF)
_LONGEST_YEAR = 366


def nth(resolver: Resolver, said: Nth) -> DateValue | None:
    whole = nth_whole(resolver, said)
    if whole is None:
        return None
    if said.weekday is not None:
        return nth_weekday(resolver, said.weekday, said.n, whole)
    start, end, unit, n = whole.start, whole.end, said.unit, said.n
    if unit in _YEAR_PARTS and (
        whole.calendar is Calendar.HIJRI or (end - start).days >= _LONGEST_YEAR
    ):
        resolver.say("the year that this is a part of is not a known one")
        return None
    if unit is Grain.WEEK and n == 0:  # "the week of 16 September"
        return calendars.week(start)
    parts: list[DateValue] = []
    if unit is Grain.DAY:
        date = end + dt.timedelta(n + 1) if n < 0 else start + dt.timedelta(n - 1)
        parts = [calendars.day(date)] if start <= date <= end else []
        n = 1
    elif unit is Grain.WEEK:
        # Of a year the ISO weeks, of a month the weeks that lie in it whole.
        first = start + dt.timedelta(-start.weekday() % 7)
        if whole.grain is Grain.YEAR:
            first = calendars.week(dt.date(start.year, 1, 4)).start
        while first + dt.timedelta(3 if whole.grain is Grain.YEAR else 6) <= end:
            parts.append(calendars.week(first))
            first += dt.timedelta(7)
    elif whole.grain is Grain.YEAR and start.day == 1 < start.month:  # of a fiscal year
        parts = parts_of(whole, unit)
    elif unit is Grain.MONTH:
        parts = [calendars.month(start.year, number) for number in range(1, 13)]
    elif unit is Grain.QUARTER:
        parts = [calendars.quarter(start.year, number) for number in range(1, 5)]
    elif unit is Grain.HALF:
        parts = [calendars.half(start.year, number) for number in (1, 2)]
        if whole.grain is Grain.MONTH:
            middle = start + dt.timedelta(14)
            parts = [
                DateValue(f"{a}/{b}", a, b, Grain.HALF)
                for a, b in ((start, middle), (middle + dt.timedelta(1), end))
            ]
    index = n - 1 if n > 0 else n
    if not -len(parts) <= index < len(parts):
        return None
    return replace(parts[index], anchor=whole.anchor)


def nth_whole(resolver: Resolver, said: Nth) -> DateValue | None:
    """The period that the n-th part belongs to; of a bare quarter the year that fits."""
    if said.of is not None:
        return resolver.resolve(said.of)
    anchor = resolver.anchor()
    if anchor is None:
        return None
    part = calendars.quarter(anchor.year, said.n if said.n > 0 else 4)
    back = part.start > anchor and resolver.tense().name != "future"
    return resolver.anchored(calendars.year(anchor.year - back))


def nth_weekday(resolver: Resolver, weekday: int, n: int, whole: DateValue) -> DateValue | None:
    # "الخميس الثاني من مارس" is Thursday the second when that day is one.
    if n > 0 and (whole.start + dt.timedelta(n - 1)).isoweekday() == weekday and n > 1:
        resolver.say("that day of the month is that weekday")
        return replace(calendars.day(whole.start + dt.timedelta(n - 1)), anchor=whole.anchor)
    first = whole.start + dt.timedelta((weekday - whole.start.isoweekday()) % 7)
    last = whole.end - dt.timedelta((whole.end.isoweekday() - weekday) % 7)
    date = last + dt.timedelta(7 * (n + 1)) if n < 0 else first + dt.timedelta(7 * (n - 1))
    if not whole.start <= date <= whole.end:
        return None
    return replace(calendars.day(date), anchor=whole.anchor)


def outside(resolver: Resolver, said: Outside) -> DateValue | None:
    resolver.say(said.reason)
    return None


def _before(date: dt.date) -> dt.date:
    return date - dt.timedelta(1)
