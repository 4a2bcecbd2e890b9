"""Nationality adjectives and state names that tell one state's currency from another's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dashboard.arabic.folding import folded
from dashboard.lexicons.table import LEXICONS, table

# The endings of an adjective in ي by gender, number and case, as folded letters.
_ENDINGS = ("", "ه", "ا", "ان", "ين", "تان", "تين", "ون", "ات")


@dataclass(frozen=True, slots=True)
class Nationality:
    """An ``adjective`` agrees with its noun (كويتي, كويتية); a ``name`` never changes."""

    spelling: str
    country: str
    kind: str


def _nationality(cells: Mapping[str, str]) -> Nationality:
    if cells["kind"] not in ("adjective", "name"):
        raise ValueError(f"kind must be adjective or name, got {cells['kind']!r}")
    if not cells["spelling"] or not cells["country"]:
        raise ValueError("spelling and country must not be empty")
    if cells["kind"] == "adjective" and not folded(cells["spelling"]).endswith("ي"):
        raise ValueError(f"an adjective must end in ي, got {cells['spelling']!r}")
    return Nationality(cells["spelling"], cells["country"], cells["kind"])


def nationality_rows(folder: Path = LEXICONS) -> list[Nationality]:
    """The rows of nationalities.csv."""
    return table("nationalities", ("spelling", "country", "kind"), _nationality, folder)


@cache
def nationality_forms() -> dict[str, tuple[tuple[tuple[str, ...], str], ...]]:
    """(folded words, country) of every form by its first word, longest first."""
    grouped: dict[str, dict[tuple[tuple[str, ...], str], None]] = defaultdict(dict)
    for row in nationality_rows():
        for words in _forms(row):
            grouped[words[0]][(words, row.country)] = None
    return {
        first: tuple(sorted(forms, key=lambda form: -len(form[0])))
        for first, forms in grouped.items()
    }


def _forms(row: Nationality) -> list[tuple[str, ...]]:
    words = folded(row.spelling).split()
    if row.kind == "name":
        return [tuple(words)]
    # In كوري جنوبي both words agree; in جنوب أفريقي only the last does.
    return [
        tuple(word + ending if word.endswith("ي") else word for word in words)
        for ending in _ENDINGS
    ]
