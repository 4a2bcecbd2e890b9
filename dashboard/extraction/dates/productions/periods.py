"""Weeks to centuries: by their distance, by number, by season, by holiday."""

from __future__ import annotations

from functools import cache

from dashboard.arabic.folding import folded
from dashboard.extraction.dates.context_words import (
    beside,
    is_boundary,
    is_title,
    names_an_event,
    tells_of_a_game,
)
from dashboard.extraction.dates.expressions import (
    Ago,
    Century,
    Decade,
    Expression,
    Fields,
    FiscalYear,
    HolidayOn,
    Nth,
    Run,
    SameIn,
    Season,
    Shifted,
    ShiftedMonth,
    YearEnding,
)
from dashboard.extraction.dates.matching import As, Parts, Place
from dashboard.extraction.dates.productions.parts import Amount
from dashboard.extraction.dates.tense import Tense, tense_at
from dashboard.lexicons.dates import MonthName, RelativeWord, date_connectors
from dashboard.model import Grain


def _period(unit: Grain, offset: int, mentioned: bool = False) -> As:
    return As(f"{unit}_period", Shifted(unit, offset, mentioned))


def shifted(parts: Parts, place: Place) -> As | None:
    if is_title(place):
        return None
    word: RelativeWord = parts["r"]
    unit: Grain = parts["u"]
    if unit is Grain.CENTURY:
        return As("century", Century(None, word.offset))
    if unit in (Grain.HALF, Grain.SEASON):
        return None
    if unit is Grain.QUARTER and word.basis == "mentioned":
        return None  # "الثلاثي ذاته" are three men
    if unit is Grain.DECADE and (word.offset == 0 or word.basis == "mentioned"):
        return None  # "العقد الحالي" is mostly a contract
    if "FISCAL" in parts:
        return _fiscal_period(unit, word.offset, word.basis == "mentioned")
    return _period(unit, word.offset, word.basis == "mentioned")


def _fiscal_period(unit: Grain, offset: int, mentioned: bool = False) -> As | None:
    if unit is not Grain.YEAR:
        return None
    return As("year_period", FiscalYear(Shifted(unit, offset, mentioned)))


def _starts_with(place: Place, letters: str) -> bool:
    return place.island.words[place.first].startswith(letters)


def this_period(parts: Parts, place: Place) -> As | None:
    unit: Grain = parts["u"]
    if unit in (Grain.HALF, Grain.SEASON, Grain.DECADE):
        return None
    word: RelativeWord | None = parts.get("r")
    if unit is Grain.CENTURY:
        return As("century", Century(None, 0))
    if "FISCAL" in parts:
        return _fiscal_period(unit, word.offset if word else 0)
    return _period(unit, word.offset if word else 0)


def same_in_year(parts: Parts, place: Place) -> SameIn | None:
    """الشهر نفسه من العام الماضي."""
    said = parts["p"]
    if not isinstance(said, Shifted) or not said.mentioned or said.offset != 0:
        return None
    return SameIn(said.unit, parts["y"]) if said.unit in (Grain.MONTH, Grain.QUARTER) else None


def same_period(parts: Parts, place: Place) -> As | None:
    """نفس الشهر: the one that the text last spoke of."""
    unit: Grain = parts["u"]
    if unit in (Grain.HALF, Grain.SEASON, Grain.QUARTER, Grain.CENTURY):
        return None
    return _period(unit, 0, mentioned=True)


def this_month(parts: Parts, place: Place) -> ShiftedMonth:
    name: MonthName = parts["m"]
    return ShiftedMonth(Fields(name.calendar, month=name.month), 0)


def run(parts: Parts, place: Place) -> Run | None:
    word: RelativeWord = parts["r"]
    number = parts["n"]
    if word.offset == 0 or word.basis == "mentioned" or not 1 <= number <= 1000:
        return None
    if parts["u"] is Grain.SEASON:
        return None  # what a sports season is, differs
    return Run(parts["u"], number, 1 if word.offset > 0 else -1)


def run_of_two(parts: Parts, place: Place) -> Run | None:
    return run({**parts, "n": 2}, place)


def last_run(parts: Parts, place: Place) -> Run | None:
    # "آخر 3 أيام" before من or في is the end of something else.
    if place.after() in ("من", "في") or parts["u"] is Grain.SEASON:
        return None
    return Run(parts["u"], parts["n"], -1)


def last_run_of_two(parts: Parts, place: Place) -> Run | None:
    return last_run({**parts, "n": 2}, place)


def first_run(parts: Parts, place: Place) -> Run | None:
    if parts["o"] not in (1, -1):
        return None
    return Run(parts["u"], parts.get("n", 2), parts["o"], parts["y"])


def season_shifted(parts: Parts, place: Place) -> Season | None:
    word: RelativeWord = parts["r"]
    if word.basis == "mentioned" or not _starts_with(place, "ال"):
        return None
    return Season(parts["s"], None, word.offset)


def this_season(parts: Parts, place: Place) -> Season:
    return Season(parts["s"], None, 0)


def century(parts: Parts, place: Place) -> Century | None:
    number = parts["n"]
    return Century(number) if 1 <= number <= 30 else None


def century_shifted(parts: Parts, place: Place) -> Century | None:
    word: RelativeWord = parts["r"]
    return Century(None, word.offset) if word.basis == "published" else None


def kind_year(parts: Parts, place: Place) -> Expression:
    value: Expression = parts["y"]
    return FiscalYear(value) if "FISCAL" in parts else value


def period_with_year(parts: Parts, place: Place) -> Expression | None:
    """العام المقبل 2019: the number says which one it is."""
    value: Expression = parts["y"]
    if isinstance(parts["year_period"], FiscalYear):
        value = FiscalYear(value)
    return None if place.after() in ("-", "–", "/") else value


def decade(parts: Parts, place: Place) -> Decade | None:
    if "c" not in parts and any(place.after(at) in _ages() for at in range(6)):
        return None
    return Decade(parts["n"], parts.get("c"))


@cache
def _ages() -> frozenset[str]:
    return frozenset(folded(row.word) for row in date_connectors() if row.role == "AGE")


def season_year(parts: Parts, place: Place) -> Season | None:
    of: Expression = parts["y"]
    return None if names_an_event(place) else Season(parts["s"], of)


_QUOTES = frozenset('"«»“”')


def holiday(parts: Parts, place: Place) -> HolidayOn | None:
    if beside(place.before(), "event-day"):  # "ذكرى يوم الأرض" is an event
        return None
    if place.before() in _QUOTES and place.after() in _QUOTES:
        return None
    word: RelativeWord | None = parts.get("r")
    return HolidayOn(parts["h"], parts.get("y"), word.offset if word else None)


def ago(parts: Parts, place: Place) -> Ago | None:
    amounts: list[Amount] = [parts[name] for name in ("a", "b", "c") if name in parts]
    said = Ago(
        tuple((piece.unit, piece.count) for piece in amounts),
        1 if parts["w"] == "AFTER" else -1,
        "ABOUT" in parts,
    )
    if any(piece.unit in (Grain.QUARTER, Grain.HALF, Grain.SEASON) for piece in amounts):
        return None
    if "FROM_NOW" in parts:
        return said
    after = place.after(1) if place.after() == "فقط" else place.after()
    if not amounts[-1].counted and after in ("واحد", "واحده"):
        return None  # "قبل أسبوع واحد من الهجوم": the longer reading decides
    if after in ("من", "علي", "عن", "و") or beside(place.before(), "year"):
        return None  # "قبل يومين من الهجوم" is counted from something else
    if not amounts[0].counted and (amounts[0].unit is Grain.DAY or after.isdigit()):
        return None
    tense = tense_at(place.island.scan, *place.pieces)
    if parts["w"] == "FROM_TIME":
        # "منذ ثلاث سنوات" and "تشهد المدينة منذ أسبوع" say how long.
        short = amounts[-1].unit in (Grain.DAY, Grain.WEEK)
        return said if short and tense.name != "present" else None
    if parts["w"] == "AFTER":
        # Told of what has been, "بعد يومين" is counted from what was told before.
        ahead = tense.name in ("future", "present") and tense.before
        ends = is_boundary(after) or _subject_follows(after, amounts[-1], place, tense)
        return said if ahead and ends else None
    return said


def _subject_follows(after: str, amount: Amount, place: Place, tense: Tense) -> bool:
    """Whether the definite noun after an amount is no part of it: "ويحل بعد أسبوع الموعد".

    A number or a dual in ن takes no genitive. A lone unit can ("بعد أسبوع الموضة"): there the verb
    must stand right before, still without its subject.
    """
    if not after.startswith("ال") or beside(after, "named-unit"):
        return False
    last = place.island.words[place.last - 1]
    return last.endswith("ن") or (amount.counted and amount.count != 2) or tense.distance == 1


def from_now(parts: Parts, place: Place) -> Ago | None:
    amounts: list[Amount] = [parts[name] for name in ("a", "b", "c") if name in parts]
    if any(piece.unit in (Grain.QUARTER, Grain.HALF, Grain.SEASON) for piece in amounts):
        return None
    sign = -1 if place.before() in ("منذ", "قبل", "مذ") else 1
    return Ago(tuple((piece.unit, piece.count) for piece in amounts), sign)


def nth(parts: Parts, place: Place) -> Nth | None:
    unit: Grain = parts["u"]
    number: int = parts["n"]
    limits = {Grain.QUARTER: 4, Grain.HALF: 2, Grain.WEEK: 53, Grain.DAY: 31, Grain.MONTH: 12}
    if unit not in limits or number > limits[unit]:
        return None
    if unit is Grain.MONTH and "m" in parts:
        return None  # "غرة شهر محرم" is a day
    first = place.island.words[place.first]
    if first.startswith("ال") and first in ("الاخير", "الاخيره"):
        return None  # "الانتخابات الأخيرة عام 2014"
    return Nth(unit, number, parts["m"] if "m" in parts else parts["y"])


def bare_quarter(parts: Parts, place: Place) -> Nth | None:
    number: int = parts["n"]
    if number > 4 or place.island.words[place.first] != "الربع":
        return None
    if place.after() in ("من", "ل", "في") or tells_of_a_game(place):
        return None
    return Nth(Grain.QUARTER, number)


def nth_weekday(parts: Parts, place: Place) -> Nth | None:
    number: int = parts["n"]
    return Nth(Grain.DAY, number, parts["y"], parts["wd"]) if number <= 5 else None


def fiscal_ending(parts: Parts, place: Place) -> YearEnding:
    return YearEnding(parts["x"])
