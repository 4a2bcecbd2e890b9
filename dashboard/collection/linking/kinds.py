"""One kind for a name that was found as several: by the lists, else by vote."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache

from dashboard.collection.linking.merging import Node
from dashboard.collection.linking.spelling import name_key
from dashboard.lexicons.aliases import aliases
from dashboard.lexicons.names import clubs, known_names
from dashboard.model import MentionKind

# The share of a name's mentions that one kind must have to take the others in.
CLEAR_VOTE = 0.8


@lru_cache(maxsize=1)
def listed_kinds() -> Mapping[str, str]:
    """The kind of every curated name and alias that has just one."""
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for name in known_names():
        kinds[name_key(name.name)].add(name.kind.value)
    for row in aliases():
        kinds[name_key(row.alias)].add(row.kind.value)
        kinds[name_key(row.name)].add(row.kind.value)
    for club in city_clubs():
        kinds.pop(club, None)
    return {key: next(iter(found)) for key, found in kinds.items() if len(found) == 1}


@lru_cache(maxsize=1)
def city_clubs() -> frozenset[str]:
    """Keys that are a city and its club: both kinds are right, neither takes the other in."""
    return frozenset(name_key(club) for club, city in clubs().items() if city)


def settled_kinds(counts: Mapping[Node, int]) -> dict[Node, str]:
    """For each (kind, key) the kind that it counts as."""
    by_key: defaultdict[str, dict[str, int]] = defaultdict(dict)
    for (kind, key), count in counts.items():
        by_key[key][kind] = count
    settled: dict[Node, str] = {}
    for key, kinds in by_key.items():
        winner = _winner(key, kinds)
        for kind in kinds:
            settled[kind, key] = winner or kind
    return settled


def _winner(key: str, kinds: Mapping[str, int]) -> str:
    listed = listed_kinds().get(key)
    if listed:
        return listed
    if len(kinds) == 1 or key in city_clubs():
        return ""
    kind, most = min(kinds.items(), key=lambda pair: (-pair[1], pair[0]))
    total = sum(kinds.values())
    if most >= CLEAR_VOTE * total or (most > total - most and kind != MentionKind.PER):
        return kind
    return ""
