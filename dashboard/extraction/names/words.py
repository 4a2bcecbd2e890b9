"""Tokens as the tagger knows them: folded, bared of brackets, digits levelled."""

from __future__ import annotations

import re
from functools import lru_cache

from dashboard.arabic.folding import folded

_DIGIT = re.compile(r"\d")
_EDGE = "()[]{}\"'«»“”‘’#_*،,;:؛."


@lru_cache(maxsize=200_000)
def word_key(token: str) -> str:
    """The form under which a token is looked up: folded, every digit a 0, signs at its edges
    cut off unless it is all signs (corpora write "(د" and "أ)" as one token)."""
    key = folded(token)
    bare = key.strip(_EDGE)
    return _DIGIT.sub("0", bare or key or token)
