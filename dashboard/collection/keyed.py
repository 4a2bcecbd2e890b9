"""Counting rows that are one number each: in the upper bits where a row stands (its article or
its sentence), in the lower ones what it counts as.

Numbers sort in a fraction of the time that a database takes to group by as many columns. They are
gone through in blocks that the processor's cache holds, since new memory costs more than the sums.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

Keys = NDArray[np.signedinteger[Any]]
_BLOCK = 1 << 17  # rows: 0.5 or 1 MB
_DENSE = 19  # bits of numbers that are counted in a table of all of them: 4 MB


def sorted_blocks(keys: Keys, bits: int) -> Iterator[Keys]:
    """``keys``, which this sorts, in parts of some 131,072; what has the same upper bits (all but
    ``bits``) is in one part."""
    keys.sort()
    start = 0
    while start < len(keys):
        stop = min(start + _BLOCK, len(keys))
        if stop < len(keys):
            last = keys[stop - 1] | ((1 << bits) - 1)
            stop += int(np.searchsorted(keys[stop:], last, side="right"))
        yield keys[start:stop]
        start = stop


def beginnings(ordered: NDArray[Any]) -> NDArray[np.bool_]:
    """True where a value differs from the one before it, and at the first."""
    differs = np.ones(len(ordered), dtype=bool)
    np.not_equal(ordered[1:], ordered[:-1], out=differs[1:])
    return differs


def tallied(keys: Keys, bits: int) -> tuple[Keys, Keys, Keys]:
    """The numbers that the lower ``bits`` of ``keys`` have, in order; how many keys have each; and
    with how many different upper bits. Sorts ``keys``."""
    mask = (1 << bits) - 1
    if bits > _DENSE:
        keys.sort()
        known, rows = np.unique(keys & mask, return_counts=True)
        apart = np.unique(keys[beginnings(keys)] & mask, return_counts=True)[1]
        return known, rows, apart
    rows, apart = (np.zeros(mask + 1, dtype=np.int64) for _ in range(2))
    for block in sorted_blocks(keys, bits):
        numbers = block & mask
        rows += np.bincount(numbers, minlength=len(rows))
        apart += np.bincount(numbers[beginnings(block)], minlength=len(apart))
    known = np.flatnonzero(rows)
    return known, rows[known], apart[known]
