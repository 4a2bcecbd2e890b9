"""Who speaks: the noun phrase beside a reporting verb, read as a name or as a role."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from dashboard.extraction.statements.reading import Reading
from dashboard.extraction.statements.words import role_heads, word_roles
from dashboard.lexicons.statements import Role
from dashboard.model import MentionKind, Span

# No description of a speaker that has no name in it is longer.
LONGEST_ROLE = 10
# A subject stands no farther before its verb.
FARTHEST_SUBJECT = 25
_COMMAS = frozenset("،,-–(")


@dataclass(frozen=True, slots=True)
class Speaker:
    """``span`` is the speaker's; ``end`` the piece behind the noun phrase that holds it.

    ``known`` tells a name or a listed role from any other noun; ``person`` a human speaker.
    """

    span: Span
    end: int
    known: bool
    person: bool


def speaker_at(reading: Reading, first: int, limit: int, any_noun: bool = False) -> Speaker | None:
    """The speaker whose noun phrase starts at piece ``first``, or None.

    ``any_noun``: a noun that no lexicon lists counts as well (قال بائع خضار إن).
    """
    if first >= limit:
        return None
    if reading.words[first] == "#" and first + 1 < limit:
        first += 0 if first in reading.names else 1
    found = reading.names.get(first)
    if found is not None and found[1] < limit:
        return _named(reading, first, limit)
    close = reading.short_quotation(first)
    if close is not None and close < limit:
        return Speaker(reading.span(first + 1, close), close + 1, True, False)
    letters, role = _role(reading.words[first])
    if role is not None:
        return _described(reading, first, limit, letters, role)
    if any_noun and _may_be_noun(reading, first):
        return _described(reading, first, limit, 0, None)
    return None


def _named(reading: Reading, first: int, limit: int) -> Speaker:
    mention, last = reading.names[first]
    person = mention.kind is MentionKind.PER
    return Speaker(mention.span, _past_adjectives(reading, last + 1, limit, person), True, person)


def _past_adjectives(reading: Reading, at: int, limit: int, person: bool) -> int:
    """Adjectives that the name's span left out (القوات العراقية المشتركة)."""
    if person:
        return at
    while at < limit and at not in reading.names and _is_definite(reading.words[at]):
        at += 1
    return at


def _role(word: str) -> tuple[int, Role | None]:
    """(letters before the head, role): وفقا لمصدر, وفقا للمتحدث."""
    heads = role_heads()
    role = heads.get(word)
    if role is not None:
        return 0, role
    if word.startswith("لل"):
        return 1, heads.get("ال" + word[2:])
    if word.startswith("ل"):
        return 1, heads.get(word[1:])
    return 0, None


def _is_definite(word: str) -> bool:
    return len(word) > 3 and word.startswith(("ال", "لل"))


def _may_be_noun(reading: Reading, at: int) -> bool:
    word = reading.words[at]
    return (
        len(word) > 2
        and "\u0621" <= word[0] <= "\u064a"
        and at not in reading.dates
        and not _ends_phrase(word)
        and not word.startswith("بال")
        and not (word[0] == "ل" and len(word) > 3)
    )


def _ends_phrase(word: str) -> bool:
    return (
        word in word_roles("preposition")
        or word in word_roles("that")
        or word in word_roles("stop")
    )


def _described(
    reading: Reading, first: int, limit: int, letters: int, role: Role | None
) -> Speaker | None:
    """A role with what belongs to it: construct chain, adjectives, باسم + chain, للـ + chain.

    A person's name beside it is the speaker (وزير النفط فلان), unless the role is one towards
    that person (محامي فلان).
    """
    words = reading.words
    person = role is None or role.kind in ("person", "group")
    takes = role is not None and bool(role.takes)
    definite = _is_definite(words[first])
    at = first + 1
    stop = min(limit, first + LONGEST_ROLE)
    owned = False  # the next name belongs to the role
    while at < stop:
        word = words[at]
        within = _within_phrase(word)
        found = reading.names.get(at)
        if within.agent:
            definite, owned = False, True
            at += 1
            continue
        if found is not None and found[1] < limit:
            mention, last = found
            attached = reading.attached(at, mention)
            if mention.kind is MentionKind.PER:
                if attached or (not person and definite):
                    break
                if person and not (owned or (takes and at == first + 1)):
                    return Speaker(mention.span, last + 1, True, True)
                owned = False
            elif attached and not word.startswith("لل"):
                break
            definite = True
            at = last + 1
            continue
        close = reading.short_quotation(at)
        if close is not None and close < limit and not person:  # صحيفة "..."
            definite, at = True, close + 1
            continue
        if within.ends or at in reading.dates:
            break
        if definite and not within.definite:
            rank = within.role
            if rank is None or rank.kind != "person" or not _name_follows(reading, at, limit):
                break
        definite = definite or within.definite
        # المتحدث باسم الرئيس فلان: a title keeps the name within the role.
        owned = owned and within.role is not None
        at += 1
    end = at
    if person and at < limit - 1 and words[at] in _COMMAS:
        beside = _apposition(reading, at + 1, limit)
        if beside is not None:
            return beside
    start, stop_at = reading.scan.original_span(first, end - 1)
    return Speaker(Span(start + letters, stop_at), end, role is not None, person)


@dataclass(frozen=True, slots=True)
class _Within:
    """What a word can be inside the noun phrase of a role."""

    agent: bool
    ends: bool  # and is not part of it
    definite: bool
    role: Role | None


@lru_cache(maxsize=1 << 14)
def _within_phrase(word: str) -> _Within:
    heads = role_heads()
    coordinated = word.startswith("وال") and word[1:] not in heads
    return _Within(
        agent=word in word_roles("agent"),
        ends=not "\u0621" <= word[0] <= "\u064a"
        or _ends_phrase(word)
        or coordinated
        or word.startswith(("بال", "كال"))
        or _attached_dative(word),
        definite=_is_definite(word),
        role=heads.get(word),
    )


def _attached_dative(word: str) -> bool:
    """To whom it was said (لمراسلنا); للـ may belong to the phrase (الأمين العام للأمم المتحدة)."""
    return len(word) > 4 and word[0] == "ل" and not word.startswith("لل")


def _name_follows(reading: Reading, at: int, limit: int) -> bool:
    return any(
        later in reading.names and reading.names[later][0].kind is MentionKind.PER
        for later in range(at + 1, min(at + 4, limit))
    )


def _apposition(reading: Reading, at: int, limit: int) -> Speaker | None:
    """المتحدث باسم الوزارة، فلان، ..."""
    found = reading.names.get(at)
    if found is None or found[0].kind is not MentionKind.PER or found[1] >= limit:
        return None
    mention, last = found
    if last + 1 < limit and reading.words[last + 1] not in "،,-–):":
        after = reading.words[last + 1]
        if after not in word_roles("that"):
            return None
    return Speaker(mention.span, last + 1, True, True)


def speaker_before(reading: Reading, end: int, lower: int) -> Speaker | None:
    """The speaker whose noun phrase ends just before piece ``end``: كاجينز قال إن.

    A role, or a phrase that an aside parts from its verb, must begin the sentence (headlines:
    وزير النفط يعلن; لكن المتحدث، من جانبه، أكد).
    """
    while end > lower and reading.words[end - 1] in word_roles("lead"):
        end -= 1
    opening = lower
    while opening < end and reading.words[opening] in word_roles("lead"):
        opening += 1
    found = reading.names_ending.get(end - 1)
    if found is not None and found[1] >= lower:
        mention, first = found
        role = speaker_at(reading, opening, end) if first > opening else None
        if role is not None and role.end == end:
            return role
        before = reading.words[first - 1] if first > lower else ""
        # كما فعل وزير فلان: a name that a preposition governs is no subject.
        if before not in word_roles("preposition") and not reading.attached(first, mention):
            return Speaker(mention.span, end, True, mention.kind is MentionKind.PER)
    return _opening_speaker(reading, opening, end, began=opening > lower)


def _opening_speaker(reading: Reading, opening: int, end: int, began: bool) -> Speaker | None:
    """The subject with which a sentence opens; ``began``: behind لكن or كان."""
    if end - opening > FARTHEST_SUBJECT:
        return None
    speaker = speaker_at(reading, opening, end)
    if speaker is None or not speaker.known:
        return None
    if speaker.end == end or began:
        return speaker
    parted = reading.words[speaker.end] in _COMMAS or reading.words[end - 1] in _COMMAS
    return speaker if parted else None


def first_person(reading: Reading, first: int, end: int) -> Speaker | None:
    """The first person, or person's role, that a sentence names."""
    for at in range(first, min(end, first + 40)):
        found = reading.names.get(at)
        if found is not None and found[0].kind is MentionKind.PER:
            return _named(reading, at, end)
        role = role_heads().get(reading.words[at])
        if role is not None and role.kind == "person" and len(reading.words[at]) > 3:
            return speaker_at(reading, at, end)
    return None
