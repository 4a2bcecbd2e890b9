"""PDF files with a text layer: one article each."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.formats.pdf_columns import page_text
from dashboard.articles.formats.plain_text import titled
from dashboard.articles.formats.visual_order import in_reading_order, order_of
from dashboard.articles.language import arabic_share
from dashboard.articles.protocol import Record, Unread, UnreadableFileError, parsing, sized

_WHAT = "a PDF file"
_SENTENCE_END = (".", "!", "؟", "?", ":", "؛", "…", "»", '"', "”")
# What a browser or a word processor prints above and below the text of a page.
_FURNITURE = re.compile(
    r"(?:\W*\d{1,4}(?: ?/ ?\d{1,4})?\W*|(?:https?|file)://\S+(?: \d{1,4}/\d{1,4})?"
    r"|\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?.{0,80}|(?:Page|صفحة) \d{1,4}.{0,20})"
)


def read_pdf(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """One article, undated; lines are joined to paragraphs, reversed Arabic is set right."""
    import pypdf

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)
    sized(stream, limits.PDF_BYTES, _WHAT)
    with parsing(_WHAT):
        reader = pypdf.PdfReader(stream)
        if reader.is_encrypted and not reader.decrypt(""):
            raise UnreadableFileError("locked by a password; open it and save it without one")
        count = len(reader.pages)
        if count > limits.PDF_PAGES:
            raise UnreadableFileError(
                f"a PDF of {count:,} pages; the most is {limits.PDF_PAGES:,}: split it"
            )
        pages: list[str] = []
        length = 0
        for page in reader.pages:
            pages.append(_page_text(page))
            length += len(pages[-1])
            if length > 2 * limits.ARTICLE_LENGTH:
                raise UnreadableFileError(
                    f"more than {limits.ARTICLE_LENGTH:,} characters in one PDF; split it"
                )
    text = "\n\n".join(pages)
    if not text.strip():
        raise UnreadableFileError(
            "a PDF without a text layer (scanned); run text recognition first"
        )
    order = order_of(text)
    if order == "unclear":
        raise UnreadableFileError(
            "the letters of its Arabic text stand in no order that can be set right; open it and "
            "copy its text to .txt"
        )
    visual = order == "visual"
    turned = [
        [in_reading_order(line, visual).strip() for line in page.split("\n")] for page in pages
    ]
    if arabic_share(text) > 0.5:
        turned = [_without_furniture(lines) for lines in turned]
    yield Record(titled(_paragraphs([line for lines in turned for line in lines])), own_names=False)


def _page_text(page: Any) -> str:
    """The lines of one page by where they stand on it, a blank line between paragraphs.

    By place, because what draws a page writes Arabic in any order: from the left by glyph, by
    word or by line.
    """
    from pypdf.errors import LimitReachedError

    try:
        text = page_text(page)
    except (RecursionError, LimitReachedError):
        raise
    except Exception:
        # The layout reading knows fewer fonts than the plain one.
        text = page.extract_text()
    return re.sub(r"[^\S\n]+", " ", text)


def _without_furniture(lines: list[str]) -> list[str]:
    """A page's lines without the page number, address and hour of printing around its text."""
    first, last = 0, len(lines)
    while first < last and (not lines[first] or _FURNITURE.fullmatch(lines[first])):
        first += 1
    while last > first and (not lines[last - 1] or _FURNITURE.fullmatch(lines[last - 1])):
        last -= 1
    return lines[first:last]


def _paragraphs(lines: list[str]) -> str:
    """Lines joined where a paragraph runs on: a full line that ends no sentence."""
    blocks: list[list[str]] = [[]]
    for line in lines:
        if line:
            blocks[-1].append(line)
        elif blocks[-1]:
            blocks.append([])
    return "\n".join(_paragraph(block) for block in blocks if block)


def _paragraph(block: list[str]) -> str:
    widest = max(map(len, block))
    pieces = []
    for line in block:
        runs_on = len(line) > 0.6 * widest and not line.endswith(_SENTENCE_END)
        pieces.append(line + (" " if runs_on else "\n"))
    return "".join(pieces).strip()
