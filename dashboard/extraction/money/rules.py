"""The shapes of an amount: named rows of slots, tried in this order from each starting piece.

Slots: ``number`` a number that can be an amount, ``scaled`` one with a scale word, ``part`` one
that can count a definite noun; ``currency`` a name (with its adjective), ``currencies`` its
definite form, ``sign`` a sign, code or abbreviation, ``dual`` a name that says two, ``subunit``
the name of a smaller coin, ``subunits`` its definite form; ``to`` a word or dash between the
ends of a range; ``and`` و; ``or`` أو; ``of`` من; ``one`` واحد; ``half`` a fraction after و;
``same`` the number once more in brackets; ``close`` a closing bracket; ``open`` nothing but the
end of the amount; ``cents`` the sign of a cent; ``rest`` a smaller number below the scale of the
amount before it, with its currency once more or without.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True)
class Rule:
    """``name`` is unique and kept; ``slots`` is the shape; where ``after`` is not empty, one of
    these words must stand just before (بين, من)."""

    name: str
    slots: tuple[str, ...]
    after: tuple[str, ...] = ()

    @cached_property
    def beginnings(self) -> tuple[tuple[str, ...], ...]:
        """The first slot, the first two, and so on: rows share what they begin with."""
        return tuple(self.slots[: count + 1] for count in range(len(self.slots)))


def _rule(name: str, shape: str, after: str = "") -> Rule:
    return Rule(name, tuple(shape.split()), tuple(after.split()))


# The first row that fits gives the mention, so longer shapes stand above their beginnings.
RULES: tuple[Rule, ...] = (
    _rule("money.range-two-currencies", "number currency to number currency"),
    _rule("money.range-two-signs", "number sign to number sign"),
    _rule("money.range-signs-first", "sign number to sign number"),
    _rule("money.range-two-currencies-between", "number currency and number currency", "بين"),
    _rule("money.range-two-signs-between", "number sign and number sign", "بين"),
    _rule("money.range-open-end", "number currency to number open", "من بين"),
    _rule("money.range-open-end-between", "number currency and number open", "بين"),
    _rule("money.range-to-currency", "number to number currency"),
    _rule("money.range-to-currencies", "number to number of currencies"),
    _rule("money.range-to-sign", "number to number sign"),
    _rule("money.range-sign-to", "sign number to number"),
    _rule("money.range-between-currency", "number and number currency", "بين"),
    _rule("money.range-between-currencies", "number and number of currencies", "بين"),
    _rule("money.range-between-sign", "number and number sign", "بين"),
    _rule("money.range-or-currency", "number or number currency"),
    _rule("money.number-scale-currency", "scaled currency"),
    _rule("money.number-currency", "number currency"),
    _rule("money.number-of-currencies", "number of currencies"),
    _rule("money.part-of-currency", "part currencies"),
    _rule("money.confirmed-number-currency", "number same currency"),
    _rule("money.bracketed-number-currency", "number close currency"),
    _rule("money.number-sign", "number sign"),
    _rule("money.sign-number", "sign number"),
    _rule("money.range-two-subunits", "number subunit to number subunit"),
    _rule("money.range-two-subunits-between", "number subunit and number subunit", "بين"),
    _rule("money.range-to-subunit", "number to number subunit"),
    _rule("money.range-between-subunit", "number and number subunit", "بين"),
    _rule("money.number-subunit", "number subunit"),
    _rule("money.number-of-subunits", "number of subunits"),
    _rule("money.currency-with-subunit", "currency and number subunit"),
    _rule("money.currency-one", "currency one"),
    _rule("money.currency-half", "currency half"),
    _rule("money.dual-currency", "dual"),
)

# What may follow an amount and belongs to it.
PARTS: tuple[Rule, ...] = (
    _rule("money.with-subunit", "and number subunit"),
    _rule("money.with-dual-subunit", "and-dual"),
    _rule("money.with-half", "half"),
    _rule("money.with-rest", "and rest"),
    _rule("money.with-cents-sign", "and number cents"),
)

# Rows whose two ends each carry their own currency: they share no scale.
TWO_CURRENCIES = frozenset(
    rule.name for rule in RULES if sum(slot in ("currency", "sign") for slot in rule.slots) == 2
)

_STARTS = {"number": "number", "scaled": "number", "part": "number", "sign": "sign"}
# The rows by what their first piece is, in the order of RULES.
RULES_BY_START: dict[str, tuple[Rule, ...]] = {
    start: tuple(rule for rule in RULES if _STARTS.get(rule.slots[0], "currency") == start)
    for start in ("number", "sign", "currency")
}
