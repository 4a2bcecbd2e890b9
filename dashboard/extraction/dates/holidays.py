"""When a holiday falls in a given year."""

from __future__ import annotations

import datetime as dt
import re

from dashboard.extraction.dates import calendars
from dashboard.lexicons.dates import Holiday
from dashboard.model import Calendar, DateValue, Grain

_MOVABLE = re.compile(r"(easter|pascha)([+-]\d+)")
_WEEKDAY = re.compile(r"(\d+)-(MON|TUE|WED|THU|FRI|SAT|SUN)#(\d)")
_FIXED = re.compile(r"(\d+)-(\d+)")
_WEEKDAYS = ("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN")


def holiday_in(holiday: Holiday, year: int) -> list[DateValue]:
    """The days of ``holiday`` that begin in the Gregorian ``year``: mostly one, for a Hijri
    holiday none to two."""
    if holiday.calendar is Calendar.HIJRI:
        month, day = _numbers(holiday)
        first = calendars.hijri_year_of(dt.date(year, 1, 1))
        found = (calendars.hijri_day(number, month, day) for number in (first, first + 1))
        starts = [value.start for value in found if value and value.start.year == year]
        return [_lasting(start, holiday) for start in starts]
    return [_lasting(_start(holiday.day, year), holiday)]


def holiday_in_hijri_year(holiday: Holiday, year: int) -> DateValue | None:
    month, day = _numbers(holiday)
    found = calendars.hijri_day(year, month, day)
    return _lasting(found.start, holiday) if found else None


def _numbers(holiday: Holiday) -> tuple[int, int]:
    match = _FIXED.fullmatch(holiday.day)
    if match is None:
        raise ValueError(f"a Hijri holiday needs month-day, got {holiday.day!r}")
    return int(match[1]), int(match[2])


def _lasting(start: dt.date, holiday: Holiday) -> DateValue:
    end = start + dt.timedelta(holiday.days - 1)
    timex = start.isoformat() if start == end else f"{start}/{end}"
    approximate = holiday.calendar is Calendar.HIJRI
    return DateValue(timex, start, end, Grain.DAY, holiday.calendar, approximate=approximate)


def _start(rule: str, year: int) -> dt.date:
    if match := _MOVABLE.fullmatch(rule):
        sunday = calendars.easter(year) if match[1] == "easter" else calendars.pascha(year)
        return sunday + dt.timedelta(int(match[2]))
    if match := _WEEKDAY.fullmatch(rule):
        first = dt.date(year, int(match[1]), 1)
        ahead = (_WEEKDAYS.index(match[2]) - first.weekday()) % 7
        return first + dt.timedelta(ahead + 7 * (int(match[3]) - 1))
    month, day = (int(number) for number in rule.split("-"))
    return dt.date(year, month, day)
