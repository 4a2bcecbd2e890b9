"""Numbers as text: digits, grouping, short forms, and keeping left-to-right runs together."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_EVEN, Decimal

from dashboard.wording.language import Digits

LEFT_TO_RIGHT = "\u2066"  # opens an isolated left-to-right run
RIGHT_TO_LEFT = "\u2067"
FIRST_STRONG = "\u2068"
POP = "\u2069"

_ARABIC_INDIC = str.maketrans("0123456789,.%", "٠١٢٣٤٥٦٧٨٩٬٫٪")
_LATIN = re.compile(r"[A-Za-z]")
_ARABIC = re.compile(r"[\u0600-\u06ff]")
_ARABIC_RUN = re.compile(r"[\u0600-\u06ff]+(?:[ -]+[\u0600-\u06ff]+)*")
# Scales of short forms, largest first: (message key, power of ten).
SCALES = (("scale.trillion", 12), ("scale.billion", 9), ("scale.million", 6), ("scale.thousand", 3))


def isolated(text: str) -> str:
    """``text`` as a left-to-right run that Arabic around it cannot reorder."""
    return f"{LEFT_TO_RIGHT}{text}{POP}"


def isolated_if_foreign(text: str, right_to_left: bool) -> str:
    """``text`` isolated when its script runs against the sentence it is put into."""
    foreign = _LATIN if right_to_left else _ARABIC
    return f"{FIRST_STRONG}{text}{POP}" if foreign.search(text) else text


def with_arabic_isolated(text: str) -> str:
    """``text``, written from the left, with each run of Arabic words in it isolated: two of them
    with a sign between would change places, and one at the beginning would turn the line. One that
    is all there is stays as it is."""
    if _ARABIC_RUN.fullmatch(text):
        return text
    return _ARABIC_RUN.sub(lambda run: f"{FIRST_STRONG}{run.group()}{POP}", text)


def with_digits(text: str, digits: Digits) -> str:
    """``text``, which holds Western digits, with the chosen ones."""
    return text.translate(_ARABIC_INDIC) if digits is Digits.ARABIC_INDIC else text


def grouped(value: int | float | Decimal, decimals: int | None = None) -> str:
    """ "1,234,567.5": thousands grouped. ``decimals`` None keeps the digits there are."""
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    if decimals is not None:
        number = number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_EVEN)
        return f"{number:,f}"
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def scaled(value: int | float | Decimal) -> tuple[Decimal, str | None]:
    """``value`` in its largest scale: (88.2, "scale.billion"), or (950, None) below a thousand.

    At most two decimals under ten and one above, so the result is for reading, not reckoning.
    """
    number = Decimal(str(value))
    for key, power in SCALES:
        if abs(number) >= Decimal(10) ** power:
            part = number.scaleb(-power)
            step = Decimal("0.01") if abs(part) < 10 else Decimal("0.1")
            return part.quantize(step).normalize(), key
    return number, None
