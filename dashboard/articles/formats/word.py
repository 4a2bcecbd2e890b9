"""Word files (.docx): one article each, paragraphs and table cells in reading order."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.formats.office import checked_office_file
from dashboard.articles.formats.plain_text import LONGEST_TITLE, titled
from dashboard.articles.protocol import Record, Unread, UnreadableFileError, parsing

_WHAT = "a Word file (.docx)"


def read_docx(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """One article. Its title is the first paragraph in a title or heading style, else the first
    line; the day it was typed is not the day it was published, so it stays undated."""
    import docx

    checked_office_file(stream, limits.WORD_FILE_BYTES, _WHAT, "word/document.xml")
    title = ""
    paragraphs: list[str] = []
    with parsing(_WHAT):
        for block in _blocks(docx.Document(stream)):
            text = block.text.strip()
            if not text:
                continue
            if not title and not paragraphs and _is_heading(block) and len(text) <= LONGEST_TITLE:
                title = text
            else:
                paragraphs.append(text)
    text = "\n".join(paragraphs)
    if not text and not title:
        raise UnreadableFileError("a Word file without text; run text recognition on its pictures")
    fields = {"title": title, "text": text} if title else titled(text)
    yield Record(fields, own_names=False)


def _blocks(container: Any) -> Iterator[Any]:
    """The paragraphs of a document and of its tables, each cell once though it may span several."""
    for block in container.iter_inner_content():
        if not hasattr(block, "rows"):
            yield block
            continue
        seen = set()
        for row in block.rows:
            for cell in row.cells:
                if cell._tc not in seen:
                    seen.add(cell._tc)
                    yield from _blocks(cell)


def _is_heading(paragraph: Any) -> bool:
    style = (paragraph.style.name if paragraph.style is not None else "") or ""
    return style == "Title" or style.startswith("Heading")
