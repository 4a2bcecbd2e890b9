"""Prints the names engines side by side: exact-span F1 per corpus and kind, tokens per second.

    OMP_NUM_THREADS=1 python -m tests.benchmarks.names [--articles N] [--no-camel] [--models FOLDER]

Corpora are read from ../shared: AQMAR (another domain, never trained on) and, for ``--models`` made
by the training command with --keep-development, the development part of ANERcorp. The shipped
weights learnt that part, so they are not scored on it. Speed is measured on news from
../shared/collections, raw text in, spans out, on one core, both engines by turns in the same
rounds, the median of three. Where camel-tools' own data is installed, its engine runs on it and has
its F1 columns too; where it is not, its engine runs on a model of the same size and format with
random weights (tests/benchmarks/camel_model.py), which says what it costs and nothing about what it
finds, so it has no F1. Scores against hand-annotated news come from
``python -m tests.benchmarks.gold``.
"""

from __future__ import annotations

import os

os.environ.setdefault("OMP_NUM_THREADS", "1")

import argparse
import gzip
import json
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Protocol

from dashboard.arabic.tokens import tokens
from dashboard.extraction.names import EngineMissing
from dashboard.extraction.names.builtin import MODELS, BuiltinEngine
from dashboard.extraction.names.camel import CamelEngine, installed_model
from dashboard.extraction.names.engine import NameSpan
from dashboard.extraction.names.training.corpora import Sentence, anercorp, read_corpus
from dashboard.extraction.names.training.scoring import Score, span_scores
from tests.benchmarks.camel_model import make_camel_data

SHARED = Path(__file__).resolve().parents[3] / "shared"
ARTICLES = 200
ARTICLES_CAMEL = 3  # some hundred times slower
ROUNDS = 3


class Engine(Protocol):
    def find(self, contents: Sequence[str]) -> list[list[NameSpan]]: ...

    def tag_tokens(self, sentences: Sequence[Sequence[str]]) -> list[list[str]]: ...


@dataclass(frozen=True)
class Contestant:
    """``answers`` is false for a model that is only as slow as the real one."""

    name: str
    engine: Engine
    articles: int
    answers: bool


def corpora(development: bool) -> Iterator[tuple[str, list[Sentence]]]:
    """What no engine learnt; ANERcorp's development part only if it was kept for measuring."""
    if development:
        yield "ANERcorp development part", anercorp(SHARED)[1]
    else:
        print(
            "\nANERcorp's development part: not scored, the shipped weights learnt it "
            "(docs/names.md says what the same training scored on it unseen)"
        )
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


def contestants(articles: int, camel: bool, models: Path, stack: ExitStack) -> Iterator[Contestant]:
    """Both engines; a model made for the measurement goes with ``stack``."""
    yield Contestant("builtin", BuiltinEngine(models), articles, True)
    if not camel:
        return
    if not (find_spec("torch") and find_spec("transformers")):
        print("camel: not measured, it needs torch and transformers (pip install them)")
        return
    try:
        model, answers = installed_model(), True
        said = f"camel-tools' own model in {model}"
    except EngineMissing as missing:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        make_camel_data(Path(folder), news(articles))
        os.environ["CAMELTOOLS_DATA"] = folder
        answers = False
        said = (
            "a model of the size and format of camel-tools' own with random weights, for speed "
            f"alone ({missing})"
        )
    print(f"camel runs on {said}")
    yield Contestant("camel", CamelEngine(), ARTICLES_CAMEL, answers)


def print_scores(engines: Sequence[Contestant], development: bool) -> None:
    """One row per corpus and kind; precision, recall and F1 of each engine that answers."""
    answering = [one for one in engines if one.answers]
    scored = list(corpora(development))
    print(f"\n{'exact spans':28}{'kind':5}{'spans':>6}", end="")
    for one in answering:
        print(f"{one.name + ': P':>12}{'R':>8}{'F1':>8}", end="")
    print()
    for name, sentences in scored:
        wanted = [sentence.labels for sentence in sentences]
        scores: list[dict[str, Score]] = [
            span_scores(wanted, one.engine.tag_tokens([s.tokens for s in sentences]))
            for one in answering
        ]
        for kind, first in scores[0].items():
            print(f"{name:28}{kind:5}{first.wanted:6}", end="")
            for score in (by_kind[kind] for by_kind in scores):
                print(f"{score.precision:12.3f}{score.recall:8.3f}{score.f1:8.4f}", end="")
            print()


def print_speed(engines: Sequence[Contestant]) -> None:
    """Raw text in, spans out, by turns; by the clock and by the processor's own time."""
    rounds: dict[str, list[tuple[float, float]]] = {one.name: [] for one in engines}
    for one in engines:
        one.engine.find(news(1))  # what is read once
    for _ in range(ROUNDS):
        for one in engines:
            rounds[one.name].append(tokens_a_second(one))
    print(
        f"\n{'tokens/s, one core':28}{'articles':>10}{'by the clock':>14}{'by the processor':>18}"
    )
    speeds: dict[str, tuple[float, float]] = {}
    for one in engines:
        clock, processor = (
            statistics.median(column) for column in zip(*rounds[one.name], strict=True)
        )
        speeds[one.name] = clock, processor
        print(f"{one.name:28}{one.articles:10}{clock:14,.0f}{processor:18,.0f}")
    if "camel" in speeds:
        clock, processor = (
            ours / theirs for ours, theirs in zip(speeds["builtin"], speeds["camel"], strict=True)
        )
        print(f"{'builtin, times camel':38}{clock:14,.0f}{processor:18,.0f}")


def tokens_a_second(one: Contestant) -> tuple[float, float]:
    contents = news(one.articles)
    words = sum(len(tokens(content)) for content in contents)
    wall, processor = time.perf_counter(), time.process_time()
    one.engine.find(contents)
    return words / (time.perf_counter() - wall), words / (time.process_time() - processor)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare the names engines.")
    parser.add_argument("--articles", type=int, default=ARTICLES, help="timed with builtin")
    parser.add_argument("--no-camel", action="store_true", help="the built-in engine alone")
    parser.add_argument(
        "--models",
        type=Path,
        metavar="FOLDER",
        help="other model files, trained with --keep-development: measured on that part too",
    )
    chosen = parser.parse_args()
    models: Path = chosen.models or MODELS
    with ExitStack() as stack:
        engines = list(contestants(chosen.articles, not chosen.no_camel, models, stack))
        size = sum(path.stat().st_size for path in models.glob("names-*"))
        print(f"builtin: model files of {size / 1e6:.1f} MB")
        print_scores(engines, development=models.resolve() != MODELS.resolve())
        print_speed(engines)
        print("load of the machine:", *(f"{load:.1f}" for load in os.getloadavg()))


if __name__ == "__main__":
    main()
