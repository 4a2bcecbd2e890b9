"""Lines of evidence in the reader's language: they are written in English words.

Each row of ``evidence.csv`` is a line as extraction, linking or a correction writes it, with holes,
and the same in Arabic; of rows that fit a line, the one with the most fixed letters counts.
A hole ``{name}`` takes any words; ``{name:kind}`` takes and rewrites what its kind says.
"""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from dashboard.model import CorrectionAction, MentionKind
from dashboard.wording import dates, numbers

if TYPE_CHECKING:
    from dashboard.wording.wording import Wording

TABLE = Path(__file__).with_name("evidence.csv")
_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SIDES = {"last": "السابق", "next": "التالي"}
_KIND = "|".join(kind.value for kind in MentionKind)
_TAKES = {
    "": r".+",
    "number": r"-?[\d.,]+",
    "code": r"[A-Z]{3}",
    "currency": r"[A-Z]{3}",
    "country": r"[A-Z]{2}",
    "date": r"\d{4}-\d{2}-\d{2}",
    "weekday": "|".join(_WEEKDAYS),
    "side": "|".join(_SIDES),
    "rule": r"[\w.-]+",
    "kind": _KIND,
    "votes": rf"(?:{_KIND}) \d+(?:, (?:{_KIND}) \d+)*",
    "action": "|".join(action.value for action in CorrectionAction),
}


def evidence_words(line: str, wording: Wording) -> str:
    """``line`` in the wording's language; as it was written when no row of the table fits it."""
    if not wording.right_to_left:
        return line
    for pattern, template in _rows():
        match = pattern.fullmatch(line)
        if match:
            return _filled(template, match, wording)
    return numbers.isolated(line)


def is_known(line: str) -> bool:
    """Whether the table has a row for ``line``."""
    return any(pattern.fullmatch(line) for pattern, _ in _rows())


@cache
def _rows() -> list[tuple[re.Pattern[str], str]]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: -len(_HOLE.sub("", row["en"])))
    return [(_pattern(row["en"]), row["ar"]) for row in rows]


def _pattern(template: str) -> re.Pattern[str]:
    made, at = "", 0
    for hole in _HOLE.finditer(template):
        made += re.escape(template[at : hole.start()])
        # A currency's code is recognised by its form wherever the English line has one.
        kind = hole.group(2) or ("code" if hole.group(1) == "code" else "")
        made += f"(?P<{hole.group(1)}>{_TAKES[kind]})"
        at = hole.end()
    return re.compile(made + re.escape(template[at:]))


def _filled(template: str, match: re.Match[str], wording: Wording) -> str:
    writers: dict[str, Callable[[str], str]] = {
        "": lambda text: numbers.isolated_if_foreign(text, True),
        "number": lambda text: wording.number(_number(text)),
        "currency": wording.currency,
        "country": wording.territory,
        "date": lambda text: wording.date(dt.date.fromisoformat(text)),
        "weekday": lambda text: dates.weekday_names(wording.language)[_WEEKDAYS.index(text)],
        "side": _SIDES.__getitem__,
        "kind": lambda text: wording.text(f"kind.one.{text}"),
        "votes": lambda text: wording.listed([_vote(one, wording) for one in text.split(", ")]),
        "action": lambda text: wording.text(f"corrections.action.{text}"),
    }
    return _HOLE.sub(lambda hole: writers[hole.group(2) or ""](match[hole.group(1)]), template)


def _vote(text: str, wording: Wording) -> str:
    kind, count = text.split(" ")
    return f"{wording.kind(MentionKind(kind))} {wording.number(int(count))}"


def _number(text: str) -> float | int:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)
