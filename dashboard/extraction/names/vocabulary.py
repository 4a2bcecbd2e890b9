"""Word and letter numbering shared by the language model, the tagger and run time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt

from dashboard.extraction.names.lists import bare_forms

PAD, UNKNOWN, BOUNDARY = 0, 1, 2
FIRST_WORD = 3
# Letter rows: mark of the beginning, up to 16 letters, mark of the end.
LETTERS_A_WORD = 18
_LETTER_BEGIN, _LETTER_END, _LETTER_OTHER = 1, 2, 3
ALPHABET = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءپچڤگ0abcdefghijklmnopqrstuvwxyz.-_'\"%:/"
_LETTER_IDS = {letter: 4 + at for at, letter in enumerate(ALPHABET)}
LETTERS = 4 + len(ALPHABET)


def letter_rows(keys: Sequence[str]) -> npt.NDArray[np.uint8]:
    """One row of LETTERS_A_WORD letter numbers per key; long words keep both their ends."""
    rows = np.zeros((len(keys), LETTERS_A_WORD), np.uint8)
    most = LETTERS_A_WORD - 2
    for row, key in zip(rows, keys, strict=True):
        kept = key if len(key) <= most else key[: most // 2] + key[-most // 2 :]
        ids = [_LETTER_BEGIN, *(_LETTER_IDS.get(c, _LETTER_OTHER) for c in kept), _LETTER_END]
        row[: len(ids)] = ids
    return rows


class Vocabulary:
    """Word keys with their numbers; the first three numbers are PAD, UNKNOWN and BOUNDARY."""

    def __init__(self, words: Iterable[str]) -> None:
        self.words = list(words)
        self._ids = {word: at + FIRST_WORD for at, word in enumerate(self.words)}

    def __len__(self) -> int:
        return len(self.words) + FIRST_WORD

    def id_of(self, key: str) -> int:
        return self._ids.get(key, UNKNOWN)

    def __contains__(self, key: object) -> bool:
        return key in self._ids

    def stem_of(self, key: str) -> int:
        """The number of the commonest form of ``key`` with or without attached particles."""
        known = [self._ids[form] for form in bare_forms(key) if form in self._ids]
        return min(known, default=UNKNOWN)
