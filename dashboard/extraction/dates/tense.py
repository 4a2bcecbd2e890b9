"""Whether the clause around an expression looks ahead or back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, lru_cache

from dashboard.arabic.folding import folded
from dashboard.arabic.scanning import Scan
from dashboard.lexicons.dates import date_blockers, tense_words

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
    whether it stands before the expression. ``recurring`` when what is told returns every year,
    ``headline`` in the first line of several."""

    name: str = ""
    distance: int = 0
    before: bool = True
    recurring: bool = False
    headline: bool = False


def tense_at(scan: Scan, first: int, last: int) -> Tense:
    """The tense of the clause around the pieces ``first``..``last`` (exclusive)."""
    return replace(
        _marked(scan, first, last),
        recurring=_recurs(scan, first, last),
        headline=scan.starts[first] < _first_line_end(scan.folded.text),
    )


@lru_cache(maxsize=4)
def _first_line_end(text: str) -> int:
    """Where the first line ends; -1 when it is the only one. Asked for every weekday."""
    return text.find("\n")


def sentence_ends_between(scan: Scan, first: int, last: int) -> bool:
    """Whether a sentence or a line ends between the pieces ``first``..``last`` (exclusive)."""
    return any(
        scan.words[at] in _STOPS or _line_between(scan, at - 1, at) for at in range(first, last)
    ) or _line_between(scan, last - 1, last)


def _recurs(scan: Scan, first: int, last: int) -> bool:
    """Whether words such as "كل عام" stand in the sentence, close by."""
    words, phrases = scan.words, _recurrences()
    low, high = max(0, first - _BEFORE), min(len(words), last + _AFTER)
    for at in range(first - 1, low - 1, -1):
        if words[at] in _STOPS or _line_between(scan, at, at + 1):
            break
        if words[at] in phrases or " ".join(words[at : at + 2]) in phrases:
            return True
    for at in range(last, high):
        if words[at] in _STOPS or _line_between(scan, at - 1, at):
            break
        if words[at] in phrases or " ".join(words[at : at + 2]) in phrases:
            return True
    return False


@cache
def _recurrences() -> frozenset[str]:
    return frozenset(folded(row.phrase) for row in date_blockers() if row.where == "recurring")


def _marked(scan: Scan, first: int, last: int) -> Tense:
    """The tense of the clause around the pieces ``first``..``last`` (exclusive).

    The marker nearest before the expression decides, then the nearest one after it up to a
    comma. A present verb counts only close before the expression: "يلتقي الأحد".
    """
    present: Tense | None = None
    for at in range(first - 1, max(-1, first - 1 - _BEFORE), -1):
        if scan.words[at] in _STOPS or _line_between(scan, at, at + 1):
            break
        tense = _tense_of(scan, at)
        if tense == "present":
            if present is None and first - at <= _NEAR:
                present = Tense(tense, first - at)
        elif tense == "future" or (tense and present is None):
            return Tense(tense, first - at)
        elif tense:
            break  # "قال إن الفريق يلتقي": the nearer verb counts
    if present is not None:
        return present
    if last < len(scan.words) and scan.words[last] in "،,":
        last += 1  # "وفي يناير، أعلنت": a date before its verb
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
    if tense is None and word.endswith(_PRONOUNS):  # "أقره", "أطلقها"
        bare = word.removeprefix("و").removesuffix("ه").removesuffix("ها").removesuffix("هم")
        tense = "past" if known.get(bare) == "past" else None
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


_PRONOUNS = ("ه", "ها", "هم")
_EXPECTED = frozenset(("المتوقع", "متوقع"))
