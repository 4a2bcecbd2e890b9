"""Numbers in Arabic text: figures of both digit sets, spelled words, and what mixes them.

``find_numbers`` gives single numbers; ranges and ratios between them are read in quantities.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from dashboard.arabic.bounds import bounds_around
from dashboard.arabic.digits import Style
from dashboard.arabic.folding import Folded
from dashboard.arabic.number_grammar import NumberGrammar
from dashboard.arabic.number_reading import Reading, decimal_of
from dashboard.arabic.number_words import number_forms, percent_words
from dashboard.arabic.scanning import Scan, is_figure, scan
from dashboard.model import Bound

_PERCENT_SIGNS = frozenset("%٪﹪％")


@dataclass(frozen=True, slots=True)
class NumberSpan:
    """A number: ``start``..``end`` are half-open offsets into the original text.

    Attached و ب ل ك ف stay outside the span, bounding words too; a percent sign or word is
    inside. ``value_max`` is set for ranges only. ``scale`` is the last scale word's worth (1e6
    for ملايين), 1 without one. ``figures`` and ``words`` tell what it is written with, ``joined``
    that و is attached before it. ``glued`` marks a figure that letters touch (20كم, H1N1),
    ``year`` four digits behind عام or سنة. ``phrases`` are the bounding words. ``first`` and
    ``last`` are its pieces in the scan of the same text.
    """

    start: int
    end: int
    value: Decimal
    value_max: Decimal | None = None
    ordinal: bool = False
    fraction: bool = False
    percent: bool = False
    bound: Bound = Bound.EXACT
    approximate: bool = False
    rule: str = "number.figure"
    scale: Decimal = Decimal(1)
    figures: bool = False
    words: bool = False
    definite: bool = False
    joined: bool = False
    glued: bool = False
    year: bool = False
    phrases: tuple[str, ...] = ()
    first: int = 0
    last: int = 0


def find_numbers(text: Folded | str, style: Style = Style.POINT) -> list[NumberSpan]:
    """Every number in ``text``, in order, without overlaps; linear in the length of the text.

    ``style`` says how separators are read where their pattern leaves two readings.
    """
    if isinstance(text, str):
        return list(_found(text, style))
    return _numbers(scan(text), style)


def read_number(text: Folded | str, style: Style = Style.POINT) -> Decimal | None:
    """The value of ``text`` when all of it is one number, else None."""
    scanned = scan(text)
    found = _numbers(scanned, style)
    if len(found) != 1 or found[0].first != 0 or found[0].last != len(scanned.words) - 1:
        return None
    return found[0].value


@lru_cache(maxsize=4)
def _found(text: str, style: Style) -> tuple[NumberSpan, ...]:
    return tuple(_numbers(scan(text), style))


def _numbers(scanned: Scan, style: Style) -> list[NumberSpan]:
    words, forms = scanned.words, number_forms()
    grammar = NumberGrammar(scanned, style)
    found: list[NumberSpan] = []
    free = 0  # pieces before this one belong to a number already
    for at, word in enumerate(words):
        if at < free or not (word in forms or is_figure(word)):
            continue
        reading = grammar.read(at)
        if reading is None:
            continue
        found.append(_span(scanned, reading, free))
        free = found[-1].last + 1
    return found


def _span(scanned: Scan, reading: Reading, free: int) -> NumberSpan:
    first, last, percent = _with_percent(scanned, reading, free)
    if percent and reading.before_group is not None and first == reading.first:
        # مليون و20%: the percent sign belongs to the last group alone.
        reading = reading.before_group
        last, percent = reading.last, False
    start = scanned.starts[first] + (reading.prefix if first == reading.first else 0)
    original = scanned.folded.original_span(start, scanned.ends[last])
    bound, approximate, phrases = bounds_around(scanned.words, first, last)
    return NumberSpan(
        *original,
        value=decimal_of(reading.value),
        ordinal=reading.ordinal,
        fraction=reading.fraction,
        percent=percent,
        bound=bound,
        approximate=approximate,
        rule=_rule(reading, percent),
        scale=decimal_of(reading.scale),
        figures=reading.figures,
        words=reading.words,
        definite=reading.definite,
        joined=reading.joined,
        glued=_is_glued(scanned, reading),
        year=reading.year,
        phrases=phrases,
        first=first,
        last=last,
    )


def _rule(reading: Reading, percent: bool) -> str:
    if percent:
        return "number.percent"
    if reading.ordinal:
        return "number.ordinal"
    if reading.fraction:
        return "number.fraction"
    if reading.figures:
        return "number.figure-words" if reading.words else "number.figure"
    return "number.words"


def _with_percent(scanned: Scan, reading: Reading, free: int) -> tuple[int, int, bool]:
    """(first, last, whether a percentage): a sign or words behind the number or before it."""
    words, first, last = scanned.words, reading.first, reading.last
    following = words[last + 1] if last + 1 < len(words) else ""
    if _is_in_address(scanned, first, last):
        return first, last, False
    if following in _PERCENT_SIGNS:
        return first, last + 1, True
    for spelled in percent_words():
        if following == spelled[0] and tuple(words[last + 1 : last + 1 + len(spelled)]) == spelled:
            return first, last + len(spelled), True
    if reading.figures and first > free and words[first - 1] in _PERCENT_SIGNS:
        return first - 1, last, True
    if reading.figures and first > free and (words[first - 1],) in percent_words():
        return first - 1, last, True
    return first, last, False


def _is_in_address(scanned: Scan, first: int, last: int) -> bool:
    """Whether the percent sign is an escape of a web address (%20, 28%29)."""
    words = scanned.words
    if scanned.adjacent(first) and words[first - 1].isascii() and words[first - 1] not in "([-+'\"":
        before = words[first - 1] not in _PERCENT_SIGNS
        return before or (scanned.adjacent(first - 1) and words[first - 2].isascii())
    after = last + 2
    return (
        after < len(words)
        and scanned.adjacent(after)
        and words[after][0].isascii()
        and (words[after][0].isalnum())
    )


def _is_glued(scanned: Scan, reading: Reading) -> bool:
    """Whether letters touch a figure: 20كم, 1M, H1N1 (attached Arabic prefixes do not count)."""
    if not reading.figures:
        return False
    words, last, first = scanned.words, reading.last, reading.first
    touched = last + 1 < len(words) and scanned.adjacent(last + 1)
    if is_figure(words[last]) and touched and words[last + 1][0].isalpha():
        return True
    return (
        is_figure(words[first])
        and scanned.adjacent(first)
        and (words[first - 1].isascii() and words[first - 1].isalpha())
    )
