"""Conversion with the user's rates: dated, and silent where nothing is known."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import pytest

from dashboard.analysis.rates import RatesError, converted, read_rates

RATES = """date,from,to,rate
2018-02-14,EUR,USD,1.25
2018-01-01,eur,usd,1.20

2018-01-01,USD,IQD,1200
"""


@pytest.mark.parametrize(
    ("day", "source", "target", "found"),
    [
        ("2018-02-14", "EUR", "USD", (1.25, dt.date(2018, 2, 14))),
        ("2018-02-13", "EUR", "USD", (1.20, dt.date(2018, 1, 1))),
        ("2020-01-01", "EUR", "USD", (1.25, dt.date(2018, 2, 14))),
        ("2017-12-31", "EUR", "USD", None),
        ("2018-03-01", "USD", "EUR", (0.8, dt.date(2018, 2, 14))),
        ("2018-03-01", "IQD", "USD", (1 / 1200, dt.date(2018, 1, 1))),
        ("2018-03-01", "EUR", "IQD", None),  # no chain of rates is made up
    ],
)
def test_the_latest_rate_of_the_day_or_before(day, source, target, found) -> None:
    assert read_rates(RATES).on(dt.date.fromisoformat(day), source, target) == found


def test_converted_amounts_stand_beside_the_original() -> None:
    figures = pd.DataFrame(
        {
            "currency": ["EUR", "USD", "", "EUR", "JPY"],
            "amount": [100.0, 100.0, 100.0, 100.0, 100.0],
            "amount_max": [200.0, None, None, None, None],
            "published": pd.to_datetime(
                ["2018-02-20", "2018-02-20", "2018-02-20", None, "2018-02-20"]
            ),
        }
    )
    shown = converted(figures, read_rates(RATES), "USD")
    assert list(shown["converted"].fillna(-1)) == [125.0, 100.0, -1, -1, -1]
    assert shown["converted_max"].iloc[0] == 250.0
    assert shown["rate_day"].iloc[0] == pd.Timestamp("2018-02-14")
    assert list(shown["amount"]) == list(figures["amount"])
    assert "converted" not in figures
    assert converted(figures.head(0), read_rates(RATES), "USD").empty


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "line 1: the header"),
        ("date,from,to\n", "line 1: the header"),
        ("date,from,to,rate\n2018-02-14,EUR,USD\n", "line 2: 4 cells"),
        ("date,from,to,rate\n14/02/2018,EUR,USD,1\n", "line 2: the date"),
        ("date,from,to,rate\n2018-02-14,EURO,USD,1\n", "line 2: a currency"),
        ("date,from,to,rate\n2018-02-14,USD,USD,1\n", "line 2: USD needs no rate"),
        ("date,from,to,rate\n2018-02-14,EUR,USD,0\n", "line 2: the rate"),
        ("date,from,to,rate\n2018-02-14,EUR,USD,x\n", "line 2: the rate"),
        ("date,from,to,rate\n2018-02-14,EUR,USD,inf\n", "line 2: the rate"),
        (RATES + "2018-02-14,EUR,USD,1.3\n", "line 6: 2018-02-14 has two rates"),
    ],
)
def test_a_bad_table_is_refused_by_its_line(text: str, message: str) -> None:
    with pytest.raises(RatesError, match=message):
        read_rates(text)


def test_what_can_be_converted_to() -> None:
    assert read_rates("\ufeff" + RATES).targets == ("EUR", "IQD", "USD")
