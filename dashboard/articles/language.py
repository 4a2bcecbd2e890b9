"""The language of an article: as the file says, where the letters agree; else by the letters."""

from __future__ import annotations

import re

ARABIC = "ar"
OTHER = "other"
_SAMPLE = 1_000  # code points
_CODE = re.compile(r"[a-z]{2,3}(?=$|[-_])")
_NAMED = {"arabic": "ar", "العربية": "ar", "عربي": "ar", "english": "en", "french": "fr"}
_ARABIC_SCRIPT = frozenset({"ar", "ara", "fa", "ur", "ckb", "ku", "ps", "ug", "sd", "arz", "ary"})


def language_of(content: str, declared: str = "") -> str:
    """A code of ISO 639 where ``declared`` is one that fits the script, "ar" or "other" else."""
    declared = declared.strip().lower()
    code = _NAMED.get(declared) or (found.group() if (found := _CODE.match(declared)) else "")
    mostly_arabic = arabic_share(content) >= 0.5
    if code and mostly_arabic == (code in _ARABIC_SCRIPT):
        return ARABIC if code == "ara" else code
    return ARABIC if mostly_arabic else OTHER


def arabic_share(content: str) -> float:
    """Arabic letters as a share of all letters at the beginning of ``content``; 0 without any."""
    letters = [char for char in content[:_SAMPLE] if char.isalpha()]
    arabic = sum("\u0620" <= char <= "\u06d3" or "\ufb50" <= char <= "\ufefc" for char in letters)
    return arabic / len(letters) if letters else 0.0
