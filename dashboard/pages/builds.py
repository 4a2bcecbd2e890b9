"""Builds that go on while the page stays usable: one thread each, shared by all sessions."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

import streamlit as st

from dashboard.collection import BuildProgress, CollectionError, Manifest
from dashboard.model import Article, Rejected

_log = logging.getLogger(__name__)
_MOST_REJECTED = 1000  # kept for the page; all of them are in the collection


@dataclass
class Build:
    """A build on its way. ``manifest`` is set when it is done, ``failure`` when it could not be."""

    key: str
    title: str
    progress: BuildProgress = field(default_factory=lambda: BuildProgress("reading"))
    manifest: Manifest | None = None
    failure: str = ""
    rejected: list[Rejected] = field(default_factory=list)
    ended: threading.Event = field(default_factory=threading.Event)


Run = Callable[[Iterable[Article | Rejected], Callable[[BuildProgress], None]], Manifest]


class _Builds:
    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.by_key: dict[str, Build] = {}


@st.cache_resource(show_spinner=False)
def _builds() -> _Builds:
    return _Builds()


def current(key: str) -> Build | None:
    """The build of this key that is running, or the last one that ended in this process."""
    return _builds().by_key.get(key)


def running() -> list[Build]:
    return [build for build in _builds().by_key.values() if not build.ended.is_set()]


def start(
    key: str,
    title: str,
    inputs: Callable[[], Iterable[Article | Rejected]],
    run: Run,
    afterwards: Callable[[], None] = lambda: None,
) -> Build:
    """Starts ``run`` over ``inputs()`` in a thread, unless the same build is already running.

    ``afterwards`` is called when it has ended, however it ended.
    """
    builds = _builds()
    with builds.lock:
        found = builds.by_key.get(key)
        if found is not None and not found.ended.is_set():
            return found
        build = builds.by_key[key] = Build(key, title)
    thread = threading.Thread(
        target=_run, args=(build, inputs, run, afterwards), name=f"build {key}", daemon=True
    )
    thread.start()
    return build


def _run(
    build: Build,
    inputs: Callable[[], Iterable[Article | Rejected]],
    run: Run,
    afterwards: Callable[[], None],
) -> None:
    def told(progress: BuildProgress) -> None:
        build.progress = progress

    try:
        build.manifest = run(_noting(inputs(), build.rejected), told)
    except CollectionError as fault:
        build.failure = str(fault)
    except Exception as fault:
        # A thread's exception would vanish; the page says that the build failed, the log says why.
        _log.exception("the build of %s failed", build.key)
        build.failure = type(fault).__name__
    finally:
        afterwards()
        build.ended.set()


def _noting(
    inputs: Iterable[Article | Rejected], rejected: list[Rejected]
) -> Iterator[Article | Rejected]:
    for given in inputs:
        if isinstance(given, Rejected) and len(rejected) < _MOST_REJECTED:
            rejected.append(given)
        yield given
