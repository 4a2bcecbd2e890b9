"""The words that Arabic numbers are made of, by folded spelling, with the letters before them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import scan
from dashboard.arabic.word_tables import LEXICONS, table
from dashboard.model import Bound

ROLES = (
    "unit",  # 1-9
    "teen-unit",  # the unit of 11 and 12, only before عشر
    "teen",  # 11-19 in one word
    "ten",
    "tens",  # 20-90
    "hundred",
    "hundreds",  # 200-900 in one word
    "zero",
    "fraction",
    "fraction-plural",  # after a numerator: ثلاثة أرباع
    "fraction-of",  # a fraction only before a definite noun: خمس السكان, else a unit
    "ordinal",
    "ordinal-definite",  # ordinal only with the article: الثانية, not ثانية (a second)
    "ordinal-part",  # only before عشر or tens: الحادي عشر
    "dozen",
    "dozens",
    "minus",
    "point",
    "percent",
)
COUNTS = ("one", "two", "one-or-two", "few")


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word and what it is worth; ``count`` is how many of a scale it says ("two": مليونان)."""

    spelling: str
    value: Fraction
    role: str
    count: str = ""


@dataclass(frozen=True, slots=True)
class NumberForm:
    """A number word as it stands in a text, with what is attached before it.

    ``prefix`` is how many folded letters before the number stay outside its span; ``joined``
    tells that one of them is و, ``governed`` that one is ب ل ك ف, ``definite`` that the article
    stands there (it belongs to the span). ``part`` is the fraction that the same spelling can mean.
    """

    word: NumberWord
    prefix: int = 0
    joined: bool = False
    governed: bool = False
    definite: bool = False
    part: NumberWord | None = None


# Attached letters: (letters, joined by و, governed by a preposition, definite, length outside).
_PREFIXES = (
    ("", False, False, False, 0),
    ("و", True, False, False, 1),
    ("ف", False, True, False, 1),
    ("ب", False, True, False, 1),
    ("ل", False, True, False, 1),
    ("ك", False, True, False, 1),
    ("وب", True, True, False, 2),
    ("ول", True, True, False, 2),
    ("وك", True, True, False, 2),
    ("ال", False, False, True, 0),
    ("وال", True, False, True, 1),
    ("فال", False, True, True, 1),
    ("بال", False, True, True, 1),
    ("كال", False, True, True, 1),
    ("لل", False, True, True, 1),
    ("وبال", True, True, True, 2),
    ("ولل", True, True, True, 2),
)


def _number_word(cells: Mapping[str, str]) -> NumberWord:
    if cells["role"] not in ROLES:
        raise ValueError(f"role must be one of {', '.join(ROLES)}, got {cells['role']!r}")
    return NumberWord(_spelling(cells["spelling"]), _value(cells["value"]), cells["role"])


def _scale_word(cells: Mapping[str, str]) -> NumberWord:
    if cells["count"] not in COUNTS:
        raise ValueError(f"count must be one of {', '.join(COUNTS)}, got {cells['count']!r}")
    value = _value(cells["value"])
    if value < 1000:
        raise ValueError(f"value must be 1000 or more, got {cells['value']!r}")
    return NumberWord(_spelling(cells["spelling"]), value, "scale", cells["count"])


def _spelling(spelling: str) -> str:
    if not spelling:
        raise ValueError("spelling must not be empty")
    return spelling


def _value(cell: str) -> Fraction:
    try:
        return Fraction(cell)
    except (ValueError, ZeroDivisionError):
        raise ValueError(f"value must be a number or a fraction, got {cell!r}") from None


def number_words(folder: Path = LEXICONS) -> list[NumberWord]:
    """The rows of number_words.csv and scales.csv."""
    words = table("number_words", ("spelling", "value", "role"), _number_word, folder)
    return words + table("scales", ("spelling", "value", "count"), _scale_word, folder)


@cache
def number_forms() -> dict[str, NumberForm]:
    """Every number word by folded spelling, with and without attached letters and article."""
    forms: dict[str, NumberForm] = {}
    parts = {folded(w.spelling): w for w in number_words() if w.role == "fraction-of"}
    for word in number_words():
        if word.role in ("fraction-of", "percent"):
            continue
        bare = folded(word.spelling)
        for letters, joined, governed, definite, length in _PREFIXES:
            if (letters + bare,) in percent_words():
                continue
            if word.role == "ordinal-definite" and not definite:
                continue
            if word.role in ("minus", "point") and letters not in ("", "و"):
                continue
            form = NumberForm(word, length, joined, governed, definite, parts.get(bare))
            # A bare word outranks the same letters read as a prefix and another word.
            if letters + bare not in forms or not letters:
                forms[letters + bare] = form
    for spelling in lookalikes():
        if not lookalikes()[spelling]:
            forms.pop(spelling, None)
    return forms


@cache
def teen_forms() -> dict[str, NumberForm]:
    """The units of 11 and 12 by folded spelling, with attached letters: read so before عشر.

    One of them is also another word: واحد is "one", but واحد عشر is "and eleven".
    """
    return {
        letters + folded(word.spelling): NumberForm(word, length, joined, governed, definite)
        for word in number_words()
        if word.role == "teen-unit"
        for letters, joined, governed, definite, length in _PREFIXES
    }


@cache
def percent_words() -> frozenset[tuple[str, ...]]:
    """Folded words that make the number beside them a percentage."""
    return frozenset(
        tuple(folded(word.spelling).split()) for word in number_words() if word.role == "percent"
    )


@cache
def lookalikes() -> dict[str, frozenset[str]]:
    """Folded words that look like numbers and are none: always, or beside one of these words."""
    rows = table("number_lookalikes", ("spelling", "beside"), lambda cells: dict(cells))
    after: dict[str, frozenset[str]] = {}
    for row in rows:
        key, word = folded(_spelling(row["spelling"])), folded(row["beside"])
        after[key] = after.get(key, frozenset()) | ({word} if word else frozenset())
    return after


@cache
def year_heads() -> frozenset[str]:
    """Folded words after which a figure of four digits is a year."""
    return frozenset(table("year_heads", ("spelling",), lambda cells: folded(cells["spelling"])))


@dataclass(frozen=True, slots=True)
class BoundPhrase:
    """Words that bound or blur a number, and the side on which they stand."""

    words: tuple[str, ...]
    place: str
    bound: Bound | None
    approximate: bool
    phrase: str


def _bound_phrase(cells: Mapping[str, str]) -> BoundPhrase:
    words = tuple(scan(cells["phrase"]).words)
    if not words:
        raise ValueError("phrase must not be empty")
    if cells["place"] not in ("before", "after"):
        raise ValueError(f"place must be before or after, got {cells['place']!r}")
    if cells["approximate"] not in ("", "yes"):
        raise ValueError(f"approximate must be yes or empty, got {cells['approximate']!r}")
    bound = Bound(cells["bound"]) if cells["bound"] else None
    return BoundPhrase(words, cells["place"], bound, cells["approximate"] == "yes", cells["phrase"])


def bound_phrases(folder: Path = LEXICONS) -> list[BoundPhrase]:
    """The rows of bounds.csv."""
    return table("bounds", ("phrase", "place", "bound", "approximate"), _bound_phrase, folder)
