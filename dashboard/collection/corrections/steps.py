"""The steps that a person can take, each with all that is needed to read and repeat it later.

A step names its target by a stable id: a mention's (article@start-end) or an entity's. It also
keeps the words that stood there, so that a step which meets another text says so instead of
changing the wrong thing; and the words around a mention, by which it is found in a changed text.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from dashboard.arabic.folding import folded
from dashboard.articles.shown import plain_line
from dashboard.model import Correction, CorrectionAction, Entity, Mention, MentionKind

CORRECTABLE_KINDS = (
    MentionKind.PER,
    MentionKind.ORG,
    MentionKind.LOC,
    MentionKind.MISC,
    MentionKind.DATE,
    MentionKind.MONEY,
)
ENTITY_KINDS = CORRECTABLE_KINDS[:4]
_LONGEST_NAME = 200
_NEAR, _FAR = 32, 512  # letters of context on either side
# What no step of ours holds, and what a database or a screen could stumble over.
UNFIT_LETTERS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202d\u202e\ud800-\udfff]")


class CorrectionError(ValueError):
    """A step that cannot be taken or read; the message is one line for the user."""


@dataclass(frozen=True, slots=True)
class Step:
    """A correction before it has an author and a time."""

    action: CorrectionAction
    target: str
    detail: dict[str, str] = field(default_factory=dict)


def merge(entity: Entity, into: Entity) -> Step:
    """All mentions of ``entity`` become ``into``'s."""
    if entity.id == into.id:
        raise CorrectionError(f"{entity.id}: a name cannot be merged into itself")
    return Step(
        CorrectionAction.MERGE,
        entity.id,
        {"name": entity.name, "into": into.id, "into_name": into.name},
    )


def split(entity: Entity, spellings: Sequence[str], name: str = "") -> Step:
    """The mentions of ``entity`` that are written in one of ``spellings`` become a name of
    their own, called ``name`` or by the first of the spellings."""
    known = {surface for surface, _ in entity.aliases}
    if not spellings or not set(spellings) <= known:
        raise CorrectionError(f"{entity.id}: choose spellings of this name to split off")
    if set(spellings) == known:
        raise CorrectionError(f"{entity.id}: a spelling must stay with this name")
    called = plain_line(name, _LONGEST_NAME) or spellings[0]
    made = f"{entity.kind}:{folded(called)}~{uuid.uuid4().hex[:8]}"
    listed = json.dumps(list(spellings), ensure_ascii=False)
    detail = {"name": entity.name, "spellings": listed, "new": made, "new_name": called}
    return Step(CorrectionAction.SPLIT, entity.id, detail)


def rename(entity: Entity, name: str) -> Step:
    """Shows ``entity`` under another name; its mentions stay."""
    called = plain_line(name, _LONGEST_NAME)
    if not called:
        raise CorrectionError(f"{entity.id}: a name cannot be empty")
    return Step(CorrectionAction.RENAME, entity.id, {"name": entity.name, "new_name": called})


def retag_entity(entity: Entity, kind: MentionKind) -> Step:
    """``entity`` and all its mentions are of ``kind``."""
    if kind not in ENTITY_KINDS:
        raise CorrectionError(f"{entity.id}: {kind} is no kind of name")
    return Step(
        CorrectionAction.RETAG,
        entity.id,
        {"name": entity.name, "old_kind": entity.kind.value, "kind": kind.value},
    )


def reject(mention: Mention, content: str = "") -> Step:
    """Nothing is named here. With the article's ``content``, here and below, the mention is found
    again when that has changed."""
    return Step(CorrectionAction.REJECT, mention.id, _of(mention, content))


def confirm(mention: Mention, content: str = "") -> Step:
    """This mention is right as it stands."""
    return Step(CorrectionAction.CONFIRM, mention.id, _of(mention, content))


def retag(mention: Mention, kind: MentionKind, content: str = "") -> Step:
    """This one mention is of ``kind``; a name is linked anew."""
    if kind not in CORRECTABLE_KINDS:
        raise CorrectionError(f"{mention.id}: a mention cannot become {kind}")
    return Step(
        CorrectionAction.RETAG,
        mention.id,
        {**_of(mention, content), "old_kind": mention.kind.value, "kind": kind.value},
    )


def bounds(mention: Mention, content: str, start: int, end: int) -> Step:
    """The mention covers ``content[start:end]``, which must share a letter with where it is."""
    surface = content[max(start, 0) : end]
    fits = 0 <= start < end <= len(content) and start < mention.end and mention.start < end
    if not fits or not surface.strip() or "\n" in surface:
        raise CorrectionError(f"{mention.id}: it must keep a part of {mention.surface!r}")
    if (start, end) == (mention.start, mention.end):
        raise CorrectionError(f"{mention.id}: these are its bounds already")
    return Step(
        CorrectionAction.BOUNDS,
        mention.id,
        {**_of(mention, content), "start": str(start), "end": str(end), "new_surface": surface},
    )


def is_of_mention(correction: Correction) -> bool:
    """Whether the target is a mention's id; otherwise it is an entity's, or a step's (UNDO)."""
    match correction.action:
        case CorrectionAction.REJECT | CorrectionAction.CONFIRM | CorrectionAction.BOUNDS:
            return True
        case CorrectionAction.RETAG:
            return "surface" in dict(correction.detail)
    return False


def spellings_of(detail: dict[str, str]) -> tuple[str, ...]:
    """The spellings that a SPLIT names; () when they cannot be read."""
    try:
        listed: Any = json.loads(detail.get("spellings", ""))
    except ValueError:
        return ()
    return tuple(map(str, listed)) if isinstance(listed, list) else ()


def context_of(content: str, start: int, end: int) -> dict[str, str]:
    """The words ``before`` and ``after`` ``content[start:end]``, as many as tell this place from
    all others, and which of the places of its surface it is (``nth``); {} when it stands twice
    among so many equal words that no context tells them apart."""
    reach = _NEAR
    while reach <= _FAR:
        before, after = content[max(0, start - reach) : start], content[end : end + reach]
        # What an import refuses must not be written either.
        before = UNFIT_LETTERS.split(before)[-1]
        after = UNFIT_LETTERS.split(after)[0]
        words = before + content[start:end] + after
        first = content.find(words)
        if content.find(words, first + 1) < 0:
            nth = ordinal(content[start:end], start, content)
            return {"before": before, "after": after, "nth": nth}
        reach *= 2
    return {}


def ordinal(surface: str, start: int, content: str) -> str:
    """Which of the places of ``surface`` in ``content`` begins at ``start``: "2/3"."""
    place = total = 0
    at = content.find(surface)
    while at >= 0:
        total += 1
        place += at <= start
        at = content.find(surface, at + 1)
    return f"{place}/{total}"


def _of(mention: Mention, content: str) -> dict[str, str]:
    kept = {"surface": mention.surface, "of": mention.kind.value}
    if content[mention.start : mention.end] != mention.surface:
        return kept
    return kept | context_of(content, mention.start, mention.end)
