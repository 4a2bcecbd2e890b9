"""Ranges and ratios, grouped under their ends or their quotient."""

from decimal import Decimal

import pytest

from dashboard.arabic.quantities import find_quantities
from dashboard.model import Bound

RANGES = {
    ("3", "5"): ["من 3 إلى 5", "بين 3 و5", "ما بين ثلاثة وخمسة", "3-5", "3 – 5", "من ثلاثة لخمسة"],
    ("3000000", "5000000"): [
        "من 3 إلى 5 ملايين",
        "بين ثلاثة وخمسة ملايين",
        "3 ملايين إلى 5 ملايين",
    ],
    ("500000", "1000000"): ["من 500 ألف إلى مليون", "بين 500 ألف ومليون"],
    ("-10", "15"): ["بين سالب عشرة وخمسة عشر"],
    ("100", "300"): ["أكبر من 100 وأصغر من 300", "على الأكثر 300 وعلى الأقل 100"],
}
RATIOS = {
    "0.1": ["واحد من عشرة", "واحد على 10", "1 في 10"],
    "0.4": ["2 من 5", "اثنان من خمسة"],
}
NO_RANGE = [
    "+1-222-2222-2222",
    "في 12-5-2014",
    "3 و5",
    "أكثر من 40 وأقل من 10",
    "من 3 آلاف شخص إلى 5 مدن",
]


@pytest.mark.parametrize(("ends", "text"), [(k, text) for k, v in RANGES.items() for text in v])
def test_reads_ranges(ends: tuple[str, str], text: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.value_max) == tuple(map(Decimal, ends))
    assert quantity.bound is Bound.RANGE


@pytest.mark.parametrize(("value", "text"), [(k, text) for k, v in RATIOS.items() for text in v])
def test_reads_ratios(value: str, text: str) -> None:
    (quantity,) = find_quantities(text)
    assert (quantity.value, quantity.rule) == (Decimal(value), "number.ratio")


@pytest.mark.parametrize("text", NO_RANGE)
def test_reads_no_range(text: str) -> None:
    assert all(quantity.value_max is None for quantity in find_quantities(text))
