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


def plain_line(text: str, length: int) -> str:
    """``text`` that a person gave (a name, a reason) as one line of at most ``length`` code
    points, without what cannot be seen or turns direction."""
    seen = "".join(" " if char.isspace() else char for char in text[: 4 * length])
    kept = "".join(char for char in seen if char in _HARMLESS or not _is_hidden(char))
    return " ".join(kept.split())[:length].rstrip()


def _is_hidden(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")


def _visible(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Cs" and 0xDC80 <= ord(char) <= 0xDCFF:  # a byte of a name that is not UTF-8
        return f"\\x{ord(char) - 0xDC00:02x}"
    if category in ("Cc", "Cf", "Cs", "Co", "Zl", "Zp") and char not in _HARMLESS:
        return char.encode("unicode_escape").decode("ascii")
    return char
