"""Statements of one text: every reporting word is tried against the shapes, left to right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.extraction.statements.places import Carried, Found, Place
from dashboard.extraction.statements.reading import Reading
from dashboard.extraction.statements.shapes import (
    ACCORDING_TO,
    RULES_BY_FORM,
    Rule,
    colon_statement,
)
from dashboard.extraction.statements.words import VerbForm, verb_forms, word_roles
from dashboard.model import Mention, Statement


@dataclass(slots=True)
class _Kept:
    rule: str
    found: Found
    lemma: str
    end: int
    sentence: int


def find_statements(content: str, mentions: Sequence[Mention], article: str) -> list[Statement]:
    """Who said what in ``content``, in the order of the reporting words; linear in its length.

    ``mentions`` are those of the text (names are speakers, dates are skipped over). A speaker
    without words of its own beside a verb is carried over from the statement before. The
    reported span runs from behind the complement (أن, إلى أن, a colon) to the closing quotation
    mark or the end of the sentence, and ends earlier where the same speaker goes on (مضيفا أن).
    A statement inside another's words stands beside it, nested in its span.
    """
    reading = Reading(content, mentions)
    kept = _statements(reading)
    statements: list[Statement] = []
    for one in kept:
        first, end = reading.trimmed(one.found.complement.first, one.end)
        if first >= end:
            continue
        speaker = one.found.speaker.span
        statements.append(
            Statement(
                article=article,
                speaker=speaker,
                speaker_surface=speaker.of(content),
                verb=reading.span(*one.found.verb),
                verb_lemma=one.lemma,
                reported=reading.span(first, end),
                direct=one.found.complement.direct,
                rule=one.rule,
            )
        )
    return statements


def _statements(reading: Reading) -> list[_Kept]:
    forms = verb_forms()
    carried = Carried()
    kept: list[_Kept] = []
    unended: list[_Kept] = []
    passed = 0  # pieces before this one belong to a complement that has been read
    quoted = 0  # ... and before this one to a quotation
    for at, word in enumerate(reading.words):
        if at < passed:
            continue
        if word == ":":
            colon = colon_statement(reading, at)
            if colon is None:
                continue
            rule, found = colon
            lemma = ":"
            verb: VerbForm | None = None
        else:
            candidates = forms.get(word)
            if candidates is None:
                continue
            read = _read(reading, at, candidates, carried, inside=at < quoted)
            if read is None:
                continue
            rule, found, verb = read
            lemma = verb.row.lemma
        sentence = reading.sentence(at)
        if found.cut is not None:
            _cut_off(unended, found.cut, sentence)
        kept.append(_Kept(rule, found, lemma, found.complement.end, sentence))
        # What a phrase at the sentence's start attributes (وبحسب الوكالة) is all the rest of it.
        if rule != ACCORDING_TO:
            unended.append(kept[-1])
        if verb is None or verb.form != "according-to":
            gender = verb.row.gender if verb is not None else ""
            if at >= quoted:
                carried.remember(found.speaker, gender, sentence)
            passed = max(passed, found.complement.first)
            if found.complement.direct and found.complement.end in reading.opens:
                quoted = max(quoted, found.complement.end)
    return kept


def _read(
    reading: Reading,
    at: int,
    candidates: Sequence[VerbForm],
    carried: Carried,
    inside: bool,
) -> tuple[str, Found, VerbForm] | None:
    """The first shape that reads a statement around the word at ``at``."""
    start, limit = reading.sentence_bounds(at)
    for verb in candidates:
        behind = at + len(verb.words)
        if behind > at + 1 and tuple(reading.words[at:behind]) != verb.words:
            continue
        place = Place(reading, verb, at, behind, start, limit, reading.sentence(at))
        if not _may_report(place):
            continue
        for rule in RULES_BY_FORM.get(verb.form, ()):
            if inside and _goes_on(rule):
                continue
            found = rule.production(place, carried)
            if found is not None:
                return rule.name, found, verb
    return None


def _goes_on(rule: Rule) -> bool:
    return rule.name.startswith("statement.carried")


def _may_report(place: Place) -> bool:
    """Not denied or unreal (لم يقل إن, قبل أن يعلن), and no preposition that looks like a verb."""
    if place.verb.row.guard == "clause" and not place.begins_clause:
        return False
    if place.first == place.start:
        return True
    before = place.reading.words[place.first - 1]
    # بعد تعهد فلان: behind a preposition it is a noun.
    if before in word_roles("negation") or before in word_roles("preposition"):
        return place.verb.form == "according-to"
    return not (place.verb.form == "present" and before in word_roles("unreal"))


def _cut_off(unended: list[_Kept], cut: int, sentence: int) -> None:
    """End the statements of this sentence that still run on where a new one takes over."""
    for one in unended:
        if one.sentence == sentence and one.found.complement.first < cut < one.end:
            one.end = cut
    unended.clear()
