"""The tagger's name lists: phrases by type, matched over word keys."""

from __future__ import annotations

import gzip
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from pathlib import Path

SHORTEST_STEM = 2


@lru_cache(maxsize=200_000)
def bare_forms(key: str) -> tuple[str, ...]:
    """What ``key`` may be without attached particles, nearest first, ``key`` itself first.

    >>> bare_forms("وبالعراق")
    ('وبالعراق', 'بالعراق', 'العراق', 'عراق')
    """
    forms = [key]
    rest = key
    if rest[:1] in ("و", "ف") and len(rest) > SHORTEST_STEM:
        rest = rest[1:]
        forms.append(rest)
    if rest.startswith("لل") and len(rest) > SHORTEST_STEM + 1:
        forms += ["ال" + rest[2:], rest[1:]]
        rest = "ال" + rest[2:]
    elif rest[:1] in ("ب", "ل", "ك") and len(rest) > SHORTEST_STEM:
        forms.append(rest[1:])
        rest = rest[1:]
    if rest.startswith("ال") and len(rest) > SHORTEST_STEM + 1:
        forms.append(rest[2:])
    return tuple(dict.fromkeys(forms))


class NameLists:
    """Phrases of one to several word keys, each with the set of types it is listed under."""

    def __init__(self, entries: Iterable[tuple[str, str]]) -> None:
        self.types: tuple[str, ...]
        self._phrases: dict[str, int] = {}
        self._longest: dict[str, int] = {}  # first word -> words of its longest phrase
        types: dict[str, int] = {}
        for kind, phrase in entries:
            bit = 1 << types.setdefault(kind, len(types))
            self._phrases[phrase] = self._phrases.get(phrase, 0) | bit
            words = phrase.count(" ") + 1
            first = phrase.split(" ", 1)[0]
            if words > self._longest.get(first, 0):
                self._longest[first] = words
        self.types = tuple(types)

    @classmethod
    def read(cls, path: Path) -> NameLists:
        """Reads lines of type, phrase (tab between; gzip)."""
        with gzip.open(path, "rt", encoding="utf-8") as f:
            return cls(
                (kind, phrase) for kind, phrase in (line.rstrip("\n").split("\t")[:2] for line in f)
            )

    @staticmethod
    def words(path: Path, types: Collection[str]) -> frozenset[str]:
        """The single words that the file lists under one of ``types``."""
        with gzip.open(path, "rt", encoding="utf-8") as f:
            rows = (line.rstrip("\n").split("\t") for line in f)
            return frozenset(row[1] for row in rows if row[0] in types and " " not in row[1])

    def of_word(self, key: str) -> int:
        """The types, as bits, of a single word, with or without its attached particles."""
        for form in bare_forms(key)[:3]:
            bits = self._phrases.get(form)
            if bits:
                return bits
        return 0

    def matches(self, keys: Sequence[str]) -> tuple[list[int], list[int]]:
        """For each word the types of a listed phrase that begins at it, and of one that it
        continues; the longest phrases from left to right, single words included."""
        begins, continues = [0] * len(keys), [0] * len(keys)
        at = 0
        while at < len(keys):
            size, bits = self._longest_at(keys, at)
            if size:
                begins[at] = bits
                for inside in range(at + 1, at + size):
                    continues[inside] = bits
            at += max(size, 1)
        return begins, continues

    def _longest_at(self, keys: Sequence[str], at: int) -> tuple[int, int]:
        best, best_bits = 0, 0
        for form in bare_forms(keys[at])[:3]:
            for size in range(min(self._longest.get(form, 0), len(keys) - at), best, -1):
                phrase = form if size == 1 else " ".join((form, *keys[at + 1 : at + size]))
                bits = self._phrases.get(phrase)
                if bits:
                    best, best_bits = size, bits
                    break
        return best, best_bits
