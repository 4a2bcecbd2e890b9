"""Fiscal years in time, and the quarters and halves of years that begin in any month."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from dashboard.extraction.dates import calendars
from dashboard.extraction.dates.expressions import Between, Expression, Fields, FiscalYear, Shifted
from dashboard.extraction.dates.resolution.resolver import Resolver
from dashboard.model import DateValue, Grain


def fiscal(resolver: Resolver, said: FiscalYear) -> DateValue | None:
    """The fiscal year by the article's fiscal calendar; calendar years when none is known.

    A span of two years names the one in which it begins and the one in which it ends, a single
    year the one in which it ends.
    """
    calendar = resolver.fiscal
    if calendar is None:
        resolver.say("a fiscal year: the text does not say when it ends")
        value = resolver.resolve(said.of)
        return replace(value, approximate=True) if value else None
    ending = _years_of_ending(resolver, said.of, calendar.last_month)
    if ending is None:
        return None
    first, last = ending
    end = calendars.month(last, calendar.last_month).end
    start = calendars.moved(end + dt.timedelta(1), Grain.YEAR, first - last - 1)
    month = end.month
    if calendar.country:
        resolver.say(f"a fiscal year of {calendar.country}: it ends with month {month}")
    else:
        resolver.say(f"the text says that the fiscal year ends with month {month}")
    relative = isinstance(said.of, Shifted)
    resolver.fiscal_year = DateValue(
        f"{start}/{end}",
        start,
        end,
        Grain.YEAR,
        anchor=resolver.published if relative else None,
        approximate=bool(calendar.country) or isinstance(said.of, Fields),
    )
    return resolver.fiscal_year


def _years_of_ending(resolver: Resolver, of: Expression, last_month: int) -> tuple[int, int] | None:
    """The calendar years in which the first and the last fiscal year end."""
    if isinstance(of, Shifted):
        if of.mentioned and resolver.fiscal_year is not None:
            year = resolver.fiscal_year.end.year + of.offset
            resolver.say(f"counted from what the text last spoke of, {resolver.fiscal_year.timex}")
            return year, year
        base = resolver.base(of.mentioned, Grain.YEAR)
        if base is None:
            return None
        year = base.year + (base.month > last_month) + of.offset
        return year, year
    value = resolver.resolve(of)
    if value is None:
        return None
    first, last = value.start.year, value.end.year
    if isinstance(of, Between) and last > first and last_month < 12:
        first += 1
    return first, last


def parts_of(whole: DateValue, unit: Grain) -> list[DateValue]:
    """The months, quarters or halves of a year, counted from its first month."""
    length = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.HALF: 6}[unit]
    starts = [calendars.moved(whole.start, Grain.MONTH, step) for step in range(0, 12, length)]
    ends = [calendars.moved(start, Grain.MONTH, length) - dt.timedelta(1) for start in starts]
    return [
        DateValue(f"{start}/{end}", start, end, unit, approximate=whole.approximate)
        for start, end in zip(starts, ends, strict=True)
    ]
