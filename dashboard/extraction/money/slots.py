"""Where currencies stand in a scanned text: names with their adjectives, signs, codes."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from dashboard.arabic.scanning import Scan
from dashboard.lexicons.currencies import (
    CurrencyForm,
    CurrencySign,
    currency_forms,
    currency_signs,
    families,
    lookalikes,
    subunits,
)
from dashboard.lexicons.nationalities import nationality_forms

_HAMZA = frozenset("أإ")
# Signs that touch letters in web addresses, never a currency code.
_ADDRESS = frozenset("%/=&?#_@\\")


@dataclass(frozen=True, slots=True)
class CurrencySlot:
    """A currency at the pieces ``first``..``last``.

    ``family`` is the shared name (dinar) or the subunit's; ``code`` is set when a sign or code
    says it outright; ``countries`` are those that the adjective behind it may name.
    """

    first: int
    last: int
    family: str = ""
    code: str = ""
    countries: tuple[str, ...] = ()
    scale: Decimal = Decimal(1)
    count: str = "one"
    definite: bool = False
    joined: bool = False
    prefix: int = 0
    needs_scale: bool = False  # a common word but for a scale word before it

    @property
    def is_sign(self) -> bool:
        return bool(self.code)

    @property
    def is_subunit(self) -> bool:
        return self.family in subunits() and self.family not in families()


def currency_slots(scanned: Scan, country: str = "") -> dict[int, CurrencySlot]:
    """Every place where a currency may stand, by its first piece.

    ``country`` is the source's: abbreviations of one state's press are read only there.
    """
    forms, signs, words = currency_forms(), currency_signs(), scanned.words
    slots: dict[int, CurrencySlot] = {}
    for at, word in enumerate(words):
        if word in forms:
            slot = _named(scanned, at, forms[word])
            if slot is not None:
                slots[at] = slot
        elif word in signs:
            slot = _signed(scanned, at, signs[word], country)
            if slot is not None:
                slots[at] = slot
    return slots


def _named(scanned: Scan, at: int, form: CurrencyForm) -> CurrencySlot | None:
    words, family = scanned.words, form.name.family
    for followers in lookalikes().get(words[at], ()):
        if tuple(words[at + 1 : at + 1 + len(followers)]) == followers:
            return None
    last, countries = _adjective(words, at + 1, family, form.definite)
    # Names that are also common words count only with their state (بات تايلاندي), some of them
    # behind a scale word too (مليون بات).
    standings = {row.standing for row in families().get(family, ())}
    if standings == {"adjective"} and not countries:
        return None
    return CurrencySlot(
        at,
        last,
        family,
        countries=countries,
        count=form.name.count,
        needs_scale=not countries and bool(standings) and standings <= {"scaled", "adjective"},
        definite=form.definite,
        joined=form.joined,
        prefix=form.prefix,
    )


def _adjective(
    words: list[str], start: int, family: str, definite: bool
) -> tuple[int, tuple[str, ...]]:
    """(last piece of the currency, the countries that its adjective names)."""
    if start >= len(words):
        return start - 1, ()
    first = words[start].removeprefix("ال") if definite else words[start]
    known = countries_of(family)
    found: dict[tuple[str, ...], list[str]] = {}
    for form, country in (*nationality_forms().get(first, ()), *_named_states(words[start])):
        seen = words[start : start + len(form)]
        if definite:
            seen = [word.removeprefix("ال") for word in seen]
            form = tuple(word.removeprefix("ال") for word in form)
        if country in known and tuple(seen) == form:
            found.setdefault(form, []).append(country)
    if not found:
        return start - 1, ()
    longest = max(found, key=len)
    return start + len(longest) - 1, tuple(found[longest])


@cache
def countries_of(family: str) -> frozenset[str]:
    """The states whose currency has this name, or this subunit."""
    codes = {subunit.code for subunit in subunits().get(family, ())}
    return frozenset(
        currency.country
        for name, rows in families().items()
        for currency in rows
        if name == family or currency.code in codes
    )


def _named_states(word: str) -> tuple[tuple[tuple[str, ...], str], ...]:
    return nationality_forms().get(word, ()) if word.startswith("ال") else ()


def _signed(
    scanned: Scan, at: int, signs: tuple[CurrencySign, ...], country: str
) -> CurrencySlot | None:
    words = scanned.words
    for sign in signs:
        last = at + len(sign.pieces) - 1
        if tuple(words[at : last + 1]) != sign.pieces or (sign.country and sign.country != country):
            continue
        start, end = scanned.original_span(at, last)
        written = scanned.folded.original[start:end]
        if sign.sign.isascii() and sign.sign.isalpha() and written != sign.sign:
            continue  # a code is written in capitals: TRY, not try
        if not _HAMZA.isdisjoint(written) and _HAMZA.intersection(written).isdisjoint(sign.sign):
            continue  # د.أ is Jordan's, د.إ the Emirates'
        if len(sign.pieces) > 1 and "\n" in written:
            continue
        if _inside_word(scanned, at, last, sign):
            continue
        return CurrencySlot(at, last, code=sign.code, scale=sign.scale)
    return None


def _inside_word(scanned: Scan, first: int, last: int, sign: CurrencySign) -> bool:
    """Whether letters of the same script touch the sign (the c of a longer abbreviation)."""
    words = scanned.words
    before = scanned.adjacent(first) and words[first - 1]
    after = last + 1 < len(words) and scanned.adjacent(last + 1) and words[last + 1]
    if not sign.pieces[0].isalpha():
        return False
    if _ADDRESS.intersection((before, after)):
        return True
    if before and (before[-1].isalpha() or before == "."):
        return True
    if not sign.pieces[-1].isalpha():
        return False
    # In ج.م.ع the abbreviation goes on.
    if after == "." and last + 2 < len(words) and scanned.adjacent(last + 2):
        return words[last + 2].isalpha()
    return bool(after) and str(after)[0].isalpha()
