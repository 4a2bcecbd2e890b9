"""What a date expression says, before it is placed in time."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.lexicons.dates import Holiday
from dashboard.model import Calendar, Grain


@dataclass(frozen=True, slots=True)
class Fields:
    """A date by its parts; what is not written is None. ``of`` is the period that stands in for
    the year or month ("15 of next month", "March of last year"). ``note`` goes to the evidence,
    ``conflict`` says in what the text contradicts itself."""

    calendar: Calendar = Calendar.GREGORIAN
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    of: Expression | None = None
    note: str = ""
    conflict: str = ""


@dataclass(frozen=True, slots=True)
class Today:
    """The day ``days`` after publication, with what the text says that day is."""

    days: int
    weekday: int | None = None
    date: Fields | None = None


@dataclass(frozen=True, slots=True)
class Shifted:
    """The period of one ``unit``, ``offset`` after the one of publication, or after the one that
    the text last spoke of when ``mentioned``."""

    unit: Grain
    offset: int
    mentioned: bool = False


@dataclass(frozen=True, slots=True)
class SameIn:
    """The month or quarter that the text last spoke of, in another year."""

    unit: Grain
    of: Expression


@dataclass(frozen=True, slots=True)
class ShiftedMonth:
    """A named month shifted by its adjective: "last March"; ``day`` when the text gives one."""

    fields: Fields
    offset: int
    mentioned: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """A day of the week; ``offset`` by its adjective (None: by the sentence's tense)."""

    weekday: int
    offset: int | None = None
    week: Expression | None = None
    mentioned: bool = False


@dataclass(frozen=True, slots=True)
class Nth:
    """The ``n``-th ``unit`` (or ``weekday``) of a period; -1 is the last. Without ``of``:
    of the running year."""

    unit: Grain
    n: int
    of: Expression | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Ago:
    """Amounts of time before (``sign`` -1) or after (1) publication; ``about`` when the text
    says that they are rounded."""

    amounts: tuple[tuple[Grain, int], ...]
    sign: int
    about: bool = False


@dataclass(frozen=True, slots=True)
class Run:
    """``count`` units in a row: the last ones before publication, the next ones after it, or
    with ``of`` the first (``sign`` 1) or last (-1) ones of that period."""

    unit: Grain
    count: int
    sign: int
    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Decade:
    """Ten years by their tens, in the century of ``of`` or the one that publication suggests."""

    tens: int
    of: Expression | None = None


@dataclass(frozen=True, slots=True)
class Century:
    """The ``number``-th century, or with ``offset`` one counted from publication."""

    number: int | None
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Season:
    """A season of a year; ``year_end`` when it is written over two years."""

    code: str
    of: Expression | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class HolidayOn:
    """A holiday of a year; of several countries' holidays with one name, the article's."""

    holidays: tuple[Holiday, ...]
    of: Expression | None = None
    offset: int | None = None


@dataclass(frozen=True, slots=True)
class PartOf:
    """A part (start, middle, end, rest) of a period; its value is the whole period."""

    part: str
    of: Expression


@dataclass(frozen=True, slots=True)
class Between:
    """Everything from the first to the last date; ``part_year`` for a year that runs over two."""

    first: Expression
    last: Expression
    note: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """One day written in two calendars or two ways; they ought to agree."""

    first: Expression
    second: Expression


@dataclass(frozen=True, slots=True)
class FiscalYear:
    """A year as an institution counts it; calendar years unless the text says when it ends."""

    of: Expression


@dataclass(frozen=True, slots=True)
class YearEnding:
    """The twelve months that end with a date: a fiscal year as its text states it."""

    last: Expression


@dataclass(frozen=True, slots=True)
class Outside:
    """A date that no ``datetime.date`` can hold, such as a year before the common era."""

    reason: str


Expression = (
    Fields
    | Today
    | Shifted
    | SameIn
    | ShiftedMonth
    | Weekday
    | Nth
    | Ago
    | Run
    | Decade
    | Century
    | Season
    | HolidayOn
    | PartOf
    | Between
    | Pair
    | FiscalYear
    | YearEnding
    | Outside
)
