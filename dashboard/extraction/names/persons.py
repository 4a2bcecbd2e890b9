"""Persons without their titles, professions and nationalities."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.lexicons.names import function_words
from dashboard.model import MentionKind

FAMILY_RULE = "names.family"

# Words that a name does not begin with when a title before them is cut off.
_CONTINUES = frozenset(["الله", "الدين", "بن", "ابن", "الرحمن", "العزيز"])


def without_titles(text: NewsText, name: Candidate) -> Candidate | None:
    """The person alone; None when nothing but titles is in the span."""
    while text.facts[name.first].title or _nationality_before_name(text, name):
        if name.size == 1:
            return None if text.facts[name.first].title else name
        if text.words[name.first + 1] in _CONTINUES:
            return name
        first = name.first + 1
        while first < name.after and not text.facts[first].word:
            first += 1
        if first == name.after:
            return None
        name = name.changed(f"title {text.words[name.first]} stays outside", first=first, cut=0)
    return name


def families(text: NewsText, names: Sequence[Candidate]) -> list[Candidate]:
    """Names with آل, which only a family's name follows: آل ثاني, تركي آل الشيخ."""
    ends = {name.after: name for name in names if name.kind is MentionKind.PER}
    found: list[Candidate] = []
    for at, word in enumerate(text.words):
        after = text.next_word(at) if word == "ال" else None
        if after is None or text.original(at) != "آل" or text.facts[after].nationality:
            continue
        first, cut = at, 0
        before = ends.get(at)
        if before is not None:
            first, cut = before.first, before.cut
        elif at and text.next_word(at - 1) == at and _may_be_given(text, at - 1):
            first = at - 1
        found.append(
            Candidate(first, after + 1, cut, MentionKind.PER, FAMILY_RULE, ("آل and a family",))
        )
    return found


def _may_be_given(text: NewsText, at: int) -> bool:
    facts = text.facts[at]
    return (
        not (facts.common or facts.definite or facts.title or facts.head or facts.role)
        and text.original(at) not in function_words()
    )


def surname_pieces(text: NewsText, name: Candidate) -> tuple[str, ...]:
    """The words that may stand for a full name later: its last word, with عبد, أبو, بن, آل."""
    last = name.after - 1
    words = text.words
    if last - 1 > name.first and words[last - 1] in _TWO_PART:
        return (words[last - 1], words[last])
    return (words[last],)


_TWO_PART = frozenset(
    ["عبد", "ابو", "ابي", "بن", "ابن", "ال", "ولد", "دي", "دو", "فان", "فون", "لو", "لا", "دا"]
)


def _nationality_before_name(text: NewsText, name: Candidate) -> bool:
    facts = text.facts[name.first]
    with_article = facts.definite or text.words[name.first].startswith("وال")
    return name.size > 1 and facts.nationality and with_article
