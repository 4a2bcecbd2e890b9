"""From what an expression says to the days it denotes, with the evidence for them."""

from __future__ import annotations

import datetime as dt

from dashboard.extraction.dates import expressions as said
from dashboard.extraction.dates.resolution import combinations, days, fiscal, periods
from dashboard.extraction.dates.resolution.days import own_year
from dashboard.extraction.dates.resolution.periods import holiday_here
from dashboard.extraction.dates.resolution.resolver import Resolution, Resolver

RESOLUTIONS: dict[type, Resolution] = {
    said.Fields: days.fields,
    said.Today: days.today,
    said.Weekday: days.weekday,
    said.ShiftedMonth: days.shifted_month,
    said.Shifted: periods.shifted,
    said.SameIn: periods.same_in,
    said.Nth: periods.nth,
    said.Ago: periods.ago,
    said.Run: periods.run,
    said.Decade: periods.decade,
    said.Century: periods.century,
    said.Season: periods.season,
    said.HolidayOn: periods.holiday,
    said.FiscalYear: fiscal.fiscal,
    said.Outside: periods.outside,
    said.PartOf: combinations.part,
    said.Between: combinations.between,
    said.Pair: combinations.pair,
    said.YearEnding: combinations.year_ending,
}


def resolver_of(
    published: dt.date | None,
    anchored_by: str = "the publication date",
    stated: tuple[dt.date, ...] = (),
) -> Resolver:
    """A resolver for one article."""
    return Resolver(RESOLUTIONS, published, anchored_by, stated)


__all__ = ["Resolver", "holiday_here", "own_year", "resolver_of"]
