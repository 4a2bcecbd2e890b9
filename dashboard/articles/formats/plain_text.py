"""Text files: one article each."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from dashboard.articles import limits
from dashboard.articles.encoding import DAMAGED, damage, damage_reason, open_text
from dashboard.articles.formats.visual_order import turned_to_reading_order
from dashboard.articles.protocol import Record, Unread, UnreadableFileError

LONGEST_TITLE = 300  # code points; a longer first line is a paragraph
_PAGE = "a web page; name it .html"
_OPENS_A_PAGE = re.compile(r"\s{0,1000}<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)


def read_text(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """One article: the first line is its title when it is short and more lines follow. Arabic that
    is stored as it looks, as text out of a PDF can be, is turned to reading order."""
    text = open_text(stream, newline=None).read(limits.ARTICLE_LENGTH + LONGEST_TITLE + 1)
    if len(text) > limits.ARTICLE_LENGTH + LONGEST_TITLE:
        raise UnreadableFileError(
            f"one article of more than {limits.ARTICLE_LENGTH:,} characters; split the file"
        )
    if reason := damage(text):
        at = -1 if "\x00" in text else text.find(DAMAGED)
        raise UnreadableFileError(damage_reason(text, at) if at >= 0 else reason)
    if _OPENS_A_PAGE.match(text):
        raise UnreadableFileError(f"not text but {_PAGE}")
    if text.strip():
        yield Record(titled(turned_to_reading_order(text)), own_names=False)


def titled(text: str) -> dict[str, object]:
    """``text`` with its first line as title, when that can be one."""
    first, _, rest = text.strip().partition("\n")
    if rest.strip() and len(first) <= LONGEST_TITLE:
        return {"title": first, "text": rest}
    return {"title": "", "text": text}
