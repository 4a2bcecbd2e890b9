"""A small matcher: rows of categories against the words of an island, without backtracking.

The rules are expanded into one tree of categories. From each word the tree is walked along all
readings of the words that follow; its depth is bounded by the longest rule, so cost is linear.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

from dashboard.extraction.dates.words import Island


@dataclass(frozen=True, slots=True)
class Reading:
    """A stretch of words that ends before word ``end``, read as a member of ``category``."""

    category: str
    end: int
    value: object
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a rule matched: words ``first``..``last`` (exclusive) of an island."""

    island: Island
    first: int
    last: int

    def before(self, distance: int = 1) -> str:
        return self.island.before(self.first, distance)

    def after(self, distance: int = 0) -> str:
        return self.island.after(self.last, distance)

    @property
    def before_last(self) -> str:
        """The last word but one of the place, "" when it has one word."""
        return self.island.words[self.last - 2] if self.last - self.first > 1 else ""

    @property
    def pieces(self) -> tuple[int, int]:
        """The pieces of the scan that it covers: first, last (exclusive)."""
        island = self.island
        starts = island.scan.starts
        first = bisect_right(starts, island.starts[self.first]) - 1
        return first, bisect_left(starts, island.ends[self.last - 1])

    @property
    def written(self) -> str:
        """Its original letters."""
        return self.island.written(self.first, self.last)

    @property
    def tight(self) -> bool:
        """Whether no space stands between its words."""
        return all(self.island.touches(at) for at in range(self.first + 1, self.last))


@dataclass(frozen=True, slots=True)
class As:
    """A production's value that counts as another category than its rule says."""

    category: str
    value: object


Parts = Mapping[str, Any]
Production = Callable[[Parts, Place], object | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """One shape of a date.

    ``pattern`` is a row of elements: ``category``, ``name:category``, alternatives with ``|``,
    a trailing ``?`` for what may be absent. ``make`` gets the named values and the place, and
    returns the value of the new reading, or None when this is no date after all. ``category`` is
    what the reading counts as in later stages; "date" can become a mention.
    """

    name: str
    pattern: str
    make: Production
    category: str = "date"


class RuleTree:
    """The rules of one stage by their sequences of categories."""

    __slots__ = ("branches", "ends")

    def __init__(self) -> None:
        self.branches: dict[str, RuleTree] = {}
        self.ends: list[tuple[Rule, tuple[str, ...]]] = []

    @classmethod
    def of(cls, rules: Iterable[Rule]) -> RuleTree:
        root = cls()
        for rule in rules:
            for sequence in _sequences(rule.pattern):
                node = root
                for _, category in sequence:
                    node = node.branches.setdefault(category, RuleTree())
                node.ends.append((rule, tuple(name for name, _ in sequence)))
        return root


def _sequences(pattern: str) -> list[tuple[tuple[str, str], ...]]:
    choices: list[list[tuple[str, str] | None]] = []
    for element in pattern.split():
        optional = element.endswith("?")
        name, _, categories = element.rstrip("?").rpartition(":")
        options: list[tuple[str, str] | None] = [
            (name or category, category) for category in categories.split("|")
        ]
        choices.append([*options, None] if optional else options)
    return [
        tuple(element for element in chosen if element is not None)
        for chosen in product(*choices)
        if any(element is not None for element in chosen)
    ]


def read_stage(island: Island, readings: list[list[Reading]], tree: RuleTree) -> None:
    """Add to ``readings`` (one list per word) what the rules of ``tree`` make of them."""
    found: dict[tuple[int, int, str, str], Reading] = {}
    roots = tree.branches
    for first, here in enumerate(readings):
        for start in here:
            branch = roots.get(start.category)
            if branch is not None:
                _walk(island, readings, branch, first, start, found)
    for (first, *_), reading in found.items():
        readings[first].append(reading)


def _walk(
    island: Island,
    readings: Sequence[Sequence[Reading]],
    branch: RuleTree,
    first: int,
    start: Reading,
    found: dict[tuple[int, int, str, str], Reading],
) -> None:
    """Follow the tree along every reading of the words from ``start`` on."""
    size = len(readings)
    paths: list[tuple[RuleTree, tuple[Reading, ...]]] = [(branch, (start,))]
    while paths:
        node, path = paths.pop()
        end = path[-1].end
        for rule, names in node.ends:
            parts = {name: step.value for name, step in zip(names, path, strict=True)}
            value = rule.make(parts, Place(island, first, end))
            if value is None:
                continue
            category = rule.category
            if isinstance(value, As):
                category, value = value.category, value.value
            found.setdefault(
                (first, end, category, rule.name), Reading(category, end, value, rule.name)
            )
        branches = node.branches
        if branches and end < size:
            for step in readings[end]:
                branch_on = branches.get(step.category)
                if branch_on is not None:
                    paths.append((branch_on, (*path, step)))
