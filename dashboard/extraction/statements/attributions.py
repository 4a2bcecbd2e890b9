"""Statements whose words stand before their speaker, or around a phrase that attributes them."""

from __future__ import annotations

from dashboard.extraction.statements.complements import Complement, Opening, complement_after
from dashboard.extraction.statements.places import Carried, Found, Place
from dashboard.extraction.statements.speakers import Speaker, speaker_at


def quote_verb_speaker(place: Place, carried: Carried) -> Found | None:
    """ "..."، قال فلان."""
    reading = place.reading
    at = place.first - 1
    if at >= place.start and reading.words[at] in "،,":
        at -= 1
    opener = reading.opens.get(at)
    if opener is None or reading.speech_after(opener) is None:
        return None
    speaker = speaker_at(reading, place.behind, place.limit, any_noun=True)
    if speaker is None:
        return None
    complement = Complement(Opening.QUOTE, at, opener + 1, at, True)
    return Found(speaker, (place.first, place.behind), complement, None)


def saying_of_speaker(place: Place, carried: Carried) -> Found | None:
    """نقلت الوكالة عن فلان قوله إن."""
    speaker = _speaker_quoted(place)
    if speaker is None:
        return None
    complement = complement_after(place.reading, place.verb, place.behind, place.limit, gap=20)
    if complement is None:
        return None
    return Found(speaker, (place.first, place.behind), complement, None)


def _speaker_quoted(place: Place) -> Speaker | None:
    """The noun phrase behind the nearest عن before قوله."""
    reading = place.reading
    for at in range(place.first - 1, max(place.start, place.first - 16) - 1, -1):
        if reading.words[at] == "عن":
            return speaker_at(reading, at + 1, place.first, any_noun=True)
    return None


def according_to(place: Place, carried: Carried) -> Found | None:
    reading = place.reading
    at = place.behind
    verb_first = place.first
    if at < place.limit and reading.words[at] in ("ل", "ما"):
        at += 1
    speaker = speaker_at(reading, at, place.limit)
    if speaker is None and (at > place.behind or place.verb.words[-1].endswith("ما")):
        # حسبما ذكره مصدر، وفق ما جاء في بيان
        for later in range(at + 1, min(at + 4, place.limit)):
            speaker = speaker_at(reading, later, place.limit)
            if speaker is not None or not reading.words[later][0].isalpha():
                break
    if speaker is None:
        return None
    span = _attributed(place, speaker)
    if span is None:
        return None
    first, end, direct = span
    complement = Complement(Opening.THAT, first, first, end, direct)
    cut = verb_first if first < verb_first else None
    return Found(speaker, (verb_first, place.behind), complement, cut)


def _attributed(place: Place, speaker: Speaker) -> tuple[int, int, bool] | None:
    """(first, end, direct) of what is attributed: the rest of the sentence when the phrase
    opens it, else what stands before the phrase."""
    reading = place.reading
    if place.first == place.start:
        first = speaker.end
        quotation = reading.speech_after(first) if first in reading.closes else None
        if quotation is not None:
            return first + 1, quotation, True
        while first < place.limit and reading.words[first] not in "،,:":
            first += 1
        if first >= place.limit:
            first = speaker.end
        first, end = reading.trimmed(first, place.limit)
        return (first, end, False) if first < end else None
    at = place.first - 1
    if reading.words[at] in "،,":
        at -= 1
    opener = reading.opens.get(at)
    if opener is not None and reading.speech_after(opener) is not None:
        return opener + 1, at, True
    first, end = reading.trimmed(place.start, place.first)
    return (first, end, False) if end - first >= 2 else None
