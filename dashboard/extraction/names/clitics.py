"""Where a name begins inside its first token: attached و ف ب ل ك cut off by evidence.

A letter is never cut for its own sake (وليد, باريس, كوريا stay whole): the form without it must
begin names clearly more often than the form with it, in tagged news, in lists, or in the text
at hand.
"""

from __future__ import annotations

import gzip
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_LEADS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
# How many times as often as the whole word the bare form must begin names: every name may follow
# و, few stand often after a preposition, fewest after ك. Bare forms of two letters are chance.
_CLEARLY = {"و": 1.5, "ف": 4.0, "ب": 2.0, "ل": 3.0, "ك": 30.0}
_SHORT, _SHORT_FACTOR = 2, 5.0
_LOCAL_WEIGHT = 3
_SHORTEST = 2
# An unknown word of at least this length that starts "و" + "ال" is taken apart without evidence.
_LONG_WITH_ARTICLE = 7


@dataclass(frozen=True, slots=True)
class Cut:
    """``length`` letters are attached particles; ``bare`` is the key without them."""

    length: int
    bare: str
    evidence: str = ""


def possible_cuts(key: str) -> list[Cut]:
    """Every way to take particles off ``key``; for لل the second lam stays, its key has ال."""
    cuts: list[Cut] = []
    starts = [0]
    if key.startswith(_LEADS):
        cuts.append(Cut(1, key[1:]))
        starts.append(1)
    for start in starts:
        rest = key[start:]
        if rest.startswith("لل"):
            cuts.append(Cut(start + 1, "ا" + rest))
            cuts.append(Cut(start + 1, "ال" + rest[2:]))
            cuts.append(Cut(start + 1, rest[1:]))
        elif rest.startswith(_PREPOSITIONS):
            cuts.append(Cut(start + 1, rest[1:]))
    return [cut for cut in cuts if len(cut.bare) >= _SHORTEST]


class CliticEvidence:
    """How often each word key begins a name."""

    def __init__(self, counts: Mapping[str, int]) -> None:
        self._counts = counts

    @classmethod
    def read(cls, path: Path) -> CliticEvidence:
        """Reads lines of word key, count (tab between; gzip)."""
        with gzip.open(path, "rt", encoding="utf-8") as f:
            return cls({key: int(count) for key, count in (line.split("\t") for line in f)})

    def cut(self, key: str, local: Mapping[str, int]) -> Cut:
        """The best supported cut; length 0 when the whole token is the likelier name.

        ``local`` counts the keys that stand in names of the same text.
        """

        def weight(form: str) -> int:
            return self._counts.get(form, 0) + _LOCAL_WEIGHT * local.get(form, 0)

        whole = max(self._counts.get(key, 0) + _LOCAL_WEIGHT * (local.get(key, 0) - 1), 0)
        best, best_weight = Cut(0, key), 0
        for cut in possible_cuts(key):
            if weight(cut.bare) > best_weight:
                best, best_weight = cut, weight(cut.bare)
        needed = _CLEARLY.get(key[:1], 1.0) * (_SHORT_FACTOR if len(best.bare) <= _SHORT else 1)
        if best_weight > needed * whole:
            said = f"{best.bare}: {best_weight}, {key}: {whole}"
            return Cut(best.length, best.bare, f"particle cut off by counts of names ({said})")
        if not whole and not best_weight and len(key) >= _LONG_WITH_ARTICLE:
            if key.startswith(("وال", "فال")):
                return Cut(1, key[1:], "particle cut off before the article")
            if key.startswith(("ولل", "فلل")):
                return Cut(2, key[2:], "particles cut off before the article")
        return Cut(0, key)
