"""Dates made of dates: with weekdays, parts, ranges, and pairs of calendars."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from dashboard.arabic.folding import folded
from dashboard.extraction.dates.expressions import (
    Between,
    Century,
    Expression,
    Fields,
    Nth,
    Pair,
    PartOf,
    Shifted,
    ShiftedMonth,
    Weekday,
)
from dashboard.extraction.dates.matching import Parts, Place
from dashboard.extraction.dates.productions.parts import (
    Month,
    day_exists,
    with_year,
)
from dashboard.lexicons.dates import RelativeWord, unit_words
from dashboard.model import Grain


def weekday_date(parts: Parts, place: Place) -> Expression | None:
    if not _brackets_match(place):
        return None
    date = parts["x"]
    if isinstance(date, Fields) and date.weekday is None:
        return replace(date, weekday=parts["wd"])
    if isinstance(date, ShiftedMonth):
        return replace(date, fields=replace(date.fields, weekday=parts["wd"]))
    return None


def _brackets_match(place: Place) -> bool:
    words = place.island.words[place.first : place.last]
    return words.count("(") == words.count(")")


def weekday_shifted_date(parts: Parts, place: Place) -> Expression | None:
    first: Expression = parts["a"]
    if not isinstance(first, Weekday) or not _brackets_match(place):
        return None
    return weekday_date({"wd": first.weekday, "x": parts["x"]}, place)


def part_of(parts: Parts, place: Place) -> PartOf | None:
    value = parts["x"]
    if isinstance(value, Month):
        value = value.fields
    return PartOf(parts["p"], value)


def last_of(parts: Parts, place: Place) -> PartOf | None:
    """آخر شهر ماي: the end of it."""
    return part_of({"p": "end", "x": parts["x"]}, place) if parts["p"] == -1 else None


def part_of_running(parts: Parts, place: Place) -> PartOf | None:
    unit: Grain = parts["u"]
    if unit not in (Grain.WEEK, Grain.MONTH, Grain.YEAR, Grain.DECADE, Grain.CENTURY):
        return None
    return PartOf(parts["p"], Century(None, 0) if unit is Grain.CENTURY else Shifted(unit, 0))


def weekend(parts: Parts, place: Place) -> Expression:
    week = parts.get("x") or Shifted(Grain.WEEK, 0)
    return Between(Weekday(6, None, week), Weekday(7, None, week), "weekend")


def week_of(parts: Parts, place: Place) -> Expression | None:
    return Nth(Grain.WEEK, 0, parts["x"])


def day_range(parts: Parts, place: Place) -> Between | None:
    of = parts["m"]
    first, last = parts["a"], parts["b"]
    if place.before() in _plural_units():  # "الأشهر الثلاثة حتى 30 يونيو"
        return None
    if isinstance(of, Month):
        if not day_exists(last, of) or first >= last:
            return None
        base = with_year(of.fields, parts.get("y"))
    else:
        base = Fields(of=of)
    if first >= last:
        return None
    return Between(replace(base, day=first), replace(base, day=last))


@cache
def _plural_units() -> frozenset[str]:
    return frozenset(folded(word.word) for word in unit_words() if word.count != 1)


def days_shifted(parts: Parts, place: Place) -> Between | None:
    """من 3 إلى 5 مارس المقبل."""
    between = parts["x"]
    word: RelativeWord = parts["r"]
    if not isinstance(between, Between):
        return None
    days = (between.first, between.last)
    if not all(isinstance(one, Fields) and one.year is None and one.of is None for one in days):
        return None
    first, last = (
        ShiftedMonth(one, word.offset, word.basis == "mentioned")
        for one in days
        if isinstance(one, Fields)
    )
    return Between(first, last)


def two_days(parts: Parts, place: Place) -> Between | None:
    head = place.island.words[place.first]
    days = [parts[name] for name in ("a", "c", "d", "e", "b") if name in parts]
    in_a_row = days == list(range(days[0], days[0] + len(days)))
    if head not in ("يومي", "يومين", "ايام") or not in_a_row:
        return None
    return day_range(parts, place)


def month_day_range(parts: Parts, place: Place) -> Between | None:
    return day_range(parts, place)


def date_range(parts: Parts, place: Place) -> Between | None:
    first, last = (_as_expression(parts[name]) for name in ("a", "b"))
    if isinstance(first, Fields) and isinstance(last, Fields):
        first = _completed(first, last)
    return Between(first, last)


def _as_expression(value: Any) -> Expression:
    expression: Expression = value.fields if isinstance(value, Month) else value
    return expression


def _completed(first: Fields, last: Fields) -> Fields:
    """The first of two dates with the year that only the last one states."""
    if first.year is None and first.of is None and first.calendar is last.calendar:
        later = (first.month or 0) > (last.month or 0)
        year_ = last.year - 1 if last.year and later else last.year
        return replace(first, year=year_, of=last.of)
    return first


def month_range(parts: Parts, place: Place) -> Between | None:
    first: Month = parts["a"]
    last = parts["b"]
    if not isinstance(last, Fields) or last.month == first.month:
        return None
    return Between(_completed(first.fields, last), last)


def pair(parts: Parts, place: Place) -> Pair | None:
    first, second = parts["a"], parts["b"]
    if not _brackets_match(place):
        return None
    return Pair(first, second)


def pair_two_calendars(parts: Parts, place: Place) -> Pair | None:
    first, second = parts["a"], parts["b"]
    if not isinstance(first, Fields) or not isinstance(second, Fields):
        return None
    return Pair(first, second) if first.calendar is not second.calendar else None


def pair_years(parts: Parts, place: Place) -> Pair | None:
    if not _brackets_match(place):
        return None
    return pair_two_calendars(parts, place)


def range_in_week(parts: Parts, place: Place) -> Between | None:
    """الأسبوع المقبل من الأربعاء إلى الجمعة."""
    within = parts["x"]
    if not isinstance(within, Between):
        return None
    days = (within.first, within.last)
    if not all(isinstance(one, Weekday) and one.week is None for one in days):
        return None
    first, last = (replace(one, week=parts["p"]) for one in days if isinstance(one, Weekday))
    return Between(first, last)
