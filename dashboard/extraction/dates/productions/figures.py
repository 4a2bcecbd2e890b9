"""Dates and years in figures."""

from __future__ import annotations

from dashboard.extraction.dates.context_words import (
    beside,
    is_boundary,
    is_counted,
    names_a_year_event,
    year_fits,
)
from dashboard.extraction.dates.expressions import Expression, Fields
from dashboard.extraction.dates.matching import Parts, Place
from dashboard.extraction.dates.productions.parts import (
    Month,
    day_exists,
    joined_to_figure,
)
from dashboard.model import Calendar


def _numeric(
    year_: int, month_: int, day_: int, parts: Parts, place: Place, note: str = ""
) -> Fields | None:
    if not 1 <= month_ <= 12 or not 1 <= day_ <= 31 or joined_to_figure(place):
        return None
    hijri = "ERA_HIJRI" in parts or parts.get("e") == "ERA_HIJRI" or 1200 <= year_ <= 1500
    if not hijri and not 1500 <= year_ <= 2199:
        return None
    calendar = Calendar.HIJRI if hijri else Calendar.GREGORIAN
    if not day_exists(day_, Month(calendar, month_)):
        return None
    return Fields(calendar, year_, month_, day_, note=note)


def _is_tight(place: Place, names: int) -> bool:
    """Whether the first ``names`` words stand without spaces."""
    return all(place.island.touches(at) for at in range(place.first + 1, place.first + names))


def numeric(parts: Parts, place: Place) -> Fields | None:
    """Day first; month first only where the day cannot be."""
    first, second, number = parts["a"], parts["b"], int(parts["y"])
    if parts["s"] != parts["t"] or not (_is_tight(place, 5) or parts["s"] == "SLASH"):
        return None
    if second > 12:
        return _numeric(number, first, second, parts, place, "month first")
    note = "day first" if first <= 12 and first != second else ""
    return _numeric(number, second, first, parts, place, note)


def numeric_iso(parts: Parts, place: Place) -> Fields | None:
    if parts["s"] != parts["t"] or not (_is_tight(place, 5) or parts["s"] == "SLASH"):
        return None
    second, third = parts["b"], parts["a"]
    if second > 12:
        return _numeric(int(parts["y"]), third, second, parts, place)
    return _numeric(int(parts["y"]), second, third, parts, place)


def numeric_short(parts: Parts, place: Place) -> Fields | None:
    first, second, third = parts["a"], parts["b"], parts["c"]
    if parts["s"] != parts["t"] or not place.tight:
        return None
    number = 2000 + third if third < 50 else 1900 + third
    if second > 12:
        return _numeric(number, first, second, parts, place, "month first")
    return _numeric(number, second, first, parts, place, "day first, year in two figures")


def numeric_comma(parts: Parts, place: Place) -> Fields | None:
    number = int(parts["y"])
    if number < 100:
        number += 2000 if number < 50 else 1900
    first, second = parts["a"], parts["b"]
    if first <= 12:
        return _numeric(number, first, second, parts, place, "month first")
    return _numeric(number, second, first, parts, place)


def numeric_day_month(parts: Parts, place: Place) -> Fields | None:
    """22/4 and its like are scores and fractions too: only after a head or a clear preposition."""
    first, second = parts["a"], parts["b"]
    before = place.before()
    headed = (
        place.island.words[place.first] in ("يوم", "ليوم")
        or before in ("يوم", "تاريخ", "بتاريخ", "ليوم", "الموافق")
        or place.island.before(place.first)
        in ("الاثنين", "الثلاثاء", "الاربعاء", "الخميس", "الجمعه", "السبت", "الاحد")
    )
    plain = parts["s"] == "SLASH" and before in ("في", "منذ", "قبل", "بعد", "حتي", "من", "الي")
    padded = _is_padded(place.written) or max(first, second) > 12
    if not _figures_tight(place) or joined_to_figure(place) or is_counted(place):
        return None
    if parts["s"] == "SLASH" and _is_padded(place.written) and is_boundary(place.after()):
        plain = padded = True
    if not (headed or (plain and padded) or (plain and is_boundary(place.after()))):
        return None
    if second <= 12:
        return Fields(month=second, day=first, note="day first" if first <= 12 else "")
    return Fields(month=first, day=second, note="month first") if first <= 12 else None


def _is_padded(written: str) -> bool:
    """Whether one of two numbers has a leading zero, as in 04/22."""
    return any(number[:1] in "0٠" and len(number) == 2 for number in written.split("/"))


def _figures_tight(place: Place) -> bool:
    """Whether the last three words stand without spaces."""
    return all(place.island.touches(at) for at in (place.last - 1, place.last - 2))


def numeric_month(parts: Parts, place: Place) -> Fields | None:
    number = int(parts["y"])
    if not place.tight or joined_to_figure(place) or not 1900 <= number <= 2100:
        return None
    return Fields(year=number, month=parts["m"]) if is_boundary(place.after()) else None


def bare_year(parts: Parts, place: Place) -> Fields | None:
    fields: Fields = parts["y"]
    if joined_to_figure(place) or not year_fits(fields.year or 0, place):
        return None
    return fields


def bare_span(parts: Parts, place: Place) -> Expression | None:
    if is_counted(place) or beside(place.before(), "year") or names_a_year_event(place):
        return None
    value: Expression = parts["y"]
    return value
