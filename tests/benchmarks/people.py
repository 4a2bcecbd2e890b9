"""Many people at once on one server: how long an answer takes, and how much memory a person costs.

    python -m tests.benchmarks.people COLLECTION [--people 20] [--minutes 10] [--seed 1]

Starts ``asgi.py`` as a process of its own on COLLECTION (a folder made by ``python -m dashboard
build``) and lets simulated people work with it: each has a session, thinks for 3 to 8 seconds,
then opens another chart, clicks one of its marks, filters by words, kinds or sources, opens an
article, searches, or starts afresh. They speak Streamlit's own protocol, as in
tests/hosting/speaking.py, so what is measured is from the question to the last byte of its answer,
without the browser's drawing. People and server share this machine's cores; the load is printed,
and the server's own processor time, which other work on the machine stretches less.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import statistics
import tempfile
import threading
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qsl

import psutil

from tests.benchmarks.pace import machine
from tests.benchmarks.percentile import percentile
from tests.hosting.serving import hosted
from tests.hosting.speaking import Screen, Visitor

WORDS = ("العراق", "مصر", "دولار", "الرئيس", "الأمم المتحدة", "النفط", "روسيا", "المباراة", "حكومة")
KINDS = ("PER", "ORG", "LOC", "DATE", "MONEY", "PER~ORG", "LOC~MONEY")
CHARTS = ("timeline", "cooccurrence", "money", "statements")
THINKING = (3.0, 8.0)  # seconds
TICK = 5.0  # seconds between two looks at the server's memory
SLOW, HEAVY = 1.0, 60e6  # seconds of the 95th percentile, bytes a person: what is to be reached


@dataclass
class Tally:
    """What everybody met; filled by all threads."""

    lock: threading.Lock = field(default_factory=threading.Lock)
    seconds: list[tuple[str, float]] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)
    bytes: int = 0

    def add(self, action: str, seconds: float, screen: Screen) -> None:
        with self.lock:
            self.seconds.append((action, seconds))
            self.errors += [f"{action}: {error[:200]}" for error in screen.errors]
            self.bytes += screen.bytes


class Person:
    """One who looks at the collection; what comes next depends on what is on the screen."""

    def __init__(self, visitor: Visitor, chance: random.Random, key: str) -> None:
        self.visitor, self.chance = visitor, chance
        self.home = {"lang": chance.choice(("ar", "en")), "collection": key}

    @property
    def now(self) -> dict[str, str]:
        return dict(parse_qsl(self.visitor.query)) or dict(self.home)

    def arrive(self) -> Screen:
        return self.visitor.open(**self.home)

    def act(self) -> tuple[str, Screen]:
        actions = [self.chart, self.mark, self.mark, self.words, self.kinds, self.article]
        action = self.chance.choice([*actions, self.search, self.afresh])
        if self.visitor.page:
            action = self.chance.choice((self.search, self.afresh))
        return action.__name__, action()

    def chart(self) -> Screen:
        wanted = self.chance.choice(CHARTS)
        return self.visitor.open(**{**self.now, "chart": wanted})

    def mark(self) -> Screen:
        """A click on a chart, through its own widget; one that shows none is changed instead."""
        screen = self.visitor.screen
        if screen.has("chart."):
            key = screen.key_like("chart.")
            marks = self.visitor.marks(key)
            if marks:
                return self.visitor.click_mark(key, self.chance.choice(marks))
        return self.chart()

    def words(self) -> Screen:
        if not self.visitor.screen.has("filter.text"):
            return self.afresh()
        return self.visitor.act("filter.text", string_value=self.chance.choice(WORDS))

    def kinds(self) -> Screen:
        kept = {name: value for name, value in self.now.items() if name != "mark"}
        return self.visitor.open(**{**kept, "kinds": self.chance.choice(KINDS)})

    def article(self) -> Screen:
        """One of the articles beside the chart."""
        reader = self.visitor.screen.elements.get("reader")
        rows = json.loads(reader.bytes).get("evidence", {}).get("rows", []) if reader else []
        if not rows:
            return self.chart()
        return self.visitor.open(**{**self.now, "article": self.chance.choice(rows)["article"]})

    def search(self) -> Screen:
        return self.visitor.open("articles", **{**self.home, "search": self.chance.choice(WORDS)})

    def afresh(self) -> Screen:
        return self.visitor.open(**self.home)


def work(server: str, number: int, seed: int, key: str, until: float, tally: Tally) -> None:
    chance = random.Random(f"{seed} {number}")
    try:
        with Visitor(server) as visitor:
            person = Person(visitor, chance, key)
            # Not all at the same moment, as a link in a message brings them.
            time.sleep(chance.uniform(0, 10))
            started = time.monotonic()
            screen = person.arrive()
            tally.add("arrive", time.monotonic() - started, screen)
            while time.monotonic() < until:
                time.sleep(chance.uniform(*THINKING))
                started = time.monotonic()
                action, screen = person.act()
                tally.add(action, time.monotonic() - started, screen)
    except Exception as fault:
        # A session that breaks is a finding, not the end of the measurement.
        with tally.lock:
            tally.errors.append(f"session {number}: {type(fault).__name__}: {fault}")


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    asked.add_argument("collection", type=Path)
    asked.add_argument("--people", type=int, default=20)
    asked.add_argument("--minutes", type=float, default=10.0)
    asked.add_argument("--seed", type=int, default=1)
    told = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="siyaq-people-") as folder:
        home = Path(folder) / "collections"
        home.mkdir()
        key = "measured"
        (home / f"{key}.collection").symlink_to(told.collection.resolve())
        with hosted(home, Path(folder) / "log") as site:
            return measured(site.address, site.process.pid, key, told)


def measured(server: str, process: int, key: str, told: argparse.Namespace) -> int:
    watched = psutil.Process(process)
    with Visitor(server, patience=600) as first:
        first.open(lang="en")  # builds the sample
        articles = Person(first, random.Random(0), key).arrive()
        assert not articles.errors, articles.errors
    before = watched.memory_info().rss
    spent = sum(watched.cpu_times()[:2])
    print(f"{machine()}; server at {before / 1e6:.0f} MB", flush=True)
    tally, until = Tally(), time.monotonic() + told.minutes * 60
    people = [
        threading.Thread(target=work, args=(server, number, told.seed, key, until, tally))
        for number in range(told.people)
    ]
    for person in people:
        person.start()
    memory: list[tuple[float, int]] = []
    loads: list[float] = []
    begun = time.monotonic()
    while any(person.is_alive() for person in people):
        memory.append((time.monotonic() - begun, watched.memory_info().rss))
        loads.append(os.getloadavg()[0])
        time.sleep(TICK)
    for person in people:
        person.join()
    spent = sum(watched.cpu_times()[:2]) - spent
    print(f"at the end: {machine()}")
    return report(tally, memory, loads, before, spent, told)


def report(
    tally: Tally,
    memory: list[tuple[float, int]],
    loads: list[float],
    before: int,
    spent: float,
    told: argparse.Namespace,
) -> int:
    acted = [seconds for action, seconds in tally.seconds if action != "arrive"]
    most = max(size for _, size in memory)
    half = memory[-1][0] / 2
    later = [size for at, size in memory if at >= half]
    each = (most - before) / told.people
    load = statistics.mean(loads)
    print(f"{told.people} people, {told.minutes:g} minutes, load {load:.1f} on average")
    print(f"{len(acted)} interactions, {len(tally.errors)} errors, {tally.bytes / 1e6:.0f} MB sent")
    print(
        f"seconds: p50 {percentile(acted, 0.5):.2f}, p95 {percentile(acted, 0.95):.2f}, "
        f"most {max(acted, default=0):.2f}; {1000 * spent / max(len(tally.seconds), 1):.0f} ms of "
        "the server's processor time each"
    )
    for action, count in Counter(action for action, _ in tally.seconds).most_common():
        values = [seconds for name, seconds in tally.seconds if name == action]
        usual, slow = percentile(values, 0.5), percentile(values, 0.95)
        print(f"  {action:8} {count:5}  p50 {usual:.2f}  p95 {slow:.2f}")
    seen = memory[:: max(len(memory) // 10, 1)]
    print("memory: " + ", ".join(f"{at / 60:.0f} min {size / 1e6:.0f} MB" for at, size in seen))
    grown = (later[-1] - later[0]) / 1e6
    print(f"{each / 1e6:.1f} MB a person at the most; second half {grown:+.0f} MB")
    for error, count in Counter(tally.errors).most_common(10):
        print(f"  {count} x {error}")
    reached = not tally.errors and percentile(acted, 0.95) < SLOW and each < HEAVY
    print("reached" if reached else "not reached")
    return 0 if reached else 1


if __name__ == "__main__":
    raise SystemExit(main())
