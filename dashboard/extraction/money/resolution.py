"""Whose currency a shared name means: by its adjective, the article, its places, its source."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.arabic.scanning import Scan
from dashboard.extraction.money.slots import CurrencySlot
from dashboard.lexicons.countries import place_forms
from dashboard.lexicons.currencies import Currency, families, subunits

# Pieces that end a sentence for the purpose of "the nearest place".
_SENTENCE_ENDS = frozenset({".", "!", "?", "؟", "\n"})


@dataclass(frozen=True, slots=True)
class Decision:
    """``code`` is None when undecided, with ``candidates`` likeliest first; ``basis`` is a word
    of MoneyValue.basis and ``reason`` says it in words."""

    code: str | None
    candidates: tuple[str, ...]
    basis: str
    reason: str


class CurrencyResolution:
    """Decides the currencies of one article; ``slots`` are all its currency slots in order.

    ``country`` is the source's state, "" when unknown.
    """

    def __init__(self, scanned: Scan, slots: Sequence[CurrencySlot], country: str) -> None:
        self._scan = scanned
        self._country = country
        # What the article says outright: (piece, family, code, by an adjective).
        self._named = [
            (slot.first, slot.family, code, bool(slot.countries))
            for slot in slots
            if (code := _code_of(slot) or _default(slot)) is not None
        ]
        # Long texts ask the same questions again and again; each is answered once.
        self._counted: dict[tuple[str, int, int], dict[str, tuple[int, str]]] = {}
        self._by_family: dict[str, list[tuple[int, str]]] = {}

    def decide(self, slot: CurrencySlot) -> Decision:
        """The currency of ``slot`` and why."""
        if slot.code:
            return Decision(slot.code, (), "written", f"sign or code of {slot.code}")
        name = self._written(slot, slot.first)
        if slot.countries:
            code = _code_of(slot)
            if code is not None:
                written = self._written(slot, slot.last)
                return Decision(code, (), "adjective", f"{written} is {code}")
        candidates = _candidates(slot)
        if len(candidates) == 1:
            return Decision(candidates[0][0], (), "written", f"{name} is {candidates[0][0]}")
        default = _default(slot)
        if default is not None:
            return Decision(default, (), "written", f"{name} alone is {default}")
        return (
            self._by_article(slot, name)
            or self._by_places(slot, name, candidates)
            or self._by_source(name, candidates)
            or Decision(
                None,
                tuple(dict.fromkeys(code for code, _ in candidates)),
                "undecided",
                f"{name} is used by several states and nothing in the article tells which",
            )
        )

    def _written(self, slot: CurrencySlot, last: int) -> str:
        """The currency as the text spells it, up to piece ``last``, without attached letters."""
        folded = self._scan.folded
        start = self._scan.starts[slot.first] + slot.prefix
        return folded.original[slice(*folded.original_span(start, self._scan.ends[last]))]

    def _by_article(self, slot: CurrencySlot, name: str) -> Decision | None:
        named = self._named_like(slot)
        codes = {code for _, code in named}
        if len(codes) > 1:
            start, _ = self._sentence(slot.first)
            before = bisect_left(named, (slot.first, ""))
            near = before > 0 and named[before - 1][0] >= start
            codes = {named[before - 1][1]} if near else set()
        if len(codes) != 1:
            return None
        code = codes.pop()
        return Decision(code, (), "article", f"{name} is {code} elsewhere in the article")

    def _named_like(self, slot: CurrencySlot) -> list[tuple[int, str]]:
        """(piece, code) of what the article calls outright by the same name, in order; for a
        subunit, of every currency that has it."""
        if slot.family not in self._by_family:
            possible = {code for code, _ in _candidates(slot)}
            self._by_family[slot.family] = [
                (at, code)
                for at, family, code, by_adjective in self._named
                if (code in possible if slot.is_subunit else by_adjective and family == slot.family)
            ]
        return self._by_family[slot.family]

    def _by_places(
        self, slot: CurrencySlot, name: str, candidates: Sequence[tuple[str, str]]
    ) -> Decision | None:
        near = self._votes(slot.family, candidates, *self._sentence(slot.first))
        if len(near) == 1:
            (code, (_, place)) = next(iter(near.items()))
            return Decision(code, (), "country", f"{name} is {code}: the sentence names {place}")
        votes = self._votes(slot.family, candidates, 0, len(self._scan.words))
        if not votes:
            return None
        ranked = sorted(votes.items(), key=lambda vote: -vote[1][0])
        code, (count, place) = ranked[0]
        if len(ranked) > 1 and count < 2 * ranked[1][1][0]:
            return None
        return Decision(code, (), "country", f"{name} is {code}: the article speaks of {place}")

    def _by_source(self, name: str, candidates: Sequence[tuple[str, str]]) -> Decision | None:
        for code, country in candidates:
            if country == self._country:
                reason = f"{name} is {code}: the source is from {country}"
                return Decision(code, (), "source", reason)
        return None

    def _votes(
        self, family: str, candidates: Sequence[tuple[str, str]], start: int, end: int
    ) -> dict[str, tuple[int, str]]:
        """How often the pieces ``start``..``end`` name a state of each code, and a place of it."""
        key = (family, start, end)
        if key not in self._counted:
            codes = {country: code for code, country in reversed(candidates)}
            counted: Counter[str] = Counter()
            example: dict[str, str] = {}
            for at in range(bisect_left(self._place_starts, start), len(self._places)):
                first, place, countries = self._places[at]
                if first >= end:
                    break
                found = {codes[country] for country in countries if country in codes}
                if len(found) == 1:
                    code = found.pop()
                    counted[code] += 1
                    example.setdefault(code, place)
            self._counted[key] = {code: (n, example[code]) for code, n in counted.items()}
        return self._counted[key]

    @cached_property
    def _place_starts(self) -> list[int]:
        return [at for at, _, _ in self._places]

    @cached_property
    def _places(self) -> list[tuple[int, str, frozenset[str]]]:
        forms, words = place_forms(), self._scan.words
        found = []
        free = 0  # a place inside a longer one (السودان in جنوب السودان) does not count
        for at, word in enumerate(words):
            if at < free:
                continue
            for spelled, countries in forms.get(word, ()):
                last = at + len(spelled) - 1
                if tuple(words[at : last + 1]) == spelled:
                    start, end = self._scan.original_span(at, last)
                    found.append((at, self._scan.folded.original[start:end], countries))
                    free = last + 1
                    break
        return found

    @cached_property
    def _ends(self) -> list[int]:
        return [at for at, word in enumerate(self._scan.words) if word in _SENTENCE_ENDS]

    def _sentence(self, at: int) -> tuple[int, int]:
        """First piece of the sentence of piece ``at``, and the piece that ends it."""
        place = bisect_left(self._ends, at)
        start = self._ends[place - 1] + 1 if place > 0 else 0
        end = self._ends[place] if place < len(self._ends) else len(self._scan.words)
        return start, end


def _code_of(slot: CurrencySlot) -> str | None:
    for currency in _currencies(slot):
        if currency.country in slot.countries:
            return currency.code
    return None


def _default(slot: CurrencySlot) -> str | None:
    """What the bare name of the slot's family means by itself."""
    if slot.code:
        return slot.code
    rows = families().get(slot.family, ())
    return rows[0].code if rows and rows[0].standing == "default" else None


def _candidates(slot: CurrencySlot) -> list[tuple[str, str]]:
    """(code, country) that the bare name may mean, likeliest first."""
    return [
        (currency.code, currency.country)
        for currency in _currencies(slot)
        if currency.standing != "adjective"
    ]


def _currencies(slot: CurrencySlot) -> list[Currency]:
    if not slot.is_subunit:
        return list(families().get(slot.family, ()))
    codes = [subunit.code for subunit in subunits()[slot.family]]
    rows = {c.code: c for family in families().values() for c in reversed(family)}
    return [rows[code] for code in codes]
