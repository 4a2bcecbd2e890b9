"""Numbers, ordinals, percentages, ranges and money of four peers' own suites, counted.

A suite whose texts are numbers and nothing else (Duckling, num2words, tafqit) must be covered
whole; in Recognizers' sentences the number must overlap the expected span. Money needs amount,
bound and currency; where the text leaves the currency open, the peer's must be among the
candidates. Negative cases must give nothing of the kind that their suite looks for, and no money.
differences_numbers.csv lists, with the reason, what we read differently on purpose: at most 8 %
of the cases; of the rest at least 97 % must be right, and the counts below only go up.
"""

from __future__ import annotations

import csv
import json
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dashboard.arabic.numbers import NumberSpan, find_numbers
from dashboard.arabic.quantities import find_quantities
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money
from dashboard.model import Bound, MoneyValue

SHARED = Path(__file__).resolve().parents[3] / "shared" / "cases"
DIFFERENCES = Path(__file__).parent / "differences_numbers.csv"
SUITES = ("duckling", "num2words", "tafqit", "recognizers")
KINDS = ("number", "ordinal", "percent", "money", "number_range", "negative")
# Right answers by suite and kind, out of all cases with a value, listed differences included.
RIGHT = {
    ("duckling", "number"): (261, 261),
    ("duckling", "ordinal"): (30, 30),
    ("duckling", "money"): (43, 43),
    ("duckling", "negative"): (6, 6),
    ("num2words", "number"): (23, 30),
    ("num2words", "ordinal"): (12, 12),
    ("num2words", "money"): (20, 21),
    ("tafqit", "number"): (45, 46),
    ("recognizers", "number"): (192, 232),
    ("recognizers", "ordinal"): (33, 34),
    ("recognizers", "percent"): (20, 23),
    ("recognizers", "number_range"): (127, 130),
    ("recognizers", "negative"): (43, 48),
}
LOWER = (Bound.MORE_THAN, Bound.AT_LEAST)
UPPER = (Bound.LESS_THAN, Bound.AT_MOST)

pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="../shared/cases is not here")


@cache
def cases() -> list[dict[str, Any]]:
    """The cases of our kinds that expect a value, or nothing; dates and clocks are not ours."""
    found = []
    for suite in SUITES:
        for line in (SHARED / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines():
            case = json.loads(line) | {"suite": suite}
            ours = case["kind"] in KINDS and "DateTime" not in case.get("spec", "")
            # "The last one" and its like have a place but no value.
            valued = case["expected"].get("value", 0) is not None
            if ours and valued:
                found.append(case)
    return found


@cache
def differences() -> dict[str, str]:
    with DIFFERENCES.open(encoding="utf-8", newline="") as lines:
        return {row["id"]: row["reason"] for row in csv.DictReader(lines)}


@cache
def outcomes() -> dict[str, bool]:
    return {case["id"]: is_right(case) for case in cases()}


def is_right(case: dict[str, Any]) -> bool:
    text, expected = case["text"], case["expected"]
    match case["kind"]:
        case "money":
            return is_right_money(text, expected)
        case "negative":
            return is_right_negative(text, case.get("spec", ""))
        case "number_range":
            return any(is_right_range(q, expected) for q in overlapping(text, expected))
        case "percent":
            return any(
                number.percent and is_close(number.value, expected["value"])
                for number in overlapping(text, expected)
            )
    found = overlapping(text, expected) if "span" in expected else whole(text)
    return any(is_close(n.value, expected["value"]) and n.value_max is None for n in found)


def overlapping(text: str, expected: dict[str, Any]) -> list[NumberSpan]:
    """The numbers that share a character with the expected span (all, where it is not found)."""
    start = text.find(expected["span"])
    end = start + len(expected["span"])
    found = [*find_quantities(text), *find_numbers(text)]
    return [n for n in found if start < 0 or (n.start < end and start < n.end)]


def whole(text: str) -> list[NumberSpan]:
    """The numbers that leave nothing of the text over."""
    return [n for n in find_numbers(text) if not (text[: n.start] + text[n.end :]).strip()]


def is_close(value: Any, wanted: float) -> bool:
    return float(value) == pytest.approx(wanted, rel=1e-9, abs=0.0)


def is_right_range(quantity: NumberSpan, expected: dict[str, Any]) -> bool:
    low = None if quantity.bound in UPPER else quantity.value
    high = quantity.value_max
    if quantity.bound in UPPER or quantity.bound is Bound.EXACT:
        high = quantity.value
    return all(
        (found is None) == (wanted is None) and (wanted is None or is_close(found, wanted))
        for found, wanted in ((low, expected["min"]), (high, expected["max"]))
    )


def is_right_money(text: str, expected: dict[str, Any]) -> bool:
    mentions = find_money(text, ReadingContext())
    if len(mentions) != 1 or not isinstance(mentions[0].value, MoneyValue):
        return False
    value = mentions[0].value
    unit = {"cent": "USD", "GENERIC_POUND": "GBP"}.get(expected["unit"], expected["unit"])
    amount = value.amount * 100 if expected["unit"] == "cent" else value.amount
    if unit not in (value.currency, *value.candidates):
        return False
    if "value" in expected:
        return is_close(amount, expected["value"])
    if "min" in expected and "max" in expected:
        ends = is_close(amount, expected["min"]) and is_close(value.amount_max, expected["max"])
        return ends and value.bound is Bound.RANGE
    if "min" in expected:
        return is_close(amount, expected["min"]) and value.bound in LOWER
    return is_close(amount, expected["max"]) and value.bound in UPPER


def is_right_negative(text: str, spec: str) -> bool:
    if find_money(text, ReadingContext()):
        return False
    numbers = find_numbers(text)
    if "NumberRange" in spec:
        return all(quantity.bound is Bound.EXACT for quantity in find_quantities(text))
    if "Percent" in spec:
        return not any(number.percent for number in numbers)
    if "Ordinal" in spec:
        return not any(number.ordinal for number in numbers)
    # Figures that letters touch (180مل) are marked as such; ordinals are another suite's.
    return all(number.glued or number.ordinal for number in numbers)


@pytest.mark.parametrize("suite_and_kind", RIGHT, ids="-".join)
def test_the_count_of_right_answers_only_goes_up(suite_and_kind: tuple[str, str]) -> None:
    ids = [case["id"] for case in cases() if (case["suite"], case["kind"]) == suite_and_kind]
    right = sum(outcomes()[id] for id in ids)
    wanted, total = RIGHT[suite_and_kind]
    assert len(ids) == total
    wrong = [id for id in ids if not outcomes()[id] and id not in differences()]
    assert right >= wanted, f"no longer right: {wrong}"
    assert right == wanted, f"better than recorded: raise the count to {right}"


def test_every_suite_and_kind_is_counted() -> None:
    assert Counter((case["suite"], case["kind"]) for case in cases()) == {
        key: total for key, (_, total) in RIGHT.items()
    }


def test_nearly_all_are_right_beside_the_listed_differences() -> None:
    rest = [outcomes()[case["id"]] for case in cases() if case["id"] not in differences()]
    assert sum(rest) >= 0.97 * len(rest)


def test_differences_are_few_reasoned_and_real() -> None:
    assert len(differences()) <= 0.08 * len(cases())
    for id, reason in differences().items():
        assert len(reason.split()) >= 3, f"{id}: say why"
        assert outcomes().get(id) is False, f"{id} agrees or is no case of ours: take it off"


def test_no_negative_case_gives_money() -> None:
    negative = [c for c in cases() if c["kind"] == "negative" and c["id"] not in differences()]
    assert [c["id"] for c in negative if find_money(c["text"], ReadingContext())] == []
