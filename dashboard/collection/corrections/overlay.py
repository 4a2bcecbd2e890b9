"""What corrections come to: the differences between a collection as built and as corrected."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from dashboard.model import Correction, MentionKind


class Unfit(StrEnum):
    """Why a step no longer fits the collection as it is now."""

    ARTICLE_GONE = "article_gone"  # no article has this id
    MENTION_GONE = "mention_gone"  # nothing was found at this place
    TEXT_CHANGED = "text_changed"  # other words stand at this place
    AMBIGUOUS = "ambiguous"  # in the changed text its words stand at more than one place
    REJECTED = "rejected"  # another step rejected the mention
    SPAN_TAKEN = "span_taken"  # the new bounds run into another mention
    ENTITY_GONE = "entity_gone"  # no name has this id
    MERGED = "merged"  # another step merged the name into another
    SAME_NAME = "same_name"  # both are one name already
    SPELLING_GONE = "spelling_gone"  # the name has none of these spellings
    NOTHING_LEFT = "nothing_left"  # the name would keep no spelling
    UNREADABLE = "unreadable"  # an imported step lacks what its action needs


class Cause(StrEnum):
    """What came about so that a step fits no longer."""

    EARLIER = "earlier"  # a step before it changed what it is about
    BASELESS = "baseless"  # what it builds on was taken back, or has no effect either
    IMPORTED = "imported"  # it came from a file
    REBUILT = "rebuilt"  # the collection was built again after it
    UNKNOWN = "unknown"  # none of these


@dataclass(frozen=True, slots=True)
class Misfit:
    """A step that holds but changes nothing: why, and what it comes from."""

    correction: Correction
    why: Unfit
    cause: Cause


@dataclass(frozen=True, slots=True)
class ChangedMention:
    """A mention as corrected. ``entity`` is its name's id, "" for none, None: as it was linked.
    ``told`` are lines for its evidence: who changed what."""

    kind: MentionKind
    start: int
    end: int
    surface: str
    rejected: bool = False
    confirmed: bool = False
    entity: str | None = None
    told: tuple[str, ...] = ()
    was: MentionKind | None = None  # its kind as built, where that is another
    rebound: bool = False  # whether its bounds are others than those it was built with


@dataclass(frozen=True)
class Overlay:
    """All that corrections change; empty when none holds.

    ``mentions``: id as built -> as corrected. ``moved``: a name that was merged away -> the name
    it is part of now. ``spellings``: (name as built, spelling) -> the name it belongs to now.
    ``made``: id of a name that linking did not make -> (kind, name). ``kinds``, ``names`` and
    ``reasons``: what people set for a name. ``joined``: why linking took its spellings for one, as
    far as that still holds after that.
    """

    mentions: Mapping[str, ChangedMention] = field(default_factory=dict)
    moved: Mapping[str, str] = field(default_factory=dict)
    spellings: Mapping[tuple[str, str], str] = field(default_factory=dict)
    made: Mapping[str, tuple[MentionKind, str]] = field(default_factory=dict)
    kinds: Mapping[str, MentionKind] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)
    reasons: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    misfits: tuple[Misfit, ...] = ()
    # Steps whose mention stands elsewhere than when they were taken, by number, as they read now.
    placed: Mapping[int, Correction] = field(default_factory=dict)
    joined: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether the collection is just as it was built."""
        return not (self.mentions or self.moved or self.spellings or self.kinds or self.names)

    @property
    def digest(self) -> str:
        """Equal for equal differences; steps that do not fit have no part in it."""
        tables = (
            *(self.mentions, self.moved, self.spellings, self.made),
            *(self.kinds, self.names, self.reasons),
        )
        # Tables are filled in the order of the log; the same differences may come in another.
        told = repr([sorted(table.items(), key=repr) for table in tables])
        return hashlib.sha256(told.encode()).hexdigest()
