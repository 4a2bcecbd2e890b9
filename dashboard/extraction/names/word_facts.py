"""What the lexicons say about one word, looked up once for every word form."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from dashboard.arabic.scanning import scan
from dashboard.lexicons.names import (
    ARTICLE,
    KnownName,
    OrgHead,
    Role,
    clubs,
    common_words,
    known_names,
    nationality_forms,
    org_heads,
    org_words,
    place_heads,
    sport_words,
    titles,
)

_CONJUNCTIONS = ("و", "ف")
_PREPOSITIONS = ("ب", "ل", "ك")
_SHORTEST_BARE = 2
_SHORTEST_KNOWN_BARE = 3


@dataclass(frozen=True, slots=True)
class Known:
    """A sure name whose first piece, bare of ``cut`` letters, is the word at hand; ``rest`` are
    the pieces that must follow."""

    cut: int
    rest: tuple[str, ...]
    name: KnownName


@dataclass(frozen=True, slots=True)
class WordFacts:
    """Facts about a folded word. ``cut`` counts the attached letters before a head."""

    word: bool
    forms: tuple[tuple[int, str], ...]  # as bare_forms gives them
    definite: bool
    feminine: bool
    nationality: bool
    title: bool
    common: bool
    role: Role | None
    head: OrgHead | None
    head_cut: int
    head_key: str
    place_head: bool | None
    place_cut: int
    sport: bool
    club: bool
    club_cut: int
    known: tuple[Known, ...]

    @property
    def opens(self) -> bool:
        """Whether a name may begin here by the lexicons alone."""
        return self.head is not None or bool(self.known) or self.place_head is not None


def bare_forms(word: str) -> Iterator[tuple[int, str]]:
    """(attached letters, form without them), the whole word first; with لل the second lam stays
    outside the cut and the form has its article back.

    >>> [form for _, form in bare_forms("وللعراق")][-3:]
    ['العراق', 'اللعراق', 'لعراق']
    """
    yield 0, word
    starts = [0]
    if word.startswith(_CONJUNCTIONS) and len(word) > _SHORTEST_BARE:
        yield 1, word[1:]
        starts.append(1)
    for start in starts:
        rest = word[start:]
        if len(rest) <= _SHORTEST_BARE:
            continue
        if rest.startswith("لل"):
            yield start + 1, "ا" + rest[1:]
            yield start + 1, "ال" + rest[1:]
            yield start + 1, rest[1:]
        elif rest.startswith(_PREPOSITIONS):
            yield start + 1, rest[1:]


@lru_cache(maxsize=200_000)
def word_facts(word: str) -> WordFacts:
    """The facts about one folded piece of a text."""
    is_word = word[0].isalpha()
    head, head_cut, head_key = _first_head(word)
    place, place_cut = _first_place_head(word)
    club = _club_cut(word)
    nationality = word in nationality_forms() or any(
        form in nationality_forms() for cut, form in bare_forms(word) if cut and len(form) > 3
    )
    return WordFacts(
        word=is_word,
        forms=tuple(bare_forms(word)),
        definite=word.startswith(ARTICLE) and len(word) > 3,
        feminine=word.endswith(("ه", "ات")),
        nationality=nationality,
        title=any(form in titles() for _, form in bare_forms(word)),
        common=word in common_words(),
        role=org_words().get(word),
        head=head,
        head_cut=head_cut,
        head_key=head_key,
        place_head=place,
        place_cut=place_cut,
        sport=word in sport_words(),
        club=club >= 0,
        club_cut=max(club, 0),
        known=_known(word) if is_word else (),
    )


def _first_head(word: str) -> tuple[OrgHead | None, int, str]:
    for cut, form in bare_forms(word):
        head = org_heads().get(form)
        if head is not None:
            return head, cut, form
    return None, 0, ""


def _first_place_head(word: str) -> tuple[bool | None, int]:
    for cut, form in bare_forms(word):
        inside = place_heads().get(form)
        if inside is not None:
            return inside, cut
    return None, 0


def _club_cut(word: str) -> int:
    """How many letters are attached to a club's one-word name; -1 when it is none."""
    return next((cut for cut, form in bare_forms(word) if form in clubs()), -1)


@lru_cache(maxsize=1)
def _known_by_first() -> dict[str, list[tuple[tuple[str, ...], KnownName]]]:
    by_first: dict[str, list[tuple[tuple[str, ...], KnownName]]] = {}
    for name in known_names():
        pieces = scan(name.name).words
        by_first.setdefault(pieces[0], []).append((tuple(pieces[1:]), name))
    return by_first


def _known(word: str) -> tuple[Known, ...]:
    found: list[Known] = []
    for cut, form in bare_forms(word):
        for rest, name in _known_by_first().get(form, ()):
            if cut and not rest and len(form) < _SHORTEST_KNOWN_BARE:
                continue
            # وجده is "found him", not "and Jeddah": a common word hides no one-word name.
            if cut and not rest and word in common_words():
                continue
            found.append(Known(cut, rest, name))
    return tuple(sorted(found, key=lambda known: (-len(known.rest), known.cut)))
