"""Prints how fast numbers and money are read, how that grows with length, and peers' figures.

    OMP_NUM_THREADS=1 python -m tests.benchmarks.money

Speed is measured on news from ../shared/collections, raw text in, mentions out, on one core.
Growth is the time for a line of 1 MB over that for a line of 125 kB of the same text: 8 is linear.
Right values are counted over the peers' own number cases in ../shared/cases; pyarabic's
``text2number`` runs on the same texts where it is installed (pip install pyarabic).
"""

from __future__ import annotations

import gzip
import importlib.util
import json
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

from dashboard.arabic.numbers import _found, find_numbers, read_number
from dashboard.arabic.scanning import _scan_text
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.money import find_money

SHARED = Path(__file__).resolve().parents[3] / "shared"
TIMED_ARTICLES = 1500
SHORT, LONG = 125_000, 1_000_000
HOSTILE = (
    "1",
    "و",
    "كانون ",
    "1 234 ",
    "1.",
    "1/2/",
    "$",
    "مليون و",
    "ألف ألف ",
    "خمسة و",
    "(400) ",
    "نصف ",
    "5 دولار ",
    "5 دولار و",
    "بين 5 و",
    "ريال 5 ",
    "د.ك ",
    "من 3 دولار إلى ",
    "30 مليار دولار مقابل 27 مليارا ",
    "100 دينار في مصر ",
    "نحو ",
)


def texts() -> Iterator[str]:
    """The first articles of the collection."""
    path = SHARED / "collections" / "ant-news.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for _, line in zip(range(TIMED_ARTICLES), lines, strict=False):
            article = json.loads(line)
            yield f"{article['title']}\n{article['text']}"


def seconds(read: Callable[[str], Any], text: str) -> float:
    """Processor time of one reading; what was remembered of earlier texts is dropped first."""
    _found.cache_clear()
    _scan_text.cache_clear()
    start = time.process_time()
    read(text)
    return time.process_time() - start


def money(text: str) -> object:
    return find_money(text, ReadingContext())


def print_speed() -> None:
    news = list(texts())
    characters = sum(map(len, news))
    money(news[0])  # the tables are read once
    for name, read in (("numbers", find_numbers), ("money, numbers included", money)):
        total = sum(seconds(read, text) for text in news)
        print(
            f"{name}: {len(news) / total:,.0f} articles/s,"
            f" {total / characters * 2e6:.2f} ms for 2,000 characters"
        )


def print_growth() -> None:
    print(f"\n{'line of':<36}{'numbers':>9}{'growth':>8}{'money':>9}{'growth':>8}")
    for unit in HOSTILE:
        row = f"{unit!r:<36}"
        for read in (find_numbers, money):
            short, long = (
                seconds(read, (unit * (length // len(unit) + 1))[:length])
                for length in (SHORT, LONG)
            )
            row += f"{long:>8.2f}s{long / max(short, 1e-9):>8.1f}"
        print(row)


def number_cases() -> Iterator[tuple[str, str, float]]:
    """(suite, text, value) of the cases whose whole text is a number."""
    for suite in ("duckling", "num2words", "tafqit"):
        lines = (SHARED / "cases" / f"{suite}.jsonl").read_text(encoding="utf-8").splitlines()
        for case in map(json.loads, lines):
            if case["kind"] == "number":
                yield suite, case["text"], case["expected"]["value"]


def peers() -> dict[str, Callable[[str], Decimal | float | None]]:
    readers: dict[str, Callable[[str], Decimal | float | None]] = {"siyaq": read_number}
    if importlib.util.find_spec("pyarabic"):
        from pyarabic.number import text2number

        readers["pyarabic"] = text2number
    return readers


def print_peers() -> None:
    print("\nright values, texts that are a number")
    readers = peers()
    for suite in dict.fromkeys(suite for suite, _, _ in number_cases()):
        ours = [(text, value) for name, text, value in number_cases() if name == suite]
        row = f"{suite:<12}{len(ours):>5}"
        for name, read in readers.items():
            row += f"   {name} {sum(_agrees(read, text, value) for text, value in ours):>4}"
        print(row)
    if "pyarabic" not in readers:
        print("pyarabic is not installed: pip install pyarabic to see it beside")


def _agrees(read: Callable[[str], Decimal | float | None], text: str, value: float) -> bool:
    try:
        found = read(text)
    except (ValueError, KeyError, IndexError, TypeError):  # a peer that fails has not read it
        return False
    return found is not None and abs(float(found) - value) <= 1e-9 * abs(value)


if __name__ == "__main__":
    print_speed()
    print_growth()
    print_peers()
