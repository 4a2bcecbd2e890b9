"""Abbreviations spelt by the names of their letters: إن بي إيه, سي بي إس."""

from __future__ import annotations

from dashboard.extraction.names.candidates import Candidate, NewsText

# Folded.
LETTERS = frozenset(
    ["ايه", "بي", "سي", "دي", "اف", "جي", "اتش", "جيه", "كيه", "كيو", "ار", "اس", "تي", "يو"]
) | frozenset(["دبليو", "اكس", "واي", "زد"])
# These are words too (إن, في, أو, أم, آل, أي): only between letters are they letters.
_ALSO_WORDS = frozenset(["ان", "في", "او", "ام", "ال", "اي"])

_MOST_LETTERS = 5
_WRITTEN = frozenset(["إم", "إل"])  # so written they are letters alone


def whole_abbreviation(text: NewsText, name: Candidate) -> Candidate:
    """A name of nothing but letters' names, with the letters beside it that an engine left out."""
    words = [text.bare(name.first, name.cut), *text.words[name.first + 1 : name.after]]
    if not all(word in LETTERS or word in _ALSO_WORDS for word in words):
        return name
    if not any(word in LETTERS for word in words):
        return name
    first, after, cut = name.first, name.after, name.cut
    for _ in range(_MOST_LETTERS):
        before = None if cut else _letter_before(text, first)
        if before is None:
            break
        first = before
    for _ in range(_MOST_LETTERS):
        more = _letter_behind(text, after - 1)
        if more is None:
            break
        after = more + 1
    if (first, after) == (name.first, name.after):
        return name
    return name.changed("all letters of the abbreviation", first=first, after=after)


def _letter_before(text: NewsText, at: int) -> int | None:
    before = text.word_before(at)
    if before is None:
        return None
    if text.words[before] in _ALSO_WORDS and text.original(before) not in _WRITTEN:
        further = text.word_before(before)
        if further is None or text.words[further] not in LETTERS:
            return None
        return before
    return before if text.words[before] in (*LETTERS, *_ALSO_WORDS) else None


def _letter_behind(text: NewsText, at: int) -> int | None:
    more = text.next_word(at)
    if more is None:
        return None
    if text.words[more] in _ALSO_WORDS:
        further = text.next_word(more)
        if further is None or text.words[further] not in LETTERS:
            return None
        return more
    return more if text.words[more] in LETTERS else None
