"""Folding of Arabic spelling with a map back to the original offsets.

Lexicons, rules and search all look at folded text; what they find is reported in the original.
"""

from __future__ import annotations

import re
import string
import sys
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

TATWEEL = "\u0640"
# Marks that sit on the letter before them: they belong to whatever that letter belongs to.
_MARKS = (
    frozenset("\u0670" + TATWEEL)
    | {
        chr(code)
        for code in (*range(0x0610, 0x061B), *range(0x064B, 0x0660), *range(0x06D6, 0x06EE))
    }
    - set("\u06dd\u06de\u06e9")  # signs of their own, not marks on a letter
)
# Invisible characters: joiners, direction marks, byte-order mark, soft hyphen.
_INVISIBLE = frozenset(
    "\u200b\u200c\u200d\u200e\u200f\u061c\ufeff\u00ad\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069"
)
_REPLACED = {
    **dict.fromkeys("أإآٱ", "ا"),
    **dict.fromkeys("ىیئ", "ي"),
    "ؤ": "و",
    **dict.fromkeys("ةۀەۃ", "ه"),
    **dict.fromkeys("کڪ", "ك"),
    **{chr(0x660 + digit): str(digit) for digit in range(10)},
    **{chr(0x6F0 + digit): str(digit) for digit in range(10)},
    **dict.fromkeys("\u00a0\u202f\u2009\t", " "),
    **dict(zip(string.ascii_uppercase, string.ascii_lowercase, strict=True)),
}
_DROPPED = _MARKS | _INVISIBLE
_TABLE = str.maketrans({**_REPLACED, **dict.fromkeys(_DROPPED, "")})
# Presentation forms come from old PDFs and scans; one of them can stand for several letters.
_ANY_PRESENTATION = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_PRESENTATION = (*range(0xFB50, 0xFE00), *range(0xFE70, 0xFEFD))
# What stands in ``_CODES`` for a character that has no single partner; above every code point.
_GONE = 0xFFFFFFFF
_SPELLED_OUT = 0xFFFFFFFE


def _code_table() -> npt.NDArray[np.uint32]:
    """What each code point folds to: ``_TABLE`` as an array, ten times as fast on an article."""
    codes = np.arange(sys.maxunicode + 1, dtype=np.uint32)
    for char, plain in _REPLACED.items():
        codes[ord(char)] = ord(plain)
    codes[list(map(ord, _DROPPED))] = _GONE
    codes[list(_PRESENTATION)] = _SPELLED_OUT
    return codes


_CODES = _code_table()


@dataclass(frozen=True, slots=True)
class Folded:
    """``offsets[i]`` is where the i-th character of the folded ``text`` stood in ``original``."""

    text: str
    offsets: Sequence[int]
    original: str = field(repr=False)

    def original_span(self, start: int, end: int) -> tuple[int, int]:
        """The original half-open span of the folded characters ``start``..``end``.

        Vowel signs and tatweel after the last character are taken in, invisible
        characters around the span are not.
        """
        if start >= end:
            at = self.offsets[start] if start < len(self.offsets) else len(self.original)
            return at, at
        stop = self.offsets[end - 1] + 1
        while stop < len(self.original) and self.original[stop] in _MARKS:
            stop += 1
        return self.offsets[start], stop

    def folded_span(self, start: int, end: int) -> tuple[int, int]:
        """The folded span of the original characters ``start``..``end``."""
        return bisect_left(self.offsets, start), bisect_left(self.offsets, end)


def folded(text: str) -> str:
    """Only the folded text, for the keys of lexicons and search."""
    if _ANY_PRESENTATION.search(text):
        text = _ANY_PRESENTATION.sub(_spelled_out, text)
    return text.translate(_TABLE)


def fold(text: str) -> Folded:
    """Folded text with its map back; linear in the length of ``text``.

    Diacritics, tatweel and invisible characters go; hamza forms of alef, ya and waw, alef
    maqsura, ta marbuta, Persian letter forms, Latin capitals and Indic digits become their
    plain partners; every other character stays, one for one.
    """
    codes = _CODES[np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")]
    highest = codes.max(initial=0)
    if highest < _SPELLED_OUT:
        return Folded(_text_of(codes), range(len(text)), text)
    if (codes == _SPELLED_OUT).any():
        return _fold_by_character(text)
    kept = np.flatnonzero(codes != _GONE)
    return Folded(_text_of(codes[kept]), kept.tolist(), text)


def _text_of(codes: npt.NDArray[np.uint32]) -> str:
    return codes.astype("<u4", copy=False).tobytes().decode("utf-32-le", "surrogatepass")


def _fold_by_character(text: str) -> Folded:
    pieces: list[str] = []
    offsets: list[int] = []
    for at, char in enumerate(text):
        new = folded(char)
        pieces.append(new)
        offsets.extend([at] * len(new))
    return Folded("".join(pieces), offsets, text)


def _spelled_out(match: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", match.group())
