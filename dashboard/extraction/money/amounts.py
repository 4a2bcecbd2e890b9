"""From a match to its value: amounts in whole units of the decided currency."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

from dashboard.arabic.bounds import bounds_around
from dashboard.arabic.digits import Style, figure_value
from dashboard.arabic.number_words import bound_phrases
from dashboard.arabic.numbers import NumberSpan
from dashboard.arabic.scanning import Scan
from dashboard.extraction.money.matching import Match
from dashboard.extraction.money.resolution import Decision
from dashboard.extraction.money.rules import TWO_CURRENCIES
from dashboard.extraction.money.slots import CurrencySlot
from dashboard.lexicons.currencies import points, price_units, subunits
from dashboard.model import Bound, MoneyValue

# Words between a bound and the first end of a range: نحو من 3 إلى 5, أكثر ما بين.
_RANGE_HEADS = frozenset({"من", "بين", "ما", "وبين", "مابين"})
_BOUND_WORDS = {
    Bound.AT_LEAST: "at least",
    Bound.MORE_THAN: "more than",
    Bound.AT_MOST: "at most",
    Bound.LESS_THAN: "less than",
}


class Amounts:
    """Values of matches in one scanned text, written in ``style``."""

    def __init__(self, scanned: Scan, style: Style) -> None:
        self._scan = scanned
        self._style = style

    def value(self, match: Match, decision: Decision) -> tuple[MoneyValue, tuple[str, ...]]:
        """The value of ``match`` and, in words, what it was read from."""
        code = decision.code
        low, high = self._ends(match, code)
        extra = self._added(match, code)
        if high is None:
            low += extra
        else:
            high += extra
        bound, approximate, phrases = self._bounds(match)
        phrases = tuple(phrase for phrase in phrases if phrase in _meanings())
        if high is not None:
            low, high = min(low, high), max(low, high)
            bound = Bound.RANGE
        unit = self._unit(match.last + 1)
        value = MoneyValue(
            amount=low,
            amount_max=high,
            currency=code,
            candidates=decision.candidates,
            approximate=approximate,
            bound=bound,
            basis=decision.basis,
            unit=unit,
        )
        evidence = [self._read(number) for number in match.numbers]
        evidence.append(decision.reason)
        evidence += [f"{phrase}: {_meanings()[phrase]}" for phrase in phrases]
        if unit:
            evidence.append(f"a price per {unit}")
        return value, tuple(evidence)

    def _ends(self, match: Match, code: str | None) -> tuple[Decimal, Decimal | None]:
        slot = match.currencies[0]
        if len(match.currencies) == 2 and match.currencies[1].is_subunit and not slot.is_subunit:
            # دولار و50 سنتا
            coins = self._in_units(match.numbers[0].value, match.currencies[1], code)
            return slot.scale + coins, None
        if not match.numbers:
            count = Decimal(2 if slot.count == "two" else 1)
            return self._in_units(count, slot, code), None
        values = [
            self._in_units(self._number(number, slot, code), slot, code) for number in match.numbers
        ]
        if len(values) == 1:
            shared = match.shared_scale if match.numbers[0].scale == 1 else Decimal(1)
            return values[0] * shared, None
        low, high = values
        first, second = match.numbers
        one_currency = match.rules[0] not in TWO_CURRENCIES
        if one_currency and first.scale == 1 and second.scale > 1:
            # من 3 إلى 5 ملايين: both ends share the scale, unless the first is already larger.
            shared = low * second.scale
            low = shared if shared <= high or first.value < 1000 <= second.scale else low
        elif one_currency and second.scale == 1 and first.scale > second.value:
            high = high * first.scale
        return low, high

    def _number(self, number: NumberSpan, slot: CurrencySlot, code: str | None) -> Decimal:
        """The number, read by its currency where a point before three digits can be either."""
        figure = self._scan.words[number.last]
        separator = next((mark for mark in ".," if mark in figure), "")
        plain = number.rule == "number.figure" and number.first == number.last
        if not plain or not separator:
            return number.value
        whole, _, decimals = figure.partition(separator)
        if len(decimals) != 3 or not whole.isdigit() or not decimals.isdigit():
            return number.value
        # Coins come whole: 1.440 مليم are more than a thousand.
        point = "thousands" if slot.is_subunit else points().get(code or "", "")
        if separator == ",":
            # Where the comma is decimal, 50,000 د is fifty dinars.
            if self._style is Style.COMMA and point == "decimals":
                return Decimal(f"{whole}.{decimals}")
            return number.value
        # Nobody writes 12.500 for twelve and a half, unless prices have three decimals.
        if not point and decimals.endswith("00"):
            point = "thousands"
        if not point or (point == "decimals" and decimals == "000" and self._style is Style.COMMA):
            return number.value
        style = Style.POINT if point == "decimals" else Style.COMMA
        value = figure_value(figure, style, scaled=point == "decimals")
        return number.value if value is None else value

    def _added(self, match: Match, code: str | None) -> Decimal:
        total = Decimal(0)
        for number, coin in match.added:
            if coin is not None:
                count = number.value if number is not None else Decimal(2)
                total += self._in_units(count, coin, code)
            elif number is not None and not number.fraction:
                total += number.value / 100  # 20$ و43c
            elif number is not None and number.scale > 1:
                total += number.value
            elif number is not None:
                total += number.value * (match.numbers[-1].scale if match.numbers else 1)
        return total

    @staticmethod
    def _in_units(count: Decimal, slot: CurrencySlot, code: str | None) -> Decimal:
        if not slot.is_subunit:
            return count * slot.scale
        rows = subunits()[slot.family]
        per_unit = next((row.per_unit for row in rows if row.code == code), rows[0].per_unit)
        return count / per_unit

    def _bounds(self, match: Match) -> tuple[Bound, bool, tuple[str, ...]]:
        first = match.first
        if len(match.numbers) == 2:
            while first > 0 and self._scan.words[first - 1] in _RANGE_HEADS:
                first -= 1
        return bounds_around(self._scan.words, first, match.last)

    def _unit(self, at: int) -> str:
        """What the amount is per: للبرميل, لكل برميل, /برميل; "" when it is not a price."""
        words, units = self._scan.words, price_units()
        if at >= len(words):
            return ""
        word = words[at]
        if word.startswith("لل"):
            return units.get(word[2:]) or units.get(word[1:]) or ""
        following = words[at + 1] if at + 1 < len(words) else ""
        if word in ("لكل", "/") or (word == "كل" and words[at - 1] == "عن"):
            known = units.get(following.removeprefix("ال"))
            if known is None and word == "لكل" and following[:1].isalpha():
                start, end = self._scan.original_span(at + 1, at + 1)
                return self._scan.folded.original[start:end]
            return known or ""
        return ""

    def _read(self, number: NumberSpan) -> str:
        written = self._scan.folded.original[number.start : number.end]
        return f"{written} is {number.value:f}"


@cache
def _meanings() -> dict[str, str]:
    """What each bounding phrase says, in words."""
    return {
        row.phrase: _BOUND_WORDS[row.bound] if row.bound else "about"
        for row in bound_phrases()
        if row.bound or row.approximate
    }
