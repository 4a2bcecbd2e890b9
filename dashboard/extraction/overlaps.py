"""The one place that decides between competing mentions."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.model import Mention, MentionKind

# When two mentions share characters and neither lies inside the other, the kind that stands
# first here stays: values carry their own proof (a number and a currency), names are likelier
# to have been stretched too far.
PRECEDENCE = (
    MentionKind.MONEY,
    MentionKind.DATE,
    MentionKind.ORG,
    MentionKind.PER,
    MentionKind.LOC,
    MentionKind.MISC,
    MentionKind.QUOTE,
)
_RANK = {kind: rank for rank, kind in enumerate(PRECEDENCE)}


def without_overlaps(mentions: Iterable[Mention]) -> list[Mention]:
    """The mentions that stay, in reading order; no two of them share a character.

    A mention that holds another whole wins over it (names don't nest, a range holds its ends);
    of two equal or crossing ones PRECEDENCE decides, then the earlier, then the rule's name.
    """
    by_size = sorted(
        mentions, key=lambda m: (m.start - m.end, _RANK[m.kind], m.start, m.rule, m.end)
    )
    kept: list[Mention] = []
    for mention in sorted(by_size, key=lambda m: m.start):
        while kept and kept[-1].end > mention.start:
            if not _wins(mention, kept[-1]):
                break
            kept.pop()
        else:
            kept.append(mention)
    return kept


def _wins(newer: Mention, older: Mention) -> bool:
    newer_inside = older.start <= newer.start and newer.end <= older.end
    older_inside = newer.start <= older.start and older.end <= newer.end
    if newer_inside != older_inside:
        return older_inside
    return _RANK[newer.kind] < _RANK[older.kind]
