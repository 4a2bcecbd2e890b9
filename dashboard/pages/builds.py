"""Builds that go on while the page stays usable: a queue for each process, shared by all sessions.

As many run at once as the settings say, the others wait in the order in which they came. Whoever
has too many, or comes when too many wait, is told so (``RefusedError``); nothing is piled up.
"""

from __future__ import annotations

import logging
import math
import threading
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import streamlit as st

from dashboard.collection import BuildProgress, CollectionError, Manifest
from dashboard.model import Article, Rejected
from dashboard.settings import limits

_log = logging.getLogger(__name__)
_MOST_REJECTED = 1000  # kept for the page; all of them are in the collection
_LONG_AGO = 3600.0  # seconds after which how a build ended is no news
_MOST_ENDED = 100  # kept for the pages of those who asked for them

Run = Callable[[Iterable[Article | Rejected], Callable[[BuildProgress], None]], Manifest]


class RefusedError(RuntimeError):
    """No room for another build now. ``reason`` is "each" (of this person), "all", or "same" (of
    this collection); ``most`` is how many there may be."""

    def __init__(self, reason: str, most: int) -> None:
        super().__init__(f"{reason}: {most}")
        self.reason, self.most = reason, most


class StoppingError(RuntimeError):
    """The server is about to end: the build stops where it can be gone on with."""


class CancelledError(RuntimeError):
    """Whoever asked for the build does not want it any more."""


@dataclass
class Build:
    """A build on its way. ``before`` is how many articles the collection had that it adds to, None
    for a new one. ``manifest`` is set when it is done, ``failure`` when it could not be;
    neither when it was ``cancelled``. ``dismissed``: its owner has seen how it ended."""

    key: str
    title: str
    owner: str
    inputs: Callable[[], Iterable[Article | Rejected]]
    run: Run
    afterwards: Callable[[bool], None]
    progress: BuildProgress = field(default_factory=lambda: BuildProgress("reading"))
    manifest: Manifest | None = None
    failure: str = ""
    rejected: list[Rejected] = field(default_factory=list)
    before: int | None = None
    ended: threading.Event = field(default_factory=threading.Event)
    ended_at: float = math.inf  # by time.monotonic()
    cancelled: bool = False
    dismissed: bool = False


class _Builds:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.by_key: dict[str, Build] = {}
        self.waiting: deque[Build] = deque()
        self.working = 0
        self.stopping = False


@st.cache_resource(show_spinner=False)
def _builds() -> _Builds:
    return _Builds()


def current(key: str) -> Build | None:
    """The build of this key that runs or waits, or the last one that ended in this process."""
    return _builds().by_key.get(key)


def running() -> list[Build]:
    """Those that run or wait."""
    return [build for build in list(_builds().by_key.values()) if not build.ended.is_set()]


def latest_of(owner: str) -> Build | None:
    """What this person started last here; None when it is dismissed, or has long been over."""
    mine = [build for build in list(_builds().by_key.values()) if build.owner == owner]
    if not mine or mine[-1].dismissed or time.monotonic() - mine[-1].ended_at > _LONG_AGO:
        return None
    return mine[-1]


def cancel(build: Build) -> None:
    """Ends a build that runs or waits; nothing of it stays. It is over when ``ended`` is set."""
    builds = _builds()
    with builds.lock:
        build.cancelled = not build.ended.is_set()
        waits = build in builds.waiting
        if waits:
            builds.waiting.remove(build)
    if waits:
        _run(builds, build)


def ahead_of(build: Build) -> int | None:
    """How many builds are waiting before this one; None when it does not wait."""
    try:
        return list(_builds().waiting).index(build)
    except ValueError:
        return None


def room_for(owner: str) -> None:
    """Raises RefusedError when this person could not start a build now."""
    builds = _builds()
    with builds.lock:
        _check(builds, owner)


def start(
    key: str,
    title: str,
    inputs: Callable[[], Iterable[Article | Rejected]],
    run: Run,
    afterwards: Callable[[bool], None] = lambda ended: None,
    owner: str = "",
    accepted: bool = False,
    at_once: bool = False,
    before: int | None = None,
) -> Build:
    """Starts ``run`` over ``inputs()``, or lets it wait; a build of this key that runs or waits
    already is joined. One that was ``accepted`` before has its place whoever else is there;
    one ``at_once`` does not wait: nothing can be seen without it. Raises RefusedError.

    ``afterwards`` is called when it has ended, however it ended: with False when the server stops
    before, so that the build has to be gone on with.
    """
    builds = _builds()
    most = limits().builds
    with builds.lock:
        found = builds.by_key.get(key)
        if found is not None and not found.ended.is_set():
            return found
        if not (accepted or at_once):
            _check(builds, owner)
        build = Build(key, title, owner, inputs, run, afterwards, before=before)
        builds.by_key.pop(key, None)
        builds.by_key[key] = build
        _forget_oldest(builds)
        another = not at_once and builds.working < most
        builds.working += another
        if not at_once:
            builds.waiting.append(build)
    if at_once:
        threading.Thread(target=_run, args=(builds, build), name="build", daemon=True).start()
    elif another:
        threading.Thread(target=_work, args=(builds,), name="builds", daemon=True).start()
    return build


def stop(patience: float) -> None:
    """Lets the builds end where they can be gone on with; waits ``patience`` seconds for that."""
    builds = _builds()
    with builds.lock:
        builds.stopping = True
    until = time.monotonic() + patience
    for build in running():
        build.ended.wait(max(until - time.monotonic(), 0))


def _check(builds: _Builds, owner: str) -> None:
    going = [build for build in builds.by_key.values() if not build.ended.is_set()]
    told = limits()
    if len(builds.waiting) >= told.waiting + max(told.builds - builds.working, 0):
        raise RefusedError("all", told.waiting)
    if sum(build.owner == owner for build in going) >= told.each:
        raise RefusedError("each", told.each)


def _forget_oldest(builds: _Builds) -> None:
    ended = [key for key, build in builds.by_key.items() if build.ended.is_set()]
    for key in ended[: max(len(ended) - _MOST_ENDED, 0)]:
        del builds.by_key[key]


def _work(builds: _Builds) -> None:
    while True:
        with builds.lock:
            if not builds.waiting:
                builds.working -= 1
                return
            build = builds.waiting.popleft()
        _run(builds, build)


def _run(builds: _Builds, build: Build) -> None:
    def told(progress: BuildProgress) -> None:
        build.progress = progress
        if progress.stage != "done":  # else it is there, and nothing is left to be stopped
            _go_on(builds, build)

    ended = True
    try:
        _go_on(builds, build)
        _log.info("build of %s begins", build.key)
        build.manifest = build.run(_noting(build.inputs(), build.rejected), told)
        _log.info("build of %s is done: %d articles", build.key, build.manifest.articles)
    except StoppingError:
        ended = False
        build.failure = "the server stops"
        _log.info("build of %s stops; it goes on at the next start", build.key)
    except CancelledError:
        _log.info("build of %s is cancelled", build.key)
    except CollectionError as fault:
        build.failure = str(fault)
        _log.warning("build of %s failed: %s", build.key, fault)
    except Exception as fault:
        # A thread's exception would vanish; the page says that the build failed, the log says why.
        _log.exception("the build of %s failed", build.key)
        build.failure = f"a fault of the program ({type(fault).__name__}); the log tells more"
    finally:
        try:
            build.afterwards(ended)
        finally:
            build.ended_at = time.monotonic()
            build.ended.set()


def _go_on(builds: _Builds, build: Build) -> None:
    if build.cancelled:
        raise CancelledError
    if builds.stopping:
        raise StoppingError


def _noting(
    inputs: Iterable[Article | Rejected], rejected: list[Rejected]
) -> Iterator[Article | Rejected]:
    for given in inputs:
        if isinstance(given, Rejected) and len(rejected) < _MOST_REJECTED:
            rejected.append(given)
        yield given
