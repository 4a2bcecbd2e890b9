"""Texts for the fuzzing of extraction: words of the lexicons and loose characters, in any order."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

LEXICONS = Path(__file__).resolve().parents[2] / "data" / "lexicons"
_BETWEEN = (
    " ",
    " ",
    " ",
    "",
    "\n",
    " و",
    "، ",
    ". ",
    " ال",
    " ب",
    " لل",
    "/",
    "-",
    " (",
    ") ",
    '"',
)
_LOOSE = "0123456789٠٥٩.,:%$€£ـًٌَُّْ\u200f\u202b\u2066\ufefb\ufdfcأإآءئؤةىيوa😀\u0000\u2028"
_WORDS_OF_EACH = 300


@cache
def vocabulary() -> tuple[str, ...]:
    """The words in every lexicon, the first few hundred of each file, and single characters."""
    words = list(_LOOSE)
    for path in sorted(LEXICONS.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.reader(stream))[1 : _WORDS_OF_EACH + 1]
        words.extend(row[0] for row in rows if row and row[0])
    words.extend(("2014", "23", "5", "1,250.5", "1441", "القرن الماضي", "قال", "بغداد", "أن"))
    return tuple(dict.fromkeys(words))


def text_of(data: bytes) -> str:
    """A text of a few hundred words: three bytes choose each word and what joins it to the next."""
    words = vocabulary()
    pieces = []
    for at in range(0, min(len(data), 900) - 2, 3):
        pieces.append(words[(data[at] << 8 | data[at + 1]) % len(words)])
        pieces.append(_BETWEEN[data[at + 2] % len(_BETWEEN)])
    return "".join(pieces)
