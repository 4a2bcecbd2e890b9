"""Answers that one process remembers for all its people, bounded by how much memory they take.

``st.cache_data`` bounds how many it keeps; a few hundred tables of amounts or of a network are a
different matter from a few hundred numbers. Here all answers share one number of bytes, and the
ones that were not asked for longest go first.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Hashable
from typing import Any

import streamlit as st
from cachetools import LRUCache

from dashboard.settings import limits


class Remembered:
    """Values by key, kept as bytes: whoever asks gets a copy of their own. ``most`` is in bytes."""

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[Hashable, bytes] = LRUCache(most, getsizeof=len)
        self._lock = threading.Lock()
        # One lock for each question that is being worked on, and how many wait for it: an answer
        # may need another one, so two questions must never share a lock.
        self._working: dict[Hashable, tuple[threading.Lock, list[None]]] = {}

    def value(self, key: Hashable, made: Callable[[], Any]) -> Any:
        """What was remembered under ``key``, else ``made()``, which is called once however many
        ask at the same time. One that is larger than all the room is not kept."""
        found = self._found(key)
        if found is not None:
            return pickle.loads(found)
        with self._lock:
            working, waiting = self._working.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        try:
            with working:
                found = self._found(key)
                if found is not None:
                    return pickle.loads(found)
                value = made()
                self._keep(key, pickle.dumps(value, pickle.HIGHEST_PROTOCOL))
                return value
        finally:
            with self._lock:
                waiting.pop()
                if not waiting:
                    self._working.pop(key, None)

    @property
    def size(self) -> int:
        with self._lock:
            return int(self._kept.currsize)

    def _keep(self, key: Hashable, kept: bytes) -> None:
        with self._lock:
            if len(kept) <= self._kept.maxsize:
                self._kept[key] = kept

    def _found(self, key: Hashable) -> bytes | None:
        with self._lock:
            return self._kept.get(key)


class Shared:
    """The last ``most`` values by key, each handed to everybody as it is: nobody may change one."""

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[Hashable, Any] = LRUCache(most)
        self._lock = threading.Lock()

    def value(self, key: Hashable, made: Callable[[], Any]) -> Any:
        """What was kept under ``key``, else ``made()``. Two who ask at once may both make it."""
        with self._lock:
            found = self._kept.get(key)
        if found is None:
            found = made()
            with self._lock:
                self._kept[key] = found
        return found


@st.cache_resource(show_spinner=False)
def figures() -> Shared:
    """Charts as they were drawn: copying one takes Plotly as long as drawing it. A large one takes
    about a megabyte."""
    return Shared(64)


@st.cache_resource(show_spinner=False)
def answers() -> Remembered:
    """Those of this process; $SIYAQ_ANSWERS_MB is how much there may be."""
    return Remembered(limits().answer_bytes)
