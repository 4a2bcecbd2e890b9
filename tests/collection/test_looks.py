"""Sentences that look as if they held money or a date."""

from __future__ import annotations

import pytest

from dashboard.arabic.folding import folded
from dashboard.collection.looks import looks_like_date, looks_like_money


@pytest.mark.parametrize(
    "sentence",
    [
        "دفع ٥ ملايين دولار للمشروع.",
        "كلف البناء خمسة مليارات دينار.",
        "سعر البرميل $52 اليوم.",
        "بلغت المنحة 3 ملايين يورو.",
    ],
)
def test_money(sentence: str) -> None:
    assert looks_like_money(folded(sentence))


@pytest.mark.parametrize(
    "sentence",
    ["تراجع سعر صرف الدولار أمام العملات.", "حضر خمسة وزراء.", "سجل 3 أهداف.", ""],
)
def test_no_money(sentence: str) -> None:
    assert not looks_like_money(folded(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "انتهت الحرب عام 2014.",
        "وصل يوم الخميس إلى البلاد.",
        "يبدأ في 3 آذار المقبل.",
        "ولد في ١٢/٣/١٩٧٠.",
        "أعلن أمس عن الاتفاق.",
    ],
)
def test_date(sentence: str) -> None:
    assert looks_like_date(folded(sentence))


@pytest.mark.parametrize("sentence", ["بلغ العدد 20145 شخصا.", "حضر ثلاثة وزراء.", "1.2014", ""])
def test_no_date(sentence: str) -> None:
    assert not looks_like_date(folded(sentence))


@pytest.mark.parametrize(
    ("unit", "money", "date"),
    [
        ("1", False, False),
        ("و", False, False),
        ("دولار ", False, False),
        ("1 دولار ", True, False),
        ("12/", False, True),
        ("كانون ", False, False),
    ],
)
def test_a_sentence_may_be_a_million_letters_long(unit: str, money: bool, date: bool) -> None:
    text = unit * (1_000_000 // len(unit))
    assert (looks_like_money(text), looks_like_date(text)) == (money, date)
