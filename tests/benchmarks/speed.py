"""Prints the speed of extraction, of names beside camel-tools' recogniser, and growth by length.

    OMP_NUM_THREADS=1 python -m tests.benchmarks.speed [--articles N] [--no-peer] [--no-growth]

Everything runs on one core, on news of 200 to 300 words from ../shared/collections, raw text in,
mentions and statements out; every figure is the median of three rounds, by the clock and by the
processor's own time (which a busy machine disturbs less). camel-tools' NERecognizer class runs in
the same rounds on a model of the size that camel-tools installs (BERT of 12 layers, 768 wide, a
vocabulary of 64,000 word pieces), made here with random weights: what it answers is worthless,
what it costs is the same. Its sentences are those of the built-in engine. Growth is the time for
a hostile line of 1 MB over that for one of 125 kB: 8 is linear ("all" is read once, not thrice).
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import gc
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from dashboard.arabic.numbers import _found
from dashboard.arabic.scanning import _scan_text
from dashboard.arabic.tokens import sentences, tokens
from dashboard.articles import read_articles
from dashboard.extraction.context import ReadingContext
from dashboard.extraction.dates import find_dates
from dashboard.extraction.money import find_money
from dashboard.extraction.names import names_engine
from dashboard.extraction.names.builtin import LONGEST_SENTENCE, BuiltinEngine
from dashboard.extraction.pipeline import Extractor
from dashboard.extraction.statements import find_statements
from dashboard.model import Article
from tests.benchmarks.camel_model import make_camel_data

SHARED = Path(__file__).resolve().parents[3] / "shared"
COLLECTION = SHARED / "collections" / "ant-news.jsonl.gz"
ROUNDS = 3
BATCH = 500  # as many as a build hands over at once
PEER_ARTICLES = 3
PEER_BATCH = 32  # camel-tools' own default
SHORT, LONG = 125_000, 1_000_000
HOSTILE = ("1", "و", "و ", "كانون", "كانون ", "قال", "قال ", "وقال ", ". ")


@dataclass(frozen=True)
class Taken:
    """Seconds of one round, by the clock and by the processor."""

    clock: float
    processor: float


def taken(work: Callable[[], object]) -> Taken:
    """The time of ``work``; what was remembered of earlier texts is dropped first."""
    _scan_text.cache_clear()
    _found.cache_clear()
    gc.collect()
    clock, processor = time.perf_counter(), time.process_time()
    work()
    return Taken(time.perf_counter() - clock, time.process_time() - processor)


def median(rounds: Sequence[Taken]) -> Taken:
    return Taken(
        statistics.median(one.clock for one in rounds),
        statistics.median(one.processor for one in rounds),
    )


def news(count: int) -> list[Article]:
    """Articles of 200 to 300 words, spread over the collection."""
    spread = (a for at, a in enumerate(read_articles([COLLECTION])) if at % 7 == 3)
    found = (a for a in spread if isinstance(a, Article) and 200 <= len(a.content.split()) <= 300)
    return list(islice(found, count))


def extract(extractor: Extractor, articles: Sequence[Article]) -> None:
    for at in range(0, len(articles), BATCH):
        some = articles[at : at + BATCH]
        for article, mentions in zip(some, extractor.mentions_of(some), strict=True):
            extractor.statements(article, mentions)


def dates_and_money(articles: Sequence[Article]) -> None:
    for article in articles:
        context = ReadingContext.of(article)
        find_money(article.content, context)
        find_dates(article.content, context)


def pieces(content: str) -> Iterator[list[str]]:
    """The token lists that the built-in engine tags, one a sentence."""
    for span in sentences(content):
        words = [token.text for token in tokens(span.of(content))]
        for at in range(0, len(words), LONGEST_SENTENCE):
            yield words[at : at + LONGEST_SENTENCE]


@contextmanager
def camel_recognizer(corpus: Sequence[str]) -> Iterator[Any]:
    """camel-tools' NERecognizer on a random model of AraBERT's size, nothing downloaded."""
    with tempfile.TemporaryDirectory() as folder:
        model = make_camel_data(Path(folder), corpus)
        # Importing camel_tools.ner asks for a catalogue; with one at hand it asks no network.
        os.environ["CAMELTOOLS_DATA"] = folder
        from camel_tools.ner import NERecognizer

        yield NERecognizer(str(model), use_gpu=False)


def print_speed(articles: Sequence[Article], peer: bool) -> None:
    extractor = Extractor(names_engine("builtin"))
    tagger = BuiltinEngine()
    contents = [article.content for article in articles]
    words = sum(len(content.split()) for content in contents)
    size = sum(len(tokens(content)) for content in contents)
    print(f"{len(articles)} articles of {words / len(articles):.0f} words, one core")
    extract(extractor, articles[:20])  # the tables are read once
    work: dict[str, Callable[[], object]] = {
        "full extraction": lambda: extract(extractor, articles),
        "dates and money": lambda: dates_and_money(articles),
        "names, tagger alone": lambda: [
            tagger.find(contents[at : at + BATCH]) for at in range(0, len(contents), BATCH)
        ],
    }
    if not peer:
        _print_rounds(work, {}, len(articles), size, 0)
        return
    some = contents[:: max(1, len(contents) // PEER_ARTICLES)][:PEER_ARTICLES]
    asked = [words for content in some for words in pieces(content)]
    with camel_recognizer(contents) as recognizer:
        recognizer.predict(asked[:2], batch_size=PEER_BATCH)
        _print_rounds(
            work,
            {"camel-tools' NER": lambda: recognizer.predict(asked, batch_size=PEER_BATCH)},
            len(articles),
            size,
            sum(map(len, asked)),
        )


def _print_rounds(
    ours: dict[str, Callable[[], object]],
    peers: dict[str, Callable[[], object]],
    articles: int,
    size: int,
    peer_size: int,
) -> None:
    rounds: dict[str, list[Taken]] = {name: [] for name in (*ours, *peers)}
    for _ in range(ROUNDS):
        for name, work in (ours | peers).items():
            rounds[name].append(taken(work))
    print(f"{'':24}{'by the clock':>32}{'by the processor':>32}")
    speeds: dict[str, Taken] = {}
    for name, all_rounds in rounds.items():
        middle = median(all_rounds)
        tokens_read = size if name in ours else peer_size
        read = articles * tokens_read / size
        speeds[name] = Taken(tokens_read / middle.clock, tokens_read / middle.processor)
        row = "".join(
            f"{read / seconds:>12,.1f} articles/s{tokens_read / seconds:>11,.0f}/s"
            for seconds in (middle.clock, middle.processor)
        )
        print(f"{name:24}{row}")
    for peer in peers:
        for name in ours:
            clock = speeds[name].clock / speeds[peer].clock
            processor = speeds[name].processor / speeds[peer].processor
            print(
                f"{name}: {clock:,.0f} times {peer} by the clock, {processor:,.0f} by the processor"
            )


def print_growth() -> None:
    extractor = Extractor(names_engine("builtin"))
    parts: dict[str, Callable[[str], object]] = {
        "dates": lambda text: find_dates(text, ReadingContext()),
        "money": lambda text: find_money(text, ReadingContext()),
        "statements": lambda text: find_statements(text, [], "a"),
        "all": lambda text: extract(extractor, [Article("a", "", text)]),
    }
    print(f"\n{'line of 1 MB: seconds':24}" + "".join(f"{part:>12}{'growth':>8}" for part in parts))
    for unit in HOSTILE:
        row = f"{unit!r:24}"
        for part, read in parts.items():
            rounds = 1 if part == "all" else ROUNDS
            short, long = (seconds(read, unit, length, rounds) for length in (SHORT, LONG))
            row += f"{long:>12.2f}{long / max(short, 1e-9):>8.1f}"
        print(row, flush=True)


def seconds(read: Callable[[str], object], unit: str, length: int, rounds: int) -> float:
    """Processor time for a line of ``length`` characters made of ``unit``."""
    text = (unit * (length // len(unit) + 1))[:length]
    return median([taken(lambda: read(text)) for _ in range(rounds)]).processor


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure extraction on one core.")
    parser.add_argument("--articles", type=int, default=BATCH)
    parser.add_argument("--no-peer", action="store_true", help="leave camel-tools out")
    parser.add_argument("--no-growth", action="store_true", help="leave the hostile lines out")
    chosen = parser.parse_args()
    print("load of the machine, 1, 5, 15 minutes:", *(f"{load:.1f}" for load in os.getloadavg()))
    print_speed(news(chosen.articles), peer=not chosen.no_peer)
    if not chosen.no_growth:
        print_growth()
    print("load at the end:", *(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
