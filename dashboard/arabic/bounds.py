"""Words around a number that bound it (أكثر من) or blur it (نحو)."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from dashboard.arabic.number_words import BoundPhrase, bound_phrases, number_forms
from dashboard.arabic.scanning import is_figure
from dashboard.model import Bound

# Letters that may be attached to the first word of a phrase: بأكثر من, وقرابة, لنحو.
_ATTACHED = ("", "و", "ف", "ب", "ل", "ك", "وب", "ول")


@cache
def _before() -> dict[tuple[str, ...], BoundPhrase]:
    """Phrases by their words, with the letters that may be attached to the first."""
    table: dict[tuple[str, ...], BoundPhrase] = {}
    phrases = [phrase for phrase in bound_phrases() if phrase.place == "before"]
    for letters in _ATTACHED:
        for phrase in phrases:
            # A phrase spelled out in the table outranks the same letters read as attached.
            table.setdefault((letters + phrase.words[0], *phrase.words[1:]), phrase)
    return table


@cache
def _lengths() -> dict[str, tuple[int, ...]]:
    """How many words the phrases have that end with a word, longest first."""
    lengths: dict[str, set[int]] = defaultdict(set)
    for words in _before():
        lengths[words[-1]].add(len(words))
    return {word: tuple(sorted(found, reverse=True)) for word, found in lengths.items()}


@cache
def _after() -> dict[str, list[BoundPhrase]]:
    table: dict[str, list[BoundPhrase]] = defaultdict(list)
    for phrase in bound_phrases():
        if phrase.place == "after":
            table[phrase.words[0]].append(phrase)
    return {word: sorted(rows, key=lambda row: -len(row.words)) for word, rows in table.items()}


def phrase_before(words: list[str], end: int) -> tuple[int, BoundPhrase] | None:
    """(first piece, phrase) of the bound phrase that ends just before piece ``end``."""
    if end <= 0:
        return None
    for length in _lengths().get(words[end - 1], ()):
        phrase = _before().get(tuple(words[max(0, end - length) : end]))
        if phrase is not None:
            return end - length, phrase
    return None


def phrase_after(words: list[str], start: int) -> tuple[int, BoundPhrase] | None:
    """(first piece behind it, phrase) of the bound phrase that starts at piece ``start``."""
    if start >= len(words):
        return None
    for phrase in _after().get(words[start], ()):
        end = start + len(phrase.words)
        if tuple(words[start:end]) == phrase.words and not _bounds_the_next(words, end, phrase):
            return end, phrase
    return None


def _bounds_the_next(words: list[str], end: int, phrase: BoundPhrase) -> bool:
    """Whether the phrase goes on to bound the number behind it: 5000 أو أقل من 6000."""
    if end >= len(words):
        return False
    if phrase.words[-1] == "من":
        return is_figure(words[end]) or words[end] in number_forms()
    return words[end] in ("من", "عن")


def bounds_around(words: list[str], first: int, last: int) -> tuple[Bound, bool, tuple[str, ...]]:
    """(bound, approximate, the phrases) around the pieces ``first``..``last``.

    Two phrases may stand before a number ("نحو أكثر من"), one behind it.
    """
    bound, approximate, spelled = Bound.EXACT, False, []
    end = first
    if end > 0 and words[end - 1] in ("ال", "ب", "ل", "بال", "لل"):
        end -= 1  # attached to a figure: أكثر من الـ30
    for _ in range(2):
        found = phrase_before(words, end)
        if found is None:
            break
        end, phrase = found
        bound = phrase.bound or bound if bound is Bound.EXACT else bound
        approximate = approximate or phrase.approximate
        spelled.append(phrase.phrase)
    behind = phrase_after(words, last + 1)
    if behind is not None:
        phrase = behind[1]
        bound = phrase.bound or bound if bound is Bound.EXACT else bound
        approximate = approximate or phrase.approximate
        spelled.append(phrase.phrase)
    return bound, approximate, tuple(spelled)
