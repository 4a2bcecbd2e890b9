"""What a figure in digits is worth, by the pattern of the separators inside it."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

_THOUSANDS = frozenset("٬'’ ")
# Longer runs of digits are keys or noise, and cost more than they tell.
LONGEST_FIGURE = 60
_REH = "ر"
_DECIMAL = frozenset("٫")
_SEPARATOR = re.compile(r"[^0-9]")


class Style(StrEnum):
    """How a writer separates decimals where the pattern alone leaves two readings."""

    POINT = "point"  # 1,250 is a thousand and more; 1.250 is one and a quarter
    COMMA = "comma"  # Maghrebi and French: 1,250 is one and a quarter; 1.250 a thousand and more


def is_surely_reversed(figure: str) -> bool:
    """Whether a figure with ر can only have its decimals first: 85ر1, 9ر14436, 5ر0.

    News agencies type the decimals before the whole, so that the sign stands right when the
    line is set from right to left. Of 284 such figures in a collection of 40,000 articles, all
    60 that were looked at are written so; only 2ر5, with one digit on either side, could be
    read either way.
    """
    decimals, reh, whole = figure.partition(_REH)
    return reh != "" and (len(decimals) > 1 or len(whole) > 1 or whole == "0")


def figure_value(
    figure: str, style: Style = Style.POINT, scaled: bool = False, reversed_reh: bool = False
) -> Decimal | None:
    """The value of a folded figure (ASCII digits), or None when it is no single number.

    ``scaled`` tells that a scale word follows ("1.250 مليار"); ``reversed_reh`` that decimals come
    before ر and the whole after it. Two or more equal separators
    that do not close groups of three (12.5.2014, 192.168.1.2) make no number.
    """
    if len(figure) > LONGEST_FIGURE:
        return None
    if not figure[0].isdigit():
        figure = "0" + figure  # ٫77
    separators = _SEPARATOR.findall(figure)
    if not separators:
        return Decimal(figure)
    groups = _SEPARATOR.split(figure)
    if _REH in separators:
        if len(groups) != 2:
            return None
        whole_first = groups[::-1] if reversed_reh or is_surely_reversed(figure) else groups
        return Decimal(".".join(whole_first))
    last = separators[-1]
    if _is_decimal(groups, separators, style, scaled):
        whole, separators = groups[:-1], separators[:-1]
        fraction = groups[-1]
        if separators and (last in separators or not _grouped(whole)):
            return None
    else:
        whole, fraction = groups, ""
        if not _grouped(whole):
            return None
    if len(set(separators)) > 1:
        return None
    return Decimal("".join(whole) + ("." + fraction if fraction else ""))


def _is_decimal(groups: list[str], separators: list[str], style: Style, scaled: bool) -> bool:
    """Whether the last separator parts the whole from its decimals."""
    last = separators[-1]
    if last in _DECIMAL:
        return True
    if last in _THOUSANDS:
        return False
    if len(separators) > 1:
        return last not in separators[:-1]
    if len(groups[1]) != 3 or len(groups[0]) > 3 or groups[0].startswith("0"):
        return True
    # One separator before three digits: 1,250 or 1.250.
    if last == "،":
        return False
    if last == ".":
        return scaled or (style is Style.POINT and groups[1] != "000")
    if groups[1] == "000":
        return False
    return style is Style.COMMA


def _grouped(groups: list[str]) -> bool:
    return len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
