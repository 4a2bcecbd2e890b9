"""RSS and Atom feeds: one article an entry."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, BinaryIO

from dashboard.articles import limits
from dashboard.articles.formats.markup import text_of_html
from dashboard.articles.protocol import Record, Unread, UnreadableFileError, parsing, whole

_WHAT = "an RSS or Atom feed"


def read_feed(stream: BinaryIO, name: str) -> Iterator[Record | Unread]:
    import feedparser

    data = whole(stream, limits.FEED_BYTES, _WHAT)
    if b"<!ENTITY" in data.replace(b"\x00", b""):
        raise UnreadableFileError("declares XML entities, which no feed needs: not opened")
    with parsing(_WHAT):
        # Bytes, never a string: feedparser would take that for an address or a path to open.
        feed = feedparser.parse(io.BytesIO(data), sanitize_html=False, resolve_relative_uris=False)
        for number, entry in enumerate(feed.entries, start=1):
            yield Record(_fields(entry, feed.feed), f"#{number}", own_names=False)
    if not feed.entries:
        raise UnreadableFileError(f"not {_WHAT}, or one without entries; known XML files are feeds")
    if feed.bozo and not isinstance(feed.bozo_exception, feedparser.CharacterEncodingOverride):
        fault = feed.bozo_exception
        line = getattr(fault, "getLineNumber", lambda: None)()
        yield Unread(
            f"not well-formed XML; {len(feed.entries)} entries were read, those after the fault "
            "may be missing: download the feed again",
            f":{line}" if line else "",
            ends=True,
        )


def _fields(entry: Any, feed: Any) -> dict[str, object]:
    html = max((part.get("value", "") for part in entry.get("content", [])), key=len, default="")
    html = html or entry.get("summary", "")
    # dict.get, since the feed's own get warns about what it takes for the missing one.
    written = dict.get(entry, "published") or dict.get(entry, "updated")
    return {
        "id": entry.get("id", ""),
        "title": text_of_html(entry.get("title", "")).replace("\n", " "),
        "text": text_of_html(html),
        # As written: feedparser would give the day in Greenwich.
        "date": written or "",
        "source": entry.get("source", {}).get("title", "") or feed.get("title", ""),
        "url": entry.get("link", ""),
        "language": feed.get("language", ""),
    }
