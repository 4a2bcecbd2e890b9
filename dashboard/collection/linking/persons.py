"""Fuller and shorter names of one person: with and without middle names and family."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from dashboard.collection.linking.merging import Merging, Node
from dashboard.collection.linking.spelling import units
from dashboard.model import MentionKind

PER = MentionKind.PER.value
_CLEAR_SHARE = 0.8
_LONGEST = 7


def join_fuller(merging: Merging, counts: Mapping[Node, int]) -> None:
    """A name of two units or more joins the fuller one that holds its units in order, when that
    one is by far the most frequent such: محمد بن راشد and محمد بن راشد آل مكتوم."""
    parts = {key: units(key) for kind, key in counts if kind == PER}
    fuller: defaultdict[str, list[str]] = defaultdict(list)
    by_pair: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for key, own in parts.items():
        if 2 < len(own) <= _LONGEST:
            for second in own[1:]:
                by_pair[own[0], second].append(key)
    for key, own in parts.items():
        if len(own) < 2:
            continue
        for long in by_pair.get((own[0], own[1]), ()):
            if len(parts[long]) > len(own) and _holds(parts[long], own):
                fuller[key].append(long)
    for key, longs in sorted(fuller.items()):
        groups: defaultdict[Node, int] = defaultdict(int)
        for long in longs:
            groups[merging.root((PER, long))] += counts[PER, long]
        # Forms of one length that differ are different people; the longer ones of one chain agree.
        best = min(groups, key=lambda root: (-groups[root], root))
        if groups[best] >= _CLEAR_SHARE * sum(groups.values()):
            merging.join(best, (PER, key), f"{key}: {best[1]} in short")


def _holds(long: tuple[str, ...], short: tuple[str, ...]) -> bool:
    """Whether ``short`` is ``long`` with units left out, its first and its last or next kept."""
    if long[0] != short[0]:
        return False
    if long[: len(short)] == short:
        return True
    if long[-1] != short[-1]:
        return False
    rest = iter(long)
    return all(part in rest for part in short)
