"""Precision as people judged it: a sample of mentions, confirmed or corrected one by one."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.collection.corrections.overlay import Overlay

_Z = 1.959964  # of a 95% interval


@dataclass(frozen=True, slots=True)
class Judged:
    """How many of a sample were found right and wrong; the rest waits to be judged."""

    right: int
    wrong: int
    waiting: tuple[str, ...]

    @property
    def precision(self) -> float | None:
        """The share of right ones; None before the first verdict."""
        total = self.right + self.wrong
        return self.right / total if total else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval of the precision (Wilson 1927)."""
        total = self.right + self.wrong
        if not total:
            return None
        share, square = self.right / total, _Z * _Z
        middle = (share + square / (2 * total)) / (1 + square / total)
        spread = math.sqrt(share * (1 - share) / total + square / (4 * total * total))
        half = _Z * spread / (1 + square / total)
        return max(0.0, middle - half), min(1.0, middle + half)


def judged(sample: Sequence[str], overlay: Overlay) -> Judged:
    """The verdicts on ``sample`` (ids as built): confirmed is right; rejected, of another kind or
    with other bounds is wrong. Steps on names are no verdicts on their mentions."""
    right = wrong = 0
    waiting = []
    for mention in sample:
        change = overlay.mentions.get(mention)
        if change is not None and (change.rejected or change.was or change.rebound):
            wrong += 1
        elif change is not None and change.confirmed:
            right += 1
        else:
            waiting.append(mention)
    return Judged(right, wrong, tuple(waiting))
