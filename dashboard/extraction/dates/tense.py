"""Whether the clause around an expression looks ahead or back."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import Scan
from dashboard.lexicons.dates import tense_words

# So many words before and after an expression can tell its tense.
_BEFORE, _AFTER = 14, 8
# So near a present verb must stand to hint that the date is still to come.
_NEAR = 5
_STOPS = frozenset(".؟!؛?")
_STOPS_AFTER = _STOPS | frozenset("،,")


@cache
def _tenses() -> dict[str, str]:
    """The tense of each folded word; "none" for what only looks like a future verb."""
    return {folded(row.word): row.tense for row in tense_words()}


@dataclass(frozen=True, slots=True)
class Tense:
    """ "future", "past", "present" or "" for a clause; how many words away its marker is, and
    whether it stands before the expression."""

    name: str = ""
    distance: int = 0
    before: bool = True


def tense_at(scan: Scan, first: int, last: int) -> Tense:
    """The tense of the clause around the pieces ``first``..``last`` (exclusive).

    The marker nearest before the expression decides, then the nearest one after it up to a
    comma. A present verb counts only close before the expression: "يلتقي الأحد".
    """
    for at in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        if scan.words[at] in _STOPS or _line_between(scan, at, at + 1):
            break
        tense = _tense_of(scan, at)
        if tense and (tense != "present" or first - at <= _NEAR):
            return Tense(tense, first - at)
    for at in range(last, min(len(scan.words), last + _AFTER)):
        if scan.words[at] in _STOPS_AFTER or _line_between(scan, at - 1, at):
            break
        tense = _tense_of(scan, at)
        if tense and tense != "present":
            return Tense(tense, at - last + 1, before=False)
    return Tense()


def _line_between(scan: Scan, first: int, last: int) -> bool:
    return "\n" in scan.folded.text[scan.ends[first] : scan.starts[last]]


def _tense_of(scan: Scan, at: int) -> str:
    known, word = _tenses(), scan.words[at]
    tense = known.get(word) or (known.get(word[1:]) if word[0] in "وفبل" else None)
    if tense is not None:
        if word in _EXPECTED and (at + 1 == len(scan.words) or scan.words[at + 1] != "ان"):
            return ""  # "أقل من المتوقع" says nothing of time
        return "" if tense == "none" else tense
    return "future" if _looks_future(scan, at) else ""


def _looks_future(scan: Scan, at: int) -> bool:
    """سيعقد, ستجري, سنعلن, سأعود: س before the prefix of a present verb."""
    word, start = scan.words[at], scan.starts[at]
    if word[0] in "وف":
        word, start = word[1:], start + 1
    if len(word) < 4 or word[0] != "س" or word in _tenses():
        return False
    if _tenses().get(word[1:]) == "present":
        return True
    # "سأعود" looks ahead, "ساعد" back: only the hamza tells.
    return word[1] == "ا" and scan.folded.original[scan.folded.offsets[start + 1]] == "أ"


_EXPECTED = frozenset(("المتوقع", "متوقع"))
