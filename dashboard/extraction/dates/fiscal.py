"""When the fiscal years of an article end: as its text says, else as the state counts them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import Scan
from dashboard.extraction.dates.expressions import (
    Expression,
    Fields,
    PartOf,
    ShiftedMonth,
    YearEnding,
)
from dashboard.extraction.dates.tense import sentence_ends_between
from dashboard.lexicons.countries import place_forms
from dashboard.lexicons.dates import date_connectors, fiscal_years, relative_words, unit_words
from dashboard.model import Calendar, Grain

# So many words before a date can say that a fiscal year begins or ends then.
_REACH = 14
# Between the fiscal year and its verb stands nothing but figures, signs and these.
_LINKS = frozenset(("التي", "الذي", "والتي", "والذي", "و"))
_LATE, _LEAST_SHARE = 28, 0.5


@dataclass(frozen=True, slots=True)
class FiscalCalendar:
    """Fiscal years end with ``last_month``; ``country`` is whose fact that is, "" the text's."""

    last_month: int
    country: str = ""


def fiscal_calendar(
    scan: Scan, dates: Iterable[tuple[Expression, int]], country: str
) -> FiscalCalendar | None:
    """How the article counts fiscal years, None when nothing tells.

    ``dates`` are its expressions with the piece of ``scan`` that each begins at, ``country`` the
    state of its source. The text's own word comes first, then the state that most of the named
    places belong to, then the source's.
    """
    for expression, first in dates:
        last_month = _stated(scan, expression, first)
        if last_month:
            return FiscalCalendar(last_month)
    state = _state_told_of(scan) or country
    known = _states().get(state)
    return FiscalCalendar(known, state) if known else None


def _stated(scan: Scan, expression: Expression, first: int) -> int:
    """The last month of the fiscal year that the words before a date say it bounds, else 0."""
    if isinstance(expression, YearEnding):
        return _bound(expression.last, "ENDING")
    months = {role: _bound(expression, role) for role in ("ENDING", "BEGINNING")}
    if not any(months.values()):
        return 0
    role = _role_before(scan, first)
    return months[role] if role else 0


def _bound(expression: Expression, role: str) -> int:
    """The last month of a year that ends or begins with the date, 0 when it can be neither."""
    part = expression.part if isinstance(expression, PartOf) else ""
    date = expression.of if isinstance(expression, PartOf) else expression
    if isinstance(date, ShiftedMonth):  # "في أكتوبر الماضي"
        date = date.fields
    if not isinstance(date, Fields) or date.calendar is Calendar.HIJRI:
        return 0
    month, day = date.month, date.day
    if month is None:
        return 0
    if role == "ENDING":
        return month if part in ("", "end") and (day is None or day >= _LATE) else 0
    return (month - 2) % 12 + 1 if part in ("", "start") and day in (None, 1) else 0


def _role_before(scan: Scan, first: int) -> str:
    """ENDING or BEGINNING when a verb before piece ``first`` says that of a fiscal year:
    "السنة المالية 2018-2019 التي تبدأ في", "تنتهي السنة المالية في"."""
    words, roles = scan.words, _roles()
    low = max(0, first - _REACH)
    role = ""
    for at in range(first - 1, low - 1, -1):
        if sentence_ends_between(scan, at, at + 1):
            return ""
        word = words[at]
        if _is_fiscal(words, at):
            if role:
                return role
            return roles.get(words[at - 2].removeprefix("و"), "") if at >= 2 else ""
        if role and not (word[0].isdigit() or not word[0].isalnum() or word in _between()):
            return ""
        if not role:
            role = roles.get(word, "")
    return ""


def _is_fiscal(words: list[str], at: int) -> bool:
    if at == 0 or words[at] not in _fiscal_words():
        return False
    head = words[at - 1]
    heads = _year_heads()
    return head in heads or (head[0] in "وفبلك" and (head[1:] in heads or "ا" + head in heads))


def _state_told_of(scan: Scan) -> str:
    """The state that most of the named places belong to, "" when none stands out."""
    forms, words = place_forms(), scan.words
    counted: Counter[str] = Counter()
    free = 0  # a place inside a longer one does not count
    for at, word in enumerate(words):
        if at < free or word in _fiscal_words():  # "المالية" is no adjective of Mali here
            continue
        for spelled, countries in forms.get(word, ()):
            if tuple(words[at : at + len(spelled)]) == spelled:
                counted.update(countries if len(countries) == 1 else ())
                free = at + len(spelled)
                break
    if not counted:
        return ""
    (state, times), *_ = counted.most_common(1)
    return state if times > _LEAST_SHARE * counted.total() else ""


@cache
def _states() -> Mapping[str, int]:
    return {row.country: row.last_month for row in fiscal_years()}


@cache
def _roles() -> Mapping[str, str]:
    return {
        folded(row.word): row.role
        for row in date_connectors()
        if row.role in ("ENDING", "BEGINNING")
    }


@cache
def _between() -> frozenset[str]:
    return _LINKS | {folded(row.word) for row in relative_words()}


@cache
def _fiscal_words() -> frozenset[str]:
    return frozenset(folded(row.word) for row in date_connectors() if row.role == "FISCAL")


@cache
def _year_heads() -> frozenset[str]:
    return frozenset(folded(row.word) for row in unit_words() if row.unit is Grain.YEAR)
