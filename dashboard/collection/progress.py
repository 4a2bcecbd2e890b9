"""How far a build is, how fast it goes and how long it will take."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

_OFTEN = 0.2  # seconds between two reports
_DIGITS = 3  # of a number of articles that is judged


@dataclass(frozen=True, slots=True)
class BuildProgress:
    """How far a build is. ``stage`` is "reading", "linking", "indexing" or "done".

    ``done`` articles are in parts by now, ``reused`` of them without being read again;
    ``articles_per_second`` counts those read now. ``total`` is how many there will be, ``about``
    that many where it is judged by how much of the files has been read; it and ``remaining``, in
    seconds, are None while that is not known.
    """

    stage: str
    done: int = 0
    reused: int = 0
    rejected: int = 0
    duplicates: int = 0
    total: int | None = None
    about: bool = False
    seconds: float = 0.0
    articles_per_second: float = 0.0
    remaining: float | None = None


OnProgress = Callable[[BuildProgress], None]
Share = Callable[[], float]


class Report:
    """Passes progress on, at most a few times a second except at a change of stage. ``taken``
    articles have come out of the inputs by now, of which some wait to be read."""

    def __init__(self, progress: OnProgress | None, total: int | None, share: Share | None) -> None:
        self._progress = progress
        self._state = BuildProgress("reading", total=total)
        self._share = share if total is None else None
        self._started = time.monotonic()
        self._told = 0.0
        self._read = 0
        self.taken = 0

    def read(self, articles: int) -> None:
        self._read += articles
        self.update()

    def update(
        self,
        stage: str | None = None,
        reused: int | None = None,
        rejected: int | None = None,
        duplicates: int | None = None,
    ) -> None:
        if self._progress is None:
            return
        state = self._state
        now = time.monotonic()
        seconds = now - self._started
        rate = self._read / seconds if seconds > 0 else 0.0
        reused = state.reused if reused is None else reused
        done = self._read + reused
        total, about = self._total()
        remaining = None
        if total is not None and rate > 0:
            remaining = max(total - done, 0) / rate
        self._state = replace(
            state,
            stage=stage or state.stage,
            done=done,
            reused=reused,
            rejected=state.rejected if rejected is None else rejected,
            duplicates=state.duplicates if duplicates is None else duplicates,
            total=total,
            about=about,
            seconds=seconds,
            articles_per_second=rate,
            remaining=remaining,
        )
        if stage or now - self._told >= _OFTEN:
            self._told = now
            self._progress(self._state)

    def _total(self) -> tuple[int | None, bool]:
        """How many articles there will be, and whether that is judged by what has been read."""
        if self._share is None:
            return self._state.total, False
        share = self._share()
        if share == 1:
            return self.taken, False
        if not self.taken or not share:
            return None, True
        judged = self.taken / share
        return int(round(judged, _DIGITS - len(str(int(judged))))), True
