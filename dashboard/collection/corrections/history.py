"""Which steps of a log hold: those that no step takes back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class Turn:
    """An UNDO row as the story of a step tells it: the step was taken back by it, or, where it took
    back what had taken the step back, done ``again``."""

    row: Correction
    again: bool


def turns(log: Sequence[Correction]) -> dict[int, tuple[Turn, ...]]:
    """Step -> how it was taken back and done again, oldest first."""
    about: dict[int, tuple[int, bool]] = {}
    found: dict[int, list[Turn]] = {}
    for row in sorted(log, key=lambda one: one.id):
        if row.action is not CorrectionAction.UNDO or not row.target.isdecimal():
            continue
        step, again = about.get(int(row.target), (int(row.target), True))
        about[row.id] = step, not again
        found.setdefault(step, []).append(Turn(row, not again))
    return {step: tuple(told) for step, told in found.items()}
