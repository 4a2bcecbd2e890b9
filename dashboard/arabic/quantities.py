"""Ranges and ratios between numbers: من 3 إلى 5, بين 10 و20, واحد من عشرة."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from dashboard.arabic.bounds import phrase_before
from dashboard.arabic.digits import Style
from dashboard.arabic.folding import Folded
from dashboard.arabic.number_reading import decimal_of
from dashboard.arabic.numbers import NumberSpan, find_numbers
from dashboard.arabic.scanning import Scan, scan
from dashboard.model import Bound

# Pieces that join the ends of a range.
RANGE_WORDS = frozenset({"الي", "حتي", "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "~"})
_DASHES = RANGE_WORDS - {"الي", "حتي"}
_BETWEEN = frozenset({"بين", "وبين", "مابين"})
# Words between the parts of a ratio: واحد من عشرة, 1 على 3, جزء من مئة.
_RATIO_WORDS = (("من",), ("علي",), ("في",), ("جزء", "من"), ("جزءا", "من"), ("اجزاء", "من"))
_LOWER = frozenset({Bound.MORE_THAN, Bound.AT_LEAST})
_UPPER = frozenset({Bound.LESS_THAN, Bound.AT_MOST})


def find_quantities(text: Folded | str, style: Style = Style.POINT) -> list[NumberSpan]:
    """The numbers of ``text`` with ranges and ratios put together, in order.

    A range has ``value`` and ``value_max``, bound RANGE and runs from its first number to its
    last. A ratio (rule "number.ratio") is worth its quotient.
    """
    scanned = scan(text)
    numbers = find_numbers(text, style)
    found: list[NumberSpan] = []
    at = 0
    while at < len(numbers):
        number, used = _ratio(scanned, numbers, at, style)
        after = at + used
        if after < len(numbers):
            following, more = _ratio(scanned, numbers, after, style)
            joined = _range(scanned, number, following)
            if joined is not None:
                number, after = joined, after + more
        found.append(number)
        at = after
    return found


def _ratio(
    scanned: Scan, numbers: Sequence[NumberSpan], at: int, style: Style
) -> tuple[NumberSpan, int]:
    """(the ratio or number at ``at``, how many numbers it takes)."""
    part = numbers[at]
    if at + 1 >= len(numbers) or part.ordinal or part.percent or part.glued:
        return part, 1
    whole = numbers[at + 1]
    between = tuple(scanned.words[part.last + 1 : whole.first])
    plain = not (whole.ordinal or whole.percent or whole.glued or whole.joined)
    if not plain or between not in _RATIO_WORDS or whole.value <= 0 or part.fraction:
        return part, 1
    if between != ("علي",) and abs(part.value) >= whole.value:
        return part, 1
    if between == ("في",) and 1900 <= whole.value <= 2100:
        return part, 1
    quotient = decimal_of(Fraction(part.value) / Fraction(whole.value))
    ratio = replace(
        part,
        end=whole.end,
        last=whole.last,
        value=quotient,
        fraction=True,
        bound=whole.bound if part.bound is Bound.EXACT else part.bound,
        phrases=part.phrases or whole.phrases,
        rule="number.ratio",
    )
    return ratio, 2


def _range(scanned: Scan, low: NumberSpan, high: NumberSpan) -> NumberSpan | None:
    if low.percent and not high.percent:
        return None
    between = scanned.words[low.last + 1 : high.first]
    if _is_two_sided(scanned, low, high, between):
        return _span(scanned, low, high, "number.range-two-bounds")
    if Bound.EXACT not in (low.bound, high.bound):
        return None
    if len(between) == 1 and between[0] in RANGE_WORDS and not _is_chained(scanned, low, high):
        return _span(scanned, low, high, "number.range-to")
    if not between and high.words and _has_attached_to(scanned, high):
        return _span(scanned, low, high, "number.range-to")
    follows_between = low.first > 0 and scanned.words[low.first - 1] in _BETWEEN
    if follows_between and (between == ["و"] or (not between and high.joined)):
        return _span(scanned, low, high, "number.range-between")
    return None


def _is_chained(scanned: Scan, low: NumberSpan, high: NumberSpan) -> bool:
    """Whether the two are links of a longer chain: a telephone number, a date, a version."""
    words = scanned.words
    before = low.first > 0 and scanned.adjacent(low.first) and words[low.first - 1]
    after = high.last + 1 < len(words) and scanned.adjacent(high.last + 1) and words[high.last + 1]
    return before in ("-", "/", "+", ".") or after in ("-", "/")


def _has_attached_to(scanned: Scan, high: NumberSpan) -> bool:
    return scanned.words[high.first].startswith("ل") and not high.definite


def _is_two_sided(scanned: Scan, low: NumberSpan, high: NumberSpan, between: list[str]) -> bool:
    """أكبر من 10 وأصغر من 20: one bound each, in one breath, in either order."""
    sides = (low.bound in _LOWER, low.bound in _UPPER), (high.bound in _LOWER, high.bound in _UPPER)
    if not ((sides[0][0] and sides[1][1]) or (sides[0][1] and sides[1][0])):
        return False
    phrase = phrase_before(scanned.words, high.first)
    if phrase is None:
        return False
    linked = [word for word in scanned.words[low.last + 1 : phrase[0]] if word not in "،,"]
    if linked not in ([], ["و"], ["او"]):
        return False
    smaller, larger = (low, high) if sides[0][0] else (high, low)
    return smaller.value < larger.value


def _span(scanned: Scan, low: NumberSpan, high: NumberSpan, rule: str) -> NumberSpan:
    first, second = low.value, high.value
    if low.scale == 1 and high.scale > 1 and rule != "number.range-two-bounds":
        # من 3 إلى 5 ملايين: both ends share the scale, unless the first is already larger.
        shared = first * high.scale
        first = shared if shared <= second else first
    return replace(
        low,
        end=high.end,
        last=high.last,
        value=min(first, second),
        value_max=max(first, second),
        percent=high.percent,
        bound=Bound.RANGE,
        approximate=low.approximate or high.approximate,
        phrases=(*low.phrases, *high.phrases),
        rule=rule,
        scale=high.scale,
    )
