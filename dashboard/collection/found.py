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

# Sets of sentences that are kept, and sentences of them all: 4 bytes each.
_MOST = 256
_ROOM = 25_000_000
# Seconds since one was last asked for, after which nobody can be reading its table any more.
_SETTLED = 600.0
_numbers = itertools.count(1)
_Known = tuple[str, Sentences]  # the schema that was asked, "" for what is the same in all


@dataclass
class _Table:
    name: str
    sids: int
    used: float  # by the monotonic clock


@dataclass
class FoundSentences:
    """The tables of one connection; safe to share between threads."""

    _tables: dict[_Known, _Table] = field(default_factory=dict)
    _lock: Any = field(default_factory=threading.Lock)

    def query(self, wanted: Sentences, schema: str, cursor: Any, bound: Parameters) -> str:
        """A query for the sids of the ``wanted`` sentences as ``schema`` has them: of their table,
        which ``cursor`` makes the first time, or the whole one while there is no room for it."""
        known = (schema if wanted.corrected else "", wanted)
        with self._lock:
            kept = self._tables.get(known)
            if kept is None and self._makes_room(cursor):
                kept = self._tables[known] = _made(wanted, cursor)
            if kept is not None:
                kept.used = time.monotonic()
        return f"SELECT sid FROM {kept.name}" if kept else wanted.query(bound)

    def forget(self, schema: str, cursor: Any) -> None:
        """Drop what was found in ``schema``, which nobody asks any more."""
        with self._lock:
            for known in [known for known in self._tables if known[0] == schema]:
                cursor.execute(f"DROP TABLE {self._tables.pop(known).name}")

    def _makes_room(self, cursor: Any) -> bool:
        """Drop what nobody asked for lately, as far as needed; whether there is room then."""
        while len(self._tables) >= _MOST or self._sids() > _ROOM:
            oldest = min(self._tables, key=lambda known: self._tables[known].used)
            if time.monotonic() - self._tables[oldest].used < _SETTLED:
                return False
            cursor.execute(f"DROP TABLE {self._tables.pop(oldest).name}")
        return True

    def _sids(self) -> int:
        return sum(kept.sids for kept in self._tables.values())


def _made(wanted: Sentences, cursor: Any) -> _Table:
    name = f"memory.main.found_{next(_numbers)}"
    bound = Parameters()
    query = f"SELECT sid FROM ({wanted.query(bound)}) AS found(sid)"
    ((sids,),) = cursor.execute(f"CREATE TABLE {name} AS {query}", bound.values).fetchall()
    return _Table(name, int(sids), time.monotonic())
