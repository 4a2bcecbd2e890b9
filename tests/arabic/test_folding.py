"""Folding keeps a way back to every original character."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.arabic.folding import fold, folded

ARABIC = st.text(alphabet="ابتةىأإآؤئءلمكنوي ًٌَُّْـ0123٤٥٦،.\u200f😀Aﻻﷲ\n", max_size=60)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("أُسْـرَة", "اسره"),
        ("إلى", "الي"),
        ("مؤتمر رئيس", "موتمر رييس"),
        ("٢٠١٤ ۲۰۱۴", "2014 2014"),
        ("USD 5", "usd 5"),
        ("ﻻ", "لا"),
        ("", ""),
    ],
)
def test_spellings_fold_to_one_key(written: str, expected: str) -> None:
    assert folded(written) == expected


def test_the_span_takes_vowel_signs_in_and_leaves_direction_marks_out() -> None:
    text = "قال\u200f دولارًا\u200f أمس"
    key = fold(text)
    at = key.text.index("دولارا")
    start, end = key.original_span(at, at + len("دولارا"))
    assert text[start:end] == "دولارًا"


@given(ARABIC)
def test_every_folded_character_comes_from_its_offset(text: str) -> None:
    result = fold(text)
    assert len(result.offsets) == len(result.text)
    for at, char in enumerate(result.text):
        start, end = result.original_span(at, at + 1)
        assert char in folded(text[start:end])
    assert result.text == folded(text)


@given(ARABIC)
def test_folding_twice_changes_nothing(text: str) -> None:
    assert folded(folded(text)) == folded(text)
