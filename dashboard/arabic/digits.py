"""What a figure in digits is worth, by the pattern of the separators inside it."""

from __future__ import annotations

import re
from decimal import Decimal
from enum import StrEnum

_THOUSANDS = frozenset("٬'’ ")
_DECIMAL = frozenset("٫ر")
_SEPARATOR = re.compile(r"[^0-9]")


class Style(StrEnum):
    """How a writer separates decimals where the pattern alone leaves two readings."""

    POINT = "point"  # 1,250 is a thousand and more; 1.250 is one and a quarter
    COMMA = "comma"  # Maghrebi and French: 1,250 is one and a quarter; 1.250 a thousand and more


def figure_value(figure: str, style: Style = Style.POINT, scaled: bool = False) -> Decimal | None:
    """The value of a folded figure (ASCII digits), or None when it is no single number.

    ``scaled`` tells that a scale word follows ("1.250 مليار"). Two or more equal separators
    that do not close groups of three (12.5.2014, 192.168.1.2) make no number.
    """
    separators = _SEPARATOR.findall(figure)
    if not separators:
        return Decimal(figure)
    groups = _SEPARATOR.split(figure)
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
    if groups[1] == "000":
        return False
    if last == ".":
        return scaled or style is Style.POINT
    return style is Style.COMMA


def _grouped(groups: list[str]) -> bool:
    return len(groups[0]) <= 3 and all(len(group) == 3 for group in groups[1:])
