"""The language of an article: as the file says, where the letters agree; else by the letters."""

from __future__ import annotations

import re
from functools import lru_cache

import numpy as np

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
    mostly_arabic = _plainly_arabic(content) or arabic_share(content) >= 0.5
    if code and mostly_arabic == (code in _ARABIC_SCRIPT):
        return ARABIC if code == "ara" else code
    return ARABIC if mostly_arabic else OTHER


def _plainly_arabic(content: str) -> bool:
    """Whether half of all characters at the beginning are the usual Arabic letters: then half of
    the letters are, too. Most articles need no closer look."""
    sample = content[:_SAMPLE]
    units = np.frombuffer(sample.encode("utf-16-le", "surrogatepass"), np.uint16)
    usual = ((units >= 0x620) & (units <= 0x63A)) | ((units >= 0x641) & (units <= 0x64A))
    return bool(sample) and 2 * int(usual.sum()) >= len(sample)


def arabic_share(content: str) -> float:
    """Arabic letters as a share of all letters at the beginning of ``content``; 0 without any."""
    codes = np.frombuffer(content[:_SAMPLE].encode("utf-32-le", "surrogatepass"), np.uint32)
    letters, arabic = _letters()
    common = codes[codes < len(letters)]
    rare = sum(chr(code).isalpha() for code in codes[codes >= len(letters)].tolist())
    count = int(letters[common].sum()) + rare
    return int(arabic[common].sum()) / count if count else 0.0


@lru_cache(maxsize=1)
def _letters() -> tuple[np.ndarray, np.ndarray]:
    """Which code points below 0x10000 are letters, and which of them Arabic: asking for each
    letter of a text took longer than all else that is done to read an article."""
    letters = np.array([chr(code).isalpha() for code in range(0x10000)])
    codes = np.arange(0x10000)
    arabic = ((codes >= 0x620) & (codes <= 0x6D3)) | ((codes >= 0xFB50) & (codes <= 0xFEFC))
    return letters, letters & arabic
