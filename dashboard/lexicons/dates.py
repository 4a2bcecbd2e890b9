"""The words that dates are written with: months, weekdays, seasons, units, relative words.

Every reader returns the rows of one table of ``data/lexicons``; ``folder`` is for tests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from dashboard.lexicons.table import LEXICONS, table
from dashboard.model import Calendar, Grain

Choice = TypeVar("Choice")

GUARDS = ("free", "led", "timed", "dated")
TENSES = ("past", "future", "present", "none")
PARTS = ("start", "middle", "end", "rest")
BASES = ("published", "mentioned")


@dataclass(frozen=True, slots=True)
class MonthName:
    """One spelling of a month.

    ``guard`` says what it takes to read the word as a month: nothing ("free"), a preposition,
    a head, or a number beside it ("led"), or a head or a number ("dated").
    """

    name: str
    calendar: Calendar
    month: int
    variety: str
    guard: str


@dataclass(frozen=True, slots=True)
class WeekdayName:
    """One spelling of a day of the week, Monday 1 to Sunday 7."""

    name: str
    weekday: int


@dataclass(frozen=True, slots=True)
class SeasonName:
    """One spelling of a season, as TIMEX3 writes it: SP, SU, FA, WI."""

    name: str
    season: str


@dataclass(frozen=True, slots=True)
class UnitWord:
    """One form of a unit of time; ``count`` is 1, 2 for a dual, 0 for a plural."""

    word: str
    unit: Grain
    count: int


@dataclass(frozen=True, slots=True)
class RelativeDay:
    """A phrase that names a day by its distance in days from today."""

    phrase: str
    days: int


@dataclass(frozen=True, slots=True)
class RelativeWord:
    """An adjective that shifts a period by ``offset`` from the one of publication
    (``published``) or from the one that the text last spoke of (``mentioned``)."""

    word: str
    offset: int
    basis: str


@dataclass(frozen=True, slots=True)
class PeriodPart:
    """A noun that picks out a part of a period: start, middle, end, rest."""

    word: str
    part: str


@dataclass(frozen=True, slots=True)
class DecadeName:
    """A decade by its tens: 70 for the seventies."""

    word: str
    decade: int


@dataclass(frozen=True, slots=True)
class DateOrdinal:
    """A word that counts as an ordinal only in dates; -1 is the last."""

    word: str
    value: int
    part: str


@dataclass(frozen=True, slots=True)
class DateConnector:
    """A small word with a grammatical role between the parts of a date."""

    word: str
    role: str


@dataclass(frozen=True, slots=True)
class Holiday:
    """A day that returns every year.

    ``day`` is ``month-day`` in ``calendar``; or ``easter±days`` (western) or ``pascha±days``
    (eastern); or ``month-WEEKDAY#n`` for the n-th such weekday of a month. ``days`` is how many
    days it lasts, ``country`` limits it to articles from there ("" anywhere).
    """

    name: str
    calendar: Calendar
    day: str
    days: int
    country: str


@dataclass(frozen=True, slots=True)
class DateBlocker:
    """A phrase beside which a date expression denotes no date.

    ``where``: ``event`` stands before a day and month that is then part of a name, ``event-day``
    only when no year follows, ``year-event`` before such a year; ``year`` before a number that
    is no year;
    ``name`` is a whole name with a date word in it; ``title`` stands before العام in the sense
    of "general"; ``counted`` follows a number that counts things; ``today-of`` follows اليوم in
    the sense of "the day"; ``prayer`` stands before a day name inside a name, ``the-two``
    before الاثنين as a pronoun; ``game`` tells that a quarter is one of a match,
    ``recurring`` that what is told returns every year; ``named-unit`` follows a unit of time in
    the name of an event ("أسبوع الموضة"); ``unit`` is an office or a force that is told from
    others by the place after ب, which may be named by a date.
    """

    phrase: str
    where: str


@dataclass(frozen=True, slots=True)
class DateEdge:
    """A small word at the edge of dates: ``before`` leads a bare month or year in, ``after``
    can follow a date but not a number that counts; ``from`` before من leads a year in."""

    word: str
    side: str


@dataclass(frozen=True, slots=True)
class TenseWord:
    """A word that puts its clause in the past or in the future.

    ``present`` is a verb that looks ahead with س before it, and hints ahead without; ``none``
    only looks like a future verb.
    """

    word: str
    tense: str


@dataclass(frozen=True, slots=True)
class FiscalYears:
    """A state whose fiscal years end with another month than December."""

    country: str
    last_month: int


BLOCKER_PLACES = (
    "event",
    "year-event",
    "event-day",
    "name",
    "title",
    "counted",
    "today-of",
    "prayer",
    "year",
    "the-two",
    "game",
    "recurring",
    "named-unit",
    "unit",
)


def _choice(cell: str, choices: tuple[str, ...], column: str) -> str:
    if cell not in choices:
        raise ValueError(f"{column} must be one of {', '.join(choices)}, got {cell!r}")
    return cell


def _whole(cell: str, low: int, high: int, column: str) -> int:
    try:
        number = int(cell)
    except ValueError:
        raise ValueError(f"{column} must be a whole number, got {cell!r}") from None
    if not low <= number <= high:
        raise ValueError(f"{column} must be {low} to {high}, got {cell!r}")
    return number


def _word(cell: str, column: str) -> str:
    if not cell:
        raise ValueError(f"{column} must not be empty")
    return cell


def _member(kind: Callable[[str], Choice], cell: str, column: str) -> Choice:
    try:
        return kind(cell)
    except ValueError:
        raise ValueError(f"{column} is unknown: {cell!r}") from None


def month_names(folder: Path = LEXICONS) -> list[MonthName]:
    def row(cells: Mapping[str, str]) -> MonthName:
        return MonthName(
            _word(cells["name"], "name"),
            _member(Calendar, cells["calendar"], "calendar"),
            _whole(cells["month"], 1, 12, "month"),
            cells["variety"],
            _choice(cells["guard"], GUARDS, "guard"),
        )

    return table("months", ("name", "calendar", "month", "variety", "guard"), row, folder)


def weekday_names(folder: Path = LEXICONS) -> list[WeekdayName]:
    return table(
        "weekdays",
        ("name", "weekday"),
        lambda cells: WeekdayName(
            _word(cells["name"], "name"), _whole(cells["weekday"], 1, 7, "weekday")
        ),
        folder,
    )


def season_names(folder: Path = LEXICONS) -> list[SeasonName]:
    return table(
        "seasons",
        ("name", "season"),
        lambda cells: SeasonName(
            _word(cells["name"], "name"),
            _choice(cells["season"], ("SP", "SU", "FA", "WI"), "season"),
        ),
        folder,
    )


def unit_words(folder: Path = LEXICONS) -> list[UnitWord]:
    counts = {"1": 1, "2": 2, "many": 0}
    return table(
        "date_units",
        ("word", "unit", "number"),
        lambda cells: UnitWord(
            _word(cells["word"], "word"),
            _member(Grain, cells["unit"], "unit"),
            counts[_choice(cells["number"], tuple(counts), "number")],
        ),
        folder,
    )


def relative_days(folder: Path = LEXICONS) -> list[RelativeDay]:
    return table(
        "relative_days",
        ("phrase", "days"),
        lambda cells: RelativeDay(
            _word(cells["phrase"], "phrase"), _whole(cells["days"], -7, 7, "days")
        ),
        folder,
    )


def relative_words(folder: Path = LEXICONS) -> list[RelativeWord]:
    return table(
        "relative_words",
        ("word", "offset", "basis"),
        lambda cells: RelativeWord(
            _word(cells["word"], "word"),
            _whole(cells["offset"], -2, 2, "offset"),
            _choice(cells["basis"], BASES, "basis"),
        ),
        folder,
    )


def period_parts(folder: Path = LEXICONS) -> list[PeriodPart]:
    return table(
        "period_parts",
        ("word", "part"),
        lambda cells: PeriodPart(
            _word(cells["word"], "word"), _choice(cells["part"], PARTS, "part")
        ),
        folder,
    )


def decade_names(folder: Path = LEXICONS) -> list[DecadeName]:
    return table(
        "decades",
        ("word", "decade"),
        lambda cells: DecadeName(
            _word(cells["word"], "word"), _whole(cells["decade"], 0, 90, "decade")
        ),
        folder,
    )


def date_ordinals(folder: Path = LEXICONS) -> list[DateOrdinal]:
    return table(
        "date_ordinals",
        ("word", "value", "part"),
        lambda cells: DateOrdinal(
            _word(cells["word"], "word"),
            _whole(cells["value"], -1, 31, "value"),
            _choice(cells["part"], ("ordinal", "last", "count"), "part"),
        ),
        folder,
    )


def date_connectors(folder: Path = LEXICONS) -> list[DateConnector]:
    return table(
        "date_connectors",
        ("word", "role"),
        lambda cells: DateConnector(_word(cells["word"], "word"), _word(cells["role"], "role")),
        folder,
    )


def holidays(folder: Path = LEXICONS) -> list[Holiday]:
    return table(
        "holidays",
        ("name", "calendar", "day", "days", "country"),
        lambda cells: Holiday(
            _word(cells["name"], "name"),
            _member(Calendar, cells["calendar"], "calendar"),
            _word(cells["day"], "day"),
            _whole(cells["days"], 1, 40, "days"),
            cells["country"],
        ),
        folder,
    )


def date_blockers(folder: Path = LEXICONS) -> list[DateBlocker]:
    return table(
        "date_blockers",
        ("phrase", "where"),
        lambda cells: DateBlocker(
            _word(cells["phrase"], "phrase"), _choice(cells["where"], BLOCKER_PLACES, "where")
        ),
        folder,
    )


def date_edges(folder: Path = LEXICONS) -> list[DateEdge]:
    return table(
        "date_edges",
        ("word", "side"),
        lambda cells: DateEdge(
            _word(cells["word"], "word"),
            _choice(cells["side"], ("before", "after", "from"), "side"),
        ),
        folder,
    )


def tense_words(folder: Path = LEXICONS) -> list[TenseWord]:
    return table(
        "tense_words",
        ("word", "tense"),
        lambda cells: TenseWord(
            _word(cells["word"], "word"),
            _choice(cells["tense"], TENSES, "tense"),
        ),
        folder,
    )


def fiscal_years(folder: Path = LEXICONS) -> list[FiscalYears]:
    return table(
        "fiscal_years",
        ("country", "last_month"),
        lambda cells: FiscalYears(
            _word(cells["country"], "country"), _whole(cells["last_month"], 1, 11, "last_month")
        ),
        folder,
    )
