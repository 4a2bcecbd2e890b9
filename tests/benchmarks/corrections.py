"""How fast a corrected collection answers, beside the same one uncorrected; asserts nothing.

    python -m tests.benchmarks.corrections BUILT.collection [--steps N] [--rounds N]

N steps of every action are taken on random names and mentions (the log lies in a temporary
SQLite file). Prints how long a step takes to write and to show, then the questions of queries.py
asked of both.
"""

from __future__ import annotations

import argparse
import random
import tempfile
import time
from pathlib import Path

from dashboard.collection import Collection, open_collection
from dashboard.collection.corrections import steps
from dashboard.collection.corrections.store import Corrections
from dashboard.model import MentionKind, Selection
from tests.benchmarks.queries import ask_all


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("built", type=Path)
    parser.add_argument("--steps", type=int, default=200)
    parser.add_argument("--rounds", type=int, default=10)
    options = parser.parse_args()
    collection = open_collection(options.built)
    with tempfile.TemporaryDirectory() as scratch:
        log = Corrections.at(Path(scratch) / "siyaq.db", "benchmark")
        taken = random_steps(collection, options.steps)
        started = time.perf_counter()
        for step in taken:
            log.append(step, "benchmark", "to see how long it takes")
        print(f"{len(taken)} steps written in {time.perf_counter() - started:.2f} s")
        started = time.perf_counter()
        corrected = collection.corrected(log.log())
        print(
            f"shown after {time.perf_counter() - started:.2f} s; "
            f"{len(corrected.overlay.misfits)} did not fit"
        )
        started = time.perf_counter()
        for _ in range(100):
            _ = log.version
        print(f"version asked in {(time.perf_counter() - started) * 10:.2f} ms")
        print("as built:")
        ask_all(collection, options.rounds)
        print("corrected:")
        ask_all(corrected, options.rounds)


def random_steps(collection: Collection, count: int) -> list[steps.Step]:
    """Merges among the names named most, and steps on the mentions of random articles."""
    chance = random.Random(3)
    names = collection.entities(Selection(), limit=400)["entity"].tolist()
    articles = collection.articles(Selection(), limit=5000)["article"].tolist()
    taken: list[steps.Step] = []
    while len(taken) < count:
        if chance.random() < 0.2:
            one, other = (collection.entity(name) for name in chance.sample(names, 2))
            assert one is not None
            assert other is not None
            if one.kind is other.kind:
                taken.append(steps.merge(one, other))
            else:
                taken.append(steps.rename(one, f"{one.name} الجديد"))
            continue
        read = collection.article(chance.choice(articles))
        assert read is not None
        if not read.mentions:
            continue
        mention = chance.choice(read.mentions)
        kinds = [kind for kind in list(MentionKind)[:3] if kind is not mention.kind]
        taken.append(
            chance.choice(
                (
                    steps.reject(mention),
                    steps.confirm(mention),
                    steps.retag(mention, chance.choice(kinds)),
                )
            )
        )
    return taken


if __name__ == "__main__":
    main()
