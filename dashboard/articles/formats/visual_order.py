"""Arabic that a PDF, or a text out of one, stores as it looks: from the left, in shapes of letters.

In reading order ة and ى end a word and never begin one, and ال begins words; reversed, it is the
other way round. That tells the order of a text; one line turned round, with its numbers and Latin
words turned back, gives the reading order (the common cases of the Unicode bidirectional algorithm,
undone).
"""

from __future__ import annotations

import re
import unicodedata
from itertools import islice
from typing import Literal

Order = Literal["logical", "visual", "none", "unclear"]

_PRESENTATION = re.compile("[\ufb00-\ufb06\ufb50-\ufdf9\ufdfc\ufe70-\ufefc]")
_ARABIC = "\u0600-\u065f\u066e-\u06ef\u06fa-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufefc"
_WORD = re.compile("[\u0621-\u064a\ufe70-\ufefc\u0671-\u06d3\ufb50-\ufdf9]{3,}")
_FROM_LEFT = "0-9A-Za-z\u00c0-\u024f\u0660-\u0669\u06f0-\u06f9"
# From a Latin letter or digit to the last one before the next Arabic letter.
_FOREIGN = re.compile(f"[%٪$€£]?[{_FROM_LEFT}](?:[^{_ARABIC}]*[{_FROM_LEFT}])?")
_NUMBER = re.compile("[0-9\u0660-\u0669\u06f0-\u06f9](?:[0-9\u0660-\u0669\u06f0-\u06f9.,:/٫٬]*"
                     "[0-9\u0660-\u0669\u06f0-\u06f9])?")  # fmt: skip
# A number that stands before a foreign phrase but is no part of it: "2021. (NATO 12%)".
_NUMBER_APART = re.compile(f'({_NUMBER.pattern})(\\s?[.,:;!]?[\\s]*[()\\[\\]«»"]+|[.,:;!]\\s)')
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")
_MARKS = "\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
# A vowel sign at the beginning of a word was turned to the wrong side of its letter.
_LOST_MARK = re.compile(f"(?:^|\\s)[{_MARKS}]")
_MARKS_BEFORE = re.compile(f"([{_MARKS}]+)([^{_MARKS}])")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
# Where a number is set apart from the Arabic around it, a gap opens before the full stop.
_SPACE_BEFORE_STOP = re.compile(r"(?<=\S) ([.,،؛:؟!)»])(?=\s|$)")
_SAMPLE = 20_000  # words that are enough to tell
_FINAL_ONLY = "ةى"
_ENOUGH = 3  # words that no one has mistyped


def order_of(text: str) -> Order:
    """In which order the Arabic words of ``text`` are stored; "unclear" when the signs disagree."""
    logical = visual = 0
    for count, match in enumerate(_WORD.finditer(text)):
        if count > _SAMPLE:
            break
        word = _spelled_out(match.group())
        turned = _spelled_out(match.group()[::-1])
        logical += (word[-1] in _FINAL_ONLY) + word.startswith("ال")
        visual += (turned[-1] in _FINAL_ONLY) + turned.startswith("ال")
    if logical == visual == 0:
        return "none"
    if logical >= 3 * visual:
        return "logical"
    if visual >= 3 * logical:
        return "visual"
    return "unclear" if logical + visual >= 10 else "none"


def turned_to_reading_order(text: str) -> str:
    """``text`` with its lines that are stored as they look turned to reading order.

    For texts in which that is an exception: some words must begin with a letter that begins none in
    any language of the script, else nothing is changed. Where the order differs from line to line,
    those that say so themselves are turned.
    """
    order = order_of(text)
    if order not in ("visual", "unclear") or len(_impossible(text)) < _ENOUGH:
        return text
    return "\n".join(
        in_reading_order(line, True).strip()
        if order == "visual" or order_of(line) == "visual"
        else line
        for line in text.split("\n")
    )


def _impossible(text: str) -> list[str]:
    found = (match.group() for match in islice(_WORD.finditer(text), _SAMPLE))
    return list(islice((word for word in found if _spelled_out(word)[0] in _FINAL_ONLY), _ENOUGH))


def in_reading_order(line: str, visual: bool) -> str:
    """One ``line`` with plain letters, turned to reading order when it is stored ``visual``."""
    if visual and re.search(f"[{_ARABIC}]", line):
        line = _FOREIGN.sub(_turned_back, line[::-1].translate(_MIRRORED))
        line = _SPACE_BEFORE_STOP.sub(r"\1", line)
        if _LOST_MARK.search(line):
            line = _MARKS_BEFORE.sub(r"\2\1", line)
    # After turning: a ligature is one sign here and several letters in order then.
    return _spelled_out(line)


def _turned_back(match: re.Match[str]) -> str:
    run = match.group()
    if _LATIN.search(run):
        before = _NUMBER_APART.match(run)
        rest = run[before.end() :] if before else run
        number = before.group(1)[::-1] + before.group(2) if before else ""
        return number + rest[::-1].translate(_MIRRORED)
    return _NUMBER.sub(lambda number: number.group()[::-1], run)


def _spelled_out(text: str) -> str:
    return _PRESENTATION.sub(lambda sign: unicodedata.normalize("NFKC", sign.group()), text)
