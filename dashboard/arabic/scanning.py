"""A text as the rules see it: folded words, figures and signs, left to right."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from dashboard.arabic.folding import Folded, fold

# Marks that may stand inside a figure; what each of them means is decided in digits.py.
# The letter ر is the decimal sign of several news agencies (2ر5).
# Nothing here is possessive: Python before 3.11.5 reads such patterns wrongly (cpython 106052), and
# lost the year of "10 حزيران 2014." by it.
_FIGURE = r"(?:(?<!\S)[.٫])?[0-9]+(?:[.,٬٫،'’ر][0-9]+)*"
_PIECE = re.compile(rf"{_FIGURE}|[\u0621-\u064a\u0671-\u06d3]+|[a-z]+|\n|[^\s]")


def is_figure(word: str) -> bool:
    """Whether a piece is a figure in (folded, so ASCII) digits."""
    return "0" <= word[-1:] <= "9"


@dataclass(frozen=True, slots=True)
class Scan:
    """The pieces of a folded text: ``words[i]`` stands at ``starts[i]``..``ends[i]`` in it.

    A piece is a run of Arabic letters, a run of Latin letters, a figure with the separators
    inside it, one sign, or a line break, which nothing reads across.
    """

    folded: Folded
    words: list[str]
    starts: list[int]
    ends: list[int]

    def original_span(self, first: int, last: int) -> tuple[int, int]:
        """Where the pieces ``first``..``last`` (inclusive) stand in the original text."""
        return self.folded.original_span(self.starts[first], self.ends[last])

    def adjacent(self, index: int) -> bool:
        """Whether piece ``index``, if there is one, follows the one before it without a space."""
        return 0 < index < len(self.starts) and self.starts[index] == self.ends[index - 1]


def scan(text: Folded | str) -> Scan:
    """The pieces of ``text``; linear in its length. The last few texts are remembered."""
    return _scan_text(text) if isinstance(text, str) else _scan_folded(text)


@lru_cache(maxsize=4)
def _scan_text(text: str) -> Scan:
    return _scan_folded(fold(text))


def _scan_folded(folded: Folded) -> Scan:
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for match in _PIECE.finditer(folded.text):
        words.append(match.group())
        start, end = match.span()
        starts.append(start)
        ends.append(end)
    return Scan(folded, words, starts, ends)
