"""Periods of the calendar as date values: days, weeks, months, years and what lies between.

Weeks run Monday to Sunday (ISO 8601). Hijri dates follow Umm al-Qura where its tables reach
(1343-1500 AH), else the tabular calendar, marked approximate.
"""

from __future__ import annotations

import calendar as _calendar
import datetime as dt
from functools import lru_cache

from hijridate import Gregorian, Hijri
from hijridate.ummalqura import GREGORIAN_RANGE, HIJRI_RANGE

from dashboard.model import Calendar, DateValue, Grain

_FIRST_HIJRI, _LAST_HIJRI = HIJRI_RANGE[0][0], HIJRI_RANGE[1][0]
_FIRST_DAY, _LAST_DAY = dt.date(*GREGORIAN_RANGE[0]), dt.date(*GREGORIAN_RANGE[1])
# Months of a meteorological season of the northern half; winter begins in the December before.
_SEASON_STARTS = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
# Day number (proleptic Gregorian ordinal) of 1 Muharram 1 AH in the tabular calendar.
_HIJRI_EPOCH = 227015


def day(date: dt.date, calendar: Calendar = Calendar.GREGORIAN) -> DateValue:
    return DateValue(date.isoformat(), date, date, Grain.DAY, calendar)


def week(date: dt.date) -> DateValue:
    """The ISO week that holds ``date``."""
    monday = date - dt.timedelta(date.weekday())
    number = monday.isocalendar()
    return DateValue(
        f"{number.year:04}-W{number.week:02}", monday, monday + dt.timedelta(6), Grain.WEEK
    )


def month(year: int, number: int) -> DateValue:
    """A Gregorian month; ``number`` may run below 1 or above 12."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    last = _calendar.monthrange(year, number)[1]
    return DateValue(
        f"{year:04}-{number:02}",
        dt.date(year, number, 1),
        dt.date(year, number, last),
        Grain.MONTH,
    )


def months(year: int, first: int, count: int, timex: str, grain: Grain) -> DateValue:
    start, end = month(year, first), month(year, first + count - 1)
    return DateValue(timex, start.start, end.end, grain)


def quarter(year: int, number: int) -> DateValue:
    """The ``number``-th quarter counted from January of ``year``; it may run out of 1-4."""
    year, number = year + (number - 1) // 4, (number - 1) % 4 + 1
    return months(year, 3 * number - 2, 3, f"{year:04}-Q{number}", Grain.QUARTER)


def half(year: int, number: int) -> DateValue:
    return months(year, 6 * number - 5, 6, f"{year:04}-H{number}", Grain.HALF)


def year(number: int) -> DateValue:
    return DateValue(f"{number:04}", dt.date(number, 1, 1), dt.date(number, 12, 31), Grain.YEAR)


def decade(first: int) -> DateValue:
    """The ten years from ``first`` (1970 for the seventies)."""
    first = first // 10 * 10
    return DateValue(
        f"{first // 10:03}", dt.date(max(first, 1), 1, 1), dt.date(first + 9, 12, 31), Grain.DECADE
    )


def century(number: int) -> DateValue:
    """The ``number``-th century: the 19th is 1801-1900, which TIMEX3 writes "18"."""
    last = number * 100
    return DateValue(
        f"{number - 1:02}", dt.date(last - 99, 1, 1), dt.date(last, 12, 31), Grain.CENTURY
    )


def season(code: str, number: int) -> DateValue:
    """A season of a year by the months of the northern half; winter by its January."""
    first = _SEASON_STARTS[code] - (12 if code == "WI" else 0)
    value = months(number, first, 3, f"{number:04}-{code}", Grain.SEASON)
    return DateValue(value.timex, value.start, value.end, Grain.SEASON, approximate=True)


def hijri_day(year_: int, month_: int, day_: int) -> DateValue | None:
    """The Gregorian day of a Hijri date, None when the month has no such day."""
    month_value = hijri_month(year_, month_)
    if month_value is None:
        return None
    date = month_value.start + dt.timedelta(day_ - 1)
    if not day_ >= 1 or date > month_value.end:
        return None
    return DateValue(
        date.isoformat(),
        date,
        date,
        Grain.DAY,
        Calendar.HIJRI,
        approximate=month_value.approximate,
    )


@lru_cache(maxsize=4096)
def hijri_month(year_: int, month_: int) -> DateValue | None:
    if not 1 <= year_ <= 9000 or not 1 <= month_ <= 12:
        return None
    tabled = _FIRST_HIJRI <= year_ <= _LAST_HIJRI
    if tabled:
        first = Hijri(year_, month_, 1)
        start = dt.date(*first.to_gregorian().datetuple())
        length = first.month_length()
    else:
        start = dt.date.fromordinal(_tabular_ordinal(year_, month_))
        after = (year_ + 1, 1) if month_ == 12 else (year_, month_ + 1)
        length = _tabular_ordinal(*after) - start.toordinal()
    end = start + dt.timedelta(length - 1)
    return DateValue(
        f"{start}/{end}", start, end, Grain.MONTH, Calendar.HIJRI, approximate=not tabled
    )


@lru_cache(maxsize=1024)
def hijri_year(year_: int) -> DateValue | None:
    first, last = hijri_month(year_, 1), hijri_month(year_, 12)
    if first is None or last is None:
        return None
    return DateValue(
        f"{first.start}/{last.end}",
        first.start,
        last.end,
        Grain.YEAR,
        Calendar.HIJRI,
        approximate=first.approximate,
    )


def hijri_year_of(date: dt.date) -> int:
    """The Hijri year that ``date`` falls in."""
    if _FIRST_DAY <= date <= _LAST_DAY:
        return int(Gregorian.fromdate(date).to_hijri().year)
    return max(1, (date.toordinal() - _HIJRI_EPOCH) * 30 // 10631 + 1)


def _tabular_ordinal(year_: int, month_: int) -> int:
    """Day number of the first of a month in the tabular calendar (leap years 2, 5, 7, 10, 13,
    16, 18, 21, 24, 26, 29 of each 30)."""
    days = (year_ - 1) * 354 + (3 + 11 * year_) // 30
    return _HIJRI_EPOCH + days + 29 * (month_ - 1) + month_ // 2


def moved(date: dt.date, unit: Grain, count: int) -> dt.date:
    """``date`` moved by ``count`` units; the day is cut to the month's length."""
    if unit is Grain.DAY:
        return date + dt.timedelta(count)
    if unit is Grain.WEEK:
        return date + dt.timedelta(7 * count)
    step = {
        Grain.MONTH: 1,
        Grain.QUARTER: 3,
        Grain.HALF: 6,
        Grain.SEASON: 12,
        Grain.YEAR: 12,
        Grain.DECADE: 120,
        Grain.CENTURY: 1200,
    }
    index = date.year * 12 + date.month - 1 + step[unit] * count
    number, month_ = divmod(index, 12)
    last = _calendar.monthrange(number, month_ + 1)[1]
    return dt.date(number, month_ + 1, min(date.day, last))


def containing(date: dt.date, unit: Grain, offset: int = 0) -> DateValue:
    """The period of one ``unit``, ``offset`` periods after the one that holds ``date``."""
    if unit is Grain.DAY:
        return day(date + dt.timedelta(offset))
    if unit is Grain.WEEK:
        return week(date + dt.timedelta(7 * offset))
    if unit is Grain.MONTH:
        return month(date.year, date.month + offset)
    if unit is Grain.QUARTER:
        return quarter(date.year, (date.month - 1) // 3 + 1 + offset)
    if unit is Grain.HALF:
        halves = date.year * 2 + (date.month > 6) + offset
        return half(halves // 2, halves % 2 + 1)
    if unit is Grain.YEAR:
        return year(date.year + offset)
    if unit is Grain.DECADE:
        return decade(date.year // 10 * 10 + 10 * offset)
    if unit is Grain.SEASON:
        # A sports or farming season runs from one July to the next June.
        first = date.year - (date.month < 7) + offset
        value = months(first, 7, 12, f"{first:04}/{first + 1:04}", Grain.SEASON)
        return DateValue(value.timex, value.start, value.end, Grain.SEASON, approximate=True)
    return century((date.year - 1) // 100 + 1 + offset)


def easter(year_: int) -> dt.date:
    """Western Easter Sunday (anonymous Gregorian computus)."""
    a, b, c = year_ % 19, year_ // 100, year_ % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month_, day_ = divmod(h + m - 7 * n + 114, 31)
    return dt.date(year_, month_, day_ + 1)


def pascha(year_: int) -> dt.date:
    """Eastern Easter Sunday in the Gregorian calendar (Meeus' Julian algorithm)."""
    a, b, c = year_ % 4, year_ % 7, year_ % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month_, day_ = divmod(d + e + 114, 31)
    shift = year_ // 100 - year_ // 400 - 2
    return dt.date(year_, month_, day_ + 1) + dt.timedelta(shift)
