"""Which sentences a selection speaks of, found once for all questions of a view.

A page asks some ten questions about one selection. Looking a word up among all words of the
collection, or a name among all mentions, costs as much as the rest of most of them, so what was
found is kept as a small table in memory, for every process its own. The database also knows how
long such a table is, and joins it the right way round, which of a query within it only guesses.
"""

from __future__ import annotations

import itertools
import threading
import time
from dataclasses import dataclass, field
from typing import Any

from dashboard.collection.selecting import Parameters, Sentences

_MOST = 64  # sets of sentences that are kept
# Seconds since one was last asked for, after which nobody can be reading its table any more.
_SETTLED = 600.0
_numbers = itertools.count(1)
_Known = tuple[str, Sentences]  # the schema that was asked, "" for what is the same in all


@dataclass
class FoundSentences:
    """The tables of one connection; safe to share between threads."""

    _tables: dict[_Known, tuple[str, float]] = field(default_factory=dict)  # -> name, last use
    _lock: Any = field(default_factory=threading.Lock)

    def query(self, wanted: Sentences, schema: str, cursor: Any, bound: Parameters) -> str:
        """A query for the sids of the ``wanted`` sentences as ``schema`` has them: of their table,
        which ``cursor`` makes the first time, or the whole one while there is no room for it."""
        known = (schema if wanted.corrected else "", wanted)
        with self._lock:
            kept = self._tables.get(known)
            name = kept[0] if kept else self._made(wanted, cursor)
            if name:
                self._tables[known] = (name, time.monotonic())
        return f"SELECT sid FROM {name}" if name else wanted.query(bound)

    def forget(self, schema: str, cursor: Any) -> None:
        """Drop what was found in ``schema``, which nobody asks any more."""
        with self._lock:
            for known in [known for known in self._tables if known[0] == schema]:
                cursor.execute(f"DROP TABLE {self._tables.pop(known)[0]}")

    def _made(self, wanted: Sentences, cursor: Any) -> str:
        if len(self._tables) >= _MOST:
            oldest = min(self._tables, key=lambda kept: self._tables[kept][1])
            if time.monotonic() - self._tables[oldest][1] < _SETTLED:
                return ""
            cursor.execute(f"DROP TABLE {self._tables.pop(oldest)[0]}")
        name = f"memory.main.found_{next(_numbers)}"
        bound = Parameters()
        query = f"SELECT sid FROM ({wanted.query(bound)}) AS found(sid)"
        cursor.execute(f"CREATE TABLE {name} AS {query}", bound.values)
        return name
