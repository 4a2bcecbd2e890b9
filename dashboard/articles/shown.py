"""Names of files and fields as one safe line: nothing invisible, nothing that turns direction."""

from __future__ import annotations

import unicodedata
from pathlib import Path

from dashboard.articles import limits

# Joiners shape letters inside Persian and Arabic words and turn nothing around.
_HARMLESS = frozenset("\u200c\u200d")


def shown(name: str | Path) -> str:
    """``name`` with line ends, control and direction characters written as escapes."""
    return "".join(map(_visible, str(name)))


def one_line(text: str, length: int | None = None) -> str:
    """``text`` made safe by ``shown`` and cut in the middle at ``length`` code points."""
    length = limits.SHOWN_LENGTH if length is None else length
    if len(text) > length:
        text = f"{text[: length * 2 // 3]} … {text[-length // 3 :]}"
    return shown(" ".join(text.split(" ")))


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs" and 0xDC80 <= ord(char) <= 0xDCFF:  # a byte of a name that is not UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    if category in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in _HARMLESS:
        return char.encode("unicode_escape").decode("ascii")
    return char
