"""``python -m dashboard build``: a build with its progress, rate and remaining time."""

from __future__ import annotations

import math
import os
import sys
from collections.abc import Iterable
from typing import TextIO

from dashboard.collection.building import build
from dashboard.collection.manifest import CollectionError
from dashboard.collection.origins import Reading
from dashboard.collection.progress import BuildProgress
from dashboard.collection.schema import rejected_of
from dashboard.collection.store import Store
from dashboard.extraction.names import names_engine
from dashboard.extraction.pipeline import Extractor
from dashboard.model import Article, Rejected

DONE, SOME_REJECTED, FAILED = 0, 1, 2
_BAR = 24  # characters
_APART = 10.0  # seconds between two lines of a log


def build_command(
    inputs: Iterable[Article | Rejected],
    *,
    output: str,
    names: str = "builtin",
    workers: int | None = None,
    scheduler: str | None = None,
    so_far: Reading | None = None,
    adding: bool = False,
    licence: str = "",
) -> int:
    """Build the collection at ``output``; returns the exit status.

    ``workers`` None: every core. ``so_far``: how the reading of the inputs goes.
    ``adding`` as in building.build. Rejected inputs are named on standard error.
    """
    bar = ProgressLine(sys.stderr)
    rejected: list[Rejected] = []
    try:
        manifest = build(
            _noting(inputs, rejected),
            output,
            Extractor(names_engine(names)),
            bar,
            workers=workers or os.cpu_count() or 1,
            scheduler=scheduler,
            so_far=so_far,
            adding=adding,
            licence=licence,
        )
    except CollectionError as fault:
        bar.end()
        _tell(rejected)
        print(fault, file=sys.stderr)
        return FAILED
    bar.end()
    store = Store.at(output)
    told = rejected_of(store.read_table("rejected.parquet"))
    _tell(told)
    notes = sum(one.note for one in told)
    print(
        f"{output}: {manifest.articles:,} articles, {manifest.mentions:,} mentions, "
        f"{manifest.entities:,} names, {(store.size() or manifest.bytes) / 1e6:.1f} MB; "
        f"{manifest.rejected:,} rejected, {notes:,} notes, {manifest.duplicates:,} duplicates\n"
        f"fingerprint {manifest.fingerprint}"
    )
    return SOME_REJECTED if manifest.rejected else DONE


def _tell(rejected: Iterable[Rejected]) -> None:
    for one in rejected:
        print(f"{one.where}: {one.reason}", file=sys.stderr)


class ProgressLine:
    """Draws a build's progress: one line that is drawn over on a terminal, else a line for every
    stage and every ten seconds."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._terminal = out.isatty()
        self._stage = ""
        self._printed = -math.inf

    def __call__(self, progress: BuildProgress) -> None:
        line = progress_text(progress)
        if self._terminal:
            self._out.write(f"\r\033[K{line}")
            self._out.flush()
        elif progress.stage != self._stage or progress.seconds - self._printed >= _APART:
            print(line, file=self._out, flush=True)
            self._printed = progress.seconds
        self._stage = progress.stage

    def end(self) -> None:
        if self._terminal and self._stage:
            self._out.write("\n")


def progress_text(progress: BuildProgress) -> str:
    """Stage, bar, articles, rate and remaining time, as far as they are known."""
    parts = [f"{progress.stage:8}"]
    if progress.total:
        share = min(progress.done / progress.total, 1.0)
        filled = round(share * _BAR)
        parts.append(f"[{'#' * filled}{'.' * (_BAR - filled)}] {share:4.0%}")
        about = "about " if progress.about else ""
        parts.append(f"{progress.done:,} of {about}{progress.total:,} articles")
    else:
        parts.append(f"{progress.done:,} articles")
    if progress.reused:
        parts.append(f"{progress.reused:,} already built")
    if progress.rejected:
        parts.append(f"{progress.rejected:,} rejected")
    if progress.articles_per_second:
        parts.append(f"{progress.articles_per_second:,.0f}/s")
    if progress.remaining is not None and progress.stage == "reading":
        minutes, seconds = divmod(round(progress.remaining), 60)
        parts.append(f"{minutes}:{seconds:02} left")
    return "  ".join(parts)


def _noting(
    inputs: Iterable[Article | Rejected], rejected: list[Rejected]
) -> Iterable[Article | Rejected]:
    for one in inputs:
        if isinstance(one, Rejected):
            rejected.append(one)
        yield one
