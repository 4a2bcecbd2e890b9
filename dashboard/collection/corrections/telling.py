"""What a correction says of itself in the evidence of what it changed."""

from __future__ import annotations

from dashboard.model import Correction, CorrectionAction


def line_of(correction: Correction) -> str:
    """One line for evidence: what was done, by whom, when, why."""
    detail = dict(correction.detail)
    match correction.action:
        case CorrectionAction.MERGE:
            what = f"{detail.get('name', '')} → {detail.get('into_name', '')}"
        case CorrectionAction.SPLIT:
            what = f"{detail.get('name', '')} / {detail.get('new_name', '')}"
        case CorrectionAction.RENAME:
            what = f"{detail.get('name', '')} → {detail.get('new_name', '')}"
        case CorrectionAction.RETAG:
            what = f"{detail.get('old_kind', '')} → {detail.get('kind', '')}"
        case CorrectionAction.BOUNDS:
            what = f"{detail.get('surface', '')} → {detail.get('new_surface', '')}"
        case _:
            what = ""
    who = f"{correction.author}, {correction.at.date().isoformat()}"
    parts = [f"{correction.action}: {what}" if what else str(correction.action), who]
    return "; ".join([*parts, correction.reason] if correction.reason else parts)
