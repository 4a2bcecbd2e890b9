"""Words that name a country elsewhere and are adjectives where they stand."""

from __future__ import annotations

from dashboard.extraction.names.candidates import NewsText
from dashboard.lexicons.names import nationality_forms
from dashboard.model import MentionKind

_TANWIN = "\u064b"
_COUNTS = frozenset(
    f"{ten}{ending}"
    for ten in ("عشر", "ثلاث", "اربع", "خمس", "ست", "سبع", "ثمان", "تسع")
    for ending in ("ون", "ين")
) | {"عشر", "عشره"}


def behind_noun(text: NewsText, at: int) -> bool:
    """السعودية right behind a definite noun (الأسهم, الحكومة) is its adjective, not the country."""
    if not text.facts[at].nationality or at == 0 or text.next_word(at - 1) != at:
        return False
    before, word = text.facts[at - 1], text.words[at - 1]
    if before.title or any(known.name.kind is MentionKind.LOC for known in before.known):
        return False
    return before.definite or (before.feminine and (before.head is not None or "ال" in word[:4]))


def in_the_accusative(text: NewsText, at: int) -> bool:
    """سوريا in ثلاثين لاجئا سوريا is the adjective that a counted noun has, not the country; so is
    سورياً wherever it stands."""
    word = text.words[at]
    if not (word.endswith("ا") and word[:-1] in nationality_forms()):
        return False
    start, end = text.scan.original_span(at, at)
    if _TANWIN in text.content[start : end + 1]:
        return True
    noun = text.word_before(at)
    if noun is None or noun == 0 or not text.words[noun].endswith("ا"):
        return False
    number = text.words[noun - 1]
    return number[0].isdigit() or number.removeprefix("و") in _COUNTS
