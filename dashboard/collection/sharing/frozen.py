"""A view frozen in time: the data that it was made on, and the numbers that it showed.

All of it travels in the link itself, so that whoever has the link can be told what changed, even
when nothing else remembers the view.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from dataclasses import dataclass, fields
from typing import Any

from dashboard.collection.counting import Counts
from dashboard.collection.opening import Collection
from dashboard.model import SHOWN_KINDS, MentionKind, Selection

_FORMAT = "1"
_DIGITS = 12  # of a fingerprint: enough to tell builds apart
_MOMENT = "%Y%m%dT%H%MZ"
_SHAPE = re.compile(
    r"1(-[0-9a-f]{12}){2}-\d{1,9}-\d{8}T\d{4}Z-[0-9a-f]{8}(-\d{1,12}){10}", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much a view shows (``by_kind`` in the order of SHOWN_KINDS), and how much there is in
    its whole collection."""

    mentions: int
    articles: int
    by_kind: tuple[int, ...]
    all_articles: int
    all_mentions: int
    all_entities: int

    def of_kind(self, kind: MentionKind) -> int:
        return self.by_kind[SHOWN_KINDS.index(kind)]


@dataclass(frozen=True, slots=True)
class Frozen:
    """What a frozen link remembers.

    ``built`` begins the fingerprint of the build, ``fingerprint`` that of the collection as the
    first ``corrections`` rows of the log correct it; ``at`` is when the view was frozen (UTC, to
    the minute), ``selection`` a digest of what was selected, ``numbers`` what was shown.
    """

    built: str
    fingerprint: str
    corrections: int
    at: dt.datetime
    selection: str
    numbers: Numbers

    @property
    def text(self) -> str:
        """One word for an address; ``frozen_of`` reads it."""
        now = self.numbers
        counts = (now.mentions, now.articles, *now.by_kind)
        whole = (now.all_articles, now.all_mentions, now.all_entities)
        parts = (self.built, self.fingerprint, self.corrections, f"{self.at:{_MOMENT}}")
        return "-".join(map(str, (_FORMAT, *parts, self.selection, *counts, *whole)))

    def is_of(self, selection: Selection) -> bool:
        """Whether ``selection`` is the one that was frozen."""
        return self.selection == _digest(selection)

    def fits(self, built: Collection) -> bool:
        """Whether ``built`` (without corrections) is the build that was frozen."""
        return built.fingerprint.startswith(self.built)

    def same(self, corrected: Collection) -> bool:
        """Whether ``corrected`` is just the collection that was frozen."""
        return corrected.fingerprint.startswith(self.fingerprint)


def frozen(collection: Collection, selection: Selection, counts: Counts, at: dt.datetime) -> Frozen:
    """The view of ``selection``, whose ``counts`` the collection gave, as it is at ``at``."""
    return Frozen(
        collection.built.fingerprint[:_DIGITS],
        collection.fingerprint[:_DIGITS],
        collection.corrections,
        at.astimezone(dt.UTC).replace(second=0, microsecond=0),
        _digest(selection),
        numbers(collection, counts),
    )


def numbers(collection: Collection, counts: Counts) -> Numbers:
    """The numbers of a view of ``collection`` that ``counts`` so much."""
    return Numbers(
        counts.mentions,
        counts.articles,
        tuple(counts.by_kind.get(kind, 0) for kind in SHOWN_KINDS),
        collection.manifest.articles,
        collection.manifest.mentions,
        collection.manifest.entities,
    )


def frozen_of(text: str) -> Frozen:
    """The inverse of ``Frozen.text``. Raises ValueError for anything else: people write
    addresses too."""
    if not _SHAPE.fullmatch(text):
        raise ValueError("not a frozen view")
    _, built, fingerprint, corrections, at, selection, *counted = text.split("-")
    mentions, articles, *rest = map(int, counted)
    *by_kind, all_articles, all_mentions, all_entities = rest
    return Frozen(
        built,
        fingerprint,
        int(corrections),
        dt.datetime.strptime(at, _MOMENT).replace(tzinfo=dt.UTC),
        selection,
        Numbers(mentions, articles, tuple(by_kind), all_articles, all_mentions, all_entities),
    )


def _digest(selection: Selection) -> str:
    """Equal for equal selections, whatever fields later versions add."""
    return hashlib.sha256(repr(_said(selection)).encode()).hexdigest()[:8]


def _said(of: Any) -> list[Any]:
    """The fields that differ from their defaults, a mark's own told in the same way."""
    told = []
    for field in fields(of):
        value = getattr(of, field.name)
        if value != field.default:
            told.append((field.name, _said(value) if field.name == "mark" else value))
    return told
