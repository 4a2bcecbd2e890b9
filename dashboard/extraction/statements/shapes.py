"""The shapes of statements: each a named rule that reads one around a reporting word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dashboard.extraction.statements.attributions import (
    according_to,
    quote_verb_speaker,
    saying_of_speaker,
)
from dashboard.extraction.statements.complements import (
    Complement,
    Opening,
    complement_after,
    object_after,
)
from dashboard.extraction.statements.places import Carried, Found, Place
from dashboard.extraction.statements.reading import Reading
from dashboard.extraction.statements.speakers import (
    Speaker,
    first_person,
    speaker_at,
    speaker_before,
)
from dashboard.extraction.statements.words import QUOTES, word_roles

Production = Callable[[Place, Carried], Found | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A shape: its kept name, an example of it, the verb forms it starts from."""

    name: str
    example: str
    forms: frozenset[str]
    production: Production


def _own_speaker(place: Place) -> Speaker | None:
    """The noun phrase behind the verb; a date or an aside between commas may come first."""
    reading, at = place.reading, place.behind
    while at < place.limit and (at in reading.dates or reading.words[at] in "،,"):
        at = reading.dates[at] + 1 if at in reading.dates else at + 1
    if at >= place.limit:
        return None
    said = place.verb.row.lemma == "قال" and at == place.behind
    speaker = speaker_at(
        reading, at, place.limit, any_noun=said or reading.words[at].startswith("ال")
    )
    return speaker if speaker is not None and (speaker.known or said) else None


def verb_speaker_complement(place: Place, carried: Carried) -> Found | None:
    speaker = _own_speaker(place)
    if speaker is None:
        return None
    reading, verb = place.reading, place.verb
    if place.verb.form == "present" and _headline_subject(place):
        return None
    complement = None
    if speaker.known:
        complement = _object_or_that(place, speaker.end)
    if complement is None:
        complement = complement_after(reading, verb, speaker.end, place.limit)
    if complement is None:
        carried.unfinished = (speaker, place.sentence)
        return None
    return Found(speaker, (place.first, place.behind), complement, _cut(place))


def _object_or_that(place: Place, first: int) -> Complement | None:
    """A governed noun phrase, unless it is what is left of the speaker before a near أن."""
    reading, verb = place.reading, place.verb
    governed = object_after(reading, verb, first, place.limit)
    if governed is None or not verb.says_that:
        return governed
    that = complement_after(reading, verb, first, place.limit, gap=15)
    if that is not None and that.opening is Opening.THAT:
        return that
    return governed


def _headline_subject(place: Place) -> bool:
    """Whether the words before the verb are its subject, as headlines put them."""
    reading = place.reading
    return (
        reading.in_title(place.first)
        and not place.verb.joined
        and speaker_before(reading, place.first, place.start) is not None
    )


def noun_speaker_complement(place: Place, carried: Carried) -> Found | None:
    """A speaker that no lexicon knows: أكد مربي نحل أن."""
    if not place.verb.says_that:
        return None
    speaker = speaker_at(place.reading, place.behind, place.limit, any_noun=True)
    if speaker is None or speaker.known:
        return None
    settled = complement_is_settled(place)
    complement = complement_after(place.reading, place.verb, speaker.end, place.limit, gap=8)
    if complement is None:
        return None
    near = complement.at == speaker.end
    if not near and (not settled or complement.opening is Opening.PREPOSITION):
        return None
    return Found(speaker, (place.first, place.behind), complement, _cut(place))


def complement_is_settled(place: Place) -> bool:
    """Whether a noun behind the verb can only be its subject: definite, or a verb that has
    no object of its own (أوضح فلان لصحيفة أن)."""
    definite = place.reading.words[place.behind].startswith("ال")
    return definite or not place.verb.takes_object


def speaker_verb_complement(place: Place, carried: Carried) -> Found | None:
    if place.verb.joined:
        return None
    speaker = speaker_before(place.reading, place.first, place.start)
    if speaker is None:
        return None
    complement = object_after(place.reading, place.verb, place.behind, place.limit)
    if complement is None:
        gap = 45 if place.verb.form == "past" else 20
        complement = complement_after(place.reading, place.verb, place.behind, place.limit, gap)
    if complement is None:
        return None
    return Found(speaker, (place.first, place.behind), complement, None)


def carried_speaker(place: Place, carried: Carried) -> Found | None:
    """وأضاف أن: the speaker of the statement before it goes on."""
    if not place.begins_clause or place.verb.row.guard == "speaker":
        return None
    if place.verb.form == "present" and not place.verb.joined:
        return None
    speaker = _carried_subject(place, carried)
    if speaker is None:
        return None
    gap = 30 if _is_aside(place) else 3
    complement = complement_after(place.reading, place.verb, place.behind, place.limit, gap)
    if complement is None:
        return None
    return Found(speaker, (place.first, place.behind), complement, place.cut)


def _carried_subject(place: Place, carried: Carried) -> Speaker | None:
    """Who spoke last in this sentence, or acts in it, or spoke in one before it."""
    gender, sentence = place.verb.row.gender, place.sentence
    here = carried.in_sentence(sentence)
    if here is None and place.first > place.start:
        here = first_person(place.reading, place.start, place.first)
    return here or carried.speaker(gender, sentence)


def relative_speaker(place: Place, carried: Carried) -> Found | None:
    """فلان، الذي قال إن: the noun phrase before the relative."""
    reading, at = place.reading, place.first - 1
    if at <= place.start or reading.words[at] not in word_roles("relative"):
        return None
    before = at - 1 if reading.words[at - 1] not in "،," else at - 2
    found = reading.names_ending.get(before)
    if found is not None and found[0].kind.value != "LOC":
        speaker: Speaker | None = Speaker(found[0].span, before + 1, True, True)
    else:
        speaker = _carried_subject(place, carried)
    if speaker is None:
        return None
    complement = complement_after(reading, place.verb, place.behind, place.limit, gap=12)
    if complement is None or complement.opening is Opening.PREPOSITION:
        return None
    return Found(speaker, (place.first, place.behind), complement, None)


def in_which(place: Place, carried: Carried) -> Found | None:
    """أصدر فلان بيانا قال فيه إن: who acts in the sentence."""
    behind = place.behind
    if behind >= place.limit or place.reading.words[behind] not in word_roles("in-which"):
        return None
    person = first_person(place.reading, place.start, place.first)
    speaker = person or _carried_subject(place, carried)
    complement = complement_after(place.reading, place.verb, behind + 1, place.limit, gap=3)
    if speaker is None or complement is None:
        return None
    return Found(speaker, (place.first, behind), complement, None)


def _is_aside(place: Place) -> bool:
    """Whether circumstances follow the verb (في تصريحات صحفية), no subject of its own."""
    at = place.behind
    if at >= place.limit:
        return False
    word = place.reading.words[at]
    return (
        word in word_roles("aside")
        or word in "،,"
        or at in place.reading.dates
        or (len(word) > 3 and word.startswith("ل"))
    )


def continuing_participle(place: Place, carried: Carried) -> Found | None:
    """مضيفا أن: whoever spoke, or acted, in this sentence."""
    reading = place.reading
    complement = complement_after(reading, place.verb, place.behind, place.limit, gap=10)
    if complement is None or complement.at > place.behind + 1:
        governed = object_after(reading, place.verb, place.behind, place.limit)
        complement = governed or complement
    if complement is None or (place.verb.joined and not place.begins_clause):
        return None
    speaker = _participle_speaker(place, carried)
    if speaker is None:
        return None
    return Found(speaker, (place.first, place.behind), complement, place.cut)


def _participle_speaker(place: Place, carried: Carried) -> Speaker | None:
    here = carried.in_sentence(place.sentence)
    if here is not None:
        return here
    person = first_person(place.reading, place.start, place.first)
    return person or carried.speaker("", place.sentence)


def _cut(place: Place) -> int | None:
    return place.cut if place.begins_clause else None


def _rule(name: str, example: str, forms: str, production: Production) -> Rule:
    return Rule(f"statement.{name}", example, frozenset(forms.split()), production)


# In the order they are tried; the first that reads a statement wins.
RULES = (
    _rule("verb-speaker-complement", "قال فلان إن", "past present", verb_speaker_complement),
    _rule("speaker-verb-complement", "فلان يعلن أن", "past present", speaker_verb_complement),
    _rule("in-which", "بيانا قال فيه إن", "past present", in_which),
    _rule("relative-speaker", "فلان الذي قال إن", "past", relative_speaker),
    _rule("quote-verb-speaker", '"..."، قال فلان', "past present", quote_verb_speaker),
    _rule("verb-noun-complement", "أكد مربي نحل أن", "past present", noun_speaker_complement),
    _rule("carried-speaker", "وأضاف أن", "past present", carried_speaker),
    _rule("carried-participle", "مضيفا أن", "participle", continuing_participle),
    _rule("saying-of-speaker", "عن فلان قوله إن", "noun-phrase", saying_of_speaker),
    _rule("according-to", "بحسب فلان", "according-to", according_to),
)
RULES_BY_FORM = {
    form: tuple(rule for rule in RULES if form in rule.forms)
    for form in sorted(frozenset().union(*(rule.forms for rule in RULES)))
}

ACCORDING_TO = "statement.according-to"
COLON_QUOTE = "statement.colon-quote"
COLON_HEADLINE = "statement.colon-headline"


def colon_statement(reading: Reading, colon: int) -> tuple[str, Found] | None:
    """فلان: "..." at the start of a line or sentence, and headlines without quotation marks."""
    start, limit = reading.sentence_bounds(colon)
    if colon + 1 >= limit or colon - start > 12:
        return None
    speaker = speaker_at(reading, start, colon)
    if speaker is None:
        return None
    # فلان عن خلافة فلان: "..."
    topic = reading.in_title(colon) and reading.words[speaker.end] in word_roles("preposition")
    if speaker.end != colon and not (topic and speaker.person and start in reading.names):
        return None
    first = colon + 1
    quoted = reading.words[first] in QUOTES and first in reading.closes
    close = reading.speech_after(first) if quoted else None
    if close is not None:
        complement = Complement(Opening.QUOTE, colon, first + 1, close, True)
        return COLON_QUOTE, Found(speaker, (colon, colon + 1), complement, None)
    place_name = start in reading.names and reading.names[start][0].kind.value == "LOC"
    line_start = start == reading.paragraph_bounds(colon)[0]
    if place_name or not line_start or not (speaker.person or reading.in_title(colon)):
        return None
    if limit - first < 3 or (not reading.in_title(colon) and start not in reading.names):
        return None
    complement = Complement(Opening.COLON, colon, first, limit, False)
    return COLON_HEADLINE, Found(speaker, (colon, colon + 1), complement, None)
