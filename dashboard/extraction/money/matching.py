"""Fitting the rule rows to a scanned text, left to right, without going back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from dashboard.arabic.bounds import phrase_before
from dashboard.arabic.numbers import NumberSpan
from dashboard.arabic.scanning import Scan
from dashboard.extraction.money.rules import PARTS, RULES_BY_START, Rule
from dashboard.extraction.money.slots import CurrencySlot
from dashboard.lexicons.amounts import amount_followers, change_words

_TO = frozenset({"الي", "حتي", "-", "\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "~"})
# How many pieces before "من" a word of change may stand.
_CHANGE_REACH = 12
_CLOSE = frozenset(')]»"”')


@dataclass(slots=True)
class Match:
    """One amount in the making: the rows that fitted, and what filled their slots."""

    first: int
    last: int
    rules: list[str]
    numbers: list[NumberSpan] = field(default_factory=list)
    currencies: list[CurrencySlot] = field(default_factory=list)
    added: list[tuple[NumberSpan | None, CurrencySlot | None]] = field(default_factory=list)
    shared_scale: Decimal = Decimal(1)  # the scale that a number without one takes from its pair


class Matching:
    """Fits rows to one text. ``numbers`` and ``slots`` are those of the same scan."""

    def __init__(
        self, scanned: Scan, numbers: list[NumberSpan], slots: dict[int, CurrencySlot]
    ) -> None:
        self._words = scanned.words
        self._scan = scanned
        self._numbers = {number.first: number for number in numbers}
        self._slots = slots
        self._whole: Match | None = None  # the amount that parts are being added to

    def matches(self) -> Iterator[Match]:
        """Amounts in order, without overlaps."""
        free = 0
        for at in sorted({*self._numbers, *self._slots}):
            if at < free:
                continue
            match = self._first_match(at)
            if match is not None:
                self._add_parts(match)
                free = match.last + 1
                yield match

    def _first_match(self, at: int) -> Match | None:
        start = "number" if at in self._numbers else self._start(at)
        if start == "sign" and self._slots[at].last + 1 not in self._numbers:
            return None  # most signs and codes that stand alone are no amount
        unfit: set[tuple[str, ...]] = set()  # beginnings of rows that do not fit here
        for rule in RULES_BY_START[start]:
            if not unfit.isdisjoint(rule.beginnings):
                continue
            if rule.after and not self._stands_after(at, rule.after):
                continue
            match = self._fitted(rule, at, unfit)
            if match is not None and self._holds(rule, match):
                return match
        return None

    def _start(self, at: int) -> str:
        slot = self._slots[at]
        return "sign" if slot.is_sign else "currency"

    def _holds(self, rule: Rule, match: Match) -> bool:
        """Whether a range is one: not a change, not a date before an amount."""
        if len(match.numbers) < 2 or rule.slots[1] == "same":
            return True
        low, high = match.numbers
        if "or" in rule.slots:
            # خمسة أو ستة is about one amount, 999 أو 1099 are two.
            return low.scale == 1 and high.value / high.scale - low.value == 1
        if "to" not in rule.slots:
            return True
        if rule.slots[1] == "to":
            # في الربع الأول 2018 إلى 5.62 مليار
            return not (_is_year(low) and high.scale > 1)
        if not self._stands_after(match.first, ("من", "بين")):
            # ارتفع 1.90 دولار إلى 75.34 دولار: by so much, to so much.
            written_as_range = not self._words[high.first - 1][-1].isalpha()
            opens = match.first == 0 or not self._words[match.first - 1][-1].isalpha()
            return written_as_range or opens
        return low.value <= high.value and not self._follows_change(match.first)

    def _follows_change(self, at: int) -> bool:
        """Whether a word of change stands not far before: سينخفض الدعم من ... إلى."""
        before = self._words[max(0, at - _CHANGE_REACH) : at]
        return any(word in change_words() or word[1:] in change_words() for word in before)

    def _stands_after(self, at: int, heads: tuple[str, ...]) -> bool:
        """Whether one of ``heads`` precedes, alone or with attached letters (وبين), perhaps with
        words that blur the number between them (بين نحو 3 و5)."""
        while (phrase := phrase_before(self._words, at)) is not None:
            at = phrase[0]
        if at == 0:
            return False
        before = self._words[at - 1]
        return before in heads or before.lstrip("ولفبم") in heads or before[1:] in heads

    def _fitted(
        self, rule: Rule, at: int, unfit: set[tuple[str, ...]] | None = None
    ) -> Match | None:
        match = Match(at, at, [rule.name])
        place = at
        for slot, beginning in zip(rule.slots, rule.beginnings, strict=True):
            after = self._fill(slot, place, match)
            if after is None:
                if unfit is not None:
                    unfit.add(beginning)
                return None
            place = after
        match.last = place - 1
        return match

    def _fill(self, slot: str, at: int, match: Match) -> int | None:
        """The piece behind the filled slot, or None when ``slot`` does not stand at ``at``."""
        match slot:
            case "number" | "scaled" | "part":
                return self._number(slot, at, match)
            case "currency" | "currencies" | "sign" | "dual" | "subunit" | "subunits":
                return self._currency(slot, at, match)
            case "to":
                return self._to(at)
            case "open":
                return at if self.ends_amount(at) else None
            case _:
                return self._word(slot, at, match)

    def _number(self, slot: str, at: int, match: Match) -> int | None:
        number = self._numbers.get(at)
        if number is None and at + 1 < len(self._words) and not match.numbers:
            return None
        if number is None:
            # A figure with a letter attached before it: إلى ال30, لـ20.
            attached = self._words[at] in ("ال", "ل", "ب") if at < len(self._words) else False
            number = self._numbers.get(at + 1) if attached and self._scan.adjacent(at + 1) else None
        if number is None or number.ordinal or number.percent or number.year:
            return None
        if slot == "scaled" and number.scale == 1:
            return None
        if slot == "part" and not (number.fraction or number.scale > 1 or number.value < 1):
            return None
        match.numbers.append(number)
        return number.last + 1

    def _currency(self, slot: str, at: int, match: Match) -> int | None:
        if at < len(self._words) and self._words[at] == "#":
            at += 1  # 5 ملايين #دولار
        currency = self._slots.get(at)
        if currency is None or currency.is_sign != (slot == "sign"):
            return None
        if currency.needs_scale and (not match.numbers or match.numbers[-1].scale == 1):
            return None
        if slot == "currency" and (currency.is_subunit or currency.definite):
            return None
        if slot == "currency" and currency.prefix and (match.numbers or currency.joined):
            return None
        if slot == "subunit" and (not currency.is_subunit or currency.prefix):
            return None
        if slot == "currencies" and (not currency.definite or currency.is_subunit):
            return None
        if slot == "subunits" and not (currency.definite and currency.is_subunit):
            return None
        if slot == "dual" and (currency.count != "two" or currency.definite):
            return None
        if slot in ("currency", "subunit") and currency.count == "two" and match.numbers:
            return None
        match.currencies.append(currency)
        return currency.last + 1

    def _to(self, at: int) -> int | None:
        words = self._words
        if at < len(words) and words[at] in _TO:
            return at + 1
        # من عشرة لعشرين: the preposition is attached to the number.
        number = self._numbers.get(at)
        attached = number is not None and words[at].startswith("ل") and not number.joined
        if number is not None and attached and number.start > self._scan.original_span(at, at)[0]:
            return at
        return None

    def _word(self, slot: str, at: int, match: Match) -> int | None:
        words = self._words
        if at >= len(words):
            return None
        word = words[at]
        if slot == "and":
            if word == "و":
                return at + 1
            number = self._numbers.get(at)
            return at if number is not None and number.joined else None
        if slot == "same":
            number = self._numbers.get(at + 1)
            closed = number is not None and words[number.last + 1 : number.last + 2] == [")"]
            if word != "(" or number is None or not closed:
                return None
            return number.last + 2 if number.value == match.numbers[0].value else None
        if slot == "half":
            at = at + 1 if word == "و" else at
            number = self._numbers.get(at)
            if number is None or not number.fraction or number.figures:
                return None
            if not (number.joined or word == "و"):
                return None
            following = self._slots.get(number.last + 1)
            if following is not None and (following.definite or number.scale > 1):
                # ونصف الجنيه الإسترليني, ونصف المليار ريال: the currency is said once more.
                match.currencies.append(following)
                match.added.append((number, None))
                return following.last + 1
            # ونصف الشركات is half of something else.
            if number.scale == 1 and not self.ends_amount(number.last + 1):
                return None
            match.added.append((number, None))
            return number.last + 1
        if slot == "rest":
            return self._rest(at, match)
        if slot == "and-dual":
            joined = word == "و"
            currency = self._slots.get(at + joined)
            if currency is None or currency.count != "two" or not currency.is_subunit:
                return None
            if not joined and not currency.joined:
                return None
            match.added.append((None, currency))
            return currency.last + 1
        expected = {
            "or": word == "او",
            "of": word == "من",
            "one": word in ("واحد", "واحده", "واحدا"),
            "close": word in _CLOSE,
            "cents": word in ("c", "¢"),
        }
        return at + 1 if expected[slot] else None

    def _rest(self, at: int, match: Match) -> int | None:
        """3 ملايين دينار و278 ألف دينار: the lower part of the amount that is being added to."""
        number, whole = self._numbers.get(at), self._whole
        if number is None or whole is None or len(whole.numbers) != 1:
            return None
        upper = whole.numbers[0]
        below = number.scale < upper.scale and number.value < upper.scale
        if not below or number.fraction or number.percent or upper.value % upper.scale:
            return None
        currency = self._slots.get(number.last + 1)
        if currency is None or currency.definite:
            if number.scale == 1 or not self.ends_amount(number.last + 1):
                return None
            currency, last = whole.currencies[0], number.last
        elif (currency.family, currency.code) != (
            whole.currencies[0].family,
            whole.currencies[0].code,
        ):
            return None
        else:
            last = currency.last
        match.added.append((number, currency))
        return last + 1

    def _add_parts(self, match: Match) -> None:
        """Take up what follows the amount: a smaller coin, a half."""
        if match.currencies[0].is_subunit:
            return
        self._whole = match
        for rule in PARTS:
            part = self._fitted(rule, match.last + 1)
            if part is None:
                continue
            if part.numbers:
                coin = part.currencies[0] if part.currencies else None
                part.added.append((part.numbers[0], coin))
            if not part.added or match.last + 1 >= len(self._words):
                continue
            match.added.extend(part.added)
            if rule.name == "money.with-half":
                match.currencies.extend(part.currencies)
            match.rules.append(rule.name)
            match.last = part.last
            return

    def ends_amount(self, at: int) -> bool:
        """Whether nothing countable follows: the end, a sign, or a word that opens a phrase."""
        words = self._words
        return at >= len(words) or not words[at][0].isalnum() or words[at] in amount_followers()


def _is_year(number: NumberSpan) -> bool:
    return number.rule == "number.figure" and 1900 <= number.value <= 2100
