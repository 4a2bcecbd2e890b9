"""A line of an export, read: what it may hold, and what is refused."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping
from typing import Any

from dashboard.collection.corrections.steps import UNFIT_LETTERS
from dashboard.model import CorrectionAction

FORMAT = 1
_LONGEST = 10_000  # code points of one text in an imported line
_MOST_DETAILS = 20
_YEARS = range(2000, 2200)  # in which a step can have been taken


def line_fields(line: str, numbers: Mapping[str, int]) -> dict[str, Any]:
    """The fields of a step to keep, from a line of an export. ``numbers``: uid -> step, of those
    that an UNDO may name. Raises ValueError, TypeError, KeyError or RecursionError."""
    read = json.loads(line)
    if not isinstance(read, dict):
        raise ValueError("not a JSON object")
    if read.get("format") != FORMAT:
        raise ValueError(f"format must be {FORMAT}, got {read.get('format')!r}")
    action = CorrectionAction(read["action"])
    detail = read["detail"]
    if not isinstance(detail, dict) or len(detail) > _MOST_DETAILS:
        raise ValueError("detail must map texts to texts")
    texts = [read[name] for name in ("uid", "target", "author", "reason")]
    for text in (*texts, *detail, *detail.values()):
        if not isinstance(text, str) or len(text) > _LONGEST:
            raise ValueError(
                "uid, target, author and reason must be texts, and detail must map texts to "
                f"texts, each of at most {_LONGEST:,} characters"
            )
        if UNFIT_LETTERS.search(text):
            raise ValueError("a text with control characters, or that turns its direction")
    at = dt.datetime.fromisoformat(read["at"])
    if at.tzinfo is None:
        raise ValueError("at must say its zone")
    if at.year not in _YEARS:
        raise ValueError("at must be a moment of this century")
    uid, target, author, reason = texts
    if not 0 < len(uid) <= 32:
        raise ValueError("uid must have 1 to 32 letters")
    if action is CorrectionAction.UNDO:
        if target not in numbers:
            raise ValueError(f"it takes back {target[:40]!r}, which is not there")
        target = str(numbers[target])
    return {
        "uid": uid,
        "action": action.value,
        "target": target,
        "detail": json.dumps(dict(sorted(detail.items())), ensure_ascii=False),
        "author": author,
        "at": at,
        "reason": reason,
    }


def said(fault: Exception) -> str:
    """What is wrong with a line, in one line."""
    if isinstance(fault, json.JSONDecodeError):
        return f"not JSON ({fault.msg.lower()})"
    if isinstance(fault, KeyError):
        return f"{fault.args[0]} is missing"
    return str(fault).splitlines()[0]
