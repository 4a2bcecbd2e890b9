"""Answers that one process remembers for all its people, bounded by how much memory they take.

``st.cache_data`` bounds how many it keeps; a few hundred tables of amounts or of a network are a
different matter from a few hundred numbers. Here all answers share one number of bytes, and the
ones that were not asked for longest go first.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import Any

import pandas as pd
import streamlit as st
from cachetools import LRUCache

from dashboard.settings import limits


class Remembered:
    """Values by key. Everybody gets the same one, so nobody may change it; of a frame each gets a
    view of their own, whose columns may be replaced. ``most`` is in bytes, as pickle writes them.
    """

    def __init__(self, most: int) -> None:
        self._kept: LRUCache[Hashable, _Kept] = LRUCache(most, getsizeof=lambda kept: kept.size)
        self._lock = threading.Lock()
        # One lock for each question that is being worked on, and how many wait for it: an answer
        # may need another one, so two questions must never share a lock.
        self._working: dict[Hashable, tuple[threading.Lock, list[None]]] = {}

    def value(self, key: Hashable, made: Callable[[], Any]) -> Any:
        """What was remembered under ``key``, else ``made()``, which is called once however many
        ask at the same time. One that is larger than all the room is not kept."""
        found = self._found(key)
        if found is not None:
            return found.handed_out()
        with self._lock:
            working, waiting = self._working.setdefault(key, (threading.Lock(), []))
            waiting.append(None)
        try:
            with working:
                found = self._found(key)
                if found is None:
                    value = made()
                    # Before anybody has it, while it is still what was made.
                    found = _Kept(value, len(pickle.dumps(value, pickle.HIGHEST_PROTOCOL)))
                    self._keep(key, found)
                return found.handed_out()
        finally:
            with self._lock:
                waiting.pop()
                if not waiting:
                    self._working.pop(key, None)

    @property
    def size(self) -> int:
        with self._lock:
            return int(self._kept.currsize)

    def _keep(self, key: Hashable, kept: _Kept) -> None:
        with self._lock:
            if kept.size <= self._kept.maxsize:
                self._kept[key] = kept

    def _found(self, key: Hashable) -> _Kept | None:
        with self._lock:
            return self._kept.get(key)


@dataclass(frozen=True, slots=True)
class _Kept:
    value: Any
    size: int

    def handed_out(self) -> Any:
        # Reading a copy back out of bytes took longer than all else that a page does with it.
        if isinstance(self.value, pd.DataFrame):
            return self.value.copy(deep=False)
        return self.value


@st.cache_resource(show_spinner=False)
def answers() -> Remembered:
    """Those of this process; $SIYAQ_ANSWERS_MB is how much there may be."""
    return Remembered(limits().answer_bytes)
