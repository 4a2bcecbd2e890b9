"""Figures by the pattern of their separators, grouped under the value."""

from decimal import Decimal

import pytest

from dashboard.arabic.digits import LONGEST_FIGURE, Style, figure_value

POINT = [
    ("1250", ["1250", "1,250", "1٬250", "1'250", "1 250", "1،250", "01250"]),
    ("1250000", ["1,250,000", "1.250.000", "1٬250٬000", "1 250 000", "1،250،000"]),
    ("1234.5", ["1,234.5", "1.234,5", "1٬234٫5", "1 234.5", "1،234,5"]),
    ("2.5", ["2.5", "2,5", "2٫5", "2،5", "2.50"]),
    ("0.385", ["0.385", "0,385", "0٫385", ".385", "٫385"]),
    ("1.985", ["1.985"]),
    ("200000", ["200.000", "200,000"]),
]
COMMA = [
    ("1250", ["1.250"]),
    ("1.25", ["1,250", "1,25", "1٫25"]),
    ("1234.5", ["1.234,5", "1 234,5"]),
]
# News agencies type the decimals first, so that the sign stands right from right to left.
REVERSED = [("1.85", "85ر1"), ("14436.9", "9ر14436"), ("0.5", "5ر0"), ("1.04", "04ر1")]
NO_NUMBER = ["12.5.2014", "192.168.1.2", "1.2.3", "1,23,456", "2ر5ر1", "1" * (LONGEST_FIGURE + 1)]


@pytest.mark.parametrize(
    ("value", "figure"), [(value, figure) for value, figures in POINT for figure in figures]
)
def test_reads_with_a_decimal_point(value: str, figure: str) -> None:
    assert figure_value(figure) == Decimal(value)


@pytest.mark.parametrize(
    ("value", "figure"), [(value, figure) for value, figures in COMMA for figure in figures]
)
def test_reads_with_a_decimal_comma(value: str, figure: str) -> None:
    assert figure_value(figure, Style.COMMA) == Decimal(value)


@pytest.mark.parametrize(("value", "figure"), REVERSED)
def test_reads_decimals_before_reh(value: str, figure: str) -> None:
    assert figure_value(figure) == Decimal(value)


def test_one_digit_on_either_side_of_reh_follows_the_text() -> None:
    assert figure_value("2ر5") == Decimal("2.5")
    assert figure_value("2ر5", reversed_reh=True) == Decimal("5.2")


def test_a_scale_word_behind_makes_a_point_decimal() -> None:
    assert figure_value("1.250", Style.COMMA, scaled=True) == Decimal("1.25")


@pytest.mark.parametrize("figure", NO_NUMBER)
def test_is_no_number(figure: str) -> None:
    assert figure_value(figure) is None
