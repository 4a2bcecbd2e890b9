"""From the fields of a record, however they are named, to an Article."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from dashboard.arabic.folding import folded
from dashboard.articles import limits
from dashboard.articles.language import language_of
from dashboard.articles.shown import one_line
from dashboard.articles.written_dates import ReadDate, published_date
from dashboard.model import Article

# The common names of each field in exports of news tools, likeliest first. Capitals, spaces,
# hyphens, underscores and the spelling of Arabic letters do not matter.
FIELD_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "_id", "article id", "guid", "uuid", "رقم", "المعرف", "رقم الخبر", "رقم المقال"),
    "title": ("title", "headline", "العنوان", "عنوان", "عنوان الخبر", "عنوان المقال"),
    "text": (
        *("text", "content", "body", "article", "full text", "article text", "article body"),
        *("النص", "نص", "المحتوى", "محتوى", "نص الخبر", "نص المقال", "الخبر", "المقال"),
        *("maintext", "description", "summary"),
    ),
    "date": (
        *("date", "published", "published at", "publication date", "pub date", "publish date"),
        *("date published", "published date", "publish time", "datetime", "created at"),
        *("timestamp", "time", "التاريخ", "تاريخ النشر", "تاريخ"),
    ),
    "source": (
        *("source", "publisher", "outlet", "site", "site name", "newspaper", "domain"),
        *("source domain", "المصدر", "مصدر", "الصحيفة", "الموقع"),
    ),
    "url": ("url", "link", "href", "permalink", "الرابط", "رابط"),
    "language": ("language", "lang", "اللغة"),
}

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Nearly every address of a news site (a host, no port, no user, ASCII that can be seen): only the
# others need to be taken apart, which takes longer.
_COMMON_ADDRESS = re.compile(r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?:/[!-~]*)?")
_DIRECTION = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
# They make text read otherwise than it is written: "egp.exe" for "exe.pge". No one types them.
_OVERRIDES = re.compile("[\u202d\u202e]")
_TO_BE_REPLACED = re.compile(f"{_CONTROL.pattern}|{_OVERRIDES.pattern}")
# In one line of a list these turn what stands beside it too.
_TURNING = re.compile("[\u202a-\u202e\u2060\u2066-\u2069]")
# Takes their place, so that no other letter moves: invisible, without a direction of its own.
_JOINER = "\u2060"
_BETWEEN_WORDS = re.compile(r"[\s_\-]+")
# What exports write where there is no date; spaces do not matter.
_NO_DATE = (
    *("none", "null", "nil", "nan", "nat", "n/a", "na", "n.d.", "nd", "unknown", "undated"),
    *("nodate", "غير معروف", "غير محدد", "بلا تاريخ", "بدون تاريخ", "لا يوجد", "مجهول"),
)
_LONGEST_TITLE = 500  # code points; a longer one is a paragraph in the wrong column
_LONGEST_ID = 200
_LONGEST_SOURCE = 200
_LONGEST_URL = 2_000


class UnusableRecordError(ValueError):
    """A record that gives no article; the message says why and what to do."""


class TextFieldMissingError(UnusableRecordError):
    """None of the record's fields is known to hold the text; a mapping would help."""


def recognised_fields(names: Iterable[str]) -> dict[str, str]:
    """Which of ``names`` holds which field; a field that none of them fits is left out."""
    return dict(_recognised(tuple(map(str, names))))


def article_of(
    record: Mapping[str, object],
    read_date: ReadDate | None = None,
    fields: Mapping[str, str] | None = None,
) -> Article:
    """The Article in ``record``; ``fields`` maps our names to the record's (None: recognised).

    A field that it does not name is recognised, unless it is "": then the record has none of it.
    A mapping that names no text of this record is passed over: a pile holds files of many makes.
    A missing id becomes a hash of source, date and content, so it is the same in every run.
    A date that cannot be read leaves the article undated. An address that is not http or https
    is left out. Raises UnusableRecordError.
    """
    fields = _fields_for(record, fields)
    if "text" not in fields and "title" not in fields:
        names = ", ".join(map(repr, list(record)[:12])) or "(none)"
        raise TextFieldMissingError(
            f"no text among the fields {one_line(names, 200)}; say which one holds it, or name "
            "it 'text'"
        )
    title = " ".join(_TURNING.sub(_JOINER, _cell(record, fields, "title")).split())
    text = _cell(record, fields, "text").replace("\r\n", "\n").replace("\r", "\n").strip()
    if not text and not title:
        raise UnusableRecordError("the text is empty")
    length = len(text) + len(title)
    if length > limits.ARTICLE_LENGTH:
        raise UnusableRecordError(
            f"one article of {length:,} characters; the most is {limits.ARTICLE_LENGTH:,}: split it"
        )
    if not text:
        title, text = "", title
    elif len(title) > _LONGEST_TITLE:
        title, text = "", f"{title}\n{text}"
    if (longest := _longest_word(text)) > limits.WORD_LENGTH:
        raise UnusableRecordError(
            f"a word of {longest:,} characters; the most is {limits.WORD_LENGTH:,}: take out what "
            "is not text"
        )
    published = published_date(_cell(record, fields, "date"), read_date)
    source = " ".join(_TURNING.sub("", _cell(record, fields, "source")).split())[:_LONGEST_SOURCE]
    article = Article(
        id=_usable_id(_cell(record, fields, "id")) or stable_id(title, text, source, published),
        title=title,
        text=text,
        source=source,
        url=web_address(_cell(record, fields, "url")),
        published=published,
    )
    language = language_of(article.content, _cell(record, fields, "language"))
    return article if language == article.language else replace(article, language=language)


def stable_id(title: str, text: str, source: str = "", published: dt.date | None = None) -> str:
    """The same for the same article in every run and on every machine."""
    key = "\x1f".join((source, str(published), title, text))
    return "a" + hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()[:15]


def undated_by(record: Mapping[str, object], fields: Mapping[str, str] | None = None) -> str:
    """What an undated article's record holds in place of a date; "" when it says that there is
    none. ``fields`` as for ``article_of``."""
    written = _cell(record, _fields_for(record, fields), "date").strip()
    if not any(one.isalpha() or (one.isdecimal() and int(one)) for one in written):
        return ""  # such as "-" or 0000-00-00
    return "" if _name_key(written) in map(_name_key, _NO_DATE) else written


def web_address(written: str) -> str:
    """``written`` when it is a plain http or https address, else ""."""
    written = written.strip()
    if len(written) > _LONGEST_URL:
        return ""
    if _COMMON_ADDRESS.fullmatch(written):
        return written
    if not written.isprintable() or re.search(r"\s", written):
        return ""
    try:
        parts = urlsplit(written)
        host, user = parts.hostname, parts.username
    except ValueError:
        return ""
    # https://bank.example@elsewhere.example leads to elsewhere.
    return written if parts.scheme in ("http", "https") and host and user is None else ""


@lru_cache(maxsize=256)
def _recognised(names: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    by_key = {_name_key(name): name for name in reversed(names)}
    return tuple(
        (field, by_key[known])
        for field, candidates in FIELD_NAMES.items()
        for known in [next((key for key in map(_name_key, candidates) if key in by_key), None)]
        if known is not None
    )


def _name_key(name: str) -> str:
    return _BETWEEN_WORDS.sub("", folded(name[:100].strip().lower()))


def _fields_for(
    record: Mapping[str, object], fields: Mapping[str, str] | None
) -> Mapping[str, str]:
    # A record with many thousand keys is no record; its text would be among the first.
    recognised = recognised_fields(list(record)[:1000])
    if not fields or not any(fields.get(field) in record for field in ("text", "title")):
        return recognised
    taken = set(fields.values())
    kept = {field: name for field, name in recognised.items() if name not in taken}
    return {field: name for field, name in {**kept, **fields}.items() if name}


def _longest_word(text: str) -> int:
    return max(map(len, text.split()), default=0) if len(text) > limits.WORD_LENGTH else 0


def _usable_id(written: str) -> str:
    """``written`` on one line without direction marks; "" when it is too long to be an id."""
    plain = " ".join(_DIRECTION.sub("", written).split())
    return plain if len(plain) <= _LONGEST_ID else ""


def _cell(record: Mapping[str, object], fields: Mapping[str, str], field: str) -> str:
    written = _written(record.get(fields.get(field, ""), ""))
    if _TO_BE_REPLACED.search(written):
        return _OVERRIDES.sub(_JOINER, _CONTROL.sub(" ", written))
    return written


def _written(value: object, depth: int = 3) -> str:
    """``value`` as text: lists a line an element, objects by their name, numbers plainly."""
    if value is None or value != value:  # NaN is the empty cell of data frames
        return ""
    if isinstance(value, str):
        # Lone surrogates come from broken JSON escapes; no later part could encode them.
        try:
            value.encode()
        except UnicodeEncodeError:
            return value.encode("utf-8", "replace").decode("utf-8")
        return value
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    if isinstance(value, Mapping):
        named = next((value[key] for key in ("name", "title", "text", "$oid") if key in value), "")
        return _written(named, depth - 1) if depth else ""
    if isinstance(value, list | tuple):
        return "\n".join(filter(None, (_written(each, depth - 1) for each in value if depth)))
    return str(value)
