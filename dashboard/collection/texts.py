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

    def table(self, text: str, cursor: Any) -> str:
        """The name of the table (sid) of the sentences that contain ``text``, as people type it
        and folding leaves it; "" while there is no room for one more."""
        with self._lock:
            known = self._tables.get(text)
            if known is None:
                known = self._made(text, cursor)
            if known is not None:
                self._tables[text] = (known[0], time.monotonic())
            return known[0] if known else ""

    def _made(self, text: str, cursor: Any) -> tuple[str, float] | None:
        now = time.monotonic()
        if len(self._tables) >= _MOST:
            oldest = min(self._tables, key=lambda kept: self._tables[kept][1])
            if now - self._tables[oldest][1] < _SETTLED:
                return None
            cursor.execute(f"DROP TABLE {self._tables.pop(oldest)[0]}")
        name = f"memory.main.text_{next(_numbers)}"
        bound = Parameters()
        query = f"SELECT sid FROM ({containing(text, bound)}) AS found(sid)"
        cursor.execute(f"CREATE TABLE {name} AS {query}", bound.values)
        return name, now
