"""What the name lists and a word's shape tell the network."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from dashboard.extraction.names.lists import NameLists

SHAPES = ("digits", "latin", "sign", "mixed", "word")


def list_columns(lists: NameLists) -> int:
    """How many columns ``list_rows`` gives."""
    return 3 * len(lists.types) + len(SHAPES)


def list_rows(keys: Sequence[str], lists: NameLists) -> npt.NDArray[np.uint8]:
    """A 0/1 row per word for the network: for each list type, whether a listed phrase begins
    here, goes on here, or the word alone is listed; then the word's shape."""
    size = len(lists.types)
    rows = np.zeros((len(keys), list_columns(lists)), np.uint8)
    begins, continues = lists.matches(keys)
    for number, listed in enumerate((begins, continues, [lists.of_word(key) for key in keys])):
        bits = np.array(listed, np.int64)[:, None] >> np.arange(size)
        rows[:, number * size : (number + 1) * size] = bits & 1
    rows[np.arange(len(keys)), [3 * size + SHAPES.index(word_shape(key)) for key in keys]] = 1
    return rows


@lru_cache(maxsize=200_000)
def word_shape(key: str) -> str:
    if key.isdigit():
        return "digits"
    if key.isascii() and key.isalpha():
        return "latin"
    if not any(char.isalnum() for char in key):
        return "sign"
    return "mixed" if any(char.isdigit() for char in key) else "word"
