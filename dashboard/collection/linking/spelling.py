"""Spellings of a name: the key that levels them, its units, and how it sounds."""

from __future__ import annotations

import re
from functools import lru_cache

from dashboard.arabic.folding import folded

ARTICLE = "ال"
_EDGES = "\"'«»“”‘’()[]{} -–—.,،:؛#"
# Signs between the words of one name: a hashtag's, a hyphen, a closing bracket, double spaces.
_BETWEEN = re.compile(r"[\s_#()\-–—ـ]+")
_JOINED_ABD = re.compile(r"(?<![^ ])عبدال(?=[^ ]{2})")
# Words that make one unit of a name with the word behind them.
_OPENING_WORDS = "عبد ابو ابي ابا ام بن ابن بنت ال ولد دي دو دا فان فون بو سان سانت لا لو اية ذو"
_OPENS_UNIT = frozenset(_OPENING_WORDS.split())
_CLOSES_UNIT = frozenset(["الدين", "الله", "الاسلام", "الزمان"])

_SOUNDS_ALIKE = str.maketrans(
    {
        **dict.fromkeys("غگچق", "ج"),
        **dict.fromkeys("ط", "ت"),
        **dict.fromkeys("صث", "س"),
        **dict.fromkeys("ڤ", "ف"),
        **dict.fromkeys("پ", "ب"),
        **dict.fromkeys("ظ", "ز"),
    }
)
_VOWELS = str.maketrans(dict.fromkeys("اويءه", ""))
_DOUBLED = re.compile(r"(.)\1+")


@lru_cache(maxsize=500_000)
def name_key(surface: str) -> str:
    """Equal for spellings of one name: folded, single spaces, without quotes or a leading ال;
    عبدال... is written apart.

    >>> name_key("الولايات_المتحدة") == name_key('"ولايات المتحدة"')
    True
    """
    key = _BETWEEN.sub(" ", folded(surface).strip(_EDGES)).strip()
    key = _JOINED_ABD.sub("عبد ال", key)
    bare = key.removeprefix(ARTICLE)
    return bare if len(bare) > 2 and not bare.startswith(" ") else key


@lru_cache(maxsize=500_000)
def units(key: str) -> tuple[str, ...]:
    """The parts of a person's name: عبد الله, بن سلمان, زين الدين, آل ثاني are one each.

    >>> units(name_key("محمد بن سلمان"))
    ('محمد', 'بن سلمان')
    """
    parts: list[str] = []
    pending = ""
    for word in key.split(" "):
        if pending:
            pending += " " + word
            if word not in _OPENS_UNIT:
                parts.append(pending)
                pending = ""
        elif word in _OPENS_UNIT:
            pending = word
        elif word in _CLOSES_UNIT and parts:
            parts[-1] += " " + word
        else:
            parts.append(word)
    if pending:
        parts.append(pending)
    return tuple(parts)


def surname(key: str) -> str:
    """The last unit of a person's name without its article: what stands for it later."""
    last = units(key)[-1]
    bare = last.removeprefix(ARTICLE)
    return bare if len(bare) > 2 and " " not in last else last


@lru_cache(maxsize=500_000)
def sound(word: str) -> str:
    """The consonants of a word as a foreign name's transliterations share them: كاجينز, كاغينز
    and كاجنز sound alike."""
    bare = word.removeprefix(ARTICLE) if len(word) > 5 else word
    alike = bare.replace("تش", "ش").translate(_SOUNDS_ALIKE)
    return _DOUBLED.sub(r"\1", alike[:1] + alike[1:].translate(_VOWELS))


def consonants_alike(word: str) -> str:
    """The word with consonants that transliterations exchange levelled, vowels kept."""
    return word.translate(_SOUNDS_ALIKE)
