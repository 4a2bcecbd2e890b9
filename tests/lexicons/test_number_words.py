"""Every row of the tables of number words is found, and a bad row is named."""

from pathlib import Path

import pytest

from dashboard.arabic.bounds import bounds_around, phrase_after, phrase_before
from dashboard.arabic.number_words import (
    BoundPhrase,
    NumberWord,
    bound_phrases,
    lookalikes,
    number_words,
    year_heads,
)
from dashboard.arabic.numbers import find_numbers
from dashboard.arabic.scanning import scan
from dashboard.lexicons.table import LexiconError
from dashboard.model import Bound

# What must stand around a word of this role for it to be read, and what the whole is worth.
AROUND = {
    "teen-unit": ("{} عشر", lambda word: word.value + 10),
    "fraction-plural": ("ثلاثة {}", lambda word: 3 * word.value),
    "fraction-of": ("{} السكان", lambda word: word.value),
    "ordinal-definite": ("ال{}", lambda word: word.value),
    "ordinal-part": ("ال{} عشر", lambda word: word.value + 10),
    "minus": ("{} خمسة", lambda word: -5),
    "point": ("خمسة {} خمسة", lambda word: 5 + word.value + 5 / 10),
    "percent": ("خمسة {}", lambda word: 5),
}
COUNTED = {"one": 1, "two": 2, "one-or-two": 2, "few": 5}


def sentence(word: NumberWord) -> tuple[str, float]:
    if word.role == "scale":
        text = f"خمسة {word.spelling}" if word.count == "few" else word.spelling
        return text, float(COUNTED[word.count] * word.value)
    shape, value = AROUND.get(word.role, ("{}", lambda word: word.value))
    return shape.format(word.spelling), float(value(word))


@pytest.mark.parametrize("word", number_words(), ids=lambda word: f"{word.spelling}-{word.role}")
def test_every_number_word_is_read(word: NumberWord) -> None:
    text, value = sentence(word)
    (number,) = find_numbers(text)
    assert float(number.value) == pytest.approx(value)
    assert number.percent is (word.role == "percent")
    assert number.ordinal is word.role.startswith("ordinal")


@pytest.mark.parametrize("phrase", bound_phrases(), ids=lambda p: f"{p.phrase}-{p.place}")
def test_every_bound_phrase_is_read(phrase: BoundPhrase) -> None:
    text = f"{phrase.phrase} 70 بيتا" if phrase.place == "before" else f"70 {phrase.phrase}"
    words = scan(text).words
    at = words.index("70")
    found = phrase_before(words, at) if phrase.place == "before" else phrase_after(words, at + 1)
    assert found is not None
    assert found[1].words == phrase.words
    bound, approximate, _ = bounds_around(words, at, at)
    assert (bound, approximate) == (phrase.bound or Bound.EXACT, phrase.approximate)


def test_every_lookalike_is_passed_over() -> None:
    for word, neighbours in lookalikes().items():
        for neighbour in neighbours:
            assert find_numbers(f"{neighbour} {word}") == []
        if not neighbours:
            assert find_numbers(word) == []


def test_every_year_head_makes_four_digits_a_year() -> None:
    for head in year_heads():
        assert [number.year for number in find_numbers(f"{head} 2014 مليار")] == [True, False]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",5,unit,x", "spelling must not be empty"),
        ("خمسة,cinq,unit,x", "value must be a number or a fraction, got 'cinq'"),
        ("خمسة,1/0,unit,x", "value must be a number or a fraction, got '1/0'"),
        ("خمسة,5,digit,x", "role must be one of"),
        ("خمسة,5,unit", "4 cells needed, got 3"),
    ],
)
def test_a_bad_row_is_named(tmp_path: Path, row: str, reason: str) -> None:
    (tmp_path / "number_words.csv").write_text(
        f"spelling,value,role,source\n{row}\n", encoding="utf-8"
    )
    with pytest.raises(LexiconError, match=reason) as fault:
        number_words(tmp_path)
    assert "number_words.csv:2:" in str(fault.value)
