"""One article, one reading: what is a name once is that name wherever it stands again."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from dashboard.extraction.names.adjectives import in_the_accusative
from dashboard.extraction.names.candidates import Candidate, NewsText
from dashboard.extraction.names.persons import surname_pieces
from dashboard.extraction.names.word_facts import word_facts
from dashboard.lexicons.names import not_names
from dashboard.model import MentionKind

SURNAME_RULE = "names.surname"
REPEAT_RULE = "names.repeat"
_SHORTEST = 3
_CLEAR_MAJORITY = 3


def surnames(text: NewsText, names: Sequence[Candidate]) -> dict[tuple[str, ...], str]:
    """The surnames of the full persons among ``names``, each with its full name."""
    found: dict[tuple[str, ...], str] = {}
    for name in names:
        if name.kind is MentionKind.PER and name.size > 1 and not _is_place(text, name.after - 1):
            found.setdefault(surname_pieces(text, name), text.key(name))
    return found


def _is_place(text: NewsText, at: int) -> bool:
    """Whether the last word is a listed place or club: no surname was read there."""
    facts = text.facts[at]
    return facts.club or any(known.name.kind is not MentionKind.PER for known in facts.known)


def with_one_kind(text: NewsText, names: Sequence[Candidate]) -> list[Candidate]:
    """The same names, where one surface has one kind: a full person's surname is a person, and a
    kind seen at least three times as often as another wins over it."""
    kinds: dict[str, Counter[MentionKind]] = defaultdict(Counter)
    for name in names:
        kinds[text.key(name)][name.kind] += 1
    people = {" ".join(pieces) for pieces in surnames(text, names)}
    settled: dict[str, tuple[MentionKind, str]] = {}
    for key, counts in kinds.items():
        if key in people:
            settled[key] = (MentionKind.PER, "surname of a person named in full")
        elif len(counts) > 1:
            (kind, most), (_, less) = counts.most_common(2)
            if most >= _CLEAR_MAJORITY * less:
                settled[key] = (kind, "mostly this kind in the article")
    out: list[Candidate] = []
    for name in names:
        kind, why = settled.get(text.key(name), (name.kind, ""))
        out.append(name if kind is name.kind else name.changed(why, kind=kind))
    return out


def repeated(text: NewsText, names: Sequence[Candidate]) -> list[Candidate]:
    """Further occurrences of surnames, and of names found at least twice, that no name covers."""
    wanted = _wanted(text, names)
    if not wanted:
        return []
    covered = {piece for name in names for piece in range(name.first, name.after)}
    found: list[Candidate] = []
    for at, facts in enumerate(text.facts):
        if at in covered or not facts.word or in_the_accusative(text, at):
            continue
        for cut, form in facts.forms:
            hit = _longest(text, at, wanted[form], covered) if form in wanted else None
            if hit is not None:
                size, kind, rule, why = hit
                found.append(Candidate(at, at + size, cut, kind, rule, (why,)))
                covered.update(range(at, at + size))
                break
    return found


_Wanted = tuple[tuple[str, ...], MentionKind, str, str]


def _wanted(text: NewsText, names: Sequence[Candidate]) -> dict[str, list[_Wanted]]:
    by_first: dict[str, list[_Wanted]] = defaultdict(list)
    for pieces, full in surnames(text, names).items():
        if all(len(piece) > 1 for piece in pieces) and (len(pieces) > 1 or _distinct(pieces[0])):
            why = f"surname of {full}"
            by_first[pieces[0]].append((pieces, MentionKind.PER, SURNAME_RULE, why))
    counts = Counter((text.key(name), name.kind) for name in names)
    for (key, kind), count in counts.items():
        pieces = tuple(key.split(" "))
        if count > 1 and (len(pieces) > 1 or _distinct(pieces[0])):
            why = f"found {count} times in the article"
            by_first[pieces[0]].append((pieces, kind, REPEAT_RULE, why))
    for rows in by_first.values():
        rows.sort(key=lambda row: -len(row[0]))
    return by_first


def _distinct(word: str) -> bool:
    facts = word_facts(word)
    if len(word) < _SHORTEST or word in not_names():
        return False
    return not (facts.common or facts.nationality or facts.title or facts.head or facts.role)


def _longest(
    text: NewsText, at: int, rows: Sequence[_Wanted], covered: set[int]
) -> tuple[int, MentionKind, str, str] | None:
    for pieces, kind, rule, why in rows:
        after = at + len(pieces)
        if tuple(text.words[at + 1 : after]) != pieces[1:]:
            continue
        if all(piece not in covered and text.close(piece) for piece in range(at + 1, after)):
            return len(pieces), kind, rule, why
    return None
