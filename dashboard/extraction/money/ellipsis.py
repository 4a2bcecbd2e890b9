"""Amounts whose currency is left out because it stands beside them ("مقابل 27 مليارا")."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.arabic.bounds import phrase_before
from dashboard.arabic.numbers import NumberSpan
from dashboard.arabic.scanning import Scan
from dashboard.extraction.money.matching import Match, Matching
from dashboard.lexicons.amounts import amount_links

# How many pieces may lie between the two amounts.
_REACH = 16
_STOPS = frozenset({".", "!", "?", "؟", "\n", "؛"})
RULE = "money.ellipsis"


def elliptic_matches(
    scanned: Scan, numbers: Sequence[NumberSpan], matching: Matching, found: Sequence[Match]
) -> list[Match]:
    """A match for each large number without a noun that is set beside an amount of ``found``.

    The number must carry a scale word of its own, be linked by a word (مقابل, من, إلى) or و, and
    stand in the sentence of an amount that carries one too.
    """
    taken = [(match.first, match.last) for match in found]
    matches: list[Match] = []
    near = 0
    for number in numbers:
        while near < len(found) and found[near].last < number.first:
            near += 1
        if number.scale < 1000 or number.ordinal or number.percent:
            continue
        if any(first <= number.first <= last for first, last in taken[max(0, near - 1) : near + 1]):
            continue
        if not matching.ends_amount(number.last + 1) or not _is_linked(scanned, number):
            continue
        for neighbour in found[max(0, near - 1) : near + 1]:
            if _are_beside(scanned, number, neighbour):
                match = Match(number.first, number.last, [RULE], [number], neighbour.currencies[:1])
                matches.append(match)
                break
    return matches


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
    if number.first > match.last:
        between = scanned.words[match.last + 1 : number.first]
    else:
        between = scanned.words[number.last + 1 : match.first]
    return len(between) <= _REACH and not _STOPS.intersection(between)
