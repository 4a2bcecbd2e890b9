"""Prints the names taggers' exact-span F1 per corpus and kind, and their tokens per second.

    OMP_NUM_THREADS=1 python -m tests.benchmarks.names

Corpora are read from ../shared: the development part of ANERcorp (never trained on) and AQMAR
(another domain, never trained on). Speed is measured on news from ../shared/collections, raw text
in, spans out, on one core; camel-tools' engine runs beside it where its data is installed.
Scores against hand-annotated news come from ``python -m tests.benchmarks.gold``.
"""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.arabic.tokens import tokens
from dashboard.extraction.names.builtin import MODELS, BuiltinEngine
from dashboard.extraction.names.engine import NamesEngine
from dashboard.extraction.names.training.corpora import Sentence, anercorp, read_corpus
from dashboard.extraction.names.training.scoring import span_scores

SHARED = Path(__file__).resolve().parents[3] / "shared"
TIMED_ARTICLES = 400
TIMED_ARTICLES_CAMEL = 4


def corpora() -> Iterator[tuple[str, list[Sentence]]]:
    yield "ANERcorp development part", anercorp(SHARED)[1]
    yield "AQMAR (Wikipedia)", read_corpus(SHARED, "aqmar-dev")


def news(count: int) -> list[str]:
    path = SHARED / "collections" / "ant-news.jsonl.gz"
    contents: list[str] = []
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 97 == 5:
                record = json.loads(line)
                contents.append(f"{record['title']}\n{record['text']}")
            if len(contents) == count:
                break
    return contents


def tokens_a_second(engine: NamesEngine, contents: Sequence[str]) -> tuple[float, float]:
    """(by wall clock, by processor time) for raw text in, spans out."""
    words = sum(len(tokens(content)) for content in contents)
    engine.find(contents[:2])
    wall, processor = time.perf_counter(), time.process_time()
    engine.find(contents)
    return words / (time.perf_counter() - wall), words / (time.process_time() - processor)


def engines() -> Iterator[tuple[NamesEngine, int]]:
    yield BuiltinEngine(), TIMED_ARTICLES
    try:
        from dashboard.extraction.names.camel import CamelEngine

        yield CamelEngine(), TIMED_ARTICLES_CAMEL
    except Exception as fault:  # whatever keeps the other engine away is only reported
        print(f"camel: not measured ({fault})")


def main() -> None:
    builtin = BuiltinEngine()
    print(f"{'corpus':28}{'kind':6}{'precision':>10}{'recall':>8}{'F1':>8}{'spans':>7}")
    for name, sentences in corpora():
        found = builtin.tag_tokens([sentence.tokens for sentence in sentences])
        wanted = [sentence.labels for sentence in sentences]
        for kind, score in span_scores(wanted, found).items():
            print(
                f"{name:28}{kind:6}{score.precision:10.3f}{score.recall:8.3f}"
                f"{score.f1:8.4f}{score.wanted:7}"
            )
    size = sum(path.stat().st_size for path in MODELS.glob("names-*"))
    print(f"model files: {size / 1e6:.1f} MB")
    for engine, count in engines():
        wall, processor = tokens_a_second(engine, news(count))
        print(
            f"{engine.name}: {wall:,.0f} tokens/s by the clock, {processor:,.0f} by the processor"
        )


if __name__ == "__main__":
    main()
