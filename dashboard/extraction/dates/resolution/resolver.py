"""What places an expression in time: the anchor, what the text spoke of, and the evidence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from typing import Any

from dashboard.extraction.dates.expressions import Expression
from dashboard.extraction.dates.fiscal import FiscalCalendar
from dashboard.extraction.dates.tense import Tense
from dashboard.model import Calendar, DateValue, Grain

Resolution = Callable[["Resolver", Any], DateValue | None]


@dataclass(slots=True)
class Resolver:
    """Places expressions in time, one article long.

    ``resolutions`` gives the function for each kind of expression. ``published`` is the anchor of
    relative expressions, None when the article is undated. ``stated`` are the full dates that the
    article itself gives: in an undated article they lend their year to a day and month without
    one. ``named`` are the months (calendar, year, month) whose year it says, of a day of them too,
    ``named_days`` the days that it says outright or by a weekday with an adjective.
    ``mentioned`` is what the text last spoke of, ``fiscal_year`` the fiscal
    year among it. ``country`` decides between holidays of one
    name, ``fiscal`` says how fiscal years are counted.
    """

    resolutions: Mapping[type, Resolution]
    published: dt.date | None
    anchored_by: str = "the publication date"
    stated: tuple[dt.date, ...] = ()
    named: AbstractSet[tuple[Calendar, int, int]] = frozenset()
    named_days: AbstractSet[dt.date] = frozenset()
    country: str = ""
    fiscal: FiscalCalendar | None = None
    mentioned: DateValue | None = None
    fiscal_year: DateValue | None = None
    evidence: list[str] = field(default_factory=list)
    tense: Callable[[], Tense] = Tense

    def value(
        self, expression: Expression, tense: Callable[[], Tense]
    ) -> tuple[DateValue | None, tuple[str, ...]]:
        """The value, or None, and in words what decided it. ``tense`` is asked only if needed."""
        self.evidence, self.tense = [], tense
        try:
            found = self.resolve(expression)
        except (OverflowError, ValueError):
            self.say("no calendar day fits")
            found = None
        if found is not None:
            self.mentioned = found
        elif not self.evidence:
            self.say("no calendar day fits")
        return found, tuple(dict.fromkeys(self.evidence))

    def say(self, reason: str) -> None:
        """Add a reason to the evidence of the value being found."""
        self.evidence.append(reason)

    def anchor(self) -> dt.date | None:
        """The day that relative expressions are counted from; says so, or says why it is None."""
        if self.published is None:
            self.say("relative to the publication date, and the article has none")
            return None
        self.say(f"counted from {self.anchored_by}, {self.published}")
        return self.published

    def anchored(self, value: DateValue | None) -> DateValue | None:
        """The value with the anchor that it was counted from."""
        return replace(value, anchor=self.published) if value is not None else None

    def resolve(self, expression: Expression) -> DateValue | None:
        """The value of an expression or of a part of one; its reasons join the evidence."""
        return self.resolutions[type(expression)](self, expression)

    def base(self, mentioned: bool, unit: Grain) -> dt.date | None:
        """The day to count from: of what the text last spoke of, or of publication."""
        if (
            mentioned
            and self.mentioned is not None
            and SIZES.index(self.mentioned.grain) <= SIZES.index(unit)
        ):
            self.say(f"counted from what the text last spoke of, {self.mentioned.timex}")
            return self.mentioned.start
        return self.anchor()


SIZES = (
    Grain.DAY,
    Grain.WEEK,
    Grain.MONTH,
    Grain.QUARTER,
    Grain.HALF,
    Grain.SEASON,
    Grain.YEAR,
    Grain.DECADE,
    Grain.CENTURY,
)
