"""One builder for one collection at a time: on this machine or, on a shared folder, on any.

The lock is the operating system's, so it ends with the process that holds it, however that ends:
there is nothing stale to be cleared away.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from dashboard.collection.manifest import CollectionError
from dashboard.collection.store import Store

LOCK = ".building.lock"
_HOLDER = ".building.json"


@contextmanager
def one_builder(store: Store, patience: float = 0.0) -> Iterator[None]:
    """Holds the collection's lock; waits ``patience`` seconds for another build of it to end.

    Raises CollectionError when that one goes on. A remote store has no lock: its parts are written
    whole, and the last manifest holds.
    """
    if not store.local:
        yield
        return
    folder = store.path(".")
    folder.mkdir(parents=True, exist_ok=True)
    lock = FileLock(folder / LOCK, thread_local=False, poll_interval=0.2)
    try:
        lock.acquire(timeout=patience)
    except Timeout:
        raise CollectionError(
            f"{store.location}: another build of it is running{_holder(folder)}; wait for it to end"
        ) from None
    try:
        _say_who(folder)
        yield
    finally:
        (folder / _HOLDER).unlink(missing_ok=True)
        lock.release()


def is_being_built(folder: Path) -> bool:
    """Whether someone holds the lock of the collection in this folder now."""
    if not (folder / LOCK).exists():
        return False
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        return True
    lock.release()
    return False


def _say_who(folder: Path) -> None:
    """Only for the other's message: a build does not depend on it."""
    told = {
        "process": os.getpid(),
        "machine": socket.gethostname(),
        "since": dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
    }
    (folder / _HOLDER).write_text(json.dumps(told), encoding="utf-8")


def _holder(folder: Path) -> str:
    try:
        told = json.loads((folder / _HOLDER).read_text(encoding="utf-8"))
        return f" (process {told['process']} on {told['machine']} since {told['since']})"
    except (OSError, ValueError, TypeError, KeyError):
        return ""
