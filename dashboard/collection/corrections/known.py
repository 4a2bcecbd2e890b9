"""What replaying a log knows of the collection as it was built."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from dashboard.model import Entity, MentionKind


@dataclass(frozen=True, slots=True)
class FoundMention:
    """A mention as built; ``entity`` "" when it is linked to none."""

    article: str
    start: int
    end: int
    surface: str
    kind: MentionKind
    entity: str = ""


@dataclass(frozen=True)
class Facts:
    """What a log asks of the collection as built.

    ``mentions`` by id: the targets, and all mentions of articles in which bounds change.
    ``contents``: the text of every article in which mentions are corrected. ``entities`` by id;
    ``named``: (kind, folded spelling) -> the entity that is written so most often. ``built``: when
    the collection was built.
    """

    mentions: Mapping[str, FoundMention] = field(default_factory=dict)
    entities: Mapping[str, Entity] = field(default_factory=dict)
    named: Mapping[tuple[MentionKind, str], str] = field(default_factory=dict)
    contents: Mapping[str, str] = field(default_factory=dict)
    built: dt.datetime | None = None
