"""Persons whose names signs cut in two: فلاديمير #بوتين, كيم جونغ-أون, ديفيد ل. فيليبس,
(الرئيس التركي رجب طيب) أردوغان."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.lexicons.names import function_words
from dashboard.model import MentionKind

_MOST_IN_BRACKETS = 6
_MOST_SIGNS = 2


def joined_persons(
    text: NewsText, names: Sequence[Candidate], known: Sequence[Candidate]
) -> list[Candidate]:
    """Persons of ``names`` and ``known`` put together where only a sign parts them, and those that
    a hyphen cut off from their other half. The halves are not given again."""
    people = {
        name.first: name
        for name in sorted((*known, *names), key=lambda name: name.size)
        if name.kind is MentionKind.PER
    }
    covered = {piece for name in (*names, *known) for piece in range(name.first, name.after)}
    found: list[Candidate] = []
    for name in sorted(people.values(), key=lambda name: name.first):
        before = found[-1] if found else None
        if before is not None and name.first < before.after:
            continue
        for _ in range(_MOST_SIGNS):
            after = _end(text, name, people, covered)
            if after is None:
                break
            name = name.changed("a sign parts the name", after=after)
        first = _start(text, name, covered)
        if first is not None and (before is None or first >= before.after):
            name = name.changed("a hyphen parts the name", first=first, cut=0)
        if any("parts the name" in why for why in name.evidence):
            found.append(name)
    return found


def _end(
    text: NewsText, name: Candidate, people: dict[int, Candidate], covered: set[int]
) -> int | None:
    """Where the name ends with what follows its sign; None when nothing of it does."""
    sign = name.after
    if sign + 1 >= len(text):
        return None
    after = sign + 1
    if text.words[sign] == "-" and _touch(text, sign) and _touch(text, after):
        if name.size == 1 and text.facts[after].known:
            return None  # قمة كيم-ترمب
        return _other_half(text, after, people, covered, joined=True)
    if text.words[sign] == "#" and text.close(sign) and _touch(text, after):
        return _other_half(text, after, people, covered)
    if text.words[sign] == ")" and _opened(text, name) and text.close(after):
        return people[after].after if after in people and text.words[after][0] != "و" else None
    if len(text.words[sign]) == 1 and text.facts[sign].word and text.close(sign):
        last = after + 1
        if text.words[after] == "." and last < len(text) and text.close(last):
            return people[last].after if last in people else None
    return None


def _other_half(
    text: NewsText,
    at: int,
    people: dict[int, Candidate],
    covered: set[int],
    *,
    joined: bool = False,
) -> int | None:
    if at in people:
        return None if people[at].cut else people[at].after
    facts = text.facts[at]
    if at in covered or not facts.word:
        return None
    # جاي-إن is no particle; behind # a common word is a subject: #حرب
    plain = not (facts.common or facts.nationality or facts.head or facts.title)
    return at + 1 if plain or (joined and text.original(at) in function_words()) else None


def _start(text: NewsText, name: Candidate, covered: set[int]) -> int | None:
    """Where the word before a hyphen begins that belongs to the name: سون-[شيونغ]."""
    sign = name.first - 1
    if sign < 1 or text.words[sign] != "-" or name.cut:
        return None
    before = sign - 1
    facts = text.facts[before]
    if not (_touch(text, sign) and _touch(text, name.first)) or before in covered:
        return None
    if not facts.word or facts.common or facts.nationality or facts.definite or facts.title:
        return None
    return before


def _touch(text: NewsText, at: int) -> bool:
    """Whether nothing stands between piece ``at`` and the piece before it."""
    return text.scan.ends[at - 1] == text.scan.starts[at]


def _opened(text: NewsText, name: Candidate) -> bool:
    """Whether the bracket that closes behind the name opened a few words before it."""
    for at in range(name.first - 1, max(name.first - 1 - _MOST_IN_BRACKETS, -1), -1):
        if text.words[at] == "(":
            return True
        if not text.facts[at].word:
            return False
    return False
