"""Rates are the user's own: used as given, dated, never made up."""

import datetime as dt
from decimal import Decimal

import pytest

from dashboard.analysis.rates import RateError, read_rates

FILE = (
    "from,to,date,rate\nUSD,IQD,2018-01-01,1184\nUSD,IQD,2020-12-20,1460\nEUR,USD,2020-01-01,1.12\n"
)


@pytest.mark.parametrize(
    ("day", "rate"),
    [
        ("2018-01-01", "1184"),
        ("2020-12-19", "1184"),
        ("2020-12-20", "1460"),
        ("2024-05-05", "1460"),
    ],
)
def test_the_last_rate_on_or_before_the_day_counts(day: str, rate: str) -> None:
    found = read_rates(FILE).converted(
        Decimal(5_000_000_000), "USD", dt.date.fromisoformat(day), "IQD"
    )
    assert found is not None
    assert found.rate == Decimal(rate)
    assert found.amount == Decimal(rate) * 5_000_000_000


@pytest.mark.parametrize(
    ("currency", "day", "target"),
    [
        ("USD", "2017-12-31", "IQD"),  # before the first rate
        ("IQD", "2021-01-01", "USD"),  # not inverted
        ("EUR", "2021-01-01", "IQD"),  # not chained
    ],
)
def test_what_was_not_said_is_not_made_up(currency: str, day: str, target: str) -> None:
    rates = read_rates(FILE)
    assert rates.converted(Decimal(1), currency, dt.date.fromisoformat(day), target) is None


@pytest.mark.parametrize(
    ("text", "line", "word"),
    [
        ("", 1, "header"),
        ("a,b\n", 1, "header"),
        ("from,to,date,rate\nUSD,IQD,2018-01-01\n", 2, "cells"),
        ("from,to,date,rate\nUSD,IQD,2018-01-01,1\nusd,IQD,2018-01-01,1\n", 3, "ISO 4217"),
        ("from,to,date,rate\nUSD,IQD,2018-13-01,1\n", 2, "day"),
        ("from,to,date,rate\nUSD,IQD,2018-01-01,many\n", 2, "number"),
        ("from,to,date,rate\nUSD,IQD,2018-01-01,-2\n", 2, "above 0"),
        ("from,to,date,rate\nUSD,IQD,2018-01-01,NaN\n", 2, "above 0"),
        # Short here, megabytes of figures in every amount that is converted by it.
        ("from,to,date,rate\nUSD,IQD,2018-01-01,1e999999\n", 2, "no rate"),
        ("from,to,date,rate\nUSD,IQD,2018-01-01,1e-999999\n", 2, "no rate"),
    ],
)
def test_a_bad_line_is_named(text: str, line: int, word: str) -> None:
    with pytest.raises(RateError) as raised:
        read_rates(text)
    assert raised.value.line == line
    assert word in raised.value.reason
