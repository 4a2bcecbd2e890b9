"""Curated aliases: other names, short forms and spellings of one person, body or place."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dashboard.lexicons.table import table
from dashboard.model import NAME_KINDS, MentionKind


@dataclass(frozen=True, slots=True)
class Alias:
    """``alias`` means what ``name`` means, among names of this kind."""

    alias: str
    name: str
    kind: MentionKind
    source: str


@lru_cache(maxsize=1)
def aliases() -> tuple[Alias, ...]:
    """The rows of data/lexicons/aliases.csv."""
    return tuple(table("aliases", ("alias", "name", "kind"), _alias))


def _alias(row: Mapping[str, str]) -> Alias:
    kind = MentionKind(row["kind"])
    if kind not in NAME_KINDS:
        raise ValueError(f"kind must be PER, ORG or LOC, got {row['kind']!r}")
    if not row["alias"] or not row["name"]:
        raise ValueError("alias and name must not be empty")
    return Alias(row["alias"], row["name"], kind, row["source"])
