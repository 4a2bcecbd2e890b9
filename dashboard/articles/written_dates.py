"""The day of publication as exports write it; and why what they write names no day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from functools import cache
from typing import Literal

from dashboard.arabic.folding import folded
from dashboard.lexicons.dates import month_names, weekday_names

ReadDate = Callable[[str], dt.date | None]
_LONGEST_DATE = 200
# Days since the end of 1899, as spreadsheets count them, from 1982 to 2064: a day that lost its
# format. Other numbers of five digits are as likely something else.
_SERIAL = re.compile(r"([3-5]\d{4}|60000)(?:\.\d+)?")
_SERIAL_START = dt.date(1899, 12, 30)

ENGLISH_MONTH = "(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[.]?"
_UNITS = (
    "ثانيه|ثوان|ثواني|دقيقه|دقيقتين|دقايق|ساعه|ساعتين|ساعات|يوم|يومين|ايام|اسبوع|اسبوعين|اسابيع|شهر"
    "|شهرين|اشهر|سنه|سنتين|سنوات|عام|عامين|اعوام"
)
# Of folded text.
HOW_LONG_AGO = (
    rf"(?:قبل|منذ)\s+(?:\d{{1,3}}\s+)?(?:{_UNITS})|(?:\d{{1,3}}|an?) [a-z]{{3,7}} ago"
    r"|(?<!\w)(?:امس|yesterday)(?!\w)"
)


def published_date(written: str, read_date: ReadDate | None = None) -> dt.date | None:
    """The day in ``written``: ISO 8601, RFC 2822, Unix time, a spreadsheet's count of days, a day
    with an English month, or else what ``read_date`` makes of it."""
    written = written.strip()[:_LONGEST_DATE]
    if not written:
        return None
    if day := _iso_day(written) or _unix_day(written) or _serial_day(written):
        return day
    try:
        return parsedate_to_datetime(written).date()
    except (ValueError, TypeError, IndexError, OverflowError):
        pass
    return _english_day(written) or (read_date(written) if read_date else None)


def why_no_day(written: str) -> Literal["relative", "partial", ""]:
    """Why ``written`` names no day though it speaks of one: it is counted from a day that it does
    not name, or it is a month or a year. "" when it is neither."""
    plain = folded(written[:_LONGEST_DATE]).strip()
    if re.search(HOW_LONG_AGO, plain) or _from_today().fullmatch(plain):
        return "relative"
    return "partial" if _without_day().fullmatch(plain) else ""


@cache
def month_shape() -> str:
    """An expression for the names of months in folded text."""
    names = sorted({folded(one.name) for one in month_names()}, key=len, reverse=True)
    return f"(?:{'|'.join(map(re.escape, names))})"


@cache
def weekday_shape() -> str:
    """An expression for the names of weekdays in folded text."""
    names = "|".join(re.escape(folded(one.name)) for one in weekday_names())
    return f"(?:{names}|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"


@cache
def _from_today() -> re.Pattern[str]:
    return re.compile(rf"(?:(?:ال)?(?:يوم|ان)|today|now|(?:يوم )?{weekday_shape()})\W*")


@cache
def _without_day() -> re.Pattern[str]:
    year = r"(?:1[34]|19|20)\d\d"
    month = rf"(?:{month_shape()}(?:\s*[/-]\s*{month_shape()})?|{ENGLISH_MONTH})"
    return re.compile(
        rf"(?:(?:عام|سنه|شهر)\s+)?(?:{year}|{year}\s*[/.-]\s*\d{{1,2}}|\d{{1,2}}\s*[/.-]\s*{year}"
        rf"|{month}(?:\s*[,،]?\s*(?:عام\s+|سنه\s+)?{year})?|{year}\s+{month})(?:\s*[مه])?\W*"
    )


def _iso_day(written: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(written[:10])
    except ValueError:
        pass
    try:
        return dt.date.fromisoformat(written[:8]) if written[:8].isdecimal() else None
    except ValueError:
        return None


def _unix_day(written: str) -> dt.date | None:
    """Seconds or milliseconds since 1970, from 9 digits (1973) on; UTC."""
    digits = written.split(".", 1)[0]
    if not (digits.isascii() and digits.isdigit() and 9 <= len(digits) <= 13):
        return None
    seconds = int(digits) / (1000 if len(digits) > 11 else 1)
    return (dt.datetime(1970, 1, 1) + dt.timedelta(seconds=seconds)).date()


def _serial_day(written: str) -> dt.date | None:
    found = _SERIAL.fullmatch(written)
    return _SERIAL_START + dt.timedelta(days=int(found.group(1))) if found else None


def _english_day(written: str) -> dt.date | None:
    """ "July 23, 2020" or "Thursday 23 Jul 2020 10:30"; exports are written by programs."""
    words = written.replace(",", " ").split()
    if words and words[0].lower().endswith("day"):
        words = words[1:]
    for shape in ("%B %d %Y", "%b %d %Y", "%d %B %Y", "%d %b %Y"):
        try:
            return dt.datetime.strptime(" ".join(words[:3]), shape).date()
        except ValueError:
            continue
    return None
