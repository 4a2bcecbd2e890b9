"""Which steps of a log hold: those that no step takes back."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.model import Correction, CorrectionAction


def undoing(log: Sequence[Correction]) -> dict[int, Correction]:
    """Step -> the UNDO that takes it back. An UNDO that is taken back itself counts no more."""
    found: dict[int, Correction] = {}
    # Whoever takes a step back comes after it, so from the end every UNDO is settled in time.
    for correction in sorted(log, key=lambda one: one.id, reverse=True):
        if correction.action is not CorrectionAction.UNDO or correction.id in found:
            continue
        if correction.target.isdecimal() and int(correction.target) < correction.id:
            found[int(correction.target)] = correction
    return found


def holding(log: Sequence[Correction]) -> tuple[Correction, ...]:
    """The steps that hold, oldest first, without UNDO rows."""
    undone = undoing(log)
    return tuple(
        correction
        for correction in sorted(log, key=lambda one: one.id)
        if correction.action is not CorrectionAction.UNDO and correction.id not in undone
    )
