"""What a reader of news knows about names, applied to the spans of any engine.

Engines follow the corpora they learnt from, which leave out وزارة or الحكومة, take in titles, or
tag nationalities. This layer makes their spans follow one guideline (docs/news-sense.md): titles
outside, heads of bodies inside, nationalities alone no names, sure names never missed, and one
reading of a name throughout an article.
"""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterable, Sequence
from functools import lru_cache

from dashboard.extraction.names.abbreviations import whole_abbreviation
from dashboard.extraction.names.adjectives import behind_noun, in_the_accusative
from dashboard.extraction.names.candidates import KNOWN_RULE, Candidate, NewsText, outermost
from dashboard.extraction.names.consistency import repeated, surnames, with_one_kind
from dashboard.extraction.names.edges import apart, trimmed
from dashboard.extraction.names.engine import NamesEngine, NameSpan
from dashboard.extraction.names.heads import RULE as HEAD_RULE
from dashboard.extraction.names.heads import body_at
from dashboard.extraction.names.joined import joined_persons
from dashboard.extraction.names.persons import (
    families,
    in_latin_letters,
    is_common_form,
    of_a_person,
    to_its_end,
    with_given_name,
    with_surname,
    without_titles,
)
from dashboard.extraction.names.quoted import OPENING_SIGNS, quoted_at
from dashboard.extraction.names.sites import site_at, without_place_head
from dashboard.extraction.names.sport import RULE as CLUB_RULE
from dashboard.extraction.names.sport import club_names, is_sports_report, without
from dashboard.extraction.names.works import without_works
from dashboard.lexicons.names import (
    Reach,
    Role,
    known_names,
    not_names,
)
from dashboard.model import NAME_KINDS, MentionKind

SENSE_VERSION = "sense-4"
_NEVER_SINGLE = frozenset(
    {Reach.NATIONALITY, Reach.DEFINITE, Reach.PHRASE, Reach.PLACE, Reach.BODY}
)


class NewsSense:
    """An engine whose spans are made to follow the guideline; itself an engine."""

    def __init__(self, engine: NamesEngine) -> None:
        self.engine = engine

    @property
    def name(self) -> str:
        return self.engine.name

    @property
    def version(self) -> str:
        """Changes with the engine and with the lists of sure names."""
        return f"{self.engine.version}+{SENSE_VERSION}-{_lists_version()}"

    def find(self, contents: Sequence[str]) -> list[list[NameSpan]]:
        """One list of spans per text, ascending and apart."""
        found = self.engine.find(contents)
        return [names_by_sense(text, spans) for text, spans in zip(contents, found, strict=True)]


def names_by_sense(content: str, spans: Iterable[NameSpan]) -> list[NameSpan]:
    """The names of ``content``, given an engine's raw ``spans``; pure and deterministic."""
    text = NewsText(content)
    known = _known_names(text)
    by_piece = {name.first: name for name in known}
    found = _engine_names(text, spans)
    openers = {text.bare(name.first, name.cut) for name in found}
    raw = [part for name in found for part in trimmed(text, name, by_piece, openers)]
    raw = _mended(text, apart(text, raw, known), known)
    raw += families(text, [*known, *raw])
    if is_sports_report(text):
        clubs = club_names(text)
        known = [*without(known, clubs), *clubs]
        raw = without(raw, clubs)
    starts = _longest_starts(name for name in (*known, *raw) if not _listed_as_none(text, name))
    bodies: list[Candidate] = []
    for at in range(len(text) - 1, -1, -1):  # from the left edge inwards: inner names first
        facts = text.facts[at]
        if facts.place_head:
            _propose(bodies, starts, site_at(text, at, starts) or quoted_at(text, at))
        if facts.head is not None:
            _propose(bodies, starts, body_at(text, at, starts) or quoted_at(text, at))
    # جبهة الحديدة is no body: what is named in it stays a name of its own.
    bodies = [body for body in bodies if not _listed_as_none(text, body)]
    # A curated name outranks an engine's reading of the same words, a head's reach outranks both.
    names = outermost([*bodies, *known, *_joined_to_bodies(raw, bodies)])
    people = surnames(text, names)
    names = [name for name in names if not _generic(text, name, people)]
    names = with_one_kind(text, names)
    names = outermost([*names, *repeated(text, names)])
    names = without_works(text, names)
    return [text.name_span(name) for name in names]


def _mended(
    text: NewsText, names: Sequence[Candidate], known: Sequence[Candidate]
) -> list[Candidate]:
    """The engine's names with the words at their edges that it left out, bodies that are persons
    as persons."""
    covered = {piece for name in (*names, *known) for piece in range(name.first, name.after)}
    mended: list[Candidate] = []
    for name in names:
        name = to_its_end(text, whole_abbreviation(text, of_a_person(text, name)))
        name = in_latin_letters(text, name)
        if text.next_word(name.after - 1) not in covered:
            name = with_surname(text, name)
        if text.word_before(name.first) not in covered:
            name = with_given_name(text, name)
        mended.append(name)
    return mended + joined_persons(text, mended, known)


def _propose(bodies: list[Candidate], starts: dict[int, Candidate], name: Candidate | None) -> None:
    if name is None:
        return
    bodies.append(name)
    own = starts.get(name.first)
    if own is None or own.size <= name.size:
        starts[name.first] = name


def _engine_names(text: NewsText, spans: Iterable[NameSpan]) -> list[Candidate]:
    names: list[Candidate] = []
    for span in spans:
        name = text.candidate(span) if span.kind in NAME_KINDS else None
        if name is not None and name.kind is MentionKind.PER:
            name = without_titles(text, name)
        if name is not None and name.kind is MentionKind.ORG:
            name = _without_attached(text, name)
        if name is not None:
            names.append(without_place_head(text, name))
    return names


def _without_attached(text: NewsText, name: Candidate) -> Candidate:
    """A body's name without the letters attached to its head: لراديو, للجنة."""
    facts = text.facts[name.first]
    if facts.head is None or name.cut >= facts.head_cut:
        return name
    return name.changed(f"{facts.head_key} without attached letters", cut=facts.head_cut)


def _known_names(text: NewsText) -> list[Candidate]:
    names: list[Candidate] = []
    covered = 0
    for at, facts in enumerate(text.facts):
        if at < covered:
            continue
        for known in facts.known:
            after = text.after_words(at, known.rest)
            if after is None:
                continue
            if not known.rest and not known.cut and behind_noun(text, at):
                continue
            if not known.rest and in_the_accusative(text, at):
                continue
            said = f"listed as {known.name.name} ({known.name.source})"
            names.append(Candidate(at, after, known.cut, known.name.kind, KNOWN_RULE, (said,)))
            covered = after
            break
    return names


def _listed_as_none(text: NewsText, name: Candidate) -> bool:
    """Whether no head may take the candidate: حكومة تكنوقراط; صحيفة آس is no letter."""
    key = text.key(name)
    return len(key) > _LONGEST_LETTER and key in not_names()


_LONGEST_LETTER = 2


def _longest_starts(names: Iterable[Candidate]) -> dict[int, Candidate]:
    starts: dict[int, Candidate] = {}
    for name in names:
        own = starts.get(name.first)
        if own is None or own.size < name.size:
            starts[name.first] = name
    return starts


def _joined_to_bodies(raw: Sequence[Candidate], bodies: Sequence[Candidate]) -> list[Candidate]:
    """Engine's names; a body whose end crosses into a longer ORG takes it in whole."""
    names = list(raw)
    for body in bodies:
        for name in raw:
            if (
                name.kind is MentionKind.ORG
                and body.first < name.first < body.after < name.after
                and body.kind is MentionKind.ORG
            ):
                names.append(body.changed("joined with what the engine saw", after=name.after))
    return names


def _generic(text: NewsText, name: Candidate, people: Container[tuple[str, ...]]) -> bool:
    """Whether the candidate is no name by the guideline: a nationality, a title, a bare head."""
    if name.rule in (KNOWN_RULE, CLUB_RULE):
        return False
    if text.key(name) in not_names():
        return True
    facts = text.facts[name.first]
    if name.size > 1:
        words = [text.facts[piece] for piece in range(name.first, name.after)]
        by_head = name.rule == HEAD_RULE  # الخارجية العراقية: a title elsewhere
        if not by_head and all(w.nationality or w.title or not w.word for w in words):
            return True
        # معهد ثانوي: any of its sort
        return bool(facts.head) and all(word.common and not word.definite for word in words[1:])
    word = text.bare(name.first, name.cut)
    if in_the_accusative(text, name.first):
        return True
    if facts.nationality:
        if facts.feminine and _in_quotes(text, name):
            return False  # "العربية"
        return (word,) not in people
    if name.kind is MentionKind.PER:
        return facts.title or ((word,) not in people and is_common_form(text, name))
    head = facts.head
    return (head is not None and head.reach in _NEVER_SINGLE) or facts.role is Role.GENERIC


def _in_quotes(text: NewsText, name: Candidate) -> bool:
    before, after = name.first - 1, name.after
    return (
        before >= 0
        and after < len(text)
        and text.words[before] in OPENING_SIGNS
        and not text.facts[after].word
        and text.words[after] in "\"'»”’)"
    )


@lru_cache(maxsize=1)
def _lists_version() -> str:
    listed = "\n".join(f"{name.name},{name.kind}" for name in known_names())
    return hashlib.sha256(listed.encode()).hexdigest()[:8]
