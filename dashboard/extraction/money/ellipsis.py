"""Amounts whose currency is left out because it stands beside them ("مقابل 27 مليارا")."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from dashboard.arabic.bounds import phrase_before
from dashboard.arabic.numbers import NumberSpan
from dashboard.arabic.scanning import Scan
from dashboard.extraction.money.matching import Match, Matching
from dashboard.lexicons.amounts import amount_followers, amount_links, count_words

# How many pieces may lie between the two amounts.
_REACH = 16
_STOPS = frozenset({".", "!", "?", "؟", "\n", "؛"})
_PARTITIVE = frozenset({"من", "عن", "ممن", "منهم"})
RULE = "money.ellipsis"
SHARED_RULE = "money.shared-currency"


def elliptic_matches(
    scanned: Scan, numbers: Sequence[NumberSpan], matching: Matching, found: Sequence[Match]
) -> list[Match]:
    """A match for each number whose currency stands with an amount of ``found`` beside it.

    Either the number is the first of a pair before one currency, or it carries a scale word and
    stands in the sentence of a scaled amount, linked to it by a word (مقابل, من, إلى) or و, or
    where nothing else can be meant.
    """
    taken = {place for match in found for place in range(match.first, match.last + 1)}
    free = [
        number
        for number in numbers
        if number.first not in taken
        and not (number.ordinal or number.percent or number.year or number.glued)
    ]
    shared = _shared(scanned, numbers, free, found)
    paired = {match.first for match in shared}
    alone = [number for number in free if number.first not in paired]
    return shared + _linked(scanned, numbers, alone, matching, found)


def _shared(
    scanned: Scan,
    numbers: Sequence[NumberSpan],
    free: Sequence[NumberSpan],
    found: Sequence[Match],
) -> list[Match]:
    """Numbers before و or أو and an amount: 100 و200 دولار, right to left so that chains hold."""
    matches = {match.first: match for match in found}
    allowed = {number.first for number in free}
    shared: list[Match] = []
    for number, following in zip(numbers[-2::-1], numbers[:0:-1], strict=True):
        amount = matches.get(following.first)
        if amount is None or number.first not in allowed:
            continue
        if _shares_currency(scanned, number, amount):
            # In 27 و30 مليارا both are milliards; in 500 وألف the scale word is a number itself.
            counted = amount.numbers[0].value != amount.numbers[0].scale
            scale = max(amount.numbers[0].scale, amount.shared_scale) if counted else Decimal(1)
            match = Match(
                number.first,
                number.last,
                [SHARED_RULE],
                [number],
                amount.currencies[:1],
                shared_scale=scale,
            )
            matches[number.first] = match
            shared.append(match)
    return shared


def _linked(
    scanned: Scan,
    numbers: Sequence[NumberSpan],
    free: Sequence[NumberSpan],
    matching: Matching,
    found: Sequence[Match],
) -> list[Match]:
    """Large numbers set beside an amount: 30 مليار دولار مقابل 27 مليارا."""
    matches: list[Match] = []
    counts = _counts_before(scanned, numbers, found)
    near = 0
    before: Match | None = None  # the last amount before the number, left-out ones included
    for number in free:
        while near < len(found) and found[near].last < number.first:
            before = found[near]
            near += 1
        if number.scale < 1000 or number.first in counts:
            continue
        if not matching.ends_amount(number.last + 1):
            continue
        linked = _is_linked(scanned, number)
        beside = before is not None and _are_beside(scanned, number, before)
        if before is None or not beside or not (linked or _stands_alone(scanned, number, before)):
            behind = found[near] if near < len(found) else None
            if behind is None or not linked or not _are_beside(scanned, number, behind):
                continue
            neighbour = behind
        else:
            neighbour = before
        match = Match(number.first, number.last, [RULE], [number], neighbour.currencies[:1])
        matches.append(match)
        before = match
    return matches


def _stands_alone(scanned: Scan, number: NumberSpan, match: Match) -> bool:
    """Whether nothing else than money can be meant by a number behind an amount, though no word
    links the two: at least a million, no part of something (من, عن), and not the amount itself in
    smaller coins ("22 مليون دينار (22 مليار)")."""
    words = scanned.words
    following = words[number.last + 1] if number.last + 1 < len(words) else ""
    between = words[match.last + 1 : number.first]
    amount = match.numbers[-1]
    same = between == ["("] and amount.value / amount.scale == number.value / number.scale
    return number.scale >= 10**6 and following not in _PARTITIVE and not same


def _counts_before(
    scanned: Scan, numbers: Sequence[NumberSpan], found: Sequence[Match]
) -> set[int]:
    """First pieces of the numbers that stand beside a large number of something else than money
    before them in their sentence: 40 مليون سائح مقارنة بـ32 مليونا."""
    taken = {place for match in found for place in range(match.first, match.last + 1)}
    others: set[int] = set()
    before: NumberSpan | None = None
    for number in numbers:
        if number.scale < 1000 or number.percent:
            continue
        if before is not None:
            between = scanned.words[before.last + 1 : number.first]
            beside = 0 < len(between) <= _REACH and not _STOPS.intersection(between)
            counts = before.first not in taken and before.first not in others
            followed = bool(between) and between[0][0].isalpha()
            if beside and counts and followed and between[0] not in amount_followers():
                others.add(number.first)
        before = number
    return others


def _shares_currency(scanned: Scan, number: NumberSpan, match: Match) -> bool:
    """Whether the number is the first of two before one currency: 100 و200 دولار."""
    between = scanned.words[number.last + 1 : match.first]
    if not match.numbers or match.numbers[0].first != match.first or number.value > 10**15:
        return False
    joined = match.numbers[0].joined and not between
    year = number.scale == 1 and 1900 <= number.value <= 2100
    return (joined or between in (["و"], ["او"])) and not year and not number.fraction


def _is_linked(scanned: Scan, number: NumberSpan) -> bool:
    words, at = scanned.words, number.first
    while (phrase := phrase_before(words, at)) is not None:
        at = phrase[0]
    if at == 0:
        return False
    if number.joined or words[at - 1] in amount_links():
        return True
    return words[at - 1] in ("ب", "ل", "و") and at > 1 and words[at - 2] in amount_links()


def _are_beside(scanned: Scan, number: NumberSpan, match: Match) -> bool:
    if not match.numbers or match.numbers[-1].scale < 1000 or match.currencies[0].is_subunit:
        return False
    first, last = match.last + 1, number.first
    if number.first <= match.last:
        first, last = number.last + 1, match.first
    if last - first > _REACH:
        return False
    between = scanned.words[first:last]
    return _STOPS.isdisjoint(between) and count_words().isdisjoint(between)
