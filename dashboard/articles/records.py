"""From the fields of a record, however they are named, to an Article."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Callable, Mapping
from email.utils import parsedate_to_datetime

from dashboard.model import Article

ReadDate = Callable[[str], dt.date | None]

# The common names of each field in exports of news tools, lower case, likeliest first.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "article_id", "guid", "uuid", "رقم", "المعرف"),
    "title": ("title", "headline", "العنوان", "عنوان"),
    "text": ("text", "content", "body", "article", "full_text", "النص", "المحتوى", "نص"),
    "date": (
        *("date", "published", "published_at", "pubdate", "publish_date", "datetime"),
        *("created_at", "timestamp", "التاريخ", "تاريخ النشر", "تاريخ"),
    ),
    "source": ("source", "publisher", "outlet", "site", "newspaper", "domain", "المصدر", "مصدر"),
    "url": ("url", "link", "href", "الرابط", "رابط"),
    "language": ("language", "lang", "اللغة"),
}

MAX_CODE_POINTS = 4_000_000  # an article longer than a shelf of books is a mistake in the export
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class UnusableRecordError(ValueError):
    """A record that gives no article; the message says why and what to do."""


def recognised_fields(names: Mapping[str, object] | list[str]) -> dict[str, str]:
    """Which of ``names`` holds which field; a field that none of them fits is left out."""
    by_folded = {str(name).strip().lower(): str(name) for name in reversed(list(names))}
    return {
        field: by_folded[known]
        for field, candidates in FIELD_NAMES.items()
        for known in [next((name for name in candidates if name in by_folded), "")]
        if known
    }


def article_of(
    record: Mapping[str, object],
    read_date: ReadDate | None = None,
    fields: Mapping[str, str] | None = None,
) -> Article:
    """The Article in ``record``; ``fields`` maps our names to the record's (None: recognised).

    A missing id becomes a hash of source, date and content, so it is the same in every run.
    A date that cannot be read leaves the article undated. Raises UnusableRecordError.
    """
    fields = recognised_fields(dict(record)) if fields is None else fields
    if "text" not in fields and "title" not in fields:
        raise UnusableRecordError(
            f"no text among the fields {', '.join(map(repr, record)) or '(none)'}; "
            "name one of them 'text'"
        )
    title = " ".join(_cell(record, fields, "title").split())
    text = _cell(record, fields, "text").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text and not title:
        raise UnusableRecordError("the text is empty")
    if len(text) > MAX_CODE_POINTS:
        raise UnusableRecordError(
            f"one article of {len(text):,} characters; the most is {MAX_CODE_POINTS:,}: split it"
        )
    if not text:
        title, text = "", title
    published = published_date(_cell(record, fields, "date"), read_date)
    source = _cell(record, fields, "source").strip()
    return Article(
        id=_cell(record, fields, "id").strip() or stable_id(title, text, source, published),
        title=title,
        text=text,
        source=source,
        url=_cell(record, fields, "url").strip(),
        published=published,
        language=_cell(record, fields, "language").strip() or "ar",
    )


def stable_id(title: str, text: str, source: str = "", published: dt.date | None = None) -> str:
    key = "\x1f".join((source, str(published), title, text))
    return "a" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def published_date(written: str, read_date: ReadDate | None = None) -> dt.date | None:
    """The day in ``written``: ISO 8601 or RFC 2822 at once, anything else through ``read_date``."""
    written = written.strip()
    if not written:
        return None
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError):
        pass
    return read_date(written) if read_date else None


def _cell(record: Mapping[str, object], fields: Mapping[str, str], field: str) -> str:
    value = record.get(fields.get(field, ""), "")
    if value is None:
        return ""
    if isinstance(value, dt.datetime | dt.date):
        return value.isoformat()
    # Lone surrogates come from broken JSON escapes; no later part could encode them.
    text = str(value).encode("utf-8", "replace").decode("utf-8")
    return _CONTROL.sub(" ", text)
