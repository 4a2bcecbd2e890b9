"""Percentiles of a list of times, for all benchmarks the same."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of ``values`` that at least ``share`` of them do not exceed (nearest rank); NaN
    of none. Of 20 values, the 19th is the one for 0.95."""
    if not values:
        return float("nan")
    return sorted(values)[max(math.ceil(share * len(values) - 1e-9), 1) - 1]
