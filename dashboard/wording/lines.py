"""Lines that are written in English words by what finds or refuses, in the reader's language.

Each row of a table is a line as the code writes it, with holes, and the same in Arabic. A hole
``{name}`` takes any words; ``{name:kind}`` takes and rewrites what its kind says, and of the kind
"line" is a line of the same table within the line. ``evidence.csv`` has what extraction, linking
and corrections say of a value, ``reasons.csv`` why something could not be read, built or done.
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

EVIDENCE = Path(__file__).with_name("evidence.csv")
REASONS = Path(__file__).with_name("reasons.csv")
_HOLE = re.compile(r"\{(\w+)(?::(\w+))?\}")
# What Arabic around it could take apart: .docx, UTF-8, undo().
_FOREIGN = re.compile(r"[.\\]?[A-Za-z0-9](?:[A-Za-z0-9_./+-]*[A-Za-z0-9])?(?:\(\))?")
_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_SIDES = {"last": "السابق", "next": "التالي"}
_KIND = "|".join(kind.value for kind in MentionKind)
_TAKES = {
    "": r".+",
    "line": r".+",
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
    "role": "viewer|editor|owner",
    # As repr() writes a text.
    "quoted": "'.*'|\".*\"",
    # Of an article: no name of a file, which has an ending.
    "id": r"[^\s./!:]+",
}


def evidence_words(line: str, wording: Wording) -> str:
    """A line of evidence in the wording's language; as it was written, and isolated, in English and
    when no row fits it."""
    return _words(EVIDENCE, line, wording)


def is_of_correction(line: str) -> bool:
    """Whether a line of evidence tells of a correction: what was done, by whom, when."""
    row = row_of(EVIDENCE, line)
    return row is not None and row.startswith("{action:action}")


def reason_words(line: str, wording: Wording) -> str:
    """Why something could not be read, built or done, in the wording's language; as it was
    written, and isolated, when no row fits it (the words of a library, say)."""
    return _words(REASONS, line, wording)


def place_words(place: str, wording: Wording) -> str:
    """Where something was refused: a file keeps its name, an article is said to be one."""
    return reason_words(place, wording) if row_of(REASONS, place) else place


def row_of(table: Path, line: str) -> str | None:
    """The English of the row of ``table`` that ``line`` is translated by; None without one."""
    return next((row for row, pattern, _ in _rows(table) if pattern.fullmatch(line)), None)


def _words(table: Path, line: str, wording: Wording) -> str:
    if not wording.right_to_left:
        return numbers.with_arabic_isolated(line)
    for _, pattern, template in _rows(table):
        match = pattern.fullmatch(line)
        if match:
            return _filled(table, template, match, wording)
    return numbers.isolated_if_foreign(line, True) if table == REASONS else numbers.isolated(line)


@cache
def _rows(table: Path) -> list[tuple[str, re.Pattern[str], str]]:
    with table.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    rows.sort(key=lambda row: _order(row["en"]))
    return [(row["en"], _pattern(row["en"]), _isolating(row["ar"])) for row in rows]


def _order(template: str) -> tuple[int, int]:
    """What is added behind any line comes off first. What begins with any words at all is tried
    last: it would take what is said before a line for a part of it. Most fixed letters count."""
    first = _HOLE.match(template)
    kind = first.group(2) or "" if first else "fixed"
    return {"line": 0, "": 2}.get(kind, 1), -len(_HOLE.sub("", template))


def _isolating(template: str) -> str:
    """``template`` with the foreign words between its holes isolated."""
    made, at = "", 0
    for hole in [*_HOLE.finditer(template), None]:
        between = template[at : hole.start() if hole else None]
        made += _FOREIGN.sub(lambda run: numbers.isolated_if_foreign(run.group(), True), between)
        if hole:
            made, at = made + hole.group(), hole.end()
    return made


def _pattern(template: str) -> re.Pattern[str]:
    made, at = "", 0
    for hole in _HOLE.finditer(template):
        made += re.escape(template[at : hole.start()])
        # A currency's code is recognised by its form wherever the English line has one.
        kind = hole.group(2) or ("code" if hole.group(1) == "code" else "")
        made += f"(?P<{hole.group(1)}>{_TAKES[kind]})"
        at = hole.end()
    return re.compile(made + re.escape(template[at:]))


def _filled(table: Path, template: str, match: re.Match[str], wording: Wording) -> str:
    writers: dict[str, Callable[[str], str]] = {
        "": lambda text: numbers.isolated_if_foreign(text, True),
        "line": lambda text: _words(table, text, wording),
        "number": lambda text: wording.number(_number(text)),
        "currency": wording.currency,
        "country": wording.territory,
        "date": lambda text: wording.date(dt.date.fromisoformat(text)),
        "weekday": lambda text: dates.weekday_names(wording.language)[_WEEKDAYS.index(text)],
        "side": _SIDES.__getitem__,
        "kind": lambda text: wording.text(f"kind.one.{text}"),
        "votes": lambda text: wording.listed([_vote(one, wording) for one in text.split(", ")]),
        "action": lambda text: wording.text(f"corrections.action.{text}"),
        "role": lambda text: wording.text(f"sharing.role.{text}"),
        "quoted": lambda text: f"«{numbers.isolated_if_foreign(text[1:-1], True)}»",
        "id": lambda text: numbers.isolated_if_foreign(text, True),
    }
    return _HOLE.sub(lambda hole: writers[hole.group(2) or ""](match[hole.group(1)]), template)


def _vote(text: str, wording: Wording) -> str:
    kind, count = text.split(" ")
    return f"{wording.kind(MentionKind(kind))} {wording.number(int(count))}"


def _number(text: str) -> float | int:
    plain = text.replace(",", "")
    return float(plain) if "." in plain else int(plain)
