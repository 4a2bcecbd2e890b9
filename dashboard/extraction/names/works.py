"""Titles of works, products and events, in which nothing is named: مسلسل "أحلام", مونديال روسيا."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dashboard.extraction.names.candidates import KNOWN_RULE, Candidate, NewsText
from dashboard.extraction.names.quoted import CLOSING_SIGNS
from dashboard.lexicons.names import work_heads

_CLOSING = {**CLOSING_SIGNS, "(": ")"}
_MOST_ADJECTIVES = 2
_LONGEST_TITLE = 6
_LONGEST_BEHIND_ARTICLE = 4  # longer ones quote somebody: العملية "جاءت في وقت ..."
# دوري أبطال أوروبا, كأس أمم أفريقيا; elsewhere these are heroes and nations.
_ONLY_BEHIND = {
    "ابطال": frozenset(["دوري", "دورى", "رابطه", "كاس"]),
    "امم": frozenset(["كاس", "بطوله"]),
}


def without_works(text: NewsText, names: Sequence[Candidate]) -> list[Candidate]:
    """The names outside titles. A curated name that fills the marks alone stays, for عملية "داعش"
    is no title."""
    marked = dict(_marked_titles(text))
    inside = {piece: first for first, after in marked.items() for piece in range(first, after)}
    return [
        name
        for name in names
        if not _names_an_event(text, name)
        and (name.first not in inside or _fills(name, inside[name.first], marked))
    ]


def _fills(name: Candidate, first: int, titles: dict[int, int]) -> bool:
    return name.rule == KNOWN_RULE and (name.first, name.after) == (first, titles[first])


def _names_an_event(text: NewsText, name: Candidate) -> bool:
    """Whether the name stands right behind a head that makes it an event's or product's title."""
    head = text.word_before(name.first)
    if head is None or name.cut:
        return False
    form = next((form for _, form in text.facts[head].forms if work_heads().get(form)), None)
    if form is None:
        return False
    if form not in _ONLY_BEHIND:
        return True
    before = text.facts[head - 1].forms if head else ()
    return any(form_before in _ONLY_BEHIND[form] for _, form_before in before)


def _marked_titles(text: NewsText) -> Iterator[tuple[int, int]]:
    """(first piece, piece after) of each title in marks; two adjectives may stand before them."""
    for at, word in enumerate(text.words):
        if word not in work_heads():
            continue
        sign = at + 1
        for _ in range(_MOST_ADJECTIVES):
            if sign == len(text) or text.next_word(sign - 1) != sign:
                break
            facts = text.facts[sign]
            if not facts.definite or (facts.title and not facts.nationality):
                break
            sign += 1
        if sign + 1 >= len(text) or not text.close(sign):
            continue
        first = sign + 1
        if text.words[sign] == "#":
            yield first, _hashtag_end(text, first)
        elif text.words[sign] in _CLOSING:
            closing = _CLOSING[text.words[sign]]
            longest = _LONGEST_BEHIND_ARTICLE if text.facts[at].definite else _LONGEST_TITLE
            for after in range(first, min(first + longest + 1, len(text))):
                if text.words[after] == closing:
                    yield first, after
                    break


def _hashtag_end(text: NewsText, first: int) -> int:
    after = first + 1
    while after + 1 < len(text) and text.words[after] == "_":
        after += 2
    return after
