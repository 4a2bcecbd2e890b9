"""Names of days and months, from CLDR, and the units a date falls into."""

from __future__ import annotations

import datetime as dt
from functools import cache

from babel import Locale
from babel.numbers import get_currency_name

from dashboard.model import Grain
from dashboard.wording.language import Language, Months

_ENGLISH = "en_GB"
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}


@cache
def month_names(language: Language, months: Months) -> tuple[str, ...]:
    """The twelve Gregorian months, January first."""
    locale = Locale.parse(months.value if language is Language.ARABIC else _ENGLISH)
    names = locale.months["format"]["wide"]
    return tuple(str(names[month]) for month in range(1, 13))


@cache
def short_month_names(language: Language, months: Months) -> tuple[str, ...]:
    """Abbreviated where the language abbreviates: "Jul", but "تموز"."""
    if language is Language.ARABIC:
        return month_names(language, months)
    names = Locale.parse(_ENGLISH).months["format"]["abbreviated"]
    # CLDR's British September has four letters; three keep a column of dates even.
    return tuple(str(names[month])[:3] for month in range(1, 13))


@cache
def weekday_names(language: Language) -> tuple[str, ...]:
    """The seven days, Monday first."""
    names = Locale.parse("ar" if language is Language.ARABIC else _ENGLISH).days["format"]["wide"]
    return tuple(str(names[day]) for day in range(7))


@cache
def currency_name(code: str, language: Language) -> str:
    """ "دولار أمريكي", "US Dollar"; the code itself when CLDR has no name for it."""
    return str(Locale.parse(language.value).currencies.get(code, code))


@cache
def currency_in_a_count(code: str, language: Language) -> str:
    """The name as it follows a large figure: "دولار أمريكي", "US dollars"."""
    return str(get_currency_name(code, count=100, locale=language.value))


@cache
def territory_name(code: str, language: Language) -> str:
    """The country's name for an ISO 3166 code, else the code."""
    return str(Locale.parse(language.value).territories.get(code, code))


def week_of(day: dt.date) -> tuple[dt.date, dt.date]:
    """Monday and Sunday of the ISO week that holds ``day``."""
    monday = day - dt.timedelta(days=day.weekday())
    return monday, monday + dt.timedelta(days=6)


def quarter_of(day: dt.date) -> int:
    return (day.month + 2) // 3


def half_of(day: dt.date) -> int:
    return 1 if day.month <= 6 else 2


def season_of(day: dt.date) -> tuple[str, int]:
    """The meteorological season and the year it begins in: January 2020 is winter 2019."""
    first = max((month for month in _SEASONS if month <= day.month), default=12)
    return _SEASONS[first], day.year - (1 if day.month < 3 else 0)


def century_of(day: dt.date) -> int:
    return (day.year - 1) // 100 + 1


def unit_start(day: dt.date, grain: Grain) -> dt.date:
    """The first day of the unit of ``grain`` that holds ``day``."""
    if grain is Grain.WEEK:
        return week_of(day)[0]
    if grain is Grain.MONTH:
        return day.replace(day=1)
    if grain is Grain.QUARTER:
        return dt.date(day.year, 3 * quarter_of(day) - 2, 1)
    if grain is Grain.HALF:
        return dt.date(day.year, 6 * half_of(day) - 5, 1)
    if grain is Grain.YEAR:
        return dt.date(day.year, 1, 1)
    return day
