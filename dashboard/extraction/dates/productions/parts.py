"""Readings that dates are made of: months, years, days, amounts, and what follows a date."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from dashboard.extraction.dates.context_words import beside, is_counted, is_tens, is_title
from dashboard.extraction.dates.expressions import (
    Between,
    Expression,
    Fields,
    Outside,
    ShiftedMonth,
)
from dashboard.extraction.dates.matching import As, Parts, Place
from dashboard.lexicons.dates import MonthName, RelativeWord
from dashboard.model import Calendar, Grain


@dataclass(frozen=True, slots=True)
class Month:
    """A month as it is written; ``guard`` as in ``MonthName``."""

    calendar: Calendar
    month: int
    guard: str = "free"
    conflict: str = ""

    @property
    def fields(self) -> Fields:
        return Fields(self.calendar, month=self.month, conflict=self.conflict)


@dataclass(frozen=True, slots=True)
class Amount:
    """A number of units; ``unit`` alone, without a number, when ``counted`` is False."""

    unit: Grain
    count: int
    counted: bool = True


# Words that stand as a date but denote none; no shorter reading of them is a mention either.
BLOCKED = As("date_blocked", None)


def month(parts: Parts, place: Place) -> Month:
    name: MonthName = parts["m"]
    return Month(name.calendar, name.month, name.guard)


def headed_month(parts: Parts, place: Place) -> Month:
    return replace(month(parts, place), guard="free")


def numbered_month(parts: Parts, place: Place) -> Month | None:
    number = parts["n"]
    head, word = place.island.words[place.first], place.island.words[place.last - 1]
    if not 1 <= number <= 12 or head not in ("شهر", "الشهر"):
        return None
    if word.startswith("واحد"):
        return None  # "شهر واحد" is how long
    return Month(Calendar.GREGORIAN, number)


def month_pair(parts: Parts, place: Place) -> Month | None:
    first, second = parts["a"], parts["b"]
    if first.calendar is not second.calendar or first.name == second.name:
        return None
    if first.month == second.month:
        return Month(first.calendar, first.month)
    if "SLASH" not in parts or first.variety == second.variety or first.calendar is Calendar.HIJRI:
        return None
    # Two systems of names joined by a stroke name one month; here they do not agree.
    conflict = f"{first.name} and {second.name} are different months; the first is taken"
    return Month(first.calendar, first.month, conflict=conflict)


def year(parts: Parts, place: Place) -> Fields:
    return Fields(year=parts["y"])


def hijri_year(parts: Parts, place: Place) -> Fields | None:
    number = parts["y"]
    # "12 هـ" may be anything.
    return Fields(Calendar.HIJRI, year=number) if 100 <= number <= 1500 else None


def year_before_era(parts: Parts, place: Place) -> Outside:
    return Outside("before our era: outside the calendar")


def headed_year(parts: Parts, place: Place) -> Fields | None:
    if is_title(place):
        return None
    number = parts["y"]
    if 40 <= number <= 99:  # "سنة 70م"
        number += 1900
    return Fields(year=number) if 100 <= number <= 2999 else None


def headed_hijri_year(parts: Parts, place: Place) -> Fields | None:
    number = parts["y"]
    marked = "ERA_HIJRI" in parts
    return Fields(Calendar.HIJRI, year=number) if marked and 1 <= number <= 1500 else None


def headed_short_year(parts: Parts, place: Place) -> Fields | None:
    """عام 67, سنة 247: only with an indefinite singular head, which cannot count."""
    number = parts["y"]
    if place.island.words[place.first] not in ("عام", "سنه") or is_counted(place):
        return None
    if place.after() in ("عام", "سنه", "عاما") or number > 999:
        return None
    if 40 <= number <= 99:
        return Fields(year=1900 + number)
    return Fields(year=number) if 100 <= number <= 999 else None


def weekday(parts: Parts, place: Place) -> int | As | None:
    before = place.before()
    if beside(before, "prayer"):
        return None
    if before == "كل":
        return BLOCKED
    if place.after() == "و" and is_tens(place.after(1)):
        return None  # "الاثنين والعشرين": twenty-two
    if parts["wd"] == 1 and beside(before, "the-two"):
        return None  # "حالة الاثنين": of the two
    number: int = parts["wd"]
    return number


def headed_weekday(parts: Parts, place: Place) -> int | As:
    number: int = parts["wd"]
    head, after = place.island.words[place.first], place.after()
    if place.before() in ("كل", "ايام") or (head == "ايام" and after not in ("و", "،")):
        return BLOCKED  # "أيام الجمعة": every Friday
    return number


def day(parts: Parts, place: Place) -> int | None:
    number = int(parts["d"])
    return number if 1 <= number <= 31 else None


def headed_day(parts: Parts, place: Place) -> int | None:
    return day(parts, place)


def amount(parts: Parts, place: Place) -> Amount | None:
    number = parts["n"]
    return Amount(parts["u"], number) if 1 <= number <= 2000 else None


def two_units(parts: Parts, place: Place) -> Amount:
    return Amount(parts["u"], 2)


def one_unit_in_word(parts: Parts, place: Place) -> Amount | None:
    """عام واحد."""
    return Amount(parts["u"], 1) if parts["n"] == 1 else None


def one_unit(parts: Parts, place: Place) -> Amount:
    return Amount(parts["u"], 1, counted=False)


def tail(parts: Parts, place: Place) -> Expression | None:
    value: Expression = parts["y"] if "y" in parts else parts["p"]
    bare = isinstance(value, Fields) and place.last - place.first <= 2
    if bare and is_counted(place):
        return None
    return value


def month_tail(parts: Parts, place: Place) -> Expression:
    written: Month = parts["m"]
    if "r" in parts:
        return month_shifted(parts, place)
    return with_year(written.fields, parts.get("y"))


def with_year(fields: Fields, of: Expression | None) -> Fields:
    """The fields with the year that ``of`` states, in its calendar."""
    if of is None:
        return fields
    if isinstance(of, Fields) and of.month is None and of.day is None:
        hijri = fields.calendar is Calendar.HIJRI and 1200 <= (of.year or 0) <= 1500
        if hijri or of.calendar is fields.calendar:
            return replace(fields, year=of.year)
    return replace(fields, of=of)


def years(parts: Parts, place: Place) -> Between | None:
    first, last = int(parts["a"]), int(parts["b"])
    if first == last + 1:  # written from right to left: 2018/2017
        first, last = last, first
    if not (1800 <= first < last <= 2100 or 1300 <= first < last <= 1460):
        return None
    if joined_to_figure(place) or (place.before() == "/" and place.before(2).isdigit()):
        return None
    calendar = Calendar.GREGORIAN if first >= 1500 else Calendar.HIJRI
    return Between(Fields(calendar, year=first), Fields(calendar, year=last))


def years_short(parts: Parts, place: Place) -> Between | None:
    first = int(parts["a"])
    last = first // 100 * 100 + int(parts["b"])
    if last != first + 1 or not place.tight:
        return None
    return years({"a": first, "b": last}, place)


def joined_to_figure(place: Place) -> bool:
    """Whether a sign or a figure touches the place: a longer number, a telephone, an address."""
    text = place.island.scan.folded.text
    start = place.island.starts[place.first]
    end = place.island.ends[place.last - 1]
    before, after = text[start - 2 : start] if start > 1 else "", text[end : end + 2]
    return bool(
        (before and before[-1] in "/-.:+_@#" and (len(before) < 2 or not before[0].isspace()))
        or (before and before[-1].isdigit())
        or (len(after) > 1 and after[0] in "/-.:_@" and after[1].isalnum())
    )


def day_exists(number: int, written: Month) -> bool:
    longest = 30 if written.calendar is Calendar.HIJRI or written.month in (4, 6, 9, 11) else 31
    february = written.calendar is Calendar.GREGORIAN and written.month == 2
    return 1 <= number <= (29 if february else longest)


def month_shifted(parts: Parts, place: Place) -> ShiftedMonth:
    word: RelativeWord = parts["r"]
    written: Month = parts["m"]
    return ShiftedMonth(written.fields, word.offset, word.basis == "mentioned")


def passed(parts: Parts, place: Place) -> Any:
    """The one value, as it is."""
    return next(iter(parts[name] for name in ("y", "p", "c", "t") if name in parts))
