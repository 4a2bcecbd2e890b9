"""Exchange rates that the user supplies, each with its day; nothing is converted without them."""

from __future__ import annotations

import bisect
import csv
import datetime as dt
import io
import re
from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

COLUMNS = ("from", "to", "date", "rate")
_CODE = re.compile(r"[A-Z]{3}")
_MOST_ROWS = 200_000
_LONGEST = 20_000_000  # code points of the file
_MOST_DIGITS = 15


@dataclass(frozen=True, slots=True)
class RateError(ValueError):
    """A line of a file of rates that cannot be used."""

    line: int
    reason: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.reason}"


@dataclass(frozen=True, slots=True)
class Converted:
    """An amount in another currency, with the rate and the day that it was converted by."""

    amount: Decimal
    currency: str
    rate: Decimal
    day: dt.date


class Rates:
    """``rows`` are (from, to, day, rate): one unit of ``from`` is ``rate`` units of ``to``."""

    def __init__(self, rows: list[tuple[str, str, dt.date, Decimal]]) -> None:
        self._by_pair: dict[tuple[str, str], list[tuple[dt.date, Decimal]]] = defaultdict(list)
        for source, target, day, rate in rows:
            self._by_pair[source, target].append((day, rate))
        for dated in self._by_pair.values():
            dated.sort()

    def targets(self) -> list[str]:
        return sorted({target for _, target in self._by_pair})

    def converted(
        self, amount: Decimal, currency: str, day: dt.date, target: str
    ) -> Converted | None:
        """By the last rate on or before ``day``; None without one. Rates are never chained and
        never inverted: what the user did not say is not made up."""
        dated = self._by_pair.get((currency, target), [])
        place = bisect.bisect_right(dated, day, key=lambda one: one[0])
        if not place:
            return None
        rated, rate = dated[place - 1]
        return Converted(amount * rate, target, rate, rated)


def read_rates(text: str) -> Rates:
    """The rates in a CSV file with the columns from, to, date, rate. Raises RateError."""
    if len(text) > _LONGEST:
        raise RateError(1, f"more than {_LONGEST:,} characters")
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    try:
        header = [cell.strip().lower() for cell in next(reader, [])]
        if header != list(COLUMNS):
            raise RateError(1, f"the header must be {','.join(COLUMNS)}")
        rows = []
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(_row(cells, reader.line_num))
            if len(rows) > _MOST_ROWS:
                raise RateError(reader.line_num, f"more than {_MOST_ROWS:,} rates")
    except csv.Error as fault:
        raise RateError(reader.line_num, str(fault)) from fault
    return Rates(rows)


def _row(cells: list[str], line: int) -> tuple[str, str, dt.date, Decimal]:
    if len(cells) != len(COLUMNS):
        raise RateError(line, f"{len(COLUMNS)} cells needed, got {len(cells)}")
    source, target, day, rate = (cell.strip() for cell in cells)
    for code in (source, target):
        if not _CODE.fullmatch(code):
            raise RateError(line, f"{code[:20]!r} is not an ISO 4217 code")
    try:
        dated = dt.date.fromisoformat(day)
    except ValueError as fault:
        raise RateError(line, f"{day[:20]!r} is not a day (YYYY-MM-DD)") from fault
    try:
        value = Decimal(rate)
    except InvalidOperation as fault:
        raise RateError(line, f"{rate[:20]!r} is not a number") from fault
    if not value.is_finite() or value <= 0:
        raise RateError(line, f"a rate must be above 0, got {rate[:20]}")
    # 1e999999 is a number too, and an amount by it a megabyte of figures.
    if abs(value.adjusted()) > _MOST_DIGITS or len(rate) > 2 * _MOST_DIGITS:
        raise RateError(line, f"{rate[:20]!r} is no rate between two currencies")
    return source, target, dated, value
