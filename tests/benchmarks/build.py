"""How fast and in how much memory a collection is built; prints, asserts only sameness.

    python -m tests.benchmarks.build ARTICLES.jsonl [--articles N] [--workers N] [--kill N] [-o DIR]

``--kill N`` kills the build with SIGKILL at N random moments, resumes it each time, and compares
the fingerprint with that of an undisturbed build beside it; with ``--fingerprint F --seconds S``,
those of an undisturbed build that was made before, none is made. ``--add N`` then builds again
with N articles more. ``--times N`` reads the articles N times over, with new ids; ``--slice N``
makes parts of N articles.

Memory is the peak of all processes together, sampled: the sum of their proportional shares (PSS),
in which a page that several processes share is counted once.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.pace import machine

ROOT = Path(__file__).resolve().parents[2]

BUILD = """
import sys
from dataclasses import replace
from itertools import islice
from dashboard.articles import read_articles
from dashboard.collection import build
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor

if __name__ == "__main__":
    path, output = sys.argv[1:3]
    count, workers, times, size = map(int, sys.argv[3:7])
    extractor = Extractor(names_engine("builtin"))

    def repeated():
        for time in range(times):
            for one in islice(read_articles([path]), count):
                # A text of its own too: the same one again is a duplicate, and dropped.
                changed = {"id": f"{one.id}-{time}", "text": f"{one.text} {time}"}
                yield replace(one, **changed) if time else one

    articles = repeated()
    manifest = build(articles, output, extractor, workers=workers, slice_size=size)
    print(manifest.fingerprint, manifest.articles, manifest.mentions, manifest.bytes)
"""


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("input", type=Path)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--kill", type=int, default=0)
    parser.add_argument("--add", type=int, default=0)
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--slice", type=int, default=500)
    parser.add_argument("--fingerprint", default="")
    parser.add_argument("--seconds", type=float, default=0.0)
    parser.add_argument("-o", "--output", type=Path, default=None)
    options = parser.parse_args()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.output or Path(scratch) / "whole.collection"
        if options.fingerprint:
            whole = {"fingerprint": options.fingerprint, "seconds": options.seconds}
        else:
            whole = timed("build", options, folder, options.articles)
        if options.kill:
            again = killed(options, Path(scratch) / "killed.collection", whole["seconds"])
            same = again["fingerprint"] == whole["fingerprint"]
            print(f"killed {options.kill} times: {'the same' if same else 'ANOTHER'} fingerprint")
            if not same:
                sys.exit(1)
        if options.add:
            timed(f"{options.add} more", options, folder, options.articles + options.add)
    print(f"at the end: {machine()}")


def timed(name: str, options: argparse.Namespace, folder: Path, count: int) -> dict:
    started, worked = time.monotonic(), processor_seconds()
    process = started_build(options, folder, count)
    peak = Peak(process.pid)
    out, _ = process.communicate()
    seconds = time.monotonic() - started
    peak.stop()
    worked = processor_seconds() - worked
    if process.returncode:
        sys.exit(f"{name} failed")
    fingerprint, articles, mentions, size = out.decode().split()[-4:]
    print(
        f"{name}: {int(articles):,} articles, {int(mentions):,} mentions in {seconds:.1f} s "
        f"({int(articles) / seconds:.1f}/s; {worked:.1f} s of processor), "
        f"peak {peak.most / 1e9:.2f} GB of {peak.processes} processes, "
        f"{int(size) / 1e6:.1f} MB of parts, {options.workers} workers",
        flush=True,
    )
    return {"fingerprint": fingerprint, "seconds": seconds}


def processor_seconds() -> float:
    """Of all finished child processes and theirs; other work on the machine does not stretch it."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def killed(options: argparse.Namespace, folder: Path, seconds: float) -> dict:
    chance = random.Random()
    for number in range(options.kill):
        process = started_build(options, folder, options.articles)
        after = chance.uniform(0.1, 1.5) * seconds / max(options.kill, 1) + 3
        try:
            process.wait(after)
        except subprocess.TimeoutExpired:
            parts = len(list((folder / "articles").glob("part-*")))
            print(f"kill {number + 1} after {after:.1f} s, with {parts} parts", flush=True)
        for pid in [*children(process.pid), process.pid]:
            try:
                os.kill(pid, 9)
            except ProcessLookupError:
                continue
        process.communicate()
    return timed("resumed", options, folder, options.articles)


def started_build(options: argparse.Namespace, folder: Path, count: int) -> subprocess.Popen:
    numbers = (count, options.workers, options.times, options.slice)
    arguments = [str(options.input), str(folder), *map(str, numbers)]
    return subprocess.Popen(
        [sys.executable, "-c", BUILD, *arguments], cwd=ROOT, stdout=subprocess.PIPE
    )


class Peak:
    """Samples the memory of a process and its children until stopped."""

    def __init__(self, pid: int) -> None:
        self.most = 0
        self.processes = 0
        self._pid = pid
        self._running = True
        self._thread = threading.Thread(target=self._watch, daemon=True)
        self._thread.start()

    def stop(self) -> None:
        self._running = False
        self._thread.join()

    def _watch(self) -> None:
        while self._running:
            held = [share(pid) for pid in [self._pid, *children(self._pid)]]
            if sum(held) > self.most:
                self.most, self.processes = sum(held), len(held)
            time.sleep(0.5)


def share(pid: int) -> int:
    """The proportional share of memory of a process, in bytes; 0 when it has ended."""
    try:
        status = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    lines = [line for line in status.splitlines() if line.startswith("Pss:")]
    return int(lines[0].split()[1]) * 1024 if lines else 0


def children(pid: int) -> Iterator[int]:
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        found = [int(one) for task in tasks for one in (task / "children").read_text().split()]
    except OSError:
        return
    for child in found:
        yield child
        yield from children(child)


if __name__ == "__main__":
    main()
