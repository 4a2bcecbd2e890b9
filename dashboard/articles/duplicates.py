"""Exact and near duplicates among articles.

Near duplicates by MinHash (Broder 1997): the share of equal places in two signatures estimates the
Jaccard similarity of the articles' sets of five-word sequences; candidates by banding (Leskovec,
Rajaraman, Ullman: Mining of Massive Datasets, 3.4).
"""

from __future__ import annotations

import hashlib
import re
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from dashboard.arabic.folding import folded
from dashboard.model import Article

PLACES = 64  # of a signature; the estimate's standard error is at most 1 / 16
_BAND = 4  # places that must agree in some band: at similarity 0.8, 0.9998 of pairs are found
_WORDS = 5
_PRIME = (1 << 31) - 1
_MIX = np.uint64(0x9E3779B97F4A7C15)  # odd, so that multiplying loses nothing
_WORD = re.compile(r"\w+")
_LONGEST = 200_000  # code points that the signature looks at

Signature = bytes


def content_key(article: Article) -> str:
    """Equal for articles with the same words in the same order: exact duplicates.

    Whitespace, vowel signs and the forms of alef do not count; source, day and id neither.
    """
    words = " ".join(folded(article.content).split())
    return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()[:32]


def signature(article: Article) -> Signature:
    """The article's MinHash signature: PLACES little-endian 32-bit numbers, b"" without words.

    The same on every machine and in every run.
    """
    words = _WORD.findall(folded(article.content[:_LONGEST]))
    if not words:
        return b""
    sequences = {
        zlib.crc32(" ".join(words[at : at + _WORDS]).encode("utf-8", "replace"))
        for at in range(max(1, len(words) - _WORDS + 1))
    }
    hashes = np.fromiter(sequences, np.uint64, len(sequences)) % _PRIME
    factors, terms = _permutations()
    least = np.full(PLACES, _PRIME, np.uint64)
    for start in range(0, len(hashes), 1024):  # bounds the table for a very long article
        part = hashes[start : start + 1024]
        least = np.minimum(least, ((factors * part[:, None] + terms) % _PRIME).min(axis=0))
    return least.astype("<u4").tobytes()


def similarity(one: Signature, other: Signature) -> float:
    """The estimated share of five-word sequences that two articles have in common, 0 to 1."""
    if not one or not other:
        return 0.0
    return float((_places(one) == _places(other)).mean())


def near_duplicate_groups(
    signatures: Sequence[Signature], threshold: float = 0.8
) -> list[tuple[int, ...]]:
    """Groups of positions in ``signatures`` whose articles are nearly the same, two or more each.

    Every one of a group is at least ``threshold`` similar to its first. Groups and their members
    are in order of position; a position is in one group at most. Time is close to linear.
    """
    known = [at for at, each in enumerate(signatures) if each]
    if not known:
        return []
    table = np.frombuffer(b"".join(signatures[at] for at in known), "<u4").reshape(-1, PLACES)
    positions = np.arange(len(known))
    first_of = positions.copy()
    for start in range(0, PLACES, _BAND):
        keys = _band_keys(table[:, start : start + _BAND])
        _, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        targets = first_of[first[inverse.ravel()]]
        alone = first_of == positions
        alone[first_of[~alone]] = False  # those that others have joined
        # Only these are compared place by place: few, however many articles there are.
        asked = np.flatnonzero(alone & (targets < positions))
        alike = (table[asked] == table[targets[asked]]).mean(axis=1) >= threshold
        joins = asked[alike]
        first_of[joins] = targets[joins]
    return _groups(known, first_of)


def _band_keys(band: NDArray[np.uint32]) -> NDArray[np.uint64]:
    """One number for each row, equal for equal rows: numbers are sorted far faster than rows."""
    keys = np.zeros(len(band), np.uint64)
    for place in range(band.shape[1]):
        keys = (keys ^ band[:, place]) * _MIX
        keys ^= keys >> np.uint64(29)
    return keys


def _groups(known: list[int], first_of: NDArray[Any]) -> list[tuple[int, ...]]:
    groups: dict[int, list[int]] = {}
    for at, first in enumerate(first_of.tolist()):
        groups.setdefault(first, []).append(known[at])
    return sorted(tuple(group) for group in groups.values() if len(group) > 1)


def _places(signed: Signature) -> NDArray[np.uint32]:
    return np.frombuffer(signed, "<u4")


@lru_cache(maxsize=1)
def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """Factors and terms of PLACES linear permutations modulo _PRIME, spelled out of a hash."""
    numbers = np.frombuffer(hashlib.shake_256(b"siyaq.minhash").digest(PLACES * 16), "<u8")
    factors, terms = numbers[:PLACES] % (_PRIME - 1) + 1, numbers[PLACES:] % _PRIME
    return factors.astype(np.uint64), terms.astype(np.uint64)
