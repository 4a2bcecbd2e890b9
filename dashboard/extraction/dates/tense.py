"""Whether the clause around an expression looks ahead or back."""

from __future__ import annotations

from functools import cache

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import Scan
from dashboard.lexicons.dates import tense_words

# So many words before and after an expression can tell its tense.
_BEFORE, _AFTER = 14, 8
_STOPS = frozenset(".؟!؛?")


@cache
def _tenses() -> dict[str, str]:
    """The tense of each folded word; "none" for what only looks like a future verb."""
    return {folded(row.word): row.tense for row in tense_words()}


def tense_at(scan: Scan, first: int, last: int) -> str:
    """ "future", "past" or "" for the clause around the pieces ``first``..``last`` (exclusive).

    The marker nearest before the expression decides, then the nearest one after it.
    """
    for at in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        if scan.words[at] in _STOPS or _line_between(scan, at, at + 1):
            break
        if tense := _tense_of(scan, at):
            return tense
    for at in range(last, min(len(scan.words), last + _AFTER)):
        if scan.words[at] in _STOPS or _line_between(scan, at - 1, at):
            break
        if tense := _tense_of(scan, at):
            return tense
    return ""


def _line_between(scan: Scan, first: int, last: int) -> bool:
    return "\n" in scan.folded.text[scan.ends[first] : scan.starts[last]]


def _tense_of(scan: Scan, at: int) -> str:
    known, word = _tenses(), scan.words[at]
    tense = known.get(word) or (known.get(word[1:]) if word[0] in "وفبل" else None)
    if tense is not None:
        return "" if tense == "none" else tense
    return "future" if _looks_future(scan, at) else ""


def _looks_future(scan: Scan, at: int) -> bool:
    """سيعقد, ستجري, سنعلن, سأعود: س before the prefix of a present verb."""
    word, start = scan.words[at], scan.starts[at]
    if word[0] in "وف":
        word, start = word[1:], start + 1
    if len(word) < 4 or word[0] != "س" or word.endswith(_NOUN_ENDINGS):
        return False
    if word[1] == "ا":  # "سأعود" looks ahead, "ساعد" back: only the hamza tells
        return scan.folded.original[scan.folded.offsets[start + 1]] == "أ"
    return word[1] in "يتن" and len(word) >= 5


_NOUN_ENDINGS = ("ه", "ات", "يه")
