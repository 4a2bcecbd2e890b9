"""Saved web pages: the article without menus, advertisements and links to other articles."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.encoding import decoded
from dashboard.articles.formats.markup import text_of_tree
from dashboard.articles.formats.page_date import date_by_headline, without_date_lines
from dashboard.articles.protocol import Record, Unread, UnreadableFileError, parsing, whole

_WHAT = "a web page"
_DECLARED = re.compile(
    rb"<(?:meta|\?xml)[^>]{0,300}?(?:charset|encoding)\s{0,9}=\s{0,9}[\"']?([\w-]{2,30})"
)
_INLINED = re.compile(r"data:[\w/+.-]{1,60}(?:;[\w=-]{1,40}){0,4},[^\"')\s>]+")
# Elements whose content no one reads, and that make most of a page's bytes.
_UNREAD = tuple(
    (f"<{name}", f"</{name}") for name in ("script", "style", "svg", "noscript", "template")
)
_DEEPEST = 200  # elements within elements; the library calls itself for each
_MOST_ELEMENTS = 20_000  # of a page; the library takes a second for ten thousand


def read_html(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    """One article, with title, day, name of the site and address from the page's own marks. Where
    these tell no day, it is the one shown by the headline or in a line that says "published" or
    "updated"; such lines are no part of the text."""
    data = whole(stream, limits.WEB_PAGE_BYTES, _WHAT)
    declared = _DECLARED.search(data[:4096].lower())
    page = decoded(data, declared.group(1).decode("ascii") if declared else "")
    page = _INLINED.sub("data:,", page).replace("\x00", " ")
    page = _without_unread(page)
    if len(page) > limits.WEB_PAGE_LENGTH:
        raise UnreadableFileError(
            f"a web page of {len(page):,} characters without its scripts; the most is "
            f"{limits.WEB_PAGE_LENGTH:,}: save the article alone, as text"
        )
    with parsing(_WHAT):
        fields = _article_fields(page)
    if not fields["text"]:
        raise UnreadableFileError(
            "no article text on the page (it may have been loaded by a script); copy it to .txt"
        )
    yield Record(fields, own_names=False)


def _article_fields(page: str) -> dict[str, Any]:
    import lxml.html
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    logging.getLogger("htmldate").setLevel(logging.CRITICAL)
    parser = lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    try:
        tree = lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except lxml.etree.ParserError:  # nothing but space and comments
        return {"text": ""}
    if _is_beyond_layout(tree):
        return _all_text(tree)
    shown = date_by_headline(tree)
    found: Any = trafilatura.bare_extraction(
        tree,
        with_metadata=True,
        include_comments=False,
        # Dates that stand in the text are of events; only the page's marks tell when it came out.
        date_extraction_params={"extensive_search": False, "original_date": True},
    )
    if found is None or not (found.text or "").strip():
        return _all_text(tree)
    title = found.title or ""
    text, told = without_date_lines(_without_title(found.text, title))
    seen = min((one for one in (shown, told) if one is not None), default=None)
    return {
        "title": title,
        "text": text,
        "date": found.date or (seen.date if seen is not None else ""),
        "source": found.sitename or found.hostname or "",
        "url": found.url or "",
        "language": tree.get("lang") or "",
    }


def _without_title(text: str, title: str) -> str:
    first, _, rest = text.strip().partition("\n")
    return rest if title and rest and first.strip() == title.strip() else text


def _without_unread(page: str) -> str:
    """``page`` without the elements that show no text; scripts that tell metadata stay."""
    for opening, closing in _UNREAD:
        small = page.lower()
        if len(small) != len(page):  # a few letters grow in lower case, and offsets with them
            small = page
        kept: list[str] = []
        at = 0
        while (start := small.find(opening, at)) >= 0:
            tag_end = small.find(">", start)
            end = small.find(closing, start)
            if tag_end < 0 or end < 0:
                break
            end = small.find(">", end) + 1 or len(page)
            keep = "ld+json" in small[start:tag_end] or not _ends_name(small, start + len(opening))
            kept.append(page[at : end if keep else start])
            at = end
        page = "".join(kept) + page[at:]
    return page


def _ends_name(small: str, at: int) -> bool:
    return small[at : at + 1] in (" ", ">", "\n", "\t", "\r", "/")


def _all_text(tree: Any) -> dict[str, Any]:
    """For a page in which no article can be told from what surrounds it."""
    return {"title": tree.findtext(".//title") or "", "text": text_of_tree(tree)}


def _is_beyond_layout(tree: Any) -> bool:
    """Whether no one laid this page out by hand or template, so that its marks mean nothing."""
    from lxml import etree

    depth = elements = 0
    for event, _ in etree.iterwalk(tree, events=("start", "end")):
        depth += 1 if event == "start" else -1
        elements += event == "start"
        if depth > _DEEPEST or elements > _MOST_ELEMENTS:
            return True
    return False
