"""Amounts of money in a text, as mentions."""

from __future__ import annotations

from dashboard.arabic.digits import Style
from dashboard.arabic.numbers import find_numbers
from dashboard.arabic.scanning import Scan, scan
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money.amounts import Amounts
from dashboard.extraction.money.ellipsis import elliptic_matches
from dashboard.extraction.money.matching import Match, Matching
from dashboard.extraction.money.resolution import CurrencyResolution
from dashboard.extraction.money.slots import currency_slots
from dashboard.lexicons.countries import source_country
from dashboard.model import Mention, MentionKind

# States whose French-schooled press writes a decimal comma.
DECIMAL_COMMA = frozenset({"DZ", "MA", "MR", "TN"})


def number_style(context: ReadingContext) -> Style:
    """How the source of a text separates decimals where a figure can be read in two ways."""
    return Style.COMMA if _country(context) in DECIMAL_COMMA else Style.POINT


def find_money(content: str, context: ReadingContext) -> list[Mention]:
    """Every amount of money in ``content``, in order, without overlaps.

    A mention runs from the number to the currency with its adjective (or from the sign to the
    number); bounds and approximation are in its value. Linear in the length of ``content``.
    """
    scanned = scan(content)
    country = _country(context)
    slots = currency_slots(scanned, country)
    if not slots:
        return []
    style = Style.COMMA if country in DECIMAL_COMMA else Style.POINT
    numbers = find_numbers(content, style)
    matching = Matching(scanned, numbers, slots)
    found = list(matching.matches())
    if not found:
        return []
    found += elliptic_matches(scanned, numbers, matching, found)
    found.sort(key=lambda match: match.first)
    resolution = CurrencyResolution(scanned, list(slots.values()), country)
    amounts = Amounts(scanned, style)
    mentions = []
    for match in found:
        # An adjective behind either end of a range tells the currency of both.
        told = [slot for slot in match.currencies if slot.countries and not slot.is_subunit]
        decision = resolution.decide((told or match.currencies)[0])
        value, evidence = amounts.value(match, decision)
        start, end = _span(scanned, match)
        mentions.append(
            Mention(
                article=context.article,
                start=start,
                end=end,
                surface=content[start:end],
                kind=MentionKind.MONEY,
                value=value,
                rule="+".join(match.rules),
                evidence=evidence,
            )
        )
    return mentions


def _span(scanned: Scan, match: Match) -> tuple[int, int]:
    start, end = scanned.original_span(match.first, match.last)
    if match.numbers and match.numbers[0].first == match.first:
        return match.numbers[0].start, end
    slot = match.currencies[0]
    if slot.first == match.first and slot.prefix:
        start = scanned.folded.original_span(scanned.starts[slot.first] + slot.prefix, end)[0]
    return start, end


def _country(context: ReadingContext) -> str:
    return context.country or source_country(context.source, context.url)
