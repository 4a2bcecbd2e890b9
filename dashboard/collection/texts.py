"""Which sentences contain a text, found once for all questions of a view.

A page asks some ten questions about one selection. Looking a word up among all words of the
collection costs as much as the rest of most of them, so what was found is kept as a small table in
memory, for every process its own.
"""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from dashboard.collection.selecting import Parameters, containing

_MOST = 64  # texts that are kept
# Seconds since a text was last asked for, after which nobody can be reading its table any more.
_SETTLED = 600.0
_numbers = itertools.count(1)


@dataclass
class FoundTexts:
    """The tables of one connection; safe to share between threads."""

    _tables: dict[str, tuple[str, float]] = field(default_factory=dict)  # text -> name, last use
    _lock: Any = field(default_factory=threading.Lock)

    def query(self, text: str, cursor: Any, bound: Parameters) -> str:
        """A query for the sids of the sentences that contain the folded ``text``: of its table,
        which ``cursor`` makes the first time, or of the words while there is no room for one."""
        with self._lock:
            kept = self._tables.get(text)
            name = kept[0] if kept else self._made(text, cursor)
            if name:
                self._tables[text] = (name, time.monotonic())
        return f"SELECT sid FROM {name}" if name else containing(text, bound)

    def _made(self, text: str, cursor: Any) -> str:
        if len(self._tables) >= _MOST:
            oldest = min(self._tables, key=lambda kept: self._tables[kept][1])
            if time.monotonic() - self._tables[oldest][1] < _SETTLED:
                return ""
            cursor.execute(f"DROP TABLE {self._tables.pop(oldest)[0]}")
        name = f"memory.main.text_{next(_numbers)}"
        bound = Parameters()
        query = f"SELECT sid FROM ({containing(text, bound)}) AS found(sid)"
        cursor.execute(f"CREATE TABLE {name} AS {query}", bound.values)
        return name
