"""How fast a large collection answers; prints the times, asserts nothing.

    python -m tests.benchmarks.queries BUILT.collection [--times N] [--rounds N]

The parts of BUILT are repeated ``--times`` over with new ids (nothing is
extracted again) into a temporary collection, and the questions of a workbench view are asked
of it with random filters: one name, two sources, a year, an amount, a word, a pair of names.
Linking, near duplicates and the index of the repeated collection are made as in a build; how long
each takes is printed too.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import resource
import statistics
import tempfile
import time
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dashboard.analysis.cooccurrence import cooccurrence, mark_of_pair
from dashboard.analysis.lag import lag
from dashboard.analysis.money import money
from dashboard.analysis.network import network
from dashboard.analysis.profile import profile
from dashboard.analysis.timeline import timeline
from dashboard.collection import Collection, open_collection
from dashboard.collection.finishing import Told, finish
from dashboard.collection.manifest import read_manifest
from dashboard.collection.origins import write_origins
from dashboard.collection.schema import SLICE_TABLES, rejected_table
from dashboard.collection.store import Store
from dashboard.model import DateAxis, MentionKind, Selection, Window
from tests.benchmarks.percentile import percentile


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("built", type=Path)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("-o", "--output", type=Path, default=None)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.built
        if options.times > 1:
            folder = options.output or Path(scratch) / "repeated.collection"
            if not (folder / "manifest.json").exists():
                repeat(options.built, folder, options.times)
        started = time.perf_counter()
        collection = open_collection(folder)
        manifest = collection.manifest
        index = sum(path.stat().st_size for path in folder.glob("index-*"))
        print(
            f"{manifest.articles:,} articles, {manifest.mentions:,} mentions, "
            f"{manifest.entities:,} entities; parts {manifest.bytes / 1e6:.0f} MB, "
            f"index {index / 1e6:.0f} MB; opened in {time.perf_counter() - started:.2f} s"
        )
        ask_all(collection, options.rounds)


def repeat(built: Path, folder: Path, times: int) -> None:
    source, target = Store.at(built), Store.at(folder)
    parts = read_manifest(source).parts
    names = []
    for time_over in range(times):
        for part in parts:
            name = f"{part}x{time_over}"
            for columns in SLICE_TABLES:
                table = source.read_table(f"{columns}/{part}.parquet")
                if time_over:
                    table = renamed(table, time_over)
                target.write_table(f"{columns}/{name}.parquet", table)
            names.append(name)
    target.write_table("rejected.parquet", rejected_table([]))
    write_origins(target, {})
    told = Told(
        extractor="repeated",
        name="repeated",
        licence="",
        rejected=0,
        duplicates=0,
        created=dt.datetime.now(dt.UTC),
    )
    started, worked = time.perf_counter(), time.process_time()

    def on_stage(stage: str) -> None:
        print(
            f"{stage} at {time.perf_counter() - started:.1f} s, "
            f"{time.process_time() - worked:.1f} s of the processor, at most "
            f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB so far",
            flush=True,
        )

    finish(target, names, told, on_stage)


def renamed(table: pa.Table, time_over: int) -> pa.Table:
    """The same rows of other articles, which are near duplicates of each other but of no others."""
    for column in ("id", "article", "key"):
        if column in table.column_names:
            at = table.schema.get_field_index(column)
            values = pc.binary_join_element_wise(table[column], pa.scalar(f"-{time_over}"), "")
            table = table.set_column(at, table.schema.field(column), values)
    if "signature" in table.column_names:
        at = table.schema.get_field_index("signature")
        turned = [
            (np.frombuffer(one, "<u4") ^ np.uint32(time_over * 7919)).tobytes()
            for one in table["signature"].to_pylist()
        ]
        table = table.set_column(at, table.schema.field("signature"), pa.array(turned, pa.binary()))
    return table


def ask_all(collection: Collection, rounds: int) -> None:
    chance = random.Random(5)
    names = collection.entities(Selection(), limit=200)["entity"].tolist()
    sources = collection.sources(Selection())["source"].tolist()
    articles = collection.articles(Selection(), limit=500)["article"].tolist()
    words = ["التحالف", "العراق", "مليون دولار", "وقال", "الانتخابات", "كأس العالم", "زززز"]
    period = collection.period(Selection())
    first, last = (day.date() for day in period) if period else (dt.date(2014, 1, 1),) * 2

    def selection() -> Selection:
        chosen = Selection(axis=chance.choice(list(DateAxis)))
        for change in chance.sample(range(6), chance.choice([0, 1, 1, 2])):
            if change == 0:
                start = first + dt.timedelta(days=chance.randrange(max((last - first).days, 1)))
                chosen = chosen.changed(start=start, end=start + dt.timedelta(days=365))
            elif change == 1:
                chosen = chosen.changed(entities=tuple(chance.sample(names, 2)))
            elif change == 2:
                chosen = chosen.changed(sources=tuple(chance.sample(sources, min(2, len(sources)))))
            elif change == 3:
                chosen = chosen.changed(text=chance.choice(words))
            elif change == 4:
                chosen = chosen.changed(amount_min=Decimal(1_000_000), currency="USD")
            else:
                chosen = chosen.changed(kinds=tuple(chance.sample(list(MentionKind)[:6], 2)))
        return chosen

    def pair() -> Selection:
        found = cooccurrence(collection, Selection(), Window.SENTENCE, 10)
        row = found.pairs.iloc[chance.randrange(len(found.pairs))]
        return Selection(mark=mark_of_pair(found, row))

    pairs = [pair() for _ in range(3)]
    questions: dict[str, Callable[[], object]] = {
        "counts": lambda: collection.counts(selection()),
        "sources": lambda: collection.sources(selection()),
        "entities": lambda: collection.entities(selection()),
        "entities, searched": lambda: collection.entities(selection(), "محم"),
        "timeline by kind": lambda: timeline(collection, selection()),
        "timeline by source": lambda: timeline(collection, selection(), stack="source"),
        "timeline of 6 names": lambda: timeline(
            collection, selection(), None, "entity", tuple(names[:6])
        ),
        "lag": lambda: lag(collection, selection()),
        "evidence": lambda: collection.evidence(selection()),
        "evidence by sentence": lambda: collection.evidence_sentences(selection()),
        "evidence of a pair": lambda: collection.evidence(chance.choice(pairs)),
        "evidence count": lambda: collection.evidence_count(selection()),
        "co-occurrence, sentence": lambda: cooccurrence(collection, selection()),
        "co-occurrence, article": lambda: cooccurrence(collection, selection(), Window.ARTICLE),
        "network of 300": lambda: network(
            cooccurrence(collection, selection(), Window.SENTENCE, 300)
        ),
        "money": lambda: money(collection, selection()),
        "profile": lambda: profile(collection, selection(), chance.choice(names)),
        "statements": lambda: collection.statements(selection()),
        "statements left out": lambda: collection.unnamed_statement_count(selection()),
        "speakers": lambda: collection.speakers(selection(), 200),
        "speakers by role": lambda: collection.roles(selection(), 100),
        "speakers by role, searched": lambda: collection.roles(selection(), 100, "متحدث"),
        "articles": lambda: collection.articles(selection()),
        "articles, searched": lambda: collection.articles(selection(), chance.choice(words)),
        "one article": lambda: collection.article(chance.choice(articles)),
    }
    whole: list[tuple[float, float]] = []
    print(f"{'milliseconds':26} {'p50':>7} {'p95':>7}   {'processor p50':>13} {'p95':>7}")
    for name, ask in questions.items():
        times = []
        for _ in range(rounds):
            started, worked = time.perf_counter(), time.process_time()
            ask()
            times.append((time.perf_counter() - started, time.process_time() - worked))
        whole += times
        show(name, times)
    show("all", whole)


def show(name: str, times: list[tuple[float, float]]) -> None:
    """Time on the wall, and of all processor cores together, which other work does not stretch."""
    wall, worked = ([one[at] * 1000 for one in times] for at in (0, 1))
    print(
        f"{name:26} {statistics.median(wall):7.0f} {percentile(wall, 0.95):7.0f}   "
        f"{statistics.median(worked):13.0f} {percentile(worked, 0.95):7.0f}",
        flush=True,
    )


if __name__ == "__main__":
    main()
