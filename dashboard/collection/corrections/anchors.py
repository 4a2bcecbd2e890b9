"""Where the mention that a step names stands after its article's text has changed.

A step keeps the words around its mention and which of its surface's places in the article it is.
They find the mention again when letters were put in front of it or taken away there. Where the
changed text does not say which place is meant, none is taken: the step changes nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from dashboard.collection.corrections.overlay import Unfit
from dashboard.collection.corrections.steps import is_of_mention, ordinal
from dashboard.collection.selecting import id_parts
from dashboard.model import Correction, CorrectionAction

# Fewer letters of context might agree by chance.
_ENOUGH = 16


def settled(
    log: Sequence[Correction], contents: Mapping[str, str]
) -> tuple[list[Correction], dict[int, Unfit]]:
    """The log with its mentions where they stand in ``contents`` (article -> text), and why those
    steps fit nowhere whose mention is not to be found. A step that keeps no context stays where
    it is, and so does one whose article is not among ``contents``."""
    placed, lost = [], {}
    for correction in log:
        found = _settled(correction, contents) if is_of_mention(correction) else correction
        if isinstance(found, Unfit):
            lost[correction.id] = found
            found = correction
        placed.append(found)
    return placed, lost


def _settled(correction: Correction, contents: Mapping[str, str]) -> Correction | Unfit:
    detail = dict(correction.detail)
    parts = id_parts(correction.target)
    if parts is None or parts[0] not in contents or not {"surface", "before", "after"} <= {*detail}:
        return correction
    article, start, end = parts
    try:
        now = _place(detail, start, contents[article])
    except ValueError:
        return Unfit.UNREADABLE
    if isinstance(now, Unfit):
        return now
    by = now - start
    if not by:
        return correction
    if correction.action is CorrectionAction.BOUNDS:
        try:
            moved = {name: str(int(detail[name]) + by) for name in ("start", "end")}
        except (KeyError, ValueError):
            return Unfit.UNREADABLE
        detail |= moved
    return replace(
        correction,
        target=f"{article}@{start + by}-{end + by}",
        detail=tuple(sorted(detail.items())),
    )


def _place(detail: Mapping[str, str], start: int, content: str) -> int | Unfit:
    """Where the surface starts now. Raises ValueError for a context that cannot be read."""
    surface, before, after = detail["surface"], detail["before"], detail["after"]
    if not surface:
        raise ValueError("no surface")
    whole = _places(before + surface + after, len(before), content)
    if start in whole:
        return start
    if len(before) + len(after) < _ENOUGH:
        return Unfit.TEXT_CHANGED
    if len(whole) > 1:
        return Unfit.AMBIGUOUS
    place, total = _counted(detail.get("nth", ""))
    lead = before[-_ENOUGH:]
    near = {
        *_places(lead + surface, len(lead), content),
        *_places(surface + after[:_ENOUGH], 0, content),
    }
    if whole:
        # Words that were put in may have copied its context and torn its own.
        same = min(len(before), len(after)) >= _ENOUGH
        same = same and _counted(ordinal(surface, 0, content))[1] == total
        return whole[0] if same or near == {*whole} else Unfit.AMBIGUOUS
    # The text has changed right beside the mention, which has its own words on one side still.
    # What was taken away may have taken it along and left another one beside the same words: then
    # there are fewer than there were.
    beside: set[int] = {
        *(_places(before + surface, len(before), content) if len(before) >= _ENOUGH else ()),
        *(_places(surface + after, 0, content) if len(after) >= _ENOUGH else ()),
    }
    if not beside:
        return Unfit.TEXT_CHANGED
    found = min(beside)
    place_now, total_now = _counted(ordinal(surface, found, content))
    if (place_now, near) != (place, {found}) or total_now < total:
        return Unfit.AMBIGUOUS
    return found


def _counted(nth: str) -> tuple[int, int]:
    place, _, total = nth.partition("/")
    return int(place), int(total)


def _places(words: str, lead: int, content: str) -> list[int]:
    """Where ``words`` stand in ``content``, each counted from ``lead`` letters further on."""
    found, at = [], content.find(words)
    while at >= 0:
        found.append(at + lead)
        at = content.find(words, at + 1)
    return found
