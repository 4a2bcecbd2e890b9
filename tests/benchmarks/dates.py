"""Prints how fast dates are read, how that grows with length, and how dateparser does beside.

    OMP_NUM_THREADS=1 python -m tests.benchmarks.dates

Speed is measured on news from ../shared/collections, raw text in, mentions out, on one core.
Growth is the time for a line of 1 MB over that for a line of 125 kB of the same text: 8 is linear.
Right values: the peers' own date cases in ../shared/cases that assert a value, dates as CLDR
writes them in every Arabic locale, and Hijri dates. dateparser's ``search_dates`` runs on the same
texts where it is installed (pip install dateparser); a value counts when any date it finds in the
text is right. Figures of other peers are in ../shared/cases/README.md.
"""

from __future__ import annotations

import datetime as dt
import gzip
import importlib.util
import json
import time
from collections.abc import Callable, Iterator
from typing import Any

from babel import localedata
from babel.dates import format_date
from hijridate import Hijri

from dashboard.arabic.scanning import _scan_text
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.model import DateValue
from tests.cases.test_date_cases import SHARED, accepted, cases, has_value

COLLECTION = SHARED.parent / "collections" / "ant-news.jsonl.gz"
TIMED_ARTICLES = 1500
PEER_ARTICLES = 20
SHORT, LONG = 125_000, 1_000_000
HOSTILE = (
    "1",
    "و",
    "و ",
    "كانون ",
    "كانون الثاني ",
    "1 ",
    "1/1/",
    "1-",
    "2014 ",
    "(2014) ",
    "اليوم ",
    "من 3 إلى ",
    "قبل يومين و",
    "واحد وعشرين ",
)
Span = tuple[dt.date, dt.date]
Reader = Callable[[str, dt.date], list[Span]]


def ours(text: str, day: dt.date) -> list[Span]:
    found = find_dates(text, ReadingContext(article="a", published=day))
    return [(m.value.start, m.value.end) for m in found if isinstance(m.value, DateValue)]


def readers() -> dict[str, Reader]:
    found: dict[str, Reader] = {"siyaq": ours}
    if importlib.util.find_spec("dateparser"):
        from dateparser.search import search_dates

        def peer(text: str, day: dt.date) -> list[Span]:
            base = dt.datetime(day.year, day.month, day.day)
            settings: Any = {"RELATIVE_BASE": base, "DATE_ORDER": "DMY"}
            try:
                dates = search_dates(text, languages=["ar"], settings=settings) or []
            except (ValueError, OverflowError, IndexError):  # a peer that fails has not read it
                return []
            return [(when.date(), when.date()) for _, when in dates]

        found["dateparser"] = peer
    return found


def articles(count: int) -> Iterator[tuple[str, dt.date]]:
    with gzip.open(COLLECTION, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(count), lines, strict=False):
            article = json.loads(line)
            yield (
                f"{article['title']}\n{article['text']}",
                dt.date.fromisoformat(article["date"] or "2018-01-01"),
            )


def seconds(read: Reader, text: str, day: dt.date) -> float:
    """Processor time of one reading; what was remembered of earlier texts is dropped first."""
    _scan_text.cache_clear()
    start = time.process_time()
    read(text, day)
    return time.process_time() - start


def print_speed() -> None:
    ours("اليوم", dt.date(2020, 1, 1))  # the tables are read once
    for name, read in readers().items():
        news = list(articles(TIMED_ARTICLES if name == "siyaq" else PEER_ARTICLES))
        characters = sum(len(text) for text, _ in news)
        total = sum(seconds(read, text, day) for text, day in news)
        print(
            f"{name}: {len(news) / total:,.1f} articles/s,"
            f" {total / characters * 2e6:,.2f} ms for 2,000 characters"
        )


def print_growth() -> None:
    print(f"\n{'line of 1 MB':<24}{'seconds':>9}{'growth':>8}")
    for unit in HOSTILE:
        short, long = (
            seconds(ours, (unit * (length // len(unit) + 1))[:length], dt.date(2020, 1, 1))
            for length in (SHORT, LONG)
        )
        print(f"{unit!r:<24}{long:>9.2f}{long / max(short, 1e-9):>8.1f}")


def questions() -> Iterator[tuple[str, str, dt.date, set[Span]]]:
    """(suite, text, reference day, accepted spans of days)."""
    for suite, case in cases("date", "date_range"):
        if has_value(suite, case):
            reference = dt.date.fromisoformat(case["reference_date"][:10])
            yield f"{suite} {case['kind']}", case["text"], reference, accepted(case)
    for locale in localedata.locale_identifiers():
        if locale == "ar" or locale.startswith("ar_"):
            for step in range(6):
                day = dt.date(2014, 1, 27) + dt.timedelta(197 * step)
                for style in ("full", "long", "medium", "short"):
                    written = format_date(day, style, locale=locale)
                    yield "CLDR-formatted", written, dt.date(2021, 5, 5), {(day, day)}
    for year in range(1400, 1450, 2):
        for month in range(1, 13):
            hijri = Hijri(year, month, (year + 5 * month) % 29 + 1)
            day = dt.date(*hijri.to_gregorian().datetuple())
            written = f"{hijri.day} {hijri.month_name('ar')} {year}"
            yield "Hijri", written, dt.date(2021, 5, 5), {(day, day)}


def print_peers() -> None:
    names = readers()
    print(f"\n{'right values in percent':<28}{'n':>6}" + "".join(f"{name:>13}" for name in names))
    counted: dict[str, int] = {}
    right: dict[tuple[str, str], int] = {}
    for suite, text, day, spans in questions():
        counted[suite] = counted.get(suite, 0) + 1
        for name, read in names.items():
            hit = any(span in spans for span in read(text, day))
            right[suite, name] = right.get((suite, name), 0) + hit
    for suite, count in counted.items():
        shares = (f"{100 * right[suite, name] / count:>13.0f}" for name in names)
        print(f"{suite:<28}{count:>6}" + "".join(shares))
    if len(names) == 1:
        print("dateparser is not installed: pip install dateparser to see it beside")


if __name__ == "__main__":
    print_speed()
    print_growth()
    print_peers()
