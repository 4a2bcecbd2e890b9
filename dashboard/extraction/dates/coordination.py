"""A weekday whose clause leaves out its verb looks ahead like the weekday before it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from dashboard.arabic.scanning import Scan
from dashboard.extraction.dates.expressions import Expression, Weekday
from dashboard.extraction.dates.tense import Tense, sentence_ends_between, tense_at
from dashboard.model import DateValue

# A clause that shares the verb of the one before it stands this near (words between the dates).
_CLOSE = 14


@dataclass(frozen=True, slots=True)
class _Seen:
    """A weekday already read: where it ends, and the tense that its value rests on."""

    last: int
    tense: Tense


class SharedLook:
    """The tense of each date of an article, in reading order.

    "تلعب البرتغال الاثنين مع إيطاليا، وكرواتيا الثلاثاء مع إسبانيا": the second clause has no
    verb of its own and looks ahead like the first.
    """

    def __init__(self, scan: Scan, published: dt.date | None) -> None:
        self._scan = scan
        self._published = published
        self._seen: _Seen | None = None

    def tense(self, expression: Expression, first: int, last: int) -> Tense:
        """The tense at the pieces ``first``..``last`` (exclusive) of the scan: of its own verb,
        or of the weekday before when no verb stands between the two."""
        own = tense_at(self._scan, first, last)
        seen = self._seen
        if (
            seen is None
            or (own.name and not (own.before and first - own.distance < seen.last))
            or not _is_bare_weekday(expression)
            or not 0 <= first - seen.last <= _CLOSE
            or sentence_ends_between(self._scan, seen.last, first)
        ):
            return own
        return seen.tense

    def note(self, expression: Expression, value: DateValue | None, tense: Tense, at: int) -> None:
        """Remember a weekday that ends before piece ``at`` and what it was found to be."""
        if not _is_bare_weekday(expression) or value is None or self._published is None:
            return
        ahead = value.start > self._published
        if ahead and tense.name in ("future", "present") and tense.before:
            self._seen = _Seen(at, Tense("future", 1, recurring=tense.recurring))
        else:  # what follows a look back is often still to come
            self._seen = None


def _is_bare_weekday(expression: Expression) -> bool:
    return isinstance(expression, Weekday) and expression.offset is None and expression.week is None
