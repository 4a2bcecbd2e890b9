"""An engine's spans without the common words and the second names that slipped into them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.extraction.names.word_facts import word_facts
from dashboard.lexicons.names import Reach, Role, function_words, nation_codes, not_names
from dashboard.model import MentionKind


def trimmed(
    text: NewsText,
    name: Candidate,
    known: Mapping[int, Candidate],
    openers: Container[str],
) -> Iterator[Candidate]:
    """The parts of ``name`` that are names: split where a known name begins behind و or another
    one ends, common words at the edges left out. ``known`` holds the curated names by piece,
    ``openers`` the words that begin a name in this text."""
    for part in _split(text, name, known, openers):
        bare = _without_common_edges(text, part)
        if bare is not None:
            yield bare


def apart(
    text: NewsText, names: Sequence[Candidate], known: Iterable[Candidate]
) -> list[Candidate]:
    """The names, with و cut off where one follows right behind another of its kind."""
    ends = {(name.after, name.kind) for name in (*names, *known)}
    out: list[Candidate] = []
    for name in names:
        word = text.words[name.first]
        if (
            not name.cut
            and word[0] == "و"
            and len(word) > 3
            and (name.first, name.kind) in ends
            and text.next_word(name.first - 1) == name.first
        ):
            name = name.changed("و joins it to the name before", cut=1)
        out.append(name)
    return out


def _split(
    text: NewsText,
    name: Candidate,
    known: Mapping[int, Candidate],
    openers: Container[str],
) -> Iterable[Candidate]:
    own = known.get(name.first)
    if name.kind is MentionKind.PER and own is not None and own.size == 1:
        own = None  # الخليل بن أحمد is no city
    if own is not None and name.size > own.size and _ends(text, own):
        yield name.changed(f"{own.rule} ends here", after=own.after, cut=own.cut)
        if name.after - own.after > 1 and not text.words[own.after].startswith("لل"):
            yield name.changed("behind a known name", first=own.after, cut=0)
        return
    for piece in range(name.first + 1, name.after):
        inner = known.get(piece)
        # لاري كلاوس is no Laos, ماري فلندن no London: "like" and "so" seldom stand before a name.
        # A body may have its place with it: المعهد النموذجي بسوسة.
        inside = "كفب" if name.kind is MentionKind.ORG else "كف"
        joined = text.words[piece][0] not in inside
        if inner is not None and inner.cut and joined and inner.after <= name.after:
            yield name.changed("another name follows و", after=piece)
            return
        lone = name.size == 2 and name.kind is MentionKind.ORG  # بيراميدز والجونة
        if (name.kind is MentionKind.PER or lone) and text.words[piece][0] == "و":
            bare = text.words[piece][1:]
            if bare in openers and text.words[piece] not in openers:
                yield name.changed("another name follows و", after=piece)
                yield name.changed("another name follows و", first=piece, cut=1)
                return
    yield name


def _ends(text: NewsText, known: Candidate) -> bool:
    """Whether a listed body or place ends the name: no الأمريكية or القومي goes on behind it."""
    facts = text.facts[known.after]
    if known.size == 1 and not (facts.common or facts.known or not facts.word):
        return False  # سانتياغو برنابيو
    goes_on = facts.nationality or facts.role is Role.ADJECTIVE
    return known.kind is not MentionKind.PER and not goes_on


def _without_common_edges(text: NewsText, name: Candidate) -> Candidate | None:
    first, after, cut = name.first, name.after, name.cut
    while after - first > 1 and _slipped_in(text, first, name.kind):
        first, cut = first + 1, 0
    while after - first > 1 and not text.facts[first].head and _trails(text, after - 1):
        after -= 1
    while after - first > 1 and text.is_sign(after - 1):  # left over where it was split
        after -= 1
    if name.kind is MentionKind.ORG and after - first > 1 and _needs_no_nation(text, first, after):
        after -= 1
    if (first, after) == (name.first, name.after):
        return name
    if not text.facts[first].word:
        return None
    return name.changed("common words at the edge", first=first, after=after, cut=cut)


def _needs_no_nation(text: NewsText, first: int, after: int) -> bool:
    """Whether a proper name stands before its nation's adjective (توتال الفرنسية): the adjective
    tells nothing then; behind a common word (التلفزيون السوري) it makes the name."""
    if text.words[after - 1] not in nation_codes():
        return False
    head, before = text.facts[first].head, text.facts[after - 2]
    if head is not None and head.reach is not Reach.NAME:
        return False
    if text.words[after - 2].startswith("لل"):
        return False
    return not (before.definite or before.common or before.head or before.nationality)


def _slipped_in(text: NewsText, at: int, kind: MentionKind) -> bool:
    """Whether the first word is none of the name: a function word, or a common one before a body
    or club that the lists know (لاعبو تشيلسي)."""
    facts, behind = text.facts[at], text.facts[at + 1]
    if not facts.word or _is_function_word(text, at):
        return True
    if kind is MentionKind.PER and facts.definite and text.words[at] in not_names():
        return True  # الموت [الرحيم فيم ديستلمانز]
    if kind is MentionKind.PER or not facts.common or facts.definite or facts.opens:
        return False
    return behind.opens or behind.club


def _trails(text: NewsText, at: int) -> bool:
    """Whether the last word is none of the name: a function word, or a common word with a letter
    attached (لمراسل, وابنته)."""
    facts = text.facts[at]
    if _is_function_word(text, at):
        return True
    if not facts.common or facts.definite or facts.role is not None:
        return False
    return any(cut and len(form) > 2 and word_facts(form).common for cut, form in facts.forms)


def _is_function_word(text: NewsText, at: int) -> bool:
    return text.original(at) in function_words()
