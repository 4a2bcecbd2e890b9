"""From a log of corrections and the facts of a collection to what they come to: a pure function.

A collection that was built again is corrected by the same log. Steps whose target is there, with
the same words, have the same effect, also where the text around it has moved it (``anchors``); the
others are listed with the reason, and change nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dashboard.collection.corrections.anchors import settled
from dashboard.collection.corrections.history import holding
from dashboard.collection.corrections.known import Facts
from dashboard.collection.corrections.overlay import Cause, Misfit, Overlay, Unfit
from dashboard.collection.corrections.state import MisfitError, State
from dashboard.model import Correction, CorrectionAction


def replay(log: Sequence[Correction], facts: Facts) -> Overlay:
    """What the steps of ``log`` that hold come to, in the order in which they were taken."""
    placed, lost = settled(log, facts.contents)
    earlier_ids = _ids_by_bounds([one for one in placed if one.id not in lost])
    state = State(facts, earlier_ids)
    now = {correction.id: correction for correction in placed}
    misfits: list[Misfit] = []
    taken = holding(log)
    # What steps would have made that have no effect.
    held = {one.id for one in taken}
    missing = {made for one in placed if one.id not in held for made in _made_by(one)}
    for correction in taken:
        step = now[correction.id]
        try:
            if correction.id in lost:
                raise MisfitError(lost[correction.id])
            state.take(step)
            continue
        except MisfitError as misfit:
            why = misfit.why
        except (KeyError, ValueError):
            why = Unfit.UNREADABLE
        alone = correction.id not in lost and _fits(step, State(facts, earlier_ids))
        if why in _OF_OTHERS or alone:
            cause = Cause.EARLIER
        elif missing & {step.target, dict(step.detail).get("into", "")}:
            cause = Cause.BASELESS
        elif correction.imported_at is not None:
            cause = Cause.IMPORTED
        elif why is not Unfit.UNREADABLE and facts.built and correction.at < facts.built:
            cause = Cause.REBUILT
        else:
            cause = Cause.UNKNOWN
        misfits.append(Misfit(correction, why, cause))
        missing |= _made_by(step)
    moved = {one.id: now[one.id] for one in log if now[one.id] is not one}
    return replace(state.overlay(tuple(misfits)), placed=moved)


_OF_OTHERS = (Unfit.REJECTED, Unfit.MERGED, Unfit.SAME_NAME)


def _fits(step: Correction, state: State) -> bool:
    try:
        state.take(step)
    except (MisfitError, KeyError, ValueError):
        return False
    return True


def _made_by(correction: Correction) -> set[str]:
    """The ids that are there only by this step."""
    detail = dict(correction.detail)
    if correction.action is CorrectionAction.SPLIT:
        return {detail["new"]} if "new" in detail else set()
    if correction.action is CorrectionAction.BOUNDS:
        return {_moved_to(correction)}
    return set()


def _moved_to(correction: Correction) -> str:
    detail = dict(correction.detail)
    article = correction.target.rpartition("@")[0]
    return f"{article}@{detail.get('start')}-{detail.get('end')}"


def _ids_by_bounds(log: Sequence[Correction]) -> dict[str, str]:
    """Mention id after a change of bounds -> before it; undone steps too, since later steps may
    name the mention by the bounds that it had then."""
    ids: dict[str, str] = {}
    for correction in sorted(log, key=lambda one: one.id):
        if correction.action is CorrectionAction.BOUNDS:
            moved = _moved_to(correction)
            if moved != correction.target:
                ids.setdefault(moved, correction.target)
    return ids
