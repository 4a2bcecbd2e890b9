"""Conversion of amounts with rates that the user supplies: dated, and beside the original."""

from __future__ import annotations

import csv
import datetime as dt
import io
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

_HEADER = ("date", "from", "to", "rate")


class RatesError(ValueError):
    """A table of rates that cannot be read; the message is ``line N: reason``."""


@dataclass(frozen=True)
class Rates:
    """Rates by (from, to): days in order, and what one unit of ``from`` costs in ``to`` then."""

    table: Mapping[tuple[str, str], tuple[tuple[dt.date, float], ...]]

    def on(self, day: dt.date, source: str, target: str) -> tuple[float, dt.date] | None:
        """The latest rate of ``day`` or earlier and its own day, turned round when only the
        opposite direction is given; None when there is none yet."""
        for pair, turned in (((source, target), False), ((target, source), True)):
            known = self.table.get(pair, ())
            at = bisect_right(known, day, key=lambda row: row[0]) - 1
            if at >= 0:
                its_day, rate = known[at]
                return (1 / rate if turned else rate), its_day
        return None

    @property
    def targets(self) -> tuple[str, ...]:
        """The currencies that something can be converted to, in order of their codes."""
        return tuple(sorted({code for pair in self.table for code in pair}))


def read_rates(text: str) -> Rates:
    """Rates from CSV with the columns date (ISO), from, to (ISO 4217), rate (above 0).

    ``2018-02-14,EUR,USD,1.2456``: a euro cost 1.2456 dollars. Raises RatesError.
    """
    rows = csv.reader(io.StringIO(text.removeprefix("\ufeff")))
    header = next(rows, [])
    if tuple(cell.strip().lower() for cell in header) != _HEADER:
        raise RatesError(f"line 1: the header must be {','.join(_HEADER)}")
    table: dict[tuple[str, str], dict[dt.date, float]] = {}
    for cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        try:
            day, pair, rate = _row([cell.strip() for cell in cells])
        except ValueError as fault:
            raise RatesError(f"line {rows.line_num}: {fault}") from fault
        if table.setdefault(pair, {}).setdefault(day, rate) != rate:
            raise RatesError(f"line {rows.line_num}: {day} has two rates of {'/'.join(pair)}")
    return Rates({pair: tuple(sorted(days.items())) for pair, days in table.items()})


def converted(figures: pd.DataFrame, rates: Rates, target: str) -> pd.DataFrame:
    """``figures`` (as in money.Money) with converted, converted_max, rate and rate_day beside.

    The rate is the latest at the day of publication; the columns are missing where there is no
    day, no decided currency, or no rate yet. Amounts in ``target`` stay as they are, at rate 1.
    """
    found = [
        _rate(rates, currency, published, target)
        for currency, published in zip(figures["currency"], figures["published"], strict=True)
    ]
    rate = pd.Series([one[0] for one in found], index=figures.index, dtype="float64")
    days = pd.Series([one[1] for one in found], index=figures.index, dtype="datetime64[us]")
    return figures.assign(
        converted=figures["amount"] * rate,
        converted_max=figures["amount_max"] * rate,
        rate=rate,
        rate_day=days,
    )


def _rate(
    rates: Rates, currency: str, published: pd.Timestamp, target: str
) -> tuple[float | None, dt.date | None]:
    if not currency or pd.isna(published):
        return None, None
    if currency == target:
        return 1.0, published.date()
    return rates.on(published.date(), currency, target) or (None, None)


def _row(cells: list[str]) -> tuple[dt.date, tuple[str, str], float]:
    if len(cells) != len(_HEADER):
        raise ValueError(f"{len(_HEADER)} cells needed, got {len(cells)}")
    try:
        day = dt.date.fromisoformat(cells[0])
    except ValueError:
        raise ValueError(f"the date must be like 2018-02-14, got {cells[0]!r}") from None
    codes = cells[1].upper(), cells[2].upper()
    for code in codes:
        if not (len(code) == 3 and code.isascii() and code.isalpha()):
            raise ValueError(f"a currency is three letters (ISO 4217), got {code!r}")
    if codes[0] == codes[1]:
        raise ValueError(f"{codes[0]} needs no rate to itself")
    try:
        rate = float(cells[3])
    except ValueError:
        rate = float("nan")
    if not 0 < rate < float("inf"):
        raise ValueError(f"the rate must be a number above 0, got {cells[3]!r}")
    return day, codes, rate
