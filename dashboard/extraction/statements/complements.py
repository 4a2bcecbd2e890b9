"""Where the reported words begin: behind أن, a colon, a quotation mark or a preposition."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from dashboard.extraction.statements.reading import Reading
from dashboard.extraction.statements.words import (
    QUOTES,
    VerbForm,
    landmark_words,
    role_heads,
    takeover_words,
    word_roles,
)

# Between a verb's speaker and أن may stand where, when and to whom it was said.
FARTHEST = 45
# A bare preposition is the verb's own only close to its speaker.
FARTHEST_PREPOSITION = 12
# A shorter quotation away from its verb is a name (في مصرف "...").
FEWEST_WORDS_AFAR = 6
_BA_NOT_SPEECH = frozenset({"بعد", "بين", "بعض", "بدوره", "بدورها", "بيان", "بلاده", "بلدان"})


class Opening(StrEnum):
    """What leads over to the reported words."""

    THAT = "that"
    COLON = "colon"
    QUOTE = "quote"
    PREPOSITION = "preposition"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Complement:
    """``first``..``end`` are the reported pieces; ``at`` is the piece that leads over to them.

    ``direct``: the pieces lie inside quotation marks.
    """

    opening: Opening
    at: int
    first: int
    end: int
    direct: bool


def complement_after(
    reading: Reading, verb: VerbForm, first: int, limit: int, gap: int = FARTHEST
) -> Complement | None:
    """The complement of ``verb`` that begins at or behind piece ``first``, or None."""
    words = reading.words
    at = first
    stop = min(limit, first + gap)
    landmarks = landmark_words()
    while at < stop:
        word = words[at]
        if word not in landmarks and not verb.takes_ba:
            at += 1
            continue
        if word in QUOTES:
            if at in reading.closes:
                end = reading.speech_after(at)
                spoken = verb.takes_colon or verb.says_that or (verb.takes_object and at == first)
                near = at == first or end is None or end - at > FEWEST_WORDS_AFAR
                if end is not None and spoken and near:
                    return Complement(Opening.QUOTE, at, at + 1, end, True)
                close = reading.closes[at]
                at = close if close is not None and close < stop else at
        elif word == ":" and verb.takes_colon:
            return _from(reading, Opening.COLON, at, at + 1, limit)
        elif word in word_roles("that"):
            if at == first or words[at - 1] not in word_roles("not-that"):
                return _from(reading, Opening.THAT, at, at + 1, limit) if verb.says_that else None
        elif word in verb.prepositions and at - first < FARTHEST_PREPOSITION:
            if at + 1 < limit and words[at + 1] in word_roles("that"):
                return _from(reading, Opening.THAT, at, at + 2, limit)
            # أكد في بيان على موقعه: only next to its speaker is it the verb's own.
            if not verb.takes_object or at == first or words[at - 1] in "،,":
                return _from(reading, Opening.PREPOSITION, at, at + 1, limit)
        elif verb.takes_ba and at - first < FARTHEST_PREPOSITION and _is_ba(word):
            return _from(reading, Opening.PREPOSITION, at, at, limit)
        elif at > first and word in takeover_words():
            return None
        at += 1
    return None


def object_after(reading: Reading, verb: VerbForm, first: int, limit: int) -> Complement | None:
    """The noun phrase that ``verb`` governs directly (نفى صحة الخبر), or None."""
    if not verb.takes_object or first >= limit:
        return None
    first = _past_asides(reading, first, limit)
    if first >= limit:
        return None
    word = reading.words[first]
    if (
        not "\u0621" <= word[0] <= "\u064a"
        or len(word) < 2
        or (word[0] == "ب" and (word.startswith("بال") or word.endswith("ه")))
        or first in reading.dates
        or word in word_roles("preposition")
        or word in word_roles("stop")
        or word in word_roles("that")
    ):
        return None
    return _from(reading, Opening.OBJECT, first, first, limit)


def _past_asides(reading: Reading, at: int, limit: int) -> int:
    """Behind the dates, and the descriptions between commas, that follow a speaker."""
    for _ in range(6):
        if at >= limit:
            break
        if at in reading.dates:
            at = reading.dates[at] + 1
        elif reading.words[at] in "،,":
            described = at + 1 < limit and reading.words[at + 1] in role_heads()
            comma = _next_comma(reading, at + 1, limit, FARTHEST_PREPOSITION if described else 5)
            if described and comma is None:
                return limit
            at = comma or at + 1
        else:
            break
    return at


def _next_comma(reading: Reading, at: int, limit: int, gap: int) -> int | None:
    for later in range(at, min(at + gap, limit)):
        if reading.words[later] in "،,":
            return later
    return None


def _is_ba(word: str) -> bool:
    return len(word) > 3 and word[0] == "ب" and word not in _BA_NOT_SPEECH


def _from(reading: Reading, opening: Opening, at: int, first: int, limit: int) -> Complement:
    """The reported pieces from ``first``: a whole quotation, or what is left of the sentence."""
    end = reading.sentence_bounds(at)[1] if limit > at else limit
    if first < end and reading.words[first] in QUOTES and first in reading.closes:
        close = reading.speech_after(first)
        if close is not None:
            return Complement(opening, at, first + 1, close, True)
    return Complement(opening, at, first, end, False)
