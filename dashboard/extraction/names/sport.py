"""Clubs in sports reports: برشلونة plays there, الأهلي is no relative."""

from __future__ import annotations

from collections.abc import Iterable

from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.model import MentionKind

RULE = "names.club"
_FEWEST_WORDS = 4
_ONE_IN = 60  # words of sport in a report on sport: at least one in so many
_PLACE_BEFORE = frozenset(["في", "مدينه", "بمدينه", "الي", "وفي", "شمال", "جنوب", "شرق", "غرب"])


def is_sports_report(text: NewsText) -> bool:
    """Whether words of sport are frequent enough in the text."""
    words = sum(facts.sport for facts in text.facts)
    return words >= _FEWEST_WORDS and words * _ONE_IN >= len(text)


def club_names(text: NewsText) -> list[Candidate]:
    """The one-word names of clubs that are common words elsewhere; for sports reports."""
    return [
        Candidate(at, at + 1, facts.club_cut, MentionKind.ORG, RULE, ("club in a sports report",))
        for at, facts in enumerate(text.facts)
        if facts.club and not _means_city(text, at, facts.club_cut)
    ]


def _means_city(text: NewsText, at: int, cut: int) -> bool:
    if at and text.words[at - 1] in _PLACE_BEFORE:
        return True
    return bool(cut) and text.words[at][cut - 1] == "ب"


def without(names: Iterable[Candidate], others: Iterable[Candidate]) -> list[Candidate]:
    """The names that are not exactly one of the others, which stand in their place."""
    spots = {(name.first, name.after) for name in others}
    return [name for name in names if (name.first, name.after) not in spots]
