"""Sets of keys that mean one entity, joined step by step, each step with its reason."""

from __future__ import annotations

from collections.abc import Mapping

Node = tuple[str, str]  # kind, key


class Merging:
    """A union-find over (kind, key) whose result does not depend on the order of the joins."""

    def __init__(self, counts: Mapping[Node, int]) -> None:
        self.counts = counts
        self._parent: dict[Node, Node] = {}
        self.reasons: list[tuple[Node, str]] = []

    def root(self, node: Node) -> Node:
        """The node that stands for all that were joined with ``node``."""
        path = []
        while node in self._parent:
            path.append(node)
            node = self._parent[node]
        for passed in path:
            self._parent[passed] = node
        return node

    def join(self, one: Node, other: Node, reason: str) -> None:
        """Make ``one`` and ``other`` one entity because of ``reason``; a second join is idle."""
        first, second = self.root(one), self.root(other)
        if first == second:
            return
        # The more frequent stands for both; of equals the first in the alphabet.
        if (-self.counts.get(second, 0), second) < (-self.counts.get(first, 0), first):
            first, second = second, first
        self._parent[second] = first
        self.reasons.append((first, reason))

    def reasons_by_root(self) -> dict[Node, list[str]]:
        """Every root's reasons, sorted."""
        found: dict[Node, set[str]] = {}
        for node, reason in self.reasons:
            found.setdefault(self.root(node), set()).add(reason)
        return {root: sorted(reasons) for root, reasons in found.items()}
