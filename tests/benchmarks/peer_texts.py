"""The texts that the comparison with peers runs on, each with its right value.

Some are the peers' own cases in ../shared/cases; the rest is written here by others' formatters
(CLDR through babel and ICU, hijridate, num2words) and by our own writer of numbers.
"""

from __future__ import annotations

import datetime as dt
import importlib
import importlib.util
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from babel import localedata
from babel.core import get_global
from babel.dates import format_date
from babel.numbers import format_currency, get_currency_precision
from hijridate import Hijri

from tests.arabic.test_written_numbers import Writer
from tests.cases import test_date_cases, test_number_cases

READ_ON = dt.date(2021, 5, 5)
ARABIC = tuple(
    name for name in localedata.locale_identifiers() if name == "ar" or name.startswith("ar_")
)
Span = tuple[dt.date, dt.date]


@dataclass(frozen=True)
class DateText:
    """A text read on ``day`` that holds one of the ``spans`` of days (both ends inclusive)."""

    text: str
    day: dt.date
    spans: frozenset[Span]
    case: dict[str, Any] | None = None


@dataclass(frozen=True)
class NumberText:
    """A text that holds ``value``, or the value that a peer's ``case`` expects."""

    text: str
    value: Decimal
    case: dict[str, Any] | None = None


@dataclass(frozen=True)
class MoneyText:
    """An amount with its currency as CLDR writes them."""

    text: str
    value: Decimal
    currency: str


def date_cases(suite: str, *kinds: str) -> list[DateText]:
    """The cases of ``suite`` that assert a value; times of day are left out."""
    return [
        DateText(
            case["text"],
            dt.date.fromisoformat(case["reference_date"][:10]),
            frozenset(test_date_cases.accepted(case)),
            case,
        )
        for name, case in test_date_cases.cases(*kinds)
        if name == suite and test_date_cases.has_value(suite, case)
    ]


def number_cases(suite: str, in_digits: bool | None = None) -> list[NumberText]:
    """The cases of ``suite`` about one number whose value the peer's own test asserts.

    ``in_digits``: only the texts that hold, or do not hold, a digit.
    """
    return [
        NumberText(case["text"], Decimal(str(case["expected"]["value"])), case)
        for case in test_number_cases.cases()
        if case["suite"] == suite
        and case["kind"] == "number"
        and case.get("value_checked") is not False
        and in_digits in (None, any(char.isdigit() for char in case["text"]))
    ]


def cldr_dates() -> list[DateText]:
    """Ninety days from 1990 to 2026 in four lengths and every Arabic locale, each text once."""
    found: dict[str, dt.date] = {}
    for step in range(90):
        day = dt.date(1990, 1, 27) + dt.timedelta(149 * step)
        for locale in ARABIC:
            for length in ("full", "long", "medium", "short"):
                found[format_date(day, length, locale=locale)] = day
    return [DateText(text, READ_ON, frozenset({(day, day)})) for text, day in found.items()]


def hijri_dates() -> list[DateText]:
    """Days of 1400 to 1475, as hijridate names their months, written in four ways."""
    indic = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")
    found: list[DateText] = []
    for year in range(1400, 1476):
        for turn in range(5):
            hijri = Hijri(year, (year + 5 * turn) % 12 + 1, (3 * year + 7 * turn) % 29 + 1)
            written = f"{hijri.day} {hijri.month_name('ar')} {year}"
            if turn in (1, 3):
                written += " هـ"
            if turn in (2, 3):
                written = written.translate(indic)
            if turn == 4:
                written = f"{hijri.day_name('ar')} {written}"
            day = dt.date(*hijri.to_gregorian().datetuple())
            found.append(DateText(written, READ_ON, frozenset({(day, day)})))
    return found


def cldr_money() -> list[MoneyText]:
    """Every currency that CLDR has in use, with its sign and by its name, in both digit sets."""
    found: dict[str, MoneyText] = {}
    for code in currencies_in_use():
        fraction = "1234.5" if get_currency_precision(code) else "1234"
        for amount, kind, digits in (
            ("7", "standard", "latn"),
            (fraction, "standard", "latn"),
            ("2500000", "standard", "latn"),
            ("16", "standard", "arab"),
            (fraction, "standard", "arab"),
            ("3", "name", "latn"),
            ("11", "name", "latn"),
            ("45000", "name", "arab"),
        ):
            text = format_currency(
                Decimal(amount), code, locale="ar", format_type=kind, numbering_system=digits
            )
            found[text] = MoneyText(text, Decimal(amount), code)
    return list(found.values())


def currencies_in_use() -> list[str]:
    """ISO 4217 codes that are legal tender somewhere in 2025."""
    return sorted(
        {
            code
            for periods in get_global("territory_currencies").values()
            for code, _, until, tender in periods
            if tender and (until is None or until >= (2025, 1, 1))
        }
    )


def spread_numbers() -> list[int]:
    """0 to 199, then round and crooked numbers of every length up to a million millions."""
    steps = [7 * 10**power + step for power in range(2, 12) for step in (0, 1, 4)]
    crooked = [int("123456789012"[:length]) * turn for length in range(3, 12) for turn in (1, 3, 8)]
    middle = [*range(200, 1000, 57), *range(1000, 20_000, 997), *range(100_000, 10**6, 98_765)]
    rounded = [turn * 10**power for turn in (1, 2, 3, 11, 25) for power in range(2, 11)]
    years = [*range(1900, 2030, 4)]
    return sorted({*range(200), *steps, *crooked, *middle, *rounded, *years})


def num2words_numbers() -> list[NumberText] | None:
    """``spread_numbers`` as num2words spells them; None where it is not installed."""
    return _spelled("num2words", lambda module: lambda value: module.num2words(value, lang="ar"))


def cldr_numbers() -> list[NumberText] | None:
    """``spread_numbers`` by CLDR's rules, which ICU carries out; None without icu_rbnf."""
    return _spelled("icu_rbnf", lambda module: lambda value: module.spellout(value, "ar"))


def _spelled(name: str, writer: Callable[[Any], Callable[[int], str]]) -> list[NumberText] | None:
    if importlib.util.find_spec(name) is None:
        return None
    write = writer(importlib.import_module(name))
    return [NumberText(write(value), Decimal(value)) for value in spread_numbers()]


def grammatical_numbers() -> list[NumberText]:
    """``spread_numbers`` in turn by genders, cases and spellings, as our own writer does them."""
    writers = [
        Writer(feminine, oblique, hundred, parted, space="")
        for feminine in (False, True)
        for oblique in (False, True)
        for hundred, parted in (("مئة", False), ("مائة", True))
    ]
    return [
        NumberText(writers[at % len(writers)].write(value), Decimal(value))
        for at, value in enumerate(spread_numbers())
    ]
