"""Dates as CLDR writes them in every Arabic locale, and Hijri dates as hijridate gives them."""

from __future__ import annotations

import datetime as dt

import pytest
from babel import localedata
from babel.dates import format_date, format_skeleton
from hijridate import Hijri

from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.model import Calendar, DateValue

LOCALES = sorted(
    name for name in localedata.locale_identifiers() if name == "ar" or name.startswith("ar_")
)
DAYS = [dt.date(2014, 1, 27) + dt.timedelta(97 * step) for step in range(16)]
READ_ON = ReadingContext(article="a", published=dt.date(2021, 5, 5))
EASTERN_DIGITS = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def only_value(expression: str) -> DateValue:
    text = f"عقد في {expression}."
    (mention,) = find_dates(text, READ_ON)
    assert text[mention.start : mention.end] == mention.surface
    assert isinstance(mention.value, DateValue)
    return mention.value


@pytest.mark.parametrize("style", ["full", "long", "medium", "short"])
@pytest.mark.parametrize("locale", LOCALES)
def test_cldr_day(locale: str, style: str) -> None:
    for day in DAYS:
        written = format_date(day, style, locale=locale)
        for expression in (written, written.translate(EASTERN_DIGITS)):
            value = only_value(expression)
            assert (value.start, value.end, value.conflict) == (day, day, ""), expression


@pytest.mark.parametrize("locale", LOCALES)
def test_cldr_month_of_year(locale: str) -> None:
    for day in DAYS:
        expression = format_skeleton("yMMMM", day, locale=locale)
        assert only_value(expression).timex == f"{day:%Y-%m}", expression


@pytest.mark.parametrize("year", range(1345, 1500, 11))
def test_hijri_day(year: int) -> None:
    for month in range(1, 13):
        hijri = Hijri(year, month, (year + 5 * month) % 29 + 1)
        day = dt.date(*hijri.to_gregorian().datetuple())
        name = hijri.month_name("ar")
        for expression in (
            f"{hijri.day} {name} {year}هـ",
            f"{hijri.day} {name} {year} هـ".translate(EASTERN_DIGITS),
            f"{hijri.day}/{month}/{year}هـ",
        ):
            value = only_value(expression)
            assert (value.start, value.end) == (day, day), expression
            assert value.calendar is Calendar.HIJRI
